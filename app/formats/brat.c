/* "brat": the standoff format of the brat annotation tool (https://brat.nlplab.org/standoff.html).
 *
 * For each article a .txt and an .ann file; annotation.conf names labels, links and attributes,
 * visual.conf says what to call labels and their colours.
 *
 *   T1  Claim 0 9;20 40  the words          a passage; fragments end at line ends, as brat wants it
 *   A1  stance T1 denies                    a choice or a flag
 *   R1  said-by Arg1:T1 Arg2:T2             a link
 *   N1  Reference T1 Obelus-speaker:ID  Sergey Lavrov      a speaker, dispute or position
 *   #1  AnnotatorNotes T1  a note           line ends as "\n"
 *   #2  ObelusMeta T1  {...}                everything that brat has no place for
 *
 * The text is exact; what it is called and the codebook are in the file obelus.json, which brat
 * leaves alone.  Offsets count code points.
 */
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "formats/intake.h"
#include "formats/json-fields.h"
#include "formats/json-writer.h"
#include "formats/side-file.h"
#include "model/json-parse.h"
#include "model/palette.h"

/* Writing -------------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *names;     /* (owned) files that are taken */
  GHashTable *terms;     /* (owned) gint64 * of an annotation of this article -> its T number */
  GString *side;         /* (owned) obelus.json */
  GHashTable *relations; /* (owned) types of links, for annotation.conf */
  guint n_terms, n_attributes, n_relations, n_notes, n_references;
  guint n_links_left_out, n_line_ends;
} State;

/* Names in brat are letters, digits, "-" and "_". */
static char *
make_name (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString *made = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0'; at++)
    g_string_append_c (made, g_ascii_isalnum (*at) || *at == '-' || *at == '_' ? *at : '_');
  if (made->len == 0 || !g_ascii_isalpha (made->str[0]))
    g_string_prepend_c (made, 'x');
  return g_string_free (made, FALSE);
}

/* On one line: brat keeps "\n" as it is, and so do we.  It breaks lines at whatever Unicode calls a
 * line end, and at some control characters. */
static void
append_line (GString *out, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (character == '\\')
        g_string_append (out, "\\\\");
      else if (character == '\n')
        g_string_append (out, "\\n");
      else if (character == '\t')
        g_string_append (out, "\\t");
      else if (character == 0x2028 || character == 0x2029 || g_unichar_iscntrl (character))
        g_string_append_printf (out, "\\u%04x", character);
      else
        g_string_append_unichar (out, character);
    }
}

static void
begin (ObExport *export)
{
  State *state = g_new0 (State, 1);

  export->state = state;
  state->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->terms = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  state->relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->side = ob_side_new (export->catalogue);
}

/* Fragments end before line ends, since an .ann file has a line for each passage; those of white
 * space only are left out. */
static GArray *
split_at_line_ends (const ObText *text, const GArray *segments, guint *n_split)
{
  GArray *fragments = ob_segments_new ();

  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);

      while (segment.start < segment.end)
        {
          ObSegment paragraph
              = ob_text_get_paragraph (text, ob_text_get_paragraph_at (text, segment.start));
          ObSegment fragment = { segment.start, MIN (segment.end, paragraph.end) };

          if (fragment.start < fragment.end)
            g_array_append_val (fragments, fragment);
          if (fragment.end < segment.end)
            (*n_split)++;
          segment.start = MAX (fragment.end + 1, segment.start + 1);
        }
    }

  return fragments;
}

