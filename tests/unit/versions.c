/* Versions of articles: chains, annotations that are carried over, undo, and what merges make. */
#include "store/versions.h"

#include <glib/gstdio.h>
#include <string.h>

#include "model/anchor.h"
#include "share/merge.h"
#include "store/carry-over.h"
#include "store/history.h"

typedef struct
{
  char *folder;       /* (owned) */
  ObProject *project; /* (owned) */
  ObEntity label;
  ObEntity article;
} Fixture;

static const char first_text[]
    = "Talks in Moscow\n"
      "The foreign ministers met on Tuesday and spoke for two hours, aides said.\n"
      "Mr. Lavrov denied it. More than 80 people were killed in the attack, doctors say.\n"
      "Mr. Tillerson left. Mr. Lavrov stayed.\n";

static char *
make_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static ObEntity
add_article (ObEdit *edit, const char *words, const char *title)
{
  g_autoptr (ObText) text = ob_text_new (words);
  g_autoptr (GError) error = NULL;
  ObArticle metadata = { .title = (char *) title };
  ObEntity article = ob_edit_add_article (edit, text, NULL, &metadata, &error);

  g_assert_no_error (error);
  return article;
}

static void
commit (ObEdit *edit)
{
  g_autoptr (GError) error = NULL;

  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("obelus-versions-XXXXXX", NULL);
  path = make_path (fixture, "a.obelus");
  fixture->project = ob_project_create (path, "Anna", NULL, &error);
  g_assert_no_error (error);
  fixture->label = ob_project_find (fixture->project, OB_KIND_LABEL, "claim", &error);
  edit = ob_edit_new (fixture->project, "Add");
  fixture->article = add_article (edit, first_text, "Talks");
  commit (edit);
  fixture->article = ob_edit_resolve (edit, fixture->article);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  g_object_unref (fixture->project);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = make_path (fixture, name);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* Annotates the @n-th place of @words (from 0) in @article. */
static ObEntity
annotate (ObProject *project, ObEntity article, ObEntity label, const char *words, guint n)
{
  g_autoptr (ObText) text = ob_project_get_text (project, article, NULL);
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Tag");
  g_autoptr (GArray) segments = ob_segments_new ();
  g_autoptr (GError) error = NULL;
  const char *utf8 = ob_text_get_utf8 (text, NULL), *at = strstr (utf8, words);
  ObSegment segment;
  ObEntity annotation;

  for (; n > 0; n--)
    at = strstr (at + 1, words);
  segment.start = ob_text_get_offset (text, (gsize) (at - utf8));
  segment.end = segment.start + (guint32) g_utf8_strlen (words, -1);
  g_array_append_val (segments, segment);
  annotation = ob_edit_annotate (edit, article, label, segments, &error);
  g_assert_no_error (error);
  commit (edit);
  return ob_edit_resolve (edit, annotation);
}

/* Adds @words as the version after @previous and carries its annotations over, in one step. */
static ObEntity
add_version (ObProject *project, ObEntity previous, const char *words, ObCarried *carried)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Add version");
  g_autoptr (GError) error = NULL;
  ObEntity article = add_article (edit, words, "Talks");

  g_assert_true (ob_edit_set_previous (edit, article, previous, &error));
  g_assert_true (ob_edit_carry_over (edit, previous, article, carried, &error));
  commit (edit);
  return ob_edit_resolve (edit, article);
}

/* That @annotation is on @words of @article, @before code points before whose beginning stands
 * @neighbour (nullable). */
static void
check_words (ObProject *project, ObEntity annotation, ObEntity article, const char *words)
{
  g_autoptr (ObAnnotation) found = ob_project_get_annotation (project, annotation);
  g_autoptr (ObText) text = NULL;
  g_autofree char *quote = NULL;

  g_assert_nonnull (found);
  g_assert_cmpint (found->article, ==, article);
  text = ob_project_get_text (project, article, NULL);
  quote = ob_text_quote (text, found->segments);
  g_assert_cmpstr (quote, ==, words);
}

static guint32
get_start (ObProject *project, ObEntity annotation)
{
  g_autoptr (ObAnnotation) found = ob_project_get_annotation (project, annotation);

  return g_array_index (found->segments, ObSegment, 0).start;
}

static guint
count_strays (ObProject *project)
{
  g_autoptr (GPtrArray) strays = ob_project_list_strays (project);

  return strays->len;
}

