#include "window/annotation-filter.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "window/choice-box.h"

/* What this copy of a project remembers. */
#define GROUPING_KEY "annotations-grouping"
#define ORDER_KEY "annotations-order"

typedef enum
{
  CHOICE_GROUPING,
  CHOICE_ORDER,
  CHOICE_LABEL,
  CHOICE_ANNOTATOR,
  CHOICE_SPEAKER,
  CHOICE_DISPUTE,
  N_CHOICES
} Choice;

static const char *const choice_titles[N_CHOICES] = {
  N_ ("Group by"), N_ ("Order"), N_ ("Label"), N_ ("Annotator"), N_ ("Speaker"), N_ ("Dispute"),
};

static const char *const grouping_names[OB_N_GROUPINGS] = {
  N_ ("Nothing"), N_ ("Label"), N_ ("Annotator"), N_ ("Speaker"), N_ ("Dispute"),
};

static const char *const order_names[OB_N_ORDERS] = {
  N_ ("As in the text"),
  N_ ("Newest first"),
  N_ ("Longest first"),
};

struct _ObAnnotationFilter
{
  GtkBox parent_instance;

  GtkWidget *entry;
  GtkWidget *button;
  GtkWidget *clear;
  GtkWidget *choices[N_CHOICES];

  ObProject *project; /* (owned) (nullable) */
  ObEntity article;
  ObArrangement arrangement;
  gboolean updating; /* the controls change, but not by the user */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObAnnotationFilter, ob_annotation_filter, GTK_TYPE_BOX)

static void
append (ObAnnotationFilter *self, Choice choice, ObEntity id, const char *title)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->choices[choice]), text, title);
}

static ObEntity
get_chosen (ObAnnotationFilter *self, Choice choice)
{
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->choices[choice]));

  return id != NULL ? g_ascii_strtoll (id, NULL, 10) : 0;
}

/* Chooses @id; the first choice when it is not there any more. */
static void
choose (ObAnnotationFilter *self, Choice choice, ObEntity id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  GtkComboBox *box = GTK_COMBO_BOX (self->choices[choice]);

  if (!gtk_combo_box_set_active_id (box, text))
    gtk_combo_box_set_active (box, 0);
}

static void
fill_labels (ObAnnotationFilter *self)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (self->project);

  append (self, CHOICE_LABEL, 0, _("Any"));
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      append (self, CHOICE_LABEL, label->entity, label->name);
    }
}

static void
fill_annotators (ObAnnotationFilter *self)
{
  g_autoptr (GPtrArray) annotators = ob_project_list_annotators (self->project);

  append (self, CHOICE_ANNOTATOR, 0, _("Anyone"));
  for (guint i = 0; i < annotators->len; i++)
    {
      const ObAnnotator *annotator = g_ptr_array_index (annotators, i);

      append (self, CHOICE_ANNOTATOR, annotator->entity, annotator->name);
    }
}

/* Speakers and disputes that the article has: a project may have thousands. */
static void
fill_subjects (ObAnnotationFilter *self)
{
  g_autoptr (GArray) subjects = ob_project_list_subjects (self->project, self->article);
  g_autoptr (GHashTable) here = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (self->project);
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (self->project);

  for (guint i = 0; i < subjects->len; i++)
    {
      const ObSubject *subject = &g_array_index (subjects, ObSubject, i);

      g_hash_table_add (here, GSIZE_TO_POINTER ((gsize) subject->speaker));
      g_hash_table_add (here, GSIZE_TO_POINTER ((gsize) subject->dispute));
    }

  append (self, CHOICE_SPEAKER, 0, _("Anyone"));
  append (self, CHOICE_SPEAKER, OB_NOBODY, _("Nobody yet"));
  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (speakers, i);

      if (g_hash_table_contains (here, GSIZE_TO_POINTER ((gsize) speaker->entity)))
        append (self, CHOICE_SPEAKER, speaker->entity, speaker->name);
    }

  append (self, CHOICE_DISPUTE, 0, _("Any"));
  append (self, CHOICE_DISPUTE, OB_NOBODY, _("None yet"));
  for (guint i = 0; i < disputes->len; i++)
    {
      const ObDispute *dispute = g_ptr_array_index (disputes, i);

      if (g_hash_table_contains (here, GSIZE_TO_POINTER ((gsize) dispute->entity)))
        append (self, CHOICE_DISPUTE, dispute->entity, dispute->question);
    }
}

