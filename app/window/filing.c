#include "window/filing.h"

#include "store/edit.h"
#include "window/describe.h"
#include "window/picker.h"
#include "window/report.h"

#include <glib/gi18n.h>

/* What is filed: several at once have one picker. */
typedef struct
{
  GtkWidget *picker;  /* (unowned): owns this */
  ObProject *project; /* (owned) */
  GArray *annotations; /* (owned) */
  ObKind kind;
} Filing;

/* Filing --------------------------------------------------------------------------------------- */

/* Labels whose annotations cannot have what is wanted. */
static gboolean
refuse (GError **error, const ObLabel *label, const char *attribute)
{
  g_autofree char *title = ob_describe_identifier (attribute);

  g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
               _("The label “%s” has no “%s”: change the label of the annotation, or add that attribute "
                 "in the codebook."),
               label != NULL ? label->name : "?", title);
  return FALSE;
}

/* Who says it is settled then, where the label asks for that. */
static gboolean
put_speaker (ObEdit *edit, const ObAnnotation *annotation, const ObLabel *label, ObEntity place,
             GError **error)
{
  g_autoptr (ObValue) value = ob_value_new_entity (place);

  if (label == NULL || ob_label_find_attribute (label, "speaker") == NULL)
    return refuse (error, label, "speaker");

  return ob_edit_set_attribute (edit, annotation->entity, "speaker", value, error)
         && (ob_label_find_attribute (label, "resolution") == NULL
             || ob_edit_set_attribute_text (edit, annotation->entity, "resolution", "certain", FALSE,
                                            error));
}

static gboolean
put_dispute (ObEdit *edit, const ObAnnotation *annotation, const ObLabel *label, ObEntity dispute,
             ObEntity position, GError **error)
{
  const ObValue *now = ob_annotation_get_attribute (annotation, "dispute");
  g_autoptr (ObValue) value = ob_value_new_entity (dispute);
  g_autoptr (ObValue) at = position != 0 ? ob_value_new_entity (position) : NULL;
  gboolean same = now != NULL && ob_value_get_entity (now) == dispute;

  if (label == NULL || ob_label_find_attribute (label, "dispute") == NULL)
    return refuse (error, label, "dispute");
  if (position != 0 && ob_label_find_attribute (label, "position") == NULL)
    return refuse (error, label, "position");
  if (!ob_edit_set_attribute (edit, annotation->entity, "dispute", value, error))
    return FALSE;

  return (position == 0 && (same || ob_annotation_get_attribute (annotation, "position") == NULL))
         || ob_edit_set_attribute (edit, annotation->entity, "position", at, error);
}

/* The dispute that @position is one of; 0 when there is none. */
static ObEntity
find_dispute (ObProject *project, ObEntity position)
{
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (project);

  for (guint i = 0; i < disputes->len; i++)
    {
      const ObDispute *dispute = g_ptr_array_index (disputes, i);

      for (guint k = 0; k < dispute->positions->len; k++)
        if (((const ObPosition *) g_ptr_array_index (dispute->positions, k))->entity == position)
          return dispute->entity;
    }

  return 0;
}

static gboolean
put (ObProject *project, ObEdit *edit, ObEntity entity, ObKind kind, ObEntity place, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (ObAnnotation) annotation = ob_project_get_annotation (project, entity);
  const ObLabel *label = annotation ? ob_codebook_get (codebook, annotation->label) : NULL;

  if (annotation == NULL)
    return TRUE;
  if (kind == OB_KIND_SPEAKER)
    return put_speaker (edit, annotation, label, place, error);
  if (kind == OB_KIND_POSITION)
    return put_dispute (edit, annotation, label, find_dispute (project, place), place,
                        error);

  return put_dispute (edit, annotation, label, place, 0, error);
}

/* The name of the step, and of how many annotations it is.  (transfer full) */
static char *
name_step (ObKind kind, const char *name, guint n)
{
  g_autofree char *title = ob_describe_identifier (kind == OB_KIND_SPEAKER    ? "speaker"
                                                   : kind == OB_KIND_POSITION ? "position"
                                                                              : "dispute");
  g_autofree char *step = g_strdup_printf (_("Set %s to “%s”"), title, name);

  /* Translators: a step of the history ("Set Speaker to …"), and of how many annotations. */
  return n > 1 ? g_strdup_printf (_("%s (%u annotations)"), step, n) : g_steal_pointer (&step);
}

static char *
put_named (ObProject *project,
           const GArray *annotations,
           ObKind kind,
           ObEntity place,
           const char *new_name,
           GError **error)
{
  g_autofree char *name
    = place != 0 ? ob_project_dup_label_of (project, place) : g_strdup (new_name);
  g_autofree char *step = name_step (kind, name ? name : "", annotations->len);
  g_autoptr (ObEdit) edit = ob_edit_new (project, step);

  if (place == 0)
    place = kind == OB_KIND_SPEAKER ? ob_edit_add_speaker (edit, new_name, error)
                                    : ob_edit_add_dispute (edit, new_name, error);
  if (place == 0)
    return NULL;

  for (guint i = 0; i < annotations->len; i++)
    if (!put (project, edit, g_array_index (annotations, ObEntity, i), kind, place, error))
      return NULL;
  if (!ob_edit_commit (edit, error))
    return NULL;

  return g_steal_pointer (&step);
}

