/* Taking some of the differences between a codebook and the project's.
 *
 * Everything is taken in the order in which one thing may need another: labels that go, labels that
 * come, what they are called and look like, where they hang, and keys, which may change hands.
 */
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
  GHashTable *added; /* (owned) label of @codebook -> ObEntity of the one made for it */
} Taking;

typedef gboolean (*TakeFunc) (Taking *taking, const ObDifference *difference, GError **error);

/* The two labels of a difference; either may be missing. */
static const ObLabel *
find_now (const Taking *taking, const ObDifference *difference)
{
  return ob_codebook_find (taking->now, difference->id);
}

static const ObLabel *
find_other (const Taking *taking, const ObDifference *difference)
{
  const ObLabel *now = find_now (taking, difference);

  return now != NULL ? ob_codebook_find_same (taking->codebook, now)
                     : ob_codebook_find (taking->codebook, difference->id);
}

/* The label of the project that is @label of the codebook; 0 when it has none yet. */
static ObEntity
get_entity (const Taking *taking, const ObLabel *label)
{
  const ObLabel *now = ob_codebook_find_same (taking->now, label);
  const ObEntity *added = g_hash_table_lookup (taking->added, label);

  return added != NULL ? *added : now != NULL ? now->entity : 0;
}

/* Labels that go and come ----------------------------------------------------------------------- */

static gboolean
remove_label (Taking *taking, const ObDifference *difference, GError **error)
{
  const ObLabel *now = find_now (taking, difference);

  if (strcmp (difference->what, "label") != 0 || difference->second != NULL || now == NULL)
    return TRUE;

  return ob_edit_delete (taking->edit, now->entity, error);
}

static gboolean
set_texts (ObEdit *edit, ObEntity entity, const ObLabel *label, GError **error)
{
  const struct
  {
    const char *field;
    const char *text;
  } texts[] = {
    { "use_when", label->use_when },
    { "avoid_when", label->avoid_when },
    { "example", label->example },
    { "counter_example", label->counter_example },
    { "guid", label->guid },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].text != NULL
        && !ob_edit_set_text (edit, entity, texts[i].field, texts[i].text, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_label (Taking *taking, const ObDifference *difference, GError **error)
{
  const ObLabel *label;
  ObEntity *entity;

  if (strcmp (difference->what, "label") != 0 || difference->first != NULL)
    return TRUE;

  label = ob_codebook_find (taking->codebook, difference->id);
  entity = g_new0 (ObEntity, 1);
  *entity = ob_edit_add_label (taking->edit, label->id, label->name, error);
  g_hash_table_insert (taking->added, (gpointer) label, entity);
  if (*entity == 0 || !set_texts (taking->edit, *entity, label, error)
      || !ob_edit_set_number (taking->edit, *entity, "colour", label->colour, error)
      || !ob_edit_set_number (taking->edit, *entity, "line", label->line, error))
    return FALSE;
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);

      if (!ob_edit_set_label_attribute (taking->edit, *entity, attribute->name, attribute, error))
        return FALSE;
    }

  return TRUE;
}

/* What a label has ------------------------------------------------------------------------------ */

/* The definition @other in place of @now, with the choices that annotations have. (transfer full) */
static ObAttribute *
keep_choices (const Taking *taking, const ObLabel *label, const ObAttribute *now,
              const ObAttribute *other)
{
  ObProject *project = ob_edit_get_project (taking->edit);
  ObAttribute *united = ob_attribute_copy (other);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (now->choices == NULL || other->choices == NULL)
    return united;

  g_strv_builder_addv (builder, (const char **) other->choices);
  for (guint i = 0; now->choices[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) other->choices, now->choices[i]))
      {
        g_autoptr (GArray) having
          = ob_project_list_valued (project, label->entity, now->name, now->choices[i]);

        if (having->len > 0)
          g_strv_builder_add (builder, now->choices[i]);
      }
  g_strfreev (united->choices);
  united->choices = g_strv_builder_end (builder);
  return united;
}

static gboolean
take_attribute (const Taking *taking, const ObLabel *now, const ObLabel *other, const char *name,
                GError **error)
{
  const ObAttribute *old = ob_label_find_attribute (now, name);
  const ObAttribute *attribute = ob_label_find_attribute (other, name);
  g_autoptr (ObAttribute) taken = NULL;
  g_autoptr (GArray) having = NULL;

  if (attribute == NULL || old == NULL)
    return ob_edit_set_label_attribute (taking->edit, now->entity, name, attribute, error);

  having = ob_project_list_valued (ob_edit_get_project (taking->edit), now->entity, name, NULL);
  if (old->type != attribute->type && having->len > 0)
    {
      ob_project_refuse (error,
                         _ ("The attribute “%s” of “%s” is a %s here and a %s in the codebook: "
                            "rename one of them first."),
                         name, now->name, ob_attribute_type_get_name (old->type),
                         ob_attribute_type_get_name (attribute->type));
      return FALSE;
    }

  taken = keep_choices (taking, now, old, attribute);
  ob_edit_keep_default (taking->edit, now->entity, old, taken);
  return ob_edit_set_label_attribute (taking->edit, now->entity, name, taken, error);
}

