#include "window/annotator-picker.h"

#include "store/edit.h"
#include "window/picker.h"
#include "window/report.h"

#include <glib/gi18n.h>

static void
choose (GtkWidget *picker, ObEntity annotator)
{
  GtkWidget *button = gtk_popover_get_relative_to (GTK_POPOVER (picker));
  ObProject *project = g_object_get_data (G_OBJECT (picker), "obelus-project");
  g_autofree char *name = ob_project_dup_label_of (project, annotator);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  if (!ob_project_set_annotator (project, annotator, &error))
    {
      ob_report_error (button, error);
      return;
    }

  message = g_strdup_printf (_("%s annotates now."), name ? name : "");
  ob_report_done (button, message);
}

static void
picked_cb (GtkWidget *picker, gint64 annotator)
{
  choose (picker, annotator);
}

static void
created_cb (GtkWidget *picker, const char *name)
{
  GtkWidget *button = gtk_popover_get_relative_to (GTK_POPOVER (picker));
  ObProject *project = g_object_get_data (G_OBJECT (picker), "obelus-project");
  g_autofree char *step = g_strdup_printf (_("Add annotator “%s”"), name);
  g_autoptr (ObEdit) edit = ob_edit_new (project, step);
  g_autoptr (GError) error = NULL;
  ObEntity annotator = ob_edit_add_annotator (edit, name, &error);

  if (annotator == 0 || !ob_edit_commit (edit, &error))
    ob_report_error (button, error);
  else
    choose (picker, ob_edit_resolve (edit, annotator));
}

/* The picker of @button, made when it is opened first. */
static GtkWidget *
ensure_picker (GtkWidget *button)
{
  GtkWidget *picker = g_object_get_data (G_OBJECT (button), "obelus-picker");

  if (picker != NULL)
    return picker;

  picker = ob_picker_new (button, _("Filter annotators"), _("Who annotates?"));
  ob_picker_set_create_format (OB_PICKER (picker), _("Add annotator “%s”"));
  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), NULL);
  g_signal_connect (picker, "created", G_CALLBACK (created_cb), NULL);
  g_object_set_data (G_OBJECT (button), "obelus-picker", picker);

  return picker;
}

void
ob_annotator_picker_open (GtkWidget *button, ObProject *project)
{
  GtkWidget *picker = ensure_picker (button);
  g_autoptr (GPtrArray) annotators = ob_project_list_annotators (project);
  ObEntity current = ob_project_get_annotator (project);

  g_object_set_data_full (G_OBJECT (picker),
                          "obelus-project",
                          g_object_ref (project),
                          g_object_unref);
  ob_picker_clear (OB_PICKER (picker));
  for (guint i = 0; i < annotators->len; i++)
    {
      const ObAnnotator *annotator = g_ptr_array_index (annotators, i);
      const char *details = annotator->entity == current ? _("annotates now") : NULL;

      ob_picker_add (OB_PICKER (picker), annotator->entity, NULL, annotator->name, details, NULL,
                     NULL, 0);
    }
  ob_picker_open (OB_PICKER (picker));
}