static const char second_text[]
    = "Talks in Moscow, corrected\n"
      "A new paragraph about Mr. Lavrov stands here.\n"
      "The foreign ministers met on Tuesday and spoke for two hours, aides said.\n"
      "More than 86 people were killed in the attack, doctors say.\n"
      "Mr. Tillerson left. Mr. Lavrov stayed.\n";

static void
test_carry_over (Fixture *fixture, gconstpointer data)
{
  ObProject *project = fixture->project;
  ObEntity kept = annotate (project, fixture->article, fixture->label, "spoke for two hours", 0);
  ObEntity gone = annotate (project, fixture->article, fixture->label, "Mr. Lavrov denied it", 0);
  ObEntity name = annotate (project, fixture->article, fixture->label, "Lavrov", 0);
  ObEntity last = annotate (project, fixture->article, fixture->label, "Lavrov", 1);
  ObEntity figure = annotate (project, fixture->article, fixture->label,
                              "More than 80 people were killed in the attack", 0);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  ObCarried carried;
  ObEntity article = add_version (project, fixture->article, second_text, &carried);

  g_assert_cmpuint (carried.n_moved, ==, 2);
  g_assert_cmpuint (carried.n_changed, ==, 1);
  g_assert_cmpuint (carried.n_left, ==, 2);
  check_words (project, kept, article, "spoke for two hours");
  check_words (project, gone, fixture->article, "Mr. Lavrov denied it");
  /* The name stands elsewhere, but that is another mention. */
  check_words (project, name, fixture->article, "Lavrov");
  check_words (project, last, article, "Lavrov");
  g_assert_cmpuint (get_start (project, last), >, get_start (project, figure));
  check_words (project, figure, article, "More than 86 people were killed in the attack");
  g_assert_cmpuint (count_strays (project), ==, 3);

  versions = ob_project_list_versions (project, fixture->article);
  g_assert_cmpuint (versions->len, ==, 2);
  g_assert_cmpint (((ObArticle *) versions->pdata[1])->entity, ==, article);
  g_assert_cmpint (((ObArticle *) versions->pdata[1])->version, ==, 2);

  /* One step. */
  g_assert_true (ob_project_undo (project, NULL, &error));
  check_words (project, kept, fixture->article, "spoke for two hours");
  check_words (project, figure, fixture->article, "More than 80 people were killed in the attack");
  g_assert_cmpuint (count_strays (project), ==, 0);
  g_assert_true (ob_project_redo (project, NULL, &error));
  check_words (project, last, article, "Lavrov");
}

