/* A sentence ends at a run of final marks and the quotation marks and brackets that close after it.
 * For a lone full stop the words on both its sides decide:
 *
 *   ... Mr. Assad           a title: a name follows
 *   ... No. 5               an abbreviation of a number, when one follows
 *   ... the U.S. The        may do both: an end only when a word follows that begins sentences
 *   ... am 4. April         an ordinal number, when a word follows that has ordinals
 *
 * Nothing ends where the next word is in lower case.
 */
#include "model/sentence.h"

#include <gio/gio.h>
#include <string.h>

#include "obelus-core-resources.h"

#define LISTS_RESOURCE "/org/obelus/Obelus/abbreviations/"
#define LIST_SUFFIX ".txt"

/* Longer words are on no list. */
#define MAX_WORD 32

/* The classes of the lists' words; bits, since a word can be in several. */
typedef enum
{
  WORD_TITLE = 1 << 0,
  WORD_NUMBER = 1 << 1,
  WORD_EITHER = 1 << 2,
  WORD_STARTER = 1 << 3,
  WORD_ORDINAL = 1 << 4,
} WordClass;

struct _ObBoundaryRules
{
  gatomicrefcount references;
  GHashTable *words; /* (owned) char* -> WordClass bits */
};

typedef struct
{
  const ObBoundaryRules *rules; /* (nullable) */
  const gunichar *chars;
  guint32 n;
} Paragraph;

static const struct
{
  const char *name;
  WordClass class;
} class_names[] = {
  { "title", WORD_TITLE },     { "number", WORD_NUMBER },   { "either", WORD_EITHER },
  { "starter", WORD_STARTER }, { "ordinal", WORD_ORDINAL },
};

/* The lists ------------------------------------------------------------------------------------ */

static WordClass
class_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (class_names); i++)
    if (strcmp (class_names[i].name, name) == 0)
      return class_names[i].class;

  g_error ("An abbreviation list has a class “%s”", name);
}

/* Each line of a list is a class and its words, or a comment. */
static void
add_list (ObBoundaryRules *rules, const char *list)
{
  g_auto (GStrv) lines = g_strsplit (list, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      guint class;

      if (words[0] == NULL || *words[0] == '\0' || *words[0] == '#')
        continue;
      class = class_from_name (words[0]);
      for (guint w = 1; words[w] != NULL; w++)
        {
          guint known = GPOINTER_TO_UINT (g_hash_table_lookup (rules->words, words[w]));

          g_hash_table_insert (rules->words, g_strdup (words[w]), GUINT_TO_POINTER (known | class));
        }
    }
}

/* TRUE when the list called "de.txt" is meant by "de", "de-AT" or no language. */
static gboolean
is_list_of (const char *list_name, const char *language)
{
  gsize length = strcspn (list_name, ".");

  return language == NULL
         || (g_ascii_strncasecmp (list_name, language, length) == 0
             && (language[length] == '\0' || language[length] == '-' || language[length] == '_'));
}

/* Adds the lists of @language; returns how many there are. */
static guint
add_lists (ObBoundaryRules *rules, const char *language)
{
  GResource *resource = obelus_core_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, LISTS_RESOURCE,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  guint n_lists = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (LISTS_RESOURCE, names[i], NULL);
      g_autoptr (GBytes) list = NULL;

      if (!is_list_of (names[i], language))
        continue;
      list = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      add_list (rules, g_bytes_get_data (list, NULL));
      n_lists++;
    }

  return n_lists;
}

/* The classes of the word [start, end). */
static guint
look_up (const Paragraph *paragraph, guint32 start, guint32 end)
{
  char word[MAX_WORD * 6 + 1];
  gsize n_bytes = 0;

  if (paragraph->rules == NULL || end <= start || end - start > MAX_WORD)
    return 0;

  for (guint32 i = start; i < end; i++)
    n_bytes += (gsize) g_unichar_to_utf8 (paragraph->chars[i], word + n_bytes);
  word[n_bytes] = '\0';
  return GPOINTER_TO_UINT (g_hash_table_lookup (paragraph->rules->words, word));
}

/* Marks ---------------------------------------------------------------------------------------- */

