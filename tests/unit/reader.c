/* Reading articles from files: everything that can be wrong with a file. */
#include "articles/reader.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("obelus-reader-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static ObReading *
read_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = ob_articles_load (path, cancellable, error);
  g_autofree char *name = g_path_get_basename (path);

  return bytes != NULL ? ob_articles_read_text (bytes, name, NULL, error) : NULL;
}

static void
check_refused (const char *path, int code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObReading) reading = read_file (path, NULL, &error);

  g_assert_null (reading);
  g_assert_error (error, OB_ARTICLES_ERROR, code);
  if (strstr (error->message, message) == NULL)
    g_error ("“%s” does not say “%s”", error->message, message);
}

static void
test_article (Fixture *fixture, gconstpointer data)
{
  static const char contents[] = "\xef\xbb\xbf" "A title\r\nBy Jane Doe\r\n\r\nThe text";
  g_autofree char *path = g_build_filename (fixture->folder, "an article.txt", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObReading) reading = NULL;

  g_file_set_contents (path, contents, -1, NULL);
  reading = read_file (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ob_text_get_utf8 (reading->text, NULL), ==, "A title\nBy Jane Doe\n\nThe text");
  g_assert_cmpmem (g_bytes_get_data (reading->original, NULL), g_bytes_get_size (reading->original),
                   contents, sizeof contents - 1);
  g_assert_cmpstr (reading->encoding, ==, "UTF-8");
  g_assert_cmpstr (reading->metadata->title, ==, "A title");
  g_assert_cmpstr (reading->metadata->byline, ==, "Jane Doe");
  g_assert_cmpstr (reading->metadata->file_name, ==, "an article.txt");
  g_assert_cmpuint (reading->metadata->length, ==, 29);
  g_assert_cmpmem (reading->metadata->sha256, 32, ob_text_get_sha256 (reading->text), 32);
  g_assert_cmpuint (g_strv_length (reading->notes), ==, 2);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a", NULL);
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *below = g_build_filename (path, "below", NULL);

  check_refused (path, OB_ARTICLES_ERROR_FILE, "no such file");
  g_file_set_contents (path, "", 0, NULL);
  check_refused (path, OB_ARTICLES_ERROR_CONTENT, "empty");
  check_refused (below, OB_ARTICLES_ERROR_FILE, "no such file");
  g_file_set_contents (path, " \n\t\r\n\xc2\xa0", -1, NULL);
  check_refused (path, OB_ARTICLES_ERROR_CONTENT, "no text");
  g_file_set_contents (path, "\xef\xbb\xbf", -1, NULL);
  check_refused (path, OB_ARTICLES_ERROR_CONTENT, "no text");

  check_refused (fixture->folder, OB_ARTICLES_ERROR_FILE, "folder");
  check_refused ("/dev/null", OB_ARTICLES_ERROR_FILE, "device");
  check_refused ("/dev/zero", OB_ARTICLES_ERROR_FILE, "device");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  check_refused (pipe, OB_ARTICLES_ERROR_FILE, "pipe");
  g_assert_cmpint (symlink ("/dev/zero", link), ==, 0);
  check_refused (link, OB_ARTICLES_ERROR_FILE, "device");

  if (geteuid () != 0)
    {
      g_chmod (path, 0);
      check_refused (path, OB_ARTICLES_ERROR_FILE, "not allowed");
    }
}

/* A file of 200 MB without blocks: refused by its size, which the message names, before it is read. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "large", NULL);
  int fd = g_open (path, O_CREAT | O_WRONLY, 0600);

  g_assert_cmpint (ftruncate (fd, 200 * 1024 * 1024), ==, 0);
  close (fd);
  check_refused (path, OB_ARTICLES_ERROR_FILE, "64 MiB at most");
  check_refused (path, OB_ARTICLES_ERROR_FILE, "200.0");
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "text", -1, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (read_file (path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Texts without trouble of their own: they come back as they are. */
static void
test_kept (void)
{
  static const char *const texts[] = {
    "No line end", "One\n\n\n", "  indented\n\ttab",
    "\xd7\xa2\xd7\x91\xd7\xa8\xd7\x99\xd7\xaa\n\n\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a",
    "Emoji \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 and e\xcc\x81 marks\n",
    "Text with U+FFFD \xef\xbf\xbd and U+FEFF \xef\xbb\xbf inside",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (ObReading) reading = ob_articles_read_text (bytes, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (ob_text_get_utf8 (reading->text, NULL), ==, texts[i]);
      g_assert_cmpuint (g_strv_length (reading->notes), ==, 0);
    }
}

/* Whatever the bytes: an article with a title and a canonical text, or an error with a sentence. */
static void
test_random (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      gsize n = (gsize) g_test_rand_int_range (0, 64);
      guint8 *data = g_malloc (n + 1);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (ObReading) reading = NULL;
      gint32 top = g_test_rand_bit () ? 256 : 128;

      for (gsize i = 0; i < n; i++)
        data[i] = (guint8) (g_test_rand_int_range (0, 4) == 0 ? 0 : g_test_rand_int_range (0, top));
      bytes = g_bytes_new_take (data, n);
      reading = ob_articles_read_text (bytes, NULL, NULL, &error);
      if (reading == NULL)
        {
          g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
          g_assert_true (g_str_has_suffix (error->message, "."));
          continue;
        }
      g_assert_true (*reading->metadata->title != '\0');
      g_assert_true (g_utf8_validate (ob_text_get_utf8 (reading->text, NULL), -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/reader/article", Fixture, NULL, set_up, test_article, tear_down);
  g_test_add ("/reader/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/reader/large", Fixture, NULL, set_up, test_large, tear_down);
  g_test_add ("/reader/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add_func ("/reader/kept", test_kept);
  g_test_add_func ("/reader/random", test_random);
  return g_test_run ();
}
