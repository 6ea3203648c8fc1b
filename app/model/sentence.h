/* Sentences of one paragraph, given as an array of code points.  See boundary.h. */
#pragma once

#include "model/boundary.h"

G_BEGIN_DECLS

/* Appends the sentences of @chars, offset by @base, to @units.  @rules (nullable): without it no
 * abbreviations are known.  O(n). */
void ob_sentences_append (const ObBoundaryRules *rules, const gunichar *chars, guint32 n, guint32 base, GArray *units);

G_END_DECLS
