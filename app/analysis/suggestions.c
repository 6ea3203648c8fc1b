/* From quotations and figures to suggestions; see suggestions.h. */
#include "analysis/suggestions.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "analysis/figures.h"
#include "analysis/names.h"
#include "analysis/suggestions-private.h"

typedef struct
{
  ObEntity article;
  const ObText *text;
  ObTier lowest;
  ObTagged *tagged;
  GPtrArray *found;
} Finder;

#define MAX_QUOTED 40 /* characters of a passage in a reason */

/* Adds @suggestion: (transfer full), unless it is tagged, rejected or of too low a tier. */
static void
offer (Finder *finder, ObSuggestion *suggestion)
{
  const ObSuggestedTag *tag = g_ptr_array_index (suggestion->tags, 0);

  if (suggestion->tier <= finder->lowest
      && ob_codebook_find (finder->tagged->codebook, tag->label) != NULL
      && !g_hash_table_contains (finder->tagged->rejected, suggestion->key)
      && (suggestion->kind == OB_SUGGESTION_DISPUTE
          || !ob_tagged_covers (finder->tagged, tag->label, tag->segments)))
    g_ptr_array_add (finder->found, suggestion);
  else
    ob_suggestion_free (suggestion);
}

static gboolean
is_quotation_mark (gunichar c)
{
  return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB;
}

