/* Passages as examples of their label: what a codebook shows to those who learn to apply it. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

/* Between the examples of one label. */
#define SEPARATOR " · "

/* The words of @annotation as the codebook keeps them, on one line. */
static char *
get_passage (ObArticleView *view, ObEntity annotation)
{
  g_autoptr (GArray) segments = ob_highlights_get_segments (view->highlights, annotation);
  char *passage = ob_text_quote (ob_article_view_get_text (view), segments);

  return g_strdelimit (passage, "\n\t", ' ');
}

/* TRUE when @passage is one of the examples that @known holds. */
static gboolean
has_example (const char *known, const char *passage)
{
  g_auto (GStrv) examples = g_strsplit (known != NULL ? known : "", SEPARATOR, -1);

  return g_strv_contains ((const char *const *) examples, passage);
}

static void
add_example (ObArticleView *view, const char *field, gboolean counter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (ObAnnotation) annotation = NULL;
  g_autofree char *passage = NULL, *all = NULL, *name = NULL, *done = NULL;
  const ObLabel *label;
  const char *known;
  ObEntity current = ob_article_view_require_current (view);

  if (current == 0)
    return;
  annotation = ob_project_get_annotation (view->project, current);
  label = annotation != NULL ? ob_highlights_get_label (view->highlights, annotation->label) : NULL;
  if (label == NULL)
    return;

  passage = get_passage (view, current);
  known = counter ? label->counter_example : label->example;
  if (has_example (known, passage))
    {
      ob_article_view_emit_failed (view, _("The codebook has this passage already."));
      return;
    }

  all = known != NULL ? g_strconcat (known, SEPARATOR, passage, NULL) : g_strdup (passage);
  name = g_strdup_printf (counter ? _("Add counter-example of %s") : _("Add example of %s"),
                          label->name);
  done = g_strdup_printf (counter ? _("The codebook shows this passage as what %s is not.")
                                  : _("The codebook shows this passage as an example of %s."),
                          label->name);
  edit = ob_edit_new (view->project, name);
  if (ob_edit_set_text (edit, label->entity, field, all, &error))
    ob_article_view_commit (view, edit, current, 0, done);
  else
    ob_article_view_emit_failed (view, error->message);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_view_add_example (ObArticleView *view)
{
  add_example (view, "example", FALSE);
}

void
ob_article_view_add_counter_example (ObArticleView *view)
{
  add_example (view, "counter_example", TRUE);
}
