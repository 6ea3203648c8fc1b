/* Canonical texts: a table of what changes, and that nothing else does, on random texts and on
 * paragraphs of a million characters. */
#include "articles/canonical.h"

#include <string.h>

#include "model/text.h"

#define BAD "\xef\xbf\xbd"

typedef struct
{
  const char *given;
  gsize length;
  const char *expected;
  ObAdjustments adjustments; /* marks, line ends, controls, splits */
} CanonicalCase;

#define GIVEN(text) text, sizeof (text) - 1

static const CanonicalCase cases[] = {
  { GIVEN (""), "", { 0, 0, 0, 0 } },
  { GIVEN ("a\tb\n\n c"), "a\tb\n\n c", { 0, 0, 0, 0 } },
  { GIVEN ("\xef\xbb\xbf" "a\xef\xbb\xbf"), "a\xef\xbb\xbf", { 1, 0, 0, 0 } },
  { GIVEN ("a\r\nb\r\n"), "a\nb\n", { 0, 2, 0, 0 } },
  { GIVEN ("a\rb\r\r\nc\r"), "a\nb\n\nc\n", { 0, 4, 0, 0 } },
  { GIVEN ("a\xe2\x80\xa8" "b\xe2\x80\xa9" "c\xe2\x80\xa6"), "a\nb\nc\xe2\x80\xa6", { 0, 2, 0, 0 } },
  { GIVEN ("a\xc2\x85" "b\vc\f"), "a\nb\nc\n", { 0, 3, 0, 0 } },
  { GIVEN ("a\0b\1\x7f\xc2\x80\xc2\xa0"), "a" BAD "b" BAD BAD BAD "\xc2\xa0", { 0, 0, 4, 0 } },
  { GIVEN ("\xe2\x80\xae\xe2\x80\x8d\xf0\x9f\x98\x80" "e\xcc\x81"),
    "\xe2\x80\xae\xe2\x80\x8d\xf0\x9f\x98\x80" "e\xcc\x81", { 0, 0, 0, 0 } },
};

/* Units of which long paragraphs are made. */
static const char *const long_units[] = {
  "He said it. ", "word ", "x", "\xc3\xa4", "e\xcc\x81", "\xe4\xb8\xad\xe3\x80\x82", "\xf0\x9f\x98\x80\xe2\x80\x8d",
  "\xcc\x81", " ",
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ObAdjustments adjustments;
      gsize n_bytes = cases[i].length;
      g_autofree char *text = ob_canonical_make (cases[i].given, &n_bytes, &adjustments);

      g_assert_cmpmem (text, n_bytes, cases[i].expected, strlen (cases[i].expected));
      g_assert_cmpmem (&adjustments, sizeof adjustments, &cases[i].adjustments, sizeof adjustments);
    }
}

/* No paragraph is too long, and without the line ends that were added all is as it was. */
static void
check_split (const char *given, guint n_splits_least)
{
  ObAdjustments adjustments;
  gsize n_bytes = strlen (given);
  char *made = ob_canonical_make (given, &n_bytes, &adjustments);
  g_autoptr (ObText) text = ob_text_new_take (made, n_bytes);
  guint n_splits = 0;

  for (guint p = 0; p < ob_text_get_n_paragraphs (text); p++)
    {
      ObSegment paragraph = ob_text_get_paragraph (text, p);

      g_assert_cmpuint (paragraph.end - paragraph.start, <=, OB_TEXT_MAX_PARAGRAPH);
    }
  for (const char *a = given, *b = made; *a != '\0' || *b != '\0';)
    {
      if (*a == *b)
        a++;
      else
        {
          g_assert_cmpint (*b, ==, '\n');
          n_splits++;
        }
      b++;
    }
  g_assert_cmpuint (n_splits, ==, adjustments.n_splits);
  g_assert_cmpuint (n_splits, >=, n_splits_least);
}

static void
test_million (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (long_units); i++)
    {
      g_autoptr (GString) given = g_string_new (NULL);
      glong n = g_utf8_strlen (long_units[i], -1);
      gint64 start;

      while (n * (glong) (given->len / strlen (long_units[i])) < 1000000)
        g_string_append (given, long_units[i]);
      start = g_get_monotonic_time ();
      check_split (given->str, 124);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
    }
}

