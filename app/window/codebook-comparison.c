#include "window/codebook-comparison.h"

#include "window/describe.h"
#include "window/label-swatch.h"

#include <glib/gi18n.h>
#include <string.h>

#define OB_TYPE_CODEBOOK_COMPARISON (ob_codebook_comparison_get_type ())
G_DECLARE_FINAL_TYPE (ObCodebookComparison, ob_codebook_comparison, OB, CODEBOOK_COMPARISON, GtkDialog)

struct _ObCodebookComparison
{
  GtkDialog parent_instance;

  GtkWidget *summary;
  GtkWidget *notes;
  GtkWidget *view;
  GtkTreeViewColumn *change_column;
  GtkTreeViewColumn *here_column;
  GtkTreeViewColumn *there_column;
  GtkCellRenderer *toggle;
  GtkCellRenderer *change_text;
  GtkCellRenderer *here_swatch;
  GtkCellRenderer *here_text;
  GtkCellRenderer *there_swatch;
  GtkCellRenderer *there_text;
  GtkWidget *here; /* GtkTextView: all of what the chosen row says */
  GtkWidget *there;
  GtkWidget *problem;
  GtkWidget *take_button;

  ObProject *project;     /* (owned) */
  ObCodebookFile *file;   /* (owned) */
  char *name;             /* (owned) of the file */
  ObCodebook *codebook;   /* (owned) the project's */
  GPtrArray *differences; /* (owned) ObDifference */
  GHashTable *chosen;     /* (owned) char *: what make_key() gives of the chosen differences */
  ObCodebookFilesTold told;
};

G_DEFINE_FINAL_TYPE (ObCodebookComparison, ob_codebook_comparison, GTK_TYPE_DIALOG)

/* Of the tree: a label, and below it what differs in it.  Where all of a label is new or only here, its own
 * row is the difference. */
enum
{
  COLUMN_DIFFERENCE, /* pointer to ObDifference; NULL for a label with differences below it */
  COLUMN_TITLE,
  COLUMN_HERE,
  COLUMN_THERE,
  N_COLUMNS
};

static const struct
{
  const char *what;
  const char *title;
} titles[] = {
  { "name", N_("Name") },
  { "parent", N_("Below") },
  { "colour", N_("Colour") },
  { "line", N_("Line") },
  { "key", N_("Key") },
  { "use_when", N_("Use when") },
  { "avoid_when", N_("Avoid when") },
  { "example", N_("Example") },
  { "counter_example", N_("Counter-example") },
};

static char *
make_key (const ObDifference *difference)
{
  return g_strconcat (difference->id, "\n", difference->what, NULL);
}

static gboolean
is_chosen (ObCodebookComparison *self, const ObDifference *difference)
{
  g_autofree char *key = make_key (difference);

  return g_hash_table_contains (self->chosen, key);
}

static gboolean
is_whole_label (const ObDifference *difference)
{
  return strcmp (difference->what, "label") == 0;
}

static const ObLabel *
find_here (ObCodebookComparison *self, const ObDifference *difference)
{
  return ob_codebook_find (self->codebook, difference->id);
}

static const ObLabel *
find_there (ObCodebookComparison *self, const ObDifference *difference)
{
  const ObLabel *here = find_here (self, difference);

  return here != NULL ? ob_codebook_find_same (self->file->codebook, here)
                      : ob_codebook_find (self->file->codebook, difference->id);
}

/* Why @difference cannot be taken; NULL when it can.  (transfer full) */
static char *
dup_obstacle (ObCodebookComparison *self, const ObDifference *difference)
{
  const ObLabel *here = find_here (self, difference);
  guint n;

  if (!is_whole_label (difference) || difference->second != NULL || here == NULL)
    return NULL;
  n = ob_project_count_annotations_with_label (self->project, here->entity);
  return n == 0 ? NULL
                : g_strdup_printf (ngettext ("Stays: %u annotation has it", "Stays: %u annotations have it", n),
                                   n);
}

/* Reading the differences ---------------------------------------------------------------------- */

