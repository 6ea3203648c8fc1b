/* Reading speakers, disputes, annotators and comments. */
#include "store/project-private.h"

#include <stdlib.h>
#include <string.h>

#include "store/derive.h"

typedef void (*RecordFunc) (GPtrArray *list, ObEntity entity, const GArray *fields, gint64 created);

static char *
dup_or (const GArray *fields, const char *name, const char *fallback)
{
  const char *text = ob_value_get_text (ob_fields_get (fields, name));

  return g_strdup (text != NULL ? text : fallback);
}

#define LIST_RECORDS \
  "SELECT e, fields, created FROM record JOIN entity USING (e) JOIN change USING (n) " \
  "WHERE record.kind = ? ORDER BY "

static const char by_name[] = LIST_RECORDS "name, " OB_SHARED_ORDER;
static const char as_made[] = LIST_RECORDS OB_SHARED_ORDER;

/* @sql: by_name or as_made. */
static GPtrArray *
list_records (
    ObProject *project, ObKind kind, const char *sql, RecordFunc add, GDestroyNotify free_func)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_func);
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;

  if (database == NULL)
    return list;
  row = ob_database_query (database, sql, "i", (gint64) kind);
  while (ob_database_next (database, row))
    {
      g_autoptr (GArray) fields
          = ob_fields_decode (sqlite3_column_blob (row, 1), (gsize) sqlite3_column_bytes (row, 1));

      add (list, sqlite3_column_int64 (row, 0), fields, sqlite3_column_int64 (row, 2));
    }
  return list;
}

/* An alias is a field of its own, "alias:NAME", so that two people's additions never meet. */
static char **
read_aliases (const GArray *fields)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  char **aliases;

  for (guint i = 0; i < fields->len; i++)
    {
      const ObField *field = &g_array_index (fields, ObField, i);

      if (g_str_has_prefix (field->field, "alias:") && ob_value_get_integer (field->value) == 1)
        g_strv_builder_add (builder, field->field + strlen ("alias:"));
    }
  aliases = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return aliases;
}

static void
add_speaker (GPtrArray *list, ObEntity entity, const GArray *fields, gint64 created)
{
  ObSpeaker *speaker = g_new0 (ObSpeaker, 1);

  speaker->entity = entity;
  speaker->name = dup_or (fields, "name", "");
  speaker->kind = dup_or (fields, "kind", ob_speaker_get_kinds ()[0]);
  speaker->role = dup_or (fields, "role", NULL);
  speaker->reliability = dup_or (fields, "reliability", ob_speaker_get_reliabilities ()[0]);
  speaker->aliases = read_aliases (fields);
  g_ptr_array_add (list, speaker);
}

static void
add_dispute (GPtrArray *list, ObEntity entity, const GArray *fields, gint64 created)
{
  ObDispute *dispute = g_new0 (ObDispute, 1);

  dispute->entity = entity;
  dispute->question = dup_or (fields, "question", "");
  dispute->kind = dup_or (fields, "kind", NULL);
  dispute->status = dup_or (fields, "status", ob_dispute_get_statuses ()[0]);
  dispute->positions = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_position_free);
  g_ptr_array_add (list, dispute);
}

static void
add_position (GPtrArray *list, ObEntity entity, const GArray *fields, gint64 created)
{
  ObPosition *position = g_new0 (ObPosition, 1);

  position->entity = entity;
  position->dispute = ob_value_get_entity (ob_fields_get (fields, "dispute"));
  position->text = dup_or (fields, "text", "");
  position->order = ob_value_get_integer (ob_fields_get (fields, "order"));
  g_ptr_array_add (list, position);
}

static void
add_annotator (GPtrArray *list, ObEntity entity, const GArray *fields, gint64 created)
{
  ObAnnotator *annotator = g_new0 (ObAnnotator, 1);

  annotator->entity = entity;
  annotator->name = dup_or (fields, "name", "");
  annotator->colour = (guint) MAX (ob_value_get_integer (ob_fields_get (fields, "colour")), 0);
  g_ptr_array_add (list, annotator);
}

static void
add_comment (GPtrArray *list, ObEntity entity, const GArray *fields, gint64 created)
{
  ObComment *comment = g_new0 (ObComment, 1);

  comment->entity = entity;
  comment->on = ob_value_get_entity (ob_fields_get (fields, "on"));
  comment->annotator = ob_value_get_entity (ob_fields_get (fields, "annotator"));
  comment->text = dup_or (fields, "text", "");
  comment->resolved = ob_value_get_integer (ob_fields_get (fields, "resolved")) != 0;
  comment->created = created;
  g_ptr_array_add (list, comment);
}

/* Those that are equal stay as they were listed. */
static gint
compare_positions (gconstpointer a, gconstpointer b)
{
  const ObPosition *left = *(const ObPosition *const *) a, *right = *(const ObPosition *const *) b;

  return (left->order > right->order) - (left->order < right->order);
}

