#include "news.h"

#include <glib/gstdio.h>
#include <string.h>

static void
commit (ObEdit *edit)
{
  g_autoptr (GError) error = NULL;

  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

void
news_set_up (News *news)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  news->folder = g_dir_make_tmp ("obelus-news-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("XDG_STATE_HOME", news->folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", news->folder, TRUE);
  path = g_build_filename (news->folder, "news.obelus", NULL);
  news->project = ob_project_create (path, "Anna", NULL, &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
news_tear_down (News *news)
{
  g_clear_object (&news->project);
  remove_tree (news->folder);
  g_clear_pointer (&news->folder, g_free);
}

ObEntity
news_add_article (
    News *news, const char *title, const char *outlet, const char *date, const char *text)
{
  g_autoptr (ObEdit) edit = ob_edit_new (news->project, "Add article");
  g_autoptr (ObText) body = ob_text_new (text);
  g_autoptr (GError) error = NULL;
  ObArticle metadata
      = { .title = (char *) title, .outlet = (char *) outlet, .published = (char *) date };
  ObEntity article = ob_edit_add_article (edit, body, NULL, &metadata, &error);

  g_assert_no_error (error);
  commit (edit);
  return ob_edit_resolve (edit, article);
}

ObEntity
news_annotate (News *news,
               ObEntity article,
               const char *label,
               const char *words,
               const char *attributes)
{
  g_autoptr (ObEdit) edit = ob_edit_new (news->project, "Tag");
  g_autoptr (ObText) text = ob_project_get_text (news->project, article, NULL);
  const char *place = strstr (ob_text_get_utf8 (text, NULL), words);
  g_auto (GStrv) pairs = g_strsplit (attributes != NULL ? attributes : "", ";", -1);
  g_autoptr (GArray) segments = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity annotation;
  gsize byte;

  g_assert_nonnull (place);
  byte = (gsize) (place - ob_text_get_utf8 (text, NULL));
  segments = ob_segments_new_single (ob_text_get_offset (text, byte),
                                     ob_text_get_offset (text, byte + strlen (words)));
  annotation = ob_edit_annotate (edit, article, news_find (news, OB_KIND_LABEL, label), segments,
                                 &error);
  g_assert_no_error (error);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      if (*pairs[i] == '\0')
        continue;
      if (strcmp (pair[0], "note") == 0)
        ob_edit_set_note (edit, annotation, pair[1], &error);
      else
        ob_edit_set_attribute_text (edit, annotation, pair[0], pair[1], TRUE, &error);
      g_assert_no_error (error);
    }
  commit (edit);
  return ob_edit_resolve (edit, annotation);
}

ObEntity
news_link (News *news, ObEntity from, ObEntity to, const char *type)
{
  g_autoptr (ObEdit) edit = ob_edit_new (news->project, "Link");
  g_autoptr (GError) error = NULL;
  ObEntity link = ob_edit_link (edit, from, to, type, &error);

  g_assert_no_error (error);
  commit (edit);
  return ob_edit_resolve (edit, link);
}

ObEntity
news_add_dispute (News *news, const char *question, const char *const *positions)
{
  g_autoptr (ObEdit) edit = ob_edit_new (news->project, "Add dispute");
  g_autoptr (GError) error = NULL;
  ObEntity dispute = ob_edit_add_dispute (edit, question, &error);

  g_assert_no_error (error);
  for (guint i = 0; positions[i] != NULL; i++)
    {
      ob_edit_add_position (edit, dispute, positions[i], &error);
      g_assert_no_error (error);
    }
  commit (edit);
  return ob_edit_resolve (edit, dispute);
}

ObEntity
news_find (News *news, ObKind kind, const char *name)
{
  g_autoptr (GError) error = NULL;
  ObEntity found = ob_project_find (news->project, kind, name, &error);

  g_assert_no_error (error);
  return found;
}
