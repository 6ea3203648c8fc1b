#include "articles/reading-order.h"

/* Cuts within cuts; a page of a newspaper needs ten. */
#define MAX_DEPTH 60

/* Of the white between lines, so many of the widest are tried. */
#define MAX_ROW_GAPS 48

/* A gutter is this wide at least, in sizes of the font; between two lines only, wider. */
#define GUTTER_WIDTH 0.7
#define SHORT_GUTTER_WIDTH 1.5
#define SHORT_GUTTER_ROWS 2

/* Columns hold sentences: so many characters in a line on average. */
#define MIN_COLUMN_CHARS 10

/* One word in so many may lie across a gutter. */
#define CROSSING_SHARE 40

/* Two words are of one line when they share this much of the lower one's height. */
#define ROW_OVERLAP 0.5

/* An initial is so much larger than its line. */
#define INITIAL_SIZE 1.8
#define MAX_INITIALS 16

typedef struct
{
  const ObPageWord **words; /* (owned) */
  guint n;
} Region;

typedef struct
{
  GPtrArray *lines; /* of ObPageLine */
  guint n_columns;
  gboolean right_to_left;
} Order;

static void
region_clear (Region *region)
{
  g_clear_pointer (&region->words, g_free);
  region->n = 0;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Region, region_clear)

static int
compare (double a, double b)
{
  return a < b ? -1 : a > b;
}

static int
compare_left (gconstpointer a, gconstpointer b)
{
  return compare ((*(const ObPageWord **) a)->box.x0, (*(const ObPageWord **) b)->box.x0);
}

static int
compare_top (gconstpointer a, gconstpointer b)
{
  return compare ((*(const ObPageWord **) a)->box.y0, (*(const ObPageWord **) b)->box.y0);
}

static int
compare_bottom (gconstpointer a, gconstpointer b)
{
  return compare ((*(const ObPageWord **) a)->box.y1, (*(const ObPageWord **) b)->box.y1);
}

static int
compare_double (gconstpointer a, gconstpointer b)
{
  return compare (*(const double *) a, *(const double *) b);
}

static void
sort (Region *region, int (*by) (gconstpointer, gconstpointer))
{
  qsort (region->words, region->n, sizeof *region->words, by);
}

static ObPageBox
unite (ObPageBox a, ObPageBox b)
{
  return (ObPageBox){ MIN (a.x0, b.x0), MIN (a.y0, b.y0), MAX (a.x1, b.x1), MAX (a.y1, b.y1) };
}

static ObPageBox
get_bounds (const Region *region)
{
  ObPageBox bounds = region->words[0]->box;

  for (guint i = 1; i < region->n; i++)
    bounds = unite (bounds, region->words[i]->box);
  return bounds;
}

static double
get_median_size (const Region *region)
{
  g_autofree double *sizes = g_new (double, region->n);

  for (guint i = 0; i < region->n; i++)
    sizes[i] = region->words[i]->size;
  qsort (sizes, region->n, sizeof *sizes, compare_double);
  return sizes[region->n / 2];
}

/* The words of @region on one side of @edge: those whose middle is before it. */
static Region
take_side (const Region *region, gboolean horizontal, double edge, gboolean before)
{
  Region side = { g_new (const ObPageWord *, region->n), 0 };

  for (guint i = 0; i < region->n; i++)
    {
      const ObPageBox *box = &region->words[i]->box;
      double middle = horizontal ? (box->y0 + box->y1) / 2 : (box->x0 + box->x1) / 2;

      if ((middle < edge) == before)
        side.words[side.n++] = region->words[i];
    }

  return side;
}

/* Rows ----------------------------------------------------------------------------------------- */

static gboolean
is_of_row (const ObPageBox *row, const ObPageBox *box)
{
  double shared = MIN (row->y1, box->y1) - MAX (row->y0, box->y0);

  return shared >= ROW_OVERLAP * MIN (row->y1 - row->y0, box->y1 - box->y0);
}

/* Numbers of lines and of characters in @region; sorts it. */
static void
measure_rows (Region *region, guint *n_rows, gsize *n_chars)
{
  ObPageBox row = { 0, 0, 0, 0 };

  *n_rows = 0;
  *n_chars = 0;
  sort (region, compare_bottom);
  for (guint i = 0; i < region->n; i++)
    {
      const ObPageWord *word = region->words[i];

      *n_chars += (gsize) g_utf8_strlen (word->text, -1) + 1;
      if (*n_rows == 0 || !is_of_row (&row, &word->box))
        {
          row = word->box;
          (*n_rows)++;
        }
    }
}

