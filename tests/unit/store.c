/* The project file: edits, undo, reopening, refusals. */
#include <glib/gstdio.h>
#include <string.h>

#include "store/edit.h"
#include "store/history.h"
#include "store/upkeep.h"

#define TEXT "Title of it\n\nRussia said no. “We don’t know”, Mr Lavrov said — almost 90 died."

typedef struct
{
  char *folder;
  char *path;
  ObProject *project;
  ObEntity article;
} Fixture;

static ObEntity
find (ObProject *project, ObKind kind, const char *name)
{
  g_autoptr (GError) error = NULL;
  ObEntity found = ob_project_find (project, kind, name, &error);

  g_assert_no_error (error);
  return found;
}

static void
commit (ObEdit *edit)
{
  g_autoptr (GError) error = NULL;

  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static ObEntity
add_article (ObProject *project, const char *title, const char *utf8)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Add article");
  g_autoptr (ObText) text = ob_text_new (utf8);
  g_autoptr (GBytes) original = g_bytes_new (utf8, strlen (utf8));
  g_autoptr (GError) error = NULL;
  ObArticle metadata = { .title = (char *) title, .outlet = (char *) "The Outlet" };
  ObEntity article = ob_edit_add_article (edit, text, original, &metadata, &error);

  g_assert_no_error (error);
  commit (edit);
  return ob_edit_resolve (edit, article);
}

static ObEntity
annotate (ObEdit *edit, ObEntity article, ObEntity label, guint32 start, guint32 end)
{
  g_autoptr (GArray) segments = ob_segments_new_single (start, end);
  g_autoptr (GError) error = NULL;
  ObEntity annotation = ob_edit_annotate (edit, article, label, segments, &error);

  g_assert_no_error (error);
  return annotation;
}

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("obelus-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "p.obelus", NULL);
  fixture->project = ob_project_create (fixture->path, "Anna", NULL, &error);
  g_assert_no_error (error);
  fixture->article = add_article (fixture->project, "Title of it", TEXT);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->project);
  remove_folder (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->project);
  fixture->project = ob_project_open (fixture->path, &error);
  g_assert_no_error (error);
}

