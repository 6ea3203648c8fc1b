/* Reading the list and inflecting its verbs; see cues.h. */
#include "analysis/cues.h"

#include <string.h>

#include "analysis/lexicon.h"
#include "analysis/tokens.h"

#define RESOURCE "/org/obelus/Obelus/cues/en.txt"

struct _ObCues
{
  GHashTable *words; /* (owned) char* -> (owned) ObCueWord */
};

static const char *const class_names[]
    = { "speech",   "writing",  "thought", "intent",    "attitude",
        "evidence", "question", "source",  "adjective", "noun" };
static const char frame_letters[] = "qstwingox";
static const char *const steer_names[]
    = { "subject",     "object", "determiner", "possessive", "preposition",
        "conjunction", "clause", "question",   "auxiliary",  "be",
        "negation",    "adverb", "title",      "day",        "verb" };

/* Words ---------------------------------------------------------------------------------------- */

static ObCueWord *
ensure_word (ObCues *cues, const char *folded)
{
  ObCueWord *word = g_hash_table_lookup (cues->words, folded);

  if (word == NULL)
    {
      word = g_new0 (ObCueWord, 1);
      g_hash_table_insert (cues->words, g_strdup (folded), word);
    }
  return word;
}

/* Makes @form a form of @cue.  Past and participle are often the same word, and a word is often in
 * several cues. */
static void
add_match (ObCues *cues, const char *form, const ObCue *cue, guint forms)
{
  ObCueWord *word = ensure_word (cues, form);

  word->forms |= forms;
  if (word->matches == NULL)
    word->matches = g_array_new (FALSE, FALSE, sizeof (ObCueMatch));
  for (guint i = 0; i < word->matches->len; i++)
    {
      ObCueMatch *match = &g_array_index (word->matches, ObCueMatch, i);

      if (match->cue == cue)
        {
          match->forms |= forms;
          return;
        }
    }
  g_array_append_val (word->matches, ((ObCueMatch){ cue, forms }));
}

/* Inflection ----------------------------------------------------------------------------------- */

static gboolean
is_vowel (char c)
{
  return strchr ("aeiou", c) != NULL;
}

/* "deny", "s" -> "denies"; "declare", "ing" -> "declaring"; "press", "s" -> "presses". */
static char *
inflect (const char *lemma, const char *ending, gboolean doubled)
{
  gsize n = strlen (lemma);
  char last = lemma[n - 1];
  char before = n > 1 ? lemma[n - 2] : 'a';

  if (*ending == 's')
    {
      if (last == 'y' && !is_vowel (before))
        return g_strdup_printf ("%.*sies", (int) n - 1, lemma);
      if (last == 's' || last == 'x' || last == 'z' || g_str_has_suffix (lemma, "sh")
          || g_str_has_suffix (lemma, "ch"))
        return g_strconcat (lemma, doubled && last == 'z' ? "zes" : "es", NULL);
      return g_strconcat (lemma, "s", NULL);
    }
  if (*ending == 'e' && last == 'e')
    return g_strconcat (lemma, "d", NULL);
  if (*ending == 'e' && last == 'y' && !is_vowel (before))
    return g_strdup_printf ("%.*sied", (int) n - 1, lemma);
  if (*ending == 'i' && last == 'e' && before != 'e' && n > 2)
    return g_strdup_printf ("%.*s%s", (int) n - 1, lemma, ending);
  if (doubled)
    return g_strdup_printf ("%s%c%s", lemma, last, ending);
  return g_strconcat (lemma, ending, NULL);
}

static void
add_verb (ObCues *cues, const ObCue *cue, char *written)
{
  g_auto (GStrv) parts = g_strsplit (written, "/", -1);
  gboolean doubled = g_str_has_suffix (parts[0], "*");

  if (g_strv_length (parts) == 5)
    {
      for (guint i = 0; i < 5; i++)
        add_match (cues, parts[i], cue, 1u << i);
      return;
    }
  if (doubled)
    parts[0][strlen (parts[0]) - 1] = '\0';
  {
    g_autofree char *third = inflect (parts[0], "s", doubled);
    g_autofree char *past = inflect (parts[0], "ed", doubled);
    g_autofree char *ing = inflect (parts[0], "ing", doubled);

    add_match (cues, parts[0], cue, OB_FORM_BASE);
    add_match (cues, third, cue, OB_FORM_THIRD);
    add_match (cues, past, cue, OB_FORM_PAST | OB_FORM_PARTICIPLE);
    add_match (cues, ing, cue, OB_FORM_ING);
  }
}

/* The list ------------------------------------------------------------------------------------- */

/* The next word of @line, which moves behind it. */
static char *
next_word (char **line)
{
  char *word = g_strndup (*line, strcspn (*line, " :"));

  *line += strlen (word);
  *line += strspn (*line, " :");

  return word;
}

static guint
read_frames (const char *letters)
{
  guint frames = 0;

  for (; *letters != '\0'; letters++)
    {
      const char *at = strchr (frame_letters, *letters);

      if (at == NULL)
        g_error ("A list of cues has a frame “%c”", *letters);
      frames |= 1u << (guint) (at - frame_letters);
    }
  return frames;
}

