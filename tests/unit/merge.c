/* Merging: random histories on several copies converge, whatever is merged when.
 *
 * Replicas are project files in one folder.  Each round one of them makes an edit, undoes, redoes,
 * or merges another; some are copied as files and go on as replicas of their own.  In the end
 * everything is merged into everything, in an order of its own for each, and all must show the
 * same.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "replicas.h"
#include "share/merge.h"
#include "share/send.h"
#include "store/edit-codebook.h"
#include "store/edit.h"
#include "store/history.h"
#include "store/past.h"
#include "store/upkeep.h"

#define N_ROUNDS 120

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
      /* A copy that overwrites a colleague's file: that colleague's work is gone, and nothing else.
       */
      replicas_copy (world->paths[i], world->paths[j]);
      return;
    }

  project = replicas_open (world->paths[i]);
  if (choice < 12)
    replicas_edit (world, project);
  else if (choice < 14)
    ob_project_undo (project, NULL, NULL);
  else if (choice < 15)
    ob_project_redo (project, NULL, NULL);
  else if (i != j)
    merge (project, world->paths[j]);
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
        g_autoptr (ObProject) project = replicas_open (world->paths[i]);

        for (guint j = 1; j < N_REPLICAS; j++)
          merge (project, world->paths[(i + (round == 0 ? j : N_REPLICAS - j)) % N_REPLICAS]);
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
    }
  world_free (world);
}

static void
test_preview_and_undo (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (ObProject) other = replicas_open (world->paths[1]);
  g_autoptr (ObMergeReport) preview = NULL, report = NULL, again = NULL;
  g_autofree char *before = replicas_take_picture (project), *merged = NULL, *undone = NULL,
                  *redone = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  gint64 revision = ob_project_get_revision (project);

  while (ob_project_count (other).annotations < 6)
    replicas_edit (world, other);
  g_clear_object (&other);

  preview = ob_merge_file (project, world->paths[1], TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->n_changes, >, 5);
  g_assert_cmpuint (preview->items->len, >, 3);
  g_assert_cmpint (ob_project_get_revision (project), ==, revision);

  report = ob_merge_file (project, world->paths[1], FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->items->len, ==, preview->items->len);
  merged = replicas_take_picture (project);
  replicas_check (project);

  again = ob_merge_file (project, world->paths[1], FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_changes, ==, 0);

  g_assert_true (ob_project_undo (project, &name, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "Merge “1.obelus”");
  undone = replicas_take_picture (project);
  g_assert_cmpstr (undone, ==, before);
  replicas_check (project);

  g_assert_true (ob_project_redo (project, NULL, &error));
  g_assert_no_error (error);
  redone = replicas_take_picture (project);
  g_assert_cmpstr (redone, ==, merged);
  replicas_check (project);
  g_clear_object (&project);
  world_free (world);
}

/* Pages of a copy are destroyed, it is repaired, and the colleagues bring back what was lost. */
static void
damage (World *world, const char *path)
{
  g_autofree char *bytes = NULL, *saved = g_strconcat (path, ".saved", NULL), *report = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (guint i = 0; i < 4; i++)
    memset (bytes + 4096 * (gsize) g_rand_int_range (world->rand, 1, (gint32) (length / 4096)),
            0xff, 4096);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  if (!ob_project_repair (path, saved, &report, &error))
    {
      /* Nothing was left: a colleague's copy takes its place. */
      replicas_copy (world->paths[0], path);
      return;
    }
  replicas_copy (saved, path);
  g_unlink (saved);
}

static void
test_losses (void)
{
  World *world = world_new ();
  g_autofree char *first = NULL;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      play_round (world);
      if (i == N_ROUNDS / 2 || i == N_ROUNDS - 10)
        damage (world, world->paths[1]);
    }
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < N_REPLICAS; i++)
      {
        g_autoptr (ObProject) project = replicas_open (world->paths[i]);

        for (guint j = 1; j < N_REPLICAS; j++)
          merge (project, world->paths[(i + j) % N_REPLICAS]);
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
    }
  world_free (world);
}

