/* Counting the differences of a study by part, and measuring each part. */
#include "analysis/agreement-parts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/agreement-continua.h"
#include "analysis/agreement-gamma.h"

#define UNIT_CHARACTERS N_ ("characters")
#define UNIT_ANNOTATIONS N_ ("annotations")
#define UNIT_SHARED N_ ("annotations that overlap by half")
#define UNIT_COMPLETE N_ ("annotations that all made")

static const char *const part_names[OB_N_PARTS] = {
  [OB_PART_WHOLE] = "all",
  [OB_PART_PAIR] = "pair",
  [OB_PART_LABEL] = "label",
  [OB_PART_ATTRIBUTE] = "attribute",
  [OB_PART_ARTICLE] = "article",
};

static const char *const measure_names[] = {
  "f1-exact",      "f1-overlap",  "f1-iou",         "precision-exact", "precision-overlap",
  "precision-iou", "recall-exact", "recall-overlap", "recall-iou",      "observed",
  "cohen-kappa",   "scott-pi",    "fleiss-kappa",   "alpha-nominal",   "alpha-ordinal",
  "alpha-interval", "u-alpha",    "u-alpha-binary", "cu-alpha",        "ku-alpha",
  "gamma",         NULL,
};

/* What is being computed. */
typedef struct
{
  const ObStudy *study;
  guint types;
  const char *measure; /* (nullable) */
  GPtrArray *parts;
  ObPart *whole;
  GHashTable *labels;   /* ObEntity -> ObPart */
  GHashTable *articles; /* ObEntity -> ObPart */
} Work;

const char *
ob_part_type_get_name (ObPartType type)
{
  g_return_val_if_fail (type < OB_N_PARTS, NULL);

  return part_names[type];
}

gboolean
ob_part_type_from_name (const char *name, ObPartType *type)
{
  for (guint i = 0; i < OB_N_PARTS; i++)
    if (strcmp (part_names[i], name) == 0)
      {
        *type = i;
        return TRUE;
      }

  return FALSE;
}

const char *const *
ob_parts_get_measures (void)
{
  return measure_names;
}

/* Parts ---------------------------------------------------------------------------------------- */

static ObPart *
add_part (Work *work, ObPartType type, const char *name, ObEntity entity)
{
  ObPart *part = g_new0 (ObPart, 1);

  part->type = type;
  part->name = g_strdup (name != NULL ? name : "");
  part->entity = entity;
  part->figures = g_array_new (FALSE, TRUE, sizeof (ObFigureOfAgreement));
  g_ptr_array_add (work->parts, part);

  return part;
}

void
ob_part_free (ObPart *part)
{
  g_free (part->name);
  g_array_unref (part->figures);
  g_free (part);
}

static gboolean
is_wanted (const Work *work, const char *measure)
{
  if (work->measure == NULL)
    return strcmp (measure, "gamma") != 0;
  return strcmp (work->measure, measure) == 0;
}

static void
add_figure (Work *work, ObPart *part, const char *measure, const char *unit, ObAgreement agreement)
{
  ObFigureOfAgreement figure = { .measure = measure, .unit = unit, .agreement = agreement };

  if (is_wanted (work, measure))
    g_array_append_val (part->figures, figure);
}

/* Spans ---------------------------------------------------------------------------------------- */

static ObAgreement
get_ratio (guint matches, guint n, guint n_units, const char *why)
{
  if (n == 0)
    return ob_agreement_undefined (why);

  return (ObAgreement){ .value = (double) matches / n,
                        .disagreement = 1 - (double) matches / n,
                        .n_units = n_units };
}

static void
add_span_figures (Work *work, ObPart *part)
{
  const ObTally *tally = &part->tally;
  guint both = tally->n_first + tally->n_second;
  const guint matches[] = { tally->n_exact, tally->n_overlap, tally->n_half };

  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      add_figure (work, part, measure_names[i], UNIT_ANNOTATIONS,
                  get_ratio (2 * matches[i], both, both, _ ("Nobody annotated anything.")));
      add_figure (work, part, measure_names[3 + i], UNIT_ANNOTATIONS,
                  get_ratio (matches[i], tally->n_second, both,
                             _ ("The second annotator annotated nothing.")));
      add_figure (work, part, measure_names[6 + i], UNIT_ANNOTATIONS,
                  get_ratio (matches[i], tally->n_first, both,
                             _ ("The first annotator annotated nothing.")));
    }
}

