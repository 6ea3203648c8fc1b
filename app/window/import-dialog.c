#include "window/import-dialog.h"

#include <glib/gi18n.h>

#include "window/columns-dialog.h"
#include "window/differences-dialog.h"
#include "window/flat-list.h"
#include "window/import-job.h"
#include "window/import-model.h"
#include "window/import-preview.h"
#include "window/import-reader.h"
#include "window/importer.h"
#include "window/report.h"

/* Reading that takes less needs no progress bar. */
#define DELAY_MS 300
#define PULSE_MS 100
/* The preview is below the list in a window that is narrower. */
#define NARROW 620
/* The list's share of a window that is not. */
#define WIDE_LIST 420
/* Of a file to the articles in it. */
#define INDENT 24

struct _ObImportDialog
{
  GtkDialog parent_instance;

  GtkWidget *cancel_button;
  GtkWidget *add_button;
  GtkWidget *summary;
  GtkWidget *versions_row;
  GtkWidget *versions_label;
  GtkWidget *progress_revealer;
  GtkWidget *progress;
  GtkWidget *stop_button;
  GtkWidget *paned;
  GtkWidget *list_scroller;
  GtkWidget *preview;
  GtkWidget *list;

  ObWindow *window;       /* (unowned): the dialog is destroyed with it */
  ObImportModel *model;   /* (owned) */
  ObImportReader *reader; /* (owned) */
  GCancellable *comparing; /* (owned) (nullable) while versions are looked for */
  GHashTable *again;      /* (owned) source that is read -> the one that it takes the place of */
  gboolean adding;
  guint delay_source;
  guint pulse_source;
};

G_DEFINE_FINAL_TYPE (ObImportDialog, ob_import_dialog, GTK_TYPE_DIALOG)

/* What there is ------------------------------------------------------------------------------- */

static void
add_part (GString *text, const char *format, guint n)
{
  g_autofree char *part = NULL;
  g_auto (GStrv) halves = NULL;

  if (n == 0)
    return;
  halves = g_strsplit (format, "%u", 2);
  part = halves[1] != NULL ? g_strdup_printf ("%s%u%s", halves[0], n, halves[1]) : g_strdup (format);
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* "3 of 40 look like versions of articles that you have." */
static void
show_versions (ObImportDialog *self, const ObImportCounts *counts)
{
  g_autofree char *sentence
    = g_strdup_printf (ngettext ("%u of %u looks like a version of an article that you have.",
                                 "%u of %u look like versions of articles that you have.",
                                 counts->n_versions),
                       counts->n_versions, counts->n_articles);

  gtk_label_set_text (GTK_LABEL (self->versions_label), sentence);
  gtk_widget_set_visible (self->versions_row, counts->n_versions > 0);
}

static void
show_counts (ObImportDialog *self)
{
  ObImportCounts counts = ob_import_model_count (self->model);
  gboolean busy = ob_import_reader_is_busy (self->reader) || self->comparing != NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *title = NULL;

  add_part (text, ngettext ("%u file", "%u files", counts.n_files), counts.n_files);
  add_part (text, ngettext ("%u article", "%u articles", counts.n_articles), counts.n_articles);
  add_part (text, ngettext ("%u is there already", "%u are there already", counts.n_duplicates),
            counts.n_duplicates);
  add_part (text, ngettext ("%u cannot be read", "%u cannot be read", counts.n_refused),
            counts.n_refused);
  gtk_label_set_text (GTK_LABEL (self->summary), text->len > 0  ? text->str
                                                 : busy ? _("Looking for articles…")
                                                        : _("No files were found."));

  show_versions (self, &counts);
  title = counts.n_chosen > 0
            ? g_strdup_printf (ngettext ("_Add %u Article", "_Add %u Articles", counts.n_chosen),
                               counts.n_chosen)
            : g_strdup (_("_Add"));
  gtk_button_set_label (GTK_BUTTON (self->add_button), title);
  gtk_widget_set_sensitive (self->add_button, counts.n_chosen > 0 && !busy && !self->adding);
}

static void
show_selected (ObImportDialog *self)
{
  int row = ob_flat_list_get_selected (self->list);

  if (row < 0 || (guint) row >= ob_import_model_get_n_rows (self->model))
    ob_import_preview_show (OB_IMPORT_PREVIEW (self->preview), NULL, NULL);
  else
    ob_import_preview_show (OB_IMPORT_PREVIEW (self->preview),
                            ob_import_model_get_group (self->model, (guint) row),
                            ob_import_model_get_file (self->model, (guint) row));
}

/* Puts @files in the place of what was read from @before.  All rows may move, which the list takes
 * only while it does not show them. */
static void
show_again (ObImportDialog *self, ObArticleSource *before, GPtrArray *files)
{
  ObArticleSource *source = ((ObArticleFile *) files->pdata[0])->source;

  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), NULL);
  ob_import_model_replace (self->model, before, files);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->model));
  ob_flat_list_select (self->list, ob_import_model_find (self->model, source));
  show_selected (self);
}

