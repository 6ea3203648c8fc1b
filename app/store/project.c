#include "store/project-private.h"

#include <stdarg.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/project-file.h"
#include "store/schema.h"

/* A project of at most this many changes is replayed when it is not as it was left (0.1 ms each). */
#define MOST_CHANGES_REPLAYED 2000

struct _ObProject
{
  GObject parent_instance;

  GRecMutex mutex;
  GThread *thread;       /* (unowned) that opened it, and where the signals are emitted */
  GMainContext *context; /* (owned) of that thread */
  ObProjectFile file;
  ObState *state;       /* (owned) (nullable) NULL when closed */
  ObId actor;           /* who writes here */
  guint64 seq;          /* of the last change written here */
  guint64 saved_seq;    /* the same at the last commit */
  ObEntity annotator;
  ObCodebook *codebook; /* (owned) (nullable) made when asked for */
  GHashTable *local;    /* (owned) key -> value: settings not yet written */
  ObText *kept_text;    /* (owned) (nullable) of kept_article */
  ObEntity kept_article;
  gboolean resumed;     /* opened to its end: what is known of the file may be remembered */
  gint64 revision;
};

enum
{
  ARTICLES_CHANGED,
  ANNOTATIONS_CHANGED,
  CODEBOOK_CHANGED,
  DIRECTORY_CHANGED,
  HISTORY_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObProject, ob_project, G_TYPE_OBJECT)

/* Settings of this copy ------------------------------------------------------------------------ */

static void
write_local (ObProject *project)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, project->local);
  while (g_hash_table_iter_next (&iter, &key, &value))
    ob_database_run (project->file.database, "INSERT OR REPLACE INTO local (k, v) VALUES (?, ?)", "tt", key, value);
}

static char *
read_local (ObProject *project, const char *key)
{
  const char *kept = g_hash_table_lookup (project->local, key);
  char *value = NULL;
  sqlite3_stmt *row;

  if (kept != NULL)
    return g_strdup (kept);

  row = ob_database_query (project->file.database, "SELECT v FROM local WHERE k = ?", "t", key);
  if (ob_database_next (project->file.database, row))
    {
      value = ob_column_dup_text (row, 0);
      ob_database_done (row);
    }
  return value;
}

static void
set_local (ObProject *project, const char *key, const char *value)
{
  g_hash_table_replace (project->local, g_strdup (key), g_strdup (value));
}

/* Actors and annotators ------------------------------------------------------------------------- */

static void
start_actor (ObProject *project)
{
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  g_autofree char *installation = ob_replica_dup_installation ();

  project->actor = ob_id_random ();
  project->seq = project->saved_seq = 0;
  text = ob_id_dup_text (&project->actor);
  key = g_strconcat ("own-actor:", text, NULL);
  set_local (project, "actor", text);
  set_local (project, "installation", installation);
  set_local (project, key, "1");
  ob_state_add_own_actor (project->state, &project->actor);
}

/* The sequence number of @actor's last change in this file. */
static guint64
find_last_seq (ObProject *project, const ObId *actor)
{
  gint64 n = ob_database_get_number (project->file.database, 0,
                                     "SELECT n FROM change WHERE substr(body, 2, 16) = ? ORDER BY n DESC LIMIT 1", "b",
                                     actor->bytes, (gsize) OB_ID_BYTES);
  g_autoptr (ObEntry) entry = n != 0 ? ob_state_get_entry (project->state, n) : NULL;

  return entry != NULL ? entry->change->seq : 0;
}

/* Goes on as the actor that wrote here before, unless the file has been copied or put back: then the
 * installation remembers another actor, or a later change. */
static void
resume_actor (ObProject *project)
{
  g_autofree char *text = read_local (project, "actor");
  sqlite3_stmt *row = ob_database_query (project->file.database,
                                         "SELECT substr(k, 11) FROM local WHERE k LIKE 'own-actor:%'", "");
  ObReplica replica;
  ObId actor;

  while (ob_database_next (project->file.database, row))
    if (ob_id_from_text ((const char *) sqlite3_column_text (row, 0), &actor))
      ob_state_add_own_actor (project->state, &actor);

  if (text != NULL && ob_id_from_text (text, &actor)
      && ob_replica_recall (&project->file.identity, &replica) && ob_id_equal (&actor, &replica.actor))
    {
      project->actor = actor;
      project->seq = project->saved_seq = find_last_seq (project, &actor);
      if (project->seq >= replica.seq)
        return;
    }
  start_actor (project);
}

