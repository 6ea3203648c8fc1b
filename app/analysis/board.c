#include "analysis/board.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* Up to so many articles are asked for one by one; more are listed at once. */
#define MANY_ARTICLES 300

static const char *const stance_names[OB_N_STANCES]
    = { "", "asserts", "denies", "doubts", "reports", "mentions" };

/* What a board is made with. */
typedef struct
{
  ObBoard *board;
  ObProject *project;
  ObCodebook *codebook; /* (owned) */
  GHashTable *columns;  /* (owned) position -> column + 1 */
  GHashTable *holders;  /* (owned) key -> index + 1 */
  GHashTable *speakers; /* (owned) ObEntity -> ObSpeaker (owned) */
} Making;

static void
holder_free (gpointer data)
{
  ObHolder *holder = data;

  g_free (holder->name);
  g_free (holder->role);
  g_free (holder->cells);
  g_free (holder);
}

static gint64 *
new_key (ObEntity entity)
{
  return g_memdup2 (&entity, sizeof entity);
}

/* What the board is made of --------------------------------------------------------------------- */

static ObDispute *
find_dispute (ObProject *project, ObEntity entity)
{
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (project);

  for (guint i = 0; i < disputes->len; i++)
    if (((ObDispute *) disputes->pdata[i])->entity == entity)
      {
        g_ptr_array_set_free_func (disputes, NULL);
        for (guint k = 0; k < disputes->len; k++)
          if (k != i)
            ob_dispute_free (disputes->pdata[k]);
        return disputes->pdata[i];
      }
  return NULL;
}

static void
read_articles (ObBoard *board, ObProject *project)
{
  guint n = 0;
  guint32 before = 0;

  for (guint i = 0; i < board->statements->rows->len; i++)
    {
      guint32 article = g_array_index (board->statements->rows, ObStatement, i).article;

      n += article != before;
      before = article;
    }
  if (n > MANY_ARTICLES)
    {
      g_autoptr (GPtrArray) all = ob_project_list_articles (project);

      g_ptr_array_set_free_func (all, NULL);
      for (guint i = 0; i < all->len; i++)
        g_hash_table_insert (board->articles, new_key (((ObArticle *) all->pdata[i])->entity),
                             all->pdata[i]);
      return;
    }
  for (guint i = 0; i < board->statements->rows->len; i++)
    {
      ObEntity entity = g_array_index (board->statements->rows, ObStatement, i).article;
      ObArticle *article;

      if (g_hash_table_contains (board->articles, &entity))
        continue;
      article = ob_project_get_article (project, entity);
      if (article != NULL)
        g_hash_table_insert (board->articles, new_key (entity), article);
    }
}

static void
read_speakers (Making *making)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (making->project);

  g_ptr_array_set_free_func (speakers, NULL);
  making->speakers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                            (GDestroyNotify) ob_speaker_free);
  for (guint i = 0; i < speakers->len; i++)
    g_hash_table_insert (making->speakers, new_key (((ObSpeaker *) speakers->pdata[i])->entity),
                         speakers->pdata[i]);
}

/* Entries --------------------------------------------------------------------------------------- */

/* The holder's number; a new one when nobody has been called by @key yet. */
static guint
get_holder (Making *making, const char *key, ObEntity speaker, const char *name, const char *role)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (making->holders, key));
  ObHolder *holder;

  if (known > 0)
    return known - 1;

  holder = g_new0 (ObHolder, 1);
  holder->speaker = speaker;
  holder->name = g_strdup (name);
  holder->role = g_strdup (role);
  g_ptr_array_add (making->board->holders, holder);
  g_hash_table_insert (making->holders, g_strdup (key),
                       GUINT_TO_POINTER (making->board->holders->len));
  return making->board->holders->len - 1;
}

