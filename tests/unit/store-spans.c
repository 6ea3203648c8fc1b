/* What the editor and its list read of an article: spans in order, their flags, speakers and disputes. */
#include <glib/gstdio.h>

#include "store/edit.h"
#include "store/history.h"
#include "store/upkeep.h"

#define LENGTH 400

typedef struct
{
  char *folder;
  ObProject *project;
  ObEntity article;
  ObEntity claim;
  ObEntity speaker; /* the label */
} Fixture;

static void
commit (ObEdit *edit)
{
  g_autoptr (GError) error = NULL;

  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL, *utf8 = g_strnfill (LENGTH, 'a');
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (ObText) text = ob_text_new (utf8);
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  ObArticle metadata = { .title = (char *) "Article" };

  fixture->folder = g_dir_make_tmp ("obelus-spans-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "p.obelus", NULL);
  fixture->project = ob_project_create (path, "Anna", NULL, &error);
  g_assert_no_error (error);
  edit = ob_edit_new (fixture->project, "Add article");
  fixture->article = ob_edit_add_article (edit, text, NULL, &metadata, &error);
  commit (edit);
  fixture->article = ob_edit_resolve (edit, fixture->article);
  codebook = ob_project_ref_codebook (fixture->project);
  fixture->claim = ob_codebook_find (codebook, "claim")->entity;
  fixture->speaker = ob_codebook_find (codebook, "speaker")->entity;
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "p.obelus", NULL);
  g_autoptr (GPtrArray) problems = NULL;

  /* Whatever the test did, the log alone gives the same. */
  g_assert_true (ob_project_check (fixture->project, &problems, NULL));
  g_assert_cmpuint (problems->len, ==, 0);
  g_clear_object (&fixture->project);
  g_unlink (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static ObEntity
annotate (Fixture *fixture, ObEntity label, guint32 start, guint32 end, const char *speaker)
{
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Annotate");
  g_autoptr (GArray) segments = ob_segments_new_single (start, end);
  g_autoptr (GError) error = NULL;
  ObEntity annotation = ob_edit_annotate (edit, fixture->article, label, segments, &error);

  if (speaker != NULL)
    ob_edit_set_attribute_text (edit, annotation, "speaker", speaker, TRUE, &error);
  g_assert_no_error (error);
  commit (edit);
  return ob_edit_resolve (edit, annotation);
}

static int
compare_spans (const ObSpan *left, const ObSpan *right)
{
  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end > right->end ? -1 : 1;
  return (left->annotation > right->annotation) - (left->annotation < right->annotation);
}

/* Many annotations at random, a third of them in several segments: by start, then descending end. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Annotate");
  g_autoptr (GArray) spans = NULL;
  guint n_segments = 0;

  for (guint i = 0; i < 300; i++)
    {
      guint32 start = (guint32) g_test_rand_int_range (0, LENGTH / 4);
      g_autoptr (GArray) segments
        = ob_segments_new_single (start, start + (guint32) g_test_rand_int_range (1, 30));
      ObSegment more = { start + 40, start + (guint32) g_test_rand_int_range (41, 60) };

      if (i % 3 == 0)
        g_array_append_val (segments, more);
      n_segments += segments->len;
      g_assert_cmpint (ob_edit_annotate (edit, fixture->article, fixture->claim, segments, NULL), !=, 0);
    }
  commit (edit);

  spans = ob_project_list_spans (fixture->project, fixture->article);
  g_assert_cmpuint (spans->len, ==, n_segments);
  for (guint i = 1; i < spans->len; i++)
    g_assert_cmpint (compare_spans (&g_array_index (spans, ObSpan, i - 1),
                                    &g_array_index (spans, ObSpan, i)), <, 0);
}

static guint32
get_flags (Fixture *fixture, ObEntity annotation)
{
  g_autoptr (GArray) spans = ob_project_get_spans (fixture->project, annotation);

  g_assert_cmpuint (spans->len, ==, 1);
  return g_array_index (spans, ObSpan, 0).flags;
}

/* A comment marks the annotation until it is resolved or deleted, whatever is undone meanwhile. */
static void
test_comments (Fixture *fixture, gconstpointer data)
{
  ObEntity annotation = annotate (fixture, fixture->claim, 10, 20, NULL), comment;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (get_flags (fixture, annotation), ==, 0);
  {
    g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Comment");

    comment = ob_edit_add_comment (edit, annotation, "Really?", &error);
    commit (edit);
    comment = ob_edit_resolve (edit, comment);
  }
  g_assert_cmpuint (get_flags (fixture, annotation), ==, OB_SPAN_COMMENT);
  {
    g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Write note");

    ob_edit_set_note (edit, annotation, "a note", &error);
    commit (edit);
  }
  g_assert_cmpuint (get_flags (fixture, annotation), ==, OB_SPAN_COMMENT | OB_SPAN_NOTE);
  {
    g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Resolve");

    ob_edit_set_number (edit, comment, "resolved", 1, &error);
    commit (edit);
  }
  g_assert_cmpuint (get_flags (fixture, annotation), ==, OB_SPAN_NOTE);
  ob_project_undo (fixture->project, NULL, &error);
  g_assert_cmpuint (get_flags (fixture, annotation), ==, OB_SPAN_COMMENT | OB_SPAN_NOTE);
  {
    g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Delete comment");

    ob_edit_delete (edit, comment, &error);
    commit (edit);
  }
  g_assert_cmpuint (get_flags (fixture, annotation), ==, OB_SPAN_NOTE);
  g_assert_no_error (error);
}

static const ObSubject *
find_subject (const GArray *subjects, ObEntity annotation)
{
  for (guint i = 0; i < subjects->len; i++)
    if (g_array_index (subjects, ObSubject, i).annotation == annotation)
      return &g_array_index (subjects, ObSubject, i);

  g_assert_not_reached ();
}

/* The same as is said of each annotation alone. */
static void
test_subjects (Fixture *fixture, gconstpointer data)
{
  ObEntity own = annotate (fixture, fixture->claim, 10, 20, "Lavrov");
  ObEntity linked = annotate (fixture, fixture->claim, 30, 40, NULL);
  ObEntity nobody = annotate (fixture, fixture->claim, 30, 50, NULL);
  ObEntity first = annotate (fixture, fixture->speaker, 60, 70, "Tillerson");
  ObEntity second = annotate (fixture, fixture->speaker, 80, 90, "Lavrov");
  ObEntity all[] = { own, linked, nobody, first, second };
  g_autoptr (GArray) subjects = NULL;
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Link");
  g_autoptr (GError) error = NULL;

  ob_edit_link (edit, linked, first, "said-by", &error);
  ob_edit_link (edit, linked, second, "said-by", &error);
  ob_edit_link (edit, own, first, "said-by", &error);
  ob_edit_link (edit, nobody, first, "cue", &error);
  ob_edit_set_attribute_text (edit, nobody, "dispute", "How many?", TRUE, &error);
  g_assert_no_error (error);
  commit (edit);

  subjects = ob_project_list_subjects (fixture->project, fixture->article);
  g_assert_cmpuint (subjects->len, ==, G_N_ELEMENTS (all));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_cmpint (find_subject (subjects, all[i])->speaker, ==,
                     ob_project_get_effective_speaker (fixture->project, all[i]));
  g_assert_cmpint (find_subject (subjects, linked)->speaker, !=, 0);
  g_assert_cmpint (find_subject (subjects, nobody)->speaker, ==, 0);
  g_assert_cmpint (find_subject (subjects, nobody)->dispute, !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store-spans/order", Fixture, NULL, fixture_set_up, test_order, fixture_tear_down);
  g_test_add ("/store-spans/comments", Fixture, NULL, fixture_set_up, test_comments, fixture_tear_down);
  g_test_add ("/store-spans/subjects", Fixture, NULL, fixture_set_up, test_subjects, fixture_tear_down);
  return g_test_run ();
}
