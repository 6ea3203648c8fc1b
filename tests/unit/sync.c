/* A team folder: replicas that only meet there converge, whatever happens to the files on the way.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>

#include "replicas.h"
#include "share/bundle.h"
#include "share/folder.h"
#include "share/sync.h"
#include "store/edit.h"
#include "store/history.h"
#include "store/upkeep.h"

#define N_ROUNDS 150

static ObSyncReport *
sync_project (ObProject *project, const char *folder)
{
  g_autoptr (GError) error = NULL;
  ObSyncReport *report = ob_sync_folder (project, folder, &error);

  g_assert_no_error (error);
  return report;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static gboolean
is_longer (const char *path, gsize length)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && (gsize) status.st_size > length;
}

/* What carries the files has its own folder on each machine, and takes its time: some files arrive
 * late, some are torn, even where a whole one was, some get another name.  In the end all is well.
 */
static void
carry (World *world, const char *from, const char *to, gboolean everything)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = NULL, *data = NULL;
      int fate = everything ? 0 : g_rand_int_range (world->rand, 0, 6);
      gsize length;

      if (strstr (name, "conflicted") != NULL)
        continue;
      target = fate == 1 ? g_strdup_printf ("%s/%s (conflicted copy)", to, name)
                         : g_build_filename (to, name, NULL);
      if (fate == 2)
        continue;
      g_assert_true (g_file_get_contents (source, &data, &length, NULL));
      if (fate == 3)
        length /= 2;
      else if (everything && is_longer (target, length))
        continue;
      g_assert_true (g_file_set_contents (target, data, (gssize) length, NULL));
    }
}

static void
test_convergence (void)
{
  World *world = world_new ();
  char *folders[N_REPLICAS];
  g_autofree char *first = NULL;

  for (guint i = 0; i < N_REPLICAS; i++)
    {
      folders[i] = g_strdup_printf ("%s/team-%u", world->folder, i);
      g_mkdir (folders[i], 0700);
    }

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      guint i = (guint) g_rand_int_range (world->rand, 0, N_REPLICAS);
      guint j = (guint) g_rand_int_range (world->rand, 0, N_REPLICAS);
      int choice = g_rand_int_range (world->rand, 0, 10);
      g_autoptr (ObProject) project = replicas_open (world->paths[i]);

      if (choice < 5)
        replicas_edit (world, project);
      else if (choice == 5)
        ob_project_undo (project, NULL, NULL);
      else if (choice < 8)
        ob_sync_report_free (sync_project (project, folders[i]));
      else if (i != j)
        carry (world, folders[i], folders[j], FALSE);
    }

  for (guint round = 0; round < 3; round++)
    {
      for (guint i = 0; i < N_REPLICAS; i++)
        {
          g_autoptr (ObProject) project = replicas_open (world->paths[i]);
          g_autoptr (ObSyncReport) report = sync_project (project, folders[i]);
        }
      for (guint i = 0; i < N_REPLICAS; i++)
        for (guint j = 0; j < N_REPLICAS; j++)
          if (i != j)
            carry (world, folders[i], folders[j], TRUE);
    }
  for (guint i = 0; i < N_REPLICAS; i++)
    {
      g_autoptr (ObProject) project = replicas_open (world->paths[i]);
      g_autofree char *picture = replicas_take_picture (project);

      replicas_check (project);
      if (first == NULL)
        first = g_steal_pointer (&picture);
      else
        g_assert_cmpstr (picture, ==, first);
      g_clear_object (&project);
      remove_folder (folders[i]);
      g_free (folders[i]);
    }
  world_free (world);
}

