#include "articles/page-paragraphs.h"

#include <string.h>

#include "articles/page-furniture.h"

/* Fonts this much larger than that of the body are headings', this much smaller footnotes'. */
#define HEADING_SIZE 1.15
#define FOOTNOTE_SIZE 0.93
#define SAME_SIZE 0.07

#define MAX_HEADING_CHARS 250
#define MAX_BOLD_HEADING_CHARS 120
#define N_HEADING_SIZES 5

/* Lines further apart than usual, by this factor, are two paragraphs. */
#define WIDE_LEADING 1.35

/* A first line is indented by so many sizes of its font at least. */
#define INDENT 0.8

/* Words further apart than this, in sizes, are in two columns of a table. */
#define CELL_GAP 2.0

typedef struct
{
  const ObPageLine *line;
  guint page;
  double size; /* of most of its characters */
  gboolean is_bold;
  gboolean is_tabular;
  ObRole role;
} Line;

typedef struct
{
  GArray *lines;     /* (owned) Line, of all pages */
  GHashTable *words; /* (owned) all words of the document, in small letters */
  double body_size;
  double leading;                        /* usual distance of lines, in sizes of their font */
  gboolean bold_body;                    /* then bold says nothing */
  double heading_sizes[N_HEADING_SIZES]; /* descending; 0 where there are fewer */
  ObPageParagraphs *out;
  ObPageParagraph *paragraph; /* the last one; borrowed */
  ObPageParagraph *body;      /* the last of the body; borrowed */
  const Line *body_end;       /* its last line */
} Finder;

/* Words and lines ------------------------------------------------------------------------------ */

static const ObPageWord *
get_word (const ObPageLine *line, guint i)
{
  return g_ptr_array_index (line->words, i);
}

static const ObPageWord *
get_last_word (const ObPageLine *line)
{
  return get_word (line, line->words->len - 1);
}

static gunichar
get_last_char (const char *text)
{
  return *text == '\0' ? 0 : g_utf8_get_char (g_utf8_find_prev_char (text, text + strlen (text)));
}

static gboolean
is_hyphen (gunichar c)
{
  return c == '-' || c == 0xad || c == 0x2010;
}

/* Whether a sentence may end with @text. */
static gboolean
is_end (const char *text)
{
  static const gunichar closing[] = { '"', '\'', ')', ']', 0x201d, 0x2019, 0xbb, 0x201c, 0 };
  static const gunichar ends[] = { '.', '!', '?', ':', 0x2026, 0x3002, 0x61f, 0x6d4, 0 };
  const char *at = text + strlen (text);

  while (at > text)
    {
      gunichar c;

      at = g_utf8_prev_char (at);
      c = g_utf8_get_char (at);
      for (guint i = 0; ends[i] != 0; i++)
        if (c == ends[i])
          return TRUE;
      for (guint i = 0;; i++)
        {
          if (closing[i] == 0)
            return FALSE;
          if (c == closing[i])
            break;
        }
    }

  return FALSE;
}

static gboolean
is_bullet (const ObPageLine *line)
{
  static const char *const bullets[] = { "•", "▪", "◦", "‣", "·", "–", "—", "-", "*", "\uf0b7" };

  for (guint i = 0; line->words->len > 1 && i < G_N_ELEMENTS (bullets); i++)
    if (strcmp (get_word (line, 0)->text, bullets[i]) == 0)
      return TRUE;

  return FALSE;
}

/* "1.", "12)", "(3)": the number, or 0. */
static guint
parse_item_number (const ObPageLine *line)
{
  const char *text = get_word (line, 0)->text;
  char *end;
  guint64 number;

  if (line->words->len < 2)
    return 0;
  if (*text == '(')
    text++;
  if (!g_ascii_isdigit (*text))
    return 0;
  number = g_ascii_strtoull (text, &end, 10);
  return (*end == '.' || *end == ')') && end[1] == '\0' && number < 1000 ? (guint) number : 0;
}

