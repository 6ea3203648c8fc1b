#include "window/search-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/search.h"
#include "store/edit.h"
#include "store/searches.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/label-swatch.h"
#include "window/report.h"

/* Lines that are shown; the count is of all. */
#define MAX_LINES 2000
#define MAX_ANNOTATED 5000
#define CONTEXT 70
#define TYPING_MILLISECONDS 150

enum
{
  COLUMN_LEFT,
  COLUMN_WORDS,
  COLUMN_RIGHT,
  COLUMN_SOURCE,
  COLUMN_ARTICLE,
  COLUMN_ANNOTATION,
  COLUMN_START,
  COLUMN_END,
  N_COLUMNS
};

/* The search and its lock: shared with the worker, which may outlive the view. */
typedef struct
{
  gatomicrefcount references;
  ObSearch *search; /* (owned) */
  GMutex mutex;     /* held while it is used */
} Shared;

struct _ObSearchView
{
  GtkBox parent_instance;

  GtkWidget *entry;
  GtkWidget *count;
  GtkWidget *order;
  GtkWidget *annotate; /* GtkMenuButton */
  GtkWidget *lists;    /* GtkMenuButton */
  GtkWidget *stack;    /* "help", "lines" */
  GtkWidget *list; /* GtkTreeView */
  GtkListStore *rows; /* (owned) */

  ObProject *project;        /* (owned) (nullable) */
  Shared *shared;            /* (owned) (nullable) */
  GArray *findings;          /* (owned) (nullable) ObFinding of the query shown */
  GCancellable *cancellable; /* (owned) (nullable) */
  guint typing_source;
};

enum
{
  PASSAGE_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObSearchView, ob_search_view, GTK_TYPE_BOX)

static Shared *
shared_new (ObProject *project)
{
  Shared *shared = g_new0 (Shared, 1);

  g_atomic_ref_count_init (&shared->references);
  shared->search = ob_search_new (project);
  g_mutex_init (&shared->mutex);
  return shared;
}

static Shared *
shared_ref (Shared *shared)
{
  g_atomic_ref_count_inc (&shared->references);
  return shared;
}

static void
shared_unref (Shared *shared)
{
  if (!g_atomic_ref_count_dec (&shared->references))
    return;
  ob_search_free (shared->search);
  g_mutex_clear (&shared->mutex);
  g_free (shared);
}

/* Searching ------------------------------------------------------------------------------------- */

/* One search on its way. */
typedef struct
{
  Shared *shared;     /* (owned) */
  ObProject *project; /* (owned) */
  char *query;        /* (owned) */
  ObConcordanceOrder order;
  GArray *findings;  /* (owned) (nullable) */
  GPtrArray *lines;  /* (owned) (nullable) */
  GHashTable *sources; /* (owned) article -> outlet and date */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  shared_unref (job->shared);
  g_object_unref (job->project);
  g_free (job->query);
  g_clear_pointer (&job->findings, g_array_unref);
  g_clear_pointer (&job->lines, g_ptr_array_unref);
  g_hash_table_unref (job->sources);
  g_free (job);
}

/* What an article is called in the list: its title, outlet and date. */
static void
describe_articles (Job *job)
{
  for (guint i = 0; i < job->lines->len; i++)
    {
      const ObConcordanceLine *line = job->lines->pdata[i];
      g_autoptr (ObArticle) article = NULL;
      g_autofree char *source = NULL;

      if (g_hash_table_contains (job->sources, &line->finding.article))
        continue;
      article = ob_project_get_article (job->project, line->finding.article);
      if (article == NULL)
        continue;
      source = ob_describe_source (article);
      g_hash_table_insert (job->sources,
                           g_memdup2 (&line->finding.article, sizeof (ObEntity)),
                           *source != '\0' ? g_strdup_printf ("%s · %s", source, article->title)
                                           : g_strdup (article->title));
    }
}

