#include "formats/codebook-file-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/encoding.h"
#include "model/palette.h"

#define BOM "\xef\xbb\xbf"

/* A project's labels are one change, which must stay below a mebibyte; so does what it is made of. */
#define MAX_TEXT_BYTES (768 * 1024)
#define MAX_ONE_TEXT_BYTES (64 * 1024)
#define MAX_NAME_CHARS 200

static const char *const names[OB_N_CODEBOOK_FORMATS] = {
  [OB_CODEBOOK_JSON] = "json",
  [OB_CODEBOOK_CSV] = "csv",
  [OB_CODEBOOK_QDC] = "qdc",
};

/* Completing what was read --------------------------------------------------------------------- */

/* One line without control characters. */
static void
clean_name (char **name)
{
  g_autofree char *clean = g_utf8_make_valid (*name != NULL ? *name : "", -1);

  for (char *c = clean; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  g_strstrip (clean);
  if (g_utf8_strlen (clean, -1) > MAX_NAME_CHARS)
    *g_utf8_offset_to_pointer (clean, MAX_NAME_CHARS) = '\0';

  g_free (*name);
  *name = g_steal_pointer (&clean);
}

/* Lines that end with LF, nothing at the ends; NULL when nothing is left. */
static void
clean_text (char **text)
{
  g_autofree char *clean = NULL;
  char *to;

  if (*text == NULL)
    return;

  to = clean = g_utf8_make_valid (*text, -1);
  for (const char *from = clean; *from != '\0'; from++)
    if (*from == '\r')
      {
        if (from[1] != '\n')
          *to++ = '\n';
      }
    else
      *to++ = g_ascii_iscntrl (*from) && *from != '\n' && *from != '\t' ? ' ' : *from;
  *to = '\0';
  g_strstrip (clean);

  g_free (*text);
  *text = *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

static gboolean
is_taken (const ObCodebook *codebook, guint n_labels, const char *name)
{
  for (guint i = 0; i < n_labels; i++)
    if (strcmp (((const ObLabel *) g_ptr_array_index (codebook->labels, i))->name, name) == 0)
      return TRUE;

  return FALSE;
}

/* A name that no earlier label has: with the parent's in brackets, else with a number. */
static void
make_name_unique (ObCodebookFile *file, guint place)
{
  ObLabel *label = g_ptr_array_index (file->codebook->labels, place);
  const ObLabel *parent
      = label->parent != 0 ? ob_codebook_get (file->codebook, label->parent) : NULL;
  g_autofree char *base = NULL, *name = NULL;

  if (!is_taken (file->codebook, place, label->name))
    return;

  base = parent != NULL ? g_strdup_printf ("%s (%s)", label->name, parent->name)
                        : g_strdup (label->name);
  name = g_strdup (base);
  for (guint i = 2; is_taken (file->codebook, place, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", base, i);
    }
  ob_codebook_file_note (file, _ ("Two labels are called “%s”: one became “%s”."), label->name,
                         name);
  g_free (label->name);
  label->name = g_steal_pointer (&name);
}

static gsize
measure (const ObLabel *label)
{
  const char *texts[] = { label->id, label->name, label->use_when, label->avoid_when,
                          label->example, label->counter_example };
  gsize n_bytes = 64;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    n_bytes += texts[i] != NULL ? strlen (texts[i]) : 0;
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);
      g_autofree char *json = ob_attribute_to_json (attribute);

      n_bytes += strlen (attribute->name) + strlen (json);
    }

  return n_bytes;
}

/* Names, ids and texts as a project takes them. */
static gboolean
complete (ObCodebookFile *file, GError **error)
{
  gsize n_bytes = 0;

  for (guint i = 0; i < file->codebook->labels->len; i++)
    {
      ObLabel *label = g_ptr_array_index (file->codebook->labels, i);
      char **texts[] = { &label->use_when, &label->avoid_when, &label->example,
                         &label->counter_example };

      clean_name (&label->name);
      if (*label->name == '\0')
        return ob_codebook_file_refuse (error, _ ("Label %u has no name."), i + 1);
      make_name_unique (file, i);
      if (label->id == NULL)
        label->id = ob_codebook_dup_free_id (file->codebook, label->name);

      for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
        {
          clean_text (texts[t]);
          if (*texts[t] != NULL && strlen (*texts[t]) > MAX_ONE_TEXT_BYTES)
            return ob_codebook_file_refuse (
                error, _ ("A description of the label “%s” is longer than 64 KiB."), label->name);
        }
      n_bytes += measure (label);
    }
  if (n_bytes > MAX_TEXT_BYTES)
    return ob_codebook_file_refuse (error,
                                    _ ("The descriptions of the codebook are too long together: "
                                       "the limit is %d KiB."),
                                    MAX_TEXT_BYTES / 1024);

  ob_codebook_arrange (file->codebook);
  return TRUE;
}

/* JSON ----------------------------------------------------------------------------------------- */

static gboolean
read_json (const char *text, gsize length, ObCodebookFile *file, GError **error)
{
  g_autoptr (GPtrArray) parents = NULL;
  g_autoptr (ObCodebook) codebook
      = ob_codebook_from_json (text, (gssize) length, &parents, error);

  if (codebook == NULL)
    return FALSE;

  for (guint i = 0; i < codebook->labels->len; i++)
    ((ObLabel *) g_ptr_array_index (codebook->labels, i))->entity = i + 1;
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const char *parent = g_ptr_array_index (parents, i);

      if (parent != NULL)
        ((ObLabel *) g_ptr_array_index (codebook->labels, i))->parent
            = ob_codebook_find (codebook, parent)->entity;
    }

  g_clear_pointer (&file->codebook, ob_codebook_unref);
  file->codebook = g_steal_pointer (&codebook);
  file->fields = OB_TAKE_COLOUR | OB_TAKE_LINE | OB_TAKE_KEY;
  return TRUE;
}

