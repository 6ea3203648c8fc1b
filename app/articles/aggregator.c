#include "articles/aggregator.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/aggregator-rules.h"
#include "articles/copy-paragraph.h"
#include "articles/markup.h"

/* Lines before the text of an article; more, and it is none. */
#define MAX_HEAD_LINES 400

/* One kind of download, and a document that may be of it. */
typedef struct
{
  GKeyFile *rules;
  const char *group;
  const ObReading *whole;
  GPtrArray *lines;    /* (owned) char *, of its paragraphs */
  GPtrArray *articles; /* (owned) ObReading */
} Splitter;

static const struct
{
  const char *key;
  ObMetadata field;
} fields[] = {
  { "title", OB_METADATA_TITLE },           { "byline", OB_METADATA_BYLINE },
  { "outlet", OB_METADATA_OUTLET },         { "published", OB_METADATA_PUBLISHED },
  { "section", OB_METADATA_SECTION },       { "language", OB_METADATA_LANGUAGE },
  { "identifier", OB_METADATA_IDENTIFIER },
};

static const char *
get_line (const Splitter *self, guint i)
{
  return g_ptr_array_index (self->lines, i);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t")] == '\0';
}

static gboolean
matches (const Splitter *self, const char *key, const char *text)
{
  return ob_aggregator_rules_match (self->rules, self->group, key, text);
}

/* Sets a value; dates and identifiers have forms of their own. */
static void
set_field (ObDraft *draft, ObMetadata field, const char *value)
{
  while (*value == ' ' || *value == '\t')
    value++;
  if (field == OB_METADATA_PUBLISHED)
    {
      ob_aggregator_set_date (draft, value);
      return;
    }
  if (field == OB_METADATA_IDENTIFIER && g_str_has_prefix (value, "Document "))
    value += strlen ("Document ");
  if (field == OB_METADATA_BYLINE && g_ascii_strncasecmp (value, "by ", 3) == 0)
    value += 3;
  /* Names of languages are not their codes. */
  if (field != OB_METADATA_LANGUAGE)
    ob_draft_set (draft, field, value, "file");
}

static void
finish (Splitter *self, ObDraft *draft)
{
  ObReading *reading
      = ob_draft_finish (draft, self->whole != NULL ? self->whole->encoding : "HTML", NULL);

  if (reading != NULL)
    g_ptr_array_add (self->articles, reading);
}

/* Articles that are ended by a line ------------------------------------------------------------ */

/* The last line of [start, end) that is a date, with two lines before it: title and outlet. */
static guint
find_date (const Splitter *self, ObDraft *draft, guint start, guint end)
{
  for (guint i = end; i > start; i--)
    if (strstr (get_line (self, i - 1), ": ") == NULL
        && ob_aggregator_set_date (draft, get_line (self, i - 1)))
      return i - 1;

  return G_MAXUINT;
}

/* The line of [start, end) before @i that is not blank, or G_MAXUINT. */
static guint
find_before (const Splitter *self, guint start, guint i)
{
  while (i > start)
    if (!is_blank (get_line (self, --i)))
      return i;

  return G_MAXUINT;
}

static void
add_head (Splitter *self, ObDraft *draft, guint start, guint end)
{
  guint date = find_date (self, draft, start, MIN (end, start + MAX_HEAD_LINES));
  guint outlet = date != G_MAXUINT ? find_before (self, start, date) : G_MAXUINT;
  guint title = outlet != G_MAXUINT ? find_before (self, start, outlet) : G_MAXUINT;

  if (title == G_MAXUINT)
    for (title = start; title + 1 < end && is_blank (get_line (self, title));)
      title++;
  if (outlet != G_MAXUINT)
    ob_draft_set (draft, OB_METADATA_OUTLET, get_line (self, outlet), "file");
  ob_draft_set (draft, OB_METADATA_TITLE, get_line (self, title), "file");

  for (guint i = start; i < end; i++)
    {
      const char *value;

      if (i == title)
        {
          ob_draft_begin (draft, OB_BLOCK_HEADING, 1, 0, OB_ROLE_TITLE);
          ob_draft_add (draft, get_line (self, i), -1);
          ob_draft_end (draft);
          continue;
        }
      ob_copy_paragraph (draft, self->whole, i, i < title ? OB_ROLE_FURNITURE : OB_ROLE_BYLINE);
      for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
        if (i > title
            && ob_aggregator_rules_match_field (self->rules, self->group, fields[f].key,
                                                get_line (self, i), &value))
          set_field (draft, fields[f].field, value);
    }
}

