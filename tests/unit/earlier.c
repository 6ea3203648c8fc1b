/* Earlier states: the state at a moment is what it was then, restoring makes it so again, and undoing
 * that gives back what was there before.
 *
 * The oracle is naive: pictures of the whole state, taken when it was the present.
 */
#include "replicas.h"

#include "share/merge.h"
#include "store/conflicts.h"
#include "store/earlier.h"
#include "store/edit.h"
#include "store/history.h"
#include "store/restore.h"

#define N_ROUNDS 5
#define N_STEPS 25

/* A moment, and what there was to be seen. */
typedef struct
{
  gint64 n;
  char *picture; /* (owned) */
} Seen;

static void
seen_clear (gpointer data)
{
  g_free (((Seen *) data)->picture);
}

static gint64
get_last_change (ObProject *project)
{
  return ob_project_get_revision (project);
}

static void
see (GArray *past, ObProject *project)
{
  Seen seen = { get_last_change (project), replicas_take_picture (project) };

  g_array_append_val (past, seen);
}

static ObProject *
open_at (ObProject *project, gint64 n)
{
  ObMoment moment = { OB_MOMENT_CHANGE, .n = n };
  g_autoptr (GError) error = NULL;
  ObProject *earlier = ob_project_open_earlier (project, &moment, NULL, &error);

  g_assert_no_error (error);
  return earlier;
}

static void
assert_picture (ObProject *project, const char *picture)
{
  g_autofree char *now = replicas_take_picture (project);

  g_assert_cmpstr (now, ==, picture);
}

/* What stood open then is not opened anew: each has the value that was shown. */
static void
assert_values (ObProject *project, const char *picture)
{
  g_autoptr (GRegex) conflicts = g_regex_new ("^conflict .*$\\n?", G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *taken = replicas_take_picture (project);
  g_autofree char *now = g_regex_replace_literal (conflicts, taken, -1, 0, "", 0, NULL);
  g_autofree char *then = g_regex_replace_literal (conflicts, picture, -1, 0, "", 0, NULL);

  g_assert_cmpstr (now, ==, then);
}

static guint
count_steps (ObProject *project)
{
  g_autoptr (GPtrArray) steps = ob_project_list_steps (project, 0);

  return steps->len;
}

static gboolean
is_there (ObProject *project, ObEntity entity)
{
  g_autoptr (ObAnnotation) annotation = ob_project_get_annotation (project, entity);

  return annotation != NULL;
}

/* What is told about annotations is so, and the report counts all of it. */
static void
check_told (ObProject *project, ObProject *earlier, const GArray *restored)
{
  g_autoptr (ObMergeReport) report = ob_merge_report_restored (project, earlier, restored);
  guint n = 0;

  for (guint i = 0; i < restored->len; i++)
    {
      const ObRestored *item = &g_array_index (restored, ObRestored, i);

      if (ob_project_get_kind (project, item->entity) != OB_KIND_ANNOTATION)
        continue;
      g_assert_cmpint (is_there (project, item->entity), ==, item->effect != OB_RESTORED_BACK);
      g_assert_cmpint (item->then != 0 && is_there (earlier, item->then), ==,
                       item->effect != OB_RESTORED_REMOVED);
    }
  for (guint i = 0; i < report->groups->len; i++)
    n += ((ObMergeGroup *) report->groups->pdata[i])->n;
  g_assert_cmpuint (n, ==, restored->len);
}

/* FALSE when there was nothing to restore. */
static gboolean
restore (ObProject *project, ObProject *earlier, ObEntity of)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Restore");
  g_autoptr (GArray) restored = g_array_new (FALSE, FALSE, sizeof (ObRestored));
  g_autoptr (GError) error = NULL;
  guint n_steps = count_steps (project);

  g_assert_true (ob_edit_restore (edit, earlier, of, restored, &error));
  g_assert_no_error (error);
  check_told (project, earlier, restored);
  if (ob_edit_is_empty (edit))
    {
      g_assert_cmpuint (restored->len, ==, 0);
      return FALSE;
    }
  g_assert_true (ob_edit_commit (edit, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_steps (project), ==, n_steps + 1);
  return TRUE;
}

/* Edits, undoes, and now and then merges a copy that went its own way. */
static void
live (World *world, ObProject *project, GArray *past)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_STEPS; i++)
    {
      if (g_rand_int_range (world->rand, 0, 6) == 0)
        ob_project_undo (project, NULL, NULL);
      else if (g_rand_int_range (world->rand, 0, 12) == 0)
        {
          g_autoptr (ObProject) other = replicas_open (world->paths[1]);
          g_autoptr (ObMergeReport) report = NULL;

          for (guint k = 0; k < 3; k++)
            replicas_edit (world, other);
          g_clear_object (&other);
          report = ob_merge_file (project, world->paths[1], FALSE, &error);
          g_assert_no_error (error);
        }
      else
        replicas_edit (world, project);
      see (past, project);
    }
}

