/* See likely-speakers.h. */
#include "analysis/likely-speakers.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "analysis/names.h"
#include "analysis/quotations.h"

/* Somebody the article speaks of before the place in question. */
typedef struct
{
  ObEntity speaker;
  char *name;    /* (owned) */
  guint32 spoke; /* one past where something was last attributed to them; 0: never */
  guint32 named; /* the same of where they were last named */
  guint n_named;
} Candidate;

typedef struct
{
  ObProject *project;
  GPtrArray *speakers;   /* (owned) ObSpeaker */
  GPtrArray *candidates; /* (owned) Candidate */
  ObSegment place;
} Finder;

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->name);
  g_free (candidate);
}

static gboolean
is_name_of (const ObSpeaker *speaker, const char *name)
{
  g_autofree char *compact = ob_name_compact (name);
  g_autofree char *own = ob_name_compact (speaker->name);

  if (strcmp (compact, own) == 0)
    return TRUE;
  for (guint i = 0; speaker->aliases[i] != NULL; i++)
    {
      g_autofree char *alias = ob_name_compact (speaker->aliases[i]);

      if (strcmp (compact, alias) == 0)
        return TRUE;
    }
  return FALSE;
}

/* "Lavrov" and "Sergei Lavrov": the same, or one is the last word of the other. */
static gboolean
may_be_same (const char *a, const char *b)
{
  const char *x = strrchr (a, ' ') != NULL ? strrchr (a, ' ') + 1 : a;
  const char *y = strrchr (b, ' ') != NULL ? strrchr (b, ' ') + 1 : b;

  return strcmp (x, y) == 0 && (x == a || y == b || strcmp (a, b) == 0);
}

/* The speaker of that number, or (0) of that name or alias. */
static const ObSpeaker *
find_speaker (const Finder *finder, ObEntity entity, const char *name)
{
  for (guint i = 0; i < finder->speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (finder->speakers, i);

      if (entity != 0 ? speaker->entity == entity : is_name_of (speaker, name))
        return speaker;
    }
  return NULL;
}

/* The candidate who may be called @name, or is @speaker (nullable). */
static Candidate *
find_candidate (const Finder *finder, const ObSpeaker *speaker, const char *name)
{
  for (guint i = 0; i < finder->candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (finder->candidates, i);

      if (speaker != NULL && candidate->speaker != 0 ? candidate->speaker == speaker->entity
                                                     : may_be_same (candidate->name, name))
        return candidate;
    }
  return NULL;
}

/* The candidate of that speaker (0: of that name), made when it is new.  A speaker of the project
 * gives it its name; of other names the fuller stays. */
static Candidate *
ensure (Finder *finder, ObEntity entity, const char *name)
{
  const ObSpeaker *speaker = find_speaker (finder, entity, name);
  Candidate *candidate;

  if (speaker != NULL)
    name = speaker->name;
  candidate = find_candidate (finder, speaker, name);
  if (candidate == NULL)
    {
      candidate = g_new0 (Candidate, 1);
      candidate->name = g_strdup (name);
      g_ptr_array_add (finder->candidates, candidate);
    }
  if (speaker != NULL)
    candidate->speaker = speaker->entity;
  if (speaker != NULL || (candidate->speaker == 0 && strlen (name) > strlen (candidate->name)))
    {
      char *fuller = g_strdup (name);

      g_free (candidate->name);
      candidate->name = fuller;
    }

  return candidate;
}

/* What analysts have attributed before the place. */
static void
read_annotations (Finder *finder, ObEntity article)
{
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (finder->project, article, 0, 0);

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      ObSegment hull = ob_segments_get_hull (annotation->segments);
      ObEntity speaker;
      Candidate *candidate;

      if (hull.start >= finder->place.start)
        continue;
      speaker = ob_value_get_entity (ob_annotation_get_attribute (annotation, "speaker"));
      if (speaker == 0)
        speaker = ob_project_get_effective_speaker (finder->project, annotation->entity);
      if (speaker == 0 || find_speaker (finder, speaker, NULL) == NULL)
        continue;
      candidate = ensure (finder, speaker, NULL);
      candidate->spoke = MAX (candidate->spoke, hull.start + 1);
    }
}