static int
compare_double (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

static double
take_median (GArray *numbers, double otherwise)
{
  if (numbers->len == 0)
    return otherwise;
  g_array_sort (numbers, compare_double);
  return g_array_index (numbers, double, numbers->len / 2);
}

static gboolean
is_same_size (double a, double b)
{
  return ABS (a - b) <= SAME_SIZE * MAX (a, b);
}

static Line
make_line (const ObPageLine *line, guint page, ObRole role)
{
  Line made = { line, page, 0, TRUE, FALSE, role };
  double total = 0;
  gsize n_chars = 0;
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < line->words->len; i++)
    {
      const ObPageWord *word = get_word (line, i);

      g_array_append_val (sizes, word->size);
      total += word->size * (double) strlen (word->text);
      n_chars += strlen (word->text);
      made.is_bold &= (word->style & OB_WORD_BOLD) != 0;
      if (i > 0)
        {
          const ObPageBox *before = &get_word (line, i - 1)->box;
          double gap = MAX (word->box.x0 - before->x1, before->x0 - word->box.x1);

          made.is_tabular |= gap > CELL_GAP * word->size;
        }
    }

  made.size = take_median (sizes, total / (double) MAX (n_chars, 1));
  return made;
}

/* The document --------------------------------------------------------------------------------- */

static void
add_word (Finder *self, const char *text)
{
  g_autofree char *small = g_utf8_strdown (text, -1);
  char *start = small, *end = small + strlen (small);

  while (start < end && g_ascii_ispunct (*start))
    start++;
  while (end > start && g_ascii_ispunct (end[-1]))
    end--;
  if (end > start)
    g_hash_table_add (self->words, g_strndup (start, (gsize) (end - start)));
}

static void
add_lines (Finder *self, const GPtrArray *pages)
{
  g_autoptr (GHashTable) furniture = ob_page_furniture_find (pages);

  for (guint p = 0; p < pages->len; p++)
    {
      const GPtrArray *page = g_ptr_array_index (pages, p);

      for (guint i = 0; i < page->len; i++)
        {
          const ObPageLine *line = g_ptr_array_index (page, i);
          Line made = make_line (line, p, GPOINTER_TO_UINT (g_hash_table_lookup (furniture, line)));

          g_array_append_val (self->lines, made);
          for (guint w = 0; w < line->words->len; w++)
            add_word (self, get_word (line, w)->text);
        }
    }
}

static gsize
count_line_chars (const Line *line)
{
  gsize n = 0;

  for (guint i = 0; i < line->line->words->len; i++)
    n += strlen (get_word (line->line, i)->text);
  return n;
}

/* The size that most characters have, to half a point; and whether most are bold. */
static void
find_body_size (Finder *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  gsize most = 0, n_bold = 0, n_all = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      gpointer key = GUINT_TO_POINTER ((guint) (CLAMP (line->size, 0.5, 10000) * 2 + 0.5));
      gsize n_chars = count_line_chars (line);
      gsize n = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, key)) + n_chars;

      if (line->role != OB_ROLE_BODY)
        continue;
      g_hash_table_insert (counts, key, GSIZE_TO_POINTER (n));
      n_all += n_chars;
      n_bold += line->is_bold ? n_chars : 0;
      if (n > most)
        {
          most = n;
          self->body_size = line->size;
        }
    }

  self->bold_body = n_bold * 2 > n_all;
}

static gboolean
is_below (const Line *above, const Line *line)
{
  return above->page == line->page && above->line->column_id == line->line->column_id;
}

static void
find_leading (Finder *self)
{
  g_autoptr (GArray) leadings = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 1; i < self->lines->len; i++)
    {
      const Line *above = &g_array_index (self->lines, Line, i - 1);
      const Line *line = above + 1;
      double leading = (line->line->box.y1 - above->line->box.y1) / line->size;

      if (is_below (above, line) && is_same_size (above->size, line->size)
          && is_same_size (line->size, self->body_size) && leading > 0.5 && leading < 3)
        g_array_append_val (leadings, leading);
    }

  self->leading = take_median (leadings, 1.2);
}

