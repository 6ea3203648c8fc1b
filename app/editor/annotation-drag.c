/* The payload is the address of the project, as a number that is only compared, then the annotations,
 * 8 bytes each.
 */
#include "editor/annotation-drag.h"

#include <string.h>

/* Characters beside the pointer. */
#define ICON_CHARS 40
/* How long they are held over a button before it is pressed. */
#define HOVER_MILLISECONDS 450

const GtkTargetEntry ob_annotation_drag_target
  = { (char *) OB_ANNOTATION_TARGET, GTK_TARGET_SAME_APP, 0 };

typedef struct
{
  ObProject *project; /* (unowned): its lists are made again for another */
  ObAnnotationDropFunc func;
  gpointer data;
} Drop;

static gint64
name_project (ObProject *project)
{
  return (gint64) GPOINTER_TO_SIZE (project);
}

static void
drag_data_received_cb (GtkWidget *row,
                       GdkDragContext *context,
                       int x,
                       int y,
                       GtkSelectionData *data,
                       guint info,
                       guint time,
                       gpointer user_data)
{
  const Drop *drop = user_data;
  g_autoptr (GArray) annotations = ob_annotation_drag_get_data (data, drop->project);
  gboolean done = annotations != NULL && drop->func (row, annotations, drop->data);

  gtk_drag_finish (context, done, FALSE, time);
}

static gboolean
press_cb (gpointer button)
{
  g_object_steal_data (button, "obelus-hover");
  if (!GTK_IS_TOGGLE_BUTTON (button) || !gtk_toggle_button_get_active (button))
    gtk_button_clicked (button);

  return G_SOURCE_REMOVE;
}

static void
stop_hover (gpointer source)
{
  g_source_remove (GPOINTER_TO_UINT (source));
}

static gboolean
hover_moved_cb (GtkWidget *button, GdkDragContext *context, int x, int y, guint time)
{
  if (!ob_annotation_drag_is (context))
    return FALSE;

  if (g_object_get_data (G_OBJECT (button), "obelus-hover") == NULL)
    g_object_set_data_full (G_OBJECT (button), "obelus-hover",
                            GUINT_TO_POINTER (g_timeout_add (HOVER_MILLISECONDS, press_cb, button)),
                            stop_hover);
  gdk_drag_status (context, 0, time);

  return TRUE;
}

static void
hover_left_cb (GtkWidget *button, GdkDragContext *context, guint time)
{
  g_object_set_data (G_OBJECT (button), "obelus-hover", NULL);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_annotation_drag_is (GdkDragContext *context)
{
  GdkAtom wanted = gdk_atom_intern_static_string (OB_ANNOTATION_TARGET);

  for (GList *l = gdk_drag_context_list_targets (context); l != NULL; l = l->next)
    if (GDK_POINTER_TO_ATOM (l->data) == wanted)
      return TRUE;

  return FALSE;
}

void
ob_annotation_drag_set_data (GtkSelectionData *data, ObProject *project, const GArray *annotations)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 name = name_project (project);

  g_array_append_val (numbers, name);
  g_array_append_vals (numbers, annotations->data, annotations->len);
  gtk_selection_data_set (data, gdk_atom_intern_static_string (OB_ANNOTATION_TARGET), 8,
                          (const guchar *) numbers->data, (int) (numbers->len * sizeof (gint64)));
}

GArray *
ob_annotation_drag_get_data (GtkSelectionData *data, ObProject *project)
{
  int length = gtk_selection_data_get_length (data);
  const guchar *bytes = gtk_selection_data_get_data (data);
  g_autoptr (GArray) annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  gint64 number;

  if (project == NULL || length < (int) sizeof number || length % (int) sizeof number != 0)
    return NULL;

  memcpy (&number, bytes, sizeof number);
  if (number != name_project (project))
    return NULL;

  for (int at = (int) sizeof number; at < length; at += (int) sizeof number)
    {
      memcpy (&number, bytes + at, sizeof number);
      if (ob_project_get_kind (project, number) == OB_KIND_ANNOTATION)
        g_array_append_val (annotations, number);
    }

  return annotations->len > 0 ? g_steal_pointer (&annotations) : NULL;
}

void
ob_annotation_drag_set_icon (GtkWidget *widget, GdkDragContext *context, const char *words)
{
  g_autofree char *line = g_strdelimit (g_strdup (words), "\n\t", ' ');
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), ICON_CHARS);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "obelus-dragged");
  gtk_widget_set_direction (label, gtk_widget_get_direction (widget));
  gtk_widget_show (label);
  gtk_drag_set_icon_widget (context, label, -8, -8);
}

void
ob_annotation_drop_add (GtkWidget *row,
                        ObProject *project,
                        ObAnnotationDropFunc func,
                        gpointer data)
{
  Drop *drop = g_new (Drop, 1);

  *drop = (Drop) { project, func, data };
  gtk_drag_dest_set (row, GTK_DEST_DEFAULT_MOTION | GTK_DEST_DEFAULT_HIGHLIGHT | GTK_DEST_DEFAULT_DROP,
                     &ob_annotation_drag_target, 1, GDK_ACTION_LINK);
  gtk_style_context_add_class (gtk_widget_get_style_context (row), "obelus-drop");
  g_signal_connect_data (row, "drag-data-received", G_CALLBACK (drag_data_received_cb), drop,
                         (GClosureNotify) (void (*) (void)) g_free, 0);
}

void
ob_annotation_drag_open_on_hover (GtkWidget *button)
{
  gtk_drag_dest_set (button, 0, &ob_annotation_drag_target, 1, GDK_ACTION_LINK);
  g_signal_connect (button, "drag-motion", G_CALLBACK (hover_moved_cb), NULL);
  g_signal_connect (button, "drag-leave", G_CALLBACK (hover_left_cb), NULL);
}
