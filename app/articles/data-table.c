#include "articles/data-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/reader.h"
#include "model/json-parse.h"

static ObDataTable *
table_new (void)
{
  ObDataTable *self = g_new0 (ObDataTable, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

/* Takes @row over. */
static void
add_row (ObDataTable *self, GPtrArray *row)
{
  if (self->rows->len < OB_DATA_MAX_ROWS)
    {
      g_ptr_array_add (self->rows, row);
      return;
    }
  self->n_left_out++;
  g_ptr_array_unref (row);
}

/* CSV ------------------------------------------------------------------------------------------ */

/* The separator of which the first line has most, outside of quotes. */
static char
guess_separator (const char *text)
{
  static const char separators[] = ",;\t|";
  guint counts[sizeof separators] = { 0 };
  guint best = 0;
  gboolean in_quotes = FALSE;

  for (; *text != '\0' && (in_quotes || *text != '\n'); text++)
    {
      const char *separator = strchr (separators, *text);

      in_quotes ^= *text == '"';
      if (separator != NULL && !in_quotes)
        counts[separator - separators]++;
    }
  for (guint i = 1; i < sizeof separators - 1; i++)
    if (counts[i] > counts[best])
      best = i;

  return separators[best];
}

/* One value, at @text; what stands behind it. */
static const char *
read_value (const char *text, char separator, GString *value)
{
  g_string_truncate (value, 0);
  if (*text == '"')
    {
      for (text++; *text != '\0'; text++)
        {
          if (*text == '"' && text[1] != '"')
            {
              text++;
              break;
            }
          if (*text == '"')
            text++;
          g_string_append_c (value, *text);
        }
    }
  while (*text != '\0' && *text != separator && *text != '\n' && *text != '\r')
    g_string_append_c (value, *text++);
  return text;
}

/* One row; what stands behind its line end. */
static const char *
read_row (const char *text, char separator, GPtrArray *row)
{
  g_autoptr (GString) value = g_string_new (NULL);

  for (;;)
    {
      text = read_value (text, separator, value);
      if (row->len < OB_DATA_MAX_COLUMNS)
        g_ptr_array_add (row, g_strdup (value->str));
      if (*text != separator)
        break;
      text++;
    }
  if (*text == '\r')
    text++;
  if (*text == '\n')
    text++;
  return text;
}

/* JSON ----------------------------------------------------------------------------------------- */

static void append_value (GString *out, JsonNode *node);

static void
append_member (GString *out, JsonObject *object)
{
  static const char *const names[] = { "name", "title", "text", "value" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (ob_json_get_text (object, names[i]) != NULL)
      {
        g_string_append (out, ob_json_get_text (object, names[i]));
        return;
      }
}

/* Texts and numbers as they are, arrays of them apart by commas or, if they are long, by lines. */
static void
append_value (GString *out, JsonNode *node)
{
  if (ob_json_is_text (node))
    g_string_append (out, json_node_get_string (node));
  else if (ob_json_is_integer (node))
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (JSON_NODE_HOLDS_OBJECT (node))
    append_member (out, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *element = json_array_get_element (array, i);
          gsize before = out->len;

          /* Arrays in arrays say nothing that could be shown. */
          if (JSON_NODE_HOLDS_ARRAY (element))
            continue;
          append_value (out, element);
          if (i + 1 < json_array_get_length (array))
            g_string_append (out, out->len - before > 80 ? "\n" : ", ");
        }
    }
}

static guint
find_column (ObDataTable *self, GHashTable *columns, const char *name)
{
  gpointer index;

  if (g_hash_table_lookup_extended (columns, name, NULL, &index))
    return GPOINTER_TO_UINT (index);
  if (self->names->len >= OB_DATA_MAX_COLUMNS)
    return G_MAXUINT;
  g_hash_table_insert (columns, g_strdup (name), GUINT_TO_POINTER (self->names->len));
  g_ptr_array_add (self->names, g_strdup (name));
  return self->names->len - 1;
}

static void
add_object (ObDataTable *self, GHashTable *columns, JsonObject *object)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      guint column = find_column (self, columns, name);
      GString *value;

      if (column == G_MAXUINT)
        continue;
      value = g_string_new (NULL);
      append_value (value, node);
      if (row->len <= column)
        g_ptr_array_set_size (row, (int) column + 1);
      g_free (row->pdata[column]);
      row->pdata[column] = g_string_free (value, FALSE);
    }
  add_row (self, row);
}

static void
add_array (ObDataTable *self, GHashTable *columns, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      add_object (self, columns, json_array_get_object_element (array, i));
}

/* An array of objects, or the first that is a member of an object, or that object. */
static void
add_root (ObDataTable *self, GHashTable *columns, JsonNode *root)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  g_autoptr (GList) members = object != NULL ? json_object_get_members (object) : NULL;

  if (JSON_NODE_HOLDS_ARRAY (root))
    {
      add_array (self, columns, json_node_get_array (root));
      return;
    }
  for (GList *l = members; l != NULL; l = l->next)
    {
      JsonNode *member = json_object_get_member (object, l->data);
      JsonArray *array = JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;

      if (array != NULL && json_array_get_length (array) > 0
          && JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, 0)))
        {
          add_array (self, columns, array);
          return;
        }
    }
  if (object != NULL)
    add_object (self, columns, object);
}

static void
set_json_error (GError **error, guint line, const GError *cause)
{
  if (line > 0)
    g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT, _ ("Line %u is no JSON: %s"),
                 line, cause->message);
  else
    g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT, _ ("It is no JSON: %s"),
                 cause->message);
}

static gboolean
add_lines (ObDataTable *self, GHashTable *columns, const char *utf8, GError **error)
{
  guint n = 0;

  while (*utf8 != '\0')
    {
      gsize length = strcspn (utf8, "\n");
      g_autoptr (GError) cause = NULL;

      n++;
      if (strspn (utf8, " \t\r") < length)
        {
          g_autoptr (JsonNode) node = ob_json_parse_line (utf8, length, &cause);

          if (node == NULL)
            {
              set_json_error (error, n, cause);
              return FALSE;
            }
          if (JSON_NODE_HOLDS_OBJECT (node))
            add_object (self, columns, json_node_get_object (node));
        }
      utf8 += length + (utf8[length] == '\n');
    }

  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

ObDataTable *
ob_data_table_read_csv (const char *utf8)
{
  ObDataTable *self = table_new ();
  char separator = guess_separator (utf8);

  utf8 = read_row (utf8, separator, self->names);
  while (*utf8 != '\0')
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

      utf8 = read_row (utf8, separator, row);
      if (row->len > self->names->len)
        g_ptr_array_set_size (row, (int) self->names->len);
      add_row (self, row);
    }
  g_ptr_array_add (self->names, NULL);
  return self;
}

ObDataTable *
ob_data_table_read_json (const char *utf8, gboolean is_lines, GError **error)
{
  g_autoptr (ObDataTable) self = table_new ();
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (is_lines)
    {
      if (!add_lines (self, columns, utf8, error))
        return NULL;
    }
  else
    {
      g_autoptr (GError) cause = NULL;
      g_autoptr (JsonNode) root = ob_json_parse (utf8, -1, &cause);

      if (root == NULL)
        {
          set_json_error (error, 0, cause);
          return NULL;
        }
      add_root (self, columns, root);
    }
  g_ptr_array_add (self->names, NULL);
  return g_steal_pointer (&self);
}

void
ob_data_table_free (ObDataTable *table)
{
  if (table == NULL)
    return;

  g_ptr_array_unref (table->names);
  g_ptr_array_unref (table->rows);
  g_free (table);
}
