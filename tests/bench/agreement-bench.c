/* How long agreement takes: usage: agreement-bench [ANNOTATIONS...] */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/agreement-continua.h"
#include "analysis/agreement-gamma.h"
#include "analysis/agreement-parts.h"

#define PER_ARTICLE 200
#define ARTICLE_LENGTH 20000

static void
add_annotation (ObStudy *study, GRand *random, guint coder, guint i, guint32 start, guint32 length)
{
  ObAnnotation *annotation = ob_annotation_new ();
  guint n_labels = study->codebook->labels->len;

  annotation->entity = study->all->len + 1;
  annotation->article = 1000000 + i / PER_ARTICLE;
  annotation->label = g_rand_int_range (random, 0, 8) == 0 ? 1 + (i + 1) % n_labels
                                                           : 1 + i % n_labels;
  annotation->annotator = coder + 1;
  g_array_unref (annotation->segments);
  annotation->segments = ob_segments_new_single (start, start + length);
  g_ptr_array_add (study->all, annotation);
  g_ptr_array_add (g_ptr_array_index (study->sets, coder), annotation);
}

/* Two sets of about @n annotations: one in ten missing, one in four shifted. */
static ObStudy *
make_study (guint n)
{
  ObStudy *study = g_new0 (ObStudy, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (9);

  study->codebook = ob_codebook_new_default ();
  for (guint i = 0; i < study->codebook->labels->len; i++)
    ((ObLabel *) g_ptr_array_index (study->codebook->labels, i))->entity = i + 1;
  study->articles = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_article_free);
  study->annotators = g_ptr_array_new ();
  study->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  study->all = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_annotation_free);
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (study->sets, g_ptr_array_new ());
  for (guint i = 0; i < n; i++)
    {
      guint32 start = i % PER_ARTICLE * 100 + g_rand_int_range (random, 0, 60);
      guint32 length = g_rand_int_range (random, 10, 120);

      if (i % PER_ARTICLE == 0)
        {
          ObArticle *article = g_new0 (ObArticle, 1);

          article->entity = 1000000 + i / PER_ARTICLE;
          article->title = g_strdup ("Article");
          article->length = ARTICLE_LENGTH + 1000;
          g_ptr_array_add (study->articles, article);
        }
      for (guint coder = 0; coder < 2; coder++)
        if (g_rand_int_range (random, 0, 10) > 0)
          add_annotation (study, random, coder, i,
                          start + (g_rand_int_range (random, 0, 4) == 0 ? 7 : 0), length);
    }

  return study;
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      guint n = atoi (argv[i]);
      g_autoptr (ObStudy) study = make_study (n);
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (GPtrArray) parts
          = ob_parts_new (study, (1u << OB_N_PARTS) - 1, NULL, NULL, NULL);

      printf ("all but gamma, 2 x %u: %.0f ms, %u parts\n", n,
              (g_get_monotonic_time () - begun) / 1e3, parts->len);
      if (n <= 2000)
        {
          g_autoptr (GPtrArray) gamma = NULL;

          begun = g_get_monotonic_time ();
          gamma = ob_parts_new (study, 1u << OB_PART_WHOLE, "gamma", NULL, NULL);
          printf ("gamma, 2 x %u: %.0f ms\n", n, (g_get_monotonic_time () - begun) / 1e3);
        }
    }

  return 0;
}
