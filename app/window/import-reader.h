/* ObImportReader: reads articles in a worker thread, for what shows them.
 *
 * Sources may be added at any time.  What is read is handed over in the main thread, a little at a
 * time, so that the window never stands still.  Signals:
 *   read (GPtrArray *files)       the articles of one source; taken over by the one who connects
 *   progress (guint done, guint all, const char *name)   as often as the display can follow
 *   finished ()                   there is nothing more to read
 */
#pragma once

#include <gio/gio.h>

#include "articles/import-articles.h"

G_BEGIN_DECLS

#define OB_TYPE_IMPORT_READER (ob_import_reader_get_type ())
G_DECLARE_FINAL_TYPE (ObImportReader, ob_import_reader, OB, IMPORT_READER, GObject)

ObImportReader *ob_import_reader_new (void);

/* Reads the files at @paths, and those in the folders among them. */
void ob_import_reader_add_paths (ObImportReader *reader, const char *const *paths);

/* Reads @source before what waits. */
void ob_import_reader_add_source (ObImportReader *reader, ObArticleSource *source);

gboolean ob_import_reader_is_busy (ObImportReader *reader);

/* Forgets what waits; what has been read by now is still handed over. */
void ob_import_reader_stop (ObImportReader *reader);

G_END_DECLS
