#include "window/attribute-dialog.h"

#include "model/condition.h"
#include "store/edit-codebook.h"
#include "window/choice-box.h"
#include "window/describe.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the dialog is about, and its controls. */
typedef struct
{
  ObProject *project; /* (owned) */
  ObEntity label;
  char *attribute; /* (owned) (nullable) */
  GtkWidget *name;
  GtkWidget *type;
  GtkWidget *choices; /* GtkTextView, one a line */
  GtkWidget *choices_row;
  GtkWidget *when;
  GtkWidget *values;
  GtkWidget *problem;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->project);
  g_free (form->attribute);
  g_free (form);
}

/* The lines of @text that are not empty, each once; NULL for none. */
static char **
split_lines (const char *text, const char *separator)
{
  g_auto (GStrv) lines = g_strsplit (text, separator, -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] != '\0' && !g_ptr_array_find_with_equal_func (found, lines[i], g_str_equal, NULL))
        g_ptr_array_add (found, lines[i]);
    }
  if (found->len == 0)
    return NULL;

  g_ptr_array_add (found, NULL);
  return g_strdupv ((char **) found->pdata);
}

static char *
dup_choices_text (Form *form)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (form->choices));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* Choices that annotations have must stay; so must the type. */
static gboolean
check_use (Form *form, const ObAttribute *old, const ObAttribute *new, GError **error)
{
  for (guint i = 0; old->choices != NULL && old->choices[i] != NULL; i++)
    if (new->choices == NULL || !g_strv_contains ((const char *const *) new->choices, old->choices[i]))
      {
        g_autoptr (GArray) users
          = ob_project_list_valued (form->project, form->label, old->name, old->choices[i]);

        if (users->len == 0)
          continue;
        g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                     ngettext ("%u annotation has “%s”: give it another value first.",
                               "%u annotations have “%s”: give them another value first.", users->len),
                     users->len, old->choices[i]);
        return FALSE;
      }
  if (old->type != new->type)
    {
      g_autoptr (GArray) users = ob_project_list_valued (form->project, form->label, old->name, NULL);

      if (users->len > 0)
        {
          g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                       ngettext ("%u annotation has a value of the old type: add a new attribute instead.",
                                 "%u annotations have values of the old type: add a new attribute "
                                 "instead.", users->len),
                       users->len);
          return FALSE;
        }
    }

  return TRUE;
}

/* What the controls say.  (transfer full) (nullable): NULL with error. */
static ObAttribute *
read_form (Form *form, const ObLabel *label, GError **error)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_entry_get_text (GTK_ENTRY (form->name))));
  g_autoptr (ObAttribute) attribute
    = ob_attribute_new (name, (ObAttributeType) gtk_combo_box_get_active (GTK_COMBO_BOX (form->type)));
  const char *when = gtk_combo_box_get_active_id (GTK_COMBO_BOX (form->when));
  g_autofree char *choices = dup_choices_text (form);

  g_strdelimit (attribute->name, " ", '-');
  if (attribute->type == OB_ATTRIBUTE_CHOICE)
    attribute->choices = split_lines (choices, "\n");
  if (attribute->type == OB_ATTRIBUTE_CHOICE && attribute->choices == NULL)
    {
      g_set_error_literal (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                           _("Write at least one choice, each on a line of its own."));
      return NULL;
    }
  if (when != NULL && *when != '\0')
    {
      attribute->when = g_strdup (when);
      attribute->when_values = split_lines (gtk_entry_get_text (GTK_ENTRY (form->values)), "|");
    }
  if (attribute->when != NULL
      && ob_condition_is_circular (label, form->attribute ? form->attribute : attribute->name, when))
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                   _("“%s” depends on this attribute itself."), when);
      return NULL;
    }

  return g_steal_pointer (&attribute);
}

static gboolean
write_form (Form *form, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (form->project);
  const ObLabel *label = ob_codebook_get (codebook, form->label);
  const ObAttribute *old = label && form->attribute ? ob_label_find_attribute (label, form->attribute)
                                                    : NULL;
  g_autoptr (ObAttribute) attribute = label ? read_form (form, label, error) : NULL;
  g_autofree char *step = NULL;
  g_autoptr (ObEdit) edit = NULL;

  if (label == NULL)
    return TRUE;
  if (attribute == NULL || (old != NULL && !check_use (form, old, attribute, error)))
    return FALSE;
  if (old == NULL && ob_label_find_attribute (label, attribute->name) != NULL)
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                   _("The label has an attribute “%s” already."), attribute->name);
      return FALSE;
    }

  attribute->order = old != NULL ? old->order : (int) label->attributes->len;
  step = g_strdup_printf (_("Change attribute %s of %s"), attribute->name, label->name);
  edit = ob_edit_new (form->project, step);
  if (old != NULL)
    ob_edit_keep_default (edit, form->label, old, attribute);
  return (old == NULL
          || ob_edit_rename_attribute (edit, form->label, old->name, attribute->name, error))
         && ob_edit_set_label_attribute (edit, form->label, attribute->name, attribute, error)
         && ob_edit_commit (edit, error);
}

static void
response_cb (GtkDialog *dialog, int response, Form *form)
{
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_OK && !write_form (form, &error))
    {
      gtk_label_set_text (GTK_LABEL (form->problem), error->message);
      gtk_widget_show (form->problem);
      return;
    }

  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
show_parts (Form *form)
{
  const char *when = gtk_combo_box_get_active_id (GTK_COMBO_BOX (form->when));

  gtk_widget_set_visible (form->choices_row, gtk_combo_box_get_active (GTK_COMBO_BOX (form->type))
                                               == OB_ATTRIBUTE_CHOICE);
  gtk_widget_set_sensitive (form->values, when != NULL && *when != '\0');
}

