#include "window/annotations-panel.h"

#include "editor/annotation-drag.h"
#include "window/annotation-filter.h"
#include "window/annotation-model.h"
#include "window/flat-list.h"
#include "window/label-swatch.h"

#include <glib/gi18n.h>

struct _ObAnnotationsPanel
{
  GtkBox parent_instance;

  GtkWidget *title;
  GtkWidget *filter;
  GtkWidget *nothing; /* what an empty list says instead */
  GtkWidget *scroller;
  GtkWidget *list;

  ObProject *project; /* (owned) (nullable) */
  ObEntity article;
  ObCodebook *codebook;     /* (owned) (nullable) */
  ObAnnotationModel *model; /* (owned) */
  ObEntity selected;
  GHashTable *labels;     /* (owned) (nullable): set of ObEntity: those that the text shows */
  GHashTable *annotators; /* (owned) (nullable): the same */
  GArray *several; /* (owned) ObEntity: selected together; empty for one or none */
  gboolean updating; /* the selection changes, but not by the user */
  gboolean holding;  /* the button is down on rows that are selected together: they stay so */
  guint update_source;
  guint reveal_source;
  guint32 changed_start; /* what update_source will refresh */
  guint32 changed_end;
};

enum
{
  ANNOTATION_CHOSEN,
  ANNOTATION_OPENED,
  SEVERAL_CHOSEN,
  ANNOTATIONS_DROPPED,
  ACTION_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObAnnotationsPanel, ob_annotations_panel, GTK_TYPE_BOX)

/* Selects the rows of several annotations where they are now; nothing scrolls. */
static void
select_several (ObAnnotationsPanel *self)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list));
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  ObEntity entity;

  for (guint i = 0; i < self->several->len; i++)
    g_hash_table_add (wanted,
                      GSIZE_TO_POINTER ((gsize) g_array_index (self->several, ObEntity, i)));

  gtk_tree_selection_unselect_all (selection);
  for (guint row = 0; g_hash_table_size (wanted) > 0
                      && row < ob_annotation_model_get_n_rows (self->model); row++)
    {
      entity = ob_annotation_model_get_entity (self->model, row);
      if (entity != 0 && g_hash_table_remove (wanted, GSIZE_TO_POINTER ((gsize) entity)))
        {
          g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) row, -1);

          gtk_tree_selection_select_path (selection, path);
        }
    }
}

static void
select_row (ObAnnotationsPanel *self)
{
  int row = self->selected ? ob_annotation_model_find (self->model, self->selected) : -1;

  self->updating = TRUE;
  if (self->several->len > 0)
    select_several (self);
  else
    ob_flat_list_select (self->list, row);
  self->updating = FALSE;
}

static char *
dup_title (guint n_shown, guint n_all)
{
  if (n_all == 0)
    return g_strdup (_("Annotations"));
  if (n_shown == n_all)
    return g_strdup_printf (_("Annotations (%u)"), n_all);

  /* Translators: how many annotations are shown, of how many there are. */
  return g_strdup_printf (_("Annotations (%u of %u)"), n_shown, n_all);
}

static void
show_count (ObAnnotationsPanel *self)
{
  guint n_all = ob_annotation_model_get_n_all (self->model);
  guint n_shown = ob_annotation_model_get_n_shown (self->model);
  g_autofree char *title = dup_title (n_shown, n_all);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->nothing),
                      n_all > 0 ? _("No annotation that the text shows is like this. Look for other words, or show all.")
                                : _("Nothing is tagged in this article yet. Select words and press "
                                    "the key of a label."));
  gtk_widget_set_visible (self->nothing, n_shown == 0 && self->article != 0);
}

static void
show_rows (ObAnnotationsPanel *self)
{
  show_count (self);
  select_row (self);
}

static void
read_codebook (ObAnnotationsPanel *self)
{
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  if (self->project != NULL)
    self->codebook = ob_project_ref_codebook (self->project);
}

static void
load (ObAnnotationsPanel *self)
{
  ObArrangement arrangement
    = *ob_annotation_filter_get_arrangement (OB_ANNOTATION_FILTER (self->filter));

  arrangement.labels = self->labels;
  arrangement.annotators = self->annotators;
  ob_annotation_model_set_arrangement (self->model, &arrangement);
  read_codebook (self);
  self->updating = TRUE;
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), NULL);
  ob_annotation_model_load (self->model, self->project, self->article);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->model));
  self->updating = FALSE;
  show_rows (self);
}

