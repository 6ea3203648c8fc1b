/* The pointer on an article view: handles to drag, stripes and candidates to click. */
#include "editor/article-view-private.h"

static void
get_buffer_point (ObArticleView *view, double x, double y, int *buffer_x, int *buffer_y)
{
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (view), GTK_TEXT_WINDOW_TEXT, (int) x, (int) y,
                                         buffer_x, buffer_y);
}

static guint32
get_offset_at (ObArticleView *view, int x, int y)
{
  GtkTextIter iter;
  int trailing;

  gtk_text_view_get_iter_at_position (GTK_TEXT_VIEW (view), &iter, &trailing, x, y);
  return (guint32) (gtk_text_iter_get_offset (&iter) + trailing);
}

/* The character under the pointer. */
static guint32
get_offset_before (ObArticleView *view, int x, int y)
{
  GtkTextIter iter;

  gtk_text_view_get_iter_at_position (GTK_TEXT_VIEW (view), &iter, NULL, x, y);
  return (guint32) gtk_text_iter_get_offset (&iter);
}

/* TRUE when a click with these @modifiers would open a link. */
static gboolean
is_on_link (ObArticleView *view, int x, int y, guint modifiers)
{
  GtkTextIter iter;

  return (modifiers & gtk_accelerator_get_default_mod_mask ()) == GDK_CONTROL_MASK
         && gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (view), &iter, x, y)
         && ob_article_view_get_link (view, get_offset_before (view, x, y)) != NULL;
}

/* The boundary of a word nearest to @offset: a start for a start, an end for an end. */
static guint32
snap (ObArticleView *view, guint32 offset)
{
  guint32 before, after;

  if (!view->snap)
    return offset;

  before = ob_article_view_step (view, OB_UNIT_WORD, view->held.end, TRUE, offset + 1);
  after = ob_article_view_step (view, OB_UNIT_WORD, view->held.end, FALSE, offset);
  before = MIN (before, offset);

  return offset - before <= after - offset ? before : after;
}

static void
set_cursor (ObArticleView *view, const char *name)
{
  GtkWidget *widget = GTK_WIDGET (view);
  GdkWindow *window = gtk_text_view_get_window (GTK_TEXT_VIEW (view), GTK_TEXT_WINDOW_TEXT);
  g_autoptr (GdkCursor) cursor = gdk_cursor_new_from_name (gtk_widget_get_display (widget), name);

  gdk_window_set_cursor (window, cursor);
}

static gboolean
is_in_text (ObArticleView *view, GdkWindow *window)
{
  return window == gtk_text_view_get_window (GTK_TEXT_VIEW (view), GTK_TEXT_WINDOW_TEXT);
}

/* The candidate whose words were clicked. */
static gboolean
pick_at (ObArticleView *view, int x, int y)
{
  g_autoptr (GArray) here = ob_highlights_list_at (view->highlights, get_offset_at (view, x, y));

  for (guint i = 0; i < here->len; i++)
    if (ob_article_view_pick_candidate (view, g_array_index (here, ObEntity, i)))
      return TRUE;

  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_article_view_button_pressed (ObArticleView *view, GdkEventButton *event)
{
  ObHandle handle;
  ObEntity stripe;
  int x, y;

  if (!is_in_text (view, event->window))
    return FALSE;

  get_buffer_point (view, event->x, event->y, &x, &y);
  if (gdk_event_triggers_context_menu ((GdkEvent *) event))
    ob_article_view_place_caret_for_menu (view, get_offset_at (view, x, y));
  if (event->button != GDK_BUTTON_PRIMARY)
    return FALSE;

  view->drag_candidate = 0;
  view->pressed_link = 0;
  if (view->mode == OB_MODE_LINK && pick_at (view, x, y))
    return TRUE;

  handle = ob_painter_find_handle (view->painter, x, y);
  if (handle.segment >= 0 && event->type == GDK_BUTTON_PRESS)
    {
      gtk_widget_grab_focus (GTK_WIDGET (view));
      ob_article_view_hold (view, handle);
      view->dragging = view->mode == OB_MODE_BOUNDARY;
      return TRUE;
    }

  ob_article_view_leave_mode (view, TRUE);
  stripe = ob_painter_find_stripe (view->painter, x, y);
  if (stripe != 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (view));
      ob_article_view_set_current (view, stripe, FALSE);
      ob_article_view_prepare_drag (view, stripe, (int) event->x, (int) event->y);
      return TRUE;
    }

  /* A click opens the link; whether it is one, or the beginning of a drag, the release tells. */
  if (event->type == GDK_BUTTON_PRESS && is_on_link (view, x, y, event->state))
    {
      view->pressed_link = get_offset_before (view, x, y) + 1;
      if (!ob_article_view_prepare_drag_at (view, (int) event->x, (int) event->y))
        return TRUE;
    }

  /* A plain drag selects words, Ctrl with it takes hold of their annotation. */
  if ((event->state & gtk_accelerator_get_default_mod_mask ()) == GDK_CONTROL_MASK
      && ob_article_view_prepare_drag_at (view, (int) event->x, (int) event->y))
    {
      gtk_widget_grab_focus (GTK_WIDGET (view));
      ob_article_view_place_caret (view, get_offset_at (view, x, y), FALSE);
      return TRUE;
    }

  return FALSE;
}

gboolean
ob_article_view_button_released (ObArticleView *view, GdkEventButton *event)
{
  if (event->button != GDK_BUTTON_PRIMARY)
    return FALSE;

  if (view->pressed_link > 0)
    {
      ob_article_view_open_link_at (view, view->pressed_link - 1);
      view->pressed_link = view->drag_candidate = 0;
      return TRUE;
    }
  if (view->drag_candidate != 0)
    {
      view->drag_candidate = 0;
      return TRUE;
    }
  if (view->dragging)
    {
      ob_article_view_leave_mode (view, TRUE);
      return TRUE;
    }

  return FALSE;
}

void
ob_article_view_selection_made (ObArticleView *view)
{
  guint32 start, end;

  if (!ob_article_view_get_selection (view, &start, &end))
    view->worked = view->current != 0 ? view->current : view->worked;
  else if (view->sticky && view->last_label != 0)
    ob_article_view_tag (view, view->last_label);
}

gboolean
ob_article_view_pointer_moved (ObArticleView *view, GdkEventMotion *event)
{
  int x, y;

  if (!is_in_text (view, event->window))
    return FALSE;

  if ((event->state & GDK_BUTTON1_MASK) && ob_article_view_begin_drag (view, event))
    return TRUE;

  get_buffer_point (view, event->x, event->y, &x, &y);
  if (view->dragging)
    {
      ob_article_view_drag_to (view, snap (view, get_offset_at (view, x, y)));
      return TRUE;
    }

  if (ob_painter_find_handle (view->painter, x, y).segment >= 0)
    set_cursor (view, "ew-resize");
  else if (ob_painter_find_stripe (view->painter, x, y) != 0
           || is_on_link (view, x, y, event->state))
    set_cursor (view, "pointer");
  else
    set_cursor (view, "text");

  return FALSE;
}