static void
add_row (GtkWidget *grid, int row, const char *title, GtkWidget *control)
{
  GtkWidget *name = gtk_label_new_with_mnemonic (title);
  g_autofree char *spoken = g_strdup (title);

  g_strdelimit (spoken, "_", ' ');
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_label_set_mnemonic_widget (GTK_LABEL (name), control);
  gtk_style_context_add_class (gtk_widget_get_style_context (name), GTK_STYLE_CLASS_DIM_LABEL);
  atk_object_set_name (gtk_widget_get_accessible (control), gtk_label_get_text (GTK_LABEL (name)));
  gtk_grid_attach (GTK_GRID (grid), name, 0, row, 1, 1);
  gtk_widget_set_hexpand (control, TRUE);
}

static void
create_choices (Form *form)
{
  form->choices = gtk_text_view_new ();
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (form->choices), FALSE);
  form->choices_row = gtk_scrolled_window_new (NULL, NULL);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (form->choices_row), GTK_SHADOW_IN);
  gtk_widget_set_size_request (form->choices_row, -1, 130);
  gtk_widget_set_tooltip_text (form->choices, _("One choice on each line; the first is the default"));
  gtk_container_add (GTK_CONTAINER (form->choices_row), form->choices);
}

static void
fill (Form *form)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (form->project);
  const ObLabel *label = ob_codebook_get (codebook, form->label);
  const ObAttribute *now = form->attribute ? ob_label_find_attribute (label, form->attribute) : NULL;

  for (guint i = 0; i <= OB_ATTRIBUTE_POSITION; i++)
    {
      g_autofree char *title
        = ob_describe_identifier (ob_attribute_type_get_name ((ObAttributeType) i));

      gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (form->type), title);
    }
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (form->when), "", _("Always"));
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *other = g_ptr_array_index (label->attributes, i);
      g_autofree char *title = ob_describe_identifier (other->name);

      if (other != now)
        gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (form->when), other->name, title);
    }

  gtk_combo_box_set_active (GTK_COMBO_BOX (form->type), now ? (int) now->type : OB_ATTRIBUTE_TEXT);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (form->when), now && now->when ? now->when : "");
  if (now == NULL)
    return;
  gtk_entry_set_text (GTK_ENTRY (form->name), now->name);
  if (now->choices != NULL)
    {
      g_autofree char *lines = g_strjoinv ("\n", now->choices);

      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (form->choices)), lines, -1);
    }
  if (now->when_values != NULL)
    {
      g_autofree char *values = g_strjoinv (" | ", now->when_values);

      gtk_entry_set_text (GTK_ENTRY (form->values), values);
    }
}

static GtkWidget *
create_grid (Form *form)
{
  GtkWidget *grid = gtk_grid_new ();

  form->name = gtk_entry_new ();
  form->type = ob_choice_box_new ();
  form->when = ob_choice_box_new ();
  form->values = gtk_entry_new ();
  form->problem = gtk_label_new (NULL);
  create_choices (form);
  gtk_entry_set_activates_default (GTK_ENTRY (form->name), TRUE);
  gtk_entry_set_activates_default (GTK_ENTRY (form->values), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (form->values), _("Any value, or: one | another"));
  g_object_set (grid, "margin", 18, "row-spacing", 8, "column-spacing", 12, NULL);
  add_row (grid, 0, _("_Name"), form->name);
  add_row (grid, 1, _("_Type"), form->type);
  add_row (grid, 2, _("_Choices"), form->choices);
  add_row (grid, 3, _("_Shown when"), form->when);
  add_row (grid, 4, _("_is"), form->values);
  gtk_grid_attach (GTK_GRID (grid), form->name, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), form->type, 1, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), form->choices_row, 1, 2, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), form->when, 1, 3, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), form->values, 1, 4, 1, 1);
  gtk_label_set_line_wrap (GTK_LABEL (form->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (form->problem), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (form->problem), 40);
  gtk_style_context_add_class (gtk_widget_get_style_context (form->problem), "obelus-warning");
  gtk_widget_set_no_show_all (form->problem, TRUE);
  gtk_grid_attach (GTK_GRID (grid), form->problem, 0, 5, 2, 1);

  return grid;
}

/* Public functions ----------------------------------------------------------------------------- */

GtkWidget *
ob_attribute_dialog_open (GtkWindow *parent,
                          ObProject *project,
                          ObEntity label,
                          const char *attribute)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *dialog = gtk_dialog_new_with_buttons (attribute ? _("Attribute") : _("New Attribute"),
                                                   parent,
                                                   GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT
                                                     | GTK_DIALOG_USE_HEADER_BAR,
                                                   _("_Cancel"), GTK_RESPONSE_CANCEL,
                                                   _("_Save"), GTK_RESPONSE_OK, NULL);
  GtkWidget *grid;

  form->project = g_object_ref (project);
  form->label = label;
  form->attribute = g_strdup (attribute);
  g_object_set_data_full (G_OBJECT (dialog), "obelus-form", form, form_free);
  grid = create_grid (form);
  gtk_container_add (GTK_CONTAINER (gtk_dialog_get_content_area (GTK_DIALOG (dialog))), grid);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 420, -1);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  gtk_widget_show_all (grid);
  fill (form);
  g_signal_connect_swapped (form->type, "changed", G_CALLBACK (show_parts), form);
  g_signal_connect_swapped (form->when, "changed", G_CALLBACK (show_parts), form);
  show_parts (form);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), form);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}
