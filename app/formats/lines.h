/* Reading a stream line by line with a limit on the length of a line, in the memory of one line. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ObLines ObLines;

/* Returns: (transfer full). */
ObLines *ob_lines_new (GInputStream *stream, gsize max_bytes);
void ob_lines_free (ObLines *lines);

/* The next line without its line end (LF or CR LF), NUL-terminated, without a BOM in front of the
 * first; valid until the next call.  Not checked to be UTF-8.
 * Returns: (transfer none) (nullable): NULL at the end, or with a G_IO_ERROR when reading fails or
 * the line has more than @max_bytes bytes. */
const char *
ob_lines_next (ObLines *lines, gsize *length, GCancellable *cancellable, GError **error);

/* Number of the line that ob_lines_next() returned last, from 1. */
guint ob_lines_get_number (const ObLines *lines);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLines, ob_lines_free)

G_END_DECLS
