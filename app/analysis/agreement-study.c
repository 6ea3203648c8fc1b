/* Reading a study, and aligning what several annotators marked. */
#include "analysis/agreement-study.h"

#include <glib/gi18n.h>

/* Reading -------------------------------------------------------------------------------------- */

static gboolean
is_within (const ObStudy *study, const ObStudyScope *scope, const ObAnnotation *annotation)
{
  return scope == NULL || scope->label == 0 || annotation->label == scope->label
         || ob_codebook_is_below (study->codebook, annotation->label, scope->label);
}

/* Keeps of the project's annotators those that are in @wanted, in its order. */
static void
choose_annotators (ObStudy *study, ObProject *project, const GArray *wanted)
{
  g_autoptr (GPtrArray) known = ob_project_list_annotators (project);

  g_ptr_array_set_free_func (known, NULL);
  for (guint i = 0; i < (wanted != NULL ? wanted->len : known->len); i++)
    for (guint k = 0; k < known->len; k++)
      {
        ObAnnotator *annotator = g_ptr_array_index (known, k);

        if (annotator == NULL
            || (wanted != NULL ? annotator->entity != g_array_index (wanted, ObEntity, i)
                               : i != k
                                     || ob_project_count_annotations_by (project, annotator->entity)
                                            == 0))
          continue;
        g_ptr_array_add (study->annotators, annotator);
        known->pdata[k] = NULL;
      }
  for (guint k = 0; k < known->len; k++)
    if (known->pdata[k] != NULL)
      ob_annotator_free (known->pdata[k]);
}

static void
share_out (ObStudy *study, const ObStudyScope *scope)
{
  g_autoptr (GHashTable) sets = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < study->annotators->len; i++)
    {
      ObAnnotator *annotator = g_ptr_array_index (study->annotators, i);
      GPtrArray *set = g_ptr_array_new ();

      g_ptr_array_add (study->sets, set);
      g_hash_table_insert (sets, &annotator->entity, set);
    }
  for (guint i = 0; i < study->all->len; i++)
    {
      ObAnnotation *annotation = g_ptr_array_index (study->all, i);
      GPtrArray *set = g_hash_table_lookup (sets, &annotation->annotator);

      if (set != NULL && annotation->segments->len > 0 && is_within (study, scope, annotation))
        g_ptr_array_add (set, annotation);
    }
}

ObStudy *
ob_study_new (ObProject *project,
              const GArray *annotators,
              const ObStudyScope *scope,
              GError **error)
{
  g_autoptr (ObStudy) study = g_new0 (ObStudy, 1);

  study->codebook = ob_project_ref_codebook (project);
  study->articles = ob_project_list_articles (project);
  study->annotators = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_annotator_free);
  study->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  study->all = ob_project_list_annotations (project, scope != NULL ? scope->article : 0, 0, 0);
  choose_annotators (study, project, annotators);
  if (study->annotators->len < 2)
    {
      g_set_error_literal (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                           _ ("Agreement needs the annotations of two different annotators: merge "
                              "their projects, or name annotators that are in this one."));
      return NULL;
    }
  share_out (study, scope);

  return g_steal_pointer (&study);
}

void
ob_study_free (ObStudy *study)
{
  g_clear_pointer (&study->codebook, ob_codebook_unref);
  g_clear_pointer (&study->articles, g_ptr_array_unref);
  g_clear_pointer (&study->annotators, g_ptr_array_unref);
  g_clear_pointer (&study->sets, g_ptr_array_unref);
  g_clear_pointer (&study->all, g_ptr_array_unref);
  g_free (study);
}

const GPtrArray *
ob_study_get_set (const ObStudy *study, guint coder)
{
  return g_ptr_array_index (study->sets, coder);
}

/* Aligning ------------------------------------------------------------------------------------- */