/* Reading --------------------------------------------------------------------------------------- */

static gboolean
delay_cb (gpointer user_data)
{
  ObImportDialog *self = user_data;

  self->delay_source = 0;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->progress_revealer), TRUE);

  return G_SOURCE_REMOVE;
}

static void
stop_comparing (ObImportDialog *self)
{
  if (self->comparing != NULL)
    g_cancellable_cancel (self->comparing);
  g_clear_object (&self->comparing);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
}

static void
begin_reading (ObImportDialog *self)
{
  stop_comparing (self);
  if (self->delay_source == 0)
    self->delay_source = g_timeout_add (DELAY_MS, delay_cb, self);
  show_counts (self);
}

static void
read_cb (ObImportDialog *self, GPtrArray *files)
{
  ObArticleSource *source = ((ObArticleFile *) files->pdata[0])->source;
  ObArticleSource *before = g_hash_table_lookup (self->again, source);
  gboolean was_empty = ob_import_model_get_n_rows (self->model) == 0;

  if (before != NULL)
    {
      g_autoptr (ObArticleSource) kept = ob_article_source_ref (source);

      show_again (self, before, files);
      g_hash_table_remove (self->again, kept);
      return;
    }

  ob_import_model_append (self->model, files);
  if (was_empty)
    {
      ob_flat_list_select (self->list, 0);
      gtk_widget_grab_focus (self->list);
    }
}

static void
progress_cb (ObImportDialog *self, guint n_done, guint n_all, const char *name)
{
  /* Translators: how many files have been read, and the last of them. */
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *text = g_strdup_printf (_("%u of %u: %s"), n_done, n_all, base);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 (double) n_done / MAX (n_all, 1));
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), text);
  show_counts (self);
}

static gboolean
pulse_cb (gpointer user_data)
{
  ObImportDialog *self = user_data;

  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->progress));

  return G_SOURCE_CONTINUE;
}

static void
end_progress (ObImportDialog *self)
{
  g_clear_handle_id (&self->delay_source, g_source_remove);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->progress_revealer), FALSE);
  show_counts (self);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObImportDialog) self = user_data;
  g_autoptr (GPtrArray) compared = ob_import_job_finish (result, NULL);

  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || self->window == NULL)
    return;
  /* Something else is being read, after which all are compared again. */
  if (g_task_get_cancellable (G_TASK (result)) != self->comparing)
    return;

  g_clear_object (&self->comparing);
  if (compared != NULL)
    ob_import_model_take_matches (self->model, compared);
  end_progress (self);
  show_selected (self);
}

