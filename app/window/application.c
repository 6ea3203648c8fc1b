#include "window/application.h"

#include "obelus-config.h"

#include <glib/gi18n.h>
#include <handy.h>

#include "window/action-table.h"
#include "window/picture.h"
#include "window/settings.h"
#include "window/window.h"

struct _ObApplication
{
  GtkApplication parent_instance;

  char *picture; /* (owned) (nullable) where to draw the window before quitting */
};

G_DEFINE_FINAL_TYPE (ObApplication, ob_application, GTK_TYPE_APPLICATION)

static void
apply_style (const char *style)
{
  HdyStyleManager *manager = hdy_style_manager_get_default ();

  if (g_strcmp0 (style, "dark") == 0)
    hdy_style_manager_set_color_scheme (manager, HDY_COLOR_SCHEME_FORCE_DARK);
  else if (g_strcmp0 (style, "light") == 0)
    hdy_style_manager_set_color_scheme (manager, HDY_COLOR_SCHEME_FORCE_LIGHT);
  else
    hdy_style_manager_set_color_scheme (manager, HDY_COLOR_SCHEME_PREFER_LIGHT);
}

static void
style_changed_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_autoptr (GSettings) settings = ob_settings_new ();
  const char *style = g_variant_get_string (state, NULL);

  g_simple_action_set_state (action, state);
  apply_style (style);
  if (settings != NULL)
    g_settings_set_string (settings, "style", style);
}

static void
restore_style (ObApplication *self)
{
  g_autoptr (GSettings) settings = ob_settings_new ();
  g_autofree char *style = settings ? g_settings_get_string (settings, "style") : NULL;
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "style");

  apply_style (style);
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (style ? style : "system"));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_show_about_dialog (gtk_application_get_active_window (user_data),
                         "program-name", _("Obelus"),
                         "version", OB_VERSION,
                         "logo-icon-name", OB_APPLICATION_ID,
                         "comments",
                         _("Says of news what was claimed, by whom, and what is disputed"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Each closes its project; the last one ends the program. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static const GActionEntry actions[] = {
  { "style", NULL, "s", "'system'", style_changed_cb },
  { "about", about_cb },
  { "quit", quit_cb },
};

static void
load_css (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/obelus/Obelus/ui/obelus.css");
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
                                             GTK_STYLE_PROVIDER (provider),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
ob_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (ob_application_parent_class)->startup (application);

  hdy_init ();
  gtk_window_set_default_icon_name (OB_APPLICATION_ID);
  load_css ();
  g_action_map_add_action_entries (G_ACTION_MAP (application),
                                   actions,
                                   G_N_ELEMENTS (actions),
                                   application);
  restore_style (OB_APPLICATION (application));
  ob_action_table_set_accels (GTK_APPLICATION (application));
}

static ObWindow *
present_window (ObApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (!OB_IS_WINDOW (window))
    window = GTK_WINDOW (ob_window_new (GTK_APPLICATION (self)));
  gtk_window_present (window);

  return OB_WINDOW (window);
}

static void
ob_application_activate (GApplication *application)
{
  ObApplication *self = OB_APPLICATION (application);
  ObWindow *window = present_window (self);

  if (self->picture != NULL)
    ob_picture_take (GTK_WINDOW (window), self->picture);
}

static void
ob_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  ObWindow *window = present_window (OB_APPLICATION (application));

  ob_window_open_files (window, files, (guint) n_files);
  if (OB_APPLICATION (application)->picture != NULL)
    ob_picture_take (GTK_WINDOW (window), OB_APPLICATION (application)->picture);
}

static int
ob_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  ObApplication *self = OB_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("obelus %s\n", OB_VERSION);
      return 0;
    }

  if (g_variant_dict_lookup (options, "screenshot", "^ay", &self->picture))
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  return -1;
}

static void
ob_application_finalize (GObject *object)
{
  g_free (OB_APPLICATION (object)->picture);

  G_OBJECT_CLASS (ob_application_parent_class)->finalize (object);
}

static void
ob_application_class_init (ObApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ob_application_finalize;
  application_class->startup = ob_application_startup;
  application_class->activate = ob_application_activate;
  application_class->open = ob_application_open;
  application_class->handle_local_options = ob_application_handle_local_options;
}

static void
ob_application_init (ObApplication *self)
{
  GApplication *application = G_APPLICATION (self);

  g_application_add_main_option (application, "version", 'v', 0, G_OPTION_ARG_NONE,
                                 _("Print the version and exit"), NULL);
  g_application_add_main_option (application, "screenshot", 0, 0, G_OPTION_ARG_FILENAME,
                                 _("Draw the window into a PNG file and exit"), _("FILE"));
  g_application_set_option_context_parameter_string (application, _("[PROJECT or ARTICLE…]"));
}

ObApplication *
ob_application_new (void)
{
  return g_object_new (OB_TYPE_APPLICATION,
                       "application-id", OB_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
