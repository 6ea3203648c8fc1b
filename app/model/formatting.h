/* The structure of an article's text, kept beside it: what is a heading, a list item, a link.
 *
 *   text         The talks\nTillerson met Putin.\nPhoto: AP\n
 *   blocks       [0,9) heading 1          [31,40) caption
 *   inlines                 [20,25) link "https://..."
 *
 * A *block* is one or more whole paragraphs (lines) of the text, from the start of the first to the
 * end of the last without its LF; blocks do not overlap.  A paragraph that no block covers is an
 * ordinary paragraph of the body, which is the only kind that has no block of its own.  An *inline*
 * is a range inside the text, or, for an image or the beginning of a page, a place: an empty range.
 * Offsets are code points, ranges half-open, as everywhere.
 *
 * Values of this type are immutable and always fit the text that they were made for:
 *   blocks   not empty, ascending, apart by at least their LF
 *   inlines  ascending by start, then descending by end, then by kind, then by value; no two alike
 *
 * The serialisation is text itself, one line for each entry, so that a project keeps, merges and
 * checks it as it does texts.  It is canonical: one value has one serialisation, and whatever is
 * read writes the same bytes again.
 *
 *   obelus-formatting 1 40          format, length of the text
 *   heading 0 9 1 0 body            kind, start, end, level, number, role
 *   caption 31 40 0 0 caption
 *   link 20 25 https://...          kind, start, end, value to the end of the line
 */
#pragma once

#include "model/text.h"

G_BEGIN_DECLS

/* Larger serialisations are refused. */
#define OB_FORMATTING_MAX_BYTES (16u * 1024 * 1024)

/* An inline's value has at most this many bytes, none of them a control character. */
#define OB_INLINE_MAX_VALUE 4000

#define OB_BLOCK_MAX_LEVEL 9

typedef enum
{
  OB_BLOCK_PARAGRAPH,
  OB_BLOCK_HEADING,      /* level 1 to 6 */
  OB_BLOCK_LIST_ITEM,    /* level 1 for the outermost list; number 0 for a bullet */
  OB_BLOCK_QUOTE,        /* level 1 for the outermost */
  OB_BLOCK_CAPTION,      /* of an image or table */
  OB_BLOCK_TABLE_ROW,    /* its cells are inlines, apart by a TAB; number: of the row, from 1 */
  OB_BLOCK_FOOTNOTE,     /* number: of the note, or 0 */
  OB_BLOCK_PREFORMATTED, /* line ends and spaces mean what they are */
  OB_N_BLOCK_KINDS,
} ObBlockKind;

/* What a block is to the article.  What is of the page alone is hidden unless asked for
 * (model/hidden-parts.h). */
typedef enum
{
  OB_ROLE_BODY,
  OB_ROLE_TITLE,          /* the headline, where the text repeats it */
  OB_ROLE_STANDFIRST,     /* the lines under the headline */
  OB_ROLE_BYLINE,         /* who wrote it, when and where */
  OB_ROLE_CAPTION,        /* of a picture, with its credit */
  OB_ROLE_RELATED,        /* links to other articles */
  OB_ROLE_CALL_TO_ACTION, /* "Subscribe to our newsletter" */
  OB_ROLE_FURNITURE,      /* menus, sharing, legal lines: the page's, not the article's */
  OB_ROLE_RUNNING_HEAD,   /* of every page of a PDF */
  OB_ROLE_RUNNING_FOOT,
  OB_ROLE_COMMENT,        /* a reader's */
  OB_ROLE_SMALL_PRINT,    /* credits, copyright, tags, what the author did before */
  OB_N_ROLES,
} ObRole;

typedef enum
{
  OB_INLINE_EMPHASIS,
  OB_INLINE_STRONG,
  OB_INLINE_SUPERSCRIPT,
  OB_INLINE_SUBSCRIPT,
  OB_INLINE_CODE,
  OB_INLINE_LINK, /* value: URL */
  OB_INLINE_CELL, /* of a table row; value: "" or "head" */
  OB_INLINE_NOTE, /* the mark of a footnote; value: the note's number */
  OB_INLINE_IMAGE, /* a place; value: what it shows, in words, or "" */
  OB_INLINE_PAGE,  /* a place: the page called by the value, "4", begins here */
  OB_N_INLINE_KINDS,
} ObInlineKind;

typedef struct
{
  guint32 start;
  guint32 end;
  ObBlockKind kind;
  guint level;  /* 0 where the kind has none */
  guint number; /* 0 where the kind has none */
  ObRole role;
} ObBlock;

typedef struct
{
  guint32 start;
  guint32 end; /* > start, but for places, where it is start */
  ObInlineKind kind;
  char *value; /* (owned) never NULL */
} ObInline;

typedef struct _ObFormatting ObFormatting;

#define OB_FORMATTING_ERROR (ob_formatting_error_quark ())
GQuark ob_formatting_error_quark (void);

typedef enum
{
  OB_FORMATTING_ERROR_INVALID, /* not a canonical serialisation, or not of this text */
} ObFormattingError;

/* Arrays of ObBlock and of ObInline that own their values. (transfer full) */
GArray *ob_blocks_new (void);
GArray *ob_inlines_new (void);

/* Takes over @blocks and @inlines, in any order.  NULL with OB_FORMATTING_ERROR_INVALID when they
 * do not fit @text.  Blocks that say nothing and inlines that come twice are dropped.  (transfer full) (nullable) */
ObFormatting *
ob_formatting_new (const ObText *text, GArray *blocks, GArray *inlines, GError **error);

/* Reads a serialisation of a formatting of @text.  (transfer full) (nullable): NULL with
 * OB_FORMATTING_ERROR_INVALID. */
ObFormatting *
ob_formatting_parse (const char *serialised, gsize n_bytes, const ObText *text, GError **error);

/* (transfer full): the serialisation; a valid text. */
ObText *ob_formatting_serialise (const ObFormatting *formatting);

ObFormatting *ob_formatting_ref (ObFormatting *formatting);
void ob_formatting_unref (ObFormatting *formatting);

/* TRUE when it says nothing. */
gboolean ob_formatting_is_plain (const ObFormatting *formatting);

const ObBlock *ob_formatting_get_blocks (const ObFormatting *formatting, guint *n_blocks);
const ObInline *ob_formatting_get_inlines (const ObFormatting *formatting, guint *n_inlines);

/* The block that covers @offset, its final LF included; NULL for an ordinary paragraph.
 * O(log n). */
const ObBlock *ob_formatting_find_block (const ObFormatting *formatting, guint32 offset);

/* The index of the first inline that begins at @offset or later; their number when there is none.
 * O(log n). */
guint ob_formatting_find_inline (const ObFormatting *formatting, guint32 offset);

/* The address that the words at @offset of @text link to; (nullable).  O(inlines of the paragraph). */
const char *
ob_formatting_get_link (const ObFormatting *formatting, const ObText *text, guint32 offset);

/* The paragraph of @text above which an image that has its place at @offset is shown. */
guint ob_formatting_get_image_paragraph (const ObText *text, guint32 offset);

/* The page that @offset is on; (nullable): NULL where there are no pages.  O(inlines). */
const char *ob_formatting_get_page (const ObFormatting *formatting, guint32 offset);

/* Names as the serialisation has them; untranslated. */
const char *ob_block_kind_get_name (ObBlockKind kind);
const char *ob_role_get_name (ObRole role);
const char *ob_inline_kind_get_name (ObInlineKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObFormatting, ob_formatting_unref)

G_END_DECLS