/* Looks for versions of articles that are there already. */
static void
finished_cb (ObImportDialog *self)
{
  g_autoptr (GPtrArray) files = ob_import_model_list (self->model);

  g_hash_table_remove_all (self->again);
  stop_comparing (self);
  self->comparing = g_cancellable_new ();
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress),
                             _("Looking for versions of articles that are there already…"));
  self->pulse_source = g_timeout_add (PULSE_MS, pulse_cb, self);
  ob_import_job_compare (NULL, ob_window_get_project (self->window), files, self->model,
                         self->comparing, compared_cb, g_object_ref (self));
  show_counts (self);
}

/* What has been read by now can be added, compared or not. */
static void
stop_clicked_cb (ObImportDialog *self)
{
  if (self->comparing != NULL)
    {
      stop_comparing (self);
      end_progress (self);
    }
  ob_import_reader_stop (self->reader);
}

/* Reads @source, for what was read from @before. */
static void
replace (ObImportDialog *self, ObArticleSource *before, ObArticleSource *source)
{
  g_hash_table_insert (self->again, ob_article_source_ref (source), ob_article_source_ref (before));
  ob_import_reader_add_source (self->reader, source);
  begin_reading (self);
}

static void
read_again_cb (ObImportDialog *self, ObArticleSource *source)
{
  int row = ob_flat_list_get_selected (self->list);

  if (row >= 0)
    replace (self, ob_import_model_get_group (self->model, (guint) row)->source, source);
}

/* The data set that is selected is read again by @map. */
static void
columns_chosen_cb (ObImportDialog *self, const char *map, GObject *dialog)
{
  ObArticleSource *source = g_object_get_data (dialog, "obelus-source");
  ObReadOptions options = *ob_article_source_get_options (source);
  g_autoptr (ObArticleSource) again = NULL;

  options.map = map;
  again = ob_article_source_new_again (source, &options);
  replace (self, source, again);
}

static void
columns_wanted_cb (ObImportDialog *self)
{
  int row = ob_flat_list_get_selected (self->list);
  ObArticleSource *source;
  ObColumnsDialog *dialog;

  if (row < 0)
    return;
  source = ob_import_model_get_group (self->model, (guint) row)->source;
  dialog = ob_columns_dialog_open (GTK_WINDOW (self), source);
  g_object_set_data_full (G_OBJECT (dialog), "obelus-source", ob_article_source_ref (source),
                          (GDestroyNotify) ob_article_source_unref);
  g_signal_connect_object (dialog, "columns-chosen", G_CALLBACK (columns_chosen_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Versions --------------------------------------------------------------------------------------- */

static void
differences_wanted_cb (ObImportDialog *self)
{
  int row = ob_flat_list_get_selected (self->list);
  const ObArticleFile *file
    = row >= 0 ? ob_import_model_get_file (self->model, (guint) row) : NULL;
  g_autoptr (GPtrArray) files = ob_import_model_list (self->model);
  ObProject *project = ob_window_get_project (self->window);
  g_autoptr (ObText) older = NULL;

  if (file == NULL || file->match.kin != OB_KIN_VERSION)
    return;
  if (file->match_article == 0)
    older = ob_text_ref (((ObArticleFile *) files->pdata[file->match_file])->reading->text);
  else if (project != NULL)
    older = ob_project_get_text (project, file->match_article, NULL);
  if (older != NULL)
    ob_differences_dialog_open_texts (GTK_WINDOW (self), file->match_title, older,
                                      file->reading->metadata->title, file->reading->text);
}

/* Selects all that look like versions, so that one choice is made for them. */
static void
select_versions_cb (ObImportDialog *self)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list));
  guint n_rows = ob_import_model_get_n_rows (self->model);
  gboolean is_first = TRUE;

  gtk_tree_selection_unselect_all (selection);
  for (guint i = 0; i < n_rows; i++)
    {
      const ObArticleFile *file = ob_import_model_get_file (self->model, i);
      g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) i, -1);

      if (file == NULL || file->fate != OB_ARTICLE_READ || file->match.kin != OB_KIN_VERSION)
        continue;
      if (is_first)
        gtk_tree_view_set_cursor (GTK_TREE_VIEW (self->list), path, NULL, FALSE);
      gtk_tree_selection_select_path (selection, path);
      is_first = FALSE;
    }
  show_selected (self);
  gtk_widget_grab_focus (self->list);
}

