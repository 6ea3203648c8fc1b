#include "window/links-box.h"

#include "editor/link-type.h"
#include "store/edit.h"
#include "window/choice-box.h"
#include "window/label-swatch.h"
#include "window/picker.h"
#include "window/report.h"

#include <glib/gi18n.h>
#include <string.h>

/* Annotations offered as the other end: the nearest. */
#define MAX_OFFERED 100
#define SAID_BY "said-by"
#define MAX_QUOTE 60

struct _ObLinksBox
{
  GtkBox parent_instance;

  GtkWidget *rows;
  GtkWidget *add_row;
  GtkWidget *type_box;
  GtkWidget *add_button;
  GtkWidget *picker;

  ObProject *project; /* (owned) (nullable) */
  ObEntity annotation;
  ObEntity article;
  ObEntity label;
  guint32 start; /* of the annotation */
};

enum
{
  ANNOTATION_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObLinksBox, ob_links_box, GTK_TYPE_BOX)

static char *
dup_quote (ObProject *project, ObEntity entity)
{
  g_autoptr (ObAnnotation) annotation = ob_project_get_annotation (project, entity);
  g_autoptr (ObText) text = NULL;
  char *quote;

  if (annotation != NULL)
    text = ob_project_get_text (project, annotation->article, NULL);
  if (text == NULL)
    return g_strdup ("");

  quote = ob_text_quote (text, annotation->segments);
  if (g_utf8_strlen (quote, -1) > MAX_QUOTE)
    {
      g_autofree char *whole = quote;
      g_autofree char *head = g_utf8_substring (whole, 0, MAX_QUOTE);

      quote = g_strconcat (head, "…", NULL);
    }

  return g_strdelimit (quote, "\n\t", ' ');
}

static void
finish_edit (ObLinksBox *self, ObEdit *edit, gboolean valid, GError **error)
{
  if (!valid || !ob_edit_commit (edit, error))
    ob_report_error (GTK_WIDGET (self), *error);
}

static void
remove_clicked_cb (ObLinksBox *self, GtkWidget *button)
{
  const gint64 *link = g_object_get_data (G_OBJECT (button), "obelus-link");
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, _("Remove link"));
  g_autoptr (GError) error = NULL;

  finish_edit (self, edit, ob_edit_delete (edit, *link, &error), &error);
}

static void
go_clicked_cb (ObLinksBox *self, GtkWidget *button)
{
  const gint64 *annotation = g_object_get_data (G_OBJECT (button), "obelus-annotation");

  g_signal_emit (self, signals[ANNOTATION_CHOSEN], 0, *annotation);
}

static void
set_entity (GtkWidget *widget, const char *key, ObEntity entity)
{
  g_object_set_data_full (G_OBJECT (widget), key, g_memdup2 (&entity, sizeof entity), g_free);
}

static GtkWidget *
create_row (ObLinksBox *self, const ObLink *link)
{
  gboolean outgoing = link->from == self->annotation;
  ObEntity other = outgoing ? link->to : link->from;
  const char *type = ob_link_type_get_title (link->type);
  g_autofree char *quote = dup_quote (self->project, other);
  g_autofree char *text
    = g_strdup_printf (outgoing ? "%s → %s" : "%s ← %s", type, quote);
  g_autofree char *removing = g_strdup_printf (_("Remove link: %s"), text);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *go = gtk_button_new_with_label (text);
  GtkWidget *removal
    = gtk_button_new_from_icon_name ("user-trash-symbolic", GTK_ICON_SIZE_BUTTON);
  GtkWidget *label = gtk_bin_get_child (GTK_BIN (go));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_relief (GTK_BUTTON (go), GTK_RELIEF_NONE);
  gtk_button_set_relief (GTK_BUTTON (removal), GTK_RELIEF_NONE);
  gtk_widget_set_tooltip_text (go, text);
  gtk_widget_set_tooltip_text (removal, _("Remove this link"));
  atk_object_set_name (gtk_widget_get_accessible (removal), removing);
  set_entity (go, "obelus-annotation", other);
  set_entity (removal, "obelus-link", link->entity);
  g_signal_connect_swapped (go, "clicked", G_CALLBACK (go_clicked_cb), self);
  g_signal_connect_swapped (removal, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_box_pack_start (GTK_BOX (row), go, TRUE, TRUE, 0);
  gtk_box_pack_end (GTK_BOX (row), removal, FALSE, FALSE, 0);
  gtk_widget_show_all (row);

  return row;
}

/* Spans by their distance from the annotation. */
static int
compare_distance (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const ObLinksBox *self = user_data;
  gint64 distance_a = ABS ((gint64) ((const ObSpan *) a)->start - self->start);
  gint64 distance_b = ABS ((gint64) ((const ObSpan *) b)->start - self->start);

  return (distance_a > distance_b) - (distance_a < distance_b);
}

static const char *
get_type (ObLinksBox *self)
{
  const char *type = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->type_box));

  return type != NULL ? type : SAID_BY;
}

