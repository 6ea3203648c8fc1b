/* What is in an article but not of it.  Dropped is marked, not taken out. */
#include "reader/html-article.h"

#include <math.h>
#include <string.h>

#include "reader/html-words.h"

#define TEXTISH " span li td blockquote dl div img ol p pre table ul "
#define MAX_SHARE_CHARS 500

static gboolean
is_dropped (const xmlNode *node)
{
  return node->_private != NULL && ((ObHtmlInfo *) node->_private)->is_dropped;
}

static void
drop (ObHtmlPage *page, xmlNode *node)
{
  ob_html_info (page, node)->is_dropped = TRUE;
}

/* Counting inside @node without what is dropped. */
static guint
count (xmlNode *node, const char *names)
{
  guint n = 0;
  gboolean skip = FALSE;

  for (xmlNode *at = ob_html_next (node, node, FALSE); at != NULL;
       at = ob_html_next (at, node, skip))
    {
      skip = is_dropped (at);
      if (!skip)
        n += ob_html_is_any (at, names);
    }
  return n;
}

static void
add_measure (ObHtmlPage *page, xmlNode *node, ObHtmlMeasure *sum)
{
  ObHtmlMeasure measure = ob_html_measure_once (page, node);

  sum->n_chars += measure.n_chars;
  sum->n_commas += measure.n_commas;
  sum->link_chars += measure.link_chars;
}

/* What is left of a node's measure without what is dropped in it. */
static ObHtmlMeasure
measure_kept (ObHtmlPage *page, xmlNode *node)
{
  ObHtmlMeasure all = ob_html_measure_once (page, node), dropped = { 0, 0, 0 };
  gboolean skip = FALSE;

  for (xmlNode *at = ob_html_next (node, node, FALSE); at != NULL;
       at = ob_html_next (at, node, skip))
    {
      skip = is_dropped (at);
      if (skip)
        add_measure (page, at, &dropped);
    }
  all.n_chars -= MIN (all.n_chars, dropped.n_chars);
  all.n_commas -= MIN (all.n_commas, dropped.n_commas);
  all.link_chars -= MIN (all.link_chars, dropped.link_chars);
  return all;
}

/* The share of the text of @node that is in elements called one of @names. */
static double
get_density (ObHtmlPage *page, xmlNode *node, const char *names, guint n_chars)
{
  guint inside = 0;
  gboolean skip = FALSE;

  if (n_chars == 0)
    return 0;
  for (xmlNode *at = ob_html_next (node, node, FALSE); at != NULL;
       at = ob_html_next (at, node, skip))
    {
      skip = is_dropped (at);
      if (!skip && ob_html_is_any (at, names))
        inside += ob_html_measure_once (page, at).n_chars;
    }
  return (double) inside / n_chars;
}

/* A table that holds data, not the page's layout. */
static gboolean
is_data_table (xmlNode *table)
{
  const char *role = ob_html_attribute (table, "role");
  const char *layout = ob_html_attribute (table, "datatable");
  const char *summary = ob_html_attribute (table, "summary");
  guint n_rows = 0, n_columns = 0;

  if (g_strcmp0 (role, "presentation") == 0 || g_strcmp0 (layout, "0") == 0)
    return FALSE;
  if ((summary != NULL && *summary != '\0') || ob_html_count (table, " caption col colgroup tfoot thead th ") > 0)
    return TRUE;
  if (ob_html_count (table, " table ") > 0)
    return FALSE;

  for (xmlNode *at = ob_html_next (table, table, FALSE); at != NULL;
       at = ob_html_next (at, table, FALSE))
    if (ob_html_is (at, "tr"))
      {
        n_rows++;
        n_columns = MAX (n_columns, ob_html_count (at, " td "));
      }
  if (n_columns == 1 || n_rows == 1)
    return FALSE;
  return n_rows >= 10 || n_columns > 4 || n_rows * n_columns > 10;
}

static gboolean
is_in_data_table (const xmlNode *node)
{
  for (node = node->parent; node != NULL; node = node->parent)
    if (ob_html_is (node, "table") && node->_private != NULL
        && ((ObHtmlInfo *) node->_private)->is_data_table)
      return TRUE;

  return FALSE;
}

static gboolean
has_data_table (xmlNode *node)
{
  for (xmlNode *at = node; at != NULL; at = ob_html_next (at, node, FALSE))
    if (ob_html_is (at, "table") && at->_private != NULL
        && ((ObHtmlInfo *) at->_private)->is_data_table)
      return TRUE;

  return FALSE;
}

/* Whether a list holds one picture an item: a gallery, which stays. */
static gboolean
is_gallery (xmlNode *list, guint n_images)
{
  for (xmlNode *child = ob_html_first_element (list); child != NULL;
       child = ob_html_next_element (child))
    if (ob_html_count_elements (child) > 1)
      return FALSE;

  return n_images == count (list, " li ");
}

