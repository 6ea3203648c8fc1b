#include "analysis/speaker-page.h"

#include <string.h>

/* Cues are read for so many quotations; the most used are found by then. */
#define MOST_CUES 2000

static void
use_free (gpointer data)
{
  g_free (((ObUse *) data)->words);
  g_free (data);
}

static void
count_use (GHashTable *uses, const char *words)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (uses, words));

  g_hash_table_insert (uses, g_strdup (words), GUINT_TO_POINTER (n + 1));
}

static gint
compare_uses (gconstpointer a, gconstpointer b)
{
  const ObUse *left = *(const ObUse *const *) a, *right = *(const ObUse *const *) b;

  if (left->n != right->n)
    return left->n > right->n ? -1 : 1;
  return strcmp (left->words, right->words);
}

static GPtrArray *
list_uses (GHashTable *counts)
{
  GPtrArray *uses = g_ptr_array_new_with_free_func (use_free);
  GHashTableIter iter;
  gpointer words, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &words, &n))
    {
      ObUse *use = g_new0 (ObUse, 1);

      use->words = g_strdup (words);
      use->n = GPOINTER_TO_UINT (n);
      g_ptr_array_add (uses, use);
    }
  g_ptr_array_sort (uses, compare_uses);
  return uses;
}

static ObSpeaker *
find_speaker (ObProject *project, ObEntity entity)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);

  for (guint i = 0; i < speakers->len; i++)
    if (((ObSpeaker *) speakers->pdata[i])->entity == entity)
      {
        g_ptr_array_set_free_func (speakers, NULL);
        for (guint k = 0; k < speakers->len; k++)
          if (k != i)
            ob_speaker_free (speakers->pdata[k]);
        return speakers->pdata[i];
      }
  return NULL;
}

static const ObArticle *
get_article (ObSpeakerPage *page, ObProject *project, ObEntity entity)
{
  ObArticle *article = g_hash_table_lookup (page->articles, &entity);

  if (article == NULL && (article = ob_project_get_article (project, entity)) != NULL)
    g_hash_table_insert (page->articles, g_memdup2 (&entity, sizeof entity), article);
  return article;
}

static gint
compare_sayings (gconstpointer a, gconstpointer b)
{
  const ObSaying *left = a, *right = b;
  const char *left_date = left->article->published, *right_date = right->article->published;
  gint order = 0;

  if ((left_date == NULL) != (right_date == NULL))
    return left_date == NULL ? 1 : -1;
  if (left_date != NULL)
    order = strcmp (left_date, right_date);
  if (order == 0 && left->statement.article != right->statement.article)
    order = left->statement.article < right->statement.article ? -1 : 1;
  if (order == 0)
    order = (left->statement.start > right->statement.start)
            - (left->statement.start < right->statement.start);
  return order;
}

/* A mention says who is meant; everything else of a speaker is said. */
static gboolean
is_mention (const ObLabel *label)
{
  return label != NULL && ob_label_find_attribute (label, "form") != NULL
         && ob_label_find_attribute (label, "resolution") != NULL;
}

static void
add_dispute (ObSpeakerPage *page, ObEntity dispute)
{
  for (guint i = 0; i < page->disputes->len; i++)
    if (g_array_index (page->disputes, ObEntity, i) == dispute)
      return;
  g_array_append_val (page->disputes, dispute);
}

static void
count_cues (ObProject *project, ObEntity annotation, GHashTable *cues)
{
  g_autoptr (GPtrArray) links = ob_project_list_links (project, annotation, 0);

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = links->pdata[i];
      g_autofree char *words = strcmp (link->type, "cue") == 0
                                   ? ob_project_dup_label_of (project, link->to)
                                   : NULL;
      g_autofree char *lower = words != NULL ? g_utf8_strdown (words, -1) : NULL;

      if (lower != NULL)
        count_use (cues, lower);
    }
}

static void
add_rows (ObSpeakerPage *page, ObProject *project)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (GHashTable) modes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) cues = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_cues = 0;

  for (guint i = 0; i < page->statements->rows->len; i++)
    {
      const ObStatement *row = &g_array_index (page->statements->rows, ObStatement, i);
      const ObLabel *label = ob_codebook_get (codebook, row->label);
      const ObAttribute *mode = label != NULL ? ob_label_find_attribute (label, "mode") : NULL;
      ObSaying saying = { .statement = *row };

      if (row->speaker != page->speaker->entity)
        continue;
      saying.article = get_article (page, project, row->article);
      if (saying.article == NULL)
        continue;
      if (is_mention (label))
        {
          page->n_mentions++;
          continue;
        }
      saying.mode = ob_statements_get (page->statements, row, "mode");
      if (saying.mode == NULL && mode != NULL)
        saying.mode = ob_attribute_get_default (mode);
      saying.mode = g_intern_string (saying.mode);
      if (saying.mode != NULL)
        count_use (modes, saying.mode);
      if (row->dispute != 0)
        {
          const char *stance = ob_statements_get (page->statements, row, "stance");

          add_dispute (page, row->dispute);
          saying.stance = stance != NULL ? ob_stance_from_name (stance) : OB_STANCE_ASSERTS;
        }
      if (saying.mode != NULL && n_cues++ < MOST_CUES)
        count_cues (project, row->annotation, cues);
      g_array_append_val (page->sayings, saying);
    }
  page->modes = list_uses (modes);
  page->cues = list_uses (cues);
}

/* Public functions ----------------------------------------------------------------------------- */

ObSpeakerPage *
ob_speaker_page_new (ObProject *project, ObEntity speaker)
{
  ObSpeaker *found = find_speaker (project, speaker);
  ObSpeakerPage *page;

  if (found == NULL)
    return NULL;

  page = g_new0 (ObSpeakerPage, 1);
  page->speaker = found;
  page->sayings = g_array_new (FALSE, FALSE, sizeof (ObSaying));
  page->disputes = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  page->articles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify) ob_article_free);
  page->statements = ob_project_list_statements (project, &speaker, 1);
  add_rows (page, project);
  g_array_sort (page->sayings, compare_sayings);
  page->n_articles = g_hash_table_size (page->articles);
  return page;
}

void
ob_speaker_page_free (ObSpeakerPage *page)
{
  ob_speaker_free (page->speaker);
  ob_statements_free (page->statements);
  g_array_unref (page->sayings);
  g_array_unref (page->disputes);
  g_ptr_array_unref (page->modes);
  g_ptr_array_unref (page->cues);
  g_hash_table_unref (page->articles);
  g_free (page);
}
