/* The two modes of an article view: a boundary of the current annotation is held, or what it is to be
 * linked to is being chosen.  Both say in a hint what the keys do; any other key ends them.
 */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

#include "editor/link-type.h"

/* Candidates that are offered; the first nine have a digit. */
#define MAX_CANDIDATES 40

#define SAID_BY "said-by"

/* What a key does to the held boundary. */
typedef struct
{
  guint keyval;
  GdkModifierType modifiers;
  ObUnit unit;
  gboolean backwards;
} BoundaryKey;

static const BoundaryKey boundary_keys[] = {
  { GDK_KEY_Left, 0, OB_UNIT_CHARACTER, TRUE },
  { GDK_KEY_Right, 0, OB_UNIT_CHARACTER, FALSE },
  { GDK_KEY_Left, GDK_CONTROL_MASK, OB_UNIT_WORD, TRUE },
  { GDK_KEY_Right, GDK_CONTROL_MASK, OB_UNIT_WORD, FALSE },
  { GDK_KEY_Left, GDK_MOD1_MASK, OB_UNIT_SENTENCE, TRUE },
  { GDK_KEY_Right, GDK_MOD1_MASK, OB_UNIT_SENTENCE, FALSE },
  { GDK_KEY_Up, 0, OB_UNIT_SENTENCE, TRUE },
  { GDK_KEY_Down, 0, OB_UNIT_SENTENCE, FALSE },
};

/* A possible partner of a link, and how far it is away. */
typedef struct
{
  ObEntity annotation;
  guint32 distance;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a, *right = b;

  if (left->distance != right->distance)
    return left->distance < right->distance ? -1 : 1;
  return left->annotation < right->annotation ? -1 : left->annotation > right->annotation;
}

static guint32
get_held_offset (ObArticleView *view)
{
  g_autoptr (GArray) segments = ob_highlights_get_segments (view->highlights, view->current);
  ObSegment segment = g_array_index (segments, ObSegment, view->held.segment);

  return view->held.end ? segment.end : segment.start;
}

static void
show_boundary_hint (ObArticleView *view)
{
  ob_article_view_set_hint (
    view, view->held.end
            ? _("Moving the end: ← → by character, with Ctrl by word, ↑ ↓ by sentence. "
                "[ takes the start. Enter keeps, Esc cancels.")
            : _("Moving the start: ← → by character, with Ctrl by word, ↑ ↓ by sentence. "
                "] takes the end. Enter keeps, Esc cancels."));
}

static void
move_boundary (ObArticleView *view, ObUnit unit, gboolean backwards)
{
  ob_article_view_drag_to (view, ob_article_view_step (view, unit, view->held.end, backwards,
                                                       get_held_offset (view)));
  ob_article_view_reveal (view, get_held_offset (view));
}

static gboolean
handle_boundary_key (ObArticleView *view, guint keyval, GdkModifierType modifiers)
{
  for (guint i = 0; i < G_N_ELEMENTS (boundary_keys); i++)
    if (boundary_keys[i].keyval == keyval && boundary_keys[i].modifiers == modifiers)
      {
        move_boundary (view, boundary_keys[i].unit, boundary_keys[i].backwards);
        return TRUE;
      }

  switch (keyval)
    {
    case GDK_KEY_bracketleft:
    case GDK_KEY_bracketright:
    case GDK_KEY_Tab:
      ob_article_view_hold_near_caret (view, keyval == GDK_KEY_Tab ? !view->held.end
                                                                   : keyval == GDK_KEY_bracketright);
      return TRUE;
    default:
      return FALSE;
    }
}

static guint32
get_distance (ObSegment a, ObSegment b)
{
  if (b.start >= a.end)
    return b.start - a.end;
  return a.start >= b.end ? a.start - b.end : 0;
}

/* TRUE when a link of the type may lead from the current annotation, which is a mention or not, to one
 * with @label: who said it is a mention, and a mention can only be that. */
static gboolean
may_link (ObArticleView *view, gboolean from_mention, const ObLabel *label)
{
  gboolean is_mention = g_strcmp0 (label->id, "speaker") == 0;

  if (!g_str_equal (view->link_type, SAID_BY))
    return !is_mention;
  if (from_mention)
    return !is_mention && ob_label_find_attribute (label, "speaker") != NULL;
  return is_mention;
}

