#include "window/articles-panel.h"

#include "window/action-table.h"
#include "window/article-model.h"
#include "window/flat-list.h"

#include <glib/gi18n.h>

struct _ObArticlesPanel
{
  GtkBox parent_instance;

  GtkWidget *filter;
  GtkWidget *scroller;
  GtkWidget *nothing; /* what an empty list says instead */
  GtkWidget *list;
  GtkWidget *menu;    /* (nullable) of the list, from its first use on; destroyed with it */

  ObProject *project;    /* (owned) (nullable) */
  ObArticleModel *model; /* (owned) */
  ObEntity selected;
  gboolean updating; /* the selection changes, but not by the user */
  guint update_source;
};

enum
{
  ARTICLE_CHOSEN,
  ARTICLE_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObArticlesPanel, ob_articles_panel, GTK_TYPE_BOX)

static void
select_row (ObArticlesPanel *self)
{
  self->updating = TRUE;
  ob_flat_list_select (self->list, ob_article_model_find (self->model, self->selected));
  self->updating = FALSE;
}

static void
show_state (ObArticlesPanel *self)
{
  gboolean empty = ob_article_model_get_n_articles (self->model) == 0;

  gtk_label_set_text (GTK_LABEL (self->nothing),
                      empty ? _("No articles yet. Add files, drop them here, or paste a text.")
                            : _("No article matches the filter."));
  gtk_widget_set_visible (self->nothing, ob_article_model_get_n_rows (self->model) == 0);
}

static void
load (ObArticlesPanel *self)
{
  self->updating = TRUE;
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), NULL);
  ob_article_model_load (self->model,
                         self->project,
                         gtk_entry_get_text (GTK_ENTRY (self->filter)));
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->model));
  self->updating = FALSE;
  select_row (self);
  show_state (self);
}

static gboolean
update_cb (gpointer user_data)
{
  ObArticlesPanel *self = user_data;

  self->update_source = 0;
  if (ob_article_model_refresh (self->model))
    gtk_widget_queue_draw (self->list);
  else
    load (self);

  return G_SOURCE_REMOVE;
}

/* Counts may wait until the key that changed them has been painted. */
static void
project_changed_cb (ObArticlesPanel *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, update_cb, self, NULL);
}

static void
filter_changed_cb (ObArticlesPanel *self)
{
  load (self);
}

static void
filter_stopped_cb (ObArticlesPanel *self)
{
  gtk_entry_set_text (GTK_ENTRY (self->filter), "");
  gtk_widget_grab_focus (self->list);
}

static void
filter_activated_cb (ObArticlesPanel *self)
{
  ObEntity first = ob_articles_panel_get_first (self);

  if (first != 0)
    g_signal_emit (self, signals[ARTICLE_OPENED], 0, first);
}

static void
selection_changed_cb (ObArticlesPanel *self)
{
  int row = ob_flat_list_get_selected (self->list);

  if (self->updating || row < 0)
    return;

  self->selected = ob_article_model_get_entity (self->model, (guint) row);
  g_signal_emit (self, signals[ARTICLE_CHOSEN], 0, self->selected);
}

static void
row_activated_cb (ObArticlesPanel *self, GtkTreePath *path)
{
  ObEntity article
    = ob_article_model_get_entity (self->model, (guint) gtk_tree_path_get_indices (path)[0]);

  g_signal_emit (self, signals[ARTICLE_OPENED], 0, article);
}

static void
render_title_cb (GtkTreeViewColumn *column,
                 GtkCellRenderer *cell,
                 GtkTreeModel *model,
                 GtkTreeIter *iter,
                 gpointer user_data)
{
  g_autofree char *title = NULL;
  g_autofree char *details = NULL;
  g_autofree char *markup = NULL;

  gtk_tree_model_get (model,
                      iter,
                      OB_ARTICLE_COLUMN_TITLE, &title,
                      OB_ARTICLE_COLUMN_DETAILS, &details,
                      -1);
  markup = g_markup_printf_escaped ("%s\n<span size='small' alpha='70%%'>%s</span>",
                                    title ? title : "",
                                    details && *details ? details : _("Source not known"));
  g_object_set (cell, "markup", markup, NULL);
}