static void
check (ObProject *project)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  ob_project_check (project, &problems, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_new_project (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (fixture->project);
  g_autoptr (GPtrArray) annotators = ob_project_list_annotators (fixture->project);
  g_autoptr (ObText) text = NULL;
  g_autoptr (GBytes) original = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (codebook->labels->len, ==, 6);
  g_assert_cmpstr (ob_codebook_find_key (codebook, "c")->id, ==, "claim");
  g_assert_cmpuint (ob_codebook_find_key (codebook, "c")->attributes->len, ==, 10);
  g_assert_cmpuint (annotators->len, ==, 1);
  g_assert_cmpstr (((ObAnnotator *) annotators->pdata[0])->name, ==, "Anna");

  reopen (fixture);
  text = ob_project_get_text (fixture->project, fixture->article, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ob_text_get_utf8 (text, NULL), ==, TEXT);
  original = ob_project_get_original (fixture->project, fixture->article);
  g_assert_cmpmem (g_bytes_get_data (original, NULL), g_bytes_get_size (original), TEXT,
                   strlen (TEXT));
  check (fixture->project);
}

/* A claim with everything, in one edit with things made on the fly. */
static ObEntity
tag_claim (Fixture *fixture)
{
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Tag as Claim");
  g_autoptr (GError) error = NULL;
  ObEntity claim
      = annotate (edit, fixture->article, find (fixture->project, OB_KIND_LABEL, "claim"), 29, 42);
  ObEntity mention = annotate (edit, fixture->article,
                               find (fixture->project, OB_KIND_LABEL, "speaker"), 45, 54);

  g_assert_true (
      ob_edit_set_attribute_text (edit, claim, "dispute", "How many died?", TRUE, &error));
  g_assert_true (ob_edit_set_attribute_text (edit, claim, "position", "almost 90", TRUE, &error));
  g_assert_true (ob_edit_set_attribute_text (edit, claim, "stance", "denies", TRUE, &error));
  g_assert_true (
      ob_edit_set_attribute_text (edit, mention, "speaker", "Sergei Lavrov", TRUE, &error));
  g_assert_true (ob_edit_set_note (edit, claim, "A note", &error));
  g_assert_cmpint (ob_edit_link (edit, claim, mention, "said-by", &error), !=, 0);
  g_assert_no_error (error);
  commit (edit);
  return ob_edit_resolve (edit, claim);
}

static void
test_tag (Fixture *fixture, gconstpointer data)
{
  ObEntity claim = tag_claim (fixture);
  g_autofree char *id = ob_project_dup_id (fixture->project, claim);
  g_autofree char *speaker = NULL, *position = NULL;
  g_autoptr (ObAnnotation) annotation = NULL;
  g_autoptr (GArray) spans = NULL;

  reopen (fixture);
  g_assert_cmpint (ob_project_lookup (fixture->project, id), ==, claim);
  annotation = ob_project_get_annotation (fixture->project, claim);
  g_assert_cmpstr (ob_value_get_text (ob_annotation_get_attribute (annotation, "stance")), ==,
                   "denies");
  g_assert_cmpstr (annotation->note, ==, "A note");
  g_assert_cmpstr (annotation->origin, ==, "human");
  position = ob_project_dup_label_of (
      fixture->project, ob_value_get_entity (ob_annotation_get_attribute (annotation, "position")));
  g_assert_cmpstr (position, ==, "almost 90");
  speaker = ob_project_dup_label_of (fixture->project,
                                     ob_project_get_effective_speaker (fixture->project, claim));
  g_assert_cmpstr (speaker, ==, "Sergei Lavrov");
  spans = ob_project_list_spans (fixture->project, fixture->article);
  g_assert_cmpuint (spans->len, ==, 2);
  g_assert_cmpuint (g_array_index (spans, ObSpan, 0).flags, ==, OB_SPAN_NOTE | OB_SPAN_DISPUTED);
  check (fixture->project);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  ObEntity claim = tag_claim (fixture);
  ObCounts before = ob_project_count (fixture->project), after;

  reopen (fixture);
  g_assert_true (ob_project_undo (fixture->project, &name, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "Tag as Claim");
  g_assert_cmpint (ob_project_get_kind (fixture->project, claim), ==, OB_KIND_NONE);
  g_assert_true (ob_project_undo (fixture->project, NULL, &error));
  g_assert_false (ob_project_undo (fixture->project, NULL, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  after = ob_project_count (fixture->project);
  g_assert_cmpuint (
      after.articles + after.annotations + after.links + after.speakers + after.disputes, ==, 0);
  check (fixture->project);

  reopen (fixture);
  g_assert_true (ob_project_redo (fixture->project, NULL, &error));
  g_assert_true (ob_project_redo (fixture->project, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (ob_project_redo (fixture->project, NULL, NULL));
  after = ob_project_count (fixture->project);
  g_assert_cmpuint (after.annotations, ==, before.annotations);
  g_assert_cmpuint (after.links, ==, before.links);
  g_assert_cmpuint (after.speakers, ==, before.speakers);
  g_assert_cmpint (ob_project_get_kind (fixture->project, claim), ==, OB_KIND_ANNOTATION);
  check (fixture->project);
}

static void
test_delete_and_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ObEntity claim = tag_claim (fixture);

  {
    g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Write note");

    g_assert_true (ob_edit_set_note (edit, claim, "Another", &error));
    commit (edit);
  }
  {
    g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Delete");

    g_assert_true (ob_edit_delete (edit, claim, &error));
    commit (edit);
  }
  g_assert_cmpint (ob_project_get_kind (fixture->project, claim), ==, OB_KIND_NONE);
  g_assert_cmpuint (ob_project_count (fixture->project).links, ==, 0);
  check (fixture->project);

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (ObAnnotation) annotation = NULL;

      g_assert_true (ob_project_go_to_step (fixture->project, 0, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (ob_project_count (fixture->project).articles, ==, 0);
      while (ob_project_redo (fixture->project, NULL, NULL))
        ;
      g_assert_cmpint (ob_project_get_kind (fixture->project, claim), ==, OB_KIND_NONE);
      g_assert_true (ob_project_undo (fixture->project, NULL, &error));
      annotation = ob_project_get_annotation (fixture->project, claim);
      g_assert_cmpstr (annotation->note, ==, "Another");
      g_assert_cmpuint (ob_project_count (fixture->project).links, ==, 1);
      check (fixture->project);
    }
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Bad");
  ObEntity claim_label = find (fixture->project, OB_KIND_LABEL, "claim");
  ObEntity claim = tag_claim (fixture);
  gint64 revision = ob_project_get_revision (fixture->project);
  const struct
  {
    guint32 start, end;
  } ranges[] = { { 5, 5 }, { 9, 3 }, { 0, 100000 }, { 70, G_MAXUINT32 } };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autoptr (GArray) segments = ob_segments_new_single (ranges[i].start, ranges[i].end);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (ob_edit_annotate (edit, fixture->article, claim_label, segments, &error), ==,
                       0);
      g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
    }

  g_assert_false (ob_edit_set_attribute_text (edit, claim, "nonsense", "x", TRUE, NULL));
  g_assert_false (ob_edit_set_attribute_text (edit, claim, "stance", "maybe", TRUE, NULL));
  g_assert_false (ob_edit_set_attribute_text (edit, claim, "speaker", "Nobody Known", FALSE, NULL));
  g_assert_false (ob_edit_set_note (edit, claim_label, "on a label", NULL));
  g_assert_false (ob_edit_delete (edit, claim_label, NULL));
  g_assert_cmpint (ob_edit_add_speaker (edit, "Sergei Lavrov", NULL), ==, 0);
  g_assert_cmpint (ob_edit_add_speaker (edit, "   ", NULL), ==, 0);
  g_assert_true (ob_edit_is_empty (edit));
  commit (edit);
  g_assert_cmpint (ob_project_get_revision (fixture->project), ==, revision);
}

static char *
hash_file (const char *path)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
}

static void
check_refused (const char *path)
{
  g_autofree char *before = hash_file (path), *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = ob_project_open (path, &error);

  g_assert_null (project);
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, OB_PROJECT_ERROR);
  g_test_message ("%s", error->message);
  after = hash_file (path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_damaged_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL, *path = g_build_filename (fixture->folder, "bad.obelus", NULL);
  gsize length;

  tag_claim (fixture);
  g_clear_object (&fixture->project);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  check_refused (path);
  g_assert_true (
      g_file_set_contents (path,
                           "Just some text that is longer than a header of a database, which has a "
                           "hundred bytes, so that it can be read.",
                           -1, NULL));
  check_refused (path);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length / 2, NULL));
  check_refused (path);

  bytes[63] = 99; /* a newer format */
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  check_refused (path);
  bytes[63] = 2;

  bytes[68] = 'X'; /* another program's database */
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  check_refused (path);
  bytes[68] = 'O';

  for (char *place = bytes; place < bytes + length - 10; place++)
    if (memcmp (place, "A note", 6) == 0)
      *place = 'B'; /* a change that does not match its hash */
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  check_refused (path);
}

static void
test_copy_is_another_replica (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL, *path = g_build_filename (fixture->folder, "copy.obelus", NULL);
  g_autoptr (ObProject) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) annotators = NULL;
  gsize length;

  tag_claim (fixture);
  g_clear_object (&fixture->project);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));

  copy = ob_project_open (path, &error);
  g_assert_no_error (error);
  annotators = ob_project_list_annotators (copy);
  g_assert_cmpuint (annotators->len, ==, 1);
  g_assert_cmpint (ob_project_get_annotator (copy), ==,
                   ((ObAnnotator *) annotators->pdata[0])->entity);
  check (copy);

  /* One's own copy can be undone like the original. */
  g_assert_true (ob_project_undo (copy, NULL, &error));
  g_assert_no_error (error);
  check (copy);
}

