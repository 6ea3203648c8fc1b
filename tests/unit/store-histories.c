/* Random histories: whatever is done, undone, redone and reopened, the state is what it was when
 * the same steps were done, and equals a replay of the log.
 *
 * The oracle is naive: a list of pictures of the whole state, one for each step done.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "store/edit.h"
#include "store/history.h"
#include "store/upkeep.h"

#define N_STEPS 400

typedef struct
{
  GRand *rand;
  char *path;
  ObProject *project;
  GPtrArray *pictures; /* of the state after 0, 1, 2, ... steps */
  guint done;          /* steps done; the pictures after it are those that may be redone */
} History;

static void
append_value (GString *picture, ObProject *project, const ObValue *value)
{
  g_autofree char *id = ob_project_dup_id (project, ob_value_get_entity (value));

  g_string_append_printf (picture, "%d:%s:%s:%" G_GINT64_FORMAT ":%g ", ob_value_get_type (value),
                          ob_value_get_text (value) ? ob_value_get_text (value) : "", id ? id : "",
                          ob_value_get_integer (value), ob_value_get_real (value));
}

static void
append_annotation (GString *picture, ObProject *project, const ObAnnotation *annotation)
{
  g_autofree char *id = ob_project_dup_id (project, annotation->entity);
  g_autofree char *label = ob_project_dup_id (project, annotation->label);

  g_string_append_printf (picture, "annotation %s %s note=%s ", id, label,
                          annotation->note ? annotation->note : "");
  for (guint i = 0; i < annotation->segments->len; i++)
    g_string_append_printf (picture, "%u-%u ",
                            g_array_index (annotation->segments, ObSegment, i).start,
                            g_array_index (annotation->segments, ObSegment, i).end);
  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      const ObField *attribute = &g_array_index (annotation->attributes, ObField, i);

      g_string_append_printf (picture, "%s=", attribute->field);
      append_value (picture, project, attribute->value);
    }
  g_string_append_c (picture, '\n');
}

static char *
take_picture (ObProject *project)
{
  GString *picture = g_string_new (NULL);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, 0, 0, 0);
  g_autoptr (GPtrArray) links = ob_project_list_links (project, 0, 0);
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (project);

  for (guint i = 0; i < articles->len; i++)
    g_string_append_printf (picture, "article %s\n", ((ObArticle *) articles->pdata[i])->title);
  for (guint i = 0; i < annotations->len; i++)
    append_annotation (picture, project, annotations->pdata[i]);
  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = links->pdata[i];
      g_autofree char *from = ob_project_dup_id (project, link->from),
                      *to = ob_project_dup_id (project, link->to);

      g_string_append_printf (picture, "link %s %s %s\n", from, to, link->type);
    }
  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = speakers->pdata[i];
      g_autofree char *aliases = g_strjoinv (",", speaker->aliases);

      g_string_append_printf (picture, "speaker %s %s %s\n", speaker->name, aliases,
                              speaker->role ? speaker->role : "");
    }
  for (guint i = 0; i < disputes->len; i++)
    g_string_append_printf (picture, "dispute %s %u\n",
                            ((ObDispute *) disputes->pdata[i])->question,
                            ((ObDispute *) disputes->pdata[i])->positions->len);
  return g_string_free (picture, FALSE);
}

static ObEntity
pick_annotation (History *history)
{
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (history->project, 0, 0, 0);

  if (annotations->len == 0)
    return 0;
  return ((ObAnnotation *)
              annotations->pdata[g_rand_int_range (history->rand, 0, (gint32) annotations->len)])
      ->entity;
}

static GArray *
make_segments (History *history)
{
  GArray *segments = ob_segments_new ();
  guint n = (guint) g_rand_int_range (history->rand, 1, 4);

  for (guint i = 0; i < n; i++)
    {
      ObSegment segment = { (guint32) g_rand_int_range (history->rand, 0, 80), 0 };

      segment.end = segment.start + (guint32) g_rand_int_range (history->rand, 1, 10);
      g_array_append_val (segments, segment);
    }
  return segments;
}

