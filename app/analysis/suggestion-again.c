/* Other occurrences of words that are tagged: by tokens, so that only whole words are found. */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "analysis/suggestions-private.h"
#include "analysis/tokens.h"

#define RULE "again"
#define ORIGIN "suggestion:" RULE
#define MAX_PHRASES 64

/* A text's tokens, folded. */
typedef struct
{
  GArray *tokens;   /* (owned) ObToken */
  GPtrArray *words; /* (owned) char*, for each token */
} Words;

static void
words_init (Words *words, const ObText *text)
{
  const char *utf8 = ob_text_get_utf8 (text, NULL);
  char folded[OB_TOKEN_MAX_BYTES * 2 + 1];

  words->tokens = ob_tokens_new (text);
  words->words = g_ptr_array_new_full (words->tokens->len, g_free);
  for (guint i = 0; i < words->tokens->len; i++)
    {
      const ObToken *token = &g_array_index (words->tokens, ObToken, i);

      g_ptr_array_add (words->words, g_strdup (ob_token_fold (token, utf8, folded)));
    }
}

static void
words_clear (Words *words)
{
  g_array_unref (words->tokens);
  g_ptr_array_unref (words->words);
}

static void
add_names (ObProject *project, ObEntity entity, GPtrArray *phrases)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (speakers, i);

      if (speaker->entity != entity)
        continue;
      g_ptr_array_add (phrases, g_strdup (speaker->name));
      for (guint k = 0; speaker->aliases[k] != NULL && phrases->len < MAX_PHRASES; k++)
        g_ptr_array_add (phrases, g_strdup (speaker->aliases[k]));
    }
}

/* What to look for: the annotation's words, and, of a mention, the names of its speaker; but a
 * pronoun is somebody else's elsewhere.  Returns: (transfer full). */
static GPtrArray *
list_phrases (ObProject *project, const ObAnnotation *annotation)
{
  GPtrArray *phrases = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ObText) text = ob_project_get_text (project, annotation->article, NULL);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObLabel *label = ob_codebook_get (codebook, annotation->label);
  const char *form = ob_value_get_text (ob_annotation_get_attribute (annotation, "form"));
  ObEntity speaker = ob_value_get_entity (ob_annotation_get_attribute (annotation, "speaker"));

  if (text != NULL && g_strcmp0 (form, "pronoun") != 0)
    g_ptr_array_add (phrases, ob_text_quote (text, annotation->segments));
  if (speaker != 0 && label != NULL && strcmp (label->id, "speaker") == 0)
    add_names (project, speaker, phrases);

  return phrases;
}

/* An attribute as text that an edit understands.  Returns: (transfer full) (nullable). */
static char *
value_to_text (ObProject *project, const ObValue *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (ob_value_get_type (value))
    {
    case OB_VALUE_TEXT:
      return g_strdup (ob_value_get_text (value));
    case OB_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, ob_value_get_integer (value));
    case OB_VALUE_REAL:
      return g_strdup (g_ascii_dtostr (number, sizeof number, ob_value_get_real (value)));
    case OB_VALUE_ENTITY:
      return ob_project_dup_id (project, ob_value_get_entity (value));
    case OB_VALUE_NONE:
    case OB_VALUE_BYTES:
    case OB_VALUE_SEGMENTS:
    default:
      return NULL;
    }
}

typedef struct
{
  ObProject *project;
  const ObAnnotation *model;
  const char *label;
  ObEntity article;
  const ObTagged *tagged;
  Words words;
  GPtrArray *found;
} Finder;

static void
offer (Finder *finder, ObSegment where, const char *phrase)
{
  g_autoptr (GArray) segments = ob_segments_new_single (where.start, where.end);
  g_autoptr (ObSuggestion) suggestion = NULL;
  ObSuggestedTag *tag;

  if (ob_tagged_covers (finder->tagged, finder->label, segments))
    return;
  suggestion = ob_suggestion_new (OB_SUGGESTION_AGAIN, finder->article, finder->label, segments,
                                  RULE, OB_TIER_A);
  if (g_hash_table_contains (finder->tagged->rejected, suggestion->key))
    return;
  tag = g_ptr_array_index (suggestion->tags, 0);
  for (guint i = 0; i < finder->model->attributes->len; i++)
    {
      const ObField *field = &g_array_index (finder->model->attributes, ObField, i);
      g_autofree char *value = value_to_text (finder->project, field->value);

      if (strcmp (field->field, "form") != 0 && strcmp (field->field, "resolution") != 0)
        ob_suggested_tag_add (tag, field->field, value);
    }
  suggestion->because = g_strdup_printf (_ ("“%s” is tagged elsewhere"), phrase);
  g_ptr_array_add (finder->found, g_steal_pointer (&suggestion));
}

