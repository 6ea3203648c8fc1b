#include "share/merge.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/ingest.h"
#include "store/project-private.h"
#include "store/replica.h"

static void
item_free (gpointer data)
{
  ObMergeItem *item = data;

  g_free (item->annotator);
  g_free (item->label);
  g_free (item->text);
  g_free (item);
}

void
ob_merge_report_free (ObMergeReport *report)
{
  g_ptr_array_unref (report->items);
  g_ptr_array_unref (report->conflicts);
  g_free (report);
}

/* What the entity is called: passage and label of an annotation, the name of anything else. */
static ObMergeItem *
make_item (ObProject *project, ObEntity entity, ObKind kind, ObMergeEffect effect)
{
  ObMergeItem *item = g_new0 (ObMergeItem, 1);
  g_autoptr (ObAnnotation) annotation = NULL;

  item->effect = effect;
  item->entity = entity;
  item->kind = kind;
  item->text = ob_project_dup_label_of (project, entity);
  if (item->text == NULL)
    item->text = g_strdup ("");
  if (kind == OB_KIND_ANNOTATION)
    annotation = ob_project_get_annotation (project, entity);
  if (annotation != NULL)
    {
      item->annotator = ob_project_dup_label_of (project, annotation->annotator);
      item->label = ob_project_dup_label_of (project, annotation->label);
    }
  return item;
}

/* The items that exist before the merge and may be gone after it. */
static GHashTable *
list_living (ObProject *project)
{
  GHashTable *living = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  sqlite3_stmt *row = ob_database_query (
      ob_project_get_database (project),
      "SELECT e FROM annotation UNION ALL SELECT e FROM article WHERE alive = 1 "
      "UNION ALL SELECT e FROM link UNION ALL SELECT e FROM record",
      "");

  while (ob_database_next (ob_project_get_database (project), row))
    {
      gint64 entity = sqlite3_column_int64 (row, 0);

      g_hash_table_add (living, g_memdup2 (&entity, sizeof entity));
    }
  return living;
}

/* Entities that changes after @last created or wrote to; that somebody works in one more copy is
 * nothing to tell. */
static GArray *
list_touched (ObProject *project, gint64 last)
{
  GArray *touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *row = ob_database_query (
      ob_project_get_database (project),
      "SELECT e FROM entity WHERE n > ?1 UNION SELECT e FROM head JOIN field USING (f) "
      "WHERE n > ?1 AND substr (name, 1, 6) <> '" OB_FIELD_ACTOR "' ORDER BY e",
      "i", last);

  while (ob_database_next (ob_project_get_database (project), row))
    {
      gint64 entity = sqlite3_column_int64 (row, 0);

      g_array_append_val (touched, entity);
    }
  return touched;
}

/* After the rollback: what the merge would remove is still there, and can be described. */
static void
describe_removed (ObProject *project, ObMergeReport *report)
{
  for (guint i = 0; i < report->items->len; i++)
    {
      const ObMergeItem *item = report->items->pdata[i];

      if (item->effect != OB_MERGE_REMOVED)
        continue;
      item = make_item (project, item->entity, item->kind, item->effect);
      item_free (report->items->pdata[i]);
      report->items->pdata[i] = (gpointer) item;
    }
}

static void
describe_effects (ObProject *project, gint64 last, GHashTable *living, ObMergeReport *report)
{
  ObState *state = ob_project_get_state (project);
  g_autoptr (GArray) touched = list_touched (project, last);

  for (guint i = 0; i < touched->len; i++)
    {
      ObEntity entity = g_array_index (touched, gint64, i);
      ObKind kind = ob_state_get_kind (state, entity);
      gboolean before = g_hash_table_contains (living, &entity);
      gboolean after = ob_state_is_alive (state, entity);

      if (before && after)
        g_ptr_array_add (report->items, make_item (project, entity, kind, OB_MERGE_CHANGED));
      else if (after)
        g_ptr_array_add (report->items, make_item (project, entity, kind, OB_MERGE_NEW));
      else if (before)
        g_ptr_array_add (report->items, make_item (project, entity, kind, OB_MERGE_REMOVED));
    }
}

/* The step that stands for the merge, and that undoing it undoes. */
static void
append_marker (ObProject *project, const char *other, gint64 first)
{
  ObChange *change = ob_change_new ();
  g_autofree char *name = g_path_get_basename (other);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  ObId id = { { 0 } };

  ob_state_get_change_id (ob_project_get_state (project), first, &id);
  change->purpose = OB_CHANGE_MERGE;
  change->target = ob_change_refer (change, &id);
  g_free (change->name);
  change->name = g_strdup_printf (_ ("Merge “%s”"), valid);
  ob_project_append (project, change);
}

static gboolean
check_other (ObProject *project, const char *other, GError **error)
{
  ObFileIdentity own, theirs;

  if (ob_file_identity_read (ob_project_get_path (project), &own)
      && ob_file_identity_read (other, &theirs) && ob_file_identity_equal (&own, &theirs))
    {
      ob_project_refuse (error, _ ("This is the open project itself: choose a colleague's file."));
      return FALSE;
    }
  return TRUE;
}

static ObMergeReport *
merge (ObProject *project, const char *other, GError **error)
{
  ObDatabase *database = ob_project_get_database (project);
  g_autoptr (ObMergeReport) report = g_new0 (ObMergeReport, 1);
  gint64 last = ob_database_get_number (database, 0, "SELECT max(n) FROM change", "");
  g_autoptr (GHashTable) living = list_living (project);
  guint n_lost;

  report->items = g_ptr_array_new_with_free_func (item_free);
  report->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_conflict_free);
  if (!ob_ingest (other, ob_project_get_state (project), 0, &n_lost, error))
    return NULL;

  report->n_changes = (guint) ob_database_get_number (
      database, 0, "SELECT count(*) FROM change WHERE n > ?", "i", last);
  if (report->n_changes > 0)
    append_marker (
        project, other,
        ob_database_get_number (database, 0, "SELECT min(n) FROM change WHERE n > ?", "i", last));
  describe_effects (project, last, living, report);
  g_ptr_array_unref (report->conflicts);
  report->conflicts = ob_project_list_conflicts (project);

  return ob_database_check (database, error) ? g_steal_pointer (&report) : NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

ObMergeReport *
ob_merge_file (ObProject *project, const char *other, gboolean dry_run, GError **error)
{
  g_autoptr (ObMergeReport) report = NULL;
  OB_PROJECT_LOCK (project);

  if (!check_other (project, other, error) || !ob_project_begin (project, error))
    return NULL;

  report = merge (project, other, error);
  if (report == NULL || dry_run || report->n_changes == 0)
    {
      ob_project_rollback (project);
      if (report != NULL)
        describe_removed (project, report);
      return g_steal_pointer (&report);
    }
  return ob_project_commit (project, error) ? g_steal_pointer (&report) : NULL;
}
