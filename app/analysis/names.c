/* See names.h. */
#include "analysis/names.h"

#include <string.h>

#include "analysis/lexicon.h"
#include "analysis/tokens.h"

#define RESOURCE "/org/obelus/Obelus/names/en.txt"
#define MAX_NAME 8 /* tokens */

typedef struct
{
  GHashTable *entries; /* (owned) char* compact -> (owned) GArray of ObNameEntry */
  GHashTable *titles;  /* (owned) char* folded */
  GHashTable *plain;   /* (owned) char* folded */
} Lists;

/* The lists ------------------------------------------------------------------------------------ */

static void
add_entry (Lists *lists, const char *name, const ObNameEntry *entry)
{
  g_autofree char *compact = ob_name_compact (name);
  GArray *found = g_hash_table_lookup (lists->entries, compact);

  if (found == NULL)
    {
      found = g_array_new (FALSE, FALSE, sizeof (ObNameEntry));
      g_hash_table_insert (lists->entries, g_steal_pointer (&compact), found);
    }
  if (entry->ask)
    g_array_append_val (found, *entry);
  else
    g_array_prepend_val (found, *entry);
}

static void
add_names (Lists *lists, const char *kind, const char *line)
{
  g_auto (GStrv) sides = g_strsplit (line, "|", 2);
  ObNameEntry entry = { NULL, g_intern_string (kind), FALSE };

  for (guint side = 0; sides[side] != NULL; side++)
    {
      g_auto (GStrv) names = g_strsplit (sides[side], ";", -1);

      entry.ask = side > 0;
      for (guint i = 0; names[i] != NULL; i++)
        {
          g_strstrip (names[i]);
          if (entry.canonical == NULL)
            entry.canonical = g_intern_string (names[i]);
          add_entry (lists, names[i], &entry);
        }
    }
}

static Lists *
load (void)
{
  Lists *lists = g_new0 (Lists, 1);
  g_auto (GStrv) lines = ob_lexicon_read_lines (RESOURCE);

  lists->entries
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  lists->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lists->plain = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');
      g_auto (GStrv) words = NULL;
      GHashTable *set;

      if (space == NULL)
        continue;
      *space = '\0';
      set = strcmp (lines[i], "title") == 0   ? lists->titles
            : strcmp (lines[i], "plain") == 0 ? lists->plain
                                              : NULL;
      if (set == NULL)
        {
          add_names (lists, lines[i], space + 1);
          continue;
        }
      words = g_strsplit (space + 1, " ", -1);
      for (guint k = 0; words[k] != NULL; k++)
        g_hash_table_add (set, g_strdup (words[k]));
    }

  return lists;
}

static const Lists *
get_lists (void)
{
  static gsize loaded = 0;

  if (g_once_init_enter (&loaded))
    g_once_init_leave (&loaded, (gsize) load ());

  return (const Lists *) loaded;
}

/* TRUE when the folded word, its point aside, is in @set. */
static gboolean
has_word (GHashTable *set, const char *folded)
{
  gsize n = strlen (folded);
  char word[OB_TOKEN_MAX_BYTES * 2 + 1];

  if (n > 0 && folded[n - 1] == '.')
    n--;
  memcpy (word, folded, n);
  word[n] = '\0';

  return g_hash_table_contains (set, word);
}

/* Finding -------------------------------------------------------------------------------------- */

typedef struct
{
  const ObText *text;
  const char *utf8;
  const GArray *tokens;
  const Lists *lists;
} Finder;

static const ObToken *
get (const Finder *finder, guint i)
{
  return &g_array_index (finder->tokens, ObToken, i);
}

static gboolean
is_capital (const Finder *finder, guint i)
{
  const ObToken *token = get (finder, i);

  return token->kind == OB_TOKEN_WORD && (token->flags & OB_TOKEN_CAPITAL) != 0;
}

static gboolean
is_in (const Finder *finder, guint i, GHashTable *set)
{
  char folded[OB_TOKEN_MAX_BYTES * 2 + 1];

  return has_word (set, ob_token_fold (get (finder, i), finder->utf8, folded));
}

