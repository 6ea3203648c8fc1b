/* The attributes of a label, as rows with buttons: they are edited, removed, moved and added.
 *
 * Signal: "finished" (const char *problem): the user has changed something (NULL), or it was refused.
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_CODEBOOK_ATTRIBUTES (ob_codebook_attributes_get_type ())
G_DECLARE_FINAL_TYPE (ObCodebookAttributes, ob_codebook_attributes, OB, CODEBOOK_ATTRIBUTES, GtkBox)

/* Shows those of @label, which is copied as far as needed. */
void ob_codebook_attributes_load (ObCodebookAttributes *attributes,
                                  ObProject *project,
                                  const ObLabel *label);

G_END_DECLS
