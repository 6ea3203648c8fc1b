#include "window/workspace.h"

#include <glib/gi18n.h>
#include <handy.h>
#include <stdlib.h>

#include "editor/overview.h"
#include "window/annotations-panel.h"
#include "window/articles-panel.h"
#include "window/filing.h"
#include "window/find-bar.h"
#include "window/inspector.h"
#include "window/label-palette.h"
#include "window/labels-panel.h"
#include "window/panels.h"
#include "window/pane-handle.h"
#include "window/report.h"
#include "window/settings.h"
#include "window/status-bar.h"
#include "window/window.h"

#define ARTICLE_KEY "article"
#define CARET_KEY "caret"

struct _ObWorkspace
{
  GtkBox parent_instance;

  GtkWidget *articles_flap;
  GtkWidget *details_flap;
  GtkWidget *articles_side;
  GtkWidget *details_side;
  GtkWidget *articles_handle;
  GtkWidget *details_handle;
  GtkWidget *articles_panel;
  GtkWidget *center; /* GtkStack: "text" or "empty" */
  GtkWidget *find_bar;
  GtkWidget *scroller;
  GtkWidget *text_box;
  GtkWidget *view;
  GtkWidget *labels_panel;
  GtkWidget *inspector;
  GtkWidget *annotations_panel;
  GtkWidget *status_bar;

  ObLabelPalette *palette; /* (owned) */
  ObProject *project;      /* (owned) (nullable) */
  ObEntity article;
  ObText *text; /* (owned) (nullable) of the article */
};

enum
{
  ARTICLE_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObWorkspace, ob_workspace, GTK_TYPE_BOX)

static void
show_place (ObWorkspace *self)
{
  ob_status_bar_set_place (OB_STATUS_BAR (self->status_bar),
                           ob_article_view_get_current (OB_ARTICLE_VIEW (self->view)),
                           self->text,
                           ob_article_view_get_caret (OB_ARTICLE_VIEW (self->view)));
}

/* The annotation that the caret is on, or those that are selected together, in every panel. */
static void
show_annotations (ObWorkspace *self)
{
  const GArray *several
    = ob_annotations_panel_get_several (OB_ANNOTATIONS_PANEL (self->annotations_panel));
  ObEntity current = ob_article_view_get_current (OB_ARTICLE_VIEW (self->view));
  g_autoptr (ObAnnotation) annotation = NULL;

  if (current != 0 && self->project != NULL)
    annotation = ob_project_get_annotation (self->project, current);
  if (several->len > 1 && self->project != NULL)
    ob_inspector_set_several (OB_INSPECTOR (self->inspector), self->project, several);
  else
    ob_inspector_set_annotation (OB_INSPECTOR (self->inspector), self->project, current);
  ob_labels_panel_set_current (OB_LABELS_PANEL (self->labels_panel),
                               annotation ? annotation->label : 0);
  show_place (self);
}

/* The caret has come to another annotation: that one alone is meant. */
static void
show_current (ObWorkspace *self)
{
  ob_annotations_panel_set_selected (OB_ANNOTATIONS_PANEL (self->annotations_panel),
                                     ob_article_view_get_current (OB_ARTICLE_VIEW (self->view)));
  show_annotations (self);
}

/* Going on in the text ends what was selected together in the list. */
static void
caret_moved_cb (ObWorkspace *self)
{
  const GArray *several
    = ob_annotations_panel_get_several (OB_ANNOTATIONS_PANEL (self->annotations_panel));

  if (several->len > 0)
    show_current (self);
  else
    show_place (self);
}

static void
show_hidden (ObWorkspace *self)
{
  ObArticleView *view = OB_ARTICLE_VIEW (self->view);
  const GArray *hidden = ob_article_view_get_hidden (view);
  g_autoptr (GArray) labels = ob_article_view_list_shown_labels (view);
  g_autoptr (GArray) annotators = ob_article_view_list_shown_annotators (view);

  ob_labels_panel_set_hidden (OB_LABELS_PANEL (self->labels_panel), hidden);
  ob_annotations_panel_set_shown (OB_ANNOTATIONS_PANEL (self->annotations_panel), labels, annotators);
  ob_status_bar_set_hidden (OB_STATUS_BAR (self->status_bar), hidden->len,
                            ob_article_view_get_n_hidden_annotators (view),
                            ob_article_view_is_bare (view));
  ob_status_bar_set_hidden_parts (OB_STATUS_BAR (self->status_bar),
                                  ob_article_view_get_n_hidden_parts (OB_ARTICLE_VIEW (self->view)));
}

