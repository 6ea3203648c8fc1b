/* Coincidences of units as sums: only what is on the diagonal and in the margins is needed. */
#include "analysis/agreement-units.h"

#include <glib/gi18n.h>

/* Sums over ordered pairs of coders, divided by (coders - 1). */
typedef struct
{
  double differing;  /* lengths where units and gaps or categories differ */
  double one_sided;  /* lengths where one coder has a unit and the other a gap */
  double *same;      /* (owned) for each category: lengths that two coders gave it */
  double *coded;     /* (owned) lengths that a coder gave it and another found too */
  double *squares;   /* (owned) the same, each intersection squared */
  double *totals;    /* (owned) lengths of all units of the category */
  double units;      /* of all */
  double unit_squares;
} Coincidences;

ObContinuum *
ob_continuum_new (guint64 length, guint n_coders, guint n_categories)
{
  ObContinuum *continuum = g_new0 (ObContinuum, 1);

  continuum->length = length;
  continuum->n_coders = n_coders;
  continuum->n_categories = n_categories;
  continuum->units = g_new0 (GArray *, n_coders + 1);
  for (guint i = 0; i < n_coders; i++)
    continuum->units[i] = g_array_new (FALSE, FALSE, sizeof (ObUnit));

  return continuum;
}

void
ob_continuum_free (ObContinuum *continuum)
{
  for (guint i = 0; i < continuum->n_coders; i++)
    g_array_unref (continuum->units[i]);
  g_free (continuum->units);
  g_free (continuum);
}

void
ob_continuum_add (ObContinuum *continuum, guint coder, guint64 start, guint64 end, guint category)
{
  ObUnit unit = { .start = start, .end = MIN (end, continuum->length), .category = category };

  g_return_if_fail (coder < continuum->n_coders && category < continuum->n_categories);

  if (unit.start < unit.end)
    g_array_append_val (continuum->units[coder], unit);
}

static int
compare_units (gconstpointer a, gconstpointer b)
{
  const ObUnit *p = a, *q = b;

  if (p->start != q->start)
    return p->start < q->start ? -1 : 1;
  return p->end < q->end ? -1 : p->end > q->end;
}

gboolean
ob_continuum_arrange (ObContinuum *continuum, gboolean join)
{
  for (guint coder = 0; coder < continuum->n_coders; coder++)
    {
      GArray *units = continuum->units[coder];
      guint n = 0;

      g_array_sort (units, compare_units);
      for (guint i = 0; i < units->len; i++)
        {
          ObUnit unit = g_array_index (units, ObUnit, i);
          ObUnit *last = n > 0 ? &g_array_index (units, ObUnit, n - 1) : NULL;

          if (last != NULL && unit.start < last->end && !join)
            return FALSE;
          if (last != NULL && unit.start < last->end)
            last->end = MAX (last->end, unit.end);
          else
            g_array_index (units, ObUnit, n++) = unit;
        }
      g_array_set_size (units, n);
    }

  return TRUE;
}

/* Counting ------------------------------------------------------------------------------------- */

static void
clear_coincidences (Coincidences *sums)
{
  g_free (sums->same);
  g_free (sums->coded);
  g_free (sums->squares);
  g_free (sums->totals);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Coincidences, clear_coincidences)

/* Adds the intersections of two coders' units; their whole length and that of equal category. */
static void
add_intersections (Coincidences *sums,
                   const GArray *first,
                   const GArray *second,
                   double weight,
                   double *both,
                   double *same)
{
  *both = *same = 0;
  for (guint i = 0, k = 0; i < first->len && k < second->len;)
    {
      const ObUnit *p = &g_array_index (first, ObUnit, i);
      const ObUnit *q = &g_array_index (second, ObUnit, k);
      guint64 start = MAX (p->start, q->start), end = MIN (p->end, q->end);

      if (start < end)
        {
          double length = end - start;

          *both += length;
          sums->coded[p->category] += weight * length;
          sums->coded[q->category] += weight * length;
          sums->squares[p->category] += weight * length * length;
          sums->squares[q->category] += weight * length * length;
          if (p->category == q->category)
            {
              *same += length;
              sums->same[p->category] += 2 * weight * length;
            }
        }
      if (p->end < q->end)
        i++;
      else
        k++;
    }
}

static double
get_length (const GArray *units)
{
  double length = 0;

  for (guint i = 0; i < units->len; i++)
    length += g_array_index (units, ObUnit, i).end - g_array_index (units, ObUnit, i).start;

  return length;
}