/* What the editor marks an annotation by. */
static void
check_conflict_flag (ObProject *project, ObEntity annotation, gboolean expected)
{
  g_autoptr (GArray) spans = ob_project_get_spans (project, annotation);

  g_assert_cmpuint (spans->len, >, 0);
  g_assert_cmpint ((g_array_index (spans, ObSpan, 0).flags & OB_SPAN_CONFLICT) != 0, ==, expected);
}

/* What was decided is open again when that is undone, with the same winner. */
static void
check_undoing_decision (ObProject *project, ObEntity annotation, const GPtrArray *versions)
{
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GPtrArray) conflicts = NULL, none = NULL;
      g_autoptr (ObAnnotation) found = NULL;
      g_autoptr (GError) error = NULL;
      const ObConflict *conflict;

      g_assert_true (ob_project_undo (project, NULL, &error));
      conflicts = ob_project_list_conflicts (project);
      g_assert_cmpuint (conflicts->len, ==, 1);
      conflict = conflicts->pdata[0];
      g_assert_cmpuint (conflict->versions->len, ==, 2);
      for (guint i = 0; i < 2; i++)
        g_assert_cmpstr (((ObVersion *) conflict->versions->pdata[i])->text, ==,
                         ((ObVersion *) versions->pdata[i])->text);
      check_conflict_flag (project, annotation, TRUE);
      replicas_check (project);

      g_assert_true (ob_project_redo (project, NULL, &error));
      none = ob_project_list_conflicts (project);
      g_assert_cmpuint (none->len, ==, 0);
      found = ob_project_get_annotation (project, annotation);
      g_assert_cmpstr (found->note, ==, "mine");
      check_conflict_flag (project, annotation, FALSE);
    }
}

/* A colleague wrote one note three times.  With the merge undone it is as it was, and nobody has to
 * decide between what was written in between. */
static void
test_undoing_repeated_edits (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (ObProject) other = NULL;
  g_autoptr (ObMergeReport) report = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *undone = NULL;

  while (replicas_pick_annotation (world, project) == 0)
    replicas_edit (world, project);
  g_clear_object (&project);
  replicas_copy (world->paths[0], world->paths[1]);
  other = replicas_open (world->paths[1]);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ObEdit) edit = ob_edit_new (other, "Write note");
      g_autofree char *note = g_strdup_printf ("note %u", i);

      ob_edit_set_note (edit, replicas_pick_annotation (world, other), note, NULL);
      ob_edit_commit (edit, &error);
      g_assert_no_error (error);
    }
  g_clear_object (&other);

  project = replicas_open (world->paths[0]);
  before = replicas_take_picture (project);
  report = ob_merge_file (project, world->paths[1], FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (ob_project_undo (project, NULL, &error));
  g_assert_no_error (error);
  undone = replicas_take_picture (project);
  g_assert_cmpstr (undone, ==, before);
  conflicts = ob_project_list_conflicts (project);
  g_assert_cmpuint (conflicts->len, ==, 0);
  replicas_check (project);
  g_clear_object (&project);
  world_free (world);
}

static void
test_conflict (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (ObMergeReport) report = NULL;
  ObEntity annotation = 0;

  while (annotation == 0)
    {
      replicas_edit (world, project);
      annotation = replicas_pick_annotation (world, project);
    }
  g_clear_object (&project);
  replicas_copy (world->paths[0], world->paths[1]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ObProject) one = replicas_open (world->paths[i]);
      g_autoptr (ObEdit) edit = ob_edit_new (one, "Write note");

      ob_edit_set_note (edit, annotation, i == 0 ? "mine" : "theirs", &error);
      ob_edit_commit (edit, &error);
      g_assert_no_error (error);
    }

  project = replicas_open (world->paths[0]);
  report = ob_merge_file (project, world->paths[1], FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->conflicts->len, ==, 1);
  g_assert_cmpstr (((ObConflict *) report->conflicts->pdata[0])->field, ==, "note");
  g_assert_cmpuint (((ObConflict *) report->conflicts->pdata[0])->versions->len, ==, 2);
  check_conflict_flag (project, annotation, TRUE);
  {
    g_autoptr (ObEdit) edit = ob_edit_new (project, "Decide");

    ob_edit_set_note (edit, annotation, "mine", &error);
    ob_edit_commit (edit, &error);
    g_assert_no_error (error);
  }
  conflicts = ob_project_list_conflicts (project);
  g_assert_cmpuint (conflicts->len, ==, 0);
  check_conflict_flag (project, annotation, FALSE);
  check_undoing_decision (project, annotation,
                          ((ObConflict *) report->conflicts->pdata[0])->versions);
  replicas_check (project);
  g_clear_object (&project);
  world_free (world);
}

