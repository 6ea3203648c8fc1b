/* The text grows in one string; offsets are counted as it does.  Spaces wait until something that
 * is no space follows them, so that none stands at the end of a block. */
#include "articles/draft.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "articles/canonical.h"
#include "articles/plain-text.h"

/* An inline that is not closed yet. */
typedef struct
{
  ObInlineKind kind;
  guint32 start;
  char *value; /* (owned) (nullable): NULL when it is not kept */
} Open;

struct _ObDraft
{
  GString *text;
  guint32 length; /* code points of text */
  GArray *blocks;
  GArray *inlines;
  GArray *open; /* Open */
  GArray *places; /* guint: indices of inlines that wait for the next words */
  ObBlock block; /* the one that is written */
  guint first_inline; /* index of the first that may lie in it */
  gboolean in_block;
  gboolean space; /* one waits */
  ObArticle *metadata;
  GPtrArray *notes; /* char* */
  GBytes *original; /* (nullable) */
  ObAdjustments adjustments;
};

static void
open_clear (gpointer data)
{
  g_free (((Open *) data)->value);
}

/* @value fit for an inline: no control characters, at most OB_INLINE_MAX_VALUE bytes. */
static char *
clean_value (const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value != NULL ? value : "", -1);
  GString *clean = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (clean->len + 6 > OB_INLINE_MAX_VALUE)
        break;
      g_string_append_unichar (clean, g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_strstrip (g_string_free (clean, FALSE));
}

/* (nullable) */
static char *
clean_link (const char *url)
{
  g_autofree char *clean = clean_value (url);

  if (*clean == '\0' || strlen (url) > OB_INLINE_MAX_VALUE - 6
      || g_ascii_strncasecmp (clean, "javascript:", 11) == 0
      || g_ascii_strncasecmp (clean, "data:", 5) == 0)
    return NULL;
  return g_steal_pointer (&clean);
}

/* One space for each run of them, none at the ends; at most OB_DRAFT_MAX_METADATA bytes. */
static char *
clean_metadata (const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value != NULL ? value : "", -1);
  GString *clean = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *at = valid; *at != '\0' && clean->len < OB_DRAFT_MAX_METADATA;
       at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          space = clean->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (clean, ' ');
      space = FALSE;
      g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, clean->len == 0);
}

static void
append_char (ObDraft *draft, gunichar c)
{
  g_string_append_unichar (draft->text, c);
  draft->length++;
}

static void
flush_space (ObDraft *draft)
{
  if (draft->space && draft->length > draft->block.start
      && draft->text->str[draft->text->len - 1] != '\t')
    append_char (draft, ' ');
  draft->space = FALSE;
}

/* Words come at last: the places before them are where they begin. */
static void
settle_places (ObDraft *draft)
{
  for (guint i = 0; i < draft->places->len; i++)
    {
      guint place = g_array_index (draft->places, guint, i);
      ObInline *range = &g_array_index (draft->inlines, ObInline, place);

      range->start = range->end = draft->length;
    }
  g_array_set_size (draft->places, 0);
}

/* Inlines begin with words, not with the space before them. */
static void
move_open (ObDraft *draft, guint32 from)
{
  for (guint i = 0; i < draft->open->len; i++)
    {
      Open *open = &g_array_index (draft->open, Open, i);

      if (open->start == from)
        open->start = draft->length;
    }
}

static void
append_word_char (ObDraft *draft, gunichar c)
{
  guint32 before = draft->length;

  if (draft->length == draft->block.start && draft->length > 0)
    {
      /* The block is not empty after all: it begins a new line. */
      append_char (draft, '\n');
      draft->block.start = draft->length;
    }
  flush_space (draft);
  if (draft->length > before)
    move_open (draft, before);
  if (draft->places->len > 0)
    settle_places (draft);
  append_char (draft, c);
}

static gboolean
is_blank (const char *utf8, gsize n_bytes)
{
  for (const char *at = utf8; at < utf8 + n_bytes; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      return FALSE;

  return TRUE;
}

/* A keeper of spaces cannot have control characters, or line ends but its own. */
static gunichar
make_plain (ObDraft *draft, gunichar c)
{
  if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
    return c == 0x2028 || c == 0x2029 ? '\n' : c;

  draft->adjustments.n_controls++;
  return 0xfffd;
}

static void
add_preformatted (ObDraft *draft, const char *utf8, gsize n_bytes)
{
  for (const char *at = utf8; at < utf8 + n_bytes; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\r')
        continue;
      if (c == '\n' && draft->length == draft->block.start)
        continue;
      append_word_char (draft, make_plain (draft, c));
    }
}

static void
add_words (ObDraft *draft, const char *utf8, gsize n_bytes)
{
  for (const char *at = utf8; at < utf8 + n_bytes; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == 0x85
          || c == 0x2028 || c == 0x2029)
        draft->space = TRUE;
      else if (!g_unichar_isspace (c) || draft->length > draft->block.start)
        append_word_char (draft, make_plain (draft, c));
    }
}

