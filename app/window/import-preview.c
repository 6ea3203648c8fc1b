#include "window/import-preview.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "articles/encoding.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/metadata-text.h"

/* So much of the text is shown. */
#define MAX_CHARS 20000

struct _ObImportPreview
{
  GtkBox parent_instance;

  GtkWidget *stack; /* "nothing" or "article" */
  GtkWidget *title;
  GtkWidget *facts; /* GtkGrid of what was found */
  GtkWidget *notes; /* GtkBox of labels */
  GtkWidget *choices;
  GtkWidget *choice_box;
  GtkWidget *differences_button;
  GtkWidget *encoding_row;
  GtkWidget *encoding_box;
  GtkWidget *whole_button;
  GtkWidget *columns_button;
  GtkWidget *scroller;
  GtkTextBuffer *text;

  ObArticleSource *source; /* (owned) (nullable) of what is shown */
  gboolean updating;       /* the controls change, but not by the user */
};

enum
{
  CHOICE_MADE,
  READ_AGAIN,
  COLUMNS_WANTED,
  DIFFERENCES_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObImportPreview, ob_import_preview, GTK_TYPE_BOX)

/* What can be done with an article that was read; the first is what is done unless somebody
 * chooses. */
typedef struct
{
  ObArticleChoice choice;
  const char *title;
} ArticleChoice;

static const ArticleChoice article_choices[] = {
  { OB_ARTICLE_IMPORT, N_("Add to the project") },
  { OB_ARTICLE_SKIP, N_("Skip") },
};

/* The same where it looks like a version of another article. */
static const ArticleChoice version_choices[] = {
  { OB_ARTICLE_IMPORT, N_("Keep both") },
  { OB_ARTICLE_NEW_VERSION, N_("Add as new version, with the annotations") },
  { OB_ARTICLE_SKIP, N_("Skip") },
};

static void
read_again (ObImportPreview *self, const ObReadOptions *options)
{
  g_autoptr (ObArticleSource) again = ob_article_source_new_again (self->source, options);

  g_signal_emit (self, signals[READ_AGAIN], 0, again);
}

static void
choice_changed_cb (ObImportPreview *self)
{
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->choice_box));

  if (!self->updating && id != NULL)
    g_signal_emit (self, signals[CHOICE_MADE], 0, atoi (id));
}

static void
differences_clicked_cb (ObImportPreview *self)
{
  g_signal_emit (self, signals[DIFFERENCES_WANTED], 0);
}

static void
encoding_changed_cb (ObImportPreview *self)
{
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->encoding_box));
  ObReadOptions options;

  if (self->updating || id == NULL)
    return;
  options = *ob_article_source_get_options (self->source);
  options.encoding = *id != '\0' ? id : NULL;
  read_again (self, &options);
}

static void
whole_toggled_cb (ObImportPreview *self)
{
  ObReadOptions options;

  if (self->updating)
    return;
  options = *ob_article_source_get_options (self->source);
  options.whole = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->whole_button));
  read_again (self, &options);
}

static void
columns_clicked_cb (ObImportPreview *self)
{
  g_signal_emit (self, signals[COLUMNS_WANTED], 0);
}

/* The article ----------------------------------------------------------------------------------- */

static void
empty (GtkWidget *container)
{
  gtk_container_foreach (GTK_CONTAINER (container), (GtkCallback) gtk_widget_destroy, NULL);
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "visible", TRUE, "xalign", 0.0, "yalign", 0.0, "wrap", TRUE,
                "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  if (style != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), style);
  return label;
}

static void
add_fact (ObImportPreview *self, int row, const char *name, const char *value, const char *source)
{
  GtkWidget *label = create_label (name, "dim-label");
  GtkWidget *text = create_label (value, NULL);

  gtk_label_set_line_wrap (GTK_LABEL (label), FALSE);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_can_focus (text, FALSE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_tooltip_text (text, source);
  gtk_grid_attach (GTK_GRID (self->facts), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->facts), text, 1, row, 1, 1);
}

static void
show_facts (ObImportPreview *self, const ObArticleFile *file)
{
  ObArticle *article = file->reading->metadata;
  int row = 0;

  for (guint i = OB_METADATA_TITLE + 1; i < OB_N_METADATA; i++)
    {
      const char *value = *ob_article_get_metadata (article, (ObMetadata) i);
      g_autofree char *shown = NULL;
      g_autofree char *source = ob_metadata_text_source (article->sources[i]);

      if (value == NULL)
        continue;
      shown = ob_metadata_text_value ((ObMetadata) i, value);
      add_fact (self, row++, ob_metadata_text_name ((ObMetadata) i), shown, source);
    }
  if (article->file_name != NULL)
    add_fact (self, row++, _("File"), article->file_name, NULL);
}

