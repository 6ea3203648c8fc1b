#include "window/inspector.h"

#include "store/edit.h"
#include "window/action-table.h"
#include "window/attribute-field.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/likely-box.h"
#include "window/links-box.h"
#include "window/report.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ObInspector
{
  GtkBox parent_instance;

  GtkWidget *stack; /* "form" or "nothing" */
  GtkWidget *history_button;
  GtkWidget *label_combo;
  GtkWidget *quote;
  GtkWidget *fields; /* GtkGrid: titles and fields */
  GtkWidget *note;
  GtkWidget *links_place;
  GtkWidget *links;
  GtkWidget *likely_place;
  GtkWidget *likely;
  GtkWidget *about;
  GtkWidget *delete_button;

  ObProject *project; /* (owned) (nullable) */
  ObEntity annotation;
  GArray *several; /* (owned) ObEntity: shown together; empty for one or none; @annotation is among them */
  ObEntity article;
  ObCodebook *codebook; /* (owned) (nullable) that the form was made for */
  ObEntity label;       /* that the form was made for; 0: several labels */
  char *form_labels;    /* (owned) (nullable): all labels that the form was made for */
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

/* (transfer full): GArray of ObEntity: what an edit is for. */
static GArray *
list_targets (ObInspector *self)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  if (self->several->len > 0)
    g_array_append_vals (targets, self->several->data, self->several->len);
  else
    g_array_append_val (targets, self->annotation);

  return targets;
}

/* @step, and for how many annotations it is when for several.  (transfer full) */
static char *
name_step (ObInspector *self, const char *step)
{
  if (self->several->len == 0)
    return g_strdup (step);

  /* Translators: a step of the history ("Set Speaker to …"), and of how many annotations. */
  return g_strdup_printf (_("%s (%u annotations)"), step, self->several->len);
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
  ObKind kind = kind_of_type (ob_attribute_field_get_attribute_type (field));
  g_autoptr (GArray) targets = list_targets (self);
  guint n_before = count_entities (self, kind);
  g_autofree char *title = ob_describe_identifier (name);
  g_autofree char *what = *text ? g_strdup_printf (_("Set %s to “%s”"), title, text)
                                : g_strdup_printf (_("Clear %s"), title);
  g_autofree char *step = name_step (self, what);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;
  gboolean valid = TRUE;

  for (guint i = 0; i < targets->len && valid; i++)
    valid = ob_edit_set_attribute_text (edit, g_array_index (targets, ObEntity, i), name, text, TRUE,
                                        &error);

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
  g_autoptr (GArray) targets = NULL;
  g_autofree char *what = NULL, *step = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  gboolean valid = TRUE;

  if (self->updating || label == NULL || label->entity == self->label)
    return;

  targets = list_targets (self);
  what = g_strdup_printf (_("Change label to %s"), label->name);
  step = name_step (self, what);
  edit = ob_edit_new (self->project, step);
  for (guint i = 0; i < targets->len && valid; i++)
    valid = ob_edit_set_label (edit, g_array_index (targets, ObEntity, i), label->entity, &error);
  if (!finish_edit (self, edit, valid, &error))
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
  g_autofree char *text = NULL, *step = NULL;
  g_autoptr (GArray) targets = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  gboolean valid = TRUE;

  if (self->annotation == 0)
    return;
  text = dup_note_text (self);
  if (g_strcmp0 (text, self->shown_note ? self->shown_note : "") == 0)
    return;

  targets = list_targets (self);
  step = name_step (self, *text ? _("Write note") : _("Remove note"));
  edit = ob_edit_new (self->project, step);
  for (guint i = 0; i < targets->len && valid; i++)
    valid = ob_edit_set_note (edit, g_array_index (targets, ObEntity, i), text, &error);
  if (finish_edit (self, edit, valid, &error))
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
  g_autoptr (GArray) targets = list_targets (self);
  g_autofree char *what = g_strdup_printf (_("Delete %s"), label ? label->name : _("annotation"));
  g_autofree char *step = name_step (self, what);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;
  gboolean valid = TRUE;

  for (guint i = 0; i < targets->len && valid; i++)
    valid = ob_edit_delete (edit, g_array_index (targets, ObEntity, i), &error);
  if (finish_edit (self, edit, valid, &error))
    leave (self);
}

