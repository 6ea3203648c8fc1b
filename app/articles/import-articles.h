/* Importing articles into a project: many files in one undoable step, and each file's fate.
 *
 * Two halves, so that the window can do the slow one in a worker thread: reading files, which needs
 * no project, and adding what was read, which belongs to the project's thread.
 */
#pragma once

#include "articles/reader.h"
#include "store/project.h"

G_BEGIN_DECLS

typedef enum
{
  OB_IMPORT_READ,      /* read, not added yet */
  OB_IMPORT_ADDED,     /* a new article of the project */
  OB_IMPORT_DUPLICATE, /* the same text is there already; nothing was added */
  OB_IMPORT_REFUSED,   /* could not be read */
} ObImportOutcome;

/* One file and what became of it. */
typedef struct
{
  char *name;          /* (owned) what messages call it: the path as it was given, in UTF-8 */
  ObReading *reading;  /* (owned) (nullable): NULL when refused */
  ObImportOutcome outcome;
  char *reason;        /* (owned) (nullable) duplicate: of what; refused: why; a sentence */
  ObEntity article;    /* the new article, or the one with the same text; 0 */
} ObImportItem;

void ob_import_item_free (ObImportItem *item);

/* "added", "duplicate", ...; untranslated. */
const char *ob_import_outcome_get_name (ObImportOutcome outcome);

/* Called after each file, in the thread that reads. */
typedef void (*ObImportProgress) (guint n_done, guint n_files, gpointer data);

/* Reads the files at @paths (NULL-terminated, as the file system spells them).  From any thread.
 * @progress: (nullable).
 * Returns: (transfer full) (nullable): array of ObImportItem in the order of @paths, read or
 * refused; NULL with G_IO_ERROR_CANCELLED only. */
GPtrArray *ob_import_read_files (const char *const *paths,
                                 ObImportProgress progress,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);

/* Reads one article from memory, as pasting gives it; @name: what messages call it, not kept as a
 * file name.  Returns: (transfer full): read or refused. */
ObImportItem *ob_import_read_bytes (GBytes *bytes, const char *name);

/* Adds what was read to @project, in one edit, "Import 3 articles"; texts that the project has
 * already, or that came twice, are duplicates.  With @dry_run nothing is written, and the outcome
 * says what would be.  On the project's thread.
 * Returns: FALSE with an error of the project, when nothing was added and all outcomes are as
 * before. */
gboolean ob_import_add (ObProject *project, GPtrArray *items, gboolean dry_run, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObImportItem, ob_import_item_free)

G_END_DECLS
