/* "csv-codebook" and "qdc": the codebook alone, as a table or as programs for qualitative analysis
 * exchange it (codebook-file.h), among the formats of sets, so that it can be imported and exported as
 * they are. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/codebook-file.h"
#include "formats/csv-table.h"
#include "formats/format.h"
#include "formats/json-fields.h"

static void
write_codebook (ObExport *export, ObCodebookFormat format)
{
  g_autoptr (GBytes) bytes = ob_codebook_file_write (export->catalogue->codebook, format);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_string_append_len (export->sink->buffer, data, (gssize) length);
}

static void
begin_csv (ObExport *export)
{
  write_codebook (export, OB_CODEBOOK_CSV);
}

static void
begin_qdc (ObExport *export)
{
  write_codebook (export, OB_CODEBOOK_QDC);
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  const char *name = ob_source_get_name (import->source);
  g_autoptr (GBytes) bytes = ob_source_get (import->source, name, error);
  g_autoptr (ObCodebookFile) file = NULL;

  if (bytes != NULL && g_bytes_get_size (bytes) > OB_CODEBOOK_FILE_MAX_BYTES)
    return ob_json_refuse (error, _ ("%s: this is too large for a codebook."), name);
  file = bytes != NULL ? ob_codebook_file_read (bytes, error) : NULL;
  if (file == NULL
      || !ob_edit_take_codebook (import->edit, file->codebook, file->fields, NULL, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }

  for (guint i = 0; i < file->notes->len; i++)
    g_ptr_array_add (import->losses, g_strdup (g_ptr_array_index (file->notes, i)));
  g_ptr_array_add (import->losses, g_strdup_printf (_ ("Labels in the codebook: %u."),
                                                    file->codebook->labels->len));
  return TRUE;
}

static gboolean
recognise_csv (const char *head, gsize length)
{
  const char *line_end = memchr (head, '\n', length);
  g_autofree char *line = g_strndup (head, line_end != NULL ? (gsize) (line_end - head) : length);
  g_autoptr (GPtrArray) rows = NULL;
  const char *const *first;

  if (!g_utf8_validate (line, -1, NULL))
    return FALSE;
  rows = ob_csv_read (line, strlen (line), NULL);
  if (rows == NULL || rows->len == 0)
    return FALSE;
  first = g_ptr_array_index (rows, 0);
  return g_strv_contains (first, "name") && g_strv_contains (first, "parent")
         && g_strv_contains (first, "use_when");
}

static gboolean
recognise_qdc (const char *head, gsize length)
{
  return memmem (head, length, "<CodeBook", strlen ("<CodeBook")) != NULL
         && memmem (head, length, "urn:QDA-XML:codebook", strlen ("urn:QDA-XML:codebook")) != NULL;
}

static const char *const csv_extensions[] = { "csv", NULL };
static const char *const qdc_extensions[] = { "qdc", NULL };

const ObFormat ob_format_csv_codebook = {
  .id = "csv-codebook",
  .title = N_ ("Codebook as a table (CSV)"),
  .extensions = csv_extensions,
  .loses = N_ ("The codebook only: labels and their attributes."),
  .recognise = recognise_csv,
  .read = read_set,
  .begin = begin_csv,
  .add_article = add_article,
};

const ObFormat ob_format_qdc = {
  .id = "qdc",
  .title = N_ ("REFI-QDA codebook (.qdc)"),
  .extensions = qdc_extensions,
  .loses = N_ ("The codebook only: labels, their descriptions and colours."),
  .recognise = recognise_qdc,
  .read = read_set,
  .begin = begin_qdc,
  .add_article = add_article,
};
