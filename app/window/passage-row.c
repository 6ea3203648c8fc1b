#include "window/passage-row.h"

#include "editor/annotation-drag.h"

#include <string.h>

#define MAX_WORDS 400

struct _ObPassageRow
{
  GtkListBoxRow parent_instance;

  ObProject *project; /* (owned) */
  ObEntity article;
  ObEntity annotation;
  guint32 start;
  guint32 end;
};

G_DEFINE_FINAL_TYPE (ObPassageRow, ob_passage_row, GTK_TYPE_LIST_BOX_ROW)

static void
drag_data_get_cb (GtkWidget *handle,
                  GdkDragContext *context,
                  GtkSelectionData *data,
                  guint info,
                  guint time,
                  ObPassageRow *self)
{
  g_autoptr (GArray) annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  g_array_append_val (annotations, self->annotation);
  ob_annotation_drag_set_data (data, self->project, annotations);
}

static void
drag_begin_cb (GtkWidget *handle, GdkDragContext *context, ObPassageRow *self)
{
  g_autofree char *words = ob_project_dup_label_of (self->project, self->annotation);

  ob_annotation_drag_set_icon (handle, context, words ? words : "");
}

static void
ob_passage_row_dispose (GObject *object)
{
  g_clear_object (&OB_PASSAGE_ROW (object)->project);

  G_OBJECT_CLASS (ob_passage_row_parent_class)->dispose (object);
}

static void
ob_passage_row_class_init (ObPassageRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_passage_row_dispose;
}

static void
ob_passage_row_init (ObPassageRow *self)
{
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  if (style != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), style);
  return label;
}

static char *
shorten (const char *words)
{
  g_autofree char *line = g_strdelimit (g_strdup (words), "\n\t", ' ');
  g_autofree char *head = NULL;

  if (g_utf8_strlen (line, -1) <= MAX_WORDS)
    return g_steal_pointer (&line);
  head = g_utf8_substring (line, 0, MAX_WORDS);
  return g_strconcat (head, "…", NULL);
}

static void
make_draggable (ObPassageRow *self, GtkWidget *handle)
{
  gtk_drag_source_set (handle, GDK_BUTTON1_MASK, &ob_annotation_drag_target, 1, GDK_ACTION_LINK);
  g_signal_connect (handle, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (handle, "drag-data-get", G_CALLBACK (drag_data_get_cb), self);
}

GtkWidget *
ob_passage_row_new (ObProject *project,
                    ObEntity article,
                    ObEntity annotation,
                    guint32 start,
                    guint32 end,
                    const char *who,
                    const char *words,
                    const char *where)
{
  ObPassageRow *self = g_object_new (OB_TYPE_PASSAGE_ROW, "visible", TRUE, NULL);
  GtkWidget *handle = gtk_event_box_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *quote = shorten (words);
  g_autofree char *name = g_strdup_printf ("%s: %s", who, quote);

  self->project = g_object_ref (project);
  self->article = article;
  self->annotation = annotation;
  self->start = start;
  self->end = end;
  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 6, "margin-bottom", 6,
                NULL);
  gtk_container_add (GTK_CONTAINER (box), create_label (who, "obelus-heading"));
  if (*quote != '\0')
    gtk_container_add (GTK_CONTAINER (box), create_label (quote, "obelus-quote"));
  if (where != NULL && *where != '\0')
    gtk_container_add (GTK_CONTAINER (box), create_label (where, "obelus-small"));
  gtk_container_add (GTK_CONTAINER (handle), box);
  gtk_container_add (GTK_CONTAINER (self), handle);
  if (annotation != 0)
    make_draggable (self, handle);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), name);
  gtk_widget_show_all (GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

ObEntity
ob_passage_row_get_article (ObPassageRow *self)
{
  return self->article;
}

ObEntity
ob_passage_row_get_annotation (ObPassageRow *self)
{
  return self->annotation;
}

void
ob_passage_row_get_place (ObPassageRow *self, guint32 *start, guint32 *end)
{
  *start = self->start;
  *end = self->end;
}