/* Where a long paragraph is split. */
static void
test_places (void)
{
  static const char *const units[] = { "He said it. ", "word ", "e\xcc\x81" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) given = g_string_new (NULL);
      ObAdjustments adjustments;
      g_autofree char *made = NULL;
      gsize n_bytes;
      const char *split;

      while (g_utf8_strlen (given->str, -1) < 3 * OB_TEXT_MAX_PARAGRAPH)
        g_string_append (given, units[i]);
      n_bytes = given->len;
      made = ob_canonical_make (given->str, &n_bytes, &adjustments);
      split = strchr (made, '\n');
      g_assert_nonnull (split);
      g_assert_true (g_str_has_prefix (split + 1, units[i]));
    }
}

static void
test_exactly_at_the_limit (void)
{
  g_autofree char *most = g_strnfill (OB_TEXT_MAX_PARAGRAPH, 'x');
  g_autofree char *two = g_strconcat (most, "\n", most, NULL);
  g_autofree char *over = g_strconcat (most, "y", NULL);
  ObAdjustments adjustments;
  gsize n_bytes = strlen (two);
  g_autofree char *made = ob_canonical_make (two, &n_bytes, &adjustments);

  g_assert_cmpstr (made, ==, two);
  g_assert_cmpuint (adjustments.n_splits, ==, 0);
  check_split (over, 1);
}

/* The oracle goes character by character. */
static void
test_random (void)
{
  static const char *const alphabet[] = {
    "a", " ", "\n", "\r", "\r\n", "\t", "\1", "\xc2\x85", "\xc2\x9f", "\xc2\xa0", "\xe2\x80\xa8",
    "\xe2\x80\xa7", "\xf0\x9f\x98\x80", "\xd7\x90",
  };

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) given = g_string_new (NULL), expected = g_string_new (NULL);
      g_autofree char *made = NULL, *again = NULL;
      ObAdjustments adjustments;
      gsize n_bytes;

      for (gint i = g_test_rand_int_range (0, 20); i > 0; i--)
        g_string_append (given, alphabet[g_test_rand_int_range (0, G_N_ELEMENTS (alphabet))]);
      for (const char *at = given->str; *at != '\0'; at = g_utf8_next_char (at))
        {
          gunichar c = g_utf8_get_char (at);

          if (c == '\r' && at[1] == '\n')
            continue;
          if (c == '\r' || c == 0x85 || c == 0x2028)
            c = '\n';
          else if (c == 1 || c == 0x9f)
            c = 0xfffd;
          g_string_append_unichar (expected, c);
        }

      n_bytes = given->len;
      made = ob_canonical_make (given->str, &n_bytes, &adjustments);
      g_assert_cmpmem (made, n_bytes, expected->str, expected->len);
      again = ob_canonical_make (made, &n_bytes, &adjustments);
      g_assert_cmpstr (again, ==, made);
      g_assert_cmpuint (adjustments.n_line_ends + adjustments.n_controls + adjustments.n_splits, ==, 0);
    }
}

static void
test_describe (void)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  ObAdjustments none = { 0 }, some = { 1, 2, 0, 3 };

  ob_adjustments_describe (&none, notes);
  g_assert_cmpuint (notes->len, ==, 0);
  ob_adjustments_describe (&some, notes);
  g_assert_cmpuint (notes->len, ==, 3);
  g_assert_nonnull (strstr (g_ptr_array_index (notes, 1), "2 line ends"));
  g_assert_nonnull (strstr (g_ptr_array_index (notes, 2), "3 places"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canonical/cases", test_cases);
  g_test_add_func ("/canonical/million", test_million);
  g_test_add_func ("/canonical/places", test_places);
  g_test_add_func ("/canonical/exactly-at-the-limit", test_exactly_at_the_limit);
  g_test_add_func ("/canonical/random", test_random);
  g_test_add_func ("/canonical/describe", test_describe);
  return g_test_run ();
}