/* Takes what is no visible character from the end of the block. */
static void
trim_block (ObDraft *draft)
{
  while (draft->length > draft->block.start)
    {
      char *last = g_utf8_find_prev_char (draft->text->str, draft->text->str + draft->text->len);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        return;
      g_string_truncate (draft->text, (gsize) (last - draft->text->str));
      draft->length--;
    }

  /* There is nothing in it: the line that it began goes, too. */
  if (draft->length > 0 && draft->text->str[draft->text->len - 1] == '\n')
    {
      g_string_truncate (draft->text, draft->text->len - 1);
      draft->length--;
      draft->block.start = draft->length;
    }
}

static void
append_inline (ObDraft *draft, ObInlineKind kind, guint32 start, guint32 end, const char *value)
{
  ObInline range = { start, end, kind, g_strdup (value) };

  g_array_append_val (draft->inlines, range);
}

/* Ends the open inlines here, at the end of a block; what is kept goes on in the next. */
static void
interrupt_open (ObDraft *draft)
{
  for (guint i = 0; i < draft->open->len; i++)
    {
      Open *open = &g_array_index (draft->open, Open, i);

      if (open->value != NULL && open->start < draft->length)
        append_inline (draft, open->kind, open->start, draft->length, open->value);
      open->start = draft->length;
    }
}

/* Inlines may end after what was trimmed, or lie in it. */
static void
clamp_inlines (ObDraft *draft)
{
  for (guint i = draft->first_inline; i < draft->inlines->len; i++)
    {
      ObInline *range = &g_array_index (draft->inlines, ObInline, i);

      range->start = MIN (range->start, draft->length);
      range->end = MIN (range->end, draft->length);
    }
}

static gboolean
is_place (ObInlineKind kind)
{
  return kind == OB_INLINE_IMAGE || kind == OB_INLINE_PAGE;
}

static gint
compare_inlines (gconstpointer a, gconstpointer b)
{
  const ObInline *left = a, *right = b;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end > right->end ? -1 : 1;
  return strcmp (left->value, right->value);
}

/* Those of one kind that touch and say the same become one; empty ones go. */
static GArray *
join_inlines (ObDraft *draft)
{
  GArray *joined = ob_inlines_new ();

  g_array_sort (draft->inlines, compare_inlines);
  for (guint i = 0; i < draft->inlines->len; i++)
    {
      const ObInline *range = &g_array_index (draft->inlines, ObInline, i);
      ObInline *last
          = joined->len > 0 ? &g_array_index (joined, ObInline, joined->len - 1) : NULL;
      ObInline copy;

      if (!is_place (range->kind) && range->start >= range->end)
        continue;
      if (last != NULL && last->kind == range->kind && last->end >= range->start
          && strcmp (last->value, range->value) == 0 && range->kind != OB_INLINE_CELL)
        {
          last->end = MAX (last->end, range->end);
          continue;
        }
      copy = *range;
      copy.value = g_strdup (range->value);
      g_array_append_val (joined, copy);
    }
  return joined;
}

/* Splitting --------------------------------------------------------------------------------------
 *
 * The canonical text differs from the draft's by LFs that split long paragraphs.  A list of where
 * in the draft they were put in tells by how much an offset grows. */

static GArray *
find_splits (const char *before, const char *after)
{
  GArray *splits = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 offset = 0;

  for (; *after != '\0'; after = g_utf8_next_char (after))
    {
      if (*after == '\n' && *before != '\n')
        {
          g_array_append_val (splits, offset);
          continue;
        }
      before = g_utf8_next_char (before);
      offset++;
    }
  return splits;
}

/* @is_end: an end stays before an LF that was put in there. */
static guint32
shift (const GArray *splits, guint32 offset, gboolean is_end)
{
  guint low = 0, high = splits->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      guint32 split = g_array_index (splits, guint32, middle);

      if (split < offset || (split == offset && !is_end))
        low = middle + 1;
      else
        high = middle;
    }
  return offset + low;
}

static void
shift_all (GArray *blocks, GArray *inlines, const GArray *splits)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      ObBlock *block = &g_array_index (blocks, ObBlock, i);

      block->start = shift (splits, block->start, FALSE);
      block->end = shift (splits, block->end, TRUE);
    }
  for (guint i = 0; i < inlines->len; i++)
    {
      ObInline *range = &g_array_index (inlines, ObInline, i);
      gboolean place = range->start == range->end;

      range->start = shift (splits, range->start, FALSE);
      range->end = place ? range->start : shift (splits, range->end, TRUE);
    }
}

