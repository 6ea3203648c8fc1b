#include "model/formatting.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define HEADER "obelus-formatting 1 "

struct _ObFormatting
{
  gatomicrefcount references;
  guint32 length;  /* of the text */
  GArray *blocks;  /* ObBlock */
  GArray *inlines; /* ObInline */
};

/* What a kind of block may have. */
typedef struct
{
  const char *name;
  guint min_level;
  guint max_level;
  gboolean numbered;
} BlockRule;

static const BlockRule block_rules[OB_N_BLOCK_KINDS] = {
  { "paragraph", 0, 0, FALSE },
  { "heading", 1, 6, FALSE },
  { "list-item", 1, OB_BLOCK_MAX_LEVEL, TRUE },
  { "quote", 1, OB_BLOCK_MAX_LEVEL, FALSE },
  { "caption", 0, 0, FALSE },
  { "table-row", 0, 0, TRUE },
  { "footnote", 0, 0, TRUE },
  { "preformatted", 0, 0, FALSE },
};

static const char *const role_names[OB_N_ROLES] = {
  "body",           "title",     "standfirst",   "byline",       "caption", "related",
  "call-to-action", "furniture", "running-head", "running-foot", "comment",
  "small-print",
};

typedef struct
{
  const char *name;
  gboolean place; /* an empty range */
} InlineRule;

static const InlineRule inline_rules[OB_N_INLINE_KINDS] = {
  { "emphasis", FALSE }, { "strong", FALSE }, { "superscript", FALSE }, { "subscript", FALSE },
  { "code", FALSE },     { "link", FALSE },   { "cell", FALSE },        { "note", FALSE },
  { "image", TRUE },     { "page", TRUE },
};

G_DEFINE_QUARK (ob-formatting-error-quark, ob_formatting_error)

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, OB_FORMATTING_ERROR, OB_FORMATTING_ERROR_INVALID, message);
  return FALSE;
}

static void
inline_clear (gpointer data)
{
  g_free (((ObInline *) data)->value);
}

static gint
compare_blocks (gconstpointer a, gconstpointer b)
{
  const ObBlock *left = a, *right = b;

  return left->start < right->start ? -1 : left->start > right->start;
}

static gint
compare_inlines (gconstpointer a, gconstpointer b)
{
  const ObInline *left = a, *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end > right->end ? -1 : 1;
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  return strcmp (left->value, right->value);
}

/* An ordinary paragraph needs no block. */
static gboolean
says_nothing (const ObBlock *block)
{
  return block->kind == OB_BLOCK_PARAGRAPH && block->role == OB_ROLE_BODY;
}

static gboolean
check_block (const ObBlock *block, const ObText *text)
{
  const BlockRule *rule;
  ObSegment first, last;

  if ((guint) block->kind >= OB_N_BLOCK_KINDS || (guint) block->role >= OB_N_ROLES)
    return FALSE;
  rule = &block_rules[block->kind];
  if (block->start >= block->end || block->end > ob_text_get_length (text) || says_nothing (block)
      || block->level < rule->min_level || block->level > rule->max_level
      || (block->number != 0 && !rule->numbered))
    return FALSE;

  first = ob_text_get_paragraph (text, ob_text_get_paragraph_at (text, block->start));
  last = ob_text_get_paragraph (text, ob_text_get_paragraph_at (text, block->end - 1));
  return first.start == block->start && last.end == block->end;
}

