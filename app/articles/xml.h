/* XML from strangers: the one door to libxml2.
 *
 * A document is parsed from memory and never leads anywhere else: no network, no files, no external
 * subset.  A document type that declares anything of its own (entities, default attributes) is
 * refused, since a few hundred bytes of it can become gigabytes; a bare <!DOCTYPE name ...> is
 * fine. Elements nest 256 deep at most, so that functions may walk them by recursion.
 *
 * Names are compared without their prefix: every format that is read here has local names that mean
 * one thing.
 */
#pragma once

#include <gio/gio.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/* Larger documents are refused: in memory they take ten times as much. */
#define OB_XML_MAX_BYTES (32u * 1024 * 1024)

/* Parses @bytes.  Returns: (transfer full) (nullable): a document with a root element; NULL with
 * OB_ARTICLES_ERROR_CONTENT. */
xmlDoc *ob_xml_parse (GBytes *bytes, GError **error);

/* A document in pieces, each of which is forgotten before the next one comes: @node is a child of the
 * element called @parent, whole, with all that is in it.  FALSE with an error to stop. */
typedef gboolean (*ObXmlPiece) (const char *parent, xmlNode *node, gpointer data, GError **error);

/* Larger documents are not read in pieces either. */
#define OB_XML_MAX_PIECED_BYTES (512u * 1024 * 1024)

/* Reads @bytes, a document whose root is called @root: calls @piece for each child element of the root
 * but those in @skipped (NULL-terminated), which are passed over, and but for those called @opened
 * (nullable), whose child elements are pieces instead.  What ob_xml_parse() refuses is refused.  FALSE
 * with OB_ARTICLES_ERROR_CONTENT, or the error of @piece. */
gboolean ob_xml_read_pieces (GBytes *bytes,
                             const char *root,
                             const char *opened,
                             const char *const *skipped,
                             ObXmlPiece piece,
                             gpointer data,
                             GError **error);

/* Whether @node is an element called @name, whatever its prefix. */
gboolean ob_xml_is (const xmlNode *node, const char *name);

/* The first child element of @parent (nullable) called @name, or NULL. */
xmlNode *ob_xml_child (const xmlNode *parent, const char *name);

/* The first element called @name below @top (nullable), in document order, or NULL. */
xmlNode *ob_xml_find (xmlNode *top, const char *name);

/* The element after @node in document order, inside @top; NULL at the end. */
xmlNode *ob_xml_next (xmlNode *node, const xmlNode *top);

/* Returns: (transfer full) (nullable): the attribute @name of @node (nullable), whatever its
 * prefix; NULL when there is none. */
char *ob_xml_get (const xmlNode *node, const char *name);

/* Whether the attribute @name of @node (nullable) is @value. */
gboolean ob_xml_has (const xmlNode *node, const char *name, const char *value);

/* Returns: (transfer full) (nullable): all text inside @node (nullable), white space in it made one
 * space and cut at both ends; NULL when nothing is left. */
char *ob_xml_dup_text (const xmlNode *node);

/* Reads nodes that were put aside, such as text boxes, which come after the paragraph that they hang
 * on: calls @read for each node in *@waiting, which is emptied before, until none is put there any
 * more. */
void ob_xml_read_waiting (GPtrArray **waiting,
                          void (*read) (gpointer data, const xmlNode *node),
                          gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

G_END_DECLS
