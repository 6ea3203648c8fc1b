#include "window/figure-widths-button.h"

#include <glib/gi18n.h>

#include "analysis/dispute-figures.h"

/* Per cent that may be asked for. */
#define MAX_WIDTH 100

struct _ObFigureWidthsButton
{
  GtkMenuButton parent_instance;

  ObProject *project; /* (owned) (nullable) */
  GtkWidget *almost;  /* GtkSpinButton */
  GtkWidget *about;
  GtkWidget *above;
  gboolean updating;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObFigureWidthsButton, ob_figure_widths_button, GTK_TYPE_MENU_BUTTON)

static double
get_share (GtkWidget *spin)
{
  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)) / 100;
}

static void
show_widths (ObFigureWidthsButton *self, const ObFigureWidths *widths)
{
  self->updating = TRUE;
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->almost), widths->almost * 100);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->about), widths->about * 100);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->above), widths->above * 100);
  self->updating = FALSE;
}

static void
spin_changed_cb (ObFigureWidthsButton *self)
{
  const ObFigureWidths widths
    = { get_share (self->almost), get_share (self->about), get_share (self->above) };

  if (self->updating || self->project == NULL)
    return;
  ob_project_set_figure_widths (self->project, &widths);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
reset_cb (ObFigureWidthsButton *self)
{
  const ObFigureWidths widths = OB_FIGURE_WIDTHS_DEFAULT;

  show_widths (self, &widths);
  spin_changed_cb (self);
}

/* A line of the popover: words, and a number of per cent. */
static GtkWidget *
add_line (ObFigureWidthsButton *self, GtkGrid *grid, int row, const char *words, const char *tip)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (words);
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MAX_WIDTH, 1);
  GtkWidget *unit = gtk_label_new (_("%"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), spin);
  gtk_widget_set_tooltip_text (spin, tip);
  atk_object_set_name (gtk_widget_get_accessible (spin), gtk_label_get_text (GTK_LABEL (label)));
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, spin, 1, row, 1, 1);
  gtk_grid_attach (grid, unit, 2, row, 1, 1);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (spin_changed_cb), self);
  return spin;
}

static GtkWidget *
create_popover (ObFigureWidthsButton *self)
{
  GtkWidget *popover = gtk_popover_new (GTK_WIDGET (self));
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *reset = gtk_button_new_with_mnemonic (_("_Reset"));
  GtkWidget *hint = gtk_label_new (_("This copy of the project reads figures so; the board and the "
                                     "dossier follow."));

  g_object_set (grid, "margin", 12, "row-spacing", 6, "column-spacing", 12, NULL);
  self->almost = add_line (self, GTK_GRID (grid), 0, _("“_Almost” may lie below by"),
                           _("“Almost 90” with 10 % is 81 to 89"));
  self->about = add_line (self, GTK_GRID (grid), 1, _("“A_bout” may lie to each side by"),
                          _("“About 90” with 10 % is 81 to 99"));
  self->above = add_line (self, GTK_GRID (grid), 2, _("“_More than” may lie above by"),
                          _("0 is no limit"));
  g_object_set (hint, "xalign", 0.0, "wrap", TRUE, "max-width-chars", 36, NULL);
  gtk_style_context_add_class (gtk_widget_get_style_context (hint), "obelus-small");
  gtk_grid_attach (GTK_GRID (grid), hint, 0, 3, 3, 1);
  gtk_widget_set_halign (reset, GTK_ALIGN_END);
  gtk_grid_attach (GTK_GRID (grid), reset, 0, 4, 3, 1);
  g_signal_connect_swapped (reset, "clicked", G_CALLBACK (reset_cb), self);
  gtk_container_add (GTK_CONTAINER (popover), grid);
  gtk_widget_show_all (grid);
  return popover;
}

static void
ob_figure_widths_button_dispose (GObject *object)
{
  g_clear_object (&OB_FIGURE_WIDTHS_BUTTON (object)->project);

  G_OBJECT_CLASS (ob_figure_widths_button_parent_class)->dispose (object);
}

static void
ob_figure_widths_button_class_init (ObFigureWidthsButtonClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_figure_widths_button_dispose;
  signals[CHANGED] = g_signal_new ("changed", OB_TYPE_FIGURE_WIDTHS_BUTTON, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ob_figure_widths_button_init (ObFigureWidthsButton *self)
{
  gtk_button_set_label (GTK_BUTTON (self), _("How Words Are Read…"));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), _("How Words Are Read"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self), create_popover (self));
}

void
ob_figure_widths_button_set_project (ObFigureWidthsButton *self, ObProject *project)
{
  g_set_object (&self->project, project);
  if (project != NULL)
    {
      const ObFigureWidths widths = ob_project_get_figure_widths (project);

      show_widths (self, &widths);
    }
}
