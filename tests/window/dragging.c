/* Annotations dropped on a dispute, a speaker, another annotation; and the same by keys. */
#include "window-fixture.h"

#include "editor/annotation-drag.h"
#include "store/edit.h"
#include "store/history.h"
#include "window/filing.h"
#include "window/flat-list.h"

#include <string.h>

/*                            0                 18          30                 49   53            */
static const char text[] = "The ferry sank\n\nThe minister said that nobody died. Almost 90 died.\n";

typedef struct
{
  WindowFixture window;
  ObProject *project;
  ObEntity claim, mention, number;
  ObEntity speaker, dispute, position;
} Fixture;

/* What a widget answers to "drag-data-get", by way of a clipboard, which makes the data. */
typedef struct
{
  GtkWidget *source;
  GdkDragContext *context;
  ObProject *project;
  const GArray *annotations;
} Offer;

static guint32
at (const char *words)
{
  return (guint32) g_utf8_pointer_to_offset (text, strstr (text, words));
}

static ObEntity
tag (Fixture *fixture, const char *label, const char *words)
{
  return window_fixture_tag (&fixture->window, label, at (words),
                             at (words) + (guint32) g_utf8_strlen (words, -1));
}

static void
open_fixture (Fixture *fixture)
{
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  window_fixture_open (&fixture->window);
  window_fixture_create_project (&fixture->window);
  window_fixture_add_article (&fixture->window, text);
  fixture->project = ob_window_get_project (fixture->window.window);
  fixture->mention = tag (fixture, "speaker", "The minister");
  fixture->claim = tag (fixture, "claim", "nobody died");
  fixture->number = tag (fixture, "claim", "Almost 90 died");
  edit = ob_edit_new (fixture->project, "Prepare");
  fixture->speaker = ob_edit_add_speaker (edit, "Minister", &error);
  fixture->dispute = ob_edit_add_dispute (edit, "How many died?", &error);
  fixture->position = ob_edit_add_position (edit, fixture->dispute, "nobody", &error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
  fixture->speaker = ob_edit_resolve (edit, fixture->speaker);
  fixture->dispute = ob_edit_resolve (edit, fixture->dispute);
  fixture->position = ob_edit_resolve (edit, fixture->position);
  window_fixture_settle ();
}

static GtkWidget *
find (Fixture *fixture, GType type, const char *name)
{
  GtkWidget *widget
    = window_fixture_find (GTK_WIDGET (fixture->window.window), type, name);

  if (widget == NULL)
    g_error ("There is no %s called %s", g_type_name (type), name);
  return widget;
}

static ObArticleView *
get_view (Fixture *fixture)
{
  return ob_workspace_get_view (ob_window_get_workspace (fixture->window.window));
}

static void
give_cb (GtkClipboard *clipboard, GtkSelectionData *data, guint info, gpointer user_data)
{
  Offer *offer = user_data;

  if (offer->source != NULL)
    g_signal_emit_by_name (offer->source, "drag-data-get", offer->context, data, 0, 0);
  else
    ob_annotation_drag_set_data (data, offer->project, offer->annotations);
}

/* Drags what @offer gives over (x, y) of @target, and lets it fall there.  TRUE: it would be taken. */
static gboolean
drop (GtkWidget *target, int x, int y, Offer *offer)
{
  GtkClipboard *clipboard = gtk_clipboard_get (gdk_atom_intern_static_string ("OBELUS_TEST"));
  GList *targets = g_list_append (NULL, gdk_atom_intern_static_string (OB_ANNOTATION_TARGET));
  g_autoptr (GdkDragContext) context = gdk_drag_begin (gtk_widget_get_window (target), targets);
  GtkSelectionData *data;
  gboolean handled = FALSE;

  offer->context = context;
  g_assert_true (
    gtk_clipboard_set_with_data (clipboard, &ob_annotation_drag_target, 1, give_cb, NULL, offer));
  data = gtk_clipboard_wait_for_contents (clipboard, g_list_first (targets)->data);
  g_assert_nonnull (data);
  g_signal_emit_by_name (target, "drag-motion", context, x, y, 0, &handled);
  handled = handled && gdk_drag_context_get_selected_action (context) == GDK_ACTION_LINK;
  g_signal_emit_by_name (target, "drag-leave", context, 0);
  g_signal_emit_by_name (target, "drag-data-received", context, x, y, data, 0, 0);
  window_fixture_settle ();
  gtk_selection_data_free (data);
  gtk_clipboard_clear (clipboard);
  g_list_free (targets);

  return handled;
}

static void
drop_annotation (Fixture *fixture, GtkWidget *target, int x, int y, ObEntity annotation)
{
  g_autoptr (GArray) annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  g_array_append_val (annotations, annotation);
  drop (target, x, y, &(Offer) { .project = fixture->project, .annotations = annotations });
}

static void
check_undo_name (Fixture *fixture, const char *expected)
{
  g_autofree char *name = ob_project_dup_undo_name (fixture->project);

  g_assert_cmpstr (name, ==, expected);
}

static ObEntity
get_value (Fixture *fixture, ObEntity entity, const char *attribute)
{
  g_autoptr (ObAnnotation) annotation = ob_project_get_annotation (fixture->project, entity);

  return ob_value_get_entity (ob_annotation_get_attribute (annotation, attribute));
}

static void
undo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  ob_project_undo (fixture->project, NULL, &error);
  g_assert_no_error (error);
  window_fixture_settle ();
}

