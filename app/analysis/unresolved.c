/* See unresolved.h. */
#include "analysis/unresolved.h"

#include <string.h>

#include <glib/gi18n-lib.h>

static const char *
get_text (const ObAnnotation *annotation, const char *name)
{
  const ObValue *value = ob_annotation_get_attribute (annotation, name);

  return value != NULL ? ob_value_get_text (value) : NULL;
}

static gboolean
has_open_comment (ObProject *project, ObEntity annotation)
{
  g_autoptr (GPtrArray) comments = ob_project_list_comments (project, annotation);

  for (guint i = 0; i < comments->len; i++)
    if (!((const ObComment *) g_ptr_array_index (comments, i))->resolved)
      return TRUE;

  return FALSE;
}

static gboolean
is_open_mention (const ObAnnotation *annotation)
{
  const char *resolution = get_text (annotation, "resolution");

  return g_strcmp0 (resolution, "ambiguous") == 0 || g_strcmp0 (resolution, "unresolved") == 0;
}

/* TRUE and @kind when something is left open; by the ids of the default codebook's labels. */
static gboolean
is_unresolved (ObProject *project,
               const ObLabel *label,
               const ObAnnotation *annotation,
               ObUnresolvedKind *kind)
{
  if (strcmp (label->id, "speaker") == 0)
    {
      *kind = OB_UNRESOLVED_AMBIGUOUS;
      return is_open_mention (annotation);
    }
  if (strcmp (label->id, "note") == 0)
    {
      *kind = OB_UNRESOLVED_QUESTION;
      return g_strcmp0 (get_text (annotation, "kind"), "question") == 0
             || has_open_comment (project, annotation->entity);
    }
  if (strcmp (label->id, "quote") == 0 || strcmp (label->id, "claim") == 0)
    {
      *kind = OB_UNRESOLVED_SPEAKER;
      if (ob_project_get_effective_speaker (project, annotation->entity) == 0)
        return TRUE;
    }
  *kind = OB_UNRESOLVED_DISPUTE;

  return strcmp (label->id, "claim") == 0
         && ob_annotation_get_attribute (annotation, "dispute") == NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const ObUnresolved *x = a;
  const ObUnresolved *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return (x->annotation > y->annotation) - (x->annotation < y->annotation);
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_unresolved_list (ObProject *project, ObEntity article)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, article, 0, 0);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ObUnresolved));

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      const ObLabel *label = ob_codebook_get (codebook, annotation->label);
      ObUnresolved open = { annotation->entity, annotation->article,
                            ob_segments_get_hull (annotation->segments).start };

      if (label != NULL && is_unresolved (project, label, annotation, &open.kind))
        g_array_append_val (found, open);
    }
  g_array_sort (found, compare);

  return found;
}

gboolean
ob_unresolved_find_next (ObProject *project,
                         ObEntity article,
                         guint32 start,
                         ObEntity current,
                         gboolean backwards,
                         GCancellable *cancellable,
                         ObUnresolved *found)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  ObUnresolved here = { current, article, start };
  guint first = 0;

  for (guint i = 0; i < articles->len; i++)
    if (((const ObArticle *) g_ptr_array_index (articles, i))->entity == article)
      first = i;

  /* The article in question comes first and last: what is behind the place, then all of it. */
  for (guint step = 0; step <= articles->len && articles->len > 0; step++)
    {
      guint i = backwards ? (first + articles->len - step % articles->len) % articles->len
                          : (first + step) % articles->len;
      const ObArticle *at = g_ptr_array_index (articles, i);
      g_autoptr (GArray) open = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (at->n_annotations == 0)
        continue;
      open = ob_unresolved_list (project, at->entity);
      for (guint k = 0; k < open->len; k++)
        {
          const ObUnresolved *one
              = &g_array_index (open, ObUnresolved, backwards ? open->len - 1 - k : k);
          int order = compare (one, &here);

          if (step > 0 || at->entity != article || (backwards ? order < 0 : order > 0))
            {
              *found = *one;
              return TRUE;
            }
        }
    }
  return FALSE;
}

const char *
ob_unresolved_describe (ObUnresolvedKind kind)
{
  switch (kind)
    {
    case OB_UNRESOLVED_AMBIGUOUS:
      return _ ("a speaker who is not settled");
    case OB_UNRESOLVED_SPEAKER:
      return _ ("nobody is said to say this");
    case OB_UNRESOLVED_DISPUTE:
      return _ ("a claim under no dispute");
    case OB_UNRESOLVED_QUESTION:
    default:
      return _ ("an open question");
    }
}
