#include "model/text-search.h"

static inline gunichar
get_small (const char *place)
{
  guchar byte = (guchar) *place;

  return byte < 0x80 ? (gunichar) g_ascii_tolower ((char) byte)
                     : g_unichar_tolower (g_utf8_get_char (place));
}

static gboolean
begins_with (const char *place, const char *end, const gunichar *folded)
{
  for (; *folded != 0; folded++, place = g_utf8_next_char (place))
    if (place >= end || get_small (place) != *folded)
      return FALSE;

  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

gunichar *
ob_text_search_fold (const char *words)
{
  glong n;
  gunichar *folded = g_utf8_to_ucs4_fast (words, -1, &n);

  for (glong i = 0; i < n; i++)
    folded[i] = g_unichar_tolower (folded[i]);

  return folded;
}

gboolean
ob_text_search_find (
    const ObText *text, const gunichar *folded, guint32 start, guint32 end, guint32 *found)
{
  const char *utf8 = ob_text_get_utf8 (text, NULL);
  const char *last = utf8 + ob_text_get_byte (text, end);

  if (folded[0] == 0)
    return FALSE;

  *found = start;
  for (const char *place = utf8 + ob_text_get_byte (text, start); place < last;
       place = g_utf8_next_char (place), (*found)++)
    if (get_small (place) == folded[0] && begins_with (place, last, folded))
      return TRUE;

  return FALSE;
}

GArray *
ob_text_search_list (const ObText *text, const char *words, guint limit)
{
  GArray *places = ob_segments_new ();
  g_autofree gunichar *folded = ob_text_search_fold (words);
  guint32 length = (guint32) g_utf8_strlen (words, -1), end = ob_text_get_length (text), at = 0;

  while (places->len < limit && ob_text_search_find (text, folded, at, end, &at))
    {
      ObSegment place = { at, at + length };

      g_array_append_val (places, place);
      at += length;
    }

  return places;
}
