/* Reading the links and comments of a "jsonl" set. */
#include "formats/jsonl-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-fields.h"

/* A link waits until all annotations are there. */
typedef struct
{
  char *id; /* (nullable) */
  char *from;
  char *to;
  char *type;
  guint line;
} PendingLink;

/* The comments of one line. */
typedef struct
{
  JsonArray *array; /* (owned) */
  guint line;
} Comments;

/* The link of the project that is the same one, or 0. */
static ObEntity
find_link (ObJsonlReader *reader, const char *id, ObEntity from, ObEntity to, const char *type)
{
  ObEntity found = ob_jsonl_find (reader, OB_KIND_LINK, id);
  g_autoptr (GPtrArray) links = NULL;

  if (found != 0 || from < 0 || to < 0)
    return found;

  links = ob_project_list_links (reader->import->project, from, to);
  for (guint i = 0; i < links->len && found == 0; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);

      if (strcmp (link->type, type) == 0)
        found = link->entity;
    }

  return found;
}

static gboolean
add_link (ObJsonlReader *reader, const PendingLink *link, GError **error)
{
  ObEdit *edit = reader->import->edit;
  ObEntity from = ob_jsonl_lookup (reader, OB_JSONL_ID, link->from);
  ObEntity to = ob_jsonl_lookup (reader, OB_JSONL_ID, link->to);
  ObEntity entity;

  /* Of another program's set, that has only some of them. */
  if (from == 0 && reader->skips_links)
    from = ob_jsonl_find (reader, OB_KIND_ANNOTATION, link->from);
  if (to == 0 && reader->skips_links)
    to = ob_jsonl_find (reader, OB_KIND_ANNOTATION, link->to);
  if ((from == 0 || to == 0 || from == to) && reader->skips_links)
    {
      reader->n_links_skipped++;
      return TRUE;
    }
  if (from == 0 || to == 0)
    return ob_json_refuse (
        error, _ ("The link leads to or from the annotation “%s”, which is not in the set."),
        from == 0 ? link->from : link->to);

  /* Other programs may say a link twice. */
  if (reader->skips_links
      && !g_hash_table_add (reader->linked,
                            g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", from,
                                             to, link->type)))
    return TRUE;
  entity = find_link (reader, link->id, from, to, link->type);
  if (entity == 0)
    {
      entity = ob_edit_link (edit, from, to, link->type, error);
      if (entity == 0 || (link->id != NULL && !ob_edit_set_id (edit, entity, link->id, error)))
        return FALSE;
    }

  if (link->id != NULL)
    ob_jsonl_learn (reader, OB_JSONL_ID, link->id, entity);
  return TRUE;
}

static ObEntity
add_comment (
    ObJsonlReader *reader, JsonObject *object, const char *id, const char *text, GError **error)
{
  ObEdit *edit = reader->import->edit;
  gint64 created = g_get_real_time ();
  const char *on_id, *annotator_id;
  ObEntity on, entity;

  if (!ob_json_take_text (object, "on", TRUE, &on_id, error)
      || !ob_json_take_text (object, "annotator_entity", FALSE, &annotator_id, error)
      || !ob_json_take_time (object, "created", &created, error))
    return 0;
  on = ob_jsonl_lookup (reader, OB_JSONL_ID, on_id);
  if (on == 0)
    on = ob_jsonl_lookup (reader, OB_JSONL_LABEL, on_id);
  if (on == 0)
    {
      ob_json_refuse (error, _ ("The comment is on “%s”, which is not in the set."), on_id);
      return 0;
    }

  ob_edit_set_annotator (
      edit, annotator_id != NULL ? ob_jsonl_lookup (reader, OB_JSONL_ID, annotator_id) : 0);
  entity = ob_edit_add_comment (edit, on, text, error);
  if (entity == 0 || (id != NULL && !ob_edit_set_id (edit, entity, id, error))
      || !ob_edit_set_times (edit, entity, created, created, error))
    return 0;
  return entity;
}

