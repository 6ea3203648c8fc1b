/* Merging: random histories on several copies converge, whatever is merged when.
 *
 * Replicas are project files in one folder.  Each round one of them makes an edit, undoes, redoes, or
 * merges another; some are copied as files and go on as replicas of their own.  In the end everything
 * is merged into everything, in an order of its own for each, and all must show the same.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "share/merge.h"
#include "store/edit.h"
#include "store/history.h"
#include "store/upkeep.h"

#define N_REPLICAS 4
#define N_ROUNDS 120

typedef struct
{
  GRand *rand;
  char *folder;
  char *paths[N_REPLICAS];
} World;

static ObProject *
open_project (const char *path)
{
  g_autoptr (GError) error = NULL;
  ObProject *project = ob_project_open (path, &error);

  g_assert_no_error (error);
  return project;
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &data, &length, NULL));
  g_unlink (to);
  g_assert_true (g_file_set_contents (to, data, (gssize) length, NULL));
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Everything that all copies must agree on, by id, sorted. */
static char *
take_picture (ObProject *project)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, 0, 0, 0);
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);
  g_autoptr (GPtrArray) links = ob_project_list_links (project, 0, 0);
  g_autoptr (GPtrArray) conflicts = ob_project_list_conflicts (project);

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = annotations->pdata[i];
      g_autofree char *id = ob_project_dup_id (project, annotation->entity);
      g_autofree char *speaker = ob_project_dup_id (
        project, ob_value_get_entity (ob_annotation_get_attribute (annotation, "speaker")));
      ObSegment hull = ob_segments_get_hull (annotation->segments);

      g_ptr_array_add (lines, g_strdup_printf ("annotation %s %u-%u %s %s %s", id, hull.start, hull.end,
                                               annotation->note ? annotation->note : "", speaker ? speaker : "",
                                               ob_value_get_text (ob_annotation_get_attribute (annotation, "stance"))));
    }
  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = speakers->pdata[i];
      g_autofree char *id = ob_project_dup_id (project, speaker->entity);
      g_autofree char *aliases = g_strjoinv (",", speaker->aliases);

      g_ptr_array_add (lines, g_strdup_printf ("speaker %s %s %s", id, speaker->name, aliases));
    }
  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = links->pdata[i];
      g_autofree char *id = ob_project_dup_id (project, link->entity);

      g_ptr_array_add (lines, g_strdup_printf ("link %s %s", id, link->type));
    }
  for (guint i = 0; i < conflicts->len; i++)
    {
      const ObConflict *conflict = conflicts->pdata[i];
      g_autofree char *id = ob_project_dup_id (project, conflict->entity);

      g_ptr_array_add (lines, g_strdup_printf ("conflict %s %s %u", id, conflict->field, conflict->versions->len));
    }
  g_ptr_array_sort (lines, compare_strings);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static ObEntity
pick_annotation (World *world, ObProject *project)
{
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, 0, 0, 0);

  if (annotations->len == 0)
    return 0;
  return ((ObAnnotation *) annotations->pdata[g_rand_int_range (world->rand, 0, (gint32) annotations->len)])->entity;
}

