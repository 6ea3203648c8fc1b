/* Reading articles: the one door from bytes to texts.
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

/* An article as it was read. */
typedef struct
{
  ObText *text;         /* (owned) canonical */
  ObFormatting *formatting; /* (owned) (nullable) of the text; NULL when it is plain */
  ObArticle *metadata;  /* (owned) title, file name; byline, outlet, published where recognised */
  GBytes *original;     /* (owned) (nullable) the bytes, untouched */
  const char *encoding; /* "UTF-8" */
  char **notes;         /* (owned) what was changed, in sentences; NULL-terminated, may be empty */
} ObReading;

void ob_reading_free (ObReading *reading);

/* Reads an article from @bytes.  @file_name (nullable): the file's name, for the metadata, and for
 * the title when the text gives none.
 * Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT. */
ObReading *ob_articles_read_bytes (GBytes *bytes, const char *file_name, GError **error);

/* Reads the regular file at @path (as the file system spells it).  Its size is looked at before it
 * is opened; folders, pipes and devices are never opened.
 * Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR or G_IO_ERROR_CANCELLED. */
ObReading *ob_articles_read_file (const char *path, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObReading, ob_reading_free)

G_END_DECLS