/* What the format of the file says nothing about is no difference. */
static gboolean
is_told (ObCodebookComparison *self, const ObDifference *difference)
{
  const struct
  {
    const char *what;
    ObTakenFields field;
  } fields[] = {
    { "colour", OB_TAKE_COLOUR },
    { "line", OB_TAKE_LINE },
    { "key", OB_TAKE_KEY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (difference->what, fields[i].what) == 0)
      return (self->file->fields & fields[i].field) != 0;

  return TRUE;
}

static void
read_differences (ObCodebookComparison *self)
{
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  self->codebook = ob_project_ref_codebook (self->project);
  self->differences = ob_codebook_compare (self->codebook, self->file->codebook);
  for (guint i = self->differences->len; i > 0; i--)
    if (!is_told (self, g_ptr_array_index (self->differences, i - 1)))
      g_ptr_array_remove_index (self->differences, i - 1);
}

/* "Stance" for "@stance", else as the codebook's form calls it.  (transfer full) */
static char *
dup_title (const ObDifference *difference)
{
  if (*difference->what == '@')
    return ob_describe_identifier (difference->what + 1);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strcmp (difference->what, titles[i].what) == 0)
      return g_strdup (_(titles[i].title));

  return g_strdup (difference->what);
}

/* Colours are shown by their swatch and counted from 1, as in the form.  (transfer full) */
static char *
dup_value (const ObDifference *difference, const char *value)
{
  if (value == NULL)
    return g_strdup ("–");
  if (strcmp (difference->what, "colour") == 0)
    return g_strdup_printf (_("Colour %u"), (guint) g_ascii_strtoull (value, NULL, 10) + 1);
  if (strcmp (difference->what, "line") == 0)
    return ob_describe_identifier (value);

  return g_strdup (value);
}

static void
add_whole_label (ObCodebookComparison *self, GtkTreeStore *store, const ObDifference *difference)
{
  gtk_tree_store_insert_with_values (store, NULL, NULL, -1,
                                     COLUMN_DIFFERENCE, difference,
                                     COLUMN_TITLE, difference->first == NULL ? _("New label") : _("Only here"),
                                     COLUMN_HERE, difference->first != NULL ? difference->first : "–",
                                     COLUMN_THERE, difference->second != NULL ? difference->second : "–",
                                     -1);
}

static void
add_heading (ObCodebookComparison *self, GtkTreeStore *store, const ObDifference *difference,
             GtkTreeIter *heading)
{
  const ObLabel *there = find_there (self, difference);

  gtk_tree_store_insert_with_values (store, heading, NULL, -1,
                                     COLUMN_TITLE, _("Changed"),
                                     COLUMN_HERE, difference->label,
                                     COLUMN_THERE, there != NULL ? there->name : "",
                                     -1);
}

