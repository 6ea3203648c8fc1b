/* The tokens of a text: words, numbers and marks, as the rules of app/analysis read them.
 *
 *   text     "He hasn't threatened us at all", Lavrov's aide said.
 *   tokens   "|He|has|n't|threatened|us|at|all|"|,|Lavrov|'s|aide|said|.
 *
 * A word keeps its inner hyphens and the points of its initials and abbreviations ("U.S.", "R.C.",
 * "Mr."); clitics stand alone ("'s", "n't", "'ll").  A number keeps its inner points and commas.
 * Every mark is a token.  Offsets are code points; an apostrophe that is not one of a clitic or
 * inside a word is a mark.
 */
#pragma once

#include "model/text.h"

G_BEGIN_DECLS

typedef enum
{
  OB_TOKEN_WORD,
  OB_TOKEN_NUMBER,
  OB_TOKEN_MARK,
} ObTokenKind;

typedef enum
{
  OB_TOKEN_CAPITAL = 1 << 0,   /* begins with a capital letter */
  OB_TOKEN_ALL_CAPS = 1 << 1,  /* of two letters or more, none is small */
  OB_TOKEN_CLITIC = 1 << 2,    /* written onto the word before it */
  OB_TOKEN_SPACED = 1 << 3,    /* white space before it */
  OB_TOKEN_PARAGRAPH = 1 << 4, /* the first of its paragraph */
  OB_TOKEN_DOTTED = 1 << 5,    /* a word that ends with its own point */
} ObTokenFlags;

typedef struct
{
  guint32 start; /* code points */
  guint32 end;
  guint32 byte; /* where its UTF-8 begins */
  guint16 n_bytes;
  guint8 kind;   /* ObTokenKind */
  guint8 flags;  /* ObTokenFlags */
  gunichar mark; /* of a mark, else 0 */
} ObToken;

/* Words longer than this many bytes are cut into several tokens. */
#define OB_TOKEN_MAX_BYTES 120

/* Returns: (transfer full): an array of ObToken, in order.  O(n). */
GArray *ob_tokens_new (const ObText *text);

/* The token's word in lower case, typographic apostrophes made plain; @folded has room for
 * OB_TOKEN_MAX_BYTES * 2 + 1 bytes.  Returns: @folded. */
const char *ob_token_fold (const ObToken *token, const char *utf8, char *folded);

/* TRUE when the token's bytes are @word (case matters). */
gboolean ob_token_is (const ObToken *token, const char *utf8, const char *word);

G_END_DECLS
