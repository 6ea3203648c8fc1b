/* Codebooks as tables: a row for each label, and below it a row for each of its attributes.
 *
 *   id,name,parent,colour,line,key,use_when,avoid_when,example,counter_example,
 *   attribute,type,choices,shown_when
 *
 * In a row of an attribute only the label's id and the last four cells are filled.  Choices are
 * separated by " | ", a "|" or "\" inside of one has a "\" before it.  "stance = denies | doubts"
 * says when an attribute is shown, "stance" that it is with any value of that one.
 *
 * Read are tables that have a column "name", whatever their order and whichever others they have.
 */
#include "formats/codebook-file-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/csv-cell.h"
#include "formats/csv-table.h"
#include "model/palette.h"

typedef enum
{
  ID,
  NAME,
  PARENT,
  COLOUR,
  LINE,
  KEY,
  USE_WHEN,
  AVOID_WHEN,
  EXAMPLE,
  COUNTER_EXAMPLE,
  ATTRIBUTE,
  TYPE,
  CHOICES,
  SHOWN_WHEN,
  N_COLUMNS
} Column;

static const char *const column_names[N_COLUMNS] = {
  "id",       "name",       "parent",  "colour",          "line",      "key",  "use_when",
  "avoid_when", "example", "counter_example", "attribute", "type", "choices", "shown_when",
};

/* A table being read. */
typedef struct
{
  ObCodebookFile *file;
  int columns[N_COLUMNS]; /* where each stands, or -1 */
  char **cells;
  guint row;
  GPtrArray *parents; /* (owned) char *: of each label, "" for none */
} Table;

/* Lists ---------------------------------------------------------------------------------------- */

static char *
join_list (char **texts)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (joined, " | ");
      for (const char *c = texts[i]; *c != '\0'; c++)
        {
          if (*c == '|' || *c == '\\')
            g_string_append_c (joined, '\\');
          g_string_append_c (joined, *c);
        }
    }

  return g_string_free (joined, FALSE);
}

static void
end_item (GPtrArray *items, GString *item)
{
  char *text = g_strstrip (g_strdup (item->str));

  if (*text != '\0' && !g_ptr_array_find_with_equal_func (items, text, g_str_equal, NULL))
    g_ptr_array_add (items, text);
  else
    g_free (text);
  g_string_truncate (item, 0);
}

/* NULL when there is nothing in it. */
static char **
split_list (const char *joined)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) item = g_string_new (NULL);

  for (const char *c = joined; *c != '\0'; c++)
    if (*c == '|')
      end_item (items, item);
    else
      {
        if (*c == '\\' && (c[1] == '|' || c[1] == '\\'))
          c++;
        g_string_append_c (item, *c);
      }
  end_item (items, item);
  if (items->len == 0)
    return NULL;

  g_ptr_array_add (items, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&items), FALSE);
}

/* Writing -------------------------------------------------------------------------------------- */

static void
add_row (GString *out, const char *const *cells)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    ob_csv_add (out, cells[i], TRUE);
  ob_csv_end_row (out);
}

static void
add_label (GString *out, const ObCodebook *codebook, const ObLabel *label)
{
  const ObLabel *parent = label->parent != 0 ? ob_codebook_get (codebook, label->parent) : NULL;
  g_autofree char *colour = g_strdup_printf ("%u", label->colour);
  const char *cells[N_COLUMNS] = {
    [ID] = label->id,
    [NAME] = label->name,
    [PARENT] = parent != NULL ? parent->id : NULL,
    [COLOUR] = colour,
    [LINE] = ob_line_get_name (label->line),
    [KEY] = label->key,
    [USE_WHEN] = label->use_when,
    [AVOID_WHEN] = label->avoid_when,
    [EXAMPLE] = label->example,
    [COUNTER_EXAMPLE] = label->counter_example,
  };

  add_row (out, cells);
}

static void
add_attribute (GString *out, const ObLabel *label, const ObAttribute *attribute)
{
  g_autofree char *choices = join_list (attribute->choices);
  g_autofree char *values = join_list (attribute->when_values);
  g_autofree char *when
      = attribute->when == NULL          ? NULL
        : attribute->when_values == NULL ? g_strdup (attribute->when)
                                         : g_strdup_printf ("%s = %s", attribute->when, values);
  const char *cells[N_COLUMNS] = {
    [ID] = label->id,
    [ATTRIBUTE] = attribute->name,
    [TYPE] = ob_attribute_type_get_name (attribute->type),
    [CHOICES] = choices,
    [SHOWN_WHEN] = when,
  };

  add_row (out, cells);
}

/* Reading -------------------------------------------------------------------------------------- */

/* "Use when" and "use_when" are one. */
static gboolean
find_columns (Table *table, char **header)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    table->columns[column] = -1;
  for (guint i = 0; header[i] != NULL; i++)
    {
      g_autofree char *name = g_strstrip (g_ascii_strdown (header[i], -1));

      g_strdelimit (name, " -", '_');
      for (guint column = 0; column < N_COLUMNS; column++)
        if (table->columns[column] < 0 && strcmp (column_names[column], name) == 0)
          table->columns[column] = (int) i;
    }

  return table->columns[NAME] >= 0;
}

