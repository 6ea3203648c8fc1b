/* What the window remembers between runs (GSettings).  Where the schema is not installed, as in a
 * build directory without its environment, nothing is remembered and defaults hold.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) (nullable) */
GSettings *ob_settings_new (void);

/* Keeps @property of @object and the key the same, as long as @object lives. */
void ob_settings_bind (const char *key, gpointer object, const char *property);

G_END_DECLS
