#include "analysis/label-parts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "analysis/search.h"
static void G_GNUC_PRINTF (2, 3)
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL && *error == NULL)
    *error = g_error_new_valist (OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID, format, arguments);
  va_end (arguments);
}

/* By value ------------------------------------------------------------------------------------- */

static const ObAttribute *
find_attribute (const ObCodebook *codebook, ObEntity label, const char *name)
{
  const ObLabel *found = ob_codebook_get (codebook, label);

  return found != NULL ? ob_label_find_attribute (found, name) : NULL;
}

/* The number of @value among @values, which it is added to; OB_LABEL_PARTS_MAX when there is no room. */
static guint
number_value (GPtrArray *values, const char *value)
{
  guint place;

  if (g_ptr_array_find_with_equal_func (values, value, g_str_equal, &place))
    return place;
  if (values->len < OB_LABEL_PARTS_MAX)
    g_ptr_array_add (values, g_strdup (value));

  return values->len < OB_LABEL_PARTS_MAX ? values->len - 1 : OB_LABEL_PARTS_MAX;
}

/* "Claim: denies"; of a flag "Claim: urgent" and "Claim: not urgent". */
static char *
name_part (const char *label, const ObAttribute *attribute, const char *value)
{
  if (attribute->type != OB_ATTRIBUTE_FLAG)
    return g_strdup_printf ("%s: %s", label, value);

  return strcmp (value, "true") == 0 ? g_strdup_printf ("%s: %s", label, attribute->name)
                                     /* Translators: a label, and a flag that is not set. */
                                     : g_strdup_printf (_ ("%s: not %s"), label, attribute->name);
}

/* @values: empty, with the name of the label first: so that numbers are those of parts. */
static gboolean
sort_by_value (ObLabelParts *parts, ObProject *project, const ObAttribute *attribute,
               GPtrArray *values, guint8 *places)
{
  for (guint i = 0; i < parts->annotations->len; i++)
    {
      ObEntity entity = g_array_index (parts->annotations, ObEntity, i);
      g_autoptr (ObAnnotation) annotation = ob_project_get_annotation (project, entity);
      g_autofree char *value = NULL;
      guint place = 0;

      if (annotation != NULL)
        value = ob_project_dup_value_text (project, attribute,
                                           ob_annotation_get_attribute (annotation, attribute->name));
      if (value != NULL)
        place = number_value (values, value);
      if (place == OB_LABEL_PARTS_MAX)
        return FALSE;
      places[i] = (guint8) place;
    }

  return TRUE;
}

/* By query ------------------------------------------------------------------------------------- */

/* Asks for annotations, whatever @text asks for. */
static ObQuery *
parse (ObProject *project, ObEntity label, const char *text, GError **error)
{
  g_autoptr (ObQuery) query = ob_query_parse (text, error);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObLabel *found = ob_codebook_get (codebook, label);
  g_autofree char *whole = NULL;

  if (query == NULL)
    return NULL;

  whole = g_strdup_printf ("label:\"%s\" AND (%s)", found != NULL ? found->id : "", text);
  return ob_query_parse (whole, error);
}

/* Writing -------------------------------------------------------------------------------------- */

/* The annotations of @part that still have the label. */
static GArray *
list_part (const ObLabelParts *parts, ObProject *project, guint part)
{
  GArray *annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  for (guint i = 0; i < parts->annotations->len; i++)
    {
      ObEntity annotation = g_array_index (parts->annotations, ObEntity, i);
      g_autoptr (ObAnnotation) now = NULL;

      if (parts->places[i] != part)
        continue;
      now = ob_project_get_annotation (project, annotation);
      if (now != NULL && now->label == parts->label)
        g_array_append_val (annotations, annotation);
    }

  return annotations;
}

/* An id that neither the codebook nor @ids has, which it is added to. (transfer none) */
static const char *
make_id (ObProject *project, GPtrArray *ids, const char *name)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autofree char *free_id = ob_codebook_dup_free_id (codebook, name);
  char *id = g_strdup (free_id);

  for (guint i = 2; g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL)
                    || ob_codebook_find (codebook, id) != NULL;
       i++)
    {
      g_free (id);
      id = g_strdup_printf ("%.58s-%u", free_id, i);
    }
  g_ptr_array_add (ids, id);

  return id;
}

static gboolean
write_part (ObEdit *edit, ObProject *project, const ObLabelParts *parts, guint part, GPtrArray *ids,
            GError **error)
{
  g_autoptr (GArray) annotations = list_part (parts, project, part);
  g_autofree char *name = g_strstrip (g_strdup (g_ptr_array_index (parts->names, part)));

  if (annotations->len == 0 && *name == '\0')
    return TRUE;
  if (annotations->len == 0)
    {
      refuse (error,
                         _ ("No annotation goes to “%s”: move some to it, or clear its name."), name);
      return FALSE;
    }
  if (*name == '\0')
    {
      refuse (error, _ ("The new label %u needs a name."), part + 1);
      return FALSE;
    }

  return ob_edit_split_label (edit, parts->label, make_id (project, ids, name), name, annotations, error)
         != 0;
}

