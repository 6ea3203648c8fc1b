#include "formats/xml-writer.h"

#include <string.h>

void
ob_xml_escape (GString *out, const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (character == '&')
        g_string_append (out, "&amp;");
      else if (character == '<')
        g_string_append (out, "&lt;");
      else if (character == '>')
        g_string_append (out, "&gt;");
      else if (character == '"')
        g_string_append (out, "&quot;");
      else if (character == '\t' || character == '\n' || character == '\r' || character == 0x85
               || character == 0x2028)
        g_string_append_printf (out, "&#%u;", character);
      else if (character < 0x20 || character == 0xfffe || character == 0xffff)
        g_string_append (out, "\xef\xbf\xbd");
      else
        g_string_append_unichar (out, character);
    }
}

void
ob_xml_add_attribute (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;

  g_string_append_printf (out, " %s=\"", name);
  ob_xml_escape (out, text);
  g_string_append_c (out, '"');
}

void
ob_xml_add_number (GString *out, const char *name, gint64 number)
{
  g_string_append_printf (out, " %s=\"%" G_GINT64_FORMAT "\"", name, number);
}

void
ob_xml_add_element (GString *out, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_string_append_printf (out, "<%s>", name);
  ob_xml_escape (out, text);
  g_string_append_printf (out, "</%s>", name);
}
