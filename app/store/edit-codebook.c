/* Merging, splitting and moving labels. */
#include "store/edit-codebook.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/edit-private.h"
#include "store/rereview.h"

/* The two labels of a merge, as the codebook has them before. */
typedef struct
{
  ObEdit *edit;
  ObCodebook *codebook; /* (owned) */
  const ObLabel *from;
  const ObLabel *into;
  GArray *annotations; /* (owned) ObEntity: those of @from */
} Merge;

static char *
make_field (const char *attribute)
{
  return g_strconcat ("@", attribute, NULL);
}

/* Attributes of a merge ------------------------------------------------------------------------ */

/* The choices of @attribute, then those that only @other has. */
static char **
unite_choices (const ObAttribute *attribute, const ObAttribute *other)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) attribute->choices);
  for (guint i = 0; other->choices[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) attribute->choices, other->choices[i]))
      g_strv_builder_add (builder, other->choices[i]);

  return g_strv_builder_end (builder);
}

/* Annotations that have no value rely on the default, which becomes another. */
static void
write_default (Merge *merge, const ObAttribute *attribute)
{
  g_autofree char *field = make_field (attribute->name);

  for (guint i = 0; i < merge->annotations->len; i++)
    {
      ObEntity annotation = g_array_index (merge->annotations, ObEntity, i);
      g_autoptr (ObValue) value = ob_edit_get (merge->edit, annotation, field);

      if (ob_value_is_none (value))
        ob_edit_set (merge->edit, annotation, field,
                     ob_value_new_text (ob_attribute_get_default (attribute)));
    }
}

static void
move_values (Merge *merge, const char *from, const char *to)
{
  g_autofree char *from_field = make_field (from), *to_field = make_field (to);

  for (guint i = 0; i < merge->annotations->len; i++)
    {
      ObEntity annotation = g_array_index (merge->annotations, ObEntity, i);
      g_autoptr (ObValue) value = ob_edit_get (merge->edit, annotation, from_field);

      if (ob_value_is_none (value))
        continue;
      ob_edit_set (merge->edit, annotation, to_field, ob_value_ref (value));
      ob_edit_set (merge->edit, annotation, from_field, ob_value_new_none ());
    }
}

/* A name for @attribute that neither label has. */
static char *
dup_free_name (const Merge *merge, const ObAttribute *attribute)
{
  char *name = NULL;

  for (guint i = 2; name == NULL || ob_label_find_attribute (merge->into, name) != NULL
                    || ob_label_find_attribute (merge->from, name) != NULL;
       i++)
    {
      g_free (name);
      name = g_strdup_printf ("%.60s-%u", attribute->name, i);
    }

  return name;
}

static gboolean
add_attribute (Merge *merge, const ObAttribute *attribute, const char *name, GError **error)
{
  g_autoptr (ObAttribute) added = ob_attribute_copy (attribute);

  added->order = (int) (merge->into->attributes->len) + attribute->order;
  return ob_edit_set_label_attribute (merge->edit, merge->into->entity, name, added, error);
}

static gboolean
merge_attribute (Merge *merge, const ObAttribute *attribute, GError **error)
{
  const ObAttribute *same = ob_label_find_attribute (merge->into, attribute->name);
  g_autoptr (ObAttribute) united = NULL;
  g_autofree char *name = NULL;

  if (same == NULL)
    return add_attribute (merge, attribute, attribute->name, error);
  if (same->type != attribute->type)
    {
      name = dup_free_name (merge, attribute);
      move_values (merge, attribute->name, name);
      return add_attribute (merge, attribute, name, error);
    }
  if (attribute->type != OB_ATTRIBUTE_CHOICE)
    return TRUE;

  if (strcmp (ob_attribute_get_default (same), ob_attribute_get_default (attribute)) != 0)
    write_default (merge, attribute);
  united = ob_attribute_copy (same);
  g_strfreev (united->choices);
  united->choices = unite_choices (same, attribute);
  if (g_strv_length (united->choices) == g_strv_length (same->choices))
    return TRUE;
  return ob_edit_set_label_attribute (merge->edit, merge->into->entity, same->name, united, error);
}

