/* What articles are read from, and how: a file, or bytes that were pasted or loaded.
 *
 * A source stays as it is, so that the window can look at it while a worker reads it; to read a file
 * in another way is to read another source.  Reference counted, from any thread.
 */
#pragma once

#include "articles/reader-process.h"

G_BEGIN_DECLS

typedef struct _ObArticleSource ObArticleSource;

/* The file at @path, as the file system spells it.  @options: (nullable), copied. */
ObArticleSource *ob_article_source_new_file (const char *path, const ObReadOptions *options);

/* @bytes; @name: what messages call them; @file_name: (nullable) what the file would be called. */
ObArticleSource *ob_article_source_new_bytes (GBytes *bytes,
                                              const char *name,
                                              const char *file_name,
                                              const ObReadOptions *options);

/* The same file or bytes, to be read with other @options. */
ObArticleSource *ob_article_source_new_again (ObArticleSource *source,
                                              const ObReadOptions *options);

ObArticleSource *ob_article_source_ref (ObArticleSource *source);
void ob_article_source_unref (ObArticleSource *source);

/* What messages call it: the path as it was given, in UTF-8. */
const char *ob_article_source_get_name (const ObArticleSource *source);

/* The name of the file without folder, in UTF-8.  (nullable) */
const char *ob_article_source_get_file_name (const ObArticleSource *source);

const ObReadOptions *ob_article_source_get_options (const ObArticleSource *source);

/* Reads all articles in it with @process; from a worker thread.  @options: (nullable): instead of its
 * own.  Returns as ob_reader_process_read() does. */
GPtrArray *ob_article_source_read (ObArticleSource *source,
                                   ObReaderProcess *process,
                                   const ObReadOptions *options,
                                   GCancellable *cancellable,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObArticleSource, ob_article_source_unref)

G_END_DECLS