static void
link_chosen_cb (ObInspector *self, gint64 annotation)
{
  g_signal_emit (self, signals[ANNOTATION_CHOSEN], 0, annotation);
}

/* Who was chosen becomes the annotation's own speaker, and settled; nobody leaves it unresolved. */
static void
likely_chosen_cb (ObInspector *self, gint64 speaker, const char *name)
{
  const ObLabel *label = ob_codebook_get (self->codebook, self->label);
  gboolean open = speaker == 0 && *name == '\0';
  g_autofree char *step = open ? g_strdup (_("Leave the speaker unresolved"))
                               : g_strdup_printf (_("Set %s to “%s”"), _("Speaker"), name);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (ObValue) value = ob_value_new_entity (speaker);
  g_autoptr (GError) error = NULL;
  gboolean valid = TRUE;

  if (!open && speaker != 0)
    valid = ob_edit_set_attribute (edit, self->annotation, "speaker", value, &error);
  else if (!open)
    valid = ob_edit_set_attribute_text (edit, self->annotation, "speaker", name, TRUE, &error);
  if (valid && label != NULL && ob_label_find_attribute (label, "resolution") != NULL)
    valid = ob_edit_set_attribute_text (edit, self->annotation, "resolution",
                                        open ? "unresolved" : "certain", FALSE, &error);
  finish_edit (self, edit, valid, &error);
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
  g_clear_pointer (&self->form_labels, g_free);

  G_OBJECT_CLASS (ob_inspector_parent_class)->dispose (object);
}

static void
ob_inspector_finalize (GObject *object)
{
  g_array_unref (OB_INSPECTOR (object)->several);

  G_OBJECT_CLASS (ob_inspector_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, ObInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, history_button);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, label_combo);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, quote);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, fields);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, note);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, links_place);
  gtk_widget_class_bind_template_child (widget_class, ObInspector, likely_place);
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
  G_OBJECT_CLASS (class)->finalize = ob_inspector_finalize;

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

  self->several = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  gtk_widget_init_template (GTK_WIDGET (self));
  atk_object_set_name (accessible, _("Inspector"));
  atk_object_set_role (accessible, ATK_ROLE_PANEL);
  ob_action_table_describe_button (self->history_button, "win.annotation-history");
  self->likely = ob_likely_box_new ();
  gtk_container_add (GTK_CONTAINER (self->likely_place), self->likely);
  g_signal_connect_swapped (self->likely, "chosen", G_CALLBACK (likely_chosen_cb), self);
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
  g_object_bind_property (field, "visible", name, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (field, "committed", G_CALLBACK (field_committed_cb), self);
  g_signal_connect_swapped (field, "left", G_CALLBACK (leave), self);
}

/* The labels of @annotations, each once.  (transfer container): GPtrArray of const ObLabel. */
static GPtrArray *
list_labels (const ObCodebook *codebook, const GPtrArray *annotations)
{
  GPtrArray *labels = g_ptr_array_new ();

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      const ObLabel *label = ob_codebook_get (codebook, annotation->label);

      if (label != NULL && !g_ptr_array_find (labels, label, NULL))
        g_ptr_array_add (labels, (gpointer) label);
    }

  return labels;
}

static char *
join_ids (const GPtrArray *labels)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    g_string_append_printf (ids, "%s ", ((const ObLabel *) g_ptr_array_index (labels, i))->id);

  return g_string_free (ids, FALSE);
}

/* TRUE when all of these labels have an attribute of that name and type. */
static gboolean
have_all (const GPtrArray *labels, const ObAttribute *attribute)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const ObAttribute *theirs
        = ob_label_find_attribute (g_ptr_array_index (labels, i), attribute->name);

      if (theirs == NULL || theirs->type != attribute->type)
        return FALSE;
    }

  return TRUE;
}

