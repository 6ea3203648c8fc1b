#include "window/inspector.h"

#include "store/edit.h"
#include "window/attribute-field.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/links-box.h"
#include "window/report.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ObInspector
{
  GtkBox parent_instance;

  GtkWidget *stack; /* "form" or "nothing" */
  GtkWidget *label_combo;
  GtkWidget *quote;
  GtkWidget *fields; /* GtkGrid: titles and fields */
  GtkWidget *note;
  GtkWidget *links_place;
  GtkWidget *links;
  GtkWidget *about;
  GtkWidget *delete_button;

  ObProject *project; /* (owned) (nullable) */
  ObEntity annotation;
  ObEntity article;
  ObCodebook *codebook; /* (owned) (nullable) that the form was made for */
  ObEntity label;       /* that the form was made for */
  char *shown_note;     /* (owned) (nullable) */
  gboolean updating; /* the controls change, but not by the user */
};

enum
{
  ANNOTATION_CHOSEN,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObInspector, ob_inspector, GTK_TYPE_BOX)

static void load (ObInspector *self);

/* Takes what a verb returned; says what went wrong. */
static gboolean
finish_edit (ObInspector *self, ObEdit *edit, gboolean valid, GError **error)
{
  if (valid && ob_edit_commit (edit, error))
    return TRUE;

  ob_report_error (GTK_WIDGET (self), *error);

  return FALSE;
}

static ObKind
kind_of_type (ObAttributeType type)
{
  switch (type)
    {
    case OB_ATTRIBUTE_SPEAKER:
      return OB_KIND_SPEAKER;
    case OB_ATTRIBUTE_DISPUTE:
      return OB_KIND_DISPUTE;
    case OB_ATTRIBUTE_POSITION:
      return OB_KIND_POSITION;
    default:
      return OB_KIND_NONE;
    }
}

/* Says that naming something new has created it, so that a slip of the keys does not go unseen. */
static void
tell_creation (ObInspector *self, ObKind kind, guint n_before, const char *text)
{
  g_autoptr (GPtrArray) now = NULL;
  g_autofree char *message = NULL;

  now = kind == OB_KIND_SPEAKER ? ob_project_list_speakers (self->project)
                                : ob_project_list_disputes (self->project);
  if (now->len <= n_before)
    return;

  message = g_strdup_printf (kind == OB_KIND_SPEAKER ? _("New speaker “%s”")
                                                     : _("New dispute “%s”"),
                             text);
  ob_report_done (GTK_WIDGET (self), message);
}

static guint
count_entities (ObInspector *self, ObKind kind)
{
  g_autoptr (GPtrArray) entities = NULL;

  if (kind != OB_KIND_SPEAKER && kind != OB_KIND_DISPUTE)
    return G_MAXUINT;
  entities = kind == OB_KIND_SPEAKER ? ob_project_list_speakers (self->project)
                                     : ob_project_list_disputes (self->project);

  return entities->len;
}

static gboolean
field_committed_cb (ObInspector *self, const char *text, ObAttributeField *field)
{
  const char *name = ob_attribute_field_get_name (field);
  const ObLabel *label = ob_codebook_get (self->codebook, self->label);
  const ObAttribute *attribute = label ? ob_label_find_attribute (label, name) : NULL;
  ObKind kind = attribute ? kind_of_type (attribute->type) : OB_KIND_NONE;
  guint n_before = count_entities (self, kind);
  g_autofree char *title = ob_describe_identifier (name);
  g_autofree char *step = *text ? g_strdup_printf (_("Set %s to “%s”"), title, text)
                                : g_strdup_printf (_("Clear %s"), title);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;
  gboolean valid
    = ob_edit_set_attribute_text (edit, self->annotation, name, text, TRUE, &error);

  if (!finish_edit (self, edit, valid, &error))
    return FALSE;

  if (n_before != G_MAXUINT)
    tell_creation (self, kind, n_before, text);

  return TRUE;
}

static void
label_changed_cb (ObInspector *self)
{
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->label_combo));
  const ObLabel *label = id ? ob_codebook_find (self->codebook, id) : NULL;
  g_autofree char *step = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (self->updating || label == NULL || label->entity == self->label)
    return;

  step = g_strdup_printf (_("Change label to %s"), label->name);
  edit = ob_edit_new (self->project, step);
  if (!finish_edit (self, edit, ob_edit_set_label (edit, self->annotation, label->entity, &error),
                    &error))
    load (self);
}

