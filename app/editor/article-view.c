/* The widget itself: what it shows and how that is kept in step with the project. */
#include "editor/article-view-private.h"

#include "analysis/suggestions.h"

#include <glib/gi18n.h>

#include "editor/annotation-drag.h"
#include "editor/article-accessible.h"
#include "editor/typography.h"

G_DEFINE_FINAL_TYPE (ObArticleView, ob_article_view, GTK_SOURCE_TYPE_VIEW)

enum
{
  PROP_CURRENT_ANNOTATION = 1,
  PROP_HINT,
};

enum
{
  CARET_MOVED,
  FAILED,
  DONE,
  PALETTE_REQUESTED,
  SHOW_REQUESTED,
  INSPECT_REQUESTED,
  LIKELY_REQUESTED,
  FILING_REQUESTED,
  FILTER_CHANGED,
  ACTIVATE_ACTION,
  ACTIVATE_LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
reload_spans (ObArticleView *view)
{
  if (view->project != NULL && view->article != 0)
    ob_highlights_take_spans (view->highlights,
                              ob_project_list_spans (view->project, view->article));
}

static void
annotations_changed_cb (ObProject *project,
                        gint64 article,
                        guint start,
                        guint end,
                        gpointer data)
{
  ObArticleView *view = data;

  if (view->committing || view->article == 0 || (article != 0 && article != view->article))
    return;

  ob_article_view_leave_mode (view, FALSE);
  if (article == 0 || end == G_MAXUINT)
    reload_spans (view);
  else
    {
      g_autoptr (GArray) spans = ob_project_list_spans_within (project, article, start, end);

      ob_highlights_replace_within (view->highlights, start, end, spans);
    }
  ob_article_view_update_current (view);
}

static void
codebook_changed_cb (ObProject *project, gpointer data)
{
  ObArticleView *view = data;
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);

  ob_highlights_set_codebook (view->highlights, codebook);
  ob_article_view_update_shown (view);
}

static void
highlights_changed_cb (ObHighlights *highlights, guint start, guint end, gpointer data)
{
  gtk_widget_queue_draw (GTK_WIDGET (data));
}

static void
caret_moved_cb (GObject *buffer, GParamSpec *pspec, gpointer data)
{
  ObArticleView *view = data;

  ob_article_view_caret_moved (view);
  g_signal_emit (view, signals[CARET_MOVED], 0);
}

/* A buffer with the text, which is never undone nor edited. */
static GtkSourceBuffer *
create_buffer (ObArticleView *view, ObText *text, const ObArticle *article, ObFormatting *formatting)
{
  GtkSourceBuffer *buffer = gtk_source_buffer_new (ob_typesetting_get_table (view->typesetting));
  gsize n_bytes;
  const char *utf8 = ob_text_get_utf8 (text, &n_bytes);
  GtkTextIter start;

  gtk_source_buffer_set_max_undo_levels (buffer, 0);
  gtk_source_buffer_set_highlight_syntax (buffer, FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);
  gtk_source_buffer_set_implicit_trailing_newline (buffer, FALSE);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), utf8, (int) n_bytes);
  ob_article_view_set_structure (view, GTK_TEXT_BUFFER (buffer), text, article, formatting);
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (buffer), &start,
                                      (int) ob_hidden_parts_get_offset (view->parts, 0));
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (buffer), &start);

  return buffer;
}

/* The layout keeps the line of the caret in the buffer that it had before until it hears of a mark;
 * moving the caret first would send it looking for that line in the new one, and end the program. */
static void
forget_cursor_line (GtkTextBuffer *buffer)
{
  GtkTextMark *insert = gtk_text_buffer_get_insert (buffer);
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, insert);
  g_signal_emit_by_name (buffer, "mark-set", &caret, insert);
}

/* The margins change sides with the direction of the text. */
static void
set_direction (ObArticleView *view, ObText *text)
{
  gboolean otherwise = gtk_widget_get_direction (GTK_WIDGET (view)) == GTK_TEXT_DIR_RTL;
  gboolean leftwards = ob_typography_runs_leftwards (text, otherwise);

  if (view->leftwards != leftwards)
    gtk_widget_queue_resize (GTK_WIDGET (view));
  view->leftwards = leftwards;
  ob_painter_set_leftwards (view->painter, leftwards);
}

