/* The inspector in process: a widget for each type of attribute, tab order, completion, several at once. */
#include "window-fixture.h"

#include "store/edit-codebook.h"
#include "store/history.h"
#include "window/local-value.h"
#include "window/picture.h"

#include <string.h>

static const char text[] = "The ferry sank\n\nThe minister said that nobody died.\n\n"
                           "Almost 90 people died, a nurse said.\n";

static ObProject *
get_project (WindowFixture *fixture)
{
  return ob_window_get_project (fixture->window);
}

static GtkWidget *
find (WindowFixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = window_fixture_find (GTK_WIDGET (fixture->window), type, name);

  if (widget == NULL)
    g_error ("There is no %s called %s", g_type_name (type), name);
  return widget;
}

static guint
count_steps (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) steps = ob_project_list_steps (get_project (fixture), 0);

  return steps->len;
}

static void
type_into (GtkWidget *entry, const char *typed)
{
  gtk_widget_grab_focus (entry);
  gtk_entry_set_text (GTK_ENTRY (entry), typed);
  gtk_widget_activate (entry);
  window_fixture_settle ();
}

/* An attribute of each type that the codebook does not have. */
static void
add_attributes (WindowFixture *fixture)
{
  static const struct
  {
    const char *name;
    ObAttributeType type;
  } attributes[] = {
    { "amount", OB_ATTRIBUTE_NUMBER },
    { "day", OB_ATTRIBUTE_DATE },
    { "urgent", OB_ATTRIBUTE_FLAG },
  };
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (get_project (fixture));
  ObEntity note = ob_codebook_find (codebook, "note")->entity;
  g_autoptr (ObEdit) edit = ob_edit_new (get_project (fixture), "Add attributes");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autoptr (ObAttribute) attribute = ob_attribute_new (attributes[i].name, attributes[i].type);

      attribute->order = (int) i + 1;
      ob_edit_set_label_attribute (edit, note, attribute->name, attribute, &error);
    }
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* A note, and the inspector with its fields. */
static ObEntity
open_note (WindowFixture *fixture)
{
  ObEntity annotation;

  window_fixture_open (fixture);
  window_fixture_create_project (fixture);
  window_fixture_add_article (fixture, text);
  add_attributes (fixture);
  annotation = window_fixture_tag (fixture, "note", 40, 51);
  window_fixture_settle ();

  return annotation;
}

/* The value as text, "" for none. */
static char *
dup_value (WindowFixture *fixture, ObEntity annotation, const char *name)
{
  g_autoptr (ObAnnotation) now = ob_project_get_annotation (get_project (fixture), annotation);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (get_project (fixture));
  const ObLabel *label = ob_codebook_get (codebook, now->label);
  char *value = ob_project_dup_value_text (get_project (fixture), ob_label_find_attribute (label, name),
                                           ob_annotation_get_attribute (now, name));

  return value != NULL ? value : g_strdup ("");
}

static void
check_value (WindowFixture *fixture, ObEntity annotation, const char *name, const char *expected)
{
  g_autofree char *value = dup_value (fixture, annotation, name);

  g_assert_cmpstr (value, ==, expected);
}

static gboolean
says (WindowFixture *fixture, const char *words)
{
  g_autofree char *labels = window_fixture_dup_labels (GTK_WIDGET (fixture->window));

  return strstr (labels, words) != NULL;
}

static gboolean
is_marked (GtkWidget *entry)
{
  return gtk_style_context_has_class (gtk_widget_get_style_context (entry), "error");
}

/* Presses a key in a widget.  (It would not reach one that has no keyboard.) */
static gboolean
press (GtkWidget *widget, guint keyval, GdkModifierType modifiers)
{
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  gboolean handled = FALSE;

  event->key.keyval = keyval;
  event->key.state = modifiers;
  event->key.window = g_object_ref (gtk_widget_get_window (widget));
  gdk_event_set_device (event, gdk_seat_get_keyboard (gdk_display_get_default_seat (
                                 gtk_widget_get_display (widget))));
  g_signal_emit_by_name (widget, "key-press-event", event, &handled);
  gdk_event_free (event);
  window_fixture_settle ();

  return handled;
}