/* Judgements ----------------------------------------------------------------------------------- */

static void
add_judgement_figures (Work *work, ObPart *part, const ObJudgements *judgements)
{
  static const ObMeasure measures[] = { OB_MEASURE_OBSERVED, OB_MEASURE_COHEN, OB_MEASURE_SCOTT,
                                        OB_MEASURE_ALPHA_NOMINAL };
  g_autoptr (ObJudgements) complete = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    add_figure (work, part, ob_measure_get_name (measures[i]), UNIT_SHARED,
                ob_agreement_measure (judgements, measures[i]));
  if (!is_wanted (work, ob_measure_get_name (OB_MEASURE_FLEISS)))
    return;
  complete = ob_judgements_keep_complete (judgements);
  add_figure (work, part, ob_measure_get_name (OB_MEASURE_FLEISS), UNIT_COMPLETE,
              ob_agreement_fleiss (complete));
}

static void
judge_attributes (Work *work, const ObLabel *label, const GPtrArray *passages)
{
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);
      g_autofree char *name = g_strdup_printf ("%s.%s", label->id, attribute->name);
      ObMeasure measure;
      g_autoptr (ObJudgements) judgements
          = ob_study_judge_attribute (work->study, label, attribute, passages, &measure);
      ObPart *part;

      if (judgements == NULL)
        continue;
      part = add_part (work, OB_PART_ATTRIBUTE, name, label->entity);
      add_figure (work, part, ob_measure_get_name (OB_MEASURE_OBSERVED), UNIT_SHARED,
                  ob_agreement_observed (judgements));
      add_figure (work, part, ob_measure_get_name (measure), UNIT_SHARED,
                  ob_agreement_alpha (judgements, measure));
    }
}

/* The labels of the whole study, of each label against the others, and attributes. */
static void
judge_whole (Work *work)
{
  g_autoptr (GPtrArray) passages = NULL;
  g_autoptr (ObJudgements) judgements = ob_study_judge_labels (work->study, &passages);
  const GPtrArray *labels = work->study->codebook->labels;

  add_judgement_figures (work, work->whole, judgements);
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);
      ObPart *part = g_hash_table_lookup (work->labels, &label->entity);

      if (part == NULL || part->tally.n_first + part->tally.n_second == 0)
        continue;
      if (work->types & 1u << OB_PART_LABEL)
        {
          g_autoptr (ObJudgements) single = ob_judgements_single_out (judgements, i);

          add_judgement_figures (work, part, single);
        }
      if (work->types & 1u << OB_PART_ATTRIBUTE)
        judge_attributes (work, label, passages);
    }
}

static void
judge_pair (Work *work, ObPart *part)
{
  ObStudy two = *work->study;
  g_autoptr (GPtrArray) sets = g_ptr_array_new ();
  g_autoptr (ObJudgements) judgements = NULL;

  g_ptr_array_add (sets, g_ptr_array_index (work->study->sets, part->first));
  g_ptr_array_add (sets, g_ptr_array_index (work->study->sets, part->second));
  two.sets = sets;
  judgements = ob_study_judge_labels (&two, NULL);
  add_judgement_figures (work, part, judgements);
}

/* Counting ------------------------------------------------------------------------------------- */

static void
count_pair (Work *work, ObPart *of_two, const ObPair *pair)
{
  const ObAnnotation *either = pair->first != NULL ? pair->first : pair->second;
  ObPart *article = g_hash_table_lookup (work->articles, &either->article);
  ObPart *label = g_hash_table_lookup (work->labels, &either->label);

  ob_tally_add (&work->whole->tally, pair);
  if (of_two != NULL)
    ob_tally_add (&of_two->tally, pair);
  if (article != NULL)
    ob_tally_add (&article->tally, pair);
  if (label != NULL)
    ob_tally_add_label (&label->tally, pair, either->label);
  if (pair->difference == OB_DIFFERENCE_LABEL
      && (label = g_hash_table_lookup (work->labels, &pair->second->label)) != NULL)
    ob_tally_add_label (&label->tally, pair, pair->second->label);
}