static void
add_note (ObImportPreview *self, const char *icon, const char *sentence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (icon, GTK_ICON_SIZE_BUTTON);

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_container_add (GTK_CONTAINER (box), image);
  gtk_container_add (GTK_CONTAINER (box), create_label (sentence, NULL));
  gtk_widget_show_all (box);
  gtk_container_add (GTK_CONTAINER (self->notes), box);
}

static void
show_notes (ObImportPreview *self, const ObArticleFile *file)
{
  g_autofree char *match = ob_article_file_describe_match (file);

  if (file->reason != NULL)
    add_note (self,
              file->fate == OB_ARTICLE_REFUSED ? "dialog-error-symbolic" : "emblem-ok-symbolic",
              file->reason);
  if (file->fate == OB_ARTICLE_READ && match != NULL)
    add_note (self, "edit-copy-symbolic", match);
  for (guint i = 0; file->reading != NULL && file->reading->notes[i] != NULL; i++)
    add_note (self, "dialog-information-symbolic", file->reading->notes[i]);
}

/* Marks headings, and what the article view does not show. */
static void
mark_blocks (ObImportPreview *self, const ObFormatting *formatting, guint32 limit)
{
  guint n_blocks;
  const ObBlock *blocks = ob_formatting_get_blocks (formatting, &n_blocks);

  for (guint i = 0; i < n_blocks && blocks[i].start < limit; i++)
    {
      GtkTextIter start, end;
      gboolean is_title = blocks[i].role == OB_ROLE_TITLE || blocks[i].role == OB_ROLE_STANDFIRST;

      gtk_text_buffer_get_iter_at_offset (self->text, &start, (int) blocks[i].start);
      gtk_text_buffer_get_iter_at_offset (self->text, &end, (int) MIN (blocks[i].end, limit));
      if (blocks[i].kind == OB_BLOCK_HEADING)
        gtk_text_buffer_apply_tag_by_name (self->text, "heading", &start, &end);
      if (blocks[i].role != OB_ROLE_BODY && blocks[i].role != OB_ROLE_CAPTION && !is_title)
        gtk_text_buffer_apply_tag_by_name (self->text, "aside", &start, &end);
    }
}

static void
show_text (ObImportPreview *self, const ObArticleFile *file)
{
  const ObText *text = file->reading != NULL ? file->reading->text : NULL;
  const char *utf8 = text != NULL ? ob_text_get_utf8 (text, NULL) : "";
  guint32 length = text != NULL ? MIN (ob_text_get_length (text), MAX_CHARS) : 0;
  const char *end = g_utf8_offset_to_pointer (utf8, length);
  GtkTextIter start;

  gtk_text_buffer_set_text (self->text, utf8, (int) (end - utf8));
  if (text != NULL && file->text->formatting != NULL)
    {
      gsize n_bytes;
      const char *serialised = ob_text_get_utf8 (file->text->formatting->text, &n_bytes);
      g_autoptr (ObFormatting) formatting = ob_formatting_parse (serialised, n_bytes, text, NULL);

      if (formatting != NULL)
        mark_blocks (self, formatting, length);
    }
  if (text != NULL && length < ob_text_get_length (text))
    {
      gtk_text_buffer_get_end_iter (self->text, &start);
      gtk_text_buffer_insert (self->text, &start, " …", -1);
    }
  gtk_text_buffer_get_start_iter (self->text, &start);
  gtk_text_buffer_place_cursor (self->text, &start);
  gtk_widget_set_visible (self->scroller, text != NULL);
}

/* How it can be read ---------------------------------------------------------------------------- */

