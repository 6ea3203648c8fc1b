/* A text with the bytes that it came from, compressed as the project file keeps them.
 *
 * Compressing is the slow half of storing a text; made in a worker thread, a packed text leaves the
 * quick half to the project's thread.  Immutable and reference counted, from any thread.
 */
#pragma once

#include <gio/gio.h>

#include "model/formatting.h"

G_BEGIN_DECLS

typedef struct _ObPackedText ObPackedText;

struct _ObPackedText
{
  gatomicrefcount references;
  ObText *text;     /* (owned) */
  GBytes *body;     /* (owned) compressed UTF-8 */
  GBytes *original; /* (owned) (nullable) compressed */
  ObPackedText *formatting; /* (owned) (nullable) the serialised formatting of the text */
};

/* @original: (nullable).  About 10 ms for each 300 kB.  Returns: (transfer full). */
ObPackedText *ob_packed_text_new (ObText *text, GBytes *original);

/* The same for a text with structure; a formatting (nullable) that says nothing is left out. */
ObPackedText *
ob_packed_text_new_formatted (ObText *text, const ObFormatting *formatting, GBytes *original);
ObPackedText *ob_packed_text_ref (ObPackedText *packed);
void ob_packed_text_unref (ObPackedText *packed);

/* The text whose compressed UTF-8 is @body: NULL unless it is whole and its hash is @sha256 (32 bytes).
 * Without @sha256 (nullable) the checksum that compressed bytes carry has to do: for a file of our own,
 * which may be faulty but not crafted, and is to be read in a third of the time.
 * (transfer full) (nullable) */
ObText *ob_packed_text_expand (GBytes *body, const guint8 *sha256);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPackedText, ob_packed_text_unref)

G_END_DECLS
