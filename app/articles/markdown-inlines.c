#include "articles/markdown-inlines.h"

#include <string.h>

/* Emphasis in links in emphasis ... */
#define MAX_DEPTH 12

/* How far the other end of a mark may be. */
#define MAX_REACH 4000

typedef struct
{
  ObDraft *draft;
  guint n_marks;
} Writer;

static void write_range (Writer *self, const char *start, const char *end, guint depth);

/* The end of the run of @mark that begins at @at. */
static const char *
skip_run (const char *at, const char *end, char mark)
{
  while (at < end && *at == mark)
    at++;
  return at;
}

static gboolean
is_word_before (const char *start, const char *at)
{
  return at > start && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

static gboolean
is_word_after (const char *at, const char *end)
{
  return at < end && g_unichar_isalnum (g_utf8_get_char (at));
}

/* Where @n marks of emphasis end what begins at @at: words before them, and as many marks; NULL
 * when they do not. */
static const char *
find_closing (const char *at, const char *end, char mark, guint n)
{
  const char *limit = MIN (end, at + MAX_REACH);

  if (at >= end || g_ascii_isspace (*at))
    return NULL;
  for (const char *c = at; c < limit; c++)
    {
      const char *stop;

      if (*c == '\\' && c + 1 < limit)
        {
          c++;
          continue;
        }
      if (*c != mark)
        continue;
      stop = skip_run (c, limit, mark);
      if ((guint) (stop - c) >= n && (guint) (stop - c) <= n + 2 && c > at
          && !g_ascii_isspace (c[-1]) && (mark != '_' || !is_word_after (stop, end))
          && ((guint) (stop - c) == n || n != 1))
        return stop - n;
      c = stop - 1;
    }

  return NULL;
}

/* The bracket that closes the one before @at; NULL when none does. */
static const char *
find_bracket (const char *at, const char *end, char open, char close)
{
  guint depth = 1;
  const char *limit = MIN (end, at + MAX_REACH);

  for (; at < limit; at++)
    {
      if (*at == '\\' && at + 1 < limit)
        at++;
      else if (*at == open)
        depth++;
      else if (*at == close && --depth == 0)
        return at;
    }

  return NULL;
}

static gboolean
write_emphasis (Writer *self, const char *start, const char **at, const char *end, guint depth)
{
  char mark = **at;
  const char *after = skip_run (*at, end, mark);
  guint n = MIN ((guint) (after - *at), 3);
  const char *closing;

  if ((guint) (after - *at) > 3 || (mark == '_' && is_word_before (start, *at)))
    return FALSE;
  for (; n > 0; n--)
    {
      const char *inside = *at + n;

      closing = find_closing (inside, end, mark, n);
      if (closing == NULL)
        continue;
      if (n >= 2)
        ob_draft_open (self->draft, OB_INLINE_STRONG, NULL);
      if (n != 2)
        ob_draft_open (self->draft, OB_INLINE_EMPHASIS, NULL);
      write_range (self, inside, closing, depth + 1);
      if (n != 2)
        ob_draft_close (self->draft, OB_INLINE_EMPHASIS);
      if (n >= 2)
        ob_draft_close (self->draft, OB_INLINE_STRONG);
      *at = closing + n;
      self->n_marks++;
      return TRUE;
    }

  return FALSE;
}

static gboolean
write_code (Writer *self, const char **at, const char *end)
{
  const char *start = skip_run (*at, end, '`');
  gsize n = (gsize) (start - *at);

  for (const char *c = start; c < end; c++)
    {
      const char *stop = skip_run (c, end, '`');

      if (stop == c)
        continue;
      if ((gsize) (stop - c) == n)
        {
          ob_draft_open (self->draft, OB_INLINE_CODE, NULL);
          ob_draft_add (self->draft, start, c - start);
          ob_draft_close (self->draft, OB_INLINE_CODE);
          *at = stop;
          self->n_marks++;
          return TRUE;
        }
      c = stop - 1;
    }

  return FALSE;
}

/* "(address "title")" behind a bracket: the address, and the end of it; NULL when it is none. */
static char *
parse_target (const char *at, const char *end, const char **after)
{
  const char *close, *stop;

  if (at >= end || *at != '(')
    return NULL;
  close = find_bracket (at + 1, end, '(', ')');
  if (close == NULL)
    return NULL;
  at++;
  while (at < close && g_ascii_isspace (*at))
    at++;
  stop = at;
  if (at < close && *at == '<')
    {
      at++;
      stop = at;
      while (stop < close && *stop != '>')
        stop++;
    }
  else
    while (stop < close && !g_ascii_isspace (*stop))
      stop++;
  *after = close + 1;
  return g_strndup (at, (gsize) (stop - at));
}

static gboolean
write_link (Writer *self, const char **at, const char *end, guint depth)
{
  gboolean is_image = **at == '!';
  const char *label = *at + (is_image ? 2 : 1);
  const char *close = find_bracket (label, end, '[', ']');
  const char *after;
  g_autofree char *target = close != NULL ? parse_target (close + 1, end, &after) : NULL;

  if (close == NULL)
    return FALSE;
  if (!is_image && *label == '^' && close > label + 1)
    {
      g_autofree char *name = g_strndup (label + 1, (gsize) (close - label - 1));

      ob_draft_open (self->draft, OB_INLINE_NOTE, name);
      ob_draft_add (self->draft, name, -1);
      ob_draft_close (self->draft, OB_INLINE_NOTE);
      *at = close + 1;
      self->n_marks++;
      return TRUE;
    }
  if (target == NULL)
    return FALSE;

  if (is_image)
    {
      g_autofree char *words = g_strndup (label, (gsize) (close - label));

      ob_draft_add_place (self->draft, OB_INLINE_IMAGE, words);
    }
  else
    {
      ob_draft_open (self->draft, OB_INLINE_LINK, target);
      write_range (self, label, close, depth + 1);
      ob_draft_close (self->draft, OB_INLINE_LINK);
    }
  *at = after;
  self->n_marks++;
  return TRUE;
}

/* "<https://...>" */
static gboolean
write_address (Writer *self, const char **at, const char *end)
{
  const char *close = memchr (*at, '>', (size_t) (end - *at));
  g_autofree char *address = close != NULL ? g_strndup (*at + 1, (gsize) (close - *at - 1)) : NULL;

  if (address == NULL || strpbrk (address, " \t<") != NULL
      || !(g_str_has_prefix (address, "http://") || g_str_has_prefix (address, "https://")
           || g_str_has_prefix (address, "mailto:")))
    return FALSE;
  ob_draft_open (self->draft, OB_INLINE_LINK, address);
  ob_draft_add (self->draft, address, -1);
  ob_draft_close (self->draft, OB_INLINE_LINK);
  *at = close + 1;
  self->n_marks++;
  return TRUE;
}

/* Whether something that begins at @at was written; @at is behind it then. */
static gboolean
write_mark (Writer *self, const char *start, const char **at, const char *end, guint depth)
{
  switch (**at)
    {
    case '\\':
      if (*at + 1 == end || !g_ascii_ispunct ((*at)[1]))
        return FALSE;
      ob_draft_add (self->draft, *at + 1, 1);
      *at += 2;
      self->n_marks++;
      return TRUE;
    case '`':
      return write_code (self, at, end);
    case '*':
    case '_':
      return depth < MAX_DEPTH && write_emphasis (self, start, at, end, depth);
    case '!':
      return *at + 1 < end && (*at)[1] == '[' && write_link (self, at, end, depth);
    case '[':
      return depth < MAX_DEPTH && write_link (self, at, end, depth);
    case '<':
      return write_address (self, at, end);
    default:
      return FALSE;
    }
}

static void
write_range (Writer *self, const char *start, const char *end, guint depth)
{
  const char *kept = start, *at = start;

  while (at < end)
    {
      const char *mark = at;

      if (strchr ("\\`*_![<", *at) == NULL)
        {
          at++;
          continue;
        }
      ob_draft_add (self->draft, kept, mark - kept);
      kept = mark;
      if (write_mark (self, start, &at, end, depth))
        kept = at;
      else
        at = *mark == '`' || *mark == '*' || *mark == '_' ? skip_run (at, end, *mark) : at + 1;
    }
  ob_draft_add (self->draft, kept, end - kept);
}

/* Public functions ----------------------------------------------------------------------------- */

guint
ob_markdown_add_inlines (ObDraft *draft, const char *text)
{
  Writer self = { draft, 0 };

  write_range (&self, text, text + strlen (text), 0);
  return self.n_marks;
}
