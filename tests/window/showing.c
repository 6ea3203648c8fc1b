/* What the text shows: labels and annotators chosen in the popover, by keys, and remembered. */
#include "window-fixture.h"

#include "store/edit.h"

#include <string.h>

static const char text[] = "The ferry sank\n\nBy Anna Author\n\n"
                           "The minister said that nobody died. "
                           "Almost 90 people died, a nurse said.\n";

typedef struct
{
  WindowFixture window; /* first, so that a probe can find the rest */
  ObEntity me;
  ObEntity ben;
  ObEntity cleo;
  ObEntity of_ben; /* a claim */
} Fixture;

static ObProject *
get_project (Fixture *fixture)
{
  return ob_window_get_project (fixture->window.window);
}

static ObArticleView *
get_view (Fixture *fixture)
{
  return ob_workspace_get_view (ob_window_get_workspace (fixture->window.window));
}

static GtkWidget *
find (Fixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = window_fixture_find (GTK_WIDGET (fixture->window.window), type, name);

  if (widget == NULL)
    g_error ("There is no %s called %s", g_type_name (type), name);

  return widget;
}

static gboolean
is_there (Fixture *fixture, GType type, const char *name)
{
  return window_fixture_find (GTK_WIDGET (fixture->window.window), type, name) != NULL;
}

static gboolean
is_checked (Fixture *fixture, const char *name)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find (fixture, GTK_TYPE_CHECK_BUTTON, name)));
}

static void
click (Fixture *fixture, GType type, const char *name)
{
  gtk_button_clicked (GTK_BUTTON (find (fixture, type, name)));
  window_fixture_settle ();
}

static gboolean
says (Fixture *fixture, const char *words)
{
  g_autofree char *labels = window_fixture_dup_labels (GTK_WIDGET (fixture->window.window));

  return strstr (labels, words) != NULL;
}

static guint
count_shown (Fixture *fixture)
{
  guint n_spans;

  ob_interval_index_get_spans (
    ob_highlights_get_index (ob_article_view_get_highlights (get_view (fixture))), &n_spans);
  return n_spans;
}

static ObEntity
add_annotator (Fixture *fixture, const char *name)
{
  g_autoptr (ObEdit) edit = ob_edit_new (get_project (fixture), "Add annotator");
  g_autoptr (GError) error = NULL;
  ObEntity annotator = ob_edit_add_annotator (edit, name, &error);

  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
  return ob_edit_resolve (edit, annotator);
}

static void
annotate_as (Fixture *fixture, ObEntity annotator)
{
  g_autoptr (GError) error = NULL;

  ob_project_set_annotator (get_project (fixture), annotator, &error);
  g_assert_no_error (error);
}

/* Two claims and a mention of one's own, a claim and a number of Ben's, nothing of Cleo's. */
static void
open_project (Fixture *fixture)
{
  window_fixture_open (&fixture->window);
  window_fixture_create_project (&fixture->window);
  window_fixture_add_article (&fixture->window, text);
  fixture->me = ob_project_get_annotator (get_project (fixture));
  fixture->ben = add_annotator (fixture, "Ben");
  fixture->cleo = add_annotator (fixture, "Cleo");
  window_fixture_tag (&fixture->window, "claim", 55, 66);
  window_fixture_tag (&fixture->window, "claim", 68, 89);
  window_fixture_tag (&fixture->window, "speaker", 32, 44);
  annotate_as (fixture, fixture->ben);
  fixture->of_ben = window_fixture_tag (&fixture->window, "claim", 50, 66);
  window_fixture_tag (&fixture->window, "figure", 68, 77);
  annotate_as (fixture, fixture->me);
  window_fixture_settle ();
  gtk_widget_grab_focus (GTK_WIDGET (get_view (fixture)));
}

static void
close_project (Fixture *fixture)
{
  window_fixture_close (&fixture->window);
}

static gboolean
are_claims_hidden (WindowFixture *window)
{
  return !is_checked ((Fixture *) window, "Claim, 3 annotations");
}

