/* Keyword in context: what was found, with the words around it. */
#include "analysis/search.h"

#include <stdlib.h>
#include <string.h>

static void
line_free (gpointer data)
{
  ObConcordanceLine *line = data;

  g_free (line->left);
  g_free (line->text);
  g_free (line->right);
  g_free (line);
}

/* Line ends, tabs and runs of spaces become one space. */
static void
make_one_line (char *line)
{
  char *to = line;

  for (const char *from = line; *from != '\0'; from++)
    if (strchr ("\n\t ", *from) == NULL)
      *to++ = *from;
    else if (to == line || to[-1] != ' ')
      *to++ = ' ';
  *to = '\0';
}

/* The words of [start, end) in one line, cut at a space on the side of @cut: -1 the left one, 1 the
 * right one. */
static char *
dup_line (const ObText *text, guint32 start, guint32 end, int cut)
{
  char *line = ob_text_slice (text, start, end);
  char *space;

  make_one_line (line);
  if (cut < 0 && start > 0 && (space = strchr (line, ' ')) != NULL)
    memmove (line, space, strlen (space) + 1);
  if (cut > 0 && end < ob_text_get_length (text) && (space = strrchr (line, ' ')) != NULL)
    space[1] = '\0';
  return line;
}

static ObConcordanceLine *
make_line (const ObText *text, const ObFinding *finding, guint context)
{
  ObConcordanceLine *line = g_new0 (ObConcordanceLine, 1);
  guint32 start = finding->start, end = finding->end;

  line->finding = *finding;
  if (end == 0) /* an article: its beginning */
    {
      line->left = g_strdup ("");
      line->text = g_strdup ("");
      line->right = dup_line (text, 0, MIN (2 * context, ob_text_get_length (text)), 1);
      return line;
    }
  line->left = dup_line (text, start > context ? start - context : 0, start, -1);
  line->text = dup_line (text, start, end, 0);
  line->right = dup_line (text, end, MIN (end + context, ob_text_get_length (text)), 1);
  return line;
}

/* Letters of the words before, from the end; what is between words does not count. */
static char *
make_left_key (const char *left)
{
  g_autofree char *folded = g_utf8_casefold (left, -1);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint n = g_strv_length (words);
  GString *key = g_string_new (NULL);

  for (guint i = n; i > 0; i--)
    if (*words[i - 1] != '\0')
      g_string_append_printf (key, "%s ", words[i - 1]);
  return g_string_free (key, FALSE);
}

static char *
make_right_key (const char *right)
{
  g_autofree char *folded = g_utf8_casefold (right, -1);

  return g_strchug (g_steal_pointer (&folded));
}

typedef struct
{
  char *key;
  guint place;
  ObConcordanceLine *line;
} Keyed;

static gint
compare_keyed (gconstpointer a, gconstpointer b)
{
  const Keyed *left = a, *right = b;
  gint order = strcmp (left->key, right->key);

  return order != 0 ? order : (left->place > right->place) - (left->place < right->place);
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const ObConcordanceLine *left = *(const ObConcordanceLine *const *) a;
  const ObConcordanceLine *right = *(const ObConcordanceLine *const *) b;

  if (left->finding.article != right->finding.article)
    return left->finding.article < right->finding.article ? -1 : 1;
  return (left->finding.start > right->finding.start) - (left->finding.start < right->finding.start);
}

GPtrArray *
ob_concordance_new (ObProject *project,
                    const GArray *findings,
                    guint first,
                    guint n,
                    guint context,
                    GCancellable *cancellable)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (ObText) text = NULL;
  ObEntity article = 0;
  guint last = MIN (first + MIN (n, G_MAXUINT - first), findings->len);

  for (guint i = first; i < last; i++)
    {
      const ObFinding *finding = &g_array_index (findings, ObFinding, i);

      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      if (finding->article != article)
        {
          g_clear_pointer (&text, ob_text_unref);
          text = ob_project_get_text (project, finding->article, NULL);
          article = finding->article;
        }
      if (text != NULL)
        g_ptr_array_add (lines, make_line (text, finding, context));
    }
  return g_steal_pointer (&lines);
}

void
ob_concordance_sort (GPtrArray *lines, ObConcordanceOrder order)
{
  g_autofree Keyed *keyed = NULL;

  if (order == OB_CONCORDANCE_PLACE)
    {
      g_ptr_array_sort (lines, compare_places);
      return;
    }
  keyed = g_new (Keyed, lines->len + 1);
  for (guint i = 0; i < lines->len; i++)
    {
      ObConcordanceLine *line = lines->pdata[i];

      keyed[i].line = line;
      keyed[i].place = i;
      keyed[i].key = order == OB_CONCORDANCE_LEFT ? make_left_key (line->left)
                                                  : make_right_key (line->right);
    }
  qsort (keyed, lines->len, sizeof (Keyed), compare_keyed);
  for (guint i = 0; i < lines->len; i++)
    {
      lines->pdata[i] = keyed[i].line;
      g_free (keyed[i].key);
    }
}