/* When the popover opens: what there is may have changed. */
static void
fill_choices (ObAnnotationFilter *self)
{
  if (self->project == NULL)
    return;

  self->updating = TRUE;
  for (guint i = CHOICE_LABEL; i < N_CHOICES; i++)
    gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (self->choices[i]));
  fill_labels (self);
  fill_annotators (self);
  fill_subjects (self);
  choose (self, CHOICE_GROUPING, self->arrangement.grouping);
  choose (self, CHOICE_ORDER, self->arrangement.order);
  choose (self, CHOICE_LABEL, self->arrangement.label);
  choose (self, CHOICE_ANNOTATOR, self->arrangement.annotator);
  choose (self, CHOICE_SPEAKER, self->arrangement.speaker);
  choose (self, CHOICE_DISPUTE, self->arrangement.dispute);
  self->updating = FALSE;
}

/* The button says that something is left out, also to who cannot see its colour. */
static void
show_state (ObAnnotationFilter *self)
{
  gboolean filtered = ob_arrangement_is_filter (&self->arrangement);
  GtkStyleContext *style = gtk_widget_get_style_context (self->button);
  const char *text = filtered ? _("Arrange annotations: some are left out")
                              : _("Arrange annotations");

  if (filtered)
    gtk_style_context_add_class (style, GTK_STYLE_CLASS_SUGGESTED_ACTION);
  else
    gtk_style_context_remove_class (style, GTK_STYLE_CLASS_SUGGESTED_ACTION);
  gtk_widget_set_tooltip_text (self->button, text);
  gtk_widget_set_sensitive (self->clear, filtered);
}

static void
tell (ObAnnotationFilter *self)
{
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
choice_changed_cb (ObAnnotationFilter *self)
{
  char number[16];

  if (self->updating || self->project == NULL)
    return;

  self->arrangement.grouping = (ObGrouping) get_chosen (self, CHOICE_GROUPING);
  self->arrangement.order = (ObOrder) get_chosen (self, CHOICE_ORDER);
  self->arrangement.label = get_chosen (self, CHOICE_LABEL);
  self->arrangement.annotator = get_chosen (self, CHOICE_ANNOTATOR);
  self->arrangement.speaker = get_chosen (self, CHOICE_SPEAKER);
  self->arrangement.dispute = get_chosen (self, CHOICE_DISPUTE);

  g_snprintf (number, sizeof number, "%d", self->arrangement.grouping);
  ob_project_set_local (self->project, GROUPING_KEY, number);
  g_snprintf (number, sizeof number, "%d", self->arrangement.order);
  ob_project_set_local (self->project, ORDER_KEY, number);
  tell (self);
}

static void
words_changed_cb (ObAnnotationFilter *self)
{
  const char *words = gtk_entry_get_text (GTK_ENTRY (self->entry));

  if (self->updating)
    return;

  g_free (self->arrangement.words);
  self->arrangement.words = *words != '\0' ? g_strdup (words) : NULL;
  tell (self);
}

static int
read_local (ObProject *project, const char *key, int n_values)
{
  g_autofree char *saved = ob_project_get_local (project, key);

  return saved != NULL ? CLAMP (atoi (saved), 0, n_values - 1) : 0;
}

/* A long question must not make the popover as wide as it is. */
static void
ellipsize (GtkWidget *box)
{
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (box));

  for (GList *l = cells; l != NULL; l = l->next)
    g_object_set (l->data, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 32, "width-chars", 20,
                  NULL);
}

