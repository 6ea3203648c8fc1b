/* The best alignment by the Hungarian method, and sampling. */
#include "analysis/agreement-gamma.h"

#include <glib/gi18n.h>
#include <math.h>

#define ALONE 1.0
#define MIN_SAMPLES 30
#define MAX_SAMPLES 200
#define PRECISION 0.02
#define NORMAL_95 1.959964

/* Costs of aligning @n_rows with @n_columns units, never fewer. */
typedef struct
{
  guint n_rows;
  guint n_columns;
  double *costs; /* (owned) */
} Costs;

static double
get_dissimilarity (const ObUnit *a, const ObUnit *b, const ObGammaOptions *options)
{
  double start = fabs ((double) a->start - (double) b->start);
  double end = fabs ((double) a->end - (double) b->end);
  double lengths = (double) (a->end - a->start) + (double) (b->end - b->start);
  double position = (start + end) / lengths;

  return (options->alpha * position * position + options->beta * (a->category != b->category))
         * ALONE;
}

/* Two units that are better left alone cost what that costs, so that every row can be assigned. */
static Costs
make_costs (const GArray *rows, const GArray *columns, const ObGammaOptions *options)
{
  Costs costs = { .n_rows = rows->len, .n_columns = columns->len };

  costs.costs = g_new (double, (gsize) rows->len * columns->len + 1);
  for (guint i = 0; i < rows->len; i++)
    for (guint k = 0; k < columns->len; k++)
      costs.costs[(gsize) i * columns->len + k]
          = MIN (get_dissimilarity (&g_array_index (rows, ObUnit, i),
                                    &g_array_index (columns, ObUnit, k), options),
                 2 * ALONE);

  return costs;
}

/* Assigns the row @row by the shortest augmenting path; row and column numbers begin at 1, 0 is
 * none.  @row_of: the row of each column. */
static void
assign_row (const Costs *costs, guint row, double *of_rows, double *of_columns, guint *row_of)
{
  guint n = costs->n_columns, column = 0;
  g_autofree double *least = g_new (double, n + 1);
  g_autofree guint *before = g_new0 (guint, n + 1);
  g_autofree gboolean *visited = g_new0 (gboolean, n + 1);

  for (guint k = 0; k <= n; k++)
    least[k] = G_MAXDOUBLE;
  row_of[0] = row;
  do
    {
      const double *cost = costs->costs + (gsize) (row_of[column] - 1) * n;
      double step = G_MAXDOUBLE;
      guint next = 0;

      visited[column] = TRUE;
      for (guint k = 1; k <= n; k++)
        {
          double reduced = cost[k - 1] - of_rows[row_of[column]] - of_columns[k];

          if (visited[k])
            continue;
          if (reduced < least[k])
            {
              least[k] = reduced;
              before[k] = column;
            }
          if (least[k] < step)
            {
              step = least[k];
              next = k;
            }
        }
      for (guint k = 0; k <= n; k++)
        if (visited[k])
          {
            of_rows[row_of[k]] += step;
            of_columns[k] -= step;
          }
        else
          least[k] -= step;
      column = next;
    }
  while (row_of[column] != 0);

  for (; column != 0; column = before[column])
    row_of[column] = row_of[before[column]];
}

double
ob_gamma_align (const GArray *first, const GArray *second, const ObGammaOptions *options)
{
  const GArray *fewer = first->len <= second->len ? first : second;
  const GArray *more = fewer == first ? second : first;
  Costs costs = make_costs (fewer, more, options);
  g_autofree double *owned = costs.costs;
  g_autofree double *of_rows = g_new0 (double, costs.n_rows + 1);
  g_autofree double *of_columns = g_new0 (double, costs.n_columns + 1);
  g_autofree guint *row_of = g_new0 (guint, costs.n_columns + 1);
  double sum = (more->len - fewer->len) * ALONE;

  for (guint row = 1; row <= costs.n_rows; row++)
    assign_row (&costs, row, of_rows, of_columns, row_of);
  for (guint k = 1; k <= costs.n_columns; k++)
    if (row_of[k] != 0)
      sum += owned[(gsize) (row_of[k] - 1) * costs.n_columns + k - 1];

  return sum;
}

/* Sampling ------------------------------------------------------------------------------------- */

