#include "reader/html-write.h"

#include <stdlib.h>
#include <string.h>

/* What surrounds the words that are written. */
typedef struct
{
  ObBlockKind kind;
  guint level;
  guint number;
  ObRole role;
  gboolean in_cell; /* of a data table: what is in it makes no blocks */
} Place;

typedef struct
{
  ObHtmlPage *page;
  ObDraft *draft;
  const char *base;
} Writer;

static void write_children (Writer *writer, const xmlNode *node, Place place);
static void write_node (Writer *writer, xmlNode *node, Place place);

static const struct
{
  const char *names;
  ObInlineKind kind;
} inlines[] = {
  { " em i cite dfn var ", OB_INLINE_EMPHASIS }, { " strong b ", OB_INLINE_STRONG },
  { " sup ", OB_INLINE_SUPERSCRIPT },            { " sub ", OB_INLINE_SUBSCRIPT },
  { " code kbd samp tt ", OB_INLINE_CODE },
};

static void
write_text (Writer *writer, const char *text, const Place *place)
{
  const char *at = text;

  if (!ob_draft_is_in_block (writer->draft))
    {
      while (*at == ' ' || (*at >= '\t' && *at <= '\r'))
        at++;
      if (*at == '\0')
        return;
      ob_draft_begin (writer->draft, place->kind, place->level, place->number, place->role);
    }
  ob_draft_add (writer->draft, text, -1);
}

static char *
resolve (const Writer *writer, const char *href)
{
  char *url;

  if (href == NULL || *href == '\0' || *href == '#')
    return NULL;
  url = writer->base != NULL
            ? g_uri_resolve_relative (writer->base, href, G_URI_FLAGS_PARSE_RELAXED, NULL)
            : NULL;
  return url != NULL ? url : g_strdup (href);
}

static void
write_link (Writer *writer, const xmlNode *node, Place place)
{
  g_autofree char *url = resolve (writer, ob_html_attribute (node, "href"));

  if (url == NULL)
    {
      write_children (writer, node, place);
      return;
    }
  ob_draft_open (writer->draft, OB_INLINE_LINK, url);
  write_children (writer, node, place);
  ob_draft_close (writer->draft, OB_INLINE_LINK);
}

/* FALSE when it is no inline. */
static gboolean
write_inline (Writer *writer, const xmlNode *node, Place place)
{
  if (ob_html_is (node, "a"))
    {
      write_link (writer, node, place);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (inlines); i++)
    if (ob_html_is_any (node, inlines[i].names))
      {
        ob_draft_open (writer->draft, inlines[i].kind, NULL);
        write_children (writer, node, place);
        ob_draft_close (writer->draft, inlines[i].kind);
        return TRUE;
      }
  return FALSE;
}

static void
write_row (Writer *writer, const xmlNode *row, Place place)
{
  ob_draft_begin (writer->draft, OB_BLOCK_TABLE_ROW, 0, place.number, place.role);
  place.in_cell = TRUE;
  for (const xmlNode *cell = ob_html_first_element (row); cell != NULL;
       cell = ob_html_next_element (cell))
    {
      ob_draft_begin_cell (writer->draft, ob_html_is (cell, "th"));
      write_children (writer, cell, place);
    }
  ob_draft_end (writer->draft);
}

static void
write_table (Writer *writer, xmlNode *table, Place place)
{
  guint n_rows = 0;

  for (xmlNode *node = ob_html_next (table, table, FALSE); node != NULL;)
    {
      gboolean done = TRUE;

      if (ob_html_is (node, "tr"))
        {
          place.number = ++n_rows;
          write_row (writer, node, place);
        }
      else if (ob_html_is (node, "caption"))
        {
          Place caption = { OB_BLOCK_CAPTION, 0, 0, OB_ROLE_CAPTION, FALSE };

          write_children (writer, node, caption);
          ob_draft_end (writer->draft);
        }
      else
        done = FALSE;
      node = ob_html_next (node, table, done);
    }
}

