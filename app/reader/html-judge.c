/* Rules about lines, since what is alike everywhere is what lines say and how long they are; and
 * about names of classes, since designers say what they design. */
#include "reader/html-judge.h"

#include <string.h>

#include "reader/html-article.h"
#include "reader/html-words.h"

/* A line that is longer is believed to be of the body, whatever it says. */
#define MAX_PHRASE_LINE 200
#define SHORT_LINE 100
#define LONG_LINE 120
#define N_SHINGLE 3

typedef struct
{
  xmlNode *node;
  char *text; /* (owned) with single spaces */
  char *small; /* (owned) in small letters */
  guint n_chars;
  double density; /* of links */
  gboolean is_heading;
  gboolean is_item;
} Line;

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->text);
  g_free (line->small);
}

static const char *const related_openings[] = {
  "read more", "read also", "also read", "read next", "related", "see also", "more on", "more from",
  "more:", "read:", "watch:", "watch more", "listen:", "recommended", "must read", "you may also",
  "you might also", "don't miss", "editor's pick", "lire aussi", "à lire", "lesen sie",
  "mehr zum thema", "lea también", "leia também", "leia mais", "leggi anche", "lees ook",
  "читайте также", "most read", "trending", "up next", "in case you missed", "what to read",
  "see more", "view more", "latest news", "most popular", "also see", "also:", "previous article",
  "next article", "more stories", "other stories", "top stories", "learn more", NULL,
};

static const char *const request_openings[] = {
  "subscribe", "sign up", "sign in", "log in", "follow us", "follow @", "follow the", "click here",
  "download the", "download our", "join us", "join our", "join the conversation", "get the latest",
  "get our", "like us", "share this", "share on", "share:", "tweet", "support our", "donate",
  "register", "abonnieren", "jetzt abonnieren", "abonnez-vous", "inscrivez-vous", "suscríbete",
  "iscriviti", "подписывайтесь", "stay up to date", "stay informed", "become a member",
  "enter your email", "receive our", "want more", "to read the full", "continue reading",
  "have a tip", "got a tip", "contact us", "email us", "send us", "write to", "buy now",
  "get breaking", "never miss", "find us on", "print this", "email this", NULL,
};

static const char *const small_print_openings[] = {
  "advertisement", "anzeige", "publicité", "publicidad", "story continues below", "copyright", "©",
  "(c) ", "all rights reserved", "photo:", "photos:", "image:", "images:", "foto:", "picture:",
  "source:", "sources:", "credit:", "credits:", "image credit", "photo credit", "photo by",
  "image copyright", "image caption", "media caption", "picture credit", "getty images", "file photo", "tags:", "tagged",
  "topics:", "filed under", "categories:", "posted in", "posted by", "posted on", "published:",
  "published on", "updated:", "last updated", "last modified", "first published", "share", "print",
  "email", "comments", "leave a comment", "view comments", "loading", "this article was originally",
  "this story was originally", "this article originally", "originally published", "disclaimer",
  "the views expressed", "written by", "editing by", "(reporting by", "(editing by",
  "our standards", "about the author", "quelle:", "bild:", "stand:", "tags", "more information",
  "advertising", "sponsored", "skip to", "back to top", "report a typo", "report an error", NULL,
};

/* Addresses and numbers of pages: the small print of a line. */
static gboolean
begins_with_any (const char *small, const char *const *openings)
{
  while (*small != '\0' && strchr (" [(*-–—•|>»▶►", *small) != NULL && *small != '(')
    small++;
  for (guint i = 0; openings[i] != NULL; i++)
    if (g_str_has_prefix (small, openings[i]))
      {
        gsize length = strlen (openings[i]);

        /* Whole words only. */
        if (!g_ascii_isalpha (openings[i][length - 1]) || !g_ascii_isalpha (small[length]))
          return TRUE;
      }
  return FALSE;
}

static gboolean
ends_as_sentence (const char *text)
{
  static const char *const ends[] = { ".", "!", "?", "…", "”", "\"", "。", "»", ":", ";", "’", ")", "'", "」", "؟", "।", NULL };

  for (guint i = 0; ends[i] != NULL; i++)
    if (g_str_has_suffix (text, ends[i]))
      return TRUE;

  return FALSE;
}

/* Lines ---------------------------------------------------------------------------------------- */