static void
add_term (ObExport *export, const ObText *text, const ObAnnotation *annotation)
{
  State *state = export->state;
  GString *out = export->sink->buffer;
  guint n_split = 0;
  g_autoptr (GArray) fragments = split_at_line_ends (text, annotation->segments, &n_split);
  g_autofree char *name
      = make_name (ob_catalogue_get_label_id (export->catalogue, annotation->label));

  state->n_terms++;
  state->n_line_ends += n_split > 0;
  g_hash_table_insert (state->terms, g_memdup2 (&annotation->entity, sizeof (ObEntity)),
                       GUINT_TO_POINTER (state->n_terms));
  g_string_append_printf (out, "T%u\t%s ", state->n_terms, name);
  for (guint i = 0; i < fragments->len; i++)
    {
      ObSegment fragment = g_array_index (fragments, ObSegment, i);

      g_string_append_printf (out, "%s%u %u", i > 0 ? ";" : "", fragment.start, fragment.end);
    }
  g_string_append_c (out, '\t');
  for (guint i = 0; i < fragments->len; i++)
    {
      ObSegment fragment = g_array_index (fragments, ObSegment, i);
      g_autofree char *words = ob_text_slice (text, fragment.start, fragment.end);

      g_string_append_printf (out, "%s%s", i > 0 ? " " : "", words);
    }
  g_string_append_c (out, '\n');
}

static gboolean
is_plain_value (const char *value)
{
  for (const char *at = value; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("-_+.", *at) == NULL)
      return FALSE;

  return *value != '\0';
}

/* Choices and flags are brat's attributes, what is named by its reference; the rest is in the
 * annotation's ObelusMeta. */
static void
add_attributes (ObExport *export, const ObAnnotation *annotation, guint term, GString *rest)
{
  State *state = export->state;
  GString *out = export->sink->buffer;
  const ObLabel *label = ob_codebook_get (export->catalogue->codebook, annotation->label);

  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      const ObField *field = &g_array_index (annotation->attributes, ObField, i);
      const ObAttribute *attribute
          = label != NULL ? ob_label_find_attribute (label, field->field) : NULL;
      g_autofree char *value = ob_catalogue_dup_value (export->catalogue, field->value);

      if (attribute != NULL && attribute->type == OB_ATTRIBUTE_CHOICE && is_plain_value (value))
        g_string_append_printf (out, "A%u\t%s T%u %s\n", ++state->n_attributes, field->field, term,
                                value);
      else
        {
          if (ob_value_get_type (field->value) == OB_VALUE_ENTITY)
            {
              g_autofree char *id
                  = ob_catalogue_dup_id (export->catalogue, ob_value_get_entity (field->value));

              g_string_append_printf (out, "N%u\tReference T%u Obelus-%s:%s\t",
                                      ++state->n_references, term, field->field, id);
              append_line (out, value);
              g_string_append_c (out, '\n');
            }
          ob_json_add_text (rest, field->field, value);
        }
    }
}

static void
add_details (ObExport *export, const ObAnnotation *annotation)
{
  State *state = export->state;
  GString *out = export->sink->buffer;
  g_autoptr (GString) meta = g_string_new (NULL);
  guint term = GPOINTER_TO_UINT (g_hash_table_lookup (state->terms, &annotation->entity));

  ob_intake_write_meta (meta, export->catalogue, annotation);
  g_string_truncate (meta, meta->len - 1);
  ob_json_name (meta, "attributes");
  ob_json_open (meta, '{');
  add_attributes (export, annotation, term, meta);
  g_string_append (meta, "}}");
  if (annotation->note != NULL && *annotation->note != '\0')
    {
      g_string_append_printf (out, "#%u\tAnnotatorNotes T%u\t", ++state->n_notes, term);
      append_line (out, annotation->note);
      g_string_append_c (out, '\n');
    }
  g_string_append_printf (out, "#%u\tObelusMeta T%u\t%s\n", ++state->n_notes, term, meta->str);
}

