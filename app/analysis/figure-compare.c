/* See figure-compare.h.  Groups are found by the sweep that pierces intervals with the fewest
 * points: by ascending upper end, each interval that the last group's range does not meet opens
 * another. */
#include "analysis/figure-compare.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

static const ObFigureWidths default_widths = OB_FIGURE_WIDTHS_DEFAULT;

/* The setting ---------------------------------------------------------------------------------- */

ObFigureWidths
ob_figure_widths_parse (const char *text)
{
  ObFigureWidths widths = default_widths;
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');
      char *end = NULL;
      double share;

      if (equals == NULL)
        continue;
      *equals = '\0';
      share = g_ascii_strtod (equals + 1, &end) / 100;
      if (end == equals + 1 || *end != '\0' || !(share >= 0 && share <= 100))
        continue;
      if (strcmp (parts[i], "almost") == 0)
        widths.almost = MIN (share, 1);
      else if (strcmp (parts[i], "about") == 0)
        widths.about = MIN (share, 1);
      else if (strcmp (parts[i], "above") == 0)
        widths.above = share;
    }

  return widths;
}

char *
ob_figure_widths_to_text (const ObFigureWidths *widths)
{
  char almost[G_ASCII_DTOSTR_BUF_SIZE];
  char about[G_ASCII_DTOSTR_BUF_SIZE];
  char above[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("almost=%s about=%s above=%s",
                          g_ascii_formatd (almost, sizeof almost, "%g", widths->almost * 100),
                          g_ascii_formatd (about, sizeof about, "%g", widths->about * 100),
                          g_ascii_formatd (above, sizeof above, "%g", widths->above * 100));
}

/* Intervals ------------------------------------------------------------------------------------ */

static gboolean
is_whole (const ObFigure *figure)
{
  return (figure->kind == OB_FIGURE_CASUALTIES || figure->kind == OB_FIGURE_COUNT)
         && figure->low == floor (figure->low) && figure->high == floor (figure->high);
}

/* Open ends of whole numbers become closed ones; a margin that is no whole number is rounded
 * inwards, but "almost" and "about" always allow the number next to theirs. */
static void
make_whole (ObInterval *interval)
{
  if (isfinite (interval->low))
    interval->low
        = interval->low_open ? floor (interval->low + 1e-9) + 1 : ceil (interval->low - 1e-9);
  if (isfinite (interval->high))
    interval->high
        = interval->high_open ? ceil (interval->high - 1e-9) - 1 : floor (interval->high + 1e-9);
  interval->low_open = interval->low_open && !isfinite (interval->low);
  interval->high_open = interval->high_open && !isfinite (interval->high);
}

ObInterval
ob_figure_get_interval (const ObFigure *figure, const ObFigureWidths *widths)
{
  ObInterval interval = { figure->low, figure->high, FALSE, FALSE };
  double limit = widths->above > 0 ? figure->high * (1 + widths->above) : INFINITY;

  switch (figure->approximator)
    {
    case OB_APPROXIMATOR_MORE_THAN:
    case OB_APPROXIMATOR_AT_LEAST:
      interval.low_open = figure->approximator == OB_APPROXIMATOR_MORE_THAN;
      interval.high = limit;
      break;
    case OB_APPROXIMATOR_ALMOST:
      interval.low -= fabs (figure->low) * widths->almost;
      interval.high_open = TRUE;
      break;
    case OB_APPROXIMATOR_ABOUT:
      interval.low -= fabs (figure->low) * widths->about;
      interval.high += fabs (figure->high) * widths->about;
      break;
    case OB_APPROXIMATOR_UP_TO:
    case OB_APPROXIMATOR_LESS_THAN:
      interval.low = MIN (0, figure->low);
      interval.high_open = figure->approximator == OB_APPROXIMATOR_LESS_THAN;
      break;
    case OB_APPROXIMATOR_EXACT:
    case OB_APPROXIMATOR_RANGE:
    case OB_APPROXIMATOR_VAGUE:
      break;
    }
  if (is_whole (figure))
    {
      make_whole (&interval);
      if (figure->approximator == OB_APPROXIMATOR_ALMOST)
        interval.low = MIN (interval.low, figure->low - 1);
    }

  return interval;
}

gboolean
ob_interval_is_empty (const ObInterval *interval)
{
  return interval->low > interval->high
         || (interval->low == interval->high && (interval->low_open || interval->high_open));
}

ObInterval
ob_interval_meet (const ObInterval *a, const ObInterval *b)
{
  ObInterval meet;

  meet.low = MAX (a->low, b->low);
  meet.high = MIN (a->high, b->high);
  meet.low_open = (a->low == meet.low && a->low_open) || (b->low == meet.low && b->low_open);
  meet.high_open = (a->high == meet.high && a->high_open) || (b->high == meet.high && b->high_open);

  return meet;
}

/* "4,500,000" in the reader's own way of writing, at most two decimals. */
static char *
number_to_text (double number)
{
  char *text;

  if (number == floor (number) && fabs (number) < 1e15)
    return g_strdup_printf ("%'.0f", number);
  text = g_strdup_printf ("%'.2f", number);
  while (strlen (text) > 1 && text[strlen (text) - 1] == '0')
    text[strlen (text) - 1] = '\0';

  return text;
}

char *
ob_interval_to_text (const ObInterval *interval)
{
  g_autofree char *low = number_to_text (interval->low);
  g_autofree char *high = number_to_text (interval->high);

  if (!isfinite (interval->low) && !isfinite (interval->high))
    return g_strdup (_ ("any number"));
  if (!isfinite (interval->high))
    return g_strdup_printf (interval->low_open ? _ ("more than %s") : _ ("%s or more"), low);
  if (!isfinite (interval->low) || (interval->low == 0 && interval->high > 0))
    return g_strdup_printf (interval->high_open ? _ ("less than %s") : _ ("up to %s"), high);
  if (interval->low == interval->high)
    return g_strdup (low);
  /* Translators: a range of numbers, both ends included. */
  return g_strdup_printf (_ ("%s to %s"), low, high);
}

/* Whether they count the same ------------------------------------------------------------------ */

/* A sentence on why two figures cannot be compared.  Returns: (transfer full) (nullable). */
static char *
find_obstacle (const ObFigureItem *a, const ObFigureItem *b)
{
  if (a->figure->kind != b->figure->kind)
    return g_strdup_printf (_ ("They count different things: %s and %s."),
                            ob_figure_kind_get_name (a->figure->kind),
                            ob_figure_kind_get_name (b->figure->kind));
  if (g_strcmp0 (a->figure->outcome, b->figure->outcome) != 0)
    return g_strdup_printf (_ ("They count different people: “%s” and “%s”."),
                            a->figure->outcome != NULL ? a->figure->outcome : _ ("any"),
                            b->figure->outcome != NULL ? b->figure->outcome : _ ("any"));
  if (g_strcmp0 (a->figure->unit, b->figure->unit) != 0)
    return g_strdup_printf (_ ("They count different things: “%s” and “%s”."),
                            a->figure->unit != NULL ? a->figure->unit : _ ("unknown"),
                            b->figure->unit != NULL ? b->figure->unit : _ ("unknown"));
  if (a->as_of != NULL && b->as_of != NULL && strcmp (a->as_of, b->as_of) != 0)
    return g_strdup_printf (_ ("They are of different days: %s and %s."), a->as_of, b->as_of);

  return NULL;
}

/* Figures without unit or outcome ("86" beside "almost 90 people") are taken to count what the
 * others do. */
static gboolean
is_bare (const ObFigure *figure)
{
  return figure->unit == NULL && figure->outcome == NULL;
}

/* "Killed" and nothing said of what happened are comparable when the unit is the same: a figure
 * under a dispute is often a part of a sentence. */
static gboolean
says_less (const ObFigure *a, const ObFigure *b)
{
  gboolean counts_people = (a->kind == OB_FIGURE_CASUALTIES || a->kind == OB_FIGURE_COUNT)
                           && (b->kind == OB_FIGURE_CASUALTIES || b->kind == OB_FIGURE_COUNT);

  return is_bare (a) || is_bare (b)
         || (counts_people && g_strcmp0 (a->unit, b->unit) == 0
             && (a->outcome == NULL || b->outcome == NULL));
}

static char *
find_any_obstacle (const ObFigureItem *items, guint n_items)
{
  for (guint i = 0; i < n_items; i++)
    for (guint k = 0; k < i; k++)
      {
        char *obstacle;

        if (says_less (items[k].figure, items[i].figure)
            && !(items[k].as_of != NULL && items[i].as_of != NULL
                 && strcmp (items[k].as_of, items[i].as_of) != 0))
          continue;
        obstacle = find_obstacle (&items[k], &items[i]);

        if (obstacle != NULL)
          return obstacle;
      }

  return NULL;
}

/* Groups --------------------------------------------------------------------------------------- */

static void
group_free (ObFigureGroup *group)
{
  g_array_unref (group->items);
  g_free (group);
}

static int
compare_by_end (gconstpointer a, gconstpointer b, gpointer intervals)
{
  const ObInterval *x = &((const ObInterval *) intervals)[*(const guint *) a];
  const ObInterval *y = &((const ObInterval *) intervals)[*(const guint *) b];

  if (x->high != y->high)
    return x->high < y->high ? -1 : 1;
  if (x->high_open != y->high_open)
    return x->high_open ? -1 : 1;
  return (x->low > y->low) - (x->low < y->low);
}

static GPtrArray *
make_groups (const ObInterval *intervals, guint n)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_by_end, (gpointer) intervals);

  for (guint i = 0; i < n; i++)
    {
      guint item = g_array_index (order, guint, i);
      ObFigureGroup *last = groups->len > 0 ? g_ptr_array_index (groups, groups->len - 1) : NULL;
      ObInterval meet
          = last != NULL ? ob_interval_meet (&last->range, &intervals[item]) : intervals[item];

      if (last == NULL || ob_interval_is_empty (&meet))
        {
          last = g_new0 (ObFigureGroup, 1);
          last->items = g_array_new (FALSE, FALSE, sizeof (guint));
          meet = intervals[item];
          g_ptr_array_add (groups, last);
        }
      last->range = meet;
      g_array_append_val (last->items, item);
    }

  return groups;
}

