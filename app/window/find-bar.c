/* All places of the words are found at once and framed in the text; stepping goes from the caret, and
 * around. */
#include "window/find-bar.h"

#include <glib/gi18n.h>

#include "model/text-search.h"

/* Places that are framed and counted, at most. */
#define MAX_HITS 20000

struct _ObFindBar
{
  GtkSearchBar parent_instance;

  GtkWidget *entry;
  GtkWidget *result;

  ObArticleView *view; /* (unowned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ObFindBar, ob_find_bar, GTK_TYPE_SEARCH_BAR)

/* Finds the words, or nothing while the bar is closed.  (transfer none): GArray of ObSegment. */
static const GArray *
update_hits (ObFindBar *self)
{
  const char *words = gtk_entry_get_text (GTK_ENTRY (self->entry));
  ObHighlights *highlights = ob_article_view_get_highlights (self->view);
  gboolean open = gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self));

  ob_article_view_take_hits (self->view,
                             open ? ob_text_search_list (ob_highlights_get_text (highlights), words,
                                                         MAX_HITS)
                                  : NULL);
  return ob_highlights_get_hits (highlights);
}

static void
show_result (ObFindBar *self, guint number, guint n_hits)
{
  const char *words = gtk_entry_get_text (GTK_ENTRY (self->entry));
  g_autofree char *text = NULL;

  if (*words == '\0')
    text = g_strdup ("");
  else if (n_hits == 0)
    text = g_strdup (_("Not in this article"));
  else
    /* Translators: the place that the caret is at, of all that were found. */
    text = g_strdup_printf (_("%u of %u"), number, n_hits);
  gtk_label_set_text (GTK_LABEL (self->result), text);
}

/* Selects the first place from @from on, or around from the other end. */
static void
find (ObFindBar *self, guint32 from, gboolean forward)
{
  const GArray *hits;
  guint next = 0;

  if (self->view == NULL)
    return;

  hits = update_hits (self);
  if (hits->len == 0)
    {
      show_result (self, 0, 0);
      return;
    }

  while (next < hits->len && g_array_index (hits, ObSegment, next).start < from)
    next++;
  if (!forward)
    next += hits->len - 1;
  next %= hits->len;

  ob_article_view_select (self->view, g_array_index (hits, ObSegment, next).start,
                          g_array_index (hits, ObSegment, next).end);
  show_result (self, next + 1, hits->len);
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
  if (self->view == NULL)
    return;

  update_hits (self);
  if (!gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self)))
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

void
ob_find_bar_update (ObFindBar *self)
{
  if (self->view == NULL || !gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self)))
    return;

  show_result (self, 0, update_hits (self)->len);
}
