/* Boundaries: tables of texts with their units marked, the sample article, and invariants on random
 * texts. */
#include "model/boundary.h"

#include <string.h>

typedef struct
{
  const char *language; /* (nullable) */
  const char *marked;   /* the text with a "|" between units and [words] in brackets */
} UnitCase;

static const UnitCase sentence_cases[] = {
  { "en", "One sentence." },
  { "en", "No full stop" },
  { "en", "One. |Two! |Three? |Four" },
  { "en", "  One.  |Two.  " },
  { "en", "Mr. Assad met Dr. No in St. Petersburg. |He left." },
  { "en", "But Tillerson spokesman R.C. Hammond says \"no agreement was reached\"." },
  { "en", "He wants to understand why U.S. -Russia differences exist. |He says so." },
  { "en", "Russia's U.N. Ambassador Vladimir Safronkov told the council." },
  { "en", "They met in the U.S. |The talks failed." },
  { "en", "J. A. Smith and George W. Bush spoke. |A third was silent." },
  { "en", "It rose 3.5 per cent. |Then 2.5." },
  { "en", "\"We'll see. |We'll see the end result\", he said." },
  { "en", "\"We don't know.\" |He left. |\"Why?\" he asked." },
  { "en", "(He left.) |She stayed." },
  { "en", "\xe2\x80\x9cHe left.\xe2\x80\x9d |\xe2\x80\x9cShe stayed.\xe2\x80\x9d" },
  { "en", "I think\xe2\x80\xa6 that it is. |Well... |No. . . not so." },
  { "en", "Really?! |Yes!!" },
  { "en", "See No. 5 and p. 7. |He said no. |Then he left." },
  { "en", "Acme Corp. Chairman Jones left Acme Inc. |He was 59. |59 stayed." },
  { "en", "At 5 p.m. Moscow time it ended at 6 a.m. |The rest is known." },
  { "en", "1. The first point. |It matters." },
  { "en", "version 2.0. |Next" },
  { "en", "Visit example.org today. |Do." },
  { "de", "Am 4. April sprach Dr. Merkel z. B. \xc3\xbc" "ber Syrien. |Das war neu." },
  { "de", "\xe2\x80\x9eIch gehe.\xe2\x80\x9c |Er ging." },
  { "de", "Der 2. Weltkrieg endete 1945. |Danach kam Ruhe." },
  { "fr", "M. Dupont est parti. |\xc2\xab Il est parti. \xc2\xbb" },
  { "es", "\xc2\xbfQui\xc3\xa9n es? |El Sr. P\xc3\xa9rez. |\xc2\xa1Ya!" },
  { "ru", "\xd0\x92 2017 \xd0\xb3. \xd0\x9f\xd1\x83\xd1\x82\xd0\xb8\xd0\xbd \xd0\xb2\xd1\x81\xd1"
          "\x82\xd1\x80\xd0\xb5\xd1\x82\xd0\xb8\xd0\xbb. |\xd0\x9e\xd0\xbd." },
  { NULL, "He won Group D. |The day before, he had lost." },
  { NULL, "Mr. Assad, Hr. Maier und M. Dupont kamen. |Das war alles." },
  { "xx", "Mr. Assad came. |He left." },
  { NULL, "\xe4\xbb\x96\xe8\xb5\xb0\xe4\xba\x86\xe3\x80\x82|\xe5\xa5\xb9\xe6\x9d\xa5\xe4\xba\x86"
          "\xef\xbc\x81\xe3\x80\x8d|\xe5\xa5\xbd" },
  { NULL, "\xd9\x87\xd9\x84 \xd8\xb0\xd9\x87\xd8\xa8\xd8\x9f |\xd9\x86\xd8\xb9\xd9\x85. |\xd9\x84\xd8\xa7" },
  { NULL, "\xe0\xa4\x8f\xe0\xa4\x95\xe0\xa5\xa4 |\xe0\xa4\xa6\xe0\xa5\x8b\xe0\xa5\xa4" },
};

static const UnitCase word_cases[] = {
  { NULL, "[The] [mayor's] [two]-- [al-Qaida's] \"[end]\"." },
  { NULL, "[don\xe2\x80\x99t] \xe2\x80\x98[quote]\xe2\x80\x99 '[quote]'" },
  { NULL, "[R.C.] [Hammond], [U.S.] -[Russia] [U.S.-Russia] ([e.g.] [Mr]. [Assad])" },
  { NULL, "[1,000] [3.5]% $[5] [10:30], [2016]/[17]. [end]" },
  { NULL, "[attack].[He] [example.org]. [AT&T] #[Moscow] [snake_case]" },
  { NULL, "[cafe\xcc\x81] [na\xc3\xafve]\xe2\x80\x94[so]" },
  { NULL, "[\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7] [hi]\xe2\x80\xa2" },
  { NULL, "[\xe4\xbb\x96][\xe8\xb5\xb0]\xe3\x80\x82[\xd7\xa6\xd7\x94\xd7\xb4\xd7\x9c]" },
  { NULL, "\xe2\x80\xa2 [Leroy] [Wright]" },
};

