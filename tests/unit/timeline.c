/* The past step by step: the same as the list of all events says, however it is read and filtered. */
#include "replicas.h"

#include <string.h>

#include "share/merge.h"
#include "store/edit.h"
#include "store/history.h"
#include "store/past.h"
#include "store/timeline.h"

#define N_STEPS 40

/* All of it, @n_most changes at a time.  (transfer full) */
static GPtrArray *
read_all (ObProject *project, const ObTimelineFilter *filter, guint n_most)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_timeline_step_free);
  gint64 before = 0;

  while (before >= 0)
    {
      g_autoptr (GPtrArray) page = ob_project_read_timeline (project, filter, &before, n_most);

      g_ptr_array_set_free_func (page, NULL);
      for (guint i = 0; i < page->len; i++)
        g_ptr_array_add (steps, page->pdata[i]);
    }
  return steps;
}

static gboolean
step_covers (const ObTimelineStep *step, gint64 n)
{
  return step->n <= n && n <= step->last;
}

static gboolean
steps_cover (const GPtrArray *steps, gint64 n)
{
  for (guint i = 0; i < steps->len; i++)
    if (step_covers (steps->pdata[i], n))
      return TRUE;
  return FALSE;
}

/* Each step has an event, and each event a step. */
static void
assert_same (const GPtrArray *steps, const GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    g_assert_true (steps_cover (steps, ((ObEvent *) events->pdata[i])->n));
  for (guint i = 0; i < steps->len; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < events->len && !found; k++)
        found = step_covers (steps->pdata[i], ((ObEvent *) events->pdata[k])->n);
      g_assert_true (found);
      g_assert_true (i == 0
                     || ((ObTimelineStep *) steps->pdata[i - 1])->n
                            > ((ObTimelineStep *) steps->pdata[i])->last);
    }
}

static void
live (World *world, ObProject *project)
{
  g_autoptr (ObProject) other = replicas_open (world->paths[1]);
  g_autoptr (ObMergeReport) report = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, 0, 0, 1);

      /* While there are some, what is undone is never the adding of the article. */
      if (i % 7 == 6 && annotations->len > 0)
        ob_project_undo (project, NULL, NULL);
      else
        replicas_edit (world, project);
      replicas_edit (world, other);
    }
  g_clear_object (&other);
  report = ob_merge_file (project, world->paths[1], FALSE, &error);
  g_assert_no_error (error);
}

static void
test_subjects (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GPtrArray) annotations = NULL;

  /* Chance may have deleted them all. */
  do
    {
      g_clear_pointer (&annotations, g_ptr_array_unref);
      live (world, project);
      annotations = ob_project_list_annotations (project, 0, 0, 0);
    }
  while (annotations->len == 0);
  for (guint i = 0; i <= annotations->len; i++)
    {
      ObTimelineFilter filter = { .of = i < annotations->len
                                            ? ((ObAnnotation *) annotations->pdata[i])->entity
                                            : ((ObArticle *) articles->pdata[0])->entity };
      g_autoptr (GPtrArray) events = ob_project_list_events (project, filter.of, 0);
      g_autoptr (GPtrArray) steps = read_all (project, &filter, i % 2 == 0 ? 3 : 1000);

      assert_same (steps, events);
    }
  g_clear_object (&project);
  world_free (world);
}

/* Kinds and people, as the events say. */
static void
test_filters (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (GPtrArray) annotators = NULL;
  g_autoptr (GPtrArray) events = NULL;

  live (world, project);
  events = ob_project_list_events (project, 0, 0);
  annotators = ob_project_list_annotators (project);
  for (ObKind kind = OB_KIND_ANNOTATION; kind <= OB_KIND_SPEAKER; kind++)
    {
      ObTimelineFilter filter = { .kind = kind };
      g_autoptr (GPtrArray) steps = read_all (project, &filter, 5);
      g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

      for (guint i = 0; i < events->len; i++)
        if (((ObEvent *) events->pdata[i])->kind == kind)
          g_ptr_array_add (wanted, events->pdata[i]);
      assert_same (steps, wanted);
    }
  for (guint k = 0; k < annotators->len; k++)
    {
      const ObAnnotator *annotator = annotators->pdata[k];
      ObTimelineFilter filter = { .author = annotator->entity };
      g_autoptr (GPtrArray) steps = read_all (project, &filter, 5);

      for (guint i = 0; i < steps->len; i++)
        g_assert_cmpstr (((ObTimelineStep *) steps->pdata[i])->author, ==, annotator->name);
    }
  g_clear_object (&project);
  world_free (world);
}

static guint
count_found (ObProject *project, const char *words)
{
  ObTimelineFilter filter = { .text = words };
  g_autoptr (GPtrArray) steps = read_all (project, &filter, 100);

  return steps->len;
}

static void
set_note (ObProject *project, ObEntity annotation, const char *note)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Write note");
  g_autoptr (GError) error = NULL;

  ob_edit_set_note (edit, annotation, note, &error);
  g_assert_true (ob_edit_commit (edit, &error));
  g_assert_no_error (error);
}

/* Words are looked for in names of steps, in what was changed and in what it was given; and a step says
 * what it replaced. */
static void
test_words (void)
{
  World *world = world_new ();
  g_autoptr (ObProject) project = replicas_open (world->paths[0]);
  g_autoptr (GPtrArray) annotations = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GPtrArray) events = NULL;
  ObTimelineFilter filter = { .text = "PERHAPS" };
  const ObTimelineStep *step;
  const ObEvent *event;
  ObEntity annotation;

  live (world, project);
  annotations = ob_project_list_annotations (project, 0, 0, 0);
  annotation = ((ObAnnotation *) annotations->pdata[0])->entity;
  set_note (project, annotation, "Perhaps Zebra");
  set_note (project, annotation, "Surely");
  g_assert_cmpuint (count_found (project, "zebra"), ==, 1);
  g_assert_cmpuint (count_found (project, "write NOTE"), >=, 2);
  g_assert_cmpuint (count_found (project, "no such word at all"), ==, 0);

  steps = read_all (project, &filter, 100);
  g_assert_cmpuint (steps->len, ==, 1);
  filter.text = "Surely";
  g_ptr_array_unref (steps);
  steps = read_all (project, &filter, 100);
  step = steps->pdata[0];
  g_assert_cmpint (step->entity, ==, annotation);
  events = ob_project_list_step_events (project, step->n, step->last, 10);
  g_assert_cmpuint (events->len, ==, 1);
  event = events->pdata[0];
  g_assert_cmpstr (event->value, ==, "Surely");
  g_assert_cmpstr (event->was, ==, "Perhaps Zebra");
  g_clear_object (&project);
  world_free (world);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("obelus-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/subjects", test_subjects);
  g_test_add_func ("/timeline/filters", test_filters);
  g_test_add_func ("/timeline/words", test_words);

  return g_test_run ();
}