/* Rows have their height and the list its size only when the window has been laid out. */
static gboolean
reveal_cb (gpointer user_data)
{
  ObAnnotationsPanel *self = user_data;

  self->reveal_source = 0;
  select_row (self);

  return G_SOURCE_REMOVE;
}

static gboolean
update_cb (gpointer user_data)
{
  ObAnnotationsPanel *self = user_data;

  gboolean too_many;

  self->update_source = 0;
  read_codebook (self);
  self->updating = TRUE;
  too_many
    = ob_annotation_model_update (self->model, self->changed_start, self->changed_end);
  self->updating = FALSE;
  if (too_many)
    {
      load (self);
      return G_SOURCE_REMOVE;
    }

  ob_annotation_model_refresh (self->model, self->changed_start, self->changed_end);
  gtk_widget_queue_draw (self->list);
  show_rows (self);

  return G_SOURCE_REMOVE;
}

/* The list may wait until the key that changed it has been painted. */
static void
queue_update (ObAnnotationsPanel *self, guint32 start, guint32 end)
{
  if (self->update_source == 0)
    {
      self->changed_start = start;
      self->changed_end = end;
      self->update_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, update_cb, self, NULL);
    }

  self->changed_start = MIN (self->changed_start, start);
  self->changed_end = MAX (self->changed_end, end);
}

static void
annotations_changed_cb (ObAnnotationsPanel *self, gint64 article, guint start, guint end)
{
  if (article == 0 || article == self->article)
    queue_update (self, start, end);
}

static void
names_changed_cb (ObAnnotationsPanel *self)
{
  queue_update (self, 0, G_MAXUINT32);
}

/* The annotations of the rows that are selected; headings cannot be. */
static void
read_several (ObAnnotationsPanel *self, const GArray *rows)
{
  g_array_set_size (self->several, 0);
  for (guint i = 0; rows->len > 1 && i < rows->len; i++)
    {
      ObEntity entity
        = ob_annotation_model_get_entity (self->model, g_array_index (rows, guint, i));

      g_array_append_val (self->several, entity);
    }
}

static void
selection_changed_cb (ObAnnotationsPanel *self)
{
  g_autoptr (GArray) rows = NULL;
  gboolean had_several = self->several->len > 0;

  if (self->updating)
    return;

  rows = ob_flat_list_list_selected (self->list);
  read_several (self, rows);
  if (had_several || self->several->len > 0)
    g_signal_emit (self, signals[SEVERAL_CHOSEN], 0);
  if (rows->len != 1)
    return;

  self->selected = ob_annotation_model_get_entity (self->model, g_array_index (rows, guint, 0));
  g_signal_emit (self, signals[ANNOTATION_CHOSEN], 0, self->selected);
}

static gboolean
may_select (GtkTreeSelection *selection,
            GtkTreeModel *model,
            GtkTreePath *path,
            gboolean selected,
            gpointer user_data)
{
  const ObAnnotationsPanel *self = user_data;
  guint row = (guint) gtk_tree_path_get_indices (path)[0];

  return !self->holding && ob_annotation_model_get_entity (OB_ANNOTATION_MODEL (model), row) != 0;
}

static void
arrangement_changed_cb (ObAnnotationsPanel *self)
{
  load (self);
}

static void
row_activated_cb (ObAnnotationsPanel *self, GtkTreePath *path)
{
  ObEntity annotation
    = ob_annotation_model_get_entity (self->model, (guint) gtk_tree_path_get_indices (path)[0]);

  if (annotation != 0)
    g_signal_emit (self, signals[ANNOTATION_OPENED], 0, annotation);
}

static void
render_swatch_cb (GtkTreeViewColumn *column,
                  GtkCellRenderer *cell,
                  GtkTreeModel *model,
                  GtkTreeIter *iter,
                  gpointer user_data)
{
  ObAnnotationsPanel *self = user_data;
  cairo_surface_t *surface = NULL;
  const ObLabel *label;
  gint64 entity;

  gtk_tree_model_get (model, iter, OB_ANNOTATION_COLUMN_LABEL, &entity, -1);
  label = ob_codebook_get (self->codebook, entity);
  if (label != NULL)
    surface = ob_label_swatch_create_surface (self->list, label);
  g_object_set (cell, "surface", surface, NULL);
  g_clear_pointer (&surface, cairo_surface_destroy);
}

