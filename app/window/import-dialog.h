/* The dialog of an import: what was found in each file, and what is to be done with it.
 *
 *   +----------------------------------------------+
 *   | Cancel         Add Articles       Add 38 ... |
 *   | 38 articles in 40 files; 2 cannot be read    |
 *   | [=======       ] 12 of 40         Stop       |
 *   +-----------------------+----------------------+
 *   | [x] Title             | Title                |
 *   |     outlet, date      | what was found       |
 *   | [x] Title             | choices              |
 *   |                       | the text             |
 *   +-----------------------+----------------------+
 *
 * Files are read by a worker while the list fills; all that is chosen is added in one step.
 */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

#define OB_TYPE_IMPORT_DIALOG (ob_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObImportDialog, ob_import_dialog, OB, IMPORT_DIALOG, GtkDialog)

/* Opens the dialog of @window, or gives the one that is open. (transfer none) */
ObImportDialog *ob_import_dialog_open (ObWindow *window);

/* Reads the files at @paths, and those in the folders among them. */
void ob_import_dialog_add_paths (ObImportDialog *dialog, const char *const *paths);

/* Shows @files (transfer full), ObArticleFile of one source, which have been read already. */
void ob_import_dialog_add_files (ObImportDialog *dialog, GPtrArray *files);

G_END_DECLS