/* Opened by a key; says of each how many there are; checks and buttons do what they say, in the text,
 * the list of annotations and the line at the bottom. */
static void
test_popover (void)
{
  Fixture fixture;

  open_project (&fixture);
  g_assert_true (says (&fixture, "Annotations (5)"));
  window_fixture_key (&fixture.window, GDK_KEY_v, 0);
  window_fixture_settle ();
  g_assert_true (is_checked (&fixture, "Claim, 3 annotations"));
  g_assert_true (is_checked (&fixture, "Figure, 1 annotation"));
  g_assert_true (is_checked (&fixture, "Quotation, 0 annotations"));
  g_assert_true (is_checked (&fixture, "Ben, 2 annotations"));
  g_assert_true (gtk_widget_is_focus (find (&fixture, GTK_TYPE_CHECK_BUTTON, "Claim, 3 annotations")));

  click (&fixture, GTK_TYPE_CHECK_BUTTON, "Ben, 2 annotations");
  g_assert_cmpuint (count_shown (&fixture), ==, 3);
  g_assert_true (says (&fixture, "1 annotator hidden"));
  g_assert_true (says (&fixture, "Annotations (3 of 5)"));
  g_assert_true (is_there (&fixture, GTK_TYPE_MENU_BUTTON, "Choose what is shown: 1 annotator hidden"));

  /* By the keyboard as the focus has it: the first check, that of claims. */
  window_fixture_key (&fixture.window, GDK_KEY_space, 0);
  window_fixture_wait (are_claims_hidden, &fixture.window);
  g_assert_cmpuint (count_shown (&fixture), ==, 1);
  g_assert_true (says (&fixture, "1 label hidden · 1 annotator hidden"));
  g_assert_true (says (&fixture, "Annotations (1 of 5)"));

  click (&fixture, GTK_TYPE_BUTTON, "Show only Ben");
  g_assert_cmpuint (count_shown (&fixture), ==, 1);
  g_assert_true (is_checked (&fixture, "Ben, 2 annotations"));
  g_assert_false (is_checked (&fixture, "Cleo, 0 annotations"));
  click (&fixture, GTK_TYPE_BUTTON, "Show only Figure");
  g_assert_cmpuint (count_shown (&fixture), ==, 1);
  g_assert_true (says (&fixture, "5 labels hidden · 2 annotators hidden"));

  click (&fixture, GTK_TYPE_BUTTON, "Show All");
  g_assert_cmpuint (count_shown (&fixture), ==, 5);
  g_assert_false (says (&fixture, "hidden"));
  g_assert_true (says (&fixture, "Annotations (5)"));
  g_assert_true (is_checked (&fixture, "Claim, 3 annotations"));

  click (&fixture, GTK_TYPE_BUTTON, "Only Mine");
  g_assert_cmpuint (count_shown (&fixture), ==, 3);

  /* A glance at the bare text leaves the list as it is. */
  click (&fixture, GTK_TYPE_CHECK_BUTTON, "Hide all for a while");
  g_assert_cmpuint (count_shown (&fixture), ==, 0);
  g_assert_true (says (&fixture, "Annotations hidden"));
  g_assert_true (says (&fixture, "Annotations (3 of 5)"));
  click (&fixture, GTK_TYPE_CHECK_BUTTON, "Hide all for a while");

  window_fixture_key (&fixture.window, GDK_KEY_Escape, 0);
  window_fixture_settle ();
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (get_view (&fixture))));
  close_project (&fixture);
}