/* The article in [start, end), whose text begins at @body. */
static void
add_ended (Splitter *self, guint start, guint body, guint end)
{
  g_autoptr (ObDraft) draft = ob_draft_new ();
  gboolean in_tail = FALSE;

  add_head (self, draft, start, body);
  for (guint i = body; i < end; i++)
    {
      const char *value;

      in_tail |= ob_aggregator_rules_match_field (self->rules, self->group, "tail",
                                                  get_line (self, i), &value)
                 || matches (self, "tail", get_line (self, i));
      ob_copy_paragraph (draft, self->whole, i,
                         i == body || in_tail ? OB_ROLE_FURNITURE : OB_ROLE_BODY);
    }
  finish (self, draft);
}

static void
split_ended (Splitter *self)
{
  guint start = 0, body = G_MAXUINT;

  for (guint i = 0; i < self->lines->len; i++)
    {
      if (body == G_MAXUINT && i > start && matches (self, "body", get_line (self, i)))
        body = i;
      if (!matches (self, "end", get_line (self, i)))
        continue;
      if (body != G_MAXUINT)
        add_ended (self, start, body, i);
      start = i + 1;
      body = G_MAXUINT;
    }
}

/* Articles of fields --------------------------------------------------------------------------- */

/* The name of the field that line @i begins, "HD", and where its value begins in it; NULL when it
 * begins none. */
static char *
parse_field (const Splitter *self, guint i, gsize *value)
{
  const char *line = get_line (self, i);
  gsize n = strcspn (line, "\t ");
  g_autofree char *name = g_strndup (line, n);

  if (n < 2 || n > 9 || (line[n] == ' ' && n + 1 < strlen (line) && line[n + 1] != ' '))
    return NULL;
  if (!matches (self, "known", name) || !g_ascii_isupper (*name))
    return NULL;
  *value = n + strspn (line + n, "\t ");
  return g_steal_pointer (&name);
}

static void
add_value (const Splitter *self, ObDraft *draft, const char *name, guint i, gsize value)
{
  ObSegment paragraph = ob_text_get_paragraph (self->whole->text, i);
  const char *line = get_line (self, i);
  guint32 skipped = (guint32) g_utf8_strlen (line, (gssize) value);
  gboolean is_title = matches (self, "title", name);

  if (line[value] == '\0' && value > 0)
    return;
  if (is_title)
    ob_draft_begin (draft, OB_BLOCK_HEADING, 1, 0, OB_ROLE_TITLE);
  else
    ob_draft_begin (draft, OB_BLOCK_PARAGRAPH, 0, 0,
                    matches (self, "text", name) ? OB_ROLE_BODY : OB_ROLE_FURNITURE);
  if (!is_title && !matches (self, "text", name))
    {
      ob_draft_add (draft, name, -1);
      ob_draft_add (draft, " ", 1);
    }
  ob_copy_range (draft, self->whole, paragraph.start + skipped, paragraph.end);
  ob_draft_end (draft);

  for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
    if (matches (self, fields[f].key, name))
      set_field (draft, fields[f].field, line + value);
}

static void
split_fields (Splitter *self)
{
  g_autoptr (ObDraft) draft = ob_draft_new ();
  g_autofree char *name = NULL;
  gboolean has_title = FALSE, has_text = FALSE, has_id = FALSE;

  for (guint i = 0; i < self->lines->len; i++)
    {
      gsize value = 0;
      char *next = parse_field (self, i, &value);

      if (next != NULL)
        {
          if (has_id && has_title && has_text)
            {
              finish (self, draft);
              g_clear_pointer (&draft, ob_draft_free);
              draft = ob_draft_new ();
              has_title = has_text = has_id = FALSE;
            }
          g_free (name);
          name = next;
          has_title |= matches (self, "title", name);
          has_text |= matches (self, "text", name);
          has_id |= matches (self, "identifier", name);
        }
      if (name != NULL)
        add_value (self, draft, name, i, value);
      else if (!is_blank (get_line (self, i)))
        ob_copy_paragraph (draft, self->whole, i, OB_ROLE_FURNITURE);
    }
  if (has_id && has_title && has_text)
    finish (self, draft);
}