static guint
find_holder (Making *making, const ObStatement *row, const ObArticle *article)
{
  ObEntity speaker = row->speaker;
  const ObSpeaker *known = g_hash_table_lookup (making->speakers, &speaker);
  const char *outlet = article->outlet;
  g_autofree char *key = NULL;

  if (known != NULL)
    {
      key = g_strdup_printf ("s%u", row->speaker);
      return get_holder (making, key, speaker, known->name, known->role);
    }
  key = outlet != NULL && *outlet != '\0' ? g_strconcat ("o", outlet, NULL)
                                          : g_strdup_printf ("a%u", row->article);
  return get_holder (making, key, 0,
                     outlet != NULL && *outlet != '\0' ? outlet : article->title, NULL);
}

static gboolean
is_figure (const ObLabel *label)
{
  return label != NULL && ob_label_find_attribute (label, "stance") == NULL
         && ob_label_find_attribute (label, "position") == NULL
         && (ob_label_find_attribute (label, "low") != NULL
             || ob_label_find_attribute (label, "high") != NULL);
}

static void
add_entry (Making *making, const ObStatement *row)
{
  ObBoard *board = making->board;
  const ObLabel *label = ob_codebook_get (making->codebook, row->label);
  ObEntity article = row->article, position = row->position;
  ObEntry entry = { .statement = *row };

  entry.article = g_hash_table_lookup (board->articles, &article);
  if (row->dispute != board->dispute->entity || entry.article == NULL)
    return;
  entry.date = entry.article->published;
  if (is_figure (label))
    {
      g_array_append_val (board->figures, entry);
      return;
    }

  entry.stance = ob_stance_of (board->statements, label, row);
  entry.column = GPOINTER_TO_UINT (g_hash_table_lookup (making->columns, &position));
  entry.column = entry.column > 0 ? entry.column - 1 : board->n_columns - 1;
  entry.holder = find_holder (making, row, entry.article);
  g_array_append_val (board->entries, entry);
}

static gint
compare_entries (gconstpointer a, gconstpointer b)
{
  const ObEntry *left = a, *right = b;
  gint order = 0;

  if ((left->date == NULL) != (right->date == NULL))
    return left->date == NULL ? 1 : -1;
  if (left->date != NULL)
    order = strcmp (left->date, right->date);
  if (order == 0 && left->statement.article != right->statement.article)
    order = left->statement.article < right->statement.article ? -1 : 1;
  if (order == 0 && left->statement.start != right->statement.start)
    order = left->statement.start < right->statement.start ? -1 : 1;
  if (order == 0)
    order = (left->statement.annotation > right->statement.annotation)
            - (left->statement.annotation < right->statement.annotation);
  return order;
}

/* Holders --------------------------------------------------------------------------------------- */

static gint
compare_holders (gconstpointer a, gconstpointer b)
{
  const ObHolder *left = *(const ObHolder *const *) a, *right = *(const ObHolder *const *) b;

  if ((left->speaker == 0) != (right->speaker == 0))
    return left->speaker == 0 ? 1 : -1;
  if (left->n_entries != right->n_entries)
    return left->n_entries > right->n_entries ? -1 : 1;
  return g_utf8_collate (left->name, right->name);
}

/* Brings the holders into order, and the entries to their new numbers. */
static void
sort_holders (ObBoard *board)
{
  g_autofree ObHolder **before = g_memdup2 (board->holders->pdata,
                                            board->holders->len * sizeof (gpointer));
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < board->entries->len; i++)
    before[g_array_index (board->entries, ObEntry, i).holder]->n_entries++;
  g_ptr_array_sort (board->holders, compare_holders);
  for (guint i = 0; i < board->holders->len; i++)
    g_hash_table_insert (places, board->holders->pdata[i], GUINT_TO_POINTER (i));
  for (guint i = 0; i < board->entries->len; i++)
    {
      ObEntry *entry = &g_array_index (board->entries, ObEntry, i);

      entry->holder = GPOINTER_TO_UINT (g_hash_table_lookup (places, before[entry->holder]));
    }
}