/* As written here and elsewhere ---------------------------------------------------------------- */

static void
test_numbers (void)
{
  static const struct
  {
    const char *typed;
    const char *decimal;
    const char *grouping;
    const char *expected;
  } cases[] = {
    { "90", ".", ",", "90" },
    { "1,200", ".", ",", "1200" },
    { "1,234,567.5", ".", ",", "1234567.5" },
    { "1,20", ".", ",", "1,20" }, /* no number here: refused as it was typed */
    { "12,34,567", ".", ",", "12,34,567" },
    { "1,2345", ".", ",", "1,2345" },
    { ",200", ".", ",", ",200" },
    { "1.200,5", ",", ".", "1200.5" },
    { "3,5", ",", ".", "3.5" },
    { "3.5", ",", ".", "3.5" }, /* no grouping: as the project writes it */
    { "1 200,5", ",", "\xe2\x80\xaf", "1200.5" }, /* narrow no-break space */
    { "\xe2\x88\x92" "5", ".", ",", "-5" },       /* minus sign */
    { "+5", ".", ",", "+5" },
    { "\xd9\xa9\xd9\xa0", ".", ",", "90" }, /* Arabic-Indic */
    { "almost 90", ".", ",", "almost 90" },
    { "1.5.2", ".", ",", "1.5.2" },
    { "", ".", "", "" },
    { "7", ".", "", "7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *read = ob_local_number_read (cases[i].typed, cases[i].decimal, cases[i].grouping);

      g_assert_cmpstr (read, ==, cases[i].expected);
    }
  {
    g_autofree char *comma = ob_local_number_write ("-1200.5", ",");
    g_autofree char *whole = ob_local_number_write ("1200", ",");

    g_assert_cmpstr (comma, ==, "-1200,5");
    g_assert_cmpstr (whole, ==, "1200");
  }
}

static void
test_dates (void)
{
  static const struct
  {
    const char *typed;
    const char *expected;
  } cases[] = {
    { "2017-04-13", "2017-04-13" },
    { "2017-04", "2017-04" },
    { "2017", "2017" },
    { "13 April 2017", "2017-04-13" },
    { "April 13, 2017", "2017-04-13" },
    { "2017-02-30", "2017-02-30" }, /* refused as it was typed */
    { "April", "April" },           /* not today's year */
    { "13", "13" },
    { "yesterday", "yesterday" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *read = ob_local_date_read (cases[i].typed);

      g_assert_cmpstr (read, ==, cases[i].expected);
    }
}

/* Fields --------------------------------------------------------------------------------------- */

static void
test_number_field (void)
{
  WindowFixture fixture;
  ObEntity note = open_note (&fixture);
  GtkWidget *entry = find (&fixture, GTK_TYPE_ENTRY, "Amount");
  guint n_steps = count_steps (&fixture);

  type_into (entry, "many");
  g_assert_true (is_marked (entry));
  g_assert_true (says (&fixture, "The attribute “amount” takes a number."));
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps);
  type_into (entry, " -12.5 ");
  g_assert_false (is_marked (entry));
  check_value (&fixture, note, "amount", "-12.5");
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "-12.5");

  /* Up and Down count; what is counted is written when the field is left. */
  type_into (entry, "90");
  gtk_widget_grab_focus (entry);
  g_assert_true (press (entry, GDK_KEY_Up, 0));
  g_assert_true (press (entry, GDK_KEY_Up, 0));
  g_assert_true (press (entry, GDK_KEY_Down, 0));
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "91");
  check_value (&fixture, note, "amount", "90");
  gtk_widget_grab_focus (find (&fixture, GTK_TYPE_ENTRY, "Day"));
  window_fixture_settle ();
  check_value (&fixture, note, "amount", "91");
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps + 3);

  /* Escape forgets what was typed; nothing takes the value away. */
  gtk_widget_grab_focus (entry);
  gtk_entry_set_text (GTK_ENTRY (entry), "5");
  g_assert_true (press (entry, GDK_KEY_Escape, 0));
  check_value (&fixture, note, "amount", "91");
  type_into (entry, "");
  check_value (&fixture, note, "amount", "");
  window_fixture_close (&fixture);
}

