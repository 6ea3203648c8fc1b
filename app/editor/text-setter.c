#include "editor/text-setter.h"

#include "articles/plain-text.h"
#include "editor/typesetting-private.h"
#include "editor/typography.h"

/* Paragraphs in which the title is looked for. */
#define N_TITLE_PARAGRAPHS 8

/* What is set at once around a place, in code points: some pages before and after. */
#define NEAR_BEFORE 4000
#define NEAR_AFTER 8000

/* So many pieces between looks at the clock. */
#define N_UNTIMED 32

struct _ObTextSetter
{
  ObTypesetting *typesetting; /* (unowned) */
  GtkTextBuffer *buffer;      /* (owned) */
  ObText *text;               /* (owned) */
  ObFormatting *formatting;   /* (owned) (nullable) */
  const ObBlock *blocks;      /* of the formatting, ascending */
  const ObInline *inlines;    /* the same, by their starts */
  guint n_blocks, n_inlines;
  gboolean *blocks_done, *inlines_done; /* (owned) */
  guint next_block, next_inline;        /* all before are done */
};

static void
apply (ObTextSetter *setter, ObLook look, guint32 start, guint32 end)
{
  GtkTextIter from, to;

  if (look == OB_LOOK_NONE || start >= end)
    return;

  gtk_text_buffer_get_iter_at_offset (setter->buffer, &from, (int) start);
  to = from;
  gtk_text_iter_set_offset (&to, (int) end);
  gtk_text_buffer_apply_tag (setter->buffer, ob_typesetting_get_tag (setter->typesetting, look), &from, &to);
}

static ObLook
get_role_look (ObRole role)
{
  switch (role)
    {
    case OB_ROLE_TITLE:
      return OB_LOOK_TITLE;
    case OB_ROLE_STANDFIRST:
      return OB_LOOK_STANDFIRST;
    case OB_ROLE_BYLINE:
      return OB_LOOK_BYLINE;
    case OB_ROLE_CAPTION:
      return OB_LOOK_CAPTION;
    case OB_ROLE_COMMENT:
      return OB_LOOK_COMMENT;
    case OB_ROLE_BODY:
      return OB_LOOK_NONE;
    default:
      return OB_LOOK_SMALL_PRINT;
    }
}

static ObLook
get_kind_look (const ObBlock *block)
{
  switch (block->kind)
    {
    case OB_BLOCK_HEADING:
      return OB_LOOK_HEADING + CLAMP (block->level, 1, 6) - 1;
    case OB_BLOCK_CAPTION:
      return OB_LOOK_CAPTION;
    case OB_BLOCK_FOOTNOTE:
      return OB_LOOK_FOOTNOTE;
    case OB_BLOCK_PREFORMATTED:
      return OB_LOOK_PREFORMATTED;
    default:
      return OB_LOOK_NONE;
    }
}

static guint
get_indent (const ObBlock *block)
{
  switch (block->kind)
    {
    case OB_BLOCK_LIST_ITEM:
    case OB_BLOCK_QUOTE:
      return CLAMP (block->level, 1, OB_MAX_INDENT);
    case OB_BLOCK_FOOTNOTE:
      return 1;
    default:
      return block->role == OB_ROLE_COMMENT ? 1 : 0;
    }
}

/* Whether the block runs from right to left, by its first letter, as GTK has it; one without letters
 * runs like the one before it. */
static gboolean
runs_leftwards (ObTextSetter *setter, guint index)
{
  const char *utf8 = ob_text_get_utf8 (setter->text, NULL);

  for (guint i = index + 1; i > 0; i--)
    {
      const ObBlock *block = &setter->blocks[i - 1];
      const char *at = utf8 + ob_text_get_byte (setter->text, block->start);
      const char *end = utf8 + ob_text_get_byte (setter->text, block->end);

      for (; at < end; at = g_utf8_next_char (at))
        if (g_unichar_isalpha (g_utf8_get_char (at)))
          return ob_typography_is_leftwards (g_utf8_get_char (at));
    }

  return FALSE;
}

static guint
count_columns (ObTextSetter *setter, const ObBlock *row)
{
  guint n = 1;

  for (guint32 i = row->start; i < row->end; i++)
    n += ob_text_get_char (setter->text, i) == '\t';

  return n;
}

