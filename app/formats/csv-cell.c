#include "formats/csv-cell.h"

#include <string.h>

static gboolean
looks_like_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL && text[1] != '\0';
}

void
ob_csv_add (GString *out, const char *text, gboolean guard)
{
  gboolean guarded;

  if (text == NULL)
    text = "";
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ',');

  guarded = guard && looks_like_formula (text);
  if (!guarded && strpbrk (text, "\",\r\n") == NULL && *text != ' ')
    {
      g_string_append (out, text);
      return;
    }

  g_string_append_c (out, '"');
  if (guarded)
    g_string_append_c (out, '\'');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

void
ob_csv_add_integer (GString *out, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  ob_csv_add (out, text, FALSE);
}

void
ob_csv_end_row (GString *out)
{
  g_string_append (out, "\r\n");
}