static GtkWidget *
find_calendar (WindowFixture *fixture)
{
  return window_fixture_find (GTK_WIDGET (fixture->window), GTK_TYPE_CALENDAR, "Calendar");
}

static void
test_date_field (void)
{
  WindowFixture fixture;
  ObEntity note = open_note (&fixture);
  GtkWidget *entry = find (&fixture, GTK_TYPE_ENTRY, "Day");
  GtkWidget *calendar;
  guint year, month, day;

  type_into (entry, "2017-02-30");
  g_assert_true (is_marked (entry));
  g_assert_true (says (&fixture, "The attribute “day” takes a date such as 2017-04-12."));
  type_into (entry, "13 April 2017");
  g_assert_false (is_marked (entry));
  check_value (&fixture, note, "day", "2017-04-13");
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "2017-04-13");
  type_into (entry, "2017-05");
  check_value (&fixture, note, "day", "2017-05");

  /* The calendar opens at the day that is there, and a day of it is taken. */
  type_into (entry, "2017-04-13");
  gtk_widget_grab_focus (entry);
  g_assert_true (press (entry, GDK_KEY_Down, GDK_MOD1_MASK));
  calendar = find_calendar (&fixture);
  g_assert_nonnull (calendar);
  gtk_calendar_get_date (GTK_CALENDAR (calendar), &year, &month, &day);
  g_assert_cmpuint (year * 10000 + month * 100 + day, ==, 20170313); /* months from 0 */
  gtk_calendar_select_day (GTK_CALENDAR (calendar), 20);
  g_signal_emit_by_name (calendar, "day-selected-double-click");
  window_fixture_settle ();
  check_value (&fixture, note, "day", "2017-04-20");
  g_assert_null (find_calendar (&fixture));
  g_assert_true (gtk_widget_has_focus (entry));
  window_fixture_close (&fixture);
}

static void
test_flag_and_choice (void)
{
  WindowFixture fixture;
  ObEntity note = open_note (&fixture);
  GtkWidget *flag = find (&fixture, GTK_TYPE_CHECK_BUTTON, "Urgent");
  GtkWidget *choice = find (&fixture, GTK_TYPE_COMBO_BOX, "Kind");
  g_autofree char *undo = NULL;

  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (flag)));
  gtk_button_clicked (GTK_BUTTON (flag));
  window_fixture_settle ();
  check_value (&fixture, note, "urgent", "true");
  undo = ob_project_dup_undo_name (get_project (&fixture));
  g_assert_cmpstr (undo, ==, "Set Urgent to “true”");
  g_assert_cmpstr (gtk_combo_box_get_active_id (GTK_COMBO_BOX (choice)), ==, "boilerplate");
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (choice), "framing");
  window_fixture_settle ();
  check_value (&fixture, note, "kind", "framing");
  window_fixture_activate (&fixture, "undo");
  window_fixture_activate (&fixture, "undo");
  g_assert_cmpstr (gtk_combo_box_get_active_id (GTK_COMBO_BOX (choice)), ==, "boilerplate");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (flag)));
  window_fixture_close (&fixture);
}

/* Tab goes through the fields as they are read, and from the last one to the note. */
static void
test_tab_order (void)
{
  WindowFixture fixture;
  g_autoptr (GString) order = g_string_new (NULL);

  open_note (&fixture);
  window_fixture_activate (&fixture, "inspect");
  for (guint i = 0; i < 6; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture.window));

      if (GTK_IS_TOGGLE_BUTTON (focus) && GTK_IS_COMBO_BOX (gtk_widget_get_ancestor (focus, GTK_TYPE_COMBO_BOX)))
        focus = gtk_widget_get_ancestor (focus, GTK_TYPE_COMBO_BOX);
      g_string_append_printf (order, "%s ", atk_object_get_name (gtk_widget_get_accessible (focus)));
      if (GTK_IS_TEXT_VIEW (focus))
        break;
      gtk_widget_child_focus (GTK_WIDGET (fixture.window), GTK_DIR_TAB_FORWARD);
    }
  g_assert_cmpstr (order->str, ==, "Kind Amount Day Urgent Note ");
  window_fixture_close (&fixture);
}

