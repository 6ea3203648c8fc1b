#include "analysis/agreement-continua.h"

#include <glib/gi18n.h>

/* Where the texts lie. */
typedef struct
{
  GHashTable *lengths;    /* (owned) &article -> ObArticle */
  GHashTable *categories; /* (owned) &label -> its place + 1 */
} Places;

static void
clear_places (Places *places)
{
  g_clear_pointer (&places->lengths, g_hash_table_unref);
  g_clear_pointer (&places->categories, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, clear_places)

static void
init_places (Places *places, const ObStudy *study)
{
  places->lengths = g_hash_table_new (g_int64_hash, g_int64_equal);
  places->categories = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < study->articles->len; i++)
    {
      ObArticle *article = g_ptr_array_index (study->articles, i);

      g_hash_table_insert (places->lengths, &article->entity, article);
    }
  for (guint i = 0; i < study->codebook->labels->len; i++)
    {
      ObLabel *label = g_ptr_array_index (study->codebook->labels, i);

      g_hash_table_insert (places->categories, &label->entity, GUINT_TO_POINTER (i + 1));
    }
}

static guint64
get_text_length (const Places *places, const ObAnnotation *annotation)
{
  const ObArticle *article = g_hash_table_lookup (places->lengths, &annotation->article);

  return article != NULL ? article->length : 0;
}

static guint
get_category (const Places *places, const ObStudy *study, const ObAnnotation *annotation)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places->categories, &annotation->label));

  return place > 0 ? place - 1 : study->codebook->labels->len;
}

static void
add_annotation (ObContinuum *continuum,
                guint coder,
                guint64 offset,
                const ObAnnotation *annotation,
                guint category)
{
  for (guint i = 0; i < annotation->segments->len; i++)
    {
      const ObSegment *segment = &g_array_index (annotation->segments, ObSegment, i);

      ob_continuum_add (continuum, coder, offset + segment->start, offset + segment->end, category);
    }
}

/* Where each annotated article begins when they lie one after the other.  (transfer full) */
static GHashTable *
lay_out (const ObStudy *study, const Places *places, guint64 *length)
{
  GHashTable *offsets = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);

  *length = 0;
  for (guint coder = 0; coder < study->sets->len; coder++)
    {
      const GPtrArray *set = ob_study_get_set (study, coder);

      for (guint i = 0; i < set->len; i++)
        {
          ObAnnotation *annotation = g_ptr_array_index (set, i);

          if (g_hash_table_contains (offsets, &annotation->article))
            continue;
          g_hash_table_insert (offsets, &annotation->article,
                               g_memdup2 (length, sizeof *length));
          *length += get_text_length (places, annotation);
        }
    }

  return offsets;
}

ObContinuum *
ob_study_join_texts (const ObStudy *study, ObEntity label)
{
  g_auto (Places) places = { NULL };
  g_autoptr (GHashTable) offsets = NULL;
  guint64 length;
  ObContinuum *continuum;

  init_places (&places, study);
  offsets = lay_out (study, &places, &length);
  continuum = ob_continuum_new (length, study->sets->len,
                                label != 0 ? 1 : study->codebook->labels->len + 1);
  for (guint coder = 0; coder < study->sets->len; coder++)
    {
      const GPtrArray *set = ob_study_get_set (study, coder);

      for (guint i = 0; i < set->len; i++)
        {
          const ObAnnotation *annotation = g_ptr_array_index (set, i);
          const guint64 *offset = g_hash_table_lookup (offsets, &annotation->article);

          if (label == 0 || annotation->label == label)
            add_annotation (continuum, coder, *offset, annotation,
                            label != 0 ? 0 : get_category (&places, study, annotation));
        }
    }

  return continuum;
}

GPtrArray *
ob_study_list_texts (const ObStudy *study, guint first, guint second)
{
  const guint coders[2] = { first, second };
  g_auto (Places) places = { NULL };
  g_autoptr (GHashTable) texts = g_hash_table_new (g_int64_hash, g_int64_equal);
  GPtrArray *continua = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_continuum_free);

  init_places (&places, study);
  for (guint side = 0; side < 2; side++)
    {
      const GPtrArray *set = ob_study_get_set (study, coders[side]);

      for (guint i = 0; i < set->len; i++)
        {
          ObAnnotation *annotation = g_ptr_array_index (set, i);
          ObContinuum *continuum = g_hash_table_lookup (texts, &annotation->article);

          if (continuum == NULL)
            {
              continuum = ob_continuum_new (get_text_length (&places, annotation), 2,
                                            study->codebook->labels->len + 1);
              g_hash_table_insert (texts, &annotation->article, continuum);
              g_ptr_array_add (continua, continuum);
            }
          add_annotation (continuum, side, 0, annotation,
                          get_category (&places, study, annotation));
        }
    }

  return continua;
}

ObUnitizing *
ob_study_unitize (const ObStudy *study)
{
  g_autoptr (ObContinuum) continuum = ob_study_join_texts (study, 0);

  if (!ob_continuum_arrange (continuum, FALSE))
    return ob_unitizing_new_undefined (
        _ ("Passages of one annotator overlap, which this measure does not allow: see it by label, "
           "or use F1 or gamma."));

  return ob_unitizing_new (continuum);
}

ObUnitizing *
ob_study_unitize_label (const ObStudy *study, ObEntity label)
{
  g_autoptr (ObContinuum) continuum = ob_study_join_texts (study, label);

  ob_continuum_arrange (continuum, TRUE);

  return ob_unitizing_new (continuum);
}
