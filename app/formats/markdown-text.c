#include "formats/markdown-text.h"

#include <string.h>

/* Whether @at begins a list, heading or rule, when @text begins a line. */
static gboolean
begins_mark (const char *text, const char *at)
{
  gsize digits = strspn (text, "0123456789");

  return (at == text && strchr ("#+-=", *at) != NULL)
         || (digits > 0 && at == text + digits && strchr (".)", *at) != NULL);
}

void
ob_markdown_add_text (GString *out, const char *text, gboolean in_table)
{
  for (const char *at = text != NULL ? text : ""; *at != '\0'; at++)
    {
      if (*at == '\n')
        {
          g_string_append (out, in_table ? "<br>" : " ");
          continue;
        }
      if (strchr ("\\`*_[]<>|&~", *at) != NULL || begins_mark (text, at))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *at);
    }
}
