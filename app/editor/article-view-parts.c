/* What the structure of an article is to its reader: parts of the page that are hidden, and links. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

/* What a tooltip shows of an address, in characters. */
#define MAX_ADDRESS 90

/* The rest of a text is set after the first frame and before GTK measures lines, which would have to be
 * measured once more; so long at a time, in microseconds. */
#define SETTER_PRIORITY (GDK_PRIORITY_REDRAW + 2)
#define SETTER_TIME 4000

static GtkTextBuffer *
get_buffer (ObArticleView *view)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
}

/* Finds out what is to be hidden in @buffer, which holds @text and hides nothing yet. */
static void
hide_parts (ObArticleView *view, GtkTextBuffer *buffer, ObText *text)
{
  g_clear_pointer (&view->parts, ob_hidden_parts_free);
  view->parts = ob_hidden_parts_new (text, view->show_hidden ? NULL : view->formatting);
  for (guint i = 0; i < ob_hidden_parts_get_n (view->parts); i++)
    ob_typesetting_hide (view->typesetting, buffer, ob_hidden_parts_get (view->parts, i), TRUE);
  ob_painter_set_structure (view->painter, view->formatting, view->parts);
}

/* After other parts are hidden than before. */
static void
parts_changed (ObArticleView *view)
{
  guint32 caret = ob_article_view_get_caret (view);
  guint32 shown = ob_article_view_skip_hidden (view, caret, TRUE);

  if (shown != caret)
    ob_article_view_place_caret (view, shown, FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (view));
  ob_article_view_emit_filter_changed (view);
}

static void
show_hidden (ObArticleView *view, gboolean show)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (view->actions), "show-hidden");
  ObText *text = ob_article_view_get_text (view);

  view->show_hidden = show;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (show));
  ob_typesetting_hide (view->typesetting, get_buffer (view),
                       (ObSegment) { 0, ob_text_get_length (text) }, FALSE);
  hide_parts (view, get_buffer (view), text);
  parts_changed (view);
}

/* One step; the end or start of the text when there is no further unit. */
static guint32
step_once (ObArticleView *view, ObUnit unit, gboolean to_end, gboolean backwards, guint32 offset)
{
  ObText *text = ob_article_view_get_text (view);

  if (backwards)
    return to_end ? ob_boundary_previous_end (view->rules, text, unit, offset)
                  : ob_boundary_previous_start (view->rules, text, unit, offset);
  return to_end ? ob_boundary_next_end (view->rules, text, unit, offset)
                : ob_boundary_next_start (view->rules, text, unit, offset);
}

/* Only what a browser opens: an article's links come from anywhere. */
static gboolean
can_open (const char *address)
{
  g_autofree char *scheme = g_uri_parse_scheme (address);

  return scheme != NULL
         && (g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0
             || g_ascii_strcasecmp (scheme, "mailto") == 0);
}

/* Public functions ------------------------------------------------------------------------------ */

/* What the tags have changed has other layouts. */
static gboolean
go_on_cb (gpointer data)
{
  ObArticleView *view = data;
  gboolean more = ob_text_setter_go_on (view->setter, SETTER_TIME);

  ob_geometry_forget_layouts (view->geometry);
  if (more)
    return G_SOURCE_CONTINUE;

  view->setter_source = 0;
  g_clear_pointer (&view->setter, ob_text_setter_free);
  return G_SOURCE_REMOVE;
}

void
ob_article_view_set_near (ObArticleView *view, guint32 offset)
{
  if (view->setter == NULL)
    return;

  ob_text_setter_set_near (view->setter, offset);
  ob_geometry_forget_layouts (view->geometry);
}

void
ob_article_view_set_structure (ObArticleView *view,
                               GtkTextBuffer *buffer,
                               ObText *text,
                               const ObArticle *article,
                               ObFormatting *formatting)
{
  g_clear_pointer (&view->formatting, ob_formatting_unref);
  if (formatting != NULL)
    view->formatting = ob_formatting_ref (formatting);
  g_clear_handle_id (&view->setter_source, g_source_remove);
  g_clear_pointer (&view->setter, ob_text_setter_free);
  view->setter = ob_text_setter_new (view->typesetting, buffer, text, formatting, article);
  ob_text_setter_set_near (view->setter, 0);
  if (ob_text_setter_go_on (view->setter, 0))
    view->setter_source = g_idle_add_full (SETTER_PRIORITY, go_on_cb, view, NULL);
  else
    g_clear_pointer (&view->setter, ob_text_setter_free);
  hide_parts (view, buffer, text);
}

void
ob_article_view_set_show_hidden (ObArticleView *view, gboolean show)
{
  guint n;

  show_hidden (view, show);
  if (view->project != NULL)
    ob_project_set_local (view->project, OB_SHOW_HIDDEN_PARTS_KEY, show ? "1" : "0");

  n = ob_hidden_parts_get_n (view->parts);
  if (show)
    ob_article_view_emit_done (view, _("The whole page is shown."));
  else if (n == 0)
    ob_article_view_emit_done (view, _("Nothing of this article is hidden."));
  else
    {
      g_autofree char *done
        = g_strdup_printf (ngettext ("%u part that is not the article is hidden.",
                                     "%u parts that are not the article are hidden.", n), n);

      ob_article_view_emit_done (view, done);
    }
}

