/* Looking through suggestions.  They are found in a thread and shown as ghosts; keys accept,
 * reject, edit and go on, and nothing is in the project before one of them is pressed.
 *
 *   g         what the rules suggest in the article
 *   a         other occurrences of the current annotation's words
 *   after tagging, other occurrences of the words appear as ghosts by themselves, without a mode
 */
#include "editor/article-accessible.h"
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

#include "analysis/suggestions.h"

/* Words that are longer are not looked for elsewhere by themselves. */
#define MAX_SPREAD 60

/* In longer texts neither: that takes longer than a frame. */
#define MAX_TEXT 100000

typedef enum
{
  SEARCH_RULES,
  SEARCH_AGAIN,
} SearchKind;

/* What a search reads; its results are a GPtrArray of ObSuggestion. */
typedef struct
{
  ObProject *project; /* (owned) */
  ObText *text;       /* (owned) */
  ObEntity article;
  ObEntity annotation;
  ObTier lowest;
  SearchKind kind;
} Search;

static void show_ghosts (ObArticleView *view);

static const ObSuggestion *
get_chosen (ObArticleView *view)
{
  return view->ghost < view->ghosts->len ? g_ptr_array_index (view->ghosts, view->ghost) : NULL;
}

/* Showing -------------------------------------------------------------------------------------- */

static void
append_ghosts (ObArticleView *view, GArray *shown, const ObSuggestion *suggestion, gboolean chosen)
{
  ObCodebook *codebook = ob_highlights_get_codebook (view->highlights);

  for (guint i = 0; i < suggestion->tags->len; i++)
    {
      const ObSuggestedTag *tag = g_ptr_array_index (suggestion->tags, i);
      const ObLabel *label = codebook != NULL ? ob_codebook_find (codebook, tag->label) : NULL;

      for (guint k = 0; k < tag->segments->len; k++)
        {
          const ObSegment *segment = &g_array_index (tag->segments, ObSegment, k);
          ObGhost ghost
              = { segment->start, segment->end, label != NULL ? label->entity : 0, chosen };

          g_array_append_val (shown, ghost);
        }
    }
}

/* What it would be: a label's name, or the question. */
static const char *
get_title (ObArticleView *view, const ObSuggestion *suggestion)
{
  const ObSuggestedTag *tag = g_ptr_array_index (suggestion->tags, 0);
  ObCodebook *codebook = ob_highlights_get_codebook (view->highlights);
  const ObLabel *label = codebook != NULL ? ob_codebook_find (codebook, tag->label) : NULL;

  if (suggestion->question != NULL)
    return suggestion->question;

  return label != NULL ? label->name : tag->label;
}

static void
show_hint (ObArticleView *view)
{
  const ObSuggestion *chosen = get_chosen (view);
  g_autofree char *hint = NULL;

  if (chosen == NULL)
    return;
  /* Translators: which of how many suggestions, what it would be, and why; then keys. */
  hint = g_strdup_printf (_ ("%u of %u: %s, because %s\n"
                             "Enter accepts, Delete rejects, E edits, Tab next, "
                             "Shift+Enter accepts all such, M more, Esc ends"),
                          view->ghost + 1, view->ghosts->len, get_title (view, chosen),
                          chosen->because);
  ob_article_view_set_hint (view, hint);
}

static void
show_ghosts (ObArticleView *view)
{
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (ObGhost));
  gboolean active = view->mode == OB_MODE_GHOSTS;

  for (guint i = 0; i < view->ghosts->len; i++)
    append_ghosts (view, shown, g_ptr_array_index (view->ghosts, i), active && i == view->ghost);
  ob_painter_set_ghosts (view->painter, shown);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
choose (ObArticleView *view, guint ghost)
{
  const ObSuggestion *chosen;

  view->ghost = ghost;
  show_ghosts (view);
  show_hint (view);
  chosen = get_chosen (view);
  if (chosen != NULL)
    ob_article_view_reveal (view, ob_suggestion_get_hull (chosen).start);
}

/* The first suggestion at the caret or behind it. */
static guint
find_from_caret (ObArticleView *view)
{
  guint32 caret = ob_article_view_get_caret (view);

  for (guint i = 0; i < view->ghosts->len; i++)
    if (ob_suggestion_get_hull (g_ptr_array_index (view->ghosts, i)).end > caret)
      return i;

  return 0;
}

static void
take_ghosts (ObArticleView *view, GPtrArray *found)
{
  g_ptr_array_unref (view->ghosts);
  view->ghosts = found;
  view->ghost = 0;
}

static void
enter (ObArticleView *view)
{
  ob_article_view_leave_mode (view, TRUE);
  view->mode = OB_MODE_GHOSTS;
  choose (view, find_from_caret (view));
}