/* Choosing -------------------------------------------------------------------------------------- */

static gboolean
is_chosen (ObImportDialog *self, guint row)
{
  GtkTreeIter iter;
  gboolean chosen = FALSE;

  if (gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (self->model), &iter, NULL, (int) row))
    gtk_tree_model_get (GTK_TREE_MODEL (self->model), &iter, OB_IMPORT_COLUMN_CHOSEN, &chosen, -1);

  return chosen;
}

static void
choose_selected (ObImportDialog *self, ObArticleChoice choice)
{
  g_autoptr (GArray) rows = ob_flat_list_list_selected (self->list);

  for (guint i = 0; i < rows->len; i++)
    ob_import_model_choose (self->model, g_array_index (rows, guint, i), choice);
  show_selected (self);
  show_counts (self);
}

static void
choice_made_cb (ObImportDialog *self, int choice)
{
  choose_selected (self, (ObArticleChoice) choice);
}

static void
check_toggled_cb (ObImportDialog *self, const char *path)
{
  guint row = (guint) g_ascii_strtoull (path, NULL, 10);

  ob_import_model_choose (self->model, row,
                          is_chosen (self, row) ? OB_ARTICLE_SKIP : OB_ARTICLE_IMPORT);
  show_selected (self);
  show_counts (self);
}

static void
selection_changed_cb (ObImportDialog *self)
{
  show_selected (self);
}

/* Space takes or leaves what is selected; Enter is the dialog's. */
static gboolean
list_key_pressed_cb (ObImportDialog *self, GdkEventKey *event)
{
  int row = ob_flat_list_get_selected (self->list);

  if ((event->state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (event->keyval)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      if (row >= 0)
        choose_selected (self, is_chosen (self, (guint) row) ? OB_ARTICLE_SKIP : OB_ARTICLE_IMPORT);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      gtk_window_activate_default (GTK_WINDOW (self));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* Adding ---------------------------------------------------------------------------------------- */

static void
set_adding (ObImportDialog *self, gboolean adding)
{
  self->adding = adding;
  gtk_widget_set_sensitive (self->cancel_button, !adding);
  gtk_widget_set_sensitive (self->paned, !adding);
  gtk_widget_set_visible (self->stop_button, !adding);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->progress_revealer), adding);
  show_counts (self);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = ob_import_job_finish (result, &error);

  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || self->window == NULL)
    return;

  if (files == NULL)
    {
      /* The dialog stays, so that no choice is lost. */
      set_adding (self, FALSE);
      gtk_label_set_text (GTK_LABEL (self->summary), error->message);
      return;
    }
  ob_importer_tell_outcome (self->window, files);
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
add (ObImportDialog *self)
{
  g_autoptr (GPtrArray) files = ob_import_model_list (self->model);

  if (!ob_importer_ensure_project (self->window, files))
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }

  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), _("Adding to the project…"));
  set_adding (self, TRUE);
  self->pulse_source = g_timeout_add (PULSE_MS, pulse_cb, self);
  ob_import_job_add (NULL, ob_window_get_project (self->window), files, self->model, added_cb,
                     g_object_ref (self));
}

static void
ob_import_dialog_response (GtkDialog *dialog, int response)
{
  ObImportDialog *self = OB_IMPORT_DIALOG (dialog);

  if (self->adding)
    return;
  if (response == GTK_RESPONSE_ACCEPT)
    add (self);
  else
    gtk_widget_destroy (GTK_WIDGET (self));
}

