/* An annotation as it is now: a label on segments of one article, by one annotator. */
#pragma once

#include "model/change.h"
#include "model/entity-id.h"
#include "model/segments.h"

G_BEGIN_DECLS

typedef struct
{
  ObEntity entity;
  ObEntity article;
  ObEntity label;
  ObEntity annotator;
  GArray *segments;   /* normal list of ObSegment */
  GArray *attributes; /* ObField: attribute name without prefix, and value; ascending by name; only
                       * what the label defines */
  char *note;         /* (nullable) */
  char *origin;       /* "human", "suggestion:RULE", "import:FORMAT", "merge" */
  gint64 created;     /* microseconds since 1970 */
  gint64 modified;
} ObAnnotation;

/* One segment of an annotation, as the editor draws it: 32 bytes, sorted by start, then by
 * descending end.  The segments of one annotation have the same @annotation. */
typedef struct
{
  guint32 start;
  guint32 end;
  ObEntity annotation;
  guint32 label;     /* ObEntity of the label */
  guint32 annotator; /* ObEntity of the annotator */
  guint16 segment;   /* index of this segment in its annotation (clamped to 65535) */
  guint16 n_segments;
  guint32 flags;     /* OB_SPAN_... */
} ObSpan;

#define OB_SPAN_NOTE (1u << 0)
#define OB_SPAN_DISPUTED (1u << 1) /* has a dispute */
#define OB_SPAN_COMMENT (1u << 2)  /* has a comment that is not resolved */
#define OB_SPAN_CONFLICT (1u << 3) /* two people changed the same of it, and nobody has decided */

/* Who an annotation's words are ascribed to and what they are about. */
typedef struct
{
  ObEntity annotation;
  ObEntity speaker; /* its own, or that of the mention that it is linked to; 0: none */
  ObEntity dispute; /* 0: none */
} ObSubject;

typedef struct
{
  ObEntity entity;
  ObEntity from;
  ObEntity to;
  char *type; /* "said-by" */
} ObLink;

ObAnnotation *ob_annotation_new (void);
void ob_annotation_free (ObAnnotation *annotation);
void ob_link_free (ObLink *link);

/* The value of the attribute @name.  Returns: (transfer none) (nullable). */
const ObValue *ob_annotation_get_attribute (const ObAnnotation *annotation, const char *name);

/* The types that the default codebook uses, NULL-terminated: "said-by", "cue", ... Links of
 * other types are allowed. */
const char *const *ob_link_get_types (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObAnnotation, ob_annotation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLink, ob_link_free)

G_END_DECLS
