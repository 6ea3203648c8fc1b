/* "webanno-tsv": WebAnno TSV 3, which INCEpTION and WebAnno write.  Read only.
 *
 *   #FORMAT=WebAnno TSV 3.3
 *   #T_SP=webanno.custom.Span|value                       spans: a column a feature
 *   #T_SP=a.Host|ROLE_a.Host:links_a.Link|a.Span          slots: a column of roles, one of targets
 *   #T_RL=webanno.custom.Relation|value|BT_a.Span         relations: last, where they come from
 *   #T_CH=a.Link|referenceRelation|referenceType          chains
 *
 *   #Text=This is a test .                                a line for each line of a sentence
 *   1-1    0-4    This    PER[1]|*    ...                 a row a token, or a part of one (1-1.1)
 *
 * In a cell "_" is nothing, "*" an annotation without a value; "|" parts what is stacked, and rows
 * with one number in brackets are one annotation.  Offsets count UTF-16 units.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/intake.h"
#include "formats/json-fields.h"

#define FORMAT "#FORMAT=WebAnno TSV 3"

typedef enum
{
  LAYER_SPAN,
  LAYER_RELATION,
  LAYER_CHAIN,
} LayerKind;

typedef struct
{
  LayerKind kind;
  char *type;     /* (owned) */
  char **columns; /* (owned) */
  guint first;    /* its first column among all */
} Layer;

/* An annotation, or a relation. */
typedef struct
{
  const Layer *layer;
  guint64 begin, end; /* UTF-16 units */
  char *key;          /* (owned) */
  GArray *values;     /* (owned) ObIncomingValue */
  const char *label;
  char *arc; /* (owned) (nullable): of a chain, what leads to the next */
} Unit;

/* What leads from one annotation to another: targets are known when all are read. */
typedef struct
{
  char *from, *type;  /* (owned) key; name */
  char *target;       /* (owned) "1-2[1]" */
  const char *layer;  /* its type; NULL: any */
  gboolean to_is_key; /* the other way round: from @target to the key @from */
} Pointer;

typedef struct
{
  ObIntake *intake;
  const char *name;
  GPtrArray *layers; /* (owned) Layer */
  guint n_columns;
  GString *text;     /* (owned) */
  guint64 n_units;   /* of @text, UTF-16 */
  GString *sentence; /* (owned) lines of #Text since the last token */
  GPtrArray *units;  /* (owned) Unit */
  GHashTable *by_id; /* (owned) "TYPE N": of annotations with a number, "TYPE chain C-L" -> Unit */
  GHashTable *at;    /* (owned) "TYPE TOKEN N" -> Unit; "TOKEN N" -> Unit of any type */
  GPtrArray *pointers; /* (owned) Pointer */
} Reader;

static void
layer_free (gpointer data)
{
  Layer *layer = data;

  g_free (layer->type);
  g_strfreev (layer->columns);
  g_free (layer);
}

static void
clear_value (gpointer data)
{
  ObIncomingValue *value = data;

  g_free (value->name);
  g_free (value->text);
}

static void
unit_free (gpointer data)
{
  Unit *unit = data;

  g_free (unit->key);
  g_free (unit->arc);
  g_array_unref (unit->values);
  g_free (unit);
}

static void
pointer_free (gpointer data)
{
  Pointer *pointer = data;

  g_free (pointer->from);
  g_free (pointer->type);
  g_free (pointer->target);
  g_free (pointer);
}

static const char *
get_local_name (const char *type)
{
  const char *dot = strrchr (type, '.');

  return dot != NULL ? dot + 1 : type;
}

static gboolean
refuse (const Reader *reader, guint line, const char *what, GError **error)
{
  return ob_json_refuse (error, _ ("%s, line %u: this is not how WebAnno writes it: “%.80s”."),
                         reader->name, line, what);
}

/* Cells ---------------------------------------------------------------------------------------- */

/* Splits at @separator where no "\" stands before it. */
static char **
split (const char *text, char separator)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *start = text;

  for (const char *at = text;; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
      else if (*at == separator || *at == '\0')
        {
          g_autofree char *part = g_strndup (start, (gsize) (at - start));

          g_strv_builder_add (builder, part);
          start = at + 1;
          if (*at == '\0')
            return g_strv_builder_end (builder);
        }
    }
}

