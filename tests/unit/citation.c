/* Words with their source, in three forms. */
#include "model/citation.h"

typedef struct
{
  const char *words;
  ObArticle article;
  const char *plain;
  const char *html; /* after its declaration of UTF-8 */
  const char *markdown;
} Row;

static const Row rows[] = {
  { "no agreement", { .title = (char *) "Talks" },
    "“no agreement”\n— Talks\n",
    "<blockquote><p>no agreement</p></blockquote><p>— <cite>Talks</cite></p>\n",
    "> no agreement\n>\n> — *Talks*\n" },
  { "One.\n\n  Two. \n",
    { .title = (char *) "Talks", .outlet = (char *) "The Post", .url = (char *) "https://x.org/a?b=1&c=2",
      .published = (char *) "2017-04-13T10:20:30Z" },
    "“One.\n\nTwo.”\n— Talks, The Post, 2017-04-13, https://x.org/a?b=1&c=2\n",
    "<blockquote><p>One.</p><p>Two.</p></blockquote><p>— <cite>Talks</cite>, The Post, 2017-04-13, "
    "<a href=\"https://x.org/a?b=1&amp;c=2\">https://x.org/a?b=1&amp;c=2</a></p>\n",
    "> One.\n>\n> Two.\n>\n> — *Talks*, The Post, 2017-04-13, <https://x.org/a?b=1&c=2>\n" },
  /* What looks like markup is none. */
  { "<b>*1* [a](b) & \"c\"\n- item\n12. item\n# head",
    { .title = (char *) "A\nB <i>", .url = (char *) "javascript:alert(1)" },
    "“<b>*1* [a](b) & \"c\"\n\n- item\n\n12. item\n\n# head”\n— A B <i>, javascript:alert(1)\n",
    "<blockquote><p>&lt;b&gt;*1* [a](b) &amp; &quot;c&quot;</p><p>- item</p><p>12. item</p>"
    "<p># head</p></blockquote><p>— <cite>A B &lt;i&gt;</cite>, javascript:alert(1)</p>\n",
    "> \\<b\\>\\*1\\* \\[a\\](b) \\& \"c\"\n>\n> \\- item\n>\n> 12\\. item\n>\n> \\# head\n>\n"
    "> — *A B \\<i\\>*, javascript:alert(1)\n" },
  /* An address that would end its own link is none. */
  { "a", { .title = (char *) "T", .url = (char *) "https://x\"><script>" },
    "“a”\n— T, https://x\"><script>\n",
    "<blockquote><p>a</p></blockquote><p>— <cite>T</cite>, https://x&quot;&gt;&lt;script&gt;</p>\n",
    "> a\n>\n> — *T*, https://x\"\\>\\<script\\>\n" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *plain = ob_citation_to_plain (row->words, &row->article);
  g_autofree char *html = ob_citation_to_html (row->words, &row->article);
  g_autofree char *markdown = ob_citation_to_markdown (row->words, &row->article);
  g_autofree char *expected = g_strconcat ("<meta charset=\"utf-8\">", row->html, NULL);

  g_assert_cmpstr (plain, ==, row->plain);
  g_assert_cmpstr (html, ==, expected);
  g_assert_cmpstr (markdown, ==, row->markdown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/citation/%u", i);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  return g_test_run ();
}
