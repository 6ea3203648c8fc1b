/* Annotations dragged out of the text (by their stripe in the margin, or by their words with Ctrl held)
 * and onto other annotations in it, which links the two.
 */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

#include "editor/annotation-drag.h"
#include "editor/link-type.h"

#define SAID_BY "said-by"

static void
get_buffer_point (ObArticleView *view, int x, int y, int *buffer_x, int *buffer_y)
{
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (view), GTK_TEXT_WINDOW_WIDGET, x, y, buffer_x,
                                         buffer_y);
}

/* The innermost annotation at a place of the widget: its words, or its stripe in the margin. */
static ObEntity
find_annotation (ObArticleView *view, int x, int y)
{
  GtkTextIter iter;
  ObEntity stripe;
  int buffer_x, buffer_y;
  g_autoptr (GArray) here = NULL;

  get_buffer_point (view, x, y, &buffer_x, &buffer_y);
  stripe = ob_painter_find_stripe (view->painter, buffer_x, buffer_y);
  if (stripe != 0
      || !gtk_text_view_get_iter_at_position (GTK_TEXT_VIEW (view), &iter, NULL, buffer_x, buffer_y))
    return stripe;

  here = ob_highlights_list_at (view->highlights, (guint32) gtk_text_iter_get_offset (&iter));

  return here->len > 0 ? g_array_index (here, ObEntity, 0) : 0;
}

static void
show_target (ObArticleView *view, ObEntity target)
{
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  if (view->drop_target == target)
    return;

  view->drop_target = target;
  if (target != 0)
    g_array_append_val (targets, target);
  ob_painter_set_candidates (view->painter, targets, 0);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/* Linking -------------------------------------------------------------------------------------- */

typedef struct
{
  ObArticleView *view; /* (unowned): the popover is one of it */
  GArray *from;        /* (owned) */
  ObEntity to;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_array_unref (choice->from);
  g_free (choice);
}

static gboolean
destroy_cb (gpointer widget)
{
  gtk_widget_destroy (widget);
  return G_SOURCE_REMOVE;
}

/* Not before the button that was chosen has been clicked. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_LOW, destroy_cb, g_object_ref (popover), g_object_unref);
}

static void
type_chosen_cb (GtkWidget *button, GtkWidget *popover)
{
  const Choice *choice = g_object_get_data (G_OBJECT (popover), "obelus-choice");

  gtk_popover_popdown (GTK_POPOVER (popover));
  ob_article_view_link (choice->view, choice->from, choice->to,
                        g_object_get_data (G_OBJECT (button), "obelus-type"));
  gtk_widget_grab_focus (GTK_WIDGET (choice->view));
}

/* Where the words of @annotation begin, in the widget; within what is seen of it. */
static GdkRectangle
find_place (ObArticleView *view, ObEntity annotation)
{
  GtkTextView *text_view = GTK_TEXT_VIEW (view);
  g_autoptr (GArray) segments = ob_highlights_get_segments (view->highlights, annotation);
  GdkRectangle place = { 0 };
  GtkTextIter iter;

  if (segments->len > 0)
    {
      gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (text_view), &iter,
                                          (int) g_array_index (segments, ObSegment, 0).start);
      gtk_text_view_get_iter_location (text_view, &iter, &place);
      gtk_text_view_buffer_to_window_coords (text_view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                             &place.x, &place.y);
    }
  place.x = CLAMP (place.x, 0, gtk_widget_get_allocated_width (GTK_WIDGET (view)));
  place.y = CLAMP (place.y, 0, gtk_widget_get_allocated_height (GTK_WIDGET (view)));

  return place;
}

static void
add_types (GtkWidget *box, GtkWidget *popover)
{
  const char *const *types = ob_link_get_types ();

  for (guint i = 0; types[i] != NULL; i++)
    {
      GtkWidget *button;

      if (g_str_equal (types[i], SAID_BY))
        continue;
      button = g_object_new (GTK_TYPE_MODEL_BUTTON, "text", ob_link_type_get_title (types[i]), NULL);
      g_object_set_data (G_OBJECT (button), "obelus-type", (gpointer) types[i]);
      g_signal_connect (button, "clicked", G_CALLBACK (type_chosen_cb), popover);
      gtk_container_add (GTK_CONTAINER (box), button);
    }
}

