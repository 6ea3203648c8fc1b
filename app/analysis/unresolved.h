/* What is left open in the annotations: mentions whose speaker is not settled, quotations and claims
 * that nobody is said to say, claims under no dispute, open questions. */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef enum
{
  OB_UNRESOLVED_AMBIGUOUS, /* a speaker mention marked as ambiguous or unresolved */
  OB_UNRESOLVED_SPEAKER,   /* a quotation or claim without speaker */
  OB_UNRESOLVED_DISPUTE,   /* a claim without dispute */
  OB_UNRESOLVED_QUESTION,  /* a note of the kind "question", or with an open comment */
} ObUnresolvedKind;

typedef struct
{
  ObEntity annotation;
  ObEntity article;
  guint32 start; /* code points */
  ObUnresolvedKind kind;
} ObUnresolved;

/* What is left open in @article, by place, then annotation.  Any thread.
 * Returns: (transfer full): GArray of ObUnresolved. */
GArray *ob_unresolved_list (ObProject *project, ObEntity article);

/* The next one (@backwards: the one before) after annotation @current at @start in @article, going on
 * into the other articles, and around to where it began.  Any thread; @cancellable: (nullable).
 * FALSE when nothing is left open. */
gboolean ob_unresolved_find_next (ObProject *project,
                                  ObEntity article,
                                  guint32 start,
                                  ObEntity current,
                                  gboolean backwards,
                                  GCancellable *cancellable,
                                  ObUnresolved *found);

/* Translated: "a quotation without speaker". */
const char *ob_unresolved_describe (ObUnresolvedKind kind);

G_END_DECLS