static void
fill (ObCodebookComparison *self)
{
  g_autoptr (GtkTreeStore) store
    = gtk_tree_store_new (N_COLUMNS, G_TYPE_POINTER, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  const char *label = NULL;
  GtkTreeIter heading;

  for (guint i = 0; i < self->differences->len; i++)
    {
      const ObDifference *difference = g_ptr_array_index (self->differences, i);
      g_autofree char *title = dup_title (difference);
      g_autofree char *here = dup_value (difference, difference->first);
      g_autofree char *there = dup_value (difference, difference->second);

      if (is_whole_label (difference))
        {
          add_whole_label (self, store, difference);
          continue;
        }
      if (g_strcmp0 (label, difference->id) != 0)
        add_heading (self, store, difference, &heading);
      label = difference->id;
      gtk_tree_store_insert_with_values (store, NULL, &heading, -1,
                                         COLUMN_DIFFERENCE, difference,
                                         COLUMN_TITLE, title,
                                         COLUMN_HERE, here,
                                         COLUMN_THERE, there,
                                         -1);
    }

  gtk_tree_view_set_model (GTK_TREE_VIEW (self->view), GTK_TREE_MODEL (store));
  gtk_tree_view_expand_all (GTK_TREE_VIEW (self->view));
}

/* "2 new, 3 changed, 1 only here": labels. */
static void
summarise (ObCodebookComparison *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL, *summary = NULL;
  guint n_new = 0, n_changed = 0, n_here = 0;
  const char *label = NULL;

  for (guint i = 0; i < self->differences->len; i++)
    {
      const ObDifference *difference = g_ptr_array_index (self->differences, i);

      if (!is_whole_label (difference))
        n_changed += g_strcmp0 (label, difference->id) != 0;
      else if (difference->first == NULL)
        n_new++;
      else
        n_here++;
      label = difference->id;
    }
  if (n_new > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u new label", "%u new labels", n_new), n_new));
  if (n_changed > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u changed", "%u changed", n_changed), n_changed));
  if (n_here > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u only here", "%u only here", n_here), n_here));
  g_ptr_array_add (parts, NULL);
  joined = g_strjoinv (_(", "), (char **) parts->pdata);
  /* Translators: the file, then what it brings: "In “book.json”: 2 new labels, 3 changed". */
  summary = g_strdup_printf (_("In “%s”: %s"), self->name,
                             self->differences->len > 0 ? joined : _("nothing else than here"));
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
}

/* Choosing ------------------------------------------------------------------------------------- */

static guint
count_chosen (ObCodebookComparison *self)
{
  guint n = 0;

  for (guint i = 0; i < self->differences->len; i++)
    n += is_chosen (self, g_ptr_array_index (self->differences, i));

  return n;
}

static void
show_choice (ObCodebookComparison *self)
{
  guint n = count_chosen (self);
  g_autofree char *title
    = n == 0 ? g_strdup (_("_Take"))
             : g_strdup_printf (ngettext ("_Take %u Change", "_Take %u Changes", n), n);

  gtk_button_set_label (GTK_BUTTON (self->take_button), title);
  gtk_widget_set_sensitive (self->take_button, n > 0);
  gtk_widget_queue_draw (self->view);
}

static void
choose (ObCodebookComparison *self, const ObDifference *difference, gboolean chosen)
{
  g_autofree char *obstacle = dup_obstacle (self, difference);
  g_autofree char *key = make_key (difference);

  if (chosen && obstacle == NULL)
    g_hash_table_add (self->chosen, g_steal_pointer (&key));
  else
    g_hash_table_remove (self->chosen, key);
}

/* How many of a label's differences there are, and how many are chosen. */
static guint
count_below (ObCodebookComparison *self, GtkTreeModel *model, GtkTreeIter *heading, guint *n_chosen)
{
  guint n = (guint) gtk_tree_model_iter_n_children (model, heading);

  *n_chosen = 0;
  for (guint i = 0; i < n; i++)
    {
      GtkTreeIter iter;
      gpointer difference;

      gtk_tree_model_iter_nth_child (model, &iter, heading, (int) i);
      gtk_tree_model_get (model, &iter, COLUMN_DIFFERENCE, &difference, -1);
      *n_chosen += is_chosen (self, difference);
    }

  return n;
}

static void
choose_below (ObCodebookComparison *self, GtkTreeModel *model, GtkTreeIter *heading)
{
  guint n_chosen, n = count_below (self, model, heading, &n_chosen);

  for (guint i = 0; i < n; i++)
    {
      GtkTreeIter iter;
      gpointer difference;

      gtk_tree_model_iter_nth_child (model, &iter, heading, (int) i);
      gtk_tree_model_get (model, &iter, COLUMN_DIFFERENCE, &difference, -1);
      choose (self, difference, n_chosen < n);
    }
}

/* Space, Enter or a double click. */
static void
row_activated_cb (ObCodebookComparison *self, GtkTreePath *path)
{
  GtkTreeModel *model = gtk_tree_view_get_model (GTK_TREE_VIEW (self->view));
  const ObDifference *difference;
  GtkTreeIter iter;

  if (!gtk_tree_model_get_iter (model, &iter, path))
    return;

  gtk_widget_hide (self->problem);
  gtk_tree_model_get (model, &iter, COLUMN_DIFFERENCE, &difference, -1);
  if (difference != NULL)
    choose (self, difference, !is_chosen (self, difference));
  else
    choose_below (self, model, &iter);
  show_choice (self);
}

static void
toggled_cb (ObCodebookComparison *self, const char *path_text)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_string (path_text);

  row_activated_cb (self, path);
}

/* What the file does not say is left alone. */
static void
choose_all_clicked_cb (ObCodebookComparison *self)
{
  for (guint i = 0; i < self->differences->len; i++)
    {
      const ObDifference *difference = g_ptr_array_index (self->differences, i);

      if (difference->second != NULL)
        choose (self, difference, TRUE);
    }
  show_choice (self);
}

static void
choose_none_clicked_cb (ObCodebookComparison *self)
{
  g_hash_table_remove_all (self->chosen);
  show_choice (self);
}

/* Showing -------------------------------------------------------------------------------------- */

static void
append_line (GString *text, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", title, value);
}

/* All that @label says, a line for each.  (transfer full) */
static char *
describe_label (const ObLabel *label, const ObCodebook *codebook)
{
  const ObLabel *parent = label->parent != 0 ? ob_codebook_get (codebook, label->parent) : NULL;
  GString *text = g_string_new (label->name);

  append_line (text, _("Below"), parent != NULL ? parent->name : NULL);
  append_line (text, _("Key"), label->key);
  append_line (text, _("Use when"), label->use_when);
  append_line (text, _("Avoid when"), label->avoid_when);
  append_line (text, _("Example"), label->example);
  append_line (text, _("Counter-example"), label->counter_example);
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);
      g_autofree char *title = ob_describe_identifier (attribute->name);
      g_autofree char *definition = ob_attribute_describe (attribute);

      append_line (text, title, definition);
    }

  return g_string_free (text, FALSE);
}

static void
show_side (GtkWidget *view, const ObDifference *difference, const char *value, const ObLabel *label,
           const ObCodebook *codebook)
{
  g_autofree char *text = NULL;

  if (difference == NULL)
    text = g_strdup ("");
  else if (is_whole_label (difference) && value != NULL && label != NULL)
    text = describe_label (label, codebook);
  else
    text = dup_value (difference, value);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
selection_changed_cb (ObCodebookComparison *self, GtkTreeSelection *selection)
{
  const ObDifference *difference = NULL;
  GtkTreeModel *model;
  GtkTreeIter iter;

  if (gtk_tree_selection_get_selected (selection, &model, &iter))
    gtk_tree_model_get (model, &iter, COLUMN_DIFFERENCE, &difference, -1);
  show_side (self->here, difference, difference != NULL ? difference->first : NULL,
             difference != NULL ? find_here (self, difference) : NULL, self->codebook);
  show_side (self->there, difference, difference != NULL ? difference->second : NULL,
             difference != NULL ? find_there (self, difference) : NULL, self->file->codebook);
}

static void
render_toggle_cb (GtkTreeViewColumn *column, GtkCellRenderer *cell, GtkTreeModel *model,
                  GtkTreeIter *iter, gpointer user_data)
{
  ObCodebookComparison *self = user_data;
  const ObDifference *difference;
  guint n = 1, n_chosen;
  g_autofree char *obstacle = NULL;

  gtk_tree_model_get (model, iter, COLUMN_DIFFERENCE, &difference, -1);
  if (difference != NULL)
    {
      obstacle = dup_obstacle (self, difference);
      n_chosen = is_chosen (self, difference);
    }
  else
    n = count_below (self, model, iter, &n_chosen);
  g_object_set (cell, "active", n_chosen == n, "inconsistent", n_chosen > 0 && n_chosen < n, "sensitive",
                obstacle == NULL, "activatable", obstacle == NULL, NULL);
}

static void
render_change_cb (GtkTreeViewColumn *column, GtkCellRenderer *cell, GtkTreeModel *model,
                  GtkTreeIter *iter, gpointer user_data)
{
  ObCodebookComparison *self = user_data;
  const ObDifference *difference;
  g_autofree char *title = NULL, *obstacle = NULL;
  gboolean heading;

  gtk_tree_model_get (model, iter, COLUMN_DIFFERENCE, &difference, COLUMN_TITLE, &title, -1);
  heading = difference == NULL || is_whole_label (difference);
  if (difference != NULL)
    obstacle = dup_obstacle (self, difference);
  g_object_set (cell, "text", obstacle != NULL ? obstacle : title, "weight",
                heading ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL, NULL);
}

/* The look of a label beside its name, and where the look differs. */
static void
render_swatch (ObCodebookComparison *self, GtkCellRenderer *cell, GtkTreeModel *model, GtkTreeIter *iter,
               gboolean here)
{
  const ObDifference *difference;
  const ObLabel *label = NULL;
  cairo_surface_t *surface = NULL;
  GtkTreeIter below;

  gtk_tree_model_get (model, iter, COLUMN_DIFFERENCE, &difference, -1);
  if (difference == NULL && gtk_tree_model_iter_children (model, &below, iter))
    gtk_tree_model_get (model, &below, COLUMN_DIFFERENCE, &difference, -1);
  else if (difference != NULL && !is_whole_label (difference) && strcmp (difference->what, "colour") != 0
           && strcmp (difference->what, "line") != 0)
    difference = NULL;
  if (difference != NULL)
    label = here ? find_here (self, difference) : find_there (self, difference);
  if (label != NULL)
    surface = ob_label_swatch_create_surface (self->view, label);
  g_object_set (cell, "surface", surface, NULL);
  g_clear_pointer (&surface, cairo_surface_destroy);
}

static void
render_here_cb (GtkTreeViewColumn *column, GtkCellRenderer *cell, GtkTreeModel *model, GtkTreeIter *iter,
                gpointer user_data)
{
  render_swatch (user_data, cell, model, iter, TRUE);
}

static void
render_there_cb (GtkTreeViewColumn *column, GtkCellRenderer *cell, GtkTreeModel *model,
                 GtkTreeIter *iter, gpointer user_data)
{
  render_swatch (user_data, cell, model, iter, FALSE);
}

/* One line of each text: the whole is below. */
static void
render_text_cb (GtkTreeViewColumn *column, GtkCellRenderer *cell, GtkTreeModel *model, GtkTreeIter *iter,
                gpointer user_data)
{
  const ObDifference *difference;
  g_autofree char *text = NULL;

  gtk_tree_model_get (model, iter, COLUMN_DIFFERENCE, &difference, GPOINTER_TO_INT (user_data), &text, -1);
  g_object_set (cell, "text", text != NULL ? g_strdelimit (text, "\n", ' ') : "", "weight",
                difference == NULL || is_whole_label (difference) ? PANGO_WEIGHT_BOLD
                                                                  : PANGO_WEIGHT_NORMAL,
                NULL);
}

static void
create_cells (ObCodebookComparison *self)
{
  gtk_tree_view_column_set_cell_data_func (self->change_column, self->toggle, render_toggle_cb, self, NULL);
  gtk_tree_view_column_set_cell_data_func (self->change_column, self->change_text, render_change_cb, self,
                                           NULL);
  gtk_tree_view_column_set_cell_data_func (self->here_column, self->here_swatch, render_here_cb, self, NULL);
  gtk_tree_view_column_set_cell_data_func (self->here_column, self->here_text, render_text_cb,
                                           GINT_TO_POINTER (COLUMN_HERE), NULL);
  gtk_tree_view_column_set_cell_data_func (self->there_column, self->there_swatch, render_there_cb, self,
                                           NULL);
  gtk_tree_view_column_set_cell_data_func (self->there_column, self->there_text, render_text_cb,
                                           GINT_TO_POINTER (COLUMN_THERE), NULL);
}

static void
load (ObCodebookComparison *self)
{
  /* The rows point to what goes. */
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->view), NULL);
  read_differences (self);
  fill (self);
  summarise (self);
  show_choice (self);
}

