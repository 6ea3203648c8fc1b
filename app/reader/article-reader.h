/* The readers: what turns a file's bytes into articles, one table of functions a format.
 *
 * Readers run in a process of their own (reader/main.c), which can open no file, reach no network
 * and start no program: what a reader needs from the disk it loads in @prepare.  A reader writes
 * each article as a draft (articles/draft.h) and hands the reading to the sink, in the order of the
 * file; a file may hold many.
 */
#pragma once

#include "articles/draft.h"

G_BEGIN_DECLS

typedef struct
{
  GBytes *bytes;        /* the whole file */
  const char *name;     /* its name without folder, "" when it has none */
  ObReadOptions options;
} ObReadRequest;

/* Takes over @reading.  FALSE with an error when no more is wanted; then the reader stops. */
typedef gboolean (*ObReadingSink) (ObReading *reading, gpointer data, GError **error);

typedef struct
{
  const char *id;                /* "html" */
  const char *title;             /* translatable */
  const char *const *extensions; /* without dot, the usual one first, NULL-terminated */

  /* Whether a file is of this format, by its first bytes (at least 4 KiB where there are as many)
   * and, where these cannot tell, by its name. */
  gboolean (*recognise) (const guint8 *head, gsize n_bytes, const char *name);

  /* (nullable) loads what the format needs from the disk, before the process locks itself in. */
  void (*prepare) (void);

  /* FALSE with OB_ARTICLES_ERROR or the sink's error; what was handed over before counts. */
  gboolean (*read) (const ObReadRequest *request,
                    ObReadingSink sink,
                    gpointer data,
                    GError **error);
} ObArticleReader;

/* All readers, NULL-terminated, in the order in which they are asked; plain text is last. */
const ObArticleReader *const *ob_article_readers_list (void);

/* (nullable) */
const ObArticleReader *ob_article_readers_find (const char *id);

/* The reader for a file: never NULL, since plain text takes everything. */
const ObArticleReader *ob_article_readers_recognise (GBytes *bytes, const char *name);

/* Calls every prepare, loads the encodings, and the words of the user's language. */
void ob_article_readers_prepare (void);

/* Reads @request with the reader that its options name.  From one thread. */
gboolean ob_article_readers_read (const ObReadRequest *request,
                                  ObReadingSink sink,
                                  gpointer data,
                                  GError **error);

/* The readers. */
extern const ObArticleReader ob_article_reader_warc;
extern const ObArticleReader ob_article_reader_mhtml;
extern const ObArticleReader ob_article_reader_html;
extern const ObArticleReader ob_article_reader_document;
extern const ObArticleReader ob_article_reader_text;

G_END_DECLS
