/* A document as OpenDocument text: a ZIP of a few XML files, "mimetype" first and not compressed. */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "formats/odt-parts.h"
#include "report/paper.h"

static void
add_lines (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  gboolean first = TRUE;

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      {
        g_string_append (out, first ? "" : "<text:line-break/>");
        ob_odt_add_escaped (out, lines[i]);
        first = FALSE;
      }
}

static void
add_paragraph (
    GString *out, const char *style, const char *before, const char *text, const char *after)
{
  g_string_append_printf (out, "<text:p text:style-name=\"%s\">%s", style, before);
  add_lines (out, text);
  g_string_append_printf (out, "%s</text:p>\n", after);
}

static void
add_table (GString *out, const ObPart *table, guint number)
{
  g_string_append_printf (out, "<table:table table:name=\"Table%u\">"
                               "<table:table-column table:number-columns-repeated=\"%u\"/>\n",
                          number, MAX (ob_part_get_n_columns (table), 1));
  for (guint i = 0; i < table->rows->len; i++)
    {
      char **cells = table->rows->pdata[i];

      g_string_append (out, i == 0 ? "<table:table-header-rows><table:table-row>"
                                   : "<table:table-row>");
      for (guint k = 0; cells[k] != NULL; k++)
        {
          g_string_append (out, "<table:table-cell table:style-name=\"cell\" "
                                "office:value-type=\"string\">");
          add_paragraph (out, i == 0 || k == 0 ? "Table_20_Heading" : "Table_20_Contents", "",
                         cells[k], "");
          g_string_append (out, "</table:table-cell>");
        }
      g_string_append (out, i == 0 ? "</table:table-row></table:table-header-rows>\n"
                                   : "</table:table-row>\n");
    }
  g_string_append (out, "</table:table>\n");
}

static void
add_block (GString *out, const ObPart *block, guint number)
{
  g_autofree char *count = NULL;

  switch (block->type)
    {
    case OB_PART_HEADING:
      if (block->level == 1)
        {
          add_paragraph (out, "Title", "", block->text, "");
          break;
        }
      g_string_append_printf (out, "<text:h text:style-name=\"Heading_20_%u\" "
                                   "text:outline-level=\"%u\">",
                              block->level, block->level - 1);
      ob_odt_add_escaped (out, block->text);
      g_string_append (out, "</text:h>\n");
      break;
    case OB_PART_PARAGRAPH:
      add_paragraph (out, "Text_20_body", "", block->text, "");
      break;
    case OB_PART_NOTE:
      add_paragraph (out, "Note", "", block->text, "");
      break;
    case OB_PART_ITEM:
      count = g_strdup_printf ("%u. ", number);
      add_paragraph (out, "Text_20_body", count, block->text, "");
      if (block->address != NULL)
        add_paragraph (out, "Note", "", block->address, "");
      break;
    case OB_PART_QUOTATION:
      add_paragraph (out, "Quotations", "“", block->text, "”");
      add_paragraph (out, "Source", "", block->detail, "");
      break;
    case OB_PART_TABLE:
      if (block->rows->len > 0)
        add_table (out, block, number);
      break;
    }
}

static char *
make_content (const ObPaper *document)
{
  GString *out = g_string_new (
      OB_ODT_XML "<office:document-content " OB_ODT_NAMESPACES "><office:automatic-styles>"
          "<style:style style:name=\"cell\" style:family=\"table-cell\">"
          "<style:table-cell-properties fo:padding=\"0.1cm\" "
          "fo:border-bottom=\"0.5pt solid #b0b0b6\"/></style:style>"
          "</office:automatic-styles><office:body><office:text>\n");
  guint number = 0;

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const ObPart *block = document->blocks->pdata[i];

      number = block->type == OB_PART_ITEM ? number + 1 : 0;
      add_block (out, block, block->type == OB_PART_TABLE ? i : number);
    }
  g_string_append (out, "</office:text></office:body></office:document-content>");
  return g_string_free (out, FALSE);
}

static void
add_file (struct archive *archive, const char *name, const char *content)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize length = strlen (content);

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, 0, 0);
  archive_write_header (archive, entry);
  archive_write_data (archive, content, length);
  archive_entry_free (entry);
}

static la_ssize_t
write_cb (struct archive *archive, void *data, const void *bytes, size_t length)
{
  g_byte_array_append (data, bytes, (guint) length);
  return (la_ssize_t) length;
}

GBytes *
ob_paper_to_odt (const ObPaper *document, GError **error)
{
  g_autofree char *content = make_content (document);
  g_autofree char *meta = ob_odt_make_meta (document->title, document->language);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  struct archive *archive = archive_write_new ();
  int code;

  archive_write_set_format_zip (archive);
  archive_write_zip_set_compression_store (archive);
  archive_write_set_bytes_in_last_block (archive, 1);
  code = archive_write_open (archive, bytes, NULL, write_cb, NULL);
  if (code == ARCHIVE_OK)
    {
      add_file (archive, "mimetype", OB_ODT_MIME_TYPE);
      archive_write_zip_set_compression_deflate (archive);
      add_file (archive, "META-INF/manifest.xml", ob_odt_manifest);
      add_file (archive, "content.xml", content);
      add_file (archive, "styles.xml", ob_odt_styles);
      add_file (archive, "meta.xml", meta);
      code = archive_write_close (archive);
    }
  if (code != ARCHIVE_OK)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The document could not be packed: %s."),
                 archive_error_string (archive));
  archive_write_free (archive);
  return code == ARCHIVE_OK ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