static void
show_text (ObArticleView *view, ObText *text, const ObArticle *article, ObFormatting *formatting)
{
  g_autoptr (GtkSourceBuffer) buffer = create_buffer (view, text, article, formatting);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));

  g_clear_handle_id (&view->reveal_source, g_source_remove);
  set_direction (view, text);
  ob_geometry_set_text (view->geometry, text);
  ob_highlights_set_text (view->highlights, text);
  g_array_set_size (view->grown, 0);
  view->worked = 0;
  ob_article_view_clear_ghosts (view);

  gtk_text_view_set_buffer (GTK_TEXT_VIEW (view), GTK_TEXT_BUFFER (buffer));
  forget_cursor_line (GTK_TEXT_BUFFER (buffer));
  g_signal_connect_object (buffer, "notify::cursor-position", G_CALLBACK (caret_moved_cb), view, 0);
  ob_typography_set_leading (GTK_TEXT_VIEW (view), text);
  ob_typesetting_update (view->typesetting, GTK_TEXT_VIEW (view), view->column);
  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, 0);

  /* Has GTK measure two pages around the caret before it draws.  Where a frame reaches below what is
   * measured (the pixel cache is larger than the window) GTK lays out the whole rest of the text. */
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (view),
                                gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (buffer)), 0, FALSE, 0,
                                0);

  g_clear_pointer (&view->rules, ob_boundary_rules_unref);
  view->rules = ob_boundary_rules_new (article != NULL ? article->language : NULL);
  ob_article_view_update_numbers (view);
  ob_article_view_update_focus (view);
}

static void
set_project (ObArticleView *view, ObProject *project)
{
  if (view->project == project)
    return;

  if (view->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (view->project, view);
      g_clear_object (&view->project);
    }

  if (project != NULL)
    {
      view->project = g_object_ref (project);
      g_signal_connect_object (project, "annotations-changed", G_CALLBACK (annotations_changed_cb),
                               view, 0);
      g_signal_connect_object (project, "codebook-changed", G_CALLBACK (codebook_changed_cb), view,
                               0);
      g_signal_connect_object (project, "directory-changed",
                               G_CALLBACK (ob_article_view_update_shown), view,
                               G_CONNECT_SWAPPED);
      codebook_changed_cb (project, view);
    }
  else
    ob_highlights_set_codebook (view->highlights, NULL);
  ob_article_view_restore_shown (view);
  ob_article_view_restore_parts (view);
}

/* Overrides ------------------------------------------------------------------------------------ */

static void
ob_article_view_draw_layer (GtkTextView *text_view, GtkTextViewLayer layer, cairo_t *cr)
{
  ObArticleView *view = OB_ARTICLE_VIEW (text_view);

  GTK_TEXT_VIEW_CLASS (ob_article_view_parent_class)->draw_layer (text_view, layer, cr);

  cairo_save (cr);
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    ob_painter_draw_below (view->painter, cr);
  else if (layer == GTK_TEXT_VIEW_LAYER_ABOVE_TEXT)
    ob_painter_draw_above (view->painter, cr);
  cairo_restore (cr);
}

static gboolean
ob_article_view_draw (GtkWidget *widget, cairo_t *cr)
{
  ObArticleView *view = OB_ARTICLE_VIEW (widget);
  gboolean handled = GTK_WIDGET_CLASS (ob_article_view_parent_class)->draw (widget, cr);

  if (view->hint != NULL)
    ob_article_view_draw_hint (view, cr);

  return handled;
}

static void
ob_article_view_size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  ObArticleView *view = OB_ARTICLE_VIEW (widget);

  view->column = ob_typography_set_margins (GTK_TEXT_VIEW (view), allocation->width,
                                            ob_painter_get_margin (view->painter), view->leftwards);
  ob_typesetting_update (view->typesetting, GTK_TEXT_VIEW (view), view->column);
  GTK_WIDGET_CLASS (ob_article_view_parent_class)->size_allocate (widget, allocation);
}

