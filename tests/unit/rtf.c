/* RTF: characters in all their spellings, structure, and everything that can be broken. */
#include "articles/rtf.h"

#include <string.h>

#include "made-files.h"
#include "made-readings.h"

#define HEAD "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}" \
  "{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 MS Mincho;}}" \
  "{\\stylesheet{\\ql Normal;}{\\s1\\b heading 1;}{\\*\\cs10 Default;}}" \
  "{\\info{\\title About \\u268?esko}{\\author Jane Doe}}\n"

static ObReading *
check (const char *rtf, const char *outline)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (rtf, strlen (rtf));
  g_autoptr (GError) error = NULL;

  return made_check_outline (ob_rtf_read (bytes, &error), error, outline);
}

static void
test_characters (void)
{
  static const struct
  {
    const char *rtf;
    const char *outline;
  } cases[] = {
    { "Caf\\'e9 \\u8364?5", "body|Café €5\n" },
    { "\\uc2\\u8364\\'80\\'80x\\uc0\\u233y", "body|€xéy\n" },
    { "\\u-10179?\\u-8704?!", "body|😀!\n" },
    { "\\u-10179?x", "body|\uFFFDx\n" },
    { "\\f1\\'cc\\'ee\\'f1\\'ea\\'e2\\'e0\\f0  ok", "body|Москва ok\n" },
    { "{\\f2\\'93\\'fa\\'96{\\'7b}} end", "body|日\uFFFD{ end\n" },
    { "{\\f2\\'93\\'fa\\'96\\'7b} end", "body|日本 end\n" },
    { "a\\~b\\_c\\-d\\emdash e\\{f\\}\\\\", "body|a\u00a0b\u2011cd—e{f}\\\n" },
    { "\\ldblquote yes\\rdblquote , he said", "body|“yes”, he said\n" },
    { "a\\'81b", "body|a\uFFFDb\n" },
    { "{\\upr{\\*\\ud nothing}}x", "body|x\n" },
    { "a\\bin3 {{{b", "body|ab\n" },
    { "one\r\ntwo", "body|onetwo\n" },
    { "{\\uc1 \\u8364}?x", "body|€?x\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rtf = g_strconcat (HEAD, cases[i].rtf, "}", NULL);
      g_autoptr (ObReading) reading = check (rtf, cases[i].outline);

      g_assert_cmpstr (reading->metadata->title, ==, "About Česko");
      g_assert_cmpstr (reading->metadata->byline, ==, "Jane Doe");
    }
}

static void
test_structure (void)
{
  g_autoptr (ObReading) reading = check (
    HEAD "{\\header Page head}\\pard\\s1 A heading\\par\n"
         "\\pard Some {\\b bold} and {\\i slanted} words{\\super 2}\\par\n"
         "\\pard{\\listtext\\f0 1.\\tab}\\ls1 one\\par\n{\\listtext\\f0 2.\\tab}two\\par\n"
         "\\pard{\\listtext\\'b7\\tab}\\ls2\\ilvl1 point\\par\n"
         "\\pard A {\\field{\\*\\fldinst{HYPERLINK \"https://e.example/\" }}{\\fldrslt{\\ul link}}} "
         "here{\\super\\chftn{\\footnote\\pard\\chftn  The note.\\par Goes on.}}.\\par\n"
         "\\trowd\\cellx1\\cellx2\\pard\\intbl A\\cell\\pard\\intbl B\\cell\\row\n"
         "\\trowd\\pard\\intbl\\cell C\\par D\\cell\\row\\pard After\\line next\\par\n"
         "{\\pict ffd8ffe0}{\\v hidden}{\\deleted gone}{\\*\\unknown nothing {\\b here}}end\\par}",
    "heading 1|A heading\n"
    "body|Some [strong:bold] and [emphasis:slanted] words[superscript:2]\n"
    "list-item 1 #1|one\nlist-item 1 #2|two\nlist-item 2|point\n"
    "body|A [link=https://e.example/:link] here[note=1:1].\n"
    "table-row #1|[cell:A]\t[cell:B]\ntable-row #2|\t[cell:C D]\nbody|After\nbody|next\n"
    "body|end\nfootnote #1|The note. Goes on.\n");

  g_assert_true (made_has_note (reading, "hidden"));
  g_assert_true (made_has_note (reading, "deleted"));
  g_assert_true (made_has_note (reading, "heads and feet"));
}

static void
test_broken (void)
{
  g_autoptr (GString) deep = g_string_new ("{\\rtf1 x");
  g_autoptr (ObReading) cut = check ("{\\rtf1 Some {\\b text", "body|Some [strong:text]\n");
  g_autoptr (GBytes) other = g_bytes_new_static ("text", 4);
  g_autoptr (GError) error = NULL;
  ObDraft *draft = ob_rtf_read (other, &error);

  g_assert_true (made_has_note (cut, "cut off"));
  made_check_refused (draft, error, "not an RTF");
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "{");
  g_string_append (deep, "y");
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "}");
  g_string_append (deep, "z");
  g_clear_pointer (&cut, ob_reading_free);
  cut = check (deep->str, "body|xz\n");
  g_clear_pointer (&cut, ob_reading_free);
  cut = check ("{\\rtf1 a}}}}}b\\u99999999?\\bin99999999", "body|ab\ufffd\n");
}

static gpointer
read_rtf (GBytes *bytes, GError **error)
{
  g_autoptr (ObDraft) draft = ob_rtf_read (bytes, error);

  return draft != NULL ? ob_draft_finish (draft, "RTF", error) : NULL;
}

static void
test_truncated (void)
{
  static const char rtf[]
    = HEAD "\\pard Some {\\b bold} \\u8364?\\'e9{\\field{\\*\\fldinst{HYPERLINK \"https://e/\"}}"
           "{\\fldrslt x}}{\\footnote note}\\trowd\\intbl A\\cell\\row\\par}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (rtf, sizeof rtf - 1);

  made_check_truncated (bytes, 1, read_rtf, (GDestroyNotify) ob_reading_free);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rtf/characters", test_characters);
  g_test_add_func ("/rtf/structure", test_structure);
  g_test_add_func ("/rtf/broken", test_broken);
  g_test_add_func ("/rtf/truncated", test_truncated);
  return g_test_run ();
}
