/* What the writers of "uima-xmi" and "uima-json" have in common: documents, types, layers. */
#include "formats/uima.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-writer.h"
#include "formats/records.h"
#include "formats/side-file.h"
#include "formats/xml-writer.h"

/* An attribute of some labels, as a feature. */
typedef struct
{
  char *name;    /* (owned) */
  char *feature; /* (owned) */
  GPtrArray
      *choices; /* (owned) char *, not owned; empty unless all labels that have it have choices */
} Column;

struct _ObUimaExport
{
  const char *ending;
  GHashTable *names;   /* (owned) files that are taken */
  GHashTable *columns; /* (owned) name of an attribute -> Column */
  GPtrArray *order;    /* Column */
  GString *side;       /* (owned) */
  guint n_pieces, n_links_left_out;
};

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_free (column->feature);
  g_ptr_array_unref (column->choices);
  g_free (column);
}

/* Features are called as identifiers of Java are, and some names are taken. */
static char *
make_feature (ObUimaExport *state, const char *name)
{
  static const char *const taken[]
      = { "begin", "end",   "sofa", "label", "note", "piece",   "obelusId", "meta",
          "id",    "xmiID", "self", "type",  "view", "address", "class",    NULL };
  GString *made = g_string_new (NULL);
  gboolean unique = FALSE;

  for (const char *at = name; *at != '\0'; at++)
    g_string_append_c (made, g_ascii_isalnum (*at) ? *at : '_');
  if (!g_ascii_isalpha (made->str[0]))
    g_string_prepend_c (made, 'x');
  while (!unique)
    {
      unique = !g_strv_contains (taken, made->str);
      for (guint i = 0; i < state->order->len && unique; i++)
        unique = strcmp (((Column *) g_ptr_array_index (state->order, i))->feature, made->str) != 0;
      if (!unique)
        g_string_append (made, "Value");
    }
  return g_string_free (made, FALSE);
}

static Column *
get_column (ObUimaExport *state, const char *name)
{
  Column *column = g_hash_table_lookup (state->columns, name);

  if (column == NULL)
    {
      column = g_new0 (Column, 1);
      column->name = g_strdup (name);
      column->feature = make_feature (state, name);
      column->choices = g_ptr_array_new ();
      g_hash_table_insert (state->columns, column->name, column);
      g_ptr_array_add (state->order, column);
    }
  return column;
}

ObUimaExport *
ob_uima_export_new (ObExport *export, const char *ending)
{
  ObUimaExport *state = g_new0 (ObUimaExport, 1);
  const GPtrArray *labels = export->catalogue->codebook->labels;

  state->ending = ending;
  state->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->columns = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, column_free);
  state->order = g_ptr_array_new ();
  state->side = ob_side_new (export->catalogue);
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);

      for (guint k = 0; k < label->attributes->len; k++)
        {
          const ObAttribute *attribute = g_ptr_array_index (label->attributes, k);
          Column *column = get_column (state, attribute->name);

          for (guint c = 0; attribute->choices != NULL && attribute->choices[c] != NULL; c++)
            if (!g_ptr_array_find_with_equal_func (column->choices, attribute->choices[c],
                                                   g_str_equal, NULL))
              g_ptr_array_add (column->choices, attribute->choices[c]);
        }
    }

  return state;
}

/* Documents ------------------------------------------------------------------------------------ */

static void
add_values (ObExport *export, const ObAnnotation *annotation, ObUimaStructure *passage)
{
  ObUimaExport *state = export->state;
  g_autoptr (GString) meta = g_string_new (NULL);
  gboolean renamed = FALSE;

  ob_uima_add_text (passage, "note", annotation->note);
  ob_intake_write_meta (meta, export->catalogue, annotation);
  g_string_truncate (meta, meta->len - 1);
  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      const ObField *field = &g_array_index (annotation->attributes, ObField, i);
      const Column *column = get_column (state, field->field);
      g_autofree char *value = ob_catalogue_dup_value (export->catalogue, field->value);

      ob_uima_add_text (passage, column->feature, value);
      if (strcmp (column->feature, column->name) == 0)
        continue;
      if (!renamed)
        {
          ob_json_name (meta, "names");
          ob_json_open (meta, '{');
          renamed = TRUE;
        }
      ob_json_add_text (meta, column->feature, column->name);
    }
  g_string_append (meta, renamed ? "}}" : "}");
  ob_uima_add_text (passage, "meta", meta->str);
}