/* For each coder the annotation of each unit; rows grow with the units. */
static GPtrArray *
align_coders (const ObStudy *study)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) firsts = g_ptr_array_new (); /* what was marked first in each unit */
  g_autoptr (GHashTable) units = g_hash_table_new (NULL, NULL);

  for (guint coder = 0; coder < study->sets->len; coder++)
    {
      g_autoptr (GArray) pairs = ob_pairs_find (firsts, ob_study_get_set (study, coder));
      GPtrArray *row = g_ptr_array_new ();

      g_ptr_array_add (rows, row);
      g_ptr_array_set_size (row, firsts->len);
      for (guint i = 0; i < pairs->len; i++)
        {
          const ObPair *pair = &g_array_index (pairs, ObPair, i);
          gpointer second = (gpointer) pair->second;

          if (second == NULL)
            continue;
          if (pair->first != NULL && pair->shared >= 0.5)
            {
              guint unit = GPOINTER_TO_UINT (g_hash_table_lookup (units, pair->first));

              row->pdata[unit] = second;
              continue;
            }
          g_hash_table_insert (units, second, GUINT_TO_POINTER (firsts->len));
          g_ptr_array_add (firsts, second);
          g_ptr_array_add (row, second);
        }
    }
  for (guint coder = 0; coder < rows->len; coder++)
    g_ptr_array_set_size (g_ptr_array_index (rows, coder), firsts->len);

  return rows;
}

static const ObAnnotation *
get_passage (const GPtrArray *passages, guint coder, guint unit)
{
  return g_ptr_array_index ((GPtrArray *) g_ptr_array_index (passages, coder), unit);
}

static guint
count_units (const GPtrArray *passages)
{
  return passages->len > 0 ? ((GPtrArray *) g_ptr_array_index (passages, 0))->len : 0;
}

ObJudgements *
ob_study_judge_labels (const ObStudy *study, GPtrArray **passages)
{
  g_autoptr (GPtrArray) rows = align_coders (study);
  g_autoptr (GHashTable) categories = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n_labels = study->codebook->labels->len;
  /* One more for labels that the codebook has lost. */
  ObJudgements *judgements = ob_judgements_new (rows->len, count_units (rows), n_labels + 1);

  for (guint i = 0; i < n_labels; i++)
    g_hash_table_insert (categories,
                         &((ObLabel *) g_ptr_array_index (study->codebook->labels, i))->entity,
                         GUINT_TO_POINTER (i + 1));
  for (guint coder = 0; coder < judgements->n_coders; coder++)
    for (guint unit = 0; unit < judgements->n_units; unit++)
      {
        const ObAnnotation *passage = get_passage (rows, coder, unit);
        guint category;

        if (passage == NULL)
          continue;
        category = GPOINTER_TO_UINT (g_hash_table_lookup (categories, &passage->label));
        ob_judgements_set (judgements, coder, unit, category > 0 ? category - 1 : n_labels);
      }
  if (passages != NULL)
    *passages = g_steal_pointer (&rows);

  return judgements;
}

ObJudgements *
ob_judgements_keep_complete (const ObJudgements *judgements)
{
  ObJudgements *kept
      = ob_judgements_new (judgements->n_coders, judgements->n_units, judgements->n_categories);

  for (guint unit = 0; unit < judgements->n_units; unit++)
    {
      gboolean complete = TRUE;

      for (guint coder = 0; coder < judgements->n_coders && complete; coder++)
        complete = ob_judgements_get (judgements, coder, unit) != OB_NO_JUDGEMENT;
      for (guint coder = 0; coder < judgements->n_coders && complete; coder++)
        ob_judgements_set (kept, coder, unit, ob_judgements_get (judgements, coder, unit));
    }

  return kept;
}

/* Attributes ----------------------------------------------------------------------------------- */

/* The values seen of one attribute, numbered. */
typedef struct
{
  const ObAttribute *attribute;
  GHashTable *numbers; /* (owned) key -> number + 1 */
  GArray *positions;   /* (owned) double, by number */
} Values;

/* What @value is called.  Returns: (transfer full) (nullable): NULL for none. */
static char *
dup_key (const Values *values, const ObValue *value)
{
  const char *preset = ob_attribute_get_default (values->attribute);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (ob_value_get_type (value))
    {
    case OB_VALUE_TEXT:
      return g_strdup (ob_value_get_text (value));
    case OB_VALUE_ENTITY:
      return g_strdup_printf ("%" G_GINT64_FORMAT, ob_value_get_entity (value));
    case OB_VALUE_INTEGER:
    case OB_VALUE_REAL:
      return g_strdup (g_ascii_dtostr (number, sizeof number, ob_value_get_real (value)));
    default:
      return values->attribute->type == OB_ATTRIBUTE_FLAG ? g_strdup ("0") : g_strdup (preset);
    }
}

