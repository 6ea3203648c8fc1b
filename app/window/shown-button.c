#include "window/shown-button.h"

#include <glib/gi18n.h>

#include "window/label-swatch.h"

/* The list scrolls when it is higher, in pixels. */
#define LIST_HEIGHT 420

/* The columns of the grid. */
#define COLUMN_CHECK 0
#define COLUMN_COUNT 1
#define COLUMN_ONLY 2

struct _ObShownButton
{
  GtkMenuButton parent_instance;

  GtkWidget *text; /* what is hidden */
  GtkWidget *grid; /* one row a label and annotator, made when the popover opens */
  GtkWidget *everything;
  GtkWidget *mine;
  GtkWidget *bare;

  ObArticleView *view; /* (unowned) (nullable) */
  ObProject *project;  /* (owned) (nullable) */
  gboolean updating;   /* the checks change, but not by the user */
};

G_DEFINE_FINAL_TYPE (ObShownButton, ob_shown_button, GTK_TYPE_MENU_BUTTON)

/* What a row is of. */
typedef struct
{
  ObEntity entity;
  char *id;            /* (owned) as the actions take it */
  gboolean annotator;  /* or a label */
} Subject;

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_free (subject->id);
  g_free (subject);
}

static const Subject *
get_subject (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "obelus-subject");
}

static void
activate (ObShownButton *self, const char *action, const char *id)
{
  g_action_group_activate_action (ob_article_view_get_actions (self->view), action,
                                  id != NULL ? g_variant_new_string (id) : NULL);
}

static gboolean
is_shown (ObShownButton *self, const Subject *subject)
{
  const GArray *hidden;

  if (subject->annotator)
    return ob_article_view_shows_annotator (self->view, subject->entity);

  hidden = ob_article_view_get_hidden (self->view);
  for (guint i = 0; i < hidden->len; i++)
    if (g_array_index (hidden, ObEntity, i) == subject->entity)
      return FALSE;

  return TRUE;
}

static void
update_check_cb (GtkWidget *widget, gpointer data)
{
  ObShownButton *self = data;
  const Subject *subject = get_subject (widget);

  if (GTK_IS_CHECK_BUTTON (widget))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), is_shown (self, subject));
}

/* Brings the checks in step with what is shown, whoever changed it. */
static void
update_checks (ObShownButton *self)
{
  self->updating = TRUE;
  gtk_container_foreach (GTK_CONTAINER (self->grid), update_check_cb, self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->bare), ob_article_view_is_bare (self->view));
  self->updating = FALSE;
}

static void
check_toggled_cb (ObShownButton *self, GtkWidget *check)
{
  const Subject *subject = get_subject (check);

  if (!self->updating)
    activate (self, subject->annotator ? "toggle-annotator" : "toggle-label", subject->id);
}

static void
only_clicked_cb (ObShownButton *self, GtkWidget *button)
{
  const Subject *subject = get_subject (button);

  activate (self, subject->annotator ? "show-only-annotator" : "show-only", subject->id);
}

static void
bare_toggled_cb (ObShownButton *self)
{
  if (!self->updating)
    g_action_group_change_action_state (
      ob_article_view_get_actions (self->view), "bare",
      g_variant_new_boolean (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->bare))));
}

static void
everything_clicked_cb (ObShownButton *self)
{
  activate (self, "show-all", NULL);
}

static void
mine_clicked_cb (ObShownButton *self)
{
  ObEntity me = ob_project_get_annotator (self->project);
  g_autofree char *id = ob_project_dup_id (self->project, me);

  if (id != NULL)
    activate (self, "show-only-annotator", id);
}

static void
append_title (ObShownButton *self, const char *title, int row)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, row > 0 ? 8 : 0);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "obelus-heading");
  gtk_grid_attach (GTK_GRID (self->grid), label, COLUMN_CHECK, row, 3, 1);
}

/* @sign: (nullable) (transfer full): an image before the name. */
static GtkWidget *
create_check (ObShownButton *self, const char *name, GtkWidget *sign, guint count)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);
  g_autofree char *said
    = g_strdup_printf (ngettext ("%s, %u annotation", "%s, %u annotations", count), name, count);

  if (sign != NULL)
    gtk_box_pack_start (GTK_BOX (box), sign, FALSE, FALSE, 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_pack_start (GTK_BOX (box), label, TRUE, TRUE, 0);
  gtk_container_add (GTK_CONTAINER (check), box);
  gtk_widget_set_hexpand (check, TRUE);
  atk_object_set_name (gtk_widget_get_accessible (check), said);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (check_toggled_cb), self);

  return check;
}

