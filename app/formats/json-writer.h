/* Writing JSON into a GString, ASCII only, so that it survives every terminal and tool.
 *
 * Commas come by themselves: whatever is written after a value is preceded by one.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @bracket: '{' or '[', and '}' or ']'. */
void ob_json_open (GString *out, char bracket);
void ob_json_close (GString *out, char bracket);

/* The name of an object's next member. */
void ob_json_name (GString *out, const char *name);

/* Values.  @text: valid UTF-8; NULL gives null. */
void ob_json_text (GString *out, const char *text);
void ob_json_integer (GString *out, gint64 number);
void ob_json_real (GString *out, double number);
void ob_json_flag (GString *out, gboolean flag);
void ob_json_null (GString *out);

/* A name and its value. */
void ob_json_add_text (GString *out, const char *name, const char *text);
void ob_json_add_integer (GString *out, const char *name, gint64 number);
void ob_json_add_flag (GString *out, const char *name, gboolean flag);
/* @microseconds since 1970, as RFC 3339 in UTC. */
void ob_json_add_time (GString *out, const char *name, gint64 microseconds);

/* Appends @length bytes of valid UTF-8 escaped, without quotation marks: for texts written in
 * pieces. */
void ob_json_escape (GString *out, const char *text, gsize length);

/* @microseconds since 1970 as RFC 3339 in UTC ("2017-04-12T18:30:00.000001Z"; no fraction when it
 * is zero).  Returns: (transfer full). */
char *ob_time_to_text (gint64 microseconds);

/* Reads RFC 3339; FALSE when @text is not a time. */
gboolean ob_time_from_text (const char *text, gint64 *microseconds);

G_END_DECLS
