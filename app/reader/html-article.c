#include "reader/html-article.h"

#include <math.h>
#include <string.h>

#include "reader/html-words.h"

#define N_TOP 5
#define MIN_PARAGRAPH 25
#define SCORED " section h2 h3 h4 h5 h6 p td pre "
#define BLOCKS " blockquote dl div img ol p pre table ul "
#define UNLIKELY_ROLES                                                                             \
  " menu menubar complementary navigation alert alertdialog dialog "

static gboolean
has_block (const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (ob_html_is_any (child, BLOCKS) || (child->type == XML_ELEMENT_NODE && has_block (child)))
      return TRUE;

  return FALSE;
}

static gboolean
is_blank (const xmlNode *node)
{
  if (node->type != XML_TEXT_NODE)
    return FALSE;
  for (const guchar *at = node->content; at != NULL && *at != '\0'; at++)
    if (*at > ' ')
      return FALSE;

  return TRUE;
}

/* Nothing but <br> and <hr> in it. */
static gboolean
is_empty (const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (!is_blank (child) && !ob_html_is_any (child, " br hr "))
      return FALSE;

  return TRUE;
}

/* <div><p>...</p></div> and nothing else. */
static xmlNode *
get_single_paragraph (const xmlNode *node)
{
  xmlNode *only = ob_html_first_element (node);

  if (only == NULL || ob_html_next_element (only) != NULL || !ob_html_is (only, "p"))
    return NULL;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_TEXT_NODE && !is_blank (child))
      return NULL;

  return only;
}

/* Bare words in a <div> become paragraphs. */
static void
wrap_phrasing (xmlNode *div)
{
  xmlNode *paragraph = NULL;

  for (xmlNode *child = div->children, *next; child != NULL; child = next)
    {
      next = child->next;
      if (ob_html_is_phrasing (child))
        {
          if (paragraph != NULL)
            {
              xmlUnlinkNode (child);
              xmlAddChild (paragraph, child);
            }
          else if (!is_blank (child) && !ob_html_is (child, "br"))
            {
              paragraph = xmlNewNode (NULL, BAD_CAST "p");
              xmlReplaceNode (child, paragraph);
              xmlAddChild (paragraph, child);
            }
        }
      else if (paragraph != NULL)
        {
          while (paragraph->last != NULL
                 && (is_blank (paragraph->last) || ob_html_is (paragraph->last, "br")))
            ob_html_remove (paragraph->last);
          paragraph = NULL;
        }
    }
}

static gboolean
is_byline (xmlNode *node, const char *class)
{
  const char *rel = ob_html_attribute (node, "rel");
  const char *itemprop = ob_html_attribute (node, "itemprop");
  guint n_chars;

  if (g_strcmp0 (rel, "author") != 0 && (itemprop == NULL || strstr (itemprop, "author") == NULL)
      && !ob_html_words_are_byline (class))
    return FALSE;
  n_chars = ob_html_measure (node).n_chars;
  return n_chars > 0 && n_chars < 100;
}

/* The name in a byline, where the page marks it; else the whole line. */
static char *
dup_author (xmlNode *node)
{
  for (xmlNode *at = ob_html_next (node, node, FALSE); at != NULL; at = ob_html_next (at, node, FALSE))
    {
      const char *itemprop = ob_html_attribute (at, "itemprop");
      const char *rel = ob_html_attribute (at, "rel");

      if ((itemprop != NULL && strstr (itemprop, "name") != NULL)
          || g_strcmp0 (rel, "author") == 0)
        {
          g_autofree char *name = ob_html_dup_text (at);

          if (*name != '\0')
            return g_steal_pointer (&name);
        }
    }
  return ob_html_dup_text (node);
}

static gboolean
repeats_title (xmlNode *node, const char *title)
{
  g_autofree char *heading = NULL;

  if (title == NULL || !ob_html_is_any (node, " h1 h2 "))
    return FALSE;
  heading = ob_html_dup_text (node);
  return ob_html_get_similarity (title, heading) > 0.75;
}

