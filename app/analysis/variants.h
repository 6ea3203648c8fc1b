/* Names that may be those of one speaker, each with its reason.
 *
 *   US, U.S.                    the same letters, without dots
 *   Mr. Trump, Trump            the same but for a title
 *   Tillerson, Rex Tillerson    the only one of that surname
 *   UN, United Nations          the initials
 *   Russia, Russian Federation  the table of states and bodies
 *   Russia?, Kremlin            a metonym: only ever a question
 *
 * Nothing here decides: pairs are proposed, and an analyst says yes or no.
 */
#pragma once

#include "analysis/names.h"

G_BEGIN_DECLS

typedef enum
{
  OB_VARIANT_SPELLING, /* dots, capitals, accents, hyphens */
  OB_VARIANT_TITLE,
  OB_VARIANT_INITIALS, /* "R. Tillerson", "Rex Tillerson" */
  OB_VARIANT_SURNAME,
  OB_VARIANT_INITIALISM,
  OB_VARIANT_TABLE,
  OB_VARIANT_METONYM,
} ObVariantReason;

typedef struct
{
  guint first; /* indices of the names; the first is the fuller one */
  guint second;
  ObVariantReason reason;
  gboolean ask;  /* a question rather than a proposal */
  char *because; /* translated: "“UN” are the initials of “United Nations”" */
} ObVariant;

/* The pairs among @n_names names (of speakers and their aliases; the same name twice is no pair),
 * the surest reason of each pair only, proposals first.  About O(n).  Any thread. Returns:
 * (transfer full): GPtrArray of ObVariant. */
GPtrArray *ob_variants_find (const char *const *names, guint n_names);
void ob_variant_free (ObVariant *variant);

/* Names joined by proposals, and by questions too when @with_questions: for each name the index of
 * the first name of its family.  Returns: (transfer full): @n_names numbers. */
guint *ob_variants_group (const GPtrArray *variants, guint n_names, gboolean with_questions);

/* "surname", "metonym". */
const char *ob_variant_reason_get_name (ObVariantReason reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObVariant, ob_variant_free)

G_END_DECLS