static void
ob_article_view_style_updated (GtkWidget *widget)
{
  ObArticleView *view = OB_ARTICLE_VIEW (widget);

  GTK_WIDGET_CLASS (ob_article_view_parent_class)->style_updated (widget);
  ob_article_view_update_scheme (view);
  ob_geometry_invalidate (view->geometry);
  ob_typography_set_leading (GTK_TEXT_VIEW (view), ob_article_view_get_text (view));
  ob_typesetting_update (view->typesetting, GTK_TEXT_VIEW (view), view->column);
  gtk_widget_queue_resize (widget);
}

static gboolean
ob_article_view_key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  ObArticleView *view = OB_ARTICLE_VIEW (widget);

  if (ob_article_view_handle_mode_key (view, event))
    return TRUE;
  if (view->sticky && event->keyval == GDK_KEY_Escape)
    {
      g_action_group_change_action_state (G_ACTION_GROUP (view->actions), "sticky",
                                          g_variant_new_boolean (FALSE));
      return TRUE;
    }
  if (ob_article_view_handle_label_key (view, event))
    {
      ob_article_view_set_hint (view, NULL); /* which names the sticky label */
      return TRUE;
    }

  /* Before the input method, which would take plain letters. */
  if (gtk_bindings_activate_event (G_OBJECT (view), event))
    return TRUE;

  return GTK_WIDGET_CLASS (ob_article_view_parent_class)->key_press_event (widget, event);
}

static gboolean
ob_article_view_button_press_event (GtkWidget *widget, GdkEventButton *event)
{
  if (ob_article_view_button_pressed (OB_ARTICLE_VIEW (widget), event))
    return TRUE;

  return GTK_WIDGET_CLASS (ob_article_view_parent_class)->button_press_event (widget, event);
}

static gboolean
ob_article_view_button_release_event (GtkWidget *widget, GdkEventButton *event)
{
  ObArticleView *view = OB_ARTICLE_VIEW (widget);
  gboolean handled;

  if (ob_article_view_button_released (view, event))
    return TRUE;

  handled = GTK_WIDGET_CLASS (ob_article_view_parent_class)->button_release_event (widget, event);
  if (event->button == GDK_BUTTON_PRIMARY)
    ob_article_view_selection_made (view);

  return handled;
}

static gboolean
ob_article_view_motion_notify_event (GtkWidget *widget, GdkEventMotion *event)
{
  if (ob_article_view_pointer_moved (OB_ARTICLE_VIEW (widget), event))
    return TRUE;

  return GTK_WIDGET_CLASS (ob_article_view_parent_class)->motion_notify_event (widget, event);
}

static gboolean
ob_article_view_focus_out_event (GtkWidget *widget, GdkEventFocus *event)
{
  ob_article_view_leave_mode (OB_ARTICLE_VIEW (widget), TRUE);
  return GTK_WIDGET_CLASS (ob_article_view_parent_class)->focus_out_event (widget, event);
}

static void
ob_article_view_move_cursor (GtkTextView *text_view,
                             GtkMovementStep step,
                             int count,
                             gboolean extend)
{
  ObArticleView *view = OB_ARTICLE_VIEW (text_view);
  guint32 caret, shown;

  if (step == GTK_MOVEMENT_WORDS)
    {
      for (int i = 0; i < ABS (count); i++)
        ob_article_view_move (view, OB_UNIT_WORD, count < 0, extend);
      return;
    }

  GTK_TEXT_VIEW_CLASS (ob_article_view_parent_class)->move_cursor (text_view, step, count, extend);

  /* Some steps of GTK's end in text that is hidden. */
  caret = ob_article_view_get_caret (view);
  shown = ob_article_view_skip_hidden (view, caret, count < 0 && caret > 0);
  if (shown != caret)
    ob_article_view_place_caret (view, shown, extend);
}

/* A double click selects a word, a triple click a sentence. */
static gboolean
ob_article_view_extend_selection (GtkTextView *text_view,
                                  GtkTextExtendSelection granularity,
                                  const GtkTextIter *location,
                                  GtkTextIter *start,
                                  GtkTextIter *end)
{
  ObArticleView *view = OB_ARTICLE_VIEW (text_view);
  ObUnit unit = granularity == GTK_TEXT_EXTEND_SELECTION_WORD ? OB_UNIT_WORD : OB_UNIT_SENTENCE;
  ObSegment range = ob_boundary_get (view->rules, ob_article_view_get_text (view), unit,
                                     (guint32) gtk_text_iter_get_offset (location));

  *start = *end = *location;
  gtk_text_iter_set_offset (start, (int) range.start);
  gtk_text_iter_set_offset (end, (int) range.end);
  return GDK_EVENT_STOP;
}