/* What has been exchanged is not exchanged again, and nothing is written when nothing is new. */
static void
test_nothing_new (void)
{
  World *world = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autoptr (ObProject) one = replicas_open (world->paths[0]),
                        two = replicas_open (world->paths[1]);
  g_autoptr (ObSyncReport) sent = NULL, received = NULL, again = NULL;
  g_autoptr (GPtrArray) articles = NULL;

  g_mkdir (folder, 0700);
  while (ob_project_count (one).annotations < 3)
    replicas_edit (world, one);
  sent = sync_project (one, folder);
  g_assert_cmpuint (sent->n_sent, >=, 3);
  received = sync_project (two, folder);
  g_assert_cmpuint (received->n_received, >=, 3);
  again = sync_project (one, folder);
  g_assert_cmpuint (again->n_sent, ==, 0);
  g_clear_pointer (&again, ob_sync_report_free);
  again = sync_project (two, folder);
  g_assert_cmpuint (again->n_sent + again->n_received + again->skipped->len, ==, 0);

  /* A colleague's edit is not one's own to undo. */
  g_assert_cmpuint (ob_project_count (two).annotations, ==, ob_project_count (one).annotations);
  g_clear_object (&one);
  g_clear_object (&two);
  remove_folder (folder);
  world_free (world);
}

/* Somebody new begins with an empty project and gets everything; another team's folder gives
 * nothing. */
static void
test_joining (void)
{
  World *world = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autofree char *path = g_build_filename (world->folder, "new.obelus", NULL);
  g_autofree char *mine = NULL, *theirs = NULL;
  g_autoptr (ObProject) one = replicas_open (world->paths[0]);
  g_autoptr (ObProject) new = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir (folder, 0700);
  while (ob_project_count (one).annotations < 3)
    replicas_edit (world, one);
  ob_sync_report_free (sync_project (one, folder));

  new = ob_project_create (path, "Berta", NULL, &error);
  g_assert_no_error (error);
  ob_sync_report_free (sync_project (new, folder));
  g_assert_cmpuint (ob_project_count (new).annotations, ==, ob_project_count (one).annotations);
  g_assert_cmpuint (ob_project_count (new).labels, ==, ob_project_count (one).labels);
  ob_sync_report_free (sync_project (one, folder));
  mine = replicas_take_picture (one);
  theirs = replicas_take_picture (new);
  g_assert_cmpstr (mine, ==, theirs);
  replicas_check (new);
  g_clear_object (&new);
  g_unlink (path);
  remove_folder (folder);
  g_clear_object (&one);
  world_free (world);
}

static void
test_other_project (void)
{
  World *world = world_new (), *others = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autoptr (ObProject) ours = replicas_open (world->paths[0]),
                        theirs = replicas_open (others->paths[0]);
  g_autoptr (ObSyncReport) report = NULL;

  g_mkdir (folder, 0700);
  replicas_edit (others, theirs);
  ob_sync_report_free (sync_project (theirs, folder));
  report = sync_project (ours, folder);
  g_assert_cmpuint (report->n_received, ==, 0);
  g_assert_cmpuint (report->skipped->len, ==, 1);
  g_clear_object (&ours);
  g_clear_object (&theirs);
  remove_folder (folder);
  world_free (world);
  world_free (others);
}

/* Whatever happens to the bytes of a bundle: it is whole or it is nothing. */
static void
test_damaged_bundles (void)
{
  g_autoptr (ObBundle) bundle = ob_bundle_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (ObChange) change = ob_change_new ();
  ObBundleText text = { ob_text_new ("Some text"), NULL };
  ObId project = ob_id_random ();

  g_array_append_val (bundle->projects, project);
  g_array_append_val (bundle->texts, text);
  g_ptr_array_add (bundle->changes, ob_change_seal (change));
  bytes = ob_bundle_encode (bundle, &project, &name);
  g_assert_true (g_str_has_suffix (name, OB_BUNDLE_SUFFIX));
  {
    g_autoptr (ObBundle) again = ob_bundle_decode (bytes, NULL);

    g_assert_nonnull (again);
    g_assert_cmpuint (again->changes->len + again->texts->len, ==, 2);
  }

  for (guint i = 0; i < 500; i++)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (bytes, &length);
      g_autofree guint8 *copy = g_memdup2 (data, length);
      gsize place = (gsize) g_rand_int_range (rand, 0, (gint32) length);
      g_autoptr (GBytes) damaged = NULL;

      copy[place] ^= (guint8) g_rand_int_range (rand, 1, 256);
      damaged = g_bytes_new (copy, i % 2 ? length : place);
      g_assert_null (ob_bundle_decode (damaged, NULL));
    }
}

