#include "window/codebook-attributes.h"

#include "model/codebook-compare.h"
#include "store/edit-codebook.h"
#include "window/attribute-dialog.h"
#include "window/describe.h"

#include <glib/gi18n.h>

struct _ObCodebookAttributes
{
  GtkBox parent_instance;

  ObProject *project; /* (owned) (nullable) */
  ObEntity label;
  char *label_name; /* (owned) (nullable) */
};

enum
{
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObCodebookAttributes, ob_codebook_attributes, GTK_TYPE_BOX)

static void
finish_edit (ObCodebookAttributes *self, ObEdit *edit, gboolean valid, GError **error)
{
  gboolean success = valid && ob_edit_commit (edit, error);

  g_signal_emit (self, signals[FINISHED], 0, success ? NULL : (*error)->message);
}

static void
attribute_clicked_cb (GtkWidget *button, ObCodebookAttributes *self)
{
  ob_attribute_dialog_open (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))), self->project, self->label,
                            g_object_get_data (G_OBJECT (button), "obelus-attribute"));
}

/* What annotations have of it is kept, and is there again when the attribute is. */
static void
attribute_removed_cb (GtkWidget *button, ObCodebookAttributes *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "obelus-attribute");
  g_autofree char *step = g_strdup_printf (_("Remove attribute %s of %s"), name, self->label_name);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  finish_edit (self, edit,
               ob_edit_set_label_attribute (edit, self->label, name, NULL, &error), &error);
}

static void
attribute_raised_cb (GtkWidget *button, ObCodebookAttributes *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "obelus-attribute");
  g_autofree char *step = g_strdup_printf (_("Move attribute %s"), name);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  finish_edit (self, edit, ob_edit_move_attribute (edit, self->label, name, -1, &error), &error);
}

static GtkWidget *
add_attribute_button (ObCodebookAttributes *self, GtkWidget *row, const char *icon, const char *name,
                      const ObAttribute *attribute, GCallback clicked_cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon, GTK_ICON_SIZE_MENU);

  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_widget_set_tooltip_text (button, name);
  atk_object_set_name (gtk_widget_get_accessible (button), name);
  g_object_set_data_full (G_OBJECT (button), "obelus-attribute", g_strdup (attribute->name), g_free);
  g_signal_connect (button, "clicked", clicked_cb, self);
  gtk_box_pack_start (GTK_BOX (row), button, FALSE, FALSE, 0);

  return button;
}

/* Name, and in small what may be its value. */
static void
add_attribute_row (ObCodebookAttributes *self, const ObAttribute *attribute, gboolean first)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *title = ob_describe_identifier (attribute->name);
  g_autofree char *definition = ob_attribute_describe (attribute);
  g_autofree char *up = g_strdup_printf (_("Move %s up"), title);
  g_autofree char *change = g_strdup_printf (_("Edit %s"), title);
  g_autofree char *away = g_strdup_printf (_("Remove %s"), title);
  GtkWidget *name = gtk_label_new (title), *details = gtk_label_new (definition);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (details), 0);
  gtk_label_set_ellipsize (GTK_LABEL (details), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (details, definition);
  gtk_style_context_add_class (gtk_widget_get_style_context (details), "obelus-small");
  gtk_container_add (GTK_CONTAINER (texts), name);
  gtk_container_add (GTK_CONTAINER (texts), details);
  gtk_box_pack_start (GTK_BOX (row), texts, TRUE, TRUE, 0);
  gtk_widget_set_sensitive (
    add_attribute_button (self, row, "go-up-symbolic", up, attribute,
                          G_CALLBACK (attribute_raised_cb)),
    !first);
  add_attribute_button (self, row, "document-edit-symbolic", change, attribute,
                        G_CALLBACK (attribute_clicked_cb));
  add_attribute_button (self, row, "list-remove-symbolic", away, attribute,
                        G_CALLBACK (attribute_removed_cb));
  gtk_container_add (GTK_CONTAINER (self), row);
}

static void
ob_codebook_attributes_dispose (GObject *object)
{
  g_clear_object (&OB_CODEBOOK_ATTRIBUTES (object)->project);
  g_clear_pointer (&OB_CODEBOOK_ATTRIBUTES (object)->label_name, g_free);

  G_OBJECT_CLASS (ob_codebook_attributes_parent_class)->dispose (object);
}

static void
ob_codebook_attributes_class_init (ObCodebookAttributesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_codebook_attributes_dispose;

  signals[FINISHED] = g_signal_new ("finished", OB_TYPE_CODEBOOK_ATTRIBUTES, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ob_codebook_attributes_init (ObCodebookAttributes *self)
{
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_codebook_attributes_load (ObCodebookAttributes *self, ObProject *project, const ObLabel *label)
{
  GtkWidget *add = gtk_button_new_with_mnemonic (_("Add A_ttribute…"));

  g_set_object (&self->project, project);
  self->label = label->entity;
  g_free (self->label_name);
  self->label_name = g_strdup (label->name);
  gtk_container_foreach (GTK_CONTAINER (self), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < label->attributes->len; i++)
    add_attribute_row (self, g_ptr_array_index (label->attributes, i), i == 0);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_signal_connect (add, "clicked", G_CALLBACK (attribute_clicked_cb), self);
  gtk_container_add (GTK_CONTAINER (self), add);
  gtk_widget_show_all (GTK_WIDGET (self));
}
