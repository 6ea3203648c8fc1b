/* Bringing a colleague's project file into one's own.
 *
 * A merge is the union of two change logs: commutative, associative and idempotent, so that every
 * copy ends the same whatever was merged when.  It is one undo step.  The other file is read
 * without being trusted (store/ingest.h) and is never written.
 */
#pragma once

#include "store/conflicts.h"
#include "store/duplicates.h"
#include "store/project.h"
#include "store/restore.h"

G_BEGIN_DECLS

typedef enum
{
  OB_MERGE_NEW,
  OB_MERGE_CHANGED,
  OB_MERGE_REMOVED,
} ObMergeEffect;

/* Of each group this many items are described; of the others it is said how many they are. */
#define OB_MERGE_MOST_ITEMS 10000

/* What a merge does to things of one kind, and of one annotator and label. */
typedef struct
{
  ObMergeEffect effect;
  ObKind kind;
  char *annotator; /* (owned) (nullable): name, for annotations */
  char *label;     /* (owned) (nullable): name, for annotations */
  guint n;         /* entities; those that are described are items */
  guint n_items;
} ObMergeGroup;

/* What a merge does to one entity. */
typedef struct
{
  const ObMergeGroup *group; /* (unowned) */
  ObEntity entity;           /* only valid in the project when the merge has been made */
  char *text;                /* (owned): passage, name, question, title */
} ObMergeItem;

typedef struct
{
  guint n_changes;      /* new ones, 0 when everything was known */
  GPtrArray *groups;    /* (owned) ObMergeGroup */
  GPtrArray *items;     /* (owned) ObMergeItem */
  GPtrArray *conflicts; /* (owned) ObConflict: all that are open afterwards */
  GPtrArray *duplicates; /* (owned) ObDuplicate: what both made, and may become one; by their ids */
} ObMergeReport;

void ob_merge_report_free (ObMergeReport *report);

/* Merges the project file, or the bundle (share/send.h), @other into @project as one step; with @dry_run says what it would do,
 * and does nothing.  NULL with OB_PROJECT_ERROR, and nothing is changed, when the file is neither, of
 * another project, is damaged in any part, or is @project's own.  O(changes of the other file). Returns:
 * (transfer full) (nullable). */
ObMergeReport *
ob_merge_file (ObProject *project, const char *other, gboolean dry_run, GError **error);

/* The same for good, and of what there is twice afterwards makes one, in the same step: all when
 * @unify holds "all", else the pairs of which it holds the other's id (ObDuplicate). */
ObMergeReport *ob_merge_file_and_unify (ObProject *project,
                                        const char *other,
                                        const char *const *unify,
                                        GError **error);

/* What restoring does (GArray of ObRestored, store/restore.h) as a report: new is what comes back, and is
 * described as it is in @earlier.  (transfer full) */
ObMergeReport *
ob_merge_report_restored (ObProject *project, ObProject *earlier, const GArray *restored);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObMergeReport, ob_merge_report_free)

G_END_DECLS