/* In words ------------------------------------------------------------------------------------- */

static char *
get_name (const ObFigureItem *item)
{
  g_autofree char *number = NULL;

  if (item->text != NULL)
    return g_strdup (item->text);
  number = number_to_text (item->figure->low);

  return g_strdup_printf ("%s%s%s", item->figure->qualifier != NULL ? item->figure->qualifier : "",
                          item->figure->qualifier != NULL ? " " : "", number);
}

static void
explain_reading (GString *out,
                 const ObFigureItem *item,
                 const ObInterval *interval,
                 const ObFigureWidths *widths)
{
  g_autofree char *name = get_name (item);
  g_autofree char *range = ob_interval_to_text (interval);

  if (item->figure->approximator == OB_APPROXIMATOR_ALMOST)
    g_string_append_printf (out, _ ("“%s” is read as %s (down to %g %% below)."), name, range,
                            widths->almost * 100);
  else if (item->figure->approximator == OB_APPROXIMATOR_ABOUT)
    g_string_append_printf (out, _ ("“%s” is read as %s (%g %% to each side)."), name, range,
                            widths->about * 100);
  else
    g_string_append_printf (out, _ ("“%s” is read as %s."), name, range);
  g_string_append_c (out, '\n');
}

static void
explain_groups (GString *out, const GPtrArray *groups, const ObFigureItem *items)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const ObFigureGroup *group = g_ptr_array_index (groups, i);
      g_autofree char *range = ob_interval_to_text (&group->range);
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint k = 0; k < group->items->len; k++)
        {
          g_autofree char *name = get_name (&items[g_array_index (group->items, guint, k)]);

          g_string_append_printf (names, "%s“%s”", k > 0 ? ", " : "", name);
        }
      /* Translators: a range of numbers, and the figures that allow it. */
      g_string_append_printf (out, _ ("%s: %s."), range, names->str);
      g_string_append_c (out, '\n');
    }
}

