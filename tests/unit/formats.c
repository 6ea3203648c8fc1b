/* Exports from a worker thread, with progress and cancelling; a file is replaced whole or not at
 * all. */
#include <glib/gstdio.h>
#include <string.h>

#include "formats/format.h"

#define N_ARTICLES 8

typedef struct
{
  char *folder;
  ObProject *project;
  GCancellable *cancellable;
  double done;
  guint n_calls;
} Fixture;

static void
add_article (ObEdit *edit, guint number)
{
  g_autofree char *title = g_strdup_printf ("Article %u", number);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *utf8 = NULL;
  g_autoptr (ObText) text = NULL;
  g_autoptr (GError) error = NULL;
  ObArticle metadata = { .title = title };
  ObEntity article;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (
        body, "Paragraph %u says that at least %u people were on board, and he denies it.\n", i,
        number);
  utf8 = g_strdup_printf ("%s\n\n%s", title, body->str);
  text = ob_text_new (utf8);
  article = ob_edit_add_article (edit, text, NULL, &metadata, &error);
  g_assert_no_error (error);
  g_assert_cmpint (article, !=, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("obelus-formats-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "a.obelus", NULL);
  fixture->project = ob_project_create (path, "Anna", NULL, &error);
  g_assert_no_error (error);
  edit = ob_edit_new (fixture->project, "Fill");
  for (guint i = 0; i < N_ARTICLES; i++)
    add_article (edit, i);
  g_assert_true (ob_edit_commit (edit, &error));
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  g_clear_object (&fixture->project);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->cancellable);
}

static void
progressed (double done, gpointer data)
{
  Fixture *fixture = data;

  g_assert_cmpfloat (done, >, fixture->done);
  fixture->done = done;
  fixture->n_calls++;
}

static void
progressed_half (double done, gpointer data)
{
  Fixture *fixture = data;

  fixture->n_calls++;
  if (done >= 0.5)
    g_cancellable_cancel (fixture->cancellable);
}

static guint
count_written_formats (void)
{
  guint n = 0;

  for (guint i = 0; ob_formats_list ()[i] != NULL; i++)
    n += ob_formats_list ()[i]->add_article != NULL;

  return n;
}

static gpointer
export_all (gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 0; ob_formats_list ()[i] != NULL; i++)
    {
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (GPtrArray) losses = NULL;
      g_autoptr (GError) error = NULL;

      if (ob_formats_list ()[i]->add_article == NULL)
        continue;
      fixture->done = 0;
      g_assert_true (ob_format_write (ob_formats_list ()[i], fixture->project, NULL, stream,
                                      progressed, fixture, NULL, &losses, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (fixture->done, ==, 1.0);
      g_assert_cmpuint (losses->len, ==, 0);
      g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), >,
                        10);
    }

  return NULL;
}

static void
check_worker (Fixture *fixture, gconstpointer data)
{
  g_thread_join (g_thread_new ("export", export_all, fixture));
  /* Some formats go through the articles twice. */
  g_assert_cmpuint (fixture->n_calls, >=, N_ARTICLES * count_written_formats ());
}

static char *
get_content (const char *path)
{
  char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  return content;
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;

  return n;
}

static void
check_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "set.jsonl", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  guint n_files;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  n_files = count_files (fixture);
  g_assert_false (ob_format_write_file (&ob_format_jsonl, fixture->project, NULL, file,
                                        progressed_half, fixture, fixture->cancellable, NULL,
                                        &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_calls, <, N_ARTICLES);
  content = get_content (path);
  g_assert_cmpstr (content, ==, "old");
  g_assert_cmpuint (count_files (fixture), ==, n_files);
}

static void
check_replace (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "set.csv", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_true (ob_format_write_file (&ob_format_csv, fixture->project, NULL, file, NULL, NULL,
                                       NULL, NULL, &error));
  g_assert_no_error (error);
  content = get_content (path);
  g_assert_true (g_str_has_prefix (content, "\xef\xbb\xbf"
                                            "row,"));
}

/* A stream that takes 20 bytes, fewer than any format begins with, and then fails as a full disk
 * does. */
static void
check_full (Fixture *fixture, gconstpointer data)
{
  static guint8 space[20];

  for (guint i = 0; ob_formats_list ()[i] != NULL; i++)
    {
      g_autoptr (GOutputStream) stream
          = g_memory_output_stream_new (space, sizeof space, NULL, NULL);
      g_autoptr (GError) error = NULL;

      if (ob_formats_list ()[i]->add_article == NULL)
        continue;
      g_assert_false (ob_format_write (ob_formats_list ()[i], fixture->project, NULL, stream, NULL,
                                       NULL, NULL, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
    }
}

static void
check_finding (void)
{
  g_assert_true (ob_formats_find ("CSV") == &ob_format_csv);
  g_assert_null (ob_formats_find ("nonsense"));
  g_assert_true (ob_formats_find_for_name ("/a.b/set.HTM") == &ob_format_html);
  g_assert_null (ob_formats_find_for_name ("/a.csv/set"));
  g_assert_null (ob_formats_find_for_name ("set.txt"));
}

static void
check_recognise (void)
{
  static const struct
  {
    const char *head;
    gboolean is_set;
  } cases[] = {
    { "{\"format\":\"obelus\",\"version\":1}\n", TRUE },
    { "\xef\xbb\xbf \r\n{ \"version\": 1, \"format\" : \"obelus\"", TRUE },
    { "{\"format\":\"obelus2\"}", FALSE },
    { "{\"a\":1}\n{\"format\":\"obelus\"}", FALSE },
    { "[\"format\":\"obelus\"]", FALSE },
    { "An article about {\"format\":\"obelus\"}", FALSE },
    { "{\xff\xfe\"format\":\"obelus\"", TRUE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].head, strlen (cases[i].head));
      g_autoptr (ObSource) source = ob_source_new_for_bytes ("set", bytes);

      g_assert_true ((ob_formats_recognise (source) == &ob_format_jsonl) == cases[i].is_set);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/formats/worker", Fixture, NULL, set_up, check_worker, tear_down);
  g_test_add ("/formats/cancel", Fixture, NULL, set_up, check_cancel, tear_down);
  g_test_add ("/formats/replace", Fixture, NULL, set_up, check_replace, tear_down);
  g_test_add ("/formats/full", Fixture, NULL, set_up, check_full, tear_down);
  g_test_add_func ("/formats/finding", check_finding);
  g_test_add_func ("/formats/recognise", check_recognise);
  return g_test_run ();
}
