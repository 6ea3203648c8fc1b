/* The dossier: what is disputed in a project, by whom, and where it stands, as a document to read,
 * print and publish.
 */
#pragma once

#include "report/paper.h"
#include "store/project.h"

G_BEGIN_DECLS

/* Called now and then with 0 to 1. */
typedef void (*ObDossierProgress) (double done, gpointer user_data);

/* @disputes: (nullable): ObEntity, those to show; else all.  (transfer full) (nullable): NULL when
 * @cancellable was. */
ObPaper *ob_dossier_new (ObProject *project,
                            const GArray *disputes,
                            ObDossierProgress progress,
                            gpointer user_data,
                            GCancellable *cancellable);

/* TRUE when @path ends as a dossier can be written: .html, .pdf, .odt, .md. */
gboolean ob_dossier_knows (const char *path);

/* Writes the dossier to @path, as its ending says; whole, or not at all. */
gboolean ob_dossier_write (ObProject *project,
                           const char *path,
                           const GArray *disputes,
                           ObDossierProgress progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