/* What is being written is not interrupted. */
static gboolean
ob_import_dialog_delete_event (GtkWidget *widget, GdkEventAny *event)
{
  return OB_IMPORT_DIALOG (widget)->adding ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* The widgets ----------------------------------------------------------------------------------- */

static void
drag_data_received_cb (ObImportDialog *self,
                       GdkDragContext *context,
                       int x,
                       int y,
                       GtkSelectionData *data,
                       guint info,
                       guint time)
{
  g_auto (GStrv) uris = gtk_selection_data_get_uris (data);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (guint i = 0; uris != NULL && uris[i] != NULL; i++)
    {
      g_autofree char *path = g_filename_from_uri (uris[i], NULL, NULL);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL && !self->adding)
    ob_import_dialog_add_paths (self, (const char *const *) paths);
}

static gboolean
turn_cb (gpointer user_data)
{
  g_autoptr (ObImportDialog) self = user_data;
  gboolean narrow = gtk_widget_get_allocated_width (self->paned) < NARROW;
  GtkOrientation now = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned));
  GtkOrientation wanted = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  if (!gtk_widget_in_destruction (GTK_WIDGET (self)) && now != wanted)
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned), wanted);
      gtk_paned_set_position (GTK_PANED (self->paned), narrow ? 220 : WIDE_LIST);
    }

  return G_SOURCE_REMOVE;
}

/* Not while sizes are being given out. */
static void
paned_allocated_cb (ObImportDialog *self, GtkAllocation *allocation)
{
  GtkOrientation now = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned));

  if ((allocation->width < NARROW) != (now == GTK_ORIENTATION_VERTICAL))
    g_idle_add (turn_cb, g_object_ref (self));
}

static void
text_cb (GtkTreeViewColumn *column,
         GtkCellRenderer *cell,
         GtkTreeModel *model,
         GtkTreeIter *iter,
         gpointer data)
{
  g_autofree char *title = NULL, *details = NULL, *markup = NULL;
  gboolean heading;
  int level;

  gtk_tree_model_get (model, iter,
                      OB_IMPORT_COLUMN_TITLE, &title,
                      OB_IMPORT_COLUMN_DETAILS, &details,
                      OB_IMPORT_COLUMN_LEVEL, &level,
                      OB_IMPORT_COLUMN_HEADING, &heading,
                      -1);
  g_strdelimit (title, "\n", ' ');
  g_strdelimit (details, "\n", ' ');
  markup = g_markup_printf_escaped (
    "<span weight=\"%s\">%s</span>\n<span size=\"smaller\" alpha=\"75%%\">%s</span>",
    heading ? "bold" : "normal", title, details);
  g_object_set (cell, "markup", markup, "xpad", 6 + level * INDENT, NULL);
}

/* Adds a column with @cell alone, which keeps its place where the cell is not shown. */
static GtkTreeViewColumn *
add_column (ObImportDialog *self, GtkCellRenderer *cell, gboolean expand, int width)
{
  GtkTreeViewColumn *column = ob_flat_list_add_column (self->list);

  gtk_tree_view_column_set_expand (column, expand);
  gtk_tree_view_column_set_fixed_width (column, width);
  gtk_tree_view_column_pack_start (column, cell, TRUE);

  return column;
}

static void
create_columns (ObImportDialog *self)
{
  GtkCellRenderer *check = gtk_cell_renderer_toggle_new ();
  GtkCellRenderer *text = gtk_cell_renderer_text_new ();
  GtkCellRenderer *icon = gtk_cell_renderer_pixbuf_new ();
  GtkTreeViewColumn *column = add_column (self, check, FALSE, 36);

  gtk_tree_view_column_set_attributes (column, check,
                                       "active", OB_IMPORT_COLUMN_CHOSEN,
                                       "inconsistent", OB_IMPORT_COLUMN_MIXED,
                                       "visible", OB_IMPORT_COLUMN_CAN_CHOOSE,
                                       NULL);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (check_toggled_cb), self);

  g_object_set (text, "ellipsize", PANGO_ELLIPSIZE_END, "ypad", 4, NULL);
  gtk_cell_renderer_text_set_fixed_height_from_font (GTK_CELL_RENDERER_TEXT (text), 2);
  column = add_column (self, text, TRUE, -1);
  gtk_tree_view_column_set_cell_data_func (column, text, text_cb, NULL, NULL);

  column = add_column (self, icon, FALSE, 32);
  gtk_tree_view_column_add_attribute (column, icon, "icon-name", OB_IMPORT_COLUMN_ICON);
}

