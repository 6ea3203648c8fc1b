/* "md": the annotated articles in Markdown, to read: what is annotated is <mark>ed, and a footnote
 * where an annotation ends says what it is. */
#include <glib/gi18n-lib.h>

#include "formats/format.h"
#include "formats/markdown-text.h"
#include "formats/reading-copy.h"

#define MAX_LEVEL 4 /* of lists and quotes */

typedef struct
{
  guint n_notes;
  GString *notes;  /* (owned): those of the article that is being written */
  gboolean begins; /* nothing of the paragraph was written yet */
} State;

static void
begin_paragraph (ObExport *export, const ObReadingParagraph *paragraph)
{
  GString *out = export->sink->buffer;
  const ObBlock *block = paragraph->block;
  guint level = block != NULL ? CLAMP (block->level, 1, MAX_LEVEL) : 1;

  ((State *) export->state)->begins = TRUE;
  if (paragraph->is_title)
    g_string_append (out, "## ");
  else if (block != NULL && block->kind == OB_BLOCK_HEADING)
    g_string_append (out, level == 1 ? "### " : level == 2 ? "#### " : "##### ");
  else if (block != NULL && block->kind == OB_BLOCK_LIST_ITEM)
    {
      g_string_append_printf (out, "%*s", (int) (4 * (level - 1)), "");
      if (!paragraph->begins)
        g_string_append (out, "    ");
      else if (block->number > 0)
        g_string_append_printf (out, "%u. ", block->number);
      else
        g_string_append (out, "- ");
    }
  else if (block != NULL && block->kind == OB_BLOCK_QUOTE)
    for (guint i = 0; i < level; i++)
      g_string_append (out, "> ");
}

static void
add_run (ObExport *export, const char *words, gsize length, const ObAnnotation *annotation)
{
  State *state = export->state;
  g_autofree char *copy = g_strndup (words, length);
  const char *text = copy;

  /* Spaces in front would make code of a paragraph. */
  while (state->begins && (*text == ' ' || *text == '\t'))
    text++;
  if (*text == '\0')
    return;
  state->begins = FALSE;
  if (annotation != NULL)
    g_string_append (export->sink->buffer, "<mark>");
  ob_markdown_add_text (export->sink->buffer, text, FALSE);
  if (annotation != NULL)
    g_string_append (export->sink->buffer, "</mark>");
}

static void
add_note (ObExport *export, guint number, const char *note)
{
  State *state = export->state;

  g_string_append_printf (export->sink->buffer, "[^%u]", number);
  g_string_append_printf (state->notes, "[^%u]: ", number);
  ob_markdown_add_text (state->notes, note, FALSE);
  g_string_append (state->notes, "\n");
}

static void
end_paragraph (ObExport *export, const ObReadingParagraph *paragraph)
{
  g_string_append (export->sink->buffer, "\n\n");
}

static const ObReadingWriter writer = { begin_paragraph, add_run, add_note, end_paragraph };

static void
add_legend (ObExport *export)
{
  const GPtrArray *labels = export->catalogue->codebook->labels;
  GString *out = export->sink->buffer;

  g_string_append_printf (out, "| %s | %s |\n| --- | --- |\n", _ ("Label"), _ ("Use when"));
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);

      g_string_append (out, "| ");
      ob_markdown_add_text (out, label->name, TRUE);
      g_string_append (out, " | ");
      ob_markdown_add_text (out, label->use_when, TRUE);
      g_string_append (out, " |\n");
    }
  g_string_append_c (out, '\n');
}

static void
begin (ObExport *export)
{
  State *state = g_new0 (State, 1);
  g_autofree char *name = ob_project_dup_name (export->catalogue->project);

  state->notes = g_string_new (NULL);
  export->state = state;
  g_string_append (export->sink->buffer, "# ");
  ob_markdown_add_text (export->sink->buffer, name, FALSE);
  g_string_append (export->sink->buffer, "\n\n");
  add_legend (export);
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  State *state = export->state;
  g_autofree char *source = ob_reading_copy_describe_source (article);

  ob_reading_copy_write (export, &writer, article, text, annotations, &state->n_notes);
  if (source != NULL)
    {
      g_string_append_c (export->sink->buffer, '*');
      ob_markdown_add_text (export->sink->buffer, source, FALSE);
      g_string_append (export->sink->buffer, "*\n\n");
    }
  g_string_append_len (export->sink->buffer, state->notes->str, (gssize) state->notes->len);
  if (state->notes->len > 0)
    g_string_append_c (export->sink->buffer, '\n');
  g_string_truncate (state->notes, 0);
}

static void
end (ObExport *export)
{
  State *state = export->state;

  g_string_free (state->notes, TRUE);
  g_free (state);
}

static const char *const extensions[] = { "md", NULL };

const ObFormat ob_format_markdown = {
  .id = "md",
  .title = N_ ("Text to read (Markdown)"),
  .extensions = extensions,
  .loses = N_ ("It is to be read, and cannot be imported. Colours, emphasis and links of the text "
               "are not in it."),
  .begin = begin,
  .add_article = add_article,
  .end = end,
};
