/* Codebooks as files that projects share: JSON (everything), CSV (for spreadsheets), REFI .qdc (the
 * codebook exchange format of QDA programs).
 *
 * What is read is told apart by its content, never by its name.
 */
#pragma once

#include <gio/gio.h>

#include "model/codebook.h"
#include "store/edit-codebook.h"

G_BEGIN_DECLS

#define OB_CODEBOOK_FILE_MAX_BYTES (16 * 1024 * 1024)

typedef enum
{
  OB_CODEBOOK_JSON,
  OB_CODEBOOK_CSV,
  OB_CODEBOOK_QDC,
  OB_N_CODEBOOK_FORMATS
} ObCodebookFormat;

typedef struct
{
  ObCodebook *codebook; /* (owned) its entities are numbers from 1 that mean nothing elsewhere; ids
                         * and names are unique */
  ObTakenFields fields; /* what the format tells of each label */
  GPtrArray *notes;     /* (owned) char *: sentences on what was changed or left out */
} ObCodebookFile;

/* "json", "csv", "qdc"; also the usual ending of such a file. */
const char *ob_codebook_format_get_name (ObCodebookFormat format);
gboolean ob_codebook_format_from_name (const char *name, ObCodebookFormat *format);

/* (nullable): a sentence on what the format cannot hold, translated. */
const char *ob_codebook_format_get_loss (ObCodebookFormat format);

/* @codebook in that format.  Returns: (transfer full). */
GBytes *ob_codebook_file_write (const ObCodebook *codebook, ObCodebookFormat format);

/* Returns: (transfer full) (nullable): NULL with G_IO_ERROR_INVALID_DATA and a sentence that names
 * the place when @bytes is no codebook. */
ObCodebookFile *ob_codebook_file_read (GBytes *bytes, GError **error);

/* The same from the file at @path, of at most OB_CODEBOOK_FILE_MAX_BYTES. */
ObCodebookFile *ob_codebook_file_load (const char *path, GError **error);

void ob_codebook_file_free (ObCodebookFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObCodebookFile, ob_codebook_file_free)

G_END_DECLS