/* "" when the row has no such cell. */
static const char *
get_cell (const Table *table, Column column)
{
  int place = table->columns[column];

  if (place < 0 || (guint) place >= g_strv_length (table->cells))
    return "";
  return table->cells[place];
}

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (const Table *table, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return ob_codebook_file_refuse (error, _ ("Row %u: %s"), table->row, message);
}

static gboolean
is_id (const char *text)
{
  return g_regex_match_simple ("^[A-Za-z0-9_-]{1,64}$", text, G_REGEX_DEFAULT,
                               G_REGEX_MATCH_DEFAULT);
}

/* A number of the palette, or "#rrggbb", which becomes the nearest. */
static gboolean
read_colour (const Table *table, ObLabel *label, GError **error)
{
  const char *text = get_cell (table, COLOUR);
  char *end = NULL;
  guint64 number;

  if (*text == '\0')
    return TRUE;
  number = *text == '#' ? g_ascii_strtoull (text + 1, &end, 16) : g_ascii_strtoull (text, &end, 10);
  if (*end != '\0' || (*text == '#' ? strlen (text) != 7 : number >= OB_N_COLOURS))
    return refuse (table, error, _ ("“%s” is no colour: a number from 0 to %d, or #rrggbb."), text,
                   OB_N_COLOURS - 1);

  label->colour = *text == '#' ? ob_palette_find ((guint32) number) : (guint) number;
  return TRUE;
}

static gboolean
read_look (const Table *table, ObLabel *label, GError **error)
{
  const char *line = get_cell (table, LINE), *key = get_cell (table, KEY);

  if (!read_colour (table, label, error))
    return FALSE;
  if (*line != '\0' && !ob_line_from_name (line, &label->line))
    return refuse (table, error, "%s",
                   _ ("“line” must be solid, dashed, dotted, double, wavy or dash-dot."));
  if (*key == '\0')
    return TRUE;
  if (g_utf8_strlen (key, -1) != 1)
    return refuse (table, error, "%s", _ ("“key” must be one character."));
  if (ob_codebook_find_key (table->file->codebook, key) != NULL)
    return refuse (table, error, _ ("The label “%s” already has the key “%s”."),
                   ob_codebook_find_key (table->file->codebook, key)->name, key);

  label->key = g_strdup (key);
  return TRUE;
}

static gboolean
read_label (Table *table, GError **error)
{
  const char *id = get_cell (table, ID), *name = get_cell (table, NAME);
  ObLabel *label;

  if (*name == '\0')
    return refuse (table, error, "%s", _ ("The label has no name."));
  if (*id != '\0' && !is_id (id))
    return refuse (table, error, _ ("“%s” must be made of letters, digits, “-” and “_”."), "id");
  for (guint i = 0; *id != '\0' && i < table->file->codebook->labels->len; i++)
    if (g_strcmp0 (((ObLabel *) table->file->codebook->labels->pdata[i])->id, id) == 0)
      return refuse (table, error, _ ("There is already a label “%s”."), id);

  label = ob_codebook_file_add (table->file, 0, error);
  if (label == NULL)
    return FALSE;
  label->id = *id != '\0' ? g_strdup (id)
                          : ob_codebook_dup_free_id (table->file->codebook, name);
  label->name = g_strdup (name);
  label->use_when = g_strdup (get_cell (table, USE_WHEN));
  label->avoid_when = g_strdup (get_cell (table, AVOID_WHEN));
  label->example = g_strdup (get_cell (table, EXAMPLE));
  label->counter_example = g_strdup (get_cell (table, COUNTER_EXAMPLE));
  g_ptr_array_add (table->parents, g_strdup (get_cell (table, PARENT)));
  return read_look (table, label, error);
}

static gboolean
read_definition (const Table *table, ObAttribute *attribute, GError **error)
{
  g_auto (GStrv) when = g_strsplit (get_cell (table, SHOWN_WHEN), "=", 2);
  const char *type = get_cell (table, TYPE);

  if (!ob_attribute_type_from_name (type, &attribute->type))
    return refuse (
        table, error, "%s",
        _ ("“type” must be choice, text, number, flag, date, speaker, dispute or position."));
  if (attribute->type == OB_ATTRIBUTE_CHOICE)
    attribute->choices = split_list (get_cell (table, CHOICES));
  if (attribute->type == OB_ATTRIBUTE_CHOICE && attribute->choices == NULL)
    return refuse (table, error, "%s", _ ("A choice needs “choices”, a list of texts."));
  if (when[0] == NULL || *g_strstrip (when[0]) == '\0')
    return TRUE;

  attribute->when = g_strdup (when[0]);
  if (when[1] != NULL)
    attribute->when_values = split_list (when[1]);
  return TRUE;
}