static guint
count_files (const char *folder)
{
  g_autoptr (GPtrArray) files = ob_folder_list (folder, NULL);

  return files->len;
}

/* Many small bundles become few, and whoever has read some of them, all or none gets the same. */
static void
test_compacting (void)
{
  World *world = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autofree char *path = g_build_filename (world->folder, "new.obelus", NULL);
  g_autofree char *mine = NULL, *theirs = NULL, *newest = NULL;
  g_autoptr (ObProject) one = replicas_open (world->paths[0]),
                        two = replicas_open (world->paths[1]);
  g_autoptr (ObProject) new = NULL;
  g_autoptr (GPtrArray) presences = NULL;
  g_autoptr (GError) error = NULL;
  guint n_most = 0;

  g_mkdir (folder, 0700);
  for (guint i = 0; i < 120; i++)
    {
      replicas_edit (world, one);
      ob_sync_report_free (sync_project (one, folder));
      if (i == 30)
        ob_sync_report_free (sync_project (two, folder));
      n_most = MAX (n_most, count_files (folder));
    }
  g_assert_cmpuint (n_most, >, 20);
  g_assert_cmpuint (n_most, <, 60);

  ob_sync_report_free (sync_project (two, folder));
  new = ob_project_create (path, "Berta", NULL, &error);
  g_assert_no_error (error);
  ob_sync_report_free (sync_project (new, folder));
  ob_sync_report_free (sync_project (one, folder));
  ob_sync_report_free (sync_project (two, folder));
  mine = replicas_take_picture (one);
  theirs = replicas_take_picture (two);
  newest = replicas_take_picture (new);
  g_assert_cmpstr (mine, ==, theirs);
  g_assert_cmpstr (mine, ==, newest);

  presences = ob_folder_list_presences (one, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (presences->len, >=, 2);

  g_clear_object (&new);
  g_clear_object (&one);
  g_clear_object (&two);
  g_unlink (path);
  remove_folder (folder);
  world_free (world);
}

static void
test_folder_that_is_gone (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (GError) error = NULL;

  g_assert_null (ob_sync_folder (project, "/nowhere/at all", &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED);
  g_clear_object (&project);
  world_free (world);
}

/* The folder goes and comes back all the time, as a drive with a loose plug does: an exchange is
 * done or says why not, and in the end nothing is missing. */
typedef struct
{
  const char *folder;
  gint stop;
} Plug;

static gpointer
plug_thread (gpointer data)
{
  Plug *plug = data;
  g_autofree char *away = g_strconcat (plug->folder, "-away", NULL);

  while (!g_atomic_int_get (&plug->stop))
    {
      g_rename (plug->folder, away);
      g_usleep (200);
      g_rename (away, plug->folder);
      g_usleep (500);
    }
  return NULL;
}

static void
test_vanishing_folder (void)
{
  World *world = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autofree char *mine = NULL, *theirs = NULL;
  g_autoptr (ObProject) one = replicas_open (world->paths[0]),
                        two = replicas_open (world->paths[1]);
  Plug plug = { folder, 0 };
  GThread *thread;

  g_mkdir (folder, 0700);
  thread = g_thread_new ("plug", plug_thread, &plug);
  for (guint i = 0; i < 120; i++)
    {
      ObProject *project = i % 2 == 0 ? one : two;
      g_autoptr (GError) error = NULL;
      g_autoptr (ObSyncReport) report = NULL;

      replicas_edit (world, project);
      report = ob_sync_folder (project, folder, &error);
      g_assert_true ((report != NULL) != (error != NULL));
      if (error != NULL)
        g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED);
    }
  g_atomic_int_set (&plug.stop, 1);
  g_thread_join (thread);

  for (guint round = 0; round < 2; round++)
    {
      ob_sync_report_free (sync_project (one, folder));
      ob_sync_report_free (sync_project (two, folder));
    }
  mine = replicas_take_picture (one);
  theirs = replicas_take_picture (two);
  g_assert_cmpstr (mine, ==, theirs);
  replicas_check (one);
  g_clear_object (&one);
  g_clear_object (&two);
  remove_folder (folder);
  world_free (world);
}

/* A place that nobody may write to, not even who may do everything, and one that is no folder: said,
 * and made up for elsewhere. */
static void
test_no_rights (void)
{
  World *world = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autofree char *file = g_build_filename (world->folder, "no-folder", NULL);
  const char *const places[] = { "/proc", file };
  g_autofree char *mine = NULL, *theirs = NULL;
  g_autoptr (ObProject) one = replicas_open (world->paths[0]),
                        two = replicas_open (world->paths[1]);
  g_autoptr (ObSyncReport) sent = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  while (ob_project_count (one).annotations < 3)
    replicas_edit (world, one);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ob_sync_folder (one, places[i], &error));
      g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "team folder"));
    }
  replicas_check (one);

  g_mkdir (folder, 0700);
  sent = sync_project (one, folder);
  g_assert_cmpuint (sent->n_sent, >=, 3);
  ob_sync_report_free (sync_project (two, folder));
  mine = replicas_take_picture (one);
  theirs = replicas_take_picture (two);
  g_assert_cmpstr (mine, ==, theirs);
  g_clear_object (&one);
  g_clear_object (&two);
  g_unlink (file);
  remove_folder (folder);
  world_free (world);
}

