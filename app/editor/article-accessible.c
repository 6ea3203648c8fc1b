#include "editor/article-accessible.h"

#include "editor/article-view.h"

struct _ObArticleAccessible
{
  GtkTextViewAccessible parent_instance;
};

static AtkTextIface *parent_text_iface;

static void ob_article_accessible_text_init (AtkTextIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ObArticleAccessible,
                               ob_article_accessible,
                               GTK_TYPE_TEXT_VIEW_ACCESSIBLE,
                               G_IMPLEMENT_INTERFACE (ATK_TYPE_TEXT, ob_article_accessible_text_init))

/* The spans that touch the character at @offset, innermost last, and the stretch around it on which
 * they are the same.  Returns: (transfer full): their labels' names, joined. */
static char *
describe_labels (ObHighlights *highlights, guint32 offset, guint32 *start, guint32 *end)
{
  GString *names = g_string_new (NULL);
  ObIntervalIter iter;
  const ObSpan *span;
  const ObIntervalIndex *index = ob_highlights_get_index (highlights);
  guint n_spans, next = ob_interval_index_find_start (index, offset + 1);
  const ObSpan *spans = ob_interval_index_get_spans (index, &n_spans);

  if (next < n_spans)
    *end = MIN (*end, spans[next].start);

  /* Spans that ended before the offset begin the stretch, those at it end it. */
  ob_interval_iter_init (&iter, index, *start, offset + 1);
  while ((span = ob_interval_iter_next (&iter)) != NULL)
    {
      const ObLabel *label = ob_highlights_get_label (highlights, span->label);

      if (span->end <= offset)
        {
          *start = MAX (*start, span->end);
          continue;
        }
      *start = MAX (*start, span->start);
      *end = MIN (*end, span->end);
      if (names->len > 0)
        g_string_append (names, "; ");
      g_string_append (names, label != NULL ? label->name : "?");
    }

  return g_string_free (names, FALSE);
}

static AtkAttributeSet *
add_attribute (AtkAttributeSet *set, const char *name, const char *value)
{
  AtkAttribute *attribute = g_new (AtkAttribute, 1);

  attribute->name = g_strdup (name);
  attribute->value = g_strdup (value);
  return g_slist_prepend (set, attribute);
}

/* What the paragraph at @offset is, and where a link leads: GTK says only how letters look.  A run
 * that is alike ends where the block does. */
static AtkAttributeSet *
add_structure (AtkAttributeSet *set, ObArticleView *view, guint32 offset, guint32 *start, guint32 *end)
{
  const ObFormatting *formatting = ob_article_view_get_formatting (view);
  const ObText *text = ob_highlights_get_text (ob_article_view_get_highlights (view));
  const ObBlock *block;
  const char *address;

  if (formatting == NULL)
    return set;

  block = ob_formatting_find_block (formatting, offset);
  if (block != NULL)
    {
      char level[16];

      g_snprintf (level, sizeof level, "%u", block->level);
      *start = MAX (*start, block->start);
      *end = MIN (*end, block->end + 1);
      set = add_attribute (set, "structure", ob_block_kind_get_name (block->kind));
      if (block->level > 0)
        set = add_attribute (set, "level", level);
      if (block->role != OB_ROLE_BODY)
        set = add_attribute (set, "role", ob_role_get_name (block->role));
    }
  address = ob_formatting_get_link (formatting, text, offset);
  if (address != NULL)
    set = add_attribute (set, "link", address);

  return set;
}

/* Overrides ------------------------------------------------------------------------------------ */

static AtkAttributeSet *
ob_article_accessible_get_run_attributes (AtkText *text, int offset, int *start, int *end)
{
  GtkWidget *widget = gtk_accessible_get_widget (GTK_ACCESSIBLE (text));
  AtkAttributeSet *set = parent_text_iface->get_run_attributes (text, offset, start, end);
  ObHighlights *highlights;
  guint32 from, to;
  g_autofree char *labels = NULL;

  if (widget == NULL || offset < 0)
    return set;

  highlights = ob_article_view_get_highlights (OB_ARTICLE_VIEW (widget));
  from = (guint32) MAX (*start, 0);
  to = *end > 0 ? (guint32) *end : ob_text_get_length (ob_highlights_get_text (highlights));
  labels = describe_labels (highlights, (guint32) offset, &from, &to);
  set = add_structure (set, OB_ARTICLE_VIEW (widget), (guint32) offset, &from, &to);
  *start = (int) from;
  *end = (int) to;
  if (*labels != '\0')
    set = add_attribute (set, "labels", labels);

  return set;
}

static void
ob_article_accessible_text_init (AtkTextIface *iface)
{
  parent_text_iface = g_type_interface_peek_parent (iface);
  iface->get_run_attributes = ob_article_accessible_get_run_attributes;
}

static void
ob_article_accessible_class_init (ObArticleAccessibleClass *class)
{
}

static void
ob_article_accessible_init (ObArticleAccessible *accessible)
{
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_accessible_announce (GtkWidget *widget, const char *message)
{
  AtkObject *accessible = gtk_widget_get_accessible (widget);

  /* Since ATK 2.46. */
  if (g_signal_lookup ("announcement", G_OBJECT_TYPE (accessible)) != 0)
    g_signal_emit_by_name (accessible, "announcement", message);
}
