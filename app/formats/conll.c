/* "conll" and "conllu": one token a line, for programs that learn from texts.  Written only.
 *
 *   conll    TOKEN <tab> B-claim          two columns, as CoNLL 2003 has it; -DOCSTART- before an
 * article conllu   ten columns as Universal Dependencies have them; labels are Entity=B-claim in
 * the last
 *
 * A token has one label in these formats: longer annotations come first, and what meets a token
 * that is taken is left out; segments that end inside a token grow to its end.  All of that is
 * counted and said.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/format.h"
#include "model/boundary.h"

typedef struct
{
  guint32 start, end; /* code points */
  const char *label;  /* (nullable) */
  gboolean begins;    /* the annotation does */
} Token;

typedef struct
{
  guint n_articles;
  guint n_crossing, n_grown, n_pieces, n_without;
} State;

static void
begin (ObExport *export)
{
  export->state = g_new0 (State, 1);
}

static gboolean
is_space (const ObText *text, guint32 at)
{
  return g_unichar_isspace (ob_text_get_char (text, at));
}

/* Words, and each character between them that is no space; ends of sentences are tokens of no
 * length. */
static GArray *
list_tokens (const ObArticle *article, const ObText *text)
{
  g_autoptr (ObBoundaryRules) rules = ob_boundary_rules_new (article->language);
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (Token));

  for (guint p = 0; p < ob_text_get_n_paragraphs (text); p++)
    {
      g_autoptr (GArray) words = ob_boundary_list (NULL, text, OB_UNIT_WORD, p);
      g_autoptr (GArray) characters = ob_boundary_list (NULL, text, OB_UNIT_CHARACTER, p);
      g_autoptr (GArray) sentences = ob_boundary_list (rules, text, OB_UNIT_SENTENCE, p);
      guint w = 0, s = 0;
      guint32 done = 0;

      for (guint i = 0; i < characters->len; i++)
        {
          ObSegment unit = g_array_index (characters, ObSegment, i);
          Token token = { 0 };

          while (s < sentences->len && g_array_index (sentences, ObSegment, s).end <= unit.start)
            {
              token.start = token.end = g_array_index (sentences, ObSegment, s++).end;
              if (tokens->len > 0)
                g_array_append_val (tokens, token);
            }
          while (w < words->len && g_array_index (words, ObSegment, w).end <= unit.start)
            w++;
          if (unit.start < done || is_space (text, unit.start))
            continue;
          if (w < words->len && g_array_index (words, ObSegment, w).start <= unit.start)
            unit.end = g_array_index (words, ObSegment, w).end;
          token.start = unit.start;
          token.end = done = unit.end;
          g_array_append_val (tokens, token);
        }
      if (tokens->len > 0 && characters->len > 0)
        {
          Token token = { g_array_index (characters, ObSegment, characters->len - 1).end, 0 };

          token.end = token.start;
          g_array_append_val (tokens, token);
        }
    }

  return tokens;
}

static guint32
count_characters (const ObAnnotation *annotation)
{
  guint32 n = 0;

  for (guint i = 0; i < annotation->segments->len; i++)
    {
      ObSegment segment = g_array_index (annotation->segments, ObSegment, i);

      n += segment.end - segment.start;
    }
  return n;
}

static gint
compare_lengths (gconstpointer a, gconstpointer b)
{
  guint32 left = count_characters (*(ObAnnotation *const *) a);
  guint32 right = count_characters (*(ObAnnotation *const *) b);

  return left > right ? -1 : left < right;
}

/* Number of the first token that ends after @at. */
static guint
find_token (const GArray *tokens, guint32 at)
{
  guint low = 0, high = tokens->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (tokens, Token, middle).end <= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
put_label (State *state, GArray *tokens, const ObAnnotation *annotation, const char *label)
{
  gboolean grown = FALSE, any = FALSE;

  for (guint i = 0; i < annotation->segments->len; i++)
    {
      ObSegment segment = g_array_index (annotation->segments, ObSegment, i);

      for (guint t = find_token (tokens, segment.start);
           t < tokens->len && g_array_index (tokens, Token, t).start < segment.end; t++)
        if (g_array_index (tokens, Token, t).label != NULL)
          {
            state->n_crossing++;
            return;
          }
    }
  for (guint i = 0; i < annotation->segments->len; i++)
    {
      ObSegment segment = g_array_index (annotation->segments, ObSegment, i);
      gboolean first = TRUE;

      for (guint t = find_token (tokens, segment.start);
           t < tokens->len && g_array_index (tokens, Token, t).start < segment.end; t++)
        {
          Token *token = &g_array_index (tokens, Token, t);

          if (token->start == token->end)
            continue;
          grown = grown || token->start < segment.start || token->end > segment.end;
          token->label = label;
          token->begins = first;
          first = FALSE;
          any = TRUE;
        }
    }
  state->n_grown += grown;
  state->n_without += !any;
  state->n_pieces += annotation->segments->len > 1;
}

static GArray *
label_tokens (ObExport *export,
              const ObArticle *article,
              const ObText *text,
              const GPtrArray *annotations)
{
  GArray *tokens = list_tokens (article, text);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < annotations->len; i++)
    g_ptr_array_add (order, g_ptr_array_index (annotations, i));
  g_ptr_array_sort (order, compare_lengths);
  for (guint i = 0; i < order->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (order, i);
      const char *label = ob_catalogue_get_label_id (export->catalogue, annotation->label);

      put_label (export->state, tokens, annotation, label != NULL ? label : "label");
    }

  return tokens;
}