/* Two statements may be linked in several ways: a popover at the second asks in which. */
static void
ask_type (ObArticleView *view, const GArray *from, ObEntity to)
{
  GtkWidget *popover = gtk_popover_new (GTK_WIDGET (view));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *first = ob_article_view_quote_annotation (view, g_array_index (from, ObEntity, 0));
  g_autofree char *second = ob_article_view_quote_annotation (view, to);
  g_autofree char *title = g_strdup_printf (_("How is “%s” linked to “%s”?"), first, second);
  GtkWidget *head = gtk_label_new (title);
  GdkRectangle place = find_place (view, to);
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice) { view, g_array_copy ((GArray *) from), to };
  g_object_set_data_full (G_OBJECT (popover), "obelus-choice", choice, choice_free);
  g_object_set (head, "wrap", TRUE, "max-width-chars", 36, "xalign", 0.0, "margin", 6, NULL);
  g_object_set (box, "margin", 6, NULL);
  gtk_container_add (GTK_CONTAINER (box), head);
  add_types (box, popover);
  gtk_container_add (GTK_CONTAINER (popover), box);
  gtk_widget_show_all (box);
  atk_object_set_name (gtk_widget_get_accessible (popover), title);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_child_focus (box, GTK_DIR_TAB_FORWARD);
}

/* TRUE when all of them are mentions of speakers, or (FALSE @mentions) none is. */
static gboolean
are_all (ObArticleView *view, const GArray *annotations, gboolean mentions)
{
  for (guint i = 0; i < annotations->len; i++)
    if (ob_article_view_is_mention (view, g_array_index (annotations, ObEntity, i)) != mentions)
      return FALSE;

  return TRUE;
}

gboolean
ob_article_view_offer_link (ObArticleView *view, const GArray *annotations, ObEntity target)
{
  gboolean to_mention = ob_article_view_is_mention (view, target);

  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), FALSE);

  ob_article_view_leave_mode (view, TRUE);
  if (target == 0 || (annotations->len == 1 && g_array_index (annotations, ObEntity, 0) == target))
    return FALSE;

  if (to_mention && are_all (view, annotations, FALSE))
    return ob_article_view_link (view, annotations, target, SAID_BY);
  if (!to_mention && are_all (view, annotations, TRUE) && annotations->len == 1)
    {
      g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (ObEntity));

      g_array_append_val (from, target);
      return ob_article_view_link (view, from, g_array_index (annotations, ObEntity, 0), SAID_BY);
    }
  if (to_mention || !are_all (view, annotations, FALSE))
    {
      ob_article_view_emit_failed (view, _("Two mentions of speakers cannot be linked: give both the "
                                           "same speaker instead."));
      return FALSE;
    }

  ask_type (view, annotations, target);
  return TRUE;
}

/* Out of the text ------------------------------------------------------------------------------ */

void
ob_article_view_prepare_drag (ObArticleView *view, ObEntity annotation, int x, int y)
{
  view->drag_x = x;
  view->drag_y = y;
  view->drag_candidate = annotation;
}

gboolean
ob_article_view_prepare_drag_at (ObArticleView *view, int x, int y)
{
  ObEntity annotation = find_annotation (view, x, y);

  if (annotation == 0)
    return FALSE;

  ob_article_view_prepare_drag (view, annotation, x, y);
  return TRUE;
}

gboolean
ob_article_view_begin_drag (ObArticleView *view, GdkEventMotion *event)
{
  g_autoptr (GtkTargetList) targets = NULL;
  int x = (int) event->x, y = (int) event->y;

  if (view->drag_candidate == 0)
    return FALSE;
  if (!gtk_drag_check_threshold (GTK_WIDGET (view), view->drag_x, view->drag_y, x, y))
    return TRUE;

  targets = gtk_target_list_new (&ob_annotation_drag_target, 1);
  view->dragged = view->drag_candidate;
  view->drag_candidate = 0;
  gtk_drag_begin_with_coordinates (GTK_WIDGET (view), targets, GDK_ACTION_LINK, GDK_BUTTON_PRIMARY,
                                   (GdkEvent *) event, view->drag_x, view->drag_y);

  return TRUE;
}

