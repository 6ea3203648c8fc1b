/* The context menu of an article view, in place of GTK's, which offers to cut and paste. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>

static void
append_item (GtkMenuShell *menu, const char *title, const char *action, GVariant *target)
{
  GtkWidget *item = gtk_menu_item_new_with_label (title);

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (item), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (item), action);
  gtk_menu_shell_append (menu, item);
}

static void
append_separator (GtkMenuShell *menu)
{
  gtk_menu_shell_append (menu, gtk_separator_menu_item_new ());
}

/* An item for each label of the codebook; in order, as deep as they are. */
static void
append_labels (ObArticleView *view, GtkMenuShell *menu, const char *action)
{
  ObCodebook *codebook = ob_highlights_get_codebook (view->highlights);

  for (guint i = 0; codebook != NULL && i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);
      g_autofree char *indent = g_strnfill (4 * MIN (label->depth, 8), ' ');
      g_autofree char *title = g_strconcat (indent, label->name, NULL);

      append_item (menu, title, action, g_variant_new_string (label->id));
    }
}

static void
append_submenu (ObArticleView *view, GtkMenuShell *menu, const char *title, const char *action)
{
  GtkWidget *item = gtk_menu_item_new_with_label (title);
  GtkWidget *submenu = gtk_menu_new ();

  append_labels (view, GTK_MENU_SHELL (submenu), action);
  gtk_menu_item_set_submenu (GTK_MENU_ITEM (item), submenu);
  gtk_menu_shell_append (menu, item);
}

static void
append_annotation (ObArticleView *view, GtkMenuShell *menu)
{
  append_separator (menu);
  append_item (menu, _("Fill In…"), "editor.inspect", NULL);
  append_submenu (view, menu, _("Change To"), "editor.change-label");
  append_item (menu, _("Add Selection"), "editor.add-segment", NULL);
  append_item (menu, _("Take Selection Out"), "editor.remove-segment", NULL);
  append_item (menu, _("Split Here"), "editor.split", NULL);
  append_item (menu, _("Join Next of Same Label"), "editor.join", NULL);
  append_item (menu, _("Link to Speaker"), "editor.link", NULL);
  append_item (menu, _("Choose Who Says It…"), "editor.file-speaker", NULL);
  append_item (menu, _("File Under a Dispute…"), "editor.file-dispute", NULL);
  append_item (menu, _("Use as Example of Its Label"), "editor.add-example", NULL);
  append_item (menu, _("Use as Counter-Example"), "editor.add-counter-example", NULL);
  append_item (menu, _("History of Annotation…"), "win.annotation-history", NULL);
  append_item (menu, _("Delete Annotation"), "editor.delete", NULL);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_view_fill_menu (ObArticleView *view, GtkMenuShell *menu)
{
  gtk_container_foreach (GTK_CONTAINER (menu), (GtkCallback) gtk_widget_destroy, NULL);
  append_submenu (view, menu, _("Tag As"), "editor.tag");
  if (view->current != 0)
    append_annotation (view, menu);
  append_separator (menu);
  if (ob_article_view_get_link (view, ob_article_view_get_caret (view)) != NULL)
    {
      append_item (menu, _("Open Link"), "editor.open-link", NULL);
      append_item (menu, _("Copy Address of Link"), "editor.copy-link", NULL);
    }
  append_item (menu, _("Copy with Source"), "editor.copy", NULL);
  append_item (menu, _("Copy Words Alone"), "editor.copy-words", NULL);
  gtk_widget_show_all (GTK_WIDGET (menu));
}

void
ob_article_view_place_caret_for_menu (ObArticleView *view, guint32 offset)
{
  guint32 start, end;

  if (!ob_article_view_get_selection (view, &start, &end) || offset < start || offset > end)
    ob_article_view_place_caret (view, offset, FALSE);
}
