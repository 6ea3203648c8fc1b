/* What OpenDocument texts of Obelus have in common: a ZIP of a few XML files, "mimetype" first and
 * not compressed.
 *
 * Styles: Title, Heading_20_2, Heading_20_3, Text_20_body, Note, Quotations, Source,
 * Table_20_Contents, Table_20_Heading.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OB_ODT_MIME_TYPE "application/vnd.oasis.opendocument.text"
#define OB_ODT_XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define OB_ODT_NAMESPACES                                                                                 \
  "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                              \
  "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                                \
  "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                                  \
  "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                                \
  "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "                       \
  "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "                                                   \
  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                                  \
  "xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "                                  \
  "office:version=\"1.3\""

/* The files "META-INF/manifest.xml" and "styles.xml". */
extern const char ob_odt_manifest[];
extern const char ob_odt_styles[];

/* The file "meta.xml".  Returns: (transfer full). */
char *ob_odt_make_meta (const char *title, const char *language);

/* Appends text (nullable); control characters, which XML cannot have at all, become spaces. */
void ob_odt_add_escaped (GString *out, const char *text);

/* The same, with every space and tab kept. */
void ob_odt_add_words (GString *out, const char *text);

G_END_DECLS
