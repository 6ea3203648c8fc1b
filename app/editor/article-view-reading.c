/* How one reads: with large type, one paragraph at a time, with numbers in the margin.  A project
 * remembers it. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#define FOCUS_KEY "focus"
#define READING_KEY "reading"
#define NUMBERS_KEY "numbers"

static void
remember (ObArticleView *view, const char *key, int value)
{
  char number[16];

  g_snprintf (number, sizeof number, "%d", value);
  if (view->project != NULL)
    ob_project_set_local (view->project, key, number);
}

static int
recall (ObArticleView *view, const char *key)
{
  g_autofree char *saved = ob_project_get_local (view->project, key);

  return saved != NULL ? atoi (saved) : 0;
}

static void
set_state (ObArticleView *view, const char *name, gboolean state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (view->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (state));
}

static void
show_focus (ObArticleView *view, gboolean focus)
{
  view->focus = focus;
  set_state (view, "focus", focus);
  ob_article_view_update_focus (view);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
show_reading (ObArticleView *view, gboolean reading)
{
  view->reading = reading;
  ob_painter_set_quiet (view->painter, reading);
  set_state (view, "reading", reading);
  ob_article_view_set_zoom (view, view->zoom);
  gtk_widget_queue_resize (GTK_WIDGET (view));
}

static void
show_numbers (ObArticleView *view, ObNumbers numbers)
{
  view->numbers = numbers;
  ob_painter_set_numbers (view->painter, numbers, view->rules);
  gtk_widget_queue_resize (GTK_WIDGET (view));
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_view_set_focus (ObArticleView *view, gboolean focus)
{
  show_focus (view, focus);
  remember (view, FOCUS_KEY, focus);
  ob_article_view_emit_done (view, focus ? _("Only the paragraph of the caret stands out.")
                                         : _("All paragraphs are shown alike."));
}

void
ob_article_view_set_reading (ObArticleView *view, gboolean reading)
{
  show_reading (view, reading);
  remember (view, READING_KEY, reading);
  ob_article_view_emit_done (view, reading ? _("Large type to read by.") : _("Type to work by."));
}

void
ob_article_view_next_numbers (ObArticleView *view)
{
  static const char *const done[OB_N_NUMBERS] = {
    N_ ("Nothing is numbered."),
    N_ ("Lines are numbered."),
    N_ ("Paragraphs are numbered."),
    N_ ("Sentences are numbered."),
  };

  show_numbers (view, (view->numbers + 1) % OB_N_NUMBERS);
  remember (view, NUMBERS_KEY, view->numbers);
  ob_article_view_emit_done (view, _(done[view->numbers]));
}

void
ob_article_view_update_focus (ObArticleView *view)
{
  ob_painter_set_focus (view->painter, view->focus, ob_article_view_get_caret (view));
  if (view->focus)
    gtk_widget_queue_draw (GTK_WIDGET (view));
}

void
ob_article_view_update_numbers (ObArticleView *view)
{
  ob_painter_set_numbers (view->painter, view->numbers, view->rules);
}

void
ob_article_view_restore_reading (ObArticleView *view)
{
  show_focus (view, recall (view, FOCUS_KEY) == 1);
  show_reading (view, recall (view, READING_KEY) == 1);
  show_numbers (view, (ObNumbers) CLAMP (recall (view, NUMBERS_KEY), 0, OB_N_NUMBERS - 1));
}
