#include "store/replica.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define GROUP "replica"

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "obelus", "replicas", NULL);
}

static char *
get_file (const ObFileIdentity *identity)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x",
                                           identity->device, identity->inode);

  return g_build_filename (folder, name, NULL);
}

/* One empty file for each actor that ever wrote here. */
static char *
get_actor_file (const ObId *actor)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *id = ob_id_dup_text (actor);

  return g_build_filename (folder, id, NULL);
}

gboolean
ob_file_identity_read (const char *path, ObFileIdentity *identity)
{
  struct statx status;

  if (statx (AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_INO | STATX_BTIME, &status) != 0)
    return FALSE;

  identity->device = makedev (status.stx_dev_major, status.stx_dev_minor);
  identity->inode = status.stx_ino;
  identity->birth
      = (status.stx_mask & STATX_BTIME) != 0
            ? status.stx_btime.tv_sec * G_GINT64_CONSTANT (1000000000) + status.stx_btime.tv_nsec
            : 0;
  return TRUE;
}

gboolean
ob_file_identity_equal (const ObFileIdentity *a, const ObFileIdentity *b)
{
  return a->device == b->device && a->inode == b->inode && a->birth == b->birth;
}

gboolean
ob_replica_recall (const ObFileIdentity *identity, ObReplica *replica)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = get_file (identity);
  g_autofree char *text = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return FALSE;

  text = g_key_file_get_string (file, GROUP, "actor", NULL);
  replica->seq = g_key_file_get_uint64 (file, GROUP, "seq", NULL);
  replica->length = g_key_file_get_int64 (file, GROUP, "length", NULL);
  replica->mtime = g_key_file_get_int64 (file, GROUP, "mtime", NULL);
  return text != NULL && ob_id_from_text (text, &replica->actor)
         && g_key_file_get_int64 (file, GROUP, "birth", NULL) == identity->birth;
}

void
ob_replica_remember (const ObFileIdentity *identity, const ObReplica *replica)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *folder = get_folder ();
  g_autofree char *path = get_file (identity);
  g_autofree char *actor_path = get_actor_file (&replica->actor);
  g_autofree char *text = ob_id_dup_text (&replica->actor);
  g_autofree char *data = NULL;
  gsize length;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_debug ("Cannot make %s: %s", folder, g_strerror (errno));
      return;
    }

  g_key_file_set_string (file, GROUP, "actor", text);
  g_key_file_set_uint64 (file, GROUP, "seq", replica->seq);
  g_key_file_set_int64 (file, GROUP, "birth", identity->birth);
  g_key_file_set_int64 (file, GROUP, "length", replica->length);
  g_key_file_set_int64 (file, GROUP, "mtime", replica->mtime);
  data = g_key_file_to_data (file, &length, NULL);
  g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                            NULL);
  if (!g_file_test (actor_path, G_FILE_TEST_EXISTS))
    g_file_set_contents_full (actor_path, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

void
ob_replica_measure (const char *path, ObReplica *replica)
{
  GStatBuf status;

  replica->length = replica->mtime = 0;
  if (g_stat (path, &status) != 0)
    return;
  replica->length = status.st_size;
  replica->mtime = status.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + status.st_mtim.tv_nsec;
}

gboolean
ob_replica_is_untouched (const ObReplica *replica, const char *path)
{
  ObReplica now;

  ob_replica_measure (path, &now);
  return now.length > 0 && now.length == replica->length && now.mtime == replica->mtime;
}

gboolean
ob_replica_is_ours (const ObId *actor)
{
  g_autofree char *path = get_actor_file (actor);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

char *
ob_replica_dup_installation (void)
{
  g_autofree char *machine = NULL, *all = NULL;

  g_file_get_contents ("/etc/machine-id", &machine, NULL, NULL);
  all = g_strdup_printf ("%s\n%s\n%u\n%s", machine != NULL ? machine : "", g_get_host_name (),
                         (guint) getuid (), g_get_user_name ());
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
}