static void
edit_something (World *world, ObProject *project)
{
  static const char *const stances[] = { "denies", "doubts", "reports", "" };
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Random");
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GError) error = NULL;
  guint32 start = (guint32) g_rand_int_range (world->rand, 0, 80);
  g_autoptr (GArray) segments = ob_segments_new_single (start, start + 5);
  g_autofree char *name = g_strdup_printf ("Name %d", g_rand_int_range (world->rand, 0, 9));
  ObEntity annotation = pick_annotation (world, project), other = pick_annotation (world, project);
  ObEntity label = ob_project_find (project, OB_KIND_LABEL, "claim", NULL);

  switch (g_rand_int_range (world->rand, 0, 8))
    {
    case 0:
    case 1:
      if (articles->len == 0)
        return; /* adding it was undone */
      annotation = ob_edit_annotate (edit, ((ObArticle *) articles->pdata[0])->entity, label, segments, NULL);
      ob_edit_set_attribute_text (edit, annotation, "speaker", name, TRUE, NULL);
      break;
    case 2:
      ob_edit_set_note (edit, annotation, name, NULL);
      break;
    case 3:
      ob_edit_set_attribute_text (edit, annotation, "stance", stances[g_rand_int_range (world->rand, 0, 4)], FALSE, NULL);
      break;
    case 4:
      ob_edit_set_segments (edit, annotation, segments, NULL);
      break;
    case 5:
      ob_edit_delete (edit, annotation, NULL);
      break;
    case 6:
      ob_edit_link (edit, annotation, other, "supports", NULL);
      break;
    default:
      ob_edit_set_alias (edit, ob_project_find (project, OB_KIND_SPEAKER, name, NULL), "Alias", TRUE, NULL);
      break;
    }
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
merge (ObProject *project, const char *other)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObMergeReport) report = ob_merge_file (project, other, FALSE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
}

static void
play_round (World *world)
{
  guint i = (guint) g_rand_int_range (world->rand, 0, N_REPLICAS);
  guint j = (guint) g_rand_int_range (world->rand, 0, N_REPLICAS);
  int choice = g_rand_int_range (world->rand, 0, 20);
  g_autoptr (ObProject) project = NULL;

  if (choice == 19 && i != j)
    {
      /* A copy that overwrites a colleague's file: that colleague's work is gone, and nothing else. */
      copy_file (world->paths[i], world->paths[j]);
      return;
    }

  project = open_project (world->paths[i]);
  if (choice < 12)
    edit_something (world, project);
  else if (choice < 14)
    ob_project_undo (project, NULL, NULL);
  else if (choice < 15)
    ob_project_redo (project, NULL, NULL);
  else if (i != j)
    merge (project, world->paths[j]);
}

static void
check (ObProject *project)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ob_project_check (project, &problems, &error));
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
add_article (ObProject *project)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Add article");
  g_autofree char *utf8 = g_strnfill (100, 'x');
  g_autoptr (ObText) text = ob_text_new (utf8);
  g_autoptr (GError) error = NULL;
  ObArticle metadata = { .title = (char *) "Title" };

  ob_edit_add_article (edit, text, NULL, &metadata, &error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = NULL;

  world->rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  world->folder = g_dir_make_tmp ("obelus-merge-XXXXXX", NULL);
  for (guint i = 0; i < N_REPLICAS; i++)
    world->paths[i] = g_strdup_printf ("%s/%u.obelus", world->folder, i);

  project = ob_project_create (world->paths[0], "Anna", NULL, &error);
  g_assert_no_error (error);
  add_article (project);
  g_clear_object (&project);
  for (guint i = 1; i < N_REPLICAS; i++)
    copy_file (world->paths[0], world->paths[i]);
  return world;
}

static void
world_free (World *world)
{
  for (guint i = 0; i < N_REPLICAS; i++)
    {
      g_unlink (world->paths[i]);
      g_free (world->paths[i]);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
  g_rand_free (world->rand);
  g_free (world);
}

static void
test_convergence (void)
{
  World *world = world_new ();
  g_autofree char *first = NULL;

  for (guint i = 0; i < N_ROUNDS; i++)
    play_round (world);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < N_REPLICAS; i++)
      {
        g_autoptr (ObProject) project = open_project (world->paths[i]);

        for (guint j = 1; j < N_REPLICAS; j++)
          merge (project, world->paths[(i + (round == 0 ? j : N_REPLICAS - j)) % N_REPLICAS]);
      }
  for (guint i = 0; i < N_REPLICAS; i++)
    {
      g_autoptr (ObProject) project = open_project (world->paths[i]);
      g_autofree char *picture = take_picture (project);

      check (project);
      if (first == NULL)
        first = g_steal_pointer (&picture);
      else
        g_assert_cmpstr (picture, ==, first);
    }
  world_free (world);
}

