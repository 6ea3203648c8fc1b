/* The pictures of what was annotated, in the window: by keyboard and pointer, and as files of what
 * the view looks like: analysis-KIND.png in G_TEST_BUILDDIR. */
#include "window-fixture.h"

#include "store/edit.h"
#include "window/chart-area.h"
#include "window/choice-box.h"
#include "window/picture.h"

#include <string.h>

static GtkWidget *
find (WindowFixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = window_fixture_find (GTK_WIDGET (fixture->window), type, name);

  if (widget == NULL)
    g_error ("no %s called %s", g_type_name (type), name);
  return widget;
}

static GtkWidget *
find_area_in (GtkWidget *root)
{
  g_autoptr (GList) children = NULL;

  if (OB_IS_CHART_AREA (root))
    return root;
  if (!GTK_IS_CONTAINER (root))
    return NULL;
  children = gtk_container_get_children (GTK_CONTAINER (root));
  for (GList *item = children; item != NULL; item = item->next)
    {
      GtkWidget *found = find_area_in (item->data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static const ObChart *
get_chart (WindowFixture *fixture)
{
  GtkWidget *area = find_area_in (GTK_WIDGET (fixture->window));

  return area ? ob_chart_area_get_chart (OB_CHART_AREA (area)) : NULL;
}

static gboolean
has_chart (WindowFixture *fixture)
{
  return get_chart (fixture) != NULL;
}

static void
show_pictures (WindowFixture *fixture)
{
  ob_window_show_page (fixture->window, "disputes");
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (find (fixture, GTK_TYPE_RADIO_BUTTON, "Pictures")), TRUE);
  window_fixture_wait (has_chart, fixture);
}

static guint
count_rows (WindowFixture *fixture)
{
  GtkWidget *list = find (fixture, GTK_TYPE_LIST_BOX, "Passages of the picture");
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (list));

  return g_list_length (rows);
}

static const char *
get_area_name (WindowFixture *fixture)
{
  return atk_object_get_name (
    gtk_widget_get_accessible (find_area_in (GTK_WIDGET (fixture->window))));
}

static void
test_marks (void)
{
  WindowFixture fixture;
  GtkWidget *area;
  const ObMark *mark;
  GdkEventButton press = { .type = GDK_BUTTON_PRESS, .button = 1 };
  gboolean handled;

  window_fixture_open (&fixture);
  window_fixture_open_sample (&fixture);
  show_pictures (&fixture);
  area = find_area_in (GTK_WIDGET (fixture.window));
  g_assert_cmpstr (get_area_name (&fixture), ==, "Speakers by stance");
  g_assert_cmpuint (count_rows (&fixture), ==, 0);

  /* The first mark, then the one below it, then back. */
  gtk_widget_grab_focus (area);
  window_fixture_key (&fixture, GDK_KEY_Right, 0);
  g_assert_cmpstr (get_area_name (&fixture), ==,
                   "Nobody named, asserts: 3 passages. Speakers by stance");
  g_assert_cmpuint (count_rows (&fixture), ==, 3);
  window_fixture_key (&fixture, GDK_KEY_Down, 0);
  g_assert_true (g_str_has_prefix (get_area_name (&fixture), "Sergei Lavrov, asserts: 5"));
  g_assert_cmpuint (count_rows (&fixture), ==, 5);
  window_fixture_key (&fixture, GDK_KEY_Up, 0);
  g_assert_true (g_str_has_prefix (get_area_name (&fixture), "Nobody named"));
  window_fixture_key (&fixture, GDK_KEY_End, 0);
  g_assert_cmpuint (count_rows (&fixture), ==, 1);

  /* By pointer. */
  mark = &g_array_index (ob_chart_get_marks (get_chart (&fixture)), ObMark, 0);
  press.x = mark->x + 2;
  press.y = mark->y + 2;
  g_signal_emit_by_name (area, "button-press-event", &press, &handled);
  g_assert_true (handled);
  g_assert_cmpuint (count_rows (&fixture), ==, 3);

  /* Enter goes to the passages, and once more to the place in the article. */
  window_fixture_key (&fixture, GDK_KEY_Return, 0);
  g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (GTK_WINDOW (fixture.window))));
  window_fixture_key (&fixture, GDK_KEY_Return, 0);
  g_assert_true (gtk_widget_has_focus (
    GTK_WIDGET (ob_workspace_get_view (ob_window_get_workspace (fixture.window)))));
  window_fixture_close (&fixture);
}

