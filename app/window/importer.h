/* Bringing articles in: what is opened, dropped or pasted.
 *
 * A single file with a single article is added at once; everything else is shown in a dialog
 * first.  Files are read by a worker.  All that is added is one undo step.
 */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Adds @files (GPtrArray of GFile; folders too) to the window's project, or to a new one. */
void ob_importer_import_files (ObWindow *window, GPtrArray *files);

/* Adds @text as an article. */
void ob_importer_import_text (ObWindow *window, const char *text);

/* Adds what was pasted: @html (nullable), a piece of a web page; or, where no article is found in
 * that, @text (nullable).  One of them is there. */
void ob_importer_import_paste (ObWindow *window, GBytes *html, const char *text);

/* For what imports.  Makes sure that there is a project for the articles in @files (ObArticleFile),
 * called after the first; FALSE after an error was shown. */
gboolean ob_importer_ensure_project (ObWindow *window, GPtrArray *files);

/* Tells what became of @files, and shows the first article that was added, or was there already. */
void ob_importer_tell_outcome (ObWindow *window, GPtrArray *files);

G_END_DECLS
