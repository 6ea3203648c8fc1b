#include "formats/catalogue.h"

#include <string.h>

#include "formats/json-writer.h"

static int
compare_ids (ObCatalogue *catalogue, ObEntity a, ObEntity b)
{
  g_autofree char *left = ob_catalogue_dup_id (catalogue, a);
  g_autofree char *right = ob_catalogue_dup_id (catalogue, b);

  return g_strcmp0 (left, right);
}

static int
compare_names (
    ObCatalogue *catalogue, const char *a, ObEntity entity_a, const char *b, ObEntity entity_b)
{
  int order = g_strcmp0 (a, b);

  return order != 0 ? order : compare_ids (catalogue, entity_a, entity_b);
}

static int
compare_speakers (gconstpointer a, gconstpointer b, gpointer catalogue)
{
  const ObSpeaker *left = *(const ObSpeaker *const *) a, *right = *(const ObSpeaker *const *) b;

  return compare_names (catalogue, left->name, left->entity, right->name, right->entity);
}

static int
compare_disputes (gconstpointer a, gconstpointer b, gpointer catalogue)
{
  const ObDispute *left = *(const ObDispute *const *) a, *right = *(const ObDispute *const *) b;

  return compare_names (catalogue, left->question, left->entity, right->question, right->entity);
}

static int
compare_annotators (gconstpointer a, gconstpointer b, gpointer catalogue)
{
  const ObAnnotator *left = *(const ObAnnotator *const *) a,
                    *right = *(const ObAnnotator *const *) b;

  return compare_names (catalogue, left->name, left->entity, right->name, right->entity);
}

static int
compare_annotations (gconstpointer a, gconstpointer b, gpointer catalogue)
{
  const ObAnnotation *left = *(const ObAnnotation *const *) a;
  const ObAnnotation *right = *(const ObAnnotation *const *) b;
  ObSegment left_hull = ob_segments_get_hull (left->segments);
  ObSegment right_hull = ob_segments_get_hull (right->segments);

  if (left_hull.start != right_hull.start)
    return left_hull.start < right_hull.start ? -1 : 1;
  if (left_hull.end != right_hull.end)
    return left_hull.end > right_hull.end ? -1 : 1;
  if (left->created != right->created)
    return left->created < right->created ? -1 : 1;

  return compare_ids (catalogue, left->entity, right->entity);
}

static int
compare_links (gconstpointer a, gconstpointer b, gpointer catalogue)
{
  const ObLink *left = *(const ObLink *const *) a, *right = *(const ObLink *const *) b;
  int order = strcmp (left->type, right->type);

  if (order == 0)
    order = compare_ids (catalogue, left->to, right->to);
  return order != 0 ? order : compare_ids (catalogue, left->entity, right->entity);
}

static int
compare_comments (gconstpointer a, gconstpointer b, gpointer catalogue)
{
  const ObComment *left = *(const ObComment *const *) a, *right = *(const ObComment *const *) b;

  if (left->created != right->created)
    return left->created < right->created ? -1 : 1;

  return compare_ids (catalogue, left->entity, right->entity);
}

static void
learn (ObCatalogue *catalogue, ObEntity entity, const char *name)
{
  char *id = ob_project_dup_id (catalogue->project, entity);

  g_hash_table_insert (catalogue->names, g_memdup2 (&entity, sizeof entity), (gpointer) name);
  if (id != NULL)
    g_hash_table_insert (catalogue->ids, g_memdup2 (&entity, sizeof entity), id);
}

static void
learn_all (ObCatalogue *catalogue)
{
  for (guint i = 0; i < catalogue->codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (catalogue->codebook->labels, i);

      learn (catalogue, label->entity, label->name);
    }
  for (guint i = 0; i < catalogue->speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (catalogue->speakers, i);

      learn (catalogue, speaker->entity, speaker->name);
    }
  for (guint i = 0; i < catalogue->annotators->len; i++)
    {
      const ObAnnotator *annotator = g_ptr_array_index (catalogue->annotators, i);

      learn (catalogue, annotator->entity, annotator->name);
    }
  for (guint i = 0; i < catalogue->disputes->len; i++)
    {
      const ObDispute *dispute = g_ptr_array_index (catalogue->disputes, i);

      learn (catalogue, dispute->entity, dispute->question);
      for (guint k = 0; k < dispute->positions->len; k++)
        {
          const ObPosition *position = g_ptr_array_index (dispute->positions, k);

          learn (catalogue, position->entity, position->text);
        }
    }
}