static void
add_links (ObExport *export, const ObAnnotation *annotation)
{
  State *state = export->state;
  g_autoptr (GPtrArray) links = ob_catalogue_list_links (export->catalogue, annotation->entity);
  guint from = GPOINTER_TO_UINT (g_hash_table_lookup (state->terms, &annotation->entity));

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);
      guint to = GPOINTER_TO_UINT (g_hash_table_lookup (state->terms, &link->to));
      g_autofree char *type = make_name (link->type);

      if (to == 0)
        {
          state->n_links_left_out++;
          continue;
        }
      g_hash_table_add (state->relations, g_strdup (type));
      g_string_append_printf (export->sink->buffer, "R%u\t%s Arg1:T%u Arg2:T%u\n",
                              ++state->n_relations, type, from, to);
      if (strcmp (type, link->type) != 0)
        {
          g_autoptr (GString) meta = g_string_new (NULL);

          ob_json_open (meta, '{');
          ob_json_add_text (meta, "type", link->type);
          ob_json_close (meta, '}');
          g_string_append_printf (export->sink->buffer, "#%u\tObelusMeta R%u\t%s\n",
                                  ++state->n_notes, state->n_relations, meta->str);
        }
    }
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  State *state = export->state;
  g_autofree char *name = ob_files_make_name (state->names, article->title, ".txt");
  g_autofree char *stem = g_strndup (name, strlen (name) - 4);
  g_autofree char *ann = g_strconcat (stem, ".ann", NULL);

  ob_side_add_article (state->side, export->catalogue, stem, article);

  ob_sink_begin_file (export->sink, name);
  g_string_append (export->sink->buffer, ob_text_get_utf8 (text, NULL));
  ob_sink_begin_file (export->sink, ann);
  g_hash_table_remove_all (state->terms);
  state->n_terms = state->n_attributes = state->n_relations = state->n_notes = 0;
  state->n_references = 0;
  for (guint i = 0; i < annotations->len; i++)
    add_term (export, text, g_ptr_array_index (annotations, i));
  for (guint i = 0; i < annotations->len; i++)
    {
      add_details (export, g_ptr_array_index (annotations, i));
      add_links (export, g_ptr_array_index (annotations, i));
      ob_sink_drain (export->sink);
    }
}

/* What annotation.conf says of an attribute. */
typedef struct
{
  GPtrArray *labels;  /* (owned) char *, owned: the labels that have it */
  GPtrArray *choices; /* (owned) char *, not owned */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_ptr_array_unref (choice->labels);
  g_ptr_array_unref (choice->choices);
  g_free (choice);
}

static void
learn_choices (GHashTable *choices, GPtrArray *order, const ObLabel *label, const char *made)
{
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);
      Choice *choice = g_hash_table_lookup (choices, attribute->name);

      if (attribute->type != OB_ATTRIBUTE_CHOICE)
        continue;
      if (choice == NULL)
        {
          choice = g_new0 (Choice, 1);
          choice->labels = g_ptr_array_new_with_free_func (g_free);
          choice->choices = g_ptr_array_new ();
          g_hash_table_insert (choices, attribute->name, choice);
          g_ptr_array_add (order, attribute->name);
        }
      g_ptr_array_add (choice->labels, g_strdup (made));
      for (guint k = 0; attribute->choices != NULL && attribute->choices[k] != NULL; k++)
        if (is_plain_value (attribute->choices[k])
            && !g_ptr_array_find_with_equal_func (choice->choices, attribute->choices[k],
                                                  g_str_equal, NULL))
          g_ptr_array_add (choice->choices, attribute->choices[k]);
    }
}

static void
append_names (GString *out, const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", (char *) g_ptr_array_index (names, i));
}

static void
add_relations (ObExport *export)
{
  State *state = export->state;
  GString *out = export->sink->buffer;
  g_autoptr (GList) names = NULL;

  for (guint i = 0; ob_link_get_types ()[i] != NULL; i++)
    g_hash_table_add (state->relations, g_strdup (ob_link_get_types ()[i]));
  names = g_list_sort (g_hash_table_get_keys (state->relations), (GCompareFunc) strcmp);
  g_string_append (out, "\n[relations]\n");
  for (const GList *item = names; item != NULL; item = item->next)
    g_string_append_printf (out, "%s\tArg1:<ENTITY>, Arg2:<ENTITY>\n", (char *) item->data);
  /* Without this line brat calls what crosses, or is in one place, a mistake. */
  g_string_append (out, "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n");
}

