/* A response as a server sent it, of which only pages are of use. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The page in @response: its bytes without chunks and compression.  @charset: (out) (nullable): what
 * the server says of its encoding, (transfer full).
 * Returns: (transfer full) (nullable): NULL when it is no whole page that was found (status 200, type
 * text/html or XHTML). */
GBytes *ob_http_response_get_page (GBytes *response, char **charset);

G_END_DECLS
