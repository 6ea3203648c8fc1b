/* Groups nest, and each has its own state: what its text is for (a destination), how it looks, in
 * which code page it is.  Text waits as bytes of one code page, then as UTF-8 of one look, until
 * either changes. */
#include "articles/rtf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/code-page.h"
#include "articles/rtf-tokens.h"

#define MAX_DEPTH 500
#define MAX_CAPTURE 4096

/* What the text of a group is. */
typedef enum
{
  FOR_TEXT,
  FOR_NOTHING,
  FOR_FONTS,
  FOR_STYLES,
  FOR_TITLE,
  FOR_AUTHOR,
  FOR_LINK, /* the instruction of a field */
  FOR_ITEM, /* the number or bullet of an item */
} Destination;

enum
{
  LOOK_BOLD = 1 << 0,
  LOOK_ITALIC = 1 << 1,
  LOOK_SUPER = 1 << 2,
  LOOK_SUB = 1 << 3,
};

typedef struct
{
  Destination destination;
  guint look;
  guint code_page;
  int n_fallback;       /* of \uc: characters that stand in for one \u */
  int font;             /* being defined, in FOR_FONTS */
  int style;            /* being defined, in FOR_STYLES */
  gboolean is_new;      /* no token of the group but \* was read */
  gboolean is_optional; /* behind \* */
  gboolean is_hidden;
  gboolean is_deleted;
  gboolean has_link; /* the group of a field whose link is open */
} State;

/* A footnote, read when all else is. */
typedef struct
{
  gsize start;
  gsize end;
  State state;
} Note;

typedef struct
{
  ObDraft *draft;
  ObRtfTokens tokens;
  ObCodePages *pages;
  GHashTable *fonts;    /* number -> code page */
  GHashTable *headings; /* style -> level */
  guint document_page;
  GArray *stack; /* State, of the groups around */
  State now;
  GString *bytes;     /* of now.code_page */
  GString *text;      /* UTF-8, in now.look */
  GString *capture;   /* text of another destination */
  gunichar surrogate; /* the first half of a pair */
  int n_skip;         /* characters still to pass over behind a \u */
  /* The paragraph. */
  gboolean is_item, in_row, row_begun, cell_begun;
  int outline; /* level of a heading, 0 for none */
  guint n_rows;
  guint item_level;
  guint item_number;
  GArray *notes; /* Note */
  guint n_marks;
  gboolean in_note;
  guint n_hidden, n_deleted;
  gboolean has_page_heads;
  gboolean is_cut;
} Reader;

/* Text ----------------------------------------------------------------------------------------- */

static void
begin_paragraph (Reader *self)
{
  if (ob_draft_is_in_block (self->draft) || self->in_note)
    return;
  if (self->in_row)
    {
      ob_draft_begin (self->draft, OB_BLOCK_TABLE_ROW, 0, ++self->n_rows, OB_ROLE_BODY);
      self->row_begun = TRUE;
      self->cell_begun = FALSE;
      return;
    }
  self->n_rows = 0;
  if (self->outline > 0)
    ob_draft_begin (self->draft, OB_BLOCK_HEADING, (guint) self->outline, 0, OB_ROLE_BODY);
  else if (self->is_item)
    ob_draft_begin (self->draft, OB_BLOCK_LIST_ITEM, self->item_level + 1, self->item_number,
                    OB_ROLE_BODY);
  else
    ob_draft_begin (self->draft, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BODY);
}

static void
begin_cell (Reader *self)
{
  begin_paragraph (self);
  if (self->in_row && self->row_begun && !self->cell_begun)
    ob_draft_begin_cell (self->draft, FALSE);
  self->cell_begun = TRUE;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t")] == '\0';
}

static void
write_text (Reader *self, const char *text)
{
  static const ObInlineKind kinds[]
      = { OB_INLINE_STRONG, OB_INLINE_EMPHASIS, OB_INLINE_SUPERSCRIPT, OB_INLINE_SUBSCRIPT };
  guint look = self->outline > 0 ? 0 : self->now.look;

  if (!ob_draft_is_in_block (self->draft) && is_blank (text))
    return;
  if (self->in_row)
    begin_cell (self);
  else
    begin_paragraph (self);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (look & (1u << i))
      ob_draft_open (self->draft, kinds[i], NULL);
  ob_draft_add (self->draft, text, -1);
  for (guint i = G_N_ELEMENTS (kinds); i > 0; i--)
    if (look & (1u << (i - 1)))
      ob_draft_close (self->draft, kinds[i - 1]);
}

