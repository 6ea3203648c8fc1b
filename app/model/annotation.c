#include "model/annotation.h"

static const char *const link_types[] = {
  "said-by", "cue", "expresses", "same-as", "supports", "contradicts", "supersedes", "answers", NULL,
};

/* Public functions ----------------------------------------------------------------------------- */

ObAnnotation *
ob_annotation_new (void)
{
  ObAnnotation *annotation = g_new0 (ObAnnotation, 1);

  annotation->segments = ob_segments_new ();
  annotation->attributes = ob_fields_new ();
  return annotation;
}

void
ob_annotation_free (ObAnnotation *annotation)
{
  if (annotation == NULL)
    return;

  g_array_unref (annotation->segments);
  g_array_unref (annotation->attributes);
  g_free (annotation->note);
  g_free (annotation->origin);
  g_free (annotation);
}

void
ob_link_free (ObLink *link)
{
  if (link == NULL)
    return;

  g_free (link->type);
  g_free (link);
}

const ObValue *
ob_annotation_get_attribute (const ObAnnotation *annotation, const char *name)
{
  return ob_fields_get (annotation->attributes, name);
}

const char *const *
ob_link_get_types (void)
{
  return link_types;
}
