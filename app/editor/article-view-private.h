/* What the parts of the article view share:
 *
 *   article-view.c          the widget: text, typography, drawing, signals
 *   article-view-caret.c    moving, selecting, the current annotation
 *   article-view-edit.c     everything that changes the project
 *   article-view-copy.c     words on the clipboard, with their source
 *   article-view-modes.c    moving a boundary, choosing what to link to
 *   article-view-pointer.c  handles, clicks
 *   article-view-drag.c     annotations dragged out of the text, and onto others in it
 *   article-view-reading.c  large type, one paragraph at a time, numbers, remembered by project
 *   article-view-show.c     which labels are shown, remembered by project
 *   article-view-annotators.c  whose annotations are shown, remembered by project
 *   article-view-style.c    style sheet, zoom, the hint at the foot
 *   article-view-parts.c    hidden parts of the page, remembered by project; links out of the text
 *   article-view-join.c     splitting and joining annotations
 *   article-view-ghosts.c   looking through suggestions
 *   article-view-menu.c     the context menu
 *   article-view-actions.c  the table of actions and keys
 */
#pragma once

#include "editor/article-view.h"
#include "editor/geometry.h"
#include "editor/painter.h"
#include "editor/text-setter.h"
#include "editor/typesetting.h"
#include "model/boundary.h"
#include "model/choice.h"
#include "model/hidden-parts.h"
#include "store/edit.h"

G_BEGIN_DECLS

typedef enum
{
  OB_MODE_READING,
  OB_MODE_BOUNDARY, /* an end of the current annotation is held: by keys or by the pointer */
  OB_MODE_LINK,     /* what the current annotation is to be linked to is being chosen */
  OB_MODE_GHOSTS,   /* suggestions are looked through */
} ObMode;

struct _ObArticleView
{
  GtkSourceView parent_instance;

  ObProject *project; /* (owned) (nullable) */
  ObEntity article;   /* 0: none */

  ObHighlights *highlights;  /* (owned) */
  ObGeometry *geometry;      /* (owned) */
  ObPainter *painter;        /* (owned) */
  ObTypesetting *typesetting; /* (owned) */
  ObTextSetter *setter;       /* (owned) (nullable): what is not set yet */
  guint setter_source;        /* goes on with it */
  ObFormatting *formatting;   /* (owned) (nullable): of the article */
  ObHiddenParts *parts;       /* (owned): what of it is hidden now */
  gboolean show_hidden;       /* nothing of it is */
  ObBoundaryRules *rules;    /* (owned) (nullable): of the article's language */
  GtkCssProvider *zoom_css;  /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */

  double zoom;
  int column;       /* width of the text, in pixels */
  gboolean leftwards; /* most of the text runs from right to left */
  gboolean bare;    /* no annotation is shown */
  gboolean focus;   /* only the paragraph of the caret stands out */
  gboolean reading; /* large type, nothing but fills */
  ObNumbers numbers;
  GArray *hidden;   /* (owned) ObEntity: labels that are not shown */
  ObChoice annotators; /* whose annotations are shown */
  gboolean snap;
  gboolean sticky;

  ObEntity current;    /* annotation that the caret is on */
  gboolean chosen;     /* current was chosen: it stays while the caret is on it */
  ObEntity worked;     /* annotation that was last made, changed or chosen */
  ObEntity last_label; /* what repeat and the sticky label tag with */
  GArray *grown;       /* (owned) ObSegment: selections before each growing */
  gboolean growing;    /* the caret moves because the selection grows */
  gboolean committing; /* the project's signals are our own edit's */

  ObMode mode;
  char *hint;         /* (owned) (nullable): what the keys do in this mode */
  ObHandle held;      /* boundary mode: what is moved */
  gboolean dragging;  /* boundary mode: by the pointer */
  guint32 pressed_link; /* 1 + the offset of the link that a click would open; 0: none */
  GArray *original;   /* (owned) (nullable) boundary mode: ObSpan before */
  GArray *candidates; /* (owned) link mode: ObEntity, nearest first */
  guint candidate;    /* link mode: index of the one that is chosen */
  const char *link_type; /* link mode: of the link that is made */

  ObEntity drag_candidate; /* pressed, and dragged when the pointer moves on from drag_x, drag_y */
  int drag_x;
  int drag_y;
  ObEntity dragged;     /* annotation that is dragged out of the text */
  ObEntity drop_target; /* annotation that something is dragged over */

  GPtrArray *ghosts;  /* (owned) ObSuggestion: what is suggested */
  guint ghost;        /* ghosts mode: index of the one that is chosen */
  GCancellable *ghost_search; /* (owned) (nullable) */
  guint spread_source;        /* looks, soon, where else the words of spread_from stand */
  ObEntity spread_from;

