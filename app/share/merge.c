#include "share/merge.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "share/exchange.h"
#include "store/edit-private.h"
#include "store/ingest.h"
#include "store/project-private.h"
#include "store/replica.h"

/* The index of passages is written to all over. */
#define MERGE_CACHE_KIB 95000

/* What there was before the merge, and what the report is made with. */
typedef struct
{
  ObProject *project;
  ObDatabase *database;
  ObMergeReport *report;
  GHashTable *groups; /* (owned) "effect kind annotator label" -> ObMergeGroup (unowned) */
  gint64 last_change;
  ObEntity last_entity;
  GByteArray *living; /* (owned) a bit for each entity up to the last */
} Comparison;

static void
group_free (gpointer data)
{
  ObMergeGroup *group = data;

  g_free (group->annotator);
  g_free (group->label);
  g_free (group);
}

static void
item_free (gpointer data)
{
  ObMergeItem *item = data;

  g_free (item->text);
  g_free (item);
}

void
ob_merge_report_free (ObMergeReport *report)
{
  g_ptr_array_unref (report->items);
  g_ptr_array_unref (report->groups);
  g_ptr_array_unref (report->conflicts);
  g_ptr_array_unref (report->duplicates);
  g_free (report);
}

static ObMergeReport *
report_new (void)
{
  ObMergeReport *report = g_new0 (ObMergeReport, 1);

  report->groups = g_ptr_array_new_with_free_func (group_free);
  report->items = g_ptr_array_new_with_free_func (item_free);
  report->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_conflict_free);
  report->duplicates = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_duplicate_free);
  return report;
}

/* Comparing ------------------------------------------------------------------------------------ */

static gboolean
was_living (const Comparison *before, ObEntity entity)
{
  return entity <= before->last_entity
         && (before->living->data[entity / 8] >> (entity % 8) & 1) != 0;
}

/* Writes down what exists before the merge, and may be gone after it. */
static void
begin_comparison (Comparison *before, ObProject *project, ObMergeReport *report)
{
  sqlite3_stmt *row;

  before->project = project;
  before->database = ob_project_get_database (project);
  before->report = report;
  before->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  before->last_change
      = ob_database_get_number (before->database, 0, "SELECT max(n) FROM change", "");
  before->last_entity
      = ob_database_get_number (before->database, 0, "SELECT max(e) FROM entity", "");
  before->living = g_byte_array_new ();
  g_byte_array_set_size (before->living, (guint) (before->last_entity / 8 + 1));
  memset (before->living->data, 0, before->living->len);

  row = ob_database_query (
      before->database,
      "SELECT e FROM annotation UNION ALL SELECT e FROM article WHERE alive = 1 "
      "UNION ALL SELECT e FROM link UNION ALL SELECT e FROM record",
      "");
  while (ob_database_next (before->database, row))
    {
      ObEntity entity = sqlite3_column_int64 (row, 0);

      if (entity >= 0 && entity <= before->last_entity)
        before->living->data[entity / 8] |= (guint8) (1 << (entity % 8));
    }
}

static void
end_comparison (Comparison *before)
{
  g_hash_table_unref (before->groups);
  g_byte_array_unref (before->living);
}

static ObMergeGroup *
get_group (
    Comparison *before, ObMergeEffect effect, ObKind kind, ObEntity annotator, ObEntity label)
{
  g_autofree char *key = g_strdup_printf ("%d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, effect,
                                          kind, annotator, label);
  ObMergeGroup *group = g_hash_table_lookup (before->groups, key);

  if (group != NULL)
    return group;

  group = g_new0 (ObMergeGroup, 1);
  group->effect = effect;
  group->kind = kind;
  if (annotator != 0)
    group->annotator = ob_project_dup_label_of (before->project, annotator);
  if (label != 0)
    group->label = ob_project_dup_label_of (before->project, label);
  g_hash_table_insert (before->groups, g_steal_pointer (&key), group);
  g_ptr_array_add (before->report->groups, group);
  return group;
}

/* What the entity is called: passage of an annotation, the name of anything else. */
static void
add_item (Comparison *before, ObMergeGroup *group, ObEntity entity)
{
  ObMergeItem *item;

  group->n++;
  if (group->n_items >= OB_MERGE_MOST_ITEMS)
    return;

  group->n_items++;
  item = g_new0 (ObMergeItem, 1);
  item->group = group;
  item->entity = entity;
  item->text = ob_project_dup_label_of (before->project, entity);
  if (item->text == NULL)
    item->text = g_strdup ("");
  g_ptr_array_add (before->report->items, item);
}

