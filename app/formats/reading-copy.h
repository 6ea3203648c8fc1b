/* The annotated article as people read it, whatever it is written as: paragraph by paragraph, in
 * runs that the same annotations cover, with a numbered note where an annotation ends.
 *
 *   words      the attack was faked by Washington
 *   claim      ----------------------------------
 *   speaker                            ==========
 *   runs       the attack was faked by|Washington|[note 1, of the speaker][note 2, of the claim]
 *
 * Numbers go through all articles of an export in the order in which notes stand.
 */
#pragma once

#include "formats/format.h"
#include "model/formatting.h"

G_BEGIN_DECLS

/* What a paragraph is. */
typedef struct
{
  gboolean is_title;
  const ObBlock *block; /* (nullable) that it is of */
  gboolean begins;      /* it is the first paragraph of the block */
} ObReadingParagraph;

/* How it is written; every function appends to the sink's buffer. */
typedef struct
{
  void (*begin_paragraph) (ObExport *export, const ObReadingParagraph *paragraph);
  /* @words: @length bytes.  @annotation: (nullable): the shortest that covers them. */
  void (*add_run) (ObExport *export,
                   const char *words,
                   gsize length,
                   const ObAnnotation *annotation);
  /* @note: sentences about the annotation that ends here. */
  void (*add_note) (ObExport *export, guint number, const char *note);
  void (*end_paragraph) (ObExport *export, const ObReadingParagraph *paragraph);
} ObReadingWriter;

/* Writes an article.  @n_notes: how many there were before; is raised. */
void ob_reading_copy_write (ObExport *export,
                            const ObReadingWriter *writer,
                            const ObArticle *article,
                            const ObText *text,
                            const GPtrArray *annotations,
                            guint *n_notes);

/* Byline, outlet, date and address in one line.  Returns: (transfer full) (nullable). */
char *ob_reading_copy_describe_source (const ObArticle *article);

G_END_DECLS
