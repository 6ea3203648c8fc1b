/* A strict check that bytes are one JSON value as RFC 8259 defines it.
 *
 * JSON-GLib reads more than JSON (hexadecimal and octal numbers, single quotes, "var x =") and
 * misreads some of it without a word: it cuts texts off at \u0000 and makes -1 of integers over 64
 * bits.  What passes this check it reads as it stands.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How deep arrays and objects may be nested in each other. */
#define OB_JSON_MAX_DEPTH 64

/* Checks @json without recursion: grammar, UTF-8, escapes (no NUL, no half of a surrogate pair),
 * integers that fit into 64 bits, finite reals, nesting of at most OB_JSON_MAX_DEPTH.
 * @fault: (out): byte index of the first fault.
 * Returns: (nullable): NULL when all is well, else what is wrong there, translated, as a clause. */
const char *ob_json_check (const char *json, gsize length, gsize *fault);

G_END_DECLS