/* Takes "[N]" off the end of @part; 0 when there is none. */
static guint64
take_number (char *part)
{
  gsize length = strlen (part);
  char *open = length > 2 && part[length - 1] == ']' ? strrchr (part, '[') : NULL;
  char *end;
  guint64 number;

  if (open == NULL || (open > part && open[-1] == '\\') || !g_ascii_isdigit (open[1]))
    return 0;
  number = g_ascii_strtoull (open + 1, &end, 10);
  /* "[1_2]" of relations: where from, and where to. */
  if (*end != ']' && *end != '_')
    return 0;
  *open = '\0';
  return number;
}

static char *
unescape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at != '\\' || at[1] == '\0')
        {
          g_string_append_c (out, *at);
          continue;
        }
      at++;
      if (*at == 't')
        g_string_append_c (out, '\t');
      else if (*at == 'n')
        g_string_append_c (out, '\n');
      else if (*at == 'r')
        g_string_append_c (out, '\r');
      else
        g_string_append_c (out, *at);
    }

  return g_string_free (out, FALSE);
}

/* Texts ---------------------------------------------------------------------------------------- */

static guint64
count_units (const char *text, const char *end)
{
  guint64 n = 0;

  for (; text < end; text = g_utf8_next_char (text))
    n += g_utf8_get_char (text) >= 0x10000 ? 2 : 1;
  return n;
}

/* The sentence that waits begins so that its first word is where its token says. */
static void
place_sentence (Reader *reader, guint64 begin, const char *token)
{
  const char *found = *token != '\0' ? strstr (reader->sentence->str, token) : NULL;
  guint64 before
      = count_units (reader->sentence->str, found != NULL ? found : reader->sentence->str);
  guint64 start = begin > before ? begin - before : 0;

  /* What is between sentences is not in the file; a gap of hundreds of pages is a mistake. */
  for (guint64 gap = 0; reader->n_units < start && gap < 1000000; gap++)
    {
      g_string_append_c (reader->text, reader->n_units + 1 == start ? '\n' : ' ');
      reader->n_units++;
    }
  g_string_append (reader->text, reader->sentence->str);
  reader->n_units
      += count_units (reader->sentence->str, reader->sentence->str + reader->sentence->len);
  g_string_truncate (reader->sentence, 0);
}

static void
add_sentence_line (Reader *reader, const char *line)
{
  g_autofree char *text = unescape (line);

  if (reader->sentence->len > 0)
    g_string_append_c (reader->sentence, '\n');
  g_string_append (reader->sentence, text);
}

/* Annotations ---------------------------------------------------------------------------------- */

static void
add_pointer (Reader *reader,
             const char *from,
             const char *type,
             const char *target,
             const char *layer,
             gboolean to_is_key)
{
  Pointer *pointer = g_new0 (Pointer, 1);

  pointer->from = g_strdup (from);
  pointer->type = g_strdup (type);
  pointer->target = g_strdup (target);
  pointer->layer = layer != NULL && strcmp (layer, "uima.tcas.Annotation") != 0 && *layer != '\0'
                       ? layer
                       : NULL;
  pointer->to_is_key = to_is_key;
  g_ptr_array_add (reader->pointers, pointer);
}

static Unit *
make_unit (Reader *reader, const Layer *layer, guint64 begin, guint64 end)
{
  Unit *unit = g_new0 (Unit, 1);

  unit->layer = layer;
  unit->label = get_local_name (layer->type);
  unit->begin = begin;
  unit->end = end;
  unit->key = g_strdup_printf ("%s/%u", reader->name, reader->units->len);
  unit->values = g_array_new (FALSE, FALSE, sizeof (ObIncomingValue));
  g_array_set_clear_func (unit->values, clear_value);
  g_ptr_array_add (reader->units, unit);
  return unit;
}

/* The annotation of @layer that @id names, begun here or earlier. */
static Unit *
get_unit (Reader *reader,
          const Layer *layer,
          const char *id,
          const char *token,
          guint64 number,
          guint64 begin,
          guint64 end,
          gboolean *is_new)
{
  Unit *unit = id != NULL ? g_hash_table_lookup (reader->by_id, id) : NULL;

  *is_new = unit == NULL;
  if (unit == NULL)
    unit = make_unit (reader, layer, begin, end);
  if (*is_new && id != NULL)
    g_hash_table_insert (reader->by_id, g_strdup (id), unit);
  unit->begin = MIN (unit->begin, begin);
  unit->end = MAX (unit->end, end);
  g_hash_table_insert (
      reader->at, g_strdup_printf ("%s %s %" G_GUINT64_FORMAT, layer->type, token, number), unit);
  g_hash_table_insert (reader->at, g_strdup_printf ("%s %" G_GUINT64_FORMAT, token, number), unit);
  return unit;
}

