#include "formats/csv-table.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/csv-cell.h"

#define FORMULA_STARTS "=+-@\t\r"

typedef struct
{
  const char *at;
  const char *end;
  char separator;
} Cursor;

/* Whichever of the three stands most often in the first row, outside of quotation marks. */
static char
find_separator (const char *text, const char *end)
{
  static const char separators[] = { ',', ';', '\t' };
  guint counts[G_N_ELEMENTS (separators)] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (; text < end && (quoted || (*text != '\n' && *text != '\r')); text++)
    {
      if (*text == '"')
        quoted = !quoted;
      for (guint i = 0; i < G_N_ELEMENTS (separators) && !quoted; i++)
        counts[i] += *text == separators[i];
    }
  for (guint i = 1; i < G_N_ELEMENTS (separators); i++)
    if (counts[i] > counts[best])
      best = i;

  return separators[best];
}

/* The cell at the cursor, which then stands on what ends it; NULL when a quotation mark is open. */
static char *
read_cell (Cursor *cursor)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean quoted = cursor->at < cursor->end && *cursor->at == '"';

  if (quoted)
    cursor->at++;
  for (; cursor->at < cursor->end; cursor->at++)
    {
      char c = *cursor->at;

      if (quoted && c == '"')
        {
          if (cursor->at + 1 < cursor->end && cursor->at[1] == '"')
            cursor->at++;
          else
            {
              quoted = FALSE;
              continue;
            }
        }
      else if (!quoted && (c == cursor->separator || c == '\n' || c == '\r'))
        break;
      g_string_append_c (cell, c);
    }
  if (quoted)
    return NULL;

  if (cell->str[0] == '\'' && cell->len > 1 && strchr (FORMULA_STARTS, cell->str[1]) != NULL)
    g_string_erase (cell, 0, 1);
  return g_string_free (g_steal_pointer (&cell), FALSE);
}

/* The cells up to the end of the row, which is passed; NULL as above. */
static char **
read_row (Cursor *cursor)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (;;)
    {
      char *cell = read_cell (cursor);

      if (cell == NULL)
        return NULL;
      g_ptr_array_add (cells, cell);
      if (cursor->at >= cursor->end || *cursor->at != cursor->separator)
        break;
      cursor->at++;
    }
  if (cursor->at < cursor->end && *cursor->at == '\r')
    cursor->at++;
  if (cursor->at < cursor->end && *cursor->at == '\n')
    cursor->at++;

  g_ptr_array_add (cells, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&cells), FALSE);
}

static gboolean
is_blank (char **cells)
{
  for (; *cells != NULL; cells++)
    if (**cells != '\0')
      return FALSE;

  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_csv_read (const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  Cursor cursor = { text, text + length, ',' };
  guint number = 0;

  if (length >= strlen (OB_CSV_MARK) && memcmp (text, OB_CSV_MARK, strlen (OB_CSV_MARK)) == 0)
    cursor.at += strlen (OB_CSV_MARK);
  if (memchr (text, '\0', length) != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The table is no text: it has zeros in it."));
      return NULL;
    }
  cursor.separator = find_separator (cursor.at, cursor.end);

  while (cursor.at < cursor.end)
    {
      char **cells = read_row (&cursor);

      number++;
      if (cells == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("Row %u: A quotation mark is opened and not closed."), number);
          return NULL;
        }
      if (is_blank (cells))
        g_strfreev (cells);
      else
        g_ptr_array_add (rows, cells);
    }

  return g_steal_pointer (&rows);
}