/* The words as a reason shows them: without quotation marks around them, and not too long. */
static char *
dup_short (const Finder *finder, const GArray *segments)
{
  g_autofree char *quote = ob_text_quote (finder->text, segments);
  char *start = quote;
  char *end = quote + strlen (quote);
  g_autofree char *words = NULL;
  g_autofree char *cut = NULL;

  while (start < end && is_quotation_mark (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && is_quotation_mark (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  words = g_strndup (start, (gsize) (end - start));
  if (g_utf8_strlen (words, -1) <= MAX_QUOTED)
    return g_steal_pointer (&words);
  cut = g_utf8_substring (words, 0, MAX_QUOTED);

  return g_strconcat (cut, "…", NULL);
}

/* Quotations ----------------------------------------------------------------------------------- */

static gboolean
is_pronoun (const char *words)
{
  static const char *const pronouns[] = { "he",  "she", "they",  "it",  "i",   "we",    "you",
                                          "who", "his", "which", "her", "its", "their", NULL };
  g_autofree char *folded = g_utf8_strdown (words, -1);

  return g_strv_contains (pronouns, folded);
}

static const char *
get_medium (const ObQuotation *quotation)
{
  if (quotation->lexeme == NULL)
    return NULL;
  switch (quotation->lexeme->class)
    {
    case OB_CUE_WRITING:
      return "writing";
    case OB_CUE_THOUGHT:
    case OB_CUE_ATTITUDE:
    case OB_CUE_ADJECTIVE:
      return "thought";
    case OB_CUE_INTENT:
      return "decision";
    case OB_CUE_EVIDENCE:
      return "data";
    case OB_CUE_SPEECH:
    case OB_CUE_QUESTION:
    case OB_CUE_SOURCE:
    case OB_CUE_NOUN:
    default:
      return "speech";
    }
}

/* Whom the words of a source name, without titles: "Tillerson spokesman R.C. Hammond" is the last
 * name, "Kevin Madden, a strategist" the first, and "a spokesman for Trump" nobody's.  Returns:
 * (transfer full) (nullable). */
static char *
dup_name_in (const char *words)
{
  g_autoptr (ObText) text = ob_text_new (words);
  g_autoptr (GPtrArray) mentions = ob_names_find (text);
  const ObNameMention *mention = NULL;
  const char *comma = strchr (words, ',');
  guint32 end = comma != NULL ? (guint32) g_utf8_pointer_to_offset (words, comma)
                              : ob_text_get_length (text);

  if (strstr (words, " for ") != NULL || strstr (words, " of ") != NULL
      || strstr (words, " and ") != NULL)
    {
      const ObNameMention *first = mentions->len > 0 ? g_ptr_array_index (mentions, 0) : NULL;

      return first != NULL && first->segment.start == 0 && first->segment.end == end
                     && *first->name != '\0'
                 ? g_strdup (first->name)
                 : NULL;
    }
  for (guint i = 0; i < mentions->len; i++)
    {
      const ObNameMention *other = g_ptr_array_index (mentions, i);

      if (other->segment.end == end)
        mention = other;
    }
  return mention != NULL && *mention->name != '\0' ? g_strdup (mention->name) : NULL;
}

static void
add_speaker (Finder *finder, ObSuggestion *suggestion, const ObQuotation *quotation)
{
  g_autofree char *words = ob_text_quote (finder->text, quotation->source);
  g_autofree char *name = is_pronoun (words) ? NULL : dup_name_in (words);
  ObSuggestedTag *tag = ob_suggestion_add_tag (suggestion, "speaker", quotation->source);

  ob_suggested_tag_add (tag, "form",
                        is_pronoun (words) ? "pronoun"
                        : name != NULL     ? "name"
                                           : "role");
  if (name != NULL)
    ob_suggested_tag_add (tag, "speaker", name);
  else
    ob_suggested_tag_add (tag, "resolution", "unresolved");
}

static char *
explain_quotation (Finder *finder, const ObQuotation *quotation)
{
  g_autofree char *content = dup_short (finder, quotation->content);
  g_autofree char *source = ob_text_quote (finder->text, quotation->source);
  g_autofree char *cue = ob_text_quote (finder->text, quotation->cue);
  gboolean before = quotation->cue->len > 0
                    && ob_segments_get_hull (quotation->cue).start
                           < ob_segments_get_hull (quotation->content).start;

  if (quotation->cue->len == 0)
    return g_strdup_printf (_ ("“%s” stands alone: nobody is said to say it"), content);
  if (quotation->source->len == 0 && before)
    return g_strdup_printf (_ ("“%s”, then “%s”"), cue, content);
  if (quotation->source->len == 0)
    return g_strdup_printf (_ ("“%s”, then “%s”"), content, cue);
  if (before)
    return g_strdup_printf (_ ("“%s” and “%s”, then “%s”"), source, cue, content);

  return g_strdup_printf (_ ("“%s”, then “%s” and “%s”"), content, cue, source);
}

static void
find_quotations (Finder *finder)
{
  g_autoptr (GPtrArray) quotations = ob_quotations_find (finder->text, ob_cues_get (NULL));

  for (guint i = 0; i < quotations->len; i++)
    {
      const ObQuotation *quotation = g_ptr_array_index (quotations, i);
      ObSuggestion *suggestion;
      ObSuggestedTag *tag;

      if (quotation->tier > finder->lowest)
        continue;
      suggestion = ob_suggestion_new (OB_SUGGESTION_QUOTE, finder->article, "quote",
                                      quotation->content, quotation->rule, quotation->tier);
      tag = g_ptr_array_index (suggestion->tags, 0);
      ob_suggested_tag_add (tag, "mode", ob_quotation_mode_get_name (quotation->mode));
      ob_suggested_tag_add (tag, "medium", get_medium (quotation));
      if (quotation->source->len > 0)
        add_speaker (finder, suggestion, quotation);
      suggestion->because = explain_quotation (finder, quotation);
      offer (finder, suggestion);
    }
}

/* Figures -------------------------------------------------------------------------------------- */

static void
add_number (ObSuggestedTag *tag, const char *name, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  const char *format = number == floor (number) && fabs (number) < 1e15 ? "%.0f" : "%g";

  ob_suggested_tag_add (tag, name, g_ascii_formatd (text, sizeof text, format, number));
}

static void
add_figure_values (ObSuggestedTag *tag, const ObFigure *figure)
{
  ObApproximator approximator = figure->approximator;
  g_autofree char *unit = NULL;

  if (approximator != OB_APPROXIMATOR_UP_TO && approximator != OB_APPROXIMATOR_LESS_THAN
      && approximator != OB_APPROXIMATOR_ALMOST)
    add_number (tag, "low", figure->low);
  if (approximator != OB_APPROXIMATOR_AT_LEAST && approximator != OB_APPROXIMATOR_MORE_THAN)
    add_number (tag, "high", figure->high);
  if (figure->qualifier != NULL)
    ob_suggested_tag_add (tag, "approximator", figure->qualifier);
  else if (approximator != OB_APPROXIMATOR_EXACT)
    ob_suggested_tag_add (tag, "approximator", ob_approximator_get_name (approximator));
  unit = figure->outcome != NULL ? g_strdup_printf ("%s %s", figure->unit, figure->outcome)
                                 : g_strdup (figure->unit);
  ob_suggested_tag_add (tag, "unit", unit);
}

static char *
explain_figure (Finder *finder, const ObFigure *figure)
{
  g_autofree char *number = ob_text_slice (finder->text, figure->number.start, figure->number.end);

  if (figure->kind == OB_FIGURE_CASUALTIES)
    return g_strdup_printf (_ ("the number “%s” of %s, with a word for “%s”"), number, figure->unit,
                            figure->outcome);
  if (figure->kind == OB_FIGURE_MONEY)
    return g_strdup_printf (_ ("the number “%s” with a sign or word for money (%s)"), number,
                            figure->unit);

  return g_strdup_printf (_ ("the number “%s” with “per cent”"), number);
}

static gboolean
differ (const ObFigure *a, const ObFigure *b)
{
  return ob_figure_is_comparable (a, b)
         && (a->low != b->low || a->high != b->high || a->approximator != b->approximator);
}

/* Figures that count the same as the one number @first and are not all alike: a question, and a
 * position for each. */
static void
offer_dispute (Finder *finder, const GPtrArray *figures, guint first)
{
  const ObFigure *figure = g_ptr_array_index (figures, first);
  g_autoptr (ObSuggestion) suggestion = NULL;
  g_autoptr (GString) because = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = first; i < figures->len; i++)
    {
      const ObFigure *other = g_ptr_array_index (figures, i);
      g_autoptr (GArray) segments
          = ob_segments_new_single (other->segment.start, other->segment.end);
      g_autofree char *words = ob_text_quote (finder->text, segments);
      ObSuggestedTag *tag;

      if (!ob_figure_is_comparable (other, figure))
        continue;
      any = any || differ (other, figure);
      if (suggestion == NULL)
        {
          suggestion = ob_suggestion_new (OB_SUGGESTION_DISPUTE, finder->article, "figure",
                                          segments, "figures-differ", OB_TIER_B);
          tag = g_ptr_array_index (suggestion->tags, 0);
        }
      else
        tag = ob_suggestion_add_tag (suggestion, "figure", segments);
      add_figure_values (tag, other);
      g_string_append_printf (because, "%s“%s”", because->len > 0 ? ", " : "", words);
    }
  if (!any)
    return;
  /* Translators: how many there are: "people", and what happened to them: "killed". */
  suggestion->question
      = g_strdup_printf (_ ("How many %s were %s?"), figure->unit, figure->outcome);
  suggestion->because = g_strdup_printf (_ ("these count the same and differ: %s"), because->str);
  offer (finder, g_steal_pointer (&suggestion));
}

/* TRUE when the figure number @i is the first of what it counts. */
static gboolean
is_first_of_kind (const GPtrArray *figures, guint i)
{
  for (guint k = 0; k < i; k++)
    if (ob_figure_is_comparable (g_ptr_array_index (figures, k), g_ptr_array_index (figures, i)))
      return FALSE;

  return TRUE;
}

/* TRUE when an annotation at the figure points to a dispute. */
static gboolean
is_disputed (Finder *finder, const ObFigure *figure)
{
  for (guint i = 0; i < finder->tagged->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (finder->tagged->annotations, i);
      ObSegment hull = ob_segments_get_hull (annotation->segments);

      if (hull.start < figure->segment.end && hull.end > figure->segment.start
          && ob_annotation_get_attribute (annotation, "dispute") != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
find_figures (Finder *finder)
{
  g_autoptr (GPtrArray) figures = ob_figures_find (finder->text, FALSE);

  for (guint i = 0; i < figures->len; i++)
    {
      const ObFigure *figure = g_ptr_array_index (figures, i);
      g_autoptr (GArray) segments
          = ob_segments_new_single (figure->segment.start, figure->segment.end);
      ObSuggestion *suggestion;

      if (figure->kind == OB_FIGURE_COUNT)
        continue;
      suggestion = ob_suggestion_new (OB_SUGGESTION_FIGURE, finder->article, "figure", segments,
                                      ob_figure_kind_get_name (figure->kind), OB_TIER_B);
      add_figure_values (g_ptr_array_index (suggestion->tags, 0), figure);
      suggestion->because = explain_figure (finder, figure);
      offer (finder, suggestion);
      if (figure->kind == OB_FIGURE_CASUALTIES && is_first_of_kind (figures, i)
          && !is_disputed (finder, figure))
        offer_dispute (finder, figures, i);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

static int
compare (gconstpointer a, gconstpointer b)
{
  const ObSuggestion *x = *(const ObSuggestion *const *) a;
  const ObSuggestion *y = *(const ObSuggestion *const *) b;
  ObSegment m = ob_suggestion_get_hull (x);
  ObSegment n = ob_suggestion_get_hull (y);

  if (m.start != n.start)
    return m.start < n.start ? -1 : 1;
  return (int) x->kind - (int) y->kind;
}

GPtrArray *
ob_suggestions_find (ObProject *project, ObEntity article, const ObText *text, ObTier lowest)
{
  g_autoptr (ObTagged) tagged = ob_tagged_new (project, article);
  Finder finder = { article, text, lowest, tagged,
                    g_ptr_array_new_with_free_func ((GDestroyNotify) ob_suggestion_free) };

  find_quotations (&finder);
  find_figures (&finder);
  g_ptr_array_sort (finder.found, compare);

  return finder.found;
}
