/* A document in Markdown, with the tables that most readers of it know. */
#include <string.h>

#include "formats/markdown-text.h"
#include "report/paper.h"

static void
add_row (GString *out, char **cells)
{
  g_string_append_c (out, '|');
  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_string_append_c (out, ' ');
      ob_markdown_add_text (out, cells[i], TRUE);
      g_string_append (out, " |");
    }
  g_string_append_c (out, '\n');
}

static void
add_table (GString *out, const ObPart *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      add_row (out, table->rows->pdata[i]);
      if (i > 0)
        continue;
      for (guint k = 0; k < ob_part_get_n_columns (table); k++)
        g_string_append (out, k == 0 ? "| --- |" : " --- |");
      g_string_append_c (out, '\n');
    }
}

static void
add_block (GString *out, const ObPart *block, guint number)
{
  switch (block->type)
    {
    case OB_PART_HEADING:
      for (guint i = 0; i < block->level; i++)
        g_string_append_c (out, '#');
      g_string_append_c (out, ' ');
      ob_markdown_add_text (out, block->text, FALSE);
      break;
    case OB_PART_PARAGRAPH:
    case OB_PART_NOTE:
      ob_markdown_add_text (out, block->text, FALSE);
      break;
    case OB_PART_ITEM:
      g_string_append_printf (out, "%u. ", number);
      ob_markdown_add_text (out, block->text, FALSE);
      if (block->address != NULL && strpbrk (block->address, " <>\n") == NULL)
        g_string_append_printf (out, " <%s>", block->address);
      break;
    case OB_PART_QUOTATION:
      g_string_append (out, "> “");
      ob_markdown_add_text (out, block->text, FALSE);
      g_string_append (out, "”\n>\n> — ");
      ob_markdown_add_text (out, block->detail, FALSE);
      break;
    case OB_PART_TABLE:
      add_table (out, block);
      break;
    }
  g_string_append (out, block->type == OB_PART_ITEM    ? "\n"
                        : block->type == OB_PART_TABLE ? "\n"
                                                        : "\n\n");
}

GBytes *
ob_paper_to_markdown (const ObPaper *document, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint number = 0;
  gsize length;

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const ObPart *block = document->blocks->pdata[i];

      if (block->type != OB_PART_ITEM && number > 0)
        g_string_append_c (out, '\n');
      number = block->type == OB_PART_ITEM ? number + 1 : 0;
      add_block (out, block, number);
    }
  length = out->len;
  return g_bytes_new_take (g_string_free (g_steal_pointer (&out), FALSE), length);
}
