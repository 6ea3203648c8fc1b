/* Tags are told apart as the parser does it later: a quoted value begins after an equals sign only,
 * and a script goes on until its own end tag, whatever stands in it. */
#include "reader/html-slim.h"

#include <string.h>

/* data: URIs that are longer are cut out. */
#define MAX_DATA_URI 256

static gboolean
is_space (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static gboolean
is_data_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("+/=%-_.,;:!*'()&#~$@?", c) != NULL);
}

/* Appends what is from @at to @limit, without large data: URIs. */
static void
append_without_data (GString *out, const char *at, const char *limit)
{
  while (at < limit)
    {
      const char *data = memmem (at, (gsize) (limit - at), "data:", 5), *end;

      if (data == NULL)
        data = limit;
      g_string_append_len (out, at, data - at);
      for (end = data; end < limit && is_data_char (*end); end++)
        ;
      if (end - data <= MAX_DATA_URI)
        g_string_append_len (out, data, end - data);
      at = end;
    }
}

/* The byte after the tag that begins at @at; @limit when it does not end. */
static const char *
skip_tag (const char *at, const char *limit)
{
  while (at < limit && *at != '>')
    {
      if (*at++ != '=')
        continue;
      while (at < limit && is_space (*at))
        at++;
      if (at < limit && (*at == '"' || *at == '\''))
        {
          at = memchr (at + 1, *at, (gsize) (limit - at - 1));
          if (at == NULL)
            return limit;
          at++;
        }
    }
  return at < limit ? at + 1 : limit;
}

/* The byte after the comment that begins at @at; @limit when it does not end. */
static const char *
skip_comment (const char *at, const char *limit)
{
  at += strlen ("<!--");
  while ((at = memmem (at, (gsize) (limit - at), "--", 2)) != NULL)
    {
      if (limit - at > 2 && at[2] == '>')
        return at + 3;
      if (limit - at > 3 && at[2] == '!' && at[3] == '>')
        return at + 4;
      at++;
    }
  return limit;
}

/* Where the end tag of @name begins; NULL when there is none. */
static const char *
find_end_tag (const char *at, const char *limit, const char *name)
{
  gsize length = strlen (name);

  while ((at = memmem (at, (gsize) (limit - at), "</", 2)) != NULL)
    {
      at += 2;
      if ((gsize) (limit - at) >= length && g_ascii_strncasecmp (at, name, length) == 0)
        return at - 2;
    }
  return NULL;
}

/* Whether the tag from @at to @end is one of @name that is not closed at once. */
static gboolean
opens (const char *at, const char *end, const char *name)
{
  gsize length = strlen (name);

  return (gsize) (end - at) > length + 1 && g_ascii_strncasecmp (at + 1, name, length) == 0
         && (is_space (at[length + 1]) || at[length + 1] == '>') && end[-2] != '/';
}

static gboolean
says_json (const char *at, const char *end)
{
  for (; end - at >= 4; at++)
    if (g_ascii_strncasecmp (at, "json", 4) == 0)
      return TRUE;

  return FALSE;
}

/* Where what is in the element, whose start tag is from @at to @end, ends, if nobody wants it. */
static const char *
find_unwanted (const char *at, const char *end, const char *limit)
{
  if (opens (at, end, "style"))
    return find_end_tag (end, limit, "style");
  if (opens (at, end, "script") && !says_json (at, end))
    return find_end_tag (end, limit, "script");
  return NULL;
}

/* The same for JSON, which is wanted as it stands. */
static const char *
find_json_end (const char *at, const char *end, const char *limit)
{
  return opens (at, end, "script") && says_json (at, end) ? find_end_tag (end, limit, "script")
                                                           : NULL;
}

static void
replace_zeros (GString *html)
{
  char *at = html->str, *limit = html->str + html->len;

  while ((at = memchr (at, '\0', (gsize) (limit - at))) != NULL)
    *at++ = ' ';
}

/* Public functions ----------------------------------------------------------------------------- */

GString *
ob_html_slim (const char *utf8, gsize n_bytes)
{
  GString *out = g_string_sized_new (n_bytes / 2 + 16);
  const char *at = utf8, *kept = utf8, *limit = utf8 + n_bytes;

  while ((at = memchr (at, '<', (gsize) (limit - at))) != NULL)
    {
      const char *tag = at, *skipped;

      if (limit - at >= 4 && memcmp (at, "<!--", 4) == 0)
        {
          at = skip_comment (at, limit);
          if (at == limit)
            break;
          append_without_data (out, kept, tag);
          kept = at;
          continue;
        }
      if (limit - at < 2 || !g_ascii_isalpha (at[1]))
        {
          at++;
          continue;
        }

      at = skip_tag (at, limit);
      if (at == limit)
        break;
      skipped = find_unwanted (tag, at, limit);
      if (skipped != NULL)
        {
          append_without_data (out, kept, at);
          at = kept = skipped;
        }
      else if ((skipped = find_json_end (tag, at, limit)) != NULL)
        at = skipped;
    }
  append_without_data (out, kept, limit);
  replace_zeros (out);
  return out;
}
