/* Splitting an annotation in two, and joining two to one, without losing what is known of them. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

#define SAID_BY "said-by"

/* Where the caret cuts: not in a word, unless selections are taken as they are. */
static guint32
get_cut (ObArticleView *view)
{
  guint32 caret = ob_article_view_get_caret (view);
  ObSegment word = ob_boundary_get (view->rules, ob_article_view_get_text (view), OB_UNIT_WORD,
                                    caret);

  return view->snap && word.start < caret && caret < word.end ? word.start : caret;
}

static gboolean
has_link (GPtrArray *links, ObEntity from, ObEntity to, const char *type)
{
  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);

      if (link->from == from && link->to == to && g_str_equal (link->type, type))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_speaker (GPtrArray *links)
{
  for (guint i = 0; i < links->len; i++)
    if (g_str_equal (((ObLink *) g_ptr_array_index (links, i))->type, SAID_BY))
      return TRUE;

  return FALSE;
}

/* Gives @annotation, of which @known (nullable) is known, the attributes of @source that it does not
 * have; a position of another dispute than its own is none of its, nor is what only a label that it had
 * before knows.  By name: a dispute comes before the position in it. */
static gboolean
add_attributes (ObEdit *edit,
                const ObLabel *label,
                ObEntity annotation,
                const ObAnnotation *known,
                const ObAnnotation *source,
                GError **error)
{
  const ObValue *dispute = known != NULL ? ob_annotation_get_attribute (known, "dispute") : NULL;
  gboolean same_dispute
    = ob_value_is_none (dispute)
      || ob_value_equal (dispute, ob_annotation_get_attribute (source, "dispute"));

  for (guint i = 0; i < source->attributes->len; i++)
    {
      const ObField *field = &g_array_index (source->attributes, ObField, i);
      gboolean has = known != NULL
                     && !ob_value_is_none (ob_annotation_get_attribute (known, field->field));

      if (!has && label != NULL && ob_label_find_attribute (label, field->field) != NULL
          && (same_dispute || !g_str_equal (field->field, "position"))
          && !ob_edit_set_attribute (edit, annotation, field->field, field->value, error))
        return FALSE;
    }

  return TRUE;
}

/* Links @annotation to what @source is linked to, and what is linked to @source to it, except what it
 * is linked to already.  A claim keeps its one speaker. */
static gboolean
add_links (ObProject *project, ObEdit *edit, ObEntity annotation, ObEntity source, GError **error)
{
  g_autoptr (GPtrArray) from = ob_project_list_links (project, source, 0);
  g_autoptr (GPtrArray) to = ob_project_list_links (project, 0, source);
  g_autoptr (GPtrArray) own_from = NULL, own_to = NULL;
  gboolean new = annotation < 0;

  own_from = new ? g_ptr_array_new () : ob_project_list_links (project, annotation, 0);
  own_to = new ? g_ptr_array_new () : ob_project_list_links (project, 0, annotation);
  for (guint i = 0; i < from->len; i++)
    {
      const ObLink *link = g_ptr_array_index (from, i);
      gboolean spoken = g_str_equal (link->type, SAID_BY) && has_speaker (own_from);

      if (link->to != annotation && !spoken && !has_link (own_from, annotation, link->to, link->type)
          && ob_edit_link (edit, annotation, link->to, link->type, error) == 0)
        return FALSE;
    }
  for (guint i = 0; i < to->len; i++)
    {
      const ObLink *link = g_ptr_array_index (to, i);
      /* What says it was said by @source still has that speaker, when both stay. */
      gboolean spoken = new && g_str_equal (link->type, SAID_BY);

      if (link->from != annotation && !spoken && !has_link (own_to, link->from, annotation, link->type)
          && ob_edit_link (edit, link->from, annotation, link->type, error) == 0)
        return FALSE;
    }

  return TRUE;
}

/* The note of both, one under the other. */
static gboolean
join_notes (ObEdit *edit, const ObAnnotation *first, const ObAnnotation *second, GError **error)
{
  g_autofree char *note = NULL;

  if (second->note == NULL || g_strcmp0 (first->note, second->note) == 0)
    return TRUE;

  note = first->note != NULL ? g_strjoin ("\n", first->note, second->note, NULL)
                             : g_strdup (second->note);
  return ob_edit_set_note (edit, first->entity, note, error);
}

static gboolean
move_comments (ObProject *project, ObEdit *edit, ObEntity to, ObEntity from, GError **error)
{
  g_autoptr (GPtrArray) comments = ob_project_list_comments (project, from);

  for (guint i = 0; i < comments->len; i++)
    {
      const ObComment *comment = g_ptr_array_index (comments, i);
      ObEntity moved;

      ob_edit_set_annotator (edit, comment->annotator);
      moved = ob_edit_add_comment (edit, to, comment->text, error);
      if (moved == 0 || !ob_edit_set_times (edit, moved, comment->created, comment->created, error)
          || (comment->resolved && !ob_edit_set_number (edit, moved, "resolved", 1, error))
          || !ob_edit_delete (edit, comment->entity, error))
        return FALSE;
    }

  return TRUE;
}

