#include "articles/wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEADER_BYTES 5
/* Smaller frames of an article are sent together, so that the other side is woken once for all. */
#define OUTBOX_BYTES 65536

/* Strings of a request. */
#define N_STRINGS 8

struct _ObReadingBuilder
{
  ObText *text;         /* (owned) (nullable) */
  ObFormatting *formatting; /* (owned) (nullable) */
  ObArticle *metadata;  /* (owned) */
  GBytes *original;     /* (owned) (nullable) */
  char *encoding;       /* (owned) (nullable) */
  guint offers;
  GPtrArray *notes;     /* (owned) char* */
};

/* Sockets -------------------------------------------------------------------------------------- */

static gboolean
send_all (int socket, const guint8 *data, gsize length)
{
  while (length > 0)
    {
      gssize sent = send (socket, data, length, MSG_NOSIGNAL);

      if (sent < 0 && errno == EINTR)
        continue;
      if (sent <= 0)
        return FALSE;
      data += sent;
      length -= (gsize) sent;
    }
  return TRUE;
}

static void
make_header (guint8 header[HEADER_BYTES], char type, gsize length)
{
  header[0] = (guint8) type;
  for (guint i = 0; i < 4; i++)
    header[i + 1] = (guint8) (length >> 8 * i);
}

static gboolean
send_header (int socket, const guint8 *header, int descriptor)
{
  struct iovec part = { (void *) header, HEADER_BYTES };
  union
  {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (sizeof (int))];
  } control = { 0 };
  struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
  gssize sent;

  if (descriptor < 0)
    return send_all (socket, header, HEADER_BYTES);

  message.msg_control = control.bytes;
  message.msg_controllen = sizeof control.bytes;
  control.header.cmsg_level = SOL_SOCKET;
  control.header.cmsg_type = SCM_RIGHTS;
  control.header.cmsg_len = CMSG_LEN (sizeof (int));
  memcpy (CMSG_DATA (&control.header), &descriptor, sizeof (int));
  do
    sent = sendmsg (socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent > 0 && send_all (socket, header + sent, HEADER_BYTES - (gsize) sent);
}

static gboolean
set_error (GError **error, GIOErrorEnum code, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, (gint) code, message);
  return FALSE;
}

/* Until there is something to read. */
static gboolean
wait_for (int socket, gint64 deadline, GCancellable *cancellable, GError **error)
{
  GPollFD cancel = { .fd = -1 };
  gboolean can_cancel = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &cancel);
  struct pollfd polled[2] = { { socket, POLLIN, 0 }, { cancel.fd, POLLIN, 0 } };
  gint64 left = deadline != 0 ? (deadline - g_get_monotonic_time ()) / 1000 : -1;
  int n;

  do
    n = poll (polled, can_cancel ? 2 : 1, deadline != 0 ? (int) CLAMP (left, 0, G_MAXINT) : -1);
  while (n < 0 && errno == EINTR);
  if (can_cancel)
    g_cancellable_release_fd (cancellable);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (n == 0)
    return set_error (error, G_IO_ERROR_TIMED_OUT, "deadline");
  return n > 0 || set_error (error, G_IO_ERROR_CLOSED, "poll");
}

/* Reads @length bytes, and a descriptor that comes beside the first. */
static gboolean
receive_all (int socket,
             guint8 *data,
             gsize length,
             int *descriptor,
             gint64 deadline,
             GCancellable *cancellable,
             GError **error)
{
  const gboolean waits = deadline != 0 || cancellable != NULL;

  while (length > 0)
    {
      struct iovec part = { data, length };
      union
      {
        struct cmsghdr header;
        char bytes[CMSG_SPACE (sizeof (int))];
      } control = { 0 };
      struct msghdr message = { .msg_iov = &part,
                                .msg_iovlen = 1,
                                .msg_control = control.bytes,
                                .msg_controllen = sizeof control.bytes };
      struct cmsghdr *beside;
      gssize got;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      got = recvmsg (socket, &message, MSG_CMSG_CLOEXEC | (waits ? MSG_DONTWAIT : 0));
      if (got < 0 && (errno == EAGAIN))
        {
          if (!wait_for (socket, deadline, cancellable, error))
            return FALSE;
          continue;
        }
      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return set_error (error, G_IO_ERROR_CLOSED, "end");

      beside = CMSG_FIRSTHDR (&message);
      if (beside != NULL && beside->cmsg_type == SCM_RIGHTS)
        {
          int fd;

          memcpy (&fd, CMSG_DATA (beside), sizeof fd);
          if (descriptor != NULL && *descriptor < 0)
            *descriptor = fd;
          else
            close (fd);
        }
      data += got;
      length -= (gsize) got;
    }
  return TRUE;
}