static void
add_stray (GPtrArray *list, ObEntity entity, const GArray *fields, gint64 created)
{
  ObStray *stray = g_new0 (ObStray, 1);

  stray->entity = entity;
  stray->article = ob_value_get_entity (ob_fields_get (fields, "article"));
  stray->quote = dup_or (fields, "name", "");
  stray->details = dup_or (fields, "details", "{}");
  stray->reason = dup_or (fields, "reason", "");
  stray->resolved = ob_value_get_integer (ob_fields_get (fields, "resolved")) == 1;
  stray->created = created;
  g_ptr_array_add (list, stray);
}

static void
add_checkpoint (GPtrArray *list, ObEntity entity, const GArray *fields, gint64 created)
{
  ObCheckpoint *checkpoint = g_new0 (ObCheckpoint, 1);

  checkpoint->entity = entity;
  checkpoint->name = dup_or (fields, "name", "");
  checkpoint->annotator = ob_value_get_entity (ob_fields_get (fields, "annotator"));
  checkpoint->created = created;
  g_ptr_array_add (list, checkpoint);
}

static gint
compare_checkpoints (gconstpointer a, gconstpointer b)
{
  const ObCheckpoint *left = *(const ObCheckpoint *const *) a;
  const ObCheckpoint *right = *(const ObCheckpoint *const *) b;

  if (left->created != right->created)
    return left->created < right->created ? -1 : 1;
  return strcmp (left->name, right->name);
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_project_get_record (ObDatabase *database, ObEntity entity)
{
  GArray *fields;
  sqlite3_stmt *row
      = ob_database_query (database, "SELECT fields FROM record WHERE e = ?", "i", entity);

  if (!ob_database_next (database, row))
    return ob_fields_new ();
  fields = ob_fields_decode (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));
  ob_database_done (row);
  return fields;
}

GPtrArray *
ob_project_list_speakers (ObProject *project)
{
  return list_records (project, OB_KIND_SPEAKER, by_name, add_speaker, (GDestroyNotify) ob_speaker_free);
}

GPtrArray *
ob_project_list_disputes (ObProject *project)
{
  GPtrArray *disputes
      = list_records (project, OB_KIND_DISPUTE, by_name, add_dispute, (GDestroyNotify) ob_dispute_free);
  g_autoptr (GPtrArray) positions = list_records (project, OB_KIND_POSITION, as_made, add_position, NULL);
  g_autoptr (GHashTable) by_entity = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < disputes->len; i++)
    g_hash_table_insert (by_entity, &((ObDispute *) disputes->pdata[i])->entity,
                         disputes->pdata[i]);
  for (guint i = 0; i < positions->len; i++)
    {
      ObPosition *position = positions->pdata[i];
      ObDispute *dispute = g_hash_table_lookup (by_entity, &position->dispute);

      if (dispute != NULL)
        g_ptr_array_add (dispute->positions, position);
      else
        ob_position_free (position);
    }
  for (guint i = 0; i < disputes->len; i++)
    g_ptr_array_sort (((ObDispute *) disputes->pdata[i])->positions, compare_positions);

  return disputes;
}

GPtrArray *
ob_project_list_annotators (ObProject *project)
{
  return list_records (project, OB_KIND_ANNOTATOR, by_name, add_annotator,
                       (GDestroyNotify) ob_annotator_free);
}

GPtrArray *
ob_project_list_comments (ObProject *project, ObEntity on)
{
  GPtrArray *comments
      = list_records (project, OB_KIND_COMMENT, as_made, add_comment, (GDestroyNotify) ob_comment_free);

  for (guint i = comments->len; on != 0 && i > 0; i--)
    if (((ObComment *) comments->pdata[i - 1])->on != on)
      g_ptr_array_remove_index (comments, i - 1);

  return comments;
}

GPtrArray *
ob_project_list_strays (ObProject *project)
{
  return list_records (project, OB_KIND_STRAY, by_name, add_stray, (GDestroyNotify) ob_stray_free);
}

GPtrArray *
ob_project_list_checkpoints (ObProject *project)
{
  GPtrArray *checkpoints = list_records (project, OB_KIND_CHECKPOINT, by_name, add_checkpoint,
                                         (GDestroyNotify) ob_checkpoint_free);

  g_ptr_array_sort (checkpoints, compare_checkpoints);
  return checkpoints;
}

char *
ob_project_dup_label_of (ObProject *project, ObEntity entity)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  ObKind kind = ob_project_get_kind (project, entity);
  char *name = NULL;
  sqlite3_stmt *row;

  if (database == NULL || kind == OB_KIND_NONE)
    return NULL;

  if (kind == OB_KIND_ANNOTATION)
    {
      g_autoptr (ObAnnotation) annotation = ob_project_get_annotation (project, entity);
      g_autoptr (ObText) text
          = annotation != NULL ? ob_project_get_text (project, annotation->article, NULL) : NULL;

      return text != NULL ? ob_text_quote (text, annotation->segments) : NULL;
    }

  row = ob_database_query (database,
                           kind == OB_KIND_ARTICLE ? "SELECT title FROM article WHERE e = ?"
                                                   : "SELECT name FROM record WHERE e = ?",
                           "i", entity);
  if (ob_database_next (database, row))
    {
      name = ob_column_dup_text (row, 0);
      ob_database_done (row);
    }
  return name;
}
