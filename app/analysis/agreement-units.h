/* Krippendorff's family of alphas for unitizing: where coders find units in a text, and which.
 *
 *   coder 0   ....[1111]......[2222222]....      dots: gaps
 *   coder 1   ....[1111]..........[222]....
 *
 * Krippendorff, Mathet, Bouvry and Widlöcher, On the reliability of unitizing textual continua:
 * further developments, Quality & Quantity 50 (2016), with its erratum.  Lengths are characters;
 * units are half-open.  Coincidences are the lengths of intersections of two coders' units and gaps;
 * what chance would give leaves out a unit's coincidence with itself, and takes gaps for as many
 * units as they have characters.
 *
 *   u alpha      units and gaps with their categories
 *   |u alpha     units against gaps, whatever their category
 *   cu alpha     the categories of what two coders both found
 *   (k)u alpha   one category against the others, of what two coders both found
 *
 * The units of one coder must not overlap.
 */
#pragma once

#include "analysis/agreement.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 start;
  guint64 end; /* above start */
  guint category;
} ObUnit;

typedef struct
{
  guint64 length; /* of the continuum; texts one after the other */
  guint n_coders;
  guint n_categories;
  GArray **units; /* (owned) for each coder: ObUnit */
} ObContinuum;

typedef struct
{
  ObAgreement u;
  ObAgreement binary;
  ObAgreement coding;
  double coverage;      /* share of the coders' continua that two found as units */
  ObAgreement *by_category; /* (owned) */
  guint n_categories;
} ObUnitizing;

ObContinuum *ob_continuum_new (guint64 length, guint n_coders, guint n_categories);
void ob_continuum_free (ObContinuum *continuum);
/* @end: clamped to the length; empty units are left out. */
void ob_continuum_add (ObContinuum *continuum, guint coder, guint64 start, guint64 end, guint category);

/* Sorts, and with @join makes one of a coder's units that overlap.  FALSE when units of a coder
 * overlap. */
gboolean ob_continuum_arrange (ObContinuum *continuum, gboolean join);

/* Computes the family.  @continuum: arranged.  Linear in the units of each pair of coders. */
ObUnitizing *ob_unitizing_new (const ObContinuum *continuum);
/* One that says @why for everything. */
ObUnitizing *ob_unitizing_new_undefined (const char *why);
void ob_unitizing_free (ObUnitizing *unitizing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObContinuum, ob_continuum_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObUnitizing, ob_unitizing_free)

G_END_DECLS
