/* The highlighting editor: one article's text, set to be read, with its annotations drawn on it.
 *
 * A GtkSourceView that never changes its text.  Annotations are not text tags: they are drawn from
 * an interval index (model/interval-index.h).  All offsets are code points of the article.  Edits
 * that a key or a handle makes go straight to the project as one ObEdit each; errors are reported by
 * the signal "failed" (message), what was done by "done" (message, for the status line).
 *
 * Properties: "current-annotation" (gint64, notifies): the annotation that the caret is on, the
 * innermost unless one cycled through them; 0 for none.  "hint" (string, notifies): what the keys do
 * while a boundary is moved or a link is made; the view shows it itself.  NULL otherwise.
 * Signals: "caret-moved" (), "failed" (const char *), "done" (const char *), "palette-requested" (),
 * "show-requested" (): it is to be chosen what is shown,
 * "likely-requested" (guint): the likely speaker of that number is meant (0: unresolved),
 * "filing-requested" (ObKind as guint): a speaker or dispute is to be chosen for what is selected,
 * "inspect-requested" (): the user wants to fill in the current annotation, "filter-changed" (): other
 * labels, annotators or parts are hidden than before, "activate-link" (const char *) -> gboolean: the user wants to
 * open an address; unless a handler returns TRUE, the desktop opens it.
 * The action group from ob_article_view_get_actions() holds what the keys do ("editor"), and "tag",
 * "change-label", "toggle-label" (hides it, or shows it again) and "show-only" with a label's id,
 * "toggle-annotator" and "show-only-annotator" with an annotator's.
 */
#pragma once

#include <gtksourceview/gtksource.h>

#include "editor/action-info.h"
#include "editor/highlights.h"
#include "model/hidden-parts.h"
#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_ARTICLE_VIEW (ob_article_view_get_type ())
G_DECLARE_FINAL_TYPE (ObArticleView, ob_article_view, OB, ARTICLE_VIEW, GtkSourceView)

GtkWidget *ob_article_view_new (void);

/* Shows @article of @project; (NULL, 0) for nothing.  The view follows the project's signals. */
void ob_article_view_set_article (ObArticleView *view, ObProject *project, ObEntity article);
ObEntity ob_article_view_get_article (ObArticleView *view);

/* (transfer none): actions without prefix; insert it as "editor". */
GActionGroup *ob_article_view_get_actions (ObArticleView *view);

/* The table of these actions with their keys.  The view handles the keys itself while it has the
 * focus: many are plain letters, which must not become accelerators of the window.  The keys of the
 * codebook's labels tag, and with Shift change the label of the current annotation,
 * with Ctrl and Shift hide or show the label. */
const ObActionInfo *ob_article_view_get_action_infos (guint *n_infos);

ObEntity ob_article_view_get_current (ObArticleView *view);
/* Makes @annotation the current one and puts the caret at its start; @reveal scrolls to it. */
void ob_article_view_set_current (ObArticleView *view, ObEntity annotation, gboolean reveal);

guint32 ob_article_view_get_caret (ObArticleView *view);
/* Selects [start, end) (equal: just the caret) and scrolls there. */
void ob_article_view_select (ObArticleView *view, guint32 start, guint32 end);

/* Scrolls @offset to the middle of the view; the caret stays. */
void ob_article_view_scroll_to (ObArticleView *view, guint32 offset);

/* What a label key would tag: the selection (snapped to words unless that is switched off), or the
 * word at the caret.  (transfer full): empty when there is nothing. */
GArray *ob_article_view_get_target (ObArticleView *view);

/* The annotations that are shown and touch the selection, in the order of the text; none without a
 * selection.  (transfer full): GArray of ObEntity. */
GArray *ob_article_view_list_selected (ObArticleView *view);

/* Gives the current annotation another label as one edit.  FALSE after "failed". */
gboolean ob_article_view_change_label (ObArticleView *view, ObEntity label);

/* Tags the target with @label as one edit and makes it current.  Returns the annotation, or 0 after
 * "failed". */
ObEntity ob_article_view_tag (ObArticleView *view, ObEntity label);

/* Links @annotations (GArray of ObEntity) to @target, in one step: to a mention, as said by it; a mention
 * dropped on a statement is who said it; between statements a popover asks how.  FALSE after "failed", or
 * when there is nothing to link. */
gboolean
ob_article_view_offer_link (ObArticleView *view, const GArray *annotations, ObEntity target);

/* Shows only annotations of these labels and annotators (GArray of ObEntity; NULL: all). */
void ob_article_view_set_filter (ObArticleView *view, const GArray *labels, const GArray *annotators);

/* (transfer none): GArray of ObEntity: the labels that are hidden, remembered in this copy of the
 * project. */
const GArray *ob_article_view_get_hidden (ObArticleView *view);

/* Whether the annotations of @annotator are shown, and of how many annotators they are not; remembered in
 * this copy of the project. */
gboolean ob_article_view_shows_annotator (ObArticleView *view, ObEntity annotator);
guint ob_article_view_get_n_hidden_annotators (ObArticleView *view);

/* The labels and the annotators whose annotations are shown, that all are hidden for a while aside.
 * (transfer full) (nullable): GArray of ObEntity; NULL: all, those that may come included. */
GArray *ob_article_view_list_shown_labels (ObArticleView *view);
GArray *ob_article_view_list_shown_annotators (ObArticleView *view);

/* TRUE while all annotations are hidden. */
gboolean ob_article_view_is_bare (ObArticleView *view);

/* How many parts of the page that are not the article are hidden now.  To select a place in one, or
 * to make an annotation there current, shows that part. */
guint ob_article_view_get_n_hidden_parts (ObArticleView *view);

/* (transfer none): all that is hidden now. */
const ObHiddenParts *ob_article_view_get_hidden_parts (ObArticleView *view);

/* (transfer none) (nullable): the structure of the article's text. */
const ObFormatting *ob_article_view_get_formatting (ObArticleView *view);

/* Frames the places that a search has found (transfer full) (nullable: GArray of ObSegment, ascending),
 * until the next call or another article. */
void ob_article_view_take_hits (ObArticleView *view, GArray *hits);

/* What the view draws.  (transfer none) */
ObHighlights *ob_article_view_get_highlights (ObArticleView *view);

G_END_DECLS