/* A note of random letters, which takes its length in a bundle, too. */
static void
write_long_note (World *world, ObProject *project, gsize length)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Write note");
  g_autofree char *note = g_strnfill (length, 'x');
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < length; i++)
    note[i] = (char) g_rand_int_range (world->rand, 'A', 'z' + 1);
  ob_edit_set_note (edit, replicas_pick_annotation (world, project), note, &error);
  g_assert_no_error (error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* The team folder's disk is full: said, nothing of it is left half written, all goes out when there is
 * room, and what arrived meanwhile is taken. */
static void
test_no_space (void)
{
  World *world = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autofree char *mine = NULL, *theirs = NULL;
  g_autoptr (ObProject) one = NULL, two = NULL;
  g_autoptr (GError) error = NULL;
  guint n_before;

  g_mkdir (folder, 0700);
  if (mount ("tmpfs", folder, "tmpfs", 0, "size=8k,mode=0700") != 0)
    {
      g_test_skip ("no small disk can be made here");
      g_rmdir (folder);
      world_free (world);
      return;
    }
  one = replicas_open (world->paths[0]);
  two = replicas_open (world->paths[1]);
  while (replicas_pick_annotation (world, one) == 0)
    replicas_edit (world, one);
  while (replicas_pick_annotation (world, two) == 0)
    replicas_edit (world, two);
  ob_sync_report_free (sync_project (one, folder));
  n_before = count_files (folder);
  g_assert_cmpuint (n_before, ==, 1);

  write_long_note (world, two, 20000);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_null (ob_sync_folder (two, folder, &error));
      g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "team folder"));
      g_assert_nonnull (strstr (error->message, "safe"));
      g_clear_error (&error);
      g_assert_cmpuint (count_files (folder), ==, n_before);
    }
  replicas_check (two);

  g_assert_cmpint (mount ("tmpfs", folder, "tmpfs", MS_REMOUNT, "size=1m"), ==, 0);
  for (guint round = 0; round < 2; round++)
    {
      ob_sync_report_free (sync_project (two, folder));
      ob_sync_report_free (sync_project (one, folder));
    }
  mine = replicas_take_picture (one);
  theirs = replicas_take_picture (two);
  g_assert_cmpstr (mine, ==, theirs);
  replicas_check (one);
  g_clear_object (&one);
  g_clear_object (&two);
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
  g_rmdir (folder);
  world_free (world);
}

