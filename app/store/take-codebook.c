/* Taking a codebook over into a project's. */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "model/codebook-compare.h"
#include "store/edit-codebook.h"
#include "store/edit-private.h"

typedef struct
{
  ObEdit *edit;
  ObCodebook *now; /* (owned) the project's */
  const ObCodebook *codebook;
  ObTakenFields fields;
  GArray *entities; /* (owned) ObEntity: of each label of @codebook, in the project */
} Taking;

static ObEntity
get_entity (const Taking *taking, ObEntity label)
{
  for (guint i = 0; i < taking->codebook->labels->len; i++)
    if (((const ObLabel *) g_ptr_array_index (taking->codebook->labels, i))->entity == label)
      return g_array_index (taking->entities, ObEntity, i);

  return 0;
}

/* TRUE when nothing of @now (nullable) is kept that the codebook does not have. */
static gboolean
is_replaced (const Taking *taking, const ObLabel *now)
{
  return (taking->fields & OB_TAKE_ALONE) != 0 && now != NULL
         && ob_project_count_annotations_with_label (ob_edit_get_project (taking->edit), now->entity)
                == 0;
}

static gboolean
take_text (const Taking *taking, ObEntity entity, const char *field, const char *now,
           const char *text, GError **error)
{
  gboolean empty = text == NULL || *text == '\0';

  return (empty && (now == NULL || (taking->fields & OB_TAKE_ALONE) == 0))
         || g_strcmp0 (now, text) == 0
         || ob_edit_set_text (taking->edit, entity, field, text, error);
}

static gboolean
take_texts (const Taking *taking, ObEntity entity, const ObLabel *label, const ObLabel *now,
            GError **error)
{
  return take_text (taking, entity, "name", now != NULL ? now->name : label->name, label->name,
                    error)
         && take_text (taking, entity, "use_when", now != NULL ? now->use_when : NULL,
                       label->use_when, error)
         && take_text (taking, entity, "avoid_when", now != NULL ? now->avoid_when : NULL,
                       label->avoid_when, error)
         && take_text (taking, entity, "example", now != NULL ? now->example : NULL, label->example,
                       error)
         && take_text (taking, entity, "counter_example",
                       now != NULL ? now->counter_example : NULL, label->counter_example, error)
         && take_text (taking, entity, "guid", now != NULL ? now->guid : NULL, label->guid, error);
}

static gboolean
take_look (const Taking *taking, ObEntity entity, const ObLabel *label, const ObLabel *now,
           GError **error)
{
  gboolean colour = now == NULL || ((taking->fields & OB_TAKE_COLOUR) && now->colour != label->colour);
  gboolean line = now == NULL || ((taking->fields & OB_TAKE_LINE) && now->line != label->line);

  return (!colour || ob_edit_set_number (taking->edit, entity, "colour", label->colour, error))
         && (!line || ob_edit_set_number (taking->edit, entity, "line", label->line, error));
}

/* @attribute as it will be: with the choices that only the project has after its own. */
static ObAttribute *
unite (const ObAttribute *attribute, const ObAttribute *now)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  ObAttribute *united = ob_attribute_copy (attribute);

  if (united->choices == NULL || now == NULL || now->choices == NULL)
    return united;

  g_strv_builder_addv (builder, (const char **) united->choices);
  for (guint i = 0; now->choices[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) united->choices, now->choices[i]))
      g_strv_builder_add (builder, now->choices[i]);
  g_strfreev (united->choices);
  united->choices = g_strv_builder_end (builder);
  return united;
}

static gboolean
take_attribute (const Taking *taking, ObEntity entity, const ObAttribute *attribute,
                const ObLabel *now, gboolean replaced, GError **error)
{
  const ObAttribute *old = now != NULL ? ob_label_find_attribute (now, attribute->name) : NULL;
  g_autoptr (ObAttribute) united = unite (attribute, replaced ? NULL : old);
  g_autofree char *json = ob_attribute_to_json (united);
  g_autofree char *old_json = old != NULL ? ob_attribute_to_json (old) : NULL;

  if (old != NULL && old->type != attribute->type && !replaced)
    {
      ob_project_refuse (error,
                         _ ("The attribute “%s” of “%s” is a %s here and a %s in the codebook: "
                            "rename one of them first."),
                         attribute->name, now->name, ob_attribute_type_get_name (old->type),
                         ob_attribute_type_get_name (attribute->type));
      return FALSE;
    }

  if (g_strcmp0 (json, old_json) == 0)
    return TRUE;

  if (old != NULL)
    ob_edit_keep_default (taking->edit, entity, old, united);
  return ob_edit_set_label_attribute (taking->edit, entity, attribute->name, united, error);
}

