#include "window/codebook-tree.h"

#include "window/label-swatch.h"

#include <glib/gi18n.h>
#include <string.h>

#define INDENT 12

struct _ObCodebookTree
{
  GtkListBox parent_instance;

  ObCodebook *codebook; /* (owned) (nullable) */
  gboolean read_only;
  gboolean updating; /* the selection changes, but not by the user */
};

enum
{
  LABEL_CHOSEN,
  LABEL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObCodebookTree, ob_codebook_tree, GTK_TYPE_LIST_BOX)

/* (nullable) */
static const ObLabel *
get_chosen (ObCodebookTree *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self));
  const gint64 *entity = row != NULL ? g_object_get_data (G_OBJECT (row), "obelus-label") : NULL;

  return entity != NULL ? ob_codebook_get (self->codebook, *entity) : NULL;
}

static void
move_label (ObCodebookTree *self, ObEntity label, ObEntity parent, ObEntity before)
{
  g_signal_emit (self, signals[LABEL_MOVED], 0, label, parent, before);
}

/* The siblings of @label, it included, in order. (transfer container) */
static GPtrArray *
list_siblings (const ObCodebook *codebook, ObEntity parent)
{
  GPtrArray *siblings = g_ptr_array_new ();

  for (guint i = 0; i < codebook->labels->len; i++)
    if (((const ObLabel *) g_ptr_array_index (codebook->labels, i))->parent == parent)
      g_ptr_array_add (siblings, g_ptr_array_index (codebook->labels, i));

  return siblings;
}

/* Alt with an arrow moves the label: among its siblings, below the one above, out of its parent. */
static gboolean
ob_codebook_tree_key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  ObCodebookTree *self = OB_CODEBOOK_TREE (widget);
  const ObLabel *label = get_chosen (self);
  g_autoptr (GPtrArray) siblings = NULL;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint inwards = rtl ? GDK_KEY_Left : GDK_KEY_Right, outwards = rtl ? GDK_KEY_Right : GDK_KEY_Left;
  const ObLabel *above = NULL, *parent;
  guint place = 0;

  if ((event->state & gtk_accelerator_get_default_mod_mask ()) != GDK_MOD1_MASK || label == NULL
      || self->read_only)
    return GTK_WIDGET_CLASS (ob_codebook_tree_parent_class)->key_press_event (widget, event);

  parent = label->parent ? ob_codebook_get (self->codebook, label->parent) : NULL;
  siblings = list_siblings (self->codebook, label->parent);
  g_ptr_array_find (siblings, label, &place);
  if (place > 0)
    above = g_ptr_array_index (siblings, place - 1);

  if (event->keyval == GDK_KEY_Up && above != NULL)
    move_label (self, label->entity, label->parent, above->entity);
  else if (event->keyval == GDK_KEY_Down && place + 1 < siblings->len)
    move_label (self, label->entity, label->parent,
                place + 2 < siblings->len
                  ? ((ObLabel *) g_ptr_array_index (siblings, place + 2))->entity : 0);
  else if (event->keyval == inwards && above != NULL)
    move_label (self, label->entity, above->entity, 0);
  else if (event->keyval == outwards && parent != NULL)
    {
      g_autoptr (GPtrArray) aunts = list_siblings (self->codebook, parent->parent);
      guint at = 0;

      g_ptr_array_find (aunts, parent, &at);
      move_label (self, label->entity, parent->parent,
                  at + 1 < aunts->len ? ((ObLabel *) g_ptr_array_index (aunts, at + 1))->entity : 0);
    }
  else
    return GTK_WIDGET_CLASS (ob_codebook_tree_parent_class)->key_press_event (widget, event);

  return GDK_EVENT_STOP;
}

static const GtkTargetEntry label_target
  = { (char *) "application/x-obelus-label", GTK_TARGET_SAME_APP, 0 };

static void
drag_got_cb (GtkWidget *row, GdkDragContext *context, GtkSelectionData *data, guint info, guint time,
             gpointer user_data)
{
  const gint64 *entity = g_object_get_data (G_OBJECT (row), "obelus-label");

  gtk_selection_data_set (data, gtk_selection_data_get_target (data), 8, (const guchar *) entity,
                          sizeof *entity);
}

/* Dropped on the upper third of a row: before it; else below it, as its last child. */
static void
drag_received_cb (GtkWidget *row, GdkDragContext *context, int x, int y, GtkSelectionData *data,
                  guint info, guint time, gpointer user_data)
{
  ObCodebookTree *self = user_data;
  const gint64 *target = g_object_get_data (G_OBJECT (row), "obelus-label");
  const ObLabel *label = ob_codebook_get (self->codebook, *target);
  gboolean before = y < gtk_widget_get_allocated_height (row) / 3;
  gint64 moved;

  if (gtk_selection_data_get_length (data) != sizeof moved || label == NULL)
    {
      gtk_drag_finish (context, FALSE, FALSE, time);
      return;
    }

  memcpy (&moved, gtk_selection_data_get_data (data), sizeof moved);
  gtk_drag_finish (context, TRUE, FALSE, time);
  if (moved != label->entity)
    move_label (self, moved, before ? label->parent : label->entity, before ? label->entity : 0);
}

