/* A buffered way out: what is appended to the buffer goes to a stream in pieces, so that an export
 * needs the memory of one article and not of all.
 */
#pragma once

#include "formats/files.h"

G_BEGIN_DECLS

typedef struct
{
  GString *buffer;           /* (owned): append here */
  GOutputStream *stream;     /* (nullable) not owned, never closed */
  ObFiles *files;            /* (nullable) (owned) instead of @stream */
  GCancellable *cancellable; /* (nullable) not owned */
  GError *error;             /* (owned) (nullable): the first; nothing is written after it */
} ObSink;

ObSink *ob_sink_new (GOutputStream *stream, GCancellable *cancellable);
void ob_sink_free (ObSink *sink);

/* The same for several files; takes over @files. */
ObSink *ob_sink_new_for_files (ObFiles *files, GCancellable *cancellable);

/* Begins the file @name: what is appended from now on goes into it. */
void ob_sink_begin_file (ObSink *sink, const char *name);
/* Adds a whole file, not compressed. */
void ob_sink_add_stored (ObSink *sink, const char *name, const char *data);

/* Writes the buffer out when it has grown enough to be worth it.  FALSE after an error. */
gboolean ob_sink_drain (ObSink *sink);

/* Writes out what is left and flushes the stream.  FALSE with @error: the first of all. */
gboolean ob_sink_finish (ObSink *sink, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSink, ob_sink_free)

G_END_DECLS
