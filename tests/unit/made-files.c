#include "made-files.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdarg.h>
#include <string.h>

/* Writing an archive into memory. */
static la_ssize_t
write_cb (struct archive *writer, void *data, const void *block, size_t length)
{
  g_byte_array_append (data, block, (guint) length);
  return (la_ssize_t) length;
}

static struct archive *
open_writer (GByteArray *out, const char *password)
{
  struct archive *writer = archive_write_new ();

  archive_write_set_format_zip (writer);
  archive_write_set_bytes_per_block (writer, 0);
  if (password != NULL)
    {
      g_assert_cmpint (archive_write_set_options (writer, "zip:encryption=zipcrypt"), ==,
                       ARCHIVE_OK);
      archive_write_set_passphrase (writer, password);
    }
  g_assert_cmpint (archive_write_open (writer, out, NULL, write_cb, NULL), ==, ARCHIVE_OK);
  return writer;
}

static void
write_entry (struct archive *writer, const char *name, const void *content, gsize n_bytes)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) n_bytes);
  g_assert_cmpint (archive_write_header (writer, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (writer, content, n_bytes), ==, (la_ssize_t) n_bytes);
  archive_entry_free (entry);
}

static GBytes *
close_writer (struct archive *writer, GByteArray *out)
{
  g_assert_cmpint (archive_write_free (writer), ==, ARCHIVE_OK);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
made_zip (const char *name, ...)
{
  GByteArray *out = g_byte_array_new ();
  struct archive *writer = open_writer (out, NULL);
  va_list arguments;

  va_start (arguments, name);
  for (; name != NULL; name = va_arg (arguments, const char *))
    {
      const char *content = va_arg (arguments, const char *);

      write_entry (writer, name, content, strlen (content));
    }
  va_end (arguments);
  return close_writer (writer, out);
}

GBytes *
made_encrypted_zip (const char *name, const char *content)
{
  GByteArray *out = g_byte_array_new ();
  struct archive *writer = open_writer (out, "secret");

  write_entry (writer, name, content, strlen (content));
  return close_writer (writer, out);
}

GBytes *
made_bomb (guint n_entries, gsize n_bytes)
{
  GByteArray *out = g_byte_array_new ();
  struct archive *writer = open_writer (out, NULL);
  g_autofree char *zeros = g_malloc0 (n_bytes);

  for (guint i = 0; i < n_entries; i++)
    {
      g_autofree char *name = g_strdup_printf ("word/part-%u.xml", i);

      write_entry (writer, name, zeros, n_bytes);
    }
  return close_writer (writer, out);
}

GBytes *
made_gzip (const char *contents)
{
  g_autoptr (GZlibCompressor) compressor
      = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream
      = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_assert_true (g_output_stream_write_all (stream, contents, strlen (contents), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

void
made_check_truncated (GBytes *bytes, gsize step, MadeReader read, GDestroyNotify discard)
{
  gsize length = g_bytes_get_size (bytes);

  for (gsize n = 0; n < length; n += step)
    {
      /* A copy, so that a read past its end is seen. */
      g_autoptr (GBytes) beginning = g_bytes_new (g_bytes_get_data (bytes, NULL), n);
      g_autoptr (GError) error = NULL;
      gpointer result = read (beginning, &error);

      g_assert_true ((result == NULL) == (error != NULL));
      if (result != NULL)
        discard (result);
      else
        g_assert_true (g_str_has_suffix (error->message, "."));
    }
}