static void
render_text_cb (GtkTreeViewColumn *column,
                GtkCellRenderer *cell,
                GtkTreeModel *model,
                GtkTreeIter *iter,
                gpointer user_data)
{
  g_autofree char *quote = NULL;
  g_autofree char *details = NULL;
  g_autofree char *markup = NULL;
  gint64 entity;

  gtk_tree_model_get (model,
                      iter,
                      OB_ANNOTATION_COLUMN_ENTITY, &entity,
                      OB_ANNOTATION_COLUMN_QUOTE, &quote,
                      OB_ANNOTATION_COLUMN_DETAILS, &details,
                      -1);
  markup = g_markup_printf_escaped (entity == 0
                                      ? "<b>%s</b>\n<span size='small' alpha='70%%'>%s</span>"
                                      : "%s\n<span size='small' alpha='70%%'>%s</span>",
                                    quote ? quote : "",
                                    details ? details : "");
  g_object_set (cell, "markup", markup, NULL);
}

/* Dragging and keys ---------------------------------------------------------------------------- */

/* What is dragged: the row that was pressed, with those that are selected together with it. */
static GArray *
list_dragged (ObAnnotationsPanel *self)
{
  GArray *annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  if (self->several->len > 0)
    g_array_append_vals (annotations, self->several->data, self->several->len);
  else if (self->selected != 0)
    g_array_append_val (annotations, self->selected);

  return annotations;
}

static void
drag_begin_cb (ObAnnotationsPanel *self, GdkDragContext *context)
{
  g_autoptr (GArray) annotations = list_dragged (self);
  guint n = annotations->len;
  g_autofree char *words = NULL;

  self->holding = FALSE;
  if (n == 1)
    words = ob_project_dup_label_of (self->project, g_array_index (annotations, ObEntity, 0));
  else
    words = g_strdup_printf (ngettext ("%u annotation", "%u annotations", n), n);
  ob_annotation_drag_set_icon (self->list, context, words ? words : "");
}

static void
drag_data_get_cb (ObAnnotationsPanel *self, GdkDragContext *context, GtkSelectionData *data)
{
  g_autoptr (GArray) annotations = list_dragged (self);

  if (self->project != NULL)
    ob_annotation_drag_set_data (data, self->project, annotations);
}

/* A press on one of several selected rows may begin to drag them all, so that it must not select. */
static gboolean
button_pressed_cb (ObAnnotationsPanel *self, GdkEventButton *event)
{
  GtkTreeView *view = GTK_TREE_VIEW (self->list);
  g_autoptr (GtkTreePath) path = NULL;

  self->holding = FALSE;
  if (event->button != GDK_BUTTON_PRIMARY || event->type != GDK_BUTTON_PRESS
      || (event->state & gtk_accelerator_get_default_mod_mask ()) != 0 || self->several->len == 0
      || !gtk_tree_view_get_path_at_pos (view, (int) event->x, (int) event->y, &path, NULL, NULL,
                                         NULL))
    return GDK_EVENT_PROPAGATE;

  self->holding = gtk_tree_selection_path_is_selected (gtk_tree_view_get_selection (view), path);

  return GDK_EVENT_PROPAGATE;
}

/* It was a click after all: that row alone. */
static gboolean
button_released_cb (ObAnnotationsPanel *self, GdkEventButton *event)
{
  GtkTreeView *view = GTK_TREE_VIEW (self->list);
  g_autoptr (GtkTreePath) path = NULL;

  if (!self->holding)
    return GDK_EVENT_PROPAGATE;

  self->holding = FALSE;
  if (gtk_tree_view_get_path_at_pos (view, (int) event->x, (int) event->y, &path, NULL, NULL, NULL))
    gtk_tree_view_set_cursor (view, path, NULL, FALSE);

  return GDK_EVENT_PROPAGATE;
}

