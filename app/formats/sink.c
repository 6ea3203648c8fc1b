#include "formats/sink.h"

#include <string.h>

#define WORTHWHILE_BYTES (64 * 1024)

/* All but the last @n_kept bytes. */
static gboolean
write_out (ObSink *sink, gsize n_kept)
{
  gsize length = sink->buffer->len > n_kept ? sink->buffer->len - n_kept : 0;

  if (sink->error == NULL && length > 0 && sink->files != NULL)
    ob_files_write (sink->files, sink->buffer->str, length, sink->cancellable, &sink->error);
  else if (sink->error == NULL && length > 0)
    g_output_stream_write_all (sink->stream, sink->buffer->str, length, NULL, sink->cancellable,
                               &sink->error);
  if (sink->error == NULL)
    g_string_erase (sink->buffer, 0, (gssize) length);
  else
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

ObSink *
ob_sink_new_for_files (ObFiles *files, GCancellable *cancellable)
{
  ObSink *sink = ob_sink_new (NULL, cancellable);

  sink->files = files;
  return sink;
}

void
ob_sink_begin_file (ObSink *sink, const char *name)
{
  if (write_out (sink, 0))
    ob_files_begin (sink->files, name, sink->cancellable, &sink->error);
}

void
ob_sink_add_stored (ObSink *sink, const char *name, const char *data)
{
  if (write_out (sink, 0))
    ob_files_add_stored (sink->files, name, data, strlen (data), sink->cancellable, &sink->error);
}

void
ob_sink_free (ObSink *sink)
{
  if (sink == NULL)
    return;

  ob_files_free (sink->files);
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
    return write_out (sink, 1); /* by which writers of JSON see what they wrote last */

  return TRUE;
}

gboolean
ob_sink_finish (ObSink *sink, GError **error)
{
  if (write_out (sink, 0)
      && (sink->files != NULL ? ob_files_finish (sink->files, sink->cancellable, error)
                              : g_output_stream_flush (sink->stream, sink->cancellable, error)))
    return TRUE;

  if (sink->error != NULL)
    g_propagate_error (error, g_steal_pointer (&sink->error));
  return FALSE;
}
