/* Figures in texts, and whether several can all be true. */
#include <string.h>

#include "analysis/figure-compare.h"

static const struct
{
  const char *text;
  const char
      *expected; /* figures divided by "; ": segment|kind|approximator|low|high|unit|outcome */
} found[] = {
  { "The attack in which almost 90 people died.",
    "almost 90 people|casualties|almost|90|90|people|killed" },
  { "It killed more than 80 civilians in Syria.",
    "more than 80 civilians|casualties|more-than|80|80|people|killed" },
  { "A gas attack killed at least 86 people on April 4.",
    "at least 86 people|casualties|at-least|86|86|people|killed; April 4|date|exact|404|404|-|-" },
  { "More than 80 people were killed.",
    "More than 80 people|casualties|more-than|80|80|people|killed" },
  { "The death toll rose to 1,234.", "1,234|casualties|exact|1234|1234|people|killed" },
  { "The bomb left 12 dead and 30 wounded.", "12 dead|casualties|exact|12|12|people|killed; 30 "
                                             "wounded|casualties|exact|30|30|people|injured" },
  { "Dozens of soldiers were killed.",
    "Dozens of soldiers|casualties|vague|24|99|soldiers|killed" },
  { "Between 70 and 90 people died.", "70 and 90 people|casualties|range|70|90|people|killed" },
  { "It cost $4.5 billion, nearly €5bn, or about 5 million pounds.",
    "$4.5 billion|money|exact|4500000000|4500000000|USD|-; nearly "
    "€5bn|money|almost|5000000000|5000000000|EUR|-; "
    "about 5 million pounds|money|about|5000000|5000000|GBP|-" },
  { "Some 40 per cent said so, up to 45% of them twice.",
    "Some 40 per cent|percent|about|40|40|%|-; up to 45%|percent|up-to|45|45|%|-" },
  { "Trump launched 59 Tomahawk missiles.", "59 Tomahawk missiles|count|exact|59|59|missiles|-" },
  { "Two hundred people or more were arrested.",
    "Two hundred people or more|casualties|at-least|200|200|people|detained" },
  { "On 4 April 2017 and on Jan 5, 2018.", "4 April 2017|date|exact|20170404|20170404|-|-; "
                                           "Jan 5, 2018|date|exact|20180105|20180105|-|-" },
  { "In 1999 the 59-year-old came 4th at 10:30 with No. 5 and #7.", "" },
  { "The 2016 election, one of many.", "" },
  { "", "" },
  { "90", "" },
};

static void
append_figure (GString *out, const ObText *text, const ObFigure *figure)
{
  g_autofree char *segment = ob_text_slice (text, figure->segment.start, figure->segment.end);

  g_string_append_printf (out, "%s%s|%s|%s|%.0f|%.0f|%s|%s", out->len > 0 ? "; " : "", segment,
                          ob_figure_kind_get_name (figure->kind),
                          ob_approximator_get_name (figure->approximator), figure->low,
                          figure->high, figure->unit != NULL ? figure->unit : "-",
                          figure->outcome != NULL ? figure->outcome : "-");
}

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autoptr (ObText) text = ob_text_new (found[i].text);
      g_autoptr (GPtrArray) figures = ob_figures_find (text, TRUE);
      g_autoptr (GString) out = g_string_new (NULL);

      for (guint k = 0; k < figures->len; k++)
        append_figure (out, text, g_ptr_array_index (figures, k));
      g_assert_cmpstr (out->str, ==, found[i].expected);
    }
}

/* Figures divided by ";" and what comparing them says. */
static const struct
{
  const char *figures;
  const char *widths;
  ObVerdict verdict;
  const char *summary;
} compared[] = {
  { "almost 90;more than 80;more than 80;at least 86", NULL, OB_VERDICT_COMPATIBLE,
    "compatible: 86 to 89" },
  { "almost 90 people died;killed more than 80 civilians;killed at least 86 people;more than 80 "
    "people were killed",
    NULL, OB_VERDICT_COMPATIBLE, "compatible: 86 to 89" },
  { "almost 90;at least 86", "almost=2", OB_VERDICT_COMPATIBLE, "compatible: 89" },
  { "at least 86;more than 10", "above=50", OB_VERDICT_DISJOINT, "disjoint: 11 to 15 / 86 to 129" },
  { "70;90;about 70", NULL, OB_VERDICT_DISJOINT, "disjoint: 70 / 90" },
  { "dozens of people;hundreds of people", NULL, OB_VERDICT_DISJOINT,
    "disjoint: 24 to 99 / 100 to 999" },
  { "12 people;12 people", NULL, OB_VERDICT_COMPATIBLE, "compatible: 12" },
  { "12 killed;30 wounded", NULL, OB_VERDICT_NOT_COMPARABLE, "not comparable" },
  { "86 people killed;30 children killed", NULL, OB_VERDICT_NOT_COMPARABLE, "not comparable" },
  { "$5 million;€5 million", NULL, OB_VERDICT_NOT_COMPARABLE, "not comparable" },
  { "$5.5 million;more than $5 million", NULL, OB_VERDICT_COMPATIBLE, "compatible: 5500000" },
  { "less than 40%;40%", NULL, OB_VERDICT_DISJOINT, "disjoint: less than 40 / 40" },
  { "up to 100;fewer than 50", NULL, OB_VERDICT_COMPATIBLE, "compatible: up to 49" },
};