/* Whether what stands left or right of a gutter reads as a column rather than as numbers of a list
 * or cells of a table. */
static gboolean
is_column (Region *region, guint *n_rows)
{
  gsize n_chars;

  if (region->n == 0)
    return FALSE;
  measure_rows (region, n_rows, &n_chars);
  return *n_rows >= SHORT_GUTTER_ROWS && n_chars >= (gsize) *n_rows * MIN_COLUMN_CHARS;
}

/* Gutters -------------------------------------------------------------------------------------- */

/* Whether @x, in white @width wide, parts @region into two columns. */
static gboolean
is_gutter (const Region *region, double x, double width, double size)
{
  g_auto (Region) left = take_side (region, FALSE, x, TRUE);
  g_auto (Region) right = take_side (region, FALSE, x, FALSE);
  guint n_left, n_right;

  if (!is_column (&left, &n_left) || !is_column (&right, &n_right))
    return FALSE;
  return MIN (n_left, n_right) > SHORT_GUTTER_ROWS || width >= SHORT_GUTTER_WIDTH * size;
}

/* The widest white that runs through @region from top to bottom; sorts it.  It is wider than the
 * white between the words of a heading that happens to be above it. */
static gboolean
find_gutter (Region *region, double size, double *x)
{
  const ObPageWord *last;
  double widest = 0;

  sort (region, compare_left);
  last = region->words[0];
  for (guint i = 1; i < region->n; i++)
    {
      const ObPageWord *word = region->words[i];
      double end = last->box.x1, width = word->box.x0 - end, middle = (word->box.x0 + end) / 2;
      double least = GUTTER_WIDTH * MAX (size, MAX (last->size, word->size));

      if (word->box.x1 > end)
        last = word;
      /* Sorts copies, not the region. */
      if (width < least || width <= widest || !is_gutter (region, middle, width, size))
        continue;
      widest = width;
      *x = middle;
    }

  return widest > 0;
}

/* How tall the gutter of @region is; 0 without one. */
static double
get_gutter_height (Region *region, double size)
{
  double x;
  ObPageBox bounds;

  if (region->n < 2 * SHORT_GUTTER_ROWS || !find_gutter (region, size, &x))
    return 0;
  bounds = get_bounds (region);
  return bounds.y1 - bounds.y0;
}

/* White between lines -------------------------------------------------------------------------- */

typedef struct
{
  double y;
  double height;
} RowGap;

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  return compare (((const RowGap *) b)->height, ((const RowGap *) a)->height);
}

/* The white that runs through @region from left to right, the highest first; sorts it.  Lines that
 * are set tight overlap a little. */
static GArray *
find_row_gaps (Region *region, double size)
{
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (RowGap));
  double end;

  sort (region, compare_top);
  end = region->words[0]->box.y1;
  for (guint i = 1; i < region->n; i++)
    {
      const ObPageBox *box = &region->words[i]->box;
      RowGap gap = { (box->y0 + end) / 2, box->y0 - end };

      if (gap.height > -0.2 * size)
        g_array_append_val (gaps, gap);
      end = MAX (end, box->y1);
    }

  g_array_sort (gaps, compare_gaps);
  if (gaps->len > MAX_ROW_GAPS)
    g_array_set_size (gaps, MAX_ROW_GAPS);
  return gaps;
}

/* Where to cut @region from left to right so that the parts have the tallest gutters. */
static gboolean
find_row_cut (Region *region, double size, double *y)
{
  g_autoptr (GArray) gaps = find_row_gaps (region, size);
  double tallest = 0;

  for (guint i = 0; i < gaps->len; i++)
    {
      RowGap gap = g_array_index (gaps, RowGap, i);
      g_auto (Region) above = take_side (region, TRUE, gap.y, TRUE);
      g_auto (Region) below = take_side (region, TRUE, gap.y, FALSE);
      double height;

      if (above.n == 0 || below.n == 0)
        continue;
      height = get_gutter_height (&above, size) + get_gutter_height (&below, size);
      if (height > tallest)
        {
          tallest = height;
          *y = gap.y;
        }
    }

  return tallest > 0;
}

/* Words across a gutter ------------------------------------------------------------------------ */

static gboolean
crosses (const ObPageWord *word, double x0, double x1)
{
  return word->box.x0 < x1 && word->box.x1 > x0;
}

