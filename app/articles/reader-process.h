/* The reader process, as the program sees it: bytes go in, checked articles come out.
 *
 * Files are read by "obelus-reader", which is locked in (reader/lock-in.h), so that a file made to
 * take over a parser takes over nothing.  One process serves a batch.  One that crashes, hangs,
 * takes too much or answers nonsense is ended; that costs the file that it read, and the next file
 * gets a new one.
 */
#pragma once

#include "articles/reader.h"

G_BEGIN_DECLS

typedef struct _ObReaderProcess ObReaderProcess;

/* Starts nothing yet.  To be used by one thread at a time. */
ObReaderProcess *ob_reader_process_new (void);
void ob_reader_process_free (ObReaderProcess *process);

/* How long one file may take: seconds of computing (20 unless set), and as often as that on the
 * clock (3 times, as the machine may be busy). */
void ob_reader_process_set_limit (ObReaderProcess *process, guint seconds);

/* Reads all articles in @bytes.  @name: the file's name without folder, or NULL.  @options:
 * (nullable).
 * Returns: (transfer full) (nullable): GPtrArray of ObReading, at least one; when @error is set as
 * well, those that were read before the rest failed.  NULL with OB_ARTICLES_ERROR or
 * G_IO_ERROR_CANCELLED. */
GPtrArray *ob_reader_process_read (ObReaderProcess *process,
                                   GBytes *bytes,
                                   const char *name,
                                   const ObReadOptions *options,
                                   GCancellable *cancellable,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObReaderProcess, ob_reader_process_free)

G_END_DECLS
