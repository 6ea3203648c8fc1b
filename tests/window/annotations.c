/* The list of annotations arranged, several annotations filled in at once, links of all types. */
#include "window-fixture.h"

#include "store/edit.h"
#include "store/history.h"
#include "window/annotation-arrangement.h"
#include "window/annotation-model.h"
#include "window/flat-list.h"

#include <string.h>

static const char text[] = "The ferry sank\n\nBy Anna Author\n\n"
                           "The minister said that nobody died. "
                           "Almost 90 people died, a nurse said.\n";

static ObProject *
get_project (WindowFixture *fixture)
{
  return ob_window_get_project (fixture->window);
}

static ObArticleView *
get_view (WindowFixture *fixture)
{
  return ob_workspace_get_view (ob_window_get_workspace (fixture->window));
}

static GtkWidget *
find (WindowFixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = window_fixture_find (GTK_WIDGET (fixture->window), type, name);

  if (widget == NULL)
    g_error ("There is no %s called %s", g_type_name (type), name);

  return widget;
}

static void
open_article (WindowFixture *fixture)
{
  window_fixture_open (fixture);
  window_fixture_create_project (fixture);
  window_fixture_add_article (fixture, text);
}

/* The rows as "[Title] words, words ...". */
static char *
dump (WindowFixture *fixture, const ObArrangement *arrangement)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  ObEntity article = ob_workspace_get_article (ob_window_get_workspace (fixture->window));
  g_autoptr (ObText) words = ob_project_get_text (get_project (fixture), article, NULL);
  guint n_all = 0;
  g_autoptr (GArray) rows = ob_arrangement_list_rows (arrangement, get_project (fixture), article,
                                                      words, titles, &n_all);
  GString *out = g_string_new (NULL);

  g_assert_cmpuint (n_all, ==, 4);
  for (guint i = 0; i < rows->len; i++)
    {
      const ObAnnotationRow *row = &g_array_index (rows, ObAnnotationRow, i);

      if (out->len > 0)
        g_string_append_c (out, ' ');
      if (row->span.annotation == 0)
        g_string_append_printf (out, "[%s %u]", (char *) titles->pdata[row->group], row->n_rows);
      else
        {
          g_autofree char *slice = ob_text_slice (words, row->span.start, row->span.end);

          g_string_append (out, slice);
        }
    }

  return g_string_free (out, FALSE);
}

static void
check (WindowFixture *fixture, ObArrangement arrangement, const char *expected)
{
  g_autofree char *rows = dump (fixture, &arrangement);

  g_assert_cmpstr (rows, ==, expected);
}