static GtkWidget *
create_count (guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "obelus-small");
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "obelus-figures");

  return label;
}

static GtkWidget *
create_only (ObShownButton *self, const char *name)
{
  /* Translators: a button beside the name of a label or annotator: nothing else is to be shown. */
  GtkWidget *button = gtk_button_new_with_label (C_("show", "Only"));
  g_autofree char *said = g_strdup_printf (_("Show only %s"), name);

  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_style_context_add_class (gtk_widget_get_style_context (button), "obelus-only");
  atk_object_set_name (gtk_widget_get_accessible (button), said);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (only_clicked_cb), self);

  return button;
}

/* @sign: (nullable) (transfer full) */
static void
append_row (ObShownButton *self,
            int row,
            const char *name,
            GtkWidget *sign,
            guint count,
            const Subject *subject)
{
  GtkWidget *widgets[] = { create_check (self, name, sign, count), create_only (self, name) };
  int columns[] = { COLUMN_CHECK, COLUMN_ONLY };

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      Subject *own = g_memdup2 (subject, sizeof *subject);

      own->id = g_strdup (subject->id);
      g_object_set_data_full (G_OBJECT (widgets[i]), "obelus-subject", own, subject_free);
      gtk_grid_attach (GTK_GRID (self->grid), widgets[i], columns[i], row, 1, 1);
    }
  gtk_grid_attach (GTK_GRID (self->grid), create_count (count), COLUMN_COUNT, row, 1, 1);
}

static guint
look_up (GHashTable *counts, ObEntity entity)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, GSIZE_TO_POINTER ((gsize) entity)));
}

static int
append_labels (ObShownButton *self, int row)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (self->project);
  g_autoptr (GHashTable) counts
    = ob_highlights_count_by_label (ob_article_view_get_highlights (self->view));

  append_title (self, _("Labels"), row++);
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);
      Subject subject = { label->entity, label->id, FALSE };
      GtkWidget *sign = ob_label_swatch_new (label);

      gtk_widget_set_margin_start (sign, (int) label->depth * 12);
      append_row (self, row++, label->name, sign, look_up (counts, label->entity), &subject);
    }

  return row;
}

static void
append_annotators (ObShownButton *self, int row)
{
  g_autoptr (GPtrArray) annotators = ob_project_list_annotators (self->project);
  g_autoptr (GHashTable) counts
    = ob_highlights_count_by_annotator (ob_article_view_get_highlights (self->view));
  ObEntity me = ob_project_get_annotator (self->project);

  append_title (self, _("Annotators"), row++);
  for (guint i = 0; i < annotators->len; i++)
    {
      const ObAnnotator *annotator = g_ptr_array_index (annotators, i);
      g_autofree char *id = ob_project_dup_id (self->project, annotator->entity);
      /* Translators: %s is the annotator who works now. */
      g_autofree char *name = g_strdup_printf (annotator->entity == me ? _("%s (you)") : "%s",
                                               annotator->name);
      Subject subject = { annotator->entity, id, TRUE };

      append_row (self, row++, name, NULL, look_up (counts, annotator->entity), &subject);
    }
}

/* When the popover opens: what there is may have changed. */
static void
popover_shown_cb (ObShownButton *self)
{
  GtkWidget *first;

  gtk_container_foreach (GTK_CONTAINER (self->grid), (GtkCallback) gtk_widget_destroy, NULL);
  if (self->project == NULL || self->view == NULL)
    return;

  append_annotators (self, append_labels (self, 0));
  gtk_widget_show_all (self->grid);
  update_checks (self);

  first = gtk_grid_get_child_at (GTK_GRID (self->grid), COLUMN_CHECK, 1);
  if (get_subject (first) != NULL)
    gtk_widget_grab_focus (first);
}

static GtkWidget *
create_button (ObShownButton *self, const char *title, const char *tooltip, GCallback clicked_cb)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (title);

  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_swapped (button, "clicked", clicked_cb, self);

  return button;
}