typedef struct
{
  const char *before; /* the selection in <> */
  const char *after;
} SnapCase;

static const SnapCase snap_cases[] = {
  { "The ma<yor's tw>o", "The <mayor's two>" },
  { "The< two >men", "The <two> men" },
  { "says <\"no agreement was reached\".>", "says \"<no agreement was reached>\"." },
  { "to <hold (the branch in Syria)>.", "to <hold (the branch in Syria)>." },
  { "to (<the branch)>.", "to (<the branch>)." },
  { "he <said \"no\".> So", "he <said \"no\">. So" },
  { "in <#Moscow> at", "in <#Moscow> at" },
  { "some <50%, maybe>", "some <50%, maybe>" },
  { "some <50%, > maybe", "some <50%>,  maybe" },
  { "for <$5> each", "for <$5> each" },
  { "for $<5> each", "for $<5> each" },
  { "a <\xe2\x80\xa2 > b", "a <\xe2\x80\xa2>  b" },
  { "on<>e two", "<one> two" },
  { "one<> two", "<one> two" },
  { "one <>, two", "one <>, two" },
  { "One.<\nTw>o.", "One.\n<Two>." },
  { "One<.\n\nTwo.\n>", "One.\n\n<Two>.\n" },
  { "O<ne.\n\nTw>o.\n", "<One.\n\nTwo>.\n" },
  { "<>", "<>" },
};

/* Texts of random pieces that matter here. */
static const char *const pieces[] = {
  "a", "B", "word", "U.S.", ".", "...", " ", " ", "  ", "\n", "\"", "'", "\xe2\x80\x99", "-", "3",
  "Mr.", "?", "\xe3\x80\x82", "\xe4\xb8\xad", "\xcc\x81", "\xf0\x9f\x91\xa9", "\xe2\x80\x8d", "(", ")",
  "\xf0\x9f\x87\xa9", "\xe1\x84\x80", "\xe1\x85\xa1",
};

/* The units of @text joined by "|". */
static char *
join_units (const ObText *text, const GArray *units)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < units->len; i++)
    {
      ObSegment unit = g_array_index (units, ObSegment, i);
      g_autofree char *slice = ob_text_slice (text, unit.start, unit.end);

      g_string_append_printf (joined, "%s%s", i > 0 ? "|" : "", slice);
    }

  return g_string_free (joined, FALSE);
}

static char *
remove_marks (const char *marked, const char *marks)
{
  GString *plain = g_string_new (NULL);

  for (; *marked != '\0'; marked++)
    if (strchr (marks, *marked) == NULL)
      g_string_append_c (plain, *marked);

  return g_string_free (plain, FALSE);
}

static void
test_sentences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentence_cases); i++)
    {
      const UnitCase *given = &sentence_cases[i];
      g_autoptr (ObBoundaryRules) rules = ob_boundary_rules_new (given->language);
      g_autofree char *plain = remove_marks (given->marked, "|");
      g_auto (GStrv) parts = g_strsplit (given->marked, "|", -1);
      g_autoptr (ObText) text = ob_text_new (plain);
      g_autoptr (GArray) units = ob_boundary_list (rules, text, OB_UNIT_SENTENCE, 0);
      g_autofree char *found = join_units (text, units), *expected = NULL;

      for (guint p = 0; parts[p] != NULL; p++)
        g_strstrip (parts[p]);
      expected = g_strjoinv ("|", parts);
      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (word_cases); i++)
    {
      g_autofree char *plain = remove_marks (word_cases[i].marked, "[]");
      g_autoptr (ObText) text = ob_text_new (plain);
      g_autoptr (GArray) units = ob_boundary_list (NULL, text, OB_UNIT_WORD, 0);
      g_autofree char *found = join_units (text, units);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_auto (GStrv) parts = g_strsplit (word_cases[i].marked, "[", -1);

      for (guint p = 1; parts[p] != NULL; p++)
        g_string_append_printf (expected, "%s%.*s", p > 1 ? "|" : "",
                                (int) strcspn (parts[p], "]"), parts[p]);
      g_assert_cmpstr (found, ==, expected->str);
    }
}

