/* A document as one web page that needs nothing else, made to be read on a screen and printed. */
#include <string.h>

#include "report/paper.h"

static const char style[]
    = "body{font:17px/1.55 Georgia,'Noto Serif',serif;color:#1d1d1f;background:#fff;max-width:52em;"
      "margin:3em auto;padding:0 1.5em}"
      "h1{font-size:2em;line-height:1.2;margin:0 0 .2em}"
      "h2{font-size:1.4em;line-height:1.3;margin:2.4em 0 .3em;padding-top:.6em;"
      "border-top:2px solid #1d1d1f}"
      "h3{font-size:1.1em;margin:1.6em 0 .4em}"
      "p{margin:.5em 0}"
      "p.note,table,cite,footer{font-family:'Noto Sans','DejaVu Sans',Arial,sans-serif}"
      "p.note{color:#555;font-size:.85em}"
      "blockquote{margin:.8em 0 .8em;padding:.1em 0 .1em 1em;border-inline-start:3px solid #b9b9bf;"
      "break-inside:avoid}"
      "blockquote p{margin:0}"
      "cite{display:block;font-style:normal;font-size:.8em;color:#555;margin-top:.15em}"
      ".wide{overflow-x:auto}"
      "table{border-collapse:collapse;font-size:.82em;line-height:1.4;width:100%;margin:1em 0}"
      "th,td{text-align:start;vertical-align:top;padding:.4em .6em;border-bottom:1px solid #d5d5da}"
      "thead th{border-bottom:2px solid #1d1d1f}"
      "tbody th{font-weight:600}"
      "tr{break-inside:avoid}"
      "ol,ul{padding-inline-start:1.6em}li{margin:.25em 0;overflow-wrap:anywhere}"
      "a{color:inherit}"
      "@media (prefers-color-scheme:dark){body{color:#e6e6ea;background:#1b1b1e}"
      "h2,thead th{border-color:#e6e6ea}p.note,cite{color:#a9a9b2}th,td{border-color:#3b3b42}}"
      "@media print{body{font-size:10.5pt;max-width:none;margin:0;padding:0;color:#000;"
      "background:#fff}h2,h3{break-after:avoid}thead{display:table-header-group}"
      "a{text-decoration:none}}"
      "@page{margin:2cm}";

static void
add_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  g_string_append (out, escaped);
}

/* Paragraphs of what is quoted stay such. */
static void
add_lines (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  gboolean first = TRUE;

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      {
        g_string_append (out, first ? "" : "<br>");
        add_escaped (out, lines[i]);
        first = FALSE;
      }
}

static void
add_row (GString *out, char **cells, gboolean head)
{
  g_string_append (out, "<tr>");
  for (guint i = 0; cells[i] != NULL; i++)
    {
      const char *tag = head ? "th scope=\"col\"" : i == 0 ? "th scope=\"row\"" : "td";

      g_string_append_printf (out, "<%s>", tag);
      add_lines (out, cells[i]);
      g_string_append (out, head || i == 0 ? "</th>" : "</td>");
    }
  g_string_append (out, "</tr>\n");
}

static void
add_table (GString *out, const ObPart *table)
{
  if (table->rows->len == 0)
    return;
  g_string_append (out, "<div class=\"wide\"><table>\n<thead>");
  add_row (out, table->rows->pdata[0], TRUE);
  g_string_append (out, "</thead>\n<tbody>\n");
  for (guint i = 1; i < table->rows->len; i++)
    add_row (out, table->rows->pdata[i], FALSE);
  g_string_append (out, "</tbody></table></div>\n");
}

static gboolean
is_web_address (const char *address)
{
  return address != NULL
         && (g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://"));
}

static void
add_item (GString *out, const ObPart *block)
{
  g_string_append (out, "<li>");
  add_lines (out, block->text);
  if (is_web_address (block->address))
    {
      g_string_append (out, " <a href=\"");
      add_escaped (out, block->address);
      g_string_append (out, "\">");
      add_escaped (out, block->address);
      g_string_append (out, "</a>");
    }
  g_string_append (out, "</li>\n");
}

static void
add_block (GString *out, const ObPart *block)
{
  switch (block->type)
    {
    case OB_PART_HEADING:
      g_string_append_printf (out, "<h%u>", block->level);
      add_escaped (out, block->text);
      g_string_append_printf (out, "</h%u>\n", block->level);
      break;
    case OB_PART_PARAGRAPH:
    case OB_PART_NOTE:
      g_string_append (out, block->type == OB_PART_NOTE ? "<p class=\"note\">" : "<p>");
      add_lines (out, block->text);
      g_string_append (out, "</p>\n");
      break;
    case OB_PART_ITEM:
      add_item (out, block);
      break;
    case OB_PART_QUOTATION:
      g_string_append (out, "<blockquote><p>“");
      add_lines (out, block->text);
      g_string_append (out, "”</p><cite>");
      add_lines (out, block->detail);
      g_string_append (out, "</cite></blockquote>\n");
      break;
    case OB_PART_TABLE:
      add_table (out, block);
      break;
    }
}

GBytes *
ob_paper_to_html (const ObPaper *document, GError **error)
{
  g_autoptr (GString) out = g_string_new ("<!DOCTYPE html>\n<html lang=\"");
  gboolean in_list = FALSE;
  gsize length;

  add_escaped (out, document->language);
  g_string_append (out, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                        "content=\"width=device-width, initial-scale=1\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                        "style-src 'unsafe-inline'\">\n<title>");
  add_escaped (out, document->title);
  g_string_append_printf (out, "</title>\n<style>%s</style>\n</head>\n<body>\n", style);
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const ObPart *block = document->blocks->pdata[i];
      gboolean item = block->type == OB_PART_ITEM;

      if (item != in_list)
        g_string_append (out, item ? "<ol>\n" : "</ol>\n");
      in_list = item;
      add_block (out, block);
    }
  g_string_append (out, in_list ? "</ol>\n</body>\n</html>\n" : "</body>\n</html>\n");
  length = out->len;
  return g_bytes_new_take (g_string_free (g_steal_pointer (&out), FALSE), length);
}
