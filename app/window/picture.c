#include "window/picture.h"

#include <glib/gi18n.h>

/* Frames that are drawn before: the first ones still measure the text. */
#define N_FRAMES 6

typedef struct
{
  GtkWindow *window; /* (unowned): the callbacks go with it */
  char *path;        /* (owned) */
  guint n_frames;
} Picture;

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_free (picture->path);
  g_free (picture);
}

gboolean
ob_picture_draw (GtkWidget *window, const char *path)
{
  int width = gtk_widget_get_allocated_width (window);
  int height = gtk_widget_get_allocated_height (window);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  gtk_container_check_resize (GTK_CONTAINER (window));
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  gtk_widget_draw (window, cr);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);

  return status == CAIRO_STATUS_SUCCESS;
}

static gboolean
take_cb (gpointer user_data)
{
  Picture *picture = user_data;

  if (!ob_picture_draw (GTK_WIDGET (picture->window), picture->path))
    g_printerr (_("The picture “%s” could not be written.\n"), picture->path);
  gtk_window_close (picture->window);

  return G_SOURCE_REMOVE;
}

/* Counts frames, then waits until everything more urgent than drawing has been done. */
static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Picture *picture = user_data;

  gtk_widget_queue_draw (widget);
  if (++picture->n_frames < N_FRAMES)
    return G_SOURCE_CONTINUE;

  g_idle_add_full (G_PRIORITY_LOW, take_cb, picture, picture_free);

  return G_SOURCE_REMOVE;
}

void
ob_picture_take (GtkWindow *window, const char *path)
{
  Picture *picture = g_new0 (Picture, 1);

  g_object_set (gtk_widget_get_settings (GTK_WIDGET (window)),
                "gtk-enable-animations", FALSE,
                "gtk-cursor-blink", FALSE,
                NULL);
  picture->window = window;
  picture->path = g_strdup (path);
  gtk_widget_add_tick_callback (GTK_WIDGET (window), frame_cb, picture, NULL);
}