static void
add_entity (Comparison *before, ObMergeEffect effect, ObEntity entity)
{
  ObKind kind = ob_state_get_kind (ob_project_get_state (before->project), entity);
  g_autoptr (ObAnnotation) annotation
      = kind == OB_KIND_ANNOTATION ? ob_project_get_annotation (before->project, entity) : NULL;

  add_item (before,
            get_group (before, effect, kind, annotation != NULL ? annotation->annotator : 0,
                       annotation != NULL ? annotation->label : 0),
            entity);
}

/* What the merge has created, as far as it is there to be seen. */
static void
describe_new (Comparison *before)
{
  ObMergeGroup *group = NULL;
  gint64 of_group[3] = { 0 };
  sqlite3_stmt *row = ob_database_query (
      before->database,
      "SELECT e, ?2, annotator, label FROM annotation WHERE e > ?1 "
      "UNION ALL SELECT e, ?3, 0, 0 FROM article WHERE e > ?1 AND alive = 1 "
      "UNION ALL SELECT e, ?4, 0, 0 FROM link WHERE e > ?1 "
      "UNION ALL SELECT e, kind, 0, 0 FROM record WHERE e > ?1",
      "iiii", before->last_entity, (gint64) OB_KIND_ANNOTATION, (gint64) OB_KIND_ARTICLE,
      (gint64) OB_KIND_LINK);

  while (ob_database_next (before->database, row))
    {
      gint64 of_row[3] = { sqlite3_column_int64 (row, 1), sqlite3_column_int64 (row, 2),
                           sqlite3_column_int64 (row, 3) };

      if (group == NULL || memcmp (of_row, of_group, sizeof of_row) != 0)
        group = get_group (before, OB_MERGE_NEW, (ObKind) of_row[0], of_row[1], of_row[2]);
      memcpy (of_group, of_row, sizeof of_row);
      add_item (before, group, sqlite3_column_int64 (row, 0));
    }
}

/* Older entities that the merged changes wrote to; that somebody works in one more copy is nothing
 * to tell. */
static GArray *
list_written (const Comparison *before)
{
  GArray *written = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  sqlite3_stmt *row
      = ob_database_query (before->database,
                           "SELECT DISTINCT e FROM head JOIN field USING (f) WHERE n > ? AND e <= ? "
                           "AND substr (name, 1, 6) <> '" OB_FIELD_ACTOR "' ORDER BY e",
                           "ii", before->last_change, before->last_entity);

  while (ob_database_next (before->database, row))
    {
      ObEntity entity = sqlite3_column_int64 (row, 0);

      g_array_append_val (written, entity);
    }
  return written;
}

static void
describe_effects (Comparison *before)
{
  g_autoptr (GArray) written = list_written (before);

  for (guint i = 0; i < written->len; i++)
    {
      ObEntity entity = g_array_index (written, ObEntity, i);
      gboolean after = ob_state_is_alive (ob_project_get_state (before->project), entity);

      if (after)
        add_entity (before, was_living (before, entity) ? OB_MERGE_CHANGED : OB_MERGE_NEW, entity);
      else if (was_living (before, entity))
        add_entity (before, OB_MERGE_REMOVED, entity);
    }
  describe_new (before);
}

/* After the rollback: what the merge would remove is still there, and can be described. */
static void
describe_removed (ObProject *project, ObMergeReport *report)
{
  g_autoptr (GArray) removed = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  Comparison before = { .project = project, .report = report };

  for (guint i = report->items->len; i > 0; i--)
    {
      const ObMergeItem *item = report->items->pdata[i - 1];

      if (item->group->effect != OB_MERGE_REMOVED)
        continue;
      g_array_append_val (removed, item->entity);
      g_ptr_array_remove_index (report->items, i - 1);
    }
  for (guint i = report->groups->len; i > 0 && removed->len > 0; i--)
    if (((ObMergeGroup *) report->groups->pdata[i - 1])->effect == OB_MERGE_REMOVED)
      g_ptr_array_remove_index (report->groups, i - 1);

  before.groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = removed->len; i > 0; i--)
    add_entity (&before, OB_MERGE_REMOVED, g_array_index (removed, ObEntity, i - 1));
  g_hash_table_unref (before.groups);
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

/* All of @other, which is a project or a bundle that was sent. */
static gboolean
take_other (ObProject *project, const char *other, GError **error)
{
  g_autoptr (ObBundle) bundle = NULL;
  g_autoptr (GError) reason = NULL;
  guint n_lost;

  if (!ob_exchange_is_bundle (other))
    return ob_ingest (other, ob_project_get_state (project), 0, &n_lost, error);

  bundle = ob_exchange_read (other, &reason);
  if (bundle == NULL || !ob_exchange_check_project (project, bundle, &reason))
    {
      ob_project_refuse (error, "%s", reason->message);
      return FALSE;
    }
  ob_exchange_take (project, bundle, NULL, NULL);
  return TRUE;
}