/* Any moment can be looked at. */
static void
test_look (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      World *world = world_new ();
      g_autoptr (ObProject) project = replicas_open (world->paths[0]);
      g_autoptr (GArray) past = g_array_new (FALSE, FALSE, sizeof (Seen));

      g_array_set_clear_func (past, seen_clear);
      see (past, project);
      live (world, project, past);
      for (guint i = 0; i < past->len; i++)
        {
          const Seen *seen = &g_array_index (past, Seen, i);
          g_autoptr (ObProject) earlier = open_at (project, seen->n);

          assert_picture (earlier, seen->picture);
          g_assert_true (ob_project_is_read_only (earlier));
          g_assert_true (ob_project_is_earlier (earlier));
        }
      g_clear_object (&project);
      world_free (world);
    }
}

/* Restored whole it is as it was, the file is whole, and undoing gives back the present. */
static void
test_restore (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      World *world = world_new ();
      g_autoptr (ObProject) project = replicas_open (world->paths[0]);
      g_autoptr (GArray) past = g_array_new (FALSE, FALSE, sizeof (Seen));

      g_array_set_clear_func (past, seen_clear);
      see (past, project);
      for (guint i = 0; i < 4; i++)
        {
          g_autofree char *before = NULL;
          g_autoptr (ObProject) earlier = NULL;
          g_autoptr (GError) error = NULL;
          const Seen *seen;

          live (world, project, past);
          seen = &g_array_index (past, Seen, g_rand_int_range (world->rand, 0, (gint32) past->len));
          before = replicas_take_picture (project);
          earlier = open_at (project, seen->n);
          g_test_message ("round %u: restores change %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, round,
                          seen->n, get_last_change (project));
          if (!restore (project, earlier, 0))
            continue;
          assert_values (project, seen->picture);
          g_test_message ("undoes it");
          g_assert_true (ob_project_undo (project, NULL, &error));
          g_assert_no_error (error);
          assert_values (project, before);
          g_assert_true (ob_project_redo (project, NULL, &error));
          assert_values (project, seen->picture);
        }
      replicas_check (project);
      g_clear_object (&project);
      world_free (world);
    }
}

static ObEntity
add_article (ObProject *project, const char *title)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Add article");
  g_autoptr (ObText) text = ob_text_new (title);
  g_autoptr (GError) error = NULL;
  ObArticle metadata = { .title = (char *) title };
  ObEntity article = ob_edit_add_article (edit, text, NULL, &metadata, &error);

  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
  return ob_edit_resolve (edit, article);
}

static ObEntity
annotate (ObProject *project, ObEntity article, const char *label, const char *speaker)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Tag");
  g_autoptr (GArray) segments = ob_segments_new_single (0, 4);
  g_autoptr (GError) error = NULL;
  ObEntity made = ob_edit_annotate (
      edit, article, ob_project_find (project, OB_KIND_LABEL, label, NULL), segments, &error);

  if (speaker != NULL)
    ob_edit_set_attribute_text (edit, made, "speaker", speaker, TRUE, &error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
  return ob_edit_resolve (edit, made);
}