static void
focus_view (ObWorkspace *self)
{
  gtk_widget_grab_focus (self->view);
}

/* Where panels cover the text, choosing something in them uncovers it. */
static void
uncover_text (ObWorkspace *self)
{
  HdyFlap *flaps[] = { HDY_FLAP (self->articles_flap), HDY_FLAP (self->details_flap) };

  for (guint i = 0; i < G_N_ELEMENTS (flaps); i++)
    if (hdy_flap_get_folded (flaps[i]))
      hdy_flap_set_reveal_flap (flaps[i], FALSE);
}

static void
annotations_changed_cb (ObWorkspace *self, gint64 article)
{
  if (article == 0 || article == self->article)
    show_annotations (self);
}

/* From the project: the list follows only when the window is idle. */
static ObEntity
find_first_article (ObWorkspace *self)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (self->project);

  return articles->len > 0 ? ((ObArticle *) g_ptr_array_index (articles, 0))->entity : 0;
}

static void
articles_changed_cb (ObWorkspace *self)
{
  if (self->article != 0
      && ob_project_get_kind (self->project, self->article) == OB_KIND_ARTICLE)
    {
      g_signal_emit (self, signals[ARTICLE_SHOWN], 0);
      return;
    }

  ob_workspace_show_article (self, find_first_article (self));
}

static void
article_chosen_cb (ObWorkspace *self, gint64 article)
{
  ob_workspace_show_article (self, article);
}

static void
article_opened_cb (ObWorkspace *self, gint64 article)
{
  ob_workspace_show_article (self, article);
  uncover_text (self);
  focus_view (self);
}

static void
annotation_chosen_cb (ObWorkspace *self, gint64 annotation)
{
  ob_article_view_set_current (OB_ARTICLE_VIEW (self->view), annotation, TRUE);
}

/* Following a link may lead to the words of another annotation: the text is where it is seen. */
static void
link_followed_cb (ObWorkspace *self, gint64 annotation)
{
  annotation_chosen_cb (self, annotation);
  uncover_text (self);
  focus_view (self);
}

/* Return in the text: the annotations in the selection, where there are several, else the current. */
static void
inspect_requested_cb (ObWorkspace *self)
{
  g_autoptr (GArray) selected = ob_article_view_list_selected (OB_ARTICLE_VIEW (self->view));

  if (selected->len > 1)
    {
      ob_annotations_panel_select_several (OB_ANNOTATIONS_PANEL (self->annotations_panel), selected);
      show_annotations (self);
    }
  ob_workspace_inspect (self);
}

static void
annotation_opened_cb (ObWorkspace *self, gint64 annotation)
{
  annotation_chosen_cb (self, annotation);
  ob_workspace_inspect (self);
}

static void
label_chosen_cb (ObWorkspace *self, gint64 label)
{
  if (self->project == NULL || self->article == 0)
    return;

  focus_view (self);
  if (ob_article_view_tag (OB_ARTICLE_VIEW (self->view), label) != 0)
    ob_label_palette_remember (self->project, label);
}

static void
view_failed_cb (ObWorkspace *self, const char *message)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), OB_TYPE_WINDOW);

  /* The view has said it already. */
  if (window != NULL)
    ob_window_tell (OB_WINDOW (window), GTK_MESSAGE_ERROR, message, NULL, NULL);
}

static GdkAtom
find_uri_target (GdkDragContext *context)
{
  for (GList *l = gdk_drag_context_list_targets (context); l != NULL; l = l->next)
    if (gtk_targets_include_uri ((GdkAtom *) &l->data, 1))
      return GDK_POINTER_TO_ATOM (l->data);

  return GDK_NONE;
}

/* Files over the text are for the window to open; a text view would refuse them. */
static gboolean
drag_moved_cb (GtkWidget *view, GdkDragContext *context, int x, int y, guint time)
{
  if (find_uri_target (context) == GDK_NONE)
    return FALSE;

  gdk_drag_status (context, GDK_ACTION_COPY, time);

  return TRUE;
}

static gboolean
drag_dropped_cb (GtkWidget *view, GdkDragContext *context, int x, int y, guint time)
{
  GdkAtom target = find_uri_target (context);

  if (target == GDK_NONE)
    return FALSE;

  gtk_drag_get_data (gtk_widget_get_toplevel (view), context, target, time);

  return TRUE;
}

/* Reading wants the window for the text; the panels come back with the work. */
static void
reading_changed_cb (ObWorkspace *self, const char *name, GVariant *state)
{
  gboolean reading = g_variant_get_boolean (state);

  hdy_flap_set_reveal_flap (HDY_FLAP (self->details_flap), !reading);
  hdy_flap_set_reveal_flap (HDY_FLAP (self->articles_flap), !reading);
}