/* Articles ------------------------------------------------------------------------------------- */

/* Frames that wait to be sent. */
typedef struct
{
  int socket;
  GByteArray *bytes; /* (owned) */
} Outbox;

static gboolean
send_waiting (Outbox *outbox)
{
  gboolean sent = send_all (outbox->socket, outbox->bytes->data, outbox->bytes->len);

  g_byte_array_set_size (outbox->bytes, 0);
  return sent;
}

static gboolean
put_frame (Outbox *outbox, char type, const void *data, gsize length)
{
  guint8 header[HEADER_BYTES];

  if (outbox->bytes->len + length > OUTBOX_BYTES)
    return send_waiting (outbox) && ob_wire_send (outbox->socket, type, data, length, -1);
  make_header (header, type, length);
  g_byte_array_append (outbox->bytes, header, sizeof header);
  g_byte_array_append (outbox->bytes, data, (guint) length);
  return TRUE;
}

static gboolean
put_text (Outbox *outbox, char type, const char *text)
{
  return text == NULL || put_frame (outbox, type, text, strlen (text));
}

static gboolean
put_metadata (Outbox *outbox, const ObArticle *metadata)
{
  g_autofree char *sources = ob_article_join_sources (metadata);

  for (guint i = 0; i < OB_N_METADATA; i++)
    {
      const char *value = *ob_article_get_metadata ((ObArticle *) metadata, (ObMetadata) i);
      g_autofree char *line
          = value != NULL
                ? g_strconcat (ob_metadata_get_name ((ObMetadata) i), "=", value, NULL)
                : NULL;

      if (!put_text (outbox, 'M', line))
        return FALSE;
    }
  return put_text (outbox, 'S', sources);
}

static gboolean
is_text (const ObFrame *frame)
{
  return g_utf8_validate_len ((const char *) frame->data, frame->length, NULL);
}

/* What messages and fields may be: a line of valid text that is not overlong. */
static gboolean
is_line (const ObFrame *frame)
{
  if (frame->length > 4096 || !is_text (frame))
    return FALSE;
  for (guint32 i = 0; i < frame->length; i++)
    if (frame->data[i] < 0x20 || frame->data[i] == 0x7f)
      return FALSE;

  return TRUE;
}

static gboolean
take_text (ObReadingBuilder *builder, ObFrame *frame)
{
  if (builder->text != NULL || frame->length == 0 || !is_text (frame))
    return FALSE;

  builder->text = ob_text_new_take ((char *) g_steal_pointer (&frame->data), frame->length);
  return ob_text_check (builder->text);
}

static gboolean
take_formatting (ObReadingBuilder *builder, const ObFrame *frame)
{
  if (builder->text == NULL || builder->formatting != NULL)
    return FALSE;

  builder->formatting = ob_formatting_parse ((const char *) frame->data, frame->length,
                                             builder->text, NULL);
  return builder->formatting != NULL;
}