/* Searching ------------------------------------------------------------------------------------ */

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->project);
  ob_text_unref (search->text);
  g_free (search);
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  GPtrArray *found;

  if (search->kind == SEARCH_RULES)
    found = ob_suggestions_find (search->project, search->article, search->text, search->lowest);
  else
    found = ob_suggestions_find_again (search->project, search->annotation, search->article,
                                       search->text);
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

static void
say_none (ObArticleView *view, const Search *search)
{
  if (search->kind == SEARCH_AGAIN)
    ob_article_view_emit_done (view, _ ("These words stand nowhere else in the article."));
  else if (search->kind == SEARCH_RULES && search->lowest < OB_TIER_C)
    ob_article_view_emit_done (view,
                               _ ("Nothing sure is left to suggest; Shift+G looks for more."));
  else if (search->kind == SEARCH_RULES)
    ob_article_view_emit_done (view, _ ("Nothing is left to suggest in this article."));
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ObArticleView *view = OB_ARTICLE_VIEW (source);
  const Search *search = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found == NULL || view->project != search->project || view->article != search->article)
    return;
  if (found->len == 0)
    {
      say_none (view, search);
      return;
    }
  if (view->mode == OB_MODE_GHOSTS)
    ob_article_view_leave_mode (view, TRUE);
  take_ghosts (view, g_steal_pointer (&found));
  enter (view);
}

static void
start_search (ObArticleView *view, SearchKind kind, ObEntity annotation, ObTier lowest)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  if (view->project == NULL || view->article == 0)
    return;
  g_cancellable_cancel (view->ghost_search);
  g_clear_object (&view->ghost_search);
  view->ghost_search = g_cancellable_new ();

  search = g_new0 (Search, 1);
  search->project = g_object_ref (view->project);
  search->text = ob_text_ref (ob_article_view_get_text (view));
  search->article = view->article;
  search->annotation = annotation;
  search->lowest = lowest;
  search->kind = kind;
  task = g_task_new (view, view->ghost_search, searched_cb, NULL);
  g_task_set_source_tag (task, start_search);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
}

/* Deciding ------------------------------------------------------------------------------------- */

static gboolean
can_edit (ObArticleView *view)
{
  if (view->project != NULL && !ob_project_is_read_only (view->project))
    return TRUE;

  ob_article_view_emit_failed (view, _ ("This project can only be read."));
  return FALSE;
}

/* Commits an edit of our own: the mode goes on. */
static gboolean
commit (ObArticleView *view, ObEdit *edit, GError **error)
{
  gboolean committed;

  view->committing = TRUE;
  committed = ob_edit_commit (edit, error);
  view->committing = FALSE;
  ob_article_view_reload (view);

  return committed;
}

/* Takes suggestions out of the list and goes on with what stands at the place of the first. */
static void
remove_ghosts (ObArticleView *view, const GPtrArray *decided)
{
  guint at = view->ghost;

  for (guint i = 0; i < decided->len; i++)
    {
      guint index;

      if (!g_ptr_array_find (view->ghosts, g_ptr_array_index (decided, i), &index))
        continue;
      if (index < at)
        at--;
      g_ptr_array_remove_index (view->ghosts, index);
    }
  if (view->ghosts->len == 0)
    {
      ob_article_view_leave_mode (view, TRUE);
      ob_article_view_emit_done (view, _ ("That was the last suggestion."));
    }
  else
    choose (view, at < view->ghosts->len ? at : 0);
}

/* Accepts as one step.  Returns: the first annotation, or 0 after "failed". */
static ObEntity
accept (ObArticleView *view, const GPtrArray *suggestions)
{
  g_autofree char *name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Accept %u suggestion",
                                                        "Accept %u suggestions", suggestions->len),
                                           suggestions->len);
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity first = 0;

  if (!can_edit (view))
    return 0;
  edit = ob_edit_new (view->project, name);
  if (!ob_suggestions_accept (edit, view->project, suggestions, &first, &error)
      || !commit (view, edit, &error))
    {
      ob_article_view_emit_failed (view, error->message);
      return 0;
    }

  return ob_edit_resolve (edit, first);
}

static void
accept_chosen (ObArticleView *view, gboolean then_edit)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  ObEntity annotation;

  g_ptr_array_add (one, (gpointer) get_chosen (view));
  annotation = accept (view, one);
  if (annotation == 0)
    return;
  remove_ghosts (view, one);
  if (then_edit)
    {
      ob_article_view_leave_mode (view, TRUE);
      ob_article_view_set_current (view, annotation, TRUE);
      ob_article_view_emit_inspect_requested (view);
    }
}

/* All of the chosen one's kind and rule. */
static void
accept_all_such (ObArticleView *view)
{
  const ObSuggestion *chosen = get_chosen (view);
  g_autoptr (GPtrArray) such = g_ptr_array_new ();

  for (guint i = 0; i < view->ghosts->len; i++)
    {
      const ObSuggestion *other = g_ptr_array_index (view->ghosts, i);

      if (other->kind == chosen->kind && g_str_equal (other->rule, chosen->rule))
        g_ptr_array_add (such, (gpointer) other);
    }
  if (accept (view, such) != 0)
    remove_ghosts (view, such);
}

