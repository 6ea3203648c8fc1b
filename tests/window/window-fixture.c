#include "window-fixture.h"

#include "window/importer.h"
#include "window/projects.h"

#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE_SECONDS 20

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

void
window_fixture_settle (void)
{
  for (guint i = 0; i < 5; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (2000);
    }
}

void
window_fixture_wait (gboolean (*probe) (WindowFixture *fixture), WindowFixture *fixture)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;

  while (!probe (fixture))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  window_fixture_settle ();
}

/* A process has one application. (transfer none) */
static ObApplication *
ensure_application (void)
{
  ObApplication *application;
  g_autoptr (GError) error = NULL;

  if (g_application_get_default () != NULL)
    return OB_APPLICATION (g_application_get_default ());

  application = ob_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));

  return application;
}

void
window_fixture_open (WindowFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("obelus-window-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->application = ensure_application ();
  fixture->window = OB_WINDOW (ob_window_new (GTK_APPLICATION (fixture->application)));
  gtk_window_resize (GTK_WINDOW (fixture->window), 1280, 820);
  gtk_window_present (GTK_WINDOW (fixture->window));
  window_fixture_settle ();
}

void
window_fixture_close (WindowFixture *fixture)
{
  ob_window_set_project (fixture->window, NULL);
  gtk_widget_destroy (GTK_WIDGET (fixture->window));
  window_fixture_settle ();
  remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

void
window_fixture_create_project (WindowFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "Test project.obelus", NULL);

  g_assert_true (ob_window_create_project (fixture->window, path) == fixture->window);
  window_fixture_settle ();
}

void
window_fixture_open_sample (WindowFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "Moscow meeting.obelus", NULL);
  g_autoptr (GError) error = NULL;

  ob_projects_create_sample (path, &error);
  g_assert_no_error (error);
  g_assert_true (ob_window_open_project (fixture->window, path) == fixture->window);
  window_fixture_settle ();
}

static gboolean
has_article (WindowFixture *fixture)
{
  return ob_window_get_project (fixture->window) != NULL
         && ob_workspace_get_article (ob_window_get_workspace (fixture->window)) != 0;
}

void
window_fixture_add_article (WindowFixture *fixture, const char *text)
{
  ob_importer_import_text (fixture->window, text);
  window_fixture_wait (has_article, fixture);
}

static GtkWidget *
find_add_button (WindowFixture *fixture)
{
  GtkWidget *dialog = g_object_get_data (G_OBJECT (fixture->window), "obelus-import-dialog");

  return dialog != NULL ? gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog),
                                                              GTK_RESPONSE_ACCEPT)
                        : NULL;
}

gboolean
window_fixture_can_add (WindowFixture *fixture)
{
  GtkWidget *button = find_add_button (fixture);

  return button != NULL && gtk_widget_get_sensitive (button);
}

void
window_fixture_add (WindowFixture *fixture)
{
  gtk_button_clicked (GTK_BUTTON (find_add_button (fixture)));
  window_fixture_settle ();
}

typedef struct
{
  GType type;
  const char *name;
  GtkWidget *found;
} Search;

static void
search_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;

  if (search->found != NULL || !gtk_widget_get_visible (widget))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (widget), search->type)
      && g_strcmp0 (atk_object_get_name (gtk_widget_get_accessible (widget)), search->name) == 0)
    search->found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), search_cb, search);
}

GtkWidget *
window_fixture_find (GtkWidget *root, GType type, const char *name)
{
  Search search = { .type = type, .name = name };

  search_cb (root, &search);

  return search.found;
}

static void
gather_cb (GtkWidget *widget, gpointer user_data)
{
  GString *text = user_data;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), gather_cb, text);
}

char *
window_fixture_dup_labels (GtkWidget *root)
{
  GString *text = g_string_new (NULL);

  gather_cb (root, text);

  return g_string_free (text, FALSE);
}

void
window_fixture_activate (WindowFixture *fixture, const char *action)
{
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, NULL);
  window_fixture_settle ();
}

void
window_fixture_key (WindowFixture *fixture, guint keyval, GdkModifierType modifiers)
{
  g_autofree GdkKeymapKey *keys = NULL;
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (fixture->window));
  int n_keys;

  if (gdk_keymap_get_entries_for_keyval (gdk_keymap_get_for_display (display),
                                         keyval,
                                         &keys,
                                         &n_keys)
      && n_keys > 0)
    event->key.hardware_keycode = (guint16) keys[0].keycode;
  event->key.window = g_object_ref (gtk_widget_get_window (GTK_WIDGET (fixture->window)));
  event->key.keyval = keyval;
  event->key.state = modifiers;
  event->key.time = GDK_CURRENT_TIME;
  gdk_event_set_device (event,
                        gdk_seat_get_keyboard (gdk_display_get_default_seat (display)));
  gtk_widget_event (GTK_WIDGET (fixture->window), event);
  gdk_event_free (event);
  window_fixture_settle ();
}

ObEntity
window_fixture_tag (WindowFixture *fixture, const char *id, guint32 start, guint32 end)
{
  ObArticleView *view = ob_workspace_get_view (ob_window_get_workspace (fixture->window));
  g_autoptr (ObCodebook) codebook
    = ob_project_ref_codebook (ob_window_get_project (fixture->window));
  const ObLabel *label = ob_codebook_find (codebook, id);
  ObEntity annotation;

  g_assert_nonnull (label);
  ob_article_view_select (view, start, end);
  annotation = ob_article_view_tag (view, label->entity);
  g_assert_cmpint (annotation, !=, 0);
  window_fixture_settle ();

  return annotation;
}