static void
write_list (Writer *writer, const xmlNode *list, Place place)
{
  const char *start = ob_html_attribute (list, "start");
  gboolean ordered = ob_html_is (list, "ol");
  guint number = ordered ? (start != NULL ? (guint) MAX (atoi (start), 1) : 1) : 0;

  const Place around = place;

  place.level = place.kind == OB_BLOCK_LIST_ITEM ? place.level + 1 : 1;
  place.kind = OB_BLOCK_LIST_ITEM;
  for (xmlNode *child = list->children; child != NULL; child = child->next)
    {
      ObHtmlInfo *info = child->_private;
      Place item = place;

      if (!ob_html_is (child, "li"))
        {
          write_node (writer, child, ob_html_is_any (child, " ul ol ") ? place : around);
          continue;
        }
      item.number = number;
      number += ordered ? 1 : 0;
      if (info != NULL && info->is_dropped)
        item.role = OB_ROLE_FURNITURE;
      else if (info != NULL && info->role != OB_ROLE_BODY)
        item.role = info->role;
      ob_draft_end (writer->draft);
      write_children (writer, child, item);
      ob_draft_end (writer->draft);
    }
}

/* The place that the words in @node have. */
static Place
enter (const xmlNode *node, Place place)
{
  const ObHtmlInfo *info = node->_private;

  if (ob_html_is_any (node, " h1 h2 h3 h4 h5 h6 "))
    {
      place.kind = OB_BLOCK_HEADING;
      place.level = (guint) (node->name[1] - '0');
      place.number = 0;
    }
  else if (ob_html_is (node, "blockquote"))
    {
      place.level = place.kind == OB_BLOCK_QUOTE ? place.level + 1 : 1;
      place.kind = OB_BLOCK_QUOTE;
    }
  else if (ob_html_is (node, "pre"))
    {
      place.kind = OB_BLOCK_PREFORMATTED;
    }
  else if (ob_html_is (node, "figcaption") || (info != NULL && info->role == OB_ROLE_CAPTION))
    {
      place.kind = OB_BLOCK_CAPTION;
    }

  if (info != NULL && info->is_dropped)
    place.role = OB_ROLE_FURNITURE;
  else if (info != NULL && info->role != OB_ROLE_BODY)
    place.role = info->role;
  return place;
}

static void
write_node (Writer *writer, xmlNode *node, Place place)
{
  const ObHtmlInfo *info = node->_private;

  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
    {
      if (node->content != NULL)
        write_text (writer, (const char *) node->content, &place);
      return;
    }
  if (node->type != XML_ELEMENT_NODE)
    return;
  if (place.in_cell)
    {
      ob_draft_add (writer->draft, " ", 1);
      if (!write_inline (writer, node, place))
        write_children (writer, node, place);
      return;
    }

  if (ob_html_is (node, "br"))
    {
      if (place.kind == OB_BLOCK_PREFORMATTED)
        write_text (writer, "\n", &place);
      else
        ob_draft_end (writer->draft);
      return;
    }
  if (ob_html_is (node, "img"))
    {
      ob_draft_add_place (writer->draft, OB_INLINE_IMAGE, ob_html_attribute (node, "alt"));
      return;
    }
  if (ob_html_is_any (node, " input select option ") || write_inline (writer, node, place))
    return;
  if (ob_html_is_phrasing (node))
    {
      write_children (writer, node, place);
      return;
    }

  ob_draft_end (writer->draft);
  place = enter (node, place);
  if (ob_html_is_any (node, " ul ol "))
    write_list (writer, node, place);
  else if (ob_html_is (node, "table") && info != NULL && info->is_data_table)
    write_table (writer, node, place);
  else
    write_children (writer, node, place);
  ob_draft_end (writer->draft);
}

static void
write_children (Writer *writer, const xmlNode *node, Place place)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    write_node (writer, child, place);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_html_write (ObHtmlPage *page, xmlNode *article, const char *base, ObDraft *draft)
{
  Writer writer = { page, draft, base };
  Place place = { OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BODY, FALSE };

  write_children (&writer, article, place);
  ob_draft_end (draft);
}