static void
find_title (ObDraft *draft, const ObText *text)
{
  g_autoptr (ObArticle) found = NULL;

  if (draft->metadata->title != NULL)
    return;
  found = g_new0 (ObArticle, 1);
  ob_plain_text_recognise (text, found);
  ob_draft_set (draft, OB_METADATA_TITLE, found->title, "text");
}

static void
finish_metadata (ObDraft *draft, const ObText *text)
{
  find_title (draft, text);
  draft->metadata->version = 1;
  draft->metadata->length = ob_text_get_length (text);
  memcpy (draft->metadata->sha256, ob_text_get_sha256 (text), OB_SHA256_BYTES);
}

static ObReading *
refuse_empty (GError **error)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                       _ ("No text was found in the file."));
  return NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

ObDraft *
ob_draft_new (void)
{
  ObDraft *draft = g_new0 (ObDraft, 1);

  draft->text = g_string_new (NULL);
  draft->blocks = ob_blocks_new ();
  draft->inlines = ob_inlines_new ();
  draft->open = g_array_new (FALSE, FALSE, sizeof (Open));
  g_array_set_clear_func (draft->open, open_clear);
  draft->places = g_array_new (FALSE, FALSE, sizeof (guint));
  draft->metadata = g_new0 (ObArticle, 1);
  draft->notes = g_ptr_array_new_with_free_func (g_free);
  return draft;
}

void
ob_draft_free (ObDraft *draft)
{
  g_string_free (draft->text, TRUE);
  g_clear_pointer (&draft->blocks, g_array_unref);
  g_clear_pointer (&draft->inlines, g_array_unref);
  g_array_unref (draft->open);
  g_array_unref (draft->places);
  g_clear_pointer (&draft->metadata, ob_article_free);
  g_clear_pointer (&draft->notes, g_ptr_array_unref);
  g_clear_pointer (&draft->original, g_bytes_unref);
  g_free (draft);
}

void
ob_draft_begin (ObDraft *draft, ObBlockKind kind, guint level, guint number, ObRole role)
{
  ob_draft_end (draft);

  draft->block = (ObBlock) { draft->length, draft->length, kind, 0, 0, role };
  if (kind == OB_BLOCK_HEADING)
    draft->block.level = CLAMP (level, 1, 6);
  else if (kind == OB_BLOCK_LIST_ITEM || kind == OB_BLOCK_QUOTE)
    draft->block.level = CLAMP (level, 1, OB_BLOCK_MAX_LEVEL);
  if (kind == OB_BLOCK_LIST_ITEM || kind == OB_BLOCK_TABLE_ROW || kind == OB_BLOCK_FOOTNOTE)
    draft->block.number = number;
  draft->first_inline
      = draft->places->len > 0 ? g_array_index (draft->places, guint, 0) : draft->inlines->len;
  draft->in_block = TRUE;
}

void
ob_draft_end (ObDraft *draft)
{
  if (!draft->in_block)
    return;

  ob_draft_close (draft, OB_INLINE_CELL);
  trim_block (draft);
  interrupt_open (draft);
  clamp_inlines (draft);
  draft->block.end = draft->length;
  if (draft->block.end > draft->block.start)
    g_array_append_val (draft->blocks, draft->block);
  draft->block.start = draft->length;
  draft->in_block = draft->space = FALSE;
}

gboolean
ob_draft_is_in_block (const ObDraft *draft)
{
  return draft->in_block;
}

void
ob_draft_add (ObDraft *draft, const char *utf8, gssize n_bytes)
{
  g_autofree char *valid = NULL;
  gsize length = n_bytes < 0 ? strlen (utf8) : (gsize) n_bytes;

  if (!g_utf8_validate_len (utf8, length, NULL))
    {
      valid = g_utf8_make_valid (utf8, (gssize) length);
      utf8 = valid;
      length = strlen (valid);
    }
  if (!draft->in_block)
    {
      if (is_blank (utf8, length))
        return;
      ob_draft_begin (draft, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BODY);
    }

  if (draft->block.kind == OB_BLOCK_PREFORMATTED)
    add_preformatted (draft, utf8, length);
  else
    add_words (draft, utf8, length);
}

