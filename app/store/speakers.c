#include "store/speakers.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/edit-private.h"

#define DISTINCT "distinct:"

/* An attribute of an annotation that points to a speaker. */
typedef struct
{
  ObEntity annotation;
  char *field; /* (owned) "@speaker" */
} Pointer;

static void
pointer_clear (gpointer data)
{
  g_free (((Pointer *) data)->field);
}

static GArray *
list_pointers (ObProject *project, ObEntity target)
{
  GArray *pointers = g_array_new (FALSE, FALSE, sizeof (Pointer));
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;

  g_array_set_clear_func (pointers, pointer_clear);
  if (database == NULL)
    return pointers;
  row = ob_database_query (database,
                           "SELECT e, name FROM reference JOIN field ON field.f = reference.f "
                           "WHERE target = ? ORDER BY e",
                           "i", target);
  while (ob_database_next (database, row))
    {
      Pointer pointer = { sqlite3_column_int64 (row, 0) };

      pointer.field = g_strconcat ("@", (const char *) sqlite3_column_text (row, 1), NULL);
      g_array_append_val (pointers, pointer);
    }
  return pointers;
}

static GArray *
get_fields (ObProject *project, ObEntity entity)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  return database != NULL ? ob_project_get_record (database, entity) : ob_fields_new ();
}

/* The one with the smaller id keeps the field, which is named by the other's. */
static char *
make_distinct_field (ObProject *project, ObEntity *one, ObEntity other)
{
  g_autofree char *id = ob_project_dup_id (project, *one);
  g_autofree char *other_id = ob_project_dup_id (project, other);

  if (id == NULL || other_id == NULL)
    return NULL;
  if (strcmp (id, other_id) < 0)
    return g_strconcat (DISTINCT, other_id, NULL);
  *one = other;
  return g_strconcat (DISTINCT, id, NULL);
}

gboolean
ob_edit_merge_speakers (ObEdit *edit, ObEntity from, ObEntity into, GError **error)
{
  ObProject *project = ob_edit_get_project (edit);
  g_autoptr (GArray) pointers = NULL;
  g_autoptr (GArray) fields = NULL;

  if (!ob_edit_check_kind (edit, from, OB_KIND_SPEAKER, error)
      || !ob_edit_check_kind (edit, into, OB_KIND_SPEAKER, error))
    return FALSE;
  if (from == into)
    {
      ob_project_refuse (error, _ ("A speaker cannot be merged with itself."));
      return FALSE;
    }

  pointers = list_pointers (project, from);
  fields = get_fields (project, from);
  for (guint i = 0; i < pointers->len; i++)
    {
      const Pointer *pointer = &g_array_index (pointers, Pointer, i);

      ob_edit_set (edit, pointer->annotation, pointer->field, ob_value_new_entity (into));
    }
  ob_edit_set (edit, from, "deleted", ob_value_new_integer (1));
  for (guint i = 0; i < fields->len; i++)
    {
      const ObField *field = &g_array_index (fields, ObField, i);

      if (strcmp (field->field, "name") == 0)
        {
          g_autofree char *alias = g_strconcat ("alias:", ob_value_get_text (field->value), NULL);

          if (strlen (alias) <= strlen ("alias:") + 190)
            ob_edit_set (edit, into, alias, ob_value_new_integer (1));
        }
      else if (g_str_has_prefix (field->field, "alias:")
               && ob_value_get_integer (field->value) == 1)
        ob_edit_set (edit, into, field->field, ob_value_new_integer (1));
    }
  return TRUE;
}

/* The annotation that says who the speaker is: itself, or the mention that it is said by. */
static ObEntity
find_teller (ObProject *project, ObEntity annotation, ObEntity speaker)
{
  g_autoptr (ObAnnotation) own = ob_project_get_annotation (project, annotation);
  g_autoptr (GPtrArray) links = NULL;

  if (own == NULL)
    return 0;
  if (ob_value_get_entity (ob_annotation_get_attribute (own, "speaker")) == speaker)
    return annotation;
  links = ob_project_list_links (project, annotation, 0);
  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = links->pdata[i];
      g_autoptr (ObAnnotation) mention = NULL;

      if (strcmp (link->type, "said-by") != 0)
        continue;
      mention = ob_project_get_annotation (project, link->to);
      if (mention != NULL
          && ob_value_get_entity (ob_annotation_get_attribute (mention, "speaker")) == speaker)
        return link->to;
    }
  return 0;
}

ObEntity
ob_edit_split_speaker (ObEdit *edit,
                       ObEntity speaker,
                       const char *name,
                       const GArray *annotations,
                       GError **error)
{
  ObProject *project = ob_edit_get_project (edit);
  g_autofree char *alias = g_strconcat ("alias:", name, NULL);
  g_autoptr (GArray) fields = get_fields (project, speaker);
  gboolean known = ob_fields_get (fields, alias) != NULL;
  g_autoptr (ObValue) value = NULL;
  ObEntity made;

  if (!ob_edit_check_kind (edit, speaker, OB_KIND_SPEAKER, error))
    return 0;
  if (known)
    {
      /* Not the verb, which would look for the name among all the aliases, and find this one. */
      GArray *made_fields;

      ob_edit_set (edit, speaker, alias, ob_value_new_none ());
      made_fields = ob_fields_new ();
      ob_fields_set (made_fields, "name", ob_value_new_text (name));
      made = ob_edit_create (edit, OB_KIND_SPEAKER, made_fields);
    }
  else
    made = ob_edit_add_speaker (edit, name, error);
  if (made == 0)
    return 0;

  value = ob_value_new_entity (made);
  for (guint i = 0; i < annotations->len; i++)
    {
      ObEntity teller
          = find_teller (project, g_array_index (annotations, ObEntity, i), speaker);

      if (teller != 0)
        ob_edit_set (edit, teller, "@speaker", ob_value_ref (value));
    }
  return made;
}

gboolean
ob_edit_set_distinct (
    ObEdit *edit, ObEntity one, ObEntity other, gboolean distinct, GError **error)
{
  ObKind kind = ob_edit_get_kind (edit, one);
  g_autofree char *field = NULL;

  if (kind != OB_KIND_LABEL && kind != OB_KIND_DISPUTE)
    kind = OB_KIND_SPEAKER;
  if (!ob_edit_check_kind (edit, one, kind, error) || !ob_edit_check_kind (edit, other, kind, error))
    return FALSE;
  field = make_distinct_field (ob_edit_get_project (edit), &one, other);
  if (field == NULL)
    {
      ob_project_refuse (error, _ ("The project is closed."));
      return FALSE;
    }
  ob_edit_set (edit, one, field, distinct ? ob_value_new_integer (1) : ob_value_new_none ());
  return TRUE;
}

gboolean
ob_project_are_distinct (ObProject *project, ObEntity one, ObEntity other)
{
  g_autofree char *field = make_distinct_field (project, &one, other);
  g_autoptr (GArray) fields = field != NULL ? get_fields (project, one) : NULL;

  return fields != NULL && ob_value_get_integer (ob_fields_get (fields, field)) == 1;
}