/* Small words inside names: "Organisation for the Prohibition of", "Ursula von der Leyen". */
static gboolean
is_inner (const Finder *finder, guint i)
{
  static const char *const words[]
      = { "of", "de", "van", "von", "der", "del", "al", "bin", "ibn", "la", "du", "da", "di" };

  for (guint k = 0; k < G_N_ELEMENTS (words); k++)
    if (ob_token_is (get (finder, i), finder->utf8, words[k]))
      return TRUE;

  return FALSE;
}

/* The run of capitalised words from token @i on.  Returns: one past its last. */
static guint
read_run (const Finder *finder, guint i)
{
  guint end = i + 1;

  while (end < finder->tokens->len && end - i < MAX_NAME)
    {
      if ((get (finder, end)->flags & OB_TOKEN_PARAGRAPH) != 0)
        break;
      if (is_capital (finder, end) && !is_in (finder, end, finder->lists->plain))
        end++;
      else if (is_inner (finder, end) && end + 1 < finder->tokens->len
               && is_capital (finder, end + 1) && !is_in (finder, end + 1, finder->lists->plain))
        end += 2;
      else
        break;
    }
  return end;
}

static ObNameMention *
read_mention (const Finder *finder, guint first, guint last)
{
  ObNameMention *mention = g_new0 (ObNameMention, 1);
  guint name = first;

  for (guint i = first; i < last; i++)
    if (is_in (finder, i, finder->lists->titles))
      name = i + 1;
  mention->segment = (ObSegment){ get (finder, first)->start, get (finder, last - 1)->end };
  if (name > first)
    mention->role
        = ob_text_slice (finder->text, get (finder, first)->start, get (finder, name - 1)->end);
  mention->name = name < last ? ob_text_slice (finder->text, get (finder, name)->start,
                                               get (finder, last - 1)->end)
                              : g_strdup ("");

  return mention;
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_names_find (const ObText *text)
{
  GPtrArray *mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_name_mention_free);
  g_autoptr (GArray) tokens = ob_tokens_new (text);
  Finder finder = { text, ob_text_get_utf8 (text, NULL), tokens, get_lists () };

  for (guint i = 0; i < tokens->len;)
    {
      guint end;

      if (!is_capital (&finder, i) || is_in (&finder, i, finder.lists->plain)
          || (get (&finder, i)->flags & OB_TOKEN_CLITIC) != 0)
        {
          /* "Mr." is plain alone, but begins a name. */
          if (!(is_capital (&finder, i) && is_in (&finder, i, finder.lists->titles)
                && i + 1 < tokens->len && is_capital (&finder, i + 1)))
            {
              i++;
              continue;
            }
        }
      end = read_run (&finder, i);
      g_ptr_array_add (mentions, read_mention (&finder, i, end));
      i = end;
    }

  return mentions;
}

void
ob_name_mention_free (ObNameMention *mention)
{
  g_free (mention->name);
  g_free (mention->role);
  g_free (mention);
}

char *
ob_name_strip_titles (const char *name)
{
  g_autoptr (ObText) text = ob_text_new (name);
  g_autoptr (GArray) tokens = ob_tokens_new (text);
  Finder finder = { text, ob_text_get_utf8 (text, NULL), tokens, get_lists () };
  guint first = 0;

  for (guint i = 0; i < tokens->len; i++)
    if (is_in (&finder, i, finder.lists->titles))
      first = i + 1;
  if (first >= tokens->len)
    return g_strdup (name);

  return ob_text_slice (text, get (&finder, first)->start, get (&finder, tokens->len - 1)->end);
}

char *
ob_name_compact (const char *name)
{
  g_autofree char *decomposed = g_utf8_normalize (name, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = g_utf8_casefold (decomposed != NULL ? decomposed : name, -1);
  GString *out = g_string_new (NULL);
  const char *at = folded;

  if (g_str_has_prefix (at, "the "))
    at += strlen ("the ");
  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

const GArray *
ob_names_lookup (const char *name)
{
  g_autofree char *compact = ob_name_compact (name);

  return g_hash_table_lookup (get_lists ()->entries, compact);
}
