#include "articles/data-columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/reader.h"

/* Rows that a guess looks at. */
#define MAX_ROWS 50

/* Values of a column of texts have so many bytes on average. */
#define MIN_TEXT_BYTES 80

/* Names that columns have in data sets of news, in small letters without spaces, "_" and "-". */
static const struct
{
  guint part;
  const char *names; /* apart by spaces, the best first */
} known[] = {
  { OB_DATA_TEXT, "text body fulltext articletext maintext content contents bodytext articlebody "
                  "article story volltext texte texto testo inhalt contenu transcript" },
  { OB_METADATA_TITLE, "title headline head titel titre titulo título titolo heading schlagzeile" },
  { OB_METADATA_BYLINE, "byline author authors creator writer autor auteur autore journalist" },
  { OB_METADATA_OUTLET, "outlet publication newspaper publisher source sourcename medium media "
                        "domain site quelle zeitung sourcedomain" },
  { OB_METADATA_URL, "url link href uri articleurl weburl canonicalurl" },
  { OB_METADATA_PUBLISHED,
    "published datepublished publisheddate publishdate publishedat "
    "publicationdate pubdate date datum fecha data datetime timestamp time" },
  { OB_METADATA_UPDATED, "updated modified datemodified updatedat lastmodified datemodify" },
  { OB_METADATA_SECTION, "section category rubrik ressort topic desk" },
  { OB_METADATA_LANGUAGE, "language lang sprache langue" },
  { OB_METADATA_IDENTIFIER, "id articleid docid guid uid uuid identifier an index" },
};

static char *
simplify (const char *name)
{
  g_autofree char *small = g_utf8_strdown (name, -1);
  GString *simple = g_string_new (NULL);

  for (const char *c = small; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      g_string_append_unichar (simple, g_utf8_get_char (c));
  return g_string_free (simple, FALSE);
}

static int
find_named (const char *const *names, const char *wanted)
{
  for (int i = 0; names[i] != NULL; i++)
    {
      g_autofree char *simple = simplify (names[i]);

      if (strcmp (simple, wanted) == 0)
        return i;
    }

  return -1;
}

/* The column called @wanted, or that of which it is the number: "#3". */
static int
find_wanted (const char *const *names, const char *wanted)
{
  guint64 number;

  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], wanted) == 0)
      return i;
  if (*wanted == '#'
      && g_ascii_string_to_unsigned (wanted + 1, 10, 1, g_strv_length ((char **) names), &number,
                                     NULL))
    return (int) number - 1;

  return -1;
}

static gboolean
is_taken (const ObDataColumns *columns, int column)
{
  for (guint p = 0; p < OB_DATA_N_PARTS; p++)
    if (columns->columns[p] == column)
      return TRUE;

  return FALSE;
}

/* The column with the longest values, if they are texts. */
static int
find_longest (const ObDataColumns *columns, const char *const *names, const GPtrArray *rows)
{
  guint n_rows = MIN (rows->len, MAX_ROWS);
  gsize longest = (gsize) MIN_TEXT_BYTES * n_rows;
  int found = -1;

  for (int i = 0; names[i] != NULL; i++)
    {
      gsize n_bytes = 0;

      for (guint r = 0; r < n_rows; r++)
        {
          const GPtrArray *row = g_ptr_array_index (rows, r);
          const char *value = (guint) i < row->len ? g_ptr_array_index (row, i) : NULL;

          n_bytes += value != NULL ? strlen (value) : 0;
        }
      if (n_bytes > longest && !is_taken (columns, i))
        {
          longest = n_bytes;
          found = i;
        }
    }

  return found;
}

/* Public functions ----------------------------------------------------------------------------- */

ObDataColumns
ob_data_columns_none (void)
{
  ObDataColumns columns;

  for (guint p = 0; p < OB_DATA_N_PARTS; p++)
    columns.columns[p] = -1;
  return columns;
}

const char *
ob_data_part_get_name (guint part)
{
  return part == OB_DATA_TEXT ? "text" : ob_metadata_get_name ((ObMetadata) part);
}

ObDataColumns
ob_data_columns_guess (const char *const *names, const GPtrArray *rows)
{
  ObDataColumns columns = ob_data_columns_none ();

  for (guint k = 0; k < G_N_ELEMENTS (known); k++)
    {
      g_auto (GStrv) wanted = g_strsplit (known[k].names, " ", -1);

      for (guint w = 0; wanted[w] != NULL && columns.columns[known[k].part] < 0; w++)
        {
          int column = find_named (names, wanted[w]);

          if (column >= 0 && !is_taken (&columns, column))
            columns.columns[known[k].part] = column;
        }
    }
  if (columns.columns[OB_DATA_TEXT] < 0)
    columns.columns[OB_DATA_TEXT] = find_longest (&columns, names, rows);
  return columns;
}

gboolean
ob_data_columns_apply (ObDataColumns *columns,
                       const char *map,
                       const char *const *names,
                       GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (map, ",", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      const char *wanted = equals != NULL ? equals + 1 : NULL;
      guint part = 0;
      int column = -1;

      if (equals != NULL)
        *equals = '\0';
      while (part < OB_DATA_N_PARTS && strcmp (ob_data_part_get_name (part), pairs[i]) != 0)
        part++;
      if (wanted != NULL)
        column = find_wanted (names, wanted);
      if (part == OB_DATA_N_PARTS || wanted == NULL || (column < 0 && *wanted != '\0'))
        {
          g_autofree char *all = g_strjoinv (", ", (char **) names);

          g_set_error (
              error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
              _ ("“%s=%s” is no choice of a column: it is text, title, byline, outlet, url, "
                 "published, section, language or identifier, and one of the columns: %s."),
              pairs[i], wanted != NULL ? wanted : "", all);
          return FALSE;
        }
      columns->columns[part] = column;
    }

  return TRUE;
}

char *
ob_data_columns_describe (const ObDataColumns *columns, const char *const *names)
{
  GString *out = g_string_new (NULL);

  for (guint p = 0; p < OB_DATA_N_PARTS; p++)
    {
      if (columns->columns[p] < 0)
        continue;
      g_string_append_printf (out, "%s%s=", out->len > 0 ? "," : "", ob_data_part_get_name (p));
      if (names != NULL)
        g_string_append (out, names[columns->columns[p]]);
      else
        g_string_append_printf (out, "#%d", columns->columns[p] + 1);
    }
  return g_string_free (out, FALSE);
}