static gboolean
run (Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (ObQuery) query = ob_query_parse (job->query, error);

  if (query == NULL
      || !ob_search_catch_up (job->shared->search, ob_query_has_words (query), NULL, NULL,
                              cancellable, error))
    return FALSE;
  job->findings = ob_search_run (job->shared->search, query, error);
  if (job->findings == NULL)
    return FALSE;
  job->lines
    = ob_concordance_new (job->project, job->findings, 0, MAX_LINES, CONTEXT, cancellable);
  if (job->lines == NULL)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (job->order != OB_CONCORDANCE_PLACE)
    ob_concordance_sort (job->lines, job->order);
  describe_articles (job);
  return TRUE;
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  gboolean done;

  g_mutex_lock (&job->shared->mutex);
  done = run (job, cancellable, &error);
  g_mutex_unlock (&job->shared->mutex);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_lines (ObSearchView *self, const Job *job)
{
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), NULL);
  gtk_list_store_clear (self->rows);
  for (guint i = 0; i < job->lines->len; i++)
    {
      const ObConcordanceLine *line = job->lines->pdata[i];

      gtk_list_store_insert_with_values (
        self->rows, NULL, -1, COLUMN_LEFT, line->left, COLUMN_WORDS, line->text, COLUMN_RIGHT,
        line->right, COLUMN_SOURCE, g_hash_table_lookup (job->sources, &line->finding.article),
        COLUMN_ARTICLE, line->finding.article, COLUMN_ANNOTATION, line->finding.annotation,
        COLUMN_START, line->finding.start, COLUMN_END, line->finding.end, -1);
    }
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->rows));
}

static void
show_count (ObSearchView *self)
{
  guint n = self->findings ? self->findings->len : 0;
  guint n_annotations = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    n_annotations += g_array_index (self->findings, ObFinding, i).annotation != 0;
  if (n_annotations > 0)
    text = g_strdup_printf (ngettext ("%u annotation", "%u annotations", n), n);
  else
    text = g_strdup_printf (ngettext ("%u place", "%u places", n), n);
  if (n > MAX_LINES)
    {
      g_autofree char *all = g_steal_pointer (&text);

      /* Translators: how many are found, and how many of them are listed. */
      text = g_strdup_printf (_("%s, the first %u shown"), all, MAX_LINES);
    }
  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_widget_set_sensitive (self->annotate, n > n_annotations
                                              && !ob_project_is_read_only (self->project));
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObSearchView *self = OB_SEARCH_VIEW (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || job->project != self->project)
        return;
      gtk_label_set_text (GTK_LABEL (self->count), error->message);
      gtk_style_context_add_class (gtk_widget_get_style_context (self->count), "obelus-warning");
      gtk_widget_set_sensitive (self->annotate, FALSE);
      return;
    }
  if (job->project != self->project)
    return;

  gtk_style_context_remove_class (gtk_widget_get_style_context (self->count), "obelus-warning");
  g_clear_pointer (&self->findings, g_array_unref);
  self->findings = g_steal_pointer (&job->findings);
  show_lines (self, job);
  show_count (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "lines");
}

static gboolean
search_now (gpointer user_data)
{
  ObSearchView *self = user_data;
  const char *query = gtk_entry_get_text (GTK_ENTRY (self->entry));
  g_autoptr (GTask) task = NULL;
  Job *job;

  self->typing_source = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->project == NULL)
    return G_SOURCE_REMOVE;
  if (*query == '\0')
    {
      gtk_label_set_text (GTK_LABEL (self->count), "");
      gtk_widget_set_sensitive (self->annotate, FALSE);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "help");
      return G_SOURCE_REMOVE;
    }

  self->cancellable = g_cancellable_new ();
  job = g_new0 (Job, 1);
  job->shared = shared_ref (self->shared);
  job->project = g_object_ref (self->project);
  job->query = g_strdup (query);
  job->order = (ObConcordanceOrder) MAX (gtk_combo_box_get_active (GTK_COMBO_BOX (self->order)), 0);
  job->sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  task = g_task_new (self, self->cancellable, searched_cb, NULL);
  g_task_set_source_tag (task, search_now);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, search_thread);
  return G_SOURCE_REMOVE;
}

static void
typed_cb (ObSearchView *self)
{
  g_clear_handle_id (&self->typing_source, g_source_remove);
  self->typing_source = g_timeout_add (TYPING_MILLISECONDS, search_now, self);
}

