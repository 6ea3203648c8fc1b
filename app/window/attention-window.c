#include "window/attention-window.h"

#include <glib/gi18n.h>

#include "store/strays.h"
#include "window/flat-list.h"

#define OB_TYPE_ATTENTION_WINDOW (ob_attention_window_get_type ())
G_DECLARE_FINAL_TYPE (ObAttentionWindow, ob_attention_window, OB, ATTENTION_WINDOW, GtkDialog)

struct _ObAttentionWindow
{
  GtkDialog parent_instance;

  GtkWidget *stack; /* "list" or "none" */
  GtkWidget *summary;
  GtkWidget *scroller;
  GtkWidget *reason;
  GtkWidget *error;
  GtkWidget *go_button;
  GtkWidget *move_button;
  GtkWidget *dismiss_button;
  GtkWidget *list;
  GtkListStore *rows;

  ObWindow *window;   /* (unowned): this is destroyed with it */
  ObProject *project; /* (owned) */
  GPtrArray *strays;  /* (owned) ObStray, those of the list in its order */
};

G_DEFINE_FINAL_TYPE (ObAttentionWindow, ob_attention_window, GTK_TYPE_DIALOG)

enum
{
  COLUMN_QUOTE,
  COLUMN_ARTICLE,
};

/* (nullable) */
static const ObStray *
get_selected (ObAttentionWindow *self)
{
  int row = ob_flat_list_get_selected (self->list);

  return row >= 0 && (guint) row < self->strays->len ? self->strays->pdata[row] : NULL;
}

static void
show_error (ObAttentionWindow *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->error), sentence);
  gtk_widget_set_visible (self->error, *sentence != '\0');
}

static void
show_selected (ObAttentionWindow *self)
{
  const ObStray *stray = get_selected (self);
  gboolean can_write = !ob_project_is_read_only (self->project);

  gtk_label_set_text (GTK_LABEL (self->reason), stray != NULL ? stray->reason : "");
  gtk_widget_set_sensitive (self->go_button, stray != NULL);
  gtk_widget_set_sensitive (self->move_button, stray != NULL && can_write);
  gtk_widget_set_sensitive (self->dismiss_button, stray != NULL && can_write);
  show_error (self, "");
}

/* The list ------------------------------------------------------------------------------------- */

static void
take_open (ObAttentionWindow *self)
{
  g_autoptr (GPtrArray) all = ob_project_list_strays (self->project);

  g_ptr_array_set_free_func (all, NULL);
  g_ptr_array_set_size (self->strays, 0);
  for (guint i = 0; i < all->len; i++)
    {
      ObStray *stray = all->pdata[i];

      if (stray->resolved)
        ob_stray_free (stray);
      else
        g_ptr_array_add (self->strays, stray);
    }
}

static void
add_row (ObAttentionWindow *self, const ObStray *stray)
{
  g_autofree char *article
    = stray->article != 0 ? ob_project_dup_label_of (self->project, stray->article) : NULL;
  g_autofree char *quote = g_strdup (stray->quote != NULL && *stray->quote != '\0'
                                       ? stray->quote
                                       : _("A passage without words"));

  g_strdelimit (quote, "\n", ' ');
  gtk_list_store_insert_with_values (self->rows, NULL, -1, COLUMN_QUOTE, quote, COLUMN_ARTICLE,
                                     article != NULL ? article : _("Article not known"), -1);
}

/* What is done with one brings the next to its place. */
static void
fill (ObAttentionWindow *self)
{
  int row = MAX (ob_flat_list_get_selected (self->list), 0);
  g_autofree char *summary = NULL;

  gtk_list_store_clear (self->rows);
  take_open (self);
  for (guint i = 0; i < self->strays->len; i++)
    add_row (self, self->strays->pdata[i]);
  summary = g_strdup_printf (ngettext ("%u annotation needs attention",
                                       "%u annotations need attention", self->strays->len),
                             self->strays->len);
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    self->strays->len > 0 ? "list" : "none");
  if (self->strays->len > 0)
    ob_flat_list_select (self->list, MIN (row, (int) self->strays->len - 1));
  show_selected (self);
}

/* What can be done ------------------------------------------------------------------------------ */

static void
go_clicked_cb (ObAttentionWindow *self)
{
  const ObStray *stray = get_selected (self);
  ObWorkspace *workspace = ob_window_get_workspace (self->window);
  ObEntity entity = stray != NULL ? ob_stray_get_annotation (self->project, stray) : 0;
  g_autoptr (ObAnnotation) annotation
    = entity != 0 ? ob_project_get_annotation (self->project, entity) : NULL;

  if (stray == NULL)
    return;
  ob_window_show_page (self->window, "read");
  if (annotation != NULL)
    {
      ob_workspace_show_article (workspace, annotation->article);
      ob_article_view_set_current (ob_workspace_get_view (workspace), annotation->entity, TRUE);
    }
  else if (stray->article != 0)
    ob_workspace_show_article (workspace, stray->article);
  else
    {
      show_error (self, _("It is not known which article this belongs to."));
      return;
    }
  show_error (self, "");
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_grab_focus (GTK_WIDGET (ob_workspace_get_view (workspace)));
}

