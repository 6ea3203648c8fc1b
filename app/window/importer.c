#include "window/importer.h"

#include "articles/import-articles.h"
#include "window/progress.h"
#include "window/report.h"

#include <glib/gi18n.h>
#include <string.h>

/* Sentences that the info bar holds; the others are counted. */
#define MAX_SENTENCES 4

/* What the worker reads: files, or one text. */
typedef struct
{
  char **paths;         /* (owned) */
  GBytes *bytes;        /* (owned) (nullable): of a text, instead of files */
  ObProgress *progress; /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_strfreev (job->paths);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_object_unref (job->progress);
  g_free (job);
}

static void
progress_cb (guint n_done, guint n_files, gpointer user_data)
{
  Job *job = user_data;

  ob_progress_set (job->progress, (double) n_done / MAX (n_files, 1), NULL);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  GPtrArray *items;

  if (job->bytes != NULL)
    {
      static const ObReadOptions as_text = { .format = "text" };
      g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
      g_autoptr (ObArticleSource) pasted
        = ob_article_source_new_bytes (job->bytes, _("Pasted text"), NULL, &as_text);

      items = ob_article_files_read_source (pasted, process, cancellable, &error);
    }
  else
    {
      items = ob_article_files_read ((const char *const *) job->paths,
                                     NULL,
                                     progress_cb,
                                     job,
                                     cancellable,
                                     &error);
    }

  if (items != NULL)
    g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* What is told in the end. */
typedef struct
{
  GString *text;
  guint n_sentences;
  guint n_added;
  gboolean refused; /* something could not be read */
  ObEntity first;   /* to show: the first that was added, or found to be there already */
} Outcome;

static void
add_sentence (Outcome *outcome, const char *name, const char *sentence)
{
  if (outcome->n_sentences++ < MAX_SENTENCES)
    g_string_append_printf (outcome->text,
                            "%s%s: %s",
                            outcome->text->len > 0 ? "\n" : "",
                            name,
                            sentence);
}

static void
add_item (Outcome *outcome, const ObArticleFile *item)
{
  g_autofree char *name = g_path_get_basename (item->name);

  outcome->refused = outcome->refused || item->fate == OB_ARTICLE_REFUSED;
  if (item->reason != NULL)
    add_sentence (outcome, name, item->reason);

  if (item->fate == OB_ARTICLE_ADDED)
    {
      if (outcome->n_added++ == 0)
        outcome->first = item->article;
      for (guint i = 0; item->reading->notes[i] != NULL; i++)
        add_sentence (outcome, name, item->reading->notes[i]);
    }
  else if (outcome->first == 0)
    {
      outcome->first = item->article;
    }
}

static void
tell_outcome (ObWindow *window, GPtrArray *items)
{
  ObWorkspace *workspace = ob_window_get_workspace (window);
  Outcome outcome = { .text = g_string_new (NULL) };
  guint n_untold;

  for (guint i = 0; i < items->len; i++)
    add_item (&outcome, g_ptr_array_index (items, i));

  n_untold = outcome.n_sentences > MAX_SENTENCES ? outcome.n_sentences - MAX_SENTENCES : 0;
  if (n_untold > 0)
    g_string_append_printf (outcome.text,
                            ngettext ("\nAnd %u more.", "\nAnd %u more.", n_untold),
                            n_untold);
  if (outcome.n_sentences > 0)
    ob_window_tell (window,
                    outcome.refused ? GTK_MESSAGE_WARNING : GTK_MESSAGE_INFO,
                    outcome.text->str,
                    outcome.refused ? _("Open Another…") : NULL,
                    outcome.refused ? "win.open" : NULL);

  if (outcome.first != 0)
    ob_workspace_show_article (workspace, outcome.first);
  if (outcome.n_added > 0)
    {
      g_autofree char *done
        = g_strdup_printf (ngettext ("%u article added", "%u articles added", outcome.n_added),
                           outcome.n_added);

      ob_workspace_tell (workspace, done);
      gtk_widget_grab_focus (GTK_WIDGET (ob_workspace_get_view (workspace)));
    }

  g_string_free (outcome.text, TRUE);
}

/* What a new project may be called after: the first title; NULL when nothing could be read. */
static const char *
get_first_title (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const ObArticleFile *item = g_ptr_array_index (items, i);

      if (item->reading != NULL)
        return item->reading->metadata->title;
    }

  return NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObWindow *window = OB_WINDOW (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = g_task_propagate_pointer (G_TASK (result), &error);
  const char *title = items ? get_first_title (items) : NULL;

  ob_progress_end (job->progress);
  if (ob_window_is_closed (window))
    return;

  if (items == NULL)
    ob_report_done (GTK_WIDGET (window), _("Adding articles was cancelled; nothing was added."));
  else if (title == NULL)
    tell_outcome (window, items);
  else if (!ob_window_ensure_project (window, title))
    return;
  else if (!ob_article_files_add (ob_window_get_project (window), items, FALSE, &error))
    ob_report_error (GTK_WIDGET (window), error);
  else
    tell_outcome (window, items);
}

/* Takes over @paths, or @bytes. */
static void
start (ObWindow *window, char **paths, GBytes *bytes)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (window, cancellable, read_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->paths = paths;
  job->bytes = bytes;
  job->progress = ob_progress_new (window, _("Adding articles…"), cancellable);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_thread);
}

void
ob_importer_import_files (ObWindow *window, GPtrArray *files)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autofree char *elsewhere = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *path = g_file_get_path (g_ptr_array_index (files, i));

      if (path != NULL)
        g_strv_builder_add (paths, path);
      else if (elsewhere == NULL)
        elsewhere = g_file_get_parse_name (g_ptr_array_index (files, i));
    }

  if (elsewhere != NULL)
    {
      g_autofree char *message
        = g_strdup_printf (_("“%s” is not a file on this computer. Save it here first."),
                           elsewhere);

      ob_report_failure (GTK_WIDGET (window), message, _("Open Another…"), "win.open");
      return;
    }

  start (window, g_strv_builder_end (paths), NULL);
}

void
ob_importer_import_text (ObWindow *window, const char *text)
{
  start (window, NULL, g_bytes_new (text, strlen (text)));
}