static guint
get_code_page (const Reader *self)
{
  return self->now.code_page != 0 ? self->now.code_page : self->document_page;
}

static void
flush_bytes (Reader *self)
{
  if (self->bytes->len > 0)
    ob_code_pages_append (self->pages, get_code_page (self), self->bytes->str, self->bytes->len,
                          self->text);
  g_string_truncate (self->bytes, 0);
  if (self->surrogate != 0)
    g_string_append (self->text, "\uFFFD");
  self->surrogate = 0;
}

/* Gives the text that waits to what it is for. */
static void
flush (Reader *self)
{
  flush_bytes (self);
  if (self->text->len == 0)
    return;

  switch (self->now.destination)
    {
    case FOR_TEXT:
      if (self->now.is_hidden)
        self->n_hidden++;
      else if (self->now.is_deleted)
        self->n_deleted++;
      else
        write_text (self, self->text->str);
      break;
    case FOR_STYLES:
    case FOR_TITLE:
    case FOR_AUTHOR:
    case FOR_LINK:
    case FOR_ITEM:
      if (self->capture->len < MAX_CAPTURE)
        g_string_append (self->capture, self->text->str);
      break;
    case FOR_NOTHING:
    case FOR_FONTS:
      break;
    }
  g_string_truncate (self->text, 0);
}

static void
add_bytes (Reader *self, const char *data, gsize n_bytes)
{
  while (self->n_skip > 0 && n_bytes > 0)
    {
      self->n_skip--;
      data++;
      n_bytes--;
    }
  if (n_bytes > 0 && self->now.destination != FOR_NOTHING)
    {
      if (self->surrogate != 0)
        flush_bytes (self);
      g_string_append_len (self->bytes, data, (gssize) n_bytes);
    }
}

static void
add_utf8 (Reader *self, const char *utf8)
{
  if (self->n_skip > 0)
    {
      self->n_skip--;
      return;
    }
  flush_bytes (self);
  g_string_append (self->text, utf8);
}

/* \u: a code unit of UTF-16, written as a signed number. */
static void
add_unit (Reader *self, int number)
{
  gunichar unit = (gunichar) (number < 0 ? number + 65536 : number);
  gunichar first = self->surrogate;

  if (unit > 0xffff)
    unit = 0xfffd;
  if (self->now.destination == FOR_NOTHING)
    return;
  if (first != 0 && unit >= 0xdc00 && unit <= 0xdfff)
    {
      self->surrogate = 0;
      unit = 0x10000 + ((first - 0xd800) << 10) + (unit - 0xdc00);
    }
  flush_bytes (self);
  if (unit >= 0xd800 && unit <= 0xdbff)
    self->surrogate = unit;
  else
    g_string_append_unichar (self->text, g_unichar_validate (unit) && unit != 0 ? unit : 0xfffd);
}

/* Paragraphs and tables ------------------------------------------------------------------------ */

static void
end_paragraph (Reader *self)
{
  flush (self);
  if (self->in_row || self->in_note)
    ob_draft_add (self->draft, " ", 1);
  else
    ob_draft_end (self->draft);
}

static void
break_line (Reader *self)
{
  flush (self);
  if (self->in_row || self->in_note || self->outline > 0 || !ob_draft_is_in_block (self->draft))
    add_utf8 (self, " ");
  else
    {
      ob_draft_end (self->draft);
      begin_paragraph (self);
    }
}

static void
end_cell (Reader *self)
{
  flush (self);
  self->in_row = TRUE;
  if (self->in_note)
    return;
  begin_cell (self);
  self->cell_begun = FALSE;
}

static void
end_row (Reader *self)
{
  flush (self);
  if (self->in_note)
    return;
  ob_draft_end (self->draft);
  self->in_row = self->row_begun = self->cell_begun = FALSE;
}

/* \pard: all properties of paragraphs as they are without any. */
static void
reset_paragraph (Reader *self)
{
  flush (self);
  /* A paragraph outside the table ends a row that was not ended. */
  if (!self->row_begun)
    self->in_row = FALSE;
  self->is_item = FALSE;
  self->item_number = 0;
  self->outline = 0;
  self->item_level = 0;
}

