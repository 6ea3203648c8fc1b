/* Bringing articles in: files are read by a worker, with progress and Cancel; then all that could
 * be read are added in one undo step, and the user is told what became of each.
 */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Adds @files (GPtrArray of GFile) to the window's project, or to a new one. */
void ob_importer_import_files (ObWindow *window, GPtrArray *files);

/* Adds @text as an article. */
void ob_importer_import_text (ObWindow *window, const char *text);

G_END_DECLS
