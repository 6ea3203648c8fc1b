/* What the writer and the reader of "refi" share; refi.c describes the format. */
#pragma once

#include "formats/format.h"

G_BEGIN_DECLS

#define OB_REFI_PROJECT "project.qde"
#define OB_REFI_SOURCES "sources/"
#define OB_REFI_INTERNAL "internal://"
#define OB_REFI_META "Obelus: "

gboolean ob_refi_read (ObSetReading *import, GError **error);

G_END_DECLS
