/* Annotations, links and directory entries: what they hold and that it is freed. */
#include "model/annotation.h"
#include "model/directory.h"

static void
test_annotation (void)
{
  g_autoptr (ObAnnotation) annotation = ob_annotation_new ();

  g_assert_cmpuint (annotation->segments->len, ==, 0);
  g_assert_null (ob_annotation_get_attribute (annotation, "stance"));
  ob_fields_set (annotation->attributes, "kind", ob_value_new_text ("event"));
  ob_fields_set (annotation->attributes, "stance", ob_value_new_text ("denies"));
  annotation->note = g_strdup ("a note");
  annotation->origin = g_strdup ("human");
  g_assert_cmpstr (ob_value_get_text (ob_annotation_get_attribute (annotation, "stance")), ==,
                   "denies");
  g_assert_null (ob_annotation_get_attribute (annotation, "stan"));
}

static void
test_vocabularies (void)
{
  g_assert_cmpstr (ob_speaker_get_kinds ()[0], ==, "person");
  g_assert_cmpstr (ob_speaker_get_reliabilities ()[0], ==, "F");
  g_assert_cmpuint (g_strv_length ((char **) ob_speaker_get_reliabilities ()), ==, 6);
  g_assert_cmpstr (ob_dispute_get_statuses ()[0], ==, "open");
  g_assert_true (g_strv_contains (ob_link_get_types (), "said-by"));
  g_assert_cmpuint (g_strv_length ((char **) ob_link_get_types ()), ==, 8);
}

/* LeakSanitizer says whether all is freed. */
static void
test_free (void)
{
  ObDispute *dispute = g_new0 (ObDispute, 1);
  ObPosition *position = g_new0 (ObPosition, 1);
  ObSpeaker *speaker = g_new0 (ObSpeaker, 1);
  ObArticle *article = g_new0 (ObArticle, 1);
  ObLink *link = g_new0 (ObLink, 1);

  position->text = g_strdup ("almost 90");
  dispute->question = g_strdup ("How many died?");
  dispute->status = g_strdup ("open");
  dispute->positions = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_position_free);
  g_ptr_array_add (dispute->positions, position);
  ob_dispute_free (dispute);
  ob_dispute_free (NULL);

  speaker->name = g_strdup ("Sergei Lavrov");
  speaker->aliases = g_strsplit ("Lavrov,Mr Lavrov", ",", -1);
  ob_speaker_free (speaker);

  article->title = g_strdup ("A title");
  article->file_name = g_strdup ("a.txt");
  ob_article_free (article);

  link->type = g_strdup ("said-by");
  ob_link_free (link);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/directory/annotation", test_annotation);
  g_test_add_func ("/directory/vocabularies", test_vocabularies);
  g_test_add_func ("/directory/free", test_free);
  return g_test_run ();
}
