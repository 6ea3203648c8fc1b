/* Phrases are kept as their folded tokens joined by one space, each with the list of its classes.
 */
#include "analysis/figure-words.h"

#include <string.h>

#include "analysis/lexicon.h"

#define RESOURCE "/org/obelus/Obelus/figures/en.txt"
#define MAX_PHRASE 6 /* tokens */

struct _ObFigureWords
{
  GHashTable *phrases; /* (owned) char* -> (owned) GArray of ObFigureWord */
  GHashTable *first;   /* (owned) char* -> bits of classes */
  GHashTable *last;    /* the same by the last word */
};

static const char *const class_names[OB_N_WORDS]
    = { "number", "scale", "vague",   "qualifier", "after", "outcome",
        "people", "money", "percent", "month",     "joint", "stop" };

static void
add_bits (GHashTable *table, const char *word, guint bits)
{
  guint old = GPOINTER_TO_UINT (g_hash_table_lookup (table, word));

  g_hash_table_insert (table, g_strdup (word), GUINT_TO_POINTER (old | bits));
}

/* The folded tokens of @phrase joined by spaces. */
static char *
normalise (const char *phrase)
{
  g_autoptr (ObText) text = ob_text_new (phrase);
  g_autoptr (GArray) tokens = ob_tokens_new (text);
  GString *joined = g_string_new (NULL);
  char folded[OB_TOKEN_MAX_BYTES * 2 + 1];

  for (guint i = 0; i < tokens->len; i++)
    {
      if (i > 0)
        g_string_append_c (joined, ' ');
      g_string_append (joined, ob_token_fold (&g_array_index (tokens, ObToken, i),
                                              ob_text_get_utf8 (text, NULL), folded));
    }
  return g_string_free (joined, FALSE);
}

static void
add_phrase (ObFigureWords *words, const ObFigureWord *word, const char *phrase)
{
  g_autofree char *joined = normalise (phrase);
  g_auto (GStrv) parts = g_strsplit (joined, " ", -1);
  GArray *list = g_hash_table_lookup (words->phrases, joined);

  if (parts[0] == NULL)
    return;
  add_bits (words->first, parts[0], 1u << word->class);
  add_bits (words->last, parts[g_strv_length (parts) - 1], 1u << word->class);
  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (ObFigureWord));
      g_hash_table_insert (words->phrases, g_steal_pointer (&joined), list);
    }
  g_array_append_val (list, *word);
}

/* The arguments of a class, moving @line behind them. */
static void
read_arguments (ObFigureWord *word, char **line)
{
  static const guint8 n_arguments[OB_N_WORDS] = { 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  ObApproximator approximator;

  for (guint i = 0; i < n_arguments[word->class]; i++)
    {
      g_autofree char *argument = g_strndup (*line, strcspn (*line, " "));

      *line += strlen (argument);
      *line += strspn (*line, " ");
      if (word->class == OB_WORDS_QUALIFIER || word->class == OB_WORDS_AFTER)
        {
          gboolean known = FALSE;

          for (approximator = OB_APPROXIMATOR_EXACT; approximator <= OB_APPROXIMATOR_VAGUE;
               approximator++)
            if (strcmp (ob_approximator_get_name (approximator), argument) == 0)
              {
                word->low = approximator;
                known = TRUE;
              }
          if (!known)
            g_error ("A list of figures has a qualifier “%s”", argument);
        }
      else if (g_ascii_isdigit (*argument))
        *(i == 0 ? &word->low : &word->high) = g_ascii_strtod (argument, NULL);
      else
        word->name = g_intern_string (argument);
    }
}

static void
read_line (ObFigureWords *words, char *line)
{
  ObFigureWord word = { OB_N_WORDS, 0, 0, NULL };
  g_autofree char *class = g_strndup (line, strcspn (line, " "));
  g_auto (GStrv) phrases = NULL;

  for (guint8 i = 0; i < OB_N_WORDS; i++)
    if (strcmp (class_names[i], class) == 0)
      word.class = i;
  if (word.class == OB_N_WORDS)
    g_error ("A list of figures has a class “%s”", class);
  line += strlen (class);
  line += strspn (line, " ");
  read_arguments (&word, &line);
  phrases = g_strsplit (line, ";", -1);
  for (guint i = 0; phrases[i] != NULL; i++)
    add_phrase (words, &word, g_strstrip (phrases[i]));
}

static ObFigureWords *
load (void)
{
  ObFigureWords *words = g_new0 (ObFigureWords, 1);
  g_auto (GStrv) lines = ob_lexicon_read_lines (RESOURCE);

  words->phrases
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  words->first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (words, lines[i]);

  return words;
}

static const ObFigureWord *
find_class (const ObFigureWords *words, ObWordsClass class, const char *joined)
{
  const GArray *list = g_hash_table_lookup (words->phrases, joined);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (g_array_index (list, ObFigureWord, i).class == class)
      return &g_array_index (list, ObFigureWord, i);

  return NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

const ObFigureWords *
ob_figure_words_get (void)
{
  static gsize loaded = 0;

  if (g_once_init_enter (&loaded))
    g_once_init_leave (&loaded, (gsize) load ());

  return (const ObFigureWords *) loaded;
}

guint
ob_figure_words_first (const ObFigureWords *words, const char *folded)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (words->first, folded));
}

const ObFigureWord *
ob_figure_words_match (const ObFigureWords *words,
                       const char *utf8,
                       const GArray *tokens,
                       ObWordsClass class,
                       guint i,
                       guint first,
                       guint last,
                       gboolean backwards,
                       guint *n_tokens)
{
  char joined[(OB_TOKEN_MAX_BYTES * 2 + 1) * MAX_PHRASE];
  char folded[OB_TOKEN_MAX_BYTES * 2 + 1];
  const ObFigureWord *best = NULL;

  if (i < first || i >= last)
    return NULL;
  ob_token_fold (&g_array_index (tokens, ObToken, i), utf8, folded);
  if ((GPOINTER_TO_UINT (g_hash_table_lookup (backwards ? words->last : words->first, folded))
       & 1u << class)
      == 0)
    return NULL;

  for (guint n = 1; n <= MAX_PHRASE; n++)
    {
      guint start = backwards ? i + 1 - n : i;
      const ObFigureWord *word;
      char *at = joined;

      if (backwards ? i + 1 < first + n : i + n > last)
        break;
      for (guint k = start; k < start + n; k++)
        {
          if (k > start)
            *at++ = ' ';
          ob_token_fold (&g_array_index (tokens, ObToken, k), utf8, at);
          at += strlen (at);
        }
      if ((word = find_class (words, class, joined)) != NULL)
        {
          best = word;
          *n_tokens = n;
        }
    }

  return best;
}

const ObFigureWord *
ob_figure_words_find (const ObFigureWords *words, ObWordsClass class, const char *phrase)
{
  g_autofree char *joined = normalise (phrase);

  return find_class (words, class, joined);
}