static void
offer (ObLinksBox *self, const ObSpan *span, const ObLabel *label)
{
  g_autofree char *quote = dup_quote (self->project, span->annotation);
  ObEntity named = ob_project_get_effective_speaker (self->project, span->annotation);
  g_autofree char *speaker = named != 0 ? ob_project_dup_label_of (self->project, named) : NULL;

  ob_picker_add (OB_PICKER (self->picker), span->annotation, ob_label_swatch_new (label), quote,
                 g_strcmp0 (speaker, quote) == 0 ? NULL : speaker, NULL, speaker, 0);
}

/* What a link of the chosen type may lead to: mentions for who said it, anything else otherwise. */
static void
fill_picker (ObLinksBox *self)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (self->project);
  g_autoptr (GArray) spans = ob_project_list_spans (self->project, self->article);
  gboolean mentions = strcmp (get_type (self), SAID_BY) == 0;
  guint n = 0;

  ob_picker_clear (OB_PICKER (self->picker));
  g_array_sort_with_data (spans, compare_distance, self);
  for (guint i = 0; i < spans->len && n < MAX_OFFERED; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);
      const ObLabel *label = ob_codebook_get (codebook, span->label);

      if (span->segment > 0 || label == NULL || span->annotation == self->annotation
          || (strcmp (label->id, "speaker") == 0) != mentions)
        continue;

      offer (self, span, label);
      n++;
    }
}

static void
add_clicked_cb (ObLinksBox *self)
{
  fill_picker (self);
  ob_picker_open (OB_PICKER (self->picker));
}

static void
partner_picked_cb (ObLinksBox *self, gint64 partner)
{
  g_autofree char *quote = dup_quote (self->project, partner);
  g_autofree char *step = g_strdup_printf (_("Link: %s “%s”"), ob_link_type_get_title (get_type (self)),
                                           quote);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  finish_edit (self,
               edit,
               ob_edit_link (edit, self->annotation, partner, get_type (self), &error) != 0,
               &error);
}

static void
ob_links_box_dispose (GObject *object)
{
  g_clear_object (&OB_LINKS_BOX (object)->project);

  G_OBJECT_CLASS (ob_links_box_parent_class)->dispose (object);
}

static void
ob_links_box_class_init (ObLinksBoxClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_links_box_dispose;

  signals[ANNOTATION_CHOSEN] = g_signal_new ("annotation-chosen", OB_TYPE_LINKS_BOX,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
ob_links_box_init (ObLinksBox *self)
{
  GtkWidget *box = GTK_WIDGET (self);
  const char *const *types = ob_link_get_types ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->add_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->type_box = ob_choice_box_new ();
  for (guint i = 0; types[i] != NULL; i++)
    gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->type_box), types[i],
                               ob_link_type_get_title (types[i]));
  atk_object_set_name (gtk_widget_get_accessible (self->type_box), _("Type of the new link"));
  self->add_button = gtk_button_new_with_mnemonic (_("Lin_k to…"));
  gtk_widget_set_tooltip_text (self->add_button,
                               _("Choose the words at the other end of the new link"));
  self->picker = ob_picker_new (self->add_button, _("Filter annotations to link to"),
                                _("Annotation, nearest first"));
  gtk_box_pack_start (GTK_BOX (self->add_row), self->type_box, TRUE, TRUE, 0);
  gtk_box_pack_end (GTK_BOX (self->add_row), self->add_button, FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (box), self->rows);
  gtk_container_add (GTK_CONTAINER (box), self->add_row);
  g_signal_connect_swapped (self->add_button, "clicked", G_CALLBACK (add_clicked_cb), self);
  g_signal_connect_swapped (self->picker, "picked", G_CALLBACK (partner_picked_cb), self);
  gtk_widget_show_all (box);
}

GtkWidget *
ob_links_box_new (void)
{
  return g_object_new (OB_TYPE_LINKS_BOX, NULL);
}

static void
add_rows (ObLinksBox *self, ObEntity from, ObEntity to)
{
  g_autoptr (GPtrArray) links = ob_project_list_links (self->project, from, to);

  for (guint i = 0; i < links->len; i++)
    gtk_container_add (GTK_CONTAINER (self->rows),
                       create_row (self, g_ptr_array_index (links, i)));
}

void
ob_links_box_load (ObLinksBox *self, ObProject *project, const ObAnnotation *annotation)
{
  g_autoptr (ObCodebook) codebook = NULL;
  const ObLabel *label;

  gtk_container_foreach (GTK_CONTAINER (self->rows), (GtkCallback) gtk_widget_destroy, NULL);
  g_set_object (&self->project, project);
  gtk_widget_set_visible (self->add_row, FALSE);
  if (annotation == NULL)
    return;

  /* The first type that fits the label, unless one has chosen another for this annotation. */
  codebook = ob_project_ref_codebook (project);
  label = ob_codebook_get (codebook, annotation->label);
  if (self->annotation != annotation->entity || self->label != annotation->label)
    gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->type_box),
                                 label != NULL && ob_label_find_attribute (label, "speaker") != NULL
                                   ? SAID_BY
                                   : "supports");
  self->annotation = annotation->entity;
  self->label = annotation->label;
  self->article = annotation->article;
  self->start = ob_segments_get_hull (annotation->segments).start;
  add_rows (self, annotation->entity, 0);
  add_rows (self, 0, annotation->entity);

  gtk_widget_set_visible (self->add_row, label != NULL && strcmp (label->id, "speaker") != 0
                                           && !ob_project_is_read_only (project));
}
