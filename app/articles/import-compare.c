/* What articles that are about to come in look like. */
#include "articles/import-articles.h"

#include <glib/gi18n-lib.h>

/* What @stories has found @file to be like; the first @n_known of them are the project's, the others
 * the files at @numbers. */
static void
take_match (ObStories *stories, ObArticleFile *file, guint n_known, const GArray *numbers)
{
  guint below = ob_stories_count (stories);

  file->match = ob_stories_find (stories, file->reading->metadata, file->reading->text, below);
  g_clear_pointer (&file->match_title, g_free);
  if (file->match.kin == OB_KIN_NONE)
    return;

  file->match_title = g_strdup (ob_stories_get_title (stories, file->match.number));
  file->match_article = ob_stories_get_article (stories, file->match.number);
  if (file->match.number >= n_known)
    file->match_file = g_array_index (numbers, guint, file->match.number - n_known);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_article_files_compare (ObProject *project, GPtrArray *files, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (ObStories) stories = ob_stories_new (project, cancellable, error);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_known;

  if (stories == NULL)
    return FALSE;
  n_known = ob_stories_count (stories);
  for (guint i = 0; i < files->len; i++)
    {
      ObArticleFile *file = g_ptr_array_index (files, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (file->fate != OB_ARTICLE_READ)
        continue;
      take_match (stories, file, n_known, numbers);
      ob_stories_add (stories, file->reading->metadata, file->reading->text);
      g_array_append_val (numbers, i);
    }
  return TRUE;
}

void
ob_article_file_take_match (ObArticleFile *file, const ObArticleFile *compared)
{
  file->match = compared->match;
  file->match_article = compared->match_article;
  file->match_file = compared->match_file;
  g_free (file->match_title);
  file->match_title = g_strdup (compared->match_title);
  if (file->match.kin != OB_KIN_SAME_ARTICLE || file->fate != OB_ARTICLE_READ)
    return;

  file->fate = OB_ARTICLE_DUPLICATE;
  file->article = file->match_article;
  g_free (file->reason);
  file->reason
      = g_strdup_printf (_ ("The same article is there already: “%s”."), file->match_title);
}

char *
ob_article_file_describe_match (const ObArticleFile *file)
{
  guint percent = (guint) (100 * file->match.shared + .5);

  if (file->match.kin != OB_KIN_VERSION)
    return NULL;
  switch (file->match.by)
    {
    case OB_KIN_BY_ADDRESS:
      return g_strdup_printf (_ ("It has the web address of “%s”, and other words."),
                              file->match_title);
    case OB_KIN_BY_IDENTIFIER:
      return g_strdup_printf (_ ("It has the identifier of “%s”, and other words."),
                              file->match_title);
    default:
      return g_strdup_printf (_ ("It shares %u %% of its words with “%s”."), percent,
                              file->match_title);
    }
}

char *
ob_article_files_describe_versions (const GPtrArray *files)
{
  guint n = 0;

  for (guint i = 0; i < files->len; i++)
    n += ((ObArticleFile *) files->pdata[i])->match.kin == OB_KIN_VERSION;
  if (n == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u of %u looks like a version of an article that you have.",
                                    "%u of %u look like versions of articles that you have.", n),
                          n, files->len);
}