static void
add_value (Unit *unit, const char *name, const char *escaped)
{
  ObIncomingValue value = { NULL, NULL };

  if (strcmp (escaped, "*") == 0 || strcmp (escaped, "_") == 0 || *name == '\0')
    return;
  value.name = g_strdup (name);
  value.text = unescape (escaped);
  g_array_append_val (unit->values, value);
}

/* "ROLE_a.Host:links_a.Link": "links". */
static char *
get_slot_name (const char *column)
{
  const char *colon = strchr (column, ':');
  const char *end = colon != NULL ? strchr (colon, '_') : NULL;

  return end != NULL ? g_strndup (colon + 1, (gsize) (end - colon - 1)) : g_strdup ("related");
}

static void
add_slots (Reader *reader,
           const Unit *unit,
           const char *column,
           const char *roles,
           const char *targets,
           const char *type)
{
  g_auto (GStrv) role = split (roles, ';');
  g_auto (GStrv) target = split (targets, ';');
  g_autofree char *slot = get_slot_name (column);
  guint n_roles = g_strv_length (role);

  for (guint i = 0; target[i] != NULL; i++)
    {
      g_autofree char *name
          = i < n_roles && strcmp (role[i], "*") != 0 && strcmp (role[i], "_") != 0
                ? unescape (role[i])
                : g_strdup (slot);

      if (g_ascii_isdigit (*target[i]))
        add_pointer (reader, unit->key, name, target[i], type, FALSE);
    }
}

/* Cells of one layer in one row, each a list of what is stacked. */
typedef struct
{
  char ***cells; /* a list for each column */
  guint n_columns, n_stacked;
} Stack;

static const char *
get_part (const Stack *stack, guint column, guint i)
{
  return i < g_strv_length (stack->cells[column]) ? stack->cells[column][i] : "_";
}

static void
read_span (Reader *reader,
           const Layer *layer,
           const Stack *stack,
           guint i,
           const char *token,
           guint64 begin,
           guint64 end)
{
  guint64 number = 0;
  gboolean is_new, is_there = FALSE;
  g_autofree char *id = NULL;
  Unit *unit;

  for (guint c = 0; c < stack->n_columns; c++)
    {
      char *part = i < g_strv_length (stack->cells[c]) ? stack->cells[c][i] : NULL;
      gboolean is_target = c > 0 && g_str_has_prefix (layer->columns[c - 1], "ROLE_");

      is_there = is_there || (part != NULL && strcmp (part, "_") != 0);
      if (part != NULL && !is_target)
        {
          guint64 said = take_number (part);

          number = MAX (said, number);
        }
    }
  if (!is_there)
    return;
  id = number > 0 ? g_strdup_printf ("%s %" G_GUINT64_FORMAT, layer->type, number) : NULL;
  unit = get_unit (reader, layer, id, token, number, begin, end, &is_new);
  for (guint c = 0; c < stack->n_columns && is_new; c++)
    if (g_str_has_prefix (layer->columns[c], "ROLE_") && c + 1 < stack->n_columns)
      {
        add_slots (reader, unit, layer->columns[c], get_part (stack, c, i),
                   get_part (stack, c + 1, i), layer->columns[c + 1]);
        c++;
      }
    else
      add_value (unit, layer->columns[c], get_part (stack, c, i));
}

/* What a relation is called: its value, where it has one.  (transfer full) (nullable) */
static char *
get_relation_name (const Layer *layer, const Stack *stack, guint i)
{
  static const char *const names[] = { "value", "label", "role", "DependencyType", NULL };
  char *name = NULL;

  for (guint c = 0; c + 1 < stack->n_columns; c++)
    if (strcmp (get_part (stack, c, i), "*") != 0 && strcmp (get_part (stack, c, i), "_") != 0
        && (name == NULL || g_strv_contains (names, layer->columns[c])))
      {
        g_free (name);
        name = unescape (get_part (stack, c, i));
      }
  return name;
}

