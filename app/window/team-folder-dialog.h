/* Choosing the team folder, and how it is doing. */
#pragma once

#include "window/team-folder.h"

G_BEGIN_DECLS

void ob_team_folder_dialog_open (ObWindow *window, ObTeamFolder *folder);

G_END_DECLS