static void
add_tag (GString *out, const Token *token)
{
  if (token->label == NULL)
    g_string_append_c (out, 'O');
  else
    g_string_append_printf (out, "%c-%s", token->begins ? 'B' : 'I', token->label);
}

static void
add_conll_article (ObExport *export,
                   const ObArticle *article,
                   const ObText *text,
                   const GPtrArray *annotations)
{
  g_autoptr (GArray) tokens = label_tokens (export, article, text, annotations);
  GString *out = export->sink->buffer;
  gboolean ended = TRUE;

  ((State *) export->state)->n_articles++;
  g_string_append (out, "-DOCSTART-\tO\n\n");
  for (guint i = 0; i < tokens->len; i++)
    {
      const Token *token = &g_array_index (tokens, Token, i);
      g_autofree char *form = ob_text_slice (text, token->start, token->end);

      if (*form == '\0')
        {
          if (!ended)
            g_string_append_c (out, '\n');
          ended = TRUE;
          continue;
        }
      ended = FALSE;
      g_string_append_printf (out, "%s\t", form);
      add_tag (out, token);
      g_string_append_c (out, '\n');
    }
}

/* The sentence of tokens [first, last). */
static void
add_conllu_sentence (ObExport *export,
                     const ObText *text,
                     const GArray *tokens,
                     guint first,
                     guint last,
                     guint number)
{
  GString *out = export->sink->buffer;
  const Token *begins = &g_array_index (tokens, Token, first);
  const Token *ends = &g_array_index (tokens, Token, last - 1);
  g_autofree char *words = ob_text_slice (text, begins->start, ends->end);

  g_string_append_printf (out, "# sent_id = %u-%u\n# text = %s\n",
                          ((State *) export->state)->n_articles, number,
                          g_strdelimit (words, "\t", ' '));
  for (guint i = first; i < last; i++)
    {
      const Token *token = &g_array_index (tokens, Token, i);
      g_autofree char *form = ob_text_slice (text, token->start, token->end);

      g_string_append_printf (out, "%u\t%s\t_\t_\t_\t_\t_\t_\t_\t", i - first + 1, form);
      if (token->label != NULL)
        {
          g_string_append (out, "Entity=");
          add_tag (out, token);
          g_string_append_c (out, '|');
        }
      if (i + 1 < last && g_array_index (tokens, Token, i + 1).start == token->end)
        g_string_append (out, "SpaceAfter=No|");
      g_string_append_printf (out, "start_char=%u|end_char=%u\n", token->start, token->end);
    }
  g_string_append_c (out, '\n');
}

static void
add_conllu_article (ObExport *export,
                    const ObArticle *article,
                    const ObText *text,
                    const GPtrArray *annotations)
{
  g_autoptr (GArray) tokens = label_tokens (export, article, text, annotations);
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, article->entity);
  g_autofree char *title = g_strdelimit (g_strdup (article->title), "\n\t", ' ');
  guint first = 0, number = 0;

  ((State *) export->state)->n_articles++;
  g_string_append_printf (export->sink->buffer, "# newdoc id = %s\n# title = %s\n", id, title);
  for (guint i = 0; i <= tokens->len; i++)
    if (i == tokens->len
        || g_array_index (tokens, Token, i).start == g_array_index (tokens, Token, i).end)
      {
        if (i > first)
          add_conllu_sentence (export, text, tokens, first, i, ++number);
        first = i + 1;
        ob_sink_drain (export->sink);
      }
}

static void
end (ObExport *export)
{
  State *state = export->state;

  ob_export_lose (export, N_ ("annotation overlaps a longer one and is left out."),
                  N_ ("annotations overlap longer ones and are left out."), state->n_crossing);
  ob_export_lose (export, N_ ("annotation ends inside a token and has grown to its end."),
                  N_ ("annotations end inside tokens and have grown to their ends."),
                  state->n_grown);
  ob_export_lose (export, N_ ("discontinuous annotation is written as pieces."),
                  N_ ("discontinuous annotations are written as pieces."), state->n_pieces);
  ob_export_lose (export, N_ ("annotation is of spaces only and is left out."),
                  N_ ("annotations are of spaces only and are left out."), state->n_without);
  g_free (state);
}

static const char *const conll_extensions[] = { "conll", NULL };
static const char *const conllu_extensions[] = { "conllu", NULL };

const ObFormat ob_format_conll = {
  .id = "conll",
  .title = N_ ("Tokens with their labels (CoNLL)"),
  .extensions = conll_extensions,
  .loses = N_ ("Links, attributes, notes, what overlaps, and the spaces between tokens."),
  .shape = OB_SHAPE_FILE,
  .begin = begin,
  .add_article = add_conll_article,
  .end = end,
};

const ObFormat ob_format_conllu = {
  .id = "conllu",
  .title = N_ ("Tokens with their labels (CoNLL-U)"),
  .extensions = conllu_extensions,
  .loses = N_ ("Links, attributes, notes and what overlaps."),
  .shape = OB_SHAPE_FILE,
  .begin = begin,
  .add_article = add_conllu_article,
  .end = end,
};
