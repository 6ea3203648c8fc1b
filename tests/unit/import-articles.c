/* Importing articles: each file's fate, one undo step, duplicates, dry runs, and that the original
 * bytes are kept. */
#include "articles/address-key.h"
#include "articles/import-articles.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store/history.h"

typedef struct
{
  char *folder;       /* (owned) */
  ObProject *project; /* (owned) */
} Fixture;

static void
write_file (Fixture *fixture, const char *name, const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("obelus-import-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "project.obelus", NULL);
  fixture->project = ob_project_create (path, "Anna", NULL, &error);
  g_assert_no_error (error);
  write_file (fixture, "one.txt", "One\r\nBy Jane Doe\r\n\r\nThe first text.");
  write_file (fixture, "same.txt", "One\nBy Jane Doe\n\nThe first text.");
  write_file (fixture, "two.txt", "Two\n\nThe second text.\n");
  write_file (fixture, "empty.txt", "");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  ob_project_close (fixture->project);
  g_object_unref (fixture->project);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
count_progress (guint n_done, guint n_files, gpointer data)
{
  guint *n_calls = data;

  g_assert_cmpuint (n_done, ==, ++*n_calls);
  g_assert_cmpuint (n_done, <=, n_files);
}

/* Reads the files called @names ("a b c") of the folder. */
static GPtrArray *
read_files (Fixture *fixture, const char *names)
{
  g_auto (GStrv) paths = g_strsplit (names, " ", -1);
  g_autoptr (GError) error = NULL;
  guint n_calls = 0;
  GPtrArray *files;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      char *path = g_build_filename (fixture->folder, paths[i], NULL);

      g_free (paths[i]);
      paths[i] = path;
    }
  files = ob_article_files_read ((const char *const *) paths, NULL, count_progress, &n_calls, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_calls, ==, files->len);
  return files;
}

static void
check_fates (GPtrArray *files, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      ObArticleFile *file = g_ptr_array_index (files, i);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                              ob_article_fate_get_name (file->fate));
      g_assert_true ((file->reason != NULL)
                     == (file->fate == OB_ARTICLE_DUPLICATE || file->fate == OB_ARTICLE_REFUSED));
      g_assert_true ((file->reading == NULL) == (file->fate == OB_ARTICLE_REFUSED));
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static guint
count_articles (Fixture *fixture)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (fixture->project);

  return articles->len;
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = read_files (fixture, "one.txt same.txt absent.txt two.txt empty.txt");
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) original = NULL;
  g_autoptr (ObText) text = NULL;
  ObArticleFile *first = g_ptr_array_index (files, 0), *second = g_ptr_array_index (files, 1);

  check_fates (files, "read read refused read refused");
  g_assert_true (ob_article_files_add (fixture->project, files, FALSE, &error));
  g_assert_no_error (error);
  check_fates (files, "added duplicate refused added refused");
  g_assert_cmpuint (count_articles (fixture), ==, 2);
  g_assert_cmpint (first->article, >, 0);
  g_assert_cmpint (first->article, ==, second->article);

  text = ob_project_get_text (fixture->project, first->article, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ob_text_get_utf8 (text, NULL), ==, "One\nBy Jane Doe\n\nThe first text.");
  original = ob_project_get_original (fixture->project, first->article);
  g_assert_cmpmem (g_bytes_get_data (original, NULL), g_bytes_get_size (original),
                   "One\r\nBy Jane Doe\r\n\r\nThe first text.", 35);

  again = read_files (fixture, "two.txt one.txt");
  g_assert_true (ob_article_files_add (fixture->project, again, FALSE, &error));
  check_fates (again, "duplicate duplicate");
  g_assert_cmpuint (count_articles (fixture), ==, 2);
}

/* One import is one step, and one without anything new is none. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = read_files (fixture, "one.txt two.txt");
  g_autoptr (GPtrArray) again = read_files (fixture, "one.txt two.txt");
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_assert_true (ob_article_files_add (fixture->project, files, FALSE, &error));
  g_assert_true (ob_article_files_add (fixture->project, again, FALSE, &error));
  name = ob_project_dup_undo_name (fixture->project);
  g_assert_cmpstr (name, ==, "Import 2 articles");
  g_assert_true (ob_project_undo (fixture->project, NULL, &error));
  g_assert_cmpuint (count_articles (fixture), ==, 0);
}

static void
test_dry_run (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = read_files (fixture, "one.txt same.txt");
  g_autoptr (GError) error = NULL;
  gint64 revision = ob_project_get_revision (fixture->project);

  g_assert_true (ob_article_files_add (fixture->project, files, TRUE, &error));
  check_fates (files, "added duplicate");
  g_assert_cmpint (((ObArticleFile *) g_ptr_array_index (files, 0))->article, ==, 0);
  g_assert_cmpuint (count_articles (fixture), ==, 0);
  g_assert_cmpint (ob_project_get_revision (fixture->project), ==, revision);
}

/* A project that takes nothing leaves the files as they were read. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = read_files (fixture, "one.txt same.txt");
  g_autoptr (GError) error = NULL;

  ob_project_close (fixture->project);
  g_assert_false (ob_article_files_add (fixture->project, files, FALSE, &error));
  g_assert_nonnull (error);
  check_fates (files, "read read");
}

/* Bytes without a file, as pasting gives them. */
static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  static const ObReadOptions as_text = { .format = "text" };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Pasted\n\nText", 12);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (ObArticleSource) pasted
      = ob_article_source_new_bytes (bytes, "clipboard", NULL, &as_text);
  g_autoptr (ObArticleSource) empty = ob_article_source_new_bytes (none, "clipboard", NULL, NULL);
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GPtrArray) read = ob_article_files_read_source (pasted, process, NULL, NULL);
  g_autoptr (GPtrArray) unread = ob_article_files_read_source (empty, process, NULL, NULL);
  const ObArticleFile *file = read->pdata[0], *refused = unread->pdata[0];

  g_assert_cmpint (file->fate, ==, OB_ARTICLE_READ);
  g_assert_cmpstr (file->reading->metadata->title, ==, "Pasted");
  g_assert_null (file->reading->metadata->file_name);
  g_assert_cmpint (refused->fate, ==, OB_ARTICLE_REFUSED);
}

