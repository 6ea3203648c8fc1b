/* Files that tests make to read them. */
#pragma once

#include <gio/gio.h>

/* A ZIP file of entries: name, content, name, content, ..., NULL.  Returns: (transfer full). */
GBytes *made_zip (const char *name, ...) G_GNUC_NULL_TERMINATED;

/* The same, protected by a password.  Returns: (transfer full). */
GBytes *made_encrypted_zip (const char *name, const char *content);

/* A ZIP file with @n_entries entries of @n_bytes zeros each.  Returns: (transfer full). */
GBytes *made_bomb (guint n_entries, gsize n_bytes);

/* @bytes behind gzip.  Returns: (transfer full). */
GBytes *made_gzip (const char *contents);

/* Reads @bytes; NULL with an error, else something for @discard. */
typedef gpointer (*MadeReader) (GBytes *bytes, GError **error);

/* Gives @read all beginnings of @bytes, in steps of @step bytes: each ends in a sentence or in
 * something. */
void made_check_truncated (GBytes *bytes, gsize step, MadeReader read, GDestroyNotify discard);