  guint32 reveal_offset; /* where to scroll until it is seen */
  gboolean reveal_centre; /* to the middle, even if it is seen */
  guint reveal_source;
  guint reveal_tries;
};

/* --- article-view.c --- */
ObText *ob_article_view_get_text (ObArticleView *view);
/* Reads the annotations of the article again, after an edit of our own that "committing" hid. */
void ob_article_view_reload (ObArticleView *view);
void ob_article_view_emit_failed (ObArticleView *view, const char *message);
void ob_article_view_emit_done (ObArticleView *view, const char *message);
void ob_article_view_emit_filter_changed (ObArticleView *view);
void ob_article_view_emit_activate_link (ObArticleView *view, const char *address);
void ob_article_view_emit_palette_requested (ObArticleView *view);
void ob_article_view_emit_show_requested (ObArticleView *view);
void ob_article_view_emit_inspect_requested (ObArticleView *view);
void ob_article_view_emit_likely_requested (ObArticleView *view, guint number);
void ob_article_view_emit_filing_requested (ObArticleView *view, ObKind kind);

/* --- article-view-show.c --- */
gboolean ob_article_view_is_hidden (ObArticleView *view, ObEntity label);
void ob_article_view_toggle_label (ObArticleView *view, const ObLabel *label);
void ob_article_view_show_only (ObArticleView *view, const ObLabel *label);
void ob_article_view_show_all (ObArticleView *view);
/* Hides every annotation, to peek at the text; not remembered. */
void ob_article_view_set_bare (ObArticleView *view, gboolean bare);
/* Shows @label again because something has got it. */
void ob_article_view_uncover (ObArticleView *view, ObEntity label);
/* Shows what is to be shown, after that changed. */
void ob_article_view_apply_shown (ObArticleView *view);
/* After the codebook or the annotators changed. */
void ob_article_view_update_shown (ObArticleView *view);
/* After another project came: what it remembers, and its zoom. */
void ob_article_view_restore_shown (ObArticleView *view);
void ob_article_view_remember_zoom (ObArticleView *view);

/* --- article-view-annotators.c --- */
void ob_article_view_toggle_annotator (ObArticleView *view, ObEntity annotator);
void ob_article_view_show_only_annotator (ObArticleView *view, ObEntity annotator);
/* Everybody's are shown with the next apply_shown(). */
void ob_article_view_forget_annotators (ObArticleView *view);
/* One's own alone, or everybody's again. */
void ob_article_view_toggle_mine (ObArticleView *view);
/* Shows what @annotator did again because something of it is gone to, or has been made. */
void ob_article_view_uncover_annotator (ObArticleView *view, ObEntity annotator);
/* After another project came: what it remembers. */
void ob_article_view_restore_annotators (ObArticleView *view);

/* --- article-view-reading.c --- */
void ob_article_view_set_focus (ObArticleView *view, gboolean focus);
void ob_article_view_set_reading (ObArticleView *view, gboolean reading);
/* Numbers lines, then paragraphs, then sentences, then nothing. */
void ob_article_view_next_numbers (ObArticleView *view);
/* After the caret moved; after the rules of sentences are others. */
void ob_article_view_update_focus (ObArticleView *view);
void ob_article_view_update_numbers (ObArticleView *view);
/* After another project came: what it remembers. */
void ob_article_view_restore_reading (ObArticleView *view);

/* --- article-view-style.c --- */
void ob_article_view_add_style_sheets (ObArticleView *view);
void ob_article_view_set_zoom (ObArticleView *view, double zoom);
/* Lets the style sheet know whether the theme is dark, after that may have changed. */
void ob_article_view_update_scheme (ObArticleView *view);
/* Says what keys do now (NULL: nothing special). */
void ob_article_view_set_hint (ObArticleView *view, const char *hint);
/* Draws the hint at the foot of the view, above the text. */
void ob_article_view_draw_hint (ObArticleView *view, cairo_t *cr);

/* --- article-view-caret.c --- */
void ob_article_view_place_caret (ObArticleView *view, guint32 offset, gboolean extend);
/* TRUE and the range when something is selected. */
gboolean ob_article_view_get_selection (ObArticleView *view, guint32 *start, guint32 *end);
/* Called when the caret or the selection has moved. */
void ob_article_view_caret_moved (ObArticleView *view);
/* Makes @annotation current; @chosen: until the caret leaves it. */
void ob_article_view_make_current (ObArticleView *view, ObEntity annotation, gboolean chosen);
/* After spans changed: finds out what is current, and what it is linked to. */
void ob_article_view_update_current (ObArticleView *view);
void ob_article_view_reveal (ObArticleView *view, guint32 offset);
void ob_article_view_move (ObArticleView *view, ObUnit unit, gboolean backwards, gboolean extend);
void ob_article_view_grow (ObArticleView *view);
void ob_article_view_shrink (ObArticleView *view);
void ob_article_view_go (ObArticleView *view, gboolean backwards);
void ob_article_view_cycle (ObArticleView *view);

