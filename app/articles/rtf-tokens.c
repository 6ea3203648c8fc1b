#include "articles/rtf-tokens.h"

#include <string.h>

#define MAX_NUMBER 1000000000

static gboolean
has_more (const ObRtfTokens *self)
{
  return self->at < self->n_bytes;
}

static void
read_number (ObRtfTokens *self, ObRtfToken *token)
{
  gboolean is_negative = FALSE;
  gint64 number = 0;

  if (self->at + 1 < self->n_bytes && self->data[self->at] == '-'
      && g_ascii_isdigit (self->data[self->at + 1]))
    {
      is_negative = TRUE;
      self->at++;
    }
  while (has_more (self) && g_ascii_isdigit (self->data[self->at]))
    {
      number = MIN (number * 10 + (self->data[self->at] - '0'), MAX_NUMBER);
      self->at++;
      token->has_number = TRUE;
    }
  token->number = (int) (is_negative ? -number : number);
}

/* A word, its number, and the one space that ends it. */
static void
read_word (ObRtfTokens *self, ObRtfToken *token)
{
  guint length = 0;

  token->kind = OB_RTF_WORD;
  while (has_more (self) && g_ascii_isalpha (self->data[self->at]))
    {
      if (length < OB_RTF_MAX_WORD)
        token->word[length++] = self->data[self->at];
      self->at++;
    }
  token->word[length] = '\0';
  read_number (self, token);
  if (has_more (self) && self->data[self->at] == ' ')
    self->at++;
}

static void
read_byte (ObRtfTokens *self, ObRtfToken *token)
{
  int high = self->at + 2 <= self->n_bytes ? g_ascii_xdigit_value (self->data[self->at]) : -1;
  int low = high >= 0 ? g_ascii_xdigit_value (self->data[self->at + 1]) : -1;

  if (low < 0)
    {
      token->kind = OB_RTF_SYMBOL;
      token->word[0] = '\'';
      return;
    }
  token->kind = OB_RTF_BYTE;
  token->number = high * 16 + low;
  self->at += 2;
}

static void
read_control (ObRtfTokens *self, ObRtfToken *token)
{
  if (!has_more (self))
    return;
  if (g_ascii_isalpha (self->data[self->at]))
    {
      read_word (self, token);
      if (strcmp (token->word, "bin") == 0 && token->number > 0)
        self->at = MIN (self->n_bytes, self->at + (gsize) token->number);
      return;
    }

  token->kind = OB_RTF_SYMBOL;
  token->word[0] = self->data[self->at++];
  token->word[1] = '\0';
  if (token->word[0] == '\'')
    read_byte (self, token);
}

static void
read_bytes (ObRtfTokens *self, ObRtfToken *token)
{
  token->kind = OB_RTF_BYTES;
  token->data = self->data + self->at;
  while (has_more (self) && strchr ("{}\\\r\n", self->data[self->at]) == NULL)
    self->at++;
  /* A zero is in every string for strchr: it is passed over by itself. */
  token->n_bytes = (gsize) (self->data + self->at - token->data);
  if (token->n_bytes == 0)
    self->at++;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_rtf_tokens_next (ObRtfTokens *self, ObRtfToken *token)
{
  memset (token, 0, sizeof *token);
  token->kind = OB_RTF_END;
  while (has_more (self) && (self->data[self->at] == '\r' || self->data[self->at] == '\n'))
    self->at++;
  if (!has_more (self))
    return;

  switch (self->data[self->at])
    {
    case '{':
      token->kind = OB_RTF_OPEN;
      self->at++;
      break;
    case '}':
      token->kind = OB_RTF_CLOSE;
      self->at++;
      break;
    case '\\':
      self->at++;
      read_control (self, token);
      break;
    default:
      read_bytes (self, token);
    }
}