static void
test_compare (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (compared); i++)
    {
      g_auto (GStrv) texts = g_strsplit (compared[i].figures, ";", -1);
      guint n = g_strv_length (texts);
      g_autoptr (GPtrArray) figures
          = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_figure_free);
      g_autofree ObFigureItem *items = g_new0 (ObFigureItem, n);
      ObFigureWidths widths = ob_figure_widths_parse (compared[i].widths);
      g_autoptr (ObComparison) comparison = NULL;

      for (guint k = 0; k < n; k++)
        {
          ObFigure *figure = ob_figure_parse (texts[k]);

          g_assert_nonnull (figure);
          g_ptr_array_add (figures, figure);
          items[k] = (ObFigureItem){ figure, texts[k], NULL };
        }
      comparison = ob_figures_compare (items, n, &widths);
      g_assert_cmpstr (comparison->summary, ==, compared[i].summary);
      g_assert_cmpint (comparison->verdict, ==, compared[i].verdict);
      g_assert_nonnull (comparison->reasoning);
    }
}

static void
test_days (void)
{
  g_autoptr (ObFigure) figure = ob_figure_parse ("86 people");
  ObFigureItem items[] = { { figure, NULL, "2017-04-04" }, { figure, NULL, "2017-04-05" } };
  ObFigureWidths widths = ob_figure_widths_parse (NULL);
  g_autoptr (ObComparison) comparison = ob_figures_compare (items, 2, &widths);

  g_assert_cmpint (comparison->verdict, ==, OB_VERDICT_NOT_COMPARABLE);
  g_assert_nonnull (strstr (comparison->reasoning, "2017-04-05"));
}

static void
test_widths (void)
{
  ObFigureWidths widths = ob_figure_widths_parse ("almost=25 nonsense about=x above=-3 about");
  g_autofree char *text = ob_figure_widths_to_text (&widths);

  g_assert_cmpstr (text, ==, "almost=25 about=10 above=0");
}

/* Whatever intervals there are, each figure is in a group that its interval meets, and no two
 * neighbouring groups could be one. */
static void
test_groups (void)
{
  for (guint round = 0; round < 500; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, 8);
      ObFigure figures[8] = { 0 };
      ObFigureItem items[8] = { 0 };
      ObFigureWidths widths = ob_figure_widths_parse (NULL);
      g_autoptr (ObComparison) comparison = NULL;
      guint n_grouped = 0;

      for (guint i = 0; i < n; i++)
        {
          figures[i].low = figures[i].high = g_test_rand_int_range (1, 60);
          figures[i].approximator
              = (ObApproximator) g_test_rand_int_range (0, OB_APPROXIMATOR_RANGE);
          figures[i].kind = OB_FIGURE_COUNT;
          items[i].figure = &figures[i];
        }
      comparison = ob_figures_compare (items, n, &widths);
      for (guint i = 0; i < comparison->groups->len; i++)
        {
          const ObFigureGroup *group = g_ptr_array_index (comparison->groups, i);

          n_grouped += group->items->len;
          g_assert_false (ob_interval_is_empty (&group->range));
          for (guint k = 0; k < group->items->len; k++)
            {
              ObInterval own = ob_figure_get_interval (
                  &figures[g_array_index (group->items, guint, k)], &widths);
              ObInterval meet = ob_interval_meet (&own, &group->range);

              g_assert_cmpfloat (meet.low, ==, group->range.low);
              g_assert_cmpfloat (meet.high, ==, group->range.high);
            }
          if (i > 0)
            {
              const ObFigureGroup *before = g_ptr_array_index (comparison->groups, i - 1);
              ObInterval meet = ob_interval_meet (&before->range, &group->range);

              g_assert_true (ob_interval_is_empty (&meet));
            }
        }
      g_assert_cmpuint (n_grouped, ==, n);
      g_assert_cmpint (comparison->verdict, ==,
                       comparison->groups->len == 1 ? OB_VERDICT_COMPATIBLE : OB_VERDICT_DISJOINT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/find", test_find);
  g_test_add_func ("/figures/compare", test_compare);
  g_test_add_func ("/figures/days", test_days);
  g_test_add_func ("/figures/widths", test_widths);
  g_test_add_func ("/figures/groups", test_groups);

  return g_test_run ();
}
