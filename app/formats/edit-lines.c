#include "formats/edit-lines-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-writer.h"
#include "formats/lines.h"
#include "model/json-parse.h"

static void
result_free (gpointer data)
{
  ObEditResult *result = data;

  g_clear_pointer (&result->positions, g_array_unref);
  g_free (result->as);
  g_free (result->id);
  g_free (result);
}

static char *
make_key (ObKind kind, const char *name)
{
  return g_strdup_printf ("%d %s", kind, name);
}

static const ObEditOperation *
find_operation (const char *name)
{
  const ObEditOperation *tables[] = { ob_edit_annotation_operations, ob_edit_directory_operations };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const ObEditOperation *operation = tables[i]; operation->name != NULL; operation++)
      if (strcmp (operation->name, name) == 0)
        return operation;

  return NULL;
}

static gboolean
check_members (const ObEditOperation *operation, JsonObject *object, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) known = NULL;

  g_strv_builder_add (builder, "op");
  for (guint i = 0; operation->members[i] != NULL; i++)
    g_strv_builder_add (builder, operation->members[i]);
  if (operation->makes != OB_KIND_NONE)
    g_strv_builder_add (builder, "as");

  known = g_strv_builder_end (builder);
  return ob_json_check_names (object, (const char *const *) known, error);
}

static gboolean
check_as (ObEditLines *lines, const char *as, GError **error)
{
  if (as[0] != '$' || as[1] == '\0')
    return ob_json_refuse (error, _ ("“as” must be “$” and a name, such as “$lavrov”."));
  if (g_hash_table_contains (lines->named, as))
    return ob_json_refuse (error, _ ("An earlier line is called “%s” already."), as);

  return TRUE;
}

static gboolean
apply (ObEditLines *lines, JsonObject *object, guint number, GError **error)
{
  const ObEditOperation *operation;
  ObEditResult *result;
  const char *op, *as;

  if (!ob_json_take_text (object, "op", TRUE, &op, error))
    return FALSE;
  operation = find_operation (op);
  if (operation == NULL)
    return ob_json_refuse (error,
                           _ ("There is no operation “%s”; “obelus edit --help” lists them."), op);
  if (!check_members (operation, object, error)
      || !ob_json_take_text (object, "as", FALSE, &as, error)
      || (as != NULL && !check_as (lines, as, error)))
    return FALSE;

  result = g_new0 (ObEditResult, 1);
  result->line = number;
  result->op = operation->name;
  result->as = g_strdup (as);
  g_ptr_array_add (lines->results, result);
  if (!operation->run (lines, object, result, error))
    return FALSE;

  if (operation->makes != OB_KIND_NONE)
    g_hash_table_insert (lines->kinds, g_memdup2 (&result->entity, sizeof result->entity),
                         GINT_TO_POINTER (operation->makes));
  if (as != NULL)
    g_hash_table_insert (lines->named, g_strdup (as),
                         g_memdup2 (&result->entity, sizeof result->entity));
  return TRUE;
}

static gboolean
read_line (ObEditLines *lines, const char *line, gsize length, guint number, GError **error)
{
  g_autoptr (JsonNode) root = ob_json_parse_line (line, length, error);

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return ob_json_refuse (error, _ ("An edit is an object: {\"op\": ...}."));

  return apply (lines, json_node_get_object (root), number, error);
}

static gboolean
is_blank (const char *line, gsize length)
{
  gsize i = 0;

  while (i < length && g_ascii_isspace (line[i]))
    i++;

  return i == length;
}

static void
add_id (ObEditLines *lines, GString *out, const char *name, ObEntity entity)
{
  g_autofree char *id = ob_project_dup_id (lines->project, ob_edit_resolve (lines->edit, entity));

  if (name != NULL)
    ob_json_add_text (out, name, id);
  else
    ob_json_text (out, id);
}

/* The project does not change under the edits, so it is asked for a name once. */
static ObEntity
find_kept (ObEditLines *lines, ObKind kind, const char *key, const char *text, GError **error)
{
  const gint64 *kept = g_hash_table_lookup (lines->found, key);
  ObEntity found = kept != NULL ? *kept : ob_project_find (lines->project, kind, text, error);

  if (kept == NULL && found != 0)
    g_hash_table_insert (lines->found, g_strdup (key), g_memdup2 (&found, sizeof found));
  return found;
}

static ObEntity
find_any (ObEditLines *lines, const char *text, GError **error)
{
  ObEntity found = ob_project_lookup (lines->project, text);

  if (found == 0)
    found = ob_project_find (lines->project, OB_KIND_LABEL, text, NULL);
  if (found == 0)
    ob_json_refuse (error, _ ("There is nothing with the id “%s” in this project."), text);
  return found;
}