/* The middle of a row of a list, in the widget's coordinates. */
static void
get_row_place (GtkWidget *list, int row, int *x, int *y)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (row, -1);
  GdkRectangle area;

  gtk_tree_view_get_cell_area (GTK_TREE_VIEW (list), path, NULL, &area);
  gtk_tree_view_convert_bin_window_to_widget_coords (GTK_TREE_VIEW (list), 20,
                                                     area.y + area.height / 2, x, y);
}

/* The place of words in the view. */
static void
get_word_place (ObArticleView *view, const char *words, int *x, int *y)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter iter;
  GdkRectangle place;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) at (words) + 2);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (view), &iter, &place);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (view), GTK_TEXT_WINDOW_WIDGET, place.x + 1,
                                         place.y + place.height / 2, x, y);
}

static gboolean
has_rows (WindowFixture *fixture)
{
  GtkWidget *list
    = window_fixture_find (GTK_WIDGET (fixture->window), GTK_TYPE_TREE_VIEW, "Speakers");

  return list != NULL
         && gtk_tree_model_iter_n_children (gtk_tree_view_get_model (GTK_TREE_VIEW (list)), NULL) > 0;
}

static void
test_onto_speaker (void)
{
  Fixture fixture;
  GtkWidget *list;
  int x, y;

  open_fixture (&fixture);
  ob_window_show_page (fixture.window.window, "disputes");
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (find (&fixture, GTK_TYPE_RADIO_BUTTON, "Speakers")), TRUE);
  window_fixture_wait (has_rows, &fixture.window);
  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Speakers");
  get_row_place (list, 0, &x, &y);
  drop_annotation (&fixture, list, x, y, fixture.claim);
  g_assert_cmpint (get_value (&fixture, fixture.claim, "speaker"), ==, fixture.speaker);
  check_undo_name (&fixture, "Set Speaker to “Minister”");
  undo (&fixture);
  g_assert_cmpint (get_value (&fixture, fixture.claim, "speaker"), ==, 0);

  /* Below the last row there is no speaker. */
  check_undo_name (&fixture, "Prepare");
  drop_annotation (&fixture, list, x, gtk_widget_get_allocated_height (list) - 2, fixture.claim);
  check_undo_name (&fixture, "Prepare");
  window_fixture_close (&fixture.window);
}

static GtkWidget *
find_dispute (Fixture *fixture)
{
  return window_fixture_find (GTK_WIDGET (fixture->window.window), GTK_TYPE_LIST_BOX_ROW,
                              "How many died?");
}

static gboolean
has_board (WindowFixture *fixture)
{
  return window_fixture_find (GTK_WIDGET (fixture->window), GTK_TYPE_LIST_BOX_ROW, "How many died?")
         != NULL;
}

