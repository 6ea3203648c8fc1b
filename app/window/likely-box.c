#include "window/likely-box.h"

#include "analysis/likely-speakers.h"

#include <glib/gi18n.h>

#define N_LIKELY 3

struct _ObLikelyBox
{
  GtkBox parent_instance;

  GtkWidget *buttons;        /* GtkBox */
  GPtrArray *likely;         /* (owned) ObLikelySpeaker */
  GCancellable *cancellable; /* (owned) (nullable) of the search that runs */
  ObEntity annotation;       /* that is asked about; 0: none */
  gboolean can_leave_open;   /* "unresolved" is offered */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObLikelyBox, ob_likely_box, GTK_TYPE_BOX)

/* What a search reads. */
typedef struct
{
  ObProject *project; /* (owned) */
  ObText *text;       /* (owned) */
  ObEntity article;
  ObEntity annotation;
  ObSegment place;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->project);
  ob_text_unref (search->text);
  g_free (search);
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Search *search = data;

  g_task_return_pointer (task,
                         ob_likely_speakers_find (search->project, search->article, search->text,
                                                  search->place, N_LIKELY),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
button_clicked_cb (ObLikelyBox *self, GtkWidget *button)
{
  ob_likely_box_choose (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "number")));
}

static void
add_button (ObLikelyBox *self, guint number, const char *name, const char *because)
{
  /* Translators: a key, and the speaker that it chooses. */
  g_autofree char *title = g_strdup_printf (_ ("%u  %s"), number, name);
  GtkWidget *button = gtk_button_new_with_label (title);
  GtkWidget *label = gtk_bin_get_child (GTK_BIN (button));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_tooltip_text (button, because);
  atk_object_set_description (gtk_widget_get_accessible (button), because);
  g_object_set_data (G_OBJECT (button), "number", GUINT_TO_POINTER (number));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (button_clicked_cb), self);
  gtk_widget_show (button);
  gtk_container_add (GTK_CONTAINER (self->buttons), button);
}

static void
clear (ObLikelyBox *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_container_foreach (GTK_CONTAINER (self->buttons), (GtkCallback) gtk_widget_destroy, NULL);
  g_ptr_array_set_size (self->likely, 0);
  gtk_widget_hide (GTK_WIDGET (self));
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ObLikelyBox *self = OB_LIKELY_BOX (source);
  GPtrArray *found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found == NULL)
    return;
  g_ptr_array_unref (self->likely);
  self->likely = found;
  for (guint i = 0; i < found->len; i++)
    {
      const ObLikelySpeaker *likely = g_ptr_array_index (found, i);

      add_button (self, i + 1, likely->name, likely->because);
    }
  if (self->can_leave_open)
    add_button (self, 0, _ ("Unresolved"), _ ("It cannot be told who is meant"));
  gtk_widget_set_visible (GTK_WIDGET (self), found->len > 0);
}

static const ObAttribute *
find_speaker_attribute (const ObLabel *label)
{
  const ObAttribute *attribute = label != NULL ? ob_label_find_attribute (label, "speaker") : NULL;

  return attribute != NULL && attribute->type == OB_ATTRIBUTE_SPEAKER ? attribute : NULL;
}

/* Who speaks may be named behind what they say: there the paragraph's end is the place. */
static ObSegment
get_place (const ObText *text, const ObLabel *label, const ObAnnotation *annotation)
{
  ObSegment hull = ob_segments_get_hull (annotation->segments);
  ObSegment paragraph;

  if (ob_label_find_attribute (label, "form") != NULL)
    return hull;
  paragraph = ob_text_get_paragraph (text, ob_text_get_paragraph_at (text, hull.end - 1));

  return (ObSegment){ MAX (paragraph.end, hull.end), MAX (paragraph.end, hull.end) };
}

static void
ob_likely_box_dispose (GObject *object)
{
  ObLikelyBox *self = OB_LIKELY_BOX (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->likely, g_ptr_array_unref);

  G_OBJECT_CLASS (ob_likely_box_parent_class)->dispose (object);
}

static void
ob_likely_box_class_init (ObLikelyBoxClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_likely_box_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", OB_TYPE_LIKELY_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
ob_likely_box_init (ObLikelyBox *self)
{
  GtkWidget *title = gtk_label_new (_ ("Likely speakers"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_style_context_add_class (gtk_widget_get_style_context (title), GTK_STYLE_CLASS_DIM_LABEL);
  gtk_widget_show (title);
  gtk_container_add (GTK_CONTAINER (self), title);
  self->buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_show (self->buttons);
  gtk_container_add (GTK_CONTAINER (self), self->buttons);
  self->likely = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_likely_speaker_free);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), _ ("Likely speakers"));
}

/* Public functions ----------------------------------------------------------------------------- */

GtkWidget *
ob_likely_box_new (void)
{
  return g_object_new (OB_TYPE_LIKELY_BOX, NULL);
}

void
ob_likely_box_load (ObLikelyBox *self,
                    ObProject *project,
                    const ObLabel *label,
                    const ObAnnotation *annotation)
{
  g_autoptr (ObText) text = NULL;
  g_autoptr (GTask) task = NULL;
  Search *search;

  clear (self);
  if (annotation == NULL || find_speaker_attribute (label) == NULL
      || ob_project_is_read_only (project)
      || ob_project_get_effective_speaker (project, annotation->entity) != 0)
    return;
  text = ob_project_get_text (project, annotation->article, NULL);
  if (text == NULL)
    return;

  self->can_leave_open = ob_label_find_attribute (label, "resolution") != NULL;
  self->cancellable = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->project = g_object_ref (project);
  search->place = get_place (text, label, annotation);
  search->text = g_steal_pointer (&text);
  search->article = annotation->article;
  search->annotation = annotation->entity;
  task = g_task_new (self, self->cancellable, searched_cb, NULL);
  g_task_set_source_tag (task, ob_likely_box_load);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
}

gboolean
ob_likely_box_choose (ObLikelyBox *self, guint n)
{
  const ObLikelySpeaker *likely;
  g_autofree char *name = NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || n > self->likely->len
      || (n == 0 && !self->can_leave_open))
    return FALSE;
  if (n == 0)
    {
      g_signal_emit (self, signals[CHOSEN], 0, (gint64) 0, "");
      return TRUE;
    }
  likely = g_ptr_array_index (self->likely, n - 1);
  name = g_strdup (likely->name);
  g_signal_emit (self, signals[CHOSEN], 0, likely->speaker, name);

  return TRUE;
}