static void
add_passages (ObExport *export,
              ObUimaCas *cas,
              const ObUnits *units,
              const ObAnnotation *annotation,
              GHashTable *passages)
{
  ObUimaExport *state = export->state;
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, annotation->entity);

  state->n_pieces += annotation->segments->len > 1;
  for (guint i = 0; i < annotation->segments->len; i++)
    {
      ObSegment segment = g_array_index (annotation->segments, ObSegment, i);
      ObUimaStructure *passage = ob_uima_cas_add (cas, 0, OB_UIMA_PASSAGE);

      ob_uima_add_reference (passage, "sofa", OB_UIMA_ID_SOFA);
      ob_uima_add_number (
          passage, "begin",
          ob_units_convert (units, segment.start, OB_UNIT_POINTS, OB_UNIT_UTF16, NULL));
      ob_uima_add_number (
          passage, "end",
          ob_units_convert (units, segment.end, OB_UNIT_POINTS, OB_UNIT_UTF16, NULL));
      ob_uima_add_text (passage, "label",
                        ob_catalogue_get_label_id (export->catalogue, annotation->label));
      ob_uima_add_text (passage, "obelusId", id);
      ob_uima_add_number (passage, "piece", i);
      if (i > 0)
        continue;
      add_values (export, annotation, passage);
      g_hash_table_insert (passages, g_memdup2 (&annotation->entity, sizeof (ObEntity)), passage);
    }
}

static void
add_links (ObExport *export, ObUimaCas *cas, const ObAnnotation *annotation, GHashTable *passages)
{
  ObUimaExport *state = export->state;
  g_autoptr (GPtrArray) links = ob_catalogue_list_links (export->catalogue, annotation->entity);
  const ObUimaStructure *from = g_hash_table_lookup (passages, &annotation->entity);

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);
      const ObUimaStructure *to = g_hash_table_lookup (passages, &link->to);
      ObUimaStructure *made;
      gint64 begin = 0, end = 0;

      if (to == NULL)
        {
          state->n_links_left_out++;
          continue;
        }
      ob_uima_get_number (to, "begin", &begin);
      ob_uima_get_number (to, "end", &end);
      made = ob_uima_cas_add (cas, 0, OB_UIMA_LINK);
      ob_uima_add_reference (made, "sofa", OB_UIMA_ID_SOFA);
      ob_uima_add_number (made, "begin", begin);
      ob_uima_add_number (made, "end", end);
      ob_uima_add_reference (made, "Governor", from->id);
      ob_uima_add_reference (made, "Dependent", to->id);
      ob_uima_add_text (made, "linkType", link->type);
    }
}

ObUimaCas *
ob_uima_export_article (ObExport *export,
                        const ObArticle *article,
                        const ObText *text,
                        const GPtrArray *annotations)
{
  ObUimaExport *state = export->state;
  g_autoptr (ObUnits) units = ob_units_new ((ObText *) text);
  g_autoptr (GHashTable) passages
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *name = ob_files_make_name (state->names, article->title, state->ending);
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (state->ending));
  g_autoptr (GString) meta = g_string_new (NULL);
  ObUimaCas *cas = ob_uima_cas_new ();
  ObUimaStructure *document;

  ob_side_add_article (state->side, export->catalogue, stem, article);
  ob_sink_begin_file (export->sink, name);

  cas->text = g_strdup (ob_text_get_utf8 (text, NULL));
  cas->language = g_strdup (article->language != NULL ? article->language : "x-unspecified");
  cas->sofa = OB_UIMA_ID_SOFA;
  document = ob_uima_cas_add (cas, OB_UIMA_ID_DOCUMENT, "uima.tcas.DocumentAnnotation");
  ob_uima_add_reference (document, "sofa", OB_UIMA_ID_SOFA);
  ob_uima_add_number (document, "begin", 0);
  ob_uima_add_number (
      document, "end",
      ob_units_convert (units, ob_text_get_length (text), OB_UNIT_POINTS, OB_UNIT_UTF16, NULL));
  ob_uima_add_text (document, "language", cas->language);
  ob_json_open (meta, '{');
  ob_records_add_article (meta, export->catalogue, article);
  ob_json_close (meta, '}');
  document = ob_uima_cas_add (cas, 0, OB_UIMA_ARTICLE);
  ob_uima_add_reference (document, "sofa", OB_UIMA_ID_SOFA);
  ob_uima_add_text (document, "meta", meta->str);

  for (guint i = 0; i < annotations->len; i++)
    add_passages (export, cas, units, g_ptr_array_index (annotations, i), passages);
  for (guint i = 0; i < annotations->len; i++)
    add_links (export, cas, g_ptr_array_index (annotations, i), passages);
  return cas;
}