static void
fill_cells (ObBoard *board)
{
  for (guint i = 0; i < board->holders->len; i++)
    ((ObHolder *) board->holders->pdata[i])->cells = g_new0 (ObCell, board->n_columns);

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ObEntry *entry = &g_array_index (board->entries, ObEntry, i);
      ObHolder *holder = board->holders->pdata[entry->holder];
      ObCell *cell = &holder->cells[entry->column];

      if (cell->entries == NULL)
        cell->entries = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (cell->entries, i);
      cell->n[entry->stance]++;
      if (entry->date != NULL)
        {
          holder->first_date = holder->first_date != NULL ? holder->first_date : entry->date;
          holder->last_date = entry->date;
        }
    }
}

/* When a holder asserted or denied one position: days from the first to the last, as far as all are
 * known. */
typedef struct
{
  guint column;
  ObStance stance;
  const char *first;
  const char *last;
  gboolean undated;
} Commitment;

static void
list_commitments (const ObBoard *board, const ObHolder *holder, GArray *commitments)
{
  for (guint column = 0; column + 1 < board->n_columns; column++)
    for (ObStance stance = OB_STANCE_ASSERTS; stance <= OB_STANCE_DENIES; stance++)
      {
        const ObCell *cell = &holder->cells[column];
        Commitment commitment = { .column = column, .stance = stance };

        if (cell->n[stance] == 0)
          continue;
        for (guint i = 0; i < cell->entries->len; i++)
          {
            const ObEntry *entry = &g_array_index (
                board->entries, ObEntry, g_array_index (cell->entries, guint, i));

            if (entry->stance != stance)
              continue;
            commitment.undated = commitment.undated || entry->date == NULL;
            commitment.last = entry->date;
            if (commitment.first == NULL)
              commitment.first = entry->date;
          }
        g_array_append_val (commitments, commitment);
      }
}

/* Whole days: what is said on one day has no order. */
static gboolean
is_before (const Commitment *a, const Commitment *b)
{
  return !a->undated && !b->undated && strncmp (a->last, b->first, 10) < 0;
}

static void
find_turns (ObBoard *board, guint number)
{
  ObHolder *holder = board->holders->pdata[number];
  g_autoptr (GArray) commitments = g_array_new (FALSE, FALSE, sizeof (Commitment));

  list_commitments (board, holder, commitments);
  for (guint i = 0; i < commitments->len; i++)
    for (guint k = i + 1; k < commitments->len; k++)
      {
        const Commitment *a = &g_array_index (commitments, Commitment, i);
        const Commitment *b = &g_array_index (commitments, Commitment, k);
        gboolean asserts_both = a->stance == OB_STANCE_ASSERTS && b->stance == OB_STANCE_ASSERTS;
        ObTurn turn;

        if (!asserts_both && a->column != b->column)
          continue;
        if (is_before (b, a))
          {
            const Commitment *later = a;

            a = b;
            b = later;
          }
        turn = (ObTurn) { number, a->column, a->stance, b->column, b->stance, is_before (a, b) };
        holder->flags |= turn.in_time ? OB_HOLDER_CHANGED : OB_HOLDER_BOTH;
        g_array_append_val (board->turns, turn);
      }
}

static void
judge_holder (ObBoard *board, guint number)
{
  ObHolder *holder = board->holders->pdata[number];
  guint others = 0;

  for (guint column = 0; column < board->n_columns; column++)
    for (ObStance stance = 0; stance < OB_N_STANCES; stance++)
      if (stance != OB_STANCE_REPORTS && stance != OB_STANCE_MENTIONS)
        others += holder->cells[column].n[stance];
  if (others == 0)
    holder->flags |= OB_HOLDER_ONLY_REPORTS;
  find_turns (board, number);
}

/* Public functions ----------------------------------------------------------------------------- */

const char *
ob_stance_get_name (ObStance stance)
{
  return stance < OB_N_STANCES ? stance_names[stance] : "";
}

const char *
ob_stance_describe (ObStance stance)
{
  static const char *const names[OB_N_STANCES]
      = { N_ ("speaks of it"), N_ ("asserts"), N_ ("denies"), N_ ("doubts"), N_ ("reports"),
          N_ ("mentions") };

  return _ (names[stance]);
}

