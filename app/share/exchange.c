#include "share/exchange.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/compress.h"
#include "store/late-texts.h"
#include "store/project-private.h"

/* A bundle of fewer changes, or one that is small beside the log, is taken change by change. */
#define LEAST_BULK 1000
#define LARGEST_LOG_A_CHANGE 20

static const char beginning[] = "OBELUS bundle ";

static void
add_number (GHashTable *set, gint64 number)
{
  if (set != NULL && number != 0)
    g_hash_table_add (set, g_memdup2 (&number, sizeof number));
}

/* TRUE when it pays to look at every stored change first. */
static gboolean
is_bulk (ObProject *project, const ObBundle *bundle)
{
  return bundle->changes->len > LEAST_BULK
         && bundle->changes->len
                > ob_database_get_number (ob_project_get_database (project), 0,
                                          "SELECT max(n) FROM change", "")
                      / LARGEST_LOG_A_CHANGE;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_exchange_is_bundle (const char *path)
{
  char bytes[sizeof beginning] = { 0 };
  FILE *file = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_fopen (path, "rbe") : NULL;
  gsize n;

  if (file == NULL)
    return FALSE;
  n = fread (bytes, 1, strlen (beginning), file);
  fclose (file);
  return n == strlen (beginning) && strcmp (bytes, beginning) == 0;
}

ObBundle *
ob_exchange_read (const char *path, GError **error)
{
  GStatBuf status;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  if (g_stat (path, &status) == 0
      && (status.st_size > OB_BUNDLE_MAX_BYTES || !S_ISREG (status.st_mode)))
    {
      g_set_error_literal (error, OB_BUNDLE_ERROR, OB_BUNDLE_ERROR_INVALID,
                           _ ("The bundle is larger than 256 MiB, or no file."));
      return NULL;
    }
  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;

  bytes = g_bytes_new_take (data, length);
  return ob_bundle_decode (bytes, error);
}

gboolean
ob_exchange_check_project (ObProject *project, const ObBundle *bundle, GError **error)
{
  ObState *state = ob_project_get_state (project);

  for (guint i = 0; i < bundle->projects->len; i++)
    if (ob_state_get_kind (state,
                           ob_state_lookup (state, &g_array_index (bundle->projects, ObId, i)))
        == OB_KIND_PROJECT)
      return TRUE;
  if (ob_database_get_number (ob_project_get_database (project), 0, "SELECT count(*) FROM article",
                              "")
      == 0)
    return TRUE;

  g_set_error_literal (error, OB_BUNDLE_ERROR, OB_BUNDLE_ERROR_INVALID,
                       _ ("The bundle belongs to another project."));
  return FALSE;
}

guint
ob_exchange_take (ObProject *project,
                  const ObBundle *bundle,
                  GHashTable *changes,
                  GHashTable *texts)
{
  ObState *state = ob_project_get_state (project);
  gboolean bulk;
  guint n_new = 0;

  for (guint i = 0; i < bundle->texts->len; i++)
    {
      const ObBundleText *text = &g_array_index (bundle->texts, ObBundleText, i);

      gint64 row = ob_project_store_text (ob_project_get_database (project), text->text, text->original);

      add_number (texts, row);
      if (row != 0)
        ob_late_texts_note (state, ob_text_get_sha256 (text->text));
    }
  ob_late_texts_settle (state);
  bulk = is_bulk (project, bundle);
  if (bulk)
    ob_state_begin_bulk (state, (gint64) bundle->changes->len);
  for (guint i = 0; i < bundle->changes->len; i++)
    {
      gint64 n = ob_state_receive (state, bundle->changes->pdata[i], NULL);

      n_new += n != 0;
      add_number (changes, n);
    }
  if (bulk)
    ob_state_end_bulk (state);
  return n_new;
}

void
ob_exchange_add_projects (ObProject *project, ObBundle *bundle)
{
  ObDatabase *database = ob_project_get_database (project);
  sqlite3_stmt *row = ob_database_query (
      database, "SELECT " OB_ENTITY_ID " FROM entity JOIN change USING (n) WHERE kind = ? ORDER BY e",
      "i", (gint64) OB_KIND_PROJECT);
  ObId id;

  while (ob_database_next (database, row))
    if (ob_column_entity_id (row, 0, &id))
      g_array_append_val (bundle->projects, id);
}

gsize
ob_exchange_add_text (ObBundle *bundle, gpointer row)
{
  g_autoptr (GBytes) body = ob_column_bytes (row, 0);
  g_autoptr (GBytes) packed
      = sqlite3_column_type (row, 1) == SQLITE_BLOB ? ob_column_bytes (row, 1) : NULL;
  ObBundleText text = { NULL, NULL };
  gsize n_bytes;

  if (sqlite3_column_bytes (row, 2) == OB_SHA256_BYTES)
    text.text = ob_packed_text_expand (body, sqlite3_column_blob (row, 2));
  if (text.text == NULL)
    return 0;
  if (packed != NULL)
    text.original = ob_expand (packed, OB_TEXT_MAX_BYTES, NULL);

  ob_text_get_utf8 (text.text, &n_bytes);
  if (text.original != NULL)
    n_bytes += g_bytes_get_size (text.original);
  g_array_append_val (bundle->texts, text);
  return n_bytes;
}
