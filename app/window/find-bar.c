/* Searching goes over the view's buffer, whose text is the article's: GTK's own case-insensitive
 * search, forward from the caret and then around. */
#include "window/find-bar.h"

#include <glib/gi18n.h>

struct _ObFindBar
{
  GtkSearchBar parent_instance;

  GtkWidget *entry;
  GtkWidget *result;

  ObArticleView *view; /* (unowned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ObFindBar, ob_find_bar, GTK_TYPE_SEARCH_BAR)

/* Selects the first match from @from on, or around from the other end. */
static void
find (ObFindBar *self, guint32 from, gboolean forward)
{
  const char *words = gtk_entry_get_text (GTK_ENTRY (self->entry));
  GtkTextSearchFlags flags = GTK_TEXT_SEARCH_CASE_INSENSITIVE | GTK_TEXT_SEARCH_TEXT_ONLY;
  GtkTextBuffer *buffer;
  GtkTextIter place, start, end;
  gboolean found = FALSE;

  gtk_label_set_text (GTK_LABEL (self->result), "");
  if (self->view == NULL || *words == '\0')
    return;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  for (guint attempt = 0; attempt < 2 && !found; attempt++)
    {
      if (attempt == 0)
        gtk_text_buffer_get_iter_at_offset (buffer, &place, (int) from);
      else if (forward)
        gtk_text_buffer_get_start_iter (buffer, &place);
      else
        gtk_text_buffer_get_end_iter (buffer, &place);

      found = forward ? gtk_text_iter_forward_search (&place, words, flags, &start, &end, NULL)
                      : gtk_text_iter_backward_search (&place, words, flags, &start, &end, NULL);
    }

  if (found)
    ob_article_view_select (self->view,
                            (guint32) gtk_text_iter_get_offset (&start),
                            (guint32) gtk_text_iter_get_offset (&end));
  else
    gtk_label_set_text (GTK_LABEL (self->result), _("Not in this article"));
}

/* The ends of the selection; both the caret when nothing is selected. */
static void
get_selection (ObFindBar *self, guint32 *start, guint32 *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter first, last;

  gtk_text_buffer_get_selection_bounds (buffer, &first, &last);
  *start = (guint32) gtk_text_iter_get_offset (&first);
  *end = (guint32) gtk_text_iter_get_offset (&last);
}

static void
words_changed_cb (ObFindBar *self)
{
  guint32 start, end;

  if (self->view == NULL)
    return;

  get_selection (self, &start, &end);
  find (self, start, TRUE);
}

static void
next_cb (ObFindBar *self)
{
  ob_find_bar_step (self, TRUE);
}

static void
previous_cb (ObFindBar *self)
{
  ob_find_bar_step (self, FALSE);
}

static void
closed_cb (ObFindBar *self)
{
  if (!gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self)) && self->view != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
ob_find_bar_dispose (GObject *object)
{
  ob_find_bar_set_view (OB_FIND_BAR (object), NULL);

  G_OBJECT_CLASS (ob_find_bar_parent_class)->dispose (object);
}

static void
ob_find_bar_class_init (ObFindBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_find_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ObFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, ObFindBar, result);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
ob_find_bar_init (ObFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self), GTK_ENTRY (self->entry));
}

void
ob_find_bar_set_view (ObFindBar *self, ObArticleView *view)
{
  g_set_weak_pointer (&self->view, view);
}

void
ob_find_bar_open (ObFindBar *self)
{
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self), TRUE);
  gtk_widget_grab_focus (self->entry);
}

void
ob_find_bar_step (ObFindBar *self, gboolean forward)
{
  guint32 start, end;

  if (self->view == NULL)
    return;
  if (*gtk_entry_get_text (GTK_ENTRY (self->entry)) == '\0')
    {
      ob_find_bar_open (self);
      return;
    }

  get_selection (self, &start, &end);
  find (self, forward ? end : start, forward);
}
