/* Whatever the bytes, each reader ends in articles that hold together, or in a sentence.
 *
 * One program a reader, which READER names.  What lies in an archive is given as its parts, with a
 * form feed between them, and packed here: changed bytes in a ZIP file would only be damaged.
 */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "articles/documents.h"
#include "reader/article-reader.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

#define MAX_PARTS 8

/* How a reader is reached. */
typedef struct
{
  const char *name;
  const char *id;                /* of the reader, as the process has it */
  const char *file_name;
  const char *first;             /* (nullable) what its files begin with */
  const char *parts[MAX_PARTS];  /* what lies in an archive, in the order of the input */
} Target;

static const Target targets[] = {
  { "html", "html", "page.html", NULL, { NULL } },
  { "mhtml", "mhtml", "page.mhtml", NULL, { NULL } },
  { "warc", "warc", "crawl.warc", NULL, { NULL } },
  { "aggregator", "document", "page.html", NULL, { NULL } },
  { "pdf", "document", "page.pdf", "%PDF-", { NULL } },
  { "rtf", "document", "page.rtf", "{\\rtf", { NULL } },
  { "e-mail", "document", "message.eml", NULL, { NULL } },
  { "news", "document", "feed.xml", NULL, { NULL } },
  { "csv", "document", "rows.csv", NULL, { NULL } },
  { "jsonl", "document", "rows.jsonl", NULL, { NULL } },
  { "markdown", "document", "text.md", NULL, { NULL } },
  { "zip", "document", "archive.zip", "PK", { NULL } },
  { "docx",
    "document",
    "text.docx",
    NULL,
    { "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml", "word/numbering.xml",
      "word/footnotes.xml", "docProps/core.xml", "_rels/.rels", "[Content_Types].xml" } },
  { "odt", "document", "text.odt", NULL, { "content.xml", "styles.xml", "meta.xml", "mimetype" } },
  { "epub",
    "document",
    "book.epub",
    NULL,
    { "one.xhtml", "book.opf", "two.xhtml", "META-INF/container.xml" } },
};

/* What the last parts are unless the input has them. */
static const struct
{
  const char *name, *content;
} usual[] = {
  { "[Content_Types].xml", "<Types/>" },
  { "_rels/.rels", "<Relationships/>" },
  { "META-INF/container.xml", "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>" },
  { "mimetype", "application/vnd.oasis.opendocument.text" },
};

/* Packing -------------------------------------------------------------------------------------- */

static la_ssize_t
write_cb (struct archive *writer, void *data, const void *block, size_t length)
{
  g_byte_array_append (data, block, (guint) length);
  return (la_ssize_t) length;
}

static void
add_part (struct archive *writer, const char *name, const void *content, gsize n_bytes)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_size (entry, (la_int64_t) n_bytes);
  archive_write_header (writer, entry);
  archive_write_data (writer, content, n_bytes);
  archive_entry_free (entry);
}

static void
add_usual (struct archive *writer, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (strcmp (usual[i].name, name) == 0)
      add_part (writer, name, usual[i].content, strlen (usual[i].content));
}

static GBytes *
pack (const Target *target, const guint8 *data, gsize length)
{
  GByteArray *out = g_byte_array_new ();
  struct archive *writer = archive_write_new ();
  const guint8 *at = data, *limit = data + length;

  archive_write_set_format_zip (writer);
  archive_write_set_options (writer, "zip:compression=store");
  archive_write_set_bytes_per_block (writer, 0);
  archive_write_open (writer, out, NULL, write_cb, NULL);
  for (guint i = 0; i < MAX_PARTS && target->parts[i] != NULL; i++)
    {
      const guint8 *end = at < limit ? memchr (at, '\f', (gsize) (limit - at)) : NULL;

      if (at >= limit)
        {
          add_usual (writer, target->parts[i]);
          continue;
        }
      if (end == NULL)
        end = limit;
      add_part (writer, target->parts[i], at, (gsize) (end - at));
      at = end + 1;
    }
  archive_write_free (writer);
  return g_byte_array_free_to_bytes (out);
}

/* Checking ------------------------------------------------------------------------------------- */

static gboolean
check_reading (ObReading *reading, gpointer data, GError **error)
{
  guint *n_readings = data;

  g_assert_true (ob_text_check (reading->text));
  g_assert_cmpuint (ob_text_get_length (reading->text), >, 0);
  for (guint i = 0; i < OB_N_METADATA; i++)
    {
      const char *value = *ob_article_get_metadata (reading->metadata, (ObMetadata) i);

      g_assert_true (value == NULL || g_utf8_validate (value, -1, NULL));
    }
  g_assert_nonnull (reading->metadata->title);
  if (reading->formatting != NULL)
    {
      g_autoptr (ObText) serialised = ob_formatting_serialise (reading->formatting);
      gsize n_bytes;
      const char *utf8 = ob_text_get_utf8 (serialised, &n_bytes);
      g_autoptr (GError) wrong = NULL;
      g_autoptr (ObFormatting) back = ob_formatting_parse (utf8, n_bytes, reading->text, &wrong);

      g_assert_no_error (wrong);
    }
  ob_reading_free (reading);
  (*n_readings)++;
  return TRUE;
}

static const Target *
find_target (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (strcmp (targets[i].name, READER) == 0)
      return &targets[i];

  g_assert_not_reached ();
}

static gboolean
begins_with (const guint8 *data, gsize length, const char *first)
{
  return first == NULL || (length >= strlen (first) && memcmp (data, first, strlen (first)) == 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  static gboolean is_prepared = FALSE;
  const Target *target = find_target ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  ObReadRequest request = { .name = target->file_name };
  guint n_readings = 0;
  gboolean is_read;

  if (!is_prepared)
    ob_article_readers_prepare ();
  is_prepared = TRUE;
  if (length == 0 || !begins_with (data, length, target->first))
    return 0;

  bytes = target->parts[0] != NULL ? pack (target, data, length) : g_bytes_new (data, length);
  if (strcmp (target->id, "document") == 0 && !ob_documents_can_read (bytes, target->file_name))
    return 0;
  request.bytes = bytes;
  request.options.format = target->id;
  is_read = ob_article_readers_read (&request, check_reading, &n_readings, &error);
  g_assert_true (is_read == (error == NULL));
  g_assert_true (!is_read || n_readings > 0);
  if (error != NULL)
    g_assert_true (g_str_has_suffix (error->message, "."));
  return 0;
}
