/* What keys, handles and links write to the project: one named edit for each gesture. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

#include "editor/link-type.h"

/* Code points of a quotation in the name of an edit. */
#define QUOTE_LENGTH 40

#define SAID_BY "said-by"
#define SPEAKER_LABEL "speaker"

/* FALSE, and said so, when there is no project to write to. */
static gboolean
can_edit (ObArticleView *view)
{
  if (view->project == NULL || view->article == 0)
    {
      ob_article_view_emit_failed (view, _("Open an article first."));
      return FALSE;
    }
  if (ob_project_is_read_only (view->project))
    {
      ob_article_view_emit_failed (view, ob_project_get_read_only_reason (view->project));
      return FALSE;
    }

  return TRUE;
}

/* Appends [start, end) without the spaces at its ends, if anything is left. */
static void
append_trimmed (GArray *segments, ObText *text, guint32 start, guint32 end)
{
  ObSegment segment = { start, end };

  while (segment.start < segment.end
         && g_unichar_isspace (ob_text_get_char (text, segment.end - 1)))
    segment.end--;
  while (segment.start < segment.end && g_unichar_isspace (ob_text_get_char (text, segment.start)))
    segment.start++;
  if (segment.start < segment.end)
    g_array_append_val (segments, segment);
}

/* The part of the current annotation that a removal means: the selection, or the segment at the
 * caret. */
static ObSegment
get_part_to_remove (ObArticleView *view, const GArray *segments)
{
  ObSegment part;
  guint32 caret = ob_article_view_get_caret (view);

  if (ob_article_view_get_selection (view, &part.start, &part.end))
    return view->snap ? ob_boundary_snap (ob_article_view_get_text (view), part.start, part.end)
                      : part;

  for (guint i = 0; i < segments->len; i++)
    {
      part = g_array_index (segments, ObSegment, i);
      if (caret >= part.start && caret <= part.end)
        return part;
    }

  return (ObSegment) { caret, caret };
}

/* TRUE when [start, end) lies in one of the segments. */
static gboolean
cover (const GArray *segments, guint32 start, guint32 end)
{
  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);

      if (segment.start <= start && segment.end >= end)
        return TRUE;
    }

  return FALSE;
}

/* The annotation that @target is added to: the current one; but when that has these words already,
 * one selected inside of it, and means the one worked on last. */
static ObEntity
get_annotation_to_extend (ObArticleView *view, const GArray *target)
{
  g_autoptr (GArray) current = ob_highlights_get_segments (view->highlights, view->current);
  g_autoptr (GArray) worked = ob_highlights_get_segments (view->highlights, view->worked);
  ObSegment hull = { 0, 0 };

  if (target->len > 0)
    hull = ob_segments_get_hull (target);
  if (current->len > 0 && !cover (current, hull.start, hull.end))
    return view->current;

  return worked->len > 0 ? view->worked : 0;
}

/* Returns: (transfer none) (nullable): the link by @type to @to, in an array of those from one. */
static ObLink *
find_link (GPtrArray *links, ObEntity to, const char *type)
{
  for (guint i = 0; i < links->len; i++)
    {
      ObLink *link = g_ptr_array_index (links, i);

      if (link->to == to && g_str_equal (link->type, type))
        return link;
    }

  return NULL;
}

/* Takes the other speakers of @from away, since a claim has one speaker. */
static gboolean
delete_speakers (ObEdit *edit, GPtrArray *links, GError **error)
{
  for (guint i = 0; i < links->len; i++)
    {
      ObLink *link = g_ptr_array_index (links, i);

      if (g_str_equal (link->type, SAID_BY) && !ob_edit_delete (edit, link->entity, error))
        return FALSE;
    }

  return TRUE;
}

static void
add_partners (GPtrArray *links, const char *type, gboolean ends, GArray *out)
{
  for (guint i = 0; i < links->len; i++)
    {
      ObLink *link = g_ptr_array_index (links, i);
      ObEntity partner = ends ? link->to : link->from;

      if (type == NULL || g_str_equal (link->type, type))
        g_array_append_val (out, partner);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_article_view_quote (ObArticleView *view, const GArray *segments)
{
  g_autofree char *whole = ob_text_quote (ob_article_view_get_text (view), segments);

  g_strdelimit (whole, "\n\t", ' ');
  if (g_utf8_strlen (whole, -1) > QUOTE_LENGTH)
    {
      g_autofree char *start = g_utf8_substring (whole, 0, QUOTE_LENGTH - 1);

      g_strchomp (start);
      return g_strconcat (start, "…", NULL);
    }

  return g_steal_pointer (&whole);
}

char *
ob_article_view_quote_annotation (ObArticleView *view, ObEntity annotation)
{
  g_autoptr (GArray) segments = ob_highlights_get_segments (view->highlights, annotation);

  return ob_article_view_quote (view, segments);
}

ObEntity
ob_article_view_commit (ObArticleView *view,
                        ObEdit *edit,
                        ObEntity annotation,
                        ObEntity other,
                        const char *done)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) spans = NULL;
  gboolean committed;

  view->committing = TRUE;
  committed = ob_edit_commit (edit, &error);
  view->committing = FALSE;
  if (!committed)
    {
      ob_article_view_emit_failed (view, error->message);
      return 0;
    }

  annotation = ob_edit_resolve (edit, annotation);
  spans = ob_project_get_spans (view->project, annotation);
  ob_highlights_replace (view->highlights, annotation, spans);
  if (other != 0)
    {
      g_autoptr (GArray) other_spans = ob_project_get_spans (view->project, other);

      ob_highlights_replace (view->highlights, other, other_spans);
    }
  if (spans->len > 0)
    ob_article_view_make_current (view, annotation, TRUE);
  ob_article_view_update_current (view);
  ob_article_view_emit_done (view, done);

  return annotation;
}

