/* The dialog that shows what importing one annotation set would do; set-import.h has its picture. */
#pragma once

#include "formats/format.h"
#include "window/window.h"

G_BEGIN_DECLS

#define OB_TYPE_SET_IMPORT_DIALOG (ob_set_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObSetImportDialog, ob_set_import_dialog, OB, SET_IMPORT_DIALOG, GtkDialog)

/* Opens it for the set of @format at @path, which it begins to read.  The window has a project. */
ObSetImportDialog *
ob_set_import_dialog_open (ObWindow *window, const char *path, const ObFormat *format);

G_END_DECLS
