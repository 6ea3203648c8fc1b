/* Where the passages of a board come from: chains of attribution, and independent origins. */
#include <string.h>

#include "analysis/board.h"

/* Chains longer than this are circles or noise. */
#define LONGEST_CHAIN 8

/* A run of so many words is what two paragraphs are compared by. */
#define RUN_WORDS 3
/* The share of runs, of the shorter paragraph's, that makes one a repeat of the other. */
#define REPEAT_SHARE 0.6
/* Paragraphs of fewer runs are too short to tell. */
#define LEAST_RUNS 5
/* Only so many of a paragraph's smallest runs lead to others that may have the same words. */
#define N_LEADS 6

/* Union-find over the entries ------------------------------------------------------------------ */

static guint
find_root (guint *parents, guint i)
{
  while (parents[i] != i)
    {
      parents[i] = parents[parents[i]];
      i = parents[i];
    }
  return i;
}

static void
join (guint *parents, guint a, guint b)
{
  a = find_root (parents, a);
  b = find_root (parents, b);
  parents[MAX (a, b)] = MIN (a, b);
}

/* Repeats -------------------------------------------------------------------------------------- */

static gint
compare_hashes (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/* The hashes of all runs of words, sorted, no two alike; case and marks do not count. */
static GArray *
list_runs (const char *paragraph)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *folded = g_utf8_casefold (paragraph, -1);
  guint32 words[RUN_WORDS] = { 0 };
  guint n_words = 0, n = 0;
  guint32 hash = 0;

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        {
          hash = (hash == 0 ? 2166136261u : hash) * 16777619u ^ c;
          continue;
        }
      if (hash != 0)
        {
          guint32 run = 17;

          memmove (words, words + 1, sizeof words - sizeof words[0]);
          words[RUN_WORDS - 1] = hash;
          hash = 0;
          n_words++;
          for (guint i = 0; i < RUN_WORDS; i++)
            run = (run ^ words[i]) * 2654435761u + 0x9e3779b9u;
          if (n_words >= RUN_WORDS)
            g_array_append_val (runs, run);
        }
      if (c == 0)
        break;
    }

  g_array_sort (runs, compare_hashes);
  for (guint i = 0; i < runs->len; i++)
    if (n == 0 || g_array_index (runs, guint32, i) != g_array_index (runs, guint32, n - 1))
      g_array_index (runs, guint32, n++) = g_array_index (runs, guint32, i);
  g_array_set_size (runs, n);
  return runs;
}

static gboolean
are_repeats (const GArray *a, const GArray *b)
{
  guint i = 0, k = 0, shared = 0;

  if (MIN (a->len, b->len) < LEAST_RUNS)
    return FALSE;
  while (i < a->len && k < b->len)
    {
      guint32 left = g_array_index (a, guint32, i), right = g_array_index (b, guint32, k);

      shared += left == right;
      i += left <= right;
      k += right <= left;
    }
  return shared >= REPEAT_SHARE * MIN (a->len, b->len);
}

static GArray *
read_runs (ObProject *project, const ObEntry *entry)
{
  g_autoptr (ObText) text = ob_project_get_text (project, entry->statement.article, NULL);
  g_autofree char *paragraph = NULL;
  ObSegment range;

  if (text == NULL)
    return g_array_new (FALSE, FALSE, sizeof (guint32));
  range = ob_text_get_paragraph (text, ob_text_get_paragraph_at (text, entry->statement.start));
  paragraph = ob_text_slice (text, range.start, range.end);
  return list_runs (paragraph);
}

/* TRUE when the two passages themselves have the same words, but for case and marks. */
static gboolean
have_same_words (ObProject *project, const ObEntry *a, const ObEntry *b)
{
  g_autofree char *left = ob_board_dup_words (project, a);
  g_autofree char *right = ob_board_dup_words (project, b);
  g_autoptr (GArray) left_runs = list_runs (left);
  g_autoptr (GArray) right_runs = list_runs (right);
  g_autofree char *left_folded = g_utf8_casefold (left, -1);
  g_autofree char *right_folded = g_utf8_casefold (right, -1);

  return strcmp (left_folded, right_folded) == 0 || are_repeats (left_runs, right_runs);
}

/* Who is named as speaker is the origin, whatever words stand around; an outlet in its own voice
 * may have them from somewhere. */
static gboolean
may_repeat (const ObBoard *board, const ObEntry *a, const ObEntry *b)
{
  const ObHolder *left = board->holders->pdata[a->holder];
  const ObHolder *right = board->holders->pdata[b->holder];

  return a->statement.article != b->statement.article
         && (left->speaker == 0 || right->speaker == 0);
}

/* Joins entries of different articles whose paragraphs repeat each other.  Candidates are found by
 * their smallest hashes: what shares most of its runs shares some of these. */