static void
likely_requested_cb (ObWorkspace *self, guint number)
{
  if (!ob_inspector_choose_likely (OB_INSPECTOR (self->inspector), number))
    ob_workspace_tell (self, _("There is no speaker to choose here."));
}

/* Where the caret is in the view's window, or the upper middle when it is scrolled away. */
static GdkRectangle
find_caret (ObWorkspace *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter caret;
  GdkRectangle place;
  int width = gtk_widget_get_allocated_width (self->view);
  int height = gtk_widget_get_allocated_height (self->view);

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &caret, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  if (place.x < 0 || place.y < 0 || place.x > width || place.y > height)
    {
      place.x = width / 2;
      place.y = height / 4;
    }

  return place;
}

/* What a command means that is for one annotation or several: those that are selected together, else
 * the current one.  (transfer full): GArray of ObEntity. */
static GArray *
list_meant (ObWorkspace *self)
{
  const GArray *several
    = ob_annotations_panel_get_several (OB_ANNOTATIONS_PANEL (self->annotations_panel));
  g_autoptr (GArray) selected = ob_article_view_list_selected (OB_ARTICLE_VIEW (self->view));
  ObEntity current = ob_article_view_get_current (OB_ARTICLE_VIEW (self->view));
  GArray *meant = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  if (several->len > 1)
    g_array_append_vals (meant, several->data, several->len);
  else if (selected->len > 1)
    g_array_append_vals (meant, selected->data, selected->len);
  else if (current != 0)
    g_array_append_val (meant, current);

  return meant;
}

/* "p" and "u": who says it, what dispute it is about. */
static void
filing_requested_cb (ObWorkspace *self, guint kind)
{
  g_autoptr (GArray) meant = list_meant (self);
  GdkRectangle place = find_caret (self);

  if (meant->len == 0)
    ob_workspace_tell (self, _("Put the caret on an annotation first."));
  else if (ob_project_is_read_only (self->project))
    ob_report_failure (GTK_WIDGET (self), ob_project_get_read_only_reason (self->project), NULL,
                       NULL);
  else
    ob_filing_choose (self->view, &place, self->project, meant, kind);
}

static void
annotations_dropped_cb (ObWorkspace *self, const GArray *annotations, gint64 target)
{
  ob_article_view_offer_link (OB_ARTICLE_VIEW (self->view), annotations, target);
}

/* Choosing what to link to is seen, and done, in the text. */
static void
action_requested_cb (ObWorkspace *self, const char *action)
{
  if (g_str_equal (action, "link"))
    focus_view (self);
  g_action_group_activate_action (ob_article_view_get_actions (OB_ARTICLE_VIEW (self->view)), action,
                                  NULL);
}

/* "v": what is shown is chosen where it is said. */
static void
show_requested_cb (ObWorkspace *self)
{
  ob_status_bar_choose_shown (OB_STATUS_BAR (self->status_bar));
}

static void
create_view (ObWorkspace *self)
{
  GtkWidget *overview;

  self->view = ob_article_view_new ();
  gtk_widget_show (self->view);
  gtk_container_add (GTK_CONTAINER (self->scroller), self->view);
  overview = ob_overview_new (OB_ARTICLE_VIEW (self->view));
  gtk_widget_show (overview);
  gtk_container_add (GTK_CONTAINER (self->text_box), overview);
  atk_object_set_name (gtk_widget_get_accessible (self->view), _("Article text"));
  ob_find_bar_set_view (OB_FIND_BAR (self->find_bar), OB_ARTICLE_VIEW (self->view));
  ob_status_bar_set_view (OB_STATUS_BAR (self->status_bar), OB_ARTICLE_VIEW (self->view));

  g_signal_connect (self->view, "drag-motion", G_CALLBACK (drag_moved_cb), NULL);
  g_signal_connect (self->view, "drag-drop", G_CALLBACK (drag_dropped_cb), NULL);
  g_signal_connect_swapped (self->view, "notify::current-annotation",
                            G_CALLBACK (show_current), self);
  g_signal_connect_swapped (self->view, "filter-changed", G_CALLBACK (show_hidden), self);
  g_signal_connect_swapped (self->view, "caret-moved", G_CALLBACK (caret_moved_cb), self);
  g_signal_connect_swapped (self->view, "failed", G_CALLBACK (view_failed_cb), self);
  g_signal_connect_swapped (self->view, "done", G_CALLBACK (ob_workspace_tell), self);
  g_signal_connect_swapped (ob_article_view_get_actions (OB_ARTICLE_VIEW (self->view)),
                            "action-state-changed::reading", G_CALLBACK (reading_changed_cb), self);
  g_signal_connect_swapped (self->view, "show-requested", G_CALLBACK (show_requested_cb), self);
  g_signal_connect_swapped (self->view, "palette-requested",
                            G_CALLBACK (ob_workspace_open_palette), self);
  g_signal_connect_swapped (self->view, "likely-requested", G_CALLBACK (likely_requested_cb), self);
  g_signal_connect_swapped (self->view, "filing-requested", G_CALLBACK (filing_requested_cb), self);
  g_signal_connect_swapped (self->view, "inspect-requested",
                            G_CALLBACK (inspect_requested_cb), self);
}