/* Makes the fields anew for the codebook now: what all of @labels have. */
static void
create_form (ObInspector *self, const GPtrArray *labels)
{
  const ObLabel *first = labels->len > 0 ? g_ptr_array_index (labels, 0) : NULL;
  int n_rows = 0;

  gtk_container_foreach (GTK_CONTAINER (self->fields), (GtkCallback) gtk_widget_destroy, NULL);
  fill_labels (self);
  self->label = labels->len == 1 ? first->entity : 0;
  for (guint i = 0; first != NULL && i < first->attributes->len; i++)
    if (have_all (labels, g_ptr_array_index (first->attributes, i)))
      add_field (self, g_ptr_array_index (first->attributes, i), n_rows++);
  gtk_widget_set_visible (self->fields, n_rows > 0);
}

/* TRUE when both say the same: the project makes another codebook after a step that it refused, too. */
static gboolean
are_same (ObCodebook *codebook, ObCodebook *other)
{
  g_autofree char *one = NULL, *two = NULL;

  if (codebook == other || codebook == NULL || other == NULL)
    return codebook == other;

  one = ob_codebook_to_json (codebook);
  two = ob_codebook_to_json (other);
  return strcmp (one, two) == 0;
}

/* Makes the form when it is for another codebook or for other labels than what is to be shown. */
static void
update_form (ObInspector *self, const GPtrArray *annotations)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (self->project);
  g_autoptr (GPtrArray) labels = list_labels (codebook, annotations);
  g_autofree char *ids = join_ids (labels);
  const ObLabel *label;

  if (!are_same (codebook, self->codebook) || g_strcmp0 (ids, self->form_labels) != 0)
    {
      g_clear_pointer (&self->codebook, ob_codebook_unref);
      self->codebook = g_steal_pointer (&codebook);
      g_free (self->form_labels);
      self->form_labels = g_steal_pointer (&ids);
      create_form (self, labels);
    }

  label = ob_codebook_get (self->codebook, self->label);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->label_combo), label ? label->id : NULL);
}

/* Shows @text, unless it is what is shown already and somebody writes. */
static void
show_note (ObInspector *self, const char *text)
{
  GtkTextBuffer *note = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note));

  if (!gtk_widget_has_focus (self->note) || g_strcmp0 (text, self->shown_note) != 0)
    gtk_text_buffer_set_text (note, text ? text : "", -1);
  g_free (self->shown_note);
  self->shown_note = g_strdup (text);
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

  gtk_label_set_text (GTK_LABEL (self->quote), quote ? quote : "");
  gtk_label_set_text (GTK_LABEL (self->about), about);
  show_note (self, annotation->note);
}

/* What several annotations have in common. */
static void
load_common_texts (ObInspector *self, const GPtrArray *annotations)
{
  const ObAnnotation *first = g_ptr_array_index (annotations, 0);
  gboolean same = TRUE;
  g_autofree char *title
    = g_strdup_printf (ngettext ("%u annotation", "%u annotations", annotations->len),
                       annotations->len);

  for (guint i = 1; i < annotations->len; i++)
    same = same
           && g_strcmp0 (((const ObAnnotation *) g_ptr_array_index (annotations, i))->note,
                         first->note)
                == 0;
  gtk_label_set_text (GTK_LABEL (self->quote), title);
  gtk_label_set_text (GTK_LABEL (self->about),
                      same ? _("What you enter is for all of them.")
                           : _("What you enter is for all of them; their notes differ."));
  show_note (self, same ? first->note : NULL);
}

static void
load_fields (ObInspector *self, const GPtrArray *annotations)
{
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (self->fields));

  for (GList *l = children; l != NULL; l = l->next)
    if (OB_IS_ATTRIBUTE_FIELD (l->data) && annotations->len > 1)
      ob_attribute_field_load_several (l->data, self->project, annotations);
    else if (OB_IS_ATTRIBUTE_FIELD (l->data))
      ob_attribute_field_load (l->data, self->project, g_ptr_array_index (annotations, 0));
}