static void
find_heading_sizes (Finder *self)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (double));
  guint n = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (line->role == OB_ROLE_BODY && line->size >= HEADING_SIZE * self->body_size)
        g_array_append_val (sizes, line->size);
    }

  g_array_sort (sizes, compare_double);
  for (guint i = sizes->len; i > 0 && n < N_HEADING_SIZES; i--)
    {
      double size = g_array_index (sizes, double, i - 1);

      if (n == 0 || !is_same_size (size, self->heading_sizes[n - 1]))
        self->heading_sizes[n++] = size;
    }
}

/* Paragraphs ----------------------------------------------------------------------------------- */

static void
paragraph_free (gpointer data)
{
  ObPageParagraph *paragraph = data;

  g_string_free (paragraph->text, TRUE);
  g_array_unref (paragraph->runs);
  g_array_unref (paragraph->pages);
  g_free (paragraph);
}

/* Takes the hyphen off the end of @paragraph, and says TRUE, when the word @next goes on with the
 * word before it; a hyphen that the document has elsewhere in that word stays. */
static gboolean
join_word (Finder *self, ObPageParagraph *paragraph, const char *next)
{
  GString *text = paragraph->text;
  const char *hyphen = g_utf8_find_prev_char (text->str, text->str + text->len);
  const char *start = hyphen;
  g_autofree char *first = NULL, *second = NULL, *joined = NULL, *hyphenated = NULL;
  ObPageRun *run = &g_array_index (paragraph->runs, ObPageRun, paragraph->runs->len - 1);

  if (hyphen == NULL || hyphen == text->str || !is_hyphen (g_utf8_get_char (hyphen)))
    return FALSE;
  while (start > text->str && g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (start))))
    start = g_utf8_prev_char (start);
  if (start == hyphen || !g_unichar_islower (g_utf8_get_char (next)))
    return FALSE;

  first = g_utf8_strdown (start, hyphen - start);
  second = g_utf8_strdown (next, -1);
  for (char *end = second + strlen (second); end > second && g_ascii_ispunct (end[-1]);)
    *--end = '\0';
  joined = g_strconcat (first, second, NULL);
  hyphenated = g_strconcat (first, "-", second, NULL);
  if (g_hash_table_contains (self->words, hyphenated)
      && !g_hash_table_contains (self->words, joined))
    return TRUE;

  g_string_truncate (text, (gsize) (hyphen - text->str));
  run->end = text->len;
  self->out->n_joined++;
  return TRUE;
}

static void
append_run (ObPageParagraph *paragraph, gsize start, guint style)
{
  ObPageRun run = { start, paragraph->text->len, style };
  ObPageRun *last = paragraph->runs->len > 0
                        ? &g_array_index (paragraph->runs, ObPageRun, paragraph->runs->len - 1)
                        : NULL;

  if (last != NULL && last->style == style)
    last->end = run.end;
  else
    g_array_append_val (paragraph->runs, run);
}

/* What stands between the words @before and @word of one line. */
static const char *
get_space (const ObPageWord *before, const ObPageWord *word)
{
  double gap = MAX (word->box.x0 - before->box.x1, before->box.x0 - word->box.x1);

  if (gap > CELL_GAP * word->size)
    return "\t";
  /* An initial and the rest of its word. */
  if (before->size > 1.8 * word->size && g_utf8_strlen (before->text, -1) == 1
      && g_unichar_islower (g_utf8_get_char (word->text)))
    return "";
  return " ";
}

static void
append_line (Finder *self, ObPageParagraph *paragraph, const Line *line)
{
  const ObPageStart *last
      = paragraph->pages->len > 0
            ? &g_array_index (paragraph->pages, ObPageStart, paragraph->pages->len - 1)
            : NULL;
  gboolean new_page = last == NULL || last->page != line->page;

  for (guint i = 0; i < line->line->words->len; i++)
    {
      const ObPageWord *word = get_word (line->line, i);
      gsize start = paragraph->text->len;

      /* The space is of the style that both its neighbours have, or of none. */
      if (i > 0)
        g_string_append (paragraph->text, get_space (get_word (line->line, i - 1), word));
      else if (start > 0 && !join_word (self, paragraph, word->text))
        g_string_append_c (paragraph->text, ' ');
      start = paragraph->text->len;
      if (i == 0 && new_page)
        {
          ObPageStart page = { paragraph->text->len, line->page };

          g_array_append_val (paragraph->pages, page);
        }
      g_string_append (paragraph->text, word->text);
      append_run (paragraph, start, word->style);
    }
}