static gboolean
tell (GtkWidget *widget, const char *done, const GError *error)
{
  if (done != NULL)
    ob_report_done (widget, done);
  else
    ob_report_error (widget, error);

  return done != NULL;
}

/* Choosing ------------------------------------------------------------------------------------- */

static void
filing_free (gpointer data)
{
  Filing *filing = data;

  g_object_unref (filing->project);
  g_array_unref (filing->annotations);
  g_free (filing);
}

static void
picked_cb (Filing *filing, gint64 place)
{
  ob_filing_put_and_tell (gtk_popover_get_relative_to (GTK_POPOVER (filing->picker)),
                          filing->project, filing->annotations, place);
}

static void
created_cb (Filing *filing, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *done
    = put_named (filing->project, filing->annotations, filing->kind, 0, name, &error);

  tell (gtk_popover_get_relative_to (GTK_POPOVER (filing->picker)), done, error);
}

static gboolean
destroy_cb (gpointer widget)
{
  gtk_widget_destroy (widget);
  return G_SOURCE_REMOVE;
}

/* Not while the popover's own handlers run. */
static void
closed_cb (GtkWidget *picker)
{
  g_idle_add_full (G_PRIORITY_LOW, destroy_cb, g_object_ref (picker), g_object_unref);
}

static void
add_speakers (Filing *filing)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (filing->project);

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (speakers, i);
      g_autofree char *aliases = g_strjoinv (" ", speaker->aliases);

      ob_picker_add (OB_PICKER (filing->picker), speaker->entity, NULL, speaker->name,
                     speaker->role, NULL, aliases, 0);
    }
}

static void
add_disputes (Filing *filing)
{
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (filing->project);

  for (guint i = 0; i < disputes->len; i++)
    {
      const ObDispute *dispute = g_ptr_array_index (disputes, i);

      ob_picker_add (OB_PICKER (filing->picker), dispute->entity, NULL, dispute->question, NULL,
                     NULL, NULL, 0);
      for (guint k = 0; k < dispute->positions->len; k++)
        {
          const ObPosition *position = g_ptr_array_index (dispute->positions, k);

          ob_picker_add (OB_PICKER (filing->picker), position->entity,
                         gtk_image_new_from_icon_name ("go-next-symbolic", GTK_ICON_SIZE_MENU),
                         position->text, NULL, NULL, dispute->question, 0);
        }
    }
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_filing_put (ObProject *project, const GArray *annotations, ObEntity place, GError **error)
{
  ObKind kind = ob_project_get_kind (project, place);

  g_return_val_if_fail (annotations->len > 0, NULL);
  g_return_val_if_fail (kind == OB_KIND_SPEAKER || kind == OB_KIND_DISPUTE
                        || kind == OB_KIND_POSITION,
                        NULL);

  return put_named (project, annotations, kind, place, NULL, error);
}

gboolean
ob_filing_put_and_tell (GtkWidget *widget,
                        ObProject *project,
                        const GArray *annotations,
                        ObEntity place)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *done = ob_filing_put (project, annotations, place, &error);

  return tell (widget, done, error);
}

void
ob_filing_choose (GtkWidget *relative_to,
                  const GdkRectangle *place,
                  ObProject *project,
                  const GArray *annotations,
                  ObKind kind)
{
  gboolean speaker = kind == OB_KIND_SPEAKER;
  Filing *filing = g_new (Filing, 1);

  *filing = (Filing) { NULL, g_object_ref (project), g_array_copy ((GArray *) annotations), kind };
  filing->picker = ob_picker_new (relative_to, speaker ? _("Filter speakers") : _("Filter disputes"),
                                  speaker ? _("Who says it") : _("Dispute or position"));
  g_object_set_data_full (G_OBJECT (filing->picker), "obelus-filing", filing, filing_free);
  ob_picker_set_create_format (OB_PICKER (filing->picker),
                               speaker ? _("Create speaker “%s”") : _("Create dispute “%s”"));
  if (speaker)
    add_speakers (filing);
  else
    add_disputes (filing);

  g_signal_connect_swapped (filing->picker, "picked", G_CALLBACK (picked_cb), filing);
  g_signal_connect_swapped (filing->picker, "created", G_CALLBACK (created_cb), filing);
  g_signal_connect (filing->picker, "closed", G_CALLBACK (closed_cb), NULL);
  if (place != NULL)
    gtk_popover_set_pointing_to (GTK_POPOVER (filing->picker), place);
  ob_picker_open (OB_PICKER (filing->picker));
}