static void
search_again (ObSearchView *self)
{
  if (*gtk_entry_get_text (GTK_ENTRY (self->entry)) != '\0'
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    typed_cb (self);
}

static void
annotations_changed_cb (ObSearchView *self, gint64 article)
{
  ob_search_touch (self->shared->search, article);
  search_again (self);
}

static void
everything_changed_cb (ObSearchView *self)
{
  ob_search_touch (self->shared->search, 0);
  search_again (self);
}

static void
row_activated_cb (ObSearchView *self, GtkTreePath *path)
{
  GtkTreeIter iter;
  gint64 article, annotation;
  guint start, end;

  if (!gtk_tree_model_get_iter (GTK_TREE_MODEL (self->rows), &iter, path))
    return;
  gtk_tree_model_get (GTK_TREE_MODEL (self->rows), &iter, COLUMN_ARTICLE, &article,
                      COLUMN_ANNOTATION, &annotation, COLUMN_START, &start, COLUMN_END, &end, -1);
  g_signal_emit (self, signals[PASSAGE_OPENED], 0, article, annotation, start, end);
}

/* Annotating what is found ---------------------------------------------------------------------- */

/* The chosen lines; all that is found when none or one is. (transfer full) */
static GArray *
collect (ObSearchView *self)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list));
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (ObFinding));
  GList *paths;

  if (gtk_tree_selection_count_selected_rows (selection) < 2)
    {
      g_array_append_vals (chosen, self->findings->data, self->findings->len);
      return chosen;
    }
  paths = gtk_tree_selection_get_selected_rows (selection, NULL);
  for (GList *l = paths; l != NULL; l = l->next)
    {
      ObFinding finding;
      GtkTreeIter iter;

      gtk_tree_model_get_iter (GTK_TREE_MODEL (self->rows), &iter, l->data);
      gtk_tree_model_get (GTK_TREE_MODEL (self->rows), &iter, COLUMN_ARTICLE, &finding.article,
                          COLUMN_ANNOTATION, &finding.annotation, COLUMN_START, &finding.start,
                          COLUMN_END, &finding.end, -1);
      g_array_append_val (chosen, finding);
    }
  g_list_free_full (paths, (GDestroyNotify) gtk_tree_path_free);
  return chosen;
}

static gboolean
annotate (ObSearchView *self, ObEdit *edit, const GArray *chosen, ObEntity label, GError **error)
{
  for (guint i = 0; i < chosen->len; i++)
    {
      const ObFinding *finding = &g_array_index (chosen, ObFinding, i);
      g_autoptr (GArray) segments = NULL;

      if (finding->annotation != 0 || finding->end == finding->start)
        continue;
      segments = ob_segments_new_single (finding->start, finding->end);
      if (ob_edit_annotate (edit, finding->article, label, segments, error) == 0)
        return FALSE;
    }
  return ob_edit_commit (edit, error);
}

static void
label_clicked_cb (GtkWidget *button, ObSearchView *self)
{
  const ObEntity *label = g_object_get_data (G_OBJECT (button), "obelus-entity");
  g_autofree char *name = ob_project_dup_label_of (self->project, *label);
  g_autoptr (GArray) chosen = self->findings ? collect (self) : NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *step = NULL;
  g_autoptr (GError) error = NULL;

  gtk_popover_popdown (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->annotate)));
  if (chosen == NULL || chosen->len == 0)
    return;
  if (chosen->len > MAX_ANNOTATED)
    {
      g_autofree char *message = g_strdup_printf (
        _("%u places are too many to annotate at once; narrow the search to %u."), chosen->len,
        MAX_ANNOTATED);

      ob_report_failure (GTK_WIDGET (self), message, NULL, NULL);
      return;
    }
  step = g_strdup_printf (ngettext ("Tag %u place as %s", "Tag %u places as %s", chosen->len),
                          chosen->len, name);
  edit = ob_edit_new (self->project, step);
  if (!annotate (self, edit, chosen, *label, &error))
    ob_report_error (GTK_WIDGET (self), error);
  else
    ob_report_notice (GTK_WIDGET (self), step, _("Undo"), "win.undo");
}

static void
fill_labels (ObSearchView *self)
{
  GtkWidget *popover = gtk_popover_new (self->annotate);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (self->project);

  g_object_set (box, "margin", 6, NULL);
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = codebook->labels->pdata[i];
      GtkWidget *button = gtk_button_new ();
      GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

      gtk_container_add (GTK_CONTAINER (content), ob_label_swatch_new (label));
      gtk_container_add (GTK_CONTAINER (content), gtk_label_new (label->name));
      gtk_container_add (GTK_CONTAINER (button), content);
      gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
      atk_object_set_name (gtk_widget_get_accessible (button), label->name);
      g_object_set_data_full (G_OBJECT (button), "obelus-entity",
                              g_memdup2 (&label->entity, sizeof label->entity), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (label_clicked_cb), self);
      gtk_container_add (GTK_CONTAINER (box), button);
    }
  gtk_widget_show_all (box);
  gtk_container_add (GTK_CONTAINER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->annotate), popover);
}

