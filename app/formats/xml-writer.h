/* Writing XML 1.0 into a GString. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @text (nullable) escaped, for content and for attributes in double quotes alike: line ends
 * and tabs survive, what XML cannot hold becomes U+FFFD. */
void ob_xml_escape (GString *out, const char *text);

/*  NAME="TEXT", with a space before; nothing when @text is NULL. */
void ob_xml_add_attribute (GString *out, const char *name, const char *text);
void ob_xml_add_number (GString *out, const char *name, gint64 number);

/* <NAME>TEXT</NAME>; nothing when @text is NULL or empty. */
void ob_xml_add_element (GString *out, const char *name, const char *text);

G_END_DECLS
