/* Completion of entries over the names of speakers, disputes and positions, aliases included. */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

/* Completes @entry over what an attribute of @type may name; positions are those of @dispute.  The
 * names are read when the entry gets the focus; a proposal that is taken activates the entry. */
void ob_entity_completion_attach (GtkEntry *entry,
                                  ObProject *project,
                                  ObAttributeType type,
                                  ObEntity dispute);

G_END_DECLS