static guint
count_conflicts (ObProject *project)
{
  g_autoptr (GPtrArray) conflicts = ob_project_list_conflicts (project);

  return conflicts->len;
}

static void
decide (ObProject *project, const ObConflict *conflict, gint64 deleted)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Decide");
  g_autoptr (ObValue) value = ob_value_new_integer (deleted);
  g_autoptr (GError) error = NULL;

  g_assert_true (ob_edit_decide (edit, conflict->entity, conflict->field, value, &error));
  g_assert_true (ob_edit_commit (edit, &error));
  g_assert_no_error (error);
}

/* One deletes what another changes: it stays until somebody decides, and deciding can be undone. */
static void
test_deletion (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GError) error = NULL;
  const ObConflict *conflict;
  ObEntity annotation = 0;

  while (annotation == 0)
    {
      replicas_edit (world, project);
      annotation = replicas_pick_annotation (world, project);
    }
  g_clear_object (&project);
  replicas_copy (world->paths[0], world->paths[1]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ObProject) one = replicas_open (world->paths[i]);
      g_autoptr (ObEdit) edit = ob_edit_new (one, "Change");

      if (i == 0)
        ob_edit_delete (edit, annotation, &error);
      else
        ob_edit_set_note (edit, annotation, "needed", &error);
      ob_edit_commit (edit, &error);
      g_assert_no_error (error);
    }

  project = replicas_open (world->paths[0]);
  merge (project, world->paths[1]);
  conflicts = ob_project_list_conflicts (project);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpstr (conflict->field, ==, "deleted");
  g_assert_cmpint (conflict->kind, ==, OB_KIND_ANNOTATION);
  g_assert_cmpstr (conflict->subject, !=, "");

  for (gint64 deleted = 0; deleted < 2; deleted++)
    {
      ObKind kind = deleted == 1 ? OB_KIND_NONE : OB_KIND_ANNOTATION;

      decide (project, conflict, deleted);
      for (guint round = 0; round < 2; round++)
        {
          g_assert_cmpint (ob_project_get_kind (project, annotation), ==, kind);
          g_assert_cmpuint (count_conflicts (project), ==, 0);
          g_assert_true (ob_project_undo (project, NULL, &error));
          g_assert_cmpint (ob_project_get_kind (project, annotation), ==, OB_KIND_ANNOTATION);
          g_assert_cmpuint (count_conflicts (project), ==, 1);
          g_assert_true (ob_project_redo (project, NULL, &error));
        }
      g_assert_true (ob_project_undo (project, NULL, &error));
    }
  replicas_check (project);
  g_clear_object (&project);
  world_free (world);
}

static ObEntity
find_label (ObProject *project, const char *id)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObLabel *label = ob_codebook_find (codebook, id);

  return label != NULL ? label->entity : 0;
}

static guint
count_labelled (ObProject *project, const char *id)
{
  return ob_project_count_annotations_with_label (project, find_label (project, id));
}

