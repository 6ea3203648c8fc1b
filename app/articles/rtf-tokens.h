/* The tokens of Rich Text Format, version 1.9.1.
 *
 *   {\rtf1\ansi\ansicpg1252 Caf\'e9 \u8364?\par}
 *
 *   OPEN  WORD "rtf" 1  WORD "ansi"  WORD "ansicpg" 1252  BYTES "Caf"  BYTE 0xe9  ...
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer words are cut; no known one is as long. */
#define OB_RTF_MAX_WORD 32

typedef enum
{
  OB_RTF_END,
  OB_RTF_OPEN,   /* { */
  OB_RTF_CLOSE,  /* } */
  OB_RTF_WORD,   /* \word, \word7, \word-7 */
  OB_RTF_SYMBOL, /* \~, \*, ...: word[0] */
  OB_RTF_BYTE,   /* \'e9: number */
  OB_RTF_BYTES,  /* text as it stands: data, n_bytes */
} ObRtfKind;

typedef struct
{
  ObRtfKind kind;
  char word[OB_RTF_MAX_WORD + 1];
  gboolean has_number;
  int number;
  const char *data;
  gsize n_bytes;
} ObRtfToken;

typedef struct
{
  const char *data;
  gsize n_bytes;
  gsize at; /* of the next token */
} ObRtfTokens;

/* Reads the next token; line ends are none, and the data behind \bin is passed over. */
void ob_rtf_tokens_next (ObRtfTokens *tokens, ObRtfToken *token);

G_END_DECLS
