/* The caret and the selection of an article view, and which annotation is current. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

#include "editor/article-accessible.h"

/* Attempts to scroll to a place whose lines are not measured yet, one an idle moment. */
#define MAX_REVEAL_TRIES 200

static GtkTextBuffer *
get_buffer (ObArticleView *view)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
}

static void
get_iter (ObArticleView *view, guint32 offset, GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_offset (get_buffer (view), iter, (int) MIN (offset, G_MAXINT));
}

static gboolean
contains_entity (const GArray *entities, ObEntity entity)
{
  for (guint i = 0; i < entities->len; i++)
    if (g_array_index (entities, ObEntity, i) == entity)
      return TRUE;

  return FALSE;
}

/* TRUE when the display line of the place to reveal is in view and measured. */
static gboolean
is_revealed (ObArticleView *view)
{
  GtkTextView *text_view = GTK_TEXT_VIEW (view);
  GdkRectangle visible, place;
  GtkTextIter iter;
  int top, height;

  get_iter (view, view->reveal_offset, &iter);
  gtk_text_view_get_line_yrange (text_view, &iter, &top, &height);
  gtk_text_view_get_visible_rect (text_view, &visible);
  gtk_text_view_get_iter_location (text_view, &iter, &place);

  return height > 0 && place.y >= visible.y && place.y + place.height <= visible.y + visible.height;
}

static void
scroll_once (ObArticleView *view)
{
  GtkTextIter iter;

  get_iter (view, view->reveal_offset, &iter);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (view), &iter, view->reveal_centre ? 0 : 0.15,
                                view->reveal_centre, 0, 0.5);
}

static gboolean
reveal_cb (gpointer data)
{
  ObArticleView *view = data;

  if (is_revealed (view) || view->reveal_tries++ >= MAX_REVEAL_TRIES)
    {
      view->reveal_source = 0;
      return G_SOURCE_REMOVE;
    }

  scroll_once (view);
  return G_SOURCE_CONTINUE;
}

static void
start_revealing (ObArticleView *view)
{
  view->reveal_tries = 0;
  scroll_once (view);
  if (view->reveal_source == 0)
    view->reveal_source = g_idle_add (reveal_cb, view);
}

/* The smallest unit that holds [start, end) and more; the range itself when there is none. */
static ObSegment
get_grown (ObArticleView *view, guint32 start, guint32 end)
{
  static const ObUnit units[] = { OB_UNIT_WORD, OB_UNIT_SENTENCE, OB_UNIT_PARAGRAPH };
  ObText *text = ob_article_view_get_text (view);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      ObSegment unit = ob_boundary_get (view->rules, text, units[i], start);

      /* A selection over several units becomes whole units. */
      if (unit.start < unit.end && end > unit.end)
        unit.end = MAX (unit.end, ob_boundary_get (view->rules, text, units[i], end - 1).end);
      if (unit.start <= start && unit.end >= end && unit.end - unit.start > end - start)
        return unit;
    }

  return (ObSegment) { start, end };
}

static void
select_range (ObArticleView *view, guint32 start, guint32 end)
{
  GtkTextIter from, to;

  get_iter (view, start, &from);
  get_iter (view, end, &to);
  gtk_text_buffer_select_range (get_buffer (view), &to, &from);
}

/* Tells a screen reader that the caret has come to an annotation, or left one for none. */
static void
announce_current (ObArticleView *view, ObEntity before)
{
  g_autofree char *message = NULL;

  if (view->current != 0)
    message = g_strdup_printf (_("In %s"), ob_article_view_get_label_name (view, view->current));
  else if (before > 0)
    message = g_strdup_printf (_("Out of %s"), ob_article_view_get_label_name (view, before));
  if (message != NULL)
    ob_article_accessible_announce (GTK_WIDGET (view), message);
}

/* What the margin says of the current annotation: its speaker and its dispute.  (transfer full)
 * (nullable) */
static char *
dup_remark (ObArticleView *view)
{
  g_autoptr (ObAnnotation) annotation = NULL;
  g_autofree char *name = NULL, *question = NULL;
  ObEntity speaker, dispute;

  if (view->project == NULL || view->current <= 0)
    return NULL;
  annotation = ob_project_get_annotation (view->project, view->current);
  if (annotation == NULL)
    return NULL;

  speaker = ob_project_get_effective_speaker (view->project, view->current);
  dispute = ob_value_get_entity (ob_annotation_get_attribute (annotation, "dispute"));
  name = speaker != 0 ? ob_project_dup_label_of (view->project, speaker) : NULL;
  question = dispute != 0 ? ob_project_dup_label_of (view->project, dispute) : NULL;
  if (name == NULL && question == NULL)
    return NULL;

  return g_strconcat (name != NULL ? "— " : "", name != NULL ? name : "",
                      name != NULL && question != NULL ? "\n" : "", question != NULL ? "÷ " : "",
                      question, NULL);
}