/* How many of @sorted are below @value. */
static guint
count_below (const double *sorted, guint n, double value)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (sorted[middle] < value)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* White, from @x0 to @x1, that fewest words cross, but some do and few enough. */
static gboolean
find_crossed_gutter (const Region *region, double size, double *x0, double *x1)
{
  g_autofree double *lefts = g_new (double, region->n);
  g_autofree double *rights = g_new (double, region->n);
  double width = GUTTER_WIDTH * size;
  guint fewest = MAX (2, region->n / CROSSING_SHARE) + 1;

  for (guint i = 0; i < region->n; i++)
    {
      lefts[i] = region->words[i]->box.x0;
      rights[i] = region->words[i]->box.x1;
    }
  qsort (lefts, region->n, sizeof *lefts, compare_double);
  qsort (rights, region->n, sizeof *rights, compare_double);

  for (guint i = 0; i + 1 < region->n; i++)
    {
      double edge = rights[i];
      guint before = i + 1, after = region->n - count_below (lefts, region->n, edge + width);
      guint n_crossing = before + after < region->n ? region->n - before - after : 0;

      if (before < region->n / 5 || after < region->n / 5 || n_crossing == 0
          || n_crossing >= fewest)
        continue;
      if (!is_gutter (region, edge + width / 2, width, size))
        continue;
      fewest = n_crossing;
      *x0 = edge;
      *x1 = edge + width;
    }

  return *x1 > *x0;
}

/* The first line of @region with a word across the gutter, as its upper and lower edge. */
static gboolean
find_band (Region *region, double x0, double x1, double *top, double *bottom)
{
  sort (region, compare_top);
  for (guint i = 0; i < region->n; i++)
    if (crosses (region->words[i], x0, x1))
      {
        const ObPageBox *box = &region->words[i]->box;

        *top = box->y0 + 0.2 * (box->y1 - box->y0);
        *bottom = box->y1 - 0.2 * (box->y1 - box->y0);
        return TRUE;
      }

  return FALSE;
}

/* Lines ---------------------------------------------------------------------------------------- */

static gboolean
is_right_to_left (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if ((c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xfe00) || (c >= 0xfe70 && c < 0xff00))
        return TRUE;
      if (g_unichar_isalpha (c))
        return FALSE;
    }

  return FALSE;
}

static void
reverse (GPtrArray *words, guint start, guint end)
{
  for (; start + 1 < end; start++, end--)
    {
      gpointer word = words->pdata[start];

      words->pdata[start] = words->pdata[end - 1];
      words->pdata[end - 1] = word;
    }
}

/* Words from right to left, and what is from left to right among them turned again. */
static void
turn_line (GPtrArray *words)
{
  guint start = 0;

  reverse (words, 0, words->len);
  while (start < words->len)
    {
      guint end = start;

      while (end < words->len && !is_right_to_left (((ObPageWord *) words->pdata[end])->text))
        end++;
      reverse (words, start, end);
      start = end + 1;
    }
}

static ObPageLine *
line_new (const ObPageWord *word)
{
  ObPageLine *line = g_new0 (ObPageLine, 1);

  line->words = g_ptr_array_new ();
  line->box = word->box;
  g_ptr_array_add (line->words, (gpointer) word);
  return line;
}

static gboolean
is_large (const ObPageWord *word, double size)
{
  return word->size > INITIAL_SIZE * size;
}

/* The large letters that begin a paragraph and stand beside its first lines: alone among the large
 * words of their line. */
static GPtrArray *
find_initials (const Region *region, double size)
{
  GPtrArray *initials = g_ptr_array_new ();

  for (guint i = 0; i < region->n && initials->len < MAX_INITIALS; i++)
    {
      const ObPageWord *word = region->words[i];
      gboolean is_alone = region->n > 1;

      if (!is_large (word, size) || *g_utf8_next_char (word->text) != '\0'
          || !g_unichar_isalpha (g_utf8_get_char (word->text)))
        continue;
      for (guint j = 0; j < region->n && is_alone; j++)
        is_alone = j == i || !is_large (region->words[j], size)
                   || !is_of_row (&word->box, &region->words[j]->box);
      if (is_alone)
        g_ptr_array_add (initials, (gpointer) word);
    }

  return initials;
}

/* Puts an initial before the topmost of the lines from @first on that it stands beside. */
static void
place_initial (GPtrArray *lines, guint first, const ObPageWord *initial)
{
  for (guint i = first; i < lines->len; i++)
    {
      ObPageLine *line = g_ptr_array_index (lines, i);

      if ((line->box.y0 + line->box.y1) / 2 > initial->box.y0)
        {
          g_ptr_array_insert (line->words, 0, (gpointer) initial);
          return;
        }
    }

  g_ptr_array_add (lines, line_new (initial));
}