/* What the current annotation may be linked to, nearest first. */
static void
collect_candidates (ObArticleView *view)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) segments = ob_highlights_get_segments (view->highlights, view->current);
  gboolean from_mention = ob_article_view_is_mention (view, view->current);
  ObSegment here = ob_segments_get_hull (segments);
  guint n_spans;
  const ObSpan *spans
    = ob_interval_index_get_spans (ob_highlights_get_index (view->highlights), &n_spans);

  for (guint i = 0; i < n_spans; i++)
    {
      const ObLabel *label = ob_highlights_get_label (view->highlights, spans[i].label);
      ObSegment there = { spans[i].start, spans[i].end };
      Candidate candidate = { spans[i].annotation, get_distance (here, there) };

      if (spans[i].segment == 0 && spans[i].annotation != view->current && label != NULL
          && may_link (view, from_mention, label))
        g_array_append_val (found, candidate);
    }

  g_array_sort (found, compare_candidates);
  g_array_set_size (view->candidates, 0);
  for (guint i = 0; i < MIN (found->len, MAX_CANDIDATES); i++)
    g_array_append_val (view->candidates, g_array_index (found, Candidate, i).annotation);
}

/* What Enter would do with the candidate @annotation, which has the words @text.
 * Returns: (transfer full). */
static char *
describe_link (ObArticleView *view, ObEntity annotation, const char *text)
{
  g_autoptr (GArray) linked
    = ob_article_view_list_linked (view, view->current, view->link_type);

  for (guint i = 0; i < linked->len; i++)
    if (g_array_index (linked, ObEntity, i) == annotation)
      return g_strdup_printf (
        _("Linked to “%s”. Enter takes the link away, → ← or 1–9 choose another, Esc cancels."),
        text);

  if (!g_str_equal (view->link_type, SAID_BY))
    return g_strdup_printf (
      /* Translators: how the link is called ("Contradicts"), and the words at its other end. */
      _("%s “%s”? Enter links, → ← or 1–9 choose another, T another kind of link, Esc cancels."),
      ob_link_type_get_title (view->link_type), text);
  if (ob_article_view_is_mention (view, view->current))
    return g_strdup_printf (
      _("Link “%s” to this speaker? Enter links, → ← or 1–9 choose another, Esc cancels."), text);
  return g_strdup_printf (
    _("Said by “%s”? Enter links, → ← or 1–9 choose another, T another kind of link, Esc cancels."),
    text);
}