static void
set (WindowFixture *fixture, ObEntity annotation, const char *name, const char *value)
{
  g_autoptr (ObEdit) edit = ob_edit_new (get_project (fixture), "Set");
  g_autoptr (GError) error = NULL;

  ob_edit_set_attribute_text (edit, annotation, name, value, TRUE, &error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* Each grouping, order and filter, and several of them together. */
static void
test_arrangement (void)
{
  WindowFixture fixture;
  ObEntity claim, mention, number, nurse, label, speaker, dispute;
  g_autoptr (GError) error = NULL;

  open_article (&fixture);
  number = window_fixture_tag (&fixture, "claim", 68, 77);   /* "Almost 90" */
  claim = window_fixture_tag (&fixture, "claim", 55, 66);    /* "nobody died" */
  mention = window_fixture_tag (&fixture, "speaker", 32, 44); /* "The minister" */
  nurse = window_fixture_tag (&fixture, "speaker", 91, 98);  /* "a nurse" */
  set (&fixture, mention, "speaker", "Minister");
  set (&fixture, number, "dispute", "How many?");
  set (&fixture, claim, "dispute", "How many?");
  {
    g_autoptr (ObEdit) edit = ob_edit_new (get_project (&fixture), "Link");

    ob_edit_link (edit, claim, mention, "said-by", &error);
    ob_edit_commit (edit, &error);
    g_assert_no_error (error);
  }
  label = ob_project_find (get_project (&fixture), OB_KIND_LABEL, "claim", &error);
  speaker = ob_project_find (get_project (&fixture), OB_KIND_SPEAKER, "Minister", &error);
  dispute = ob_project_find (get_project (&fixture), OB_KIND_DISPUTE, "How many?", &error);
  g_assert_no_error (error);
  g_assert_cmpint (nurse, !=, 0);

  check (&fixture, (ObArrangement) { 0 }, "The minister nobody died Almost 90 a nurse");
  check (&fixture, (ObArrangement) { .order = OB_ORDER_NEWEST },
         "a nurse The minister nobody died Almost 90");
  check (&fixture, (ObArrangement) { .order = OB_ORDER_LONGEST },
         "The minister nobody died Almost 90 a nurse");
  check (&fixture, (ObArrangement) { .grouping = OB_GROUP_LABEL },
         "[Claim 2] nobody died Almost 90 [Speaker 2] The minister a nurse");
  check (&fixture, (ObArrangement) { .grouping = OB_GROUP_SPEAKER },
         "[Minister 2] The minister nobody died [No speaker 2] Almost 90 a nurse");
  check (&fixture, (ObArrangement) { .grouping = OB_GROUP_DISPUTE, .order = OB_ORDER_NEWEST },
         "[How many? 2] nobody died Almost 90 [No dispute 2] a nurse The minister");
  check (&fixture, (ObArrangement) { .label = label }, "nobody died Almost 90");
  check (&fixture, (ObArrangement) { .speaker = speaker }, "The minister nobody died");
  check (&fixture, (ObArrangement) { .speaker = OB_NOBODY }, "Almost 90 a nurse");
  check (&fixture, (ObArrangement) { .dispute = dispute }, "nobody died Almost 90");
  check (&fixture, (ObArrangement) { .annotator = ob_project_get_annotator (get_project (&fixture)) },
         "The minister nobody died Almost 90 a nurse");
  check (&fixture, (ObArrangement) { .words = (char *) "ALMOST" }, "Almost 90");
  check (&fixture, (ObArrangement) { .words = (char *) "almost 900" }, "");
  check (&fixture,
         (ObArrangement) { .grouping = OB_GROUP_LABEL, .speaker = speaker, .words = (char *) "o" },
         "[Claim 1] nobody died");
  window_fixture_close (&fixture);
}

static guint
count_steps (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) steps = ob_project_list_steps (get_project (fixture), 0);

  return steps->len;
}

static char *
dup_speaker (WindowFixture *fixture, ObEntity annotation)
{
  ObEntity speaker = ob_project_get_effective_speaker (get_project (fixture), annotation);

  return speaker != 0 ? ob_project_dup_label_of (get_project (fixture), speaker) : g_strdup ("");
}

/* Two rows of the list: what is typed is for both, one undo takes it from both. */
static void
test_several (void)
{
  WindowFixture fixture;
  GtkWidget *list, *entry;
  ObEntity first, second;
  g_autofree char *one = NULL, *two = NULL, *undo = NULL, *labels = NULL;
  g_autoptr (GError) error = NULL;
  guint n_steps;

  open_article (&fixture);
  first = window_fixture_tag (&fixture, "claim", 55, 66);
  second = window_fixture_tag (&fixture, "quote", 68, 77);
  window_fixture_settle ();
  set (&fixture, first, "speaker", "Nurse");
  window_fixture_settle ();

  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations");
  gtk_tree_selection_select_all (gtk_tree_view_get_selection (GTK_TREE_VIEW (list)));
  window_fixture_settle ();
  labels = window_fixture_dup_labels (GTK_WIDGET (fixture.window));
  g_assert_nonnull (strstr (labels, "2 annotations"));

  /* They do not agree yet; what both labels have can be filled in. */
  entry = find (&fixture, GTK_TYPE_ENTRY, "Speaker");
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "");
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), ==, "Several values");
  g_assert_null (window_fixture_find (GTK_WIDGET (fixture.window), GTK_TYPE_ENTRY, "Dispute"));
  n_steps = count_steps (&fixture);
  gtk_widget_grab_focus (entry);
  gtk_entry_set_text (GTK_ENTRY (entry), "Minister");
  g_signal_emit_by_name (entry, "activate");
  window_fixture_settle ();
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps + 1);
  one = dup_speaker (&fixture, first);
  two = dup_speaker (&fixture, second);
  g_assert_cmpstr (one, ==, "Minister");
  g_assert_cmpstr (two, ==, "Minister");
  undo = ob_project_dup_undo_name (get_project (&fixture));
  g_assert_cmpstr (undo, ==, "Set Speaker to “Minister” (2 annotations)");

  /* They are still meant together, and agree now. */
  {
    g_autoptr (GArray) rows = ob_flat_list_list_selected (list);

    g_assert_cmpuint (rows->len, ==, 2);
  }
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (find (&fixture, GTK_TYPE_ENTRY, "Speaker"))), ==,
                   "Minister");

  g_assert_true (ob_project_undo (get_project (&fixture), NULL, &error));
  window_fixture_settle ();
  g_clear_pointer (&one, g_free);
  g_clear_pointer (&two, g_free);
  one = dup_speaker (&fixture, first);
  two = dup_speaker (&fixture, second);
  g_assert_cmpstr (one, ==, "Nurse");
  g_assert_cmpstr (two, ==, "");

  /* Going to one annotation means that one alone. */
  ob_article_view_select (get_view (&fixture), 0, 0);
  ob_article_view_set_current (get_view (&fixture), second, TRUE);
  window_fixture_settle ();
  {
    g_autoptr (GArray) rows = ob_flat_list_list_selected (list);

    g_assert_cmpuint (rows->len, ==, 1);
  }
  window_fixture_close (&fixture);
}

