#include "window/board-grid.h"

#include <glib/gi18n.h>

#include "editor/annotation-drag.h"

/* More rows than these are not made: who wants them all has the export. */
#define MAX_HOLDERS 200

struct _ObBoardGrid
{
  GtkGrid parent_instance;

  ObProject *project;   /* (unowned) (nullable) */
  const ObBoard *board; /* (unowned) (nullable) */
};

enum
{
  ENTRIES_CHOSEN,
  PASSAGES_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObBoardGrid, ob_board_grid, GTK_TYPE_GRID)

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                "max-width-chars", 24, NULL);
  if (style != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), style);
  return label;
}

/* Heads ----------------------------------------------------------------------------------------- */

static gboolean
dropped_cb (GtkWidget *head, const GArray *annotations, gpointer user_data)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (head), "obelus-column"));

  g_signal_emit (user_data, signals[PASSAGES_DROPPED], 0, annotations, column);

  return TRUE;
}

static GtkWidget *
create_head (ObBoardGrid *self, guint column)
{
  gboolean named = column + 1 < self->board->n_columns;
  guint n = self->board->n_origins ? self->board->n_origins[column] : 0;
  g_autofree char *title
    = named && column < 9
        ? g_strdup_printf ("%u  %s", column + 1, ob_board_get_column (self->board, column))
        : g_strdup (named ? ob_board_get_column (self->board, column) : _("No position"));
  g_autofree char *origins
    = g_strdup_printf (ngettext ("%u independent origin", "%u independent origins", n), n);
  GtkWidget *head = gtk_event_box_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  g_object_set (box, "margin", 8, NULL);
  gtk_container_add (GTK_CONTAINER (box), create_label (title, "obelus-heading"));
  if (named)
    gtk_container_add (GTK_CONTAINER (box), create_label (origins, "obelus-small"));
  gtk_container_add (GTK_CONTAINER (head), box);
  gtk_style_context_add_class (gtk_widget_get_style_context (head), "obelus-board-head");
  g_object_set_data (G_OBJECT (head), "obelus-column", GUINT_TO_POINTER (column));
  ob_annotation_drop_add (head, self->project, dropped_cb, self);
  return head;
}

/* Rows ------------------------------------------------------------------------------------------ */

static const char *
describe_flags (ObHolderFlags flags)
{
  return flags & OB_HOLDER_BOTH           ? _("holds two at once")
         : flags & OB_HOLDER_CHANGED      ? _("changed position")
         : flags & OB_HOLDER_ONLY_REPORTS ? _("only reports others")
                                          : NULL;
}

static GtkWidget *
create_name (const ObHolder *holder)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *flag = describe_flags (holder->flags);

  g_object_set (box, "margin", 8, "valign", GTK_ALIGN_START, NULL);
  gtk_container_add (GTK_CONTAINER (box), create_label (holder->name, "obelus-heading"));
  gtk_container_add (GTK_CONTAINER (box),
                     create_label (holder->speaker == 0 ? _("in its own voice")
                                   : holder->role != NULL ? holder->role
                                                          : "",
                                   "obelus-small"));
  if (flag != NULL)
    gtk_container_add (GTK_CONTAINER (box),
                       create_label (flag, holder->flags & OB_HOLDER_ONLY_REPORTS
                                             ? "obelus-small"
                                             : "obelus-warning"));
  return box;
}

static char *
describe_cell (const ObCell *cell)
{
  GString *text = g_string_new (NULL);

  for (ObStance stance = 0; stance < OB_N_STANCES; stance++)
    {
      if (cell->n[stance] == 0)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                              ob_stance_describe (stance));
      if (cell->n[stance] > 1)
        g_string_append_printf (text, " × %u", cell->n[stance]);
    }
  return g_string_free (text, FALSE);
}

static void
cell_clicked_cb (GtkWidget *button, ObBoardGrid *self)
{
  g_signal_emit (self, signals[ENTRIES_CHOSEN], 0,
                 g_object_get_data (G_OBJECT (button), "obelus-cell"), button);
}

static GtkWidget *
create_cell (ObBoardGrid *self, guint number, guint column)
{
  const ObCell *cell = ob_board_get_cell (self->board, number, column);
  const ObHolder *holder = self->board->holders->pdata[number];
  g_autofree char *text = describe_cell (cell);
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ',');
  g_autofree char *name = NULL;
  GtkWidget *button;

  if (cell->entries == NULL)
    return NULL;
  /* Translators: for screen readers: who, what stance, which position. */
  name = g_strdup_printf (_("%s: %s: %s"), holder->name, line,
                          column + 1 < self->board->n_columns
                            ? ob_board_get_column (self->board, column)
                            : _("No position"));
  button = gtk_button_new ();
  gtk_container_add (GTK_CONTAINER (button), create_label (text, NULL));
  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_style_context_add_class (gtk_widget_get_style_context (button), "obelus-board-cell");
  atk_object_set_name (gtk_widget_get_accessible (button), name);
  gtk_widget_set_tooltip_text (button, _("Show the passages"));
  g_object_set_data (G_OBJECT (button), "obelus-cell", (gpointer) cell);
  g_signal_connect (button, "clicked", G_CALLBACK (cell_clicked_cb), self);
  return button;
}

static void
ob_board_grid_class_init (ObBoardGridClass *class)
{
  signals[ENTRIES_CHOSEN]
    = g_signal_new ("entries-chosen", OB_TYPE_BOARD_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_POINTER, GTK_TYPE_WIDGET);
  signals[PASSAGES_DROPPED]
    = g_signal_new ("passages-dropped", OB_TYPE_BOARD_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_UINT);
}

static void
ob_board_grid_init (ObBoardGrid *self)
{
}

static gboolean
column_is_used (const ObBoard *board, guint column)
{
  for (guint i = 0; i < board->entries->len; i++)
    if (g_array_index (board->entries, ObEntry, i).column == column)
      return TRUE;
  return FALSE;
}

void
ob_board_grid_set_board (ObBoardGrid *self, ObProject *project, const ObBoard *board)
{
  guint n_columns;

  gtk_container_foreach (GTK_CONTAINER (self), (GtkCallback) gtk_widget_destroy, NULL);
  self->project = project;
  self->board = board;
  if (board == NULL)
    return;

  n_columns = board->n_columns - (column_is_used (board, board->n_columns - 1) ? 0 : 1);
  for (guint column = 0; column < n_columns; column++)
    gtk_grid_attach (GTK_GRID (self), create_head (self, column), (int) column + 1, 0, 1, 1);
  for (guint i = 0; i < MIN (board->holders->len, MAX_HOLDERS); i++)
    {
      gtk_grid_attach (GTK_GRID (self), create_name (board->holders->pdata[i]), 0, 2 * (int) i + 2,
                       1, 1);
      gtk_grid_attach (GTK_GRID (self), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0,
                       2 * (int) i + 1, (int) n_columns + 1, 1);
      for (guint column = 0; column < n_columns; column++)
        {
          GtkWidget *cell = create_cell (self, i, column);

          if (cell != NULL)
            gtk_grid_attach (GTK_GRID (self), cell, (int) column + 1, 2 * (int) i + 2, 1, 1);
        }
    }
  gtk_widget_show_all (GTK_WIDGET (self));
}