/* On a copy of its own, "note" is merged into "claim" (@merging) or two words get it. */
static void
work_on_label (const char *path, gboolean merging)
{
  g_autoptr (ObProject) project = replicas_open (path);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Work");
  g_autoptr (GArray) words = ob_segments_new_single (20, 30);
  g_autoptr (GError) error = NULL;
  ObEntity note = find_label (project, "note");

  if (merging)
    ob_edit_merge_labels (edit, note, find_label (project, "claim"), &error);
  else
    for (guint i = 0; i < 2; i++)
      ob_edit_annotate (edit, ((ObArticle *) articles->pdata[0])->entity, note, words, &error);
  g_assert_no_error (error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* A label that one copy merges away and another goes on using stays for what it was used for, on both;
 * it goes when the last such annotation does, and comes with it again. */
static void
test_label_merged_away (void)
{
  World *world = world_new ();
  g_auto (GStrv) pictures = g_new0 (char *, 3);
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  work_on_label (world->paths[0], FALSE);
  replicas_copy (world->paths[0], world->paths[1]);
  work_on_label (world->paths[0], TRUE);
  work_on_label (world->paths[1], FALSE);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ObProject) one = replicas_open (world->paths[i]);

      merge (one, world->paths[1 - i]);
      g_assert_cmpuint (count_labelled (one, "note"), ==, 2);
      g_assert_cmpuint (count_labelled (one, "claim"), ==, 2);
      pictures[i] = replicas_take_picture (one);
      replicas_check (one);
    }
  g_assert_cmpstr (pictures[0], ==, pictures[1]);

  /* It is a label like any other: one can merge it again. */
  project = replicas_open (world->paths[0]);
  edit = ob_edit_new (project, "Merge again");
  g_assert_true (ob_edit_merge_labels (edit, find_label (project, "note"),
                                       find_label (project, "claim"), &error));
  g_assert_true (ob_edit_commit (edit, &error));
  g_assert_cmpint (find_label (project, "note"), ==, 0);
  g_assert_cmpuint (count_labelled (project, "claim"), ==, 4);
  g_assert_true (ob_project_undo (project, NULL, &error));
  g_assert_cmpuint (count_labelled (project, "note"), ==, 2);
  replicas_check (project);
  g_clear_object (&project);
  world_free (world);
}

typedef struct
{
  ObProject *project;
  const char *other;
} Merging;

static gpointer
merge_thread (gpointer data)
{
  const Merging *merging = data;

  merge (merging->project, merging->other);
  return NULL;
}

static void
history_changed_cb (ObProject *project, gpointer data)
{
  GThread **thread = data;

  *thread = g_thread_self ();
}

/* What a worker merges is told in the thread that opened the project. */
static void
test_signals (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (ObProject) other = replicas_open (world->paths[1]);
  Merging merging = { project, world->paths[1] };
  GThread *told = NULL;

  while (ob_project_count (other).annotations < 2)
    replicas_edit (world, other);
  g_clear_object (&other);
  g_signal_connect (project, "history-changed", G_CALLBACK (history_changed_cb), &told);

  g_thread_join (g_thread_new ("merge", merge_thread, &merging));
  g_assert_null (told);
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_true (told == g_thread_self ());

  told = NULL;
  g_assert_true (ob_project_undo (project, NULL, NULL));
  g_assert_true (told == g_thread_self ());

  g_clear_object (&project);
  world_free (world);
}

static void
test_refusals (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autofree char *text = g_build_filename (world->folder, "text", NULL);
  gint64 revision = ob_project_get_revision (project);

  g_assert_true (g_file_set_contents (text, "no project", -1, NULL));
  g_assert_null (ob_merge_file (project, text, FALSE, NULL));
  g_assert_null (ob_merge_file (project, world->paths[0], FALSE, NULL));
  g_assert_null (ob_merge_file (project, "/nowhere", FALSE, NULL));
  g_assert_cmpint (ob_project_get_revision (project), ==, revision);
  replicas_check (project);
  g_unlink (text);
  g_clear_object (&project);
  world_free (world);
}

/* One's work as a file of its own brings what the project would; a colleague's work that it builds
 * on comes along. */
