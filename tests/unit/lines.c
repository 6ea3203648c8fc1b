/* Lines come out of a stream whole, whatever the pieces it is read in, and no longer than allowed.
 */
#include <string.h>

#include "formats/lines.h"

/* Reads @text with a limit of @max_bytes and joins the lines by "|"; "!" for an error. */
static char *
read_all (const char *text, gsize length, gsize max_bytes)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (ObLines) lines = ob_lines_new (stream, max_bytes);
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);
  const char *line;
  gsize n;

  while ((line = ob_lines_next (lines, &n, NULL, &error)) != NULL)
    {
      g_assert_cmpuint (line[n], ==, '\0');
      g_string_append_len (out, line, (gssize) n);
      g_string_append_printf (out, "(%u)|", ob_lines_get_number (lines));
    }
  if (error != NULL)
    g_string_append (out, "!");
  return g_string_free (out, FALSE);
}

static void
check_lines (void)
{
  static const struct
  {
    const char *text;
    const char *lines;
  } cases[] = {
    { "", "" },
    { "\n", "(1)|" },
    { "a", "a(1)|" },
    { "a\n", "a(1)|" },
    { "a\n\nb", "a(1)|(2)|b(3)|" },
    { "a\r\nb\r", "a(1)|b(2)|" },
    { "a\rb\n", "a\rb(1)|" },
    { "\xef\xbb\xbf"
      "a\nb",
      "a(1)|b(2)|" },
    { "a\n\xef\xbb\xbf"
      "b",
      "a(1)|\xef\xbb\xbf"
      "b(2)|" },
    { "\xef\xbb\xbf", "(1)|" },
    { "12345678\n", "12345678(1)|" },
    { "123456789\n", "!" },
    { "123456789", "!" },
    { "a\n123456789\nb\n", "a(1)|!" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *lines = read_all (cases[i].text, strlen (cases[i].text), 8);

      g_assert_cmpstr (lines, ==, cases[i].lines);
    }
}

/* Lines of all lengths around the size that is read at once. */
static void
check_long_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (ObLines) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint sizes[] = { 65535, 65536, 65537, 0, 131071, 131072, 131073, 1, 200000, 3 };
  const char *line;
  gsize n;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      for (guint k = 0; k < sizes[i]; k++)
        g_string_append_c (text, (char) ('a' + k % 26));
      g_string_append_c (text, '\n');
    }

  bytes = g_bytes_new (text->str, text->len);
  stream = g_memory_input_stream_new_from_bytes (bytes);
  lines = ob_lines_new (stream, 200000);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      line = ob_lines_next (lines, &n, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n, ==, sizes[i]);
      g_assert_cmpuint (strlen (line), ==, sizes[i]);
      if (n > 0)
        g_assert_cmpint (line[n - 1], ==, 'a' + (int) ((n - 1) % 26));
    }
  g_assert_null (ob_lines_next (lines, &n, NULL, &error));
  g_assert_no_error (error);
}

static void
check_cancelled (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("a\n", 2, NULL);
  g_autoptr (ObLines) lines = ob_lines_new (stream, 10);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gsize n;

  g_cancellable_cancel (cancellable);
  g_assert_null (ob_lines_next (lines, &n, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lines/lines", check_lines);
  g_test_add_func ("/lines/long-lines", check_long_lines);
  g_test_add_func ("/lines/cancelled", check_cancelled);
  return g_test_run ();
}
