/* The order in which the words of a page are read, found from where they stand.
 *
 *   +---------------------------+      A page is cut, again and again, where white runs through it:
 *   |  A heading across         |      by a gutter from top to bottom where there is one, else by
 * the |                           |      white between two lines that leaves the tallest gutters.
 *   |  first     |  third       |      What has no gutter is one column of lines.
 *   |  column    |  column      |
 *   |  - - - - - - - - - - - -  |      Tolerant: a few words that lie across a gutter (a caption, a
 *   |  A caption across         |      line that touches its neighbours) become bands of their own.
 *   +---------------------------+
 *
 * After the recursive XY-cut of Nagy and Seth (1984), with Meunier's (2005) preference for columns.
 * Coordinates are points, from the top left corner of the page, y downwards.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double x0, y0, x1, y1;
} ObPageBox;

typedef enum
{
  OB_WORD_BOLD = 1 << 0,
  OB_WORD_ITALIC = 1 << 1,
} ObWordStyle;

typedef struct
{
  char *text; /* (owned) without spaces, not empty */
  ObPageBox box;
  double size; /* of the font */
  guint style; /* ObWordStyle */
} ObPageWord;

/* A line of words, from the first word on. */
typedef struct
{
  GPtrArray *words; /* (owned) ObPageWord *, in the order of reading; borrowed from the page */
  ObPageBox box;
  ObPageBox column; /* all lines of its column */
  guint column_id;  /* counts the columns of a page */
} ObPageLine;

void ob_page_word_free (ObPageWord *word);
void ob_page_line_free (ObPageLine *line);

/* Puts @words (ObPageWord, in any order) into lines, in the order of reading.  Pages that are
 * mostly written from right to left are read so.  O(n log n) for each cut. Returns: (transfer
 * full): array of ObPageLine, which borrows the words. */
GPtrArray *ob_reading_order_find (const GPtrArray *words);

G_END_DECLS
