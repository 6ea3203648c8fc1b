/* "refi": a project as REFI-QDA 1.0 has it (https://www.qdasoftware.org), which NVivo, ATLAS.ti,
 * MAXQDA, QualCoder and others exchange.
 *
 * An archive of project.qde and sources/GUID.txt.  A label is a code, an annotation a
 * PlainTextSelection with one Coding; each further segment is a selection of its own.  A GUID is
 * the thing's Obelus id in other digits.  A selection's description is the note, and behind it, in
 * a line that begins with "Obelus: ", JSON with everything that REFI has no place for; articles'
 * metadata and the rest of the codebook are in the file obelus.json.  Offsets count code points of
 * texts with LF and without a mark.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/intake.h"
#include "formats/json-writer.h"
#include "formats/refi.h"
#include "formats/side-file.h"
#include "formats/xml-writer.h"
#include "model/palette.h"

#define NAME_LENGTH 80

typedef struct
{
  GHashTable *names; /* (owned) titles that are taken: programs want them unique */
  GString *links;    /* (owned) XML */
  GString *side;     /* (owned) obelus.json */
  guint n_pieces;
} State;

/* The 16 bytes of @id, or of a hash of @id and @salt, as a GUID. */
static char *
make_guid (const char *id, const char *salt)
{
  g_autofree char *seed = g_strconcat (id, salt, NULL);
  static const char digits[] = "0123456789abcdef";
  GString *guid = g_string_sized_new (40);
  ObId bytes;

  if (salt != NULL || !ob_id_from_text (id, &bytes))
    bytes = ob_id_of_bytes (seed, strlen (seed));
  for (guint i = 0; i < OB_ID_BYTES; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        g_string_append_c (guid, '-');
      g_string_append_c (guid, digits[bytes.bytes[i] >> 4]);
      g_string_append_c (guid, digits[bytes.bytes[i] & 15]);
    }
  return g_string_free (guid, FALSE);
}

static char *
get_guid (ObExport *export, ObEntity entity, const char *salt)
{
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, entity);

  return make_guid (id != NULL ? id : "", salt);
}

static void
add_guid (GString *out, ObExport *export, const char *name, ObEntity entity, const char *salt)
{
  g_autofree char *guid = get_guid (export, entity, salt);

  ob_xml_add_attribute (out, name, guid);
}

static void
add_codes (ObExport *export, ObEntity parent)
{
  GString *out = export->sink->buffer;
  const GPtrArray *labels = export->catalogue->codebook->labels;

  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);
      g_autofree char *colour = NULL;

      if (label->parent != parent)
        continue;
      colour = g_strdup_printf ("#%06x",
                                ob_palette_get_line (label->colour, OB_SCHEME_LIGHT) & 0xffffff);
      g_string_append (out, "<Code");
      add_guid (out, export, "guid", label->entity, NULL);
      ob_xml_add_attribute (out, "name", label->name);
      ob_xml_add_attribute (out, "isCodable", "true");
      ob_xml_add_attribute (out, "color", colour);
      g_string_append_c (out, '>');
      ob_xml_add_element (out, "Description", label->use_when);
      add_codes (export, label->entity);
      g_string_append (out, "</Code>\n");
    }
}

static void
begin_project (ObExport *export)
{
  GString *out = export->sink->buffer;
  const GPtrArray *annotators = export->catalogue->annotators;
  g_autofree char *name = ob_project_dup_name (export->catalogue->project);

  ob_sink_begin_file (export->sink, OB_REFI_PROJECT);
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project");
  ob_xml_add_attribute (out, "xmlns", "urn:QDA-XML:project:1.0");
  ob_xml_add_attribute (out, "name", name);
  ob_xml_add_attribute (out, "origin", "Obelus");
  g_string_append (out, ">\n");
  if (annotators->len > 0)
    g_string_append (out, "<Users>");
  for (guint i = 0; i < annotators->len; i++)
    {
      const ObAnnotator *annotator = g_ptr_array_index (annotators, i);

      g_string_append (out, "<User");
      add_guid (out, export, "guid", annotator->entity, NULL);
      ob_xml_add_attribute (out, "name", annotator->name);
      g_string_append (out, "/>");
    }
  if (annotators->len > 0)
    g_string_append (out, "</Users>\n");
  if (export->catalogue->codebook->labels->len > 0)
    {
      g_string_append (out, "<CodeBook><Codes>\n");
      add_codes (export, 0);
      g_string_append (out, "</Codes></CodeBook>\n");
    }
  if (export->articles->len > 0)
    g_string_append (out, "<Sources>\n");
}

static void
begin (ObExport *export)
{
  State *state = g_new0 (State, 1);

  export->state = state;
  state->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->links = g_string_new (NULL);
  state->side = ob_side_new (export->catalogue);
}

/* The note, and what REFI has no place for. */
static void
add_description (ObExport *export, const ObAnnotation *annotation, guint piece)
{
  GString *out = export->sink->buffer;
  g_autoptr (GString) text = g_string_new (NULL), json = g_string_new (NULL);
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, annotation->entity);

  if (piece == 0)
    {
      ob_intake_write_meta (json, export->catalogue, annotation);
      g_string_truncate (json, json->len - 1);
      ob_intake_write_attributes (json, export->catalogue, annotation);
      ob_json_close (json, '}');
    }
  else
    {
      ob_json_open (json, '{');
      ob_json_add_text (json, "id", id);
      ob_json_add_integer (json, "piece", piece);
      ob_json_close (json, '}');
    }

  if (piece == 0 && annotation->note != NULL && *annotation->note != '\0')
    g_string_append_printf (text, "%s\n\n", annotation->note);
  g_string_append_printf (text, OB_REFI_META "%s", json->str);
  ob_xml_add_element (out, "Description", text->str);
}