/* The rest of a merge -------------------------------------------------------------------------- */

static gboolean
merge_texts (Merge *merge, GError **error)
{
  const struct
  {
    const char *field;
    const char *from;
    const char *into;
  } texts[] = {
    { "key", merge->from->key, merge->into->key },
    { "use_when", merge->from->use_when, merge->into->use_when },
    { "avoid_when", merge->from->avoid_when, merge->into->avoid_when },
    { "example", merge->from->example, merge->into->example },
    { "counter_example", merge->from->counter_example, merge->into->counter_example },
  };

  if (merge->from->key != NULL
      && !ob_edit_set_text (merge->edit, merge->from->entity, "key", NULL, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].from != NULL && texts[i].into == NULL
        && !ob_edit_set_text (merge->edit, merge->into->entity, texts[i].field, texts[i].from,
                              error))
      return FALSE;

  return TRUE;
}

/* What hangs on @from hangs on @into; if that hangs on @from itself, it takes its place. */
static gboolean
merge_tree (Merge *merge, GError **error)
{
  gboolean below
      = ob_codebook_is_below (merge->codebook, merge->into->entity, merge->from->entity);

  if (below
      && !ob_edit_set_entity (merge->edit, merge->into->entity, "parent", merge->from->parent,
                              error))
    return FALSE;
  for (guint i = 0; i < merge->codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (merge->codebook->labels, i);

      if (label->parent == merge->from->entity && label != merge->into
          && !ob_edit_set_entity (merge->edit, label->entity, "parent", merge->into->entity, error))
        return FALSE;
    }

  return TRUE;
}

static void
merge_comments (Merge *merge)
{
  g_autoptr (GPtrArray) comments
      = ob_project_list_comments (ob_edit_get_project (merge->edit), merge->from->entity);

  for (guint i = 0; i < comments->len; i++)
    ob_edit_set (merge->edit, ((ObComment *) g_ptr_array_index (comments, i))->entity, "on",
                 ob_value_new_entity (merge->into->entity));
}

