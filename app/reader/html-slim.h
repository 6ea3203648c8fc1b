/* A web page without what is large and says nothing, so that it is parsed quickly. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A copy of @utf8 without comments, without what is in scripts and styles, except JSON (which may
 * describe the article), and without large data: URIs.  Zeros, which would end the text, become
 * spaces.  Where the markup is too broken to tell these apart, the rest is copied as it stands.
 * (transfer full) */
GString *ob_html_slim (const char *utf8, gsize n_bytes);

G_END_DECLS
