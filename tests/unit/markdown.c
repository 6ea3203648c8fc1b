/* Markdown: marks become structure, and what is no mark stays. */
#include "articles/markdown.h"

#include <string.h>

#include "made-readings.h"

static ObReading *
check (const char *markdown, const char *outline)
{
  return made_check_outline (ob_markdown_read (markdown), NULL, outline);
}

static void
test_blocks (void)
{
  g_autoptr (ObReading) reading = check (
      "# Title #\n\nA paragraph\nof two lines.\n\nSecond heading\n---\n> quoted\n> text\n>> "
      "deeper\n\n"
      "* one\n  goes on\n  1. first\n  2. second\n* two\n\n***\n```c\nint  a;\n# no heading\n```\n"
      "| Name | Toll |\n|---|---:|\n| **UN** | 89 |\n\nA note[^1].\n\n[^1]: The note.\n",
      "heading 1|Title\nbody|A paragraph of two lines.\nheading 2|Second heading\n"
      "quote 1|quoted text\nquote 2|deeper\nlist-item 1|one goes on\nlist-item 2 #1|first\n"
      "list-item 2 #2|second\nlist-item 1|two\npreformatted|int  a;\npreformatted|# no heading\n"
      "table-row #1|[cell=head:Name]\t[cell=head:Toll]\n"
      "table-row #2|[strong:[cell:UN]]\t[cell:89]\nbody|A note[note=1:1].\nfootnote #1|The "
      "note.\n");

  g_assert_true (made_has_note (reading, "marks of Markdown"));
}

static void
test_inlines (void)
{
  static const struct
  {
    const char *markdown;
    const char *outline;
  } cases[] = {
    { "a *b* **c** ***d*** _e_ __f__",
      "body|a [emphasis:b] [strong:c] [emphasis:[strong:d]] [emphasis:e] [strong:f]\n" },
    { "snake_case_name and 2 * 3 * 4", "body|snake_case_name and 2 * 3 * 4\n" },
    { "a **b *c* d**", "body|a [strong:b [emphasis:c] d]\n" },
    { "[the *text*](https://e.example/a_(b) \"t\").",
      "body|[link=https://e.example/a_(b):the [emphasis:text]].\n" },
    { "![A map](m.png)Text <https://e.example/> <b>",
      "body|[image:A map]Text [link=https://e.example/:https://e.example/] <b>\n" },
    { "`a*b*` \\*c\\* [no link] ``d`e``", "body|[code:a*b*] *c* [no link] [code:d`e]\n" },
    { "*open and **also", "body|*open and **also\n" },
    { "****four**** #tag", "body|****four**** #tag\n" },
    { "1986. A year\n2) x", "list-item 1 #1986|A year\nlist-item 1 #2|x\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObReading) reading = check (cases[i].markdown, cases[i].outline);

      g_assert_nonnull (reading);
    }
}

static void
test_front_matter (void)
{
  g_autoptr (ObReading) reading
      = check ("---\ntitle: \"The talks\"\nauthor: Jane Doe\ndate: 2017-04-12\n---\nText.\n",
               "body|Text.\n");
  g_autoptr (ObReading) none
      = check ("---\nText, no metadata\n---\n", "heading 2|Text, no metadata\n");
  g_autoptr (ObReading) plain = check ("Only text.", "body|Only text.\n");

  g_assert_cmpstr (reading->metadata->title, ==, "The talks");
  g_assert_cmpstr (reading->metadata->byline, ==, "Jane Doe");
  g_assert_cmpstr (reading->metadata->published, ==, "2017-04-12");
  g_assert_true (made_has_note (reading, "metadata"));
  g_assert_cmpuint (g_strv_length (plain->notes), ==, 0);
}

static void
test_names (void)
{
  g_assert_true (ob_markdown_is_name ("a.MD"));
  g_assert_false (ob_markdown_is_name ("a.txt"));
  g_assert_false (ob_markdown_is_name (NULL));
}

/* Marks anywhere: it ends, and without marks nothing is lost. */
static void
test_random (void)
{
  static const char *const parts[]
      = { "*", "**", "_", "`",  "[",    "]",    "(", ")",     "!",   "\\",    "<",     ">",
          "#", "-",  "|", "\n", "\n\n", "word", " ", "```\n", "1. ", "[^1]:", "---\n", "é" };

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) text = g_string_new ("x ");
      g_autoptr (GError) error = NULL;
      g_autoptr (ObDraft) draft = NULL;
      g_autoptr (ObReading) reading = NULL;

      for (gint i = g_test_rand_int_range (0, 60); i > 0; i--)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      draft = ob_markdown_read (text->str);
      reading = ob_draft_finish (draft, "UTF-8", &error);
      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/blocks", test_blocks);
  g_test_add_func ("/markdown/inlines", test_inlines);
  g_test_add_func ("/markdown/front-matter", test_front_matter);
  g_test_add_func ("/markdown/names", test_names);
  g_test_add_func ("/markdown/random", test_random);
  return g_test_run ();
}
