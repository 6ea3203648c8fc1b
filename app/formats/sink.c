#include "formats/sink.h"

#define WORTHWHILE_BYTES (64 * 1024)

static gboolean
write_out (ObSink *sink)
{
  if (sink->error == NULL && sink->buffer->len > 0)
    g_output_stream_write_all (sink->stream, sink->buffer->str, sink->buffer->len, NULL,
                               sink->cancellable, &sink->error);
  g_string_truncate (sink->buffer, 0);
  return sink->error == NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

ObSink *
ob_sink_new (GOutputStream *stream, GCancellable *cancellable)
{
  ObSink *sink = g_new0 (ObSink, 1);

  sink->buffer = g_string_sized_new (2 * WORTHWHILE_BYTES);
  sink->stream = stream;
  sink->cancellable = cancellable;
  return sink;
}

void
ob_sink_free (ObSink *sink)
{
  if (sink == NULL)
    return;

  g_string_free (sink->buffer, TRUE);
  g_clear_error (&sink->error);
  g_free (sink);
}

gboolean
ob_sink_drain (ObSink *sink)
{
  if (sink->error == NULL)
    g_cancellable_set_error_if_cancelled (sink->cancellable, &sink->error);
  if (sink->error != NULL || sink->buffer->len >= WORTHWHILE_BYTES)
    return write_out (sink);

  return TRUE;
}

gboolean
ob_sink_finish (ObSink *sink, GError **error)
{
  if (write_out (sink) && g_output_stream_flush (sink->stream, sink->cancellable, error))
    return TRUE;

  if (sink->error != NULL)
    g_propagate_error (error, g_steal_pointer (&sink->error));
  return FALSE;
}
