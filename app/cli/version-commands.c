/* Commands for stories that are there more than once: duplicates, versions, diff. */
#include <glib/gi18n.h>
#include <string.h>

#include "articles/stories.h"
#include "cli/command.h"
#include "formats/json-writer.h"
#include "model/text-diff.h"
#include "store/carry-over.h"
#include "store/versions.h"

/* Duplicates ----------------------------------------------------------------------------------- */

/* Two articles that are kin: @other is older. */
static void
print_pair (GString *out, ObProject *project, ObStories *stories, guint number,
            const ObStoryMatch *match, gboolean json)
{
  static const char *const kins[] = { "", "same text", "same article", "version" };
  static const char *const found_by[] = { "words", "address", "identifier" };
  ObEntity entities[2] = { ob_stories_get_article (stories, number),
                           ob_stories_get_article (stories, match->number) };
  g_autofree char *article = ob_project_dup_id (project, entities[0]);
  g_autofree char *other = ob_project_dup_id (project, entities[1]);
  g_autofree char *shared = g_strdup_printf ("%.2f", match->shared);

  if (json)
    {
      ob_json_open (out, '{');
      ob_json_add_text (out, "kin", kins[match->kin]);
      ob_json_add_text (out, "by", found_by[match->by]);
      ob_json_name (out, "shared");
      ob_json_real (out, match->shared);
      ob_json_add_text (out, "article", article);
      ob_json_add_text (out, "other", other);
      ob_json_close (out, '}');
    }
  else
    {
      ob_command_add_column (out, kins[match->kin]);
      ob_command_add_column (out, shared);
      ob_command_add_column (out, article);
      ob_command_add_column (out, ob_stories_get_title (stories, number));
      ob_command_add_column (out, other);
      ob_command_add_column (out, ob_stories_get_title (stories, match->number));
    }
  g_string_append_c (out, '\n');
}

/* TRUE when one is already a version of the other. */
static gboolean
are_versions (ObProject *project, ObEntity a, ObEntity b)
{
  g_autoptr (GPtrArray) versions = ob_project_list_versions (project, a);

  for (guint i = 0; versions->len > 1 && i < versions->len; i++)
    if (((ObArticle *) versions->pdata[i])->entity == b)
      return TRUE;

  return FALSE;
}

/* Makes the articles with the same text one, each the older one. */
static gboolean
unify (ObProject *project, ObEdit *edit, ObEntity from, ObEntity into, GHashTable *gone,
       GError **error)
{
  const ObEntity *later = g_hash_table_lookup (gone, &into);

  into = later != NULL ? *later : into;
  if (!ob_edit_unify_articles (edit, from, into, error))
    return FALSE;

  g_hash_table_insert (gone, g_memdup2 (&from, sizeof from), g_memdup2 (&into, sizeof into));
  return TRUE;
}

static int
run_duplicates (const ObCommand *command, char **argv)
{
  gboolean json = FALSE, do_unify = FALSE;
  const GOptionEntry entries[] = {
    { "unify", 0, 0, G_OPTION_ARG_NONE, &do_unify,
      N_ ("Make articles with the same text one, as after a merge"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON, one object a line"), NULL },
    { NULL },
  };
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObStories) stories = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GHashTable) gone = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], do_unify);
  if (project == NULL)
    return OB_EXIT_FAILED;

  stories = ob_stories_new (project, NULL, NULL);
  edit = ob_edit_new (project, _ ("Make the same articles one"));
  articles = ob_project_list_articles (project);
  for (guint i = 0; i < articles->len; i++)
    {
      const ObArticle *article = articles->pdata[i];
      g_autoptr (ObArticle) details = ob_project_get_article_details (project, article->entity);
      g_autoptr (ObText) text = ob_project_get_text (project, article->entity, NULL);
      ObStoryMatch match = { OB_KIN_NONE };

      if (text != NULL && details != NULL)
        match = ob_stories_find (stories, details, text, i);
      if (match.kin == OB_KIN_NONE
          || (match.kin != OB_KIN_SAME_TEXT
              && are_versions (project, article->entity, ob_stories_get_article (stories, match.number))))
        continue;
      print_pair (out, project, stories, i, &match, json);
      if (do_unify && match.kin == OB_KIN_SAME_TEXT
          && !unify (project, edit, article->entity, ob_stories_get_article (stories, match.number),
                     gone, &error))
        return ob_command_fail (error);
    }
  if (!ob_edit_commit (edit, &error))
    return ob_command_fail (error);

  ob_command_write (out);
  return OB_EXIT_DONE;
}

/* Versions ------------------------------------------------------------------------------------- */

static void
print_version (GString *out, ObProject *project, const ObArticle *article, gboolean json)
{
  g_autofree char *id = ob_project_dup_id (project, article->entity);
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, article->version);
  g_autofree char *annotations = g_strdup_printf ("%u", article->n_annotations);

  if (json)
    {
      ob_json_open (out, '{');
      ob_json_add_integer (out, "version", article->version);
      ob_json_add_text (out, "id", id);
      ob_json_add_text (out, "title", article->title);
      ob_json_add_integer (out, "annotations", article->n_annotations);
      ob_json_close (out, '}');
    }
  else
    {
      ob_command_add_column (out, version);
      ob_command_add_column (out, id);
      ob_command_add_column (out, article->title);
      ob_command_add_column (out, annotations);
    }
  g_string_append_c (out, '\n');
}

