#include "window/article-details.h"

#include <glib/gi18n.h>

#include "store/edit.h"
#include "window/describe.h"
#include "window/metadata-text.h"

#define OB_TYPE_ARTICLE_DETAILS (ob_article_details_get_type ())
G_DECLARE_FINAL_TYPE (ObArticleDetails, ob_article_details, OB, ARTICLE_DETAILS, GtkDialog)

struct _ObArticleDetails
{
  GtkDialog parent_instance;

  GtkWidget *cancel_button;
  GtkWidget *save_button;
  GtkWidget *error;
  GtkWidget *grid;
  GtkWidget *entries[OB_N_METADATA];
  GtkWidget *sources[OB_N_METADATA];

  ObProject *project; /* (owned) */
  ObArticle *article; /* (owned) as it was when the dialog was opened */
};

G_DEFINE_FINAL_TYPE (ObArticleDetails, ob_article_details, GTK_TYPE_DIALOG)

static const char *
get_value (ObArticleDetails *self, ObMetadata field)
{
  const char *value = *ob_article_get_metadata (self->article, field);

  return value != NULL ? value : "";
}

static gboolean
is_changed (ObArticleDetails *self, ObMetadata field)
{
  return !g_str_equal (gtk_entry_get_text (GTK_ENTRY (self->entries[field])),
                       get_value (self, field));
}

static void
show_error (ObArticleDetails *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->error), sentence);
  gtk_widget_set_visible (self->error, *sentence != '\0');
}

/* What the line below an entry says: where the value is from, or that it is new. */
static void
show_source (ObArticleDetails *self, ObMetadata field)
{
  g_autofree char *source = is_changed (self, field)
                              ? g_strdup (_("Changed, not saved yet."))
                              : ob_metadata_text_source (self->article->sources[field]);

  gtk_label_set_text (GTK_LABEL (self->sources[field]), source);
  gtk_widget_set_visible (self->sources[field], *source != '\0');
}

static void
entry_changed_cb (ObArticleDetails *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < OB_N_METADATA; i++)
    {
      show_source (self, (ObMetadata) i);
      changed |= is_changed (self, (ObMetadata) i);
    }
  show_error (self, "");
  gtk_widget_set_sensitive (self->save_button, changed);
}

/* Writes what was changed, as one step. */
static gboolean
save (ObArticleDetails *self, GError **error)
{
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, _("Change article details"));

  for (guint i = 0; i < OB_N_METADATA; i++)
    {
      g_autofree char *text
        = g_strstrip (g_strdup (gtk_entry_get_text (GTK_ENTRY (self->entries[i]))));

      if (!is_changed (self, (ObMetadata) i))
        continue;
      if (!ob_metadata_text_check ((ObMetadata) i, text, error)
          || !ob_edit_set_text (edit, self->article->entity, ob_metadata_get_name ((ObMetadata) i),
                                text, error))
        {
          gtk_widget_grab_focus (self->entries[i]);
          return FALSE;
        }
    }

  return ob_edit_commit (edit, error);
}

static void
ob_article_details_response (GtkDialog *dialog, int response)
{
  ObArticleDetails *self = OB_ARTICLE_DETAILS (dialog);
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && !save (self, &error))
    show_error (self, error->message);
  else
    gtk_widget_destroy (GTK_WIDGET (self));
}

/* The rows -------------------------------------------------------------------------------------- */

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "visible", TRUE, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                PANGO_WRAP_WORD_CHAR, NULL);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), style);

  return label;
}

static void
attach (ObArticleDetails *self, GtkWidget *name, GtkWidget *value, int row)
{
  gtk_widget_set_valign (name, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (value, GTK_ALIGN_BASELINE);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_grid_attach (GTK_GRID (self->grid), name, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), value, 1, row, 1, 1);
}

static void
add_field (ObArticleDetails *self, ObMetadata field, gboolean editable)
{
  GtkWidget *name = create_label (ob_metadata_text_name (field), "dim-label");
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *source = create_label ("", "obelus-small");

  gtk_entry_set_text (GTK_ENTRY (entry), get_value (self, field));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), ob_metadata_text_example (field));
  gtk_editable_set_editable (GTK_EDITABLE (entry), editable);
  gtk_widget_set_margin_bottom (source, 6);
  gtk_widget_show (entry);
  atk_object_set_name (gtk_widget_get_accessible (entry), ob_metadata_text_name (field));
  self->entries[field] = entry;
  self->sources[field] = source;
  attach (self, name, entry, 2 * (int) field);
  gtk_grid_attach (GTK_GRID (self->grid), source, 1, 2 * (int) field + 1, 1, 1);
  show_source (self, field);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
add_fact (ObArticleDetails *self, int row, const char *name, const char *value)
{
  GtkWidget *text = create_label (value, "obelus-figures");

  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_can_focus (text, FALSE);
  attach (self, create_label (name, "dim-label"), text, row);
}

static void
add_facts (ObArticleDetails *self)
{
  g_autofree char *added = ob_describe_time (self->article->created);
  g_autofree char *length
    = g_strdup_printf (ngettext ("%'u character", "%'u characters", self->article->length),
                       self->article->length);
  int row = 2 * OB_N_METADATA;

  if (self->article->file_name != NULL)
    add_fact (self, row++, _("File"), self->article->file_name);
  add_fact (self, row++, _("Length"), length);
  add_fact (self, row, _("Added"), added);
}

static void
show_article (ObArticleDetails *self)
{
  gboolean editable = !ob_project_is_read_only (self->project);

  for (guint i = 0; i < OB_N_METADATA; i++)
    add_field (self, (ObMetadata) i, editable);
  add_facts (self);
  gtk_widget_set_visible (self->save_button, editable);
}

static void
ob_article_details_finalize (GObject *object)
{
  ObArticleDetails *self = OB_ARTICLE_DETAILS (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->article, ob_article_free);

  G_OBJECT_CLASS (ob_article_details_parent_class)->finalize (object);
}

static void
ob_article_details_class_init (ObArticleDetailsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ob_article_details_finalize;
  GTK_DIALOG_CLASS (class)->response = ob_article_details_response;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/article-details.ui");
  gtk_widget_class_bind_template_child (widget_class, ObArticleDetails, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, ObArticleDetails, save_button);
  gtk_widget_class_bind_template_child (widget_class, ObArticleDetails, error);
  gtk_widget_class_bind_template_child (widget_class, ObArticleDetails, grid);
}

static void
ob_article_details_init (ObArticleDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ob_article_details_open (ObWindow *window)
{
  ObEntity entity = ob_workspace_get_article (ob_window_get_workspace (window));
  ObProject *project = ob_window_get_project (window);
  ObArticle *article = entity != 0 ? ob_project_get_article_details (project, entity) : NULL;
  ObArticleDetails *self;

  if (article == NULL)
    return;

  self = g_object_new (OB_TYPE_ARTICLE_DETAILS,
                       "use-header-bar", TRUE,
                       "transient-for", window,
                       "destroy-with-parent", TRUE,
                       NULL);
  self->project = g_object_ref (project);
  self->article = article;
  show_article (self);
  gtk_window_present (GTK_WINDOW (self));
}
