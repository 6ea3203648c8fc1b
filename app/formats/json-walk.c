#include "formats/json-walk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-fields.h"
#include "model/json-parse.h"

static const char *
skip_blanks (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
    at++;

  return at;
}

/* Behind the string that begins at @at; NULL when it does not end. */
static const char *
skip_string (const char *at, const char *end)
{
  for (at++; at < end; at++)
    if (*at == '\\')
      at++;
    else if (*at == '"')
      return at + 1;

  return NULL;
}

/* Whether a number or a word ends at @character. */
static gboolean
ends_word (char character)
{
  switch (character)
    {
    case '{':
    case '}':
    case '[':
    case ']':
    case '"':
    case ',':
    case ':':
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case '\0':
      return TRUE;
    default:
      return FALSE;
    }
}

/* Behind the value that begins at @at; NULL when it does not end. */
static const char *
skip_value (const char *at, const char *end)
{
  guint depth = 0;

  while (at < end)
    {
      if (*at == '"')
        {
          at = skip_string (at, end);
          if (at == NULL)
            return NULL;
        }
      else if (*at == '{' || *at == '[')
        {
          depth++;
          at++;
        }
      else if (*at == '}' || *at == ']')
        {
          if (depth-- == 0)
            return NULL;
          at++;
        }
      else
        {
          while (at < end && !ends_word (*at))
            at++;
          if (depth > 0 && at < end && (*at == '\0' || strchr ("{}[]\"", *at) == NULL))
            {
              at++;
              continue;
            }
        }
      if (depth == 0)
        return at;
    }

  return NULL;
}

static gboolean
refuse (GError **error)
{
  return ob_json_refuse (error, _ ("The JSON is damaged or incomplete."));
}

gboolean
ob_json_walk (const char *json, gsize length, ObJsonPiece piece, gpointer data, GError **error)
{
  const char *end = json + length, *at;
  gboolean is_object;
  char close;

  if (length >= 3 && memcmp (json, "\xef\xbb\xbf", 3) == 0)
    json += 3;
  at = skip_blanks (json, end);
  if (at == end || (*at != '{' && *at != '['))
    return ob_json_refuse (error, _ ("A JSON object or array is expected here."));
  is_object = *at == '{';
  close = is_object ? '}' : ']';

  at = skip_blanks (at + 1, end);
  while (at < end && *at != close)
    {
      g_autofree char *name = NULL;
      const char *value_end;

      if (is_object)
        {
          const char *name_end = *at == '"' ? skip_string (at, end) : NULL;

          if (name_end == NULL)
            return refuse (error);
          name = g_strndup (at + 1, (gsize) (name_end - at - 2));
          at = skip_blanks (name_end, end);
          if (at == end || *at != ':')
            return refuse (error);
          at = skip_blanks (at + 1, end);
        }
      value_end = skip_value (at, end);
      if (value_end == NULL || value_end == at)
        return refuse (error);
      if (!piece (name, at, (gsize) (value_end - at), data, error))
        return FALSE;
      at = skip_blanks (value_end, end);
      if (at < end && *at == ',')
        at = skip_blanks (at + 1, end);
      else if (at == end || *at != close)
        return refuse (error);
    }

  return at < end || refuse (error);
}

void
ob_json_prefix_line (const char *whole, const char *json, GError **error)
{
  guint line = 1;

  for (const char *at = whole; at < json; at++)
    if (*at == '\n')
      line++;
  g_prefix_error (error, _ ("From line %u: "), line);
}

JsonNode *
ob_json_parse_piece (const char *whole, const char *json, gsize length, GError **error)
{
  JsonNode *node = ob_json_parse (json, (gssize) length, error);

  if (node == NULL)
    ob_json_prefix_line (whole, json, error);
  return node;
}

char
ob_json_get_first (const char *json, gsize length)
{
  const char *end = json + length;

  if (length >= 3 && memcmp (json, "\xef\xbb\xbf", 3) == 0)
    json += 3;
  json = skip_blanks (json, end);
  return json < end ? *json : '\0';
}