/* @closed: the file is closed, and can be known again by how it is left. */
static void
remember (ObProject *project, gboolean closed)
{
  ObReplica replica = { project->actor, project->seq, 0, 0 };

  if (closed)
    ob_replica_measure (project->file.path, &replica);
  ob_replica_remember (&project->file.identity, &replica);
}

static const char *
get_user_name (void)
{
  const char *name = g_get_real_name ();

  if (name == NULL || *name == '\0' || strcmp (name, "Unknown") == 0)
    name = g_get_user_name ();
  return name != NULL && *name != '\0' ? name : "Annotator";
}

/* Creates the annotator @name outside the undo steps: it is part of beginning to work here. */
static ObEntity
append_annotator (ObProject *project, const char *name, const char *project_name)
{
  ObChange *change = ob_change_new ();
  GArray *fields = ob_fields_new ();
  g_autofree char *actor = ob_id_dup_text (&project->actor);
  g_autofree char *field = g_strconcat (OB_FIELD_ACTOR, actor, NULL);
  g_autoptr (ObEntry) entry = NULL;
  gint64 n;
  guint operation;

  change->purpose = OB_CHANGE_GENESIS;
  g_free (change->name);
  change->name = g_strdup (project_name != NULL ? "Create project" : "Join project");
  if (project_name != NULL)
    {
      GArray *project_fields = ob_fields_new ();

      ob_fields_set (project_fields, "name", ob_value_new_text (project_name));
      ob_change_create (change, OB_KIND_PROJECT, project_fields);
    }
  ob_fields_set (fields, "name", ob_value_new_text (name));
  ob_fields_set (fields, field, ob_value_new_integer (1));
  ob_fields_set (fields, "colour",
                 ob_value_new_integer (ob_database_get_number (project->file.database, 0,
                                                               "SELECT count(*) FROM record WHERE kind = ?", "i",
                                                               (gint64) OB_KIND_ANNOTATOR)));
  operation = ob_change_create (change, OB_KIND_ANNOTATOR, fields);
  n = ob_project_append (project, change);

  entry = ob_state_get_entry (project->state, n);
  return entry != NULL ? ob_state_resolve (project->state, entry, entry->change->ids->len + operation) : 0;
}

static void
keep_annotator (ObProject *project, ObEntity annotator)
{
  ObId id;
  g_autofree char *text = NULL;

  project->annotator = annotator;
  if (!ob_state_get_id (project->state, annotator, &id))
    return;
  text = ob_id_dup_text (&id);
  set_local (project, "annotator", text);
}

/* Who annotates: as before in this copy, else the one called like the user, else a new one. */
static gboolean
resume_annotator (ObProject *project, GError **error)
{
  g_autofree char *text = read_local (project, "annotator");
  ObId id;

  if (text != NULL && ob_id_from_text (text, &id))
    project->annotator = ob_state_lookup (project->state, &id);
  if (ob_project_get_kind (project, project->annotator) == OB_KIND_ANNOTATOR)
    return TRUE;

  project->annotator = ob_database_get_number (project->file.database, 0,
                                               "SELECT e FROM record WHERE kind = ? AND name = ? ORDER BY e", "it",
                                               (gint64) OB_KIND_ANNOTATOR, get_user_name ());
  if (project->annotator != 0)
    keep_annotator (project, project->annotator);
  if (project->annotator != 0 || project->file.read_only_reason != NULL)
    return TRUE;

  if (!ob_project_begin (project, error))
    return FALSE;
  keep_annotator (project, append_annotator (project, get_user_name (), NULL));
  return ob_project_commit (project, error);
}

/* Opening and creating -------------------------------------------------------------------------- */

static gboolean
fill_new (ObProject *project, const char *annotator, GBytes *genesis, GError **error)
{
  g_autofree char *name = ob_project_dup_name (project);

  ob_database_begin (project->file.database);
  ob_schema_create (project->file.database);
  start_actor (project);
  ob_state_receive (project->state, genesis, NULL);
  keep_annotator (project, append_annotator (project, annotator, name));
  return ob_project_commit (project, error);
}

static GBytes *
make_genesis (const char *codebook_json, GError **error)
{
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (GPtrArray) parents = NULL;

  if (codebook_json == NULL)
    codebook = ob_codebook_new_default ();
  else
    codebook = ob_codebook_from_json (codebook_json, -1, &parents, error);

  return codebook != NULL ? ob_codebook_make_genesis (codebook, parents) : NULL;
}

/* After a crash, or when something else has written the file: what is there must be whole before it is
 * written again. */
