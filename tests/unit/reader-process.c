/* The reader process: articles come through whole, and a reader that misbehaves costs its file. */
#include "articles/reader-process.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sys/wait.h>

static GPtrArray *
read_string (ObReaderProcess *process, const char *contents, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (contents, strlen (contents));

  return ob_reader_process_read (process, bytes, "a.txt", NULL, cancellable, error);
}

static void
check_fine (ObReaderProcess *process)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  const ObReading *reading;

  ob_reader_process_set_limit (process, 60);
  readings = read_string (process, "well", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 1);
  reading = readings->pdata[0];
  g_assert_cmpstr (reading->metadata->title, ==, "Fine");
  g_assert_cmpstr (reading->metadata->file_name, ==, "a.txt");
  g_assert_nonnull (reading->formatting);
  g_assert_cmpuint (g_bytes_get_size (reading->original), ==, 4);
}

static void
test_misbehaviour (void)
{
  static const char *const deeds[]
      = { "crash",    "leave",     "hang",      "compute", "huge", "unknown", "not-utf8",
          "not-canonical", "no-title", "bad-field", "bad-value", "misfit", "none" };
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();

  g_setenv ("OBELUS_READER", g_test_get_filename (G_TEST_BUILT, "bad-reader", NULL), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) readings = NULL;

      ob_reader_process_set_limit (process, 1);
      readings = read_string (process, deeds[i], NULL, &error);
      g_test_message ("%s", deeds[i]);
      g_assert_null (readings);
      g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
      g_assert_true (g_str_has_suffix (error->message, "."));
      check_fine (process);
    }
}

/* What came before counts. */
static void
test_cut (void)
{
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = NULL;

  g_setenv ("OBELUS_READER", g_test_get_filename (G_TEST_BUILT, "bad-reader", NULL), TRUE);
  readings = read_string (process, "cut", NULL, &error);
  g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
  g_assert_cmpuint (readings->len, ==, 1);
  check_fine (process);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  g_setenv ("OBELUS_READER", g_test_get_filename (G_TEST_BUILT, "bad-reader", NULL), TRUE);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_null (read_string (process, "hang", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  check_fine (process);
}

static void
test_missing (void)
{
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GError) error = NULL;

  g_setenv ("OBELUS_READER", "/nowhere/obelus-reader", TRUE);
  g_assert_null (read_string (process, "well", NULL, &error));
  g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_FILE);
}

/* The real one: text in old encodings, which it must have loaded before it was locked in. */
static void
test_real (void)
{
  static const struct
  {
    const char *encoding;
    const char *bytes;
    const char *text;
  } cases[] = {
    { NULL, "A title\n\nText", "A title\n\nText" },
    { NULL, "caf\xe9 cr\xe8me br\xfbl\xe9" "e et th\xe9 \xe0 la menthe", "café crème brûlée et thé à la menthe" },
    { "KOI8-R", "\xcd\xc9\xd2", "мир" },
    { "GB18030", "\xc4\xe3\xba\xc3", "你好" },
    { "CP932", "\x93\xfa\x96\x7b", "日本" },
  };
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();

  g_unsetenv ("OBELUS_READER");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ObReadOptions options = { .format = "text", .encoding = cases[i].encoding };
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, strlen (cases[i].bytes));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) readings
          = ob_reader_process_read (process, bytes, NULL, &options, NULL, &error);
      const ObReading *reading;

      g_assert_no_error (error);
      reading = readings->pdata[0];
      g_assert_cmpstr (ob_text_get_utf8 (reading->text, NULL), ==, cases[i].text);
    }
}

/* It says how far it is locked in; seccomp on every kernel, but for the sanitizers.  A message of a
 * library does not end it, whether somebody reads it or it would go into a file. */
static void
test_locked_in (void)
{
  g_autofree char *out = NULL, *told = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) with_file = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "obelus-reader-told", NULL);
  g_autofree char *program
      = g_test_build_filename (G_TEST_BUILT, "..", "..", "app", "reader", "obelus-reader", NULL);
  char *arguments[] = { program, (char *) "--status", NULL };
  int status;

  g_assert_true (g_spawn_sync (NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &told,
                               &status, NULL));
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_test_message ("%s", out);
  g_assert_nonnull (strstr (told, "locked in"));

  g_subprocess_launcher_set_stderr_file_path (launcher, path);
  with_file = g_subprocess_launcher_spawn (launcher, NULL, program, "--status", NULL);
  g_assert_true (g_subprocess_wait_check (with_file, NULL, NULL));
  g_unlink (path);

#if defined(__SANITIZE_ADDRESS__)
  g_assert_true (strstr (out, "seccomp off") != NULL);
#else
  g_assert_true (strstr (out, "seccomp on") != NULL);
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reader-process/misbehaviour", test_misbehaviour);
  g_test_add_func ("/reader-process/cut", test_cut);
  g_test_add_func ("/reader-process/cancel", test_cancel);
  g_test_add_func ("/reader-process/missing", test_missing);
  g_test_add_func ("/reader-process/real", test_real);
  g_test_add_func ("/reader-process/locked-in", test_locked_in);

  return g_test_run ();
}