static void
add_configuration (ObExport *export)
{
  GString *out = export->sink->buffer;
  const GPtrArray *labels = export->catalogue->codebook->labels;
  g_autoptr (GHashTable) choices
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, choice_free);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  ob_sink_begin_file (export->sink, "annotation.conf");
  g_string_append (out, "[entities]\n");
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);
      g_autofree char *made = make_name (label->id);

      for (guint depth = 0; depth < label->depth; depth++)
        g_string_append_c (out, '\t');
      g_string_append_printf (out, "%s\n", made);
      learn_choices (choices, order, label, made);
    }

  add_relations (export);
  g_string_append (out, "\n[events]\n\n[attributes]\n");
  for (guint i = 0; i < order->len; i++)
    {
      const Choice *choice = g_hash_table_lookup (choices, g_ptr_array_index (order, i));

      g_string_append_printf (out, "%s\tArg:", (char *) g_ptr_array_index (order, i));
      append_names (out, choice->labels);
      g_string_append (out, ", Value:");
      append_names (out, choice->choices);
      g_string_append_c (out, '\n');
    }
}

/* Names to show, and colours. */
static void
add_looks (ObExport *export)
{
  GString *out = export->sink->buffer;
  const GPtrArray *labels = export->catalogue->codebook->labels;

  ob_sink_begin_file (export->sink, "visual.conf");
  g_string_append (out, "[labels]\n");
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);
      g_autofree char *made = make_name (label->id);
      g_autofree char *name = g_strdelimit (g_strdup (label->name), "|\t\n<>#", ' ');

      g_string_append_printf (out, "%s | %s\n", made, g_strstrip (name));
    }
  g_string_append (out, "\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, "
                        "borderColor:darken\nARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n");
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);
      g_autofree char *made = make_name (label->id);

      g_string_append_printf (out, "%s\tbgColor:#%06x\n", made,
                              ob_palette_get_fill (label->colour, OB_SCHEME_LIGHT) & 0xffffff);
    }
}

static void
end (ObExport *export)
{
  State *state = export->state;

  add_configuration (export);
  add_looks (export);
  ob_side_write (g_steal_pointer (&state->side), export->sink);

  ob_export_lose (
      export, N_ ("link leads to another article or to what was not exported, and is left out."),
      N_ ("links lead to other articles or to what was not exported, and are left out."),
      state->n_links_left_out);
  ob_export_lose (export, N_ ("annotation goes over a line end and is written in fragments."),
                  N_ ("annotations go over line ends and are written in fragments."),
                  state->n_line_ends);
  g_hash_table_unref (state->names);
  g_hash_table_unref (state->terms);
  g_hash_table_unref (state->relations);
  g_free (state);
}

/* Reading -------------------------------------------------------------------------------------- */

typedef struct
{
  ObIntake *intake; /* (owned) */
  JsonNode *side;   /* (owned) (nullable) */
  const char *stem;
  const ObText *text;  /* of the article under way */
  GHashTable *terms;   /* (owned) "T1" -> ObIncoming (owned) */
  GPtrArray *order;    /* ObIncoming */
  GPtrArray *links;    /* (owned) char **: id, type, from, to */
  GHashTable *renames; /* (owned) "R1" -> the link's whole type */
} Reader;

/* What append_line() wrote. */
static char *
read_line_ends (const char *text)
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
      if (*at == 'n')
        g_string_append_c (out, '\n');
      else if (*at == 't')
        g_string_append_c (out, '\t');
      else if (*at == '\\')
        g_string_append_c (out, '\\');
      else if (*at == 'u' && strlen (at) >= 5 && g_ascii_isxdigit (at[1]))
        {
          g_autofree char *digits = g_strndup (at + 1, 4);
          gunichar character = (gunichar) strtoul (digits, NULL, 16);

          if (g_unichar_validate (character) && character != 0)
            g_string_append_unichar (out, character);
          at += 4;
        }
      else
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, *at);
        }
    }

  return g_string_free (out, FALSE);
}

static gboolean
refuse_line (const char *what, GError **error)
{
  return ob_json_refuse (error, _ ("This is not how brat writes it: “%.80s”."), what);
}

