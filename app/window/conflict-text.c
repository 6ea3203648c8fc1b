#include "window/conflict-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "window/describe.h"

char *
ob_conflict_text_field (const ObConflict *conflict)
{
  return ob_describe_field (conflict->field);
}

gboolean
ob_conflict_text_is_deletion (const ObConflict *conflict)
{
  return strcmp (conflict->field, "deleted") == 0;
}

/* The words that segments cover.  Returns: (transfer full) (nullable). */
static char *
quote_segments (ObProject *project, ObEntity annotation, const GArray *segments)
{
  g_autoptr (ObAnnotation) data = ob_project_get_annotation (project, annotation);
  g_autoptr (ObText) text = data ? ob_project_get_text (project, data->article, NULL) : NULL;
  g_autofree char *words = text ? ob_text_quote (text, segments) : NULL;

  return words ? g_strdup_printf (_("“%s”"), words) : NULL;
}

char *
ob_conflict_text_value (ObProject *project, const ObConflict *conflict, const ObVersion *version)
{
  const GArray *segments = ob_value_get_segments (version->value);
  char *words = NULL;

  if (ob_conflict_text_is_deletion (conflict))
    return g_strdup (ob_value_get_integer (version->value) == 1 ? _("Deleted") : _("Kept"));
  if (project != NULL && ob_value_get_type (version->value) == OB_VALUE_SEGMENTS)
    words = quote_segments (project, conflict->entity, segments);
  if (words != NULL)
    return words;

  return g_strdup (*version->text != '\0' ? version->text : _("(empty)"));
}

char *
ob_conflict_text_author (const ObVersion *version)
{
  g_autofree char *time = ob_describe_time (version->wall);

  /* Translators: who wrote something, and when: "Anna, 10:42". */
  return g_strdup_printf (_("%s, %s"), *version->author != '\0' ? version->author : _("Somebody"), time);
}

char *
ob_conflict_text_subject (const ObConflict *conflict)
{
  g_autofree char *words = g_strdelimit (g_strdup (conflict->subject), "\n\t", ' ');

  if (*words == '\0')
    return g_strdup (_("(without a name)"));

  return conflict->kind == OB_KIND_ANNOTATION ? g_strdup_printf (_("“%s”"), words)
                                              : g_steal_pointer (&words);
}