/* --- article-view-edit.c --- */
/* The text of @segments as names of edits show it.  Returns: (transfer full). */
char *ob_article_view_quote (ObArticleView *view, const GArray *segments);
/* Commits @edit and brings @annotation (which it may have created) and @other (which it may have
 * deleted; 0: none) up to date; @annotation becomes the current one.  @done: said then.
 * Returns: the annotation, or 0 after "failed". */
ObEntity ob_article_view_commit (ObArticleView *view,
                                 ObEdit *edit,
                                 ObEntity annotation,
                                 ObEntity other,
                                 const char *done);
/* The annotation that a command changes; 0, and said so, when there is none. */
ObEntity ob_article_view_require_current (ObArticleView *view);
/* Subtracts [start, end) from a normal list; no spaces are left at the cuts.  Returns: (transfer
 * full). */
GArray *ob_article_view_subtract (ObArticleView *view,
                                  const GArray *segments,
                                  guint32 start,
                                  guint32 end);
void ob_article_view_delete (ObArticleView *view);
void ob_article_view_add_segment (ObArticleView *view);
void ob_article_view_remove_segment (ObArticleView *view);
void ob_article_view_repeat (ObArticleView *view);
/* Sets the segments of the current annotation after a boundary was moved. */
gboolean ob_article_view_commit_segments (ObArticleView *view, const GArray *segments);
/* The words of @annotation, as names of edits show them.  Returns: (transfer full). */
char *ob_article_view_quote_annotation (ObArticleView *view, ObEntity annotation);
/* Links all of @from (GArray of ObEntity) to @to by @type in one step; what is linked already stays
 * so.  FALSE after "failed". */
gboolean ob_article_view_link (ObArticleView *view,
                               const GArray *from,
                               ObEntity to,
                               const char *type);
/* Links @from to @to by @type, or takes the link away when there is one. */
void ob_article_view_toggle_link (ObArticleView *view,
                                  ObEntity from,
                                  ObEntity to,
                                  const char *type);
/* What @annotation is linked to by @type (NULL: by any), in either direction.  (transfer full): GArray
 * of ObEntity. */
GArray *ob_article_view_list_linked (ObArticleView *view, ObEntity annotation, const char *type);
/* The name of the label of an annotation.  (transfer none) */
const char *ob_article_view_get_label_name (ObArticleView *view, ObEntity annotation);
/* TRUE when the annotation's label is for speaker mentions. */
gboolean ob_article_view_is_mention (ObArticleView *view, ObEntity annotation);

/* --- article-view-copy.c --- */
/* Copies the selection or the passage of the current annotation, with its source as plain text, HTML
 * and Markdown; or the words alone. */
void ob_article_view_copy (ObArticleView *view);
void ob_article_view_copy_words (ObArticleView *view);

/* --- article-view-example.c --- */
/* Adds the passage of the current annotation to the examples, or counter-examples, that the codebook
 * shows of its label. */
void ob_article_view_add_example (ObArticleView *view);
void ob_article_view_add_counter_example (ObArticleView *view);

/* --- article-view-parts.c --- */
/* Sets @buffer, which holds @text, and hides in it what is to be hidden. */
void ob_article_view_set_structure (ObArticleView *view,
                                    GtkTextBuffer *buffer,
                                    ObText *text,
                                    const ObArticle *article,
                                    ObFormatting *formatting);
/* Sets the text around @offset, which will be seen. */
void ob_article_view_set_near (ObArticleView *view, guint32 offset);
void ob_article_view_set_show_hidden (ObArticleView *view, gboolean show);
/* Shows the hidden parts that [start, end) touches, because one goes there. */
void ob_article_view_uncover_parts (ObArticleView *view, guint32 start, guint32 end);
/* The nearest start (end) of a unit after (before) @offset that is shown; @offset when there is none. */
guint32 ob_article_view_step (ObArticleView *view,
                              ObUnit unit,
                              gboolean to_end,
                              gboolean backwards,
                              guint32 offset);
/* @offset, or where the hidden part that holds it ends (or begins). */
guint32 ob_article_view_skip_hidden (ObArticleView *view, guint32 offset, gboolean backwards);
/* The address that the words at @offset link to; (nullable). */
const char *ob_article_view_get_link (ObArticleView *view, guint32 offset);
/* Opens the address that the words at the caret, or at @offset, link to. */
void ob_article_view_open_link (ObArticleView *view);
void ob_article_view_open_link_at (ObArticleView *view, guint32 offset);
void ob_article_view_copy_link (ObArticleView *view);
gboolean ob_article_view_query_tooltip (ObArticleView *view, int x, int y, GtkTooltip *tooltip);
/* After another project came: what it remembers. */
void ob_article_view_restore_parts (ObArticleView *view);

