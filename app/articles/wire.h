/* What goes between the program and its reader process: frames over a socket.
 *
 *   frame     type (1 byte), length (4 bytes, little endian), that many bytes
 *
 * The program asks with one frame, and the file's descriptor beside it:
 *   'R'       name and options (reader.h), each a string before a NUL; "" where there is none
 * The reader answers with articles, then how it ended:
 *   'T'       the text; begins an article
 *   'F'       the serialised formatting       'S'  sources of the metadata
 *   'M'       field "=" value                 'N'  a note
 *   'O'       the article's own bytes         'E'  encoding
 *   'K'       a byte: offers (reader.h)
 *   'A'       the article is complete
 *   'Z'       all is well: the end            'X'  a sentence: why there is no more
 *
 * Nothing that comes from the reader is believed before it is checked: lengths, UTF-8, that the
 * text is canonical, and that the formatting fits it.
 */
#pragma once

#include "articles/reader.h"

G_BEGIN_DECLS

/* Most that one frame, and all frames of one file, may hold. */
#define OB_WIRE_MAX_FRAME (OB_TEXT_MAX_BYTES / 2)
#define OB_WIRE_MAX_FILE (512u * 1024 * 1024)
/* Most articles of one file, and notes of one article. */
#define OB_WIRE_MAX_ARTICLES 100000
#define OB_WIRE_MAX_NOTES 100

typedef struct
{
  char type;
  guint8 *data; /* (owned) followed by a NUL */
  guint32 length;
} ObFrame;

void ob_frame_clear (ObFrame *frame);

/* Writes one frame with @descriptor (-1: none) beside it.  FALSE when the other side is gone. */
gboolean
ob_wire_send (int socket, char type, const void *data, gsize length, int descriptor);

/* Reads one frame; @descriptor: (out) (optional): what came beside it, or -1.  Waits at most until
 * @deadline (monotonic time, 0: for ever), or until @cancellable is cancelled.
 * FALSE with G_IO_ERROR_TIMED_OUT, G_IO_ERROR_CANCELLED, G_IO_ERROR_CLOSED or
 * G_IO_ERROR_INVALID_DATA. */
gboolean ob_wire_receive (int socket,
                          ObFrame *frame,
                          int *descriptor,
                          gint64 deadline,
                          GCancellable *cancellable,
                          GError **error);

/* Sends a request for the file behind @descriptor.  @name, @options: (nullable). */
gboolean ob_wire_send_request (int socket,
                               const char *name,
                               const ObReadOptions *options,
                               int descriptor);

/* The request that @frame holds; @name ("" when there is none) and @options point into it.
 * FALSE when it is none. */
gboolean ob_wire_parse_request (const ObFrame *frame, const char **name, ObReadOptions *options);

/* Sends @reading, as frames from 'T' to 'A'. */
gboolean ob_wire_send_reading (int socket, const ObReading *reading);

/* An article that is being received. */
typedef struct _ObReadingBuilder ObReadingBuilder;

ObReadingBuilder *ob_reading_builder_new (void);
void ob_reading_builder_free (ObReadingBuilder *builder);

/* Takes a frame over.  FALSE when it is none of an article, or wrong: then nothing more of this
 * reader may be believed. */
gboolean ob_reading_builder_take (ObReadingBuilder *builder, ObFrame *frame);

/* After 'A': the article, checked.  (transfer full) (nullable): NULL when it is not whole. */
ObReading *ob_reading_builder_finish (ObReadingBuilder *builder);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObFrame, ob_frame_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObReadingBuilder, ob_reading_builder_free)

G_END_DECLS