static void
create_palette (ObWorkspace *self)
{
  self->palette = ob_label_palette_new (self->view);
  g_signal_connect_swapped (self->palette, "label-chosen", G_CALLBACK (label_chosen_cb), self);
}

static void
restore_widths (ObWorkspace *self)
{
  ob_pane_handle_set_panel (OB_PANE_HANDLE (self->articles_handle), self->articles_side, FALSE);
  ob_pane_handle_set_panel (OB_PANE_HANDLE (self->details_handle), self->details_side, TRUE);
  ob_settings_bind ("articles-width", self->articles_side, "width-request");
  ob_settings_bind ("details-width", self->details_side, "width-request");
}

static void
ob_workspace_dispose (GObject *object)
{
  ObWorkspace *self = OB_WORKSPACE (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->palette);
  g_clear_object (&self->project);
  g_clear_pointer (&self->text, ob_text_unref);

  G_OBJECT_CLASS (ob_workspace_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (OB_TYPE_ANNOTATIONS_PANEL);
  g_type_ensure (OB_TYPE_ARTICLES_PANEL);
  g_type_ensure (OB_TYPE_FIND_BAR);
  g_type_ensure (OB_TYPE_INSPECTOR);
  g_type_ensure (OB_TYPE_LABELS_PANEL);
  g_type_ensure (OB_TYPE_PANE_HANDLE);
  g_type_ensure (OB_TYPE_STATUS_BAR);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/workspace.ui");
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, articles_flap);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, details_flap);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, articles_side);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, details_side);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, articles_handle);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, details_handle);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, articles_panel);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, center);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, find_bar);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, text_box);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, labels_panel);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, inspector);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, annotations_panel);
  gtk_widget_class_bind_template_child (widget_class, ObWorkspace, status_bar);
  gtk_widget_class_bind_template_callback (widget_class, article_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, article_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, annotation_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, annotation_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, annotations_dropped_cb);
  gtk_widget_class_bind_template_callback (widget_class, action_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_annotations);
  gtk_widget_class_bind_template_callback (widget_class, link_followed_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_view);
}