static gboolean
is_unlikely (const xmlNode *node, const char *class)
{
  const char *role = ob_html_attribute (node, "role");
  g_autofree char *word = role != NULL ? g_strconcat (" ", role, " ", NULL) : NULL;

  if (word != NULL && strstr (UNLIKELY_ROLES, word) != NULL)
    return TRUE;
  return ob_html_words_are_unlikely (class) && !ob_html_is_any (node, " body a ")
         && !ob_html_has_ancestor (node, " table code ", 3);
}

/* A first walk: takes out what is not of an article, makes paragraphs of what is used as such, and
 * lists what may get points. */
static GPtrArray *
list_paragraphs (ObHtmlPage *page, ObHtmlFlags flags, const char *title, char **byline)
{
  GPtrArray *paragraphs = g_ptr_array_new ();
  gboolean title_found = FALSE;
  xmlNode *node = page->body, *top = page->body;

  while (node != NULL)
    {
      g_autofree char *class = NULL;
      gboolean goes = FALSE;

      if (node->type != XML_ELEMENT_NODE || node == top)
        {
          node = ob_html_next (node, top, FALSE);
          continue;
        }
      class = ob_html_dup_class (node);
      if (*byline == NULL && is_byline (node, class))
        {
          *byline = dup_author (node);
          goes = TRUE;
        }
      else if (!title_found && repeats_title (node, title))
        goes = title_found = TRUE;
      else if ((flags & OB_HTML_STRIP_UNLIKELY) != 0 && is_unlikely (node, class))
        goes = TRUE;
      else if (ob_html_is_any (node, " div section header h1 h2 h3 h4 h5 h6 ") && is_empty (node))
        goes = TRUE;
      if (goes)
        {
          xmlNode *next = ob_html_next (node, top, TRUE);

          ob_html_remove (node);
          node = next;
          continue;
        }

      if (ob_html_is_any (node, SCORED))
        g_ptr_array_add (paragraphs, node);
      if (ob_html_is (node, "div"))
        {
          xmlNode *only;

          wrap_phrasing (node);
          only = get_single_paragraph (node);
          if (only != NULL && ob_html_get_link_density (node) < 0.25)
            {
              xmlReplaceNode (node, only);
              xmlFreeNode (node);
              node = only;
              g_ptr_array_add (paragraphs, node);
            }
          else if (!has_block (node))
            {
              xmlNodeSetName (node, BAD_CAST "p");
              g_ptr_array_add (paragraphs, node);
            }
        }
      node = ob_html_next (node, top, FALSE);
    }
  return paragraphs;
}

static void
begin_score (ObHtmlPage *page, xmlNode *node, ObHtmlFlags flags, GPtrArray *candidates)
{
  ObHtmlInfo *info = ob_html_info (page, node);

  if (info->is_scored)
    return;
  info->is_scored = TRUE;
  if (ob_html_is (node, "div"))
    info->score = 5;
  else if (ob_html_is_any (node, " pre td blockquote "))
    info->score = 3;
  else if (ob_html_is_any (node, " address ol ul dl dd dt li form "))
    info->score = -3;
  else if (ob_html_is_any (node, " h1 h2 h3 h4 h5 h6 th "))
    info->score = -5;
  info->score += ob_html_get_class_weight (node, flags);
  g_ptr_array_add (candidates, node);
}