static gboolean
ob_article_view_query_tooltip_at (GtkWidget *widget,
                                  int x,
                                  int y,
                                  gboolean keyboard,
                                  GtkTooltip *tooltip)
{
  return !keyboard && ob_article_view_query_tooltip (OB_ARTICLE_VIEW (widget), x, y, tooltip);
}

static void
ob_article_view_populate_popup (GtkTextView *text_view, GtkWidget *popup)
{
  if (GTK_IS_MENU_SHELL (popup))
    ob_article_view_fill_menu (OB_ARTICLE_VIEW (text_view), GTK_MENU_SHELL (popup));
}

static void
ob_article_view_activate_action (ObArticleView *view, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (view->actions), name, NULL);
}

static void
ob_article_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ObArticleView *view = OB_ARTICLE_VIEW (object);

  switch (id)
    {
    case PROP_CURRENT_ANNOTATION:
      g_value_set_int64 (value, view->current);
      break;
    case PROP_HINT:
      g_value_set_string (value, view->hint);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ob_article_view_dispose (GObject *object)
{
  ObArticleView *view = OB_ARTICLE_VIEW (object);

  g_clear_handle_id (&view->reveal_source, g_source_remove);
  g_clear_handle_id (&view->setter_source, g_source_remove);
  g_clear_pointer (&view->setter, ob_text_setter_free);
  g_cancellable_cancel (view->ghost_search);
  g_clear_handle_id (&view->spread_source, g_source_remove);
  set_project (view, NULL);

  G_OBJECT_CLASS (ob_article_view_parent_class)->dispose (object);
}

static void
ob_article_view_finalize (GObject *object)
{
  ObArticleView *view = OB_ARTICLE_VIEW (object);

  g_clear_pointer (&view->painter, ob_painter_free);
  g_clear_pointer (&view->geometry, ob_geometry_free);
  g_clear_object (&view->highlights);
  g_clear_pointer (&view->parts, ob_hidden_parts_free);
  g_clear_pointer (&view->formatting, ob_formatting_unref);
  g_clear_pointer (&view->typesetting, ob_typesetting_free);
  g_clear_pointer (&view->rules, ob_boundary_rules_unref);
  g_clear_object (&view->zoom_css);
  g_clear_object (&view->actions);
  g_clear_pointer (&view->hidden, g_array_unref);
  ob_choice_clear (&view->annotators);
  g_clear_pointer (&view->grown, g_array_unref);
  g_clear_pointer (&view->original, g_array_unref);
  g_clear_pointer (&view->candidates, g_array_unref);
  g_clear_pointer (&view->ghosts, g_ptr_array_unref);
  g_clear_object (&view->ghost_search);
  g_clear_pointer (&view->hint, g_free);

  G_OBJECT_CLASS (ob_article_view_parent_class)->finalize (object);
}

static void
add_signals (void)
{
  signals[CARET_MOVED] = g_signal_new ("caret-moved", OB_TYPE_ARTICLE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", OB_TYPE_ARTICLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DONE] = g_signal_new ("done", OB_TYPE_ARTICLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PALETTE_REQUESTED] = g_signal_new ("palette-requested", OB_TYPE_ARTICLE_VIEW,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOW_REQUESTED] = g_signal_new ("show-requested", OB_TYPE_ARTICLE_VIEW, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[INSPECT_REQUESTED] = g_signal_new ("inspect-requested", OB_TYPE_ARTICLE_VIEW,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LIKELY_REQUESTED] = g_signal_new ("likely-requested", OB_TYPE_ARTICLE_VIEW,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_UINT);
  signals[FILING_REQUESTED] = g_signal_new ("filing-requested", OB_TYPE_ARTICLE_VIEW,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_UINT);
  signals[FILTER_CHANGED] = g_signal_new ("filter-changed", OB_TYPE_ARTICLE_VIEW, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE_LINK] = g_signal_new ("activate-link", OB_TYPE_ARTICLE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                         g_signal_accumulator_true_handled, NULL, NULL,
                                         G_TYPE_BOOLEAN, 1, G_TYPE_STRING);
  signals[ACTIVATE_ACTION]
    = g_signal_new_class_handler ("activate-action", OB_TYPE_ARTICLE_VIEW,
                                  G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
                                  G_CALLBACK (ob_article_view_activate_action), NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ob_article_view_class_init (ObArticleViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GtkTextViewClass *text_class = GTK_TEXT_VIEW_CLASS (class);

  object_class->get_property = ob_article_view_get_property;
  object_class->dispose = ob_article_view_dispose;
  object_class->finalize = ob_article_view_finalize;
  widget_class->draw = ob_article_view_draw;
  widget_class->size_allocate = ob_article_view_size_allocate;
  widget_class->style_updated = ob_article_view_style_updated;
  widget_class->key_press_event = ob_article_view_key_press_event;
  widget_class->button_press_event = ob_article_view_button_press_event;
  widget_class->button_release_event = ob_article_view_button_release_event;
  widget_class->motion_notify_event = ob_article_view_motion_notify_event;
  widget_class->focus_out_event = ob_article_view_focus_out_event;
  widget_class->drag_begin = ob_article_view_drag_begin;
  widget_class->drag_data_get = ob_article_view_drag_data_get;
  widget_class->drag_end = ob_article_view_drag_end;
  widget_class->drag_motion = ob_article_view_drag_motion;
  widget_class->drag_leave = ob_article_view_drag_leave;
  widget_class->drag_drop = ob_article_view_drag_drop;
  widget_class->drag_data_received = ob_article_view_drag_data_received;
  widget_class->query_tooltip = ob_article_view_query_tooltip_at;
  text_class->draw_layer = ob_article_view_draw_layer;
  text_class->move_cursor = ob_article_view_move_cursor;
  text_class->extend_selection = ob_article_view_extend_selection;
  text_class->populate_popup = ob_article_view_populate_popup;

  gtk_widget_class_set_accessible_type (widget_class, OB_TYPE_ARTICLE_ACCESSIBLE);
  add_signals ();
  ob_article_view_add_bindings (gtk_binding_set_by_class (class));

  g_object_class_install_property (
    object_class, PROP_CURRENT_ANNOTATION,
    g_param_spec_int64 ("current-annotation", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
    object_class, PROP_HINT,
    g_param_spec_string ("hint", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
ob_article_view_init (ObArticleView *view)
{
  GtkTextView *text_view = GTK_TEXT_VIEW (view);

  view->zoom = 1.0;
  view->snap = TRUE;
  view->held = OB_HANDLE_NONE;
  view->hidden = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  ob_choice_init (&view->annotators);
  view->grown = g_array_new (FALSE, FALSE, sizeof (ObSegment));
  view->candidates = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  view->ghosts = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_suggestion_free);
  view->highlights = ob_highlights_new ();
  view->typesetting = ob_typesetting_new ();
  view->geometry = ob_geometry_new (text_view);
  view->painter = ob_painter_new (text_view, view->highlights, view->geometry);
  view->actions = ob_article_view_create_actions (view);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "editor", G_ACTION_GROUP (view->actions));
  g_signal_connect_object (view->highlights, "changed", G_CALLBACK (highlights_changed_cb), view, 0);

  ob_article_view_add_style_sheets (view);
  gtk_target_list_add_table (gtk_drag_dest_get_target_list (GTK_WIDGET (view)),
                             &ob_annotation_drag_target, 1);
  gtk_text_view_set_editable (text_view, FALSE);
  gtk_text_view_set_cursor_visible (text_view, TRUE);
  gtk_text_view_set_accepts_tab (text_view, FALSE);
  gtk_text_view_set_wrap_mode (text_view, GTK_WRAP_WORD_CHAR);
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (view), FALSE);
  gtk_source_view_set_highlight_current_line (GTK_SOURCE_VIEW (view), FALSE);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (view)), _("Article text"));
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  show_text (view, ob_highlights_get_text (view->highlights), NULL, NULL);
}

/* Public functions ----------------------------------------------------------------------------- */

GtkWidget *
ob_article_view_new (void)
{
  return g_object_new (OB_TYPE_ARTICLE_VIEW, NULL);
}

void
ob_article_view_set_article (ObArticleView *view, ObProject *project, ObEntity article)
{
  g_autoptr (ObArticle) details = NULL;
  g_autoptr (ObText) text = NULL;
  g_autoptr (ObFormatting) formatting = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (OB_IS_ARTICLE_VIEW (view));

  ob_article_view_leave_mode (view, TRUE);
  set_project (view, project);
  if (project != NULL && article != 0)
    {
      details = ob_project_get_article (project, article);
      text = ob_project_get_text (project, article, &error);
      if (text != NULL)
        formatting = ob_project_get_formatting (project, article, &error);
      if (error != NULL)
        ob_article_view_emit_failed (view, error->message);
    }

  view->article = text != NULL ? article : 0;
  if (text == NULL)
    text = ob_text_new ("");
  show_text (view, text, details, formatting);
  reload_spans (view);
  view->current = -1;
  ob_article_view_make_current (view, 0, FALSE);
  ob_article_view_update_current (view);
  g_signal_emit (view, signals[CARET_MOVED], 0);
  ob_article_view_emit_filter_changed (view);
}

ObEntity
ob_article_view_get_article (ObArticleView *view)
{
  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), 0);

  return view->article;
}

void
ob_article_view_take_hits (ObArticleView *view, GArray *hits)
{
  g_return_if_fail (OB_IS_ARTICLE_VIEW (view));

  ob_highlights_take_hits (view->highlights, hits);
}

ObHighlights *
ob_article_view_get_highlights (ObArticleView *view)
{
  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), NULL);

  return view->highlights;
}