static void
test_characters (void)
{
  /* e + acute, family, two flags, Hangul parts */
  g_autoptr (ObText) text
    = ob_text_new ("e\xcc\x81" "a\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7\xf0\x9f\x87\xa9\xf0\x9f\x87"
                   "\xaa\xf0\x9f\x87\xab\xf0\x9f\x87\xb7\xe1\x84\x80\xe1\x85\xa1");
  g_autoptr (GArray) units = ob_boundary_list (NULL, text, OB_UNIT_CHARACTER, 0);
  static const guint32 ends[] = { 2, 3, 6, 8, 10, 12 };

  g_assert_cmpuint (units->len, ==, G_N_ELEMENTS (ends));
  for (guint i = 0; i < units->len; i++)
    g_assert_cmpuint (g_array_index (units, ObSegment, i).end, ==, ends[i]);
}

static void
test_snap (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (snap_cases); i++)
    {
      const char *before = snap_cases[i].before;
      g_autofree char *plain = remove_marks (before, "<>");
      g_autoptr (ObText) text = ob_text_new (plain);
      guint32 start = (guint32) g_utf8_strlen (before, strchr (before, '<') - before);
      guint32 end = (guint32) g_utf8_strlen (before, strchr (before, '>') - before) - 1;
      ObSegment snapped = ob_boundary_snap (text, start, end);
      g_autofree char *head = ob_text_slice (text, 0, snapped.start);
      g_autofree char *middle = ob_text_slice (text, snapped.start, snapped.end);
      g_autofree char *tail = ob_text_slice (text, snapped.end, G_MAXUINT32);
      g_autofree char *after = g_strdup_printf ("%s<%s>%s", head, middle, tail);

      g_assert_cmpstr (after, ==, snap_cases[i].after);
    }
}

static void
test_steps (void)
{
  g_autoptr (ObText) text = ob_text_new ("One two.\n\n  Three. Four.\n");
  g_autoptr (ObBoundaryRules) rules = ob_boundary_rules_new ("en");
  ObSegment unit;

  g_assert_cmpuint (ob_boundary_next_start (NULL, text, OB_UNIT_WORD, 0), ==, 4);
  g_assert_cmpuint (ob_boundary_next_start (NULL, text, OB_UNIT_WORD, 4), ==, 12);
  g_assert_cmpuint (ob_boundary_next_end (NULL, text, OB_UNIT_WORD, 3), ==, 7);
  g_assert_cmpuint (ob_boundary_next_start (NULL, text, OB_UNIT_WORD, 19), ==, 25);
  g_assert_cmpuint (ob_boundary_previous_start (NULL, text, OB_UNIT_WORD, 12), ==, 4);
  g_assert_cmpuint (ob_boundary_previous_start (NULL, text, OB_UNIT_WORD, 0), ==, 0);
  g_assert_cmpuint (ob_boundary_previous_end (NULL, text, OB_UNIT_WORD, 12), ==, 7);
  g_assert_cmpuint (ob_boundary_next_start (rules, text, OB_UNIT_SENTENCE, 0), ==, 12);
  g_assert_cmpuint (ob_boundary_next_start (rules, text, OB_UNIT_SENTENCE, 12), ==, 19);
  g_assert_cmpuint (ob_boundary_next_start (NULL, text, OB_UNIT_PARAGRAPH, 3), ==, 12);
  g_assert_cmpuint (ob_boundary_previous_start (NULL, text, OB_UNIT_PARAGRAPH, 20), ==, 12);

  unit = ob_boundary_get (rules, text, OB_UNIT_SENTENCE, 18);
  g_assert_cmpuint (unit.start, ==, 12);
  g_assert_cmpuint (unit.end, ==, 18);
  unit = ob_boundary_get (NULL, text, OB_UNIT_PARAGRAPH, 10);
  g_assert_cmpuint (unit.start, ==, 12);
  g_assert_cmpuint (unit.end, ==, 24);
  unit = ob_boundary_get (NULL, text, OB_UNIT_WORD, 11);
  g_assert_cmpuint (unit.start, ==, 11);
  g_assert_cmpuint (unit.end, ==, 11);
}

static ObText *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize n_bytes;

  g_file_get_contents (path, &contents, &n_bytes, &error);
  g_assert_no_error (error);
  return ob_text_new_take (contents, n_bytes);
}