ObEntity
ob_article_view_require_current (ObArticleView *view)
{
  if (!can_edit (view))
    return 0;
  if (view->current == 0)
    ob_article_view_emit_failed (view, _("Put the caret on an annotation first."));

  return view->current;
}

GArray *
ob_article_view_subtract (ObArticleView *view, const GArray *segments, guint32 start, guint32 end)
{
  ObText *text = ob_article_view_get_text (view);
  GArray *rest = ob_segments_new ();

  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);

      if (segment.end <= start || segment.start >= end)
        {
          g_array_append_val (rest, segment);
          continue;
        }
      append_trimmed (rest, text, segment.start, start);
      append_trimmed (rest, text, end, segment.end);
    }

  return rest;
}

GArray *
ob_article_view_get_target (ObArticleView *view)
{
  g_autoptr (GArray) whole = NULL;
  ObText *text;
  ObSegment target;

  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), NULL);

  text = ob_article_view_get_text (view);
  if (!ob_article_view_get_selection (view, &target.start, &target.end))
    target = ob_boundary_get (view->rules, text, OB_UNIT_WORD, target.start);
  else if (view->snap)
    target = ob_boundary_snap (text, target.start, target.end);

  if (target.start >= target.end)
    return ob_segments_new ();

  whole = ob_segments_new_single (target.start, target.end);
  return ob_hidden_parts_cut (view->parts, text, whole);
}

ObEntity
ob_article_view_tag (ObArticleView *view, ObEntity label)
{
  g_autoptr (GArray) target = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *text = NULL, *name = NULL, *done = NULL;
  const ObLabel *found;
  ObEntity annotation;

  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), 0);

  ob_article_view_leave_mode (view, TRUE);
  if (!can_edit (view))
    return 0;

  found = ob_highlights_get_label (view->highlights, label);
  target = ob_article_view_get_target (view);
  if (found == NULL || target->len == 0)
    {
      ob_article_view_emit_failed (view, _("There are no words here to tag: select some first."));
      return 0;
    }

  text = ob_article_view_quote (view, target);
  /* Translators: the name of a step in the history: the words that were tagged, and the label. */
  name = g_strdup_printf (_("Tag “%s” as %s"), text, found->name);
  edit = ob_edit_new (view->project, name);
  annotation = ob_edit_annotate (edit, view->article, label, target, &error);
  if (annotation == 0)
    {
      ob_article_view_emit_failed (view, error->message);
      return 0;
    }

  view->last_label = label;
  ob_article_view_uncover (view, label);
  ob_article_view_uncover_annotator (view, ob_project_get_annotator (view->project));
  done = g_strdup_printf (_("Tagged “%s” as %s."), text, found->name);
  annotation = ob_article_view_commit (view, edit, annotation, 0, done);
  if (annotation != 0)
    ob_article_view_spread_after_tag (view, annotation);

  return annotation;
}

void
ob_article_view_repeat (ObArticleView *view)
{
  if (view->last_label == 0)
    ob_article_view_emit_failed (view, _("Tag something first; this key then repeats its label."));
  else
    ob_article_view_tag (view, view->last_label);
}

gboolean
ob_article_view_change_label (ObArticleView *view, ObEntity label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *text = NULL, *name = NULL, *done = NULL;
  const ObLabel *found;
  ObEntity annotation;

  g_return_val_if_fail (OB_IS_ARTICLE_VIEW (view), FALSE);

  ob_article_view_leave_mode (view, TRUE);
  annotation = ob_article_view_require_current (view);
  found = ob_highlights_get_label (view->highlights, label);
  if (annotation == 0 || found == NULL)
    return FALSE;

  text = ob_article_view_quote_annotation (view, annotation);
  name = g_strdup_printf (_("Change “%s” to %s"), text, found->name);
  done = g_strdup_printf (_("Changed “%s” to %s."), text, found->name);
  edit = ob_edit_new (view->project, name);
  if (!ob_edit_set_label (edit, annotation, label, &error))
    {
      ob_article_view_emit_failed (view, error->message);
      return FALSE;
    }

  view->last_label = label;
  ob_article_view_uncover (view, label);
  return ob_article_view_commit (view, edit, annotation, 0, done) != 0;
}