/* Writes the two parts; returns the second, or 0 with @error. */
static ObEntity
write_split (ObArticleView *view,
             ObEdit *edit,
             const ObAnnotation *annotation,
             const GArray *before,
             const GArray *after,
             GError **error)
{
  const ObLabel *label = ob_highlights_get_label (view->highlights, annotation->label);
  ObEntity second;

  ob_edit_set_annotator (edit, annotation->annotator);
  if (annotation->origin != NULL)
    ob_edit_set_origin (edit, annotation->origin);
  if (!ob_edit_set_segments (edit, annotation->entity, before, error))
    return 0;
  second = ob_edit_annotate (edit, annotation->article, annotation->label, after, error);
  if (second == 0 || !add_attributes (edit, label, second, NULL, annotation, error)
      || (annotation->note != NULL && !ob_edit_set_note (edit, second, annotation->note, error))
      || !add_links (view->project, edit, second, annotation->entity, error))
    return 0;

  return second;
}

/* The next annotation that is shown, of the same label and annotator.  Returns: (transfer full)
 * (nullable). */
static ObAnnotation *
find_next_alike (ObArticleView *view, const ObAnnotation *annotation)
{
  ObEntity next = annotation->entity;

  while ((next = ob_highlights_get_neighbour (view->highlights, next, 0, FALSE)) != 0)
    {
      g_autoptr (GArray) spans = ob_highlights_get_spans (view->highlights, next);
      const ObSpan *span = &g_array_index (spans, ObSpan, 0);

      if (span->label == annotation->label && span->annotator == annotation->annotator)
        return ob_project_get_annotation (view->project, next);
    }

  return NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_view_split (ObArticleView *view)
{
  ObEntity current = ob_article_view_require_current (view), second;
  g_autoptr (ObAnnotation) annotation = NULL;
  g_autoptr (GArray) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *text = NULL, *name = NULL, *done = NULL;
  const char *label;
  guint32 cut;

  if (current == 0)
    return;
  annotation = ob_project_get_annotation (view->project, current);
  if (annotation == NULL)
    return;

  cut = get_cut (view);
  before = ob_article_view_subtract (view, annotation->segments, cut, G_MAXUINT32);
  after = ob_article_view_subtract (view, annotation->segments, 0, cut);
  if (before->len == 0 || after->len == 0)
    {
      ob_article_view_emit_failed (view, _("Put the caret between two words of the annotation first."));
      return;
    }

  text = ob_article_view_quote (view, annotation->segments);
  label = ob_article_view_get_label_name (view, current);
  name = g_strdup_printf (_("Split %s “%s”"), label, text);
  done = g_strdup_printf (_("Split %s “%s” in two."), label, text);
  edit = ob_edit_new (view->project, name);
  second = write_split (view, edit, annotation, before, after, &error);
  if (second == 0)
    {
      ob_article_view_emit_failed (view, error->message);
      return;
    }

  ob_article_view_place_caret (view, g_array_index (after, ObSegment, 0).start, FALSE);
  ob_article_view_commit (view, edit, second, current, done);
}

void
ob_article_view_join (ObArticleView *view)
{
  ObEntity current = ob_article_view_require_current (view);
  g_autoptr (ObAnnotation) first = NULL, second = NULL;
  g_autoptr (GArray) segments = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *text = NULL, *name = NULL, *done = NULL;
  const char *label;

  if (current == 0)
    return;
  first = ob_project_get_annotation (view->project, current);
  second = first != NULL ? find_next_alike (view, first) : NULL;
  label = ob_article_view_get_label_name (view, current);
  if (second == NULL)
    {
      g_autofree char *message
        = g_strdup_printf (_("No other %s by the same annotator comes after this one."), label);

      ob_article_view_emit_failed (view, message);
      return;
    }

  segments = ob_segments_copy (first->segments);
  g_array_append_vals (segments, second->segments->data, second->segments->len);
  ob_segments_normalise (segments);
  text = ob_article_view_quote (view, segments);
  name = g_strdup_printf (_("Join %s “%s”"), label, text);
  done = g_strdup_printf (_("Joined to %s “%s”."), label, text);
  edit = ob_edit_new (view->project, name);
  if (ob_edit_set_segments (edit, current, segments, &error)
      && add_attributes (edit, ob_highlights_get_label (view->highlights, first->label), current,
                         first, second, &error)
      && join_notes (edit, first, second, &error)
      && add_links (view->project, edit, current, second->entity, &error)
      && move_comments (view->project, edit, current, second->entity, &error)
      && ob_edit_delete (edit, second->entity, &error))
    ob_article_view_commit (view, edit, current, second->entity, done);
  else
    ob_article_view_emit_failed (view, error->message);
}
