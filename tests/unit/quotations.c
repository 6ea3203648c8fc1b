/* Quotations: what is found in texts, pairs of quotation marks, the lexicon, and that no text does
 * harm. */
#include <string.h>

#include "analysis/quotations.h"
#include "analysis/scan.h"

static const struct
{
  const char *text;
  const char
      *expected; /* lines of rule tier: content <- source @ cue, with segments joined by " + " */
} cases[] = {
  { "\"He hasn't threatened us at all\", Lavrov responded.",
    "quote-name-verb A: \"He hasn't threatened us at all\" <- Lavrov @ responded\n" },
  { "“The deal is done,” said Anna Bell, a spokeswoman for the ministry. “We are glad.”",
    "quote-verb-name A: “The deal is done,” + “We are glad.” <- Anna Bell, a spokeswoman for the "
    "ministry @ said\n" },
  { "He said: \"It's in our interests\".",
    "name-verb-quote A: \"It's in our interests\" <- He @ said\n" },
  { "“Why,” she asked, “is nobody here?” Nobody answered.",
    "quote-name-verb A: “Why,” + “is nobody here?” <- she @ asked\n" },
  { "Putin has said that Russian Federation will appeal to the court.",
    "name-verb-that B: that Russian Federation will appeal to the court <- Putin @ has said\n" },
  { "The two did meet, according to a Kremlin spokesperson.",
    "clause-according-to B: The two did meet <- a Kremlin spokesperson @ according to\n" },
  { "According to the ministry, nobody was hurt.",
    "according-to B: nobody was hurt <- the ministry @ According to\n" },
  { "The plan would fail, Ms. Bell said on Monday.",
    "clause-name-verb C: The plan would fail <- Ms. Bell @ said\n" },
  { "The plan, Ms. Bell said, would fail.",
    "clause-name-verb C: The plan + would fail <- Ms. Bell @ said\n" },
  { "Trump wants to leave the pact.", "name-verb-to C: to leave the pact <- Trump @ wants\n" },
  { "Johnson criticized the new plan.",
    "name-verb-noun C: the new plan <- Johnson @ criticized\n" },
  { "„Das ist gut“, said Merkel.", "quote-verb-name A: „Das ist gut“ <- Merkel @ said\n" },
  { "«We never knew that,» said Macron.",
    "quote-verb-name A: «We never knew that,» <- Macron @ said\n" },
  { "''We know it,'' Mr. Cruz said.", "quote-name-verb A: ''We know it,'' <- Mr. Cruz @ said\n" },
  { "‘We know it all,’ May said.", "quote-name-verb A: ‘We know it all,’ <- May @ said\n" },
  { "The workers' party and the teachers' union don't agree on '90s music.", "" },
  { "“One paragraph goes on,” Bell said. “It is long.\n\n“And it ends here.”",
    "quote-name-verb A: “One paragraph goes on,” + “It is long. + “And it ends here.” <- Bell @ "
    "said\n" },
  { "\"An open mark and nobody who closes it",
    "floating C: \"An open mark and nobody who closes it <-  @ \n" },
  { "", "" },
  { "\"", "" },
  { "said", "" },
  { "according to", "" },
};

static void
append_words (GString *out, const ObText *text, const GArray *segments)
{
  for (guint i = 0; i < segments->len; i++)
    {
      const ObSegment *segment = &g_array_index (segments, ObSegment, i);
      g_autofree char *words = ob_text_slice (text, segment->start, segment->end);

      g_string_append_printf (out, "%s%s", i > 0 ? " + " : "", words);
    }
}

static char *
describe (const ObText *text)
{
  g_autoptr (GPtrArray) quotations = ob_quotations_find (text, ob_cues_get (NULL));
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < quotations->len; i++)
    {
      const ObQuotation *quotation = g_ptr_array_index (quotations, i);

      g_string_append_printf (out, "%s %s: ", quotation->rule, ob_tier_get_name (quotation->tier));
      append_words (out, text, quotation->content);
      g_string_append (out, " <- ");
      append_words (out, text, quotation->source);
      g_string_append (out, " @ ");
      append_words (out, text, quotation->cue);
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObText) text = ob_text_new (cases[i].text);
      g_autofree char *found = describe (text);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_lexicon (void)
{
  static const struct
  {
    const char *words;
    const char *lemma;
    const char *stance;
  } forms[] = {
    { "has denied", "deny", "denies" },
    { "admitting", "admit", "concedes" },
    { "writes", "write", "asserts" },
    { "called for", "call for", "asserts" },
    { "According to", "according to", "reports" },
    { "the table", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      const ObCue *cue = ob_cues_find (ob_cues_get ("en"), forms[i].words);

      g_assert_cmpstr (cue != NULL ? cue->lemma : NULL, ==, forms[i].lemma);
      g_assert_cmpstr (cue != NULL ? cue->stance : NULL, ==, forms[i].stance);
    }
}

/* Whatever the text is: segments are normal, inside it, and nothing is found twice at one place. */
static void
test_any_text (void)
{
  static const char *const pieces[]
      = { "\"",   "“",     "”",      "'",      "’",   "‘",      "«",         "»",  "„",
          "''",   ",",     ".",      "?",      ":",   ";",      "(",         ")",  "—",
          "\n",   "\n\n",  "said",   "Lavrov", "he",  "that",   "according", "to", "the",
          "plan", "Mr.",   "U.S.",   "who",    "and", "adding", "don't",     "86", "$5",
          "é",    "wants", "called", "for",    "U",   "." };

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) utf8 = g_string_new (NULL);
      g_autoptr (ObText) text = NULL;
      g_autoptr (GPtrArray) quotations = NULL;
      guint n = (guint) g_test_rand_int_range (0, 40);

      for (guint i = 0; i < n; i++)
        g_string_append_printf (utf8, "%s%s",
                                pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))],
                                g_test_rand_int_range (0, 4) > 0 ? " " : "");
      text = ob_text_new (utf8->str);
      quotations = ob_quotations_find (text, ob_cues_get (NULL));
      for (guint i = 0; i < quotations->len; i++)
        {
          const ObQuotation *quotation = g_ptr_array_index (quotations, i);

          g_assert_true (ob_segments_check (quotation->content, ob_text_get_length (text)));
          g_assert_true (quotation->source->len == 0
                         || ob_segments_check (quotation->source, ob_text_get_length (text)));
          g_assert_true (quotation->cue->len == 0
                         || ob_segments_check (quotation->cue, ob_text_get_length (text)));
        }
    }
}

static void
test_tokens (void)
{
  g_autoptr (ObText) text
      = ob_text_new ("He hasn't met R.C. Hammond's U.S. team: 1,234.5 re-elected!");
  g_autoptr (GArray) tokens = ob_tokens_new (text);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      const ObToken *token = &g_array_index (tokens, ObToken, i);
      g_autofree char *word = ob_text_slice (text, token->start, token->end);

      g_string_append_printf (out, "%s|", word);
    }
  g_assert_cmpstr (out->str, ==,
                   "He|has|n't|met|R.C.|Hammond|'s|U.S.|team|:|1,234.5|re-elected|!|");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quotations/tokens", test_tokens);
  g_test_add_func ("/quotations/cases", test_cases);
  g_test_add_func ("/quotations/lexicon", test_lexicon);
  g_test_add_func ("/quotations/any-text", test_any_text);

  return g_test_run ();
}