static void
create_list (ObImportDialog *self)
{
  GtkTreeSelection *selection;

  self->list = ob_flat_list_new (_("What was found"));
  create_columns (self);
  selection = gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list));
  gtk_tree_selection_set_mode (selection, GTK_SELECTION_MULTIPLE);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->model));
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->list, "key-press-event", G_CALLBACK (list_key_pressed_cb), self);
  gtk_container_add (GTK_CONTAINER (self->list_scroller), self->list);
}

static void
ob_import_dialog_dispose (GObject *object)
{
  ObImportDialog *self = OB_IMPORT_DIALOG (object);

  g_clear_handle_id (&self->delay_source, g_source_remove);
  stop_comparing (self);
  if (self->reader != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->reader, self);
      ob_import_reader_stop (self->reader);
    }
  if (self->window != NULL)
    g_object_set_data (G_OBJECT (self->window), "obelus-import-dialog", NULL);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->reader);

  G_OBJECT_CLASS (ob_import_dialog_parent_class)->dispose (object);
}

static void
ob_import_dialog_finalize (GObject *object)
{
  ObImportDialog *self = OB_IMPORT_DIALOG (object);

  g_object_unref (self->model);
  g_hash_table_unref (self->again);

  G_OBJECT_CLASS (ob_import_dialog_parent_class)->finalize (object);
}

static void
ob_import_dialog_class_init (ObImportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_import_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_import_dialog_finalize;
  widget_class->delete_event = ob_import_dialog_delete_event;
  GTK_DIALOG_CLASS (class)->response = ob_import_dialog_response;
  g_type_ensure (OB_TYPE_IMPORT_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, versions_row);
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, versions_label);
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, paned);
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, list_scroller);
  gtk_widget_class_bind_template_child (widget_class, ObImportDialog, preview);
  gtk_widget_class_bind_template_callback (widget_class, drag_data_received_cb);
  gtk_widget_class_bind_template_callback (widget_class, paned_allocated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_made_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, differences_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_versions_cb);
}

static void
ob_import_dialog_init (ObImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = ob_import_model_new ();
  self->reader = ob_import_reader_new ();
  self->again = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) ob_article_source_unref,
                                       (GDestroyNotify) ob_article_source_unref);
  create_list (self);
  gtk_paned_set_position (GTK_PANED (self->paned), WIDE_LIST);
  gtk_drag_dest_set (GTK_WIDGET (self), GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (GTK_WIDGET (self));
  g_signal_connect_object (self->reader, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "finished", G_CALLBACK (finished_cb), self,
                           G_CONNECT_SWAPPED);
}

ObImportDialog *
ob_import_dialog_open (ObWindow *window)
{
  ObImportDialog *self = g_object_get_data (G_OBJECT (window), "obelus-import-dialog");

  if (self != NULL)
    return self;

  self = g_object_new (OB_TYPE_IMPORT_DIALOG,
                       "use-header-bar", TRUE,
                       "transient-for", window,
                       "destroy-with-parent", TRUE,
                       NULL);
  g_set_weak_pointer (&self->window, window);
  g_object_set_data (G_OBJECT (window), "obelus-import-dialog", self);
  if (ob_window_get_project (window) != NULL)
    ob_import_model_set_project (self->model, ob_window_get_project (window));
  show_counts (self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}

void
ob_import_dialog_add_paths (ObImportDialog *self, const char *const *paths)
{
  ob_import_reader_add_paths (self->reader, paths);
  begin_reading (self);
}

void
ob_import_dialog_add_files (ObImportDialog *self, GPtrArray *files)
{
  read_cb (self, files);
  show_selected (self);
  show_counts (self);
}