static gboolean
take_field (Taking *taking, const ObDifference *difference, GError **error)
{
  const ObLabel *now = find_now (taking, difference), *other = find_other (taking, difference);
  const char *what = difference->what;

  if (g_strv_contains ((const char *const[]) { "label", "parent", "key", NULL }, what)
      || now == NULL || other == NULL)
    return TRUE;
  if (*what == '@')
    return take_attribute (taking, now, other, what + 1, error);
  if (strcmp (what, "colour") == 0)
    return ob_edit_set_number (taking->edit, now->entity, "colour", other->colour, error);
  if (strcmp (what, "line") == 0)
    return ob_edit_set_number (taking->edit, now->entity, "line", other->line, error);

  return ob_edit_set_text (taking->edit, now->entity, what, difference->second, error);
}

/* The tree -------------------------------------------------------------------------------------- */

/* TRUE when @label is @above or stands below it, as the edit leaves them. */
static gboolean
is_below (ObEdit *edit, ObEntity label, ObEntity above, guint n_labels)
{
  for (guint i = 0; label != 0 && label != above && i <= n_labels; i++)
    {
      g_autoptr (ObValue) parent = ob_edit_get (edit, label, "parent");

      label = ob_value_get_entity (parent);
    }

  return label == above;
}

/* Hangs what is new, or hangs elsewhere there, on the nearest label that the project has. */
static gboolean
take_parent (Taking *taking, const ObDifference *difference, GError **error)
{
  const ObLabel *other = find_other (taking, difference);
  gboolean new = strcmp (difference->what, "label") == 0 && difference->first == NULL;
  const ObLabel *above = NULL;
  ObEntity entity, parent = 0;

  if (other == NULL || (!new && strcmp (difference->what, "parent") != 0))
    return TRUE;

  entity = get_entity (taking, other);
  if (other->parent != 0)
    above = ob_codebook_get (taking->codebook, other->parent);
  while (above != NULL && (parent = get_entity (taking, above)) == 0)
    above = above->parent != 0 ? ob_codebook_get (taking->codebook, above->parent) : NULL;
  if (new && parent == 0)
    return TRUE;
  if (parent != 0
      && is_below (taking->edit, parent, entity,
                   taking->now->labels->len + taking->codebook->labels->len))
    {
      ob_project_refuse (error, _ ("A label cannot be below itself."));
      return FALSE;
    }

  return ob_edit_set_entity (taking->edit, entity, "parent", parent, error);
}

/* Keys ------------------------------------------------------------------------------------------ */

static gboolean
free_key (Taking *taking, const ObDifference *difference, GError **error)
{
  const ObLabel *now = find_now (taking, difference);

  return strcmp (difference->what, "key") != 0 || now == NULL
         || ob_edit_set_text (taking->edit, now->entity, "key", NULL, error);
}

static gboolean
take_key (Taking *taking, const ObDifference *difference, GError **error)
{
  const ObLabel *other = find_other (taking, difference);
  gboolean new = strcmp (difference->what, "label") == 0 && difference->first == NULL;

  if (other == NULL || other->key == NULL)
    return TRUE;
  /* A new label comes without the key that another one has. */
  if (new)
    {
      ob_edit_set_text (taking->edit, get_entity (taking, other), "key", other->key, NULL);
      return TRUE;
    }

  return strcmp (difference->what, "key") != 0
         || ob_edit_set_text (taking->edit, get_entity (taking, other), "key", other->key, error);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_edit_take_differences (ObEdit *edit,
                          const ObCodebook *codebook,
                          const GPtrArray *differences,
                          GError **error)
{
  static const TakeFunc funcs[] = { remove_label, free_key, add_label,
                                    take_field,   take_parent, take_key };
  g_autoptr (ObCodebook) now = ob_project_ref_codebook (ob_edit_get_project (edit));
  g_autoptr (GHashTable) added = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Taking taking = { edit, now, codebook, added };

  for (guint i = 0; i < G_N_ELEMENTS (funcs); i++)
    for (guint k = 0; k < differences->len; k++)
      {
        const ObDifference *difference = g_ptr_array_index (differences, k);

        if (!funcs[i](&taking, difference, error))
          {
            g_prefix_error (error, "%s: ", difference->label);
            return FALSE;
          }
      }

  return TRUE;
}
