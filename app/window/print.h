/* Printing the article that is shown, with its annotations. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Opens the print dialog for the window's article; what goes wrong is reported in the window. */
void ob_print_article (ObWindow *window);

G_END_DECLS