/* A relation ends at the annotation of this row, whose number is in the reference. */
static void
read_relation (Reader *reader, const Layer *layer, const Stack *stack, guint i, const char *token)
{
  guint last = stack->n_columns - 1;
  const char *reference = get_part (stack, last, i);
  const char *base = layer->columns[last];
  const char *open = strchr (reference, '[');
  const char *both = open != NULL ? strchr (open, '_') : NULL;
  guint64 number = both != NULL ? g_ascii_strtoull (both + 1, NULL, 10) : 0;
  g_autofree char *here = NULL, *name = NULL, *key = NULL;
  const Unit *unit;

  if (!g_ascii_isdigit (*reference))
    return;
  base = g_str_has_prefix (base, "BT_") ? base + 3 : base;
  name = get_relation_name (layer, stack, i);
  here = g_strdup_printf ("%s %s %" G_GUINT64_FORMAT, base, token, number);
  unit = g_hash_table_lookup (reader->at, here);
  if (unit == NULL)
    {
      /* The layer of the annotations may come after this one: looked up at the end. */
      key = g_strdup_printf ("@%s", here);
      add_pointer (reader, key, name != NULL ? name : get_local_name (layer->type), reference, base,
                   TRUE);
      return;
    }
  add_pointer (reader, unit->key, name != NULL ? name : get_local_name (layer->type), reference,
               base, TRUE);
}

/* "*->1-2": the second of the first chain. */
static void
read_chain (Reader *reader,
            const Layer *layer,
            const Stack *stack,
            guint i,
            const char *token,
            guint64 begin,
            guint64 end)
{
  const char *part = get_part (stack, 0, i);
  const char *arrow = g_strrstr (part, "->");
  const char *dash = arrow != NULL ? strchr (arrow + 2, '-') : NULL;
  g_autofree char *id = NULL, *kind = NULL;
  gboolean is_new;
  Unit *unit;

  if (dash == NULL)
    return;
  id = g_strdup_printf ("%s chain %s", layer->type, arrow + 2);
  unit = get_unit (reader, layer, id, token, 0, begin, end, &is_new);
  if (!is_new)
    return;
  unit->arc = g_strndup (part, (gsize) (arrow - part));
  if (stack->n_columns > 1)
    {
      kind = g_strdup (get_part (stack, 1, i));
      take_number (kind);
      add_value (unit, layer->columns[1], kind);
    }
}

/* Each link of a chain leads to the next. */
static void
link_chains (Reader *reader)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, reader->by_id);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Unit *unit = value, *next;
      const char *dash = unit->arc != NULL ? strrchr (id, '-') : NULL;
      g_autofree char *next_id = NULL;

      if (dash == NULL)
        continue;
      next_id = g_strdup_printf ("%.*s-%" G_GUINT64_FORMAT, (int) (dash - (const char *) id),
                                 (const char *) id, g_ascii_strtoull (dash + 1, NULL, 10) + 1);
      next = g_hash_table_lookup (reader->by_id, next_id);
      if (next != NULL)
        ob_intake_add_link (reader->intake, unit->key, next->key,
                            strcmp (unit->arc, "*") != 0 ? unit->arc : unit->label);
    }
}

static void
read_layer (
    Reader *reader, const Layer *layer, char **row, const char *token, guint64 begin, guint64 end)
{
  Stack stack = { NULL, g_strv_length (layer->columns), 0 };

  stack.cells = g_new0 (char **, stack.n_columns);
  for (guint c = 0; c < stack.n_columns; c++)
    {
      stack.cells[c] = split (row[layer->first + c], '|');
      stack.n_stacked = MAX (stack.n_stacked, g_strv_length (stack.cells[c]));
    }
  for (guint i = 0; i < stack.n_stacked; i++)
    if (layer->kind == LAYER_SPAN)
      read_span (reader, layer, &stack, i, token, begin, end);
    else if (layer->kind == LAYER_CHAIN)
      read_chain (reader, layer, &stack, i, token, begin, end);
    else
      read_relation (reader, layer, &stack, i, token);
  for (guint c = 0; c < stack.n_columns; c++)
    g_strfreev (stack.cells[c]);
  g_free (stack.cells);
}

/* Rows ----------------------------------------------------------------------------------------- */

