/* Texts: byte and code point offsets and paragraphs, against g_utf8_* and a naive split. */
#include "model/text.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *paragraphs; /* joined by "|" */
} ParagraphCase;

static const ParagraphCase paragraph_cases[] = {
  { "", "" },
  { "a", "a" },
  { "a\n", "a" },
  { "\n", "" },
  { "\n\n", "|" },
  { "a\nb", "a|b" },
  { "a\n\nb\n", "a||b" },
  { "\xc3\xa4\n\xe2\x82\xac\xf0\x9f\x98\x80\n\nz", "\xc3\xa4|\xe2\x82\xac\xf0\x9f\x98\x80||z" },
};

/* One to four bytes each, a combining mark, right-to-left and a line end. */
static const char *const alphabet[] = {
  "a", " ", "\n", "\xc3\xa4", "\xcc\x81", "\xd7\x90", "\xe2\x82\xac", "\xe4\xb8\xad",
  "\xf0\x9f\x98\x80",
};

static void
test_paragraphs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (paragraph_cases); i++)
    {
      g_autoptr (ObText) text = ob_text_new (paragraph_cases[i].text);
      g_autoptr (GString) joined = g_string_new (NULL);

      for (guint p = 0; p < ob_text_get_n_paragraphs (text); p++)
        {
          ObSegment range = ob_text_get_paragraph (text, p);
          g_autofree char *paragraph = ob_text_slice (text, range.start, range.end);

          if (p > 0)
            g_string_append_c (joined, '|');
          g_string_append (joined, paragraph);
          g_assert_cmpuint (ob_text_get_paragraph_at (text, range.start), ==, p);
          g_assert_cmpuint (ob_text_get_paragraph_at (text, range.end), ==, p);
        }
      g_assert_cmpstr (joined->str, ==, paragraph_cases[i].paragraphs);
    }
}

static void
test_quote (void)
{
  g_autoptr (ObText) text = ob_text_new ("\xc3\xa4pfel und \xe2\x82\xac!");
  g_autoptr (GArray) segments = ob_segments_new_single (0, 5);
  ObSegment second = { 10, 12 };
  g_autofree char *one = ob_text_quote (text, segments), *two = NULL, *beyond = NULL;

  g_array_append_val (segments, second);
  two = ob_text_quote (text, segments);
  beyond = ob_text_slice (text, 11, 99);
  g_assert_cmpstr (one, ==, "\xc3\xa4pfel");
  g_assert_cmpstr (two, ==, "\xc3\xa4pfel \xe2\x82\xac!");
  g_assert_cmpstr (beyond, ==, "!");
  g_assert_cmpuint (ob_text_get_char (text, 10), ==, 0x20ac);
  g_assert_cmpuint (ob_text_get_char (text, 12), ==, 0);
}

/* The test vector "abc" of FIPS 180-2. */
static void
test_sha256 (void)
{
  static const guint8 expected[] = {
    0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
    0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad,
  };
  g_autoptr (ObText) text = ob_text_new ("abc");

  g_assert_cmpmem (ob_text_get_sha256 (text), OB_SHA256_BYTES, expected, sizeof expected);
}

static void
check_offsets (const ObText *text, const char *utf8)
{
  const char *place = utf8;
  guint32 length = (guint32) g_utf8_strlen (utf8, -1);
  guint paragraph = 0;

  g_assert_cmpuint (ob_text_get_length (text), ==, length);
  for (guint32 offset = 0; offset < length; offset++)
    {
      const char *next = g_utf8_next_char (place);

      g_assert_cmpuint (ob_text_get_byte (text, offset), ==, place - utf8);
      for (const char *inside = place; inside < next; inside++)
        g_assert_cmpuint (ob_text_get_offset (text, (gsize) (inside - utf8)), ==, offset);
      g_assert_cmpuint (ob_text_get_char (text, offset), ==, g_utf8_get_char (place));
      g_assert_cmpuint (ob_text_get_paragraph_at (text, offset), ==, paragraph);
      if (*place == '\n' && *next != '\0')
        paragraph++;
      place = next;
    }
  g_assert_cmpuint (ob_text_get_n_paragraphs (text), ==, paragraph + 1);
  g_assert_cmpuint (ob_text_get_byte (text, length), ==, strlen (utf8));
  g_assert_cmpuint (ob_text_get_byte (text, G_MAXUINT32), ==, strlen (utf8));
  g_assert_cmpuint (ob_text_get_offset (text, strlen (utf8)), ==, length);
  g_assert_cmpuint (ob_text_get_offset (text, G_MAXSIZE), ==, length);
}

static void
test_random (void)
{
  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GString) utf8 = g_string_new (NULL);
      g_autoptr (ObText) text = NULL;
      guint n = (guint) g_test_rand_int_range (0, 400);
      guint32 start, end;
      g_autofree char *slice = NULL, *expected = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append (utf8, alphabet[g_test_rand_int_range (0, G_N_ELEMENTS (alphabet))]);
      text = ob_text_new (utf8->str);
      check_offsets (text, utf8->str);

      start = (guint32) g_test_rand_int_range (0, (gint32) n + 1);
      end = (guint32) g_test_rand_int_range ((gint32) start, (gint32) n + 1);
      slice = ob_text_slice (text, start, end);
      expected = g_utf8_substring (utf8->str, start, end);
      g_assert_cmpstr (slice, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/paragraphs", test_paragraphs);
  g_test_add_func ("/text/quote", test_quote);
  g_test_add_func ("/text/sha256", test_sha256);
  g_test_add_func ("/text/random", test_random);
  return g_test_run ();
}
