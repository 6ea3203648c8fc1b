/* Looking after a project file: integrity check, repair, consistent copies, counts. */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

/* Checks everything: SQLite's integrity, every change's hash and form, every text's hash, and that
 * the derived state equals what the log gives.  @problems: (out) (transfer full): GPtrArray of
 * sentences, empty when all is well.  FALSE with @error when the check itself could not run. */
gboolean ob_project_check (ObProject *project, GPtrArray **problems, GError **error);

/* Writes what the log of @path says, with everything whose hash is intact, into the new project
 * @repaired; @path is only read.  @report: (out) (transfer full): a sentence. */
gboolean ob_project_repair (const char *path, const char *repaired, char **report, GError **error);

/* Writes a consistent copy to @path, which must not exist, while the project stays open. */
gboolean ob_project_backup (ObProject *project, const char *path, GError **error);

typedef struct
{
  guint articles;
  guint annotations;
  guint links;
  guint speakers;
  guint disputes;
  guint labels;
  guint annotators;
  guint comments;
  guint changes;
  guint64 code_points; /* of all articles */
  guint64 file_bytes;
} ObCounts;

ObCounts ob_project_count (ObProject *project);

G_END_DECLS