static ObPart *
add_pair_part (Work *work, guint first, guint second)
{
  ObAnnotator *a = g_ptr_array_index (work->study->annotators, first);
  ObAnnotator *b = g_ptr_array_index (work->study->annotators, second);
  g_autofree char *name = g_strdup_printf ("%s, %s", a->name, b->name);
  ObPart *part = add_part (work, OB_PART_PAIR, name, 0);

  part->first = first;
  part->second = second;

  return part;
}

static gboolean
count_all (Work *work, GCancellable *cancellable, GError **error)
{
  const ObStudy *study = work->study;

  for (guint first = 0; first < study->sets->len; first++)
    for (guint second = first + 1; second < study->sets->len; second++)
      {
        g_autoptr (GArray) pairs = NULL;
        ObPart *part = NULL;

        if (g_cancellable_set_error_if_cancelled (cancellable, error))
          return FALSE;
        if (study->sets->len > 2 && (work->types & 1u << OB_PART_PAIR))
          part = add_pair_part (work, first, second);
        pairs = ob_pairs_find (ob_study_get_set (study, first), ob_study_get_set (study, second));
        for (guint i = 0; i < pairs->len; i++)
          count_pair (work, part, &g_array_index (pairs, ObPair, i));
        if (part != NULL)
          judge_pair (work, part);
      }

  return TRUE;
}

static void
add_parts (Work *work)
{
  const ObStudy *study = work->study;

  work->whole = add_part (work, OB_PART_WHOLE, NULL, 0);
  for (guint i = 0; i < study->codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (study->codebook->labels, i);
      ObPart *part = add_part (work, OB_PART_LABEL, label->id, label->entity);

      g_hash_table_insert (work->labels, &part->entity, part);
    }
  for (guint i = 0; i < study->articles->len; i++)
    {
      const ObArticle *article = g_ptr_array_index (study->articles, i);
      ObPart *part = add_part (work, OB_PART_ARTICLE, article->title, article->entity);

      g_hash_table_insert (work->articles, &part->entity, part);
    }
}

/* Units ---------------------------------------------------------------------------------------- */

static void
unitize (Work *work)
{
  const GPtrArray *labels = work->study->codebook->labels;
  g_autoptr (ObUnitizing) whole = NULL;

  if (!is_wanted (work, "u-alpha") && !is_wanted (work, "u-alpha-binary")
      && !is_wanted (work, "cu-alpha") && !is_wanted (work, "ku-alpha"))
    return;
  whole = ob_study_unitize (work->study);
  add_figure (work, work->whole, "u-alpha", UNIT_CHARACTERS, whole->u);
  add_figure (work, work->whole, "u-alpha-binary", UNIT_CHARACTERS, whole->binary);
  add_figure (work, work->whole, "cu-alpha", UNIT_CHARACTERS, whole->coding);
  for (guint i = 0; i < labels->len && (work->types & 1u << OB_PART_LABEL); i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);
      ObPart *part = g_hash_table_lookup (work->labels, &label->entity);
      g_autoptr (ObUnitizing) single = NULL;

      if (part == NULL || part->tally.n_first + part->tally.n_second == 0)
        continue;
      single = ob_study_unitize_label (work->study, label->entity);
      add_figure (work, part, "u-alpha", UNIT_CHARACTERS, single->u);
      add_figure (work, part, "ku-alpha", UNIT_CHARACTERS,
                  whole->by_category != NULL ? whole->by_category[i] : whole->coding);
    }
}

static void
add_gamma (ObPart *part, const ObGamma *gamma)
{
  ObFigureOfAgreement figure = { .measure = "gamma",
                                 .unit = UNIT_ANNOTATIONS,
                                 .agreement = gamma->gamma,
                                 .low = gamma->low,
                                 .high = gamma->high };

  g_array_append_val (part->figures, figure);
}