static void
show_writable (ObInspector *self, gboolean writable)
{
  gtk_widget_set_sensitive (self->delete_button, writable);
  gtk_widget_set_sensitive (self->label_combo, writable);
  gtk_widget_set_sensitive (self->fields, writable);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->note), writable);
}

/* The annotations to show; those that are no more are forgotten.  (transfer full): GPtrArray of
 * ObAnnotation. */
static GPtrArray *
read_annotations (ObInspector *self)
{
  GPtrArray *annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_annotation_free);
  g_autoptr (GArray) targets = list_targets (self);

  for (guint i = 0; i < targets->len && self->annotation != 0; i++)
    {
      ObAnnotation *annotation
        = ob_project_get_annotation (self->project, g_array_index (targets, ObEntity, i));

      if (annotation != NULL)
        g_ptr_array_add (annotations, annotation);
    }

  g_array_set_size (self->several, 0);
  for (guint i = 0; annotations->len > 1 && i < annotations->len; i++)
    g_array_append_val (self->several, ((ObAnnotation *) annotations->pdata[i])->entity);

  return annotations;
}

static void
load (ObInspector *self)
{
  g_autoptr (GPtrArray) annotations = read_annotations (self);
  const ObAnnotation *first;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    annotations->len > 0 ? "form" : "nothing");
  gtk_widget_set_visible (self->history_button, annotations->len == 1);
  if (annotations->len == 0)
    {
      self->annotation = 0;
      return;
    }

  first = g_ptr_array_index (annotations, 0);
  self->updating = TRUE;
  update_form (self, annotations);
  load_fields (self, annotations);
  if (annotations->len > 1)
    load_common_texts (self, annotations);
  else
    load_texts (self, first);
  ob_links_box_load (OB_LINKS_BOX (self->links), self->project,
                     annotations->len == 1 ? first : NULL);
  ob_likely_box_load (OB_LIKELY_BOX (self->likely), self->project,
                      ob_codebook_get (self->codebook, self->label),
                      annotations->len == 1 ? first : NULL);
  show_writable (self, !ob_project_is_read_only (self->project));
  self->annotation = first->entity;
  self->article = first->article;
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
  if (self->annotation == annotation && self->project == project && self->several->len == 0)
    return;

  ob_inspector_flush (self);
  self->annotation = 0;
  g_array_set_size (self->several, 0);
  set_project (self, project);
  self->annotation = annotation;
  load (self);
}

void
ob_inspector_set_several (ObInspector *self, ObProject *project, const GArray *annotations)
{
  gboolean same = self->project == project && self->several->len == annotations->len
                  && memcmp (self->several->data, annotations->data,
                             annotations->len * sizeof (ObEntity))
                       == 0;

  if (same || annotations->len < 2)
    return;

  ob_inspector_flush (self);
  set_project (self, project);
  g_array_set_size (self->several, 0);
  g_array_append_vals (self->several, annotations->data, annotations->len);
  self->annotation = g_array_index (annotations, ObEntity, 0);
  load (self);
}

ObEntity
ob_inspector_get_annotation (ObInspector *self)
{
  return self->annotation;
}

/* The first field that is shown: those before it may have a condition that does not hold. (nullable) */
static GtkWidget *
find_first_field (ObInspector *self)
{
  GtkWidget *field;

  for (int row = 0; (field = gtk_grid_get_child_at (GTK_GRID (self->fields), 1, row)) != NULL; row++)
    if (gtk_widget_get_visible (field))
      return field;

  return NULL;
}

void
ob_inspector_focus (ObInspector *self, gboolean note)
{
  GtkWidget *first = find_first_field (self);

  if (self->annotation == 0)
    return;
  if (note || first == NULL)
    gtk_widget_grab_focus (self->note);
  else
    gtk_widget_grab_focus (ob_attribute_field_get_control (OB_ATTRIBUTE_FIELD (first)));
}

gboolean
ob_inspector_choose_likely (ObInspector *self, guint number)
{
  return self->annotation != 0 && ob_likely_box_choose (OB_LIKELY_BOX (self->likely), number);
}
