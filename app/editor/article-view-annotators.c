/* Whose annotations are shown: everybody's, one's own, or some people's; found again the next time. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* What this copy of a project remembers: "only" or "but", then ids of annotators, by spaces. */
#define ANNOTATORS_KEY "shown-annotators"

static void
remember (ObArticleView *view)
{
  GString *saved = g_string_new (view->annotators.only ? "only" : "but");

  for (guint i = 0; i < view->annotators.named->len; i++)
    {
      g_autofree char *id
        = ob_project_dup_id (view->project, g_array_index (view->annotators.named, ObEntity, i));

      if (id != NULL)
        g_string_append_printf (saved, " %s", id);
    }

  ob_project_set_local (view->project, ANNOTATORS_KEY, saved->str);
  g_string_free (saved, TRUE);
}

/* Nobody is left out as soon as everybody is named, so that newcomers are seen, too. */
static void
simplify (ObArticleView *view)
{
  g_autoptr (GPtrArray) annotators = ob_project_list_annotators (view->project);

  for (guint i = 0; i < annotators->len; i++)
    if (!ob_choice_has (&view->annotators, ((ObAnnotator *) g_ptr_array_index (annotators, i))->entity))
      return;

  ob_choice_set_all (&view->annotators);
}

static void
finish (ObArticleView *view, const char *done)
{
  simplify (view);
  remember (view);
  ob_article_view_apply_shown (view);
  ob_article_view_emit_done (view, done);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_article_view_shows_annotator (ObArticleView *view, ObEntity annotator)
{
  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), TRUE);

  return ob_choice_has (&view->annotators, annotator);
}

GArray *
ob_article_view_list_shown_annotators (ObArticleView *view)
{
  g_autoptr (GPtrArray) annotators = NULL;
  GArray *shown;
  ObEntity nobody = 0;

  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), NULL);

  if (view->project == NULL || ob_choice_is_all (&view->annotators))
    return NULL;

  shown = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  annotators = ob_project_list_annotators (view->project);
  for (guint i = 0; i < annotators->len; i++)
    {
      const ObAnnotator *annotator = g_ptr_array_index (annotators, i);

      if (ob_choice_has (&view->annotators, annotator->entity))
        g_array_append_val (shown, annotator->entity);
    }
  if (!view->annotators.only)
    g_array_append_val (shown, nobody);

  return shown;
}

guint
ob_article_view_get_n_hidden_annotators (ObArticleView *view)
{
  g_autoptr (GPtrArray) annotators = NULL;
  guint n = 0;

  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), 0);

  if (view->project == NULL || ob_choice_is_all (&view->annotators))
    return 0;

  annotators = ob_project_list_annotators (view->project);
  for (guint i = 0; i < annotators->len; i++)
    n += !ob_choice_has (&view->annotators,
                         ((ObAnnotator *) g_ptr_array_index (annotators, i))->entity);

  return n;
}

void
ob_article_view_toggle_annotator (ObArticleView *view, ObEntity annotator)
{
  gboolean show = !ob_choice_has (&view->annotators, annotator);
  g_autofree char *name = ob_project_dup_label_of (view->project, annotator);
  /* Translators: %s is an annotator. */
  g_autofree char *done = g_strdup_printf (show ? _("What %s annotated is shown.")
                                                : _("What %s annotated is hidden."),
                                           name != NULL ? name : "");

  ob_choice_set (&view->annotators, annotator, show);
  finish (view, done);
}

void
ob_article_view_show_only_annotator (ObArticleView *view, ObEntity annotator)
{
  g_autofree char *name = ob_project_dup_label_of (view->project, annotator);
  g_autofree char *done
    = g_strdup_printf (_("Only what %s annotated is shown."), name != NULL ? name : "");

  ob_choice_set_only (&view->annotators, annotator);
  finish (view, done);
}

void
ob_article_view_forget_annotators (ObArticleView *view)
{
  if (ob_choice_is_all (&view->annotators))
    return;

  ob_choice_set_all (&view->annotators);
  remember (view);
}

void
ob_article_view_toggle_mine (ObArticleView *view)
{
  ObEntity me;

  if (view->project == NULL)
    return;

  me = ob_project_get_annotator (view->project);
  if (view->annotators.only && view->annotators.named->len == 1
      && ob_choice_has (&view->annotators, me))
    {
      ob_choice_set_all (&view->annotators);
      finish (view, _("What everybody annotated is shown."));
    }
  else
    ob_article_view_show_only_annotator (view, me);
}

void
ob_article_view_uncover_annotator (ObArticleView *view, ObEntity annotator)
{
  if (ob_choice_has (&view->annotators, annotator))
    return;

  ob_choice_set (&view->annotators, annotator, TRUE);
  simplify (view);
  remember (view);
  ob_article_view_apply_shown (view);
}

void
ob_article_view_restore_annotators (ObArticleView *view)
{
  g_autofree char *saved = NULL;
  g_auto (GStrv) words = NULL;

  ob_choice_set_all (&view->annotators);
  if (view->project != NULL)
    saved = ob_project_get_local (view->project, ANNOTATORS_KEY);
  if (saved == NULL)
    return;

  words = g_strsplit (saved, " ", -1);
  for (guint i = 1; words[0] != NULL && words[i] != NULL; i++)
    {
      ObEntity annotator = ob_project_lookup (view->project, words[i]);

      if (annotator != 0 && ob_project_get_kind (view->project, annotator) == OB_KIND_ANNOTATOR)
        g_array_append_val (view->annotators.named, annotator);
    }
  view->annotators.only = g_strcmp0 (words[0], "only") == 0 && view->annotators.named->len > 0;
}
