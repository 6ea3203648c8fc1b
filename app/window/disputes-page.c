#include "window/disputes-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "window/board-view.h"
#include "window/panels.h"
#include "window/pictures-view.h"
#include "window/search-view.h"
#include "window/speakers-view.h"

struct _ObDisputesPage
{
  GtkBox parent_instance;

  GtkWidget *switcher;
  GtkWidget *parts; /* GtkStack */
  GtkWidget *board;
  GtkWidget *speakers;
  GtkWidget *pictures;
  GtkWidget *search;
};

enum
{
  PASSAGE_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObDisputesPage, ob_disputes_page, GTK_TYPE_BOX)

static void
passage_opened_cb (
  ObDisputesPage *self, gint64 article, gint64 annotation, guint start, guint end)
{
  g_signal_emit (self, signals[PASSAGE_OPENED], 0, article, annotation, start, end);
}

static void
dispute_opened_cb (ObDisputesPage *self, gint64 dispute)
{
  ob_board_view_show_dispute (OB_BOARD_VIEW (self->board), dispute);
  gtk_stack_set_visible_child_name (GTK_STACK (self->parts), "board");
}

static void
ob_disputes_page_class_init (ObDisputesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  signals[PASSAGE_OPENED] = g_signal_new (
    "passage-opened", OB_TYPE_DISPUTES_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
    4, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_UINT, G_TYPE_UINT);
  g_type_ensure (OB_TYPE_BOARD_VIEW);
  g_type_ensure (OB_TYPE_PICTURES_VIEW);
  g_type_ensure (OB_TYPE_SEARCH_VIEW);
  g_type_ensure (OB_TYPE_SPEAKERS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/disputes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ObDisputesPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, ObDisputesPage, parts);
  gtk_widget_class_bind_template_child (widget_class, ObDisputesPage, board);
  gtk_widget_class_bind_template_child (widget_class, ObDisputesPage, speakers);
  gtk_widget_class_bind_template_child (widget_class, ObDisputesPage, pictures);
  gtk_widget_class_bind_template_child (widget_class, ObDisputesPage, search);
  gtk_widget_class_bind_template_callback (widget_class, passage_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, dispute_opened_cb);
}

static void
ob_disputes_page_init (ObDisputesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ob_disputes_page_set_project (ObDisputesPage *self, ObProject *project)
{
  ob_board_view_set_project (OB_BOARD_VIEW (self->board), project);
  ob_speakers_view_set_project (OB_SPEAKERS_VIEW (self->speakers), project);
  ob_pictures_view_set_project (OB_PICTURES_VIEW (self->pictures), project);
  ob_search_view_set_project (OB_SEARCH_VIEW (self->search), project);
}

void
ob_disputes_page_show (ObDisputesPage *self, const char *part)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->parts), part);
  if (strcmp (part, "search") == 0)
    ob_search_view_search (OB_SEARCH_VIEW (self->search), NULL);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (GTK_STACK (self->parts)),
                            GTK_DIR_TAB_FORWARD);
}

void
ob_disputes_page_step_panel (ObDisputesPage *self, int step)
{
  GtkWidget *part = gtk_stack_get_visible_child (GTK_STACK (self->parts));
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (part));
  g_autoptr (GPtrArray) panels = g_ptr_array_new ();

  g_ptr_array_add (panels, self->switcher);
  for (GList *l = children; l != NULL; l = l->next)
    if (!GTK_IS_SEPARATOR (l->data))
      g_ptr_array_add (panels, l->data);

  ob_panels_step ((GtkWidget *const *) panels->pdata, panels->len, step);
}