static gboolean
merge_all (Merge *merge, GError **error)
{
  g_autofree char *from_id = NULL;
  g_autofree char *meaning = NULL;

  for (guint i = 0; i < merge->from->attributes->len; i++)
    if (!merge_attribute (merge, g_ptr_array_index (merge->from->attributes, i), error))
      return FALSE;
  if (!merge_texts (merge, error) || !merge_tree (merge, error))
    return FALSE;
  merge_comments (merge);
  for (guint i = 0; i < merge->annotations->len; i++)
    ob_edit_set (merge->edit, g_array_index (merge->annotations, ObEntity, i), "label",
                 ob_value_new_entity (merge->into->entity));

  from_id = ob_project_dup_id (ob_edit_get_project (merge->edit), merge->from->entity);
  meaning = g_strconcat ("+", from_id, NULL);
  ob_edit_set (merge->edit, merge->into->entity, OB_FIELD_MEANING, ob_value_new_text (meaning));

  /* No annotation has it any more. */
  ob_edit_set (merge->edit, merge->from->entity, "deleted", ob_value_new_integer (1));
  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_edit_merge_labels (ObEdit *edit, ObEntity from, ObEntity into, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (ob_edit_get_project (edit));
  g_autoptr (GArray) annotations = NULL;
  Merge merge = { .edit = edit, .codebook = codebook };

  if (!ob_edit_check_kind (edit, from, OB_KIND_LABEL, error)
      || !ob_edit_check_kind (edit, into, OB_KIND_LABEL, error))
    return FALSE;
  merge.from = ob_codebook_get (codebook, from);
  merge.into = ob_codebook_get (codebook, into);
  if (from == into || merge.from == NULL || merge.into == NULL)
    {
      ob_project_refuse (error, _ ("A label is merged into another label of the codebook."));
      return FALSE;
    }

  merge.annotations = annotations = ob_project_list_labelled (ob_edit_get_project (edit), from);
  return merge_all (&merge, error);
}

ObEntity
ob_edit_split_label (ObEdit *edit,
                     ObEntity label,
                     const char *id,
                     const char *name,
                     const GArray *annotations,
                     GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (ob_edit_get_project (edit));
  const ObLabel *old = ob_codebook_get (codebook, label);
  g_autofree char *meaning = NULL;
  ObEntity added;

  if (old == NULL)
    {
      ob_edit_check_kind (edit, label, OB_KIND_LABEL, error);
      return 0;
    }
  if (annotations->len == 0)
    {
      ob_project_refuse (error, _ ("Choose at least one annotation that gets the new label."));
      return 0;
    }

  added = ob_edit_add_label (edit, id, name, error);
  meaning = g_strconcat ("-", id, NULL);
  if (added != 0)
    {
      ob_edit_set (edit, added, OB_FIELD_MEANING, ob_value_new_text (meaning));
      ob_edit_set (edit, label, OB_FIELD_MEANING, ob_value_new_text (meaning));
    }
  if (added == 0
      || (old->parent != 0 && !ob_edit_set_entity (edit, added, "parent", old->parent, error)))
    return 0;
  for (guint i = 0; i < old->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (old->attributes, i);

      if (!ob_edit_set_label_attribute (edit, added, attribute->name, attribute, error))
        return 0;
    }
  for (guint i = 0; i < annotations->len; i++)
    {
      ObEntity annotation = g_array_index (annotations, ObEntity, i);
      g_autoptr (ObValue) now = NULL;

      if (!ob_edit_check_kind (edit, annotation, OB_KIND_ANNOTATION, error))
        return 0;
      now = ob_edit_get (edit, annotation, "label");
      if (ob_value_get_entity (now) != label)
        {
          ob_project_refuse (error, _ ("An annotation that was chosen does not have the label “%s”."),
                             old->name);
          return 0;
        }
      if (!ob_edit_set_label (edit, annotation, added, error))
        return 0;
    }

  return added;
}

gboolean
ob_edit_move_label (
    ObEdit *edit, ObEntity label, ObEntity parent, ObEntity before, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (ob_edit_get_project (edit));
  const ObLabel *moved = ob_codebook_get (codebook, label);
  gint64 position = 0;
  gboolean placed = FALSE;

  if (!ob_edit_check_kind (edit, label, OB_KIND_LABEL, error))
    return FALSE;
  if (label == parent || (parent != 0 && ob_codebook_is_below (codebook, parent, label)))
    {
      ob_project_refuse (error, _ ("A label cannot be below itself."));
      return FALSE;
    }
  if (moved == NULL || moved->parent != parent)
    if (!ob_edit_set_entity (edit, label, "parent", parent, error))
      return FALSE;

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *sibling = g_ptr_array_index (codebook->labels, i);

      if (sibling->parent != parent || sibling->entity == label)
        continue;
      if (sibling->entity == before)
        {
          placed = TRUE;
          if (!ob_edit_set_number (edit, label, "position", position++, error))
            return FALSE;
        }
      if (sibling->position != position
          && !ob_edit_set_number (edit, sibling->entity, "position", position, error))
        return FALSE;
      position++;
    }

  return placed || ob_edit_set_number (edit, label, "position", position, error);
}

/* Queries -------------------------------------------------------------------------------------- */

GArray *
ob_project_list_labelled (ObProject *project, ObEntity label)
{
  GArray *annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;

  if (database == NULL)
    return annotations;
  row = ob_database_query (database, "SELECT e FROM annotation WHERE label = ? ORDER BY e", "i",
                           label);
  while (ob_database_next (database, row))
    {
      ObEntity annotation = sqlite3_column_int64 (row, 0);

      g_array_append_val (annotations, annotation);
    }

  return annotations;
}