static gboolean
take_metadata (ObReadingBuilder *builder, const ObFrame *frame)
{
  const char *line = (const char *) frame->data, *value = strchr (line, '=');

  if (value == NULL || !is_line (frame))
    return FALSE;
  for (guint i = 0; i < OB_N_METADATA; i++)
    {
      const char *name = ob_metadata_get_name ((ObMetadata) i);
      char **member = ob_article_get_metadata (builder->metadata, (ObMetadata) i);

      if (strlen (name) != (gsize) (value - line) || !g_str_has_prefix (line, name))
        continue;
      if (*member != NULL || value[1] == '\0')
        return FALSE;
      *member = g_strdup (value + 1);
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_sources (ObReadingBuilder *builder, const ObFrame *frame)
{
  if (!is_line (frame))
    return FALSE;

  ob_article_split_sources (builder->metadata, (const char *) frame->data);
  for (guint i = 0; i < OB_N_METADATA; i++)
    {
      const char *source = builder->metadata->sources[i];

      for (; source != NULL && *source != '\0'; source++)
        if (!g_ascii_islower (*source) && *source != '-')
          return FALSE;
    }
  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_frame_clear (ObFrame *frame)
{
  g_clear_pointer (&frame->data, g_free);
  frame->length = 0;
}

gboolean
ob_wire_send (int socket, char type, const void *data, gsize length, int descriptor)
{
  guint8 header[HEADER_BYTES];

  make_header (header, type, length);
  return length <= OB_WIRE_MAX_FRAME && send_header (socket, header, descriptor)
         && send_all (socket, data, length);
}

gboolean
ob_wire_receive (int socket,
                 ObFrame *frame,
                 int *descriptor,
                 gint64 deadline,
                 GCancellable *cancellable,
                 GError **error)
{
  guint8 header[HEADER_BYTES];

  if (descriptor != NULL)
    *descriptor = -1;
  if (!receive_all (socket, header, sizeof header, descriptor, deadline, cancellable, error))
    return FALSE;

  frame->type = (char) header[0];
  frame->length = header[1] | (guint32) header[2] << 8 | (guint32) header[3] << 16
                  | (guint32) header[4] << 24;
  frame->data = frame->length <= OB_WIRE_MAX_FRAME ? g_try_malloc (frame->length + 1) : NULL;
  if (frame->data == NULL)
    return set_error (error, G_IO_ERROR_INVALID_DATA, "frame");
  frame->data[frame->length] = '\0';
  if (receive_all (socket, frame->data, frame->length, NULL, deadline, cancellable, error))
    return TRUE;

  ob_frame_clear (frame);
  return FALSE;
}

gboolean
ob_wire_send_request (int socket, const char *name, const ObReadOptions *options, int descriptor)
{
  static const ObReadOptions none = { 0 };
  const ObReadOptions *o = options != NULL ? options : &none;
  const char *strings[N_STRINGS]
      = { name, o->format, o->encoding, o->declared, o->url, o->map, o->sample ? "sample" : NULL, o->whole ? "whole" : NULL };
  g_autoptr (GByteArray) request = g_byte_array_new ();

  for (guint i = 0; i < N_STRINGS; i++)
    {
      const char *string = strings[i] != NULL ? strings[i] : "";

      g_byte_array_append (request, (const guint8 *) string, (guint) strlen (string) + 1);
    }
  return ob_wire_send (socket, 'R', request->data, request->len, descriptor);
}

gboolean
ob_wire_parse_request (const ObFrame *frame, const char **name, ObReadOptions *options)
{
  const char *at = (const char *) frame->data, *end = at + frame->length;
  const char *strings[N_STRINGS];

  for (guint i = 0; i < N_STRINGS; i++)
    {
      strings[i] = *at != '\0' ? at : NULL;
      at += strlen (at) + 1;
      if (at > end)
        return FALSE;
    }
  *name = strings[0] != NULL ? strings[0] : "";
  *options = (ObReadOptions){ .format = strings[1], .encoding = strings[2],
                              .declared = strings[3], .url = strings[4], .map = strings[5],
                              .sample = strings[6] != NULL, .whole = strings[7] != NULL };
  return frame->type == 'R';
}

gboolean
ob_wire_send_reading (int socket, const ObReading *reading)
{
  const guint8 offers = (guint8) reading->offers;
  g_autoptr (GByteArray) waiting = g_byte_array_new ();
  Outbox outbox = { socket, waiting };
  gsize n_bytes;
  const char *utf8 = ob_text_get_utf8 (reading->text, &n_bytes);

  if (!put_frame (&outbox, 'T', utf8, n_bytes))
    return FALSE;
  if (reading->formatting != NULL)
    {
      g_autoptr (ObText) serialised = ob_formatting_serialise (reading->formatting);

      utf8 = ob_text_get_utf8 (serialised, &n_bytes);
      if (!put_frame (&outbox, 'F', utf8, n_bytes))
        return FALSE;
    }
  if (!put_frame (&outbox, 'K', &offers, 1) || !put_metadata (&outbox, reading->metadata)
      || !put_text (&outbox, 'E', reading->encoding))
    return FALSE;
  for (guint i = 0; reading->notes[i] != NULL && i < OB_WIRE_MAX_NOTES; i++)
    if (!put_text (&outbox, 'N', reading->notes[i]))
      return FALSE;
  if (reading->original != NULL
      && !put_frame (&outbox, 'O', g_bytes_get_data (reading->original, NULL),
                     g_bytes_get_size (reading->original)))
    return FALSE;
  return put_frame (&outbox, 'A', "", 0) && send_waiting (&outbox);
}

ObReadingBuilder *
ob_reading_builder_new (void)
{
  ObReadingBuilder *builder = g_new0 (ObReadingBuilder, 1);

  builder->metadata = g_new0 (ObArticle, 1);
  builder->notes = g_ptr_array_new_with_free_func (g_free);
  return builder;
}

void
ob_reading_builder_free (ObReadingBuilder *builder)
{
  g_clear_pointer (&builder->text, ob_text_unref);
  g_clear_pointer (&builder->formatting, ob_formatting_unref);
  g_clear_pointer (&builder->metadata, ob_article_free);
  g_clear_pointer (&builder->original, g_bytes_unref);
  g_free (builder->encoding);
  g_clear_pointer (&builder->notes, g_ptr_array_unref);
  g_free (builder);
}

gboolean
ob_reading_builder_take (ObReadingBuilder *builder, ObFrame *frame)
{
  switch (frame->type)
    {
    case 'T':
      return take_text (builder, frame);
    case 'F':
      return take_formatting (builder, frame);
    case 'M':
      return take_metadata (builder, frame);
    case 'S':
      return take_sources (builder, frame);
    case 'E':
      if (!is_line (frame) || builder->encoding != NULL)
        return FALSE;
      builder->encoding = g_strdup ((const char *) frame->data);
      return TRUE;
    case 'K':
      if (frame->length != 1 || frame->data[0] > OB_OFFER_ALL)
        return FALSE;
      builder->offers = frame->data[0];
      return TRUE;
    case 'N':
      if (!is_line (frame) || builder->notes->len >= OB_WIRE_MAX_NOTES)
        return FALSE;
      g_ptr_array_add (builder->notes, g_strdup ((const char *) frame->data));
      return TRUE;
    case 'O':
      if (builder->original != NULL)
        return FALSE;
      builder->original = g_bytes_new_take (g_steal_pointer (&frame->data), frame->length);
      return TRUE;
    default:
      return FALSE;
    }
}

ObReading *
ob_reading_builder_finish (ObReadingBuilder *builder)
{
  ObReading *reading;

  if (builder->text == NULL || builder->metadata->title == NULL || builder->encoding == NULL)
    return NULL;

  reading = g_new0 (ObReading, 1);
  reading->metadata = g_steal_pointer (&builder->metadata);
  reading->metadata->version = 1;
  reading->metadata->length = ob_text_get_length (builder->text);
  memcpy (reading->metadata->sha256, ob_text_get_sha256 (builder->text), OB_SHA256_BYTES);
  reading->text = g_steal_pointer (&builder->text);
  reading->formatting = g_steal_pointer (&builder->formatting);
  reading->original = g_steal_pointer (&builder->original);
  reading->encoding = g_intern_string (builder->encoding);
  reading->offers = builder->offers;
  g_ptr_array_add (builder->notes, NULL);
  reading->notes = (char **) g_ptr_array_free (g_steal_pointer (&builder->notes), FALSE);
  return reading;
}
