/* A project file on disk, opened safely and for this process alone.
 *
 * A file that this installation wrote is opened in place.  Every other file, and one of an older
 * format, is read without being trusted (store/ingest.h) and written anew beside it, which then
 * takes its place; where it cannot be written, the new copy stays in memory and is read-only.
 */
#pragma once

#include "store/database.h"
#include "store/replica.h"

G_BEGIN_DECLS

typedef struct
{
  ObDatabase *database; /* (owned) configured, locked, of the current format */
  char *path;           /* (owned) without symbolic links */
  ObFileIdentity identity;
  gboolean untouched;     /* it is as it was closed here, or was just made or checked */
  char *read_only_reason; /* (owned) (nullable): a sentence */
  gboolean is_copy;       /* read-only because another program has it */
  char *notice;           /* (owned) (nullable): a sentence for the user */
} ObProjectFile;

/* Makes a new, empty project file; refuses to replace anything.  FALSE with OB_PROJECT_ERROR. */
gboolean ob_project_file_create (const char *path, ObProjectFile *file, GError **error);

/* Opens an existing one.  A refused file is left byte for byte as it was. */
gboolean ob_project_file_open (const char *path, ObProjectFile *file, GError **error);

/* Shows one that another program has open, as it is now: a copy in memory, only to be read.  It fails
 * with OB_PROJECT_ERROR_BUSY while that program is writing. */
gboolean ob_project_file_open_copy (const char *path, ObProjectFile *file, GError **error);

/* TRUE when another process has the file open as a project. */
gboolean ob_project_file_is_open_elsewhere (const char *path);

/* TRUE when this process has the file open as a project. */
gboolean ob_project_file_is_open_here (const char *path);

/* Gives the file free and clears @file. */
void ob_project_file_close (ObProjectFile *file);

/* FALSE with a sentence when the file is no longer in its place. */
gboolean ob_project_file_check_place (const ObProjectFile *file, GError **error);

G_END_DECLS