/* Groups --------------------------------------------------------------------------------------- */

static void
open_group (Reader *self)
{
  flush (self);
  self->n_skip = 0;
  if (self->stack->len >= MAX_DEPTH)
    {
      /* What is deeper is of no text that a person wrote. */
      self->now.destination = FOR_NOTHING;
    }
  g_array_append_val (self->stack, self->now);
  self->now.is_new = TRUE;
  self->now.is_optional = FALSE;
  self->now.has_link = FALSE;
}

static void
end_capture (Reader *self)
{
  g_autofree char *captured = NULL;
  const char *start, *end;

  if (self->capture->len == 0)
    return;
  captured = g_strdup (self->capture->str);
  switch (self->now.destination)
    {
    case FOR_TITLE:
      ob_draft_offer (self->draft, OB_METADATA_TITLE, captured, "file");
      break;
    case FOR_AUTHOR:
      ob_draft_offer (self->draft, OB_METADATA_BYLINE, captured, "file");
      break;
    case FOR_STYLES:
      if (g_ascii_strncasecmp (captured, "heading ", 8) == 0 && g_ascii_isdigit (captured[8]))
        g_hash_table_insert (self->headings, GINT_TO_POINTER (self->now.style),
                             GINT_TO_POINTER (captured[8] - '0'));
      break;
    case FOR_ITEM:
      self->item_number = (guint) CLAMP (atoi (captured), 0, 9999);
      break;
    case FOR_LINK:
      start = strstr (captured, "HYPERLINK");
      start = start != NULL ? strchr (start, '"') : NULL;
      end = start != NULL ? strchr (start + 1, '"') : NULL;
      if (end != NULL && self->stack->len > 0
          && memmem (captured, (size_t) (start - captured), "\\l", 2) == NULL)
        {
          g_autofree char *link = g_strndup (start + 1, (gsize) (end - start - 1));

          /* The group of the field is around that of its instruction. */
          ob_draft_open (self->draft, OB_INLINE_LINK, link);
          g_array_index (self->stack, State, self->stack->len - 1).has_link = TRUE;
        }
      break;
    default:
      return;
    }
  g_string_truncate (self->capture, 0);
}

static void
close_group (Reader *self)
{
  State outer;

  flush (self);
  self->n_skip = 0;
  if (self->stack->len == 0)
    return;
  outer = g_array_index (self->stack, State, self->stack->len - 1);
  if (self->now.has_link)
    ob_draft_close (self->draft, OB_INLINE_LINK);
  if (outer.destination != self->now.destination || self->now.destination == FOR_STYLES)
    end_capture (self);
  outer = g_array_index (self->stack, State, self->stack->len - 1);
  g_array_set_size (self->stack, self->stack->len - 1);
  self->now = outer;
}

/* Passes over the rest of the group; the position of its end. */
static gsize
skip_group (Reader *self)
{
  guint depth = 0;
  ObRtfToken token;

  for (;;)
    {
      gsize at = self->tokens.at;

      ob_rtf_tokens_next (&self->tokens, &token);
      if (token.kind == OB_RTF_END)
        return at;
      if (token.kind == OB_RTF_OPEN)
        depth++;
      if (token.kind == OB_RTF_CLOSE && depth-- == 0)
        {
          self->tokens.at = at;
          return at;
        }
    }
}

/* Words ---------------------------------------------------------------------------------------- */

static const struct
{
  const char *word;
  const char *utf8;
} characters[] = {
  { "emdash", "—" },       { "endash", "–" },    { "lquote", "‘" },    { "rquote", "’" },
  { "ldblquote", "“" },    { "rdblquote", "”" }, { "bullet", "•" },    { "tab", "\t" },
  { "emspace", " " },      { "enspace", " " },   { "qmspace", " " },   { "ltrmark", "\u200e" },
  { "rtlmark", "\u200f" }, { "zwj", "\u200d" },  { "zwnj", "\u200c" },
};