static gboolean
goes_on (const ObBlock *block, const ObBlock *next)
{
  return next != NULL && next->kind == block->kind && next->start == block->end + 1;
}

/* Sets the rows of the table that begins at @i. */
static void
set_table (ObTextSetter *setter, guint i)
{
  const ObBlock *blocks = setter->blocks;
  guint end = i, n_columns = 1;

  do
    {
      guint n = count_columns (setter, &blocks[end]);

      n_columns = MAX (n_columns, n);
      end++;
    }
  while (end < setter->n_blocks && goes_on (&blocks[end - 1], &blocks[end]));

  if (n_columns > 1)
    apply (setter, OB_LOOK_COLUMNS + MIN (n_columns, OB_MAX_COLUMNS) - 2, blocks[i].start,
           blocks[end - 1].end);
}

/* Whether there is less room between paragraphs of this kind. */
static gboolean
is_tight (ObBlockKind kind)
{
  return kind == OB_BLOCK_LIST_ITEM || kind == OB_BLOCK_TABLE_ROW || kind == OB_BLOCK_PREFORMATTED;
}

static ObSegment
get_last_paragraph (ObTextSetter *setter, const ObBlock *block)
{
  return ob_text_get_paragraph (setter->text,
                                ob_text_get_paragraph_at (setter->text, block->end - 1));
}

static gboolean
is_first_row (ObTextSetter *setter, guint i)
{
  return setter->blocks[i].kind == OB_BLOCK_TABLE_ROW
         && (i == 0 || !goes_on (&setter->blocks[i - 1], &setter->blocks[i]));
}

static void
set_block (ObTextSetter *setter, guint i)
{
  const ObBlock *block = &setter->blocks[i];
  const ObBlock *next = i + 1 < setter->n_blocks ? block + 1 : NULL;
  guint32 end = MIN (block->end + 1, ob_text_get_length (setter->text));
  guint indent = get_indent (block);

  if (setter->blocks_done[i])
    return;

  setter->blocks_done[i] = TRUE;
  if (is_first_row (setter, i))
    set_table (setter, i);
  apply (setter, get_kind_look (block), block->start, end);
  apply (setter, get_role_look (block->role), block->start, end);
  if (indent > 0)
    apply (setter,
           (runs_leftwards (setter, i) ? OB_LOOK_INDENT_RIGHT : OB_LOOK_INDENT_LEFT) + indent - 1,
           block->start, end);
  if (is_tight (block->kind))
    apply (setter, OB_LOOK_TIGHT, block->start,
           goes_on (block, next) ? end : get_last_paragraph (setter, block).start);
}

static ObLook
get_inline_look (const ObInline *range)
{
  switch (range->kind)
    {
    case OB_INLINE_EMPHASIS:
      return OB_LOOK_EMPHASIS;
    case OB_INLINE_STRONG:
      return OB_LOOK_STRONG;
    case OB_INLINE_SUPERSCRIPT:
    case OB_INLINE_NOTE:
      return OB_LOOK_SUPERSCRIPT;
    case OB_INLINE_SUBSCRIPT:
      return OB_LOOK_SUBSCRIPT;
    case OB_INLINE_CODE:
      return OB_LOOK_CODE;
    case OB_INLINE_LINK:
      return OB_LOOK_LINK;
    case OB_INLINE_CELL:
      return g_str_equal (range->value, "head") ? OB_LOOK_STRONG : OB_LOOK_NONE;
    default:
      return OB_LOOK_NONE;
    }
}

/* The whole paragraph with its line end. */
static void
apply_to_paragraph (ObTextSetter *setter, ObLook look, guint paragraph)
{
  ObSegment range = ob_text_get_paragraph (setter->text, paragraph);

  apply (setter, look, range.start, MIN (range.end + 1, ob_text_get_length (setter->text)));
}

static void
set_inline (ObTextSetter *setter, guint i)
{
  const ObInline *range = &setter->inlines[i];

  if (setter->inlines_done[i])
    return;

  setter->inlines_done[i] = TRUE;
  if (range->kind == OB_INLINE_IMAGE)
    apply_to_paragraph (setter, OB_LOOK_IMAGE,
                        ob_formatting_get_image_paragraph (setter->text, range->start));
  else
    apply (setter, get_inline_look (range), range->start, range->end);
}