static ObPageParagraph *
begin_paragraph (Finder *self, ObRole role)
{
  ObPageParagraph *paragraph = g_new0 (ObPageParagraph, 1);

  paragraph->text = g_string_new (NULL);
  paragraph->runs = g_array_new (FALSE, FALSE, sizeof (ObPageRun));
  paragraph->pages = g_array_new (FALSE, FALSE, sizeof (ObPageStart));
  paragraph->kind = OB_BLOCK_PARAGRAPH;
  paragraph->role = role;
  g_ptr_array_add (self->out->paragraphs, paragraph);
  return paragraph;
}

static guint
get_heading_level (const Finder *self, const Line *line)
{
  guint n = 0;

  for (; n < N_HEADING_SIZES && self->heading_sizes[n] > 0; n++)
    if (is_same_size (line->size, self->heading_sizes[n]))
      return n + 1;

  return MIN (n + 1, 6);
}

/* "1", "*", "†", "[2]", "3." before a note; its number in @number. */
static gboolean
is_note_mark (const char *text, guint *number)
{
  char *end;

  *number = 0;
  if (g_str_has_prefix (text, "*") || g_str_has_prefix (text, "†") || g_str_has_prefix (text, "‡"))
    return TRUE;
  if (*text == '[' || *text == '(')
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  *number = (guint) MIN (g_ascii_strtoull (text, &end, 10), 9999);
  return end - text <= 3;
}

/* Says what @paragraph is, by its first line. */
static void
classify (const Finder *self, ObPageParagraph *paragraph, const Line *line)
{
  const char *first = get_word (line->line, 0)->text;

  if (paragraph->role != OB_ROLE_BODY)
    return;
  if (line->size >= HEADING_SIZE * self->body_size
      || (line->is_bold && !self->bold_body && line->size >= FOOTNOTE_SIZE * self->body_size))
    {
      paragraph->kind = OB_BLOCK_HEADING;
      paragraph->level = get_heading_level (self, line);
    }
  else if (line->size <= FOOTNOTE_SIZE * self->body_size
           && is_note_mark (first, &paragraph->number))
    paragraph->kind = OB_BLOCK_FOOTNOTE;
  else if (is_bullet (line->line) || parse_item_number (line->line) > 0)
    {
      paragraph->kind = OB_BLOCK_LIST_ITEM;
      paragraph->level = 1;
      paragraph->number = parse_item_number (line->line);
    }
}

/* What looked like a heading, but is too long or a sentence, is none. */
static void
reconsider (const Finder *self, ObPageParagraph *paragraph)
{
  glong n_chars = g_utf8_strlen (paragraph->text->str, (gssize) paragraph->text->len);
  gboolean by_size = paragraph->level > 0 && paragraph->level <= N_HEADING_SIZES
                     && self->heading_sizes[paragraph->level - 1] > 0;

  if (paragraph->kind != OB_BLOCK_HEADING)
    return;
  if (n_chars > (by_size ? MAX_HEADING_CHARS : MAX_BOLD_HEADING_CHARS)
      || (!by_size && is_end (paragraph->text->str)))
    {
      paragraph->kind = OB_BLOCK_PARAGRAPH;
      paragraph->level = 0;
    }
}

/* White at the end of @line, in its column. */
static double
get_room (const ObPageLine *line)
{
  gboolean right_to_left
      = line->words->len > 1 && get_word (line, 0)->box.x0 > get_last_word (line)->box.x0;

  return right_to_left ? line->box.x0 - line->column.x0 : line->column.x1 - line->box.x1;
}

/* Whether @above ends, though the first word of @line had room in it. */
static gboolean
ends_early (const Line *above, const Line *line)
{
  const ObPageBox *first = &get_word (line->line, 0)->box;
  double room = get_room (above->line) - (first->x1 - first->x0);
  double width = above->line->column.x1 - above->line->column.x0;

  if (is_end (get_last_word (above->line)->text))
    return room > above->size;
  return room > MAX (0.3 * width, 3 * above->size);
}

