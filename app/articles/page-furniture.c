#include "articles/page-furniture.h"

#include <string.h>

/* So many lines from the edge of a page may be running. */
#define MAX_LINES 4

/* They are on one page in so many at least. */
#define PAGE_SHARE 4

#define MAX_KEY_BYTES 300

/* A line at the edge of a page. */
typedef struct
{
  const ObPageLine *line;
  char *key; /* (owned) equal for lines that are the same but for numbers, in the same size */
  gboolean is_number;
} Edge;

static void
edge_clear (gpointer data)
{
  g_free (((Edge *) data)->key);
}

static char *
make_key (const ObPageLine *line, char side, gboolean *is_only_number)
{
  GString *key = g_string_new (NULL);
  gboolean in_number = FALSE;

  g_string_append_c (key, side);
  for (guint i = 0; i < line->words->len && key->len < MAX_KEY_BYTES; i++)
    {
      const char *text = ((ObPageWord *) g_ptr_array_index (line->words, i))->text;

      for (; *text != '\0' && key->len < MAX_KEY_BYTES; text = g_utf8_next_char (text))
        {
          gunichar c = g_utf8_get_char (text);
          gboolean is_digit = g_unichar_isdigit (c);

          if (!is_digit)
            g_string_append_unichar (key, g_unichar_tolower (c));
          else if (!in_number)
            g_string_append_c (key, '#');
          in_number = is_digit;
        }
      in_number = FALSE;
    }

  /* A title may be on all other pages, too, but smaller. */
  *is_only_number = strcmp (key->str + 1, "#") == 0;
  g_string_append_printf (key, " %d",
                          (int) CLAMP (((ObPageWord *) line->words->pdata[0])->size + 0.5, 0, 9999));
  return g_string_free (key, FALSE);
}

static int
compare_tops (gconstpointer a, gconstpointer b)
{
  const ObPageLine *one = *(const ObPageLine **) a, *other = *(const ObPageLine **) b;
  double by = (one->box.y0 + one->box.y1) - (other->box.y0 + other->box.y1);

  return by < 0 ? -1 : by > 0;
}

/* The lines of @page next to its top ('t') or its bottom ('b'), the outermost first. */
static GArray *
list_edges (const GPtrArray *page, char side)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  g_array_set_clear_func (edges, edge_clear);
  for (guint i = 0; i < page->len; i++)
    g_ptr_array_add (lines, page->pdata[i]);
  g_ptr_array_sort (lines, compare_tops);
  for (guint i = 0; i < MIN (lines->len, MAX_LINES); i++)
    {
      const ObPageLine *line = lines->pdata[side == 't' ? i : lines->len - 1 - i];
      Edge edge = { line, NULL, FALSE };

      edge.key = make_key (line, side, &edge.is_number);
      g_array_append_val (edges, edge);
    }

  return edges;
}

/* On how many pages each key is. */
static void
count_keys (GHashTable *counts, const GArray *edges)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < edges->len; i++)
    {
      const char *key = g_array_index (edges, Edge, i).key;
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      if (g_hash_table_add (seen, (gpointer) key))
        g_hash_table_insert (counts, g_strdup (key), GUINT_TO_POINTER (n + 1));
    }
}

static gboolean
is_running (const Edge *edge, GHashTable *counts, guint n_pages)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, edge->key));

  if (n_pages == 1)
    return edge->is_number;
  return n >= 2 && n * PAGE_SHARE >= n_pages;
}

/* Public functions ----------------------------------------------------------------------------- */

GHashTable *
ob_page_furniture_find (const GPtrArray *pages)
{
  GHashTable *found = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) all_edges = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint p = 0; p < 2 * pages->len; p++)
    {
      GArray *edges = list_edges (g_ptr_array_index (pages, p / 2), p % 2 == 0 ? 't' : 'b');

      count_keys (counts, edges);
      g_ptr_array_add (all_edges, edges);
    }

  for (guint p = 0; p < all_edges->len; p++)
    {
      const GArray *edges = g_ptr_array_index (all_edges, p);
      ObRole role = p % 2 == 0 ? OB_ROLE_RUNNING_HEAD : OB_ROLE_RUNNING_FOOT;

      /* What is on all pages and all of a page is no furniture. */
      for (guint i = 0; i < edges->len; i++)
        {
          const Edge *edge = &g_array_index (edges, Edge, i);

          if (!is_running (edge, counts, pages->len))
            break;
          g_hash_table_insert (found, (gpointer) edge->line, GUINT_TO_POINTER (role));
        }
    }

  return found;
}
