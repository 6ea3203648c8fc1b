/* Searching words and annotations of a small project. */
#include <string.h>

#include "analysis/search.h"
#include "news.h"

typedef struct
{
  News news;
  ObEntity first;
  ObEntity second;
  ObSearch *search;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const positions[] = { "almost 90", "nobody", NULL };
  News *news = &fixture->news;
  ObEntity mention, claim;

  news_set_up (news);
  news_add_dispute (news, "How many died?", positions);
  fixture->first
      = news_add_article (news, "The Attack", "The Courier", "2017-04-12",
                          "Chemical attack in Syria.\n\nLavrov said that the café was not attacked: "
                          "“no chemical weapons”. Almost 90 people died.");
  fixture->second = news_add_article (news, "Denial", "Evening Post", "2017-05-01",
                                      "He said nobody died. No attack of chemicals. CAFE closed.");
  news_annotate (news, fixture->first, "claim", "the café was not attacked",
                 "speaker=Sergei Lavrov;stance=denies;kind=event;note=Strange");
  news_annotate (news, fixture->first, "quote", "“no chemical weapons”",
                 "speaker=Sergei Lavrov;mode=direct");
  news_annotate (news, fixture->first, "claim", "no chemical weapons", "speaker=Sergei Lavrov");
  mention = news_annotate (news, fixture->second, "speaker", "He", "speaker=Ames");
  claim = news_annotate (news, fixture->second, "claim", "nobody died",
                         "dispute=How many died?;position=nobody");
  news_link (news, claim, mention, "said-by");
  fixture->search = ob_search_new (news->project);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ob_search_free (fixture->search);
  news_tear_down (&fixture->news);
}

static GArray *
run (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObQuery) query = ob_query_parse (text, &error);
  GArray *findings;

  g_assert_no_error (error);
  ob_search_catch_up (fixture->search, ob_query_has_words (query), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  findings = ob_search_run (fixture->search, query, &error);
  g_assert_no_error (error);
  return findings;
}

/* What is found, as "words|words", annotations in brackets, articles in braces. */
static char *
find (Fixture *fixture, const char *query)
{
  g_autoptr (GArray) findings = run (fixture, query);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const ObFinding *finding = &g_array_index (findings, ObFinding, i);
      g_autoptr (ObText) text
          = ob_project_get_text (fixture->news.project, finding->article, NULL);
      g_autofree char *words = ob_text_slice (text, finding->start, finding->end);
      g_autofree char *title = ob_project_dup_label_of (fixture->news.project, finding->article);

      g_string_append_printf (out, "%s", i > 0 ? "|" : "");
      if (finding->annotation != 0)
        g_string_append_printf (out, "[%s]", words);
      else if (finding->end == 0)
        g_string_append_printf (out, "{%s}", title);
      else
        g_string_append (out, words);
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *query;
  const char *found;
} cases[] = {
  /* Words: case and accents do not matter. */
  { "chemical", "Chemical|chemical" },
  { "chem*", "Chemical|chemical|chemicals" },
  { "cafe", "café|CAFE" },
  { "CAFÉ", "café|CAFE" },
  { "\"chemical attack\"", "Chemical attack" },
  { "\"attack chemical\"", "" },
  { "NEAR(said attacked, 5)", "said|attacked" },
  { "NEAR(said attacked, 2)", "" },
  { "absent", "" },
  /* AND, OR, NOT are of articles. */
  { "lavrov AND died", "Lavrov|died" },
  { "lavrov AND nobody", "" },
  { "syria OR nobody", "Syria|nobody" },
  { "died NOT lavrov", "died" },
  { "died outlet:courier", "died" },
  { "died before:2017-05", "died" },
  { "outlet:post", "{Denial}" },
  { "after:2017-04-12", "{The Attack}|{Denial}" },
  { "after:2017-04-13", "{Denial}" },
  { "on:2017-04", "{The Attack}" },
  { "NOT lavrov", "{Denial}" },
  { "article:denial state:new", "{Denial}" },
  /* Annotations. */
  { "label:claim", "[the café was not attacked]|[no chemical weapons]|[nobody died]" },
  { "speaker:\"Sergei Lavrov\" label:claim",
    "[the café was not attacked]|[no chemical weapons]" },
  { "speaker:lavrov stance:denies", "[the café was not attacked]" },
  { "label:claim stance:asserts", "[no chemical weapons]|[nobody died]" },
  { "speaker:ames label:claim", "[nobody died]" },
  { "label:claim NOT speaker:ames", "[the café was not attacked]|[no chemical weapons]" },
  { "dispute:died position:nobody", "[nobody died]" },
  { "has:note", "[the café was not attacked]" },
  { "has:dispute OR mode:direct", "[“no chemical weapons”]|[nobody died]" },
  { "annotator:Anna outlet:post label:claim", "[nobody died]" },
  /* Words of annotations. */
  { "label:claim chemical", "[no chemical weapons]" },
  { "label:quote \"no chemical\"", "[“no chemical weapons”]" },
  { "label:claim NOT chem*", "[the café was not attacked]|[nobody died]" },
  /* Places. */
  { "chemical inside label:quote", "chemical" },
  { "label:claim inside label:quote", "[no chemical weapons]" },
  { "label:claim inside label:claim", "" },
  { "label:quote overlapping label:claim", "[“no chemical weapons”]" },
  { "label:speaker near/1 label:claim", "[He]" },
  { "label:speaker near/0 label:claim", "" },
  { "said near/3 attacked", "" },
  { "said near/5 attacked", "said" },
  { "attacked near/5 said", "attacked" },
};

