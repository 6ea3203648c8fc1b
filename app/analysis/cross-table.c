#include "analysis/cross-table.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/cross-time.h"

static const struct
{
  const char *name;
  const char *title;
} crosses[OB_N_CROSSES] = {
  { "claims-over-time", N_ ("Claims over time") },
  { "speakers-by-stance", N_ ("Speakers by stance") },
  { "labels-by-outlet", N_ ("Labels by outlet") },
  { "labels-together", N_ ("Labels that overlap") },
  { "speakers-and-disputes", N_ ("Speakers and disputes") },
};

/* What a table is made with.  Passages are put down with the number of their head as it came; the
 * heads are put into order, and the cells filled, when all are known. */
typedef struct
{
  guint row;
  guint column;
  ObStance stance;
  ObFinding passage;
} Point;

typedef struct
{
  ObCrossTable *table;
  ObProject *project;
  const ObStatements *statements;
  ObCodebook *codebook;      /* (owned) */
  GHashTable *articles;      /* (owned) ObEntity -> ObArticle */
  GHashTable *names;         /* (owned) ObEntity -> char *: of speakers and disputes */
  GHashTable *row_numbers;   /* (owned) char * -> number + 1 */
  GArray *points;            /* (owned) Point */
} Making;

static void
head_free (gpointer data)
{
  g_free (((ObCrossHead *) data)->name);
  g_free (data);
}

static void
cell_free (gpointer data)
{
  g_array_unref (((ObCrossCell *) data)->passages);
  g_free (data);
}

static guint
add_head (GPtrArray *heads, ObEntity entity, const char *name, guint colour)
{
  ObCrossHead *head = g_new0 (ObCrossHead, 1);

  head->entity = entity;
  head->name = g_strdup (name);
  head->colour = colour;
  g_ptr_array_add (heads, head);
  return heads->len - 1;
}

/* The number of the row known by @key, made when it is new. */
static guint
get_row (Making *making, const char *key, ObEntity entity, const char *name)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (making->row_numbers, key));
  guint row;

  if (known > 0)
    return known - 1;
  row = add_head (making->table->rows, entity, name, 0);
  g_hash_table_insert (making->row_numbers, g_strdup (key), GUINT_TO_POINTER (row + 1));
  return row;
}

static guint
get_entity_row (Making *making, ObEntity entity, const char *none)
{
  const char *name = g_hash_table_lookup (making->names, &entity);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, name != NULL ? entity : 0);

  return get_row (making, key, name != NULL ? entity : 0, name != NULL ? name : none);
}

static void
add_point (Making *making, const ObStatement *row, guint number, guint column)
{
  const ObLabel *label = ob_codebook_get (making->codebook, row->label);
  Point point = { number, column, ob_stance_of (making->statements, label, row),
                  { row->article, row->start, row->end, row->annotation } };

  g_array_append_val (making->points, point);
}

static gboolean
takes_stance (Making *making, const ObStatement *row)
{
  const ObLabel *label = ob_codebook_get (making->codebook, row->label);

  return label != NULL && ob_label_find_attribute (label, "stance") != NULL;
}

static const ObArticle *
get_article (Making *making, const ObStatement *row)
{
  ObEntity article = row->article;

  return g_hash_table_lookup (making->articles, &article);
}

static const ObStatement *
get_statement (Making *making, guint i)
{
  return &g_array_index (making->statements->rows, ObStatement, i);
}

/* Columns --------------------------------------------------------------------------------------- */

static void
add_stances (ObCrossTable *table)
{
  for (ObStance stance = 0; stance < OB_N_STANCES; stance++)
    add_head (table->columns, 0, ob_stance_describe (stance), ob_cross_get_colour (stance));
}

static void
add_labels (Making *making, GPtrArray *heads)
{
  for (guint i = 0; i < making->codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (making->codebook->labels, i);

      add_head (heads, label->entity, label->name, label->colour);
    }
}

/* The number of the head of @entity, or G_MAXUINT. */
static guint
find_head (const GPtrArray *heads, ObEntity entity)
{
  for (guint i = 0; i < heads->len; i++)
    if (((const ObCrossHead *) heads->pdata[i])->entity == entity)
      return i;
  return G_MAXUINT;
}

