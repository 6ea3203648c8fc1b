/* ObRereads: the passages of a project that are to be read again, kept up to date by workers.
 *
 * A project has one, made when it is first asked for.  Signal: "changed" (): another list was read.
 */
#pragma once

#include "store/rereview.h"

G_BEGIN_DECLS

#define OB_TYPE_REREADS (ob_rereads_get_type ())
G_DECLARE_FINAL_TYPE (ObRereads, ob_rereads, OB, REREADS, GObject)

/* That of @project.  (transfer none) */
ObRereads *ob_rereads_get (ObProject *project);

/* (transfer none) (nullable): NULL until it has been read. */
const ObRereviews *ob_rereads_get_list (ObRereads *rereads);

/* Reads now, not only some time after the last change. */
void ob_rereads_refresh (ObRereads *rereads);

G_END_DECLS
