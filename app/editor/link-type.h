/* What the types of links are called. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of @type for a link, from the annotation it starts at: "Said by"; @type itself when it is
 * not one of the known ones.  (transfer none) */
const char *ob_link_type_get_title (const char *type);

G_END_DECLS