/* What an analyst selects in the article that every project can start with. */
static void
test_sample (void)
{
  static const char *const sentences[] = {
    "Tillerson: US-Russia relations 'at low point'",
    "But Tillerson spokesman R.C. Hammond says \"no agreement was reached\".",
    "He said: \"It's in our interests not to allow the Islamic State and (the al-Qaida branch in "
    "Syria) to hold court in Damascus\".",
    "\"He hasn't threatened us at all\", Lavrov responded.",
    "\"We'll see.",
    "\"We don't know.",
    "Nobody has shown us anything\".",
    "Tillerson says he wants to understand why U.S. -Russia differences exist.",
    "He says that makes it hard to have clarity about US positions.",
    "It denies it is responsible.",
  };
  g_autofree char *path
    = g_test_build_filename (G_TEST_DIST, "..", "..", "data", "sample-article.txt", NULL);
  g_autoptr (ObText) text = read_text (path);
  g_autoptr (ObBoundaryRules) rules = ob_boundary_rules_new ("en");
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint p = 0; p < ob_text_get_n_paragraphs (text); p++)
    {
      g_autoptr (GArray) units = ob_boundary_list (rules, text, OB_UNIT_SENTENCE, p);

      for (guint i = 0; i < units->len; i++)
        {
          ObSegment unit = g_array_index (units, ObSegment, i);

          g_hash_table_add (found, ob_text_slice (text, unit.start, unit.end));
          if (g_test_verbose ())
            {
              g_autofree char *sentence = ob_text_slice (text, unit.start, unit.end);

              g_test_message ("%s", sentence);
            }
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (!g_hash_table_contains (found, sentences[i]))
      g_error ("Not a sentence: %s", sentences[i]);
  g_assert_cmpuint (g_hash_table_size (found), ==, 44);
}

/* Units are ordered, do not overlap, hold no edge spaces, and together hold all that is not space
 * (characters, sentences, paragraphs). */
static void
check_units (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint paragraph)
{
  g_autoptr (GArray) units = ob_boundary_list (rules, text, unit, paragraph);
  ObSegment range = ob_text_get_paragraph (text, paragraph);
  guint32 at = range.start;

  for (guint i = 0; i <= units->len; i++)
    {
      ObSegment found = i < units->len ? g_array_index (units, ObSegment, i)
                                       : (ObSegment) { range.end, range.end };

      g_assert_cmpuint (at, <=, found.start);
      for (; at < found.start && unit != OB_UNIT_WORD; at++)
        g_assert_true (g_unichar_isspace (ob_text_get_char (text, at)));
      if (i == units->len)
        break;
      g_assert_cmpuint (found.start, <, found.end);
      g_assert_cmpuint (found.end, <=, range.end);
      if (unit != OB_UNIT_CHARACTER)
        {
          g_assert_false (g_unichar_isspace (ob_text_get_char (text, found.start)));
          g_assert_false (g_unichar_isspace (ob_text_get_char (text, found.end - 1)));
        }
      at = found.end;
    }
}

static void
test_random (void)
{
  g_autoptr (ObBoundaryRules) rules = ob_boundary_rules_new (NULL);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) utf8 = g_string_new (NULL);
      g_autoptr (ObText) text = NULL;
      guint n = (guint) g_test_rand_int_range (0, 30);
      guint32 start, end;
      ObSegment once, twice;

      for (guint i = 0; i < n; i++)
        g_string_append (utf8, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      text = ob_text_new (utf8->str);
      for (guint p = 0; p < ob_text_get_n_paragraphs (text); p++)
        for (ObUnit unit = OB_UNIT_CHARACTER; unit <= OB_UNIT_PARAGRAPH; unit++)
          check_units (rules, text, unit, p);

      start = (guint32) g_test_rand_int_range (0, (gint32) ob_text_get_length (text) + 2);
      end = (guint32) g_test_rand_int_range (0, (gint32) ob_text_get_length (text) + 2);
      once = ob_boundary_snap (text, start, end);
      twice = ob_boundary_snap (text, once.start, once.end);
      g_assert_cmpuint (once.start, <=, once.end);
      g_assert_cmpuint (once.end, <=, ob_text_get_length (text));
      if (once.start < once.end)
        {
          g_assert_cmpuint (twice.start, ==, once.start);
          g_assert_cmpuint (twice.end, ==, once.end);
        }
      for (ObUnit unit = OB_UNIT_CHARACTER; unit <= OB_UNIT_PARAGRAPH; unit++)
        {
          ObSegment found = ob_boundary_get (rules, text, unit, start);

          g_assert_cmpuint (found.end, <=, ob_text_get_length (text));
          g_assert_cmpuint (ob_boundary_previous_start (rules, text, unit, start), <=, start);
          g_assert_cmpuint (ob_boundary_next_end (rules, text, unit, start), <=,
                            ob_text_get_length (text));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/boundary/sentences", test_sentences);
  g_test_add_func ("/boundary/words", test_words);
  g_test_add_func ("/boundary/characters", test_characters);
  g_test_add_func ("/boundary/snap", test_snap);
  g_test_add_func ("/boundary/steps", test_steps);
  g_test_add_func ("/boundary/sample", test_sample);
  g_test_add_func ("/boundary/random", test_random);
  return g_test_run ();
}