static void
render_count_cb (GtkTreeViewColumn *column,
                 GtkCellRenderer *cell,
                 GtkTreeModel *model,
                 GtkTreeIter *iter,
                 gpointer user_data)
{
  g_autofree char *count = NULL;
  g_autofree char *state = NULL;
  g_autofree char *markup = NULL;
  const char *sign = "";

  gtk_tree_model_get (model,
                      iter,
                      OB_ARTICLE_COLUMN_COUNT, &count,
                      OB_ARTICLE_COLUMN_STATE, &state,
                      -1);
  if (g_strcmp0 (state, "done") == 0)
    sign = "✓";
  else if (g_strcmp0 (state, "in-progress") == 0)
    sign = "•";

  markup = g_markup_printf_escaped ("%s\n<span size='small' alpha='70%%'>%s</span>",
                                    sign,
                                    count ? count : "");
  g_object_set (cell, "markup", markup, NULL);
}

static gboolean
query_tooltip_cb (ObArticlesPanel *self,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  GtkTreeView *view)
{
  g_autoptr (GtkTreePath) path = NULL;
  g_autofree char *title = NULL;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;
  GtkTreeModel *model;
  GtkTreeIter iter;

  if (!gtk_tree_view_get_tooltip_context (view, &x, &y, keyboard, &model, &path, &iter))
    return FALSE;

  gtk_tree_model_get (model,
                      &iter,
                      OB_ARTICLE_COLUMN_TITLE, &title,
                      OB_ARTICLE_COLUMN_COUNT, &count,
                      -1);
  text = count ? g_strdup_printf (_("%s\nAnnotations: %s"), title, count) : g_strdup (title);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tree_view_set_tooltip_row (view, tooltip, path);

  return TRUE;
}

/* What can be done with the article that is shown. */
static void
open_menu (ObArticlesPanel *self, const GdkEvent *event)
{
  static const char *const names[]
    = { "win.article-details", "win.compare-versions", "win.article-history", "win.mark-done",
        "win.delete-article" };
  g_autoptr (GMenuModel) model = ob_action_table_build_list (names, G_N_ELEMENTS (names));

  g_clear_pointer (&self->menu, gtk_widget_destroy);
  self->menu = gtk_menu_new_from_model (model);
  gtk_menu_attach_to_widget (GTK_MENU (self->menu), self->list, NULL);
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (self->menu), event);
  else
    gtk_menu_popup_at_widget (GTK_MENU (self->menu), self->list, GDK_GRAVITY_CENTER, GDK_GRAVITY_NORTH,
                              NULL);
}

/* A click for the menu first chooses the article below it. */
static gboolean
button_pressed_cb (ObArticlesPanel *self, GdkEventButton *event)
{
  g_autoptr (GtkTreePath) path = NULL;

  if (!gdk_event_triggers_context_menu ((GdkEvent *) event)
      || !gtk_tree_view_get_path_at_pos (GTK_TREE_VIEW (self->list), (int) event->x,
                                         (int) event->y, &path, NULL, NULL, NULL))
    return GDK_EVENT_PROPAGATE;
  gtk_tree_view_set_cursor (GTK_TREE_VIEW (self->list), path, NULL, FALSE);
  open_menu (self, (GdkEvent *) event);
  return GDK_EVENT_STOP;
}

static gboolean
menu_asked_cb (ObArticlesPanel *self)
{
  if (ob_flat_list_get_selected (self->list) < 0)
    return FALSE;
  open_menu (self, NULL);
  return TRUE;
}