/* "Claim 0 9;20 40" and the words. */
static gboolean
read_term (Reader *reader, const char *id, const char *middle, const char *words, GError **error)
{
  const char *space = strchr (middle, ' ');
  g_autofree char *label = space != NULL ? g_strndup (middle, (gsize) (space - middle)) : NULL;
  g_autoptr (ObIncoming) incoming = NULL;

  if (label == NULL || *label == '\0' || g_hash_table_contains (reader->terms, id))
    return refuse_line (middle, error);
  incoming = ob_incoming_new (label);
  for (const char *at = space; at != NULL; at = strchr (at, ';'))
    {
      char *start_end, *end_end;
      guint64 start, last;

      at += at == space ? 0 : 1;
      while (*at == ' ')
        at++;
      start = g_ascii_strtoull (at, &start_end, 10);
      last = g_ascii_strtoull (start_end, &end_end, 10);
      if (!g_ascii_isdigit (*at) || *start_end != ' ' || start_end + 1 == end_end
          || (*end_end != ';' && *end_end != '\0'))
        return refuse_line (middle, error);
      ob_incoming_add_segment (incoming, (gint64) MIN (start, G_MAXUINT32),
                               (gint64) MIN (last, G_MAXUINT32));
      at = end_end;
    }
  if (words != NULL)
    incoming->quote = g_strdup (words);
  incoming->key = g_strconcat (reader->stem, "/", id, NULL);
  g_ptr_array_add (reader->order, incoming);
  g_hash_table_insert (reader->terms, g_strdup (id), g_steal_pointer (&incoming));
  return TRUE;
}

static void
read_note (Reader *reader, const char *type, const char *target, const char *text)
{
  ObIncoming *incoming = g_hash_table_lookup (reader->terms, target);

  if (g_str_equal (type, "ObelusMeta") && incoming != NULL)
    {
      ob_incoming_read_meta (incoming, text);
    }
  else if (g_str_equal (type, "ObelusMeta"))
    {
      g_autoptr (JsonNode) root = ob_json_parse (text, -1, NULL);
      const char *whole = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                              ? ob_json_get_text (json_node_get_object (root), "type")
                              : NULL;

      if (whole != NULL)
        g_hash_table_insert (reader->renames, g_strdup (target), g_strdup (whole));
    }
  else if (incoming != NULL)
    {
      g_autofree char *note = read_line_ends (text);
      g_autofree char *before = g_steal_pointer (&incoming->note);

      incoming->note
          = before != NULL ? g_strconcat (before, "\n", note, NULL) : g_steal_pointer (&note);
    }
  else
    ob_intake_count (reader->intake, _ ("Notes on what is not there, left out"));
}

static void
keep_link (Reader *reader, const char *id, const char *type, const char *from, const char *to)
{
  char **link = g_new0 (char *, 5);

  link[0] = g_strdup (id);
  link[1] = g_strdup (type);
  link[2] = g_strdup (from);
  link[3] = g_strdup (to);
  g_ptr_array_add (reader->links, link);
}