static void
make_movable (ObCodebookTree *self, GtkWidget *row, GtkWidget *handle)
{
  if (self->read_only)
    return;

  gtk_drag_source_set (handle, GDK_BUTTON1_MASK, &label_target, 1, GDK_ACTION_MOVE);
  g_signal_connect (handle, "drag-data-get", G_CALLBACK (drag_got_cb), NULL);
  gtk_drag_dest_set (row, GTK_DEST_DEFAULT_ALL, &label_target, 1, GDK_ACTION_MOVE);
  g_signal_connect (row, "drag-data-received", G_CALLBACK (drag_received_cb), self);
}

static GtkWidget *
create_row (ObCodebookTree *self, ObProject *project, const ObLabel *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *handle = gtk_event_box_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (label->name);
  guint n = ob_project_count_annotations_with_label (project, label->entity);
  g_autofree char *number = n > 0 ? g_strdup_printf ("%u", n) : NULL;
  g_autofree char *usage
    = g_strdup_printf (ngettext ("%u annotation", "%u annotations", n), n);
  GtkWidget *count = gtk_label_new (number);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_tooltip_text (name, label->name);
  gtk_style_context_add_class (gtk_widget_get_style_context (count), GTK_STYLE_CLASS_DIM_LABEL);
  gtk_container_add (GTK_CONTAINER (box), ob_label_swatch_new (label));
  gtk_container_add (GTK_CONTAINER (box), name);
  gtk_box_pack_end (GTK_BOX (box), count, FALSE, FALSE, 0);
  g_object_set (box, "margin", 8, "margin-start", 8 + INDENT * (int) label->depth, NULL);
  gtk_event_box_set_visible_window (GTK_EVENT_BOX (handle), FALSE);
  gtk_container_add (GTK_CONTAINER (handle), box);
  gtk_container_add (GTK_CONTAINER (row), handle);
  atk_object_set_name (gtk_widget_get_accessible (row), label->name);
  atk_object_set_description (gtk_widget_get_accessible (row), usage);
  g_object_set_data_full (G_OBJECT (row),
                          "obelus-label",
                          g_memdup2 (&label->entity, sizeof label->entity),
                          g_free);
  g_object_set_data_full (G_OBJECT (handle),
                          "obelus-label",
                          g_memdup2 (&label->entity, sizeof label->entity),
                          g_free);
  make_movable (self, row, handle);
  gtk_widget_show_all (row);

  return row;
}

static void
ob_codebook_tree_row_selected (GtkListBox *list, GtkListBoxRow *row)
{
  ObCodebookTree *self = OB_CODEBOOK_TREE (list);
  const ObLabel *label = get_chosen (self);

  if (!self->updating && label != NULL)
    g_signal_emit (self, signals[LABEL_CHOSEN], 0, label->entity);
}

static void
ob_codebook_tree_dispose (GObject *object)
{
  OB_CODEBOOK_TREE (object)->updating = TRUE;
  g_clear_pointer (&OB_CODEBOOK_TREE (object)->codebook, ob_codebook_unref);

  G_OBJECT_CLASS (ob_codebook_tree_parent_class)->dispose (object);
}

static void
ob_codebook_tree_class_init (ObCodebookTreeClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_codebook_tree_dispose;
  GTK_WIDGET_CLASS (class)->key_press_event = ob_codebook_tree_key_press_event;
  GTK_LIST_BOX_CLASS (class)->row_selected = ob_codebook_tree_row_selected;

  signals[LABEL_CHOSEN] = g_signal_new ("label-chosen", OB_TYPE_CODEBOOK_TREE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[LABEL_MOVED] = g_signal_new ("label-moved", OB_TYPE_CODEBOOK_TREE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64,
                                       G_TYPE_INT64);
}

static void
ob_codebook_tree_init (ObCodebookTree *self)
{
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_codebook_tree_load (ObCodebookTree *self,
                       ObProject *project,
                       ObCodebook *codebook,
                       ObEntity chosen)
{
  GtkListBox *list = GTK_LIST_BOX (self);
  gboolean had_focus = gtk_container_get_focus_child (GTK_CONTAINER (self)) != NULL;
  GtkWidget *selected = NULL;

  self->updating = TRUE;
  self->read_only = ob_project_is_read_only (project);
  ob_codebook_ref (codebook);
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  self->codebook = codebook;
  gtk_container_foreach (GTK_CONTAINER (self), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);
      GtkWidget *row = create_row (self, project, label);

      gtk_container_add (GTK_CONTAINER (self), row);
      if (label->entity == chosen)
        selected = row;
    }
  if (selected != NULL)
    gtk_list_box_select_row (list, GTK_LIST_BOX_ROW (selected));
  self->updating = FALSE;
  if (had_focus)
    ob_codebook_tree_focus (self);
}

void
ob_codebook_tree_focus (ObCodebookTree *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self));

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