/* What was told once is not told again. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  ObProject *project = fixture->project;
  ObEntity gone = annotate (project, fixture->article, fixture->label, "Mr. Lavrov denied it", 0);
  ObCarried carried;
  ObEntity article = add_version (project, fixture->article, second_text, &carried);
  ObEntity late = annotate (project, fixture->article, fixture->label, "aides said", 0);
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Carry over");

  g_assert_true (ob_edit_carry_over (edit, fixture->article, article, &carried, NULL));
  commit (edit);
  check_words (project, late, article, "aides said");
  check_words (project, gone, fixture->article, "Mr. Lavrov denied it");
  g_assert_cmpuint (count_strays (project), ==, 1);
}

static void
test_moved_paragraph (Fixture *fixture, gconstpointer data)
{
  ObProject *project = fixture->project;
  ObEntity name = annotate (project, fixture->article, fixture->label, "Tillerson", 0);
  ObEntity words = annotate (project, fixture->article, fixture->label,
                             "met on Tuesday and spoke for two hours", 0);
  ObCarried carried;
  ObEntity article = add_version (
      project, fixture->article,
      "Talks in Moscow\n"
      "Mr. Tillerson left. Mr. Lavrov stayed.\n"
      "Mr. Lavrov denied it. More than 80 people were killed in the attack, doctors say.\n"
      "It is said that they met on Tuesday and spoke for two hours.\n",
      &carried);

  check_words (project, words, article, "met on Tuesday and spoke for two hours");
  check_words (project, name, article, "Tillerson");
  g_assert_cmpuint (count_strays (project), ==, 0);
}

static void
test_chains (Fixture *fixture, gconstpointer data)
{
  ObProject *project = fixture->project;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (ObEdit) edit = NULL, circle = NULL;
  ObCarried carried;
  ObEntity second = add_version (project, fixture->article, second_text, &carried);
  ObEntity third = add_version (project, second, "Nothing is left.", &carried);

  edit = ob_edit_new (project, "Add");
  add_article (edit, "A stranger.", "Another");
  commit (edit);
  versions = ob_project_list_versions (project, third);
  g_assert_cmpuint (versions->len, ==, 3);
  g_assert_cmpint (((ObArticle *) versions->pdata[2])->entity, ==, third);

  circle = ob_edit_new (project, "Circle");
  g_assert_false (ob_edit_set_previous (circle, fixture->article, third, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ob_edit_set_previous (circle, third, third, &error));
}

static ObProject *
open_copy (Fixture *fixture, const char *name)
{
  g_autofree char *own = g_strdup (ob_project_get_path (fixture->project));
  g_autofree char *path = make_path (fixture, name);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  ObProject *copy;
  gsize length;

  ob_project_close (fixture->project);
  g_object_unref (fixture->project);
  g_assert_true (g_file_get_contents (own, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
  fixture->project = ob_project_open (own, &error);
  g_assert_no_error (error);
  copy = ob_project_open (path, &error);
  g_assert_no_error (error);
  return copy;
}

/* @other is opened anew. */
static void
merge (ObProject *project, ObProject **other)
{
  g_autofree char *path = g_strdup (ob_project_get_path (*other));
  g_autoptr (GError) error = NULL;
  g_autoptr (ObMergeReport) report = NULL;

  ob_project_close (*other);
  g_object_unref (*other);
  report = ob_merge_file (project, path, FALSE, &error);
  g_assert_no_error (error);
  *other = ob_project_open (path, &error);
  g_assert_no_error (error);
}

/* While one moves an annotation to a new version, another changes its segments in the old one:
 * those are offsets of the old text. */
static void
test_concurrent_segments (Fixture *fixture, gconstpointer data)
{
  ObEntity kept = annotate (fixture->project, fixture->article, fixture->label, "spoke for two hours", 0);
  g_autofree char *id = ob_project_dup_id (fixture->project, kept);
  g_autoptr (ObProject) other = open_copy (fixture, "b.obelus");
  g_autoptr (GArray) segments = ob_segments_new ();
  g_autoptr (ObEdit) edit = ob_edit_new (other, "Resize");
  g_autofree char *article_id = NULL;
  ObSegment segment = { 20, 30 };
  ObCarried carried;
  ObEntity article = add_version (fixture->project, fixture->article, second_text, &carried);

  g_array_append_val (segments, segment);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ObEdit) more = ob_edit_new (other, "Tag");

      ob_edit_annotate (more, fixture->article, fixture->label, segments, NULL);
      commit (more);
    }
  g_assert_true (ob_edit_set_segments (edit, ob_project_lookup (other, id), segments, NULL));
  commit (edit);

  merge (other, &fixture->project);
  article_id = ob_project_dup_id (fixture->project, article);
  check_words (other, ob_project_lookup (other, id), ob_project_lookup (other, article_id),
               "spoke for two hours");
  merge (fixture->project, &other);
  check_words (fixture->project, kept, article, "spoke for two hours");
}