/* Ends a column: its lines are those from @first on. */
static void
finish_column (Order *order, guint first)
{
  ObPageBox column = ((ObPageLine *) g_ptr_array_index (order->lines, first))->box;

  for (guint i = first; i < order->lines->len; i++)
    column = unite (column, ((ObPageLine *) g_ptr_array_index (order->lines, i))->box);
  for (guint i = first; i < order->lines->len; i++)
    {
      ObPageLine *line = g_ptr_array_index (order->lines, i);

      line->column = column;
      line->column_id = order->n_columns;
    }
  order->n_columns++;
}

/* Reads @region as one column, top to bottom. */
static void
append_column (Order *order, Region *region)
{
  guint first = order->lines->len;
  double size = get_median_size (region);
  g_autoptr (GPtrArray) initials = find_initials (region, size);
  ObPageLine *line = NULL;

  sort (region, compare_bottom);
  for (guint i = 0; i < region->n; i++)
    {
      const ObPageWord *word = region->words[i];

      if (g_ptr_array_find (initials, word, NULL))
        continue;
      if (line != NULL && is_of_row (&line->box, &word->box))
        {
          g_ptr_array_add (line->words, (gpointer) word);
          line->box = unite (line->box, word->box);
        }
      else
        {
          line = line_new (word);
          g_ptr_array_add (order->lines, line);
        }
    }

  for (guint i = first; i < order->lines->len; i++)
    {
      GPtrArray *words = ((ObPageLine *) g_ptr_array_index (order->lines, i))->words;

      g_ptr_array_sort (words, compare_left);
      if (order->right_to_left)
        turn_line (words);
    }
  for (guint i = 0; i < initials->len; i++)
    place_initial (order->lines, first, g_ptr_array_index (initials, i));
  finish_column (order, first);
}

/* Cuts ----------------------------------------------------------------------------------------- */

static void append_region (Order *order, Region *region, guint depth);

static void
append_sides (Order *order, const Region *region, gboolean horizontal, double edge, guint depth)
{
  gboolean before_first = horizontal || !order->right_to_left;
  g_auto (Region) first = take_side (region, horizontal, edge, before_first);
  g_auto (Region) second = take_side (region, horizontal, edge, !before_first);

  append_region (order, &first, depth + 1);
  append_region (order, &second, depth + 1);
}

/* Reads what is above the first line across a gutter, that line, and what is below it. */
static gboolean
append_bands (Order *order, Region *region, double size, guint depth)
{
  double x0 = 0, x1 = 0, top, bottom;

  if (region->n < 8 || !find_crossed_gutter (region, size, &x0, &x1)
      || !find_band (region, x0, x1, &top, &bottom))
    return FALSE;

  {
    g_auto (Region) above = take_side (region, TRUE, top, TRUE);
    g_auto (Region) rest = take_side (region, TRUE, top, FALSE);
    g_auto (Region) band = take_side (&rest, TRUE, bottom, TRUE);
    g_auto (Region) below = take_side (&rest, TRUE, bottom, FALSE);

    if (band.n == 0 || band.n == region->n)
      return FALSE;
    append_region (order, &above, depth + 1);
    append_column (order, &band);
    append_region (order, &below, depth + 1);
  }
  return TRUE;
}

static void
append_region (Order *order, Region *region, guint depth)
{
  double size, edge;

  if (region->n == 0)
    return;

  size = get_median_size (region);
  if (depth < MAX_DEPTH && region->n >= 2 * SHORT_GUTTER_ROWS)
    {
      if (find_gutter (region, size, &edge))
        {
          append_sides (order, region, FALSE, edge, depth);
          return;
        }
      if (find_row_cut (region, size, &edge))
        {
          append_sides (order, region, TRUE, edge, depth);
          return;
        }
      if (append_bands (order, region, size, depth))
        return;
    }

  append_column (order, region);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_page_word_free (ObPageWord *word)
{
  if (word == NULL)
    return;

  g_free (word->text);
  g_free (word);
}

void
ob_page_line_free (ObPageLine *line)
{
  if (line == NULL)
    return;

  g_ptr_array_unref (line->words);
  g_free (line);
}

GPtrArray *
ob_reading_order_find (const GPtrArray *words)
{
  Order order = { g_ptr_array_new_with_free_func ((GDestroyNotify) ob_page_line_free), 0, FALSE };
  g_auto (Region) page = { g_new (const ObPageWord *, words->len), words->len };
  guint n_right_to_left = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const ObPageWord *word = g_ptr_array_index (words, i);

      page.words[i] = word;
      n_right_to_left += is_right_to_left (word->text);
    }
  order.right_to_left = n_right_to_left > words->len / 2;
  append_region (&order, &page, 0);
  return order.lines;
}