static const struct
{
  const char *word;
  Destination destination;
} destinations[] = {
  { "fonttbl", FOR_FONTS },
  { "stylesheet", FOR_STYLES },
  { "title", FOR_TITLE },
  { "author", FOR_AUTHOR },
  { "fldinst", FOR_LINK },
  { "colortbl", FOR_NOTHING },
  { "info", FOR_NOTHING },
  { "pict", FOR_NOTHING },
  { "object", FOR_NOTHING },
  { "listtable", FOR_NOTHING },
  { "revtbl", FOR_NOTHING },
  { "rsidtbl", FOR_NOTHING },
  { "generator", FOR_NOTHING },
  { "bkmkstart", FOR_NOTHING },
  { "bkmkend", FOR_NOTHING },
  { "xe", FOR_NOTHING },
  { "tc", FOR_NOTHING },
  { "annotation", FOR_NOTHING },
  { "atnid", FOR_NOTHING },
  { "atnauthor", FOR_NOTHING },
  { "themedata", FOR_NOTHING },
  { "nonshppict", FOR_NOTHING },
  { "template", FOR_NOTHING },
  { "filetbl", FOR_NOTHING },
  { "listoverridetable", FOR_NOTHING },
  { "datafield", FOR_NOTHING },
  { "ftnsep", FOR_NOTHING },
  { "ftnsepc", FOR_NOTHING },
  { "aftnsep", FOR_NOTHING },
  { "pnseclvl", FOR_NOTHING },
  { "nesttableprops", FOR_NOTHING },
};

/* Optional destinations whose text is that of the document. */
static const char *const shown[] = { "shptxt", "shpinst", "shprslt", "shppict", "fldrslt" };

static gboolean
is_off (const ObRtfToken *token)
{
  return token->has_number && token->number == 0;
}

static void
set_look (Reader *self, guint look, gboolean on)
{
  flush (self);
  if (look & (LOOK_SUPER | LOOK_SUB))
    self->now.look &= ~(guint) (LOOK_SUPER | LOOK_SUB);
  self->now.look = on ? self->now.look | look : self->now.look & ~look;
}

static gboolean
apply_look (Reader *self, const ObRtfToken *token)
{
  const char *word = token->word;

  if (strcmp (word, "b") == 0)
    set_look (self, LOOK_BOLD, !is_off (token));
  else if (strcmp (word, "i") == 0)
    set_look (self, LOOK_ITALIC, !is_off (token));
  else if (strcmp (word, "super") == 0)
    set_look (self, LOOK_SUPER, !is_off (token));
  else if (strcmp (word, "sub") == 0)
    set_look (self, LOOK_SUB, !is_off (token));
  else if (strcmp (word, "nosupersub") == 0)
    set_look (self, LOOK_SUPER, FALSE);
  else if (strcmp (word, "plain") == 0)
    {
      flush (self);
      self->now.look = 0;
      self->now.is_hidden = FALSE;
    }
  else if (strcmp (word, "v") == 0)
    {
      flush (self);
      self->now.is_hidden = !is_off (token);
    }
  else if (strcmp (word, "deleted") == 0)
    {
      flush (self);
      self->now.is_deleted = !is_off (token);
    }
  else
    return FALSE;

  return TRUE;
}

static void
apply_font (Reader *self, const ObRtfToken *token)
{
  flush (self);
  if (self->now.destination == FOR_FONTS)
    self->now.font = token->number;
  else
    self->now.code_page
        = GPOINTER_TO_UINT (g_hash_table_lookup (self->fonts, GINT_TO_POINTER (token->number)));
}

static gboolean
apply_encoding (Reader *self, const ObRtfToken *token)
{
  const char *word = token->word;

  if (strcmp (word, "u") == 0)
    {
      if (self->n_skip > 0)
        self->n_skip--;
      else
        {
          add_unit (self, token->number);
          self->n_skip = self->now.n_fallback;
        }
    }
  else if (strcmp (word, "uc") == 0)
    self->now.n_fallback = CLAMP (token->number, 0, 64);
  else if (strcmp (word, "f") == 0)
    apply_font (self, token);
  else if (strcmp (word, "fcharset") == 0)
    g_hash_table_insert (self->fonts, GINT_TO_POINTER (self->now.font),
                         GUINT_TO_POINTER (ob_code_page_for_charset (token->number)));
  else if (strcmp (word, "cpg") == 0 && token->number > 0)
    g_hash_table_insert (self->fonts, GINT_TO_POINTER (self->now.font),
                         GINT_TO_POINTER (token->number));
  else if (strcmp (word, "ansicpg") == 0 && token->number > 0)
    self->document_page = (guint) token->number;
  else if (strcmp (word, "mac") == 0)
    self->document_page = 10000;
  else if (strcmp (word, "pc") == 0)
    self->document_page = 437;
  else if (strcmp (word, "pca") == 0)
    self->document_page = 850;
  else
    return FALSE;

  return TRUE;
}

