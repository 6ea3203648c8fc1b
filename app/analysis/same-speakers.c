#include "analysis/same-speakers.h"

#include "analysis/variants.h"
#include "store/speakers.h"

static void
add_name (GPtrArray *names, GArray *owners, const char *name, ObEntity owner)
{
  g_ptr_array_add (names, (char *) name);
  g_array_append_val (owners, owner);
}

/* One reason for each pair is enough: the surest comes first. */
static gboolean
is_known (const GPtrArray *found, ObEntity speaker, ObEntity other)
{
  for (guint i = 0; i < found->len; i++)
    {
      const ObSameSpeaker *same = found->pdata[i];

      if ((same->speaker == speaker && same->other == other)
          || (same->speaker == other && same->other == speaker))
        return TRUE;
    }
  return FALSE;
}

void
ob_same_speaker_free (ObSameSpeaker *same)
{
  g_free (same->because);
  g_free (same);
}

GPtrArray *
ob_same_speakers_find (ObProject *project, ObEntity speaker)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_same_speaker_free);
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  g_autoptr (GPtrArray) variants = NULL;

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *one = speakers->pdata[i];

      add_name (names, owners, one->name, one->entity);
      for (guint k = 0; one->aliases[k] != NULL; k++)
        add_name (names, owners, one->aliases[k], one->entity);
    }
  variants = ob_variants_find ((const char *const *) names->pdata, names->len);
  for (guint i = 0; i < variants->len; i++)
    {
      const ObVariant *variant = variants->pdata[i];
      ObEntity first = g_array_index (owners, ObEntity, variant->first);
      ObEntity second = g_array_index (owners, ObEntity, variant->second);
      ObSameSpeaker *same;

      if (first == second || (speaker != 0 && first != speaker && second != speaker)
          || is_known (found, first, second)
          || ob_project_are_distinct (project, first, second))
        continue;
      same = g_new0 (ObSameSpeaker, 1);
      same->speaker = second == speaker ? second : first;
      same->other = same->speaker == first ? second : first;
      same->because = g_strdup (variant->because);
      same->ask = variant->ask;
      g_ptr_array_add (found, same);
    }
  return found;
}