ObStance
ob_stance_from_name (const char *name)
{
  for (ObStance stance = OB_STANCE_ASSERTS; stance < OB_N_STANCES; stance++)
    if (g_strcmp0 (name, stance_names[stance]) == 0)
      return stance;
  return OB_STANCE_NONE;
}

ObStance
ob_stance_of (const ObStatements *statements, const ObLabel *label, const ObStatement *row)
{
  const char *name = ob_statements_get (statements, row, "stance");
  const ObAttribute *attribute = label != NULL ? ob_label_find_attribute (label, "stance") : NULL;

  if (name == NULL && attribute != NULL)
    name = ob_attribute_get_default (attribute);
  return ob_stance_from_name (name);
}

ObBoard *
ob_board_new (ObProject *project, ObEntity dispute)
{
  ObDispute *found = find_dispute (project, dispute);
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  Making making = { .project = project };
  ObBoard *board;

  if (found == NULL)
    return NULL;

  making.board = board = g_new0 (ObBoard, 1);
  board->dispute = found;
  board->n_columns = found->positions->len + 1;
  board->entries = g_array_new (FALSE, TRUE, sizeof (ObEntry));
  board->figures = g_array_new (FALSE, TRUE, sizeof (ObEntry));
  board->turns = g_array_new (FALSE, FALSE, sizeof (ObTurn));
  board->holders = g_ptr_array_new_with_free_func (holder_free);
  board->articles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                           (GDestroyNotify) ob_article_free);
  making.codebook = ob_project_ref_codebook (project);
  making.columns = g_hash_table_new (g_int64_hash, g_int64_equal);
  making.holders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_speakers (&making);

  g_array_append_val (targets, dispute);
  for (guint i = 0; i < found->positions->len; i++)
    {
      ObPosition *position = found->positions->pdata[i];

      g_array_append_val (targets, position->entity);
      g_hash_table_insert (making.columns, &position->entity, GUINT_TO_POINTER (i + 1));
    }
  board->statements
      = ob_project_list_statements (project, (ObEntity *) (void *) targets->data, targets->len);
  read_articles (board, project);
  for (guint i = 0; i < board->statements->rows->len; i++)
    add_entry (&making, &g_array_index (board->statements->rows, ObStatement, i));
  g_array_sort (board->entries, compare_entries);
  g_array_sort (board->figures, compare_entries);
  sort_holders (board);
  fill_cells (board);
  for (guint i = 0; i < board->holders->len; i++)
    judge_holder (board, i);

  g_hash_table_unref (making.columns);
  g_hash_table_unref (making.holders);
  g_hash_table_unref (making.speakers);
  ob_codebook_unref (making.codebook);
  return board;
}

void
ob_board_free (ObBoard *board)
{
  for (guint i = 0; i < board->holders->len; i++)
    for (guint k = 0; k < board->n_columns; k++)
      g_clear_pointer (&((ObHolder *) board->holders->pdata[i])->cells[k].entries, g_array_unref);
  g_ptr_array_unref (board->holders);
  g_array_unref (board->entries);
  g_array_unref (board->figures);
  g_array_unref (board->turns);
  g_hash_table_unref (board->articles);
  g_clear_pointer (&board->statements, ob_statements_free);
  ob_dispute_free (board->dispute);
  g_free (board->n_origins);
  g_free (board);
}

const char *
ob_board_get_column (const ObBoard *board, guint column)
{
  return column < board->dispute->positions->len
             ? ((ObPosition *) board->dispute->positions->pdata[column])->text
             : "";
}

const ObCell *
ob_board_get_cell (const ObBoard *board, guint holder, guint column)
{
  g_return_val_if_fail (holder < board->holders->len && column < board->n_columns, NULL);

  return &((ObHolder *) board->holders->pdata[holder])->cells[column];
}

char *
ob_board_dup_words (ObProject *project, const ObEntry *entry)
{
  char *words = ob_project_dup_label_of (project, entry->statement.annotation);

  return words != NULL ? words : g_strdup ("");
}