/* Everything that is drawn for the current annotation alone. */
static void
show_ties (ObArticleView *view)
{
  g_autoptr (GArray) linked = ob_article_view_list_linked (view, view->current, NULL);
  g_autofree char *remark = dup_remark (view);

  ob_painter_set_linked (view->painter, linked);
  ob_painter_set_remark (view->painter, remark);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/* Public functions ----------------------------------------------------------------------------- */

guint32
ob_article_view_get_caret (ObArticleView *view)
{
  GtkTextIter iter;

  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), 0);

  gtk_text_buffer_get_iter_at_mark (get_buffer (view), &iter,
                                    gtk_text_buffer_get_insert (get_buffer (view)));
  return (guint32) gtk_text_iter_get_offset (&iter);
}

gboolean
ob_article_view_get_selection (ObArticleView *view, guint32 *start, guint32 *end)
{
  GtkTextIter from, to;
  gboolean selected = gtk_text_buffer_get_selection_bounds (get_buffer (view), &from, &to);

  *start = (guint32) gtk_text_iter_get_offset (&from);
  *end = (guint32) gtk_text_iter_get_offset (&to);
  return selected;
}

void
ob_article_view_place_caret (ObArticleView *view, guint32 offset, gboolean extend)
{
  GtkTextIter iter;

  get_iter (view, offset, &iter);
  if (extend)
    gtk_text_buffer_move_mark (get_buffer (view), gtk_text_buffer_get_insert (get_buffer (view)),
                               &iter);
  else
    gtk_text_buffer_place_cursor (get_buffer (view), &iter);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (view),
                                      gtk_text_buffer_get_insert (get_buffer (view)));
}

void
ob_article_view_select (ObArticleView *view, guint32 start, guint32 end)
{
  g_return_if_fail (OB_IS_ARTICLE_VIEW (view));

  ob_article_view_uncover_parts (view, start, end);
  select_range (view, start, end);
  ob_article_view_reveal (view, start);
}

void
ob_article_view_reveal (ObArticleView *view, guint32 offset)
{
  ob_article_view_uncover_parts (view, offset, offset);
  ob_article_view_set_near (view, offset);
  view->reveal_offset = offset;
  view->reveal_centre = FALSE;
  if (!gtk_widget_get_realized (GTK_WIDGET (view)) || !is_revealed (view))
    start_revealing (view);
}

void
ob_article_view_scroll_to (ObArticleView *view, guint32 offset)
{
  g_return_if_fail (OB_IS_ARTICLE_VIEW (view));

  view->reveal_offset = ob_article_view_skip_hidden (view, offset, FALSE);
  view->reveal_centre = TRUE;
  ob_article_view_set_near (view, view->reveal_offset);
  start_revealing (view);
}

void
ob_article_view_make_current (ObArticleView *view, ObEntity annotation, gboolean chosen)
{
  ObEntity before = view->current;

  view->chosen = chosen && annotation != 0;
  if (view->chosen)
    view->worked = annotation;
  if (view->current == annotation)
    return;

  view->current = annotation;
  ob_painter_set_current (view->painter, annotation);
  show_ties (view);
  announce_current (view, before);
  g_object_notify (G_OBJECT (view), "current-annotation");
}

void
ob_article_view_update_current (ObArticleView *view)
{
  g_autoptr (GArray) here
    = ob_highlights_list_at (view->highlights, ob_article_view_get_caret (view));

  if (view->mode == OB_MODE_READING)
    {
      /* What was chosen stays until the caret goes elsewhere: a tag may be shorter than the selection that
       * it was made from, whose end the caret is at. */
      g_autoptr (GArray) segments = ob_highlights_get_segments (view->highlights, view->current);
      gboolean stays = view->chosen && segments->len > 0;

      if (!stays)
        ob_article_view_make_current (view, here->len > 0 ? g_array_index (here, ObEntity, 0) : 0,
                                      FALSE);
    }

  show_ties (view);
}

void
ob_article_view_caret_moved (ObArticleView *view)
{
  guint32 start, end;

  if (!view->growing)
    g_array_set_size (view->grown, 0);
  ob_article_view_update_focus (view);

  /* While one selects, the annotation that one works on stays: the selection may become a segment
   * of it. */
  if (view->mode == OB_MODE_READING && !ob_article_view_get_selection (view, &start, &end))
    {
      g_autoptr (GArray) here = ob_highlights_list_at (view->highlights, start);

      if (!view->chosen || !contains_entity (here, view->current))
        ob_article_view_make_current (view, here->len > 0 ? g_array_index (here, ObEntity, 0) : 0,
                                      FALSE);
    }
}