static GtkWidget *
create_grid (ObAnnotationFilter *self)
{
  GtkWidget *grid = gtk_grid_new ();

  g_object_set (grid, "row-spacing", 6, "column-spacing", 12, "margin", 12, NULL);
  for (guint i = 0; i < N_CHOICES; i++)
    {
      GtkWidget *title = gtk_label_new (_(choice_titles[i]));

      self->choices[i] = ob_choice_box_new ();
      ellipsize (self->choices[i]);
      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_style_context_add_class (gtk_widget_get_style_context (title), GTK_STYLE_CLASS_DIM_LABEL);
      gtk_label_set_mnemonic_widget (GTK_LABEL (title), self->choices[i]);
      atk_object_set_name (gtk_widget_get_accessible (self->choices[i]), _(choice_titles[i]));
      gtk_grid_attach (GTK_GRID (grid), title, 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), self->choices[i], 1, (int) i, 1, 1);
    }

  for (int i = 0; i < OB_N_GROUPINGS; i++)
    append (self, CHOICE_GROUPING, i, _(grouping_names[i]));
  for (int i = 0; i < OB_N_ORDERS; i++)
    append (self, CHOICE_ORDER, i, _(order_names[i]));
  for (guint i = 0; i < N_CHOICES; i++)
    g_signal_connect_swapped (self->choices[i], "changed", G_CALLBACK (choice_changed_cb), self);

  self->clear = gtk_button_new_with_mnemonic (_("Show _All"));
  gtk_widget_set_halign (self->clear, GTK_ALIGN_END);
  gtk_grid_attach (GTK_GRID (grid), self->clear, 0, N_CHOICES, 2, 1);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (ob_annotation_filter_clear), self);
  gtk_widget_show_all (grid);

  return grid;
}

static void
ob_annotation_filter_dispose (GObject *object)
{
  ObAnnotationFilter *self = OB_ANNOTATION_FILTER (object);

  self->updating = TRUE;
  g_clear_object (&self->project);
  ob_arrangement_clear (&self->arrangement);

  G_OBJECT_CLASS (ob_annotation_filter_parent_class)->dispose (object);
}

static void
ob_annotation_filter_class_init (ObAnnotationFilterClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_annotation_filter_dispose;
  signals[CHANGED] = g_signal_new ("changed", OB_TYPE_ANNOTATION_FILTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
ob_annotation_filter_init (ObAnnotationFilter *self)
{
  GtkWidget *popover = gtk_popover_new (NULL);

  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->entry = gtk_search_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Words in annotations"));
  gtk_entry_set_width_chars (GTK_ENTRY (self->entry), 8);
  atk_object_set_name (gtk_widget_get_accessible (self->entry), _("Filter annotations"));
  self->button = gtk_menu_button_new ();
  gtk_container_add (GTK_CONTAINER (self->button),
                     gtk_image_new_from_icon_name ("view-more-symbolic", GTK_ICON_SIZE_BUTTON));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  atk_object_set_name (gtk_widget_get_accessible (self->button), _("Arrange annotations"));
  gtk_container_add (GTK_CONTAINER (popover), create_grid (self));
  gtk_box_pack_start (GTK_BOX (self), self->entry, TRUE, TRUE, 0);
  gtk_box_pack_end (GTK_BOX (self), self->button, FALSE, FALSE, 0);
  gtk_widget_show_all (self->entry);
  gtk_widget_show_all (self->button);

  g_signal_connect_swapped (popover, "show", G_CALLBACK (fill_choices), self);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (words_changed_cb), self);
  show_state (self);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_annotation_filter_set_article (ObAnnotationFilter *self, ObProject *project, ObEntity article)
{
  self->article = article;
  if (project == NULL || self->project == project)
    return;

  g_set_object (&self->project, project);
  ob_arrangement_clear (&self->arrangement);
  self->arrangement.grouping = (ObGrouping) read_local (project, GROUPING_KEY, OB_N_GROUPINGS);
  self->arrangement.order = (ObOrder) read_local (project, ORDER_KEY, OB_N_ORDERS);
  self->updating = TRUE;
  gtk_entry_set_text (GTK_ENTRY (self->entry), "");
  self->updating = FALSE;
  show_state (self);
}

const ObArrangement *
ob_annotation_filter_get_arrangement (ObAnnotationFilter *self)
{
  return &self->arrangement;
}

void
ob_annotation_filter_clear (ObAnnotationFilter *self)
{
  ObArrangement kept = { .grouping = self->arrangement.grouping, .order = self->arrangement.order };

  ob_arrangement_clear (&self->arrangement);
  self->arrangement = kept;
  self->updating = TRUE;
  gtk_entry_set_text (GTK_ENTRY (self->entry), "");
  self->updating = FALSE;
  if (self->project != NULL)
    fill_choices (self);
  tell (self);
}
