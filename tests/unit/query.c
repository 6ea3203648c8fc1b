/* The search language: how it is understood, and what is said when it is not. */
#include <string.h>

#include "analysis/query.h"

static const struct
{
  const char *text;
  const char *understood;
} cases[] = {
  { "attack", "\"attack\"" },
  { "chem*", "\"chem\"*" },
  { "\"chemical attack\"", "\"chemical attack\"" },
  { "“chemical attack”", "\"chemical attack\"" },
  { "a b", "(\"a\" AND \"b\")" },
  { "a AND b OR c", "((\"a\" AND \"b\") OR \"c\")" },
  { "a (b OR c)", "(\"a\" AND (\"b\" OR \"c\"))" },
  { "NOT a b", "(NOT \"a\" AND \"b\")" },
  { "and or not", "((\"and\" AND \"or\") AND \"not\")" },
  { "label:claim speaker:\"Sergei Lavrov\"",
    "(label:\"claim\" AND speaker:\"Sergei Lavrov\")" },
  { "LABEL:claim", "label:\"claim\"" },
  { "a inside label:claim", "(\"a\" inside label:\"claim\")" },
  { "a near/5 b", "(\"a\" near/5 \"b\")" },
  { "a overlapping b AND c", "((\"a\" overlapping \"b\") AND \"c\")" },
  { "NEAR(a \"b c\", 3)", "NEAR(\"a\" \"b c\", 3)" },
  { "NEAR(a b)", "NEAR(\"a\" \"b\", 10)" },
  { "at 12:30", "(\"at\" AND \"12:30\")" },
  { "http://example.org", "\"http://example.org\"" },
  { "  übel  ", "\"übel\"" },
};

static const struct
{
  const char *text;
  const char *says; /* in the message */
} faults[] = {
  { "", "At character 1: a word" },
  { "a AND", "At character 6: a word" },
  { "(a", "At character 3: “)” was expected" },
  { "a)", "At character 2: nothing more" },
  { "\"a b", "At character 1: the quotation mark is not closed" },
  { "label:", "At character 7: a value was expected after “label:”" },
  { "é near/x b", "At character 8: a number" },
  { "a inside", "At character 9: a word" },
  { "NEAR(a)", "two or more words" },
  { "NEAR(a b", "“)” was expected to close" },
  { "NEAR(a b, c)", "a number of words" },
  { "***", "a word with letters" },
  { "OR", "At character 1: a word" },
};

static void
test_understood (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ObQuery) query = ob_query_parse (cases[i].text, &error);
      g_autofree char *understood = NULL;

      g_assert_no_error (error);
      understood = ob_query_to_text (query);
      g_assert_cmpstr (understood, ==, cases[i].understood);
    }
}

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ObQuery) query = ob_query_parse (faults[i].text, &error);

      g_assert_null (query);
      g_assert_error (error, OB_QUERY_ERROR, OB_QUERY_ERROR_SYNTAX);
      if (strstr (error->message, faults[i].says) == NULL)
        g_error ("“%s” says: %s", faults[i].text, error->message);
    }
}

/* Nobody types this; whoever does is told, and soon. */
static void
test_deep (void)
{
  g_autoptr (GString) open = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) longer = NULL;
  g_autofree char *many = g_strnfill (OB_QUERY_MAX_BYTES + 1, 'a');

  for (guint i = 0; i < 1000; i++)
    g_string_append (open, "(NOT ");
  g_assert_null (ob_query_parse (open->str, &error));
  g_assert_error (error, OB_QUERY_ERROR, OB_QUERY_ERROR_SYNTAX);
  g_assert_null (ob_query_parse (many, &longer));
  g_assert_error (longer, OB_QUERY_ERROR, OB_QUERY_ERROR_SYNTAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/query/understood", test_understood);
  g_test_add_func ("/query/faults", test_faults);
  g_test_add_func ("/query/deep", test_deep);
  return g_test_run ();
}
