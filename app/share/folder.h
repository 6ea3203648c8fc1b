/* What lies in a team folder: bundles, whatever a synchroniser has added to their names. */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;     /* (owned) */
  char *look;     /* (owned) size and time: when they are the same, so is the file */
  gsize n_bytes;
  gint64 written; /* seconds since 1970 */
} ObFolderFile;

void ob_folder_file_free (ObFolderFile *file);

/* (transfer full) (nullable): NULL when it is no file. */
ObFolderFile *ob_folder_look (const char *folder, const char *name);

/* (transfer full) (nullable): GPtrArray of ObFolderFile by name; NULL with OB_PROJECT_ERROR_FAILED
 * when the folder cannot be read. */
GPtrArray *ob_folder_list (const char *folder, GError **error);

/* Somebody who works with the folder. */
typedef struct
{
  char *name;   /* (owned): the annotator */
  gint64 last;  /* seconds since 1970 when that person last sent something, as the folder says */
  gboolean own; /* it is this copy */
} ObPresence;

void ob_presence_free (ObPresence *presence);

/* (transfer full) (nullable): GPtrArray of ObPresence, the last first; one for each annotator.
 * NULL as ob_folder_list(). */
GPtrArray *ob_folder_list_presences (ObProject *project, const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObFolderFile, ob_folder_file_free)

G_END_DECLS
