/* Suggestions in a project: what is offered, accepting and undoing, rejections, other occurrences,
 * and likely speakers. */
#include <glib/gstdio.h>
#include <string.h>

#include "analysis/likely-speakers.h"
#include "analysis/suggestions.h"
#include "store/history.h"

#define TEXT                                                                                       \
  "\"It is over\", Lavrov said. \"He hasn't threatened us at all\", he added.\n\n"                 \
  "At least 86 people were killed. Almost 90 people died, the ministry said. Lavrov left; a "      \
  "Lavrovian left too.\n\nPutin said that the visit was short. He denied the claim."

typedef struct
{
  char *folder;
  ObProject *project;
  ObEntity article;
  ObText *text;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  ObArticle metadata = { .title = (char *) "Test" };
  ObEntity article;

  fixture->folder = g_dir_make_tmp ("obelus-suggestions-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "a.obelus", NULL);
  fixture->project = ob_project_create (path, "Anna", NULL, &error);
  g_assert_no_error (error);
  fixture->text = ob_text_new (TEXT);
  edit = ob_edit_new (fixture->project, "Import");
  article = ob_edit_add_article (edit, fixture->text, NULL, &metadata, &error);
  g_assert_no_error (error);
  g_assert_true (ob_edit_commit (edit, &error));
  fixture->article = ob_edit_resolve (edit, article);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.obelus", NULL);

  ob_project_close (fixture->project);
  g_object_unref (fixture->project);
  ob_text_unref (fixture->text);
  g_unlink (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* "kind text; kind text" of what is suggested. */
static char *
describe (Fixture *fixture, ObTier lowest)
{
  g_autoptr (GPtrArray) found
      = ob_suggestions_find (fixture->project, fixture->article, fixture->text, lowest);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const ObSuggestion *suggestion = g_ptr_array_index (found, i);
      const ObSuggestedTag *tag = g_ptr_array_index (suggestion->tags, 0);
      g_autofree char *words = ob_text_quote (fixture->text, tag->segments);

      g_assert_nonnull (suggestion->because);
      g_string_append_printf (out, "%s%s %s", i > 0 ? "; " : "",
                              ob_suggestion_kind_get_name (suggestion->kind),
                              suggestion->question != NULL ? suggestion->question : words);
    }

  return g_string_free (out, FALSE);
}

#define ALL_OF_A "quote \"It is over\"; quote \"He hasn't threatened us at all\""
#define ALL_OF_B                                                                                   \
  ALL_OF_A "; figure At least 86 people; dispute How many people were killed?; figure Almost 90 "  \
           "people; quote that the visit was short"

static void
test_found (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = describe (fixture, OB_TIER_A);
  g_autofree char *b = describe (fixture, OB_TIER_B);

  g_assert_cmpstr (a, ==, ALL_OF_A);
  g_assert_cmpstr (b, ==, ALL_OF_B);
}

static guint
count_annotations (Fixture *fixture)
{
  g_autoptr (GPtrArray) annotations
      = ob_project_list_annotations (fixture->project, fixture->article, 0, 0);

  return annotations->len;
}

static void
accept (Fixture *fixture, const GPtrArray *suggestions, ObEntity *first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Accept");
  ObEntity annotation = 0;

  g_assert_true (ob_suggestions_accept (edit, fixture->project, suggestions, &annotation, &error));
  g_assert_no_error (error);
  g_assert_true (ob_edit_commit (edit, &error));
  if (first != NULL)
    *first = ob_edit_resolve (edit, annotation);
}

/* Accepting all is one step; what is accepted is not offered again; undo takes all of it back. */
static void
test_accept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found
      = ob_suggestions_find (fixture->project, fixture->article, fixture->text, OB_TIER_B);
  g_autoptr (GPtrArray) speakers = NULL;
  g_autoptr (GPtrArray) disputes = NULL;
  g_autoptr (ObAnnotation) annotation = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *again = NULL;
  ObEntity first = 0;

  accept (fixture, found, &first);
  annotation = ob_project_get_annotation (fixture->project, first);
  g_assert_cmpstr (annotation->origin, ==, "suggestion:quote-name-verb");
  g_assert_cmpstr (ob_value_get_text (ob_annotation_get_attribute (annotation, "mode")), ==,
                   "direct");
  /* 3 quotations, 3 mentions, 2 figures. */
  g_assert_cmpuint (count_annotations (fixture), ==, 8);
  speakers = ob_project_list_speakers (fixture->project);
  g_assert_cmpuint (speakers->len, ==, 2);
  g_assert_cmpint (ob_project_get_effective_speaker (fixture->project, first), ==,
                   ((ObSpeaker *) g_ptr_array_index (speakers, 0))->entity);
  disputes = ob_project_list_disputes (fixture->project);
  g_assert_cmpuint (disputes->len, ==, 1);
  g_assert_cmpuint (((ObDispute *) g_ptr_array_index (disputes, 0))->positions->len, ==, 2);
  rest = describe (fixture, OB_TIER_B);
  g_assert_cmpstr (rest, ==, "");

  g_assert_true (ob_project_undo (fixture->project, NULL, NULL));
  again = describe (fixture, OB_TIER_B);
  g_assert_cmpstr (again, ==, ALL_OF_B);
  g_assert_cmpuint (count_annotations (fixture), ==, 0);
}

static void
test_reject (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found
      = ob_suggestions_find (fixture->project, fixture->article, fixture->text, OB_TIER_A);
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Reject");
  g_autofree char *rest = NULL;
  g_autofree char *again = NULL;

  g_assert_true (ob_suggestion_reject (edit, g_ptr_array_index (found, 0), &error));
  g_assert_true (ob_edit_commit (edit, &error));
  rest = describe (fixture, OB_TIER_A);
  g_assert_cmpstr (rest, ==, "quote \"He hasn't threatened us at all\"");

  g_assert_true (ob_project_undo (fixture->project, NULL, NULL));
  again = describe (fixture, OB_TIER_A);
  g_assert_cmpstr (again, ==, ALL_OF_A);
}

/* Whole words only, and the names of the speaker; taken back together. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (fixture->project);
  const ObLabel *label = ob_codebook_find (codebook, "speaker");
  const char *at = strstr (TEXT, "Lavrov");
  g_autoptr (GArray) segments
      = ob_segments_new_single ((guint32) (at - TEXT), (guint32) (at - TEXT) + 6);
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Tag");
  ObEntity mention = ob_edit_annotate (edit, fixture->article, label->entity, segments, &error);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (ObEdit) back = NULL;

  g_assert_true (
      ob_edit_set_attribute_text (edit, mention, "speaker", "Sergei Lavrov", TRUE, &error));
  g_assert_true (ob_edit_commit (edit, &error));
  mention = ob_edit_resolve (edit, mention);

  found = ob_suggestions_find_again (fixture->project, mention, fixture->article, fixture->text);
  g_assert_cmpuint (found->len, ==, 1);
  accept (fixture, found, NULL);
  g_assert_cmpuint (count_annotations (fixture), ==, 2);

  back = ob_edit_new (fixture->project, "Take back");
  g_assert_cmpint (ob_suggestions_take_back (back, fixture->project, mention, &error), ==, 1);
  g_assert_true (ob_edit_commit (back, &error));
  g_assert_cmpuint (count_annotations (fixture), ==, 1);
}

static void
test_likely (Fixture *fixture, gconstpointer data)
{
  const char *last = strstr (TEXT, "He denied");
  const char *first = strstr (TEXT, "he added");
  ObSegment at_last = { (guint32) (last - TEXT), (guint32) (last - TEXT) + 2 };
  ObSegment at_first = { (guint32) (first - TEXT), (guint32) (first - TEXT) + 2 };
  g_autoptr (GPtrArray) likely
      = ob_likely_speakers_find (fixture->project, fixture->article, fixture->text, at_last, 3);
  g_autoptr (GPtrArray) earlier
      = ob_likely_speakers_find (fixture->project, fixture->article, fixture->text, at_first, 3);

  g_assert_cmpuint (likely->len, >=, 2);
  g_assert_cmpstr (((ObLikelySpeaker *) g_ptr_array_index (likely, 0))->name, ==, "Putin");
  g_assert_cmpstr (((ObLikelySpeaker *) g_ptr_array_index (likely, 1))->name, ==, "Lavrov");
  g_assert_cmpuint (earlier->len, ==, 1);
  g_assert_cmpstr (((ObLikelySpeaker *) g_ptr_array_index (earlier, 0))->name, ==, "Lavrov");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/suggestions/found", Fixture, NULL, set_up, test_found, tear_down);
  g_test_add ("/suggestions/accept", Fixture, NULL, set_up, test_accept, tear_down);
  g_test_add ("/suggestions/reject", Fixture, NULL, set_up, test_reject, tear_down);
  g_test_add ("/suggestions/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/suggestions/likely", Fixture, NULL, set_up, test_likely, tear_down);

  return g_test_run ();
}
