/* What sending work and synchronising share: bundles from files, and projects into bundles. */
#pragma once

#include "share/bundle.h"
#include "store/project.h"

G_BEGIN_DECLS

/* TRUE when the file @path begins as a bundle does. */
gboolean ob_exchange_is_bundle (const char *path);

/* Reads and checks the bundle in the file @path; touches no project.  (transfer full) (nullable):
 * NULL with OB_BUNDLE_ERROR or G_FILE_ERROR. */
ObBundle *ob_exchange_read (const char *path, GError **error);

/* A bundle of another project must not flow into this one, unless nothing has been done here yet.
 * FALSE with OB_BUNDLE_ERROR_INVALID. */
gboolean ob_exchange_check_project (ObProject *project, const ObBundle *bundle, GError **error);

/* Takes the texts and changes of @bundle into @project, inside the caller's transaction.  Adds the
 * numbers (gint64 *) of those that were new to @changes and the rows to @texts (each nullable).
 * Returns how many changes were new; failures stick in the database. */
guint ob_exchange_take (ObProject *project,
                        const ObBundle *bundle,
                        GHashTable *changes,
                        GHashTable *texts);

/* Says in @bundle whose it is. */
void ob_exchange_add_projects (ObProject *project, ObBundle *bundle);

/* Adds the text in @row (columns body, original, sha256) to @bundle.  Returns the bytes that it
 * takes there, 0 when it is damaged. */
gsize ob_exchange_add_text (ObBundle *bundle, gpointer row);

G_END_DECLS