static gboolean
is_indented (const Line *line)
{
  return line->line->box.x0 > line->line->column.x0 + INDENT * line->size
         && line->line->box.x0 < line->line->column.x0 + 6 * line->size;
}

/* Whether @line, right below @above in its column, begins a paragraph. */
static gboolean
begins_paragraph (const Finder *self, const Line *above, const Line *line)
{
  gboolean is_heading = line->size >= HEADING_SIZE * self->body_size;
  double distance = line->line->box.y1 - above->line->box.y1;

  if (!is_same_size (above->size, line->size) || above->role != line->role)
    return TRUE;
  if (above->is_bold != line->is_bold && !self->bold_body)
    return TRUE;
  if (distance > WIDE_LEADING * self->leading * line->size)
    return TRUE;
  if (is_heading)
    return FALSE;
  if (above->is_tabular && line->is_tabular)
    return TRUE;
  if (is_bullet (line->line))
    return TRUE;
  if (parse_item_number (line->line) > 0
      && (self->paragraph->kind == OB_BLOCK_LIST_ITEM || ends_early (above, line)))
    return TRUE;
  if (self->paragraph->kind == OB_BLOCK_FOOTNOTE)
    {
      guint number;

      return is_note_mark (get_word (line->line, 0)->text, &number)
             && number == self->paragraph->number + 1;
    }
  if (self->paragraph->kind == OB_BLOCK_LIST_ITEM)
    return ends_early (above, line) && !is_indented (line);
  if (is_indented (line) && !is_indented (above))
    return TRUE;

  return ends_early (above, line);
}

/* Whether @line, at the top of another column or page, goes on with the last paragraph of the
 * body. */
static gboolean
continues_body (const Finder *self, const Line *line)
{
  const Line *end = self->body_end;
  gunichar first = g_utf8_get_char (get_word (line->line, 0)->text);

  if (end == NULL || line->role != OB_ROLE_BODY || !is_same_size (end->size, line->size)
      || end->is_bold != line->is_bold || self->body->kind == OB_BLOCK_HEADING)
    return FALSE;
  if (is_bullet (line->line) || parse_item_number (line->line) > 0)
    return FALSE;
  if (is_end (get_last_word (end->line)->text))
    return FALSE;
  if (g_unichar_islower (first) || is_hyphen (get_last_char (get_last_word (end->line)->text)))
    return TRUE;

  return !is_indented (line) && get_room (end->line) < 4 * end->size;
}

static void
add_line (Finder *self, const Line *above, const Line *line)
{
  gboolean is_next = above != NULL && is_below (above, line) && above->role == line->role;

  if (is_next && !begins_paragraph (self, above, line))
    ;
  else if (!is_next && continues_body (self, line))
    self->paragraph = self->body;
  else
    {
      if (self->paragraph != NULL)
        reconsider (self, self->paragraph);
      self->paragraph = begin_paragraph (self, line->role);
      classify (self, self->paragraph, line);
    }

  append_line (self, self->paragraph, line);
  if (line->role == OB_ROLE_BODY && self->paragraph->kind != OB_BLOCK_FOOTNOTE)
    {
      self->body = self->paragraph;
      self->body_end = line;
    }
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_page_paragraphs_free (ObPageParagraphs *paragraphs)
{
  if (paragraphs == NULL)
    return;

  g_ptr_array_unref (paragraphs->paragraphs);
  g_free (paragraphs);
}

ObPageParagraphs *
ob_page_paragraphs_find (const GPtrArray *pages)
{
  Finder self = { 0 };

  self.lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self.words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.out = g_new0 (ObPageParagraphs, 1);
  self.out->paragraphs = g_ptr_array_new_with_free_func (paragraph_free);

  add_lines (&self, pages);
  find_body_size (&self);
  find_leading (&self);
  find_heading_sizes (&self);
  for (guint i = 0; i < self.lines->len; i++)
    {
      const Line *line = &g_array_index (self.lines, Line, i);

      add_line (&self, i > 0 ? line - 1 : NULL, line);
    }
  if (self.paragraph != NULL)
    reconsider (&self, self.paragraph);

  g_array_unref (self.lines);
  g_hash_table_unref (self.words);
  return self.out;
}