/* The tables ------------------------------------------------------------------------------------ */

static void
count_over_time (Making *making)
{
  guint32 first = G_MAXUINT32, last = 0;
  ObStep step;
  guint n_steps = 0, begin = 0;

  for (guint i = 0; i < making->statements->rows->len; i++)
    {
      const ObArticle *article = get_article (making, get_statement (making, i));
      guint32 day = article != NULL ? ob_cross_day (article->published) : 0;

      if (day == 0 || !takes_stance (making, get_statement (making, i)))
        continue;
      first = MIN (first, day);
      last = MAX (last, day);
    }
  add_stances (making->table);
  step = last > 0 ? ob_cross_choose_step (first, last) : OB_STEP_DAY;
  if (last > 0)
    {
      begin = ob_cross_count_steps (step, first);
      n_steps = ob_cross_count_steps (step, last) - begin + 1;
    }
  for (guint i = 0; i < n_steps; i++)
    {
      g_autofree char *name = ob_cross_dup_step (step, begin + i);

      add_head (making->table->rows, 0, name, 0);
    }
  add_head (making->table->rows, 0, _ ("Without date"), 0);
  for (guint i = 0; i < making->statements->rows->len; i++)
    {
      const ObStatement *row = get_statement (making, i);
      const ObArticle *article = get_article (making, row);
      guint32 day = article != NULL ? ob_cross_day (article->published) : 0;

      if (article != NULL && takes_stance (making, row))
        add_point (making, row, day > 0 ? ob_cross_count_steps (step, day) - begin : n_steps,
                   ob_stance_of (making->statements, ob_codebook_get (making->codebook, row->label),
                                 row));
    }
}

static void
count_speakers (Making *making)
{
  add_stances (making->table);
  for (guint i = 0; i < making->statements->rows->len; i++)
    {
      const ObStatement *row = get_statement (making, i);

      if (takes_stance (making, row))
        add_point (making, row, get_entity_row (making, row->speaker, _ ("Nobody named")),
                   ob_stance_of (making->statements, ob_codebook_get (making->codebook, row->label),
                                 row));
    }
}

static void
count_outlets (Making *making)
{
  add_labels (making, making->table->columns);
  for (guint i = 0; i < making->statements->rows->len; i++)
    {
      const ObStatement *row = get_statement (making, i);
      const ObArticle *article = get_article (making, row);
      gboolean named = article != NULL && article->outlet != NULL && *article->outlet != '\0';
      g_autofree char *key = named ? g_strconcat ("o", article->outlet, NULL) : g_strdup ("");
      guint column = find_head (making->table->columns, row->label);

      if (article != NULL && column != G_MAXUINT)
        add_point (making, row, get_row (making, key, 0, named ? article->outlet : _ ("No outlet")),
                   column);
    }
}

static void
count_disputes (Making *making)
{
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (making->project);

  for (guint i = 0; i < disputes->len; i++)
    {
      const ObDispute *dispute = g_ptr_array_index (disputes, i);

      add_head (making->table->columns, dispute->entity, dispute->question, i);
    }
  for (guint i = 0; i < making->statements->rows->len; i++)
    {
      const ObStatement *row = get_statement (making, i);
      guint column = row->dispute != 0 ? find_head (making->table->columns, row->dispute)
                                       : G_MAXUINT;

      if (column != G_MAXUINT && row->speaker != 0)
        add_point (making, row, get_entity_row (making, row->speaker, _ ("Nobody named")), column);
    }
}

/* The rows of one label in one article, by start, and the furthest end of each and all before. */
typedef struct
{
  GArray *rows; /* guint */
  GArray *ends; /* guint32 */
} Lane;

static void
lane_add (Lane *lane, guint number, const ObStatement *row)
{
  guint32 end = row->end;

  if (lane->ends->len > 0)
    end = MAX (end, g_array_index (lane->ends, guint32, lane->ends->len - 1));
  g_array_append_val (lane->rows, number);
  g_array_append_val (lane->ends, end);
}

