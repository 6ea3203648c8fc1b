#include "replicas.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store/conflicts.h"
#include "store/edit-codebook.h"
#include "store/edit.h"
#include "store/upkeep.h"

ObProject *
replicas_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  ObProject *project = ob_project_open (path, &error);

  g_assert_no_error (error);
  return project;
}

void
replicas_copy (const char *from, const char *to)
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
char *
replicas_take_picture (ObProject *project)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, 0, 0, 0);
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);
  g_autoptr (GPtrArray) links = ob_project_list_links (project, 0, 0);
  g_autoptr (GPtrArray) conflicts = ob_project_list_conflicts (project);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = codebook->labels->pdata[i];
      g_autofree char *id = ob_project_dup_id (project, label->entity);

      g_ptr_array_add (lines, g_strdup_printf ("label %s %s %s", id, label->id, label->name));
    }
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = annotations->pdata[i];
      g_autofree char *id = ob_project_dup_id (project, annotation->entity);
      g_autofree char *speaker = ob_project_dup_id (
          project, ob_value_get_entity (ob_annotation_get_attribute (annotation, "speaker")));
      g_autofree char *label = ob_project_dup_id (project, annotation->label);
      ObSegment hull = ob_segments_get_hull (annotation->segments);

      /* Whatever was merged and deleted, an annotation has a label that the codebook knows. */
      g_assert_nonnull (ob_codebook_get (codebook, annotation->label));
      g_ptr_array_add (
          lines,
          g_strdup_printf ("annotation %s %s %u-%u %s %s %s", id, label, hull.start, hull.end,
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

      g_ptr_array_add (lines, g_strdup_printf ("conflict %s %s %u", id, conflict->field,
                                               conflict->versions->len));
    }
  g_ptr_array_sort (lines, compare_strings);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

ObEntity
replicas_pick_annotation (World *world, ObProject *project)
{
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, 0, 0, 0);

  if (annotations->len == 0)
    return 0;
  return ((ObAnnotation *)
              annotations->pdata[g_rand_int_range (world->rand, 0, (gint32) annotations->len)])
      ->entity;
}

/* Mostly the first, so that copies meet on it. */
static ObEntity
pick_label (World *world, const ObCodebook *codebook)
{
  guint n = codebook->labels->len;
  guint i = g_rand_boolean (world->rand) ? 0 : (guint) g_rand_int_range (world->rand, 0, (gint32) n);

  return ((const ObLabel *) codebook->labels->pdata[i])->entity;
}

void
replicas_edit (World *world, ObProject *project)
{
  static const char *const stances[] = { "denies", "doubts", "reports", "" };
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Random");
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GError) error = NULL;
  guint32 start = (guint32) g_rand_int_range (world->rand, 0, 80);
  g_autoptr (GArray) segments = ob_segments_new_single (start, start + 5);
  g_autofree char *name = g_strdup_printf ("Name %d", g_rand_int_range (world->rand, 0, 9));
  ObEntity annotation = replicas_pick_annotation (world, project),
           other = replicas_pick_annotation (world, project);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  ObEntity label, into;

  if (codebook->labels->len == 0)
    return; /* all of it was lost */
  label = pick_label (world, codebook);
  into = pick_label (world, codebook);
  switch (g_rand_int_range (world->rand, 0, 9))
    {
    case 0:
    case 1:
      if (articles->len == 0)
        return; /* adding it was undone */
      annotation = ob_edit_annotate (edit, ((ObArticle *) articles->pdata[0])->entity, label,
                                     segments, NULL);
      ob_edit_set_attribute_text (edit, annotation, "speaker", name, TRUE, NULL);
      break;
    case 2:
      ob_edit_set_note (edit, annotation, name, NULL);
      break;
    case 3:
      ob_edit_set_attribute_text (edit, annotation, "stance",
                                  stances[g_rand_int_range (world->rand, 0, 4)], FALSE, NULL);
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
    case 7:
      /* Seldom, else there is soon but one label. */
      if (label != into && g_rand_int_range (world->rand, 0, 4) == 0)
        ob_edit_merge_labels (edit, label, into, NULL);
      break;
    default:
      ob_edit_set_alias (edit, ob_project_find (project, OB_KIND_SPEAKER, name, NULL), "Alias",
                         TRUE, NULL);
      break;
    }
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

void
replicas_check (ObProject *project)
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

World *
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
    replicas_copy (world->paths[0], world->paths[i]);
  return world;
}

void
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
