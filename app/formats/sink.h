/* A buffered way out: what is appended to the buffer goes to a stream in pieces, so that an export
 * needs the memory of one article and not of all.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GString *buffer;           /* (owned): append here */
  GOutputStream *stream;     /* not owned, never closed */
  GCancellable *cancellable; /* (nullable) not owned */
  GError *error;             /* (owned) (nullable): the first; nothing is written after it */
} ObSink;

ObSink *ob_sink_new (GOutputStream *stream, GCancellable *cancellable);
void ob_sink_free (ObSink *sink);

/* Writes the buffer out when it has grown enough to be worth it.  FALSE after an error. */
gboolean ob_sink_drain (ObSink *sink);

/* Writes out what is left and flushes the stream.  FALSE with @error: the first of all. */
gboolean ob_sink_finish (ObSink *sink, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSink, ob_sink_free)

G_END_DECLS
