/* Large XML in pieces; xml.h is its header. */
#include "articles/xml.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlreader.h>
#include <string.h>

#include "articles/reader.h"

typedef struct
{
  xmlTextReader *reader; /* (owned) */
  const char *root;
  const char *opened;         /* (nullable) */
  const char *const *skipped; /* (nullable) */
  ObXmlPiece piece;
  gpointer data;
} Walk;

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT, sentence);
  return FALSE;
}

static gboolean
refuse_damaged (const Walk *walk, GError **error)
{
  g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
               _ ("The file is damaged or incomplete: its XML is not well-formed at line %d."),
               xmlTextReaderGetParserLineNumber (walk->reader));
  return FALSE;
}

static const char *
get_name (const Walk *walk)
{
  return (const char *) xmlTextReaderConstLocalName (walk->reader);
}

/* Nothing is expanded; what could be, is not read at all. */
static gboolean
declares (const Walk *walk)
{
  const xmlDoc *document = xmlTextReaderCurrentDoc (walk->reader);

  return document != NULL && document->intSubset != NULL
         && (document->intSubset->children != NULL || document->intSubset->ExternalID != NULL
             || document->intSubset->SystemID != NULL);
}

/* At the element that is a piece; goes to what is behind it. */
static int
take_piece (const Walk *walk, const char *parent, gboolean *failed, GError **error)
{
  gboolean skips = walk->skipped != NULL && parent == walk->root
                   && g_strv_contains (walk->skipped, get_name (walk));
  xmlNode *node = skips ? NULL : xmlTextReaderExpand (walk->reader);

  if (!skips && node == NULL)
    return -1;
  *failed = !skips && !walk->piece (parent, node, walk->data, error);
  return *failed ? 0 : xmlTextReaderNext (walk->reader);
}

/* Inside the root, at depth 1, or inside what is opened, at depth 2. */
static gboolean
walk_pieces (const Walk *walk, GError **error)
{
  int more = xmlTextReaderRead (walk->reader);
  gboolean failed = FALSE;

  while (more == 1 && !failed)
    {
      int depth = xmlTextReaderDepth (walk->reader);

      if (xmlTextReaderNodeType (walk->reader) != XML_READER_TYPE_ELEMENT)
        more = xmlTextReaderRead (walk->reader);
      else if (depth == 0)
        {
          if (declares (walk))
            return refuse (error, _ ("The file was not read: its XML declares entities or the like "
                                     "of its own. Such files are made to harm."));
          if (g_strcmp0 (get_name (walk), walk->root) != 0)
            return refuse (error, _ ("The file is not what its name says."));
          more = xmlTextReaderRead (walk->reader);
        }
      else if (depth == 1 && g_strcmp0 (get_name (walk), walk->opened) == 0)
        more = xmlTextReaderRead (walk->reader);
      else
        more = take_piece (walk, depth == 1 ? walk->root : walk->opened, &failed, error);
    }

  return !failed && (more == 0 || refuse_damaged (walk, error));
}

/* Since declares() asked for the document, the reader leaves it behind. */
static void
free_reader (xmlTextReader *reader)
{
  xmlDoc *document = xmlTextReaderCurrentDoc (reader);

  xmlFreeTextReader (reader);
  xmlFreeDoc (document);
}

gboolean
ob_xml_read_pieces (GBytes *bytes,
                    const char *root,
                    const char *opened,
                    const char *const *skipped,
                    ObXmlPiece piece,
                    gpointer data,
                    GError **error)
{
  gsize length;
  const char *xml = g_bytes_get_data (bytes, &length);
  Walk walk = { NULL, root, opened, skipped, piece, data };
  gboolean done;

  if (length == 0)
    return refuse (error, _ ("There is nothing to read in it."));
  if (length > OB_XML_MAX_PIECED_BYTES)
    {
      g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                   _ ("The file is too large: its XML has more than %u MiB."),
                   OB_XML_MAX_PIECED_BYTES / 1024 / 1024);
      return FALSE;
    }
  walk.reader
      = xmlReaderForMemory (xml, (int) length, NULL, NULL,
                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
                                | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
  if (walk.reader == NULL)
    return refuse (error, _ ("The file is damaged or incomplete: its XML is not well-formed."));
  done = walk_pieces (&walk, error);
  free_reader (walk.reader);
  return done;
}