static gboolean
remove_attributes (const Taking *taking, const ObLabel *label, const ObLabel *now, GError **error)
{
  for (guint i = 0; i < now->attributes->len; i++)
    {
      const char *name = ((const ObAttribute *) g_ptr_array_index (now->attributes, i))->name;

      if (ob_label_find_attribute (label, name) == NULL
          && !ob_edit_set_label_attribute (taking->edit, now->entity, name, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* Labels that the codebook does not have, and annotations neither. */
static gboolean
remove_labels (const Taking *taking, GError **error)
{
  for (guint i = 0; i < taking->now->labels->len; i++)
    {
      const ObLabel *now = g_ptr_array_index (taking->now->labels, i);
      gboolean taken = FALSE;

      for (guint k = 0; k < taking->entities->len; k++)
        taken = taken || g_array_index (taking->entities, ObEntity, k) == now->entity;
      if (!taken && is_replaced (taking, now) && !ob_edit_delete (taking->edit, now->entity, error))
        return FALSE;
    }

  return TRUE;
}

/* Everything but tree and keys, which need all labels. */
static gboolean
take_label (Taking *taking, const ObLabel *label, GError **error)
{
  const ObLabel *now = ob_codebook_find_same (taking->now, label);
  ObEntity entity = now != NULL ? now->entity
                                : ob_edit_add_label (taking->edit, label->id, label->name, error);
  gboolean replaced = is_replaced (taking, now);

  if (entity == 0)
    return FALSE;
  g_array_append_val (taking->entities, entity);
  if (!take_texts (taking, entity, label, now, error)
      || !take_look (taking, entity, label, now, error))
    return FALSE;
  for (guint i = 0; i < label->attributes->len; i++)
    if (!take_attribute (taking, entity, g_ptr_array_index (label->attributes, i), now, replaced,
                         error))
      return FALSE;

  return !replaced || remove_attributes (taking, label, now, error);
}

/* TRUE when the project has the codebook's labels in that order already. */
static gboolean
has_order (const Taking *taking)
{
  guint place = 0;

  for (guint i = 0; i < taking->now->labels->len && place < taking->entities->len; i++)
    if (((const ObLabel *) g_ptr_array_index (taking->now->labels, i))->entity
        == g_array_index (taking->entities, ObEntity, place))
      place++;

  return place == taking->entities->len;
}

static gboolean
place_label (const Taking *taking, guint place, gboolean order, GError **error)
{
  const ObLabel *label = g_ptr_array_index (taking->codebook->labels, place);
  ObEntity entity = g_array_index (taking->entities, ObEntity, place);
  ObEntity parent = label->parent != 0 ? get_entity (taking, label->parent) : 0;
  const ObLabel *now = ob_codebook_get (taking->now, entity);
  gint64 position = taking->fields & OB_TAKE_POSITION ? label->position : (gint64) place;

  if (parent != (now != NULL ? now->parent : 0)
      && !ob_edit_set_entity (taking->edit, entity, "parent", parent, error))
    return FALSE;

  return !order || (now != NULL && now->position == position)
         || ob_edit_set_number (taking->edit, entity, "position", position, error);
}

/* First all that change are freed, since two labels may exchange them. */
static gboolean
free_keys (const Taking *taking, GError **error)
{
  for (guint i = 0; i < taking->entities->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (taking->codebook->labels, i);
      const ObLabel *now
          = ob_codebook_get (taking->now, g_array_index (taking->entities, ObEntity, i));

      if (now != NULL && now->key != NULL && g_strcmp0 (now->key, label->key) != 0
          && (label->key != NULL || is_replaced (taking, now))
          && !ob_edit_set_text (taking->edit, now->entity, "key", NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* A key that another label of the project has, or that is no key, stays away. */
static void
take_keys (const Taking *taking)
{
  for (guint i = 0; i < taking->entities->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (taking->codebook->labels, i);

      if (label->key != NULL)
        ob_edit_set_text (taking->edit, g_array_index (taking->entities, ObEntity, i), "key",
                          label->key, NULL);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_edit_take_codebook (ObEdit *edit,
                       const ObCodebook *codebook,
                       ObTakenFields fields,
                       GArray **entities_out,
                       GError **error)
{
  g_autoptr (ObCodebook) now = ob_project_ref_codebook (ob_edit_get_project (edit));
  g_autoptr (GArray) entities = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  Taking taking = { edit, now, codebook, fields, entities };
  gboolean order;

  for (guint i = 0; i < codebook->labels->len; i++)
    if (!take_label (&taking, g_ptr_array_index (codebook->labels, i), error))
      return FALSE;
  if ((fields & OB_TAKE_ALONE) && !remove_labels (&taking, error))
    return FALSE;
  order = (fields & OB_TAKE_POSITION) || !has_order (&taking);
  for (guint i = 0; i < codebook->labels->len; i++)
    if (!place_label (&taking, i, order, error))
      return FALSE;
  if (fields & OB_TAKE_KEY)
    {
      if (!free_keys (&taking, error))
        return FALSE;
      take_keys (&taking);
    }

  if (entities_out != NULL)
    *entities_out = g_steal_pointer (&entities);
  return TRUE;
}
