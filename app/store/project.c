#include "store/ingest.h"
#include "store/project-private.h"

#include <stdarg.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/losses.h"
#include "store/project-file.h"
#include "store/schema.h"

/* A project of at most this many changes is replayed when it is not as it was left (0.1 ms each).
 */
#define MOST_CHANGES_REPLAYED 2000

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

/* Opening and creating --------------------------------------------------------------------------
 */

static gboolean
fill_new (ObProject *project, const char *annotator, GBytes *genesis, GError **error)
{
  g_autofree char *name = ob_project_dup_name (project);

  ob_database_begin (project->file.database);
  ob_schema_create (project->file.database);
  ob_project_start_actor (project);
  ob_state_receive (project->state, genesis, NULL);
  ob_project_keep_annotator (project, ob_project_add_annotator (project, annotator, name));
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

/* After a crash, or when something else has written the file: what is there must be whole before it
 * is written again. */
static gboolean
verify (ObProject *project, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  gint64 n_changes
      = ob_database_get_number (project->file.database, 0, "SELECT count(*) FROM change", "");

  if (!ob_database_check (project->file.database, error)
      || !ob_project_find_problems (project, n_changes <= MOST_CHANGES_REPLAYED, &problems, error))
    return FALSE;
  if (problems->len == 0)
    return TRUE;

  ob_project_refuse (
      error,
      _ ("The project file is damaged: %s “obelus check FILE --repair NEW” saves everything "
         "that is intact into a new project."),
      (char *) problems->pdata[0]);
  return FALSE;
}

/* Shows what had been lost and was found again.  Before anybody knows an entity's number. */
static gboolean
heal (ObProject *project, GError **error)
{
  ObAffected *affected;

  if (project->file.read_only_reason != NULL || !ob_losses_are_found (project->state))
    return TRUE;

  ob_database_begin (project->file.database);
  ob_losses_heal (project->state);
  affected = ob_state_take_affected (project->state);
  ob_affected_free (affected);
  return ob_database_commit (project->file.database, error);
}

static gboolean
resume (ObProject *project, GError **error)
{
  if (!project->file.untouched && !verify (project, error))
    return FALSE;
  ob_project_resume_actor (project);
  if (!heal (project, error))
    return FALSE;
  if (project->file.read_only_reason == NULL)
    ob_project_remember (project, FALSE);
  project->resumed = TRUE;
  project->revision
      = ob_database_get_number (project->file.database, 0, "SELECT max(n) FROM change", "");
  if (!ob_database_check (project->file.database, error))
    return FALSE;

  return ob_project_resume_annotator (project, error);
}

/* GObject ---------------------------------------------------------------------------------------
 */

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
  signal = g_signal_new_valist (name, OB_TYPE_PROJECT, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL,
                                G_TYPE_NONE, n_parameters, parameters);
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
    g_signal_emit (project, signals[ANNOTATIONS_CHANGED], 0, *(ObEntity *) article,
                   ((ObSegment *) range)->start, ((ObSegment *) range)->end);
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

/* Tells listeners of @affected (transfer full): at once in the project's own thread, else there,
 * soon. Not with g_main_context_invoke(), which calls in this thread while the context is idle. */
void
ob_project_tell (ObProject *project, ObAffected *affected)
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

/* Private functions -----------------------------------------------------------------------------
 */

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

/* Public functions ------------------------------------------------------------------------------
 */

ObProject *
ob_project_create (const char *path,
                   const char *annotator,
                   const char *codebook_json,
                   GError **error)
{
  g_autoptr (ObProject) project = g_object_new (OB_TYPE_PROJECT, NULL);
  g_autoptr (GBytes) genesis = make_genesis (codebook_json, error);

  if (genesis == NULL || !ob_project_file_create (path, &project->file, error))
    return NULL;

  project->state = ob_state_new (project->file.database);
  if (annotator == NULL || *annotator == '\0')
    annotator = ob_project_get_user_name ();
  if (!fill_new (project, annotator, genesis, error))
    {
      g_clear_pointer (&project->state, ob_state_free);
      g_unlink (project->file.path);
      ob_project_file_close (&project->file);
      return NULL;
    }

  ob_project_remember (project, FALSE);
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

ObProject *
ob_project_open_copy (const char *path, GError **error)
{
  g_autoptr (ObProject) project = g_object_new (OB_TYPE_PROJECT, NULL);

  if (!ob_project_file_open_copy (path, &project->file, error))
    return NULL;

  project->state = ob_state_new (project->file.database);
  return resume (project, error) ? g_steal_pointer (&project) : NULL;
}

gboolean
ob_project_can_be_taken_over (ObProject *project)
{
  return project->file.is_copy && !ob_project_file_is_open_elsewhere (project->file.path);
}

gboolean
ob_project_is_copied_at (ObProject *project, const char *path)
{
  ObFileIdentity own, theirs;
  ObId id;

  /* Before anybody has to wait: the file may be far away. */
  if ((ob_file_identity_read (project->file.path, &own) && ob_file_identity_read (path, &theirs)
       && ob_file_identity_equal (&own, &theirs))
      || !ob_ingest_peek (path, &id))
    return FALSE;
  {
    OB_PROJECT_LOCK (project);

    return project->state != NULL
           && ob_state_get_kind (project->state, ob_state_lookup (project->state, &id))
                  == OB_KIND_PROJECT;
  }
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
      ob_project_flush_settings (project);
      ob_database_commit (project->file.database, NULL);
    }
  g_clear_pointer (&project->state, ob_state_free);
  g_clear_pointer (&project->codebook, ob_codebook_unref);
  g_clear_pointer (&project->kept_text, ob_text_unref);
  g_clear_pointer (&project->file.database, ob_database_free);
  if (project->resumed && project->file.read_only_reason == NULL)
    ob_project_remember (project, TRUE);
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