static GtkWidget *
create_content (ObShownButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);

  self->grid = gtk_grid_new ();
  g_object_set (self->grid, "column-spacing", 12, "row-spacing", 2, NULL);
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "propagate-natural-width", TRUE, "max-content-height", LIST_HEIGHT, NULL);
  gtk_container_add (GTK_CONTAINER (scroller), self->grid);

  self->bare = gtk_check_button_new_with_mnemonic (_("_Hide all for a while"));
  gtk_widget_set_tooltip_text (self->bare, _("To see the bare text (H)"));
  g_signal_connect_swapped (self->bare, "toggled", G_CALLBACK (bare_toggled_cb), self);
  self->everything = create_button (self, _("Show _All"), _("Of all labels and annotators (Shift+H)"),
                                    G_CALLBACK (everything_clicked_cb));
  self->mine = create_button (self, _("Only _Mine"), _("What others annotated is hidden (M)"),
                              G_CALLBACK (mine_clicked_cb));
  gtk_box_set_homogeneous (GTK_BOX (buttons), TRUE);
  gtk_box_pack_start (GTK_BOX (buttons), self->everything, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (buttons), self->mine, TRUE, TRUE, 0);

  gtk_box_pack_start (GTK_BOX (box), scroller, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), self->bare, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), buttons, FALSE, FALSE, 0);
  g_object_set (box, "margin", 12, NULL);
  gtk_widget_show_all (box);

  return box;
}

/* (transfer full): what is not shown; NULL when all is. */
static char *
describe (guint n_labels, guint n_annotators, gboolean bare)
{
  g_autofree char *labels = NULL, *annotators = NULL;

  if (bare)
    return g_strdup (_("Annotations hidden"));

  labels = g_strdup_printf (ngettext ("%u label hidden", "%u labels hidden", n_labels), n_labels);
  annotators = g_strdup_printf (ngettext ("%u annotator hidden", "%u annotators hidden", n_annotators),
                                n_annotators);
  if (n_labels > 0 && n_annotators > 0)
    return g_strdup_printf ("%s · %s", labels, annotators);
  if (n_annotators > 0)
    return g_steal_pointer (&annotators);

  return n_labels > 0 ? g_steal_pointer (&labels) : NULL;
}

static void
ob_shown_button_dispose (GObject *object)
{
  ObShownButton *self = OB_SHOWN_BUTTON (object);

  g_clear_object (&self->project);

  G_OBJECT_CLASS (ob_shown_button_parent_class)->dispose (object);
}

static void
ob_shown_button_class_init (ObShownButtonClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_shown_button_dispose;
}

static void
ob_shown_button_init (ObShownButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *popover = gtk_popover_new (GTK_WIDGET (self));

  self->text = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->text), PANGO_ELLIPSIZE_END);
  gtk_box_pack_start (GTK_BOX (box),
                      gtk_image_new_from_icon_name ("view-reveal-symbolic", GTK_ICON_SIZE_MENU), FALSE,
                      FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), self->text, FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (self), box);
  gtk_widget_show_all (box);

  gtk_button_set_relief (GTK_BUTTON (self), GTK_RELIEF_NONE);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self), GTK_ARROW_UP);
  gtk_container_add (GTK_CONTAINER (popover), create_content (self));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self), popover);
  atk_object_set_name (gtk_widget_get_accessible (popover), _("Choose what is shown"));
  g_signal_connect_swapped (popover, "show", G_CALLBACK (popover_shown_cb), self);
  ob_shown_button_set_hidden (self, 0, 0, FALSE);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_shown_button_set_view (ObShownButton *self, ObArticleView *view)
{
  g_return_if_fail (OB_IS_SHOWN_BUTTON (self));

  self->view = view;
}

void
ob_shown_button_set_project (ObShownButton *self, ObProject *project)
{
  g_return_if_fail (OB_IS_SHOWN_BUTTON (self));

  gtk_popover_popdown (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self)));
  g_set_object (&self->project, project);
  gtk_widget_set_sensitive (GTK_WIDGET (self), project != NULL);
}

void
ob_shown_button_set_hidden (ObShownButton *self, guint n_labels, guint n_annotators, gboolean bare)
{
  g_autofree char *hidden = describe (n_labels, n_annotators, bare);
  g_autofree char *said = NULL;

  g_return_if_fail (OB_IS_SHOWN_BUTTON (self));

  /* Translators: %s says what is not shown: "2 labels hidden". */
  said = hidden != NULL ? g_strdup_printf (_("Choose what is shown: %s"), hidden)
                        : g_strdup (_("Choose what is shown"));
  gtk_label_set_text (GTK_LABEL (self->text), hidden != NULL ? hidden : "");
  gtk_widget_set_visible (self->text, hidden != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _("Choose what is shown (V)"));
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), said);
  if (self->view != NULL)
    update_checks (self);
}