static gboolean
matches_at (const Words *text, guint i, const Words *phrase)
{
  if (i + phrase->words->len > text->words->len)
    return FALSE;
  for (guint k = 0; k < phrase->words->len; k++)
    if (strcmp (g_ptr_array_index (text->words, i + k), g_ptr_array_index (phrase->words, k)) != 0)
      return FALSE;

  return TRUE;
}

static void
find_phrase (Finder *finder, const char *phrase)
{
  g_autoptr (ObText) text = ob_text_new (phrase);
  Words wanted;

  words_init (&wanted, text);
  for (guint i = 0; wanted.words->len > 0 && i < finder->words.words->len; i++)
    if (matches_at (&finder->words, i, &wanted))
      {
        guint last = i + wanted.words->len - 1;
        ObSegment where = { g_array_index (finder->words.tokens, ObToken, i).start,
                            g_array_index (finder->words.tokens, ObToken, last).end };

        offer (finder, where, phrase);
      }
  words_clear (&wanted);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  ObSegment m = ob_suggestion_get_hull (*(const ObSuggestion *const *) a);
  ObSegment n = ob_suggestion_get_hull (*(const ObSuggestion *const *) b);

  if (m.start != n.start)
    return m.start < n.start ? -1 : 1;
  return (m.end < n.end) - (m.end > n.end);
}

/* Of suggestions that overlap the first and longest stays. */
static void
drop_overlaps (GPtrArray *found)
{
  guint32 end = 0;

  g_ptr_array_sort (found, compare);
  for (guint i = 0; i < found->len;)
    {
      ObSegment hull = ob_suggestion_get_hull (g_ptr_array_index (found, i));

      if (hull.start < end)
        g_ptr_array_remove_index (found, i);
      else
        {
          end = hull.end;
          i++;
        }
    }
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_suggestions_find_again (ObProject *project,
                           ObEntity annotation,
                           ObEntity article,
                           const ObText *text)
{
  g_autoptr (ObAnnotation) model = ob_project_get_annotation (project, annotation);
  g_autoptr (ObTagged) tagged = ob_tagged_new (project, article);
  g_autoptr (GPtrArray) phrases = NULL;
  const ObLabel *label = model != NULL ? ob_codebook_get (tagged->codebook, model->label) : NULL;
  Finder finder = { project, model, label != NULL ? label->id : NULL, article, tagged };

  finder.found = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_suggestion_free);
  if (label == NULL)
    return finder.found;
  phrases = list_phrases (project, model);
  words_init (&finder.words, text);
  for (guint i = 0; i < phrases->len; i++)
    find_phrase (&finder, g_ptr_array_index (phrases, i));
  words_clear (&finder.words);
  drop_overlaps (finder.found);

  return finder.found;
}

/* TRUE when @words are one of @phrases, whatever their case. */
static gboolean
is_phrase (const GPtrArray *phrases, const char *words)
{
  g_autofree char *folded = g_utf8_casefold (words, -1);

  for (guint i = 0; i < phrases->len; i++)
    {
      g_autofree char *other = g_utf8_casefold (g_ptr_array_index (phrases, i), -1);

      if (strcmp (folded, other) == 0)
        return TRUE;
    }
  return FALSE;
}

int
ob_suggestions_take_back (ObEdit *edit, ObProject *project, ObEntity annotation, GError **error)
{
  g_autoptr (ObAnnotation) model = ob_project_get_annotation (project, annotation);
  g_autoptr (GPtrArray) phrases = NULL;
  g_autoptr (GPtrArray) annotations = NULL;
  int n = 0;

  if (model == NULL)
    return 0;
  phrases = list_phrases (project, model);
  annotations = ob_project_list_annotations (project, 0, 0, 0);
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *other = g_ptr_array_index (annotations, i);
      g_autoptr (ObText) text = NULL;
      g_autofree char *words = NULL;

      if (other->label != model->label || g_strcmp0 (other->origin, ORIGIN) != 0)
        continue;
      text = ob_project_get_text (project, other->article, error);
      if (text == NULL)
        return -1;
      words = ob_text_quote (text, other->segments);
      if (!is_phrase (phrases, words))
        continue;
      if (!ob_edit_delete (edit, other->entity, error))
        return -1;
      n++;
    }

  return n;
}
