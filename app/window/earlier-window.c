#include "window/earlier-window.h"

#include <glib/gi18n.h>

#include "store/earlier.h"
#include "window/earlier-job.h"
#include "window/merge-list.h"
#include "window/report.h"
#include "window/restore-dialog.h"

/* Comparing reads the whole log: once for many edits in a row. */
#define DELAY_MS 1000

/* What the bar of such a window knows, as long as the bar is there. */
typedef struct
{
  ObWindow *window;          /* (unowned): owns the bar */
  GtkWidget *counts;         /* (unowned): in the bar */
  GWeakRef origin;           /* the window with the project */
  ObMoment moment;
  GCancellable *cancellable; /* (owned) cancelled when the bar goes */
  guint source;
} Place;

enum
{
  RESPONSE_ARTICLE = 1,
  RESPONSE_ALL = 2,
};

static void
place_free (gpointer data)
{
  Place *place = data;

  g_clear_handle_id (&place->source, g_source_remove);
  g_cancellable_cancel (place->cancellable);
  g_object_unref (place->cancellable);
  g_weak_ref_clear (&place->origin);
  g_free (place);
}

/* The window with the project, if it still has it.  (transfer full) (nullable) */
static ObWindow *
get_origin (Place *place)
{
  ObWindow *origin = g_weak_ref_get (&place->origin);

  if (origin != NULL && !ob_window_is_closed (origin) && ob_window_get_project (origin) != NULL)
    return origin;
  g_clear_object (&origin);
  return NULL;
}

static void
response_cb (GtkInfoBar *bar, int response, Place *place)
{
  g_autoptr (ObWindow) origin = get_origin (place);
  ObProject *earlier = ob_window_get_project (place->window);
  ObEntity article = ob_workspace_get_article (ob_window_get_workspace (place->window));
  ObEntity now = 0;

  if (origin == NULL)
    {
      ob_report_failure (GTK_WIDGET (place->window),
                         _("The project is not open any more. Open it, and look at its history again."),
                         NULL, NULL);
      return;
    }
  if (response == RESPONSE_ARTICLE)
    {
      now = article != 0 ? ob_project_translate (earlier, article, ob_window_get_project (origin)) : 0;
      if (now == 0)
        return;
    }
  gtk_window_present (GTK_WINDOW (origin));
  ob_restore_dialog_open (origin, earlier, &place->moment, now);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) bar = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObMergeModel) model = ob_earlier_job_finish_compare (result, &error);
  Place *place = g_object_get_data (G_OBJECT (bar), "obelus-place");
  g_autofree char *counts = NULL;
  g_autofree char *text = NULL;

  if (model == NULL || place == NULL)
    return;
  counts = ob_merge_list_summarise (model);
  /* Translators: what restoring an earlier state does: "Restoring it: 2 come back, 1 removed". */
  text = *counts != '\0' ? g_strdup_printf (_("Restoring it: %s."), counts)
                         : g_strdup (_("Nothing has changed since then."));
  gtk_label_set_text (GTK_LABEL (place->counts), text);
}

/* Counts what differs from now. */
static void
compare (GtkWidget *bar)
{
  Place *place = g_object_get_data (G_OBJECT (bar), "obelus-place");
  g_autoptr (ObWindow) origin = place != NULL ? get_origin (place) : NULL;
  ObProject *earlier = place != NULL ? ob_window_get_project (place->window) : NULL;

  if (origin == NULL || earlier == NULL)
    return;
  g_cancellable_cancel (place->cancellable);
  g_object_unref (place->cancellable);
  place->cancellable = g_cancellable_new ();
  ob_earlier_job_compare (ob_window_get_project (origin), earlier, 0, place->cancellable, compared_cb,
                          g_object_ref (bar));
}

static gboolean
compare_cb (gpointer bar)
{
  Place *place = g_object_get_data (G_OBJECT (bar), "obelus-place");

  place->source = 0;
  compare (bar);
  return G_SOURCE_REMOVE;
}

static void
history_changed_cb (GtkWidget *bar)
{
  Place *place = g_object_get_data (G_OBJECT (bar), "obelus-place");

  if (place != NULL && place->source == 0)
    place->source = g_timeout_add_full (G_PRIORITY_LOW, DELAY_MS, compare_cb, bar, NULL);
}

static GtkWidget *
create_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static void
bar_destroyed_cb (GtkWidget *bar)
{
  g_object_set_data (G_OBJECT (bar), "obelus-place", NULL);
}

static void
add_bar (ObWindow *window, ObWindow *origin, const ObMoment *moment)
{
  GtkWidget *bar = gtk_info_bar_new ();
  GtkWidget *content = gtk_info_bar_get_content_area (GTK_INFO_BAR (bar));
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  Place *place = g_new0 (Place, 1);

  place->window = window;
  place->moment = *moment;
  place->cancellable = g_cancellable_new ();
  place->counts = create_label (_("Comparing it with now…"));
  g_weak_ref_init (&place->origin, origin);
  gtk_style_context_add_class (gtk_widget_get_style_context (place->counts), "obelus-small");
  gtk_container_add (GTK_CONTAINER (texts),
                     create_label (ob_project_get_read_only_reason (ob_window_get_project (window))));
  gtk_container_add (GTK_CONTAINER (texts), place->counts);
  gtk_box_pack_start (GTK_BOX (content), texts, TRUE, TRUE, 0);
  gtk_info_bar_set_message_type (GTK_INFO_BAR (bar), GTK_MESSAGE_WARNING);
  if (!ob_project_is_read_only (ob_window_get_project (origin)))
    {
      gtk_info_bar_add_button (GTK_INFO_BAR (bar), _("Restore This _Article…"), RESPONSE_ARTICLE);
      gtk_info_bar_add_button (GTK_INFO_BAR (bar), _("Restore _Everything…"), RESPONSE_ALL);
    }
  g_object_set_data_full (G_OBJECT (bar), "obelus-place", place, place_free);
  g_signal_connect (bar, "response", G_CALLBACK (response_cb), place);
  g_signal_connect (bar, "destroy", G_CALLBACK (bar_destroyed_cb), NULL);
  g_signal_connect_object (ob_window_get_project (origin), "history-changed", G_CALLBACK (history_changed_cb), bar,
                           G_CONNECT_SWAPPED);
  gtk_widget_show_all (bar);
  ob_window_add_bar (window, bar);
  compare (bar);
}

/* Public functions ----------------------------------------------------------------------------- */

ObWindow *
ob_earlier_window_present (ObWindow *origin, ObProject *earlier, const ObMoment *moment)
{
  ObWindow *window
      = OB_WINDOW (ob_window_new (gtk_window_get_application (GTK_WINDOW (origin))));
  ObEntity article = ob_project_translate (
      ob_window_get_project (origin),
      ob_workspace_get_article (ob_window_get_workspace (origin)), earlier);

  ob_window_set_project (window, earlier);
  add_bar (window, origin, moment);
  if (article != 0 && ob_project_get_kind (earlier, article) == OB_KIND_ARTICLE)
    ob_workspace_show_article (ob_window_get_workspace (window), article);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}
