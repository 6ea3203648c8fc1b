/* ObTeamFolder: keeps a window's project and its team folder the same (share/sync.h).
 *
 * It synchronises when it is asked to, soon after something changed in the folder or in the project,
 * and now and then, as not every network drive says what changes; one exchange at a time, in a worker.
 * Which folder it is, is remembered in this copy of the project.
 *
 * Signals: "changed" (): the folder, or how the last exchange went.
 */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

#define OB_TYPE_TEAM_FOLDER (ob_team_folder_get_type ())
G_DECLARE_FINAL_TYPE (ObTeamFolder, ob_team_folder, OB, TEAM_FOLDER, GObject)

/* Begins with the folder that @project remembers, if any.  Returns: (transfer full). */
ObTeamFolder *ob_team_folder_new (ObWindow *window, ObProject *project);

/* Ends watching and synchronising; before the project is closed. */
void ob_team_folder_stop (ObTeamFolder *folder);

/* (nullable): the path. */
const char *ob_team_folder_get_path (ObTeamFolder *folder);

/* Chooses the folder at @path (nullable: none), and synchronises with it. */
void ob_team_folder_set_path (ObTeamFolder *folder, const char *path);

/* Synchronises now, or once more after the exchange that is under way, and says how it went. */
void ob_team_folder_synchronise (ObTeamFolder *folder);

/* How the last exchange went: "Synchronised 10:42: 3 received".  (nullable): there was none yet. */
const char *ob_team_folder_get_result (ObTeamFolder *folder);

/* Who else sent something when, a line for each; "" when nobody did.  (nullable): not known yet. */
const char *ob_team_folder_get_presence (ObTeamFolder *folder);

G_END_DECLS