static gboolean
verify (ObProject *project, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  gint64 n_changes = ob_database_get_number (project->file.database, 0, "SELECT count(*) FROM change", "");

  if (!ob_database_check (project->file.database, error)
      || !ob_project_find_problems (project, n_changes <= MOST_CHANGES_REPLAYED, &problems, error))
    return FALSE;
  if (problems->len == 0)
    return TRUE;

  ob_project_refuse (error, _ ("The project file is damaged: %s “obelus check FILE --repair NEW” saves everything "
                               "that is intact into a new project."),
                     (char *) problems->pdata[0]);
  return FALSE;
}

static gboolean
resume (ObProject *project, GError **error)
{
  if (!project->file.untouched && !verify (project, error))
    return FALSE;
  resume_actor (project);
  remember (project, FALSE);
  project->resumed = TRUE;
  project->revision = ob_database_get_number (project->file.database, 0, "SELECT max(n) FROM change", "");
  if (!ob_database_check (project->file.database, error))
    return FALSE;

  return resume_annotator (project, error);
}

/* GObject --------------------------------------------------------------------------------------- */

static void
ob_project_dispose (GObject *object)
{
  ob_project_close (OB_PROJECT (object));
  G_OBJECT_CLASS (ob_project_parent_class)->dispose (object);
}