/* --- article-view-join.c --- */
/* Splits the current annotation at the caret: both parts keep attributes, note and links, but what is
 * said by a mention keeps one speaker, the first part. */
void ob_article_view_split (ObArticleView *view);
/* Joins the next annotation of the same label and annotator to the current one.  What the current one
 * does not say it takes from the other, which is deleted. */
void ob_article_view_join (ObArticleView *view);

/* --- article-view-modes.c --- */
void ob_article_view_hold (ObArticleView *view, ObHandle handle);
void ob_article_view_hold_near_caret (ObArticleView *view, gboolean end);
/* Moves the held boundary to @offset, as far as the annotation and its neighbours allow. */
void ob_article_view_drag_to (ObArticleView *view, guint32 offset);
void ob_article_view_choose_link (ObArticleView *view);
/* The same with links of another type to choose first. */
void ob_article_view_next_link_type (ObArticleView *view);
/* Links to @annotation if it is a candidate. */
gboolean ob_article_view_pick_candidate (ObArticleView *view, ObEntity annotation);
/* Ends any mode; @keep: what was moved is kept. */
void ob_article_view_leave_mode (ObArticleView *view, gboolean keep);
gboolean ob_article_view_handle_mode_key (ObArticleView *view, GdkEventKey *event);

/* --- article-view-drag.c --- */
/* The button went down at a place of the widget: on @annotation, or on what is there (FALSE: nothing). */
void ob_article_view_prepare_drag (ObArticleView *view, ObEntity annotation, int x, int y);
gboolean ob_article_view_prepare_drag_at (ObArticleView *view, int x, int y);
/* Drags what was pressed, once the pointer has gone far enough.  FALSE when nothing was pressed. */
gboolean ob_article_view_begin_drag (ObArticleView *view, GdkEventMotion *event);
void ob_article_view_drag_begin (GtkWidget *widget, GdkDragContext *context);
void ob_article_view_drag_data_get (GtkWidget *widget,
                                    GdkDragContext *context,
                                    GtkSelectionData *data,
                                    guint info,
                                    guint time);
void ob_article_view_drag_end (GtkWidget *widget, GdkDragContext *context);
gboolean ob_article_view_drag_motion (
  GtkWidget *widget, GdkDragContext *context, int x, int y, guint time);
void ob_article_view_drag_leave (GtkWidget *widget, GdkDragContext *context, guint time);
gboolean ob_article_view_drag_drop (
  GtkWidget *widget, GdkDragContext *context, int x, int y, guint time);
void ob_article_view_drag_data_received (GtkWidget *widget,
                                         GdkDragContext *context,
                                         int x,
                                         int y,
                                         GtkSelectionData *data,
                                         guint info,
                                         guint time);

/* --- article-view-pointer.c --- */
gboolean ob_article_view_button_pressed (ObArticleView *view, GdkEventButton *event);
gboolean ob_article_view_button_released (ObArticleView *view, GdkEventButton *event);
/* After a click or drag that was for the text itself. */
void ob_article_view_selection_made (ObArticleView *view);
gboolean ob_article_view_pointer_moved (ObArticleView *view, GdkEventMotion *event);

/* --- article-view-ghosts.c --- */
/* Looks for suggestions in a thread and goes through them: what is mostly right, and all. */
void ob_article_view_suggest (ObArticleView *view);
void ob_article_view_suggest_more (ObArticleView *view);
/* Goes through other occurrences of the current annotation's words, or the ghosts that are shown. */
void ob_article_view_spread (ObArticleView *view);
/* Shows, soon, where else the words of the annotation stand. */
void ob_article_view_spread_after_tag (ObArticleView *view, ObEntity annotation);
/* Deletes the other occurrences that were accepted. */
void ob_article_view_take_back (ObArticleView *view);
void ob_article_view_clear_ghosts (ObArticleView *view);
gboolean
ob_article_view_handle_ghost_key (ObArticleView *view, guint keyval, GdkModifierType modifiers);

/* --- article-view-menu.c --- */
/* Puts what can be done here in place of what is in @menu. */
void ob_article_view_fill_menu (ObArticleView *view, GtkMenuShell *menu);
/* Puts the caret where the menu was asked for, unless that is in the selection. */
void ob_article_view_place_caret_for_menu (ObArticleView *view, guint32 offset);

/* --- article-view-actions.c --- */
void ob_article_view_add_bindings (GtkBindingSet *bindings);
GSimpleActionGroup *ob_article_view_create_actions (ObArticleView *view);
gboolean ob_article_view_handle_label_key (ObArticleView *view, GdkEventKey *event);

G_END_DECLS