/* Taking --------------------------------------------------------------------------------------- */

static gboolean
take (ObCodebookComparison *self, GError **error)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_autofree char *step = NULL;
  g_autoptr (ObEdit) edit = NULL;

  for (guint i = 0; i < self->differences->len; i++)
    if (is_chosen (self, g_ptr_array_index (self->differences, i)))
      g_ptr_array_add (chosen, g_ptr_array_index (self->differences, i));
  step = g_strdup_printf (ngettext ("Take %u change from codebook %s", "Take %u changes from codebook %s",
                                    chosen->len),
                          chosen->len, self->name);
  edit = ob_edit_new (self->project, step);

  return ob_edit_take_differences (edit, self->file->codebook, chosen, error)
         && ob_edit_commit (edit, error);
}

static void
ob_codebook_comparison_response (GtkDialog *dialog, int response)
{
  ObCodebookComparison *self = OB_CODEBOOK_COMPARISON (dialog);
  guint n = count_chosen (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *done = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      /* The dialog goes: it has no use for what the step changes. */
      g_signal_handlers_block_by_func (self->project, load, self);
      if (!take (self, &error))
        {
          g_signal_handlers_unblock_by_func (self->project, load, self);
          gtk_label_set_text (GTK_LABEL (self->problem), error->message);
          gtk_widget_show (self->problem);
          return;
        }
      done = g_strdup_printf (ngettext ("Took %u change from “%s”.", "Took %u changes from “%s”.", n), n,
                              self->name);
      self->told (gtk_window_get_transient_for (GTK_WINDOW (self)), TRUE, done);
    }
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
ob_codebook_comparison_dispose (GObject *object)
{
  ObCodebookComparison *self = OB_CODEBOOK_COMPARISON (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);

  G_OBJECT_CLASS (ob_codebook_comparison_parent_class)->dispose (object);
}

static void
ob_codebook_comparison_finalize (GObject *object)
{
  ObCodebookComparison *self = OB_CODEBOOK_COMPARISON (object);

  g_clear_pointer (&self->file, ob_codebook_file_free);
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_hash_table_unref (self->chosen);
  g_free (self->name);

  G_OBJECT_CLASS (ob_codebook_comparison_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, summary);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, notes);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, view);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, change_column);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, here_column);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, there_column);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, toggle);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, change_text);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, here_swatch);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, here_text);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, there_swatch);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, there_text);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, here);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, there);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, problem);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookComparison, take_button);
}

