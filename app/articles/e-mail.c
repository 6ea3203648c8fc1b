#include "articles/e-mail.h"

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

#include "articles/encoding.h"
#include "articles/markup.h"

/* Parts in parts. */
#define MAX_DEPTH 12

#define MAX_HEAD_BYTES 8192

typedef struct
{
  GMimePart *text; /* (nullable) borrowed */
  GMimePart *html; /* (nullable) borrowed */
  guint n_attachments;
} Parts;

static void
look_at_part (Parts *parts, GMimePart *part)
{
  GMimeContentType *type = g_mime_object_get_content_type (GMIME_OBJECT (part));

  if (g_mime_part_is_attachment (part))
    parts->n_attachments++;
  else if (g_mime_content_type_is_type (type, "text", "html"))
    parts->html = parts->html == NULL ? part : parts->html;
  else if (g_mime_content_type_is_type (type, "text", "*"))
    parts->text = parts->text == NULL ? part : parts->text;
  else
    parts->n_attachments++;
}

static void
look_at (Parts *parts, GMimeObject *object, guint depth)
{
  if (depth > MAX_DEPTH)
    return;
  if (GMIME_IS_MULTIPART (object))
    {
      GMimeMultipart *multipart = GMIME_MULTIPART (object);

      for (int i = 0; i < g_mime_multipart_get_count (multipart); i++)
        look_at (parts, g_mime_multipart_get_part (multipart, i), depth + 1);
    }
  else if (GMIME_IS_PART (object))
    look_at_part (parts, GMIME_PART (object));
  else
    parts->n_attachments++;
}

/* What @part holds, its transfer encoding undone. */
static GBytes *
load_part (GMimePart *part)
{
  GMimeDataWrapper *content = g_mime_part_get_content (part);
  GMimeStream *memory = g_mime_stream_mem_new ();
  GByteArray *array;
  GBytes *bytes;

  if (content != NULL)
    g_mime_data_wrapper_write_to_stream (content, memory);
  array = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (memory));
  bytes = g_bytes_new (array->data, array->len);
  g_object_unref (memory);
  return bytes;
}

static const char *
get_charset (GMimePart *part)
{
  return g_mime_object_get_content_type_parameter (GMIME_OBJECT (part), "charset");
}

/* Paragraphs are apart by empty lines, and lines in them end where the mail program ended them;
 * what begins with ">" is quoted. */
static void
add_plain (ObDraft *draft, GMimePart *part)
{
  g_autoptr (GBytes) bytes = load_part (part);
  const char *charset = get_charset (part);
  gsize length, n_bytes = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *utf8 = NULL;
  g_auto (GStrv) lines = NULL;

  if (charset != NULL && g_ascii_strcasecmp (charset, "us-ascii") != 0)
    utf8
        = g_convert (data != NULL ? data : "", (gssize) length, "UTF-8", charset, NULL, NULL, NULL);
  if (utf8 == NULL)
    {
      const char *encoding;
      guint n_replaced;

      utf8
          = length > 0 ? ob_encoding_to_utf8 (bytes, &n_bytes, &encoding, &n_replaced, NULL) : NULL;
    }
  if (utf8 == NULL)
    return;

  lines = g_strsplit (utf8, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint level = 0;
      const char *line = g_strchomp (lines[i]);

      while (*line == '>' && level < 9)
        {
          level++;
          line += 1 + strspn (line + 1, " ");
        }
      if (*line == '\0')
        {
          ob_draft_end (draft);
          continue;
        }
      if (!ob_draft_is_in_block (draft))
        ob_draft_begin (draft, level > 0 ? OB_BLOCK_QUOTE : OB_BLOCK_PARAGRAPH, level, 0,
                        OB_ROLE_BODY);
      ob_draft_add (draft, line, -1);
      ob_draft_add (draft, " ", 1);
    }
  ob_draft_end (draft);
}