static void
count_coincidences (const ObContinuum *continuum, Coincidences *sums)
{
  double weight = 1.0 / (continuum->n_coders - 1);

  sums->same = g_new0 (double, continuum->n_categories + 1);
  sums->coded = g_new0 (double, continuum->n_categories + 1);
  sums->squares = g_new0 (double, continuum->n_categories + 1);
  sums->totals = g_new0 (double, continuum->n_categories + 1);
  for (guint a = 0; a < continuum->n_coders; a++)
    {
      const GArray *units = continuum->units[a];

      for (guint i = 0; i < units->len; i++)
        {
          const ObUnit *unit = &g_array_index (units, ObUnit, i);
          double length = unit->end - unit->start;

          sums->totals[unit->category] += length;
          sums->units += length;
          sums->unit_squares += length * length;
        }
      for (guint b = 0; b < a; b++)
        {
          double covered = get_length (units) + get_length (continuum->units[b]);
          double both, same;

          add_intersections (sums, continuum->units[b], units, weight, &both, &same);
          sums->one_sided += 2 * weight * (covered - 2 * both);
          sums->differing += 2 * weight * (covered - both - same);
        }
    }
}

/* Figures -------------------------------------------------------------------------------------- */

/* The disagreement that chance would give between categories of which @squares is the sum of
 * squared lengths, @all their length. */
static double
get_expected (double all, double squares, double own_squares)
{
  double pairs = all * all - own_squares;

  return pairs > 0 ? (all * all - squares) / pairs : 0;
}

static void
measure_categories (ObUnitizing *unitizing, const Coincidences *sums, guint n_units)
{
  double all = 0, same = 0, squares = 0, own = 0;

  for (guint k = 0; k < unitizing->n_categories; k++)
    {
      all += sums->coded[k];
      same += sums->same[k];
      squares += sums->coded[k] * sums->coded[k];
      own += sums->squares[k];
    }
  unitizing->coding
      = all > 0 ? ob_agreement_from_chance (1 - same / all, get_expected (all, squares, own), n_units)
                : ob_agreement_undefined (_ ("No two annotators marked anything in common."));
  for (guint k = 0; k < unitizing->n_categories; k++)
    {
      double length = sums->coded[k];
      double rest = length > 0 ? all - sums->squares[k] / length : 0;

      unitizing->by_category[k]
          = length > 0 && rest > 0
                ? ob_agreement_from_chance (1 - sums->same[k] / length, (all - length) / rest,
                                            n_units)
                : ob_agreement_undefined (_ ("No two annotators marked anything in common."));
    }
}

ObUnitizing *
ob_unitizing_new_undefined (const char *why)
{
  ObUnitizing *unitizing = g_new0 (ObUnitizing, 1);

  unitizing->u = unitizing->binary = unitizing->coding = ob_agreement_undefined (why);

  return unitizing;
}

ObUnitizing *
ob_unitizing_new (const ObContinuum *continuum)
{
  g_auto (Coincidences) sums = { 0 };
  ObUnitizing *unitizing;
  double all = (double) continuum->length * continuum->n_coders;
  double gaps, squares, own, coded = 0;
  guint n_units = 0;

  if (continuum->n_coders < 2)
    return ob_unitizing_new_undefined (_ ("Agreement needs two annotators."));
  for (guint i = 0; i < continuum->n_coders; i++)
    n_units += continuum->units[i]->len;
  if (n_units == 0)
    return ob_unitizing_new_undefined (_ ("Nobody annotated anything."));

  count_coincidences (continuum, &sums);
  gaps = all - sums.units;
  own = sums.unit_squares + gaps;
  squares = gaps * gaps;
  for (guint k = 0; k < continuum->n_categories; k++)
    {
      squares += sums.totals[k] * sums.totals[k];
      coded += sums.coded[k];
    }

  unitizing = g_new0 (ObUnitizing, 1);
  unitizing->n_categories = continuum->n_categories;
  unitizing->by_category = g_new0 (ObAgreement, continuum->n_categories + 1);
  unitizing->u = ob_agreement_from_chance (sums.differing / all, get_expected (all, squares, own),
                                           n_units);
  unitizing->binary = ob_agreement_from_chance (
      sums.one_sided / all, get_expected (all, gaps * gaps + sums.units * sums.units, own), n_units);
  unitizing->coverage = coded / all;
  measure_categories (unitizing, &sums, n_units);

  return unitizing;
}

void
ob_unitizing_free (ObUnitizing *unitizing)
{
  g_free (unitizing->by_category);
  g_free (unitizing);
}