static void
move_clicked_cb (ObAttentionWindow *self)
{
  const ObStray *stray = get_selected (self);
  ObArticleView *view = ob_workspace_get_view (ob_window_get_workspace (self->window));
  ObEntity article = ob_article_view_get_article (view), moved;
  g_autoptr (GArray) target = ob_article_view_get_target (view);
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (stray == NULL)
    return;
  if (article == 0 || target->len == 0)
    {
      show_error (self, _("Select the words in the article first; this list can stay open beside it."));
      return;
    }

  edit = ob_edit_new (self->project, _("Move annotation to other words"));
  moved = ob_edit_reattach_stray (edit, stray, article, target, &error);
  if (moved == 0 || !ob_edit_commit (edit, &error))
    {
      show_error (self, error->message);
      return;
    }
  ob_article_view_set_current (view, ob_edit_resolve (edit, moved), FALSE);
}

static void
dismiss_clicked_cb (ObAttentionWindow *self)
{
  const ObStray *stray = get_selected (self);
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (stray == NULL)
    return;
  edit = ob_edit_new (self->project, _("Take off what needs attention"));
  if (!ob_edit_set_stray_resolved (edit, stray->entity, TRUE, &error)
      || !ob_edit_commit (edit, &error))
    show_error (self, error->message);
}

/* The widgets ----------------------------------------------------------------------------------- */

static void
text_cb (GtkTreeViewColumn *column,
         GtkCellRenderer *cell,
         GtkTreeModel *model,
         GtkTreeIter *iter,
         gpointer data)
{
  g_autofree char *quote = NULL, *article = NULL, *markup = NULL;

  gtk_tree_model_get (model, iter, COLUMN_QUOTE, &quote, COLUMN_ARTICLE, &article, -1);
  markup = g_markup_printf_escaped (
    "%s\n<span size=\"smaller\" alpha=\"75%%\">%s</span>", quote != NULL ? quote : "",
    article != NULL ? article : "");
  g_object_set (cell, "markup", markup, NULL);
}

static void
create_list (ObAttentionWindow *self)
{
  GtkCellRenderer *cell = gtk_cell_renderer_text_new ();
  GtkTreeViewColumn *column;

  self->list = ob_flat_list_new (_("Needs attention"));
  column = ob_flat_list_add_column (self->list);
  g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 8, "ypad", 5, NULL);
  gtk_cell_renderer_text_set_fixed_height_from_font (GTK_CELL_RENDERER_TEXT (cell), 2);
  gtk_tree_view_column_pack_start (column, cell, TRUE);
  gtk_tree_view_column_set_cell_data_func (column, cell, text_cb, NULL, NULL);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->rows));
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);
  g_signal_connect_object (gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list)), "changed",
                           G_CALLBACK (show_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (go_clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
ob_attention_window_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
ob_attention_window_dispose (GObject *object)
{
  ObAttentionWindow *self = OB_ATTENTION_WINDOW (object);

  if (self->window != NULL)
    g_object_set_data (G_OBJECT (self->window), "obelus-attention", NULL);
  g_clear_weak_pointer (&self->window);
  g_ptr_array_set_size (self->strays, 0);

  G_OBJECT_CLASS (ob_attention_window_parent_class)->dispose (object);
}

static void
ob_attention_window_finalize (GObject *object)
{
  ObAttentionWindow *self = OB_ATTENTION_WINDOW (object);

  g_clear_object (&self->project);
  g_ptr_array_unref (self->strays);

  G_OBJECT_CLASS (ob_attention_window_parent_class)->finalize (object);
}

static void
ob_attention_window_class_init (ObAttentionWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_attention_window_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_attention_window_finalize;
  GTK_DIALOG_CLASS (class)->response = ob_attention_window_response;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/attention-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ObAttentionWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ObAttentionWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, ObAttentionWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObAttentionWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, ObAttentionWindow, error);
  gtk_widget_class_bind_template_child (widget_class, ObAttentionWindow, go_button);
  gtk_widget_class_bind_template_child (widget_class, ObAttentionWindow, move_button);
  gtk_widget_class_bind_template_child (widget_class, ObAttentionWindow, dismiss_button);
  gtk_widget_class_bind_template_child (widget_class, ObAttentionWindow, rows);
  gtk_widget_class_bind_template_callback (widget_class, go_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_clicked_cb);
}

static void
ob_attention_window_init (ObAttentionWindow *self)
{
  self->strays = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_stray_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_attention_window_open (ObWindow *window)
{
  ObProject *project = ob_window_get_project (window);
  ObAttentionWindow *self = g_object_get_data (G_OBJECT (window), "obelus-attention");

  if (self == NULL)
    {
      self = g_object_new (OB_TYPE_ATTENTION_WINDOW,
                           "use-header-bar", TRUE,
                           "transient-for", window,
                           "destroy-with-parent", TRUE,
                           NULL);
      g_set_weak_pointer (&self->window, window);
      g_object_set_data (G_OBJECT (window), "obelus-attention", self);
      self->project = g_object_ref (project);
      create_list (self);
      g_signal_connect_object (project, "history-changed", G_CALLBACK (fill), self,
                               G_CONNECT_SWAPPED);
      fill (self);
    }
  gtk_window_present (GTK_WINDOW (self));
  if (self->strays->len > 0)
    gtk_widget_grab_focus (self->list);
}

void
ob_attention_window_close (ObWindow *window)
{
  ObAttentionWindow *self = g_object_get_data (G_OBJECT (window), "obelus-attention");

  if (self != NULL)
    gtk_widget_destroy (GTK_WIDGET (self));
}