/* Shows the candidates, and says which one Enter would take. */
static void
show_candidates (ObArticleView *view)
{
  ObEntity annotation = g_array_index (view->candidates, ObEntity, view->candidate);
  g_autoptr (GArray) segments = ob_highlights_get_segments (view->highlights, annotation);
  g_autofree char *text = ob_text_quote (ob_article_view_get_text (view), segments);
  g_autofree char *hint = NULL;

  g_strdelimit (text, "\n\t", ' ');
  if (g_utf8_strlen (text, -1) > 60)
    strcpy (g_utf8_offset_to_pointer (text, 59), "…");

  hint = describe_link (view, annotation, text);
  ob_article_view_set_hint (view, hint);
  ob_painter_set_candidates (view->painter, view->candidates, view->candidate);
  if (segments->len > 0)
    ob_article_view_reveal (view, g_array_index (segments, ObSegment, 0).start);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
step_candidate (ObArticleView *view, int step)
{
  int n = (int) view->candidates->len;

  view->candidate = (guint) (((int) view->candidate + step + n) % n);
  show_candidates (view);
}

static gboolean
handle_link_key (ObArticleView *view, guint keyval, GdkModifierType modifiers)
{
  if (modifiers & (GDK_CONTROL_MASK | GDK_MOD1_MASK))
    return FALSE;

  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    {
      guint number = keyval - GDK_KEY_1;

      if (number < view->candidates->len)
        ob_article_view_pick_candidate (view, g_array_index (view->candidates, ObEntity, number));
      return TRUE;
    }

  switch (keyval)
    {
    case GDK_KEY_Right:
    case GDK_KEY_Down:
    case GDK_KEY_Tab:
    case GDK_KEY_l:
      step_candidate (view, 1);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_Up:
    case GDK_KEY_ISO_Left_Tab:
      step_candidate (view, -1);
      return TRUE;
    case GDK_KEY_t:
      ob_article_view_next_link_type (view);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Offers what links of @type may lead to; FALSE, and nothing has changed, when there is nothing. */
static gboolean
start_choosing (ObArticleView *view, const char *type)
{
  const char *before = view->link_type;
  g_autoptr (GArray) candidates = view->candidates;

  view->link_type = type;
  view->candidates = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  collect_candidates (view);
  if (view->candidates->len == 0)
    {
      g_array_unref (view->candidates);
      view->candidates = g_steal_pointer (&candidates);
      view->link_type = before;
      return FALSE;
    }

  view->mode = OB_MODE_LINK;
  view->candidate = 0;
  show_candidates (view);
  return TRUE;
}

/* The next type after @type, in turn, that something can be linked by; FALSE when there is none. */
static gboolean
choose_other_type (ObArticleView *view, const char *type)
{
  const char *const *types = ob_link_get_types ();
  guint n = g_strv_length ((char **) types), at = 0;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (types[i], type))
      at = i;
  for (guint step = 1; step < n; step++)
    if (start_choosing (view, types[(at + step) % n]))
      return TRUE;

  return FALSE;
}

/* Back to reading, with nothing held; what is drawn stays as it is. */
static void
end_mode (ObArticleView *view)
{
  view->mode = OB_MODE_READING;
  view->dragging = FALSE;
  view->held = OB_HANDLE_NONE;
  g_clear_pointer (&view->original, g_array_unref);
  g_array_set_size (view->candidates, 0);
  ob_painter_set_held (view->painter, view->held);
  ob_painter_set_candidates (view->painter, NULL, 0);
  ob_article_view_set_hint (view, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_view_hold (ObArticleView *view, ObHandle handle)
{
  if (view->mode == OB_MODE_LINK)
    ob_article_view_leave_mode (view, FALSE);

  if (view->mode == OB_MODE_READING)
    {
      view->original = ob_highlights_get_spans (view->highlights, view->current);
      if (view->original->len == 0)
        {
          g_clear_pointer (&view->original, g_array_unref);
          return;
        }
      view->mode = OB_MODE_BOUNDARY;
    }

  view->held = handle;
  ob_painter_set_held (view->painter, handle);
  show_boundary_hint (view);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

void
ob_article_view_hold_near_caret (ObArticleView *view, gboolean end)
{
  g_autoptr (GArray) segments = ob_highlights_get_segments (view->highlights, view->current);
  guint32 caret = ob_article_view_get_caret (view);
  ObHandle handle = { end ? (int) segments->len - 1 : 0, end };

  if (segments->len == 0)
    {
      ob_article_view_emit_failed (view, _("Put the caret on an annotation first."));
      return;
    }

  if (view->mode == OB_MODE_BOUNDARY)
    handle.segment = view->held.segment;
  else
    for (guint i = 0; i < segments->len; i++)
      {
        ObSegment segment = g_array_index (segments, ObSegment, i);

        if (caret >= segment.start && caret <= segment.end)
          handle.segment = (int) i;
      }

  ob_article_view_hold (view, handle);
}

void
ob_article_view_drag_to (ObArticleView *view, guint32 offset)
{
  g_autoptr (GArray) spans = NULL;
  guint segment = (guint) view->held.segment;
  ObSpan *span;

  g_return_if_fail (view->mode == OB_MODE_BOUNDARY);

  spans = ob_highlights_get_spans (view->highlights, view->current);
  g_return_if_fail (segment < spans->len && spans->len == view->original->len);

  /* A segment keeps a character of its own, and never touches the next. */
  span = &g_array_index (spans, ObSpan, segment);
  if (view->held.end)
    {
      guint32 limit = segment + 1 < spans->len ? span[1].start - 1
                                               : ob_text_get_length (ob_article_view_get_text (view));

      span->end = CLAMP (offset, span->start + 1, limit);
    }
  else
    {
      guint32 limit = segment > 0 ? span[-1].end + 1 : 0;

      span->start = CLAMP (offset, limit, span->end - 1);
    }

  ob_highlights_replace (view->highlights, view->current, spans);
}

void
ob_article_view_choose_link (ObArticleView *view)
{
  ob_article_view_leave_mode (view, TRUE);
  if (view->current == 0)
    {
      ob_article_view_emit_failed (view, _("Put the caret on a claim or quotation first."));
      return;
    }

  if (start_choosing (view, SAID_BY))
    return;
  if (ob_article_view_is_mention (view, view->current))
    ob_article_view_emit_failed (
      view, _("There is no claim or quotation in this article that could be linked to."));
  else if (!choose_other_type (view, SAID_BY))
    ob_article_view_emit_failed (
      view, _("No speaker is tagged in this article yet: tag the words that name one first."));
}

void
ob_article_view_next_link_type (ObArticleView *view)
{
  if (!ob_article_view_is_mention (view, view->current))
    choose_other_type (view, view->link_type);
}

gboolean
ob_article_view_pick_candidate (ObArticleView *view, ObEntity annotation)
{
  gboolean found = FALSE;
  ObEntity current = view->current;
  const char *type = view->link_type;

  for (guint i = 0; i < view->candidates->len; i++)
    found = found || g_array_index (view->candidates, ObEntity, i) == annotation;
  if (!found)
    return FALSE;

  end_mode (view);
  if (ob_article_view_is_mention (view, current))
    ob_article_view_toggle_link (view, annotation, current, type);
  else
    ob_article_view_toggle_link (view, current, annotation, type);
  ob_article_view_reveal (view, ob_article_view_get_caret (view));

  return TRUE;
}

void
ob_article_view_leave_mode (ObArticleView *view, gboolean keep)
{
  g_autoptr (GArray) original = NULL;
  ObEntity annotation = view->current;
  gboolean moved = view->mode == OB_MODE_BOUNDARY;

  if (view->mode == OB_MODE_READING)
    return;

  if (view->mode == OB_MODE_GHOSTS)
    ob_article_view_clear_ghosts (view);
  if (view->original != NULL)
    original = g_array_ref (view->original);
  end_mode (view);

  if (moved)
    {
      g_autoptr (GArray) segments = ob_highlights_get_segments (view->highlights, annotation);
      gboolean changed = FALSE;

      for (guint i = 0; i < original->len && i < segments->len; i++)
        {
          const ObSpan *span = &g_array_index (original, ObSpan, i);
          ObSegment segment = g_array_index (segments, ObSegment, i);

          changed = changed || span->start != segment.start || span->end != segment.end;
        }

      if (changed && (!keep || !ob_article_view_commit_segments (view, segments)))
        ob_highlights_replace (view->highlights, annotation, original);
    }

  ob_article_view_update_current (view);
}

gboolean
ob_article_view_handle_mode_key (ObArticleView *view, GdkEventKey *event)
{
  GdkModifierType modifiers = event->state & gtk_accelerator_get_default_mod_mask ();
  gboolean handled = FALSE;

  if (view->mode == OB_MODE_READING || event->is_modifier)
    return FALSE;

  if (view->mode == OB_MODE_GHOSTS
      && ob_article_view_handle_ghost_key (view, event->keyval, modifiers))
    return TRUE;

  switch (event->keyval)
    {
    case GDK_KEY_Escape:
      ob_article_view_leave_mode (view, FALSE);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (view->mode == OB_MODE_LINK)
        ob_article_view_pick_candidate (view, g_array_index (view->candidates, ObEntity,
                                                             view->candidate));
      else
        ob_article_view_leave_mode (view, TRUE);
      return TRUE;
    default:
      break;
    }

  if (view->mode == OB_MODE_BOUNDARY)
    handled = handle_boundary_key (view, event->keyval, modifiers);
  else if (view->mode == OB_MODE_LINK)
    handled = handle_link_key (view, event->keyval, modifiers);
  if (!handled)
    ob_article_view_leave_mode (view, TRUE);

  return handled;
}