static void
add_selection (ObExport *export, const ObText *text, const ObAnnotation *annotation, guint piece)
{
  GString *out = export->sink->buffer;
  ObSegment segment = g_array_index (annotation->segments, ObSegment, piece);
  g_autofree char *salt = piece > 0 ? g_strdup_printf (" %u", piece) : NULL;
  g_autofree char *coding = g_strdup_printf (" coding %u", piece);
  g_autofree char *created = ob_time_to_text (annotation->created);
  g_autofree char *modified = ob_time_to_text (annotation->modified);
  g_autofree char *name
      = ob_text_slice (text, segment.start, MIN (segment.end, segment.start + NAME_LENGTH));

  g_string_append (out, "<PlainTextSelection");
  add_guid (out, export, "guid", annotation->entity, salt);
  ob_xml_add_attribute (out, "name", name);
  ob_xml_add_number (out, "startPosition", segment.start);
  ob_xml_add_number (out, "endPosition", segment.end);
  add_guid (out, export, "creatingUser", annotation->annotator, NULL);
  ob_xml_add_attribute (out, "creationDateTime", created);
  ob_xml_add_attribute (out, "modifiedDateTime", modified);
  g_string_append_c (out, '>');
  add_description (export, annotation, piece);
  g_string_append (out, "<Coding");
  add_guid (out, export, "guid", annotation->entity, coding);
  add_guid (out, export, "creatingUser", annotation->annotator, NULL);
  ob_xml_add_attribute (out, "creationDateTime", created);
  g_string_append (out, "><CodeRef");
  add_guid (out, export, "targetGUID", annotation->label, NULL);
  g_string_append (out, "/></Coding></PlainTextSelection>\n");
}

static void
keep_links (ObExport *export, const ObAnnotation *annotation)
{
  State *state = export->state;
  g_autoptr (GPtrArray) links = ob_catalogue_list_links (export->catalogue, annotation->entity);

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);

      if (!ob_export_has_link (export, link))
        continue;
      g_string_append (state->links, "<Link");
      add_guid (state->links, export, "guid", link->entity, NULL);
      ob_xml_add_attribute (state->links, "name", link->type);
      ob_xml_add_attribute (state->links, "direction", "OneWay");
      add_guid (state->links, export, "originGUID", link->from, NULL);
      add_guid (state->links, export, "targetGUID", link->to, NULL);
      g_string_append (state->links, "/>\n");
    }
}

/* Titles are told apart by a number. */
static char *
make_source_name (State *state, const char *title)
{
  g_autofree char *name = g_strdup (title);

  for (guint i = 2; !g_hash_table_add (state->names, g_strdup (name)); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", title, i);
    }

  return g_steal_pointer (&name);
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  State *state = export->state;
  GString *out = export->sink->buffer;
  g_autofree char *guid = get_guid (export, article->entity, NULL);
  g_autofree char *created = ob_time_to_text (article->created);
  g_autofree char *path = g_strconcat (OB_REFI_SOURCES, guid, ".txt", NULL);
  g_autofree char *internal = g_strconcat (OB_REFI_INTERNAL, guid, ".txt", NULL);
  g_autofree char *name = NULL;

  if (export->pass == 0)
    {
      ob_side_add_article (state->side, export->catalogue, guid, article);
      ob_sink_begin_file (export->sink, path);
      g_string_append (out, ob_text_get_utf8 (text, NULL));
      return;
    }

  if (g_hash_table_size (state->names) == 0)
    begin_project (export);
  name = make_source_name (state, article->title);
  g_string_append (out, "<TextSource");
  ob_xml_add_attribute (out, "guid", guid);
  ob_xml_add_attribute (out, "name", name);
  ob_xml_add_attribute (out, "plainTextPath", internal);
  ob_xml_add_attribute (out, "creationDateTime", created);
  g_string_append (out, ">\n");
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);

      for (guint piece = 0; piece < annotation->segments->len; piece++)
        add_selection (export, text, annotation, piece);
      state->n_pieces += annotation->segments->len > 1;
      keep_links (export, annotation);
      ob_sink_drain (export->sink);
    }
  g_string_append (out, "</TextSource>\n");
}

static void
end (ObExport *export)
{
  State *state = export->state;
  GString *out = export->sink->buffer;

  if (g_hash_table_size (state->names) == 0)
    begin_project (export);
  if (export->articles->len > 0)
    g_string_append (out, "</Sources>\n");
  if (state->links->len > 0)
    {
      g_string_append (out, "<Links>\n");
      g_string_append_len (out, state->links->str, (gssize) state->links->len);
      g_string_append (out, "</Links>\n");
    }
  g_string_append (out, "</Project>\n");
  ob_side_write (g_steal_pointer (&state->side), export->sink);

  ob_export_lose (export, N_ ("discontinuous annotation is written as pieces."),
                  N_ ("discontinuous annotations are written as pieces."), state->n_pieces);
  g_hash_table_unref (state->names);
  g_string_free (state->links, TRUE);
  g_free (state);
}

static gboolean
recognise_several (const ObSource *source)
{
  return ob_source_find (source, ".qde") != NULL;
}

static const char *const extensions[] = { "qdpx", NULL };

const ObFormat ob_format_refi = {
  .id = "refi",
  .title = N_ ("REFI-QDA project (NVivo, ATLAS.ti, MAXQDA, QualCoder)"),
  .extensions = extensions,
  .loses = N_ ("Comments, states and the original bytes of articles. Attributes are text in the "
               "description of a passage."),
  .shape = OB_SHAPE_ARCHIVE,
  .n_passes = 2,
  .begin = begin,
  .add_article = add_article,
  .end = end,
  .recognise_several = recognise_several,
  .read = ob_refi_read,
};