/* Public functions ----------------------------------------------------------------------------- */

ObLabelParts *
ob_label_parts_new (ObProject *project, ObEntity label)
{
  ObLabelParts *parts = g_new0 (ObLabelParts, 1);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObLabel *found = ob_codebook_get (codebook, label);

  parts->label = label;
  parts->annotations = ob_project_list_labelled (project, label);
  parts->places = g_malloc0 (parts->annotations->len + 1);
  parts->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (parts->names, g_strdup (found != NULL ? found->name : ""));

  return parts;
}

ObLabelParts *
ob_label_parts_copy (const ObLabelParts *parts)
{
  ObLabelParts *copy = g_new0 (ObLabelParts, 1);

  copy->label = parts->label;
  copy->annotations = g_array_copy (parts->annotations);
  copy->places = g_memdup2 (parts->places, parts->annotations->len + 1);
  copy->names = g_ptr_array_copy (parts->names, (GCopyFunc) g_strdup, NULL);
  g_ptr_array_set_free_func (copy->names, g_free);

  return copy;
}

void
ob_label_parts_free (ObLabelParts *parts)
{
  g_array_unref (parts->annotations);
  g_ptr_array_unref (parts->names);
  g_free (parts->places);
  g_free (parts);
}

guint
ob_label_parts_add (ObLabelParts *parts, const char *name)
{
  if (parts->names->len >= OB_LABEL_PARTS_MAX)
    return 0;
  g_ptr_array_add (parts->names, g_strdup (name));

  return parts->names->len - 1;
}

guint
ob_label_parts_count (const ObLabelParts *parts, guint part)
{
  guint n = 0;

  for (guint i = 0; i < parts->annotations->len; i++)
    n += parts->places[i] == part;

  return n;
}

gboolean
ob_label_parts_by_value (ObLabelParts *parts,
                         ObProject *project,
                         const char *attribute,
                         GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObAttribute *definition = find_attribute (codebook, parts->label, attribute);
  const char *label = g_ptr_array_index (parts->names, 0);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint8 *places = g_malloc0 (parts->annotations->len + 1);

  if (definition == NULL)
    {
      refuse (error, _ ("The label “%s” has no attribute “%s”."), label, attribute);
      return FALSE;
    }
  g_ptr_array_add (values, g_strdup ("")); /* in the place of part 0 */
  if (!sort_by_value (parts, project, definition, values, places))
    {
      refuse (error,
                         _ ("“%s” has more than %u values here: sort by query, or choose annotations in "
                            "the list."),
                         attribute, OB_LABEL_PARTS_MAX - 1);
      return FALSE;
    }

  g_ptr_array_set_size (parts->names, 1);
  for (guint i = 1; i < values->len; i++)
    g_ptr_array_add (parts->names, name_part (label, definition, g_ptr_array_index (values, i)));
  memcpy (parts->places, places, parts->annotations->len);

  return TRUE;
}

int
ob_label_parts_by_query (ObLabelParts *parts,
                         ObProject *project,
                         const char *text,
                         guint part,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (ObQuery) query = parse (project, parts->label, text, error);
  g_autoptr (ObSearch) search = query != NULL ? ob_search_new (project) : NULL;
  g_autoptr (GHashTable) found = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) findings = NULL;
  int n = 0;

  if (query == NULL
      || !ob_search_catch_up (search, ob_query_has_words (query), NULL, NULL, cancellable, error))
    return -1;
  findings = ob_search_run (search, query, error);
  if (findings == NULL)
    return -1;

  for (guint i = 0; i < findings->len; i++)
    g_hash_table_add (found, &g_array_index (findings, ObFinding, i).annotation);
  for (guint i = 0; i < parts->annotations->len; i++)
    if (g_hash_table_contains (found, &g_array_index (parts->annotations, ObEntity, i)))
      {
        parts->places[i] = (guint8) part;
        n++;
      }

  return n;
}

gboolean
ob_edit_split_into_parts (ObEdit *edit, ObProject *project, const ObLabelParts *parts, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint part = 1; part < parts->names->len; part++)
    if (!write_part (edit, project, parts, part, ids, error))
      return FALSE;
  if (ids->len == 0)
    {
      refuse (error, _ ("Choose at least one annotation that gets the new label."));
      return FALSE;
    }

  return TRUE;
}