void
ob_article_view_drag_begin (GtkWidget *widget, GdkDragContext *context)
{
  ObArticleView *view = OB_ARTICLE_VIEW (widget);
  g_autofree char *words = NULL;

  if (view->dragged == 0)
    {
      GTK_WIDGET_CLASS (g_type_class_peek (GTK_SOURCE_TYPE_VIEW))->drag_begin (widget, context);
      return;
    }

  words = ob_article_view_quote_annotation (view, view->dragged);
  ob_annotation_drag_set_icon (widget, context, words);
}

void
ob_article_view_drag_data_get (GtkWidget *widget,
                               GdkDragContext *context,
                               GtkSelectionData *data,
                               guint info,
                               guint time)
{
  ObArticleView *view = OB_ARTICLE_VIEW (widget);
  g_autoptr (GArray) annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  if (view->dragged == 0)
    {
      GTK_WIDGET_CLASS (g_type_class_peek (GTK_SOURCE_TYPE_VIEW))
        ->drag_data_get (widget, context, data, info, time);
      return;
    }

  g_array_append_val (annotations, view->dragged);
  ob_annotation_drag_set_data (data, view->project, annotations);
}

void
ob_article_view_drag_end (GtkWidget *widget, GdkDragContext *context)
{
  ObArticleView *view = OB_ARTICLE_VIEW (widget);

  if (view->dragged == 0)
    GTK_WIDGET_CLASS (g_type_class_peek (GTK_SOURCE_TYPE_VIEW))->drag_end (widget, context);
  view->dragged = 0;
}

/* Onto the text -------------------------------------------------------------------------------- */

gboolean
ob_article_view_drag_motion (GtkWidget *widget, GdkDragContext *context, int x, int y, guint time)
{
  ObArticleView *view = OB_ARTICLE_VIEW (widget);
  ObEntity target;

  if (!ob_annotation_drag_is (context))
    return GTK_WIDGET_CLASS (g_type_class_peek (GTK_SOURCE_TYPE_VIEW))
      ->drag_motion (widget, context, x, y, time);

  target = find_annotation (view, x, y);
  if (target == view->dragged || view->project == NULL || ob_project_is_read_only (view->project))
    target = 0;
  show_target (view, target);
  gdk_drag_status (context, target != 0 ? GDK_ACTION_LINK : 0, time);

  return TRUE;
}

void
ob_article_view_drag_leave (GtkWidget *widget, GdkDragContext *context, guint time)
{
  show_target (OB_ARTICLE_VIEW (widget), 0);
  GTK_WIDGET_CLASS (g_type_class_peek (GTK_SOURCE_TYPE_VIEW))->drag_leave (widget, context, time);
}

gboolean
ob_article_view_drag_drop (GtkWidget *widget, GdkDragContext *context, int x, int y, guint time)
{
  if (!ob_annotation_drag_is (context))
    return GTK_WIDGET_CLASS (g_type_class_peek (GTK_SOURCE_TYPE_VIEW))
      ->drag_drop (widget, context, x, y, time);

  gtk_drag_get_data (widget, context, gdk_atom_intern_static_string (OB_ANNOTATION_TARGET), time);

  return TRUE;
}

void
ob_article_view_drag_data_received (GtkWidget *widget,
                                    GdkDragContext *context,
                                    int x,
                                    int y,
                                    GtkSelectionData *data,
                                    guint info,
                                    guint time)
{
  ObArticleView *view = OB_ARTICLE_VIEW (widget);
  g_autoptr (GArray) annotations = NULL;
  gboolean done;

  if (gtk_selection_data_get_target (data) != gdk_atom_intern_static_string (OB_ANNOTATION_TARGET))
    {
      GTK_WIDGET_CLASS (g_type_class_peek (GTK_SOURCE_TYPE_VIEW))
        ->drag_data_received (widget, context, x, y, data, info, time);
      return;
    }

  show_target (view, 0);
  annotations = ob_annotation_drag_get_data (data, view->project);
  done = annotations != NULL
         && ob_article_view_offer_link (view, annotations, find_annotation (view, x, y));
  gtk_drag_finish (context, done, FALSE, time);
}
