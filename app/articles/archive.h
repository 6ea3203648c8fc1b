/* Archives from strangers: the one door to what is in a ZIP file, or behind gzip.
 *
 * Everything is read from memory into memory; nothing is ever unpacked to a disk.  What is refused,
 * each with a sentence: names that lead out of the archive, encrypted entries, damaged or
 * incomplete archives, and archives that unfold to more than they should:
 *
 *   entries                 OB_ARCHIVE_MAX_ENTRIES
 *   one entry               OB_ARCHIVE_MAX_ENTRY_BYTES
 *   all that is read        OB_ARCHIVE_MAX_BYTES
 *   against the archive     OB_ARCHIVE_MAX_RATIO to 1, once it is over OB_ARCHIVE_FREE_BYTES
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OB_ARCHIVE_MAX_ENTRIES 20000
#define OB_ARCHIVE_MAX_ENTRY_BYTES (64u * 1024 * 1024)
#define OB_ARCHIVE_MAX_BYTES (192u * 1024 * 1024)
#define OB_ARCHIVE_MAX_SET_BYTES (512u * 1024 * 1024)
#define OB_ARCHIVE_MAX_RATIO 200
#define OB_ARCHIVE_FREE_BYTES (4u * 1024 * 1024)

typedef struct _ObArchive ObArchive;

/* Whether the entry @name is to be read; the others are passed over, not unpacked. */
typedef gboolean (*ObArchiveWanted) (const char *name, gpointer data);

/* Whether @bytes begin as a ZIP file does; an empty one counts. */
gboolean ob_archive_is_zip (GBytes *bytes);

/* Reads the entries of the ZIP file @bytes that are @wanted (nullable: all).
 * Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT. */
ObArchive *ob_archive_read (GBytes *bytes, ObArchiveWanted wanted, gpointer data, GError **error);

/* The same for an annotation set, in which one file may say all of a large project: all entries, with
 * OB_ARCHIVE_MAX_SET_BYTES for one and for all. */
ObArchive *ob_archive_read_set (GBytes *bytes, GError **error);

void ob_archive_free (ObArchive *archive);

/* Names of all files in it, read or passed over, in their order; valid UTF-8, without a leading
 * slash.  Of entries with the same name the first counts. */
const GPtrArray *ob_archive_list (const ObArchive *archive);

/* Returns: (transfer none) (nullable): what was read of @name; NULL when there is no such entry, or
 * it was not wanted. */
GBytes *ob_archive_get (const ObArchive *archive, const char *name);

/* Unpacks gzip, also of several members one after the other, within the same bounds.
 * Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT. */
GBytes *ob_archive_gunzip (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObArchive, ob_archive_free)

G_END_DECLS