/* Two people add the same version; after merging it is there twice, until it is made one. */
static void
test_unify (Fixture *fixture, gconstpointer data)
{
  ObProject *project = fixture->project;
  ObEntity kept = annotate (project, fixture->article, fixture->label, "spoke for two hours", 0);
  g_autofree char *id = ob_project_dup_id (project, kept), *shown = NULL;
  g_autoptr (ObProject) other = open_copy (fixture, "b.obelus");
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autoptr (ObEdit) edit = NULL, refused = NULL;
  g_autoptr (GError) error = NULL;
  ObCarried carried;
  ObEntity one, twin;
  ObEntity theirs = add_version (other, fixture->article, second_text, &carried), late;

  project = fixture->project;
  one = add_version (project, fixture->article, second_text, &carried);
  late = annotate (other, theirs, fixture->label, "Talks", 0);
  shown = ob_project_dup_id (other, late);
  merge (project, &other);
  before = ob_project_list_versions (project, fixture->article);
  g_assert_cmpuint (before->len, ==, 3);
  twin = ((ObArticle *) before->pdata[1])->entity == one ? ((ObArticle *) before->pdata[2])->entity
                                                         : ((ObArticle *) before->pdata[1])->entity;

  refused = ob_edit_new (project, "Unify");
  g_assert_false (ob_edit_unify_articles (refused, one, fixture->article, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);

  edit = ob_edit_new (project, "Unify");
  g_assert_true (ob_edit_unify_articles (edit, twin, one, NULL));
  commit (edit);
  after = ob_project_list_versions (project, fixture->article);
  g_assert_cmpuint (after->len, ==, 2);
  check_words (project, kept, one, "spoke for two hours");
  check_words (project, ob_project_lookup (project, shown), one, "Talks");

  merge (other, &fixture->project);
  g_clear_pointer (&after, g_ptr_array_unref);
  after = ob_project_list_versions (other, fixture->article);
  g_assert_cmpuint (after->len, ==, 2);
  check_words (other, ob_project_lookup (other, id), ((ObArticle *) after->pdata[1])->entity,
               "spoke for two hours");
}

/* Texts in which no word comes twice, so that each passage has one place, edited at random. */
static void
test_random (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint round = 0; round < 20; round++)
    {
      ObProject *project = fixture->project;
      g_autoptr (GString) old_words = g_string_new (NULL), new_words = g_string_new (NULL);
      g_autoptr (GPtrArray) annotations = NULL, after = NULL;
      g_autoptr (ObText) old_text = NULL, new_text = NULL;
      g_autoptr (ObEdit) edit = ob_edit_new (project, "Add");
      ObEntity article, version;
      ObCarried carried;
      guint n_before = count_strays (project);

      for (guint i = 0; i < 300; i++)
        {
          const char *space = i % 30 == 29 ? "\n" : " ";

          g_string_append_printf (old_words, "w%u_%u%s", round, i, space);
          if (g_rand_double (rand) < .05)
            g_string_append_printf (new_words, "new%u%s", i, space);
          if (g_rand_double (rand) < .95)
            g_string_append_printf (new_words, "w%u_%u%s", round, i, space);
        }
      article = add_article (edit, old_words->str, "Random");
      for (guint i = 0; i < 40; i++)
        {
          g_autoptr (GArray) segments = ob_segments_new ();
          ObSegment segment;

          segment.start = (guint32) g_rand_int_range (rand, 0, (gint) old_words->len - 2);
          segment.end = (guint32) g_rand_int_range (rand, (gint) segment.start + 1,
                                                    MIN ((gint) old_words->len, (gint) segment.start + 80));
          g_array_append_val (segments, segment);
          ob_edit_annotate (edit, article, fixture->label, segments, NULL);
        }
      commit (edit);
      article = ob_edit_resolve (edit, article);
      annotations = ob_project_list_annotations (project, article, 0, 0);
      version = add_version (project, article, new_words->str, &carried);
      old_text = ob_project_get_text (project, article, NULL);
      new_text = ob_project_get_text (project, version, NULL);
      g_assert_cmpuint (carried.n_moved + carried.n_changed + carried.n_left, ==, annotations->len);
      g_assert_cmpuint (carried.n_changed + carried.n_left, ==, count_strays (project) - n_before);

      for (guint i = 0; i < annotations->len; i++)
        {
          const ObAnnotation *was = annotations->pdata[i];
          g_autoptr (ObAnnotation) is = ob_project_get_annotation (project, was->entity);
          g_autofree char *before = ob_text_quote (old_text, was->segments), *now = NULL;

          if (is->article == article)
            continue;
          g_assert_cmpint (is->article, ==, version);
          now = ob_text_quote (new_text, is->segments);
          if (!ob_anchor_same_words (before, strlen (before), now, strlen (now)))
            {
              g_assert_cmpuint (carried.n_changed, >, 0);
              carried.n_changed--;
            }
        }
      g_assert_cmpuint (carried.n_changed, ==, 0);
    }
}

#define ADD(name, function) g_test_add ("/versions/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("carry-over", test_carry_over);
  ADD ("again", test_again);
  ADD ("moved-paragraph", test_moved_paragraph);
  ADD ("chains", test_chains);
  ADD ("concurrent-segments", test_concurrent_segments);
  ADD ("unify", test_unify);
  ADD ("random", test_random);
  return g_test_run ();
}