static guint n_before;

static gboolean
has_one_less (WindowFixture *fixture)
{
  return has_chart (fixture)
         && ob_chart_get_table (get_chart (fixture))->n_passages == n_before - 1;
}

/* A picture follows what is done, and is empty when nothing is there. */
static void
test_follows (void)
{
  WindowFixture fixture;
  ObProject *project;
  const ObCrossTable *table;
  const ObCrossCell *cell;
  GHashTableIter iter;
  gpointer value;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *labels = NULL;

  window_fixture_open (&fixture);
  window_fixture_open_sample (&fixture);
  show_pictures (&fixture);
  project = ob_window_get_project (fixture.window);
  table = ob_chart_get_table (get_chart (&fixture));
  n_before = table->n_passages;
  g_hash_table_iter_init (&iter, table->cells);
  g_assert_true (g_hash_table_iter_next (&iter, NULL, &value));
  cell = value;
  edit = ob_edit_new (project, "Delete");
  ob_edit_delete (edit, g_array_index (cell->passages, ObFinding, 0).annotation, &error);
  g_assert_no_error (error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
  window_fixture_wait (has_one_less, &fixture);
  window_fixture_close (&fixture);

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  show_pictures (&fixture);
  labels = window_fixture_dup_labels (GTK_WIDGET (fixture.window));
  g_assert_nonnull (strstr (labels, "Nothing to Draw Yet"));
  window_fixture_close (&fixture);
}

static const char *wanted;

static gboolean
has_wanted (WindowFixture *fixture)
{
  return has_chart (fixture)
         && strcmp (ob_cross_get_name (ob_chart_get_table (get_chart (fixture))->kind), wanted) == 0;
}

static void
test_kinds (void)
{
  WindowFixture fixture;

  window_fixture_open (&fixture);
  window_fixture_open_sample (&fixture);
  show_pictures (&fixture);
  for (ObCross kind = 0; kind < OB_N_CROSSES; kind++)
    {
      g_autofree char *file = g_strdup_printf ("analysis-%s.png", ob_cross_get_name (kind));

      wanted = ob_cross_get_name (kind);
      gtk_combo_box_set_active_id (
        GTK_COMBO_BOX (find (&fixture, OB_TYPE_CHOICE_BOX, "Kind of picture")), wanted);
      window_fixture_wait (has_wanted, &fixture);
      gtk_widget_grab_focus (find_area_in (GTK_WIDGET (fixture.window)));
      window_fixture_key (&fixture, GDK_KEY_Home, 0);
      if (kind == OB_CROSS_LABELS_TOGETHER)
        g_action_group_activate_action (G_ACTION_GROUP (fixture.application), "style",
                                        g_variant_new_string ("dark"));
      for (guint i = 0; i < 20; i++)
        window_fixture_settle ();
      g_assert_true (ob_picture_draw (GTK_WIDGET (fixture.window),
                                      g_test_get_filename (G_TEST_BUILT, file, NULL)));
    }
  g_action_group_activate_action (G_ACTION_GROUP (fixture.application), "style",
                                  g_variant_new_string ("default"));
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis-pictures/marks", test_marks);
  g_test_add_func ("/analysis-pictures/follows", test_follows);
  g_test_add_func ("/analysis-pictures/kinds", test_kinds);
  return g_test_run ();
}