void
ob_article_view_delete (ObArticleView *view)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *text = NULL, *name = NULL, *done = NULL;
  const char *label;
  ObEntity annotation = ob_article_view_require_current (view);

  if (annotation == 0)
    return;

  text = ob_article_view_quote_annotation (view, annotation);
  label = ob_article_view_get_label_name (view, annotation);
  name = g_strdup_printf (_("Delete %s “%s”"), label, text);
  done = g_strdup_printf (_("Deleted %s “%s”."), label, text);
  edit = ob_edit_new (view->project, name);
  if (ob_edit_delete (edit, annotation, &error))
    ob_article_view_commit (view, edit, annotation, 0, done);
  else
    ob_article_view_emit_failed (view, error->message);
}

gboolean
ob_article_view_commit_segments (ObArticleView *view, const GArray *segments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *text = ob_article_view_quote (view, segments), *name = NULL, *done = NULL;
  const char *label = ob_article_view_get_label_name (view, view->current);

  if (!can_edit (view))
    return FALSE;

  name = g_strdup_printf (_("Move boundary of %s “%s”"), label, text);
  done = g_strdup_printf (_("%s is now “%s”."), label, text);
  edit = ob_edit_new (view->project, name);
  if (!ob_edit_set_segments (edit, view->current, segments, &error))
    {
      ob_article_view_emit_failed (view, error->message);
      return FALSE;
    }

  return ob_article_view_commit (view, edit, view->current, 0, done) != 0;
}

void
ob_article_view_add_segment (ObArticleView *view)
{
  g_autoptr (GArray) segments = NULL, added = ob_article_view_get_target (view);
  ObEntity annotation;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *text = NULL, *name = NULL, *done = NULL;
  const char *label;

  if (!can_edit (view))
    return;
  annotation = get_annotation_to_extend (view, added);
  if (annotation == 0)
    {
      ob_article_view_emit_failed (
        view, _("Tag something first, then select more words to add to it."));
      return;
    }

  segments = ob_highlights_get_segments (view->highlights, annotation);
  if (added->len > 0)
    g_array_append_vals (segments, added->data, added->len);
  ob_segments_normalise (segments);

  text = ob_article_view_quote (view, added);
  label = ob_article_view_get_label_name (view, annotation);
  name = g_strdup_printf (_("Add “%s” to %s"), text, label);
  done = g_strdup_printf (_("Added “%s” to %s."), text, label);
  edit = ob_edit_new (view->project, name);
  if (added->len > 0 && ob_edit_set_segments (edit, annotation, segments, &error))
    ob_article_view_commit (view, edit, annotation, 0, done);
  else
    ob_article_view_emit_failed (view, error != NULL ? error->message
                                                     : _("Select the words to add first."));
}

void
ob_article_view_remove_segment (ObArticleView *view)
{
  ObEntity annotation = ob_article_view_require_current (view);
  g_autoptr (GArray) segments = NULL, rest = NULL, removed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *text = NULL, *name = NULL, *done = NULL;
  const char *label;
  ObSegment part;

  if (annotation == 0)
    return;

  segments = ob_highlights_get_segments (view->highlights, annotation);
  part = get_part_to_remove (view, segments);
  rest = ob_article_view_subtract (view, segments, part.start, part.end);
  if (rest->len == 0)
    {
      ob_article_view_emit_failed (view,
                                   _("Nothing of the annotation would be left: delete it instead."));
      return;
    }
  if (ob_segments_equal (segments, rest))
    {
      ob_article_view_emit_failed (view, _("These words are not in the annotation."));
      return;
    }

  removed = ob_segments_new_single (part.start, part.end);
  text = ob_article_view_quote (view, removed);
  label = ob_article_view_get_label_name (view, annotation);
  name = g_strdup_printf (_("Remove “%s” from %s"), text, label);
  done = g_strdup_printf (_("Removed “%s” from %s."), text, label);
  edit = ob_edit_new (view->project, name);
  if (ob_edit_set_segments (edit, annotation, rest, &error))
    ob_article_view_commit (view, edit, annotation, 0, done);
  else
    ob_article_view_emit_failed (view, error->message);
}

const char *
ob_article_view_get_label_name (ObArticleView *view, ObEntity annotation)
{
  g_autoptr (GArray) spans = ob_highlights_get_spans (view->highlights, annotation);
  const ObLabel *label = NULL;

  if (spans->len > 0)
    label = ob_highlights_get_label (view->highlights, g_array_index (spans, ObSpan, 0).label);

  return label != NULL ? label->name : _("annotation");
}

