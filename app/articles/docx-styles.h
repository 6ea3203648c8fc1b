/* Styles and lists of a DOCX: what the names in its paragraphs mean. */
#pragma once

#include "articles/xml.h"
#include "model/formatting.h"

G_BEGIN_DECLS

typedef struct _ObDocxStyles ObDocxStyles;

typedef struct
{
  ObBlockKind kind;
  guint level;
  gboolean is_title;
  const xmlNode *list; /* (nullable) the w:numPr that makes it an item of a list */
} ObDocxStyle;

/* @styles, @numbering: (nullable) roots of these parts, which must outlive the result. */
ObDocxStyles *ob_docx_styles_new (xmlNode *styles, xmlNode *numbering);
void ob_docx_styles_free (ObDocxStyles *styles);

/* What a paragraph of the style @id (nullable) is. */
ObDocxStyle ob_docx_styles_get (const ObDocxStyles *styles, const char *id);

/* Counts an item of the list @list (w:numPr) at @level (out, from 1).  Returns its number; 0 for a
 * bullet. */
guint ob_docx_styles_count_item (ObDocxStyles *styles, const xmlNode *list, guint *level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObDocxStyles, ob_docx_styles_free)

G_END_DECLS
