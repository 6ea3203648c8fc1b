#include "report/paper.h"

#include <string.h>

static void
part_free (gpointer data)
{
  ObPart *block = data;

  g_free (block->text);
  g_free (block->detail);
  g_free (block->address);
  g_clear_pointer (&block->rows, g_ptr_array_unref);
  g_free (block);
}

ObPaper *
ob_paper_new (const char *title)
{
  ObPaper *document = g_new0 (ObPaper, 1);

  document->title = g_strdup (title);
  document->language = g_strdup ("en");
  document->blocks = g_ptr_array_new_with_free_func (part_free);
  return document;
}

void
ob_paper_free (ObPaper *document)
{
  g_free (document->title);
  g_free (document->language);
  g_ptr_array_unref (document->blocks);
  g_free (document);
}

ObPart *
ob_paper_add (ObPaper *document, ObPartType type, guint level, const char *text)
{
  ObPart *block = g_new0 (ObPart, 1);

  block->type = type;
  block->level = level;
  block->text = g_strdup (text);
  if (type == OB_PART_TABLE)
    block->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (document->blocks, block);
  return block;
}

void
ob_part_add_row (ObPart *table, char **cells)
{
  g_return_if_fail (table->rows->len == 0
                    || g_strv_length (cells) == ob_part_get_n_columns (table));

  g_ptr_array_add (table->rows, cells);
}

guint
ob_part_get_n_columns (const ObPart *table)
{
  return table->rows->len > 0 ? g_strv_length (table->rows->pdata[0]) : 0;
}
