/* ObProject: one open project file, and the only door to it.
 *
 * Everything in a project follows from its append-only change log (model/change.h); the state that
 * reading functions return is derived from it and kept beside it.  Writes go through ObEdit
 * (store/edit.h) and through undo (store/history.h): each is one transaction, durable on disk when
 * the call returns, and one undo step.
 *
 * Reading functions may be called from any thread: each takes the project's lock, returns a
 * complete answer that the caller owns, and is bounded, so that the window never waits long for a
 * worker. Merging (share/merge.h) and synchronising (share/sync.h) may be called from any thread
 * too. Everything else belongs to the thread that opened the project, and all signals are emitted
 * there: at once by what is called there, soon after what another thread wrote.
 */
#pragma once

#include <gio/gio.h>

#include "model/annotation.h"
#include "model/codebook.h"
#include "model/directory.h"
#include "model/formatting.h"
#include "model/text.h"

G_BEGIN_DECLS

#define OB_TYPE_PROJECT (ob_project_get_type ())
G_DECLARE_FINAL_TYPE (ObProject, ob_project, OB, PROJECT, GObject)

#define OB_PROJECT_ERROR (ob_project_error_quark ())
GQuark ob_project_error_quark (void);

typedef enum
{
  OB_PROJECT_ERROR_INVALID, /* not a project, damaged, of a newer version, or a refused edit */
  OB_PROJECT_ERROR_BUSY,    /* open in another program: try again when that is closed */
  OB_PROJECT_ERROR_FAILED,  /* the disk: full, read-only, vanished, faulty */
} ObProjectError;

/* Signals:
 *   articles-changed ()
 *   annotations-changed (gint64 article, guint start, guint end): annotations or their links
 * changed in that range of that article; 0, 0, G_MAXUINT32 for all codebook-changed (),
 * directory-changed () (speakers, disputes, positions, annotators), history-changed () (after every
 * edit, undo and redo; emitted last)
 */

/* Creates a project at @path, which must not exist, with the default codebook or that of the JSON
 * file's content @codebook_json (nullable), and an annotator called @annotator (nullable: the
 * user's name).  Returns: (transfer full) (nullable). */
ObProject *ob_project_create (const char *path,
                              const char *annotator,
                              const char *codebook_json,
                              GError **error);

/* Opens the project at @path.  A file that was not written by this installation is first read into
 * memory, checked whole and rebuilt from its log; a file that cannot be written opens read-only.
 * A file that is refused stays as it was.  Returns: (transfer full) (nullable). */
ObProject *ob_project_open (const char *path, GError **error);

/* Shows the project at @path, which another program has open, as it is now; only to be read.
 * Returns: (transfer full) (nullable). */
ObProject *ob_project_open_copy (const char *path, GError **error);

/* TRUE when @project was opened with ob_project_open_copy(), and the other program has since given
 * its file free: it can be opened anew. */
gboolean ob_project_can_be_taken_over (ObProject *project);

/* TRUE when the file @path says that it is a copy of @project, as far as can be known without
 * reading it whole, and is not its own file. */
gboolean ob_project_is_copied_at (ObProject *project, const char *path);

/* Gives the file free.  Later calls on @project fail; it is also done when @project is disposed. */
void ob_project_close (ObProject *project);

const char *ob_project_get_path (ObProject *project);

/* The file's name without folder and ending. Returns: (transfer full). */
char *ob_project_dup_name (ObProject *project);

/* TRUE when edits are refused; see ob_project_get_read_only_reason(). */
gboolean ob_project_is_read_only (ObProject *project);
/* (nullable): a sentence. */
const char *ob_project_get_read_only_reason (ObProject *project);

/* Something that the user should know about how the file was opened ("The project was
 * migrated..."), or NULL. */
const char *ob_project_get_notice (ObProject *project);

/* The annotator whose annotations new edits write. */
ObEntity ob_project_get_annotator (ObProject *project);

/* Chooses who annotates here; remembered in this copy of the file only. */
gboolean ob_project_set_annotator (ObProject *project, ObEntity annotator, GError **error);

/* Grows with every change; equal numbers mean nothing changed between. */
gint64 ob_project_get_revision (ObProject *project);

/* Ids. ob_project_dup_id(): (transfer full) (nullable) the id as text. ob_project_lookup(): the
 * entity with that whole id or unique beginning (of at least 6 characters), or 0. */
char *ob_project_dup_id (ObProject *project, ObEntity entity);
ObEntity ob_project_lookup (ObProject *project, const char *id);

/* The kind of a living entity; OB_KIND_NONE when it does not exist or was deleted. */
ObKind ob_project_get_kind (ObProject *project, ObEntity entity);

