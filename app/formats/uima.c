/* The model of documents of UIMA: structures with features. */
#include "formats/uima.h"

#include <string.h>

static void
clear_feature (gpointer data)
{
  ObUimaFeature *feature = data;

  g_free (feature->name);
  g_free (feature->text);
}

static void
structure_free (gpointer data)
{
  ObUimaStructure *structure = data;

  g_free (structure->type);
  g_array_unref (structure->features);
  g_free (structure);
}

ObUimaCas *
ob_uima_cas_new (void)
{
  ObUimaCas *cas = g_new0 (ObUimaCas, 1);

  cas->structures = g_ptr_array_new_with_free_func (structure_free);
  cas->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  return cas;
}

void
ob_uima_cas_free (ObUimaCas *cas)
{
  if (cas == NULL)
    return;

  g_hash_table_unref (cas->by_id);
  g_ptr_array_unref (cas->structures);
  g_free (cas->text);
  g_free (cas->language);
  g_free (cas);
}

ObUimaStructure *
ob_uima_cas_add (ObUimaCas *cas, gint64 id, const char *type)
{
  ObUimaStructure *structure = g_new0 (ObUimaStructure, 1);

  structure->id = id != 0 ? id : OB_UIMA_ID_DOCUMENT + 1 + cas->structures->len;
  structure->type = g_strdup (type);
  structure->features = g_array_new (FALSE, FALSE, sizeof (ObUimaFeature));
  g_array_set_clear_func (structure->features, clear_feature);
  g_ptr_array_add (cas->structures, structure);
  g_hash_table_insert (cas->by_id, &structure->id, structure);
  return structure;
}

ObUimaStructure *
ob_uima_cas_find (const ObUimaCas *cas, gint64 id)
{
  return g_hash_table_lookup (cas->by_id, &id);
}

static void
add_feature (
    ObUimaStructure *structure, const char *name, ObUimaKind kind, const char *text, gint64 number)
{
  ObUimaFeature feature = { g_strdup (name), kind, g_strdup (text), number };

  g_array_append_val (structure->features, feature);
}

void
ob_uima_add_text (ObUimaStructure *structure, const char *name, const char *text)
{
  if (text != NULL)
    add_feature (structure, name, OB_UIMA_TEXT, text, 0);
}

void
ob_uima_add_number (ObUimaStructure *structure, const char *name, gint64 number)
{
  add_feature (structure, name, OB_UIMA_NUMBER, NULL, number);
}

void
ob_uima_add_reference (ObUimaStructure *structure, const char *name, gint64 id)
{
  add_feature (structure, name, OB_UIMA_REFERENCE, NULL, id);
}

void
ob_uima_add_references (ObUimaStructure *structure, const char *name, const char *ids)
{
  add_feature (structure, name, OB_UIMA_REFERENCE, ids, g_ascii_strtoll (ids, NULL, 10));
}

const ObUimaFeature *
ob_uima_get (const ObUimaStructure *structure, const char *name)
{
  for (guint i = 0; i < structure->features->len; i++)
    {
      const ObUimaFeature *feature = &g_array_index (structure->features, ObUimaFeature, i);

      if (strcmp (feature->name, name) == 0)
        return feature;
    }

  return NULL;
}

gboolean
ob_uima_get_number (const ObUimaStructure *structure, const char *name, gint64 *number)
{
  const ObUimaFeature *feature = ob_uima_get (structure, name);
  char *end;

  if (feature == NULL)
    return FALSE;
  *number = feature->number;
  if (feature->text == NULL)
    return TRUE;
  *number = g_ascii_strtoll (feature->text, &end, 10);
  return end != feature->text && *end == '\0';
}

const char *
ob_uima_get_text (const ObUimaStructure *structure, const char *name)
{
  const ObUimaFeature *feature = ob_uima_get (structure, name);

  return feature != NULL && feature->kind == OB_UIMA_TEXT && feature->text != NULL
                 && *feature->text != '\0'
             ? feature->text
             : NULL;
}
