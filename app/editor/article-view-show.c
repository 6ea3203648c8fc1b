/* Which annotations are shown, and how large the text: what a reader chooses for a project, and finds
 * again the next time. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

/* What this copy of a project remembers: the ids of hidden labels, by spaces; the zoom. */
#define HIDDEN_KEY "hidden-labels"
#define ZOOM_KEY "zoom"

/* The codebook may have lost labels that are hidden. */
static void
forget_lost_labels (ObArticleView *view)
{
  for (guint i = view->hidden->len; i > 0; i--)
    if (ob_highlights_get_label (view->highlights, g_array_index (view->hidden, ObEntity, i - 1)) == NULL)
      g_array_remove_index (view->hidden, i - 1);
}

static void
remember_hidden (ObArticleView *view)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < view->hidden->len; i++)
    {
      const ObLabel *label = ob_highlights_get_label (view->highlights,
                                                      g_array_index (view->hidden, ObEntity, i));

      if (label != NULL)
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", label->id);
    }

  if (view->project != NULL)
    ob_project_set_local (view->project, HIDDEN_KEY, ids->str);
  g_string_free (ids, TRUE);
}

/* Keeps the action's state, which menus show, in step. */
static void
set_bare (ObArticleView *view, gboolean bare)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (view->actions), "bare");

  view->bare = bare;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (bare));
}

static void
set_hidden (ObArticleView *view, ObEntity label, gboolean hide)
{
  for (guint i = view->hidden->len; i > 0; i--)
    if (g_array_index (view->hidden, ObEntity, i - 1) == label)
      g_array_remove_index (view->hidden, i - 1);
  if (hide)
    g_array_append_val (view->hidden, label);
}

static void
finish (ObArticleView *view, const char *done)
{
  remember_hidden (view);
  ob_article_view_apply_shown (view);
  ob_article_view_emit_done (view, done);
}

static void
restore_hidden (ObArticleView *view)
{
  ObCodebook *codebook = ob_highlights_get_codebook (view->highlights);
  g_autofree char *saved = ob_project_get_local (view->project, HIDDEN_KEY);
  g_auto (GStrv) ids = saved != NULL ? g_strsplit (saved, " ", -1) : NULL;

  for (guint i = 0; codebook != NULL && ids != NULL && ids[i] != NULL; i++)
    {
      const ObLabel *label = ob_codebook_find (codebook, ids[i]);

      if (label != NULL)
        set_hidden (view, label->entity, TRUE);
    }
}

static void
restore_zoom (ObArticleView *view)
{
  g_autofree char *saved = ob_project_get_local (view->project, ZOOM_KEY);
  double zoom = saved != NULL ? g_ascii_strtod (saved, NULL) : 1.0;

  ob_article_view_set_zoom (view, zoom > 0 ? zoom : 1.0);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_view_apply_shown (ObArticleView *view)
{
  g_autoptr (GArray) labels = NULL, annotators = NULL;

  forget_lost_labels (view);
  labels = view->bare ? g_array_new (FALSE, FALSE, sizeof (ObEntity))
                      : ob_article_view_list_shown_labels (view);
  annotators = ob_article_view_list_shown_annotators (view);
  ob_article_view_set_filter (view, labels, annotators);
  ob_article_view_emit_filter_changed (view);
}

GArray *
ob_article_view_list_shown_labels (ObArticleView *view)
{
  ObCodebook *codebook;
  GArray *shown;

  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), NULL);

  codebook = ob_highlights_get_codebook (view->highlights);
  if (codebook == NULL || view->hidden->len == 0)
    return NULL;

  shown = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      if (!ob_article_view_is_hidden (view, label->entity))
        g_array_append_val (shown, label->entity);
    }

  return shown;
}

const GArray *
ob_article_view_get_hidden (ObArticleView *view)
{
  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), NULL);

  return view->hidden;
}

gboolean
ob_article_view_is_bare (ObArticleView *view)
{
  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), FALSE);

  return view->bare;
}

gboolean
ob_article_view_is_hidden (ObArticleView *view, ObEntity label)
{
  for (guint i = 0; i < view->hidden->len; i++)
    if (g_array_index (view->hidden, ObEntity, i) == label)
      return TRUE;

  return FALSE;
}

void
ob_article_view_toggle_label (ObArticleView *view, const ObLabel *label)
{
  gboolean hide = !ob_article_view_is_hidden (view, label->entity);
  g_autofree char *done
    = g_strdup_printf (hide ? _("%s is hidden.") : _("%s is shown."), label->name);

  set_hidden (view, label->entity, hide);
  finish (view, done);
}

void
ob_article_view_show_only (ObArticleView *view, const ObLabel *label)
{
  ObCodebook *codebook = ob_highlights_get_codebook (view->highlights);
  g_autofree char *done = g_strdup_printf (_("Only %s is shown."), label->name);

  set_bare (view, FALSE);
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      ObEntity entity = ((ObLabel *) g_ptr_array_index (codebook->labels, i))->entity;

      set_hidden (view, entity, entity != label->entity);
    }
  finish (view, done);
}

void
ob_article_view_show_all (ObArticleView *view)
{
  set_bare (view, FALSE);
  g_array_set_size (view->hidden, 0);
  ob_article_view_forget_annotators (view);
  finish (view, _("All annotations are shown."));
}

void
ob_article_view_set_bare (ObArticleView *view, gboolean bare)
{
  set_bare (view, bare);
  finish (view, bare ? _("Annotations are hidden.") : _("Annotations are shown."));
}

void
ob_article_view_uncover (ObArticleView *view, ObEntity label)
{
  if (!view->bare && !ob_article_view_is_hidden (view, label))
    return;

  set_bare (view, FALSE);
  set_hidden (view, label, FALSE);
  remember_hidden (view);
  ob_article_view_apply_shown (view);
}

void
ob_article_view_update_shown (ObArticleView *view)
{
  if (view->bare || view->hidden->len > 0 || !ob_choice_is_all (&view->annotators))
    ob_article_view_apply_shown (view);
}

void
ob_article_view_restore_shown (ObArticleView *view)
{
  set_bare (view, FALSE);
  g_array_set_size (view->hidden, 0);
  ob_article_view_restore_annotators (view);
  if (view->project != NULL)
    {
      restore_hidden (view);
      restore_zoom (view);
      ob_article_view_restore_reading (view);
    }
  ob_article_view_apply_shown (view);
}

void
ob_article_view_remember_zoom (ObArticleView *view)
{
  char zoom[G_ASCII_DTOSTR_BUF_SIZE];

  if (view->project != NULL)
    ob_project_set_local (view->project, ZOOM_KEY, g_ascii_formatd (zoom, sizeof zoom, "%.3f", view->zoom));
}