static gboolean
dropped_cb (GtkWidget *list, guint row, GtkSelectionData *data, gpointer user_data)
{
  ObAnnotationsPanel *self = user_data;
  ObEntity target = ob_annotation_model_get_entity (self->model, row);
  g_autoptr (GArray) annotations = ob_annotation_drag_get_data (data, self->project);

  if (annotations == NULL || target == 0)
    return FALSE;

  g_signal_emit (self, signals[ANNOTATIONS_DROPPED], 0, annotations, target);

  return TRUE;
}

/* The keys of the editor that mean the annotation, not the text. */
static gboolean
key_pressed_cb (ObAnnotationsPanel *self, GdkEventKey *event)
{
  static const struct
  {
    guint keyval;
    const char *action;
  } keys[] = {
    { GDK_KEY_p, "file-speaker" }, { GDK_KEY_u, "file-dispute" }, { GDK_KEY_l, "link" },
    { GDK_KEY_Delete, "delete" },  { GDK_KEY_KP_Delete, "delete" },
  };

  if ((event->state & gtk_accelerator_get_default_mod_mask ()) != 0
      || (self->selected == 0 && self->several->len == 0))
    return GDK_EVENT_PROPAGATE;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == event->keyval)
      {
        g_signal_emit (self, signals[ACTION_REQUESTED], 0, keys[i].action);
        return GDK_EVENT_STOP;
      }

  return GDK_EVENT_PROPAGATE;
}

static void
make_draggable (ObAnnotationsPanel *self)
{
  gtk_tree_view_enable_model_drag_source (GTK_TREE_VIEW (self->list), GDK_BUTTON1_MASK,
                                          &ob_annotation_drag_target, 1, GDK_ACTION_LINK);
  ob_flat_list_add_drop (self->list, &ob_annotation_drag_target, dropped_cb, self);
  g_signal_connect_data (self->list, "drag-begin", G_CALLBACK (drag_begin_cb), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_swapped (self->list, "drag-data-get", G_CALLBACK (drag_data_get_cb), self);
  g_signal_connect_swapped (self->list, "button-press-event", G_CALLBACK (button_pressed_cb), self);
  g_signal_connect_swapped (self->list, "button-release-event", G_CALLBACK (button_released_cb),
                            self);
  g_signal_connect_swapped (self->list, "key-press-event", G_CALLBACK (key_pressed_cb), self);
}

static void
create_list (ObAnnotationsPanel *self)
{
  GtkCellRenderer *swatch = gtk_cell_renderer_pixbuf_new ();
  GtkCellRenderer *text = gtk_cell_renderer_text_new ();
  GtkTreeViewColumn *column;
  GtkTreeView *view;

  self->list = ob_flat_list_new (_("Annotations"));
  view = GTK_TREE_VIEW (self->list);
  column = ob_flat_list_add_column (self->list);
  g_object_set (swatch, "xpad", 6, NULL);
  g_object_set (text, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 2, "ypad", 3, NULL);
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (column), swatch, FALSE);
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (column), text, TRUE);
  gtk_tree_view_column_set_cell_data_func (column, swatch, render_swatch_cb, self, NULL);
  gtk_tree_view_column_set_cell_data_func (column, text, render_text_cb, NULL, NULL);
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);
  gtk_tree_view_set_model (view, GTK_TREE_MODEL (self->model));

  gtk_tree_selection_set_mode (gtk_tree_view_get_selection (view), GTK_SELECTION_MULTIPLE);
  gtk_tree_selection_set_select_function (gtk_tree_view_get_selection (view), may_select, self,
                                          NULL);
  g_signal_connect_swapped (gtk_tree_view_get_selection (view),
                            "changed",
                            G_CALLBACK (selection_changed_cb),
                            self);
  g_signal_connect_swapped (view, "row-activated", G_CALLBACK (row_activated_cb), self);
  make_draggable (self);
}

static void
ob_annotations_panel_dispose (GObject *object)
{
  ObAnnotationsPanel *self = OB_ANNOTATIONS_PANEL (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_handle_id (&self->reveal_source, g_source_remove);
  g_clear_object (&self->project);
  g_clear_object (&self->model);
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  g_clear_pointer (&self->several, g_array_unref);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->annotators, g_hash_table_unref);

  G_OBJECT_CLASS (ob_annotations_panel_parent_class)->dispose (object);
}

