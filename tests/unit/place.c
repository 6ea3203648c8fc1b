/* Where a project lies, told by what synchronising programs leave and by what is mounted. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "share/place.h"

static const char mounts[]
    = "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"
      "30 22 0:40 / /net/team rw - nfs4 server:/team rw\n"
      "31 30 0:41 / /net/team/scratch rw shared:3 master:1 - tmpfs tmpfs rw\n"
      "32 22 0:42 / /home/anna/press\\040clips rw - fuse.sshfs anna@host: rw\n"
      "33 22 0:43 / /media/disk rw - fuseblk /dev/sdb1 rw\n"
      "34 22 0:44 / /srv/share rw - cifs //server/share rw\n"
      "35 22 0:45 / /srv/over rw - cifs //server/over rw\n"
      "36 22 0:46 / /srv/over rw - ext4 /dev/vdc rw\n"
      "nonsense\n"
      "37 22 0:46 /\n";

static void
check (const char *path, ObPlace expected, const char *expected_name)
{
  const char *name = "";

  g_assert_cmpint (ob_place_look_among (path, mounts, &name), ==, expected);
  g_assert_cmpstr (name, ==, expected_name);
}

static void
test_mounts (void)
{
  check ("/net/team/a.obelus", OB_PLACE_NETWORK, "NFS");
  check ("/net/team/deep/er/a.obelus", OB_PLACE_NETWORK, "NFS");
  check ("/net/teamwork/a.obelus", OB_PLACE_LOCAL, NULL);
  check ("/net/team/scratch/a.obelus", OB_PLACE_LOCAL, NULL);
  check ("/home/anna/press clips/a.obelus", OB_PLACE_NETWORK, "SSH");
  check ("/media/disk/a.obelus", OB_PLACE_LOCAL, NULL);
  check ("/srv/share/a.obelus", OB_PLACE_NETWORK, "SMB");
  check ("/srv/over/a.obelus", OB_PLACE_LOCAL, NULL);
}

static void
test_markers (void)
{
  static const struct
  {
    const char *marker;
    const char *name;
  } cases[] = {
    { ".stfolder", "Syncthing" },   { ".sync_1a2b3c.db", "Nextcloud" },
    { ".dropbox", "Dropbox" },      { ".owncloudsync.log", "ownCloud" },
    { ".tmp.driveupload", "Google Drive" }, { ".hidden", NULL },
    { "stfolder", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *top = g_dir_make_tmp ("obelus-place-XXXXXX", NULL);
      g_autofree char *marker = g_build_filename (top, cases[i].marker, NULL);
      g_autofree char *below = g_build_filename (top, "below", NULL);
      g_autofree char *path = g_build_filename (below, "a.obelus", NULL);
      g_autofree char *link = g_strconcat (top, "-link", NULL);
      g_autofree char *linked = g_build_filename (link, "a.obelus", NULL);
      ObPlace expected = cases[i].name != NULL ? OB_PLACE_SYNCHRONISED : OB_PLACE_LOCAL;

      g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
      g_assert_true (g_file_set_contents (marker, "", 0, NULL));
      g_assert_cmpint (symlink (below, link), ==, 0);
      check (path, expected, cases[i].name);
      check (linked, expected, cases[i].name);
      g_remove (link);
      g_remove (marker);
      g_remove (below);
      g_remove (top);
    }
}

/* Whatever is mounted here: looking harms nothing. */
static void
test_here (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "a.obelus", NULL);
  const char *name;

  g_assert_cmpint (ob_place_look ("/nowhere/a.obelus", &name), ==, OB_PLACE_LOCAL);
  ob_place_look (path, &name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/mounts", test_mounts);
  g_test_add_func ("/place/markers", test_markers);
  g_test_add_func ("/place/here", test_here);
  return g_test_run ();
}