/* The units of either coder moved by @shift round the text. */
static GArray *
move_units (const ObContinuum *continuum, GRand *random, guint64 shift)
{
  const GArray *source = continuum->units[g_rand_int_range (random, 0, 2)];
  GArray *moved = g_array_sized_new (FALSE, FALSE, sizeof (ObUnit), source->len);

  for (guint i = 0; i < source->len; i++)
    {
      ObUnit unit = g_array_index (source, ObUnit, i);
      guint64 length = unit.end - unit.start;

      unit.start = (unit.start + shift) % continuum->length;
      unit.end = unit.start + length;
      g_array_append_val (moved, unit);
    }

  return moved;
}

/* Half the mean length of the units: the paper keeps the two distances so far apart. */
static double
get_least_distance (const ObContinuum *continuum)
{
  double length = 0;
  guint n = 0;

  for (guint coder = 0; coder < 2; coder++)
    for (guint i = 0; i < continuum->units[coder]->len; i++, n++)
      length += g_array_index (continuum->units[coder], ObUnit, i).end
                - g_array_index (continuum->units[coder], ObUnit, i).start;

  return n > 0 ? MIN (length / n / 2, continuum->length / 4.0) : 0;
}

/* The disorder of one sample of a text; adds its number of units to @n. */
static double
sample_text (const ObContinuum *continuum, GRand *random, const ObGammaOptions *options, double *n)
{
  double least = get_least_distance (continuum), length = continuum->length;
  double shift = floor (g_rand_double_range (random, 0, length));
  double apart = floor (g_rand_double_range (random, least, MAX (length - least, least + 1)));
  g_autoptr (GArray) first = move_units (continuum, random, shift);
  g_autoptr (GArray) second = move_units (continuum, random, fmod (shift + apart, length));

  *n += (first->len + second->len) / 2.0;

  return ob_gamma_align (first, second, options);
}

static gboolean
sample (const GPtrArray *continua,
        const ObGammaOptions *options,
        GRand *random,
        double *disorder,
        GCancellable *cancellable,
        GError **error)
{
  double sum = 0, n = 0;

  for (guint i = 0; i < continua->len; i++)
    {
      const ObContinuum *continuum = g_ptr_array_index (continua, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (continuum->units[0]->len + continuum->units[1]->len > 0)
        sum += sample_text (continuum, random, options, &n);
    }
  *disorder = n > 0 ? sum / n : 0;

  return TRUE;
}

/* Returns: (nullable): why gamma cannot be given. */
static const char *
observe (const GPtrArray *continua, const ObGammaOptions *options, double *disorder, guint *n_units)
{
  double sum = 0;

  *n_units = 0;
  for (guint i = 0; i < continua->len; i++)
    {
      const ObContinuum *continuum = g_ptr_array_index (continua, i);
      guint n_first = continuum->units[0]->len, n_second = continuum->units[1]->len;

      if (MAX (n_first, n_second) > OB_GAMMA_MAX_UNITS)
        return _ ("Gamma is not computed for more than 1,000 annotations of one article: choose a "
                  "label.");
      *n_units += n_first + n_second;
      sum += ob_gamma_align (continuum->units[0], continuum->units[1], options);
    }
  if (*n_units == 0)
    return _ ("Nobody annotated anything.");
  *disorder = sum / (*n_units / 2.0);

  return NULL;
}

gboolean
ob_gamma_compute (const GPtrArray *continua,
                  const ObGammaOptions *options,
                  ObGamma *gamma,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (options->seed);
  double observed = 0, sum = 0, squares = 0, mean = 0, error_of_mean = 0;
  guint n_units, n = 0, n_needed = MIN_SAMPLES;
  const char *why = observe (continua, options, &observed, &n_units);

  *gamma = (ObGamma){ .gamma = ob_agreement_undefined (why) };
  if (why != NULL)
    return TRUE;

  for (; n < n_needed;)
    {
      double disorder;

      if (!sample (continua, options, random, &disorder, cancellable, error))
        return FALSE;
      n++;
      sum += disorder;
      squares += disorder * disorder;
      mean = sum / n;
      error_of_mean = n > 1 ? sqrt (MAX (squares - n * mean * mean, 0) / (n - 1) / n) : 0;
      if (n == n_needed && n < MAX_SAMPLES && NORMAL_95 * error_of_mean > PRECISION * mean)
        n_needed++;
    }

  gamma->n_samples = n;
  gamma->gamma = ob_agreement_from_chance (observed, mean, n_units);
  gamma->low = 1 - observed / MAX (mean - NORMAL_95 * error_of_mean, 1e-12);
  gamma->high = 1 - observed / (mean + NORMAL_95 * error_of_mean);

  return TRUE;
}