/* What the entry proposes for @typed, as "a | b". */
static char *
dup_proposals (GtkWidget *entry, const char *typed)
{
  GtkEntryCompletion *completion = gtk_entry_get_completion (GTK_ENTRY (entry));
  GtkTreeModel *model;
  GString *proposals = g_string_new (NULL);
  GtkTreeIter iter;

  gtk_widget_grab_focus (entry);
  window_fixture_settle ();
  gtk_entry_set_text (GTK_ENTRY (entry), typed);
  gtk_entry_completion_complete (completion);
  window_fixture_settle ();

  /* What the list below the entry shows is the filter of this model that it makes. */
  model = gtk_entry_completion_get_model (completion);
  for (gboolean is = gtk_tree_model_get_iter_first (model, &iter); is;
       is = gtk_tree_model_iter_next (model, &iter))
    {
      g_autofree char *shown = NULL, *folded = NULL, *wanted = g_utf8_casefold (typed, -1);

      gtk_tree_model_get (model, &iter, 1, &shown, 2, &folded, -1);
      if (strstr (folded, wanted) != NULL)
        g_string_append_printf (proposals, "%s%s", proposals->len > 0 ? " | " : "", shown);
    }

  return g_string_free (proposals, FALSE);
}

/* Speakers are found by their aliases, which stand for their names; a position is of the dispute. */
static void
test_completion (void)
{
  WindowFixture fixture;
  GtkWidget *entry;
  ObEntity claim, states, dispute, other;
  g_autofree char *proposals = NULL, *positions = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  edit = ob_edit_new (get_project (&fixture), "Directory");
  states = ob_edit_add_speaker (edit, "United States", &error);
  ob_edit_set_alias (edit, states, "US", TRUE, &error);
  ob_edit_set_alias (edit, states, "Washington", TRUE, &error);
  ob_edit_add_speaker (edit, "Nurse", &error);
  dispute = ob_edit_add_dispute (edit, "How many?", &error);
  ob_edit_add_position (edit, dispute, "almost 90", &error);
  other = ob_edit_add_dispute (edit, "Who?", &error);
  ob_edit_add_position (edit, other, "almost nobody", &error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
  claim = window_fixture_tag (&fixture, "claim", 40, 51);
  window_fixture_activate (&fixture, "inspect");

  entry = find (&fixture, GTK_TYPE_ENTRY, "Speaker");
  proposals = dup_proposals (entry, "wash");
  g_assert_cmpstr (proposals, ==, "Washington: United States");
  type_into (entry, "Washington");
  check_value (&fixture, claim, "speaker", "United States");
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "United States");
  type_into (find (&fixture, GTK_TYPE_ENTRY, "Dispute"), "How many?");
  positions = dup_proposals (find (&fixture, GTK_TYPE_ENTRY, "Position"), "almost");
  g_assert_cmpstr (positions, ==, "almost 90");
  window_fixture_close (&fixture);
}

/* Several at once ------------------------------------------------------------------------------- */

static void
check_one_step (WindowFixture *fixture, guint *n_steps, const char *name)
{
  g_autofree char *undo = ob_project_dup_undo_name (get_project (fixture));

  g_assert_cmpuint (count_steps (fixture), ==, ++*n_steps);
  g_assert_cmpstr (undo, ==, name);
}

