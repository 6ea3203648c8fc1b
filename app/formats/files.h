/* Several files as one result: in a folder, or in a ZIP archive. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ObFiles ObFiles;

/* Writes into @folder, which is made when it is not there; or a ZIP archive into @stream (not
 * owned, not closed).  Returns: (transfer full). */
ObFiles *ob_files_new_in_folder (GFile *folder);
ObFiles *ob_files_new_in_archive (GOutputStream *stream);
void ob_files_free (ObFiles *files);

/* Begins the file @name (a relative path with "/"). */
gboolean
ob_files_begin (ObFiles *files, const char *name, GCancellable *cancellable, GError **error);

/* Appends to the file that was begun last. */
gboolean ob_files_write (
    ObFiles *files, const char *data, gsize length, GCancellable *cancellable, GError **error);

/* A whole file; in an archive it is not compressed. */
gboolean ob_files_add_stored (ObFiles *files,
                              const char *name,
                              const char *data,
                              gsize length,
                              GCancellable *cancellable,
                              GError **error);

gboolean ob_files_finish (ObFiles *files, GCancellable *cancellable, GError **error);

/* A file name for @title that is unique in @used (a set of char *, which learns it), at most 80
 * bytes, of letters, digits, "-" and "_", with @ending.  Returns: (transfer full). */
char *ob_files_make_name (GHashTable *used, const char *title, const char *ending);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObFiles, ob_files_free)

G_END_DECLS