static void
create_list (ObArticlesPanel *self)
{
  GtkTreeViewColumn *column;
  GtkCellRenderer *title = gtk_cell_renderer_text_new ();
  GtkCellRenderer *count = gtk_cell_renderer_text_new ();
  GtkTreeView *view;

  self->list = ob_flat_list_new (_("Articles"));
  view = GTK_TREE_VIEW (self->list);
  column = ob_flat_list_add_column (self->list);
  g_object_set (title, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 8, "ypad", 5, NULL);
  g_object_set (count, "alignment", PANGO_ALIGN_RIGHT, "xalign", 1.0, "xpad", 8, NULL);
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (column), title, TRUE);
  gtk_cell_layout_pack_end (GTK_CELL_LAYOUT (column), count, FALSE);
  gtk_tree_view_column_set_cell_data_func (column, title, render_title_cb, NULL, NULL);
  gtk_tree_view_column_set_cell_data_func (column, count, render_count_cb, NULL, NULL);
  gtk_widget_set_has_tooltip (self->list, TRUE);
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);

  g_signal_connect_swapped (gtk_tree_view_get_selection (view),
                            "changed",
                            G_CALLBACK (selection_changed_cb),
                            self);
  g_signal_connect_swapped (view, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (view, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
  g_signal_connect_swapped (view, "button-press-event", G_CALLBACK (button_pressed_cb), self);
  g_signal_connect_swapped (view, "popup-menu", G_CALLBACK (menu_asked_cb), self);
}

static void
ob_articles_panel_dispose (GObject *object)
{
  ObArticlesPanel *self = OB_ARTICLES_PANEL (object);

  ob_articles_panel_set_project (self, NULL);
  g_clear_pointer (&self->menu, gtk_widget_destroy);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (ob_articles_panel_parent_class)->dispose (object);
}

static void
ob_articles_panel_class_init (ObArticlesPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_articles_panel_dispose;

  signals[ARTICLE_CHOSEN] = g_signal_new ("article-chosen", OB_TYPE_ARTICLES_PANEL,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[ARTICLE_OPENED] = g_signal_new ("article-opened", OB_TYPE_ARTICLES_PANEL,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/articles-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ObArticlesPanel, filter);
  gtk_widget_class_bind_template_child (widget_class, ObArticlesPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObArticlesPanel, nothing);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated_cb);
}

static void
ob_articles_panel_init (ObArticlesPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = ob_article_model_new ();
  create_list (self);
  load (self);
}

void
ob_articles_panel_set_project (ObArticlesPanel *self, ObProject *project)
{
  if (self->project == project)
    return;

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  self->selected = 0;
  if (project == NULL)
    {
      if (self->model != NULL && self->list != NULL)
        load (self);
      return;
    }

  g_signal_connect_swapped (project, "articles-changed", G_CALLBACK (project_changed_cb), self);
  g_signal_connect_swapped (project, "annotations-changed", G_CALLBACK (project_changed_cb), self);
  gtk_entry_set_text (GTK_ENTRY (self->filter), "");
  load (self);
}

void
ob_articles_panel_set_selected (ObArticlesPanel *self, ObEntity article)
{
  self->selected = article;
  select_row (self);
}

ObEntity
ob_articles_panel_get_neighbour (ObArticlesPanel *self, ObEntity article, int step)
{
  int row = ob_article_model_find (self->model, article);

  if (row < 0)
    return ob_articles_panel_get_first (self);
  if (row + step < 0)
    return 0;

  return ob_article_model_get_entity (self->model, (guint) (row + step));
}

ObEntity
ob_articles_panel_get_first (ObArticlesPanel *self)
{
  return ob_article_model_get_entity (self->model, 0);
}

void
ob_articles_panel_focus (ObArticlesPanel *self)
{
  gtk_widget_grab_focus (ob_article_model_get_n_rows (self->model) > 0 ? self->list
                                                                       : self->filter);
}
