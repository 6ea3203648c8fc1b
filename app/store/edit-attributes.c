/* Changing the definitions of a label's attributes with the values that annotations have. */
#include "store/edit-codebook.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/edit-private.h"

/* @attribute of @label as the codebook has it; NULL with error.  @codebook: (out) (transfer full). */
static const ObAttribute *
find_attribute (ObEdit *edit, ObEntity label, const char *name, ObCodebook **codebook,
                const ObLabel **found, GError **error)
{
  const ObAttribute *attribute = NULL;

  *codebook = ob_project_ref_codebook (ob_edit_get_project (edit));
  *found = ob_codebook_get (*codebook, label);
  if (*found != NULL)
    attribute = ob_label_find_attribute (*found, name);
  if (attribute == NULL)
    ob_project_refuse (error, _ ("The label “%s” has no attribute “%s”."),
                       *found != NULL ? (*found)->name : "?", name);

  return attribute;
}

/* Moves the values of all annotations of @label. */
static void
move_values (ObEdit *edit, ObEntity label, const char *old_name, const char *new_name)
{
  g_autoptr (GArray) annotations = ob_project_list_labelled (ob_edit_get_project (edit), label);
  g_autofree char *old_field = g_strconcat ("@", old_name, NULL);
  g_autofree char *new_field = g_strconcat ("@", new_name, NULL);

  for (guint i = 0; i < annotations->len; i++)
    {
      ObEntity annotation = g_array_index (annotations, ObEntity, i);
      g_autoptr (ObValue) value = ob_edit_get (edit, annotation, old_field);

      if (ob_value_is_none (value))
        continue;
      ob_edit_set (edit, annotation, new_field, ob_value_ref (value));
      ob_edit_set (edit, annotation, old_field, ob_value_new_none ());
    }
}

/* Writes @changed, a copy of one of the attributes, with @condition_changed () applied to those that
 * depend on it. */
static gboolean
rename_conditions (ObEdit *edit, const ObLabel *label, const char *old_name, const char *new_name,
                   GError **error)
{
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);
      g_autoptr (ObAttribute) changed = NULL;

      if (g_strcmp0 (attribute->when, old_name) != 0)
        continue;
      changed = ob_attribute_copy (attribute);
      g_free (changed->when);
      changed->when = g_strdup (new_name);
      if (!ob_edit_set_label_attribute (edit, label->entity, attribute->name, changed, error))
        return FALSE;
    }

  return TRUE;
}

/* @texts with @text replaced by @other, which stands in it only once. */
static char **
replace_text (char **texts, const char *text, const char *other)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean there = g_strv_contains ((const char *const *) texts, other);

  for (guint i = 0; texts[i] != NULL; i++)
    if (strcmp (texts[i], text) != 0)
      g_strv_builder_add (builder, texts[i]);
    else if (!there)
      g_strv_builder_add (builder, other);

  return g_strv_builder_end (builder);
}

static gboolean
rename_in_conditions (ObEdit *edit, const ObLabel *label, const char *name, const char *choice,
                      const char *other, GError **error)
{
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);
      g_autoptr (ObAttribute) changed = NULL;

      if (g_strcmp0 (attribute->when, name) != 0 || attribute->when_values == NULL
          || !g_strv_contains ((const char *const *) attribute->when_values, choice))
        continue;
      changed = ob_attribute_copy (attribute);
      g_strfreev (changed->when_values);
      changed->when_values = replace_text (attribute->when_values, choice, other);
      if (!ob_edit_set_label_attribute (edit, label->entity, attribute->name, changed, error))
        return FALSE;
    }

  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_edit_rename_attribute (
    ObEdit *edit, ObEntity label, const char *old_name, const char *new_name, GError **error)
{
  g_autoptr (ObCodebook) codebook = NULL;
  const ObLabel *found;
  const ObAttribute *attribute
      = find_attribute (edit, label, old_name, &codebook, &found, error);

  if (attribute == NULL)
    return FALSE;
  if (strcmp (old_name, new_name) == 0)
    return TRUE;
  if (ob_label_find_attribute (found, new_name) != NULL)
    {
      ob_project_refuse (error, _ ("The label “%s” has an attribute “%s” already."), found->name,
                         new_name);
      return FALSE;
    }
  if (!ob_edit_set_label_attribute (edit, label, new_name, attribute, error)
      || !ob_edit_set_label_attribute (edit, label, old_name, NULL, error)
      || !rename_conditions (edit, found, old_name, new_name, error))
    return FALSE;

  move_values (edit, label, old_name, new_name);
  return TRUE;
}

