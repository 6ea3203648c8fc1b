#include "window/start-page.h"

#include "window/describe.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_RECENT 6

struct _ObStartPage
{
  GtkBox parent_instance;

  GtkWidget *recent_box;
  GtkWidget *recent_list;
};

enum
{
  PROJECT_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObStartPage, ob_start_page, GTK_TYPE_BOX)

static gboolean
is_project (GtkRecentInfo *info)
{
  const char *uri = gtk_recent_info_get_uri (info);

  return g_str_has_suffix (uri, ".obelus") && g_str_has_prefix (uri, "file://")
         && gtk_recent_info_exists (info);
}

static int
compare_recent (gconstpointer a, gconstpointer b)
{
  gint64 visited_a = gtk_recent_info_get_modified ((GtkRecentInfo *) a);
  gint64 visited_b = gtk_recent_info_get_modified ((GtkRecentInfo *) b);

  return (visited_a < visited_b) - (visited_a > visited_b);
}

static GtkWidget *
create_row (GtkRecentInfo *info)
{
  g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *when
    = ob_describe_time ((gint64) gtk_recent_info_get_modified (info) * G_USEC_PER_SEC);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *name, *place, *time;

  base[strlen (base) - strlen (".obelus")] = '\0';
  name = gtk_label_new (base);
  place = gtk_label_new (folder);
  time = gtk_label_new (when);
  g_object_set (name, "xalign", 0.0, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  g_object_set (place, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_START, NULL);
  gtk_style_context_add_class (gtk_widget_get_style_context (place), "obelus-small");
  gtk_style_context_add_class (gtk_widget_get_style_context (time), "obelus-small");
  gtk_grid_attach (GTK_GRID (grid), name, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), time, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), place, 0, 1, 2, 1);
  g_object_set (grid, "margin", 10, "column-spacing", 12, NULL);
  gtk_container_add (GTK_CONTAINER (row), grid);
  gtk_widget_set_tooltip_text (row, path);
  atk_object_set_name (gtk_widget_get_accessible (row), base);
  atk_object_set_description (gtk_widget_get_accessible (row), path);
  g_object_set_data_full (G_OBJECT (row), "obelus-path", g_steal_pointer (&path), g_free);
  gtk_widget_show_all (row);

  return row;
}

static void
load_recent (ObStartPage *self)
{
  GList *infos = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint n = 0;

  gtk_container_foreach (GTK_CONTAINER (self->recent_list), (GtkCallback) gtk_widget_destroy, NULL);
  infos = g_list_sort (infos, compare_recent);
  for (GList *l = infos; l != NULL && n < MAX_RECENT; l = l->next)
    if (is_project (l->data))
      {
        gtk_container_add (GTK_CONTAINER (self->recent_list), create_row (l->data));
        n++;
      }

  g_list_free_full (infos, (GDestroyNotify) gtk_recent_info_unref);
  gtk_widget_set_visible (self->recent_box, n > 0);
}

static void
row_activated_cb (ObStartPage *self, GtkListBoxRow *row)
{
  g_signal_emit (self,
                 signals[PROJECT_CHOSEN],
                 0,
                 g_object_get_data (G_OBJECT (row), "obelus-path"));
}

static void
ob_start_page_class_init (ObStartPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  signals[PROJECT_CHOSEN] = g_signal_new ("project-chosen", OB_TYPE_START_PAGE,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ObStartPage, recent_box);
  gtk_widget_class_bind_template_child (widget_class, ObStartPage, recent_list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ob_start_page_init (ObStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  atk_object_set_name (gtk_widget_get_accessible (self->recent_list), _("Recent projects"));
  g_signal_connect_object (gtk_recent_manager_get_default (),
                           "changed",
                           G_CALLBACK (load_recent),
                           self,
                           G_CONNECT_SWAPPED);
  load_recent (self);
}