static gboolean
read_row (Reader *reader, const char *line, guint number, GError **error)
{
  g_auto (GStrv) row = g_strsplit (line, "\t", -1);
  guint64 begin, end;
  char *dash, *after;

  if (g_strv_length (row) < 3 + reader->n_columns || !g_ascii_isdigit (*row[0])
      || !g_ascii_isdigit (*row[1]))
    return refuse (reader, number, line, error);
  begin = g_ascii_strtoull (row[1], &dash, 10);
  end = *dash == '-' ? g_ascii_strtoull (dash + 1, &after, 10) : 0;
  if (*dash != '-' || *after != '\0' || end < begin || end > G_MAXUINT32)
    return refuse (reader, number, line, error);

  if (reader->sentence->len > 0)
    {
      g_autofree char *token = unescape (row[2]);

      place_sentence (reader, begin, token);
    }
  for (guint i = 0; i < reader->layers->len; i++)
    read_layer (reader, g_ptr_array_index (reader->layers, i), row + 3, row[0], begin, end);
  return TRUE;
}

static gboolean
read_definition (Reader *reader, const char *line, guint number, GError **error)
{
  const char *equals = strchr (line, '=');
  const char *bar = equals != NULL ? strchr (equals, '|') : NULL;
  Layer *layer;

  if (bar == NULL)
    return refuse (reader, number, line, error);
  layer = g_new0 (Layer, 1);
  layer->kind = line[3] == 'R' ? LAYER_RELATION : line[3] == 'C' ? LAYER_CHAIN : LAYER_SPAN;
  layer->type = g_strndup (equals + 1, (gsize) (bar - equals - 1));
  layer->columns = g_strsplit (bar + 1, "|", -1);
  if (*layer->columns == NULL)
    {
      g_strfreev (layer->columns);
      layer->columns = g_strsplit (" ", " ", 1);
      **layer->columns = '\0';
    }
  layer->first = reader->n_columns;
  reader->n_columns += g_strv_length (layer->columns);
  g_ptr_array_add (reader->layers, layer);
  return TRUE;
}

static gboolean
read_line (Reader *reader, const char *line, guint number, GError **error)
{
  if (number == 1 && !g_str_has_prefix (line, FORMAT))
    return ob_json_refuse (
        error, _ ("%s is not WebAnno TSV 3: export it again as “WebAnno TSV v3.3”."), reader->name);
  if (g_str_has_prefix (line, "#T_"))
    return read_definition (reader, line, number, error);
  if (g_str_has_prefix (line, "#Text="))
    {
      add_sentence_line (reader, line + strlen ("#Text="));
      return TRUE;
    }
  return *line == '\0' || *line == '#' || read_row (reader, line, number, error);
}

static gboolean
read_lines (Reader *reader, char *data, GError **error)
{
  guint number = 0;

  for (char *at = data; *at != '\0';)
    {
      char *line_end = at + strcspn (at, "\n");
      char *next = *line_end != '\0' ? line_end + 1 : line_end;

      *line_end = '\0';
      if (line_end > at && line_end[-1] == '\r')
        line_end[-1] = '\0';
      if (!read_line (reader, at, ++number, error))
        return FALSE;
      at = next;
    }

  if (number == 0)
    return read_line (reader, "", 1, error);
  if (reader->sentence->len > 0)
    place_sentence (reader, reader->n_units + 1, "");
  return TRUE;
}

/* Handing over --------------------------------------------------------------------------------- */

static const char *
find_target (const Reader *reader, const Pointer *pointer)
{
  g_autofree char *token = g_strdup (pointer->target);
  guint64 number = take_number (token);
  g_autofree char *key
      = pointer->layer != NULL
            ? g_strdup_printf ("%s %s %" G_GUINT64_FORMAT, pointer->layer, token, number)
            : g_strdup_printf ("%s %" G_GUINT64_FORMAT, token, number);
  const Unit *unit = g_hash_table_lookup (reader->at, key);

  return unit != NULL ? unit->key : NULL;
}