static gboolean
has_own_words (const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (!ob_html_is_phrasing (child))
        continue;
      if (ob_html_has_words (child))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_dropped (const xmlNode *node)
{
  return node->_private != NULL && ((ObHtmlInfo *) node->_private)->is_dropped;
}

static void
add_line (GArray *lines, xmlNode *node)
{
  ObHtmlMeasure measure = ob_html_measure (node);
  Line line = { .node = node, .text = ob_html_dup_text (node), .n_chars = measure.n_chars };

  line.small = g_utf8_strdown (line.text, -1);
  line.density = measure.n_chars > 0 ? measure.link_chars / measure.n_chars : 0;
  line.is_heading = ob_html_is_any (node, " h1 h2 h3 h4 h5 h6 ");
  line.is_item = ob_html_is (node, "li") || ob_html_has_ancestor (node, " li ", 3);
  g_array_append_val (lines, line);
}

/* The elements that hold words themselves, outermost, in order. */
static GArray *
list_lines (xmlNode *article)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gboolean skip = FALSE;

  g_array_set_clear_func (lines, line_clear);
  for (xmlNode *node = article; node != NULL; node = ob_html_next (node, article, skip))
    {
      skip = is_dropped (node);
      if (skip || node->type != XML_ELEMENT_NODE || ob_html_is_phrasing (node)
          || !has_own_words (node) || ob_html_is_any (node, " tr table tbody "))
        continue;
      add_line (lines, node);
      skip = TRUE;
    }
  return lines;
}

/* Rules ---------------------------------------------------------------------------------------- */

/* What the names of classes around a line say.  @n_all: characters of the article; what is around a
 * large part of it is the article, whatever it is called. */
static ObRole
judge_names (ObHtmlPage *page, const Line *line, const xmlNode *article, guint n_all)
{
  for (xmlNode *node = line->node; node != NULL && node != article; node = node->parent)
    {
      g_autofree char *class = ob_html_dup_class (node);
      guint n_chars;

      if (ob_html_is_any (node, " figcaption figure ") || ob_html_is (node, "caption"))
        return OB_ROLE_CAPTION;
      if (class[1] == '\0')
        continue;
      n_chars = ob_html_measure_once (page, node).n_chars;
      if (n_chars > n_all / 3 && n_chars > 600)
        continue;
      if (ob_html_words_are_caption (class) && n_chars < 1000)
        return OB_ROLE_CAPTION;
      if (ob_html_words_are_related (class))
        return OB_ROLE_RELATED;
      if (ob_html_words_are_byline (class) && n_chars < 300)
        return OB_ROLE_BYLINE;
    }
  return OB_ROLE_BODY;
}

static ObRole
judge_words (const Line *line)
{
  if (line->n_chars > MAX_PHRASE_LINE)
    return OB_ROLE_BODY;
  if (begins_with_any (line->small, related_openings)
      && (line->density > 0.3 || line->n_chars < 30 || line->is_heading))
    return OB_ROLE_RELATED;
  if (begins_with_any (line->small, request_openings)
      && (line->density > 0.1 || line->n_chars < 60 || !ends_as_sentence (line->text)))
    return OB_ROLE_CALL_TO_ACTION;
  if (begins_with_any (line->small, small_print_openings)
      && (line->n_chars < 120))
    return OB_ROLE_SMALL_PRINT;
  /* Nothing but links, and no sentence. */
  if (line->density > 0.9 && !line->is_heading && !line->is_item
      && !ends_as_sentence (line->text))
    return OB_ROLE_RELATED;

  return OB_ROLE_BODY;
}

static ObRole
get_role (ObHtmlPage *page, const Line *line)
{
  return ob_html_info (page, line->node)->role;
}

static void
set_role (ObHtmlPage *page, const Line *line, ObRole role)
{
  ob_html_info (page, line->node)->role = role;
}

static gboolean
is_prose (const Line *line)
{
  return !line->is_heading && line->n_chars >= LONG_LINE && line->density < 0.5;
}

/* Before the first paragraph: who wrote it, when, how long it takes to read. */
static void
judge_beginning (ObHtmlPage *page, GArray *lines, const char *title)
{
  guint first;

  for (first = 0; first < lines->len; first++)
    {
      const Line *line = &g_array_index (lines, Line, first);

      if (is_prose (line) && get_role (page, line) == OB_ROLE_BODY)
        break;
    }
  if (first == lines->len)
    return;
  for (guint i = 0; i < first; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if (get_role (page, line) != OB_ROLE_BODY)
        continue;
      if (title != NULL && line->n_chars < 300 && ob_html_get_similarity (title, line->text) > 0.8
          && ob_html_get_similarity (line->text, title) > 0.6)
        set_role (page, line, OB_ROLE_TITLE);
      else if (line->n_chars < SHORT_LINE && !line->is_heading && !ends_as_sentence (line->text))
        set_role (page, line, OB_ROLE_BYLINE);
    }
}

