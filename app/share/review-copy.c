#include "share/review-copy.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/losses.h"
#include "store/project-private.h"
#include "store/schema.h"

typedef struct
{
  ObProject *project;
  ObState *state;
  ObEntity annotator;
  GHashTable *own; /* (owned) ObId set: copies in which the annotator works */
  char *state_ending; /* (owned) of the names of fields that are the annotator's: the id as text */
  GByteArray *kept;   /* (owned) a byte for each number of the log */
} Choice;

/* What all work with -------------------------------------------------------------------------- */

static gboolean
is_shared_kind (ObKind kind)
{
  return (kind >= OB_KIND_PROJECT && kind <= OB_KIND_ARTICLE) || kind == OB_KIND_SPEAKER
         || kind == OB_KIND_DISPUTE || kind == OB_KIND_POSITION;
}

static gboolean
may_create (Choice *choice, ObEntry *entry, const ObOperation *operation)
{
  const ObValue *who = ob_fields_get (operation->fields, "annotator");
  const ObValue *owner;

  if (is_shared_kind (operation->kind))
    return TRUE;
  if (operation->kind == OB_KIND_LINK)
    {
      /* Of a kept annotation, as what is needed has to be kept; the other end too. */
      owner = ob_fields_get (operation->fields, "from");
      return ob_value_get_type (owner) == OB_VALUE_ENTITY;
    }
  return ob_value_get_type (who) == OB_VALUE_ENTITY
         && ob_state_resolve (choice->state, entry, ob_value_get_entity (who)) == choice->annotator;
}

static gboolean
may_set (Choice *choice, ObEntry *entry, const ObOperation *operation)
{
  gboolean own = g_hash_table_contains (choice->own, &entry->change->actor);

  if (g_str_has_prefix (operation->field, "state:"))
    return g_str_has_suffix (operation->field, choice->state_ending);
  if (g_str_has_prefix (operation->field, "rejected:")
      || g_str_has_prefix (operation->field, "search:"))
    return own;
  return TRUE;
}

/* TRUE when what the change speaks of is kept; other changes need not be. */
static gboolean
has_needed (Choice *choice, ObEntry *entry)
{
  for (guint i = 0; i < entry->change->ids->len; i++)
    {
      ObEntity entity = ob_state_resolve (choice->state, entry, i);
      gint64 creation = entity != 0 ? ob_state_get_creation (choice->state, entity) : 0;

      if (creation != 0 && !choice->kept->data[creation])
        return FALSE;
    }
  return TRUE;
}

static gboolean
may_keep (Choice *choice, ObEntry *entry)
{
  for (guint i = 0; i < entry->change->operations->len; i++)
    {
      const ObOperation *operation = entry->change->operations->pdata[i];

      if (operation->type == OB_OPERATION_CREATE ? !may_create (choice, entry, operation)
                                                 : !may_set (choice, entry, operation))
        return FALSE;
    }
  /* What has nothing to say but who did what, says that. */
  if (entry->change->operations->len == 0
      && !g_hash_table_contains (choice->own, &entry->change->actor))
    return FALSE;
  return has_needed (choice, entry);
}

/* The name of a step may quote what somebody did in an article: where that is withheld, so is the part
 * that has the name. */
static void
withhold_names (Choice *choice, gint64 last)
{
  for (gint64 n = 1; n < last; n++)
    {
      g_autoptr (ObEntry) entry = NULL;
      g_autoptr (ObEntry) next = NULL;

      if (!choice->kept->data[n] || choice->kept->data[n + 1])
        continue;
      entry = ob_state_get_entry (choice->state, n);
      next = ob_state_get_entry (choice->state, n + 1);
      if (entry != NULL && next != NULL && *entry->change->name != '\0'
          && next->change->part == entry->change->part + 1
          && ob_id_equal (&next->change->actor, &entry->change->actor)
          && !g_hash_table_contains (choice->own, &entry->change->actor))
        choice->kept->data[n] = 0;
    }
}