/* Private functions ---------------------------------------------------------------------------- */

ObEntity
ob_edit_lines_find (ObEditLines *lines, ObKind kind, const char *text, GError **error)
{
  const gint64 *named = g_hash_table_lookup (lines->named, text);
  /* Of all things only labels are called by a name where any thing can stand. */
  g_autofree char *key = make_key (kind != OB_KIND_NONE ? kind : OB_KIND_LABEL, text);

  if (named == NULL)
    named = g_hash_table_lookup (lines->names, key);
  if (named != NULL)
    {
      if (kind == OB_KIND_NONE || ob_edit_lines_get_kind (lines, *named) == kind)
        return *named;
      ob_json_refuse (error, _ ("“%s” is a %s, and a %s is needed here."), text,
                      ob_kind_get_name (ob_edit_lines_get_kind (lines, *named)),
                      ob_kind_get_name (kind));
      return 0;
    }
  return kind != OB_KIND_NONE ? find_kept (lines, kind, key, text, error)
                              : find_any (lines, text, error);
}

ObEntity
ob_edit_lines_take_entity (
    ObEditLines *lines, JsonObject *object, const char *name, ObKind kind, GError **error)
{
  const char *text;

  return ob_json_take_text (object, name, TRUE, &text, error)
             ? ob_edit_lines_find (lines, kind, text, error)
             : 0;
}

ObKind
ob_edit_lines_get_kind (ObEditLines *lines, ObEntity entity)
{
  gpointer kind = g_hash_table_lookup (lines->kinds, &entity);

  return kind != NULL ? (ObKind) GPOINTER_TO_INT (kind)
                      : ob_project_get_kind (lines->project, entity);
}

void
ob_edit_lines_learn (ObEditLines *lines, ObKind kind, const char *name, ObEntity entity)
{
  g_hash_table_insert (lines->names, make_key (kind, name), g_memdup2 (&entity, sizeof entity));
}

/* Public functions ----------------------------------------------------------------------------- */

ObEditLines *
ob_edit_lines_new (ObProject *project, ObEdit *edit, ObEntity annotator)
{
  ObEditLines *lines = g_new0 (ObEditLines, 1);

  lines->project = g_object_ref (project);
  lines->edit = edit;
  lines->annotator = annotator;
  lines->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  lines->kinds = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  lines->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  lines->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  lines->labels_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  lines->attributes
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ob_attribute_free);
  lines->results = g_ptr_array_new_with_free_func (result_free);
  return lines;
}

void
ob_edit_lines_free (ObEditLines *lines)
{
  if (lines == NULL)
    return;

  g_hash_table_unref (lines->named);
  g_hash_table_unref (lines->kinds);
  g_hash_table_unref (lines->names);
  g_hash_table_unref (lines->found);
  g_hash_table_unref (lines->labels_of);
  g_hash_table_unref (lines->attributes);
  g_ptr_array_unref (lines->results);
  g_object_unref (lines->project);
  g_free (lines);
}

gboolean
ob_edit_lines_read (ObEditLines *lines,
                    GInputStream *stream,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (ObLines) source = ob_lines_new (stream, OB_EDIT_LINES_MAX_BYTES);
  GError *failure = NULL;
  const char *line;
  gsize length;

  while ((line = ob_lines_next (source, &length, cancellable, &failure)) != NULL)
    if (!is_blank (line, length)
        && !read_line (lines, line, length, ob_lines_get_number (source), error))
      {
        g_prefix_error (error, _ ("Line %u: "), ob_lines_get_number (source));
        return FALSE;
      }

  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

guint
ob_edit_lines_get_n_edits (const ObEditLines *lines)
{
  return lines->results->len;
}

void
ob_edit_lines_report (ObEditLines *lines, GString *out)
{
  for (guint i = 0; i < lines->results->len; i++)
    {
      const ObEditResult *result = g_ptr_array_index (lines->results, i);

      g_string_append_c (out, '{');
      ob_json_add_integer (out, "line", result->line);
      ob_json_add_text (out, "op", result->op);
      if (result->id != NULL)
        ob_json_add_text (out, "id", result->id);
      else if (result->entity != 0)
        add_id (lines, out, "id", result->entity);
      if (result->as != NULL)
        ob_json_add_text (out, "as", result->as);
      if (result->positions != NULL)
        {
          ob_json_name (out, "positions");
          ob_json_open (out, '[');
          for (guint k = 0; k < result->positions->len; k++)
            add_id (lines, out, NULL, g_array_index (result->positions, ObEntity, k));
          ob_json_close (out, ']');
        }
      g_string_append (out, "}\n");
    }
}