/* One random verb; those that are refused, or find nothing to act on, leave the edit as it was. */
static void
do_something (History *history, ObEdit *edit, ObEntity article)
{
  static const char *const stances[] = { "asserts", "denies", "", "doubts" };
  g_autoptr (GArray) segments = make_segments (history);
  g_autofree char *name = g_strdup_printf ("Name %d", g_rand_int_range (history->rand, 0, 12));
  ObEntity annotation = pick_annotation (history), other = pick_annotation (history);
  ObEntity claim = ob_project_find (history->project, OB_KIND_LABEL, "claim", NULL);
  ObEntity note = ob_project_find (history->project, OB_KIND_LABEL, "note", NULL);
  ObEntity created;

  switch (g_rand_int_range (history->rand, 0, 12))
    {
    case 0:
    case 1:
    case 2:
      created = ob_edit_annotate (edit, article, claim, segments, NULL);
      ob_edit_set_attribute_text (edit, created, "speaker", name, TRUE, NULL);
      break;
    case 3:
      created = ob_edit_annotate (edit, article, claim, segments, NULL);
      ob_edit_set_attribute_text (edit, created, "dispute", name, TRUE, NULL);
      ob_edit_set_attribute_text (edit, created, "position", "one", TRUE, NULL);
      if (annotation != 0)
        ob_edit_link (edit, created, annotation, "contradicts", NULL);
      break;
    case 4:
      ob_edit_set_segments (edit, annotation, segments, NULL);
      break;
    case 5:
      ob_edit_set_attribute_text (edit, annotation, "stance",
                                  stances[g_rand_int_range (history->rand, 0, 4)], FALSE, NULL);
      break;
    case 6:
      ob_edit_set_note (edit, annotation, g_rand_boolean (history->rand) ? name : NULL, NULL);
      break;
    case 7:
      ob_edit_delete (edit, annotation, NULL);
      break;
    case 8:
      ob_edit_link (edit, annotation, other, "supports", NULL);
      break;
    case 9:
      ob_edit_set_label (edit, annotation, g_rand_boolean (history->rand) ? claim : note, NULL);
      break;
    case 10:
      created = ob_project_find (history->project, OB_KIND_SPEAKER, name, NULL);
      ob_edit_set_alias (edit, created, "An alias", g_rand_boolean (history->rand), NULL);
      ob_edit_set_text (edit, created, "role", name, NULL);
      break;
    default:
      created = ob_project_find (history->project, OB_KIND_SPEAKER, name, NULL);
      ob_edit_delete (edit, created, NULL);
      break;
    }
}

static void
check_picture (History *history)
{
  g_autofree char *picture = take_picture (history->project);

  g_assert_cmpstr (picture, ==, history->pictures->pdata[history->done]);
}

static void
step (History *history, ObEntity article)
{
  g_autoptr (ObEdit) edit = ob_edit_new (history->project, "Random");
  g_autoptr (GPtrArray) before = ob_project_list_steps (history->project, 0), after = NULL;
  g_autoptr (GError) error = NULL;
  guint n_verbs = (guint) g_rand_int_range (history->rand, 1, 4);

  for (guint i = 0; i < n_verbs; i++)
    do_something (history, edit, article);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);

  /* An edit that changes nothing is no step. */
  after = ob_project_list_steps (history->project, 0);
  if (after->len == before->len)
    {
      check_picture (history);
      return;
    }
  g_ptr_array_set_size (history->pictures, (gint) ++history->done);
  g_ptr_array_add (history->pictures, take_picture (history->project));
}

static void
reopen (History *history)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  g_clear_object (&history->project);
  history->project = ob_project_open (history->path, &error);
  g_assert_no_error (error);
  ob_project_check (history->project, &problems, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

static ObEntity
add_article (ObProject *project)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Add article");
  g_autofree char *utf8 = g_strnfill (100, 'x');
  g_autoptr (ObText) text = ob_text_new (utf8);
  g_autoptr (GError) error = NULL;
  ObArticle metadata = { .title = (char *) "Title" };
  ObEntity article = ob_edit_add_article (edit, text, NULL, &metadata, &error);

  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
  return ob_edit_resolve (edit, article);
}

static void
test_random_history (void)
{
  g_autofree char *folder = g_dir_make_tmp ("obelus-history-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  History history = { .path = g_build_filename (folder, "p.obelus", NULL) };
  ObEntity article;

  history.rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  history.pictures = g_ptr_array_new_with_free_func (g_free);
  history.project = ob_project_create (history.path, "Anna", NULL, &error);
  g_assert_no_error (error);
  article = add_article (history.project);
  g_ptr_array_add (history.pictures, take_picture (history.project));

  for (guint i = 0; i < N_STEPS; i++)
    {
      int choice = g_rand_int_range (history.rand, 0, 20);

      if (choice < 10)
        step (&history, article);
      else if (choice < 15 && history.done > 0)
        {
          g_assert_true (ob_project_undo (history.project, NULL, &error));
          history.done--;
        }
      else if (choice < 19 && history.done + 1 < history.pictures->len)
        {
          g_assert_true (ob_project_redo (history.project, NULL, &error));
          history.done++;
        }
      else if (choice == 19 && i % 4 == 0)
        reopen (&history);
      check_picture (&history);
    }
  while (history.done > 0)
    {
      g_assert_true (ob_project_undo (history.project, NULL, &error));
      history.done--;
      check_picture (&history);
    }
  reopen (&history);
  while (history.done + 1 < history.pictures->len)
    {
      g_assert_true (ob_project_redo (history.project, NULL, &error));
      history.done++;
      check_picture (&history);
    }

  g_clear_object (&history.project);
  g_unlink (history.path);
  g_rmdir (folder);
  g_free (history.path);
  g_ptr_array_unref (history.pictures);
  g_rand_free (history.rand);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("obelus-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/random-history", test_random_history);

  return g_test_run ();
}