static void
ob_codebook_comparison_class_init (ObCodebookComparisonClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_codebook_comparison_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_codebook_comparison_finalize;
  GTK_DIALOG_CLASS (class)->response = ob_codebook_comparison_response;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/codebook-comparison.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_none_clicked_cb);
}

static void
ob_codebook_comparison_init (ObCodebookComparison *self)
{
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  create_cells (self);
}

static void
show_notes (ObCodebookComparison *self)
{
  g_autofree char *text = NULL;

  g_ptr_array_add (self->file->notes, NULL);
  text = g_strjoinv (" ", (char **) self->file->notes->pdata);
  g_ptr_array_remove_index (self->file->notes, self->file->notes->len - 1);
  gtk_label_set_text (GTK_LABEL (self->notes), text);
  gtk_widget_set_visible (self->notes, *text != '\0');
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_codebook_comparison_open (GtkWindow *parent,
                             ObProject *project,
                             ObCodebookFile *file,
                             const char *name,
                             ObCodebookFilesTold told)
{
  ObCodebookComparison *self = g_object_new (OB_TYPE_CODEBOOK_COMPARISON,
                                             "use-header-bar", TRUE,
                                             "transient-for", parent,
                                             "destroy-with-parent", TRUE,
                                             NULL);
  g_autofree char *same = NULL;

  self->project = g_object_ref (project);
  self->file = file;
  self->name = g_strdup (name);
  self->told = told;
  load (self);
  if (self->differences->len == 0)
    {
      same = g_strdup_printf (_("The codebook and “%s” say the same."), name);
      gtk_widget_destroy (GTK_WIDGET (self));
      told (parent, TRUE, same);
      return;
    }

  show_notes (self);
  gtk_widget_set_visible (self->take_button, !ob_project_is_read_only (project));
  g_signal_connect_swapped (project, "codebook-changed", G_CALLBACK (load), self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->view);
}