/* "E1  Attack:T1 Agent:T2": the trigger is the annotation, roles are links. */
static void
read_event (Reader *reader, const char *id, const char *middle)
{
  g_auto (GStrv) parts = g_strsplit (middle, " ", -1);
  const char *trigger = parts[0] != NULL ? strchr (parts[0], ':') : NULL;
  ObIncoming *incoming = trigger != NULL ? g_hash_table_lookup (reader->terms, trigger + 1) : NULL;

  if (incoming == NULL)
    {
      ob_intake_count (reader->intake, _ ("Events without a trigger, left out"));
      return;
    }
  for (guint i = 1; parts[i] != NULL; i++)
    {
      char *colon = strchr (parts[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      keep_link (reader, id, parts[i], trigger + 1, colon + 1);
    }
  /* What points to the event points to its trigger. */
  keep_link (reader, id, "", id, trigger + 1);
}

static gboolean
read_relation (Reader *reader, const char *id, const char *middle, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (middle, " ", -1);
  const char *from = g_strv_length (parts) >= 3 ? strchr (parts[1], ':') : NULL;
  const char *to = from != NULL ? strchr (parts[2], ':') : NULL;

  if (to == NULL)
    return refuse_line (middle, error);
  keep_link (reader, id, parts[0], from + 1, to + 1);
  return TRUE;
}

/* "*  Equiv T1 T2 T3": each is linked to the one before. */
static void
read_equivalence (Reader *reader, const char *middle)
{
  g_auto (GStrv) parts = g_strsplit (middle, " ", -1);

  for (guint i = 2; parts[0] != NULL && parts[i - 1] != NULL && parts[i] != NULL; i++)
    keep_link (reader, "*", "same-as", parts[i - 1], parts[i]);
}

static gboolean
read_row (Reader *reader, char *line, GError **error)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", 3);
  const char *id = columns[0], *middle = columns[0] != NULL ? columns[1] : NULL;
  const char *rest = middle != NULL ? columns[2] : NULL;
  g_auto (GStrv) words = NULL;

  if (middle == NULL)
    return refuse_line (line, error);
  words = g_strsplit (middle, " ", 4);
  switch (*id)
    {
    case 'T':
      return read_term (reader, id, middle, rest, error);
    case 'R':
      return read_relation (reader, id, middle, error);
    case 'E':
      read_event (reader, id, middle);
      return TRUE;
    case '*':
      read_equivalence (reader, middle);
      return TRUE;
    case 'A':
    case 'M':
      if (words[0] == NULL || words[1] == NULL)
        return refuse_line (middle, error);
      if (g_hash_table_contains (reader->terms, words[1]))
        ob_incoming_add_value (g_hash_table_lookup (reader->terms, words[1]), words[0],
                               words[2] != NULL ? words[2] : "true");
      else
        ob_intake_count (reader->intake, _ ("Attributes of what is not there, left out"));
      return TRUE;
    case '#':
      if (words[0] == NULL || words[1] == NULL)
        return refuse_line (middle, error);
      read_note (reader, words[0], words[1], rest != NULL ? rest : "");
      return TRUE;
    case 'N':
      if (words[0] == NULL || words[1] == NULL || words[2] == NULL)
        return refuse_line (middle, error);
      if (!g_str_has_prefix (words[2], "Obelus-")
          && g_hash_table_contains (reader->terms, words[1]))
        ob_incoming_add_value (g_hash_table_lookup (reader->terms, words[1]), "reference",
                               words[2]);
      return TRUE;
    default:
      return refuse_line (line, error);
    }
}

static gboolean
read_rows (Reader *reader, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *copy = NULL;
  char *at;
  guint number = 0;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (!g_utf8_validate (data, (gssize) length, NULL))
    return ob_json_refuse (error, _ ("%s is not valid UTF-8."), name);
  copy = g_strndup (data, length);
  at = g_str_has_prefix (copy, "\xef\xbb\xbf") ? copy + 3 : copy;
  while (*at != '\0')
    {
      char *line_end = at + strcspn (at, "\n");
      char *next = *line_end != '\0' ? line_end + 1 : line_end;

      number++;
      *line_end = '\0';
      if (line_end > at && line_end[-1] == '\r')
        line_end[-1] = '\0';
      if (*at != '\0' && !read_row (reader, at, error))
        {
          g_prefix_error (error, _ ("%s, line %u: "), name, number);
          return FALSE;
        }
      at = next;
    }

  return TRUE;
}

/* Fragments that only a line end parts are one segment again. */
static void
join_fragments (ObText *text, ObIncoming *incoming)
{
  GArray *segments = incoming->segments;

  for (guint i = segments->len; i > 1; i--)
    {
      ObSegment *before = &g_array_index (segments, ObSegment, i - 2);
      ObSegment *after = &g_array_index (segments, ObSegment, i - 1);
      gboolean joined = after->start > before->end && after->start <= ob_text_get_length (text);

      for (guint32 at = before->end; joined && at < after->start; at++)
        joined = ob_text_get_char (text, at) == '\n';
      if (joined)
        {
          before->end = after->end;
          g_array_remove_index (segments, i - 1);
        }
    }
}

static gboolean
hand_over (Reader *reader, GError **error)
{
  ObText *text = ob_intake_get_text (reader->intake);

  for (guint i = 0; i < reader->order->len; i++)
    {
      ObIncoming *incoming = g_ptr_array_index (reader->order, i);

      if (text != NULL && incoming->segments->len > 1)
        join_fragments (text, incoming);
      if (!ob_intake_add (reader->intake, incoming, error))
        return FALSE;
    }
  for (guint i = 0; i < reader->links->len; i++)
    {
      char **link = g_ptr_array_index (reader->links, i);
      const char *whole = g_hash_table_lookup (reader->renames, link[0]);
      char *ends[2];

      if (*link[1] == '\0')
        continue;
      for (guint side = 0; side < 2; side++)
        {
          const char *end = link[2 + side];

          /* An event's id stands for its trigger. */
          for (guint k = 0; k < reader->links->len && *end == 'E'; k++)
            {
              char **other = g_ptr_array_index (reader->links, k);

              if (*other[1] == '\0' && g_str_equal (other[2], end))
                end = other[3];
            }
          ends[side] = g_strconcat (reader->stem, "/", end, NULL);
        }
      ob_intake_add_link (reader->intake, ends[0], ends[1], whole != NULL ? whole : link[1]);
      g_free (ends[0]);
      g_free (ends[1]);
    }

  return TRUE;
}

static gboolean
read_document (Reader *reader, ObSource *source, const char *ann, GError **error)
{
  g_autofree char *stem = g_strndup (ann, strlen (ann) - 4);
  g_autofree char *txt = g_strconcat (stem, ".txt", NULL);
  g_autoptr (GBytes) text = ob_source_get (source, txt, error);
  g_autoptr (GBytes) rows = text != NULL ? ob_source_get (source, ann, error) : NULL;
  ObIncomingArticle article = { .unit = OB_UNIT_POINTS };
  gboolean done;

  if (rows == NULL)
    return FALSE;
  reader->stem = stem;
  article.title = strrchr (stem, '/') != NULL ? strrchr (stem, '/') + 1 : stem;
  article.file_name = txt;
  article.text = g_bytes_get_data (text, &article.n_bytes);
  ob_side_describe (reader->side, stem, &article);
  reader->terms
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ob_incoming_free);
  reader->order = g_ptr_array_new ();
  reader->links = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  reader->renames = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  done = read_rows (reader, ann, rows, error)
         && ob_intake_begin_article (reader->intake, &article, error) && hand_over (reader, error);
  g_hash_table_unref (reader->terms);
  g_ptr_array_unref (reader->order);
  g_ptr_array_unref (reader->links);
  g_hash_table_unref (reader->renames);
  return done;
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  const GPtrArray *names = ob_source_list (import->source);
  Reader reader = { .intake = ob_intake_new (import, "brat") };
  gboolean done = ob_side_read (reader.intake, import->source, &reader.side, error);

  for (guint i = 0; done && i < names->len; i++)
    if (g_str_has_suffix (g_ptr_array_index (names, i), ".ann"))
      done = read_document (&reader, import->source, g_ptr_array_index (names, i), error);
  done = done && ob_intake_finish (reader.intake, error);

  g_clear_pointer (&reader.side, json_node_unref);
  ob_intake_free (reader.intake);
  return done;
}

static gboolean
recognise_several (const ObSource *source)
{
  return ob_source_find (source, ".ann") != NULL && ob_source_find (source, ".txt") != NULL;
}

static const char *const extensions[] = { "ann", NULL };

const ObFormat ob_format_brat = {
  .id = "brat",
  .title = N_ ("brat standoff"),
  .extensions = extensions,
  .loses = N_ ("Links between articles, comments, states and the original bytes of articles."),
  .shape = OB_SHAPE_FILES,
  .begin = begin,
  .add_article = add_article,
  .end = end,
  .recognise_several = recognise_several,
  .read = read_set,
};
