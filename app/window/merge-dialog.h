/* Merging a colleague's project file: first what it would do, then doing it. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Asks for a project file to merge into the window's project. */
void ob_merge_dialog_choose (ObWindow *window);

/* Shows what merging the project file at @path would do, and offers to do it. */
void ob_merge_dialog_open (ObWindow *window, const char *path);

/* A project file was dropped: asks whether to open it or to merge it into the window's project. */
void ob_merge_dialog_ask (ObWindow *window, const char *path);

G_END_DECLS
