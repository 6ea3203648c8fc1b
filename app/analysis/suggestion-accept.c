/* Making annotations of suggestions, and remembering those that are not wanted. */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "analysis/suggestions-private.h"
#include "store/rejections.h"

typedef struct
{
  ObEdit *edit;
  ObProject *project;
  ObCodebook *codebook; /* (owned) */
  GHashTable *there;    /* (owned) place -> ObEntity* of annotations that are there or will be */
  GHashTable *articles; /* (owned) ObEntity* that were read into @there */
} Acceptance;

/* "ARTICLE LABEL b-e b-e": what makes two annotations the same. */
static char *
make_place (ObEntity article, ObEntity label, const GArray *segments)
{
  GString *place = g_string_new (NULL);

  g_string_append_printf (place, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, article, label);
  for (guint i = 0; i < segments->len; i++)
    {
      const ObSegment *segment = &g_array_index (segments, ObSegment, i);

      g_string_append_printf (place, " %u-%u", segment->start, segment->end);
    }

  return g_string_free (place, FALSE);
}

static void
remember (Acceptance *acceptance,
          ObEntity article,
          ObEntity label,
          const GArray *segments,
          ObEntity annotation)
{
  g_hash_table_insert (acceptance->there, make_place (article, label, segments),
                       g_memdup2 (&annotation, sizeof annotation));
}

static void
read_article (Acceptance *acceptance, ObEntity article)
{
  g_autoptr (GPtrArray) annotations = NULL;

  if (!g_hash_table_add (acceptance->articles, g_memdup2 (&article, sizeof article)))
    return;
  annotations = ob_project_list_annotations (acceptance->project, article, 0, 0);
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);

      if (annotation->annotator == ob_project_get_annotator (acceptance->project))
        remember (acceptance, article, annotation->label, annotation->segments, annotation->entity);
    }
}

/* Fills in what the label has an attribute for; a codebook of one's own may know less. */
static gboolean
set_values (Acceptance *acceptance,
            ObEntity annotation,
            const ObLabel *label,
            const ObSuggestedTag *tag,
            GError **error)
{
  for (guint i = 0; i + 1 < tag->values->len; i += 2)
    {
      const char *name = g_ptr_array_index (tag->values, i);
      const char *value = g_ptr_array_index (tag->values, i + 1);
      const ObAttribute *attribute = ob_label_find_attribute (label, name);

      if (attribute == NULL
          || (attribute->type == OB_ATTRIBUTE_CHOICE
              && !g_strv_contains ((const char *const *) attribute->choices, value)))
        continue;
      if (!ob_edit_set_attribute_text (acceptance->edit, annotation, name, value, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

static ObEntity
accept_tag (Acceptance *acceptance,
            const ObSuggestion *suggestion,
            const ObSuggestedTag *tag,
            GError **error)
{
  const ObLabel *label = ob_codebook_find (acceptance->codebook, tag->label);
  g_autofree char *place = NULL;
  const ObEntity *there;
  ObEntity annotation;

  if (label == NULL)
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                   _ ("The codebook has no label “%s” that the suggestion could be tagged with."),
                   tag->label);
      return 0;
    }
  read_article (acceptance, suggestion->article);
  place = make_place (suggestion->article, label->entity, tag->segments);
  there = g_hash_table_lookup (acceptance->there, place);
  if (there != NULL)
    return *there; /* what an analyst has said of it stays */

  annotation = ob_edit_annotate (acceptance->edit, suggestion->article, label->entity,
                                 tag->segments, error);
  if (annotation == 0)
    return 0;
  remember (acceptance, suggestion->article, label->entity, tag->segments, annotation);

  return set_values (acceptance, annotation, label, tag, error) ? annotation : 0;
}

/* The dispute with the suggestion's question, with a position for each passage. */
static ObEntity
accept_dispute (Acceptance *acceptance, const ObSuggestion *suggestion, GError **error)
{
  ObEntity dispute
      = ob_project_find (acceptance->project, OB_KIND_DISPUTE, suggestion->question, NULL);
  g_autoptr (ObText) text = ob_project_get_text (acceptance->project, suggestion->article, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (text == NULL)
    return 0;
  if (dispute != 0)
    return dispute;
  dispute = ob_edit_add_dispute (acceptance->edit, suggestion->question, error);
  for (guint i = 0; dispute != 0 && i < suggestion->tags->len; i++)
    {
      const ObSuggestedTag *tag = g_ptr_array_index (suggestion->tags, i);
      g_autofree char *words = ob_text_quote (text, tag->segments);

      if (g_hash_table_add (seen, g_utf8_casefold (words, -1))
          && ob_edit_add_position (acceptance->edit, dispute, words, error) == 0)
        return 0;
    }

  return dispute;
}

static ObEntity
accept_one (Acceptance *acceptance, const ObSuggestion *suggestion, GError **error)
{
  g_autofree char *origin = g_strconcat ("suggestion:", suggestion->rule, NULL);
  g_autoptr (ObValue) dispute = NULL;
  ObEntity first = 0;

  ob_edit_set_origin (acceptance->edit, origin);
  if (suggestion->kind == OB_SUGGESTION_DISPUTE)
    {
      ObEntity entity = accept_dispute (acceptance, suggestion, error);

      if (entity == 0)
        return 0;
      dispute = ob_value_new_entity (entity);
    }
  for (guint i = 0; i < suggestion->tags->len; i++)
    {
      const ObSuggestedTag *tag = g_ptr_array_index (suggestion->tags, i);
      ObEntity annotation;

      if (i > 0 && ob_codebook_find (acceptance->codebook, tag->label) == NULL)
        continue;
      annotation = accept_tag (acceptance, suggestion, tag, error);
      if (annotation == 0)
        return 0;
      if (dispute != NULL
          && !ob_edit_set_attribute (acceptance->edit, annotation, "dispute", dispute, error))
        return 0;
      if (first != 0 && suggestion->kind == OB_SUGGESTION_QUOTE
          && ob_edit_link (acceptance->edit, first, annotation, "said-by", error) == 0)
        return 0;
      if (first == 0)
        first = annotation;
    }

  return first;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_suggestions_accept (
    ObEdit *edit, ObProject *project, const GPtrArray *suggestions, ObEntity *first, GError **error)
{
  Acceptance acceptance = { edit, project, ob_project_ref_codebook (project), NULL, NULL };
  gboolean done = TRUE;

  acceptance.there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  acceptance.articles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < suggestions->len && done; i++)
    {
      ObEntity annotation = accept_one (&acceptance, g_ptr_array_index (suggestions, i), error);

      done = annotation != 0;
      if (i == 0 && first != NULL)
        *first = annotation;
    }
  ob_codebook_unref (acceptance.codebook);
  g_hash_table_unref (acceptance.there);
  g_hash_table_unref (acceptance.articles);

  return done;
}

gboolean
ob_suggestion_reject (ObEdit *edit, const ObSuggestion *suggestion, GError **error)
{
  return ob_edit_reject_suggestion (edit, suggestion->article, suggestion->key, TRUE, error);
}