static char *
dup_note_text (ObInspector *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
commit_note (ObInspector *self)
{
  g_autofree char *text = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (self->annotation == 0)
    return;
  text = dup_note_text (self);
  if (g_strcmp0 (text, self->shown_note ? self->shown_note : "") == 0)
    return;

  edit = ob_edit_new (self->project, *text ? _("Write note") : _("Remove note"));
  if (finish_edit (self, edit, ob_edit_set_note (edit, self->annotation, text, &error), &error))
    {
      g_free (self->shown_note);
      self->shown_note = g_strdup (text);
    }
}

static gboolean
note_left_cb (ObInspector *self)
{
  if (!gtk_widget_in_destruction (GTK_WIDGET (self)))
    commit_note (self);

  return GDK_EVENT_PROPAGATE;
}

static void
leave (ObInspector *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

/* Tab leaves the note, as it leaves any field; Ctrl+Enter says that it is finished. */
static gboolean
note_key_pressed_cb (ObInspector *self, GdkEventKey *event)
{
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (event->keyval == GDK_KEY_Return && modifiers == GDK_CONTROL_MASK)
    {
      commit_note (self);
      leave (self);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (ObInspector *self, GdkEventKey *event)
{
  if (event->keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  leave (self);

  return GDK_EVENT_STOP;
}

static void
delete_clicked_cb (ObInspector *self)
{
  const ObLabel *label = ob_codebook_get (self->codebook, self->label);
  g_autofree char *step = g_strdup_printf (_("Delete %s"), label ? label->name : _("annotation"));
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  if (finish_edit (self, edit, ob_edit_delete (edit, self->annotation, &error), &error))
    leave (self);
}

static void
link_chosen_cb (ObInspector *self, gint64 annotation)
{
  g_signal_emit (self, signals[ANNOTATION_CHOSEN], 0, annotation);
}

static void
annotations_changed_cb (ObInspector *self, gint64 article, guint start, guint end)
{
  if (self->annotation != 0 && (article == 0 || article == self->article))
    load (self);
}

static void
names_changed_cb (ObInspector *self)
{
  if (self->annotation != 0)
    load (self);
}

static void
set_project (ObInspector *self, ObProject *project)
{
  if (self->project == project)
    return;

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  if (project == NULL)
    return;

  g_signal_connect_swapped (project, "annotations-changed",
                            G_CALLBACK (annotations_changed_cb), self);
  g_signal_connect_swapped (project, "codebook-changed", G_CALLBACK (names_changed_cb), self);
  g_signal_connect_swapped (project, "directory-changed", G_CALLBACK (names_changed_cb), self);
}

static void
ob_inspector_dispose (GObject *object)
{
  ObInspector *self = OB_INSPECTOR (object);

  self->annotation = 0;
  set_project (self, NULL);
  g_clear_pointer (&self->shown_note, g_free);

  G_OBJECT_CLASS (ob_inspector_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, ObInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, label_combo);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, quote);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, fields);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, note);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, links_place);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, about);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, label_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
}

static void
ob_inspector_class_init (ObInspectorClass *class)
{
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  G_OBJECT_CLASS (class)->dispose = ob_inspector_dispose;

  signals[ANNOTATION_CHOSEN] = g_signal_new ("annotation-chosen", OB_TYPE_INSPECTOR,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[LEFT] = g_signal_new ("left", OB_TYPE_INSPECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  bind_template (GTK_WIDGET_CLASS (class));
}

static void
ob_inspector_init (ObInspector *self)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));

  gtk_widget_init_template (GTK_WIDGET (self));
  atk_object_set_name (accessible, _("Inspector"));
  atk_object_set_role (accessible, ATK_ROLE_PANEL);
  self->links = ob_links_box_new ();
  gtk_container_add (GTK_CONTAINER (self->links_place), self->links);
  g_signal_connect_swapped (self->links, "annotation-chosen", G_CALLBACK (link_chosen_cb), self);
}

static void
fill_labels (ObInspector *self)
{
  gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (self->label_combo));
  for (guint i = 0; i < self->codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (self->codebook->labels, i);

      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->label_combo), label->id, label->name);
    }
}

static void
add_field (ObInspector *self, const ObAttribute *attribute, int row)
{
  g_autofree char *title = ob_describe_identifier (attribute->name);
  GtkWidget *field = ob_attribute_field_new (attribute);
  GtkWidget *name = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (name),
                                 ob_attribute_field_get_control (OB_ATTRIBUTE_FIELD (field)));
  gtk_style_context_add_class (gtk_widget_get_style_context (name), GTK_STYLE_CLASS_DIM_LABEL);
  gtk_widget_set_hexpand (field, TRUE);
  gtk_widget_show (name);
  gtk_grid_attach (GTK_GRID (self->fields), name, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->fields), field, 1, row, 1, 1);
  g_signal_connect_swapped (field, "committed", G_CALLBACK (field_committed_cb), self);
  g_signal_connect_swapped (field, "left", G_CALLBACK (leave), self);
}