static void
ob_annotations_panel_class_init (ObAnnotationsPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_annotations_panel_dispose;

  signals[ANNOTATION_CHOSEN] = g_signal_new ("annotation-chosen", OB_TYPE_ANNOTATIONS_PANEL,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[ANNOTATION_OPENED] = g_signal_new ("annotation-opened", OB_TYPE_ANNOTATIONS_PANEL,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, G_TYPE_INT64);

  signals[SEVERAL_CHOSEN] = g_signal_new ("several-chosen", OB_TYPE_ANNOTATIONS_PANEL,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ANNOTATIONS_DROPPED] = g_signal_new ("annotations-dropped", OB_TYPE_ANNOTATIONS_PANEL,
                                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                               2, G_TYPE_ARRAY, G_TYPE_INT64);
  signals[ACTION_REQUESTED] = g_signal_new ("action-requested", OB_TYPE_ANNOTATIONS_PANEL,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_STRING);

  g_type_ensure (OB_TYPE_ANNOTATION_FILTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/annotations-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ObAnnotationsPanel, title);
  gtk_widget_class_bind_template_child (widget_class, ObAnnotationsPanel, filter);
  gtk_widget_class_bind_template_child (widget_class, ObAnnotationsPanel, nothing);
  gtk_widget_class_bind_template_child (widget_class, ObAnnotationsPanel, scroller);
  gtk_widget_class_bind_template_callback (widget_class, arrangement_changed_cb);
}

static void
ob_annotations_panel_init (ObAnnotationsPanel *self)
{
  self->several = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = ob_annotation_model_new ();
  create_list (self);
  show_count (self);
}

void
ob_annotations_panel_set_article (ObAnnotationsPanel *self, ObProject *project, ObEntity article)
{
  if (self->project != project)
    {
      if (self->project != NULL)
        g_signal_handlers_disconnect_by_data (self->project, self);
      g_set_object (&self->project, project);
      if (project != NULL)
        {
          g_signal_connect_swapped (project, "annotations-changed",
                                    G_CALLBACK (annotations_changed_cb), self);
          g_signal_connect_swapped (project, "codebook-changed",
                                    G_CALLBACK (names_changed_cb), self);
          g_signal_connect_swapped (project, "directory-changed",
                                    G_CALLBACK (names_changed_cb), self);
        }
    }

  ob_annotation_filter_set_article (OB_ANNOTATION_FILTER (self->filter), project, article);
  self->article = article;
  self->selected = 0;
  g_array_set_size (self->several, 0);
  load (self);
  if (self->reveal_source == 0)
    self->reveal_source = g_idle_add_full (G_PRIORITY_LOW, reveal_cb, self, NULL);
}

/* (transfer full) (nullable) */
static GHashTable *
create_set (const GArray *entities)
{
  GHashTable *set;

  if (entities == NULL)
    return NULL;

  set = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < entities->len; i++)
    g_hash_table_add (set, GSIZE_TO_POINTER ((gsize) g_array_index (entities, ObEntity, i)));

  return set;
}

void
ob_annotations_panel_set_shown (ObAnnotationsPanel *self,
                                const GArray *labels,
                                const GArray *annotators)
{
  gboolean all = labels == NULL && annotators == NULL;

  if (all && self->labels == NULL && self->annotators == NULL)
    return;

  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->annotators, g_hash_table_unref);
  self->labels = create_set (labels);
  self->annotators = create_set (annotators);
  load (self);
}

void
ob_annotations_panel_set_selected (ObAnnotationsPanel *self, ObEntity annotation)
{
  if (self->selected == annotation && self->several->len == 0)
    return;

  self->selected = annotation;
  g_array_set_size (self->several, 0);
  select_row (self);
}

void
ob_annotations_panel_select_several (ObAnnotationsPanel *self, const GArray *annotations)
{
  g_array_set_size (self->several, 0);
  if (annotations->len > 1)
    g_array_append_vals (self->several, annotations->data, annotations->len);
  select_row (self);
}

const GArray *
ob_annotations_panel_get_several (ObAnnotationsPanel *self)
{
  return self->several;
}

void
ob_annotations_panel_focus (ObAnnotationsPanel *self)
{
  gtk_widget_grab_focus (self->list);
}
