#include "articles/markup.h"

#include <glib/gi18n-lib.h>
#include <libxml/HTMLparser.h>
#include <string.h>

/* Deeper elements are read as bare text. */
#define MAX_DEPTH 200

typedef enum
{
  TAG_INLINE, /* of no meaning here: its content counts */
  TAG_SKIP,
  TAG_BLOCK,
  TAG_HEADING,
  TAG_ITEM,
  TAG_LIST,
  TAG_QUOTE,
  TAG_PREFORMATTED,
  TAG_CAPTION,
  TAG_TABLE,
  TAG_STYLE, /* an inline */
  TAG_LINK,
  TAG_IMAGE,
  TAG_BREAK,
} Tag;

static const struct
{
  const char *name;
  Tag tag;
  guint value; /* heading: level; style: ObInlineKind */
} tags[] = {
  { "p", TAG_BLOCK, 0 },
  { "div", TAG_BLOCK, 0 },
  { "section", TAG_BLOCK, 0 },
  { "article", TAG_BLOCK, 0 },
  { "header", TAG_BLOCK, 0 },
  { "footer", TAG_BLOCK, 0 },
  { "main", TAG_BLOCK, 0 },
  { "aside", TAG_BLOCK, 0 },
  { "nav", TAG_BLOCK, 0 },
  { "address", TAG_BLOCK, 0 },
  { "center", TAG_BLOCK, 0 },
  { "figure", TAG_BLOCK, 0 },
  { "dl", TAG_BLOCK, 0 },
  { "dt", TAG_BLOCK, 0 },
  { "dd", TAG_BLOCK, 0 },
  { "hr", TAG_BLOCK, 0 },
  { "form", TAG_BLOCK, 0 },
  { "fieldset", TAG_BLOCK, 0 },
  { "body", TAG_BLOCK, 0 },
  { "td", TAG_BLOCK, 0 },
  { "th", TAG_BLOCK, 0 },
  { "tr", TAG_BLOCK, 0 },
  { "h1", TAG_HEADING, 1 },
  { "h2", TAG_HEADING, 2 },
  { "h3", TAG_HEADING, 3 },
  { "h4", TAG_HEADING, 4 },
  { "h5", TAG_HEADING, 5 },
  { "h6", TAG_HEADING, 6 },
  { "li", TAG_ITEM, 0 },
  { "ul", TAG_LIST, 0 },
  { "ol", TAG_LIST, 1 },
  { "blockquote", TAG_QUOTE, 0 },
  { "pre", TAG_PREFORMATTED, 0 },
  { "figcaption", TAG_CAPTION, 0 },
  { "caption", TAG_CAPTION, 0 },
  { "table", TAG_TABLE, 0 },
  { "b", TAG_STYLE, OB_INLINE_STRONG },
  { "strong", TAG_STYLE, OB_INLINE_STRONG },
  { "i", TAG_STYLE, OB_INLINE_EMPHASIS },
  { "em", TAG_STYLE, OB_INLINE_EMPHASIS },
  { "cite", TAG_STYLE, OB_INLINE_EMPHASIS },
  { "code", TAG_STYLE, OB_INLINE_CODE },
  { "sup", TAG_STYLE, OB_INLINE_SUPERSCRIPT },
  { "sub", TAG_STYLE, OB_INLINE_SUBSCRIPT },
  { "a", TAG_LINK, 0 },
  { "img", TAG_IMAGE, 0 },
  { "br", TAG_BREAK, 0 },
  { "head", TAG_SKIP, 0 },
  { "script", TAG_SKIP, 0 },
  { "style", TAG_SKIP, 0 },
  { "noscript", TAG_SKIP, 0 },
  { "template", TAG_SKIP, 0 },
  { "title", TAG_SKIP, 0 },
  { "object", TAG_SKIP, 0 },
  { "svg", TAG_SKIP, 0 },
  { "math", TAG_INLINE, 0 },
};

typedef struct
{
  ObDraft *draft;
  ObBlockKind kind; /* of the blocks that begin */
  guint level;
  guint number; /* of the item whose first block comes */
  guint list_level, quote_level;
  gboolean in_row;
} Walker;

static void add_children (Walker *self, xmlNode *parent, guint depth);