/* The part of the coders @first and @second.  (nullable) */
static ObPart *
find_pair_part (Work *work, guint first, guint second)
{
  for (guint i = 0; i < work->parts->len; i++)
    {
      ObPart *part = g_ptr_array_index (work->parts, i);

      if (part->type == OB_PART_PAIR && part->first == first && part->second == second)
        return part;
    }

  return NULL;
}

/* Gamma of every pair, and their mean. */
static gboolean
compute_gammas (Work *work, GCancellable *cancellable, GError **error)
{
  const ObGammaOptions options = OB_GAMMA_OPTIONS_DEFAULT;
  guint n_coders = work->study->sets->len, n = 0;
  ObGamma all = { { 0 } };

  for (guint first = 0; first < n_coders; first++)
    for (guint second = first + 1; second < n_coders; second++)
      {
        g_autoptr (GPtrArray) texts = ob_study_list_texts (work->study, first, second);
        ObPart *part = find_pair_part (work, first, second);
        ObGamma gamma;

        if (!ob_gamma_compute (texts, &options, &gamma, cancellable, error))
          return FALSE;
        if (part != NULL)
          add_gamma (part, &gamma);
        if (n_coders == 2)
          all = gamma;
        else if (gamma.gamma.why == NULL)
          {
            n++;
            all.gamma.value += (gamma.gamma.value - all.gamma.value) / n;
            all.gamma.disagreement += (gamma.gamma.disagreement - all.gamma.disagreement) / n;
            all.gamma.expected += (gamma.gamma.expected - all.gamma.expected) / n;
            all.gamma.n_units += gamma.gamma.n_units;
          }
        else if (n == 0)
          all.gamma.why = gamma.gamma.why;
      }
  if (n > 0)
    all.gamma.why = NULL;
  add_gamma (work->whole, &all);

  return TRUE;
}

/* Order ---------------------------------------------------------------------------------------- */

static double
get_half_f1 (const ObPart *part)
{
  guint both = part->tally.n_first + part->tally.n_second;

  return both > 0 ? 2.0 * part->tally.n_half / both : 1;
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const ObPart *p = *(const ObPart *const *) a, *q = *(const ObPart *const *) b;

  if (p->type != q->type)
    return p->type < q->type ? -1 : 1;
  if (p->type == OB_PART_ARTICLE && get_half_f1 (p) != get_half_f1 (q))
    return get_half_f1 (p) < get_half_f1 (q) ? -1 : 1;
  return strcmp (p->name, q->name);
}

/* Leaves out what was not asked for and where there is nothing. */
static void
drop_parts (Work *work)
{
  for (guint i = work->parts->len; i > 0; i--)
    {
      ObPart *part = g_ptr_array_index (work->parts, i - 1);
      gboolean empty = part->tally.n_first + part->tally.n_second == 0;

      if (!(work->types & 1u << part->type) || part->figures->len == 0
          || (empty && part->type != OB_PART_WHOLE && part->type != OB_PART_ATTRIBUTE))
        g_ptr_array_remove_index (work->parts, i - 1);
    }
  g_ptr_array_sort (work->parts, compare_parts);
}

GPtrArray *
ob_parts_new (const ObStudy *study,
              guint types,
              const char *measure,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_part_free);
  g_autoptr (GHashTable) labels = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) articles = g_hash_table_new (g_int64_hash, g_int64_equal);
  Work work = { .study = study,
                .types = types,
                .measure = measure,
                .parts = parts,
                .labels = labels,
                .articles = articles };

  add_parts (&work);
  if (!count_all (&work, cancellable, error))
    return NULL;
  for (guint i = 0; i < parts->len; i++)
    add_span_figures (&work, g_ptr_array_index (parts, i));
  judge_whole (&work);
  unitize (&work);
  if (is_wanted (&work, "gamma") && !compute_gammas (&work, cancellable, error))
    return NULL;
  drop_parts (&work);

  return g_steal_pointer (&parts);
}
