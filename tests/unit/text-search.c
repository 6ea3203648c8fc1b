/* Finding words in any case of letters. */
#include "model/text-search.h"

typedef struct
{
  const char *text;
  const char *words;
  const char *expected; /* starts of the places */
} Case;

static const Case cases[] = {
  { "Almost 90, almost all", "ALMOST", "0 11 " },
  { "aaaa", "aa", "0 2 " },
  { "aab", "ab", "1 " },
  { "Пётр и пётр", "ПЁТР", "0 7 " },
  { "İstanbul ÉTÉ été", "été", "9 13 " },
  { "short", "shorter", "" },
  { "anything", "", "" },
  { "", "x", "" },
  { "line\nbreak", "e\nb", "3 " },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObText) text = ob_text_new (cases[i].text);
      g_autoptr (GArray) places = ob_text_search_list (text, cases[i].words, 100);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint k = 0; k < places->len; k++)
        g_string_append_printf (found, "%u ", g_array_index (places, ObSegment, k).start);
      g_assert_cmpstr (found->str, ==, cases[i].expected);
    }
}

/* What is found ends within the range. */
static void
test_range (void)
{
  g_autoptr (ObText) text = ob_text_new ("one two one two");
  g_autofree gunichar *folded = ob_text_search_fold ("two");
  guint32 found;

  g_assert_false (ob_text_search_find (text, folded, 0, 6, &found));
  g_assert_true (ob_text_search_find (text, folded, 0, 7, &found));
  g_assert_cmpuint (found, ==, 4);
  g_assert_true (ob_text_search_find (text, folded, 5, 15, &found));
  g_assert_cmpuint (found, ==, 12);
}

static void
test_limit (void)
{
  g_autoptr (ObText) text = ob_text_new ("aaaaaaaa");
  g_autoptr (GArray) places = ob_text_search_list (text, "a", 3);

  g_assert_cmpuint (places->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-search/cases", test_cases);
  g_test_add_func ("/text-search/range", test_range);
  g_test_add_func ("/text-search/limit", test_limit);
  return g_test_run ();
}