/* A selection in the text, and Return. */
static void
test_several_in_text (void)
{
  WindowFixture fixture;
  g_autofree char *labels = NULL;

  open_article (&fixture);
  window_fixture_tag (&fixture, "claim", 55, 66);
  window_fixture_tag (&fixture, "figure", 68, 77);
  ob_article_view_select (get_view (&fixture), 50, 90);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (&fixture)));
  window_fixture_settle ();
  window_fixture_key (&fixture, GDK_KEY_Return, 0);
  window_fixture_settle ();
  labels = window_fixture_dup_labels (GTK_WIDGET (fixture.window));
  g_assert_nonnull (strstr (labels, "2 annotations"));
  window_fixture_close (&fixture);
}

/* The words that are looked for leave only their rows in the list; all come back. */
static void
test_words (void)
{
  WindowFixture fixture;
  GtkWidget *list, *entry;

  open_article (&fixture);
  window_fixture_tag (&fixture, "claim", 55, 66);
  window_fixture_tag (&fixture, "figure", 68, 77);
  window_fixture_settle ();
  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations");
  entry = find (&fixture, GTK_TYPE_ENTRY, "Filter annotations");
  gtk_entry_set_text (GTK_ENTRY (entry), "nobody");
  g_signal_emit_by_name (entry, "search-changed");
  window_fixture_settle ();
  g_assert_cmpint (gtk_tree_model_iter_n_children (gtk_tree_view_get_model (GTK_TREE_VIEW (list)),
                                                   NULL), ==, 1);

  /* What is tagged meanwhile and does not have the words stays out. */
  window_fixture_tag (&fixture, "note", 36, 44);
  window_fixture_settle ();
  g_assert_cmpint (gtk_tree_model_iter_n_children (gtk_tree_view_get_model (GTK_TREE_VIEW (list)),
                                                   NULL), ==, 1);
  gtk_entry_set_text (GTK_ENTRY (entry), "");
  g_signal_emit_by_name (entry, "search-changed");
  window_fixture_settle ();
  g_assert_cmpint (gtk_tree_model_iter_n_children (gtk_tree_view_get_model (GTK_TREE_VIEW (list)),
                                                   NULL), ==, 3);
  window_fixture_close (&fixture);
}

static void
choose (WindowFixture *fixture, const char *name, const char *title)
{
  GtkWidget *button = find (fixture, GTK_TYPE_MENU_BUTTON, "Arrange annotations");
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  GtkComboBox *box = GTK_COMBO_BOX (window_fixture_find (popover, GTK_TYPE_COMBO_BOX, name));
  GtkTreeModel *model = gtk_combo_box_get_model (box);
  GtkTreeIter iter;

  for (gboolean is = gtk_tree_model_get_iter_first (model, &iter); is;
       is = gtk_tree_model_iter_next (model, &iter))
    {
      g_autofree char *here = NULL;

      gtk_tree_model_get (model, &iter, gtk_combo_box_get_entry_text_column (box) >= 0
                                          ? gtk_combo_box_get_entry_text_column (box) : 0, &here, -1);
      if (g_strcmp0 (here, title) == 0)
        {
          gtk_combo_box_set_active_iter (box, &iter);
          window_fixture_settle ();
          return;
        }
    }
  g_error ("%s does not offer %s", name, title);
}

/* The quotations and headings that the list shows, joined by " | ". */
static void
check_list (WindowFixture *fixture, const char *expected)
{
  GtkTreeModel *model
    = gtk_tree_view_get_model (GTK_TREE_VIEW (find (fixture, GTK_TYPE_TREE_VIEW, "Annotations")));
  g_autoptr (GString) rows = g_string_new (NULL);
  GtkTreeIter iter;

  for (gboolean is = gtk_tree_model_get_iter_first (model, &iter); is;
       is = gtk_tree_model_iter_next (model, &iter))
    {
      g_autofree char *quote = NULL;

      gtk_tree_model_get (model, &iter, OB_ANNOTATION_COLUMN_QUOTE, &quote, -1);
      g_string_append_printf (rows, "%s%s", rows->len > 0 ? " | " : "", quote);
    }
  g_assert_cmpstr (rows->str, ==, expected);
}

