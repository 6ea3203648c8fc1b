/* Reading articles: files from the disk, and plain text.
 *
 * What strangers wrote is read by a process of its own (articles/reader-process.h); plain text is
 * read here, in that process.
 *
 * Everything here may be called from a worker thread.
 */
#pragma once

#include <gio/gio.h>

#include "model/directory.h"
#include "model/formatting.h"
#include "model/text.h"

G_BEGIN_DECLS

/* Larger files are refused, unread. */
#define OB_ARTICLES_MAX_MEGABYTES 64

#define OB_ARTICLES_ERROR (ob_articles_error_quark ())
GQuark ob_articles_error_quark (void);

typedef enum
{
  OB_ARTICLES_ERROR_FILE,    /* cannot be read: missing, forbidden, a folder, too large */
  OB_ARTICLES_ERROR_CONTENT, /* holds no text: empty, binary, of unknown encoding */
} ObArticlesError;

/* How a file is to be read; what is NULL is found out from the file itself. */
typedef struct
{
  const char *format;   /* id of a reader */
  const char *encoding; /* that somebody chose for it: as it is */
  const char *declared; /* encoding that who sent it says; counts as what a file says of itself */
  const char *url;      /* where it was got from */
  const char *map;      /* data sets: which column is what, "text=body,title=headline" */
  gboolean sample;      /* data sets: only the first rows, as one text: cells apart by TAB, the names of
                         * the columns first; the first note is the map that was guessed */
  gboolean whole;       /* a file of several articles stays one document */
} ObReadOptions;

/* What somebody may choose to have a file read in another way. */
typedef enum
{
  OB_OFFER_ENCODING = 1 << 0,
  OB_OFFER_COLUMNS = 1 << 1,
  OB_OFFER_WHOLE = 1 << 2, /* it was one of several articles in a file that can stay one document */
  OB_OFFER_ALL = 7,
} ObReadOffers;

/* An article as it was read. */
typedef struct
{
  ObText *text;         /* (owned) canonical */
  ObFormatting *formatting; /* (owned) (nullable) of the text; NULL when it is plain */
  ObArticle *metadata;  /* (owned) title, file name; byline, outlet, published where recognised */
  GBytes *original;     /* (owned) (nullable) the bytes, untouched */
  const char *encoding; /* "UTF-8" */
  guint offers;         /* ObReadOffers: how else its file can be read */
  char **notes;         /* (owned) what was changed, in sentences; NULL-terminated, may be empty */
} ObReading;

/* The ids of the formats that articles are read from (reader/article-reader.h has what they do),
 * NULL-terminated. */
const char *const *ob_articles_list_formats (void);

void ob_reading_free (ObReading *reading);

/* Reads plain text from @bytes.  @file_name (nullable): the file's name, for the metadata, and for
 * the title when the text gives none.  @options: (nullable).
 * Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT. */
ObReading *ob_articles_read_text (GBytes *bytes,
                                  const char *file_name,
                                  const ObReadOptions *options,
                                  GError **error);

/* The bytes of the regular file at @path (as the file system spells it).  Its size is looked at before it
 * is opened; folders, pipes and devices are never opened.
 * Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR or G_IO_ERROR_CANCELLED. */
GBytes *ob_articles_load (const char *path, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObReading, ob_reading_free)

G_END_DECLS
