/* Filing annotations: giving them a speaker, a dispute, a position, by dropping them on it or choosing
 * it from a list.
 *
 * One undo step each; annotations whose label has no such attribute are refused, and nothing is
 * written then.
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

/* Files @annotations (GArray of ObEntity) under @place, a speaker, a dispute or a position of one.
 * Another dispute takes the position away that was one of the old one's.  Returns: (transfer full)
 * (nullable): a sentence on what was done; NULL with @error. */
char *ob_filing_put (ObProject *project,
                     const GArray *annotations,
                     ObEntity place,
                     GError **error);

/* The same, and tells @widget's window how it went.  FALSE when nothing was written. */
gboolean ob_filing_put_and_tell (GtkWidget *widget,
                                 ObProject *project,
                                 const GArray *annotations,
                                 ObEntity place);

/* Lets the user choose a speaker or a dispute (@kind) for @annotations from a list beside @place of
 * @relative_to; what is not there can be created. */
void ob_filing_choose (GtkWidget *relative_to,
                       const GdkRectangle *place,
                       ObProject *project,
                       const GArray *annotations,
                       ObKind kind);

G_END_DECLS
