/* What the files of the store share of a project. */
#pragma once

#include "store/packed-text.h"
#include "store/project-file.h"
#include "store/project.h"
#include "store/state.h"

G_BEGIN_DECLS

struct _ObProject
{
  GObject parent_instance;

  GRecMutex mutex;
  GThread *thread;       /* (unowned) that opened it, and where the signals are emitted */
  GMainContext *context; /* (owned) of that thread */
  ObProjectFile file;
  ObState *state;    /* (owned) (nullable) NULL when closed */
  ObId actor;        /* who writes here */
  guint64 seq;       /* of the last change written here */
  guint64 saved_seq; /* the same at the last commit */
  ObEntity annotator;
  ObEntity named; /* the annotator whom the log names as working in this copy, as far as is known */
  ObCodebook *codebook; /* (owned) (nullable) made when asked for */
  GHashTable *local;    /* (owned) key -> value: settings not yet written */
  ObText *kept_text;    /* (owned) (nullable) of kept_article */
  ObEntity kept_article;
  gboolean is_earlier; /* made by ob_project_open_earlier() */
  gboolean resumed; /* opened to its end: what is known of the file may be remembered */
  gint64 revision;
};

/* Settings of a review copy (share/review-copy.h): whose it is, and that it is blind. */
#define OB_LOCAL_REVIEW "review:"
#define OB_LOCAL_REVIEWER OB_LOCAL_REVIEW "annotator"
#define OB_LOCAL_BLIND OB_LOCAL_REVIEW "blind"

/* FALSE with a sentence when @project is a blind review copy, which takes nothing in. */
gboolean ob_project_check_not_blind (ObProject *project, GError **error);

/* Field of an annotator that names a copy in which that person has worked: "actor:" and its id. */
#define OB_FIELD_ACTOR "actor:"

GRecMutex *ob_project_get_mutex (ObProject *project);

/* Holds the project's lock to the end of the block. */
#define OB_PROJECT_LOCK(project)                                                                   \
  g_autoptr (GRecMutexLocker) project_lock G_GNUC_UNUSED                                           \
      = g_rec_mutex_locker_new (ob_project_get_mutex (project))

/* Who writes here: this copy, not a person. */
const ObId *ob_project_get_actor (ObProject *project);

/* NULL when the project is closed. */
ObDatabase *ob_project_get_database (ObProject *project);
ObState *ob_project_get_state (ObProject *project);

/* The database for reading, or NULL when the project is closed; what an earlier reading met is
 * logged and forgotten. */
ObDatabase *ob_project_read (ObProject *project);

/* Begins a transaction.  FALSE with a sentence when the project is closed, read-only, or its file
 * is gone. */
gboolean ob_project_begin (ObProject *project, GError **error);

/* Gives @change (transfer full) what every change of this project has (actor, sequence, clocks,
 * predecessors), seals, stores and applies it.  Returns its number; failures stick in the database.
 */
gint64 ob_project_append (ObProject *project, ObChange *change);

/* Commits the transaction and tells listeners what it touched; rolls back on failure. */
gboolean ob_project_commit (ObProject *project, GError **error);
void ob_project_rollback (ObProject *project);

/* Stores a text and the bytes it came from.  Returns its row, or 0 when it was there. */
gint64 ob_project_store_text (ObDatabase *database, ObText *text, GBytes *original);
gint64 ob_project_store_packed_text (ObDatabase *database, const ObPackedText *packed);

/* The text that was asked for last: it is asked for again and again.  (transfer none) (nullable) */
ObText *ob_project_get_kept_text (ObProject *project, ObEntity article);
void ob_project_keep_text (ObProject *project, ObEntity article, ObText *text);

/* The codebook that the labels of the database make. (transfer full) */
ObCodebook *ob_project_read_codebook (ObDatabase *database);

/* The creations of @codebook's labels as a change that is the same in every project, so that
 * projects that begin with one codebook share its labels.  @parents: as from
 * ob_codebook_from_json(), or NULL. (transfer full): sealed body. */
GBytes *ob_codebook_make_genesis (const ObCodebook *codebook, GPtrArray *parents);

/* The fields of a directory entry, codebook label or comment; empty when it is not there.
 * (transfer full) */
GArray *ob_project_get_record (ObDatabase *database, ObEntity entity);

/* Looks for damage: in the database's structure and in the log, and, when @thorough, in what is
 * derived and in the texts.  @problems: as for ob_project_check(). */
gboolean ob_project_find_problems (ObProject *project,
                                   gboolean thorough,
                                   GPtrArray **problems,
                                   GError **error);

/* An error that a wrong request causes: OB_PROJECT_ERROR_INVALID. */
void ob_project_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Tells listeners of @affected (transfer full): at once in the project's own thread, else there,
 * soon. */
void ob_project_tell (ObProject *project, ObAffected *affected);

/* Settings of this copy (settings.c): ob_project_dup_setting(): (transfer full) (nullable). */
char *ob_project_dup_setting (ObProject *project, const char *key);
void ob_project_set_setting (ObProject *project, const char *key, const char *value);
void ob_project_flush_settings (ObProject *project);

/* Who writes here (participants.c).  A new actor; the one that wrote here before, or a new one
 * where the file has been copied or put back; and what the installation remembers of it (@closed:
 * as the file was left). */
void ob_project_start_actor (ObProject *project);
void ob_project_resume_actor (ObProject *project);
void ob_project_remember (ObProject *project, gboolean closed);
const char *ob_project_get_user_name (void);

/* An annotator, and the project itself when @project_name is given, made outside the undo steps. */
ObEntity ob_project_add_annotator (ObProject *project, const char *name, const char *project_name);
void ob_project_keep_annotator (ObProject *project, ObEntity annotator);
gboolean ob_project_resume_annotator (ObProject *project, GError **error);

/* The annotator who works in the copy with that actor, as far as the log says: (transfer full): ""
 * when it does not. */
char *ob_project_dup_person (ObProject *project, const ObId *actor);

/* Makes @change say who works here, if the log does not know it yet. */
void ob_project_name_actor (ObProject *project, ObChange *change);

G_END_DECLS