/* Private functions ---------------------------------------------------------------------------- */

gboolean
ob_codebook_file_refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);
  return FALSE;
}

void
ob_codebook_file_note (ObCodebookFile *file, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (file->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

ObLabel *
ob_codebook_file_add (ObCodebookFile *file, ObEntity parent, GError **error)
{
  guint n = file->codebook->labels->len;
  ObLabel *label;

  if (n >= OB_CODEBOOK_MAX_LABELS)
    {
      ob_codebook_file_refuse (error, _ ("The codebook has more than %d labels."),
                               OB_CODEBOOK_MAX_LABELS);
      return NULL;
    }

  label = ob_label_new ();
  label->entity = n + 1;
  label->parent = parent;
  label->position = n;
  label->colour = n % OB_N_COLOURS;
  label->line = (ObLine) (n % OB_N_LINES);
  ob_codebook_add (file->codebook, label);
  return label;
}

/* Public functions ----------------------------------------------------------------------------- */

const char *
ob_codebook_format_get_name (ObCodebookFormat format)
{
  g_return_val_if_fail (format < OB_N_CODEBOOK_FORMATS, NULL);

  return names[format];
}

gboolean
ob_codebook_format_from_name (const char *name, ObCodebookFormat *format)
{
  for (guint i = 0; i < OB_N_CODEBOOK_FORMATS; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      {
        *format = (ObCodebookFormat) i;
        return TRUE;
      }

  return FALSE;
}

const char *
ob_codebook_format_get_loss (ObCodebookFormat format)
{
  return format == OB_CODEBOOK_QDC
             ? _ ("A REFI codebook has no attributes, line patterns and keys; colours are those of "
                  "the light style.")
             : NULL;
}

GBytes *
ob_codebook_file_write (const ObCodebook *codebook, ObCodebookFormat format)
{
  GString *text;
  char *json;

  switch (format)
    {
    case OB_CODEBOOK_CSV:
      text = ob_codebook_csv_write (codebook);
      break;
    case OB_CODEBOOK_QDC:
      text = ob_codebook_qdc_write (codebook);
      break;
    default:
      json = ob_codebook_to_json (codebook);
      return g_bytes_new_take (json, strlen (json));
    }

  return g_string_free_to_bytes (text);
}

ObCodebookFile *
ob_codebook_file_read (GBytes *bytes, GError **error)
{
  g_autoptr (ObCodebookFile) file = g_new0 (ObCodebookFile, 1);
  g_autofree char *text = NULL;
  const char *start, *encoding;
  gsize length;
  guint n_replaced;
  gboolean read;

  file->codebook = ob_codebook_new ();
  file->notes = g_ptr_array_new_with_free_func (g_free);
  if (g_bytes_get_size (bytes) == 0)
    {
      ob_codebook_file_refuse (error, _ ("The file is empty."));
      return NULL;
    }
  text = ob_encoding_to_utf8 (bytes, &length, &encoding, &n_replaced, error);
  if (text == NULL)
    {
      g_prefix_error (error, "%s ", _ ("This is no codebook:"));
      return NULL;
    }

  start = text;
  if (g_str_has_prefix (start, BOM))
    start += strlen (BOM);
  length -= (gsize) (start - text);
  for (; length > 0 && (*start == ' ' || *start == '\n' || *start == '\r'); length--)
    start++;

  if (length > 0 && (*start == '{' || *start == '['))
    read = read_json (start, length, file, error);
  else if (length > 0 && *start == '<')
    read = ob_codebook_qdc_read (start, length, file, error);
  else
    read = ob_codebook_csv_read (start, length, file, error);

  return read && complete (file, error) ? g_steal_pointer (&file) : NULL;
}

ObCodebookFile *
ob_codebook_file_load (const char *path, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (source, NULL, error);
  g_autoptr (GBytes) bytes = NULL;

  if (stream == NULL)
    return NULL;
  bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), OB_CODEBOOK_FILE_MAX_BYTES, NULL,
                                     error);
  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) == OB_CODEBOOK_FILE_MAX_BYTES)
    {
      ob_codebook_file_refuse (error, _ ("The codebook “%s” is too large: the limit is 16 MiB."),
                               path);
      return NULL;
    }

  return ob_codebook_file_read (bytes, error);
}

void
ob_codebook_file_free (ObCodebookFile *file)
{
  if (file == NULL)
    return;

  ob_codebook_unref (file->codebook);
  g_ptr_array_unref (file->notes);
  g_free (file);
}