gboolean
ob_article_view_is_mention (ObArticleView *view, ObEntity annotation)
{
  g_autoptr (GArray) spans = ob_highlights_get_spans (view->highlights, annotation);
  const ObLabel *label;

  if (spans->len == 0)
    return FALSE;

  label = ob_highlights_get_label (view->highlights, g_array_index (spans, ObSpan, 0).label);
  return label != NULL && g_strcmp0 (label->id, SPEAKER_LABEL) == 0;
}

GArray *
ob_article_view_list_linked (ObArticleView *view, ObEntity annotation, const char *type)
{
  GArray *linked = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  g_autoptr (GPtrArray) from = NULL, to = NULL;

  if (view->project == NULL || annotation == 0)
    return linked;

  from = ob_project_list_links (view->project, annotation, 0);
  to = ob_project_list_links (view->project, 0, annotation);
  add_partners (from, type, TRUE, linked);
  add_partners (to, type, FALSE, linked);

  return linked;
}

/* What toggling the link says when it is done.  (transfer full) */
static char *
describe_link_done (const char *type, gboolean linked, const char *from, const char *to)
{
  if (g_str_equal (type, SAID_BY))
    return g_strdup_printf (linked ? _("“%s” is no longer said by “%s”.") : _("“%s” is said by “%s”."),
                            from, to);

  /* Translators: two quotations and, between them, how they are linked: "Contradicts". */
  return g_strdup_printf (linked ? _("No longer linked: “%s” – %s – “%s”.")
                                 : _("Linked: “%s” – %s – “%s”."),
                          from, ob_link_type_get_title (type), to);
}

void
ob_article_view_toggle_link (ObArticleView *view, ObEntity from, ObEntity to, const char *type)
{
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *first = NULL, *second = NULL, *name = NULL, *done = NULL;
  ObEntity current = view->current;
  ObLink *link;
  gboolean written = TRUE;

  if (!can_edit (view))
    return;

  links = ob_project_list_links (view->project, from, 0);
  link = find_link (links, to, type);
  first = ob_article_view_quote_annotation (view, from);
  second = ob_article_view_quote_annotation (view, to);
  name = g_strdup_printf (link != NULL ? _("Unlink “%s” from “%s”") : _("Link “%s” to “%s”"), first,
                          second);
  done = describe_link_done (type, link != NULL, first, second);

  edit = ob_edit_new (view->project, name);
  if (g_str_equal (type, SAID_BY))
    written = delete_speakers (edit, links, &error);
  else if (link != NULL)
    written = ob_edit_delete (edit, link->entity, &error);
  if (link == NULL)
    written = written && ob_edit_link (edit, from, to, type, &error) != 0;
  if (written)
    ob_article_view_commit (view, edit, current, 0, done);
  else
    ob_article_view_emit_failed (view, error->message);
}

/* Links one more, unless it is linked so already. */
static gboolean
add_link (ObArticleView *view, ObEdit *edit, ObEntity from, ObEntity to, const char *type,
          GError **error)
{
  g_autoptr (GPtrArray) links = ob_project_list_links (view->project, from, 0);

  if (from == to || find_link (links, to, type) != NULL)
    return TRUE;
  if (g_str_equal (type, SAID_BY) && !delete_speakers (edit, links, error))
    return FALSE;

  return ob_edit_link (edit, from, to, type, error) != 0;
}

gboolean
ob_article_view_link (ObArticleView *view, const GArray *from, ObEntity to, const char *type)
{
  ObEntity first = g_array_index (from, ObEntity, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *words = NULL, *target = NULL, *name = NULL, *done = NULL;
  gboolean written = TRUE;

  if (!can_edit (view))
    return FALSE;

  words = ob_article_view_quote_annotation (view, first);
  target = ob_article_view_quote_annotation (view, to);
  name = from->len == 1
           ? g_strdup_printf (_("Link “%s” to “%s”"), words, target)
           : g_strdup_printf (ngettext ("Link %u annotation to “%s”", "Link %u annotations to “%s”",
                                        from->len),
                              from->len, target);
  edit = ob_edit_new (view->project, name);
  for (guint i = 0; i < from->len && written; i++)
    written = add_link (view, edit, g_array_index (from, ObEntity, i), to, type, &error);
  if (!written)
    {
      ob_article_view_emit_failed (view, error->message);
      return FALSE;
    }
  if (ob_edit_is_empty (edit))
    {
      ob_article_view_emit_done (view, _("These are linked so already."));
      return TRUE;
    }

  done = from->len == 1 ? describe_link_done (type, FALSE, words, target) : g_strdup (name);
  return ob_article_view_commit (view, edit, first, 0, done) != 0;
}