static void
test_sent_work (void)
{
  World *world = world_new (), *others = world_new ();
  g_autofree char *path = g_build_filename (world->folder, "anna.obelus-bundle", NULL);
  g_autofree char *copy = g_build_filename (world->folder, "2.obelus", NULL);
  g_autofree char *whole = NULL, *sent = NULL;
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (ObProject) other = replicas_open (world->paths[1]);
  g_autoptr (ObProject) third = NULL, stranger = NULL;
  g_autoptr (ObMergeReport) report = NULL;
  g_autoptr (GError) error = NULL;
  guint n_changes = 0;

  while (ob_project_count (other).annotations < 4)
    replicas_edit (world, other);
  merge (project, world->paths[2]);
  g_clear_object (&other);
  merge (project, world->paths[1]);
  while (ob_project_count (project).annotations < 8)
    replicas_edit (world, project);

  g_assert_true (ob_send_annotations (project, ob_project_get_annotator (project), path, &n_changes,
                                      &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_changes, >=, 4);

  third = replicas_open (copy);
  report = ob_merge_file (third, path, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->items->len, >, 3);
  merge (third, path);
  replicas_check (third);
  whole = replicas_take_picture (project);
  sent = replicas_take_picture (third);
  g_assert_cmpstr (whole, ==, sent);
  g_assert_true (ob_project_undo (third, NULL, &error));

  stranger = replicas_open (others->paths[0]);
  g_assert_null (ob_merge_file (stranger, path, FALSE, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "OBELUS bundle 1\nand no more", -1, NULL));
  g_assert_null (ob_merge_file (third, path, FALSE, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ob_send_annotations (project, ob_project_get_annotator (project),
                                       "/nowhere/at all", NULL, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED);

  g_unlink (path);
  g_clear_object (&project);
  g_clear_object (&third);
  g_clear_object (&stranger);
  world_free (world);
  world_free (others);
}

/* Who did what to an annotation, and to its article, also when it was undone and deleted. */
static void
test_past (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  ObEntity article = ((ObArticle *) articles->pdata[0])->entity;
  g_autoptr (GArray) segments = ob_segments_new_single (2, 5);
  g_autoptr (GPtrArray) events = NULL, of_article = NULL, all = NULL, last = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) add = ob_edit_new (project, "Tag");
  g_autoptr (ObEdit) note = ob_edit_new (project, "Write note");
  g_autoptr (ObEdit) delete = NULL;
  ObEntity annotation;
  const ObEvent *event;

  ob_edit_annotate (add, article, ob_project_find (project, OB_KIND_LABEL, "claim", NULL), segments,
                    &error);
  g_assert_no_error (error);
  g_assert_true (ob_edit_commit (add, &error));
  {
    g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, article, 0, 0);

    annotation = ((ObAnnotation *) annotations->pdata[annotations->len - 1])->entity;
  }
  ob_edit_set_note (note, annotation, "Thus", &error);
  g_assert_true (ob_edit_commit (note, &error));
  g_assert_true (ob_project_undo (project, NULL, &error));
  delete = ob_edit_new (project, "Delete");
  ob_edit_delete (delete, annotation, &error);
  g_assert_true (ob_edit_commit (delete, &error));

  events = ob_project_list_events (project, annotation, 0);
  g_assert_cmpuint (events->len, ==, 4);
  event = events->pdata[0];
  g_assert_null (event->field);
  g_assert_cmpstr (event->step, ==, "Tag");
  g_assert_cmpstr (event->author, !=, "");
  event = events->pdata[1];
  g_assert_cmpstr (event->field, ==, "note");
  g_assert_cmpstr (event->value, ==, "Thus");
  event = events->pdata[2];
  g_assert_true (event->undone);
  g_assert_cmpstr (event->step, ==, "Write note");
  g_assert_cmpstr (event->value, ==, "");
  event = events->pdata[3];
  g_assert_cmpstr (event->field, ==, "deleted");

  of_article = ob_project_list_events (project, article, 0);
  all = ob_project_list_events (project, 0, 0);
  last = ob_project_list_events (project, 0, 2);
  g_assert_cmpuint (of_article->len, ==, 5);
  g_assert_cmpuint (all->len, >, of_article->len);
  g_assert_cmpuint (last->len, ==, 2);
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
  g_test_add_func ("/merge/losses", test_losses);
  g_test_add_func ("/merge/preview-and-undo", test_preview_and_undo);
  g_test_add_func ("/merge/undoing-repeated-edits", test_undoing_repeated_edits);
  g_test_add_func ("/merge/conflict", test_conflict);
  g_test_add_func ("/merge/deletion", test_deletion);
  g_test_add_func ("/merge/label-merged-away", test_label_merged_away);
  g_test_add_func ("/merge/signals", test_signals);
  g_test_add_func ("/merge/refusals", test_refusals);

  g_test_add_func ("/merge/sent-work", test_sent_work);

  g_test_add_func ("/merge/past", test_past);

  return g_test_run ();
}
