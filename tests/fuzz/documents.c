/* Whatever the bytes, reading them as a document ends in articles that hold together, or in a
 * sentence. */
#include "articles/documents.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

static void
check_reading (const ObReading *reading)
{
  g_assert_true (ob_text_check (reading->text));
  g_assert_cmpuint (ob_text_get_length (reading->text), >, 0);
  g_assert_nonnull (reading->metadata->title);
  g_assert_true (g_utf8_validate (reading->metadata->title, -1, NULL));
  if (reading->formatting != NULL)
    {
      g_autoptr (ObText) serialised = ob_formatting_serialise (reading->formatting);
      gsize n_bytes;
      const char *utf8 = ob_text_get_utf8 (serialised, &n_bytes);
      g_autoptr (GError) error = NULL;
      g_autoptr (ObFormatting) back = ob_formatting_parse (utf8, n_bytes, reading->text, &error);

      g_assert_no_error (error);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = NULL;

  /* What is nothing else is read as Markdown. */
  if (!ob_documents_can_read (bytes, "file.md"))
    return 0;
  readings = ob_documents_read (bytes, "file.md", NULL, &error);
  g_assert_true ((readings == NULL) == (error != NULL));
  if (readings == NULL)
    {
      g_assert_true (g_str_has_suffix (error->message, "."));
      return 0;
    }
  g_assert_cmpuint (readings->len, >, 0);
  for (guint i = 0; i < readings->len; i++)
    check_reading (g_ptr_array_index (readings, i));
  return 0;
}