/* Articles of classes -------------------------------------------------------------------------- */

/* The first element in @article with a class under @key. */
static xmlNode *
find_part (const Splitter *self, xmlNode *article, const char *key)
{
  g_auto (GStrv) names = ob_aggregator_rules_get (self->rules, self->group, key);

  for (guint i = 0; names[i] != NULL; i++)
    {
      xmlNode *found = ob_markup_find_class (article, names[i]);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_part (const Splitter *self, const xmlNode *node, const char *key)
{
  g_auto (GStrv) names = ob_aggregator_rules_get (self->rules, self->group, key);

  for (guint i = 0; names[i] != NULL; i++)
    if (ob_markup_has_class (node, names[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_article (const Splitter *self, const xmlNode *node)
{
  g_auto (GStrv) names = ob_aggregator_rules_get (self->rules, self->group, "article");

  for (guint i = 0; names[i] != NULL; i++)
    if (ob_xml_is (node, names[i]) || ob_markup_has_class (node, names[i]))
      return TRUE;

  return FALSE;
}

/* A line of an article's head that no class tells: a date, "Document X", the outlet after the
 * date. */
static void
judge_line (const Splitter *self, ObDraft *draft, const char *text, gboolean *after_date)
{
  g_auto (GStrv) marks = ob_aggregator_rules_get (self->rules, self->group, "identifier-line");
  gboolean has_small = FALSE;

  for (guint i = 0; marks[i] != NULL; i++)
    if (g_str_has_prefix (text, marks[i]) && strchr (text + strlen (marks[i]) + 1, ' ') == NULL)
      set_field (draft, OB_METADATA_IDENTIFIER, text);
  if (marks[0] == NULL || strlen (text) > 120)
    return;
  if (ob_draft_get (draft, OB_METADATA_PUBLISHED) == NULL && ob_aggregator_set_date (draft, text))
    {
      *after_date = TRUE;
      return;
    }
  for (const char *c = text; *c != '\0'; c++)
    has_small |= g_ascii_islower (*c);
  if (*after_date && has_small && !g_ascii_isdigit (*text))
    ob_draft_offer (draft, OB_METADATA_OUTLET, text, "file");
}

/* Whether something above @node inside @article is a part under @key. */
static gboolean
is_inside (const Splitter *self, const xmlNode *node, const xmlNode *article, const char *key)
{
  for (node = node->parent; node != NULL && node != article; node = node->parent)
    if (is_part (self, node, key))
      return TRUE;

  return FALSE;
}

static gboolean
is_line (xmlNode *node)
{
  if (!ob_xml_is (node, "div") && !ob_xml_is (node, "p") && !ob_xml_is (node, "span"))
    return FALSE;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (ob_xml_is (child, "div") || ob_xml_is (child, "p"))
      return FALSE;

  return TRUE;
}

static void
add_article (Splitter *self, xmlNode *article)
{
  g_autoptr (ObDraft) draft = ob_draft_new ();
  gboolean after_date = FALSE;

  for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
    {
      g_autofree char *text = ob_xml_dup_text (find_part (self, article, fields[f].key));

      if (text != NULL)
        set_field (draft, fields[f].field, text);
      if (text != NULL && fields[f].field == OB_METADATA_TITLE)
        {
          ob_draft_begin (draft, OB_BLOCK_HEADING, 1, 0, OB_ROLE_TITLE);
          ob_draft_add (draft, text, -1);
          ob_draft_end (draft);
        }
    }
  for (xmlNode *node = article; node != NULL; node = ob_xml_next (node, article))
    {
      g_autofree char *text = NULL;

      if (is_inside (self, node, article, "body") || is_inside (self, node, article, "title")
          || is_part (self, node, "title"))
        continue;
      if (is_part (self, node, "body"))
        {
          ob_markup_add (draft, node);
          continue;
        }
      text = is_line (node) && !is_line (node->parent) ? ob_xml_dup_text (node) : NULL;
      /* The title may be in an element of its own. */
      if (text == NULL || g_strcmp0 (text, ob_draft_get (draft, OB_METADATA_TITLE)) == 0)
        continue;
      judge_line (self, draft, text, &after_date);
      ob_draft_begin (draft, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BYLINE);
      ob_draft_add (draft, text, -1);
      ob_draft_end (draft);
    }
  finish (self, draft);
}

static void
split_classes (Splitter *self, xmlDoc *doc)
{
  xmlNode *root = xmlDocGetRootElement (doc);
  xmlNode *node = root;

  while (node != NULL)
    {
      if (is_article (self, node) && find_part (self, node, "title") != NULL
          && find_part (self, node, "body") != NULL)
        {
          add_article (self, node);
          /* Not what is inside it. */
          while (node != root && node->next == NULL)
            node = node->parent;
          node = node != root ? node->next : NULL;
          if (node != NULL && node->type != XML_ELEMENT_NODE)
            node = ob_xml_next (node, root);
        }
      else
        node = ob_xml_next (node, root);
    }
}

/* All -------------------------------------------------------------------------------------------*/

static GPtrArray *
list_lines (const ObReading *whole)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ob_text_get_n_paragraphs (whole->text); i++)
    {
      ObSegment paragraph = ob_text_get_paragraph (whole->text, i);

      g_ptr_array_add (lines, ob_text_slice (whole->text, paragraph.start, paragraph.end));
    }

  return lines;
}

static GPtrArray *
new_articles (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ob_reading_free);
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_aggregator_split (const ObReading *whole)
{
  g_autoptr (GKeyFile) rules = ob_aggregator_rules_load ();
  g_auto (GStrv) groups = g_key_file_get_groups (rules, NULL);
  g_autoptr (GPtrArray) lines = list_lines (whole);
  g_autoptr (GPtrArray) articles = new_articles ();

  for (guint i = 0; groups[i] != NULL && articles->len == 0; i++)
    {
      g_autofree char *engine = g_key_file_get_string (rules, groups[i], "engine", NULL);
      Splitter self = { rules, groups[i], whole, lines, articles };

      if (g_strcmp0 (engine, "ended") == 0)
        split_ended (&self);
      else if (g_strcmp0 (engine, "fields") == 0)
        split_fields (&self);
    }

  return articles->len > 0 ? g_steal_pointer (&articles) : NULL;
}

gboolean
ob_aggregator_is_page (GBytes *bytes)
{
  static const char *const marks[][3] = { { "titreArticle", "DocPublicationName", "<" },
                                          { "articleParagraph", "Headline", "article" },
                                          { ">HD<", ">AN<", "<" } };
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length == 0 || data[0] == 'P' || memchr (data, '<', MIN (length, 1024)) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gboolean has_all = TRUE;

      for (guint j = 0; j < 3 && has_all; j++)
        has_all = memmem (data, length, marks[i][j], strlen (marks[i][j])) != NULL;
      if (has_all)
        return TRUE;
    }

  return FALSE;
}

GPtrArray *
ob_aggregator_split_page (xmlDoc *doc)
{
  g_autoptr (GKeyFile) rules = ob_aggregator_rules_load ();
  g_auto (GStrv) groups = g_key_file_get_groups (rules, NULL);
  g_autoptr (GPtrArray) articles = new_articles ();

  for (guint i = 0; groups[i] != NULL && articles->len == 0; i++)
    {
      g_autofree char *engine = g_key_file_get_string (rules, groups[i], "engine", NULL);
      Splitter self = { rules, groups[i], NULL, NULL, articles };

      if (g_strcmp0 (engine, "classes") == 0)
        split_classes (&self, doc);
    }

  return articles->len > 0 ? g_steal_pointer (&articles) : NULL;
}