static void
test_queries (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (fixture, cases[i].query);

      if (strcmp (found, cases[i].found) != 0)
        g_error ("%s finds %s, not %s", cases[i].query, found, cases[i].found);
    }
}

static const struct
{
  const char *query;
  const char *says;
} unknown[] = {
  { "nonsense:x", "there is no field “nonsense”; there are: label, speaker" },
  { "a label:nonsense", "At character 3: there is no label “nonsense”" },
  { "speaker:Nobody", "there is no speaker “Nobody”" },
  { "stance:maybe", "“maybe” is not a stance; it can be: asserts" },
  { "after:yesterday", "a date such as" },
  { "state:finished", "not a state" },
  { "has:wings", "“has:” is followed by" },
};

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  ob_search_catch_up (fixture->search, TRUE, NULL, NULL, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ObQuery) query = ob_query_parse (unknown[i].query, NULL);

      g_assert_null (ob_search_run (fixture->search, query, &error));
      g_assert_error (error, OB_QUERY_ERROR, OB_QUERY_ERROR_NAME);
      if (strstr (error->message, unknown[i].says) == NULL)
        g_error ("%s says: %s", unknown[i].query, error->message);
    }
}

static void
check (Fixture *fixture, const char *query, const char *expected)
{
  g_autofree char *found = find (fixture, query);

  g_assert_cmpstr (found, ==, expected);
}

/* What is edited is found once the search was told. */
static void
test_catches_up (Fixture *fixture, gconstpointer data)
{
  ObEntity third;

  check (fixture, "label:note", "");
  news_annotate (&fixture->news, fixture->second, "note", "CAFE", NULL);
  ob_search_touch (fixture->search, fixture->second);
  check (fixture, "label:note", "[CAFE]");

  third = news_add_article (&fixture->news, "Third", NULL, NULL, "Chemical again.");
  news_annotate (&fixture->news, third, "note", "again", NULL);
  ob_search_touch (fixture->search, 0);
  check (fixture, "chemical", "Chemical|chemical|Chemical");
  check (fixture, "label:note", "[CAFE]|[again]");
}

/* The index is somewhere else: a new search reads it, and a damaged one is made again. */
static void
test_index (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder
      = g_build_filename (g_get_user_cache_dir (), "obelus", "words", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  check (fixture, "chemical", "Chemical|chemical");
  ob_search_free (fixture->search);
  fixture->search = ob_search_new (fixture->news.project);
  check (fixture, "chemical", "Chemical|chemical");
  ob_search_free (fixture->search);

  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_true (g_file_set_contents (path, "This is no database, but it is long enough.", -1,
                                          NULL));
    }
  fixture->search = ob_search_new (fixture->news.project);
  check (fixture, "chemical", "Chemical|chemical");
}

static void
test_concordance (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) findings = run (fixture, "died OR attack OR said");
  g_autoptr (GPtrArray) lines
      = ob_concordance_new (fixture->news.project, findings, 0, 100, 14, NULL);
  const ObConcordanceLine *line = lines->pdata[0];

  g_assert_cmpuint (lines->len, ==, 6);
  g_assert_cmpstr (line->left, ==, "Chemical ");
  g_assert_cmpstr (line->text, ==, "attack");
  g_assert_cmpstr (line->right, ==, " in Syria. ");

  ob_concordance_sort (lines, OB_CONCORDANCE_RIGHT);
  line = lines->pdata[0];
  g_assert_cmpstr (line->text, ==, "died"); /* "." */
  line = lines->pdata[lines->len - 1];
  g_assert_cmpstr (line->right, ==, " that the ");
  ob_concordance_sort (lines, OB_CONCORDANCE_LEFT);
  line = lines->pdata[0];
  g_assert_cmpstr (line->left, ==, "Chemical ");
  g_ptr_array_unref (g_steal_pointer (&lines));

  lines = ob_concordance_new (fixture->news.project, findings, 5, 100, 14, NULL);
  g_assert_cmpuint (lines->len, ==, 1);
}

/* Rows as the board reads them are those that a whole reading gives. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObStatements) all = ob_project_list_all_statements (fixture->news.project, NULL);
  g_autoptr (ObStatements) one
      = ob_project_list_statements_in (fixture->news.project, fixture->second);
  guint first, last;

  g_assert_cmpuint (all->rows->len, ==, 5);
  ob_statements_find_article (all, fixture->second, &first, &last);
  g_assert_cmpuint (last - first, ==, one->rows->len);
  for (guint i = first; i < last; i++)
    {
      const ObStatement *a = &g_array_index (all->rows, ObStatement, i);
      const ObStatement *b = &g_array_index (one->rows, ObStatement, i - first);

      g_assert_cmpint (a->annotation, ==, b->annotation);
      g_assert_cmpuint (a->speaker, ==, b->speaker);
      g_assert_cmpuint (a->mention, ==, b->mention);
      g_assert_cmpuint (
          a->speaker, ==,
          (guint32) ob_project_get_effective_speaker (fixture->news.project, a->annotation));
      g_assert_true (ob_statements_find (all, fixture->second, a->annotation) == a);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/search/queries", test_queries);
  ADD ("/search/unknown", test_unknown);
  ADD ("/search/catches-up", test_catches_up);
  ADD ("/search/index", test_index);
  ADD ("/search/concordance", test_concordance);
  ADD ("/search/rows", test_rows);
  return g_test_run ();
}
