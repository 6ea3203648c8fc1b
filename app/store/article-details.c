/* What an article's row does not hold: its formatting, and where its metadata come from. */
#include "store/project-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define EDITED "edited"

/* Takes the value of @field from @now, and its source: what it was read from, or that somebody has
 * changed it since it was created with @first. */
static void
take_metadata (ObArticle *article, ObMetadata field, const GArray *first, const GArray *now)
{
  const char *name = ob_metadata_get_name (field);
  const char *value = ob_value_get_text (ob_fields_get (now, name));
  char **member = ob_article_get_metadata (article, field);

  if (field != OB_METADATA_TITLE || value != NULL)
    {
      g_free (*member);
      *member = g_strdup (value);
    }
  if (g_strcmp0 (value, ob_value_get_text (ob_fields_get (first, name))) != 0)
    {
      g_free (article->sources[field]);
      article->sources[field] = g_strdup (EDITED);
    }
}

/* The text that is kept under @sha256.  (nullable): NULL when it is missing or damaged. */
static ObText *
load_serialised (ObDatabase *database, GBytes *sha256)
{
  sqlite3_stmt *row
      = ob_database_query (database, "SELECT body FROM text WHERE sha256 = ?", "B", sha256);
  g_autoptr (GBytes) body = NULL;

  if (g_bytes_get_size (sha256) != OB_SHA256_BYTES || !ob_database_next (database, row))
    {
      ob_database_done (row);
      return NULL;
    }
  body = ob_column_bytes (row, 0);
  ob_database_done (row);
  return ob_packed_text_expand (body, g_bytes_get_data (sha256, NULL));
}

/* Public functions ----------------------------------------------------------------------------- */

ObArticle *
ob_project_get_article_details (ObProject *project, ObEntity article)
{
  OB_PROJECT_LOCK (project);
  ObArticle *details = ob_project_get_article (project, article);
  g_autoptr (GArray) first = NULL, now = NULL;
  const char *sources;

  if (details == NULL)
    return NULL;

  first = ob_state_get_first_fields (ob_project_get_state (project), article);
  now = ob_state_get_fields (ob_project_get_state (project), article);
  sources = ob_value_get_text (ob_fields_get (first, "sources"));
  if (sources != NULL)
    ob_article_split_sources (details, sources);
  for (guint i = 0; i < OB_N_METADATA; i++)
    take_metadata (details, (ObMetadata) i, first, now);
  return details;
}

ObFormatting *
ob_project_get_formatting (ObProject *project, ObEntity article, GError **error)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  g_autoptr (ObText) text = ob_project_get_text (project, article, error), serialised = NULL;
  g_autoptr (GArray) fields = NULL;
  ObFormatting *formatting = NULL;
  GBytes *sha256;

  if (text == NULL)
    return NULL;
  fields = ob_state_get_fields (ob_project_get_state (project), article);
  sha256 = ob_value_get_bytes (ob_fields_get (fields, "formatting"));
  if (sha256 == NULL)
    return NULL;

  serialised = load_serialised (database, sha256);
  if (serialised != NULL)
    {
      gsize n_bytes;
      const char *utf8 = ob_text_get_utf8 (serialised, &n_bytes);

      formatting = ob_formatting_parse (utf8, n_bytes, text, NULL);
    }
  if (formatting == NULL)
    ob_project_refuse (error,
                       _ ("The headings, lists and links of this article are damaged in the project "
                          "file; its text and your annotations are not. Restore the file from a "
                          "backup, or merge a colleague's copy."));
  return formatting;
}