/* Marks after which a space follows. */
static gboolean
is_final (gunichar c)
{
  switch (c)
    {
    case '.':
    case '!':
    case '?':
    case 0x37e:  /* Greek question mark */
    case 0x589:  /* Armenian full stop */
    case 0x61f:  /* Arabic question mark */
    case 0x6d4:  /* Arabic full stop */
    case 0x964:  /* danda */
    case 0x965:  /* double danda */
    case 0x104b: /* Myanmar section */
    case 0x1362: /* Ethiopic full stop */
    case 0x1367: /* Ethiopic question mark */
    case 0x17d4: /* Khmer khan */
    case 0x2026: /* ellipsis */
    case 0x203c: /* double exclamation mark */
    case 0x203d: /* interrobang */
    case 0x2047:
    case 0x2048:
    case 0x2049: /* exclamation and question marks in one */
      return TRUE;
    default:
      return FALSE;
    }
}

/* Marks that are as wide as a character, after which no space follows. */
static gboolean
is_final_without_space (gunichar c)
{
  return c == 0x3002 || c == 0xff01 || c == 0xff0e || c == 0xff1f || c == 0xff61;
}

static gboolean
is_any_final (gunichar c)
{
  return is_final (c) || is_final_without_space (c);
}

static gboolean
is_closing (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c == '"' || c == '\'' || type == G_UNICODE_CLOSE_PUNCTUATION
         || type == G_UNICODE_FINAL_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION
         || c == 0x201c || c == 0x201f;
}

/* What may stand before the first word of a sentence. */
static gboolean
is_opening (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return is_closing (c) || g_unichar_isspace (c) || type == G_UNICODE_OPEN_PUNCTUATION
         || type == G_UNICODE_DASH_PUNCTUATION || c == 0xbf || c == 0xa1 || c == '*' || c == 0x2022;
}

/* Words around a full stop --------------------------------------------------------------------- */

static guint32
skip_spaces (const Paragraph *paragraph, guint32 i)
{
  while (i < paragraph->n && g_unichar_isspace (paragraph->chars[i]))
    i++;

  return i;
}

/* Past the marks that close at @i, with the space that French writes before a guillemet. */
static guint32
skip_closing (const Paragraph *paragraph, guint32 i)
{
  const gunichar *chars = paragraph->chars;

  while (i < paragraph->n && is_closing (chars[i]))
    i++;
  if (i + 1 < paragraph->n && g_unichar_isspace (chars[i])
      && (chars[i + 1] == 0xbb || chars[i + 1] == 0x203a)
      && (i + 2 == paragraph->n || !g_unichar_isalnum (chars[i + 2])))
    i += 2;

  return i;
}

/* First code point of the word that ends before @end: letters, digits, marks and inner points. */
static guint32
find_word_start (const Paragraph *paragraph, guint32 end, guint32 lowest)
{
  guint32 i = end;

  while (i > lowest)
    {
      gunichar c = paragraph->chars[i - 1];

      if (g_unichar_isalnum (c) || g_unichar_ismark (c)
          || (c == '.' && i < end && i - 1 > lowest
              && !g_unichar_isspace (paragraph->chars[i - 2])))
        i--;
      else
        break;
    }

  return i;
}

/* The next word after @i, past what may stand before it. */
static void
find_next_word (const Paragraph *paragraph, guint32 i, guint32 *start, guint32 *end)
{
  while (i < paragraph->n && is_opening (paragraph->chars[i]))
    i++;
  *start = i;
  while (i < paragraph->n
         && (g_unichar_isalnum (paragraph->chars[i]) || g_unichar_ismark (paragraph->chars[i])))
    i++;
  *end = i;
}

/* TRUE for "R", "U.S" and "z.B": every letter alone. */
static gboolean
is_initials (const Paragraph *paragraph, guint32 start, guint32 end)
{
  if (start >= end || (end - start) % 2 == 0)
    return FALSE;

  for (guint32 i = start; i < end; i++)
    if ((i - start) % 2 == 0 ? !g_unichar_isalpha (paragraph->chars[i])
                             : paragraph->chars[i] != '.')
      return FALSE;

  return TRUE;
}

static gboolean
is_number (const Paragraph *paragraph, guint32 start, guint32 end)
{
  for (guint32 i = start; i < end; i++)
    if (!g_unichar_isdigit (paragraph->chars[i]))
      return FALSE;

  return end > start;
}

/* Whether the lone full stop at @stop, in a sentence that began at @start, with the next word
 * [next, next_end), belongs to the word before it and ends nothing. */