/* How many rows of the lane begin before @place.  O(log rows). */
static guint
lane_count_before (Making *making, const Lane *lane, guint32 place)
{
  guint low = 0, high = lane->rows->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (get_statement (making, g_array_index (lane->rows, guint, middle))->start < place)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* TRUE when a row of @lane overlaps row @number, which is the lane's @own th, or G_MAXUINT. */
static gboolean
lane_overlaps (Making *making, const Lane *lane, guint number, guint own)
{
  const ObStatement *row = get_statement (making, number);
  guint n = lane_count_before (making, lane, MAX (row->end, row->start + 1));

  if (own == G_MAXUINT)
    return n > 0 && g_array_index (lane->ends, guint32, n - 1) > row->start;
  /* The next of its own begins before it ends, or one before it has not ended. */
  return n > own + 1 || (own > 0 && g_array_index (lane->ends, guint32, own - 1) > row->start);
}

static void
count_together_in (Making *making, Lane *lanes, guint n_labels, guint first, guint last)
{
  for (guint label = 0; label < n_labels; label++)
    {
      g_array_set_size (lanes[label].rows, 0);
      g_array_set_size (lanes[label].ends, 0);
    }
  for (guint i = first; i < last; i++)
    {
      guint label = find_head (making->table->columns, get_statement (making, i)->label);

      if (label != G_MAXUINT)
        lane_add (&lanes[label], i, get_statement (making, i));
    }
  for (guint label = 0; label < n_labels; label++)
    for (guint k = 0; k < lanes[label].rows->len; k++)
      for (guint other = 0; other < n_labels; other++)
        {
          guint number = g_array_index (lanes[label].rows, guint, k);

          if (lane_overlaps (making, &lanes[other], number, other == label ? k : G_MAXUINT))
            add_point (making, get_statement (making, number), label, other);
        }
}

static void
count_together (Making *making)
{
  guint n_labels = making->codebook->labels->len;
  g_autofree Lane *lanes = g_new0 (Lane, MAX (n_labels, 1));

  add_labels (making, making->table->rows);
  add_labels (making, making->table->columns);
  for (guint label = 0; label < n_labels; label++)
    {
      lanes[label].rows = g_array_new (FALSE, FALSE, sizeof (guint));
      lanes[label].ends = g_array_new (FALSE, FALSE, sizeof (guint32));
    }
  for (guint first = 0, last; first < making->statements->rows->len; first = last)
    {
      for (last = first + 1; last < making->statements->rows->len
                             && get_statement (making, last)->article
                                    == get_statement (making, first)->article;
           last++)
        ;
      count_together_in (making, lanes, n_labels, first, last);
    }
  for (guint label = 0; label < n_labels; label++)
    {
      g_array_unref (lanes[label].rows);
      g_array_unref (lanes[label].ends);
    }
}

static void (*const counters[OB_N_CROSSES]) (Making *making)
    = { count_over_time, count_speakers, count_outlets, count_together, count_disputes };

/* Filling --------------------------------------------------------------------------------------- */

static gint
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  GPtrArray *rows = user_data;
  guint left = *(const guint *) a, right = *(const guint *) b;
  const ObCrossHead *x = rows->pdata[left], *y = rows->pdata[right];

  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return g_utf8_collate (x->name, y->name);
}

/* Brings the rows into the order of @order: numbers as they came. */
static void
arrange_rows (Making *making, const guint *order)
{
  GPtrArray *rows = making->table->rows;
  g_autofree guint *places = g_new (guint, MAX (rows->len, 1));
  g_autofree gpointer *heads = g_memdup2 (rows->pdata, rows->len * sizeof (gpointer));

  for (guint i = 0; i < rows->len; i++)
    {
      places[order[i]] = i;
      rows->pdata[i] = heads[order[i]];
    }
  for (guint i = 0; i < making->points->len; i++)
    {
      Point *point = &g_array_index (making->points, Point, i);

      point->row = places[point->row];
    }
}

static void
sort_rows (Making *making)
{
  GPtrArray *rows = making->table->rows;
  g_autofree guint *order = g_new (guint, MAX (rows->len, 1));

  for (guint i = 0; i < rows->len; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) rows->len, sizeof *order, compare_rows, rows);
  arrange_rows (making, order);
}