/* Types ---------------------------------------------------------------------------------------- */

typedef void (*AddType) (GString *out, const char *name, const char *super, gboolean ends);
typedef void (*AddFeature) (GString *out, const char *name, const char *range);

static void
add_types (ObExport *export, GString *out, AddType add_type, AddFeature add_feature)
{
  ObUimaExport *state = export->state;

  add_type (out, OB_UIMA_ARTICLE, "uima.cas.AnnotationBase", FALSE);
  add_feature (out, "meta", "uima.cas.String");
  add_type (out, OB_UIMA_ARTICLE, NULL, TRUE);

  add_type (out, OB_UIMA_PASSAGE, "uima.tcas.Annotation", FALSE);
  add_feature (out, "label", "uima.cas.String");
  add_feature (out, "note", "uima.cas.String");
  for (guint i = 0; i < state->order->len; i++)
    add_feature (out, ((Column *) g_ptr_array_index (state->order, i))->feature, "uima.cas.String");
  add_feature (out, "obelusId", "uima.cas.String");
  add_feature (out, "piece", "uima.cas.Integer");
  add_feature (out, "meta", "uima.cas.String");
  add_type (out, OB_UIMA_PASSAGE, NULL, TRUE);

  add_type (out, OB_UIMA_LINK, "uima.tcas.Annotation", FALSE);
  add_feature (out, "Governor", OB_UIMA_PASSAGE);
  add_feature (out, "Dependent", OB_UIMA_PASSAGE);
  add_feature (out, "linkType", "uima.cas.String");
  add_type (out, OB_UIMA_LINK, NULL, TRUE);
}

static void
add_xml_type (GString *out, const char *name, const char *super, gboolean ends)
{
  if (ends)
    g_string_append (out, "      </features>\n    </typeDescription>\n");
  else
    g_string_append_printf (out,
                            "    <typeDescription>\n      <name>%s</name>\n"
                            "      <supertypeName>%s</supertypeName>\n      <features>\n",
                            name, super);
}

static void
add_xml_feature (GString *out, const char *name, const char *range)
{
  g_string_append_printf (out,
                          "        <featureDescription><name>%s</name>"
                          "<rangeTypeName>%s</rangeTypeName></featureDescription>\n",
                          name, range);
}

static void
add_json_type (GString *out, const char *name, const char *super, gboolean ends)
{
  if (ends)
    {
      ob_json_close (out, '}');
      return;
    }
  ob_json_name (out, name);
  ob_json_open (out, '{');
  ob_json_add_text (out, "%NAME", name);
  ob_json_add_text (out, "%SUPER_TYPE", super);
}

static void
add_json_feature (GString *out, const char *name, const char *range)
{
  ob_json_name (out, name);
  ob_json_open (out, '{');
  ob_json_add_text (out, "%NAME", name);
  ob_json_add_text (out, "%RANGE", range);
  ob_json_close (out, '}');
}

void
ob_uima_write_json_types (ObExport *export, GString *out)
{
  add_types (export, out, add_json_type, add_json_feature);
}

/* Layers --------------------------------------------------------------------------------------- */

static void
add_layer_feature (GString *out,
                   const char *name,
                   const char *title,
                   const char *type,
                   gboolean visible,
                   const char *tags_name,
                   const GPtrArray *tags)
{
  ob_json_open (out, '{');
  ob_json_add_text (out, "name", name);
  ob_json_add_text (out, "uiName", title);
  ob_json_add_text (out, "type", type);
  ob_json_add_flag (out, "enabled", TRUE);
  ob_json_add_flag (out, "visible", visible);
  ob_json_name (out, "tag_set");
  if (tags == NULL || tags->len == 0)
    ob_json_null (out);
  else
    {
      ob_json_open (out, '{');
      ob_json_add_text (out, "name", tags_name);
      ob_json_add_text (out, "description", "");
      ob_json_add_text (out, "language", "");
      ob_json_add_flag (out, "create_tag", TRUE);
      ob_json_name (out, "tags");
      ob_json_open (out, '[');
      for (guint i = 0; i < tags->len; i++)
        {
          ob_json_open (out, '{');
          ob_json_add_text (out, "tag_name", g_ptr_array_index (tags, i));
          ob_json_add_text (out, "tag_description", "");
          ob_json_close (out, '}');
        }
      ob_json_close (out, ']');
      ob_json_close (out, '}');
    }
  ob_json_close (out, '}');
}