static void
test_onto_dispute (void)
{
  Fixture fixture;
  ObEntity other, note;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  g_autoptr (GError) error = NULL;

  open_fixture (&fixture);
  note = tag (&fixture, "note", "sank");
  edit = ob_edit_new (fixture.project, "Other");
  other = ob_edit_add_dispute (edit, "Whose ferry?", NULL);
  g_assert_true (ob_edit_commit (edit, NULL));
  other = ob_edit_resolve (edit, other);

  ob_window_show_page (fixture.window.window, "disputes");
  window_fixture_wait (has_board, &fixture.window);
  drop_annotation (&fixture, find_dispute (&fixture), 5, 5, fixture.claim);
  g_assert_cmpint (get_value (&fixture, fixture.claim, "dispute"), ==, fixture.dispute);
  check_undo_name (&fixture, "Set Dispute to “How many died?”");

  /* Several at once are one step, onto a position too; another dispute takes the position away. */
  g_array_append_val (claims, fixture.claim);
  g_array_append_val (claims, fixture.number);
  g_assert_true (ob_filing_put_and_tell (GTK_WIDGET (fixture.window.window), fixture.project, claims,
                                         fixture.position));
  check_undo_name (&fixture, "Set Position to “nobody” (2 annotations)");
  g_assert_cmpint (get_value (&fixture, fixture.number, "position"), ==, fixture.position);
  g_assert_cmpint (get_value (&fixture, fixture.number, "dispute"), ==, fixture.dispute);
  g_assert_true (ob_filing_put_and_tell (GTK_WIDGET (fixture.window.window), fixture.project, claims,
                                         other));
  g_assert_cmpint (get_value (&fixture, fixture.claim, "position"), ==, 0);
  g_assert_cmpint (get_value (&fixture, fixture.number, "dispute"), ==, other);

  /* A label without a dispute is refused, and with it all that is dropped together. */
  g_array_append_val (claims, note);
  g_assert_null (ob_filing_put (fixture.project, claims, fixture.dispute, &error));
  g_assert_nonnull (strstr (error->message, "“Note”"));
  g_assert_cmpint (get_value (&fixture, fixture.claim, "dispute"), ==, other);
  window_fixture_close (&fixture.window);
}

static char *
dump_links (Fixture *fixture, ObEntity from)
{
  g_autoptr (GPtrArray) links = ob_project_list_links (fixture->project, from, 0);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);

      g_string_append_printf (out, "%s %s\n", link->type,
                              link->to == fixture->mention  ? "mention"
                              : link->to == fixture->number ? "number"
                                                            : "?");
    }

  return g_string_free (out, FALSE);
}

static void
check_links (Fixture *fixture, const char *expected)
{
  g_autofree char *links = dump_links (fixture, fixture->claim);

  g_assert_cmpstr (links, ==, expected);
}

static void
choose_type (Fixture *fixture, const char *title)
{
  gtk_button_clicked (GTK_BUTTON (find (fixture, GTK_TYPE_MODEL_BUTTON, title)));
  window_fixture_settle ();
}

static gboolean
is_asked (Fixture *fixture)
{
  return window_fixture_find (GTK_WIDGET (fixture->window.window), GTK_TYPE_MODEL_BUTTON,
                              "Contradicts")
         != NULL;
}

/* From the list onto words of the text; a mention either way round; a statement asks how. */
static void
test_onto_words (void)
{
  Fixture fixture;
  GtkWidget *list, *view;
  int x, y;

  open_fixture (&fixture);
  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations");
  view = GTK_WIDGET (get_view (&fixture));
  ob_article_view_set_current (OB_ARTICLE_VIEW (view), fixture.claim, TRUE);
  window_fixture_settle ();
  get_word_place (OB_ARTICLE_VIEW (view), "The minister", &x, &y);
  g_assert_true (drop (view, x, y, &(Offer) { .source = list }));
  check_links (&fixture, "said-by mention\n");
  check_undo_name (&fixture, "Link “nobody died” to “The minister”");
  undo (&fixture);
  check_links (&fixture, "");

  get_word_place (OB_ARTICLE_VIEW (view), "nobody died", &x, &y);
  drop_annotation (&fixture, view, x, y, fixture.mention);
  check_links (&fixture, "said-by mention\n");

  get_word_place (OB_ARTICLE_VIEW (view), "Almost 90", &x, &y);
  drop_annotation (&fixture, view, x, y, fixture.claim);
  choose_type (&fixture, "Contradicts");
  check_links (&fixture, "said-by mention\ncontradicts number\n");
  g_assert_false (is_asked (&fixture));

  /* Nothing is there, or the annotation itself. */
  get_word_place (OB_ARTICLE_VIEW (view), "ferry", &x, &y);
  drop_annotation (&fixture, view, x, y, fixture.claim);
  get_word_place (OB_ARTICLE_VIEW (view), "nobody", &x, &y);
  drop_annotation (&fixture, view, x, y, fixture.claim);
  g_assert_false (is_asked (&fixture));
  check_links (&fixture, "said-by mention\ncontradicts number\n");
  window_fixture_close (&fixture.window);
}

