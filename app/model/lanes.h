/* Lanes: which line under the words an annotation is drawn on.
 *
 *   the words of the text         lane 0  |------|      |----|
 *                                 lane 1     |------>  <---|
 *
 * Annotations that share a code point have different lanes, and all segments of an annotation have
 * the same one.  There are OB_N_LANES; what finds no place on them is only counted.  A lane is kept
 * as long as the annotation exists and its place is free, whatever comes or goes beside it, so that
 * lines do not jump while one works.  New annotations take the lowest free lane in the order of
 * their starts, which for contiguous ones needs no more lanes than overlap at once (greedy colouring
 * of an interval graph).
 *
 * Each lane is a sorted array of disjoint ranges: O(log n) to ask, O(n) moves to insert.
 */
#pragma once

#include "model/annotation.h"

G_BEGIN_DECLS

#define OB_N_LANES 4

/* The lane of annotations that found no place. */
#define OB_LANE_NONE OB_N_LANES

typedef struct _ObLanes ObLanes;

/* Returns: (transfer full): lanes without annotations. */
ObLanes *ob_lanes_new (void);
void ob_lanes_free (ObLanes *lanes);

/* Makes @spans (sorted by start, all segments of an article's annotations) the annotations.  Those
 * that were there before keep their lanes where they can. */
void ob_lanes_set_spans (ObLanes *lanes, const ObSpan *spans, guint n_spans);

/* Replaces the spans of one annotation: @old as they were given before, @now (may be empty). */
void ob_lanes_replace (ObLanes *lanes,
                       ObEntity annotation,
                       const ObSpan *old,
                       guint n_old,
                       const ObSpan *now,
                       guint n_now);

/* The annotation's lane, 0 to OB_N_LANES - 1, or OB_LANE_NONE. */
guint ob_lanes_get (const ObLanes *lanes, ObEntity annotation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLanes, ob_lanes_free)

G_END_DECLS
