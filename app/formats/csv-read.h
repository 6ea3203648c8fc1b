/* The reader of "csv"; csv.c describes the table. */
#pragma once

#include "formats/format.h"

G_BEGIN_DECLS

gboolean ob_csv_read_set (ObSetReading *import, GError **error);
gboolean ob_csv_recognise (const char *head, gsize length);

G_END_DECLS