/* Gives the points of each paragraph to what is around it. */
static GPtrArray *
score (ObHtmlPage *page, const GPtrArray *paragraphs, ObHtmlFlags flags)
{
  GPtrArray *candidates = g_ptr_array_new ();

  for (guint i = 0; i < paragraphs->len; i++)
    {
      xmlNode *paragraph = paragraphs->pdata[i];
      ObHtmlMeasure measure = ob_html_measure (paragraph);
      double points = 2 + measure.n_commas + MIN (measure.n_chars / 100, 3);
      xmlNode *ancestor = paragraph->parent;

      if (measure.n_chars < MIN_PARAGRAPH)
        continue;
      for (guint level = 0; level < 5 && ancestor != NULL && ancestor->type == XML_ELEMENT_NODE;
           level++, ancestor = ancestor->parent)
        {
          if (ancestor->parent == NULL || ancestor->parent->type != XML_ELEMENT_NODE)
            break;
          begin_score (page, ancestor, flags, candidates);
          ob_html_info (page, ancestor)->score
              += points / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
        }
    }
  for (guint i = 0; i < candidates->len; i++)
    ob_html_info (page, candidates->pdata[i])->score
        *= 1 - ob_html_get_link_density (candidates->pdata[i]);
  return candidates;
}

static double
get_score (ObHtmlPage *page, xmlNode *node)
{
  return node->_private != NULL && ob_html_info (page, node)->is_scored
             ? ob_html_info (page, node)->score
             : 0;
}

static gboolean
is_scored (const xmlNode *node)
{
  return node->_private != NULL && ((ObHtmlInfo *) node->_private)->is_scored;
}

/* The best few, best first. */
static guint
find_top (ObHtmlPage *page, const GPtrArray *candidates, xmlNode *top[N_TOP])
{
  guint n = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      xmlNode *candidate = candidates->pdata[i];
      guint at = n;

      while (at > 0 && get_score (page, top[at - 1]) < get_score (page, candidate))
        at--;
      if (at >= N_TOP)
        continue;
      n = MIN (n + 1, N_TOP);
      memmove (&top[at + 1], &top[at], (n - at - 1) * sizeof *top);
      top[at] = candidate;
    }
  return n;
}

static gboolean
contains (const xmlNode *ancestor, const xmlNode *node)
{
  for (node = node->parent; node != NULL; node = node->parent)
    if (node == ancestor)
      return TRUE;

  return FALSE;
}

/* Several good ones have one around them all: it is the better one. */
static xmlNode *
find_common (ObHtmlPage *page, xmlNode *top[N_TOP], guint n_top)
{
  xmlNode *alternatives[N_TOP];
  guint n = 0;

  for (guint i = 1; i < n_top; i++)
    if (get_score (page, top[i]) / get_score (page, top[0]) >= 0.75)
      alternatives[n++] = top[i];
  if (n < 3)
    return top[0];

  for (xmlNode *parent = top[0]->parent; parent != NULL && parent != page->body;
       parent = parent->parent)
    {
      guint n_inside = 0;

      for (guint i = 0; i < n; i++)
        n_inside += contains (parent, alternatives[i]);
      if (n_inside >= 3)
        return parent;
    }
  return top[0];
}

/* Up, as long as there is more to gain than to lose. */
static xmlNode *
climb (ObHtmlPage *page, ObHtmlFlags flags, xmlNode *best)
{
  double last = get_score (page, best), threshold = last / 3;

  for (xmlNode *parent = best->parent; parent != NULL && parent != page->body;
       parent = parent->parent)
    {
      if (!is_scored (parent))
        continue;
      if (get_score (page, parent) < threshold)
        break;
      if (get_score (page, parent) > last)
        {
          best = parent;
          break;
        }
      last = get_score (page, parent);
    }
  while (best->parent != NULL && best->parent != page->body
         && ob_html_count_elements (best->parent) == 1)
    best = best->parent;
  return best;
}

static gboolean
ends_sentence (xmlNode *node)
{
  g_autofree char *text = ob_html_dup_text (node);

  return g_str_has_suffix (text, ".") || strstr (text, ". ") != NULL;
}

