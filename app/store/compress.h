/* Compressed bytes (zlib's format), as texts are kept in the project file. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) */
GBytes *ob_compress (GBytes *bytes);

/* (transfer full) (nullable): NULL with an error when the bytes are damaged, or expand to more than
 * @limit bytes. */
GBytes *ob_expand (GBytes *bytes, gsize limit, GError **error);

G_END_DECLS
