#include "articles/xml.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "articles/reader.h"

typedef xmlParserCtxt Parser;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Parser, xmlFreeParserCtxt)

/* What the handlers of declarations leave behind, in the parser's _private. */
typedef struct
{
  gboolean declares; /* something of its own */
} Verdict;

static void
refuse (void *data)
{
  Parser *parser = data;

  ((Verdict *) parser->_private)->declares = TRUE;
  xmlStopParser (parser);
}

static void
entity_declared_cb (void *data,
                    const xmlChar *name,
                    int type,
                    const xmlChar *public_id,
                    const xmlChar *system_id,
                    xmlChar *content)
{
  refuse (data);
}

static void
attribute_declared_cb (void *data,
                       const xmlChar *element,
                       const xmlChar *name,
                       int type,
                       int default_kind,
                       const xmlChar *default_value,
                       xmlEnumerationPtr choices)
{
  xmlFreeEnumeration (choices);
  refuse (data);
}

static void
element_declared_cb (void *data, const xmlChar *name, int type, xmlElementContentPtr content)
{
  refuse (data);
}

static void
notation_declared_cb (void *data,
                      const xmlChar *name,
                      const xmlChar *public_id,
                      const xmlChar *system_id)
{
  refuse (data);
}

static void
unparsed_declared_cb (void *data,
                      const xmlChar *name,
                      const xmlChar *public_id,
                      const xmlChar *system_id,
                      const xmlChar *notation)
{
  refuse (data);
}

static xmlParserInputPtr
entity_resolved_cb (void *data, const xmlChar *public_id, const xmlChar *system_id)
{
  return NULL;
}

static void
external_subset_cb (void *data,
                    const xmlChar *name,
                    const xmlChar *public_id,
                    const xmlChar *system_id)
{
}

static void
set_handlers (Parser *parser)
{
  xmlSAXHandler *sax = parser->sax;

  sax->entityDecl = entity_declared_cb;
  sax->attributeDecl = attribute_declared_cb;
  sax->elementDecl = element_declared_cb;
  sax->notationDecl = notation_declared_cb;
  sax->unparsedEntityDecl = unparsed_declared_cb;
  sax->resolveEntity = entity_resolved_cb;
  sax->externalSubset = external_subset_cb;
}

static void
set_parse_error (GError **error, const Parser *parser, const Verdict *verdict)
{
  const xmlError *last = &parser->lastError;

  if (verdict->declares)
    g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                         _ ("The file was not read: its XML declares entities or the like of its "
                            "own. Such files are made to harm."));
  else if (last->line > 0)
    g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                 _ ("The file is damaged or incomplete: its XML is not well-formed at line %d."),
                 last->line);
  else
    g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                         _ ("The file is damaged or incomplete: its XML is not well-formed."));
}

/* Public functions ----------------------------------------------------------------------------- */

xmlDoc *
ob_xml_parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (Parser) parser = xmlNewParserCtxt ();
  g_autoptr (xmlDoc) doc = NULL;
  Verdict verdict = { FALSE };

  if (length > OB_XML_MAX_BYTES)
    {
      g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                   _ ("The file is too large: its XML has more than %u MiB."),
                   OB_XML_MAX_BYTES / 1024 / 1024);
      return NULL;
    }

  parser->_private = &verdict;
  set_handlers (parser);
  doc = xmlCtxtReadMemory (parser, data != NULL ? data : "", (int) length, NULL, NULL,
                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
                               | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
  if (verdict.declares || doc == NULL || xmlDocGetRootElement (doc) == NULL)
    {
      set_parse_error (error, parser, &verdict);
      return NULL;
    }

  return g_steal_pointer (&doc);
}

gboolean
ob_xml_is (const xmlNode *node, const char *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE
         && strcmp ((const char *) node->name, name) == 0;
}

xmlNode *
ob_xml_child (const xmlNode *parent, const char *name)
{
  for (xmlNode *child = parent != NULL ? parent->children : NULL; child != NULL;
       child = child->next)
    if (ob_xml_is (child, name))
      return child;

  return NULL;
}

xmlNode *
ob_xml_next (xmlNode *node, const xmlNode *top)
{
  do
    {
      if (node->type == XML_ELEMENT_NODE && node->children != NULL)
        node = node->children;
      else
        {
          while (node != top && node->next == NULL)
            node = node->parent;
          if (node == top)
            return NULL;
          node = node->next;
        }
    }
  while (node->type != XML_ELEMENT_NODE);

  return node;
}

xmlNode *
ob_xml_find (xmlNode *top, const char *name)
{
  for (xmlNode *node = top; node != NULL; node = ob_xml_next (node, top))
    if (ob_xml_is (node, name))
      return node;

  return NULL;
}

char *
ob_xml_get (const xmlNode *node, const char *name)
{
  /* What is no element, such as the document, has none, and is laid out otherwise. */
  const xmlAttr *attribute
      = node != NULL && node->type == XML_ELEMENT_NODE ? node->properties : NULL;

  for (; attribute != NULL; attribute = attribute->next)
    if (strcmp ((const char *) attribute->name, name) == 0)
      {
        xmlChar *value = xmlNodeListGetString (node->doc, attribute->children, 1);
        char *copy = g_strdup (value != NULL ? (const char *) value : "");

        xmlFree (value);
        return copy;
      }

  return NULL;
}

gboolean
ob_xml_has (const xmlNode *node, const char *name, const char *value)
{
  g_autofree char *found = ob_xml_get (node, name);

  return g_strcmp0 (found, value) == 0;
}

char *
ob_xml_dup_text (const xmlNode *node)
{
  xmlChar *content = node != NULL ? xmlNodeGetContent (node) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean after_space = FALSE;

  for (const char *c = (const char *) content; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isspace (character))
        {
          after_space = TRUE;
          continue;
        }
      if (after_space && text->len > 0)
        g_string_append_c (text, ' ');
      after_space = FALSE;
      g_string_append_unichar (text, character);
    }

  xmlFree (content);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

void
ob_xml_read_waiting (GPtrArray **waiting,
                     void (*read) (gpointer data, const xmlNode *node),
                     gpointer data)
{
  while ((*waiting)->len > 0)
    {
      g_autoptr (GPtrArray) nodes = *waiting;

      *waiting = g_ptr_array_new ();
      for (guint i = 0; i < nodes->len; i++)
        read (data, g_ptr_array_index (nodes, i));
    }
}
