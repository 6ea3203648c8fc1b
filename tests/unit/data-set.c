/* Data sets: tables of all kinds, columns guessed and said, and what is broken. */
#include "articles/data-set.h"

#include <string.h>

#include "articles/data-columns.h"
#include "articles/data-table.h"
#include "made-files.h"
#include "made-readings.h"

static GPtrArray *
read_data (const char *text, const char *name, const char *map, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) readings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_reading_free);
  ObReadOptions options = { .map = map };

  if (!ob_data_set_read (bytes, name, &options, readings, error))
    return NULL;
  return g_steal_pointer (&readings);
}

static void
check_first (const char *text,
             const char *name,
             const char *map,
             guint n,
             const char *title,
             const char *outline)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = read_data (text, name, map, &error);
  const ObReading *first;
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, n);
  first = g_ptr_array_index (readings, 0);
  found = made_outline (first);
  g_assert_cmpstr (found, ==, outline);
  g_assert_cmpstr (first->metadata->title, ==, title);
}

static void
check_refused (const char *text, const char *name, const char *map, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = read_data (text, name, map, &error);

  g_assert_null (readings);
  g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
test_csv (void)
{
  check_first ("Headline,Body\r\nTalks,\"One \"\"two\"\",\nthree\"\r\nOther,Text\n,\n", "a.csv",
               NULL, 2, "Talks", "body|One \"two\",\nbody|three\n");
  check_first ("\xef\xbb\xbftitre;texte\nUn;Deux, trois", "a.CSV", NULL, 1, "Un",
               "body|Deux, trois\n");
  check_first ("title\ttext\nA\tB\tmore\n", "a.tsv", NULL, 1, "A", "body|B\n");
  check_first ("title,text\nA,<p>One</p><p><b>Two</b></p>\n", "a.csv", NULL, 1, "A",
               "body|One\nbody|[strong:Two]\n");
}

/* A sample is the first rows as lines, with the columns that are guessed. */
static void
test_sample (void)
{
  static const char data[] = "headline,\"b, c\",body\nOne,\"x\ty\nz\",Text\n,,\xc3\xa9t\xc3\xa9\n";
  const ObReadOptions options = { .sample = TRUE };
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, strlen (data));
  g_autoptr (GPtrArray) readings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_reading_free);
  g_autoptr (GError) error = NULL;
  const ObReading *sample;

  g_assert_true (ob_data_set_read (bytes, "a.csv", &options, readings, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 1);
  sample = readings->pdata[0];
  g_assert_cmpstr (ob_text_get_utf8 (sample->text, NULL), ==,
                   "headline\tb, c\tbody\nOne\tx y z\tText\n\t\tété\n");
  g_assert_cmpstr (sample->notes[0], ==, "title=#1,text=#3");
}

static void
test_json (void)
{
  static const char objects[]
      = "[{\"title\":\"A\",\"content\":\"One\\nTwo\",\"source\":{\"name\":\"The Daily\"},"
        "\"authors\":[\"Jane\",\"Joe\"],\"published_at\":\"2017-04-12T10:00:00Z\",\"id\":7},{\"x\":"
        "[[1]]}]";
  g_autofree char *inside = g_strconcat ("{\"n\":1,\"articles\":", objects, "}", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = read_data (objects, "a.json", NULL, &error);
  const ObArticle *metadata;

  g_assert_no_error (error);
  metadata = ((ObReading *) readings->pdata[0])->metadata;
  g_assert_cmpstr (metadata->outlet, ==, "The Daily");
  g_assert_cmpstr (metadata->byline, ==, "Jane, Joe");
  g_assert_cmpstr (metadata->published, ==, "2017-04-12T10:00:00Z");
  g_assert_cmpstr (metadata->identifier, ==, "7");
  g_assert_true (made_has_note (readings->pdata[0], "text=content"));
  check_first (inside, "a.json", NULL, 1, "A", "body|One\nbody|Two\n");
  check_first ("{\"title\":\"A\",\"text\":\"B\"}\n\n{\"text\":\"C\"}\n", "a.jsonl", NULL, 2, "A",
               "body|B\n");
}

static void
test_columns (void)
{
  g_autofree char *words = g_strnfill (200, 'w');
  g_autofree char *unnamed = g_strdup_printf ("a,b,c\n1,%s,3\n", words);
  g_autofree char *outline = g_strdup_printf ("body|%s\n", words);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = read_data (unnamed, "a.csv", NULL, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = made_outline (readings->pdata[0]);
  g_assert_cmpstr (found, ==, outline);
  check_first ("a,b\nOne,Two\n", "a.csv", "title=a,text=b", 1, "One", "body|Two\n");
  check_first ("title,text,b\nOne,Two,Three\n", "a.csv", "title=,text=b", 1, "Three",
               "body|Three\n");
}

static void
test_refused (void)
{
  check_refused ("a,b\n1,2\n", "a.csv", NULL, "a, b");
  check_refused ("title,text\nA,\n", "a.csv", NULL, "No row");
  check_refused ("title,text\nA,B\n", "a.csv", "text=none", "text=none");
  check_refused ("title,text\nA,B\n", "a.csv", "colour=text", "colour=text");
  check_refused ("[{\"text\":\"a\"", "a.json", NULL, "no JSON");
  check_refused ("{\"text\":\"a\"}\n{", "a.jsonl", NULL, "Line 2");
}

/* Quotes and separators anywhere: it ends, with as many rows as there are lines at most. */
static void
test_random (void)
{
  static const char *const parts[]
      = { "\"", ",", ";", "\n", "\r\n", "\t", "|", "word", "\"\"", " " };

  for (guint round = 0; round < 1000; round++)
    {
      g_autoptr (GString) text = g_string_new ("text,title\n");
      g_autoptr (ObDataTable) table = NULL;
      guint n_lines = 1;

      for (gint i = g_test_rand_int_range (0, 60); i > 0; i--)
        {
          const char *part = parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))];

          g_string_append (text, part);
          n_lines += strchr (part, '\n') != NULL;
        }
      table = ob_data_table_read_csv (text->str);
      g_assert_cmpuint (table->rows->len, <=, n_lines);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-set/csv", test_csv);
  g_test_add_func ("/data-set/sample", test_sample);
  g_test_add_func ("/data-set/json", test_json);
  g_test_add_func ("/data-set/columns", test_columns);
  g_test_add_func ("/data-set/refused", test_refused);
  g_test_add_func ("/data-set/random", test_random);
  return g_test_run ();
}