static void
ob_project_finalize (GObject *object)
{
  ObProject *project = OB_PROJECT (object);

  g_hash_table_unref (project->local);
  g_main_context_unref (project->context);
  g_rec_mutex_clear (&project->mutex);
  G_OBJECT_CLASS (ob_project_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_parameters, ...)
{
  guint signal;
  va_list parameters;

  va_start (parameters, n_parameters);
  signal = g_signal_new_valist (name, OB_TYPE_PROJECT, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL, G_TYPE_NONE,
                                n_parameters, parameters);
  va_end (parameters);
  return signal;
}

static void
ob_project_class_init (ObProjectClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ob_project_dispose;
  object_class->finalize = ob_project_finalize;

  signals[ARTICLES_CHANGED] = add_signal ("articles-changed", 0);
  signals[ANNOTATIONS_CHANGED]
    = add_signal ("annotations-changed", 3, G_TYPE_INT64, G_TYPE_UINT, G_TYPE_UINT);
  signals[CODEBOOK_CHANGED] = add_signal ("codebook-changed", 0);
  signals[DIRECTORY_CHANGED] = add_signal ("directory-changed", 0);
  signals[HISTORY_CHANGED] = add_signal ("history-changed", 0);
}

static void
ob_project_init (ObProject *project)
{
  g_rec_mutex_init (&project->mutex);
  project->thread = g_thread_self ();
  project->context = g_main_context_ref_thread_default ();
  project->local = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Private functions ----------------------------------------------------------------------------- */

GRecMutex *
ob_project_get_mutex (ObProject *project)
{
  return &project->mutex;
}

ObDatabase *
ob_project_get_database (ObProject *project)
{
  return project->file.database;
}

ObState *
ob_project_get_state (ObProject *project)
{
  return project->state;
}

ObDatabase *
ob_project_read (ObProject *project)
{
  g_autoptr (GError) error = NULL;

  if (project->state == NULL)
    return NULL;
  if (!ob_database_check (project->file.database, &error))
    g_message ("Reading the project failed: %s", error->message);
  return project->file.database;
}

const ObId *
ob_project_get_actor (ObProject *project)
{
  return &project->actor;
}

void
ob_project_refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  if (error == NULL)
    return;
  va_start (arguments, format);
  *error = g_error_new_valist (OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID, format, arguments);
  va_end (arguments);
}

ObText *
ob_project_get_kept_text (ObProject *project, ObEntity article)
{
  return project->kept_article == article ? project->kept_text : NULL;
}

void
ob_project_keep_text (ObProject *project, ObEntity article, ObText *text)
{
  g_clear_pointer (&project->kept_text, ob_text_unref);
  project->kept_text = ob_text_ref (text);
  project->kept_article = article;
}

gboolean
ob_project_begin (ObProject *project, GError **error)
{
  if (project->state == NULL)
    {
      ob_project_refuse (error, _ ("The project is closed."));
      return FALSE;
    }
  if (project->file.read_only_reason != NULL)
    {
      g_set_error_literal (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED, project->file.read_only_reason);
      return FALSE;
    }
  if (!ob_project_file_check_place (&project->file, error))
    return FALSE;

  /* What an earlier reading met is not this edit's failure. */
  ob_database_check (project->file.database, NULL);
  ob_database_begin (project->file.database);
  if (ob_database_check (project->file.database, error))
    return TRUE;

  ob_project_rollback (project);
  return FALSE;
}

/* The changes that no other follows: what a new change knows of. */
static void
add_predecessors (ObProject *project, ObChange *change)
{
  g_autoptr (GArray) tips = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *row = ob_database_query (project->file.database, "SELECT n FROM tip ORDER BY n", "");

  while (ob_database_next (project->file.database, row))
    {
      gint64 n = sqlite3_column_int64 (row, 0);

      g_array_append_val (tips, n);
    }
  for (guint i = 0; i < tips->len; i++)
    {
      g_autoptr (ObEntry) entry = ob_state_get_entry (project->state, g_array_index (tips, gint64, i));
      guint32 reference;

      if (entry == NULL)
        continue;
      reference = ob_change_refer (change, &entry->id);
      g_array_append_val (change->predecessors, reference);
      change->lamport = MAX (change->lamport, entry->change->lamport);
    }
}

/* The first change of a copy says who works in it. */
static void
add_actor (ObProject *project, ObChange *change)
{
  g_autofree char *id_text = ob_id_dup_text (&project->actor);
  g_autofree char *field = g_strconcat (OB_FIELD_ACTOR, id_text, NULL);
  ObId id;

  if (ob_state_get_id (project->state, project->annotator, &id))
    ob_change_set (change, ob_change_refer (change, &id), field, ob_value_new_integer (1), NULL);
}

gint64
ob_project_append (ObProject *project, ObChange *change)
{
  g_autoptr (GBytes) body = NULL;

  add_predecessors (project, change);
  if (project->seq == 0)
    add_actor (project, change);
  change->actor = project->actor;
  change->seq = ++project->seq;
  change->lamport = MIN (change->lamport + 1, (guint64) G_MAXINT64);
  change->wall = g_get_real_time ();
  body = ob_change_seal (change);

  return ob_state_receive (project->state, body, change);
}

void
ob_project_rollback (ObProject *project)
{
  ob_database_rollback (project->file.database);
  ob_database_check (project->file.database, NULL);
  ob_state_forget (project->state);
  g_clear_pointer (&project->codebook, ob_codebook_unref);
  project->seq = project->saved_seq;
}

static void
emit_affected (ObProject *project, ObAffected *affected)
{
  GHashTableIter iter;
  gpointer article, range;

  if (affected->codebook)
    g_signal_emit (project, signals[CODEBOOK_CHANGED], 0);
  if (affected->articles)
    g_signal_emit (project, signals[ARTICLES_CHANGED], 0);
  if (affected->directory)
    g_signal_emit (project, signals[DIRECTORY_CHANGED], 0);
  g_hash_table_iter_init (&iter, affected->ranges);
  while (g_hash_table_iter_next (&iter, &article, &range))
    g_signal_emit (project, signals[ANNOTATIONS_CHANGED], 0, *(ObEntity *) article, ((ObSegment *) range)->start,
                   ((ObSegment *) range)->end);
  g_signal_emit (project, signals[HISTORY_CHANGED], 0);
}

/* What a worker's commit touched, on its way to the thread of the signals. */
typedef struct
{
  ObProject *project;   /* (owned) */
  ObAffected *affected; /* (owned) */
} Telling;

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_object_unref (telling->project);
  ob_affected_free (telling->affected);
  g_free (telling);
}

static gboolean
tell_cb (gpointer data)
{
  const Telling *telling = data;

  if (telling->project->state != NULL)
    emit_affected (telling->project, telling->affected);
  return G_SOURCE_REMOVE;
}

/* Tells listeners of @affected (transfer full): at once in the project's own thread, else there, soon.
 * Not with g_main_context_invoke(), which calls in this thread while the context is idle. */
static void
tell_affected (ObProject *project, ObAffected *affected)
{
  Telling *telling = g_new0 (Telling, 1);
  g_autoptr (GSource) source = NULL;

  telling->project = g_object_ref (project);
  telling->affected = affected;
  if (g_thread_self () == project->thread)
    {
      emit_affected (project, affected);
      telling_free (telling);
      return;
    }
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, telling, telling_free);
  g_source_attach (source, project->context);
}

gboolean
ob_project_commit (ObProject *project, GError **error)
{
  ObAffected *affected;

  write_local (project);
  if (!ob_database_commit (project->file.database, error))
    {
      ob_project_rollback (project);
      return FALSE;
    }

  g_hash_table_remove_all (project->local);
  project->saved_seq = project->seq;
  project->revision = ob_database_get_number (project->file.database, 0, "SELECT max(n) FROM change", "");
  affected = ob_state_take_affected (project->state);
  if (affected->articles)
    project->kept_article = 0;
  if (affected->codebook)
    g_clear_pointer (&project->codebook, ob_codebook_unref);
  tell_affected (project, affected);
  return TRUE;
}

