/* The encoding of a text file, found from its bytes, and its conversion to UTF-8.
 *
 * In this order: a byte order mark; UTF-8, if all bytes agree; what is declared; UTF-16 without a mark, by the shape
 * of its zeros; UTF-8 with few errors; what uchardet recognises.  Everything else is refused.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An encoding of files in the wild, and whose it is: "Cyrillic", translatable. */
typedef struct
{
  const char *name;
  const char *script;
} ObEncoding;

/* Those that an analyst may choose, and that the reader loads; the most common first, then by script.
 * The last has no name. */
const ObEncoding *ob_encodings_list (void);

/* Converts @bytes from the encoding that somebody chose for it, as it is: what does not fit becomes
 * U+FFFD.  (transfer full) (nullable): NULL when there is no such encoding. */
char *ob_encoding_convert (GBytes *bytes,
                           const char *encoding,
                           gsize *n_bytes,
                           guint *n_replaced,
                           GError **error);

/* Converts @bytes to UTF-8.  A byte order mark stays, as U+FEFF; zeros and control characters stay;
 * bytes that are not of the encoding become U+FFFD.
 *
 * @declared: (nullable) what the file, or who sent it, says of its encoding; it counts after a byte
 *   order mark and where the bytes are not UTF-8 without a fault
 * @n_bytes: (out): length of the result without its final NUL, since it may hold zeros
 * @encoding: (out): the encoding's name ("UTF-16LE"); a static or interned string
 * @n_replaced: (out): how many bytes were not of the encoding
 * Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT when it is no text or no
 * encoding fits; the message says what was seen. */
char *ob_encoding_read (GBytes *bytes,
                        const char *declared,
                        gsize *n_bytes,
                        const char **encoding,
                        guint *n_replaced,
                        GError **error);

/* The same, unless somebody has @chosen an encoding (nullable). */
char *ob_encoding_decode (GBytes *bytes,
                          const char *chosen,
                          const char *declared,
                          gsize *n_bytes,
                          const char **encoding,
                          guint *n_replaced,
                          GError **error);

/* The same where nothing is chosen or declared. */
char *ob_encoding_to_utf8 (GBytes *bytes,
                           gsize *n_bytes,
                           const char **encoding,
                           guint *n_replaced,
                           GError **error);

G_END_DECLS