static void
explain (ObComparison *comparison, GString *out, const ObFigureItem *items)
{
  g_autoptr (GString) ranges = g_string_new (NULL);

  for (guint i = 0; i < comparison->groups->len; i++)
    {
      g_autofree char *range = ob_interval_to_text (
          &((ObFigureGroup *) g_ptr_array_index (comparison->groups, i))->range);

      g_string_append_printf (ranges, "%s%s", i > 0 ? _ (" / ") : "", range);
    }
  if (comparison->verdict == OB_VERDICT_COMPATIBLE)
    {
      comparison->summary = g_strdup_printf (_ ("compatible: %s"), ranges->str);
      g_string_append_printf (out, _ ("All of them can be true: %s."), ranges->str);
    }
  else
    {
      comparison->summary = g_strdup_printf (_ ("disjoint: %s"), ranges->str);
      g_string_append (out, _ ("They cannot all be true:"));
      g_string_append_c (out, '\n');
      explain_groups (out, comparison->groups, items);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

ObComparison *
ob_figures_compare (const ObFigureItem *items, guint n_items, const ObFigureWidths *widths)
{
  ObComparison *comparison = g_new0 (ObComparison, 1);
  g_autofree ObInterval *intervals = g_new0 (ObInterval, MAX (n_items, 1));
  g_autofree char *obstacle = find_any_obstacle (items, n_items);
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (n_items > 0, comparison);

  if (obstacle != NULL)
    {
      comparison->verdict = OB_VERDICT_NOT_COMPARABLE;
      comparison->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
      comparison->summary = g_strdup (_ ("not comparable"));
      comparison->reasoning = g_steal_pointer (&obstacle);
      return comparison;
    }
  for (guint i = 0; i < n_items; i++)
    {
      intervals[i] = ob_figure_get_interval (items[i].figure, widths);
      explain_reading (out, &items[i], &intervals[i], widths);
    }
  comparison->groups = make_groups (intervals, n_items);
  comparison->verdict = comparison->groups->len == 1 ? OB_VERDICT_COMPATIBLE : OB_VERDICT_DISJOINT;
  explain (comparison, out, items);
  comparison->reasoning = g_strchomp (g_string_free (g_steal_pointer (&out), FALSE));

  return comparison;
}

void
ob_comparison_free (ObComparison *comparison)
{
  g_clear_pointer (&comparison->groups, g_ptr_array_unref);
  g_free (comparison->summary);
  g_free (comparison->reasoning);
  g_free (comparison);
}

const char *
ob_verdict_get_name (ObVerdict verdict)
{
  static const char *const names[] = { "compatible", "disjoint", "not-comparable" };

  return names[verdict];
}
