#include "window/history-details.h"

#include <glib/gi18n.h>
#include <string.h>

#include "window/describe.h"
#include "window/flat-list.h"

/* Of a step that did more, the rest is only counted on. */
#define MOST_EVENTS 200
#define MOST_CHARACTERS 400

struct _ObHistoryDetails
{
  GtkScrolledWindow parent_instance;

  GtkListStore *rows; /* (owned) */
  GtkWidget *list;
  GCancellable *cancellable; /* (owned) of what is being read */
};

G_DEFINE_FINAL_TYPE (ObHistoryDetails, ob_history_details, GTK_TYPE_SCROLLED_WINDOW)

enum
{
  COLUMN_SUBJECT,
  COLUMN_WHAT,
  N_COLUMNS
};

/* What a worker reads. */
typedef struct
{
  ObProject *project; /* (owned) */
  gint64 first;
  gint64 last;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_free (job);
}

/* One line of @text, not endless. */
static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\t", ' ');
  g_autofree char *head = NULL;

  if (g_utf8_strlen (line, -1) <= MOST_CHARACTERS)
    return g_steal_pointer (&line);
  head = g_utf8_substring (line, 0, MOST_CHARACTERS);
  return g_strconcat (head, "…", NULL);
}

static char *
describe_subject (const ObEvent *event)
{
  g_autofree char *words = shorten (event->subject);

  if (*words == '\0')
    return g_strdup (_("(without a name)"));
  return event->kind == OB_KIND_ANNOTATION ? g_strdup_printf (_("“%s”"), words)
                                           : g_steal_pointer (&words);
}

/* "“maybe” → “surely”"; what an attribute of a label may be is no text for people. */
static char *
describe_values (const ObEvent *event)
{
  g_autofree char *was = shorten (event->was != NULL ? event->was : "");
  g_autofree char *value = shorten (event->value);

  if (event->kind == OB_KIND_LABEL && *event->field == '@')
    return g_strdup (*was == '\0' ? _("added") : *value == '\0' ? _("removed") : _("changed"));
  if (*was == '\0')
    return g_strdup_printf (_("“%s”"), value);
  if (*value == '\0')
    return g_strdup_printf (_("“%s” taken out"), was);
  /* Translators: an old value, and what replaced it. */
  return g_strdup_printf (_("“%s” → “%s”"), was, value);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;

  g_task_return_pointer (
    task, ob_project_list_step_events (job->project, job->first, job->last, MOST_EVENTS),
    (GDestroyNotify) g_ptr_array_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObHistoryDetails *self = OB_HISTORY_DETAILS (source);
  g_autoptr (GPtrArray) events = g_task_propagate_pointer (G_TASK (result), NULL);

  /* NULL when another step was chosen meanwhile. */
  if (events == NULL)
    return;
  gtk_list_store_clear (self->rows);
  for (guint i = 0; i < events->len; i++)
    {
      g_autofree char *subject = describe_subject (events->pdata[i]);
      g_autofree char *what = ob_history_describe_event (events->pdata[i]);

      gtk_list_store_insert_with_values (self->rows, NULL, -1, COLUMN_SUBJECT, subject, COLUMN_WHAT, what, -1);
    }
  if (events->len == MOST_EVENTS)
    gtk_list_store_insert_with_values (self->rows, NULL, -1, COLUMN_SUBJECT, _("… and more"), COLUMN_WHAT, "", -1);
}

static gboolean
query_tooltip_cb (GtkWidget *list, int x, int y, gboolean keyboard, GtkTooltip *tooltip, ObHistoryDetails *self)
{
  GtkTreeModel *model;
  GtkTreePath *path;
  GtkTreeIter iter;
  g_autofree char *subject = NULL;
  g_autofree char *what = NULL;
  g_autofree char *text = NULL;

  if (!gtk_tree_view_get_tooltip_context (GTK_TREE_VIEW (list), &x, &y, keyboard, &model, &path, &iter))
    return FALSE;
  gtk_tree_model_get (model, &iter, COLUMN_SUBJECT, &subject, COLUMN_WHAT, &what, -1);
  text = g_strconcat (subject, "\n", what, NULL);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tree_view_set_tooltip_row (GTK_TREE_VIEW (list), tooltip, path);
  gtk_tree_path_free (path);
  return TRUE;
}

static void
ob_history_details_dispose (GObject *object)
{
  g_cancellable_cancel (OB_HISTORY_DETAILS (object)->cancellable);

  G_OBJECT_CLASS (ob_history_details_parent_class)->dispose (object);
}

static void
ob_history_details_finalize (GObject *object)
{
  ObHistoryDetails *self = OB_HISTORY_DETAILS (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->rows);

  G_OBJECT_CLASS (ob_history_details_parent_class)->finalize (object);
}

static void
ob_history_details_class_init (ObHistoryDetailsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_history_details_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_history_details_finalize;
}

static void
ob_history_details_init (ObHistoryDetails *self)
{
  GtkTreeViewColumn *column;

  self->cancellable = g_cancellable_new ();
  self->rows = gtk_list_store_new (N_COLUMNS, G_TYPE_STRING, G_TYPE_STRING);
  self->list = ob_flat_list_new (_("What the step did"));
  column = ob_flat_list_add_column (self->list);
  gtk_cell_area_box_set_spacing (GTK_CELL_AREA_BOX (gtk_cell_layout_get_area (GTK_CELL_LAYOUT (column))), 12);
  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkCellRenderer *cell = gtk_cell_renderer_text_new ();

      g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 6, "ypad", 3, "scale", 0.9, NULL);
      gtk_tree_view_column_pack_start (column, cell, TRUE);
      gtk_tree_view_column_add_attribute (column, cell, "text", i);
      gtk_cell_area_cell_set (gtk_cell_layout_get_area (GTK_CELL_LAYOUT (column)), cell, "align", TRUE, NULL);
    }
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->rows));
  gtk_widget_set_has_tooltip (self->list, TRUE);
  g_signal_connect (self->list, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_show (self->list);
  gtk_container_add (GTK_CONTAINER (self), self->list);
}

/* Public functions ----------------------------------------------------------------------------- */

GtkWidget *
ob_history_details_new (void)
{
  return g_object_new (OB_TYPE_HISTORY_DETAILS, NULL);
}

void
ob_history_details_show (ObHistoryDetails *self, ObProject *project, gint64 first, gint64 last)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (first == 0)
    {
      gtk_list_store_clear (self->rows);
      return;
    }

  task = g_task_new (self, self->cancellable, read_cb, NULL);
  job = g_new0 (Job, 1);
  job->project = g_object_ref (project);
  job->first = first;
  job->last = last;
  g_task_set_source_tag (task, ob_history_details_show);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_thread);
}

char *
ob_history_describe_event (const ObEvent *event)
{
  g_autofree char *field = NULL;
  g_autofree char *values = NULL;

  if (event->field == NULL)
    return g_strdup (_("Made"));
  if (strcmp (event->field, "deleted") == 0)
    return g_strdup (strcmp (event->value, "1") == 0 ? _("Deleted") : _("Brought back"));
  field = ob_describe_field (event->field);
  values = describe_values (event);
  /* Translators: a field, and what happened to it: "Note: “maybe” → “surely”". */
  return g_strdup_printf (_("%s: %s"), field, values);
}
