/* Web addresses as names of articles. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What addresses of one article have in common: no scheme, "www.", "m." or "amp.", fragment, index
 * page, final slash, or parameters that only say where a reader came from; host in small letters.
 * Returns: (transfer full) (nullable): NULL when @url is no web address, or that of a whole site. */
char *ob_address_make_key (const char *url);

G_END_DECLS