/* Every kind of field, the note, the label and deleting: each is one step for all that are selected. */
static void
test_several (void)
{
  WindowFixture fixture;
  ObEntity first = open_note (&fixture), second, third;
  GtkWidget *list, *note;
  g_autoptr (ObAnnotation) now = NULL, gone = NULL;
  g_autoptr (GError) error = NULL;
  guint n_steps;

  second = window_fixture_tag (&fixture, "note", 54, 63);
  third = window_fixture_tag (&fixture, "note", 16, 28);
  window_fixture_settle ();
  type_into (find (&fixture, GTK_TYPE_ENTRY, "Amount"), "7");
  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations");
  gtk_tree_selection_select_all (gtk_tree_view_get_selection (GTK_TREE_VIEW (list)));
  window_fixture_settle ();
  ob_picture_draw (GTK_WIDGET (fixture.window), g_test_get_filename (G_TEST_BUILT, "inspector-several.png", NULL));
  n_steps = count_steps (&fixture);
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (find (&fixture, GTK_TYPE_ENTRY, "Amount"))), ==,
                   "Several values");
  type_into (find (&fixture, GTK_TYPE_ENTRY, "Amount"), "12");
  check_one_step (&fixture, &n_steps, "Set Amount to “12” (3 annotations)");
  type_into (find (&fixture, GTK_TYPE_ENTRY, "Day"), "2017-04-13");
  check_one_step (&fixture, &n_steps, "Set Day to “2017-04-13” (3 annotations)");
  gtk_button_clicked (GTK_BUTTON (find (&fixture, GTK_TYPE_CHECK_BUTTON, "Urgent")));
  window_fixture_settle ();
  check_one_step (&fixture, &n_steps, "Set Urgent to “true” (3 annotations)");
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (find (&fixture, GTK_TYPE_COMBO_BOX, "Kind")), "framing");
  window_fixture_settle ();
  check_one_step (&fixture, &n_steps, "Set Kind to “framing” (3 annotations)");
  note = find (&fixture, GTK_TYPE_TEXT_VIEW, "Note");
  gtk_widget_grab_focus (note);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (note)), "Read again", -1);
  g_assert_true (press (note, GDK_KEY_Return, GDK_CONTROL_MASK));
  check_one_step (&fixture, &n_steps, "Write note (3 annotations)");
  for (guint i = 0; i < 3; i++)
    {
      ObEntity annotation = i == 0 ? first : i == 1 ? second : third;
      g_autoptr (ObAnnotation) all = ob_project_get_annotation (get_project (&fixture), annotation);

      check_value (&fixture, annotation, "amount", "12");
      check_value (&fixture, annotation, "day", "2017-04-13");
      check_value (&fixture, annotation, "urgent", "true");
      check_value (&fixture, annotation, "kind", "framing");
      g_assert_cmpstr (all->note, ==, "Read again");
    }

  /* A value that is refused for one is refused for all. */
  type_into (find (&fixture, GTK_TYPE_ENTRY, "Amount"), "many");
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps);
  g_assert_true (ob_project_undo (get_project (&fixture), NULL, &error));
  now = ob_project_get_annotation (get_project (&fixture), second);
  g_assert_null (now->note);

  gtk_combo_box_set_active_id (GTK_COMBO_BOX (find (&fixture, GTK_TYPE_COMBO_BOX, "Label")), "claim");
  window_fixture_settle ();
  {
    g_autofree char *undo = ob_project_dup_undo_name (get_project (&fixture));

    g_assert_cmpstr (undo, ==, "Change label to Claim (3 annotations)");
  }
  gtk_button_clicked (GTK_BUTTON (find (&fixture, GTK_TYPE_BUTTON, "Delete annotation")));
  window_fixture_settle ();
  gone = ob_project_get_annotation (get_project (&fixture), second);
  g_assert_null (gone);
  g_assert_true (ob_project_undo (get_project (&fixture), NULL, &error));
  check_value (&fixture, third, "amount", ""); /* claims have none of notes */
  g_assert_true (ob_project_undo (get_project (&fixture), NULL, &error));
  check_value (&fixture, third, "amount", "12");
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inspector/numbers", test_numbers);
  g_test_add_func ("/inspector/dates", test_dates);
  g_test_add_func ("/inspector/number-field", test_number_field);
  g_test_add_func ("/inspector/date-field", test_date_field);
  g_test_add_func ("/inspector/flag-and-choice", test_flag_and_choice);
  g_test_add_func ("/inspector/tab-order", test_tab_order);
  g_test_add_func ("/inspector/completion", test_completion);
  g_test_add_func ("/inspector/several", test_several);
  return g_test_run ();
}