static void
add_html (ObDraft *draft, GMimePart *part)
{
  g_autoptr (GBytes) bytes = load_part (part);
  g_autoptr (xmlDoc) doc = ob_markup_parse (bytes, get_charset (part), NULL);

  if (doc != NULL)
    ob_markup_add (draft, xmlDocGetRootElement (doc));
}

static void
add_head (ObDraft *draft, GMimeMessage *message)
{
  InternetAddressList *from = g_mime_message_get_from (message);
  InternetAddress *sender = from != NULL && internet_address_list_length (from) > 0
                                ? internet_address_list_get_address (from, 0)
                                : NULL;
  GDateTime *date = g_mime_message_get_date (message);

  ob_draft_set (draft, OB_METADATA_TITLE, g_mime_message_get_subject (message), "file");
  if (sender != NULL)
    {
      const char *name = internet_address_get_name (sender);

      if (name == NULL && INTERNET_ADDRESS_IS_MAILBOX (sender))
        name = internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (sender));
      ob_draft_set (draft, OB_METADATA_BYLINE, name, "file");
    }
  ob_draft_set (draft, OB_METADATA_IDENTIFIER, g_mime_message_get_message_id (message), "file");
  if (date != NULL)
    {
      g_autofree char *published = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S%:z");

      ob_draft_set (draft, OB_METADATA_PUBLISHED, published, "file");
    }
}

static ObDraft *
read_message (GMimeMessage *message)
{
  ObDraft *draft = ob_draft_new ();
  Parts parts = { 0 };
  GMimeObject *body = g_mime_message_get_mime_part (message);

  add_head (draft, message);
  if (body != NULL)
    look_at (&parts, body, 0);
  if (parts.html != NULL)
    add_html (draft, parts.html);
  if (ob_draft_get_length (draft) == 0 && parts.text != NULL)
    add_plain (draft, parts.text);
  if (parts.n_attachments > 0)
    {
      g_autofree char *note
          = g_strdup_printf (ngettext ("%u attachment was left out.",
                                       "%u attachments were left out.", parts.n_attachments),
                             parts.n_attachments);

      ob_draft_add_note (draft, note);
    }
  return draft;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_e_mail_is_message (GBytes *bytes)
{
  static const char *const names[] = { "from",         "received",     "return-path",
                                       "subject",      "date",         "message-id",
                                       "mime-version", "delivered-to", "x-mozilla-status",
                                       "to",           "reply-to",     "content-type" };
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *end = length > 0 ? data + MIN (length, MAX_HEAD_BYTES) : data;
  guint n_known = 0, n_lines = 0;
  gboolean has_from = FALSE;

  while (data < end && n_lines < 40)
    {
      const char *stop = memchr (data, '\n', (size_t) (end - data));
      const char *colon;

      stop = stop != NULL ? stop : end;
      if (stop - data <= 1)
        break;
      colon = memchr (data, ':', (size_t) (stop - data));
      if (*data != ' ' && *data != '\t')
        {
          if (colon == NULL || memchr (data, ' ', (size_t) (colon - data)) != NULL)
            break;
          for (guint i = 0; i < G_N_ELEMENTS (names); i++)
            if (strlen (names[i]) == (gsize) (colon - data)
                && g_ascii_strncasecmp (data, names[i], (gsize) (colon - data)) == 0)
              {
                n_known++;
                has_from |= i == 0;
              }
        }
      n_lines++;
      data = stop + 1;
    }

  return has_from && n_known >= 3;
}

void
ob_e_mail_prepare (void)
{
  g_mime_init ();
}

ObDraft *
ob_e_mail_read (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  GMimeStream *stream;
  GMimeParser *parser;
  GMimeMessage *message;
  ObDraft *draft = NULL;

  ob_e_mail_prepare ();
  stream = g_mime_stream_mem_new_with_buffer (data != NULL ? data : "", length);
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, NULL);
  if (message != NULL)
    draft = read_message (message);
  else
    g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                         _ ("The mail is damaged or incomplete."));
  g_clear_object (&message);
  g_object_unref (parser);
  g_object_unref (stream);
  return draft;
}