/* Smart lists ----------------------------------------------------------------------------------- */

static void
list_clicked_cb (GtkWidget *button, ObSearchView *self)
{
  ob_search_view_search (self, g_object_get_data (G_OBJECT (button), "obelus-query"));
  gtk_popover_popdown (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->lists)));
}

static void
set_list (ObSearchView *self, const char *step, const char *name, const char *query)
{
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  if (!ob_edit_set_search (edit, name, query, &error) || !ob_edit_commit (edit, &error))
    ob_report_error (GTK_WIDGET (self), error);
}

static void
forget_clicked_cb (GtkWidget *button, ObSearchView *self)
{
  set_list (self, _("Remove smart list"), g_object_get_data (G_OBJECT (button), "obelus-name"),
            NULL);
}

static void
save_list_cb (GtkEntry *entry, ObSearchView *self)
{
  const char *name = gtk_entry_get_text (entry);
  const char *query = gtk_entry_get_text (GTK_ENTRY (self->entry));

  if (*name != '\0' && *query != '\0')
    set_list (self, _("Keep smart list"), name, query);
}

static GtkWidget *
create_list_row (ObSearchView *self, const ObSavedSearch *search)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *open = gtk_button_new_with_label (search->name);
  GtkWidget *forget
    = gtk_button_new_from_icon_name ("user-trash-symbolic", GTK_ICON_SIZE_BUTTON);
  g_autofree char *name = g_strdup_printf (_("Remove “%s”"), search->name);

  gtk_button_set_relief (GTK_BUTTON (open), GTK_RELIEF_NONE);
  gtk_button_set_relief (GTK_BUTTON (forget), GTK_RELIEF_NONE);
  gtk_widget_set_halign (gtk_bin_get_child (GTK_BIN (open)), GTK_ALIGN_START);
  gtk_widget_set_hexpand (open, TRUE);
  gtk_widget_set_tooltip_text (open, search->query);
  gtk_widget_set_tooltip_text (forget, name);
  atk_object_set_name (gtk_widget_get_accessible (forget), name);
  g_object_set_data_full (G_OBJECT (open), "obelus-query", g_strdup (search->query), g_free);
  g_object_set_data_full (G_OBJECT (forget), "obelus-name", g_strdup (search->name), g_free);
  g_signal_connect (open, "clicked", G_CALLBACK (list_clicked_cb), self);
  g_signal_connect (forget, "clicked", G_CALLBACK (forget_clicked_cb), self);
  gtk_container_add (GTK_CONTAINER (row), open);
  gtk_container_add (GTK_CONTAINER (row), forget);
  return row;
}

static void
fill_lists (ObSearchView *self)
{
  GtkWidget *popover = gtk_popover_new (self->lists);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *entry = gtk_entry_new ();
  g_autoptr (GPtrArray) searches = ob_project_list_searches (self->project);

  g_object_set (box, "margin", 8, NULL);
  for (guint i = 0; i < searches->len; i++)
    gtk_container_add (GTK_CONTAINER (box), create_list_row (self, searches->pdata[i]));
  g_object_set (entry, "placeholder-text", _("Keep this search as…"), "width-chars", 26, NULL);
  atk_object_set_name (gtk_widget_get_accessible (entry), _("Name of a new smart list"));
  g_signal_connect (entry, "activate", G_CALLBACK (save_list_cb), self);
  gtk_container_add (GTK_CONTAINER (box), entry);
  gtk_widget_show_all (box);
  gtk_container_add (GTK_CONTAINER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->lists), popover);
}

static gboolean
fill_lists_cb (gpointer user_data)
{
  ObSearchView *self = user_data;

  if (self->project != NULL)
    fill_lists (self);
  return G_SOURCE_REMOVE;
}

/* Soon: it may be a button of the popover that has changed them. */
static void
directory_changed_cb (ObSearchView *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, fill_lists_cb, g_object_ref (self), g_object_unref);
  everything_changed_cb (self);
}

/* GObject --------------------------------------------------------------------------------------- */

