/* A web page as a tree, and what is asked of its nodes again and again.
 *
 * The tree is libxml2's.  Each element that is looked at gets an ObHtmlInfo, kept in the node's
 * private member and owned by the page.
 */
#pragma once

#include <string.h>

#include <glib.h>
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>

#include "model/formatting.h"

G_BEGIN_DECLS

/* What counts of a text: its characters with single spaces, and its commas in many scripts. */
typedef struct
{
  guint n_chars;
  guint n_commas;
  double link_chars; /* of n_chars, inside links; links within the page count less */
} ObHtmlMeasure;

/* What is known of an element while the article is looked for. */
typedef struct
{
  double score;
  gboolean is_scored;
  gboolean is_data_table;
  gboolean is_dropped; /* not of the article at all */
  gboolean is_measured;
  ObHtmlMeasure measure;
  ObRole role;         /* of its blocks, unless they have their own */
} ObHtmlInfo;

typedef struct
{
  htmlDocPtr document; /* (owned) */
  xmlNode *body;       /* (nullable) */
  GPtrArray *infos;    /* (owned) */
} ObHtmlPage;

/* Parses UTF-8.  Elements nested deeper than functions may walk by recursion are cut off.
 * (transfer full) (nullable): NULL where there is no element at all. */
ObHtmlPage *ob_html_page_new (const char *utf8, gsize n_bytes);
void ob_html_page_free (ObHtmlPage *page);

ObHtmlInfo *ob_html_info (ObHtmlPage *page, xmlNode *node);

/* Asked so often that the first letter is compared before a function is called. */
static inline gboolean
ob_html_is (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && *node->name == (guchar) *name
         && strcmp ((const char *) node->name, name) == 0;
}

/* @names: separated and surrounded by spaces: " p div ". */
gboolean ob_html_is_any (const xmlNode *node, const char *names);

/* The value of an attribute as it stands, or NULL; valid as long as the tree. */
const char *ob_html_attribute (const xmlNode *node, const char *name);

/* "class id", in small letters. (transfer full) */
char *ob_html_dup_class (const xmlNode *node);

/* The node after @node in document order inside @top: into its children, or past them. */
xmlNode *ob_html_next (xmlNode *node, const xmlNode *top, gboolean skip_children);

/* The first element child, the next element sibling, how many element children. */
xmlNode *ob_html_first_element (const xmlNode *node);
xmlNode *ob_html_next_element (const xmlNode *node);
guint ob_html_count_elements (const xmlNode *node);

/* The text inside @node with runs of white space as one space, trimmed.  (transfer full) */
char *ob_html_dup_text (xmlNode *node);

ObHtmlMeasure ob_html_measure (const xmlNode *node);
/* Whether there is anything but white space in @node. */
gboolean ob_html_has_words (const xmlNode *node);

/* The same measure, kept from the first time on: for when the tree does not change any more. */
ObHtmlMeasure ob_html_measure_once (ObHtmlPage *page, xmlNode *node);

/* From 0 to 1. */
double ob_html_get_link_density (const xmlNode *node);

gboolean ob_html_has_ancestor (const xmlNode *node, const char *names, guint max_depth);

/* The number of elements called one of @names inside @node. */
guint ob_html_count (xmlNode *node, const char *names);

/* Takes @node out of the tree and frees it. */
void ob_html_remove (xmlNode *node);

gboolean ob_html_is_phrasing (const xmlNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObHtmlPage, ob_html_page_free)

G_END_DECLS