void
ob_article_view_move (ObArticleView *view, ObUnit unit, gboolean backwards, gboolean extend)
{
  gboolean to_end = !backwards && (unit == OB_UNIT_WORD || extend);
  guint32 caret = ob_article_view_get_caret (view);

  ob_article_view_place_caret (view, ob_article_view_step (view, unit, to_end, backwards, caret),
                               extend);
}

void
ob_article_view_grow (ObArticleView *view)
{
  ObSegment before, grown;

  ob_article_view_get_selection (view, &before.start, &before.end);
  grown = get_grown (view, before.start, before.end);
  if (grown.start == before.start && grown.end == before.end)
    return;

  g_array_append_val (view->grown, before);
  view->growing = TRUE;
  select_range (view, grown.start, grown.end);
  view->growing = FALSE;
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (view),
                                      gtk_text_buffer_get_insert (get_buffer (view)));
}

void
ob_article_view_shrink (ObArticleView *view)
{
  ObSegment before;
  guint32 start, end;

  if (view->grown->len > 0)
    {
      before = g_array_index (view->grown, ObSegment, view->grown->len - 1);
      g_array_set_size (view->grown, view->grown->len - 1);
      view->growing = TRUE;
      select_range (view, before.start, before.end);
      view->growing = FALSE;
    }
  else if (ob_article_view_get_selection (view, &start, &end))
    ob_article_view_place_caret (view, start, FALSE);
}

ObEntity
ob_article_view_get_current (ObArticleView *view)
{
  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), 0);

  return view->current;
}

/* Goes for what is hidden by label or annotator: one that is gone to is seen. */
static void
uncover_annotation (ObArticleView *view, ObEntity annotation)
{
  g_autoptr (GArray) spans = ob_highlights_get_spans (view->highlights, annotation);
  const ObSpan *first = &g_array_index (spans, ObSpan, 0);

  ob_article_view_uncover (view, first->label);
  ob_article_view_uncover_annotator (view, first->annotator);
}

void
ob_article_view_set_current (ObArticleView *view, ObEntity annotation, gboolean reveal)
{
  g_autoptr (GArray) segments = NULL;
  guint32 start;

  g_return_if_fail (OB_IS_ARTICLE_VIEW (view));

  ob_article_view_leave_mode (view, TRUE);
  segments = ob_highlights_get_segments (view->highlights, annotation);
  if (segments->len == 0)
    return;

  start = g_array_index (segments, ObSegment, 0).start;
  ob_article_view_uncover_parts (view, start, g_array_index (segments, ObSegment, 0).end);
  uncover_annotation (view, annotation);
  select_range (view, start, start);
  ob_article_view_make_current (view, annotation, TRUE);
  if (reveal)
    ob_article_view_reveal (view, start);
}

GArray *
ob_article_view_list_selected (ObArticleView *view)
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  guint32 start, end;
  ObIntervalIter iter;
  const ObSpan *span;

  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), selected);

  if (!ob_article_view_get_selection (view, &start, &end))
    return selected;

  ob_interval_iter_init (&iter, ob_highlights_get_index (view->highlights), start, end);
  while ((span = ob_interval_iter_next (&iter)) != NULL)
    if (span->n_segments == 1 || !contains_entity (selected, span->annotation))
      g_array_append_val (selected, span->annotation);

  return selected;
}

void
ob_article_view_go (ObArticleView *view, gboolean backwards)
{
  ObEntity next = ob_highlights_get_neighbour (view->highlights, view->current,
                                               ob_article_view_get_caret (view), backwards);

  if (next != 0)
    ob_article_view_set_current (view, next, TRUE);
  else
    ob_article_view_emit_done (view, backwards ? _("There is no annotation before this one.")
                                               : _("There is no annotation after this one."));
}

void
ob_article_view_cycle (ObArticleView *view)
{
  g_autoptr (GArray) here
    = ob_highlights_list_at (view->highlights, ob_article_view_get_caret (view));
  guint next = 0;

  for (guint i = 0; i < here->len; i++)
    if (g_array_index (here, ObEntity, i) == view->current)
      next = (i + 1) % here->len;

  if (here->len > 0)
    ob_article_view_make_current (view, g_array_index (here, ObEntity, next), TRUE);
  else
    ob_article_view_emit_done (view, _("There is no annotation here."));
}