void
ob_draft_open (ObDraft *draft, ObInlineKind kind, const char *value)
{
  Open open = { kind, draft->length, NULL };

  g_return_if_fail (!is_place (kind));

  if (draft->in_block)
    {
      flush_space (draft);
      open.start = draft->length;
    }
  open.value = kind == OB_INLINE_LINK ? (value != NULL ? clean_link (value) : NULL)
                                      : clean_value (value);
  g_array_append_val (draft->open, open);
}

void
ob_draft_close (ObDraft *draft, ObInlineKind kind)
{
  for (guint i = draft->open->len; i > 0; i--)
    {
      Open *open = &g_array_index (draft->open, Open, i - 1);

      if (open->kind != kind)
        continue;
      if (open->value != NULL && open->start < draft->length)
        append_inline (draft, kind, open->start, draft->length, open->value);
      g_array_remove_index (draft->open, i - 1);
      return;
    }
}

void
ob_draft_add_place (ObDraft *draft, ObInlineKind kind, const char *value)
{
  g_autofree char *clean = clean_value (value);
  guint index = draft->inlines->len;

  g_return_if_fail (is_place (kind));

  append_inline (draft, kind, draft->length, draft->length, clean);
  g_array_append_val (draft->places, index);
}

void
ob_draft_begin_cell (ObDraft *draft, gboolean head)
{
  guint n_open = draft->open->len;

  g_return_if_fail (draft->in_block && draft->block.kind == OB_BLOCK_TABLE_ROW);

  ob_draft_close (draft, OB_INLINE_CELL);
  draft->space = FALSE;
  if (n_open > draft->open->len)
    append_word_char (draft, '\t');
  ob_draft_open (draft, OB_INLINE_CELL, head ? "head" : "");
}

void
ob_draft_set (ObDraft *draft, ObMetadata field, const char *value, const char *source)
{
  char **member = ob_article_get_metadata (draft->metadata, field);

  g_free (*member);
  *member = clean_metadata (value);
  g_free (draft->metadata->sources[field]);
  draft->metadata->sources[field] = *member != NULL ? g_strdup (source) : NULL;
}

void
ob_draft_offer (ObDraft *draft, ObMetadata field, const char *value, const char *source)
{
  if (ob_draft_get (draft, field) == NULL)
    ob_draft_set (draft, field, value, source);
}

const char *
ob_draft_get (const ObDraft *draft, ObMetadata field)
{
  return *ob_article_get_metadata (draft->metadata, field);
}

void
ob_draft_add_note (ObDraft *draft, const char *sentence)
{
  for (guint i = 0; i < draft->notes->len; i++)
    if (strcmp (draft->notes->pdata[i], sentence) == 0)
      return;

  g_ptr_array_add (draft->notes, g_strdup (sentence));
}

void
ob_draft_set_original (ObDraft *draft, GBytes *original)
{
  g_clear_pointer (&draft->original, g_bytes_unref);
  draft->original = g_bytes_ref (original);
}

guint32
ob_draft_get_length (const ObDraft *draft)
{
  return draft->length;
}

ObReading *
ob_draft_finish (ObDraft *draft, const char *encoding, GError **error)
{
  g_autoptr (ObFormatting) formatting = NULL;
  g_autoptr (GArray) splits = NULL;
  g_autofree char *canonical = NULL;
  ObAdjustments splitting;
  ObReading *reading;
  ObText *text;
  gsize n_bytes;

  ob_draft_end (draft);
  if (draft->length == 0)
    return refuse_empty (error);

  settle_places (draft);
  n_bytes = draft->text->len;
  canonical = ob_canonical_make (draft->text->str, &n_bytes, &splitting);
  /* A byte order mark is no text. */
  if (n_bytes == 0)
    return refuse_empty (error);
  splits = find_splits (draft->text->str, canonical);
  text = ob_text_new_take (g_steal_pointer (&canonical), n_bytes);

  draft->adjustments.n_splits = splitting.n_splits;
  ob_adjustments_describe (&draft->adjustments, draft->notes);
  shift_all (draft->blocks, draft->inlines, splits);
  formatting = ob_formatting_new (text, g_steal_pointer (&draft->blocks), join_inlines (draft),
                                  error);
  if (formatting == NULL)
    {
      ob_text_unref (text);
      return NULL;
    }

  finish_metadata (draft, text);
  g_ptr_array_add (draft->notes, NULL);
  reading = g_new0 (ObReading, 1);
  reading->text = text;
  reading->formatting = ob_formatting_is_plain (formatting) ? NULL : g_steal_pointer (&formatting);
  reading->metadata = g_steal_pointer (&draft->metadata);
  reading->original = g_steal_pointer (&draft->original);
  reading->encoding = g_intern_string (encoding);
  reading->notes = (char **) g_ptr_array_free (g_steal_pointer (&draft->notes), FALSE);
  return reading;
}