static void
apply_style (Reader *self, int style)
{
  gpointer level = g_hash_table_lookup (self->headings, GINT_TO_POINTER (style));

  if (level != NULL)
    self->outline = GPOINTER_TO_INT (level);
}

static gboolean
apply_paragraph (Reader *self, const ObRtfToken *token)
{
  const char *word = token->word;

  if (strcmp (word, "par") == 0 || strcmp (word, "sect") == 0 || strcmp (word, "page") == 0)
    end_paragraph (self);
  else if (strcmp (word, "line") == 0)
    break_line (self);
  else if (strcmp (word, "pard") == 0)
    reset_paragraph (self);
  else if (strcmp (word, "intbl") == 0)
    {
      flush (self);
      self->in_row = TRUE;
    }
  else if (strcmp (word, "cell") == 0)
    end_cell (self);
  else if (strcmp (word, "nestcell") == 0)
    add_utf8 (self, " ");
  else if (strcmp (word, "row") == 0)
    end_row (self);
  else if (strcmp (word, "s") == 0)
    apply_style (self, token->number);
  else if (strcmp (word, "outlinelevel") == 0 && token->number < 9
           && self->now.destination == FOR_TEXT)
    self->outline = MAX (token->number, 0) + 1;
  else if (strcmp (word, "ls") == 0)
    self->is_item = token->number > 0;
  else if (strcmp (word, "ilvl") == 0)
    self->item_level = (guint) CLAMP (token->number, 0, 8);
  else
    return FALSE;

  return TRUE;
}

static void
add_note_mark (Reader *self)
{
  g_autofree char *number = g_strdup_printf ("%u", self->notes->len + 1);

  if (self->in_note)
    return;
  flush (self);
  begin_paragraph (self);
  ob_draft_open (self->draft, OB_INLINE_NOTE, number);
  ob_draft_add (self->draft, number, -1);
  ob_draft_close (self->draft, OB_INLINE_NOTE);
}

/* A group whose text is not the document's, or not in its place. */
static gboolean
apply_destination (Reader *self, const ObRtfToken *token)
{
  const char *word = token->word;

  if (strcmp (word, "footnote") == 0)
    {
      Note note = { self->tokens.at, 0, self->now };

      note.end = skip_group (self);
      note.state.look = 0;
      g_array_append_val (self->notes, note);
      return TRUE;
    }
  if (g_str_has_prefix (word, "header") || g_str_has_prefix (word, "footer"))
    {
      /* \headery and \footery are distances. */
      if (strchr ("lrf", word[6]) == NULL)
        return FALSE;
      self->has_page_heads = TRUE;
      self->now.destination = FOR_NOTHING;
      return TRUE;
    }
  if (strcmp (word, "listtext") == 0 || strcmp (word, "pntext") == 0)
    {
      self->is_item = TRUE;
      self->now.destination = FOR_ITEM;
      g_string_truncate (self->capture, 0);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (destinations); i++)
    if (strcmp (word, destinations[i].word) == 0)
      {
        self->now.destination = destinations[i].destination;
        g_string_truncate (self->capture, 0);
        return TRUE;
      }

  return FALSE;
}

static void
read_word (Reader *self, const ObRtfToken *token)
{
  gboolean is_new = self->now.is_new;

  self->now.is_new = FALSE;
  /* Titles are in a group that is passed over else. */
  if (is_new && apply_destination (self, token))
    return;
  if (is_new && self->now.is_optional)
    {
      for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
        if (strcmp (token->word, shown[i]) == 0)
          return;
      self->now.destination = FOR_NOTHING;
      return;
    }
  if (self->now.destination == FOR_NOTHING)
    return;

  if (apply_encoding (self, token) || self->now.destination == FOR_FONTS)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (characters); i++)
    if (strcmp (token->word, characters[i].word) == 0)
      {
        add_utf8 (self, characters[i].utf8);
        return;
      }
  if (strcmp (token->word, "chftn") == 0)
    add_note_mark (self);
  else if (self->now.destination == FOR_STYLES && strcmp (token->word, "s") == 0)
    self->now.style = token->number;
  else if (self->now.destination == FOR_TEXT && !apply_look (self, token))
    apply_paragraph (self, token);
}

