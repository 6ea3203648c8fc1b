/* What the editor draws: an article's text, the spans of its annotations that are shown, their lanes,
 * and the codebook that gives them colour.
 *
 * Knows no project and no widget.  Spans that the filter hides are kept, but no query finds them.
 *
 * Signal: "changed" (guint start, guint end): something in that range looks different.
 */
#pragma once

#include <glib-object.h>

#include "model/codebook.h"
#include "model/interval-index.h"
#include "model/lanes.h"
#include "model/text.h"

G_BEGIN_DECLS

#define OB_TYPE_HIGHLIGHTS (ob_highlights_get_type ())
G_DECLARE_FINAL_TYPE (ObHighlights, ob_highlights, OB, HIGHLIGHTS, GObject)

ObHighlights *ob_highlights_new (void);

/* Shows another text (nullable), without spans. */
void ob_highlights_set_text (ObHighlights *highlights, ObText *text);
/* (transfer none): never NULL. */
ObText *ob_highlights_get_text (ObHighlights *highlights);

/* (nullable) */
void ob_highlights_set_codebook (ObHighlights *highlights, ObCodebook *codebook);
/* (transfer none) (nullable) */
ObCodebook *ob_highlights_get_codebook (ObHighlights *highlights);

/* The label @entity in O(1); NULL when there is none. */
const ObLabel *ob_highlights_get_label (ObHighlights *highlights, ObEntity entity);

/* Makes @spans (transfer full: GArray of ObSpan) those of the text; ranges beyond it are cut.
 * Annotations that were there keep their lanes. */
void ob_highlights_take_spans (ObHighlights *highlights, GArray *spans);

/* Replaces the spans of one annotation (GArray of ObSpan, NULL or empty: it is gone). */
void ob_highlights_replace (ObHighlights *highlights, ObEntity annotation, const GArray *spans);

/* Replaces those annotations that lie wholly in [start, end) by those of @spans (GArray of ObSpan). */
void ob_highlights_replace_within (ObHighlights *highlights,
                                   guint32 start,
                                   guint32 end,
                                   const GArray *spans);

/* Shows only spans of these labels and annotators (GArray of ObEntity; NULL: all). */
void ob_highlights_set_filter (ObHighlights *highlights,
                               const GArray *labels,
                               const GArray *annotators);

/* Makes @hits (transfer full) (nullable: GArray of ObSegment, ascending) the places that a search has
 * found; another text has none. */
void ob_highlights_take_hits (ObHighlights *highlights, GArray *hits);
/* (transfer none): GArray of ObSegment. */
const GArray *ob_highlights_get_hits (ObHighlights *highlights);

/* The index of the spans that are shown; valid until the next change. */
const ObIntervalIndex *ob_highlights_get_index (ObHighlights *highlights);

/* The lane of an annotation that is shown, or OB_LANE_NONE. */
guint ob_highlights_get_lane (ObHighlights *highlights, ObEntity annotation);

/* How many annotations there are, hidden or not, by label, or by annotator.  Returns: (transfer full):
 * ObEntity -> their number. */
GHashTable *ob_highlights_count_by_label (ObHighlights *highlights);
GHashTable *ob_highlights_count_by_annotator (ObHighlights *highlights);

/* The spans of one annotation, hidden or not, in order.  Returns: (transfer full): GArray of ObSpan. */
GArray *ob_highlights_get_spans (ObHighlights *highlights, ObEntity annotation);

/* The same as segments.  Returns: (transfer full): empty when there is no such annotation. */
GArray *ob_highlights_get_segments (ObHighlights *highlights, ObEntity annotation);

/* The annotations that are shown at @offset, innermost (shortest segment) first; when there is none,
 * those that end there.  Returns: (transfer full): GArray of ObEntity. */
GArray *ob_highlights_list_at (ObHighlights *highlights, guint32 offset);

/* The annotation that is shown whose first segment comes next after that of @current, in the order of
 * starts; without @current (0), the first that starts after @offset.  @backwards: the one before.
 * 0 at the ends of the text. */
ObEntity ob_highlights_get_neighbour (ObHighlights *highlights,
                                      ObEntity current,
                                      guint32 offset,
                                      gboolean backwards);

G_END_DECLS
