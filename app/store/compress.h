/* Compressed bytes (zlib's format), as texts are kept in the project file. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) */
GBytes *ob_compress (GBytes *bytes);

/* The same for what is large and seldom read: in a third of the time, a tenth larger.
 * (transfer full) */
GBytes *ob_compress_quickly (GBytes *bytes);

/* (transfer full) (nullable): NULL with an error when the bytes are damaged, or expand to more than
 * @limit bytes. */
GBytes *ob_expand (GBytes *bytes, gsize limit, GError **error);

G_END_DECLS
