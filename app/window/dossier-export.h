/* Writing the dossier to a file that the user chooses. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Asks for a file; its ending says the form: .html, .pdf, .odt or .md. */
void ob_dossier_export_open (ObWindow *window);

G_END_DECLS
