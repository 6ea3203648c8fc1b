/* A document to read: headings, paragraphs, quotations and tables, whatever it is written as. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  OB_PART_HEADING,   /* @level 1 is the title */
  OB_PART_PARAGRAPH,
  OB_PART_NOTE,      /* small: what is said about something */
  OB_PART_ITEM,      /* of a list */
  OB_PART_QUOTATION, /* @text, and @detail: who, where, when */
  OB_PART_TABLE,     /* @rows; the first is its head */
} ObPartType;

typedef struct
{
  ObPartType type;
  guint level;
  char *text;      /* (owned) (nullable) */
  char *detail;    /* (owned) (nullable) */
  char *address;   /* (owned) (nullable): of the web, for an item */
  GPtrArray *rows; /* (owned) (nullable) char ** of equal length */
} ObPart;

typedef struct
{
  char *title;       /* (owned) */
  char *language;    /* (owned): of the document's own words, BCP 47 */
  GPtrArray *blocks; /* (owned) ObPart */
} ObPaper;

ObPaper *ob_paper_new (const char *title);
void ob_paper_free (ObPaper *document);

ObPart *ob_paper_add (ObPaper *document, ObPartType type, guint level, const char *text);
/* @cells: (transfer full): NULL-terminated. */
void ob_part_add_row (ObPart *table, char **cells);
guint ob_part_get_n_columns (const ObPart *table);

/* The whole file.  (transfer full) (nullable): NULL with @error. */
GBytes *ob_paper_to_html (const ObPaper *document, GError **error);
GBytes *ob_paper_to_markdown (const ObPaper *document, GError **error);
GBytes *ob_paper_to_odt (const ObPaper *document, GError **error);
/* A4 pages. */
GBytes *ob_paper_to_pdf (const ObPaper *document, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPaper, ob_paper_free)

G_END_DECLS
