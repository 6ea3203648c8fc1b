#include "window/reread-queue.h"

#include <glib/gi18n.h>

#include "window/describe.h"
#include "window/report.h"
#include "window/rereads.h"

/* The index of the first item after the place, or of the last before it; wraps. */
static guint
find_next (const GArray *items, ObEntity article, guint32 start, ObEntity annotation, gboolean backwards)
{
  guint i;

  for (i = 0; i < items->len; i++)
    {
      const ObRereview *item = &g_array_index (items, ObRereview, i);

      if (item->article > article
          || (item->article == article
              && (item->start > start || (item->start == start && item->annotation > annotation))))
        break;
    }
  if (!backwards)
    return i < items->len ? i : 0;
  /* The one that the caret is on is not before itself. */
  if (i > 0 && g_array_index (items, ObRereview, i - 1).annotation == annotation)
    i--;
  return i > 0 ? i - 1 : items->len - 1;
}

static void
show (ObWindow *window, const GArray *items, guint i)
{
  const ObRereview *item = &g_array_index (items, ObRereview, i);
  ObWorkspace *workspace = ob_window_get_workspace (window);
  g_autofree char *label = ob_project_dup_label_of (ob_window_get_project (window), item->label);
  g_autofree char *what = ob_reread_queue_describe (item);
  /* Translators: where one is in a list, the label, and what of it is another: "Read again 3 of 12, Claim:
   * Name, Use when". */
  g_autofree char *message = g_strdup_printf (_("Read again %u of %u, %s: %s"), i + 1, items->len,
                                              label != NULL ? label : "", what);

  ob_workspace_show_article (workspace, item->article);
  ob_article_view_set_current (ob_workspace_get_view (workspace), item->annotation, TRUE);
  ob_workspace_tell (workspace, message);
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_reread_queue_describe (const ObRereview *item)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; item->changes[i] != NULL; i++)
    {
      g_autofree char *field = ob_describe_field (item->changes[i]);

      g_string_append_printf (words, "%s%s", i > 0 ? _(", ") : "", field);
    }
  return g_string_free (words, FALSE);
}

void
ob_reread_queue_step (ObWindow *window, gboolean backwards)
{
  ObProject *project = ob_window_get_project (window);
  ObWorkspace *workspace = ob_window_get_workspace (window);
  ObArticleView *view = ob_workspace_get_view (workspace);
  const ObRereviews *list = ob_rereads_get_list (ob_rereads_get (project));
  ObEntity current = ob_article_view_get_current (view);
  g_autoptr (ObAnnotation) annotation = current != 0 ? ob_project_get_annotation (project, current) : NULL;
  guint32 start = annotation != NULL ? ob_segments_get_hull (annotation->segments).start
                                     : ob_article_view_get_caret (view);

  if (list == NULL)
    ob_workspace_tell (workspace, _("The list of what is to be read again is still being made."));
  else if (list->items->len == 0)
    ob_workspace_tell (workspace, _("Nothing is to be read again."));
  else
    show (window, list->items,
          find_next (list->items, ob_workspace_get_article (workspace), start, current, backwards));
}

gboolean
ob_reread_queue_keep (ObWindow *window, ObEntity annotation)
{
  ObProject *project = ob_window_get_project (window);
  g_autoptr (ObEdit) edit = ob_edit_new (project, _("The label still fits"));
  g_autoptr (GError) error = NULL;

  if (ob_edit_dismiss (edit, annotation, &error) && ob_edit_commit (edit, &error))
    return TRUE;
  ob_report_error (GTK_WIDGET (window), error);
  return FALSE;
}

void
ob_reread_queue_keep_current (ObWindow *window)
{
  ObProject *project = ob_window_get_project (window);
  ObWorkspace *workspace = ob_window_get_workspace (window);
  ObEntity current = ob_article_view_get_current (ob_workspace_get_view (workspace));
  const ObRereviews *list = ob_rereads_get_list (ob_rereads_get (project));
  gboolean listed = FALSE;

  for (guint i = 0; list != NULL && i < list->items->len && !listed; i++)
    listed = g_array_index (list->items, ObRereview, i).annotation == current;
  if (!listed)
    {
      ob_workspace_tell (workspace, _("This annotation is not to be read again."));
      return;
    }
  if (!ob_reread_queue_keep (window, current))
    return;
  ob_rereads_refresh (ob_rereads_get (project));
  /* From the old list, which is as good for going on; of one there is nothing to go on to. */
  if (list->items->len > 1)
    ob_reread_queue_step (window, FALSE);
  else
    ob_workspace_tell (workspace, _("Nothing is left to be read again."));
}
