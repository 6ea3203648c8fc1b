/* The board of disputes in the window: the verdict on figures, and how words are read for it. */
#include "window-fixture.h"

#include "analysis/dispute-figures.h"
#include "window/figure-widths-button.h"

#include <string.h>

static const char *wanted;

static gboolean
shows_wanted (WindowFixture *fixture)
{
  g_autofree char *labels = window_fixture_dup_labels (GTK_WIDGET (fixture->window));

  return strstr (labels, wanted) != NULL;
}

static void
wait_for (WindowFixture *fixture, const char *words)
{
  wanted = words;
  window_fixture_wait (shows_wanted, fixture);
}

static GtkWidget *
find_row (WindowFixture *fixture)
{
  return window_fixture_find (GTK_WIDGET (fixture->window), GTK_TYPE_LIST_BOX_ROW,
                              "How many died at Khan Sheikhoun?");
}

static gboolean
has_dispute (WindowFixture *fixture)
{
  return find_row (fixture) != NULL;
}

static void
test_figure_widths (void)
{
  WindowFixture fixture;
  GtkWidget *row, *button, *spin, *popover, *reset;

  window_fixture_open (&fixture);
  window_fixture_open_sample (&fixture);
  ob_window_show_page (fixture.window, "disputes");
  window_fixture_wait (has_dispute, &fixture);
  row = find_row (&fixture);
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (row)), GTK_LIST_BOX_ROW (row));
  wait_for (&fixture, "Figures: compatible: 86 to 89.");

  /* "More than 80" may be one per cent above: then it is not the same as "at least 86". */
  button = window_fixture_find (GTK_WIDGET (fixture.window), OB_TYPE_FIGURE_WIDTHS_BUTTON,
                                "How Words Are Read");
  g_assert_nonnull (button);
  gtk_button_clicked (GTK_BUTTON (button));
  window_fixture_settle ();
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  spin = window_fixture_find (popover, GTK_TYPE_SPIN_BUTTON, "“More than” may lie above by");
  g_assert_nonnull (spin);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 1);
  wait_for (&fixture, "Figures: disjoint");
  g_assert_cmpfloat_with_epsilon (
    ob_project_get_figure_widths (ob_window_get_project (fixture.window)).above, 0.01, 1e-9);
  reset = window_fixture_find (popover, GTK_TYPE_BUTTON, "Reset");
  g_assert_nonnull (reset);
  gtk_button_clicked (GTK_BUTTON (reset));
  wait_for (&fixture, "Figures: compatible: 86 to 89.");
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/disputes/figure-widths", test_figure_widths);
  return g_test_run ();
}