static void
delete (ObProject *project, ObEntity entity)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Delete");
  g_autoptr (GError) error = NULL;

  ob_edit_delete (edit, entity, &error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* One article alone: the other keeps what was done to it since, and what the annotations need that is
 * gone comes back. */
static void
test_restore_article (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (ObProject) earlier = NULL;
  g_autofree char *before = NULL;
  ObEntity one = add_article (project, "The first one"), two = add_article (project, "The second one");
  ObEntity claim = annotate (project, one, "claim", "Lavrov"), since, other;
  g_autoptr (GPtrArray) restored = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  gint64 n = get_last_change (project);

  delete (project, claim);
  delete (project, ob_project_find (project, OB_KIND_SPEAKER, "Lavrov", NULL));
  since = annotate (project, one, "note", NULL);
  other = annotate (project, two, "note", NULL);
  before = replicas_take_picture (project);
  earlier = open_at (project, n);
  g_assert_true (restore (project, earlier, one));

  g_assert_cmpint (ob_project_get_kind (project, claim), ==, OB_KIND_ANNOTATION);
  g_assert_cmpint (ob_project_get_kind (project, since), ==, OB_KIND_NONE);
  g_assert_cmpint (ob_project_get_kind (project, other), ==, OB_KIND_ANNOTATION);
  g_assert_cmpint (ob_project_find (project, OB_KIND_SPEAKER, "Lavrov", NULL), !=, 0);
  g_assert_cmpint (ob_project_get_effective_speaker (project, claim), ==,
                   ob_project_find (project, OB_KIND_SPEAKER, "Lavrov", NULL));
  g_assert_true (ob_project_undo (project, NULL, NULL));
  assert_picture (project, before);
  replicas_check (project);

  /* What was not there cannot be restored. */
  {
    g_autoptr (ObEdit) edit = ob_edit_new (project, "Restore");

    g_assert_false (ob_edit_restore (edit, earlier, since, NULL, NULL));
  }
  g_clear_object (&project);
  world_free (world);
}

/* A checkpoint means the same in every copy, whatever was merged in which order. */
static void
test_checkpoint (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) one = replicas_open (world->paths[0]);
  g_autoptr (ObProject) two = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *picture = NULL;
  g_autoptr (ObMergeReport) report = NULL;
  g_autoptr (ObMergeReport) back = NULL;

  for (guint i = 0; i < 10; i++)
    replicas_edit (world, one);
  picture = replicas_take_picture (one);
  edit = ob_edit_new (one, "Checkpoint");
  g_assert_cmpint (ob_edit_add_checkpoint (edit, "Before the review", &error), !=, 0);
  g_assert_true (ob_edit_commit (edit, &error));
  g_clear_pointer (&edit, ob_edit_free);
  for (guint i = 0; i < 10; i++)
    replicas_edit (world, one);
  g_clear_object (&one);

  two = replicas_open (world->paths[1]);
  for (guint i = 0; i < 10; i++)
    replicas_edit (world, two);
  report = ob_merge_file (two, world->paths[0], FALSE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 10; i++)
    replicas_edit (world, two);
  g_clear_object (&two);
  one = replicas_open (world->paths[0]);
  back = ob_merge_file (one, world->paths[1], FALSE, &error);
  g_assert_no_error (error);
  two = replicas_open (world->paths[1]);

  for (guint i = 0; i < 2; i++)
    {
      ObProject *project = i == 0 ? one : two;
      g_autoptr (ObProject) earlier = NULL;
      ObMoment moment;

      g_assert_true (ob_moment_parse (project, "Before the review", &moment, &error));
      g_assert_cmpint (moment.type, ==, OB_MOMENT_CHECKPOINT);
      earlier = ob_project_open_earlier (project, &moment, NULL, &error);
      g_assert_no_error (error);
      assert_picture (earlier, picture);
      g_assert_true (restore (project, earlier, 0));
      assert_picture (project, picture);
      list = ob_project_list_checkpoints (project);
      g_assert_cmpuint (list->len, ==, 1);
      g_clear_pointer (&list, g_ptr_array_unref);
    }
  g_clear_object (&one);
  g_clear_object (&two);
  world_free (world);
}

static void
test_parse (void)
{
  static const char *const wrong[] = { "0", "99999", "yesterday", "", "2017-13-01", "12:30" };
  static const char *const right[] = { "1", "2017-04-12", "2017-04-12T18:30", "2017-04-12 18:30",
                                       "2017-04-12T18:30:00Z" };
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  ObMoment moment;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i]);
      g_assert_false (ob_moment_parse (project, wrong[i], &moment, &error));
      g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
    }
  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_test_message ("%s", right[i]);
      g_assert_true (ob_moment_parse (project, right[i], &moment, NULL));
    }
  /* Long before anything was: an empty project, which can be looked at. */
  {
    g_autoptr (ObProject) earlier = NULL;
    g_autoptr (GPtrArray) articles = NULL;

    g_assert_true (ob_moment_parse (project, "1999-01-01", &moment, NULL));
    earlier = ob_project_open_earlier (project, &moment, NULL, NULL);
    articles = ob_project_list_articles (earlier);
    g_assert_cmpuint (articles->len, ==, 0);
  }
  g_clear_object (&project);
  world_free (world);
}

static void
test_cancel (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  ObMoment moment = { OB_MOMENT_TIME, .wall = G_MAXINT64 };

  g_cancellable_cancel (cancellable);
  g_assert_null (ob_project_open_earlier (project, &moment, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&project);
  world_free (world);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("obelus-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/earlier/look", test_look);
  g_test_add_func ("/earlier/restore", test_restore);
  g_test_add_func ("/earlier/restore-article", test_restore_article);
  g_test_add_func ("/earlier/checkpoint", test_checkpoint);
  g_test_add_func ("/earlier/parse", test_parse);
  g_test_add_func ("/earlier/cancel", test_cancel);

  return g_test_run ();
}