static void
count_heads (Making *making)
{
  for (guint i = 0; i < making->points->len; i++)
    {
      const Point *point = &g_array_index (making->points, Point, i);

      ((ObCrossHead *) making->table->rows->pdata[point->row])->n++;
      ((ObCrossHead *) making->table->columns->pdata[point->column])->n++;
    }
}

static void
fill_cells (Making *making)
{
  ObCrossTable *table = making->table;

  table->n_passages = making->points->len;
  for (guint i = 0; i < making->points->len; i++)
    {
      const Point *point = &g_array_index (making->points, Point, i);
      guint64 number = (guint64) point->row * table->columns->len + point->column;
      ObCrossCell *cell = g_hash_table_lookup (table->cells, &number);

      if (cell == NULL)
        {
          cell = g_new0 (ObCrossCell, 1);
          cell->number = number;
          cell->passages = g_array_new (FALSE, FALSE, sizeof (ObFinding));
          g_hash_table_insert (table->cells, &cell->number, cell);
        }
      g_array_append_val (cell->passages, point->passage);
      cell->n[point->stance]++;
    }
}

static void
read_names (Making *making)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (making->project);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (making->project);

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (speakers, i);

      g_hash_table_insert (making->names, g_memdup2 (&speaker->entity, sizeof (ObEntity)),
                           g_strdup (speaker->name));
    }
  g_ptr_array_set_free_func (articles, NULL);
  for (guint i = 0; i < articles->len; i++)
    {
      ObArticle *article = g_ptr_array_index (articles, i);

      g_hash_table_insert (making->articles, g_memdup2 (&article->entity, sizeof (ObEntity)),
                           article);
    }
}

/* Public functions ------------------------------------------------------------------------------ */

ObCrossTable *
ob_cross_table_new (ObProject *project, const ObStatements *statements, ObCross kind)
{
  g_autoptr (GHashTable) articles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                           (GDestroyNotify) ob_article_free);
  g_autoptr (GHashTable) names
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (Point));
  ObCrossTable *table = g_new0 (ObCrossTable, 1);
  Making making = { table, project, statements, codebook, articles, names, numbers, points };

  g_atomic_ref_count_init (&table->references);
  table->kind = kind;
  table->rows = g_ptr_array_new_with_free_func (head_free);
  table->columns = g_ptr_array_new_with_free_func (head_free);
  table->cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, cell_free);
  read_names (&making);
  counters[kind](&making);
  count_heads (&making);
  if (kind != OB_CROSS_CLAIMS_OVER_TIME && kind != OB_CROSS_LABELS_TOGETHER)
    sort_rows (&making);
  fill_cells (&making);
  return table;
}

ObCrossTable *
ob_cross_table_ref (const ObCrossTable *table)
{
  ObCrossTable *same = (ObCrossTable *) table;

  g_atomic_ref_count_inc (&same->references);
  return same;
}

void
ob_cross_table_unref (ObCrossTable *table)
{
  if (!g_atomic_ref_count_dec (&table->references))
    return;
  g_hash_table_unref (table->cells);
  g_ptr_array_unref (table->rows);
  g_ptr_array_unref (table->columns);
  g_free (table);
}

const ObCrossCell *
ob_cross_table_get (const ObCrossTable *table, guint row, guint column)
{
  guint64 number = (guint64) row * table->columns->len + column;

  g_assert (row < table->rows->len && column < table->columns->len);

  return g_hash_table_lookup (table->cells, &number);
}

guint
ob_cross_cell_count (const ObCrossCell *cell)
{
  return cell != NULL ? cell->passages->len : 0;
}

guint
ob_cross_get_colour (ObStance stance)
{
  /* Grey, blue, red, ochre, violet, teal. */
  static const guint colours[OB_N_STANCES] = { 5, 0, 2, 4, 3, 9 };

  return colours[stance];
}

const char *
ob_cross_get_name (ObCross kind)
{
  return crosses[kind].name;
}

const char *
ob_cross_get_title (ObCross kind)
{
  return _ (crosses[kind].title);
}

gboolean
ob_cross_from_name (const char *name, ObCross *kind)
{
  for (ObCross i = 0; i < OB_N_CROSSES; i++)
    if (strcmp (name, crosses[i].name) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}
