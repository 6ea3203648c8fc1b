/* The codebook as a file, from the window: exported, imported, begun with. */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

/* Reads the codebook file at @path (JSON, CSV or REFI .qdc, told apart by content) into @project, in one
 * step.  @alone: what the file does not have goes, but for labels that annotations have.  Returns:
 * (transfer full) (nullable): a sentence on what was done and left out; NULL with @error. */
char *ob_codebook_files_read (ObProject *project, const char *path, gboolean alone, GError **error);

/* Writes the codebook of @project; the ending of @path says in which format.  Returns: (transfer full)
 * (nullable): a sentence on what was done, and what the format loses; NULL with @error. */
char *ob_codebook_files_write (ObProject *project, const char *path, GError **error);

/* What is done with the file that the user chooses. */
typedef enum
{
  OB_CODEBOOK_FILES_IMPORT,
  OB_CODEBOOK_FILES_START_FROM,
  OB_CODEBOOK_FILES_EXPORT,
  OB_CODEBOOK_FILES_COMPARE,
} ObCodebookFilesAction;

/* Gets how it went. */
typedef void (*ObCodebookFilesTold) (GtkWindow *parent, gboolean success, const char *sentence);

/* Shows how the codebook of @project differs from the file at @path, in a dialog above @parent.  FALSE with
 * @error when that cannot be read. */
gboolean ob_codebook_files_compare (GtkWindow *parent,
                                    ObProject *project,
                                    const char *path,
                                    ObCodebookFilesTold told,
                                    GError **error);

/* Lets the user choose the file. */
void ob_codebook_files_choose (GtkWindow *parent,
                               ObProject *project,
                               ObCodebookFilesAction action,
                               ObCodebookFilesTold told);

G_END_DECLS