/* Whether a sibling of the best is of the article, too. */
static gboolean
belongs (ObHtmlPage *page, xmlNode *sibling, xmlNode *best)
{
  double best_score = get_score (page, best), threshold = MAX (10, best_score * 0.2);
  const char *class = ob_html_attribute (sibling, "class");
  ObHtmlMeasure measure;
  double bonus = 0, density;

  if (sibling == best)
    return TRUE;
  if (class != NULL && *class != '\0'
      && g_strcmp0 (class, ob_html_attribute (best, "class")) == 0)
    bonus = best_score * 0.2;
  if (is_scored (sibling) && get_score (page, sibling) + bonus >= threshold)
    return TRUE;
  if (!ob_html_is (sibling, "p"))
    return FALSE;

  measure = ob_html_measure (sibling);
  density = measure.n_chars > 0 ? measure.link_chars / measure.n_chars : 0;
  return (measure.n_chars > 80 && density < 0.25)
         || (measure.n_chars < 80 && measure.n_chars > 0 && density == 0
             && ends_sentence (sibling));
}

/* Public functions ----------------------------------------------------------------------------- */

int
ob_html_get_class_weight (const xmlNode *node, ObHtmlFlags flags)
{
  const char *class = ob_html_attribute (node, "class"), *id = ob_html_attribute (node, "id");

  if ((flags & OB_HTML_WEIGH_CLASSES) == 0)
    return 0;
  return (class != NULL ? ob_html_words_weigh (class) : 0)
         + (id != NULL ? ob_html_words_weigh (id) : 0);
}

static GPtrArray *
split_words (const char *line)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *small = g_utf8_strdown (line, -1);
  const char *start = NULL;

  for (const char *at = small;; at = g_utf8_next_char (at))
    {
      gboolean inside = *at != '\0' && g_unichar_isalnum (g_utf8_get_char (at));

      if (inside && start == NULL)
        start = at;
      if (!inside && start != NULL)
        {
          g_ptr_array_add (words, g_strndup (start, (gsize) (at - start)));
          start = NULL;
        }
      if (*at == '\0')
        return words;
    }
}

double
ob_html_get_similarity (const char *a, const char *b)
{
  g_autoptr (GPtrArray) left = split_words (a), right = split_words (b);
  gsize n_all = 0, n_only = 0;

  if (left->len == 0 || right->len == 0)
    return 0;
  for (guint i = 0; i < right->len; i++)
    {
      gsize length = strlen (right->pdata[i]) + 1;
      gboolean found = FALSE;

      for (guint j = 0; j < left->len && !found; j++)
        found = strcmp (left->pdata[j], right->pdata[i]) == 0;
      n_all += length;
      n_only += found ? 0 : length;
    }
  return 1 - (double) n_only / (double) n_all;
}

xmlNode *
ob_html_find_article (ObHtmlPage *page, ObHtmlFlags flags, const char *title, char **byline)
{
  g_autoptr (GPtrArray) paragraphs = list_paragraphs (page, flags, title, byline);
  g_autoptr (GPtrArray) candidates = score (page, paragraphs, flags);
  xmlNode *top[N_TOP + 1] = { NULL };
  guint n_top = find_top (page, candidates, top);
  xmlNode *article = xmlNewNode (NULL, BAD_CAST "div"), *best, *parent;

  if (n_top == 0 || top[0] == page->body)
    {
      while (page->body->children != NULL)
        {
          xmlNode *child = page->body->children;

          xmlUnlinkNode (child);
          xmlAddChild (article, child);
        }
      xmlAddChild (page->body, article);
      return article;
    }

  best = find_common (page, top, n_top);
  begin_score (page, best, flags, candidates);
  best = climb (page, flags, best);
  begin_score (page, best, flags, candidates);
  parent = best->parent;
  for (xmlNode *sibling = ob_html_first_element (parent), *next; sibling != NULL; sibling = next)
    {
      next = ob_html_next_element (sibling);
      if (!belongs (page, sibling, best))
        continue;
      xmlUnlinkNode (sibling);
      if (!ob_html_is_any (sibling, " div article section p ol ul "))
        xmlNodeSetName (sibling, BAD_CAST "div");
      xmlAddChild (article, sibling);
    }
  xmlAddChild (page->body, article);
  return article;
}
