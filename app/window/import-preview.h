/* ObImportPreview: one article as it would be imported, beside the list of an import.
 *
 * What was found of it, what there is to know, the beginning of its text, and how else its file can
 * be read.  Signals:
 *   choice-made (int)         an ObArticleChoice for the article, or for all of the file
 *   read-again (ObArticleSource *)   the file is to be read as that source says
 *   columns-wanted ()         somebody wants to say which column is what
 *   differences-wanted ()     ... to see what changed from the article that it is a version of
 */
#pragma once

#include <gtk/gtk.h>

#include "window/import-model.h"

G_BEGIN_DECLS

#define OB_TYPE_IMPORT_PREVIEW (ob_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (ObImportPreview, ob_import_preview, OB, IMPORT_PREVIEW, GtkBox)

/* Shows @file, or, when that is NULL, the file of several articles @group; nothing when both are. */
void ob_import_preview_show (ObImportPreview *preview,
                             const ObImportGroup *group,
                             const ObArticleFile *file);

G_END_DECLS