static void
read_symbol (Reader *self, char symbol)
{
  if (symbol == '*' && self->now.is_new)
    {
      self->now.is_optional = TRUE;
      return;
    }
  self->now.is_new = FALSE;
  if (self->now.destination == FOR_NOTHING)
    return;
  if (symbol == '~')
    add_utf8 (self, "\u00a0");
  else if (symbol == '_')
    add_utf8 (self, "\u2011");
  else if (symbol == '\r' || symbol == '\n')
    end_paragraph (self);
  else if (symbol == '\\' || symbol == '{' || symbol == '}')
    add_bytes (self, &symbol, 1);
}

/* All tokens up to @end. */
static void
read_tokens (Reader *self, gsize end)
{
  ObRtfToken token;
  char byte;

  while (self->tokens.at < end)
    {
      ob_rtf_tokens_next (&self->tokens, &token);
      switch (token.kind)
        {
        case OB_RTF_END:
          flush (self);
          return;
        case OB_RTF_OPEN:
          open_group (self);
          break;
        case OB_RTF_CLOSE:
          close_group (self);
          break;
        case OB_RTF_WORD:
          read_word (self, &token);
          break;
        case OB_RTF_SYMBOL:
          read_symbol (self, token.word[0]);
          break;
        case OB_RTF_BYTE:
          byte = (char) token.number;
          add_bytes (self, &byte, 1);
          break;
        case OB_RTF_BYTES:
          self->now.is_new = FALSE;
          add_bytes (self, token.data, token.n_bytes);
          break;
        }
    }
  flush (self);
}

static void
read_notes (Reader *self)
{
  guint n_notes = self->notes->len;

  self->in_note = TRUE;
  self->in_row = FALSE;
  self->outline = 0;
  for (guint i = 0; i < n_notes; i++)
    {
      Note note = g_array_index (self->notes, Note, i);

      self->tokens.at = note.start;
      self->now = note.state;
      g_array_set_size (self->stack, 0);
      ob_draft_begin (self->draft, OB_BLOCK_FOOTNOTE, 0, i + 1, OB_ROLE_BODY);
      read_tokens (self, note.end);
      ob_draft_end (self->draft);
    }
}

static void
add_notes (const Reader *self)
{
  if (self->is_cut)
    ob_draft_add_note (self->draft, _ ("The document is cut off at its end."));
  if (self->n_hidden > 0)
    ob_draft_add_note (self->draft, _ ("Text that is hidden in the document was left out."));
  if (self->n_deleted > 0)
    ob_draft_add_note (self->draft, _ ("Text that was deleted with changes tracked was left out."));
  if (self->has_page_heads)
    ob_draft_add_note (self->draft, _ ("The heads and feet of its pages were left out."));
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_rtf_is_document (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= 5 && memcmp (data, "{\\rtf", 5) == 0;
}

ObDraft *
ob_rtf_read (GBytes *bytes, GError **error)
{
  Reader self = { 0 };
  g_autoptr (ObCodePages) pages = ob_code_pages_new ();

  if (!ob_rtf_is_document (bytes))
    {
      g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                           _ ("This is not an RTF document."));
      return NULL;
    }

  self.draft = ob_draft_new ();
  self.tokens.data = g_bytes_get_data (bytes, &self.tokens.n_bytes);
  self.pages = pages;
  self.fonts = g_hash_table_new (NULL, NULL);
  self.headings = g_hash_table_new (NULL, NULL);
  self.document_page = 1252;
  self.stack = g_array_new (FALSE, FALSE, sizeof (State));
  self.now.n_fallback = 1;
  self.bytes = g_string_new (NULL);
  self.text = g_string_new (NULL);
  self.capture = g_string_new (NULL);
  self.notes = g_array_new (FALSE, FALSE, sizeof (Note));

  read_tokens (&self, self.tokens.n_bytes);
  self.is_cut = self.stack->len > 0;
  ob_draft_end (self.draft);
  read_notes (&self);
  add_notes (&self);

  g_hash_table_unref (self.fonts);
  g_hash_table_unref (self.headings);
  g_array_unref (self.stack);
  g_array_unref (self.notes);
  g_string_free (self.bytes, TRUE);
  g_string_free (self.text, TRUE);
  g_string_free (self.capture, TRUE);
  return self.draft;
}