/* Public functions ------------------------------------------------------------------------------ */

ObProject *
ob_project_create (const char *path, const char *annotator, const char *codebook_json, GError **error)
{
  g_autoptr (ObProject) project = g_object_new (OB_TYPE_PROJECT, NULL);
  g_autoptr (GBytes) genesis = make_genesis (codebook_json, error);

  if (genesis == NULL || !ob_project_file_create (path, &project->file, error))
    return NULL;

  project->state = ob_state_new (project->file.database);
  if (annotator == NULL || *annotator == '\0')
    annotator = get_user_name ();
  if (!fill_new (project, annotator, genesis, error))
    {
      g_clear_pointer (&project->state, ob_state_free);
      g_unlink (project->file.path);
      ob_project_file_close (&project->file);
      return NULL;
    }

  remember (project, FALSE);
  project->resumed = TRUE;
  return g_steal_pointer (&project);
}

ObProject *
ob_project_open (const char *path, GError **error)
{
  g_autoptr (ObProject) project = g_object_new (OB_TYPE_PROJECT, NULL);

  if (!ob_project_file_open (path, &project->file, error))
    return NULL;

  project->state = ob_state_new (project->file.database);
  return resume (project, error) ? g_steal_pointer (&project) : NULL;
}

void
ob_project_close (ObProject *project)
{
  OB_PROJECT_LOCK (project);

  if (project->state == NULL)
    return;

  if (g_hash_table_size (project->local) > 0 && project->file.read_only_reason == NULL
      && ob_project_begin (project, NULL))
    {
      write_local (project);
      ob_database_commit (project->file.database, NULL);
    }
  g_clear_pointer (&project->state, ob_state_free);
  g_clear_pointer (&project->codebook, ob_codebook_unref);
  g_clear_pointer (&project->kept_text, ob_text_unref);
  g_clear_pointer (&project->file.database, ob_database_free);
  if (project->resumed && project->file.read_only_reason == NULL)
    remember (project, TRUE);
  ob_project_file_close (&project->file);
}

const char *
ob_project_get_path (ObProject *project)
{
  return project->file.path;
}

char *
ob_project_dup_name (ObProject *project)
{
  char *name = g_path_get_basename (project->file.path != NULL ? project->file.path : "");

  if (g_str_has_suffix (name, ".obelus") && strlen (name) > strlen (".obelus"))
    name[strlen (name) - strlen (".obelus")] = '\0';
  return name;
}

gboolean
ob_project_is_read_only (ObProject *project)
{
  return project->state == NULL || project->file.read_only_reason != NULL;
}

const char *
ob_project_get_read_only_reason (ObProject *project)
{
  return project->file.read_only_reason;
}

const char *
ob_project_get_notice (ObProject *project)
{
  return project->file.notice;
}

ObEntity
ob_project_get_annotator (ObProject *project)
{
  return project->annotator;
}

gboolean
ob_project_set_annotator (ObProject *project, ObEntity annotator, GError **error)
{
  OB_PROJECT_LOCK (project);

  if (ob_project_get_kind (project, annotator) != OB_KIND_ANNOTATOR)
    {
      ob_project_refuse (error, _ ("There is no such annotator in this project."));
      return FALSE;
    }
  keep_annotator (project, annotator);
  return TRUE;
}

gint64
ob_project_get_revision (ObProject *project)
{
  return project->revision;
}

ObCodebook *
ob_project_ref_codebook (ObProject *project)
{
  OB_PROJECT_LOCK (project);

  if (project->state == NULL)
    return ob_codebook_new ();
  if (project->codebook == NULL)
    project->codebook = ob_project_read_codebook (project->file.database);
  return ob_codebook_ref (project->codebook);
}

char *
ob_project_get_local (ObProject *project, const char *key)
{
  g_autofree char *full_key = g_strconcat ("view:", key, NULL);
  OB_PROJECT_LOCK (project);

  return project->state != NULL ? read_local (project, full_key) : NULL;
}

void
ob_project_set_local (ObProject *project, const char *key, const char *value)
{
  g_autofree char *full_key = g_strconcat ("view:", key, NULL);
  OB_PROJECT_LOCK (project);

  if (project->state != NULL)
    set_local (project, full_key, value);
}
