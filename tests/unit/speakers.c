/* Speakers: what they said, and two of them made one, or one two. */
#include <string.h>

#include "analysis/same-speakers.h"
#include "analysis/speaker-page.h"
#include "news.h"
#include "store/history.h"
#include "store/searches.h"
#include "store/speakers.h"

static void
commit (ObEdit *edit)
{
  g_autoptr (GError) error = NULL;

  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
test_page (void)
{
  static const char *const positions[] = { "yes", NULL };
  News news;
  ObEntity later, earlier, mention, quotation, cue;
  g_autoptr (ObSpeakerPage) page = NULL;

  news_set_up (&news);
  news_add_dispute (&news, "Was it?", positions);
  later = news_add_article (&news, "Two", "B", "2017-05-01", "He claimed it was. It was not.");
  earlier = news_add_article (&news, "One", "A", "2017-04-01", "Ames said yes.");
  mention = news_annotate (&news, later, "speaker", "He", "speaker=Ames");
  quotation = news_annotate (&news, later, "quote", "it was", "mode=indirect");
  cue = news_annotate (&news, later, "note", "claimed", NULL);
  news_link (&news, quotation, mention, "said-by");
  news_link (&news, quotation, cue, "cue");
  news_annotate (&news, earlier, "claim", "yes", "speaker=Ames;dispute=Was it?;position=yes");
  news_annotate (&news, later, "claim", "It was not", "speaker=Other");

  g_assert_null (ob_speaker_page_new (news.project, later));
  page = ob_speaker_page_new (news.project, news_find (&news, OB_KIND_SPEAKER, "Ames"));
  g_assert_nonnull (page);
  g_assert_cmpuint (page->sayings->len, ==, 2);
  g_assert_cmpuint (page->n_mentions, ==, 1);
  g_assert_cmpuint (page->n_articles, ==, 2);
  g_assert_cmpuint (page->disputes->len, ==, 1);
  g_assert_cmpuint (g_array_index (page->sayings, ObSaying, 0).stance, ==, OB_STANCE_ASSERTS);
  g_assert_cmpstr (g_array_index (page->sayings, ObSaying, 0).article->title, ==, "One");
  g_assert_cmpstr (g_array_index (page->sayings, ObSaying, 1).mode, ==, "indirect");
  g_assert_cmpuint (page->cues->len, ==, 1);
  g_assert_cmpstr (((ObUse *) page->cues->pdata[0])->words, ==, "claimed");
  news_tear_down (&news);
}

static void
test_merge (void)
{
  News news;
  ObEntity article, claim, mention, from, into;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  news_set_up (&news);
  article = news_add_article (&news, "One", NULL, NULL, "The US said. Washington did.");
  claim = news_annotate (&news, article, "claim", "said", "speaker=US");
  mention = news_annotate (&news, article, "speaker", "Washington", "speaker=United States");
  from = news_find (&news, OB_KIND_SPEAKER, "US");
  into = news_find (&news, OB_KIND_SPEAKER, "United States");

  edit = ob_edit_new (news.project, "Merge speakers");
  g_assert_false (ob_edit_merge_speakers (edit, into, into, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (ob_edit_merge_speakers (edit, from, into, &error));
  commit (edit);
  g_assert_cmpint (ob_project_get_effective_speaker (news.project, claim), ==, into);
  g_assert_cmpint (ob_project_get_effective_speaker (news.project, mention), ==, into);
  g_assert_cmpint (news_find (&news, OB_KIND_SPEAKER, "US"), ==, into);
  g_assert_cmpint (ob_project_get_kind (news.project, from), ==, OB_KIND_NONE);

  g_assert_true (ob_project_undo (news.project, NULL, &error));
  g_assert_cmpint (ob_project_get_effective_speaker (news.project, claim), ==, from);
  g_assert_cmpint (news_find (&news, OB_KIND_SPEAKER, "US"), ==, from);
  news_tear_down (&news);
}

static void
test_split (void)
{
  News news;
  ObEntity article, mention, claim, other, both, made;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (ObEdit) alias = NULL;
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  g_autoptr (GError) error = NULL;

  news_set_up (&news);
  article = news_add_article (&news, "One", NULL, NULL, "The Kremlin denies. Russia agreed.");
  mention = news_annotate (&news, article, "speaker", "The Kremlin", "speaker=Russia");
  claim = news_annotate (&news, article, "claim", "denies", NULL);
  other = news_annotate (&news, article, "claim", "agreed", "speaker=Russia");
  news_link (&news, claim, mention, "said-by");
  both = news_find (&news, OB_KIND_SPEAKER, "Russia");
  alias = ob_edit_new (news.project, "Alias");
  ob_edit_set_alias (alias, both, "Kremlin", TRUE, NULL);
  commit (alias);

  g_array_append_val (moved, claim);
  edit = ob_edit_new (news.project, "Split speaker");
  made = ob_edit_split_speaker (edit, both, "Kremlin", moved, &error);
  g_assert_no_error (error);
  commit (edit);
  made = ob_edit_resolve (edit, made);
  g_assert_cmpint (ob_project_get_effective_speaker (news.project, claim), ==, made);
  g_assert_cmpint (ob_project_get_effective_speaker (news.project, mention), ==, made);
  g_assert_cmpint (ob_project_get_effective_speaker (news.project, other), ==, both);
  g_assert_cmpint (news_find (&news, OB_KIND_SPEAKER, "Kremlin"), ==, made);
  g_assert_true (ob_project_undo (news.project, NULL, &error));
  g_assert_cmpint (news_find (&news, OB_KIND_SPEAKER, "Kremlin"), ==, both);
  news_tear_down (&news);
}

static void
test_distinct (void)
{
  News news;
  ObEntity article, a, b;
  g_autoptr (ObEdit) edit = NULL;

  news_set_up (&news);
  article = news_add_article (&news, "One", NULL, NULL, "Moscow and Russia.");
  news_annotate (&news, article, "speaker", "Moscow", "speaker=Moscow");
  news_annotate (&news, article, "speaker", "Russia", "speaker=Russia");
  a = news_find (&news, OB_KIND_SPEAKER, "Moscow");
  b = news_find (&news, OB_KIND_SPEAKER, "Russia");
  g_assert_false (ob_project_are_distinct (news.project, a, b));
  edit = ob_edit_new (news.project, "Not the same");
  g_assert_true (ob_edit_set_distinct (edit, a, b, TRUE, NULL));
  commit (edit);
  g_assert_true (ob_project_are_distinct (news.project, a, b));
  g_assert_true (ob_project_are_distinct (news.project, b, a));
  g_assert_true (ob_project_undo (news.project, NULL, NULL));
  g_assert_false (ob_project_are_distinct (news.project, b, a));
  news_tear_down (&news);
}

static void
test_same (void)
{
  News news;
  ObEntity article, a, b;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GPtrArray) same = NULL;

  news_set_up (&news);
  article = news_add_article (&news, "One", NULL, NULL, "The U.S. and the US, and Haley.");
  news_annotate (&news, article, "speaker", "The U.S.", "speaker=U.S.");
  news_annotate (&news, article, "speaker", "the US", "speaker=US");
  news_annotate (&news, article, "speaker", "Haley", "speaker=Haley");
  a = news_find (&news, OB_KIND_SPEAKER, "U.S.");
  b = news_find (&news, OB_KIND_SPEAKER, "US");
  same = ob_same_speakers_find (news.project, b);
  g_assert_cmpuint (same->len, ==, 1);
  g_assert_cmpint (((ObSameSpeaker *) same->pdata[0])->speaker, ==, b);
  g_assert_cmpint (((ObSameSpeaker *) same->pdata[0])->other, ==, a);
  g_assert_cmpstr (((ObSameSpeaker *) same->pdata[0])->because, !=, "");

  /* Who was told apart is not proposed again. */
  edit = ob_edit_new (news.project, "Not the same");
  g_assert_true (ob_edit_set_distinct (edit, a, b, TRUE, NULL));
  commit (edit);
  g_clear_pointer (&same, g_ptr_array_unref);
  same = ob_same_speakers_find (news.project, 0);
  g_assert_cmpuint (same->len, ==, 0);
  news_tear_down (&news);
}

static void
test_searches (void)
{
  News news;
  g_autoptr (GPtrArray) searches = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  news_set_up (&news);
  edit = ob_edit_new (news.project, "Keep smart list");
  g_assert_true (ob_edit_set_search (edit, "Denials", "stance:denies", &error));
  g_assert_true (ob_edit_set_search (edit, "Attacks", "attack*", &error));
  g_assert_false (ob_edit_set_search (edit, " ", "attack*", &error));
  g_clear_error (&error);
  commit (edit);
  searches = ob_project_list_searches (news.project);
  g_assert_cmpuint (searches->len, ==, 2);
  g_assert_cmpstr (((ObSavedSearch *) searches->pdata[0])->name, ==, "Attacks");
  g_assert_cmpstr (((ObSavedSearch *) searches->pdata[1])->query, ==, "stance:denies");
  g_assert_true (ob_project_undo (news.project, NULL, &error));
  g_clear_pointer (&searches, g_ptr_array_unref);
  searches = ob_project_list_searches (news.project);
  g_assert_cmpuint (searches->len, ==, 0);
  news_tear_down (&news);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/speakers/page", test_page);
  g_test_add_func ("/speakers/merge", test_merge);
  g_test_add_func ("/speakers/split", test_split);
  g_test_add_func ("/speakers/distinct", test_distinct);
  g_test_add_func ("/speakers/same", test_same);
  g_test_add_func ("/speakers/searches", test_searches);
  return g_test_run ();
}
