/* The records of a web archive (WARC, ISO 28500), one after the other, plain or each compressed with
 * gzip by itself.
 *
 * Only one record is held at a time, and one that is larger than OB_WARC_MAX_RECORD is passed over
 * without being held.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OB_WARC_MAX_RECORD (32u * 1024 * 1024)
/* Most that the archive may unfold to. */
#define OB_WARC_MAX_BYTES (G_GUINT64_CONSTANT (4) * 1024 * 1024 * 1024)

typedef struct _ObWarc ObWarc;

typedef struct
{
  char *type;   /* (owned) "response", "request", ... */
  char *media;  /* (owned) (nullable) content type of the block */
  char *url;    /* (owned) (nullable) */
  GBytes *block; /* (owned) (nullable): NULL when it was passed over */
} ObWarcRecord;

void ob_warc_record_clear (ObWarcRecord *record);

/* @data must outlive it. */
ObWarc *ob_warc_new (const guint8 *data, gsize length);
void ob_warc_free (ObWarc *warc);

/* The next record; blocks are kept of those of @type.  FALSE at the end, or with @error where the
 * archive is damaged or unfolds to too much. */
gboolean ob_warc_next (ObWarc *warc, const char *type, ObWarcRecord *record, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObWarcRecord, ob_warc_record_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObWarc, ob_warc_free)

G_END_DECLS