/* Again, until nothing is kept that needs what is not. */
static void
withhold_needing (Choice *choice, gint64 last)
{
  for (gint64 n = 1; n <= last; n++)
    {
      g_autoptr (ObEntry) entry
          = choice->kept->data[n] ? ob_state_get_entry (choice->state, n) : NULL;

      if (entry != NULL && !has_needed (choice, entry))
        choice->kept->data[n] = 0;
    }
}

static void
choose (Choice *choice, gint64 last)
{
  choice->kept = g_byte_array_new ();
  g_byte_array_set_size (choice->kept, (guint) last + 1);
  memset (choice->kept->data, 0, choice->kept->len);
  for (gint64 n = 1; n <= last; n++)
    {
      g_autoptr (ObEntry) entry
          = ob_state_is_applied (choice->state, n) ? ob_state_get_entry (choice->state, n) : NULL;

      choice->kept->data[n] = entry != NULL && may_keep (choice, entry);
    }
  withhold_names (choice, last);
  withhold_needing (choice, last);
}

static void
list_own (Choice *choice)
{
  g_autoptr (GArray) fields = ob_state_get_fields (choice->state, choice->annotator);
  ObId actor;

  for (guint i = 0; i < fields->len; i++)
    {
      const char *name = g_array_index (fields, ObField, i).field;

      if (g_str_has_prefix (name, OB_FIELD_ACTOR)
          && ob_id_from_text (name + strlen (OB_FIELD_ACTOR), &actor))
        g_hash_table_add (choice->own, g_memdup2 (&actor, sizeof actor));
    }
}

/* Writing ------------------------------------------------------------------------------------- */

static void
put_local (ObDatabase *target, const char *key, const char *value)
{
  ob_database_run (target, "INSERT OR REPLACE INTO local (k, v) VALUES (?, ?)", "tt", key, value);
}

/* What the copy does without stands there first, so that changes do not wait for it. */
static guint
name_withheld (ObDatabase *source, ObDatabase *target, const GByteArray *kept)
{
  guint n_withheld = 0;
  sqlite3_stmt *row = ob_database_query (source, "SELECT n, id FROM change ORDER BY n", "");

  while (ob_database_next (source, row))
    {
      g_autofree char *id = NULL;
      g_autofree char *key = NULL;

      if (kept->data[sqlite3_column_int64 (row, 0)] || sqlite3_column_bytes (row, 1) != OB_ID_BYTES)
        continue;
      id = ob_id_dup_text (sqlite3_column_blob (row, 1));
      key = g_strconcat (OB_LOCAL_LOST, id, NULL);
      put_local (target, key, "1");
      n_withheld++;
    }
  ob_losses_copy (source, target);
  return n_withheld;
}

/* The texts of the articles that are there; before the changes, which need their lengths. */
static void
copy_texts (Choice *choice, ObDatabase *source, ObDatabase *target)
{
  sqlite3_stmt *row = ob_database_query (
      source,
      "SELECT sha256, text.length, bytes, body, original, "
      "(SELECT group_concat (entity.n) FROM article JOIN entity USING (e) "
      " WHERE article.sha256 = text.sha256) FROM text",
      "");

  while (ob_database_next (source, row))
    {
      g_autoptr (GBytes) sha256 = ob_column_bytes (row, 0);
      g_autoptr (GBytes) body = ob_column_bytes (row, 3);
      g_autoptr (GBytes) original
          = sqlite3_column_type (row, 4) == SQLITE_BLOB ? ob_column_bytes (row, 4) : NULL;
      g_autofree char *creations = ob_column_dup_text (row, 5);
      g_auto (GStrv) numbers = g_strsplit (creations != NULL ? creations : "", ",", -1);
      gboolean wanted = FALSE;

      for (guint i = 0; numbers[i] != NULL; i++)
        {
          gint64 n = g_ascii_strtoll (numbers[i], NULL, 10);

          wanted = wanted || (n > 0 && n < choice->kept->len && choice->kept->data[n]);
        }
      if (wanted)
        ob_database_run (target,
                         "INSERT INTO text (sha256, length, bytes, body, original) "
                         "VALUES (?, ?, ?, ?, ?)",
                         "BiiBB", sha256, sqlite3_column_int64 (row, 1),
                         sqlite3_column_int64 (row, 2), body, original);
    }
}