/* The attribute belongs to the label whose id stands in the row, else to the one above. */
static gboolean
read_attribute (const Table *table, GError **error)
{
  g_autoptr (ObAttribute) attribute
      = ob_attribute_new (get_cell (table, ATTRIBUTE), OB_ATTRIBUTE_TEXT);
  const char *id = get_cell (table, ID);
  const GPtrArray *labels = table->file->codebook->labels;
  ObLabel *label = labels->len > 0 ? g_ptr_array_index (labels, labels->len - 1) : NULL;

  for (guint i = 0; *id != '\0' && i < labels->len; i++)
    if (strcmp (((ObLabel *) g_ptr_array_index (labels, i))->id, id) == 0)
      label = g_ptr_array_index (labels, i);
  if (label == NULL || (*id != '\0' && strcmp (label->id, id) != 0))
    return refuse (table, error, "%s", _ ("The label of the attribute is not there."));
  if (!is_id (attribute->name))
    return refuse (table, error, _ ("“%s” must be made of letters, digits, “-” and “_”."),
                   "attribute");
  if (ob_label_find_attribute (label, attribute->name) != NULL)
    return refuse (table, error, _ ("There is already an attribute “%s”."), attribute->name);
  if (label->attributes->len >= OB_CODEBOOK_MAX_ATTRIBUTES)
    return refuse (table, error, _ ("There are more than %d attributes."),
                   OB_CODEBOOK_MAX_ATTRIBUTES);
  if (!read_definition (table, attribute, error))
    return FALSE;

  attribute->order = (int) label->attributes->len;
  g_ptr_array_add (label->attributes, g_steal_pointer (&attribute));
  return TRUE;
}

/* Parents may be named by id or by name, and come later in the table. */
static gboolean
place_labels (Table *table, GError **error)
{
  const ObCodebook *codebook = table->file->codebook;

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      ObLabel *label = g_ptr_array_index (codebook->labels, i);
      const char *name = g_ptr_array_index (table->parents, i);
      const ObLabel *parent = *name != '\0' ? ob_codebook_find (codebook, name) : NULL;

      if (*name != '\0' && parent == NULL)
        return ob_codebook_file_refuse (
            error, _ ("There is no label “%s” to be the parent of “%s”."), name, label->name);
      label->parent = parent != NULL ? parent->entity : 0;
    }
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      if (ob_codebook_is_below (codebook, label->entity, label->entity))
        return ob_codebook_file_refuse (error, _ ("The parents of “%s” form a circle."),
                                        label->name);
    }

  return TRUE;
}

/* A condition on what is not there is left out, since nothing would ever be shown. */
static void
check_conditions (Table *table)
{
  for (guint i = 0; i < table->file->codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (table->file->codebook->labels, i);

      for (guint k = 0; k < label->attributes->len; k++)
        {
          ObAttribute *attribute = g_ptr_array_index (label->attributes, k);

          if (attribute->when == NULL
              || (strcmp (attribute->when, attribute->name) != 0
                  && ob_label_find_attribute (label, attribute->when) != NULL))
            continue;
          ob_codebook_file_note (table->file,
                                 _ ("“%s” of “%s” is always shown, since there is no attribute "
                                    "“%s” that it could depend on."),
                                 attribute->name, label->name, attribute->when);
          g_clear_pointer (&attribute->when, g_free);
          g_clear_pointer (&attribute->when_values, g_strfreev);
        }
    }
}

/* Private functions ---------------------------------------------------------------------------- */

GString *
ob_codebook_csv_write (const ObCodebook *codebook)
{
  GString *out = g_string_new (NULL);

  add_row (out, column_names);
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      add_label (out, codebook, label);
      for (guint k = 0; k < label->attributes->len; k++)
        add_attribute (out, label, g_ptr_array_index (label->attributes, k));
    }
  g_string_prepend (out, OB_CSV_MARK);

  return out;
}

gboolean
ob_codebook_csv_read (const char *text, gsize length, ObCodebookFile *file, GError **error)
{
  g_autoptr (GPtrArray) rows = ob_csv_read (text, length, error);
  g_autoptr (GPtrArray) parents = g_ptr_array_new_with_free_func (g_free);
  Table table = { .file = file, .parents = parents };

  if (rows == NULL)
    return FALSE;
  if (rows->len == 0 || !find_columns (&table, g_ptr_array_index (rows, 0)))
    return ob_codebook_file_refuse (
        error, _ ("This is no codebook: it is neither JSON with “labels”, nor a REFI codebook, nor "
                  "a table with a column “name”."));

  for (guint i = 1; i < rows->len; i++)
    {
      table.cells = g_ptr_array_index (rows, i);
      table.row = i + 1;
      if (*get_cell (&table, ATTRIBUTE) != '\0' ? !read_attribute (&table, error)
                                                : !read_label (&table, error))
        return FALSE;
    }
  if (file->codebook->labels->len == 0)
    return ob_codebook_file_refuse (error, _ ("The table has no labels."));

  file->fields = (table.columns[COLOUR] >= 0 ? OB_TAKE_COLOUR : 0)
                 | (table.columns[LINE] >= 0 ? OB_TAKE_LINE : 0)
                 | (table.columns[KEY] >= 0 ? OB_TAKE_KEY : 0);
  check_conditions (&table);
  return place_labels (&table, error);
}