static gboolean
is_title (const ObText *text, ObSegment range, const char *title)
{
  g_autofree char *paragraph = NULL;

  if (title == NULL || *title == '\0')
    return FALSE;

  paragraph = ob_text_slice (text, range.start, range.end);
  return g_str_equal (g_strstrip (paragraph), title);
}

/* The title where it is a paragraph near the beginning; byline and date where they can be nothing
 * else, since the lines say more than the metadata. */
static void
set_beginning (ObTextSetter *setter, const ObArticle *article)
{
  guint n = MIN (ob_text_get_n_paragraphs (setter->text), N_TITLE_PARAGRAPHS);

  for (guint i = 0; i < n; i++)
    {
      ObSegment paragraph = ob_text_get_paragraph (setter->text, i);

      if (!is_title (setter->text, paragraph, article->title))
        continue;
      apply_to_paragraph (setter, OB_LOOK_TITLE, i);
      break;
    }

  if (setter->formatting == NULL)
    {
      ObPlainTextParts parts = ob_plain_text_find_parts (setter->text);

      apply (setter, OB_LOOK_BYLINE, parts.byline.start, parts.byline.end);
      apply (setter, OB_LOOK_BYLINE, parts.dateline.start, parts.dateline.end);
    }
}

/* The first block (inline) that starts at @offset or after. */
static guint
find_block (ObTextSetter *setter, guint32 offset)
{
  guint low = 0, high = setter->n_blocks;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (setter->blocks[middle].start < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static guint
find_inline (ObTextSetter *setter, guint32 offset)
{
  guint low = 0, high = setter->n_inlines;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (setter->inlines[middle].start < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Sets the next block or inline range.  FALSE when there is none left. */
static gboolean
set_next (ObTextSetter *setter)
{
  if (setter->next_block < setter->n_blocks)
    set_block (setter, setter->next_block++);
  else if (setter->next_inline < setter->n_inlines)
    set_inline (setter, setter->next_inline++);

  return setter->next_block < setter->n_blocks || setter->next_inline < setter->n_inlines;
}

/* Public functions ------------------------------------------------------------------------------ */

ObTextSetter *
ob_text_setter_new (ObTypesetting *typesetting,
                    GtkTextBuffer *buffer,
                    ObText *text,
                    ObFormatting *formatting,
                    const ObArticle *article)
{
  ObTextSetter *setter = g_new0 (ObTextSetter, 1);

  setter->typesetting = typesetting;
  setter->buffer = g_object_ref (buffer);
  setter->text = ob_text_ref (text);
  if (formatting != NULL)
    {
      setter->formatting = ob_formatting_ref (formatting);
      setter->blocks = ob_formatting_get_blocks (formatting, &setter->n_blocks);
      setter->inlines = ob_formatting_get_inlines (formatting, &setter->n_inlines);
    }
  setter->blocks_done = g_new0 (gboolean, setter->n_blocks);
  setter->inlines_done = g_new0 (gboolean, setter->n_inlines);
  if (article != NULL)
    set_beginning (setter, article);

  return setter;
}

void
ob_text_setter_free (ObTextSetter *setter)
{
  if (setter == NULL)
    return;

  g_object_unref (setter->buffer);
  ob_text_unref (setter->text);
  g_clear_pointer (&setter->formatting, ob_formatting_unref);
  g_free (setter->blocks_done);
  g_free (setter->inlines_done);
  g_free (setter);
}

void
ob_text_setter_set_near (ObTextSetter *setter, guint32 offset)
{
  guint32 start = offset > NEAR_BEFORE ? offset - NEAR_BEFORE : 0;
  guint32 end = MIN (offset, G_MAXUINT32 - NEAR_AFTER) + NEAR_AFTER;
  guint block = find_block (setter, start), range;

  /* The block that holds the start, with all of its ranges. */
  if (block > 0)
    start = MIN (start, setter->blocks[--block].start);
  for (; block < setter->n_blocks && setter->blocks[block].start < end; block++)
    set_block (setter, block);
  for (range = find_inline (setter, start);
       range < setter->n_inlines && setter->inlines[range].start < end; range++)
    set_inline (setter, range);
}

gboolean
ob_text_setter_go_on (ObTextSetter *setter, gint64 microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;
  gboolean more = TRUE;

  do
    for (guint i = 0; i < N_UNTIMED && more; i++)
      more = set_next (setter);
  while (more && g_get_monotonic_time () < end);

  return more;
}
