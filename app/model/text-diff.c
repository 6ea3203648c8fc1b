#include "model/text-diff.h"

#include <string.h>

#include "model/sequence-diff.h"

/* Where less than this part of the words stays, all of them are taken for changed: a mixture of old
 * and new words says nothing to a reader. */
#define LEAST_SHARE .3

/* Paragraphs or words of a text, each with a number that equal ones share. */
typedef struct
{
  GArray *ranges;  /* (owned) ObSegment */
  GArray *numbers; /* (owned) guint32 */
} Tokens;

static void
tokens_clear (Tokens *tokens)
{
  g_clear_pointer (&tokens->ranges, g_array_unref);
  g_clear_pointer (&tokens->numbers, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tokens, tokens_clear)

static void
tokens_init (Tokens *tokens)
{
  tokens->ranges = g_array_new (FALSE, FALSE, sizeof (ObSegment));
  tokens->numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static void
add_token (Tokens *tokens, GHashTable *known, const ObText *text, ObSegment range)
{
  char *words = ob_text_slice (text, range.start, range.end);
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (known, words));

  if (number != 0)
    g_free (words);
  else
    {
      number = g_hash_table_size (known) + 1;
      g_hash_table_insert (known, words, GUINT_TO_POINTER (number));
    }
  g_array_append_val (tokens->ranges, range);
  g_array_append_val (tokens->numbers, number);
}

/* Each with its line end. */
static void
list_paragraphs (Tokens *tokens, GHashTable *known, const ObText *text)
{
  guint n = ob_text_get_length (text) > 0 ? ob_text_get_n_paragraphs (text) : 0;

  for (guint i = 0; i < n; i++)
    {
      ObSegment range = ob_text_get_paragraph (text, i);

      range.end = i + 1 < n ? ob_text_get_paragraph (text, i + 1).start : ob_text_get_length (text);
      add_token (tokens, known, text, range);
    }
}

static gboolean
goes_on (gunichar before, gunichar c)
{
  return (g_unichar_isalnum (c) || g_unichar_ismark (c)) && g_unichar_isalnum (before);
}

/* Words, and each other character by itself. */
static void
list_words (Tokens *tokens, GHashTable *known, const ObText *text, ObSegment part)
{
  const char *at = ob_text_get_utf8 (text, NULL) + ob_text_get_byte (text, part.start);
  ObSegment word = { part.start, part.start };
  gunichar before = 0;

  while (word.end < part.end)
    {
      gunichar c = g_utf8_get_char (at);

      if (word.end > word.start && !goes_on (before, c))
        {
          add_token (tokens, known, text, word);
          word.start = word.end;
        }
      if (!g_unichar_ismark (c))
        before = c;
      word.end++;
      at = g_utf8_next_char (at);
    }
  if (word.end > word.start)
    add_token (tokens, known, text, word);
}

/* The range of tokens [start, end) in @part. */
static ObSegment
get_range (const Tokens *tokens, ObSegment part, guint start, guint end)
{
  ObSegment range;

  range.start = start < tokens->ranges->len ? g_array_index (tokens->ranges, ObSegment, start).start
                                            : part.end;
  range.end = end > start ? g_array_index (tokens->ranges, ObSegment, end - 1).end : range.start;
  return range;
}

static void
append_piece (GArray *pieces, ObSegment old_range, ObSegment new_range, gboolean is_same)
{
  ObDiffPiece piece = { old_range, new_range, is_same };
  ObDiffPiece *last = pieces->len > 0 ? &g_array_index (pieces, ObDiffPiece, pieces->len - 1) : NULL;

  if (old_range.start == old_range.end && new_range.start == new_range.end)
    return;
  if (last == NULL || last->is_same != is_same)
    {
      g_array_append_val (pieces, piece);
      return;
    }
  last->old_range.end = old_range.end;
  last->new_range.end = new_range.end;
}

static gboolean
has_word (const ObText *text, ObSegment range)
{
  for (guint32 i = range.start; i < range.end; i++)
    if (g_unichar_isalnum (ob_text_get_char (text, i)))
      return TRUE;

  return FALSE;
}

static gdouble
get_share (const Tokens *old_words, const Tokens *new_words, const GArray *differences)
{
  guint n_same = old_words->ranges->len, n = MAX (old_words->ranges->len, new_words->ranges->len);

  for (guint i = 0; i < differences->len; i++)
    {
      const ObDifference *difference = &g_array_index (differences, ObDifference, i);

      n_same -= difference->a_end - difference->a_start;
    }
  return n > 0 ? (gdouble) n_same / n : 0;
}

/* Compares the words of two parts, of which each is some paragraphs. */
static void
compare_words (GArray *pieces,
               const ObText *old_text,
               ObSegment old_part,
               const ObText *new_text,
               ObSegment new_part)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Tokens) old_words = { NULL }, new_words = { NULL };
  g_autoptr (GArray) differences = NULL;
  guint i = 0, j = 0;

  tokens_init (&old_words);
  tokens_init (&new_words);
  list_words (&old_words, known, old_text, old_part);
  list_words (&new_words, known, new_text, new_part);
  differences = ob_sequence_diff ((const guint32 *) (gpointer) old_words.numbers->data,
                                  old_words.numbers->len,
                                  (const guint32 *) (gpointer) new_words.numbers->data,
                                  new_words.numbers->len);
  if (get_share (&old_words, &new_words, differences) < LEAST_SHARE)
    {
      append_piece (pieces, old_part, new_part, FALSE);
      return;
    }

  for (guint d = 0; d <= differences->len; d++)
    {
      ObDifference end = { old_words.ranges->len, 0, new_words.ranges->len, 0 };
      const ObDifference *next
          = d < differences->len ? &g_array_index (differences, ObDifference, d) : &end;
      ObSegment old_same = get_range (&old_words, old_part, i, next->a_start);
      ObSegment new_same = get_range (&new_words, new_part, j, next->b_start);
      /* A space that stays between two changes is part of the change. */
      gboolean is_same = d == 0 || d == differences->len || has_word (old_text, old_same);

      append_piece (pieces, old_same, new_same, is_same);
      if (d == differences->len)
        break;
      append_piece (pieces, get_range (&old_words, old_part, next->a_start, next->a_end),
                    get_range (&new_words, new_part, next->b_start, next->b_end), FALSE);
      i = next->a_end;
      j = next->b_end;
    }
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_text_diff (const ObText *old_text, const ObText *new_text)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (ObDiffPiece));
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Tokens) old_lines = { NULL }, new_lines = { NULL };
  g_autoptr (GArray) differences = NULL;
  ObSegment old_all = { 0, ob_text_get_length (old_text) };
  ObSegment new_all = { 0, ob_text_get_length (new_text) };
  guint i = 0, j = 0;

  tokens_init (&old_lines);
  tokens_init (&new_lines);
  list_paragraphs (&old_lines, known, old_text);
  list_paragraphs (&new_lines, known, new_text);
  differences = ob_sequence_diff ((const guint32 *) (gpointer) old_lines.numbers->data,
                                  old_lines.numbers->len,
                                  (const guint32 *) (gpointer) new_lines.numbers->data,
                                  new_lines.numbers->len);
  for (guint d = 0; d < differences->len; d++)
    {
      const ObDifference *next = &g_array_index (differences, ObDifference, d);

      append_piece (pieces, get_range (&old_lines, old_all, i, next->a_start),
                    get_range (&new_lines, new_all, j, next->b_start), TRUE);
      compare_words (pieces, old_text,
                     get_range (&old_lines, old_all, next->a_start, next->a_end), new_text,
                     get_range (&new_lines, new_all, next->b_start, next->b_end));
      i = next->a_end;
      j = next->b_end;
    }
  append_piece (pieces, get_range (&old_lines, old_all, i, old_lines.ranges->len),
                get_range (&new_lines, new_all, j, new_lines.ranges->len), TRUE);
  return pieces;
}

gboolean
ob_text_diff_map (const GArray *pieces, ObSegment range, ObSegment *mapped)
{
  gboolean is_first = TRUE;

  *mapped = (ObSegment){ 0, 0 };
  for (guint i = 0; i < pieces->len; i++)
    {
      const ObDiffPiece *piece = &g_array_index (pieces, ObDiffPiece, i);
      ObSegment here = piece->new_range;

      if (piece->old_range.end <= range.start || piece->old_range.start >= range.end)
        continue;
      if (piece->is_same)
        {
          here.start += MAX (range.start, piece->old_range.start) - piece->old_range.start;
          here.end -= piece->old_range.end - MIN (range.end, piece->old_range.end);
        }
      if (is_first)
        mapped->start = here.start;
      mapped->end = here.end;
      if (piece->is_same && range.start >= piece->old_range.start && range.end <= piece->old_range.end)
        return TRUE;
      is_first = FALSE;
    }
  return FALSE;
}