/* After the last paragraph: tags, teasers, what the author did before. */
static void
judge_end (ObHtmlPage *page, GArray *lines)
{
  for (guint i = lines->len; i > 0; i--)
    {
      const Line *line = &g_array_index (lines, Line, i - 1);

      if (get_role (page, line) != OB_ROLE_BODY)
        continue;
      if (line->is_heading || line->density > 0.5
          || (line->n_chars < SHORT_LINE && !ends_as_sentence (line->text)))
        set_role (page, line, OB_ROLE_SMALL_PRINT);
      else
        return;
    }
}

/* A heading whose section has nothing left in it. */
static void
judge_headings (ObHtmlPage *page, GArray *lines)
{
  gboolean body_follows = FALSE;
  ObRole next_role = OB_ROLE_BODY;

  for (guint i = lines->len; i > 0; i--)
    {
      const Line *line = &g_array_index (lines, Line, i - 1);
      ObRole role = get_role (page, line);

      if (role == OB_ROLE_BODY && line->is_heading && !body_follows && next_role == OB_ROLE_RELATED)
        set_role (page, line, next_role);
      body_follows = role == OB_ROLE_BODY && !line->is_heading;
      if (role != OB_ROLE_CAPTION)
        next_role = role;
    }
}

/* The text for search engines ------------------------------------------------------------------ */

static GArray *
hash_words (const char *text)
{
  GArray *hashes = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 hash = 0;
  gboolean inside = FALSE;

  for (const char *at = text;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c != 0 && g_unichar_isalnum (c))
        {
          hash = (hash ^ g_unichar_tolower (c)) * 16777619u;
          inside = TRUE;
        }
      else if (inside)
        {
          g_array_append_val (hashes, hash);
          hash = 2166136261u;
          inside = FALSE;
        }
      if (c == 0)
        return hashes;
      if (!inside)
        hash = 2166136261u;
    }
}

static gpointer
get_shingle (const GArray *hashes, guint i, guint n)
{
  guint32 hash = 17;

  for (guint k = 0; k < n; k++)
    hash = hash * 1000003u ^ g_array_index (hashes, guint32, i + k);
  return GUINT_TO_POINTER (hash);
}

/* The share of a line's shingles that are in @known. */
static double
get_share (const char *text, GHashTable *known)
{
  g_autoptr (GArray) hashes = hash_words (text);
  guint n_found = 0, n = 0;

  for (guint i = 0; i + N_SHINGLE <= hashes->len; i++, n++)
    n_found += g_hash_table_contains (known, get_shingle (hashes, i, N_SHINGLE));
  return n > 0 ? (double) n_found / n : -1;
}

/* Where the page's own text for search engines has most of the article, it has the last word on the
 * rest. */
static void
judge_by_body (ObHtmlPage *page, GArray *lines, const char *body)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) hashes = hash_words (body);
  double n_found = 0, n_all = 0;

  if (hashes->len < 80)
    return;
  for (guint i = 0; i + N_SHINGLE <= hashes->len; i++)
    g_hash_table_add (known, get_shingle (hashes, i, N_SHINGLE));
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      double share = get_share (line->text, known);

      n_all += line->n_chars;
      n_found += share > 0.5 ? line->n_chars : 0;
    }
  if (n_found < 0.6 * n_all)
    return;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      double share = get_share (line->text, known);

      if (share > 0.8)
        set_role (page, line, OB_ROLE_BODY);
      else if (share >= 0 && share < 0.2 && get_role (page, line) == OB_ROLE_BODY
               && !line->is_heading)
        set_role (page, line, OB_ROLE_RELATED);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_html_judge (ObHtmlPage *page, xmlNode *article, const char *title, const char *body)
{
  g_autoptr (GArray) lines = list_lines (article);
  guint n_all = 0;

  for (guint i = 0; i < lines->len; i++)
    n_all += g_array_index (lines, Line, i).n_chars;
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      ObRole role = judge_names (page, line, article, n_all);

      if (role == OB_ROLE_BODY)
        role = judge_words (line);
      set_role (page, line, role);
    }
  judge_beginning (page, lines, title);
  judge_end (page, lines);
  judge_headings (page, lines);
  if (body != NULL)
    judge_by_body (page, lines, body);
}