static gboolean
check_value (const char *value)
{
  const char *at;

  for (at = value; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;
  return at - value <= OB_INLINE_MAX_VALUE;
}

static gboolean
check_inline (const ObInline *range, guint32 length)
{
  if ((guint) range->kind >= OB_N_INLINE_KINDS || range->start > range->end || range->end > length)
    return FALSE;

  return (range->start == range->end) == inline_rules[range->kind].place
         && check_value (range->value);
}

/* Whether everything is as the header says.  Both arrays are in some order. */
static gboolean
check_all (const ObFormatting *formatting, const ObText *text)
{
  for (guint i = 0; i < formatting->blocks->len; i++)
    {
      const ObBlock *block = &g_array_index (formatting->blocks, ObBlock, i);

      if (!check_block (block, text) || (i > 0 && block[-1].end >= block->start))
        return FALSE;
    }
  for (guint i = 0; i < formatting->inlines->len; i++)
    {
      const ObInline *range = &g_array_index (formatting->inlines, ObInline, i);

      if (!check_inline (range, formatting->length)
          || (i > 0 && compare_inlines (range - 1, range) >= 0))
        return FALSE;
    }
  return TRUE;
}

static ObFormatting *
formatting_new (guint32 length)
{
  ObFormatting *formatting = g_new0 (ObFormatting, 1);

  g_atomic_ref_count_init (&formatting->references);
  formatting->length = length;
  return formatting;
}

/* Reading -------------------------------------------------------------------------------------- */

/* A number without leading zeros, and the space after it. */
static gboolean
read_number (const char **at, guint32 *number)
{
  const char *digit = *at;
  guint64 value = 0;

  if (*digit == '0' && g_ascii_isdigit (digit[1]))
    return FALSE;
  while (g_ascii_isdigit (*digit) && value <= G_MAXUINT32)
    value = value * 10 + (guint64) (*digit++ - '0');
  if (digit == *at || *digit != ' ' || value > G_MAXUINT32)
    return FALSE;

  *number = (guint32) value;
  *at = digit + 1;
  return TRUE;
}

/* One word and the space after it.  Returns its place in the table, or -1. */
static int
read_name (const char **at, const char *(*get_name) (guint i), guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    {
      gsize length = strlen (get_name (i));

      if (strncmp (*at, get_name (i), length) == 0 && (*at)[length] == ' ')
        {
          *at += length + 1;
          return (int) i;
        }
    }
  return -1;
}

static const char *
get_block_name (guint i)
{
  return block_rules[i].name;
}

static const char *
get_inline_name (guint i)
{
  return inline_rules[i].name;
}

static gboolean
read_block (const char *at, ObBlockKind kind, GArray *blocks)
{
  ObBlock block = { .kind = kind };
  guint32 level, number;

  if (!read_number (&at, &block.start) || !read_number (&at, &block.end)
      || !read_number (&at, &level) || !read_number (&at, &number))
    return FALSE;

  block.level = level;
  block.number = number;
  for (guint i = 0; i < OB_N_ROLES; i++)
    if (strcmp (at, role_names[i]) == 0)
      {
        block.role = (ObRole) i;
        g_array_append_val (blocks, block);
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_inline (const char *at, ObInlineKind kind, GArray *inlines)
{
  ObInline range = { .kind = kind };

  if (!read_number (&at, &range.start) || !read_number (&at, &range.end))
    return FALSE;

  range.value = g_strdup (at);
  g_array_append_val (inlines, range);
  return TRUE;
}

/* Blocks come first. */
static gboolean
read_line (const char *line, ObFormatting *formatting)
{
  int kind = read_name (&line, get_block_name, OB_N_BLOCK_KINDS);

  if (kind >= 0)
    return formatting->inlines->len == 0
           && read_block (line, (ObBlockKind) kind, formatting->blocks);
  kind = read_name (&line, get_inline_name, OB_N_INLINE_KINDS);
  return kind >= 0 && read_inline (line, (ObInlineKind) kind, formatting->inlines);
}

static gboolean
read_all (const char *serialised, gsize n_bytes, ObFormatting *formatting)
{
  g_autofree char *copy = NULL, *header = NULL;
  char *line, *end;

  if (n_bytes > OB_FORMATTING_MAX_BYTES || memchr (serialised, '\0', n_bytes) != NULL
      || !g_utf8_validate (serialised, (gssize) n_bytes, NULL))
    return FALSE;

  copy = g_strndup (serialised, n_bytes);
  header = g_strdup_printf (HEADER "%u\n", formatting->length);
  if (!g_str_has_prefix (copy, header))
    return FALSE;
  for (line = copy + strlen (header); *line != '\0'; line = end + 1)
    {
      end = strchr (line, '\n');
      if (end == NULL)
        return FALSE;
      *end = '\0';
      if (!read_line (line, formatting))
        return FALSE;
    }
  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_blocks_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (ObBlock));
}

GArray *
ob_inlines_new (void)
{
  GArray *inlines = g_array_new (FALSE, FALSE, sizeof (ObInline));

  g_array_set_clear_func (inlines, inline_clear);
  return inlines;
}

ObFormatting *
ob_formatting_new (const ObText *text, GArray *blocks, GArray *inlines, GError **error)
{
  g_autoptr (ObFormatting) formatting = formatting_new (ob_text_get_length (text));

  formatting->blocks = ob_blocks_new ();
  formatting->inlines = inlines;
  g_array_sort (blocks, compare_blocks);
  g_array_sort (inlines, compare_inlines);
  for (guint i = inlines->len; i > 1; i--)
    if (compare_inlines (&g_array_index (inlines, ObInline, i - 1),
                         &g_array_index (inlines, ObInline, i - 2))
        == 0)
      g_array_remove_index (inlines, i - 1);
  for (guint i = 0; i < blocks->len; i++)
    {
      const ObBlock *block = &g_array_index (blocks, ObBlock, i);

      if (!says_nothing (block))
        g_array_append_vals (formatting->blocks, block, 1);
    }
  g_array_unref (blocks);

  if (!check_all (formatting, text))
    {
      refuse (error, _ ("The formatting does not fit the text."));
      return NULL;
    }
  return g_steal_pointer (&formatting);
}

ObFormatting *
ob_formatting_parse (const char *serialised, gsize n_bytes, const ObText *text, GError **error)
{
  g_autoptr (ObFormatting) formatting = formatting_new (ob_text_get_length (text));

  formatting->blocks = ob_blocks_new ();
  formatting->inlines = ob_inlines_new ();
  if (!read_all (serialised, n_bytes, formatting) || !check_all (formatting, text))
    {
      refuse (error, _ ("The formatting does not fit the text."));
      return NULL;
    }
  return g_steal_pointer (&formatting);
}

ObText *
ob_formatting_serialise (const ObFormatting *formatting)
{
  GString *out = g_string_new (NULL);
  gsize n_bytes;

  g_string_append_printf (out, HEADER "%u\n", formatting->length);
  for (guint i = 0; i < formatting->blocks->len; i++)
    {
      const ObBlock *block = &g_array_index (formatting->blocks, ObBlock, i);

      g_string_append_printf (out, "%s %u %u %u %u %s\n", block_rules[block->kind].name,
                              block->start, block->end, block->level, block->number,
                              role_names[block->role]);
    }
  for (guint i = 0; i < formatting->inlines->len; i++)
    {
      const ObInline *range = &g_array_index (formatting->inlines, ObInline, i);

      g_string_append_printf (out, "%s %u %u %s\n", inline_rules[range->kind].name, range->start,
                              range->end, range->value);
    }

  n_bytes = out->len;
  return ob_text_new_take (g_string_free (out, FALSE), n_bytes);
}

ObFormatting *
ob_formatting_ref (ObFormatting *formatting)
{
  g_atomic_ref_count_inc (&formatting->references);
  return formatting;
}

void
ob_formatting_unref (ObFormatting *formatting)
{
  if (!g_atomic_ref_count_dec (&formatting->references))
    return;

  g_array_unref (formatting->blocks);
  g_array_unref (formatting->inlines);
  g_free (formatting);
}

gboolean
ob_formatting_is_plain (const ObFormatting *formatting)
{
  return formatting->blocks->len == 0 && formatting->inlines->len == 0;
}

const ObBlock *
ob_formatting_get_blocks (const ObFormatting *formatting, guint *n_blocks)
{
  *n_blocks = formatting->blocks->len;
  return (const ObBlock *) (void *) formatting->blocks->data;
}

const ObInline *
ob_formatting_get_inlines (const ObFormatting *formatting, guint *n_inlines)
{
  *n_inlines = formatting->inlines->len;
  return (const ObInline *) (void *) formatting->inlines->data;
}

const ObBlock *
ob_formatting_find_block (const ObFormatting *formatting, guint32 offset)
{
  guint low = 0, high = formatting->blocks->len;
  const ObBlock *block;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (formatting->blocks, ObBlock, middle).start <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return NULL;

  block = &g_array_index (formatting->blocks, ObBlock, low - 1);
  return offset <= block->end ? block : NULL;
}

guint
ob_formatting_find_inline (const ObFormatting *formatting, guint32 offset)
{
  guint low = 0, high = formatting->inlines->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (formatting->inlines, ObInline, middle).start < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

const char *
ob_formatting_get_link (const ObFormatting *formatting, const ObText *text, guint32 offset)
{
  ObSegment paragraph = ob_text_get_paragraph (text, ob_text_get_paragraph_at (text, offset));
  const char *found = NULL;

  for (guint i = ob_formatting_find_inline (formatting, paragraph.start);
       i < formatting->inlines->len; i++)
    {
      const ObInline *range = &g_array_index (formatting->inlines, ObInline, i);

      if (range->start > offset)
        break;
      if (range->kind == OB_INLINE_LINK && offset < range->end)
        found = range->value;
    }

  return found;
}

guint
ob_formatting_get_image_paragraph (const ObText *text, guint32 offset)
{
  guint i = ob_text_get_paragraph_at (text, offset);
  ObSegment paragraph = ob_text_get_paragraph (text, i);

  /* At the end of a paragraph it stands below that, and so above the next. */
  if (offset == paragraph.end && paragraph.start < paragraph.end
      && i + 1 < ob_text_get_n_paragraphs (text))
    i++;

  return i;
}

const char *
ob_formatting_get_page (const ObFormatting *formatting, guint32 offset)
{
  const char *page = NULL;

  for (guint i = 0; i < formatting->inlines->len; i++)
    {
      const ObInline *range = &g_array_index (formatting->inlines, ObInline, i);

      if (range->start > offset)
        break;
      if (range->kind == OB_INLINE_PAGE)
        page = range->value;
    }
  return page;
}

const char *
ob_block_kind_get_name (ObBlockKind kind)
{
  g_return_val_if_fail ((guint) kind < OB_N_BLOCK_KINDS, NULL);

  return block_rules[kind].name;
}

const char *
ob_role_get_name (ObRole role)
{
  g_return_val_if_fail ((guint) role < OB_N_ROLES, NULL);

  return role_names[role];
}

const char *
ob_inline_kind_get_name (ObInlineKind kind)
{
  g_return_val_if_fail ((guint) kind < OB_N_INLINE_KINDS, NULL);

  return inline_rules[kind].name;
}