/* The popover above the list groups, orders and leaves out; Show All brings all back, grouped as before. */
static void
test_popover (void)
{
  WindowFixture fixture;
  ObEntity claim, figure;

  open_article (&fixture);
  claim = window_fixture_tag (&fixture, "claim", 55, 66);
  figure = window_fixture_tag (&fixture, "figure", 68, 77);
  window_fixture_tag (&fixture, "speaker", 32, 44);
  set (&fixture, claim, "speaker", "Minister");
  set (&fixture, figure, "dispute", "How many?");
  window_fixture_settle ();
  gtk_button_clicked (GTK_BUTTON (find (&fixture, GTK_TYPE_MENU_BUTTON, "Arrange annotations")));
  window_fixture_settle ();

  choose (&fixture, "Group by", "Label");
  check_list (&fixture, "Claim | nobody died | Speaker | The minister | Figure | Almost 90");
  choose (&fixture, "Group by", "Nothing");
  choose (&fixture, "Order", "Newest first");
  check_list (&fixture, "The minister | Almost 90 | nobody died");
  choose (&fixture, "Label", "Figure");
  check_list (&fixture, "Almost 90");
  choose (&fixture, "Label", "Any");
  choose (&fixture, "Speaker", "Minister");
  check_list (&fixture, "nobody died");
  choose (&fixture, "Speaker", "Anyone");
  choose (&fixture, "Dispute", "How many?");
  check_list (&fixture, "Almost 90");
  gtk_button_clicked (GTK_BUTTON (find (&fixture, GTK_TYPE_BUTTON, "Show All")));
  window_fixture_settle ();
  check_list (&fixture, "The minister | Almost 90 | nobody died");

  /* What is current in the text is selected in the list, and the other way round. */
  ob_article_view_set_current (get_view (&fixture), claim, TRUE);
  window_fixture_settle ();
  g_assert_cmpint (ob_flat_list_get_selected (find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations")), ==, 2);
  ob_flat_list_select (find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations"), 1);
  window_fixture_settle ();
  g_assert_cmpint (ob_article_view_get_current (get_view (&fixture)), ==, figure);
  window_fixture_close (&fixture);
}

/* By key: a claim contradicts another; the same keys take the link away. */
static void
test_link_types (void)
{
  WindowFixture fixture;
  ObEntity first, second;

  open_article (&fixture);
  second = window_fixture_tag (&fixture, "claim", 68, 77);
  first = window_fixture_tag (&fixture, "claim", 55, 66);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (&fixture)));
  ob_article_view_set_current (get_view (&fixture), first, TRUE);
  window_fixture_settle ();

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GPtrArray) links = NULL;

      /* No speaker is tagged: the next type that leads somewhere is offered, and others on T. */
      window_fixture_key (&fixture, GDK_KEY_l, 0);
      for (guint i = 0; i < 10; i++)
        {
          g_autofree char *hint = NULL;

          g_object_get (get_view (&fixture), "hint", &hint, NULL);
          g_assert_nonnull (hint);
          if (round == 0 && g_str_has_prefix (hint, "Contradicts"))
            break;
          if (round == 1 && g_str_has_prefix (hint, "Linked"))
            break;
          window_fixture_key (&fixture, GDK_KEY_t, 0);
        }
      window_fixture_key (&fixture, GDK_KEY_Return, 0);
      links = ob_project_list_links (get_project (&fixture), first, 0);
      g_assert_cmpuint (links->len, ==, round == 0 ? 1 : 0);
      if (round == 0)
        {
          g_assert_cmpstr (((ObLink *) links->pdata[0])->type, ==, "contradicts");
          g_assert_cmpint (((ObLink *) links->pdata[0])->to, ==, second);
        }
    }
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/annotations/arrangement", test_arrangement);
  g_test_add_func ("/annotations/several", test_several);
  g_test_add_func ("/annotations/several-in-text", test_several_in_text);
  g_test_add_func ("/annotations/words", test_words);
  g_test_add_func ("/annotations/popover", test_popover);
  g_test_add_func ("/annotations/link-types", test_link_types);
  return g_test_run ();
}
