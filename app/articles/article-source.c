#include "articles/article-source.h"

struct _ObArticleSource
{
  gatomicrefcount references;
  char *path;            /* (owned) (nullable) */
  GBytes *bytes;         /* (owned) (nullable) where there is no path */
  char *name;            /* (owned) */
  char *file_name;       /* (owned) (nullable) */
  ObReadOptions options; /* its strings are owned */
};

static void
copy_options (ObReadOptions *options, const ObReadOptions *other)
{
  static const ObReadOptions none = { 0 };

  *options = other != NULL ? *other : none;
  options->format = g_strdup (options->format);
  options->encoding = g_strdup (options->encoding);
  options->declared = g_strdup (options->declared);
  options->url = g_strdup (options->url);
  options->map = g_strdup (options->map);
}

static void
clear_options (ObReadOptions *options)
{
  g_free ((char *) options->format);
  g_free ((char *) options->encoding);
  g_free ((char *) options->declared);
  g_free ((char *) options->url);
  g_free ((char *) options->map);
}

static ObArticleSource *
source_new (char *name, char *file_name, const ObReadOptions *options)
{
  ObArticleSource *source = g_new0 (ObArticleSource, 1);

  g_atomic_ref_count_init (&source->references);
  source->name = name;
  source->file_name = file_name;
  copy_options (&source->options, options);
  return source;
}

/* Public functions ----------------------------------------------------------------------------- */

ObArticleSource *
ob_article_source_new_file (const char *path, const ObReadOptions *options)
{
  ObArticleSource *source
      = source_new (g_filename_display_name (path), g_filename_display_basename (path), options);

  source->path = g_strdup (path);
  return source;
}

ObArticleSource *
ob_article_source_new_bytes (GBytes *bytes,
                             const char *name,
                             const char *file_name,
                             const ObReadOptions *options)
{
  ObArticleSource *source = source_new (g_strdup (name), g_strdup (file_name), options);

  source->bytes = g_bytes_ref (bytes);
  return source;
}

ObArticleSource *
ob_article_source_new_again (ObArticleSource *source, const ObReadOptions *options)
{
  ObArticleSource *again
      = source_new (g_strdup (source->name), g_strdup (source->file_name), options);

  again->path = g_strdup (source->path);
  again->bytes = source->bytes != NULL ? g_bytes_ref (source->bytes) : NULL;
  return again;
}

ObArticleSource *
ob_article_source_ref (ObArticleSource *source)
{
  g_atomic_ref_count_inc (&source->references);
  return source;
}

void
ob_article_source_unref (ObArticleSource *source)
{
  if (!g_atomic_ref_count_dec (&source->references))
    return;

  g_free (source->path);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_free (source->name);
  g_free (source->file_name);
  clear_options (&source->options);
  g_free (source);
}

const char *
ob_article_source_get_name (const ObArticleSource *source)
{
  return source->name;
}

const char *
ob_article_source_get_file_name (const ObArticleSource *source)
{
  return source->file_name;
}

const ObReadOptions *
ob_article_source_get_options (const ObArticleSource *source)
{
  return &source->options;
}

GPtrArray *
ob_article_source_read (ObArticleSource *source,
                        ObReaderProcess *process,
                        const ObReadOptions *options,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GBytes) bytes = source->path != NULL
                                 ? ob_articles_load (source->path, cancellable, error)
                                 : g_bytes_ref (source->bytes);

  if (bytes == NULL)
    return NULL;
  return ob_reader_process_read (process, bytes, source->file_name,
                                 options != NULL ? options : &source->options, cancellable, error);
}