void
ob_article_view_uncover_parts (ObArticleView *view, guint32 start, guint32 end)
{
  guint i = ob_hidden_parts_find_index (view->parts, start);
  gboolean uncovered = FALSE;

  while (i < ob_hidden_parts_get_n (view->parts)
         && ob_hidden_parts_get (view->parts, i).start < MAX (end, start + 1))
    {
      ob_typesetting_hide (view->typesetting, get_buffer (view),
                           ob_hidden_parts_get (view->parts, i), FALSE);
      ob_hidden_parts_show (view->parts, i);
      uncovered = TRUE;
    }
  if (!uncovered)
    return;

  parts_changed (view);
  ob_article_view_emit_done (view, _("This part of the page was hidden."));
}

guint32
ob_article_view_step (ObArticleView *view,
                      ObUnit unit,
                      gboolean to_end,
                      gboolean backwards,
                      guint32 offset)
{
  guint32 length = ob_text_get_length (ob_article_view_get_text (view));
  guint32 at = step_once (view, unit, to_end, backwards, offset);
  ObSegment part;

  /* An end belongs to the character before it, a start to that after it. */
  while (ob_hidden_parts_find (view->parts, to_end && at > 0 ? at - 1 : at, &part))
    {
      guint32 edge = backwards ? part.start : part.end;

      if (edge == (backwards ? 0 : length))
        return offset;
      if (!backwards && !to_end)
        edge--; /* what begins there counts */
      if (backwards && to_end)
        edge++;
      at = step_once (view, unit, to_end, backwards, edge);
    }

  return at;
}

guint32
ob_article_view_skip_hidden (ObArticleView *view, guint32 offset, gboolean backwards)
{
  guint32 length = ob_text_get_length (ob_article_view_get_text (view));
  ObSegment part;

  if (!ob_hidden_parts_find (view->parts, offset, &part))
    return offset;
  if (part.start == 0)
    return part.end;
  if (part.end == length)
    return part.start - 1;

  return backwards ? part.start - 1 : part.end;
}

const char *
ob_article_view_get_link (ObArticleView *view, guint32 offset)
{
  return view->formatting != NULL
           ? ob_formatting_get_link (view->formatting, ob_article_view_get_text (view), offset)
           : NULL;
}

void
ob_article_view_open_link_at (ObArticleView *view, guint32 offset)
{
  const char *address = ob_article_view_get_link (view, offset);

  if (address == NULL)
    ob_article_view_emit_done (view, _("There is no link here."));
  else if (!can_open (address))
    ob_article_view_emit_failed (view, _("This link does not lead to a web page. Copy its address to "
                                         "see where it leads."));
  else
    ob_article_view_emit_activate_link (view, address);
}

void
ob_article_view_open_link (ObArticleView *view)
{
  ob_article_view_open_link_at (view, ob_article_view_get_caret (view));
}

void
ob_article_view_copy_link (ObArticleView *view)
{
  const char *address = ob_article_view_get_link (view, ob_article_view_get_caret (view));

  if (address == NULL)
    {
      ob_article_view_emit_done (view, _("There is no link here."));
      return;
    }

  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (view), GDK_SELECTION_CLIPBOARD),
                          address, -1);
  ob_article_view_emit_done (view, _("The address is on the clipboard."));
}

gboolean
ob_article_view_query_tooltip (ObArticleView *view, int x, int y, GtkTooltip *tooltip)
{
  GtkTextIter iter;
  const char *address;
  int buffer_x, buffer_y;
  g_autofree char *shown = NULL, *words = NULL;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (view), GTK_TEXT_WINDOW_WIDGET, x, y, &buffer_x,
                                         &buffer_y);
  if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (view), &iter, buffer_x, buffer_y))
    return FALSE;
  address = ob_article_view_get_link (view, (guint32) gtk_text_iter_get_offset (&iter));
  if (address == NULL)
    return FALSE;

  shown = g_utf8_strlen (address, -1) > MAX_ADDRESS ? g_utf8_substring (address, 0, MAX_ADDRESS)
                                                    : g_strdup (address);
  words = g_strdup_printf (_("%s%s\nCtrl and a click open it."), shown,
                           g_str_equal (shown, address) ? "" : "…");
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

void
ob_article_view_restore_parts (ObArticleView *view)
{
  g_autofree char *saved
    = view->project != NULL ? ob_project_get_local (view->project, OB_SHOW_HIDDEN_PARTS_KEY) : NULL;

  show_hidden (view, g_strcmp0 (saved, "1") == 0);
}

/* Of the widget --------------------------------------------------------------------------------- */

guint
ob_article_view_get_n_hidden_parts (ObArticleView *view)
{
  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), 0);

  return ob_hidden_parts_get_n (view->parts);
}

const ObHiddenParts *
ob_article_view_get_hidden_parts (ObArticleView *view)
{
  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), NULL);

  return view->parts;
}

const ObFormatting *
ob_article_view_get_formatting (ObArticleView *view)
{
  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), NULL);

  return view->formatting;
}
