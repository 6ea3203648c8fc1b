/* What a screen reader learns of an article view: besides what GTK tells, the labels of every stretch
 * of text ("labels: Claim; Speaker"), and when the caret comes to an annotation or leaves it. */
#pragma once

#include <gtk/gtk-a11y.h>

G_BEGIN_DECLS

#define OB_TYPE_ARTICLE_ACCESSIBLE (ob_article_accessible_get_type ())
G_DECLARE_FINAL_TYPE (ObArticleAccessible, ob_article_accessible, OB, ARTICLE_ACCESSIBLE, GtkTextViewAccessible)

/* Says @message through the screen reader, where it listens to such; @widget is who says it. */
void ob_article_accessible_announce (GtkWidget *widget, const char *message);

G_END_DECLS