GActionGroup *
ob_article_view_get_actions (ObArticleView *view)
{
  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), NULL);

  return G_ACTION_GROUP (view->actions);
}

void
ob_article_view_set_filter (ObArticleView *view, const GArray *labels, const GArray *annotators)
{
  g_return_if_fail (OB_IS_ARTICLE_VIEW (view));

  ob_article_view_leave_mode (view, TRUE);
  ob_highlights_set_filter (view->highlights, labels, annotators);
  ob_article_view_update_current (view);
}

ObText *
ob_article_view_get_text (ObArticleView *view)
{
  return ob_highlights_get_text (view->highlights);
}

void
ob_article_view_emit_failed (ObArticleView *view, const char *message)
{
  ob_article_accessible_announce (GTK_WIDGET (view), message);
  g_signal_emit (view, signals[FAILED], 0, message);
}

void
ob_article_view_emit_done (ObArticleView *view, const char *message)
{
  ob_article_accessible_announce (GTK_WIDGET (view), message);
  g_signal_emit (view, signals[DONE], 0, message);
}

void
ob_article_view_emit_filter_changed (ObArticleView *view)
{
  g_signal_emit (view, signals[FILTER_CHANGED], 0);
}

void
ob_article_view_emit_activate_link (ObArticleView *view, const char *address)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (view));
  g_autoptr (GError) error = NULL;
  gboolean handled = FALSE;

  g_signal_emit (view, signals[ACTIVATE_LINK], 0, address, &handled);
  if (!handled
      && !gtk_show_uri_on_window (GTK_IS_WINDOW (window) ? GTK_WINDOW (window) : NULL, address,
                                  gtk_get_current_event_time (), &error))
    ob_article_view_emit_failed (view, error->message);
}

void
ob_article_view_emit_palette_requested (ObArticleView *view)
{
  g_signal_emit (view, signals[PALETTE_REQUESTED], 0);
}

void
ob_article_view_emit_show_requested (ObArticleView *view)
{
  g_signal_emit (view, signals[SHOW_REQUESTED], 0);
}

void
ob_article_view_emit_inspect_requested (ObArticleView *view)
{
  g_signal_emit (view, signals[INSPECT_REQUESTED], 0);
}

void
ob_article_view_emit_likely_requested (ObArticleView *view, guint number)
{
  g_signal_emit (view, signals[LIKELY_REQUESTED], 0, number);
}

void
ob_article_view_emit_filing_requested (ObArticleView *view, ObKind kind)
{
  g_signal_emit (view, signals[FILING_REQUESTED], 0, (guint) kind);
}

void
ob_article_view_reload (ObArticleView *view)
{
  reload_spans (view);
  ob_article_view_update_current (view);
}
