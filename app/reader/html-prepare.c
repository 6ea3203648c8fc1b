/* What is no text at all goes, and line breaks that make paragraphs become paragraphs. */
#include "reader/html-article.h"

#include <string.h>

#define NEVER                                                                                      \
  " script style template svg canvas map audio video object embed applet param source track link " \
  "meta head title base frame frameset "

static gboolean
has_style (const xmlNode *node, const char *property, const char *value)
{
  const char *style = ob_html_attribute (node, "style"), *at;

  if (style == NULL || (at = strstr (style, property)) == NULL)
    return FALSE;
  at += strlen (property);
  while (*at == ' ' || *at == ':')
    at++;
  return g_ascii_strncasecmp (at, value, strlen (value)) == 0;
}

static gboolean
is_hidden (const xmlNode *node)
{
  const char *aria = ob_html_attribute (node, "aria-hidden");
  const char *class;

  if (has_style (node, "display", "none") || has_style (node, "visibility", "hidden")
      || ob_html_attribute (node, "hidden") != NULL)
    return TRUE;
  if (aria == NULL || strcmp (aria, "true") != 0)
    return FALSE;

  /* Formulas are pictures with their text hidden behind. */
  class = ob_html_attribute (node, "class");
  return class == NULL || strstr (class, "fallback-image") == NULL;
}

static gboolean
is_dialog (const xmlNode *node)
{
  const char *modal = ob_html_attribute (node, "aria-modal");
  const char *role = ob_html_attribute (node, "role");

  return g_strcmp0 (modal, "true") == 0 && g_strcmp0 (role, "dialog") == 0;
}

/* Only spaces. */
static gboolean
is_blank_text (const xmlNode *node)
{
  if (node->type != XML_TEXT_NODE)
    return FALSE;
  for (const guchar *at = node->content; at != NULL && *at != '\0'; at++)
    if (*at > ' ')
      return FALSE;

  return TRUE;
}

static xmlNode *
skip_blank (xmlNode *node)
{
  while (node != NULL && is_blank_text (node))
    node = node->next;
  return node;
}

/* Two line breaks or more make a paragraph of the words after them, up to the next two. */
static void
make_paragraph_after (xmlNode *br)
{
  xmlNode *next = br->next, *paragraph;
  gboolean found = FALSE;

  while ((next = skip_blank (next)) != NULL && ob_html_is (next, "br"))
    {
      xmlNode *after = next->next;

      ob_html_remove (next);
      next = after;
      found = TRUE;
    }
  if (!found)
    return;

  paragraph = xmlNewNode (NULL, BAD_CAST "p");
  xmlReplaceNode (br, paragraph);
  xmlFreeNode (br);
  for (next = paragraph->next; next != NULL;)
    {
      xmlNode *after = next->next;

      if (ob_html_is (next, "br"))
        {
          xmlNode *second = skip_blank (next->next);

          if (second != NULL && ob_html_is (second, "br"))
            break;
        }
      if (!ob_html_is_phrasing (next))
        break;
      xmlUnlinkNode (next);
      xmlAddChild (paragraph, next);
      next = after;
    }
  if (paragraph->parent != NULL && ob_html_is (paragraph->parent, "p"))
    xmlNodeSetName (paragraph->parent, BAD_CAST "div");
}

static void
replace_breaks (xmlNode *top)
{
  g_autoptr (GPtrArray) breaks = g_ptr_array_new ();

  for (xmlNode *node = top; node != NULL; node = ob_html_next (node, top, FALSE))
    if (ob_html_is (node, "br") && !ob_html_has_ancestor (node, " pre ", 0))
      {
        xmlNode *previous = node->prev;

        while (previous != NULL && is_blank_text (previous))
          previous = previous->prev;
        /* Only the first of several; the others go with it. */
        if (previous == NULL || !ob_html_is (previous, "br"))
          g_ptr_array_add (breaks, node);
      }
  for (guint i = 0; i < breaks->len; i++)
    make_paragraph_after (breaks->pdata[i]);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_html_prepare (ObHtmlPage *page)
{
  xmlNode *top = page->body, *node = top;

  while (node != NULL)
    {
      xmlNode *next = ob_html_next (node, top, FALSE);
      gboolean goes = node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE;

      if (node->type == XML_ELEMENT_NODE && node != top)
        goes = ob_html_is_any (node, NEVER) || ob_html_is (node, "noscript") || is_hidden (node)
               || is_dialog (node);
      if (goes)
        {
          next = ob_html_next (node, top, TRUE);
          ob_html_remove (node);
        }
      else if (ob_html_is (node, "font"))
        xmlNodeSetName (node, BAD_CAST "span");
      node = next;
    }
  replace_breaks (top);
}
