/* The structure beside a text: what fits, one serialisation for one value, nothing else read. */
#include "model/formatting.h"

#include <string.h>

#define N_ROUNDS 400

static const char text_utf8[] = "The talks\nTillerson met Pútin in 莫斯科.\n\none\ttwo\nPhoto: AP\n";

static void
add_block (GArray *blocks, const ObText *text, guint paragraph, ObBlockKind kind, guint level,
           guint number, ObRole role)
{
  ObSegment line = ob_text_get_paragraph (text, paragraph);
  ObBlock block = { line.start, line.end, kind, level, number, role };

  g_array_append_val (blocks, block);
}

static void
add_inline (GArray *inlines, guint32 start, guint32 end, ObInlineKind kind, const char *value)
{
  ObInline range = { start, end, kind, g_strdup (value) };

  g_array_append_val (inlines, range);
}

static ObFormatting *
make_example (const ObText *text)
{
  g_autoptr (GError) error = NULL;
  GArray *blocks = ob_blocks_new (), *inlines = ob_inlines_new ();
  ObFormatting *formatting;

  /* In no order. */
  add_block (blocks, text, 4, OB_BLOCK_CAPTION, 0, 0, OB_ROLE_CAPTION);
  add_block (blocks, text, 0, OB_BLOCK_HEADING, 1, 0, OB_ROLE_TITLE);
  add_block (blocks, text, 1, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BODY);
  add_block (blocks, text, 3, OB_BLOCK_TABLE_ROW, 0, 1, OB_ROLE_BODY);
  add_inline (inlines, 24, 29, OB_INLINE_LINK, "https://example.org/a b");
  add_inline (inlines, 24, 29, OB_INLINE_EMPHASIS, "");
  add_inline (inlines, 0, 0, OB_INLINE_PAGE, "4");
  add_inline (inlines, 40, 40, OB_INLINE_PAGE, "5");
  formatting = ob_formatting_new (text, blocks, inlines, &error);
  g_assert_no_error (error);
  return formatting;
}

static void
test_serialisation (void)
{
  g_autoptr (ObText) text = ob_text_new (text_utf8);
  g_autoptr (ObFormatting) formatting = make_example (text);
  g_autoptr (ObText) serialised = ob_formatting_serialise (formatting);
  g_autofree char *expected = g_strdup_printf ("obelus-formatting 1 %u\n"
                                               "heading 0 9 1 0 title\n"
                                               "table-row 39 46 0 1 body\n"
                                               "caption 47 56 0 0 caption\n"
                                               "page 0 0 4\n"
                                               "emphasis 24 29 \n"
                                               "link 24 29 https://example.org/a b\n"
                                               "page 40 40 5\n",
                                               ob_text_get_length (text));

  g_assert_cmpstr (ob_text_get_utf8 (serialised, NULL), ==, expected);
  g_assert_true (ob_text_check (serialised));
}