static void
show_offers (ObImportPreview *self, const ObArticleFile *file)
{
  guint offers = ob_article_file_get_offers (file);
  const ObReadOptions *options = ob_article_source_get_options (file->source);

  gtk_widget_set_visible (self->encoding_row, (offers & OB_OFFER_ENCODING) != 0);
  gtk_widget_set_visible (self->columns_button, (offers & OB_OFFER_COLUMNS) != 0);
  gtk_widget_set_visible (self->whole_button, options->whole || (offers & OB_OFFER_WHOLE) != 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->whole_button), options->whole);

  if ((offers & OB_OFFER_ENCODING) != 0)
    {
      g_autofree char *found
        = file->reading != NULL && options->encoding == NULL
            ? g_strdup_printf (_("As it is recognised (%s)"), file->reading->encoding)
            : g_strdup (_("As it is recognised"));

      gtk_combo_box_text_remove (GTK_COMBO_BOX_TEXT (self->encoding_box), 0);
      gtk_combo_box_text_insert (GTK_COMBO_BOX_TEXT (self->encoding_box), 0, "", found);
      gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->encoding_box),
                                   options->encoding != NULL ? options->encoding : "");
    }
}

static void
show_choice (ObImportPreview *self, const ObArticleFile *file)
{
  gboolean can_choose = file != NULL && file->fate == OB_ARTICLE_READ;
  gboolean is_version = can_choose && file->match.kin == OB_KIN_VERSION;
  const ArticleChoice *choices = is_version ? version_choices : article_choices;
  guint n_choices = is_version ? G_N_ELEMENTS (version_choices) : G_N_ELEMENTS (article_choices);

  gtk_widget_set_visible (self->choices, can_choose);
  gtk_widget_set_visible (self->differences_button, is_version);
  gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (self->choice_box));
  for (guint i = 0; can_choose && i < n_choices; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", (int) choices[i].choice);

      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->choice_box), id, _(choices[i].title));
      if (choices[i].choice == file->choice)
        gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->choice_box), id);
    }
}

static void
ob_import_preview_dispose (GObject *object)
{
  ObImportPreview *self = OB_IMPORT_PREVIEW (object);

  g_clear_pointer (&self->source, ob_article_source_unref);

  G_OBJECT_CLASS (ob_import_preview_parent_class)->dispose (object);
}

static void
ob_import_preview_class_init (ObImportPreviewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_import_preview_dispose;
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  signals[CHOICE_MADE] = g_signal_new ("choice-made", OB_TYPE_IMPORT_PREVIEW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[READ_AGAIN] = g_signal_new ("read-again", OB_TYPE_IMPORT_PREVIEW, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[COLUMNS_WANTED] = g_signal_new ("columns-wanted", OB_TYPE_IMPORT_PREVIEW,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DIFFERENCES_WANTED]
    = g_signal_new ("differences-wanted", OB_TYPE_IMPORT_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/import-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, title);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, facts);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, notes);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, choices);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, choice_box);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, differences_button);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, encoding_box);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, whole_button);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, columns_button);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObImportPreview, text);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, encoding_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, whole_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, differences_clicked_cb);
}

static void
ob_import_preview_init (ObImportPreview *self)
{
  const ObEncoding *encodings = ob_encodings_list ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = TRUE;
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->encoding_box), "", "");
  for (guint i = 0; encodings[i].name != NULL; i++)
    {
      /* Translators: the script that an encoding is for, and its name: "Cyrillic (KOI8-R)". */
      g_autofree char *shown
        = g_strdup_printf (_("%s (%s)"), _(encodings[i].script), encodings[i].name);

      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->encoding_box), encodings[i].name, shown);
    }
  gtk_text_buffer_create_tag (self->text, "heading", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (self->text, "aside", "scale", PANGO_SCALE_SMALL, "foreground-rgba",
                              &(GdkRGBA){ 0.5, 0.5, 0.5, 1 }, NULL);
  self->updating = FALSE;
}

void
ob_import_preview_show (ObImportPreview *self, const ObImportGroup *group, const ObArticleFile *file)
{
  g_autofree char *name = NULL;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), group != NULL ? "article" : "nothing");
  g_clear_pointer (&self->source, ob_article_source_unref);
  if (group == NULL)
    return;

  self->updating = TRUE;
  self->source = ob_article_source_ref (group->source);
  empty (self->facts);
  empty (self->notes);
  name = g_path_get_basename (ob_article_source_get_name (group->source));
  gtk_label_set_text (GTK_LABEL (self->title),
                      file != NULL && file->reading != NULL ? file->reading->metadata->title : name);
  gtk_widget_set_visible (self->scroller, FALSE);
  if (file != NULL)
    {
      if (file->reading != NULL)
        show_facts (self, file);
      show_notes (self, file);
      show_text (self, file);
    }
  show_choice (self, file);
  show_offers (self, file != NULL ? file : group->files->pdata[0]);
  self->updating = FALSE;
}