/* Finds one entity of @kind by what a person would call it: its id, or the id, name, alias, title,
 * file name or question, exactly, then ignoring case.  0 with OB_PROJECT_ERROR_INVALID when there
 * is none or more than one. */
ObEntity ob_project_find (ObProject *project, ObKind kind, const char *name, GError **error);

/* --- reading ------------------------------------------------------------------------------- */

/* (transfer full): the codebook now. */
ObCodebook *ob_project_ref_codebook (ObProject *project);

/* (transfer full): GPtrArray of ObArticle, in order of creation. */
GPtrArray *ob_project_list_articles (ObProject *project);
/* (transfer full) (nullable) */
ObArticle *ob_project_get_article (ObProject *project, ObEntity article);
/* The same with all that is known of it: also what lists leave out, and where each value is from.
 * A value that was changed since the article came in is "edited". */
ObArticle *ob_project_get_article_details (ObProject *project, ObEntity article);
/* The structure of the article's text.  (transfer full) (nullable): NULL when it is plain; with an
 * @error when its formatting is missing or damaged, and the text can be shown as if it were. */
ObFormatting *
ob_project_get_formatting (ObProject *project, ObEntity article, GError **error);
/* (transfer full) (nullable): NULL with error when the text is missing or damaged.  Cached for the
 * last article asked for. */
ObText *ob_project_get_text (ObProject *project, ObEntity article, GError **error);
/* (transfer full) (nullable): the bytes that the article came from. */
GBytes *ob_project_get_original (ObProject *project, ObEntity article);

/* (transfer full): GArray of ObSpan of the article's annotations, by start, then descending end,
 * then annotation. */
GArray *ob_project_list_spans (ObProject *project, ObEntity article);
/* The spans of those annotations of the article that lie wholly in [start, end), as the signal
 * annotations-changed says it; in the same order. */
GArray *
ob_project_list_spans_within (ObProject *project, ObEntity article, guint32 start, guint32 end);
/* The spans of one annotation, in order; empty when it does not exist. */
GArray *ob_project_get_spans (ObProject *project, ObEntity annotation);

/* (transfer full) (nullable) */
ObAnnotation *ob_project_get_annotation (ObProject *project, ObEntity annotation);
/* (transfer full): GPtrArray of ObAnnotation: those of @article (0: of all) with an entity number
 * above @after, at most @limit (0: all), by entity number. */
GPtrArray *
ob_project_list_annotations (ObProject *project, ObEntity article, ObEntity after, guint limit);

/* (transfer full): GPtrArray of ObLink that start (@from) or end (@to) at the annotation; 0 for
 * any, both 0 for all. */
GPtrArray *ob_project_list_links (ObProject *project, ObEntity from, ObEntity to);

/* A claim's or quotation's effective speaker: its own, or that of the mention at the end of its
 * said-by link, or 0. */
ObEntity ob_project_get_effective_speaker (ObProject *project, ObEntity annotation);

/* The same, and the dispute, of all annotations of an article: GArray of ObSubject, one an annotation,
 * in the order of their spans' hulls.  (transfer full) */
GArray *ob_project_list_subjects (ObProject *project, ObEntity article);

/* (transfer full): arrays by name or question. */
GPtrArray *ob_project_list_speakers (ObProject *project);
GPtrArray *ob_project_list_disputes (ObProject *project);
GPtrArray *ob_project_list_annotators (ObProject *project);
GPtrArray *ob_project_list_comments (ObProject *project, ObEntity on);
/* (transfer full): what needs attention, resolved or not. */
GPtrArray *ob_project_list_strays (ObProject *project);

/* (transfer full): GPtrArray of ObCheckpoint, the earliest first. */
GPtrArray *ob_project_list_checkpoints (ObProject *project);

/* (transfer full) (nullable): what an entity is called: name, question, title, text. */
char *ob_project_dup_label_of (ObProject *project, ObEntity entity);

/* Number of living annotations that use @label; that are @annotator's; that point to @entity. */
guint ob_project_count_annotations_with_label (ObProject *project, ObEntity label);
guint ob_project_count_annotations_by (ObProject *project, ObEntity annotator);
guint ob_project_count_references (ObProject *project, ObEntity entity);

/* An annotator's state for an article: "new", "in-progress", "done"; "none", "in-review",
 * "accepted", "returned".  (transfer full) */
char *ob_project_get_annotation_state (ObProject *project, ObEntity article, ObEntity annotator);
char *ob_project_get_review_state (ObProject *project, ObEntity article, ObEntity annotator);

/* This copy's own small settings (view state), never part of the log and never merged.
 * (transfer full) (nullable) */
char *ob_project_get_local (ObProject *project, const char *key);
/* Kept in memory and written with the next edit or on closing: never slows a key press. */
void ob_project_set_local (ObProject *project, const char *key, const char *value);

G_END_DECLS