gboolean
ob_edit_rename_choice (ObEdit *edit,
                       ObEntity label,
                       const char *attribute,
                       const char *choice,
                       const char *other,
                       GError **error)
{
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (ObAttribute) changed = NULL;
  g_autoptr (GArray) annotations = NULL;
  g_autofree char *field = g_strconcat ("@", attribute, NULL);
  const ObLabel *found;
  const ObAttribute *now = find_attribute (edit, label, attribute, &codebook, &found, error);

  if (now == NULL || !ob_edit_check_text (other, _ ("choice"), error))
    return FALSE;
  if (now->choices == NULL || !g_strv_contains ((const char *const *) now->choices, choice))
    {
      ob_project_refuse (error, _ ("“%s” is no choice of “%s”."), choice, attribute);
      return FALSE;
    }

  changed = ob_attribute_copy (now);
  g_strfreev (changed->choices);
  changed->choices = replace_text (now->choices, choice, other);
  if (!ob_edit_set_label_attribute (edit, label, attribute, changed, error)
      || !rename_in_conditions (edit, found, attribute, choice, other, error))
    return FALSE;

  /* Where nothing was chosen the default counts: when that becomes another, it is written down. */
  annotations = ob_project_list_valued (ob_edit_get_project (edit), label, attribute, choice);
  for (guint i = 0; i < annotations->len; i++)
    {
      ObEntity annotation = g_array_index (annotations, ObEntity, i);
      g_autoptr (ObValue) value = ob_edit_get (edit, annotation, field);

      if (!ob_value_is_none (value) || strcmp (changed->choices[0], other) != 0)
        ob_edit_set (edit, annotation, field, ob_value_new_text (other));
    }

  return TRUE;
}

gboolean
ob_edit_move_attribute (
    ObEdit *edit, ObEntity label, const char *attribute, int step, GError **error)
{
  g_autoptr (ObCodebook) codebook = NULL;
  const ObLabel *found;
  int place = -1, n;

  if (find_attribute (edit, label, attribute, &codebook, &found, error) == NULL)
    return FALSE;

  n = (int) found->attributes->len;
  for (int i = 0; i < n; i++)
    if (strcmp (((ObAttribute *) g_ptr_array_index (found->attributes, i))->name, attribute) == 0)
      place = i;
  if (place + step < 0 || place + step >= n)
    return TRUE;

  for (int i = 0; i < n; i++)
    {
      g_autoptr (ObAttribute) copy
          = ob_attribute_copy (g_ptr_array_index (found->attributes, (guint) i));
      int order = i == place ? i + step : i == place + step ? place : i;

      if (copy->order == order)
        continue;
      copy->order = order;
      if (!ob_edit_set_label_attribute (edit, label, copy->name, copy, error))
        return FALSE;
    }

  return TRUE;
}

void
ob_edit_keep_default (ObEdit *edit, ObEntity label, const ObAttribute *now, const ObAttribute *then)
{
  g_autoptr (GArray) annotations = NULL;
  g_autofree char *field = g_strconcat ("@", now->name, NULL);

  if (now->type != OB_ATTRIBUTE_CHOICE || then->type != OB_ATTRIBUTE_CHOICE
      || g_strcmp0 (ob_attribute_get_default (now), ob_attribute_get_default (then)) == 0)
    return;

  annotations = ob_project_list_labelled (ob_edit_get_project (edit), label);
  for (guint i = 0; i < annotations->len; i++)
    {
      ObEntity annotation = g_array_index (annotations, ObEntity, i);
      g_autoptr (ObValue) value = ob_edit_get (edit, annotation, field);

      if (ob_value_is_none (value))
        ob_edit_set (edit, annotation, field, ob_value_new_text (ob_attribute_get_default (now)));
    }
}

GArray *
ob_project_list_valued (ObProject *project,
                        ObEntity label,
                        const char *attribute,
                        const char *text)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObLabel *found = ob_codebook_get (codebook, label);
  const ObAttribute *definition
      = found != NULL ? ob_label_find_attribute (found, attribute) : NULL;
  GArray *annotations = ob_project_list_labelled (project, label);

  for (guint i = annotations->len; i > 0; i--)
    {
      ObEntity entity = g_array_index (annotations, ObEntity, i - 1);
      g_autoptr (ObAnnotation) annotation = ob_project_get_annotation (project, entity);
      const ObValue *value
          = annotation != NULL ? ob_annotation_get_attribute (annotation, attribute) : NULL;
      g_autofree char *value_text
          = text != NULL ? ob_project_dup_value_text (project, definition, value) : NULL;

      if (text != NULL ? g_strcmp0 (value_text, text) != 0 : ob_value_is_none (value))
        g_array_remove_index (annotations, i - 1);
    }

  return annotations;
}

char *
ob_project_dup_value_text (ObProject *project, const ObAttribute *attribute, const ObValue *value)
{
  gboolean flag = attribute != NULL && attribute->type == OB_ATTRIBUTE_FLAG;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (ob_value_get_type (value))
    {
    case OB_VALUE_TEXT:
      return g_strdup (ob_value_get_text (value));
    case OB_VALUE_ENTITY:
      return ob_project_dup_label_of (project, ob_value_get_entity (value));
    case OB_VALUE_INTEGER:
      return flag ? g_strdup (ob_value_get_integer (value) ? "true" : "false")
                  : g_strdup_printf ("%" G_GINT64_FORMAT, ob_value_get_integer (value));
    case OB_VALUE_REAL:
      return g_strdup (g_ascii_dtostr (number, sizeof number, ob_value_get_real (value)));
    default:
      if (flag)
        return g_strdup ("false");
      return attribute != NULL ? g_strdup (ob_attribute_get_default (attribute)) : NULL;
    }
}
