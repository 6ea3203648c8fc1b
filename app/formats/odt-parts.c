#include "formats/odt-parts.h"

#include <string.h>

const char ob_odt_manifest[]
    = OB_ODT_XML "<manifest:manifest "
          "xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
          "manifest:version=\"1.3\">"
          "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" OB_ODT_MIME_TYPE "\"/>"
          "<manifest:file-entry manifest:full-path=\"content.xml\" "
          "manifest:media-type=\"text/xml\"/>"
          "<manifest:file-entry manifest:full-path=\"styles.xml\" "
          "manifest:media-type=\"text/xml\"/>"
          "<manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/>"
          "</manifest:manifest>";

#define PARAGRAPH(name, parent, paragraph, text)                                                   \
  "<style:style style:name=\"" name "\" style:family=\"paragraph\" style:parent-style-name=\""     \
  parent "\"><style:paragraph-properties " paragraph "/><style:text-properties " text              \
  "/></style:style>"

const char ob_odt_styles[] = OB_ODT_XML
    "<office:document-styles " OB_ODT_NAMESPACES "><office:styles>"
    "<style:default-style style:family=\"paragraph\"><style:paragraph-properties "
    "fo:line-height=\"120%\" fo:orphans=\"2\" fo:widows=\"2\"/><style:text-properties "
    "fo:font-family=\"'Liberation Serif', serif\" fo:font-size=\"11pt\"/></style:default-style>"
    "<style:style style:name=\"Standard\" style:family=\"paragraph\"/>" PARAGRAPH (
        "Text_20_body", "Standard", "fo:margin-bottom=\"0.2cm\"", "") PARAGRAPH (
        "Title", "Standard", "fo:margin-bottom=\"0.2cm\"",
        "fo:font-size=\"22pt\" fo:font-weight=\"bold\"")
        PARAGRAPH ("Heading_20_2", "Standard",
                   "fo:margin-top=\"0.8cm\" fo:margin-bottom=\"0.2cm\" fo:keep-with-next=\"always\" "
                   "fo:border-top=\"1pt solid #000000\" fo:padding-top=\"0.2cm\"",
                   "fo:font-size=\"15pt\" fo:font-weight=\"bold\"")
            PARAGRAPH ("Heading_20_3", "Standard",
                       "fo:margin-top=\"0.5cm\" fo:margin-bottom=\"0.15cm\" "
                       "fo:keep-with-next=\"always\"",
                       "fo:font-size=\"12pt\" fo:font-weight=\"bold\"")
                PARAGRAPH ("Note", "Standard", "fo:margin-bottom=\"0.2cm\"",
                           "fo:font-size=\"9pt\" fo:color=\"#555555\" "
                           "fo:font-family=\"'Liberation Sans', sans-serif\"")
                    PARAGRAPH ("Quotations", "Standard",
                               "fo:margin-left=\"0.6cm\" fo:margin-top=\"0.15cm\" "
                               "fo:keep-with-next=\"always\" "
                               "fo:border-left=\"2pt solid #b9b9bf\" fo:padding-left=\"0.25cm\"",
                               "")
                        PARAGRAPH ("Source", "Note",
                                   "fo:margin-left=\"0.6cm\" fo:margin-bottom=\"0.2cm\" "
                                   "fo:border-left=\"2pt solid #b9b9bf\" fo:padding-left=\"0.25cm\"",
                                   "")
                            PARAGRAPH ("Table_20_Contents", "Note", "fo:margin-bottom=\"0cm\"",
                                       "fo:color=\"#000000\"")
                                PARAGRAPH ("Table_20_Heading", "Table_20_Contents", "",
                                           "fo:font-weight=\"bold\"")
    "</office:styles><office:automatic-styles><style:page-layout style:name=\"page\">"
    "<style:page-layout-properties fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" "
    "fo:margin=\"2cm\"/></style:page-layout></office:automatic-styles><office:master-styles>"
    "<style:master-page style:name=\"Standard\" style:page-layout-name=\"page\">"
    "<style:footer><text:p text:style-name=\"Note\"><text:page-number text:select-page=\"current\"/>"
    "</text:p></style:footer></style:master-page></office:master-styles>"
    "</office:document-styles>";

/* Public functions ----------------------------------------------------------------------------- */

void
ob_odt_add_escaped (GString *out, const char *text)
{
  g_autofree char *clean = g_strdup (text != NULL ? text : "");
  g_autofree char *escaped = NULL;

  for (char *p = clean; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && *p != '\n' && *p != '\t')
      *p = ' ';
  escaped = g_markup_escape_text (clean, -1);
  g_string_append (out, escaped);
}

void
ob_odt_add_words (GString *out, const char *text)
{
  for (const char *at = text; *at != '\0';)
    {
      gsize n_spaces = strspn (at, " ");
      gsize length = strcspn (at, " \t");
      g_autofree char *words = g_strndup (at, length);

      ob_odt_add_escaped (out, words);
      if (n_spaces > 1)
        g_string_append_printf (out, "<text:s text:c=\"%" G_GSIZE_FORMAT "\"/>", n_spaces);
      else if (n_spaces == 1)
        g_string_append_c (out, ' ');
      else if (at[length] == '\t' && length == 0)
        g_string_append (out, "<text:tab/>");
      at += n_spaces > 0 ? n_spaces : length > 0 ? length : 1;
    }
}

char *
ob_odt_make_meta (const char *title, const char *language)
{
  GString *out = g_string_new (OB_ODT_XML "<office:document-meta " OB_ODT_NAMESPACES "><office:meta>"
                                   "<meta:generator>Obelus</meta:generator><dc:title>");

  ob_odt_add_escaped (out, title);
  g_string_append (out, "</dc:title><dc:language>");
  ob_odt_add_escaped (out, language);
  g_string_append (out, "</dc:language></office:meta></office:document-meta>");
  return g_string_free (out, FALSE);
}