/* Makes @article the version after @previous, and carries its annotations over. */
static gboolean
set_previous (ObProject *project, ObEntity article, ObEntity previous, GError **error)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, _ ("Make it a new version"));
  g_autofree char *summary = NULL;
  ObCarried carried;

  if (!ob_edit_set_previous (edit, article, previous, error)
      || !ob_edit_carry_over (edit, previous, article, &carried, error)
      || !ob_edit_commit (edit, error))
    return FALSE;

  if (carried.n_moved + carried.n_changed + carried.n_left == 0)
    return TRUE;
  summary = g_strdup_printf (
      _ ("Annotations: %u carried over to the same words, %u to words that changed a little, and %u "
         "left with the old version."),
      carried.n_moved, carried.n_changed, carried.n_left);
  ob_command_note (summary);
  return TRUE;
}

static int
run_versions (const ObCommand *command, char **argv)
{
  g_autofree char *of = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "of", 0, 0, G_OPTION_ARG_STRING, &of,
      N_ ("Make ARTICLE the version after OLDER, and carry the annotations over"), N_ ("OLDER") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON, one object a line"), NULL },
    { NULL },
  };
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 2, &status);
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  ObEntity article, previous;

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], of != NULL);
  if (project == NULL)
    return OB_EXIT_FAILED;
  article = ob_project_find (project, OB_KIND_ARTICLE, arguments[1], &error);
  if (article == 0)
    return ob_command_fail (error);
  if (of != NULL)
    {
      previous = ob_project_find (project, OB_KIND_ARTICLE, of, &error);
      if (previous == 0 || !set_previous (project, article, previous, &error))
        return ob_command_fail (error);
    }

  versions = ob_project_list_versions (project, article);
  for (guint i = 0; i < versions->len; i++)
    print_version (out, project, versions->pdata[i], json);
  ob_command_write (out);
  return OB_EXIT_DONE;
}

/* Diff ----------------------------------------------------------------------------------------- */

static void
print_pieces (GString *out, const GArray *pieces, const ObText *old_text, const ObText *new_text)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const ObDiffPiece *piece = &g_array_index (pieces, ObDiffPiece, i);
      g_autofree char *before = ob_text_slice (old_text, piece->old_range.start, piece->old_range.end);
      g_autofree char *after = ob_text_slice (new_text, piece->new_range.start, piece->new_range.end);

      if (piece->is_same)
        {
          g_string_append (out, after);
          continue;
        }
      if (*before != '\0')
        g_string_append_printf (out, "[-%s-]", before);
      if (*after != '\0')
        g_string_append_printf (out, "{+%s+}", after);
    }
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, '\n');
}

static void
add_range (GString *out, const char *name, ObSegment range)
{
  ob_json_name (out, name);
  ob_json_open (out, '[');
  ob_json_integer (out, range.start);
  ob_json_integer (out, range.end);
  ob_json_close (out, ']');
}

static void
print_json_pieces (GString *out, const GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const ObDiffPiece *piece = &g_array_index (pieces, ObDiffPiece, i);

      ob_json_open (out, '{');
      ob_json_add_text (out, "kind", piece->is_same ? "same" : "changed");
      add_range (out, "old", piece->old_range);
      add_range (out, "new", piece->new_range);
      ob_json_close (out, '}');
      g_string_append_c (out, '\n');
    }
}

/* The version before @article; 0 with @error when there is none. */
static ObEntity
find_previous (ObProject *project, ObEntity article, GError **error)
{
  g_autoptr (ObArticle) found = ob_project_get_article (project, article);

  if (found != NULL && found->previous != 0)
    return found->previous;
  g_set_error_literal (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                       _ ("The article has no older version. Name the article to compare it with."));
  return 0;
}

static int
run_diff (const ObCommand *command, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json,
      N_ ("Print ranges as JSON, one object a line"), NULL },
    { NULL },
  };
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 3, &status);
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObText) old_text = NULL, new_text = NULL;
  g_autoptr (GArray) pieces = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  ObEntity article, older = 0;

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;
  article = ob_project_find (project, OB_KIND_ARTICLE, arguments[1], &error);
  if (article != 0)
    older = arguments[2] != NULL ? ob_project_find (project, OB_KIND_ARTICLE, arguments[2], &error)
                                 : find_previous (project, article, &error);
  if (older != 0)
    old_text = ob_project_get_text (project, older, &error);
  if (old_text != NULL)
    new_text = ob_project_get_text (project, article, &error);
  if (new_text == NULL)
    return ob_command_fail (error);

  pieces = ob_text_diff (old_text, new_text);
  if (json)
    print_json_pieces (out, pieces);
  else
    print_pieces (out, pieces, old_text, new_text);
  ob_command_write (out);
  return OB_EXIT_DONE;
}

const ObCommand ob_commands_versions[] = {
  { "duplicates", "PROJECT [--unify] [--json]",
    N_ ("Lists articles that tell the story of an older one in the project."),
    N_ ("A line is how they are kin (same text, same article, version), the part of the words that "
        "they share, and both articles. Known versions are left out."),
    run_duplicates },
  { "versions", "PROJECT ARTICLE [--of OLDER] [--json]",
    N_ ("Lists the versions of an article, or makes it the new version of another one."),
    N_ ("Annotations that do not fit a new version stay with the old one; “obelus list PROJECT "
        "attention” has them."),
    run_versions },
  { "diff", "PROJECT ARTICLE [OLDER] [--json]",
    N_ ("Shows what changed in an article from its older version, or from another article."),
    N_ ("Words that went are in [- -], words that came in {+ +}."), run_diff },
  { NULL },
};
