/* What the formats of codebook files share. */
#pragma once

#include "formats/codebook-file.h"

G_BEGIN_DECLS

#define OB_CODEBOOK_MAX_LABELS 1000
#define OB_CODEBOOK_MAX_ATTRIBUTES 200

/* Sets @error to G_IO_ERROR_INVALID_DATA; returns FALSE. */
gboolean ob_codebook_file_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
void ob_codebook_file_note (ObCodebookFile *file, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Adds a label below @parent (0: none) with the colour and line of its turn.  Returns: (transfer
 * none) (nullable): NULL with error when there are too many. */
ObLabel *ob_codebook_file_add (ObCodebookFile *file, ObEntity parent, GError **error);

GString *ob_codebook_csv_write (const ObCodebook *codebook);
gboolean
ob_codebook_csv_read (const char *text, gsize length, ObCodebookFile *file, GError **error);

GString *ob_codebook_qdc_write (const ObCodebook *codebook);
gboolean
ob_codebook_qdc_read (const char *text, gsize length, ObCodebookFile *file, GError **error);

G_END_DECLS