static void
sort_comments (ObCatalogue *catalogue)
{
  g_ptr_array_sort_with_data (catalogue->comments, compare_comments, catalogue);
  for (guint i = 0; i < catalogue->comments->len; i++)
    {
      ObComment *comment = g_ptr_array_index (catalogue->comments, i);
      GPtrArray *thread = g_hash_table_lookup (catalogue->threads, &comment->on);

      if (thread == NULL)
        {
          thread = g_ptr_array_new ();
          g_hash_table_insert (catalogue->threads, g_memdup2 (&comment->on, sizeof comment->on),
                               thread);
        }
      g_ptr_array_add (thread, comment);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

ObCatalogue *
ob_catalogue_new (ObProject *project)
{
  ObCatalogue *catalogue = g_new0 (ObCatalogue, 1);

  catalogue->project = g_object_ref (project);
  catalogue->codebook = ob_project_ref_codebook (project);
  catalogue->speakers = ob_project_list_speakers (project);
  catalogue->disputes = ob_project_list_disputes (project);
  catalogue->annotators = ob_project_list_annotators (project);
  catalogue->comments = ob_project_list_comments (project, 0);
  catalogue->threads = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                              (GDestroyNotify) g_ptr_array_unref);
  catalogue->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  catalogue->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  learn_all (catalogue);
  g_ptr_array_sort_with_data (catalogue->speakers, compare_speakers, catalogue);
  g_ptr_array_sort_with_data (catalogue->disputes, compare_disputes, catalogue);
  g_ptr_array_sort_with_data (catalogue->annotators, compare_annotators, catalogue);
  sort_comments (catalogue);
  return catalogue;
}

void
ob_catalogue_free (ObCatalogue *catalogue)
{
  if (catalogue == NULL)
    return;

  g_hash_table_unref (catalogue->threads);
  g_ptr_array_unref (catalogue->comments);
  g_hash_table_unref (catalogue->names);
  g_hash_table_unref (catalogue->ids);
  g_ptr_array_unref (catalogue->speakers);
  g_ptr_array_unref (catalogue->disputes);
  g_ptr_array_unref (catalogue->annotators);
  ob_codebook_unref (catalogue->codebook);
  g_object_unref (catalogue->project);
  g_free (catalogue);
}

const char *
ob_catalogue_get_name (ObCatalogue *catalogue, ObEntity entity)
{
  return g_hash_table_lookup (catalogue->names, &entity);
}

char *
ob_catalogue_dup_id (ObCatalogue *catalogue, ObEntity entity)
{
  const char *id = g_hash_table_lookup (catalogue->ids, &entity);

  return id != NULL ? g_strdup (id) : ob_project_dup_id (catalogue->project, entity);
}

const char *
ob_catalogue_get_label_id (ObCatalogue *catalogue, ObEntity label)
{
  const ObLabel *found = ob_codebook_get (catalogue->codebook, label);

  return found != NULL ? found->id : NULL;
}

GPtrArray *
ob_catalogue_list_annotations (ObCatalogue *catalogue, ObEntity article)
{
  GPtrArray *annotations = ob_project_list_annotations (catalogue->project, article, 0, 0);

  g_ptr_array_sort_with_data (annotations, compare_annotations, catalogue);
  return annotations;
}

GPtrArray *
ob_catalogue_list_links (ObCatalogue *catalogue, ObEntity annotation)
{
  GPtrArray *links = ob_project_list_links (catalogue->project, annotation, 0);

  if (links->len > 1)
    g_ptr_array_sort_with_data (links, compare_links, catalogue);
  return links;
}

const GPtrArray *
ob_catalogue_get_comments (ObCatalogue *catalogue, ObEntity entity)
{
  return g_hash_table_lookup (catalogue->threads, &entity);
}

char *
ob_catalogue_dup_value (ObCatalogue *catalogue, const ObValue *value)
{
  g_autoptr (GString) number = NULL;

  switch (ob_value_get_type (value))
    {
    case OB_VALUE_TEXT:
      return g_strdup (ob_value_get_text (value));
    case OB_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, ob_value_get_integer (value));
    case OB_VALUE_REAL:
      number = g_string_new (NULL);
      ob_json_real (number, ob_value_get_real (value));
      return g_string_free (g_steal_pointer (&number), FALSE);
    case OB_VALUE_ENTITY:
      {
        ObEntity entity = ob_value_get_entity (value);
        const char *name = ob_catalogue_get_name (catalogue, entity);

        return name != NULL ? g_strdup (name) : ob_catalogue_dup_id (catalogue, entity);
      }
    default:
      return g_strdup ("");
    }
}
