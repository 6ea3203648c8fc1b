/* Large JSON in pieces: what an object or array holds, without reading all of it into memory.
 *
 * A walk only finds where pieces begin and end; a piece is parsed strictly when it is wanted.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A piece: @name is the member's name as it is written (NULL for elements of an array).  Return
 * FALSE with an error to stop. */
typedef gboolean (*ObJsonPiece) (
    const char *name, const char *json, gsize length, gpointer data, GError **error);

/* Calls @piece for each member of the object, or element of the array, that @json is.  FALSE with
 * OB_FORMAT_ERROR_INVALID or the error of @piece. */
gboolean
ob_json_walk (const char *json, gsize length, ObJsonPiece piece, gpointer data, GError **error);

/* Parses the piece @json of the file that begins at @whole; errors name the line of the file.
 * Returns: (transfer full) (nullable). */
JsonNode *ob_json_parse_piece (const char *whole, const char *json, gsize length, GError **error);

/* Puts the line of the file that begins at @whole, in which @json stands, before a message. */
void ob_json_prefix_line (const char *whole, const char *json, GError **error);

/* The first character that is no white space; 0 for none.  A byte order mark counts as such. */
char ob_json_get_first (const char *json, gsize length);

G_END_DECLS