/* What the analyst skips is not added, and what is there already is known before it is. */
static void
test_choice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) first = read_files (fixture, "one.txt");
  g_autoptr (ObKnownTexts) known = NULL;
  g_autoptr (GPtrArray) files = read_files (fixture, "same.txt two.txt two.txt empty.txt");
  g_autoptr (GError) error = NULL;

  g_assert_true (ob_article_files_add (fixture->project, first, FALSE, &error));
  known = ob_known_texts_new (fixture->project);
  for (guint i = 0; i < files->len; i++)
    ob_known_texts_meet (known, files->pdata[i]);
  check_fates (files, "duplicate read duplicate refused");
  ((ObArticleFile *) files->pdata[1])->choice = OB_ARTICLE_SKIP;
  g_assert_true (ob_article_files_add (fixture->project, files, FALSE, &error));
  check_fates (files, "duplicate skipped duplicate refused");
  g_assert_cmpuint (count_articles (fixture), ==, 1);
}

/* The same file read in another way is another source. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  static const ObReadOptions greek = { .format = "text", .encoding = "ISO-8859-7" };
  g_autofree char *path = g_build_filename (fixture->folder, "greek.txt", NULL);
  g_autoptr (ObArticleSource) source = ob_article_source_new_file (path, NULL);
  g_autoptr (ObArticleSource) again = ob_article_source_new_again (source, &greek);
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GPtrArray) files = NULL;
  const ObArticleFile *file;

  write_file (fixture, "greek.txt", "\xc1\xe8\xde\xed\xe1");
  files = ob_article_files_read_source (again, process, NULL, NULL);
  file = files->pdata[0];
  g_assert_cmpstr (ob_text_get_utf8 (file->reading->text, NULL), ==, "Αθήνα");
  g_assert_cmpstr (file->reading->encoding, ==, "ISO-8859-7");
  g_assert_cmpstr (file->reading->metadata->file_name, ==, "greek.txt");
  g_assert_null (ob_article_source_get_options (source)->encoding);
}

static void
test_addresses (void)
{
  static const char *const cases[][2] = {
    { "https://www.Example.org/a/", "example.org/a" },
    { "http://m.example.org/a?utm_source=x&b=2&a=1#top", "example.org/a?a=1&b=2" },
    { "https://amp.example.org/a/amp/", "example.org/a" },
    { "https://example.org/a?id=7&fbclid=x", "example.org/a?id=7" },
    { "https://example.org/a/index.html", "example.org/a" },
    { "https://example.org/", NULL },
    { "https://www.org/a", "www.org/a" },
    { "mailto:a@example.org", NULL },
    { "no address", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = ob_address_make_key (cases[i][0]);

      g_assert_cmpstr (key, ==, cases[i][1]);
    }
}

#define USUAL_END "This is a breaking story and it will be updated as soon as more of it is known."
#define REPORT                                                                                     \
  "The ministers met on Tuesday after months of letters and spoke for two hours about the war and " \
  "the treaty, and about what comes after it, aides to both of them said in the evening. "

/* Whether the second text is taken for a version of the first, without a project. */
static gboolean
are_alike (const char *first, const char *second)
{
  const char *const texts[] = { first, second };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_article_file_free);
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < 2; i++)
    {
      static const ObReadOptions as_text = { .format = "text" };
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (ObArticleSource) source
          = ob_article_source_new_bytes (bytes, "text", NULL, &as_text);

      g_ptr_array_extend_and_steal (files, ob_article_files_read_source (source, process, NULL, NULL));
    }
  g_assert_true (ob_article_files_compare (NULL, files, NULL, &error));
  g_assert_no_error (error);
  sentence = ob_article_files_describe_versions (files);
  return sentence != NULL;
}

/* Briefs that end with the same sentence are no versions of each other; edited copy is. */
static void
test_short_texts (void)
{
  g_assert_false (are_alike ("Fire in Kiel.\n" USUAL_END, "Flood in Bonn.\n" USUAL_END));
  g_assert_false (are_alike ("A fire broke out in Kiel on Monday, and nobody was hurt.\n" USUAL_END,
                             "Rain flooded the old town of Bonn on Monday night.\n" USUAL_END));
  g_assert_true (are_alike ("Talks in Moscow.\n" REPORT REPORT "They went on.\n",
                            "Ministers talk.\n" REPORT "The talks ended without a word.\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/import-articles/add", Fixture, NULL, set_up, test_add, tear_down);
  g_test_add ("/import-articles/undo", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/import-articles/dry-run", Fixture, NULL, set_up, test_dry_run, tear_down);
  g_test_add ("/import-articles/failure", Fixture, NULL, set_up, test_failure, tear_down);
  g_test_add ("/import-articles/bytes", Fixture, NULL, set_up, test_bytes, tear_down);
  g_test_add ("/import-articles/choice", Fixture, NULL, set_up, test_choice, tear_down);
  g_test_add ("/import-articles/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add_func ("/import-articles/addresses", test_addresses);
  g_test_add_func ("/import-articles/short-texts", test_short_texts);
  return g_test_run ();
}