static gboolean
join_repeats (ObProject *project, ObBoard *board, guint *parents, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) leads
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ObEntry *entry = &g_array_index (board->entries, ObEntry, i);
      GArray *own = read_runs (project, entry);

      g_ptr_array_add (runs, own);
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      for (guint k = 0; k < MIN (own->len, N_LEADS); k++)
        {
          gpointer key = GUINT_TO_POINTER (g_array_index (own, guint32, k));
          GArray *others = g_hash_table_lookup (leads, key);

          if (others == NULL)
            {
              others = g_array_new (FALSE, FALSE, sizeof (guint));
              g_hash_table_insert (leads, key, others);
            }
          for (guint m = 0; m < others->len; m++)
            {
              guint other = g_array_index (others, guint, m);

              const ObEntry *before = &g_array_index (board->entries, ObEntry, other);

              if (may_repeat (board, before, entry)
                  && find_root (parents, other) != find_root (parents, i)
                  && are_repeats (own, runs->pdata[other])
                  && have_same_words (project, before, entry))
                join (parents, other, i);
            }
          g_array_append_val (others, i);
        }
    }
  return TRUE;
}

/* Speakers and links --------------------------------------------------------------------------- */

/* A speaker is one origin.  So is an outlet, but only for one position: what it has from elsewhere
 * on another must not draw this one along. */
static void
join_holders (ObBoard *board, guint *parents)
{
  g_autofree guint *firsts = g_new0 (guint, board->holders->len * board->n_columns);

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ObEntry *entry = &g_array_index (board->entries, ObEntry, i);
      gboolean is_speaker = ((ObHolder *) board->holders->pdata[entry->holder])->speaker != 0;
      guint *first
          = &firsts[entry->holder * board->n_columns + (is_speaker ? 0 : entry->column)];

      if (*first == 0)
        *first = i + 1;
      else
        join (parents, *first - 1, i);
    }
}

static void
join_links (ObProject *project, ObBoard *board, guint *parents)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < board->entries->len; i++)
    g_hash_table_insert (places,
                         &g_array_index (board->entries, ObEntry, i).statement.annotation,
                         GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < board->entries->len; i++)
    {
      ObEntity from = g_array_index (board->entries, ObEntry, i).statement.annotation;
      g_autoptr (GPtrArray) links = ob_project_list_links (project, from, 0);

      for (guint k = 0; k < links->len; k++)
        {
          const ObLink *link = links->pdata[k];
          guint other = GPOINTER_TO_UINT (g_hash_table_lookup (places, &link->to));

          if (other > 0 && strcmp (link->type, "same-as") == 0)
            join (parents, other - 1, i);
        }
    }
}

/* The mention at the end of the first said-by link, or 0. */
static ObEntity
find_teller (ObProject *project, ObEntity annotation)
{
  g_autoptr (GPtrArray) links = ob_project_list_links (project, annotation, 0);

  for (guint i = 0; i < links->len; i++)
    if (strcmp (((ObLink *) links->pdata[i])->type, "said-by") == 0)
      return ((ObLink *) links->pdata[i])->to;
  return 0;
}

/* The speaker of a mention, or the words it is mentioned by. */
static char *
dup_teller_name (ObProject *project, ObEntity mention)
{
  g_autoptr (ObAnnotation) annotation = ob_project_get_annotation (project, mention);
  ObEntity speaker = annotation != NULL ? ob_value_get_entity (
                                              ob_annotation_get_attribute (annotation, "speaker"))
                                        : 0;
  char *name = speaker != 0 ? ob_project_dup_label_of (project, speaker) : NULL;

  return name != NULL ? name : ob_project_dup_label_of (project, mention);
}

/* Public functions ----------------------------------------------------------------------------- */

char **
ob_board_list_chain (ObProject *project, const ObBoard *board, const ObEntry *entry)
{
  const ObHolder *holder = board->holders->pdata[entry->holder];
  const char *outlet = entry->article->outlet;
  g_autoptr (GPtrArray) inwards = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *chain = g_ptr_array_new ();
  ObEntity mention = entry->statement.mention;

  if (holder->speaker != 0)
    g_ptr_array_add (inwards, g_strdup (holder->name));
  for (guint i = 0; mention != 0 && i < LONGEST_CHAIN; i++)
    {
      char *name;

      mention = find_teller (project, mention);
      name = mention != 0 ? dup_teller_name (project, mention) : NULL;
      if (name != NULL)
        g_ptr_array_add (inwards, name);
    }

  g_ptr_array_add (chain, g_strdup (outlet != NULL && *outlet != '\0' ? outlet
                                                                      : entry->article->title));
  for (guint i = inwards->len; i > 0; i--)
    g_ptr_array_add (chain, g_strdup (inwards->pdata[i - 1]));
  g_ptr_array_add (chain, NULL);
  return (char **) g_ptr_array_free (chain, FALSE);
}

gboolean
ob_board_trace (ObProject *project, ObBoard *board, GCancellable *cancellable)
{
  g_autofree guint *parents = g_new (guint, board->entries->len + 1);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < board->entries->len; i++)
    parents[i] = i;
  join_holders (board, parents);
  join_links (project, board, parents);
  if (!join_repeats (project, board, parents, cancellable))
    return FALSE;

  g_free (board->n_origins);
  board->n_origins = g_new0 (guint, board->n_columns);
  for (guint i = 0; i < board->entries->len; i++)
    {
      ObEntry *entry = &g_array_index (board->entries, ObEntry, i);
      gsize key;

      entry->origin = find_root (parents, i);
      if (entry->stance != OB_STANCE_ASSERTS && entry->stance != OB_STANCE_REPORTS)
        continue;
      key = (gsize) entry->origin * board->n_columns + entry->column + 1;
      if (g_hash_table_add (seen, GSIZE_TO_POINTER (key)))
        board->n_origins[entry->column]++;
    }
  return TRUE;
}
