/* Exchanging changes through a team folder.
 *
 * Each replica writes only its own bundles into the folder, immutable and by rename, and reads
 * those of the others; whatever carries files from one machine to another will do.  What a replica
 * has written and read there is remembered in its own copy of the project, by name, size and time
 * of each bundle.  A bundle that is torn, damaged or of another project is left alone, reported,
 * and tried again when it has changed; one of its own that was spoilt is replaced.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_received;   /* changes that were new here */
  guint n_sent;       /* changes that were new in the folder */
  GPtrArray *skipped; /* (owned) sentences about bundles that were not read */
  GPtrArray *presences; /* (owned) ObPresence (share/folder.h): who sent something when */
} ObSyncReport;

void ob_sync_report_free (ObSyncReport *report);

/* Reads what is new in @folder and writes what is new here.  What was read before a failure stays
 * read.  NULL with OB_PROJECT_ERROR when the folder cannot be read or written.  O(new changes +
 * files in the folder).  Returns: (transfer full) (nullable). */
ObSyncReport *ob_sync_folder (ObProject *project, const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSyncReport, ob_sync_report_free)

G_END_DECLS
