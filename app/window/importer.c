#include "window/importer.h"

#include "articles/import-articles.h"
#include "window/import-dialog.h"
#include "window/import-job.h"
#include "window/progress.h"
#include "window/report.h"
#include "window/set-import.h"

#include <glib/gi18n.h>
#include <string.h>

/* Sentences that the info bar holds; the others are counted. */
#define MAX_SENTENCES 4

/* What the worker reads. */
typedef struct
{
  ObArticleSource *source; /* (owned) */
  ObArticleSource *else_source; /* (owned) (nullable): instead, when that cannot be read */
  ObProject *project;      /* (owned) (nullable): what may have another version of it */
  GPtrArray *files;        /* (owned) (nullable): what was read */
  ObProgress *progress;    /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ob_article_source_unref (job->source);
  g_clear_pointer (&job->else_source, ob_article_source_unref);
  g_clear_object (&job->project);
  g_clear_pointer (&job->files, g_ptr_array_unref);
  g_object_unref (job->progress);
  g_free (job);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  GError *error = NULL;

  job->files = ob_article_files_read_source (job->source, process, cancellable, &error);
  if (job->files != NULL
      && (job->project == NULL
          || ob_article_files_compare (job->project, job->files, cancellable, &error)))
    g_task_return_boolean (task, TRUE);
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
  gboolean has_version;
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
  outcome->has_version = outcome->has_version || item->fate == OB_ARTICLE_VERSION;
  if (item->reason != NULL)
    add_sentence (outcome, name, item->reason);

  if (item->fate == OB_ARTICLE_ADDED || item->fate == OB_ARTICLE_VERSION)
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

/* Reads @source, or @else_source (nullable) when that cannot be read, and adds it or asks.  Takes
 * both over. */
static void start (ObWindow *window, ObArticleSource *source, ObArticleSource *else_source);

/* Whether @files can be added without asking: one article that is no version of another one, or one
 * that is refused for good. */
static gboolean
is_plain (GPtrArray *files)
{
  const ObArticleFile *file = g_ptr_array_index (files, 0);

  return files->len == 1 && file->match.kin != OB_KIN_VERSION
         && (file->fate != OB_ARTICLE_REFUSED || ob_article_file_get_offers (file) == 0);
}

/* What is being added: the articles, which must stay, and the display of it. */
typedef struct
{
  GPtrArray *files;     /* (owned) */
  ObProgress *progress; /* (owned) */
} Adding;

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObWindow *window = OB_WINDOW (source);
  Adding *adding = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = ob_import_job_finish (result, &error);

  ob_progress_end (adding->progress);
  if (!ob_window_is_closed (window))
    {
      if (files != NULL)
        ob_importer_tell_outcome (window, files);
      else
        ob_report_error (GTK_WIDGET (window), error);
    }
  g_ptr_array_unref (adding->files);
  g_object_unref (adding->progress);
  g_free (adding);
}

/* Adds what @job has read. */
static void
add (ObWindow *window, Job *read)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->files = g_ptr_array_ref (read->files);
  adding->progress = g_object_ref (read->progress);
  ob_import_job_add (G_OBJECT (window), ob_window_get_project (window), read->files, NULL, added_cb,
                     adding);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObWindow *window = OB_WINDOW (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  gboolean is_read = g_task_propagate_boolean (G_TASK (result), NULL);

  if (ob_window_is_closed (window))
    return;

  if (is_read && job->else_source != NULL && get_first_title (job->files) == NULL)
    start (window, g_steal_pointer (&job->else_source), NULL);
  else if (is_read && is_plain (job->files) && get_first_title (job->files) != NULL)
    {
      if (ob_importer_ensure_project (window, job->files))
        {
          add (window, job);
          return;
        }
    }
  else if (is_read && is_plain (job->files))
    ob_importer_tell_outcome (window, job->files);
  else if (is_read)
    ob_import_dialog_add_files (ob_import_dialog_open (window), g_steal_pointer (&job->files));
  else
    ob_report_done (GTK_WIDGET (window), _("Adding articles was cancelled; nothing was added."));
  ob_progress_end (job->progress);
}

static void
start (ObWindow *window, ObArticleSource *source, ObArticleSource *else_source)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (window, cancellable, read_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->source = source;
  job->else_source = else_source;
  g_set_object (&job->project, ob_window_get_project (window));
  job->progress = ob_progress_new (window, _("Adding articles…"), cancellable);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_thread);
}

/* Takes over @files, which are no annotation sets. */
static void
import_articles (ObWindow *window, GPtrArray *files)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < files->len; i++)
    g_strv_builder_add (paths, g_file_peek_path (g_ptr_array_index (files, i)));
  g_ptr_array_unref (files);

  all = g_strv_builder_end (paths);
  if (g_strv_length (all) == 1 && !g_file_test (all[0], G_FILE_TEST_IS_DIR))
    start (window, ob_article_source_new_file (all[0], NULL), NULL);
  else
    ob_import_dialog_add_paths (ob_import_dialog_open (window), (const char *const *) all);
}

/* Public functions ------------------------------------------------------------------------------ */

void
ob_importer_tell_outcome (ObWindow *window, GPtrArray *items)
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
                    outcome.refused ? _("Open Another…") : outcome.has_version ? _("Needs Attention…") : NULL,
                    outcome.refused ? "win.open" : outcome.has_version ? "win.attention" : NULL);

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

gboolean
ob_importer_ensure_project (ObWindow *window, GPtrArray *files)
{
  const char *title = get_first_title (files);

  return ob_window_ensure_project (window, title != NULL ? title : _("New project"));
}

void
ob_importer_import_files (ObWindow *window, GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    if (g_file_peek_path (g_ptr_array_index (files, i)) == NULL)
      {
        g_autofree char *elsewhere = g_file_get_parse_name (g_ptr_array_index (files, i));
        g_autofree char *message
          = g_strdup_printf (_("“%s” is not a file on this computer. Save it here first."),
                             elsewhere);

        ob_report_failure (GTK_WIDGET (window), message, _("Open Another…"), "win.open");
        return;
      }

  ob_set_import_sort (window, files, import_articles);
}

/* (transfer full) */
static ObArticleSource *
create_text_source (const char *text)
{
  static const ObReadOptions as_text = { .format = "text", .encoding = "UTF-8" };
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return ob_article_source_new_bytes (bytes, _("Pasted text"), NULL, &as_text);
}

void
ob_importer_import_text (ObWindow *window, const char *text)
{
  start (window, create_text_source (text), NULL);
}

void
ob_importer_import_paste (ObWindow *window, GBytes *html, const char *text)
{
  static const ObReadOptions as_page = { .format = "html" };

  if (html == NULL)
    ob_importer_import_text (window, text);
  else
    start (window,
           ob_article_source_new_bytes (html, _("Pasted text"), NULL, &as_page),
           text != NULL ? create_text_source (text) : NULL);
}
