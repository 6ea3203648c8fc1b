#include "model/condition.h"

#include <string.h>

/* The value as conditions write it; NULL when there is none.  (transfer full) */
static char *
dup_value (const ObAttribute *attribute, const ObValue *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (ob_value_get_type (value))
    {
    case OB_VALUE_TEXT:
      return g_strdup (ob_value_get_text (value));
    case OB_VALUE_INTEGER:
      if (attribute->type == OB_ATTRIBUTE_FLAG)
        return g_strdup (ob_value_get_integer (value) ? "true" : "false");
      return g_strdup_printf ("%" G_GINT64_FORMAT, ob_value_get_integer (value));
    case OB_VALUE_REAL:
      return g_strdup (g_ascii_dtostr (number, sizeof number, ob_value_get_real (value)));
    case OB_VALUE_ENTITY:
      return g_strdup ("");
    default:
      return g_strdup (ob_attribute_get_default (attribute));
    }
}

/* A flag that is not set is false, and so it is a value only where a condition asks for that. */
static gboolean
matches (const ObAttribute *attribute, const ObAttribute *other, const ObValue *value)
{
  g_autofree char *text = dup_value (other, value);

  if (attribute->when_values == NULL)
    return text != NULL && strcmp (text, "false") != 0;
  if (text == NULL && other->type == OB_ATTRIBUTE_FLAG)
    return g_strv_contains ((const char *const *) attribute->when_values, "false");

  return text != NULL && g_strv_contains ((const char *const *) attribute->when_values, text);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_condition_holds (const ObLabel *label,
                    const ObAttribute *attribute,
                    const ObAnnotation *annotation)
{
  for (guint n_steps = 0; n_steps < label->attributes->len; n_steps++)
    {
      const ObAttribute *other
          = attribute->when != NULL ? ob_label_find_attribute (label, attribute->when) : NULL;

      if (other == NULL)
        return TRUE;
      if (!matches (attribute, other, ob_annotation_get_attribute (annotation, other->name)))
        return FALSE;
      attribute = other;
    }

  return TRUE;
}

gboolean
ob_condition_is_circular (const ObLabel *label, const char *attribute, const char *when)
{
  for (guint n_steps = 0; when != NULL && n_steps <= label->attributes->len; n_steps++)
    {
      const ObAttribute *other;

      if (strcmp (when, attribute) == 0)
        return TRUE;
      other = ob_label_find_attribute (label, when);
      when = other != NULL ? other->when : NULL;
    }

  return FALSE;
}