/* From the text, or a list, onto a row of the list of annotations. */
static void
test_onto_row (void)
{
  Fixture fixture;
  GtkWidget *list;
  int x, y;

  open_fixture (&fixture);
  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations");
  get_row_place (list, 0, &x, &y);
  drop_annotation (&fixture, list, x, y, fixture.claim);
  check_links (&fixture, "said-by mention\n");
  window_fixture_close (&fixture.window);
}

/* What another window's project has is not taken for one's own. */
static void
test_stranger (void)
{
  Fixture fixture;
  GtkWidget *list;
  g_autoptr (GArray) annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  int x, y;

  open_fixture (&fixture);
  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations");
  get_row_place (list, 0, &x, &y);
  g_array_append_val (annotations, fixture.claim);
  drop (list, x, y,
        &(Offer) { .project = (ObProject *) fixture.window.window, .annotations = annotations });
  check_links (&fixture, "");
  fixture.claim = -17;
  drop_annotation (&fixture, list, x, y, fixture.claim);
  check_undo_name (&fixture, "Prepare");
  window_fixture_close (&fixture.window);
}

static void
pick (Fixture *fixture, const char *entry, const char *words)
{
  GtkWidget *widget = find (fixture, GTK_TYPE_ENTRY, entry);

  gtk_entry_set_text (GTK_ENTRY (widget), words);
  gtk_widget_activate (widget);
  window_fixture_settle ();
}

/* "p" and "u" do the same from the text and from the list, for several too. */
static void
test_keys (void)
{
  Fixture fixture;
  GtkWidget *list;
  GtkTreeSelection *selection;

  open_fixture (&fixture);
  ob_article_view_set_current (get_view (&fixture), fixture.claim, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (&fixture)));
  window_fixture_key (&fixture.window, GDK_KEY_p, 0);
  pick (&fixture, "Filter speakers", "mini");
  g_assert_cmpint (get_value (&fixture, fixture.claim, "speaker"), ==, fixture.speaker);

  gtk_widget_grab_focus (GTK_WIDGET (get_view (&fixture)));
  window_fixture_key (&fixture.window, GDK_KEY_u, 0);
  pick (&fixture, "Filter disputes", "nobody");
  g_assert_cmpint (get_value (&fixture, fixture.claim, "position"), ==, fixture.position);

  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations");
  selection = gtk_tree_view_get_selection (GTK_TREE_VIEW (list));
  gtk_widget_grab_focus (list);
  gtk_tree_selection_select_all (selection);
  window_fixture_settle ();
  window_fixture_key (&fixture.window, GDK_KEY_p, 0);
  pick (&fixture, "Filter speakers", "The Deputy");
  check_undo_name (&fixture, "Set Speaker to “The Deputy” (3 annotations)");
  g_assert_cmpint (get_value (&fixture, fixture.number, "speaker"), !=, 0);
  g_assert_cmpint (get_value (&fixture, fixture.number, "speaker"), ==,
                   get_value (&fixture, fixture.mention, "speaker"));
  window_fixture_close (&fixture.window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dragging/onto-speaker", test_onto_speaker);
  g_test_add_func ("/dragging/onto-dispute", test_onto_dispute);
  g_test_add_func ("/dragging/onto-words", test_onto_words);
  g_test_add_func ("/dragging/onto-row", test_onto_row);
  g_test_add_func ("/dragging/stranger", test_stranger);
  g_test_add_func ("/dragging/keys", test_keys);
  return g_test_run ();
}
