/* ObDraft: an article that is being read, block by block.
 *
 * All readers write drafts.  A reader says what it meets (a heading, its words, a link in them, who
 * wrote it and where that is said); the draft makes the canonical text of it with one paragraph a
 * line, keeps the structure beside it, and ends as a reading.
 *
 *   ob_draft_begin (draft, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BODY);
 *   ob_draft_add (draft, "See ", -1);
 *   ob_draft_open (draft, OB_INLINE_LINK, "https://example.org/");
 *   ob_draft_add (draft, "the report", -1);
 *   ob_draft_close (draft, OB_INLINE_LINK);
 *   ob_draft_end (draft);
 *
 * In a block, runs of spaces and line ends become one space, none stands at its beginning or end,
 * and a block of nothing but spaces vanishes; preformatted blocks keep all of theirs.  A block over
 * OB_TEXT_MAX_PARAGRAPH is split as articles/canonical.h says, and stays one block.
 */
#pragma once

#include "articles/reader.h"

G_BEGIN_DECLS

typedef struct _ObDraft ObDraft;

/* Metadata values are cut after this many bytes. */
#define OB_DRAFT_MAX_METADATA 2000

ObDraft *ob_draft_new (void);
void ob_draft_free (ObDraft *draft);

/* Begins a block, and ends the one before.  @level and @number are brought into the range of
 * @kind (model/formatting.h). */
void ob_draft_begin (ObDraft *draft, ObBlockKind kind, guint level, guint number, ObRole role);

/* Ends the block; inlines that are open go on in the next block.  Without a block it does
 * nothing. */
void ob_draft_end (ObDraft *draft);

/* TRUE between begin and end. */
gboolean ob_draft_is_in_block (const ObDraft *draft);

/* Adds words; without a block to an ordinary paragraph, which begins with them unless they are only
 * spaces.  Bytes that are not UTF-8 become U+FFFD.  @n_bytes: -1 for all of a string. */
void ob_draft_add (ObDraft *draft, const char *utf8, gssize n_bytes);

/* Opens an inline that is no place, and closes the last open one of its kind.  Values (nullable:
 * "") lose control characters; a link whose value is too long, empty or a script is not kept. */
void ob_draft_open (ObDraft *draft, ObInlineKind kind, const char *value);
void ob_draft_close (ObDraft *draft, ObInlineKind kind);

/* A place: an image, or where a page begins; @value is cut where it is too long. */
void ob_draft_add_place (ObDraft *draft, ObInlineKind kind, const char *value);

/* The next cell of a table row, apart from the last by a TAB. */
void ob_draft_begin_cell (ObDraft *draft, gboolean head);

/* Sets a value of the metadata over what was there; @source: a word of small letters and "-" that
 * says where it was found: "json-ld", "meta", "microdata", "time", "url", "text", "file".  Spaces
 * are made single; a value of nothing but spaces (or NULL) removes it. */
void ob_draft_set (ObDraft *draft, ObMetadata field, const char *value, const char *source);

/* The same, unless there is a value. */
void ob_draft_offer (ObDraft *draft, ObMetadata field, const char *value, const char *source);

/* (nullable) */
const char *ob_draft_get (const ObDraft *draft, ObMetadata field);

/* A sentence about what was changed, left out or could not be read.  The same is said once. */
void ob_draft_add_note (ObDraft *draft, const char *sentence);

/* The bytes of this article alone, where a file holds several. */
void ob_draft_set_original (ObDraft *draft, GBytes *original);

/* How many code points there are so far. */
guint32 ob_draft_get_length (const ObDraft *draft);

/* The reading; @encoding: that of the bytes, "UTF-8".  Without a title, the text's beginning is it.
 * The draft is of no use afterwards but to be freed.
 * Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT when there is no text. */
ObReading *ob_draft_finish (ObDraft *draft, const char *encoding, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObDraft, ob_draft_free)

G_END_DECLS
