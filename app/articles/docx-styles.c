#include "articles/docx-styles.h"

#include <string.h>

/* Styles are based on each other; more steps than this are a circle. */
#define MAX_BASES 16

#define MAX_LEVELS 9

struct _ObDocxStyles
{
  GHashTable *styles;   /* id -> w:style */
  GHashTable *lists;    /* w:numId -> w:abstractNum */
  GHashTable *counters; /* w:numId -> guint[MAX_LEVELS] */
};

/* Names of styles, in the languages of Word as far as its files keep them: they are English in the
 * file whatever the language of the program, unless somebody made them anew. */
static const struct
{
  const char *name;
  ObBlockKind kind;
  guint level;
} known[] = {
  { "title", OB_BLOCK_HEADING, 1 },
  { "subtitle", OB_BLOCK_HEADING, 2 },
  { "quote", OB_BLOCK_QUOTE, 1 },
  { "intense quote", OB_BLOCK_QUOTE, 1 },
  { "block text", OB_BLOCK_QUOTE, 1 },
  { "caption", OB_BLOCK_CAPTION, 0 },
  { "html preformatted", OB_BLOCK_PREFORMATTED, 0 },
  { "footnote text", OB_BLOCK_FOOTNOTE, 0 },
};

static guint
parse_number (const char *text)
{
  return text != NULL ? (guint) MIN (g_ascii_strtoull (text, NULL, 10), 100000) : 0;
}

static void
add_styles (ObDocxStyles *self, xmlNode *root)
{
  for (xmlNode *style = root != NULL ? root->children : NULL; style != NULL; style = style->next)
    {
      char *id = ob_xml_is (style, "style") ? ob_xml_get (style, "styleId") : NULL;

      if (id != NULL)
        g_hash_table_insert (self->styles, id, style);
    }
}

static void
add_lists (ObDocxStyles *self, xmlNode *root)
{
  g_autoptr (GHashTable) abstract = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (xmlNode *list = root != NULL ? root->children : NULL; list != NULL; list = list->next)
    {
      char *id = ob_xml_is (list, "abstractNum") ? ob_xml_get (list, "abstractNumId") : NULL;

      if (id != NULL)
        g_hash_table_insert (abstract, id, list);
    }
  for (xmlNode *list = root != NULL ? root->children : NULL; list != NULL; list = list->next)
    {
      char *id = ob_xml_is (list, "num") ? ob_xml_get (list, "numId") : NULL;
      g_autofree char *of = ob_xml_get (ob_xml_child (list, "abstractNumId"), "val");

      if (id != NULL)
        g_hash_table_insert (self->lists, id,
                             of != NULL ? g_hash_table_lookup (abstract, of) : NULL);
    }
}

/* What the style's own name, its outline or its list make of it; FALSE when nothing does. */
static gboolean
judge_style (const xmlNode *style, ObDocxStyle *result)
{
  const xmlNode *paragraph = ob_xml_child (style, "pPr");
  g_autofree char *name = ob_xml_get (ob_xml_child (style, "name"), "val");
  g_autofree char *outline = ob_xml_get (ob_xml_child (paragraph, "outlineLvl"), "val");
  g_autofree char *small = g_ascii_strdown (name != NULL ? name : "", -1);

  if (result->list == NULL)
    result->list = ob_xml_child (paragraph, "numPr");
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (small, known[i].name) == 0)
      {
        result->kind = known[i].kind;
        result->level = known[i].level;
        result->is_title = i == 0;
        return TRUE;
      }
  if (g_str_has_prefix (small, "heading ") && g_ascii_isdigit (small[8]))
    {
      result->kind = OB_BLOCK_HEADING;
      result->level = parse_number (small + 8);
      return TRUE;
    }
  if (outline != NULL && parse_number (outline) < MAX_LEVELS)
    {
      result->kind = OB_BLOCK_HEADING;
      result->level = parse_number (outline) + 1;
      return TRUE;
    }

  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

ObDocxStyles *
ob_docx_styles_new (xmlNode *styles, xmlNode *numbering)
{
  ObDocxStyles *self = g_new0 (ObDocxStyles, 1);

  self->styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  add_styles (self, styles);
  add_lists (self, numbering);
  return self;
}

void
ob_docx_styles_free (ObDocxStyles *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->styles);
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->counters);
  g_free (self);
}

ObDocxStyle
ob_docx_styles_get (const ObDocxStyles *self, const char *id)
{
  ObDocxStyle result = { OB_BLOCK_PARAGRAPH, 0, FALSE, NULL };
  g_autofree char *at = g_strdup (id);

  for (guint i = 0; i < MAX_BASES && at != NULL; i++)
    {
      const xmlNode *style = g_hash_table_lookup (self->styles, at);

      if (style == NULL || judge_style (style, &result))
        break;
      g_free (at);
      at = ob_xml_get (ob_xml_child (style, "basedOn"), "val");
    }

  return result;
}

guint
ob_docx_styles_count_item (ObDocxStyles *self, const xmlNode *list, guint *level)
{
  g_autofree char *id = ob_xml_get (ob_xml_child (list, "numId"), "val");
  g_autofree char *index = ob_xml_get (ob_xml_child (list, "ilvl"), "val");
  guint at = MIN (parse_number (index), MAX_LEVELS - 1);
  const xmlNode *abstract = id != NULL ? g_hash_table_lookup (self->lists, id) : NULL;
  guint *counter = id != NULL ? g_hash_table_lookup (self->counters, id) : NULL;

  *level = at + 1;
  if (id == NULL)
    return 0;
  if (counter == NULL)
    {
      counter = g_new0 (guint, MAX_LEVELS);
      g_hash_table_insert (self->counters, g_strdup (id), counter);
    }
  counter[at]++;
  for (guint i = at + 1; i < MAX_LEVELS; i++)
    counter[i] = 0;

  for (const xmlNode *child = abstract != NULL ? abstract->children : NULL; child != NULL;
       child = child->next)
    {
      g_autofree char *of = ob_xml_is (child, "lvl") ? ob_xml_get (child, "ilvl") : NULL;

      if (of != NULL && parse_number (of) == at)
        return ob_xml_has (ob_xml_child (child, "numFmt"), "val", "bullet") ? 0 : counter[at];
    }

  return 0;
}
