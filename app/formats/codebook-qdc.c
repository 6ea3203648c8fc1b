/* REFI-QDA codebooks (urn:QDA-XML:codebook:1.0), which QDA programs exchange as .qdc.
 *
 * A code has a name, a colour, a GUID and one description; the parts of ours become paragraphs of
 * it:  Use ... / Avoid when: ... / Example: ... / Counter-example: ...  and are found again by these
 * words.  GUIDs are kept, so that a codebook that came from another program goes back with its own.
 *
 * GMarkup reads the XML: it knows no entities but the five of XML, and document type declarations are
 * refused here.
 */
#include "formats/codebook-file-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/palette.h"
#include "obelus-config.h"

#define NAMESPACE "urn:QDA-XML:codebook:1.0"
#define GUID_SALT "obelus codebook label "
#define MAX_DEPTH 64

/* The parts of a description but the first, which has no heading. */
static const char *const headings[] = { "Avoid when: ", "Example: ", "Counter-example: " };

/* A file being read. */
typedef struct
{
  ObCodebookFile *file;
  GPtrArray *elements;  /* (owned) char *: names of the open elements, without prefixes */
  GArray *labels;       /* (owned) ObEntity: of the open codes */
  GString *description; /* (owned) of the innermost code */
  guint n_sets;
  gboolean has_colours;
} Reader;

/* Writing -------------------------------------------------------------------------------------- */

static gboolean
is_guid (const char *text)
{
  return g_regex_match_simple ("^\\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\}?$", text,
                               G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
}

/* The label's own, else one made of its id, the same in every copy (RFC 9562, version 8). */
static char *
dup_guid (const ObLabel *label)
{
  g_autofree char *salted = g_strconcat (GUID_SALT, label->id, NULL);
  ObId id = ob_id_of_bytes (salted, strlen (salted));
  const guint8 *b = id.bytes;

  if (label->guid != NULL && is_guid (label->guid))
    return g_strdup (label->guid);

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-8%x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0],
                          b[1], b[2], b[3], b[4], b[5], b[6] & 0xf, b[7], 0x80 | (b[8] & 0x3f), b[9],
                          b[10], b[11], b[12], b[13], b[14], b[15]);
}

/* Escaped; XML 1.0 has no way to write other control characters. */
static void
add_escaped (GString *out, const char *text)
{
  g_autofree char *clean = g_utf8_make_valid (text, -1);
  g_autofree char *escaped = NULL;

  for (char *c = clean; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) && *c != '\n' && *c != '\t')
      *c = ' ';
  escaped = g_markup_escape_text (clean, -1);
  g_string_append (out, escaped);
}

static void
add_description (GString *out, const ObLabel *label)
{
  const char *parts[] = { label->avoid_when, label->example, label->counter_example };
  g_autoptr (GString) text = g_string_new (label->use_when);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s%s", text->len > 0 ? "\n" : "", headings[i], parts[i]);
  if (text->len == 0)
    return;

  g_string_append (out, "<Description>");
  add_escaped (out, text->str);
  g_string_append (out, "</Description>");
}

static guint
count_children (const ObCodebook *codebook, ObEntity label)
{
  guint n = 0;

  for (guint i = 0; i < codebook->labels->len; i++)
    n += ((const ObLabel *) g_ptr_array_index (codebook->labels, i))->parent == label;

  return n;
}

static void
close_codes (GString *out, guint *depth, guint to)
{
  for (; *depth > to; (*depth)--)
    g_string_append (out, "</Code>\n");
}

/* Reading -------------------------------------------------------------------------------------- */

static const char *
skip_prefix (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static const char *
get_open (const Reader *reader, guint above)
{
  return reader->elements->len > above
             ? g_ptr_array_index (reader->elements, reader->elements->len - 1 - above)
             : "";
}

/* Moves what follows a heading at the start of a line from @text to @part. */
static void
take_part (char *text, const char *heading, char **part)
{
  char *place = text;

  while (place != NULL && (place = strstr (place, heading)) != NULL && place != text
         && place[-1] != '\n')
    place += strlen (heading);
  if (place == NULL)
    return;

  /* A code may have several descriptions: the last counts. */
  g_free (*part);
  *part = g_strdup (place + strlen (heading));
  *place = '\0';
}

static void
end_description (Reader *reader)
{
  g_autofree char *text = g_strdup (reader->description->str);
  ObLabel *label;
  ObEntity entity;

  if (reader->labels->len == 0)
    return;

  entity = g_array_index (reader->labels, ObEntity, reader->labels->len - 1);
  label = g_ptr_array_index (reader->file->codebook->labels, entity - 1);
  take_part (text, headings[2], &label->counter_example);
  take_part (text, headings[1], &label->example);
  take_part (text, headings[0], &label->avoid_when);
  g_free (label->use_when);
  label->use_when = g_steal_pointer (&text);
}

/* "#abc" and "#aabbcc". */
static gboolean
read_colour (const char *text, guint32 *rgb)
{
  gsize n_digits = strspn (text + (*text == '#'), "0123456789abcdefABCDEF");
  guint32 number;

  if (*text != '#' || (n_digits != 3 && n_digits != 6) || text[1 + n_digits] != '\0')
    return FALSE;

  number = (guint32) g_ascii_strtoull (text + 1, NULL, 16);
  *rgb = n_digits == 6 ? number
                       : ((number & 0xf00) << 8 | (number & 0xf0) << 4 | (number & 0xf)) * 0x11;
  return TRUE;
}

static gboolean
begin_code (Reader *reader, const char **names, const char **values, GError **error)
{
  guint n_open = reader->labels->len;
  ObEntity parent = n_open > 0 ? g_array_index (reader->labels, ObEntity, n_open - 1) : 0;
  ObLabel *label = ob_codebook_file_add (reader->file, parent, error);
  guint32 rgb;

  if (label == NULL)
    return FALSE;
  g_array_append_val (reader->labels, label->entity);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = skip_prefix (names[i]);

      if (strcmp (name, "name") == 0 && label->name == NULL)
        label->name = g_strdup (values[i]);
      else if (strcmp (name, "guid") == 0 && is_guid (values[i]) && label->guid == NULL)
        label->guid = g_strdup (values[i]);
      else if (strcmp (name, "color") == 0 && read_colour (values[i], &rgb))
        {
          label->colour = ob_palette_find (rgb);
          reader->has_colours = TRUE;
        }
    }

  return label->name != NULL
         || ob_codebook_file_refuse (error, _ ("A code has no name; this is no valid REFI codebook."));
}