static guint
find_tag (const xmlNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_ascii_strcasecmp ((const char *) node->name, tags[i].name) == 0)
      return i;

  return G_N_ELEMENTS (tags);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static void
begin_block (Walker *self)
{
  if (ob_draft_is_in_block (self->draft))
    return;
  ob_draft_begin (self->draft, self->kind, self->level, self->number, OB_ROLE_BODY);
  self->number = 0;
}

static void
add_text (Walker *self, const char *text)
{
  if (!ob_draft_is_in_block (self->draft) && is_blank (text))
    return;
  begin_block (self);
  ob_draft_add (self->draft, text, -1);
}

/* In a row of a table paragraphs are words of a cell. */
static void
end_block (Walker *self)
{
  if (self->in_row)
    ob_draft_add (self->draft, " ", 1);
  else
    ob_draft_end (self->draft);
}

/* Reads @node as blocks of @kind. */
static void
add_block (Walker *self, xmlNode *node, ObBlockKind kind, guint level, guint depth)
{
  Walker outer = *self;

  end_block (self);
  self->kind = kind;
  self->level = level;
  add_children (self, node, depth);
  end_block (self);
  self->kind = outer.kind;
  self->level = outer.level;
}

static void
add_list (Walker *self, xmlNode *list, gboolean is_numbered, guint depth)
{
  g_autofree char *start = ob_xml_get (list, "start");
  guint number = start != NULL ? (guint) CLAMP (atoi (start), 1, 100000) - 1 : 0;

  end_block (self);
  self->list_level++;
  for (xmlNode *child = list->children; child != NULL; child = child->next)
    {
      if (child->type != XML_ELEMENT_NODE)
        continue;
      self->number = is_numbered && ob_xml_is (child, "li") ? ++number : 0;
      add_block (self, child, OB_BLOCK_LIST_ITEM, self->list_level, depth);
      self->number = 0;
    }
  self->list_level--;
}

/* Whether the cells of @table are too large for cells: it sets the page. */
static gboolean
is_layout (xmlNode *table)
{
  for (xmlNode *node = table; node != NULL; node = ob_xml_next (node, table))
    {
      guint n_blocks = 0;

      if (node != table
          && (ob_xml_is (node, "table") || ob_xml_is (node, "h1") || ob_xml_is (node, "h2")))
        return TRUE;
      if (!ob_xml_is (node, "td"))
        continue;
      for (xmlNode *child = node->children; child != NULL; child = child->next)
        n_blocks += ob_xml_is (child, "p") || ob_xml_is (child, "div") || ob_xml_is (child, "ul");
      if (n_blocks > 1)
        return TRUE;
    }

  return FALSE;
}

static void
add_row (Walker *self, xmlNode *row, guint number, guint depth)
{
  ob_draft_begin (self->draft, OB_BLOCK_TABLE_ROW, 0, number, OB_ROLE_BODY);
  self->in_row = TRUE;
  for (xmlNode *cell = row->children; cell != NULL; cell = cell->next)
    if (ob_xml_is (cell, "td") || ob_xml_is (cell, "th"))
      {
        ob_draft_begin_cell (self->draft, ob_xml_is (cell, "th"));
        add_children (self, cell, depth);
      }
  self->in_row = FALSE;
  ob_draft_end (self->draft);
}

static void
add_table (Walker *self, xmlNode *table, guint depth)
{
  guint number = 0;

  if (self->in_row || is_layout (table))
    {
      add_block (self, table, self->kind, self->level, depth);
      return;
    }
  ob_draft_end (self->draft);
  for (xmlNode *node = table; node != NULL; node = ob_xml_next (node, table))
    {
      if (ob_xml_is (node, "tr"))
        add_row (self, node, ++number, depth);
      else if (ob_xml_is (node, "caption"))
        add_block (self, node, OB_BLOCK_CAPTION, 0, depth);
    }
}

static void
add_link (Walker *self, xmlNode *node, guint depth)
{
  g_autofree char *address = ob_xml_get (node, "href");
  gboolean leads_out = address != NULL
                       && (g_ascii_strncasecmp (address, "http", 4) == 0
                           || g_ascii_strncasecmp (address, "mailto:", 7) == 0);

  if (leads_out)
    ob_draft_open (self->draft, OB_INLINE_LINK, address);
  add_children (self, node, depth);
  if (leads_out)
    ob_draft_close (self->draft, OB_INLINE_LINK);
}