/* Several annotators, by the actions that menus and keys have; the copy of the project remembers. */
static void
test_remembered (void)
{
  Fixture fixture;
  GActionGroup *actions;
  g_autofree char *ben = NULL, *cleo = NULL;
  g_autoptr (ObProject) project = NULL;
  ObEntity article;

  open_project (&fixture);
  project = g_object_ref (get_project (&fixture));
  actions = ob_article_view_get_actions (get_view (&fixture));
  article = ob_workspace_get_article (ob_window_get_workspace (fixture.window.window));
  ben = ob_project_dup_id (project, fixture.ben);
  cleo = ob_project_dup_id (project, fixture.cleo);

  g_action_group_activate_action (actions, "show-only-annotator", g_variant_new_string (ben));
  g_action_group_activate_action (actions, "toggle-annotator", g_variant_new_string (cleo));
  g_assert_cmpuint (count_shown (&fixture), ==, 2);
  g_assert_cmpuint (ob_article_view_get_n_hidden_annotators (get_view (&fixture)), ==, 1);

  ob_article_view_set_article (get_view (&fixture), NULL, 0);
  g_assert_cmpuint (ob_article_view_get_n_hidden_annotators (get_view (&fixture)), ==, 0);
  ob_article_view_set_article (get_view (&fixture), project, article);
  g_assert_cmpuint (count_shown (&fixture), ==, 2);
  g_assert_false (ob_article_view_shows_annotator (get_view (&fixture), fixture.me));

  /* Who comes later is hidden as all but the two are, and not when all but Ben are shown. */
  add_annotator (&fixture, "Dora");
  g_assert_cmpuint (ob_article_view_get_n_hidden_annotators (get_view (&fixture)), ==, 2);
  window_fixture_key (&fixture.window, GDK_KEY_H, GDK_SHIFT_MASK);
  g_action_group_activate_action (actions, "toggle-annotator", g_variant_new_string (ben));
  add_annotator (&fixture, "Eve");
  g_assert_cmpuint (ob_article_view_get_n_hidden_annotators (get_view (&fixture)), ==, 1);
  g_assert_cmpuint (count_shown (&fixture), ==, 3);

  /* The key shows one's own alone, and everybody's again. */
  window_fixture_key (&fixture.window, GDK_KEY_m, 0);
  g_assert_cmpuint (ob_article_view_get_n_hidden_annotators (get_view (&fixture)), ==, 4);
  window_fixture_key (&fixture.window, GDK_KEY_m, 0);
  g_assert_cmpuint (ob_article_view_get_n_hidden_annotators (get_view (&fixture)), ==, 0);
  g_assert_cmpuint (count_shown (&fixture), ==, 5);
  close_project (&fixture);
}

/* What is made, and what is gone to, is seen. */
static void
test_uncovered (void)
{
  Fixture fixture;
  GActionGroup *actions;
  g_autofree char *ben = NULL;

  open_project (&fixture);
  actions = ob_article_view_get_actions (get_view (&fixture));
  ben = ob_project_dup_id (get_project (&fixture), fixture.ben);
  g_action_group_activate_action (actions, "show-only-annotator", g_variant_new_string (ben));
  window_fixture_tag (&fixture.window, "note", 91, 98);
  g_assert_cmpuint (count_shown (&fixture), ==, 6);

  window_fixture_key (&fixture.window, GDK_KEY_m, 0);
  g_action_group_activate_action (actions, "toggle-label", g_variant_new_string ("claim"));
  g_assert_cmpuint (count_shown (&fixture), ==, 2);
  ob_article_view_set_current (get_view (&fixture), fixture.of_ben, TRUE);
  g_assert_true (ob_article_view_shows_annotator (get_view (&fixture), fixture.ben));
  g_assert_false (ob_article_view_shows_annotator (get_view (&fixture), fixture.cleo));
  g_assert_cmpuint (ob_article_view_get_hidden (get_view (&fixture))->len, ==, 0);
  g_assert_cmpuint (count_shown (&fixture), ==, 6);

  g_action_group_activate_action (actions, "toggle-annotator", g_variant_new_string ("nobody"));
  window_fixture_settle ();
  g_assert_true (says (&fixture, "The project has no such annotator."));
  close_project (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/showing/popover", test_popover);
  g_test_add_func ("/showing/remembered", test_remembered);
  g_test_add_func ("/showing/uncovered", test_uncovered);
  return g_test_run ();
}
