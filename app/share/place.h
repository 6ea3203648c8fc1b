/* Where a project lies: whether others may be writing its folder, too.
 *
 * A project in a folder that a program synchronises, or on a network drive, is safe, since the file is whole
 * after every edit and never has a log beside it that would be copied later.  But two people cannot
 * work in it at once: one of them would end up with a "conflicted copy".  That is what team folders
 * are for.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OB_PLACE_LOCAL,
  OB_PLACE_SYNCHRONISED, /* a program copies the folder to other machines */
  OB_PLACE_NETWORK,      /* the folder is on another machine */
} ObPlace;

/* Looks at the folder of the file @path and those above it, and at the mounted file systems.  @name: (out)
 * (transfer none) (nullable): what keeps it, such as "Nextcloud"; NULL for OB_PLACE_LOCAL. */
ObPlace ob_place_look (const char *path, const char **name);

/* The same where @mounts is mounted: lines as of /proc/self/mountinfo. */
ObPlace ob_place_look_among (const char *path, const char *mounts, const char **name);

G_END_DECLS
