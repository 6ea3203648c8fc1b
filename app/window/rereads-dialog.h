/* The list of what is to be read again: passages whose label means something else since they got it. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Opens it beside what it shows: choosing a passage shows it in @window. */
void ob_rereads_dialog_open (ObWindow *window);

G_END_DECLS