/* A bundle of @change (transfer full) for the project of @bundle, as a program of another kind would leave it. */
static void
write_change (const ObBundle *bundle, GBytes *change, const ObId *actor, const char *folder)
{
  g_autoptr (ObBundle) small = ob_bundle_new ();
  g_autofree char *name = NULL, *path = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_array_append_vals (small->projects, bundle->projects->data, bundle->projects->len);
  g_ptr_array_add (small->changes, change);
  bytes = ob_bundle_encode (small, actor, &name);
  path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                           (gssize) g_bytes_get_size (bytes),
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* A change that creates a speaker. */
static GBytes *
make_change (const ObId *actor, guint64 seq, guint64 lamport, gint64 wall)
{
  g_autoptr (ObChange) change = ob_change_new ();
  GArray *fields = ob_fields_new ();
  g_autofree char *name = g_strdup_printf ("Speaker %" G_GUINT64_FORMAT, seq);

  change->actor = *actor;
  change->seq = seq;
  change->lamport = lamport;
  change->wall = wall;
  ob_fields_set (fields, "name", ob_value_new_text (name));
  ob_change_create (change, OB_KIND_SPEAKER, fields);
  return ob_change_seal (change);
}

/* All that the project has, as one bundle. */
static ObBundle *
read_only_bundle (const char *folder)
{
  g_autoptr (GPtrArray) files = ob_folder_list (folder, NULL);
  g_autofree char *path = NULL, *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  ObBundle *bundle;
  gsize length;

  g_assert_cmpuint (files->len, ==, 1);
  path = g_build_filename (folder, ((ObFolderFile *) files->pdata[0])->name, NULL);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new (data, length);
  bundle = ob_bundle_decode (bytes, NULL);
  g_assert_nonnull (bundle);
  return bundle;
}

/* A part of @bundle: its texts, or the changes from @first on, @n of them. */
static void
write_part (const ObBundle *bundle, gboolean texts, guint first, guint n, const char *folder)
{
  g_autoptr (ObBundle) part = ob_bundle_new ();
  g_autofree char *name = NULL, *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  ObId actor = ob_id_random ();

  g_array_append_vals (part->projects, bundle->projects->data, bundle->projects->len);
  for (guint i = 0; texts && i < bundle->texts->len; i++)
    {
      ObBundleText text = g_array_index (bundle->texts, ObBundleText, i);

      ob_text_ref (text.text);
      if (text.original != NULL)
        g_bytes_ref (text.original);
      g_array_append_val (part->texts, text);
    }
  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (part->changes, g_bytes_ref (bundle->changes->pdata[i]));
  bytes = ob_bundle_encode (part, &actor, &name);
  path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
}

/* The article's text comes after the change that adds it and any number of those that follow: until
 * then the article is not shown, after that all is as where it was there from the beginning. */
static void
test_late_texts (void)
{
  World *world = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autofree char *other = g_build_filename (world->folder, "other", NULL);
  g_autofree char *path = g_build_filename (world->folder, "new.obelus", NULL);
  g_autofree char *mine = NULL, *theirs = NULL;
  g_autoptr (ObProject) one = replicas_open (world->paths[0]), new = NULL;
  g_autoptr (ObBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;
  guint n_before;

  g_mkdir (folder, 0700);
  g_mkdir (other, 0700);
  while (ob_project_count (one).changes < 60)
    {
      replicas_edit (world, one);
      if (g_rand_int_range (world->rand, 0, 5) == 0)
        ob_project_undo (one, NULL, NULL);
    }
  ob_sync_report_free (sync_project (one, folder));
  bundle = read_only_bundle (folder);
  n_before = (guint) g_rand_int_range (world->rand, 10, (gint32) bundle->changes->len);

  new = ob_project_create (path, "Berta", NULL, &error);
  g_assert_no_error (error);
  write_part (bundle, FALSE, 0, n_before, other);
  ob_sync_report_free (sync_project (new, other));
  g_assert_cmpuint (ob_project_count (new).articles, ==, 0);
  replicas_check (new);
  g_clear_object (&new);
  new = replicas_open (path);
  write_part (bundle, TRUE, 0, 0, other);
  ob_sync_report_free (sync_project (new, other));
  replicas_check (new);
  write_part (bundle, FALSE, n_before, bundle->changes->len - n_before, other);
  ob_sync_report_free (sync_project (new, other));
  replicas_check (new);
  ob_sync_report_free (sync_project (one, other));

  mine = replicas_take_picture (one);
  theirs = replicas_take_picture (new);
  g_assert_cmpstr (mine, ==, theirs);
  g_assert_cmpuint (ob_project_count (new).articles, ==, ob_project_count (one).articles);
  g_clear_object (&one);
  g_clear_object (&new);
  g_unlink (path);
  remove_folder (folder);
  remove_folder (other);
  world_free (world);
}

#define N_TINY 10000

static void
test_tiny_bundles (void)
{
  World *world = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autoptr (ObProject) one = replicas_open (world->paths[0]);
  g_autoptr (ObBundle) bundle = NULL;
  g_autoptr (ObSyncReport) report = NULL, again = NULL;
  ObId actor = ob_id_random ();

  g_mkdir (folder, 0700);
  ob_sync_report_free (sync_project (one, folder));
  bundle = read_only_bundle (folder);
  for (guint i = 0; i < N_TINY; i++)
    write_change (bundle, make_change (&actor, i + 1, i + 1, 0), &actor, folder);

  report = sync_project (one, folder);
  g_assert_cmpuint (report->n_received, ==, N_TINY);
  g_assert_cmpuint (report->n_sent, ==, 0);
  g_assert_cmpuint (ob_project_count (one).speakers, ==, N_TINY);
  again = sync_project (one, folder);
  g_assert_cmpuint (again->n_received + again->n_sent, ==, 0);
  replicas_check (one);
  g_clear_object (&one);
  remove_folder (folder);
  world_free (world);
}

/* Clocks of other years do no harm, nor does one of the log that is as late as can be. */
static void
test_clocks (void)
{
  static const struct
  {
    guint64 lamport;
    gint64 wall;
  } clocks[] = {
    { 3, -G_USEC_PER_SEC },
    { 4, 0 },
    { 5, G_GINT64_CONSTANT (4087152000) * G_USEC_PER_SEC },
    { 6, G_MAXINT64 },
    { 7, G_MININT64 },
    { G_MAXINT64, 0 },
  };
  World *world = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autofree char *mine = NULL, *theirs = NULL;
  g_autoptr (ObProject) one = replicas_open (world->paths[0]),
                        two = replicas_open (world->paths[1]);
  g_autoptr (ObBundle) bundle = NULL;
  ObId actor = ob_id_random ();

  g_mkdir (folder, 0700);
  ob_sync_report_free (sync_project (one, folder));
  bundle = read_only_bundle (folder);
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    write_change (bundle, make_change (&actor, i + 1, clocks[i].lamport, clocks[i].wall), &actor,
                  folder);
  for (guint i = 0; i < 40; i++)
    {
      ObProject *project = i % 2 == 0 ? one : two;

      ob_sync_report_free (sync_project (project, folder));
      replicas_edit (world, project);
      if (i % 5 == 0)
        ob_project_undo (project, NULL, NULL);
    }
  for (guint round = 0; round < 2; round++)
    {
      ob_sync_report_free (sync_project (one, folder));
      ob_sync_report_free (sync_project (two, folder));
    }
  g_assert_cmpuint (ob_project_count (one).speakers, >=, G_N_ELEMENTS (clocks));
  mine = replicas_take_picture (one);
  theirs = replicas_take_picture (two);
  g_assert_cmpstr (mine, ==, theirs);
  replicas_check (one);
  g_clear_object (&one);
  g_clear_object (&two);
  remove_folder (folder);
  world_free (world);
}

/* What a newer version wrote stays in the folder, is told, and is not forgotten; of a change of a
 * newer form nothing shows, but it is passed on. */
static void
test_newer (void)
{
  static const char future[] = "OBELUS bundle 2\nwhatever comes";
  World *world = world_new ();
  g_autofree char *folder = g_build_filename (world->folder, "team", NULL);
  g_autofree char *other = g_build_filename (world->folder, "other", NULL);
  g_autofree char *path = g_build_filename (folder, "newer.obelus-bundle", NULL);
  g_autoptr (ObProject) one = replicas_open (world->paths[0]),
                        two = replicas_open (world->paths[1]);
  g_autoptr (ObBundle) bundle = NULL;
  g_autoptr (ObSyncReport) passed = NULL;
  g_autoptr (GBytes) change = NULL;
  g_autofree guint8 *body = NULL;
  ObId actor = ob_id_random ();
  gsize length;

  g_mkdir (folder, 0700);
  g_mkdir (other, 0700);
  ob_sync_report_free (sync_project (one, folder));
  bundle = read_only_bundle (folder);
  g_assert_true (g_file_set_contents (path, future, -1, NULL));
  change = make_change (&actor, 1, 1, 0);
  body = g_memdup2 (g_bytes_get_data (change, &length), g_bytes_get_size (change));
  body[0] = OB_CHANGE_FORMAT + 1;
  write_change (bundle, g_bytes_new (body, g_bytes_get_size (change)), &actor, folder);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ObSyncReport) report = sync_project (one, folder);

      g_assert_cmpuint (report->n_received, ==, i == 0 ? 1 : 0);
      g_assert_cmpuint (report->skipped->len, ==, 1);
      g_assert_nonnull (strstr (report->skipped->pdata[0], "newer"));
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  g_assert_cmpuint (ob_project_count (one).speakers, ==, 0);
  replicas_check (one);

  ob_sync_report_free (sync_project (one, other));
  passed = sync_project (two, other);
  g_assert_cmpuint (passed->n_received, >=, 1);
  g_assert_cmpuint (ob_project_count (two).changes, ==, ob_project_count (one).changes);
  g_clear_object (&one);
  g_clear_object (&two);
  remove_folder (folder);
  remove_folder (other);
  world_free (world);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("obelus-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/convergence", test_convergence);
  g_test_add_func ("/sync/nothing-new", test_nothing_new);
  g_test_add_func ("/sync/joining", test_joining);
  g_test_add_func ("/sync/other-project", test_other_project);
  g_test_add_func ("/sync/damaged-bundles", test_damaged_bundles);
  g_test_add_func ("/sync/folder-that-is-gone", test_folder_that_is_gone);
  g_test_add_func ("/sync/vanishing-folder", test_vanishing_folder);
  g_test_add_func ("/sync/no-rights", test_no_rights);
  g_test_add_func ("/sync/no-space", test_no_space);
  g_test_add_func ("/sync/late-texts", test_late_texts);
  g_test_add_func ("/sync/tiny-bundles", test_tiny_bundles);
  g_test_add_func ("/sync/clocks", test_clocks);
  g_test_add_func ("/sync/newer", test_newer);

  g_test_add_func ("/sync/compacting", test_compacting);

  return g_test_run ();
}