static void
test_preview_and_undo (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = open_project (world->paths[0]);
  g_autoptr (ObProject) other = open_project (world->paths[1]);
  g_autoptr (ObMergeReport) preview = NULL, report = NULL, again = NULL;
  g_autofree char *before = take_picture (project), *merged = NULL, *undone = NULL, *redone = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  gint64 revision = ob_project_get_revision (project);

  while (ob_project_count (other).annotations < 6)
    edit_something (world, other);
  g_clear_object (&other);

  preview = ob_merge_file (project, world->paths[1], TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->n_changes, >, 5);
  g_assert_cmpuint (preview->items->len, >, 3);
  g_assert_cmpint (ob_project_get_revision (project), ==, revision);

  report = ob_merge_file (project, world->paths[1], FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->items->len, ==, preview->items->len);
  merged = take_picture (project);
  check (project);

  again = ob_merge_file (project, world->paths[1], FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_changes, ==, 0);

  g_assert_true (ob_project_undo (project, &name, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "Merge “1.obelus”");
  undone = take_picture (project);
  g_assert_cmpstr (undone, ==, before);
  check (project);

  g_assert_true (ob_project_redo (project, NULL, &error));
  g_assert_no_error (error);
  redone = take_picture (project);
  g_assert_cmpstr (redone, ==, merged);
  check (project);
  g_clear_object (&project);
  world_free (world);
}

/* Two people give one note two texts: one wins, the other is kept, deciding ends it. */
static void
test_conflict (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = open_project (world->paths[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (ObMergeReport) report = NULL;
  ObEntity annotation = 0;

  while (annotation == 0)
    {
      edit_something (world, project);
      annotation = pick_annotation (world, project);
    }
  g_clear_object (&project);
  copy_file (world->paths[0], world->paths[1]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ObProject) one = open_project (world->paths[i]);
      g_autoptr (ObEdit) edit = ob_edit_new (one, "Write note");

      ob_edit_set_note (edit, annotation, i == 0 ? "mine" : "theirs", &error);
      ob_edit_commit (edit, &error);
      g_assert_no_error (error);
    }

  project = open_project (world->paths[0]);
  report = ob_merge_file (project, world->paths[1], FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->conflicts->len, ==, 1);
  g_assert_cmpstr (((ObConflict *) report->conflicts->pdata[0])->field, ==, "note");
  g_assert_cmpuint (((ObConflict *) report->conflicts->pdata[0])->versions->len, ==, 2);
  {
    g_autoptr (ObEdit) edit = ob_edit_new (project, "Decide");

    ob_edit_set_note (edit, annotation, "mine", &error);
    ob_edit_commit (edit, &error);
    g_assert_no_error (error);
  }
  conflicts = ob_project_list_conflicts (project);
  g_assert_cmpuint (conflicts->len, ==, 0);
  check (project);
  g_clear_object (&project);
  world_free (world);
}

static void
test_refusals (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = open_project (world->paths[0]);
  g_autofree char *text = g_build_filename (world->folder, "text", NULL);
  gint64 revision = ob_project_get_revision (project);

  g_assert_true (g_file_set_contents (text, "no project", -1, NULL));
  g_assert_null (ob_merge_file (project, text, FALSE, NULL));
  g_assert_null (ob_merge_file (project, world->paths[0], FALSE, NULL));
  g_assert_null (ob_merge_file (project, "/nowhere", FALSE, NULL));
  g_assert_cmpint (ob_project_get_revision (project), ==, revision);
  check (project);
  g_unlink (text);
  g_clear_object (&project);
  world_free (world);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("obelus-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/convergence", test_convergence);
  g_test_add_func ("/merge/preview-and-undo", test_preview_and_undo);
  g_test_add_func ("/merge/conflict", test_conflict);
  g_test_add_func ("/merge/refusals", test_refusals);

  return g_test_run ();
}