static void
add_column (ObSearchView *self, const char *title, int column, double align, gboolean bold)
{
  GtkCellRenderer *cell = gtk_cell_renderer_text_new ();
  GtkTreeViewColumn *view
    = gtk_tree_view_column_new_with_attributes (title, cell, "text", column, NULL);

  g_object_set (cell, "xalign", align, "ellipsize",
                column == COLUMN_LEFT ? PANGO_ELLIPSIZE_START : PANGO_ELLIPSIZE_END, "weight",
                bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL, NULL);
  gtk_tree_view_column_set_sizing (view, GTK_TREE_VIEW_COLUMN_FIXED);
  gtk_tree_view_column_set_expand (view, TRUE);
  gtk_tree_view_column_set_resizable (view, TRUE);
  gtk_tree_view_column_set_fixed_width (view, column == COLUMN_WORDS ? 140 : 200);
  gtk_tree_view_append_column (GTK_TREE_VIEW (self->list), view);
}

static void
create_list (ObSearchView *self)
{
  self->rows = gtk_list_store_new (N_COLUMNS, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING,
                                   G_TYPE_STRING, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_UINT,
                                   G_TYPE_UINT);
  add_column (self, _("Before"), COLUMN_LEFT, 1.0, FALSE);
  add_column (self, _("Found"), COLUMN_WORDS, 0.5, TRUE);
  add_column (self, _("After"), COLUMN_RIGHT, 0.0, FALSE);
  add_column (self, _("Article"), COLUMN_SOURCE, 0.0, FALSE);
  gtk_tree_view_set_fixed_height_mode (GTK_TREE_VIEW (self->list), TRUE);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->rows));
  gtk_tree_selection_set_mode (gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list)),
                               GTK_SELECTION_MULTIPLE);
}

static void
forget (ObSearchView *self)
{
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->typing_source, g_source_remove);
  g_clear_pointer (&self->findings, g_array_unref);
  g_clear_pointer (&self->shared, shared_unref);
  g_clear_object (&self->project);
}

static void
ob_search_view_dispose (GObject *object)
{
  ObSearchView *self = OB_SEARCH_VIEW (object);

  forget (self);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (ob_search_view_parent_class)->dispose (object);
}

static void
ob_search_view_class_init (ObSearchViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_search_view_dispose;
  signals[PASSAGE_OPENED] = g_signal_new (
    "passage-opened", OB_TYPE_SEARCH_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
    G_TYPE_INT64, G_TYPE_INT64, G_TYPE_UINT, G_TYPE_UINT);
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/search-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ObSearchView, entry);
  gtk_widget_class_bind_template_child (widget_class, ObSearchView, count);
  gtk_widget_class_bind_template_child (widget_class, ObSearchView, order);
  gtk_widget_class_bind_template_child (widget_class, ObSearchView, annotate);
  gtk_widget_class_bind_template_child (widget_class, ObSearchView, lists);
  gtk_widget_class_bind_template_child (widget_class, ObSearchView, stack);
  gtk_widget_class_bind_template_child (widget_class, ObSearchView, list);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_again);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ob_search_view_init (ObSearchView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  create_list (self);
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->order), "place", _("By place"));
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->order), "left", _("By the word before"));
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->order), "right", _("By the word after"));
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->order), 0);
  atk_object_set_name (gtk_widget_get_accessible (self->entry), _("Search project"));
  atk_object_set_name (gtk_widget_get_accessible (self->order), _("Order of what is found"));
  atk_object_set_name (gtk_widget_get_accessible (self->annotate), _("Annotate what is found"));
  atk_object_set_name (gtk_widget_get_accessible (self->lists), _("Smart lists"));
  atk_object_set_name (gtk_widget_get_accessible (self->list), _("Found"));
}

void
ob_search_view_set_project (ObSearchView *self, ObProject *project)
{
  forget (self);
  gtk_list_store_clear (self->rows);
  gtk_entry_set_text (GTK_ENTRY (self->entry), "");
  g_clear_handle_id (&self->typing_source, g_source_remove);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "help");
  if (project == NULL)
    return;

  self->project = g_object_ref (project);
  self->shared = shared_new (project);
  fill_labels (self);
  fill_lists (self);
  g_signal_connect_swapped (project, "annotations-changed", G_CALLBACK (annotations_changed_cb),
                            self);
  g_signal_connect_swapped (project, "articles-changed", G_CALLBACK (everything_changed_cb), self);
  g_signal_connect_swapped (project, "directory-changed", G_CALLBACK (directory_changed_cb), self);
  g_signal_connect_swapped (project, "codebook-changed", G_CALLBACK (fill_labels), self);
}

void
ob_search_view_search (ObSearchView *self, const char *query)
{
  if (query != NULL)
    gtk_entry_set_text (GTK_ENTRY (self->entry), query);
  gtk_widget_grab_focus (self->entry);
}