static void
ob_workspace_class_init (ObWorkspaceClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_workspace_dispose;

  signals[ARTICLE_SHOWN] = g_signal_new ("article-shown", OB_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  ensure_types ();
  bind_template (GTK_WIDGET_CLASS (class));
}

static void
ob_workspace_init (ObWorkspace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  create_view (self);
  create_palette (self);
  restore_widths (self);
}

/* The article that was shown when the project was left, else the first. */
static void
restore_article (ObWorkspace *self)
{
  g_autofree char *id = ob_project_get_local (self->project, ARTICLE_KEY);
  g_autofree char *caret = ob_project_get_local (self->project, CARET_KEY);
  ObEntity article = id ? ob_project_lookup (self->project, id) : 0;

  if (article == 0 || ob_project_get_kind (self->project, article) != OB_KIND_ARTICLE)
    {
      article = find_first_article (self);
      g_clear_pointer (&caret, g_free);
    }

  ob_workspace_show_article (self, article);
  if (caret != NULL && article != 0)
    {
      guint32 offset = (guint32) CLAMP (g_ascii_strtoll (caret, NULL, 10), 0, G_MAXINT);

      ob_article_view_select (OB_ARTICLE_VIEW (self->view), offset, offset);
    }
}

void
ob_workspace_set_project (ObWorkspace *self, ObProject *project)
{
  if (self->project == project)
    return;

  ob_workspace_remember (self);
  ob_workspace_show_article (self, 0);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  ob_articles_panel_set_project (OB_ARTICLES_PANEL (self->articles_panel), project);
  ob_labels_panel_set_project (OB_LABELS_PANEL (self->labels_panel), project);
  ob_status_bar_set_project (OB_STATUS_BAR (self->status_bar), project);
  if (project == NULL)
    return;

  g_signal_connect_swapped (project, "articles-changed", G_CALLBACK (articles_changed_cb), self);
  g_signal_connect_swapped (project, "annotations-changed",
                            G_CALLBACK (annotations_changed_cb), self);
  restore_article (self);
}

void
ob_workspace_remember (ObWorkspace *self)
{
  g_autofree char *id = NULL;
  g_autofree char *caret = NULL;

  if (self->project == NULL)
    return;

  ob_inspector_flush (OB_INSPECTOR (self->inspector));
  if (self->article == 0)
    return;

  id = ob_project_dup_id (self->project, self->article);
  caret = g_strdup_printf ("%u", ob_article_view_get_caret (OB_ARTICLE_VIEW (self->view)));
  ob_project_set_local (self->project, ARTICLE_KEY, id);
  ob_project_set_local (self->project, CARET_KEY, caret);
}

void
ob_workspace_flush (ObWorkspace *self)
{
  ob_inspector_flush (OB_INSPECTOR (self->inspector));
}

ObEntity
ob_workspace_get_article (ObWorkspace *self)
{
  return self->article;
}

void
ob_workspace_show_article (ObWorkspace *self, ObEntity article)
{
  g_autoptr (GError) error = NULL;

  if (article == self->article)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->center), article ? "text" : "empty");
      return;
    }

  self->article = article;
  g_clear_pointer (&self->text, ob_text_unref);
  if (article != 0)
    self->text = ob_project_get_text (self->project, article, &error);
  if (error != NULL)
    ob_report_error (GTK_WIDGET (self), error);

  gtk_stack_set_visible_child_name (GTK_STACK (self->center), article ? "text" : "empty");
  ob_article_view_set_article (OB_ARTICLE_VIEW (self->view),
                               article ? self->project : NULL,
                               article);
  ob_annotations_panel_set_article (OB_ANNOTATIONS_PANEL (self->annotations_panel),
                                    article ? self->project : NULL,
                                    article);
  ob_find_bar_update (OB_FIND_BAR (self->find_bar));
  ob_articles_panel_set_selected (OB_ARTICLES_PANEL (self->articles_panel), article);
  show_current (self);
  g_signal_emit (self, signals[ARTICLE_SHOWN], 0);
}

void
ob_workspace_step_article (ObWorkspace *self, int step)
{
  ObEntity next = ob_articles_panel_get_neighbour (OB_ARTICLES_PANEL (self->articles_panel),
                                                   self->article,
                                                   step);

  if (next != 0)
    ob_workspace_show_article (self, next);
}

ObArticleView *
ob_workspace_get_view (ObWorkspace *self)
{
  return OB_ARTICLE_VIEW (self->view);
}

GObject *
ob_workspace_get_articles_flap (ObWorkspace *self)
{
  return G_OBJECT (self->articles_flap);
}

GObject *
ob_workspace_get_details_flap (ObWorkspace *self)
{
  return G_OBJECT (self->details_flap);
}

GtkWidget *
ob_workspace_get_annotator_button (ObWorkspace *self)
{
  return ob_status_bar_get_annotator_button (OB_STATUS_BAR (self->status_bar));
}

void
ob_workspace_open_palette (ObWorkspace *self)
{
  GdkRectangle place;

  if (self->project == NULL || self->article == 0)
    return;

  place = find_caret (self);
  ob_label_palette_open (self->palette, self->project, &place);
}

void
ob_workspace_inspect (ObWorkspace *self)
{
  if (ob_inspector_get_annotation (OB_INSPECTOR (self->inspector)) == 0)
    {
      ob_workspace_tell (self, _("Put the caret on an annotation to fill it in."));
      return;
    }

  hdy_flap_set_reveal_flap (HDY_FLAP (self->details_flap), TRUE);
  ob_inspector_focus (OB_INSPECTOR (self->inspector), FALSE);
}

void
ob_workspace_find (ObWorkspace *self)
{
  ob_find_bar_open (OB_FIND_BAR (self->find_bar));
}

void
ob_workspace_find_step (ObWorkspace *self, gboolean forward)
{
  ob_find_bar_step (OB_FIND_BAR (self->find_bar), forward);
}

void
ob_workspace_step_panel (ObWorkspace *self, int step)
{
  GtkWidget *const panels[] = {
    self->articles_panel, self->find_bar, self->view, self->labels_panel, self->inspector,
    self->annotations_panel, self->status_bar,
  };

  ob_panels_step (panels, G_N_ELEMENTS (panels), step);
}

void
ob_workspace_tell (ObWorkspace *self, const char *message)
{
  ob_status_bar_tell (OB_STATUS_BAR (self->status_bar), message);
}
