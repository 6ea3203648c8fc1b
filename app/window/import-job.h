/* What is done with articles that were read, in a worker thread: comparing them with the project's,
 * and adding them to it.
 *
 * The worker gets copies, so that a list can go on showing the articles themselves: what is found
 * out, and what becomes of them, is written to the copies.
 */
#pragma once

#include "articles/import-articles.h"

G_BEGIN_DECLS

/* Finds out which of @files (ObArticleFile) look like versions of articles of @project (nullable), or
 * of each other.  @owner: kept alive, and the files with it, until @callback was called with
 * @source, which may be NULL. */
void ob_import_job_compare (GObject *source,
                            ObProject *project,
                            GPtrArray *files,
                            gpointer owner,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* Adds those that are to be imported, as one step. */
void ob_import_job_add (GObject *source,
                        ObProject *project,
                        GPtrArray *files,
                        gpointer owner,
                        GAsyncReadyCallback callback,
                        gpointer user_data);

/* (transfer full) (nullable): the copies, in the order of the files; they are valid as long as
 * these.  NULL with an error when nothing was done. */
GPtrArray *ob_import_job_finish (GAsyncResult *result, GError **error);

G_END_DECLS
