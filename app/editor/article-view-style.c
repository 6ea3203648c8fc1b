/* The looks of an article view besides its text: style sheet, zoom, and the hint at its foot. */
#include "editor/article-accessible.h"
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

#define STYLE_SHEET "/org/obelus/Obelus/ui/editor.css"

#define MIN_ZOOM 0.6
#define MAX_ZOOM 4.0

/* Size of the text in points at zoom 1. */
#define TEXT_POINTS 13.0

/* How much larger it is to read by. */
#define READING_ZOOM 1.4

static void
update_zoom_css (ObArticleView *view)
{
  char points[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *css = NULL;

  g_ascii_formatd (points, sizeof points, "%.2f", TEXT_POINTS * view->zoom * (view->reading ? READING_ZOOM : 1.0));
  css = g_strdup_printf ("textview.article { font-size: %spt; }", points);
  gtk_css_provider_load_from_data (view->zoom_css, css, -1, NULL);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_view_add_style_sheets (ObArticleView *view)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (view));
  g_autoptr (GtkCssProvider) sheet = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (sheet, STYLE_SHEET);
  view->zoom_css = gtk_css_provider_new ();
  update_zoom_css (view);
  gtk_style_context_add_class (style, "article");
  gtk_style_context_add_provider (style, GTK_STYLE_PROVIDER (sheet),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_style_context_add_provider (style, GTK_STYLE_PROVIDER (view->zoom_css),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

void
ob_article_view_set_zoom (ObArticleView *view, double zoom)
{
  view->zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  update_zoom_css (view);
}

void
ob_article_view_update_scheme (ObArticleView *view)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (view));
  gboolean dark = ob_painter_get_scheme (view->painter) == OB_SCHEME_DARK;

  /* Either makes the style be updated once more. */
  if (dark && !gtk_style_context_has_class (style, "dark"))
    gtk_style_context_add_class (style, "dark");
  else if (!dark && gtk_style_context_has_class (style, "dark"))
    gtk_style_context_remove_class (style, "dark");
}

/* What the sticky label does, while nothing else has something to say.  (transfer full) (nullable) */
static char *
dup_sticky_hint (ObArticleView *view)
{
  const ObLabel *label
    = view->last_label != 0 ? ob_highlights_get_label (view->highlights, view->last_label) : NULL;

  if (!view->sticky)
    return NULL;
  if (label == NULL)
    return g_strdup (_("Sticky label: tag something first; Esc ends this."));
  return g_strdup_printf (_("Whatever the pointer selects becomes %s. A label's key takes another "
                            "label, Esc ends this."), label->name);
}

void
ob_article_view_set_hint (ObArticleView *view, const char *hint)
{
  g_autofree char *sticky = hint == NULL ? dup_sticky_hint (view) : NULL;

  if (sticky != NULL)
    hint = sticky;
  if (g_strcmp0 (view->hint, hint) == 0)
    return;

  g_free (view->hint);
  view->hint = g_strdup (hint);
  if (hint != NULL)
    ob_article_accessible_announce (GTK_WIDGET (view), hint);
  gtk_widget_queue_draw (GTK_WIDGET (view));
  g_object_notify (G_OBJECT (view), "hint");
}

void
ob_article_view_draw_hint (ObArticleView *view, cairo_t *cr)
{
  GtkWidget *widget = GTK_WIDGET (view);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  int width = gtk_widget_get_allocated_width (widget), text_width, text_height, box_width;
  int height = gtk_widget_get_allocated_height (widget);
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoFontDescription *font = NULL;
  double left, top;

  gtk_style_context_save (style);
  gtk_style_context_add_class (style, "hint");
  gtk_style_context_get (style, gtk_style_context_get_state (style), "font", &font, NULL);
  layout = gtk_widget_create_pango_layout (widget, view->hint);
  pango_layout_set_font_description (layout, font);
  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, MAX (width - 64, 60) * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);

  box_width = MIN (text_width, width - 64) + 32;
  left = (width - box_width) / 2;
  top = height - text_height - 36;
  gtk_render_background (style, cr, left, top, box_width, text_height + 20);
  gtk_render_frame (style, cr, left, top, box_width, text_height + 20);
  gtk_render_layout (style, cr, (width - MAX (width - 64, 60)) / 2, top + 10, layout);
  gtk_style_context_restore (style);
  pango_font_description_free (font);
}