static void
test_open_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) second = ob_project_open (fixture->path, &error);

  g_assert_null (second);
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_BUSY);
}

static void
test_vanished (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Add speaker");
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = g_build_filename (fixture->folder, "saved.obelus", NULL);

  ob_edit_add_speaker (edit, "Somebody", NULL);
  g_unlink (fixture->path);
  g_assert_false (ob_edit_commit (edit, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED);
  g_clear_error (&error);

  /* What is open can still be saved elsewhere. */
  g_assert_true (ob_project_backup (fixture->project, backup, &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->project);
  fixture->project = ob_project_open (backup, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ob_project_count (fixture->project).articles, ==, 1);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *before = NULL, *after = NULL;

  tag_claim (fixture);
  g_clear_object (&fixture->project);
  before = hash_file (fixture->path);
  g_chmod (fixture->path, 0444);
  fixture->project = ob_project_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (ob_project_is_read_only (fixture->project));
  g_assert_cmpuint (ob_project_count (fixture->project).annotations, ==, 2);

  edit = ob_edit_new (fixture->project, "Add speaker");
  ob_edit_add_speaker (edit, "Somebody", NULL);
  g_assert_false (ob_edit_commit (edit, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED);
  g_clear_pointer (&edit, ob_edit_free);
  g_clear_object (&fixture->project);
  after = hash_file (fixture->path);
  g_assert_cmpstr (before, ==, after);
}

/* Many annotations become several changes and stay one step. */
static void
test_large_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Tag many");
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity label = find (fixture->project, OB_KIND_LABEL, "note");

  for (guint i = 0; i < 12000; i++)
    annotate (edit, fixture->article, label, i % 50, i % 50 + 5);
  commit (edit);
  g_assert_cmpuint (ob_project_count (fixture->project).annotations, ==, 12000);
  g_assert_cmpuint (ob_project_count (fixture->project).changes, >, 3);
  steps = ob_project_list_steps (fixture->project, 0);
  g_assert_cmpuint (steps->len, ==, 2);

  g_clear_pointer (&edit, ob_edit_free); /* it holds the project */
  reopen (fixture);
  g_assert_true (ob_project_undo (fixture->project, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ob_project_count (fixture->project).annotations, ==, 0);
  g_assert_true (ob_project_redo (fixture->project, NULL, &error));
  g_assert_cmpuint (ob_project_count (fixture->project).annotations, ==, 12000);
  check (fixture->project);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("obelus-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD ("new-project", test_new_project);
  ADD ("tag", test_tag);
  ADD ("undo", test_undo);
  ADD ("delete-and-back", test_delete_and_back);
  ADD ("refusals", test_refusals);
  ADD ("damaged-files", test_damaged_files);
  ADD ("copy-is-another-replica", test_copy_is_another_replica);
  ADD ("open-twice", test_open_twice);
  ADD ("vanished", test_vanished);
  ADD ("read-only", test_read_only);
  ADD ("large-step", test_large_step);

  return g_test_run ();
}