/* Makes one of what is there twice, as part of the merge: undoing it undoes this, too.  One after the
 * other, since a third of one name is found with each of the two. */
static gboolean
unify (ObProject *project, const GPtrArray *duplicates, const char *const *chosen, GError **error)
{
  for (guint i = 0; i < duplicates->len; i++)
    {
      const ObDuplicate *duplicate = duplicates->pdata[i];
      g_autoptr (ObEdit) edit = NULL;

      if (!g_strv_contains (chosen, "all") && !g_strv_contains (chosen, duplicate->other_id))
        continue;
      edit = ob_edit_new (project, "");
      if (!ob_edit_unify (edit, duplicate->kept, duplicate->other, error)
          || !ob_edit_continue (edit, error))
        return FALSE;
      g_clear_pointer (&project->codebook, ob_codebook_unref);
    }
  return TRUE;
}

static gboolean
merge (ObProject *project,
       const char *other,
       const char *const *chosen,
       ObMergeReport *report,
       GError **error)
{
  ObDatabase *database = ob_project_get_database (project);
  Comparison before = { 0 };

  if (!ob_exchange_is_bundle (other)
      && ob_ingest_is_known (other, ob_project_get_state (project)))
    {
      g_ptr_array_unref (report->conflicts);
      report->conflicts = ob_project_list_conflicts (project);
      return ob_database_check (database, error);
    }
  begin_comparison (&before, project, report);
  if (!take_other (project, other, error))
    {
      end_comparison (&before);
      return FALSE;
    }

  report->n_changes = (guint) ob_database_get_number (
      database, 0, "SELECT count(*) FROM change WHERE n > ?", "i", before.last_change);
  if (report->n_changes > 0)
    {
      describe_effects (&before);
      g_clear_pointer (&project->codebook, ob_codebook_unref);
      g_ptr_array_unref (report->duplicates);
      report->duplicates = ob_project_list_duplicates (project, before.last_entity);
      if (chosen != NULL && !unify (project, report->duplicates, chosen, error))
        {
          end_comparison (&before);
          return FALSE;
        }
      append_marker (project, other,
                     ob_database_get_number (database, 0, "SELECT min(n) FROM change WHERE n > ?",
                                             "i", before.last_change));
    }
  end_comparison (&before);
  g_ptr_array_unref (report->conflicts);
  report->conflicts = ob_project_list_conflicts (project);
  return ob_database_check (database, error);
}

static ObMergeReport *
merge_file (ObProject *project,
            const char *other,
            gboolean dry_run,
            const char *const *chosen,
            GError **error)
{
  g_autoptr (ObMergeReport) report = report_new ();
  gboolean done;
  OB_PROJECT_LOCK (project);

  if (!check_other (project, other, error) || !ob_project_check_not_blind (project, error)
      || !ob_project_begin (project, error))
    return NULL;

  ob_database_set_cache (ob_project_get_database (project), MERGE_CACHE_KIB);
  done = merge (project, other, chosen, report, error);
  if (done && !dry_run)
    done = ob_project_commit (project, error);
  else
    {
      ob_project_rollback (project);
      describe_removed (project, report);
    }
  ob_database_set_cache (ob_project_get_database (project), OB_DATABASE_CACHE_KIB);
  return done ? g_steal_pointer (&report) : NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

ObMergeReport *
ob_merge_file (ObProject *project, const char *other, gboolean dry_run, GError **error)
{
  return merge_file (project, other, dry_run, NULL, error);
}

ObMergeReport *
ob_merge_file_and_unify (ObProject *project,
                         const char *other,
                         const char *const *unify,
                         GError **error)
{
  return merge_file (project, other, FALSE, unify, error);
}

ObMergeReport *
ob_merge_report_restored (ObProject *project, ObProject *earlier, const GArray *restored)
{
  static const ObMergeEffect effects[]
      = { [OB_RESTORED_BACK] = OB_MERGE_NEW,
          [OB_RESTORED_CHANGED] = OB_MERGE_CHANGED,
          [OB_RESTORED_REMOVED] = OB_MERGE_REMOVED };
  ObMergeReport *report = report_new ();
  Comparison now = { .project = project, .report = report };
  Comparison then = { .project = earlier, .report = report };

  /* They share the groups: what is new has only numbers of then, everything else of now. */
  now.groups = then.groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < restored->len; i++)
    {
      const ObRestored *item = &g_array_index (restored, ObRestored, i);
      gboolean back = item->effect == OB_RESTORED_BACK;
      Comparison *comparison = back ? &then : &now;
      OB_PROJECT_LOCK (comparison->project);

      if (ob_project_read (comparison->project) != NULL)
        add_entity (comparison, effects[item->effect], back ? item->then : item->entity);
    }
  g_hash_table_unref (now.groups);
  return report;
}