static guint
find_name (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (names[i], name) == 0)
      return i;

  g_error ("A list of cues has a class “%s”", name);
}

/* One cue of a line: its first word inflected when it is a verb, the others as they are. */
static void
add_cue (ObCues *cues, const ObCue *model, const char *written, const char *divider)
{
  ObCue *cue = g_memdup2 (model, sizeof *model);
  g_auto (GStrv) words = g_strsplit (written, divider, -1);

  if (words[0] == NULL || *words[0] == '\0')
    g_error ("A list of cues has an empty one");
  cue->rest = words[1] != NULL ? g_strdupv (words + 1) : NULL;
  if (model->class < OB_CUE_SOURCE)
    add_verb (cues, cue, words[0]);
  else
    add_match (cues, words[0], cue, 0);
  cue->lemma = g_strndup (words[0], strcspn (words[0], "/*"));
  if (cue->rest != NULL)
    {
      g_autofree char *rest = g_strjoinv (" ", cue->rest);
      char *lemma = g_strconcat (cue->lemma, " ", rest, NULL);

      g_free (cue->lemma);
      cue->lemma = lemma;
    }
}

static void
read_line (ObCues *cues, char *line)
{
  g_autofree char *kind = next_word (&line);
  g_autofree char *class = next_word (&line);
  ObCue cue = { NULL, OB_CUE_SPEECH, "asserts", 0, NULL };
  g_auto (GStrv) written = NULL;

  if (strcmp (kind, "words") == 0)
    {
      guint bit = 1u << find_name (steer_names, G_N_ELEMENTS (steer_names), class);

      written = g_strsplit (line, " ", -1);
      for (guint i = 0; written[i] != NULL; i++)
        ensure_word (cues, written[i])->steer |= bit;
      return;
    }
  if (strcmp (kind, "cue") == 0)
    {
      g_autofree char *stance = next_word (&line);
      g_autofree char *frames = next_word (&line);

      cue.class = (ObCueClass) find_name (class_names, G_N_ELEMENTS (class_names), class);
      cue.stance = g_intern_string (stance);
      cue.frames = read_frames (frames);
    }
  else if (strcmp (kind, "phrase") == 0)
    {
      cue.class = OB_CUE_SOURCE;
      cue.stance = "reports";
    }
  else
    {
      cue.class = (ObCueClass) find_name (class_names, G_N_ELEMENTS (class_names), kind);
      cue.frames = read_frames (class);
    }
  written = g_strsplit (line, ";", -1);
  for (guint i = 0; written[i] != NULL; i++)
    add_cue (cues, &cue, g_strstrip (written[i]), cue.class < OB_CUE_SOURCE ? "+" : " ");
}

static void
word_free (gpointer data)
{
  ObCueWord *word = data;

  g_clear_pointer (&word->matches, g_array_unref);
  g_free (word);
}

static ObCues *
load (void)
{
  ObCues *cues = g_new0 (ObCues, 1);
  g_auto (GStrv) lines = ob_lexicon_read_lines (RESOURCE);

  cues->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, word_free);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (cues, lines[i]);

  return cues;
}

/* Public functions ----------------------------------------------------------------------------- */

const ObCues *
ob_cues_get (const char *language)
{
  static gsize loaded = 0;

  if (g_once_init_enter (&loaded))
    g_once_init_leave (&loaded, (gsize) load ());

  return (const ObCues *) loaded;
}

const ObCueWord *
ob_cues_lookup (const ObCues *cues, const char *folded)
{
  return g_hash_table_lookup (cues->words, folded);
}

const ObCue *
ob_cues_find (const ObCues *cues, const char *words)
{
  g_autoptr (ObText) text = ob_text_new (words);
  g_autoptr (GArray) tokens = ob_tokens_new (text);
  const char *utf8 = ob_text_get_utf8 (text, NULL);
  char folded[OB_TOKEN_MAX_BYTES * 2 + 1];
  const ObCue *best = NULL;
  guint best_length = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      const ObCueWord *word = ob_cues_lookup (
          cues, ob_token_fold (&g_array_index (tokens, ObToken, i), utf8, folded));

      for (guint k = 0; word != NULL && word->matches != NULL && k < word->matches->len; k++)
        {
          const ObCue *cue = g_array_index (word->matches, ObCueMatch, k).cue;
          guint n = 0;

          while (
              cue->rest != NULL && cue->rest[n] != NULL && i + n + 1 < tokens->len
              && strcmp (cue->rest[n],
                         ob_token_fold (&g_array_index (tokens, ObToken, i + n + 1), utf8, folded))
                     == 0)
            n++;
          if ((cue->rest == NULL || cue->rest[n] == NULL) && n + 1 > best_length)
            {
              best = cue;
              best_length = n + 1;
            }
        }
    }

  return best;
}

const char *
ob_cue_class_get_name (ObCueClass class)
{
  return class_names[class];
}
