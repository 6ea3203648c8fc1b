#include "share/place.h"

#include <stdlib.h>
#include <string.h>

/* What a program that synchronises folders leaves in each of them, at its top. */
typedef struct
{
  const char *pattern;
  const char *name;
} Marker;

static const Marker markers[] = {
  { ".stfolder", "Syncthing" },
  { ".sync_*.db", "Nextcloud" },
  { "._sync_*.db", "Nextcloud" },
  { ".nextcloudsync.log", "Nextcloud" },
  { ".owncloudsync.log", "ownCloud" },
  { ".dropbox", "Dropbox" },
  { ".dropbox.cache", "Dropbox" },
  { ".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive" },
  { ".OneDrive", "OneDrive" },
  { ".tmp.drivedownload", "Google Drive" },
  { ".tmp.driveupload", "Google Drive" },
  { ".pcloud", "pCloud" },
  { ".seafile-ignore", "Seafile" },
};

/* Types of file systems that are on another machine. */
static const Marker network_types[] = {
  { "nfs*", "NFS" },
  { "cifs", "SMB" },
  { "smb*", "SMB" },
  { "9p", "9P" },
  { "afs", "AFS" },
  { "ceph", "Ceph" },
  { "davfs*", "WebDAV" },
  { "fuse.sshfs", "SSH" },
  { "fuse.davfs*", "WebDAV" },
  { "fuse.gvfsd-fuse", "GVfs" },
  { "fuse.rclone", "rclone" },
  { "fuse.glusterfs", "GlusterFS" },
  { "fuse.ceph*", "Ceph" },
  { "fuse.google-drive-ocamlfuse", "Google Drive" },
  { "fuse.onedriver", "OneDrive" },
};

static const char *
match (const Marker *list, gsize n, const char *text)
{
  for (gsize i = 0; i < n; i++)
    if (g_pattern_match_simple (list[i].pattern, text))
      return list[i].name;

  return NULL;
}

static const char *
find_marker (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *found = NULL, *name;

  while (found == NULL && dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (*name == '.')
      found = match (markers, G_N_ELEMENTS (markers), name);

  return found;
}

/* Folders above the home folder are everybody's, and no one synchronises them. */
static const char *
find_marker_above (const char *folder)
{
  g_autofree char *place = g_strdup (folder);
  const char *home = g_get_home_dir ();

  while (strcmp (place, "/") != 0)
    {
      const char *found = find_marker (place);
      char *above;

      if (found != NULL || strcmp (place, home) == 0)
        return found;
      above = g_path_get_dirname (place);
      g_free (place);
      place = above;
    }
  return NULL;
}

static gboolean
is_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  return strcmp (folder, "/") == 0
         || (strncmp (path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0'));
}

/* What the file system of @folder is called if it is on another machine.  The mount with the longest
 * path holds the folder, of several there the last. */
static const char *
find_network (const char *folder, const char *mounts)
{
  g_auto (GStrv) lines = g_strsplit (mounts, "\n", -1);
  const char *found = NULL;
  gsize longest = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      g_autofree char *point = NULL;
      guint n = g_strv_length (words), dash = 6;

      /* number parent device root point options [fields...] - type source options */
      while (dash < n && strcmp (words[dash], "-") != 0)
        dash++;
      if (dash + 1 >= n)
        continue;
      point = g_strcompress (words[4]);
      if (!is_below (folder, point) || strlen (point) < longest)
        continue;
      longest = strlen (point);
      found = match (network_types, G_N_ELEMENTS (network_types), words[dash + 1]);
    }
  return found;
}

/* Public functions ----------------------------------------------------------------------------- */

ObPlace
ob_place_look_among (const char *path, const char *mounts, const char **name)
{
  g_autofree char *given = g_path_get_dirname (path);
  char *real = realpath (given, NULL);
  const char *folder = real != NULL ? real : given;
  ObPlace place = OB_PLACE_SYNCHRONISED;

  *name = find_marker_above (folder);
  if (*name == NULL)
    {
      *name = find_network (folder, mounts);
      place = *name != NULL ? OB_PLACE_NETWORK : OB_PLACE_LOCAL;
    }
  free (real);
  return place;
}

ObPlace
ob_place_look (const char *path, const char **name)
{
  g_autofree char *mounts = NULL;

  g_file_get_contents ("/proc/self/mountinfo", &mounts, NULL, NULL);
  return ob_place_look_among (path, mounts != NULL ? mounts : "", name);
}