static int
number_value (Values *values, const ObValue *value)
{
  g_autofree char *key = dup_key (values, value);
  guint number;
  double position;

  if (key == NULL)
    return OB_NO_JUDGEMENT;
  number = GPOINTER_TO_UINT (g_hash_table_lookup (values->numbers, key));
  if (number > 0)
    return number - 1;
  position = g_ascii_strtod (key, NULL);
  g_array_append_val (values->positions, position);
  g_hash_table_insert (values->numbers, g_steal_pointer (&key),
                       GUINT_TO_POINTER (values->positions->len));

  return values->positions->len - 1;
}

static gboolean
has_number_choices (const ObAttribute *attribute)
{
  for (guint i = 0; attribute->choices != NULL && attribute->choices[i] != NULL; i++)
    if (!g_ascii_string_to_signed (attribute->choices[i], 10, G_MININT, G_MAXINT, NULL, NULL))
      return FALSE;

  return attribute->choices != NULL && attribute->choices[0] != NULL;
}

static ObMeasure
choose_measure (const ObAttribute *attribute)
{
  if (attribute->type == OB_ATTRIBUTE_NUMBER)
    return OB_MEASURE_ALPHA_INTERVAL;
  if (attribute->type == OB_ATTRIBUTE_CHOICE && has_number_choices (attribute))
    return OB_MEASURE_ALPHA_ORDINAL;
  return OB_MEASURE_ALPHA_NOMINAL;
}

static int
compare_positions (gconstpointer a, gconstpointer b, gpointer positions)
{
  double p = ((double *) positions)[*(const int *) a], q = ((double *) positions)[*(const int *) b];

  return p < q ? -1 : p > q;
}

/* Renumbers categories by their positions, which the ordinal distance asks for. */
static void
order_categories (ObJudgements *judgements)
{
  guint n = judgements->n_categories;
  gsize n_cells = (gsize) judgements->n_coders * judgements->n_units;
  g_autofree int *order = g_new (int, n + 1);
  g_autofree int *places = g_new (int, n + 1);
  g_autofree double *positions = g_steal_pointer (&judgements->positions);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, n, sizeof *order, compare_positions, positions);
  judgements->positions = g_new (double, n + 1);
  for (guint i = 0; i < n; i++)
    {
      places[order[i]] = i;
      judgements->positions[i] = positions[order[i]];
    }
  for (gsize i = 0; i < n_cells; i++)
    if (judgements->cells[i] != OB_NO_JUDGEMENT)
      judgements->cells[i] = places[judgements->cells[i]];
}

ObJudgements *
ob_study_judge_attribute (const ObStudy *study,
                          const ObLabel *label,
                          const ObAttribute *attribute,
                          const GPtrArray *passages,
                          ObMeasure *measure)
{
  Values values = { .attribute = attribute };
  guint n_units = count_units (passages);
  ObJudgements *judgements;

  if (attribute->type == OB_ATTRIBUTE_TEXT || attribute->type == OB_ATTRIBUTE_DATE)
    return NULL;
  values.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  values.positions = g_array_new (FALSE, FALSE, sizeof (double));
  judgements = ob_judgements_new (study->sets->len, n_units, 0);
  for (guint coder = 0; coder < judgements->n_coders; coder++)
    for (guint unit = 0; unit < n_units; unit++)
      {
        const ObAnnotation *passage = get_passage (passages, coder, unit);

        if (passage != NULL && passage->label == label->entity)
          judgements->cells[(gsize) coder * n_units + unit]
              = number_value (&values, ob_annotation_get_attribute (passage, attribute->name));
      }
  judgements->n_categories = values.positions->len;
  judgements->positions = (double *) g_array_free (values.positions, FALSE);
  g_hash_table_unref (values.numbers);
  *measure = choose_measure (attribute);
  if (*measure == OB_MEASURE_ALPHA_ORDINAL)
    order_categories (judgements);

  return judgements;
}