static gboolean
is_abbreviation (const Paragraph *paragraph, guint32 start, guint32 stop, guint32 next,
                 guint32 next_end)
{
  guint32 word = find_word_start (paragraph, stop, start);
  guint class = look_up (paragraph, word, stop);
  gboolean initials = is_initials (paragraph, word, stop);
  gboolean number = is_number (paragraph, word, stop);

  if (word == stop)
    return FALSE;

  /* A paragraph that begins with "1. First" or "b. Second". */
  if (word == skip_spaces (paragraph, 0) && (number || stop - word == 1))
    return TRUE;
  if (class & WORD_TITLE)
    return TRUE;
  if ((class & WORD_NUMBER) && next < paragraph->n && g_unichar_isdigit (paragraph->chars[next]))
    return TRUE;
  if (number && (look_up (paragraph, next, next_end) & WORD_ORDINAL))
    return TRUE;
  /* In "J. A. Smith" the "A" is no article. */
  if ((class & WORD_EITHER) || initials)
    return !(look_up (paragraph, next, next_end) & WORD_STARTER)
           || (next_end - next == 1 && next_end < paragraph->n
               && paragraph->chars[next_end] == '.');

  return FALSE;
}

/* Whether the run of final marks [marks, after), with @closed the end of the marks that close after
 * it, ends the sentence that began at @start. */
static gboolean
is_end (const Paragraph *paragraph, guint32 start, guint32 marks, guint32 after, guint32 closed)
{
  guint32 next, next_end;

  if (closed == paragraph->n || is_final_without_space (paragraph->chars[after - 1]))
    return TRUE;
  if (!g_unichar_isspace (paragraph->chars[closed]))
    return FALSE;

  /* An ellipsis of spaced points. */
  next = skip_spaces (paragraph, closed);
  if (next == paragraph->n)
    return TRUE;
  if (is_final (paragraph->chars[next]) && paragraph->chars[after - 1] == '.')
    return FALSE;

  find_next_word (paragraph, closed, &next, &next_end);
  if (next < paragraph->n && g_unichar_islower (paragraph->chars[next]))
    return FALSE;

  return !(after - marks == 1 && closed == after && paragraph->chars[marks] == '.'
           && is_abbreviation (paragraph, start, marks, next, next_end));
}

/* One past the sentence that starts at @start. */
static guint32
find_end (const Paragraph *paragraph, guint32 start)
{
  guint32 i = start;

  while (i < paragraph->n)
    {
      guint32 marks = i, closed;

      if (!is_any_final (paragraph->chars[i]))
        {
          i++;
          continue;
        }
      while (i < paragraph->n && is_any_final (paragraph->chars[i]))
        i++;
      closed = skip_closing (paragraph, i);
      if (is_end (paragraph, start, marks, i, closed))
        return closed;
    }

  return paragraph->n;
}

/* Public functions ----------------------------------------------------------------------------- */

ObBoundaryRules *
ob_boundary_rules_new (const char *language)
{
  ObBoundaryRules *rules = g_new0 (ObBoundaryRules, 1);

  g_atomic_ref_count_init (&rules->references);
  rules->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* A language without lists of its own borrows those of all. */
  if (add_lists (rules, language) == 0 && language != NULL)
    add_lists (rules, NULL);

  return rules;
}

ObBoundaryRules *
ob_boundary_rules_ref (ObBoundaryRules *rules)
{
  g_atomic_ref_count_inc (&rules->references);
  return rules;
}

void
ob_boundary_rules_unref (ObBoundaryRules *rules)
{
  if (!g_atomic_ref_count_dec (&rules->references))
    return;

  g_hash_table_unref (rules->words);
  g_free (rules);
}

void
ob_sentences_append (const ObBoundaryRules *rules, const gunichar *chars, guint32 n, guint32 base,
                     GArray *units)
{
  Paragraph paragraph = { rules, chars, n };
  guint32 i = skip_spaces (&paragraph, 0);

  while (i < n)
    {
      ObSegment sentence = { base + i, 0 };
      guint32 end = find_end (&paragraph, i);

      i = skip_spaces (&paragraph, end);
      while (end > sentence.start - base && g_unichar_isspace (chars[end - 1]))
        end--;
      sentence.end = base + end;
      g_array_append_val (units, sentence);
    }
}