/* The names in a part of the text.  Where it is a source (@spoke) its first or last name is who
 * speaks; elsewhere states and bodies are no candidates. */
static void
read_names (Finder *finder, const ObText *text, ObSegment part, gboolean spoke)
{
  g_autofree char *words = ob_text_slice (text, part.start, part.end);
  g_autoptr (ObText) own = ob_text_new (words);
  g_autoptr (GPtrArray) mentions = ob_names_find (own);

  for (guint i = 0; i < mentions->len; i++)
    {
      const ObNameMention *mention = g_ptr_array_index (mentions, i);
      guint32 where = part.start + mention->segment.start + 1;
      Candidate *candidate;

      if (*mention->name == '\0' || (!spoke && ob_names_lookup (mention->name) != NULL))
        continue;
      candidate = ensure (finder, 0, mention->name);
      candidate->named = MAX (candidate->named, where);
      candidate->n_named++;
      if (spoke && (i == mentions->len - 1 || mention->segment.start == 0))
        candidate->spoke = MAX (candidate->spoke, where);
    }
}

static void
read_attributions (Finder *finder, const ObText *text)
{
  g_autofree char *before = ob_text_slice (text, 0, finder->place.start);
  g_autoptr (ObText) part = ob_text_new (before);
  g_autoptr (GPtrArray) quotations = ob_quotations_find (part, ob_cues_get (NULL));

  for (guint i = 0; i < quotations->len; i++)
    {
      const ObQuotation *quotation = g_ptr_array_index (quotations, i);
      gboolean speech = quotation->lexeme != NULL && quotation->lexeme->class == OB_CUE_SPEECH;

      for (guint k = 0; k < quotation->source->len; k++)
        if (speech || quotation->tier <= OB_TIER_B)
          read_names (finder, text, g_array_index (quotation->source, ObSegment, k), TRUE);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Candidate *x = *(const Candidate *const *) a;
  const Candidate *y = *(const Candidate *const *) b;

  if (x->spoke != y->spoke)
    return x->spoke > y->spoke ? -1 : 1;
  if ((x->n_named > 1) != (y->n_named > 1))
    return x->n_named > 1 ? -1 : 1;
  return (x->named < y->named) - (x->named > y->named);
}

static char *
explain (const Candidate *candidate, guint rank)
{
  if (candidate->spoke > 0)
    return g_strdup (rank == 0 ? _ ("spoke last before this") : _ ("spoke before this"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "named %u time before this",
                                       "named %u times before this", candidate->n_named),
                          candidate->n_named);
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_likely_speakers_find (
    ObProject *project, ObEntity article, const ObText *text, ObSegment segment, guint n)
{
  GPtrArray *likely = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_likely_speaker_free);
  Finder finder = { project, ob_project_list_speakers (project),
                    g_ptr_array_new_with_free_func (candidate_free), segment };

  read_annotations (&finder, article);
  read_attributions (&finder, text);
  read_names (&finder, text, (ObSegment){ 0, segment.start }, FALSE);
  g_ptr_array_sort (finder.candidates, compare);

  for (guint i = 0; i < finder.candidates->len && i < n; i++)
    {
      const Candidate *candidate = g_ptr_array_index (finder.candidates, i);
      ObLikelySpeaker *found = g_new0 (ObLikelySpeaker, 1);

      found->speaker = candidate->speaker;
      found->name = g_strdup (candidate->name);
      found->because = explain (candidate, i);
      g_ptr_array_add (likely, found);
    }
  g_ptr_array_unref (finder.speakers);
  g_ptr_array_unref (finder.candidates);

  return likely;
}

void
ob_likely_speaker_free (ObLikelySpeaker *likely)
{
  g_free (likely->name);
  g_free (likely->because);
  g_free (likely);
}