static void
add_image (Walker *self, const xmlNode *node)
{
  g_autofree char *words = ob_xml_get (node, "alt");

  if (words != NULL && !is_blank (words))
    ob_draft_add_place (self->draft, OB_INLINE_IMAGE, words);
}

static void
break_line (Walker *self)
{
  if (self->kind == OB_BLOCK_PREFORMATTED)
    add_text (self, "\n");
  else if (self->in_row || self->kind == OB_BLOCK_HEADING)
    add_text (self, " ");
  else
    ob_draft_end (self->draft);
}

static void
add_element (Walker *self, xmlNode *node, guint depth)
{
  guint i = find_tag (node);
  Tag tag = i < G_N_ELEMENTS (tags) ? tags[i].tag : TAG_INLINE;
  guint value = i < G_N_ELEMENTS (tags) ? tags[i].value : 0;

  switch (tag)
    {
    case TAG_SKIP:
      break;
    case TAG_INLINE:
      add_children (self, node, depth);
      break;
    case TAG_BLOCK:
    case TAG_ITEM:
      add_block (self, node, self->kind, self->level, depth);
      break;
    case TAG_HEADING:
      add_block (self, node, OB_BLOCK_HEADING, value, depth);
      break;
    case TAG_LIST:
      add_list (self, node, value == 1, depth);
      break;
    case TAG_QUOTE:
      self->quote_level++;
      add_block (self, node, OB_BLOCK_QUOTE, self->quote_level, depth);
      self->quote_level--;
      break;
    case TAG_PREFORMATTED:
      add_block (self, node, OB_BLOCK_PREFORMATTED, 0, depth);
      break;
    case TAG_CAPTION:
      add_block (self, node, OB_BLOCK_CAPTION, 0, depth);
      break;
    case TAG_TABLE:
      add_table (self, node, depth);
      break;
    case TAG_STYLE:
      ob_draft_open (self->draft, (ObInlineKind) value, NULL);
      add_children (self, node, depth);
      ob_draft_close (self->draft, (ObInlineKind) value);
      break;
    case TAG_LINK:
      add_link (self, node, depth);
      break;
    case TAG_IMAGE:
      add_image (self, node);
      break;
    case TAG_BREAK:
      break_line (self);
      break;
    }
}

static void
add_children (Walker *self, xmlNode *parent, guint depth)
{
  if (depth >= MAX_DEPTH)
    {
      g_autofree char *text = ob_xml_dup_text (parent);

      if (text != NULL)
        add_text (self, text);
      return;
    }
  for (xmlNode *child = parent->children; child != NULL; child = child->next)
    {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
        add_text (self, (const char *) child->content);
      else if (child->type == XML_ELEMENT_NODE)
        add_element (self, child, depth + 1);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

xmlDoc *
ob_markup_parse (GBytes *bytes, const char *encoding, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (xmlDoc) doc = NULL;

  if (length > 0 && length <= OB_XML_MAX_BYTES)
    doc = htmlReadMemory (data, (int) length, NULL, encoding,
                          HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
                              | HTML_PARSE_RECOVER | HTML_PARSE_COMPACT);
  if (doc == NULL || xmlDocGetRootElement (doc) == NULL)
    {
      g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                           _ ("There is nothing to read in it."));
      return NULL;
    }

  return g_steal_pointer (&doc);
}

void
ob_markup_add (ObDraft *draft, xmlNode *top)
{
  Walker self = { draft, OB_BLOCK_PARAGRAPH, 0, 0, 0, 0, FALSE };

  add_children (&self, top, 0);
  ob_draft_end (draft);
}

gboolean
ob_markup_has_class (const xmlNode *node, const char *name)
{
  g_autofree char *classes = ob_xml_get (node, "class");
  g_auto (GStrv) each = classes != NULL ? g_strsplit_set (classes, " \t\r\n", -1) : NULL;

  return each != NULL && g_strv_contains ((const char *const *) each, name);
}

xmlNode *
ob_markup_find_class (xmlNode *top, const char *name)
{
  for (xmlNode *node = top; node != NULL; node = ob_xml_next (node, top))
    if (ob_markup_has_class (node, name))
      return node;

  return NULL;
}