static guint
copy_changes (ObDatabase *source, ObState *target, const GByteArray *kept)
{
  guint n_changes = 0;
  sqlite3_stmt *row = ob_database_query (source, "SELECT n, body FROM change ORDER BY n", "");

  while (ob_database_next (source, row))
    {
      g_autoptr (GBytes) body = NULL;

      if (!kept->data[sqlite3_column_int64 (row, 0)])
        continue;
      body = ob_column_bytes (row, 1);
      ob_state_receive (target, body, NULL);
      n_changes++;
    }
  return n_changes;
}

static guint
count_articles (ObDatabase *database)
{
  return (guint) ob_database_get_number (
      database, 0, "SELECT count(*) FROM article WHERE alive = 1", "");
}

static gboolean
write_all (Choice *choice, ObProjectFile *file, gboolean blind, ObReviewCopy *copy, GError **error)
{
  ObDatabase *source = ob_state_get_database (choice->state);
  g_autoptr (ObState) target = ob_state_new (file->database);

  ob_database_begin (file->database);
  ob_schema_create (file->database);
  put_local (file->database, OB_LOCAL_REVIEWER, choice->state_ending);
  if (blind)
    put_local (file->database, OB_LOCAL_BLIND, "1");
  copy->n_withheld = name_withheld (source, file->database, choice->kept);
  copy_texts (choice, source, file->database);
  copy->n_changes = copy_changes (source, target, choice->kept);
  copy->n_articles = count_articles (source) - MIN (count_articles (source),
                                                    count_articles (file->database));
  if (ob_database_check (source, error))
    return ob_database_commit (file->database, error);

  ob_database_rollback (file->database);
  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_review_copy_dup_name (ObProject *project, const char *annotator)
{
  g_autofree char *name = ob_project_dup_name (project);
  /* Translators: a file's name: the project and the annotator. */
  char *file = g_strdup_printf (_ ("%s (review by %s).obelus"), name, annotator);

  return g_strdelimit (file, "/", '-');
}

gboolean
ob_review_copy_write (ObProject *project,
                      ObEntity annotator,
                      gboolean blind,
                      const char *path,
                      ObReviewCopy *copy,
                      GError **error)
{
  ObProjectFile file = { 0 };
  ObReviewCopy made = { 0 };
  Choice choice = { project, NULL, annotator, NULL, NULL, NULL };
  gint64 last;
  gboolean done;
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  if (database == NULL || ob_project_get_kind (project, annotator) != OB_KIND_ANNOTATOR)
    {
      ob_project_refuse (error, _ ("There is no such annotator in this project."));
      return FALSE;
    }
  if (!ob_project_file_create (path, &file, error))
    return FALSE;

  choice.state = ob_project_get_state (project);
  choice.own = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, NULL);
  choice.state_ending = ob_project_dup_id (project, annotator);
  last = ob_database_get_number (database, 0, "SELECT max(n) FROM change", "");
  list_own (&choice);
  if (blind)
    choose (&choice, last);
  else
    {
      choice.kept = g_byte_array_new ();
      g_byte_array_set_size (choice.kept, (guint) last + 1);
      memset (choice.kept->data, 1, choice.kept->len);
    }
  done = write_all (&choice, &file, blind, &made, error);
  ob_project_file_close (&file);
  g_hash_table_unref (choice.own);
  g_free (choice.state_ending);
  g_byte_array_unref (choice.kept);
  if (!done)
    g_unlink (path);
  else if (copy != NULL)
    *copy = made;
  return done;
}
