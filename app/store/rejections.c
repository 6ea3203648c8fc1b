/* A rejection is a field of its own of the article, "rejected:KEY", so that two people's never
 * meet. */
#include "store/rejections.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/edit-private.h"

#define FIELD "rejected:"
#define MAX_KEY 150

gboolean
ob_edit_reject_suggestion (
    ObEdit *edit, ObEntity article, const char *key, gboolean rejected, GError **error)
{
  g_autofree char *field = g_strconcat (FIELD, key, NULL);

  if (!ob_edit_check_kind (edit, article, OB_KIND_ARTICLE, error)
      || !ob_edit_check_text (key, _ ("suggestion"), error))
    return FALSE;
  if (strlen (key) > MAX_KEY)
    {
      ob_project_refuse (error, _ ("The suggestion's key is too long."));
      return FALSE;
    }

  ob_edit_set (edit, article, field, rejected ? ob_value_new_integer (1) : ob_value_new_none ());
  return TRUE;
}

GHashTable *
ob_project_list_rejected (ObProject *project, ObEntity article)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) fields = NULL;
  OB_PROJECT_LOCK (project);

  if (ob_project_read (project) == NULL)
    return keys;
  fields = ob_state_get_fields (ob_project_get_state (project), article);
  for (guint i = 0; i < fields->len; i++)
    {
      const ObField *field = &g_array_index (fields, ObField, i);

      if (g_str_has_prefix (field->field, FIELD) && ob_value_get_integer (field->value) == 1)
        g_hash_table_add (keys, g_strdup (field->field + strlen (FIELD)));
    }

  return keys;
}