static void
start_element_cb (GMarkupParseContext *context, const char *element, const char **names,
                  const char **values, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  const char *name = skip_prefix (element);
  const char *parent = get_open (reader, 0);

  if (reader->elements->len == 0 && strcmp (name, "CodeBook") != 0)
    {
      ob_codebook_file_refuse (
          error, _ ("This is no REFI codebook: it is XML, but its first element is “%s”."), element);
      return;
    }
  if (reader->elements->len >= MAX_DEPTH)
    {
      ob_codebook_file_refuse (error, _ ("The codes are nested more than %d deep."), MAX_DEPTH);
      return;
    }

  if (strcmp (name, "Code") == 0 && (strcmp (parent, "Codes") == 0 || strcmp (parent, "Code") == 0)
      && !begin_code (reader, names, values, error))
    return;
  if (strcmp (name, "Set") == 0)
    reader->n_sets++;
  g_string_truncate (reader->description, 0);
  g_ptr_array_add (reader->elements, g_strdup (name));
}

static void
end_element_cb (GMarkupParseContext *context, const char *element, gpointer user_data,
                GError **error)
{
  Reader *reader = user_data;
  const char *name = get_open (reader, 0), *parent = get_open (reader, 1);

  if (strcmp (name, "Description") == 0 && strcmp (parent, "Code") == 0)
    end_description (reader);
  if (strcmp (name, "Code") == 0 && (strcmp (parent, "Codes") == 0 || strcmp (parent, "Code") == 0))
    g_array_set_size (reader->labels, reader->labels->len - 1);
  g_ptr_array_remove_index (reader->elements, reader->elements->len - 1);
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data,
         GError **error)
{
  Reader *reader = user_data;

  if (strcmp (get_open (reader, 0), "Description") == 0)
    g_string_append_len (reader->description, text, (gssize) length);
}

/* Comments, processing instructions and declarations come here. */
static void
passthrough_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data,
                GError **error)
{
  if (length > 2 && text[0] == '<' && text[1] == '!' && text[2] != '-')
    ob_codebook_file_refuse (error, _ ("The file has a document type declaration, which codebooks do "
                                       "not have and which can do harm."));
}

static const GMarkupParser parser = {
  .start_element = start_element_cb,
  .end_element = end_element_cb,
  .text = text_cb,
  .passthrough = passthrough_cb,
};

/* Private functions ---------------------------------------------------------------------------- */

GString *
ob_codebook_qdc_write (const ObCodebook *codebook)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
  guint depth = 0;

  g_string_append_printf (out, "<CodeBook xmlns=\"" NAMESPACE "\" origin=\"Obelus %s\">\n<Codes>\n",
                          OB_VERSION);
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);
      g_autofree char *guid = dup_guid (label);

      close_codes (out, &depth, label->depth);
      g_string_append_printf (out, "<Code guid=\"%s\" name=\"", guid);
      add_escaped (out, label->name);
      g_string_append_printf (out, "\" isCodable=\"true\" color=\"#%06x\">",
                              ob_palette_get_line (label->colour, OB_SCHEME_LIGHT));
      depth++;
      add_description (out, label);
      if (count_children (codebook, label->entity) > 0)
        g_string_append_c (out, '\n');
    }
  close_codes (out, &depth, 0);
  g_string_append (out, "</Codes>\n</CodeBook>\n");

  return out;
}

gboolean
ob_codebook_qdc_read (const char *text, gsize length, ObCodebookFile *file, GError **error)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  g_autoptr (GString) description = g_string_new (NULL);
  Reader reader = { .file = file, .elements = elements, .labels = labels,
                    .description = description };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT
                                    | G_MARKUP_PREFIX_ERROR_POSITION, &reader, NULL);
  g_autoptr (GError) failure = NULL;

  if (!g_markup_parse_context_parse (context, text, (gssize) length, &failure))
    return ob_codebook_file_refuse (error, _ ("The codebook cannot be read: %s"), failure->message);
  /* g_markup_parse_context_end_parse() sets its error twice where a file is cut off in some places. */
  if (elements->len > 0)
    return ob_codebook_file_refuse (error, _ ("The codebook cannot be read: it ends too early."));
  if (file->codebook->labels->len == 0)
    return ob_codebook_file_refuse (error, _ ("The codebook has no codes."));

  if (reader.n_sets > 0)
    ob_codebook_file_note (file, _ ("Sets of codes are not taken over; the codebook has %u."),
                           reader.n_sets);
  file->fields = reader.has_colours ? OB_TAKE_COLOUR : 0;
  return TRUE;
}
