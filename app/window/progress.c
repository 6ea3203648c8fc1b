#include "window/progress.h"

#include <glib/gi18n.h>

/* Work that takes less is not worth a flicker. */
#define DELAY_MS 300
/* How often the display follows the worker. */
#define INTERVAL_MS 100

struct _ObProgress
{
  GObject parent_instance;

  ObWindow *window; /* (unowned) (nullable) */
  GCancellable *cancellable;
  GtkWidget *bar; /* (unowned) (nullable) GtkInfoBar, owned by the window */
  GtkWidget *fraction_bar;
  guint source;

  GMutex mutex; /* protects what follows */
  double done;
  char *title;
};

G_DEFINE_FINAL_TYPE (ObProgress, ob_progress, G_TYPE_OBJECT)

static void
show (ObProgress *self)
{
  g_mutex_lock (&self->mutex);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->fraction_bar), CLAMP (self->done, 0, 1));
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->fraction_bar), self->title);
  g_mutex_unlock (&self->mutex);
}

static void
response_cb (ObProgress *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
create_bar (ObProgress *self)
{
  GtkWidget *bar = gtk_info_bar_new ();
  GtkWidget *fraction_bar = gtk_progress_bar_new ();
  GtkWidget *content = gtk_info_bar_get_content_area (GTK_INFO_BAR (bar));

  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (fraction_bar), TRUE);
  gtk_progress_bar_set_ellipsize (GTK_PROGRESS_BAR (fraction_bar), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_valign (fraction_bar, GTK_ALIGN_CENTER);
  atk_object_set_name (gtk_widget_get_accessible (fraction_bar), _("Progress"));
  gtk_box_pack_start (GTK_BOX (content), fraction_bar, TRUE, TRUE, 0);
  gtk_info_bar_add_button (GTK_INFO_BAR (bar), _("_Cancel"), GTK_RESPONSE_CANCEL);
  g_signal_connect_object (bar, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_show_all (bar);
  self->fraction_bar = fraction_bar;
  g_set_weak_pointer (&self->bar, bar);
  ob_window_add_bar (self->window, bar);
}

static gboolean
follow_cb (gpointer user_data)
{
  ObProgress *self = user_data;

  if (self->window == NULL || (self->bar == NULL && self->fraction_bar != NULL))
    {
      self->source = 0;
      return G_SOURCE_REMOVE;
    }

  if (self->bar == NULL)
    {
      create_bar (self);
      show (self);
      self->source = g_timeout_add (INTERVAL_MS, follow_cb, self);
      return G_SOURCE_REMOVE;
    }
  show (self);

  return G_SOURCE_CONTINUE;
}

static void
ob_progress_dispose (GObject *object)
{
  ObProgress *self = OB_PROGRESS (object);

  ob_progress_end (self);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (ob_progress_parent_class)->dispose (object);
}

static void
ob_progress_finalize (GObject *object)
{
  ObProgress *self = OB_PROGRESS (object);

  g_free (self->title);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (ob_progress_parent_class)->finalize (object);
}

static void
ob_progress_class_init (ObProgressClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_progress_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_progress_finalize;
}

static void
ob_progress_init (ObProgress *self)
{
  g_mutex_init (&self->mutex);
}

ObProgress *
ob_progress_new (ObWindow *window, const char *title, GCancellable *cancellable)
{
  ObProgress *self = g_object_new (OB_TYPE_PROGRESS, NULL);

  g_set_weak_pointer (&self->window, window);
  self->cancellable = g_object_ref (cancellable);
  self->title = g_strdup (title);
  self->source = g_timeout_add (DELAY_MS, follow_cb, self);

  return self;
}

void
ob_progress_set (ObProgress *self, double done, const char *title)
{
  g_mutex_lock (&self->mutex);
  self->done = done;
  if (title != NULL)
    {
      g_free (self->title);
      self->title = g_strdup (title);
    }
  g_mutex_unlock (&self->mutex);
}

void
ob_progress_end (ObProgress *self)
{
  GtkWidget *bar = self->bar;

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_weak_pointer (&self->bar);
  if (bar != NULL)
    gtk_widget_destroy (bar);
}