static gboolean
hand_over (Reader *reader, GError **error)
{
  for (guint i = 0; i < reader->units->len; i++)
    {
      Unit *unit = g_ptr_array_index (reader->units, i);
      g_autoptr (ObIncoming) incoming = NULL;

      if (unit->begin >= unit->end)
        {
          ob_intake_count (reader->intake, _ ("Annotations of no characters, left out"));
          continue;
        }
      incoming = ob_incoming_new (unit->label);
      incoming->key = g_strdup (unit->key);
      ob_incoming_add_segment (incoming, (gint64) unit->begin, (gint64) unit->end);
      for (guint k = 0; k < unit->values->len; k++)
        {
          const ObIncomingValue *value = &g_array_index (unit->values, ObIncomingValue, k);

          ob_incoming_add_value (incoming, value->name, value->text);
        }
      if (!ob_intake_add (reader->intake, incoming, error))
        return FALSE;
    }
  link_chains (reader);
  for (guint i = 0; i < reader->pointers->len; i++)
    {
      const Pointer *pointer = g_ptr_array_index (reader->pointers, i);
      const char *target = find_target (reader, pointer), *from = pointer->from;

      if (*from == '@')
        {
          const Unit *unit = g_hash_table_lookup (reader->at, from + 1);

          from = unit != NULL ? unit->key : NULL;
        }
      if (target == NULL || from == NULL)
        ob_intake_count (reader->intake, _ ("Links between what is no annotation, left out"));
      else if (pointer->to_is_key)
        ob_intake_add_link (reader->intake, target, from, pointer->type);
      else
        ob_intake_add_link (reader->intake, from, target, pointer->type);
    }

  return TRUE;
}

static gboolean
read_document (ObIntake *intake, const char *name, GBytes *bytes, GError **error)
{
  const char *base = strrchr (name, '/') != NULL ? strrchr (name, '/') + 1 : name;
  g_autofree char *title
      = g_strndup (base, strlen (base) - (g_str_has_suffix (base, ".tsv") ? strlen (".tsv") : 0));
  g_autofree char *data = NULL;
  gsize length;
  const char *utf8 = g_bytes_get_data (bytes, &length);
  ObIncomingArticle article = { .title = title, .file_name = base, .unit = OB_UNIT_UTF16 };
  Reader reader = { .intake = intake, .name = name };
  gboolean done;

  if (!g_utf8_validate (utf8, (gssize) length, NULL))
    return ob_json_refuse (error, _ ("%s is not valid UTF-8."), name);
  data = g_strndup (utf8, length);
  reader.layers = g_ptr_array_new_with_free_func (layer_free);
  reader.text = g_string_new (NULL);
  reader.sentence = g_string_new (NULL);
  reader.units = g_ptr_array_new_with_free_func (unit_free);
  reader.by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.at = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.pointers = g_ptr_array_new_with_free_func (pointer_free);

  done = read_lines (&reader, data, error);
  article.text = reader.text->str;
  article.n_bytes = reader.text->len;
  if (done && reader.text->len == 0)
    ob_intake_count (intake, _ ("Documents without a text, left out"));
  else
    done = done && ob_intake_begin_article (intake, &article, error) && hand_over (&reader, error);

  g_ptr_array_unref (reader.pointers);
  g_hash_table_unref (reader.at);
  g_hash_table_unref (reader.by_id);
  g_ptr_array_unref (reader.units);
  g_ptr_array_unref (reader.layers);
  g_string_free (reader.sentence, TRUE);
  g_string_free (reader.text, TRUE);
  return done;
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  const GPtrArray *names = ob_source_list (import->source);
  g_autoptr (ObIntake) intake = ob_intake_new (import, "webanno-tsv");

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr (GBytes) bytes = NULL;

      if (ob_source_is_several (import->source) && !g_str_has_suffix (name, ".tsv"))
        continue;
      bytes = ob_source_get (import->source, name, error);
      if (bytes == NULL || !read_document (intake, name, bytes, error))
        return FALSE;
    }

  return ob_intake_finish (intake, error);
}

static gboolean
recognise (const char *head, gsize length)
{
  return length >= strlen (FORMAT) && memcmp (head, FORMAT, strlen (FORMAT)) == 0;
}

static gboolean
recognise_several (const ObSource *source)
{
  const char *name = ob_source_find (source, ".tsv");
  g_autoptr (GBytes) bytes = name != NULL ? ob_source_get (source, name, NULL) : NULL;
  gsize length = 0;
  const char *head = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return head != NULL && recognise (head, length);
}

static const char *const extensions[] = { "tsv", NULL };

const ObFormat ob_format_webanno_tsv = {
  .id = "webanno-tsv",
  .title = N_ ("WebAnno TSV 3 (INCEpTION, WebAnno)"),
  .extensions = extensions,
  .loses
  = N_ ("Obelus reads it only. Tokens, sentences and annotations of no characters stay behind."),
  .shape = OB_SHAPE_FILE,
  .recognise = recognise,
  .recognise_several = recognise_several,
  .read = read_set,
};