static void
reject_chosen (ObArticleView *view)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (!can_edit (view))
    return;
  edit = ob_edit_new (view->project, _ ("Reject a suggestion"));
  if (!ob_suggestion_reject (edit, get_chosen (view), &error) || !commit (view, edit, &error))
    {
      ob_article_view_emit_failed (view, error->message);
      return;
    }
  g_ptr_array_add (one, (gpointer) get_chosen (view));
  remove_ghosts (view, one);
}

/* What the view is told ------------------------------------------------------------------------ */

gboolean
ob_article_view_handle_ghost_key (ObArticleView *view, guint keyval, GdkModifierType modifiers)
{
  guint n = view->ghosts->len;

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (modifiers & GDK_SHIFT_MASK)
        accept_all_such (view);
      else
        accept_chosen (view, FALSE);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      reject_chosen (view);
      return TRUE;
    case GDK_KEY_e:
    case GDK_KEY_E:
      accept_chosen (view, TRUE);
      return TRUE;
    case GDK_KEY_m:
    case GDK_KEY_M:
      start_search (view, SEARCH_RULES, 0, OB_TIER_C);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_Right:
    case GDK_KEY_Down:
      choose (view, (view->ghost + 1) % n);
      return TRUE;
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_Left:
    case GDK_KEY_Up:
      choose (view, (view->ghost + n - 1) % n);
      return TRUE;
    default:
      return FALSE;
    }
}

void
ob_article_view_clear_ghosts (ObArticleView *view)
{
  g_cancellable_cancel (view->ghost_search);
  g_clear_object (&view->ghost_search);
  g_clear_handle_id (&view->spread_source, g_source_remove);
  if (view->ghosts->len == 0)
    return;
  g_ptr_array_set_size (view->ghosts, 0);
  show_ghosts (view);
}

void
ob_article_view_suggest (ObArticleView *view)
{
  start_search (view, SEARCH_RULES, 0, OB_TIER_B);
}

void
ob_article_view_suggest_more (ObArticleView *view)
{
  start_search (view, SEARCH_RULES, 0, OB_TIER_C);
}

void
ob_article_view_spread (ObArticleView *view)
{
  ObEntity annotation;

  if (view->ghosts->len > 0 && view->mode == OB_MODE_READING)
    {
      enter (view);
      return;
    }
  annotation = ob_article_view_require_current (view);
  if (annotation != 0)
    start_search (view, SEARCH_AGAIN, annotation, OB_TIER_A);
}

static gboolean
spread_cb (gpointer data)
{
  ObArticleView *view = data;
  GPtrArray *found;

  view->spread_source = 0;
  if (view->mode != OB_MODE_READING || view->project == NULL || view->article == 0)
    return G_SOURCE_REMOVE;
  found = ob_suggestions_find_again (view->project, view->spread_from, view->article,
                                     ob_article_view_get_text (view));
  take_ghosts (view, found);
  show_ghosts (view);
  if (found->len > 0)
    {
      g_autofree char *message = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u more place with these words: A looks through them",
                       "%u more places with these words: A looks through them", found->len),
          found->len);

      ob_article_accessible_announce (GTK_WIDGET (view), message);
    }

  return G_SOURCE_REMOVE;
}

void
ob_article_view_spread_after_tag (ObArticleView *view, ObEntity annotation)
{
  g_autoptr (GArray) segments = ob_highlights_get_segments (view->highlights, annotation);
  ObSegment hull;

  ob_article_view_clear_ghosts (view);
  if (segments->len != 1 || ob_text_get_length (ob_article_view_get_text (view)) > MAX_TEXT)
    return;
  hull = ob_segments_get_hull (segments);
  if (hull.end - hull.start > MAX_SPREAD)
    return;
  view->spread_from = annotation;
  view->spread_source = g_idle_add (spread_cb, view);
}

void
ob_article_view_take_back (ObArticleView *view)
{
  ObEntity annotation = ob_article_view_require_current (view);
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  int n;

  if (annotation == 0 || !can_edit (view))
    return;
  edit = ob_edit_new (view->project, _ ("Delete other occurrences"));
  n = ob_suggestions_take_back (edit, view->project, annotation, &error);
  if (n < 0 || !commit (view, edit, &error))
    {
      ob_article_view_emit_failed (view, error->message);
      return;
    }
  message = n > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d other occurrence deleted.",
                                                  "%d other occurrences deleted.", n),
                                     n)
                  : g_strdup (_ ("No other occurrences of these words were accepted."));
  ob_article_view_emit_done (view, message);
}