/* Makes the fields anew for the codebook now and @label. */
static void
create_form (ObInspector *self, ObEntity label)
{
  const ObLabel *form = ob_codebook_get (self->codebook, label);

  gtk_container_foreach (GTK_CONTAINER (self->fields), (GtkCallback) gtk_widget_destroy, NULL);
  fill_labels (self);
  self->label = label;
  for (guint i = 0; form != NULL && i < form->attributes->len; i++)
    add_field (self, g_ptr_array_index (form->attributes, i), (int) i);
  gtk_widget_set_visible (self->fields, form != NULL && form->attributes->len > 0);
}

static void
load_texts (ObInspector *self, const ObAnnotation *annotation)
{
  g_autoptr (ObText) text = ob_project_get_text (self->project, annotation->article, NULL);
  g_autofree char *quote = text ? ob_text_quote (text, annotation->segments) : NULL;
  g_autofree char *annotator
    = ob_project_dup_label_of (self->project, annotation->annotator);
  g_autofree char *time = ob_describe_time (annotation->modified);
  g_autofree char *about
    = g_strdup_printf (_("%s, changed %s"), annotator ? annotator : "", time);
  GtkTextBuffer *note = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note));

  gtk_label_set_text (GTK_LABEL (self->quote), quote ? quote : "");
  gtk_label_set_text (GTK_LABEL (self->about), about);
  if (!gtk_widget_has_focus (self->note)
      || g_strcmp0 (annotation->note, self->shown_note) != 0)
    gtk_text_buffer_set_text (note, annotation->note ? annotation->note : "", -1);
  g_free (self->shown_note);
  self->shown_note = g_strdup (annotation->note);
}

static void
load_fields (ObInspector *self, const ObAnnotation *annotation)
{
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (self->fields));

  for (GList *l = children; l != NULL; l = l->next)
    if (OB_IS_ATTRIBUTE_FIELD (l->data))
      ob_attribute_field_load (l->data, self->project, annotation);
}

static void
show_writable (ObInspector *self, gboolean writable)
{
  gtk_widget_set_sensitive (self->delete_button, writable);
  gtk_widget_set_sensitive (self->label_combo, writable);
  gtk_widget_set_sensitive (self->fields, writable);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->note), writable);
}

static void
load (ObInspector *self)
{
  g_autoptr (ObAnnotation) annotation = NULL;
  g_autoptr (ObCodebook) codebook = NULL;
  const ObLabel *label;

  if (self->annotation != 0)
    annotation = ob_project_get_annotation (self->project, self->annotation);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), annotation ? "form" : "nothing");
  if (annotation == NULL)
    {
      self->annotation = 0;
      return;
    }

  self->updating = TRUE;
  codebook = ob_project_ref_codebook (self->project);
  if (codebook != self->codebook || annotation->label != self->label)
    {
      g_clear_pointer (&self->codebook, ob_codebook_unref);
      self->codebook = g_steal_pointer (&codebook);
      create_form (self, annotation->label);
    }

  label = ob_codebook_get (self->codebook, self->label);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->label_combo), label ? label->id : NULL);
  load_fields (self, annotation);
  load_texts (self, annotation);
  ob_links_box_load (OB_LINKS_BOX (self->links), self->project, annotation);
  show_writable (self, !ob_project_is_read_only (self->project));
  self->article = annotation->article;
  self->updating = FALSE;
}

void
ob_inspector_flush (ObInspector *self)
{
  g_autoptr (GList) children = NULL;

  if (self->annotation == 0)
    return;

  children = gtk_container_get_children (GTK_CONTAINER (self->fields));
  for (GList *l = children; l != NULL; l = l->next)
    if (OB_IS_ATTRIBUTE_FIELD (l->data))
      ob_attribute_field_flush (l->data);
  commit_note (self);
}

void
ob_inspector_set_annotation (ObInspector *self, ObProject *project, ObEntity annotation)
{
  if (self->annotation == annotation && self->project == project)
    return;

  ob_inspector_flush (self);
  self->annotation = 0;
  set_project (self, project);
  self->annotation = annotation;
  load (self);
}

ObEntity
ob_inspector_get_annotation (ObInspector *self)
{
  return self->annotation;
}

void
ob_inspector_focus (ObInspector *self, gboolean note)
{
  GtkWidget *first = gtk_grid_get_child_at (GTK_GRID (self->fields), 1, 0);

  if (self->annotation == 0)
    return;
  if (note || first == NULL)
    gtk_widget_grab_focus (self->note);
  else
    gtk_widget_grab_focus (ob_attribute_field_get_control (OB_ATTRIBUTE_FIELD (first)));
}