static gboolean
read_comment (ObJsonlReader *reader, JsonObject *object, GError **error)
{
  ObEdit *edit = reader->import->edit;
  gboolean resolved = FALSE;
  const ObComment *now;
  const char *id, *text;
  ObEntity entity;

  if (!ob_json_take_text (object, "id", FALSE, &id, error)
      || !ob_json_take_text (object, "text", TRUE, &text, error)
      || !ob_json_take_flag (object, "resolved", &resolved, error))
    return FALSE;

  entity = ob_jsonl_find (reader, OB_KIND_COMMENT, id);
  now = g_hash_table_lookup (reader->comments, &entity);
  if (now == NULL)
    entity = add_comment (reader, object, id, text, error);
  else if (strcmp (now->text, text) != 0 && !ob_edit_set_text (edit, entity, "text", text, error))
    return FALSE;
  if (entity == 0
      || ((now != NULL && now->resolved) != resolved
          && !ob_edit_set_number (edit, entity, "resolved", resolved, error)))
    return FALSE;

  if (id != NULL)
    ob_jsonl_learn (reader, OB_JSONL_ID, id, entity);
  return TRUE;
}

static gboolean
read_comments (ObJsonlReader *reader, JsonArray *comments, GError **error)
{
  for (guint i = 0; i < json_array_get_length (comments); i++)
    {
      JsonObject *comment = ob_json_take_element (comments, i, "comments", error);

      if (comment == NULL || !read_comment (reader, comment, error))
        return FALSE;
    }

  return TRUE;
}

/* Private functions ---------------------------------------------------------------------------- */

void
ob_jsonl_link_free (gpointer data)
{
  PendingLink *link = data;

  g_free (link->id);
  g_free (link->from);
  g_free (link->to);
  g_free (link->type);
  g_free (link);
}

void
ob_jsonl_learn_comments (ObJsonlReader *reader)
{
  g_autoptr (GPtrArray) comments = ob_project_list_comments (reader->import->project, 0);

  g_ptr_array_set_free_func (comments, NULL);
  for (guint i = 0; i < comments->len; i++)
    {
      ObComment *comment = g_ptr_array_index (comments, i);

      g_hash_table_insert (reader->comments, &comment->entity, comment);
    }
}

void
ob_jsonl_keep_link (
    ObJsonlReader *reader, const char *from, const char *to, const char *type, guint line)
{
  PendingLink *link = g_new0 (PendingLink, 1);

  link->from = g_strdup (from);
  link->to = g_strdup (to);
  link->type = g_strdup (type);
  link->line = line;
  g_ptr_array_add (reader->links, link);
}

gboolean
ob_jsonl_read_link (ObJsonlReader *reader, JsonObject *object, guint line, GError **error)
{
  const char *id, *from, *to, *type;
  PendingLink *link;

  if (!ob_json_take_text (object, "id", FALSE, &id, error)
      || !ob_json_take_text (object, "from", TRUE, &from, error)
      || !ob_json_take_text (object, "to", TRUE, &to, error)
      || !ob_json_take_text (object, "type", TRUE, &type, error))
    return FALSE;

  link = g_new0 (PendingLink, 1);
  link->id = g_strdup (id);
  link->from = g_strdup (from);
  link->to = g_strdup (to);
  link->type = g_strdup (type);
  link->line = line;
  g_ptr_array_add (reader->links, link);
  return TRUE;
}

gboolean
ob_jsonl_add_links (ObJsonlReader *reader, GError **error)
{
  for (guint i = 0; i < reader->links->len; i++)
    {
      const PendingLink *link = g_ptr_array_index (reader->links, i);

      if (!add_link (reader, link, error))
        {
          g_prefix_error (error, _ ("Line %u: "), link->line);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
ob_jsonl_keep_comments (ObJsonlReader *reader, JsonObject *object, guint line, GError **error)
{
  Comments *comments;
  JsonArray *array;

  if (!ob_json_take_array (object, "comments", &array, error))
    return FALSE;
  if (array == NULL || json_array_get_length (array) == 0)
    return TRUE;

  comments = g_new0 (Comments, 1);
  comments->array = json_array_ref (array);
  comments->line = line;
  g_ptr_array_add (reader->late, comments);
  return TRUE;
}

gboolean
ob_jsonl_add_comments (ObJsonlReader *reader, GError **error)
{
  for (guint i = 0; i < reader->late->len; i++)
    {
      const Comments *comments = g_ptr_array_index (reader->late, i);

      if (!read_comments (reader, comments->array, error))
        {
          g_prefix_error (error, _ ("Line %u: "), comments->line);
          return FALSE;
        }
    }

  return TRUE;
}

void
ob_jsonl_comments_free (gpointer data)
{
  Comments *comments = data;

  json_array_unref (comments->array);
  g_free (comments);
}
