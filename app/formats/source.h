/* Where an annotation set comes from: one file, a folder, or a ZIP archive with files in it.
 *
 * Everything is untrusted: links are not followed out of a folder, sizes and numbers are bounded,
 * archives are opened through articles/archive.h.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A set of another program's is refused when a file of it is larger, or there are more. */
#define OB_SOURCE_MAX_BYTES (512u * 1024 * 1024)
#define OB_SOURCE_MAX_FILES 50000

typedef struct _ObSource ObSource;

/* Opens @path.  Returns: (transfer full) (nullable): NULL with a G_IO_ERROR, OB_ARTICLES_ERROR or
 * OB_FORMAT_ERROR. */
ObSource *ob_source_open (const char *path, GError **error);

/* One file in memory, called @name. */
ObSource *ob_source_new_for_bytes (const char *name, GBytes *bytes);
void ob_source_free (ObSource *source);

/* The name of the file or folder, without the folders it is in. */
const char *ob_source_get_name (const ObSource *source);

/* TRUE for a folder or an archive. */
gboolean ob_source_is_several (const ObSource *source);

/* Relative names of all files, sorted; just the one for a single file. */
const GPtrArray *ob_source_list (const ObSource *source);

/* The first name that ends with @ending, or NULL. */
const char *ob_source_find (const ObSource *source, const char *ending);
gboolean ob_source_has (const ObSource *source, const char *name);

/* The whole file.  Returns: (transfer full) (nullable). */
GBytes *ob_source_get (const ObSource *source, const char *name, GError **error);

/* The beginning of a single file, at most 64 KiB; NULL when it cannot be read or is several. */
GBytes *ob_source_get_head (const ObSource *source);

/* A single file as a stream. Returns: (transfer full) (nullable). */
GInputStream *ob_source_stream (const ObSource *source, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSource, ob_source_free)

G_END_DECLS