static void
open_layer (
    GString *out, const char *name, const char *title, const char *type, const char *attached)
{
  ob_json_open (out, '{');
  ob_json_add_text (out, "name", name);
  ob_json_add_text (out, "uiName", title);
  ob_json_add_text (out, "type", type);
  ob_json_add_text (out, "description", "");
  ob_json_add_flag (out, "enabled", TRUE);
  ob_json_add_flag (out, "built_in", FALSE);
  ob_json_add_flag (out, "readonly", FALSE);
  ob_json_name (out, "attach_type");
  if (attached == NULL)
    ob_json_null (out);
  else
    {
      ob_json_open (out, '{');
      ob_json_add_text (out, "name", attached);
      ob_json_close (out, '}');
    }
  ob_json_name (out, "attach_feature");
  ob_json_null (out);
  ob_json_add_flag (out, "cross_sentence", TRUE);
  ob_json_add_flag (out, "show_hover", TRUE);
  ob_json_add_text (out, "anchoring_mode", "CHARACTERS");
  ob_json_add_text (out, "overlap_mode", "ANY_OVERLAP");
  ob_json_add_text (out, "validation_mode", "NEVER");
  ob_json_name (out, "features");
  ob_json_open (out, '[');
}

static void
close_layer (GString *out)
{
  ob_json_close (out, ']');
  ob_json_close (out, '}');
}

/* What INCEpTION imports under Settings, Layers, before it opens the documents. */
static void
add_layers (ObExport *export)
{
  ObUimaExport *state = export->state;
  GString *out = export->sink->buffer;
  const GPtrArray *labels = export->catalogue->codebook->labels;
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), types = g_ptr_array_new ();

  for (guint i = 0; i < labels->len; i++)
    g_ptr_array_add (ids, ((ObLabel *) g_ptr_array_index (labels, i))->id);
  for (guint i = 0; ob_link_get_types ()[i] != NULL; i++)
    g_ptr_array_add (types, (char *) ob_link_get_types ()[i]);

  ob_sink_begin_file (export->sink, "inception-layers.json");
  ob_json_open (out, '[');
  open_layer (out, OB_UIMA_PASSAGE, "Obelus", "span", NULL);
  add_layer_feature (out, "label", "label", "uima.cas.String", TRUE, "Obelus labels", ids);
  add_layer_feature (out, "note", "note", "uima.cas.String", FALSE, NULL, NULL);
  for (guint i = 0; i < state->order->len; i++)
    {
      const Column *column = g_ptr_array_index (state->order, i);
      g_autofree char *tags = g_strconcat ("Obelus ", column->name, NULL);

      add_layer_feature (out, column->feature, column->name, "uima.cas.String", FALSE, tags,
                         column->choices);
    }
  add_layer_feature (out, "obelusId", "id", "uima.cas.String", FALSE, NULL, NULL);
  add_layer_feature (out, "piece", "piece", "uima.cas.Integer", FALSE, NULL, NULL);
  add_layer_feature (out, "meta", "more", "uima.cas.String", FALSE, NULL, NULL);
  close_layer (out);
  open_layer (out, OB_UIMA_LINK, "Obelus links", "relation", OB_UIMA_PASSAGE);
  add_layer_feature (out, "linkType", "type", "uima.cas.String", TRUE, "Obelus links", types);
  close_layer (out);
  open_layer (out, OB_UIMA_ARTICLE, "Obelus article", "document-metadata", NULL);
  add_layer_feature (out, "meta", "more", "uima.cas.String", FALSE, NULL, NULL);
  close_layer (out);
  g_string_append (out, "]\n");
}

void
ob_uima_export_end (ObExport *export)
{
  ObUimaExport *state = export->state;
  GString *out = export->sink->buffer;

  ob_sink_begin_file (export->sink, "TypeSystem.xml");
  g_string_append (out,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n"
                   "  <name>Obelus</name>\n  <types>\n");
  add_types (export, out, add_xml_type, add_xml_feature);
  g_string_append (out, "  </types>\n</typeSystemDescription>\n");
  add_layers (export);
  ob_side_write (g_steal_pointer (&state->side), export->sink);

  ob_export_lose (export, N_ ("discontinuous annotation is written as pieces."),
                  N_ ("discontinuous annotations are written as pieces."), state->n_pieces);
  ob_export_lose (
      export, N_ ("link leads to another article or to what was not exported, and is left out."),
      N_ ("links lead to other articles or to what was not exported, and are left out."),
      state->n_links_left_out);
  g_hash_table_unref (state->names);
  g_ptr_array_unref (state->order);
  g_hash_table_unref (state->columns);
  g_free (state);
}