static void
test_lookup (void)
{
  g_autoptr (ObText) text = ob_text_new (text_utf8);
  g_autoptr (ObFormatting) formatting = make_example (text);

  g_assert_cmpint (ob_formatting_find_block (formatting, 0)->kind, ==, OB_BLOCK_HEADING);
  g_assert_cmpint (ob_formatting_find_block (formatting, 9)->kind, ==, OB_BLOCK_HEADING);
  g_assert_null (ob_formatting_find_block (formatting, 10));
  g_assert_null (ob_formatting_find_block (formatting, 38));
  g_assert_cmpint (ob_formatting_find_block (formatting, 50)->role, ==, OB_ROLE_CAPTION);
  g_assert_cmpstr (ob_formatting_get_page (formatting, 39), ==, "4");
  g_assert_cmpstr (ob_formatting_get_page (formatting, 40), ==, "5");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *body;
    gboolean fits;
  } cases[] = {
    { "", TRUE },
    { "heading 0 9 1 0 body\n", TRUE },
    { "heading 0 9 1 0 body", FALSE },
    { "heading 0 8 1 0 body\n", FALSE },   /* not to the end of a line */
    { "heading 1 9 1 0 body\n", FALSE },   /* not from the beginning */
    { "heading 0 10 1 0 body\n", FALSE },  /* its LF included */
    { "heading 0 9 0 0 body\n", FALSE },   /* no level */
    { "heading 0 9 7 0 body\n", FALSE },
    { "heading 0 9 1 1 body\n", FALSE },   /* headings have no number */
    { "heading 0 9 01 0 body\n", FALSE },
    { "heading  0 9 1 0 body\n", FALSE },
    { "heading 0 9 1 0 master\n", FALSE },
    { "heading 0 9 1 0 body \n", FALSE },
    { "heading 0 4294967305 1 0 body\n", FALSE },
    { "paragraph 0 9 0 0 body\n", FALSE }, /* says nothing */
    { "paragraph 0 9 0 0 furniture\n", TRUE },
    { "quote 0 37 1 0 body\n", TRUE },     /* two lines */
    { "quote 10 37 1 0 body\nheading 0 9 1 0 body\n", FALSE },
    { "quote 0 37 1 0 body\nheading 0 9 1 0 body\n", FALSE },
    { "heading 0 9 1 0 body\nheading 0 9 1 0 body\n", FALSE },
    { "link 0 3 x\n", TRUE },
    { "link 0 3\n", FALSE },
    { "link 0 0 x\n", FALSE },
    { "link 3 0 x\n", FALSE },
    { "link 0 58 x\n", FALSE },            /* past the end */
    { "image 3 3 \n", TRUE },
    { "image 3 4 \n", FALSE },
    { "link 0 3 x\nheading 0 9 1 0 body\n", FALSE },
    { "link 0 3 b\nlink 0 3 a\n", FALSE },
    { "link 0 3 a\nlink 0 3 a\n", FALSE },
    { "link 0 3 a\tb\n", FALSE },
    { "link 0 3 a\xff\n", FALSE },
    { "blink 0 3 a\n", FALSE },
    { "\n", FALSE },
  };
  g_autoptr (ObText) text = ob_text_new (text_utf8);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *serialised = g_strdup_printf ("obelus-formatting 1 %u\n%s",
                                                     ob_text_get_length (text), cases[i].body);
      g_autoptr (GError) error = NULL;
      g_autoptr (ObFormatting) formatting
          = ob_formatting_parse (serialised, strlen (serialised), text, &error);
      g_autoptr (ObText) again = NULL;

      if ((formatting != NULL) != cases[i].fits)
        g_error ("“%s” is %s", cases[i].body, formatting != NULL ? "read" : "refused");
      if (formatting == NULL)
        {
          g_assert_error (error, OB_FORMATTING_ERROR, OB_FORMATTING_ERROR_INVALID);
          continue;
        }
      again = ob_formatting_serialise (formatting);
      g_assert_cmpstr (ob_text_get_utf8 (again, NULL), ==, serialised);
    }
}

static void
test_other_texts (void)
{
  g_autoptr (ObText) text = ob_text_new (text_utf8), other = ob_text_new ("Something else\n");
  g_autoptr (ObFormatting) formatting = make_example (text), refused = NULL;
  g_autoptr (ObText) serialised = ob_formatting_serialise (formatting);
  g_autoptr (GError) error = NULL;
  gsize n_bytes;
  const char *utf8 = ob_text_get_utf8 (serialised, &n_bytes);

  refused = ob_formatting_parse (utf8, n_bytes, other, &error);
  g_assert_null (refused);
  g_assert_error (error, OB_FORMATTING_ERROR, OB_FORMATTING_ERROR_INVALID);
}

/* What is read writes the same bytes again, whatever was done to them. */
static void
test_damage (void)
{
  g_autoptr (ObText) text = ob_text_new (text_utf8);
  g_autoptr (ObFormatting) formatting = make_example (text);
  g_autoptr (ObText) serialised = ob_formatting_serialise (formatting);
  gsize n_bytes;
  const char *utf8 = ob_text_get_utf8 (serialised, &n_bytes);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *bytes = g_strndup (utf8, n_bytes);
      g_autoptr (ObFormatting) read = NULL;
      g_autoptr (ObText) again = NULL;

      bytes[g_test_rand_int_range (0, (gint32) n_bytes)] = (char) g_test_rand_int_range (32, 256);
      read = ob_formatting_parse (bytes, n_bytes, text, NULL);
      if (read == NULL)
        continue;
      again = ob_formatting_serialise (read);
      g_assert_cmpstr (ob_text_get_utf8 (again, NULL), ==, bytes);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formatting/serialisation", test_serialisation);
  g_test_add_func ("/formatting/lookup", test_lookup);
  g_test_add_func ("/formatting/refused", test_refused);
  g_test_add_func ("/formatting/other-texts", test_other_texts);
  g_test_add_func ("/formatting/damage", test_damage);

  return g_test_run ();
}