static gboolean
looks_foreign (ObHtmlPage *page, xmlNode *node, ObHtmlFlags flags)
{
  ObHtmlMeasure measure = measure_kept (page, node);
  int weight = ob_html_get_class_weight (node, flags);
  gboolean is_list = ob_html_is_any (node, " ul ol "), in_figure;
  double density, heading_density;
  int n_paragraphs, n_images, n_items, n_inputs, n_embeds;
  gboolean foreign;

  if (!is_list && measure.n_chars > 0)
    is_list = get_density (page, node, " ul ol ", measure.n_chars) > 0.9;
  if (weight < 0)
    return TRUE;
  if (measure.n_commas >= 10)
    return FALSE;

  n_paragraphs = (int) count (node, " p ");
  n_images = (int) count (node, " img ");
  n_items = (int) count (node, " li ") - 100;
  n_inputs = (int) count (node, " input ");
  n_embeds = (int) count (node, " object embed iframe ");
  density = measure.n_chars > 0 ? measure.link_chars / measure.n_chars : 0;
  heading_density = get_density (page, node, " h1 h2 h3 h4 h5 h6 ", measure.n_chars);
  in_figure = ob_html_has_ancestor (node, " figure ", 3);

  foreign
      = (!in_figure && n_images > 1 && n_paragraphs < 0.5 * n_images)
        || (!is_list && n_items > n_paragraphs) || n_inputs > n_paragraphs / 3
        || (!is_list && !in_figure && heading_density < 0.9 && measure.n_chars < 25
            && (n_images == 0 || n_images > 2) && density > 0)
        || (!is_list && weight < 25 && density > 0.2) || (weight >= 25 && density > 0.5)
        || (n_embeds == 1 && measure.n_chars < 75) || n_embeds > 1
        || (n_images == 0 && get_density (page, node, TEXTISH, measure.n_chars) == 0);
  return foreign && !(is_list && is_gallery (node, (guint) n_images));
}

/* From the last to the first, so that what is inside is judged before what is around. */
static void
clean_conditionally (ObHtmlPage *page, xmlNode *article, const char *names, ObHtmlFlags flags)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  for (xmlNode *at = ob_html_next (article, article, FALSE); at != NULL;
       at = ob_html_next (at, article, FALSE))
    if (ob_html_is_any (at, names))
      g_ptr_array_add (nodes, at);

  for (guint i = nodes->len; i > 0; i--)
    {
      xmlNode *node = nodes->pdata[i - 1];
      ObHtmlInfo *info = node->_private;

      if (is_dropped (node) || (info != NULL && info->is_data_table) || is_in_data_table (node)
          || has_data_table (node) || ob_html_has_ancestor (node, " code ", 0))
        continue;
      if (looks_foreign (page, node, flags))
        drop (page, node);
    }
}

static void
drop_all (ObHtmlPage *page, xmlNode *article, const char *names)
{
  for (xmlNode *at = ob_html_next (article, article, FALSE); at != NULL;
       at = ob_html_next (at, article, FALSE))
    if (ob_html_is_any (at, names))
      drop (page, at);
}

static void
mark_tables (ObHtmlPage *page, xmlNode *article)
{
  for (xmlNode *at = article; at != NULL; at = ob_html_next (at, article, FALSE))
    if (ob_html_is (at, "table"))
      ob_html_info (page, at)->is_data_table = is_data_table (at);
}

static void
drop_shares (ObHtmlPage *page, xmlNode *article)
{
  for (xmlNode *at = ob_html_next (article, article, FALSE); at != NULL;
       at = ob_html_next (at, article, FALSE))
    {
      g_autofree char *class = NULL;

      if (at->type != XML_ELEMENT_NODE || is_dropped (at))
        continue;
      class = ob_html_dup_class (at);
      if (ob_html_words_are_share (class) && ob_html_measure_once (page, at).n_chars < MAX_SHARE_CHARS
          && at->parent != article)
        drop (page, at);
    }
}

static void
drop_headings (ObHtmlPage *page, xmlNode *article, ObHtmlFlags flags)
{
  for (xmlNode *at = ob_html_next (article, article, FALSE); at != NULL;
       at = ob_html_next (at, article, FALSE))
    if (ob_html_is_any (at, " h1 h2 ") && ob_html_get_class_weight (at, flags) < 0)
      drop (page, at);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_html_clean (ObHtmlPage *page, xmlNode *article, ObHtmlFlags flags)
{
  mark_tables (page, article);
  if ((flags & OB_HTML_CLEAN) != 0)
    clean_conditionally (page, article, " form fieldset ", flags);
  drop_all (page, article, " footer aside ");
  drop_shares (page, article);
  drop_all (page, article, " iframe input textarea select button ");
  drop_headings (page, article, flags);
  if ((flags & OB_HTML_CLEAN) != 0)
    {
      clean_conditionally (page, article, " table ", flags);
      clean_conditionally (page, article, " ul ", flags);
      clean_conditionally (page, article, " div ", flags);
    }
}
