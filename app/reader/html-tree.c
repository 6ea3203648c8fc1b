#include "reader/html-tree.h"

#include <string.h>

#define MAX_DEPTH 400

#define PHRASING                                                                                   \
  " abbr audio b bdo br button cite code data datalist dfn em embed i img input kbd label mark "   \
  "math meter noscript object output progress q ruby samp script select small span strong sub "    \
  "sup textarea time var wbr font u s strike tt big nobr acronym "

static gboolean
is_space (guchar c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Counting what a reader would see, without making a copy of it. */
typedef struct
{
  ObHtmlMeasure measure;
  gboolean space; /* one waits */
} Counter;

static void
count_text (Counter *counter, const char *text, double link_factor)
{
  gboolean space = counter->space;
  guint n_chars = 0, n_before = counter->measure.n_chars;

  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    {
      if (is_space (*at))
        {
          space = n_before + n_chars > 0;
          continue;
        }
      if ((*at & 0xc0) == 0x80)
        continue;
      n_chars += space ? 2 : 1;
      space = FALSE;
      /* Arabic comma, and the ideographic and fullwidth ones. */
      if (*at == ',' || (*at == 0xd8 && at[1] == 0x8c)
          || (*at == 0xe3 && at[1] == 0x80 && at[2] == 0x81)
          || (*at == 0xef && at[1] == 0xbc && at[2] == 0x8c))
        counter->measure.n_commas++;
    }
  counter->space = space;
  counter->measure.n_chars += n_chars;
  counter->measure.link_chars += n_chars * link_factor;
}

static void
count_node (Counter *counter, const xmlNode *node, double link_factor)
{
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
    {
      if (node->content != NULL)
        count_text (counter, (const char *) node->content, link_factor);
      return;
    }
  if (node->type != XML_ELEMENT_NODE)
    return;

  if (ob_html_is (node, "a"))
    {
      const char *target = ob_html_attribute (node, "href");

      link_factor = target != NULL && *target == '#' ? 0.3 : 1;
    }
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    count_node (counter, child, link_factor);
}

/* Browsers nest without end; functions that walk by recursion cannot. */
static void
cut_depths (xmlNode *root)
{
  guint depth = 0;
  xmlNode *node = root;

  while (node != NULL)
    {
      if (depth >= MAX_DEPTH)
        while (node->children != NULL)
          ob_html_remove (node->children);
      if (node->children != NULL && node->type == XML_ELEMENT_NODE)
        {
          node = node->children;
          depth++;
          continue;
        }
      while (node != NULL && node != root && node->next == NULL)
        {
          node = node->parent;
          depth--;
        }
      if (node == root)
        return;
      node = node->next;
    }
}

/* Public functions ----------------------------------------------------------------------------- */

ObHtmlPage *
ob_html_page_new (const char *utf8, gsize n_bytes)
{
  ObHtmlPage *page;
  htmlDocPtr document;
  xmlNode *root;

  if (n_bytes > G_MAXINT)
    return NULL;
  document = htmlReadMemory (utf8, (int) n_bytes, NULL, "UTF-8",
                             HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING
                                 | HTML_PARSE_NONET | HTML_PARSE_COMPACT);
  if (document == NULL)
    return NULL;
  root = xmlDocGetRootElement (document);
  if (root == NULL)
    {
      xmlFreeDoc (document);
      return NULL;
    }

  cut_depths (root);
  page = g_new0 (ObHtmlPage, 1);
  page->document = document;
  page->infos = g_ptr_array_new_with_free_func (g_free);
  for (xmlNode *child = root->children; child != NULL; child = child->next)
    if (ob_html_is (child, "body"))
      page->body = child;
  return page;
}

void
ob_html_page_free (ObHtmlPage *page)
{
  xmlFreeDoc (page->document);
  g_ptr_array_unref (page->infos);
  g_free (page);
}

ObHtmlInfo *
ob_html_info (ObHtmlPage *page, xmlNode *node)
{
  if (node->_private == NULL)
    {
      node->_private = g_new0 (ObHtmlInfo, 1);
      g_ptr_array_add (page->infos, node->_private);
    }
  return node->_private;
}

gboolean
ob_html_is_any (const xmlNode *node, const char *names)
{
  gsize length;
  const char *at = names;

  if (node->type != XML_ELEMENT_NODE)
    return FALSE;
  length = strlen ((const char *) node->name);
  while ((at = strstr (at, (const char *) node->name)) != NULL)
    {
      if (at > names && at[-1] == ' ' && at[length] == ' ')
        return TRUE;
      at += length;
    }
  return FALSE;
}

const char *
ob_html_attribute (const xmlNode *node, const char *name)
{
  if (node->type != XML_ELEMENT_NODE)
    return NULL;
  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (*attribute->name == (guchar) *name && strcmp ((const char *) attribute->name, name) == 0)
      return attribute->children != NULL && attribute->children->content != NULL
                 ? (const char *) attribute->children->content
                 : "";

  return NULL;
}

char *
ob_html_dup_class (const xmlNode *node)
{
  const char *class = ob_html_attribute (node, "class"), *id = ob_html_attribute (node, "id");
  char *both = g_strconcat (class != NULL ? class : "", " ", id != NULL ? id : "", NULL);

  for (char *at = both; *at != '\0'; at++)
    *at = g_ascii_tolower (*at);
  return both;
}

xmlNode *
ob_html_next (xmlNode *node, const xmlNode *top, gboolean skip_children)
{
  if (!skip_children && node->children != NULL && node->type == XML_ELEMENT_NODE)
    return node->children;
  while (node != top && node->next == NULL)
    node = node->parent;
  return node == top || node == NULL ? NULL : node->next;
}

xmlNode *
ob_html_first_element (const xmlNode *node)
{
  xmlNode *child = node->children;

  while (child != NULL && child->type != XML_ELEMENT_NODE)
    child = child->next;
  return child;
}

xmlNode *
ob_html_next_element (const xmlNode *node)
{
  xmlNode *next = node->next;

  while (next != NULL && next->type != XML_ELEMENT_NODE)
    next = next->next;
  return next;
}

guint
ob_html_count_elements (const xmlNode *node)
{
  guint n = 0;

  for (xmlNode *child = ob_html_first_element (node); child != NULL;
       child = ob_html_next_element (child))
    n++;
  return n;
}

char *
ob_html_dup_text (xmlNode *node)
{
  GString *text = g_string_new (NULL);
  gboolean space = FALSE;

  for (xmlNode *at = node; at != NULL; at = ob_html_next (at, node, FALSE))
    {
      if (ob_html_is (at, "br"))
        space = text->len > 0;
      if (at->type != XML_TEXT_NODE || at->content == NULL)
        continue;
      for (const guchar *c = at->content; *c != '\0'; c++)
        {
          if (is_space (*c))
            {
              space = text->len > 0;
              continue;
            }
          if (space)
            g_string_append_c (text, ' ');
          space = FALSE;
          g_string_append_c (text, (char) *c);
        }
    }
  return g_string_free (text, FALSE);
}

ObHtmlMeasure
ob_html_measure (const xmlNode *node)
{
  Counter counter = { { 0, 0, 0 }, FALSE };

  count_node (&counter, node, 0);
  return counter.measure;
}

gboolean
ob_html_has_words (const xmlNode *node)
{
  if (node->type == XML_TEXT_NODE)
    {
      for (const guchar *at = node->content; at != NULL && *at != '\0'; at++)
        if (!is_space (*at))
          return TRUE;
      return FALSE;
    }
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (ob_html_has_words (child))
      return TRUE;

  return FALSE;
}

ObHtmlMeasure
ob_html_measure_once (ObHtmlPage *page, xmlNode *node)
{
  ObHtmlInfo *info = ob_html_info (page, node);

  if (!info->is_measured)
    info->measure = ob_html_measure (node);
  info->is_measured = TRUE;
  return info->measure;
}

double
ob_html_get_link_density (const xmlNode *node)
{
  ObHtmlMeasure measure = ob_html_measure (node);

  return measure.n_chars > 0 ? measure.link_chars / measure.n_chars : 0;
}

gboolean
ob_html_has_ancestor (const xmlNode *node, const char *names, guint max_depth)
{
  guint depth = 0;

  for (node = node->parent; node != NULL && (max_depth == 0 || depth < max_depth);
       node = node->parent, depth++)
    if (ob_html_is_any (node, names))
      return TRUE;

  return FALSE;
}

guint
ob_html_count (xmlNode *node, const char *names)
{
  guint n = 0;

  for (xmlNode *at = ob_html_next (node, node, FALSE); at != NULL;
       at = ob_html_next (at, node, FALSE))
    n += ob_html_is_any (at, names);
  return n;
}

void
ob_html_remove (xmlNode *node)
{
  xmlUnlinkNode (node);
  xmlFreeNode (node);
}

gboolean
ob_html_is_phrasing (const xmlNode *node)
{
  if (node->type == XML_TEXT_NODE)
    return TRUE;
  if (ob_html_is_any (node, PHRASING))
    return TRUE;
  if (!ob_html_is_any (node, " a del ins "))
    return FALSE;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (!ob_html_is_phrasing (child))
      return FALSE;

  return TRUE;
}
