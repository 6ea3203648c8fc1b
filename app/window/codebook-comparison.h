/* The codebook beside that of a file: what is new there, changed, or only here; what one chooses is taken
 * in one step. */
#pragma once

#include <gtk/gtk.h>

#include "formats/codebook-file.h"
#include "store/project.h"
#include "window/codebook-files.h"

G_BEGIN_DECLS

/* Opens the dialog above @parent.  @file: (transfer full); @name: what it is called.  @told gets what was
 * done, and at once that there is no difference, in which case no dialog opens. */
void ob_codebook_comparison_open (GtkWindow *parent,
                                  ObProject *project,
                                  ObCodebookFile *file,
                                  const char *name,
                                  ObCodebookFilesTold told);

G_END_DECLS
