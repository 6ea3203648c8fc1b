/* Copying: the selected words, or the passage of the current annotation, with or without their
 * source. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/citation.h"

typedef enum
{
  FORM_PLAIN,
  FORM_HTML,
  FORM_MARKDOWN,
  N_FORMS
} Form;

/* What is on the clipboard, until something else is. */
typedef struct
{
  char *forms[N_FORMS]; /* (owned) */
} Citation;

static void
clipboard_asked_cb (GtkClipboard *clipboard, GtkSelectionData *data, guint form, gpointer user_data)
{
  Citation *citation = user_data;
  const char *content = citation->forms[form];

  if (form == FORM_PLAIN)
    gtk_selection_data_set_text (data, content, -1);
  else
    gtk_selection_data_set (data, gtk_selection_data_get_target (data), 8,
                            (const guchar *) content, (int) strlen (content));
}

static void
clipboard_cleared_cb (GtkClipboard *clipboard, gpointer user_data)
{
  Citation *citation = user_data;

  for (guint i = 0; i < N_FORMS; i++)
    g_free (citation->forms[i]);
  g_free (citation);
}

/* What is shown of [start, end): hidden parts of the page are not copied unseen.  (transfer full) */
static char *
dup_shown (ObArticleView *view, guint32 start, guint32 end)
{
  ObText *text = ob_article_view_get_text (view);
  GString *shown = g_string_new (NULL);

  for (guint i = ob_hidden_parts_find_index (view->parts, start);
       i < ob_hidden_parts_get_n (view->parts); i++)
    {
      ObSegment part = ob_hidden_parts_get (view->parts, i);

      if (part.start >= end)
        break;
      if (start < part.start)
        {
          g_autofree char *words = ob_text_slice (text, start, part.start);

          g_string_append (shown, words);
        }
      start = MIN (part.end, end);
    }
  {
    g_autofree char *rest = ob_text_slice (text, start, end);

    g_string_append (shown, rest);
  }

  return g_string_free (shown, FALSE);
}

/* The selected words, else those of the current annotation.  Returns: (transfer full) (nullable):
 * NULL, and said so, when there is neither. */
static char *
dup_words (ObArticleView *view)
{
  g_autoptr (GArray) segments = NULL;
  guint32 start, end;

  if (ob_article_view_get_selection (view, &start, &end))
    return dup_shown (view, start, end);

  segments = ob_highlights_get_segments (view->highlights, view->current);
  if (segments->len == 0)
    {
      ob_article_view_emit_failed (view, _("Select the words to copy first."));
      return NULL;
    }

  return ob_text_quote (ob_article_view_get_text (view), segments);
}

/* Takes the strings of @citation. */
static void
offer (GtkClipboard *clipboard, Citation *citation)
{
  g_autoptr (GtkTargetList) list = gtk_target_list_new (NULL, 0);
  GtkTargetEntry *targets;
  int n_targets;

  gtk_target_list_add (list, gdk_atom_intern_static_string ("text/html"), 0, FORM_HTML);
  gtk_target_list_add (list, gdk_atom_intern_static_string ("text/markdown"), 0, FORM_MARKDOWN);
  gtk_target_list_add_text_targets (list, FORM_PLAIN);
  targets = gtk_target_table_new_from_list (list, &n_targets);
  if (gtk_clipboard_set_with_data (clipboard, targets, (guint) n_targets, clipboard_asked_cb,
                                   clipboard_cleared_cb, citation))
    gtk_clipboard_set_can_store (clipboard, targets, n_targets);
  else
    clipboard_cleared_cb (clipboard, citation);
  gtk_target_table_free (targets, n_targets);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_view_copy (ObArticleView *view)
{
  g_autofree char *words = dup_words (view);
  g_autoptr (ObArticle) article = NULL;
  Citation *citation;

  if (words == NULL || view->project == NULL)
    return;
  article = ob_project_get_article (view->project, view->article);
  if (article == NULL)
    return;

  citation = g_new0 (Citation, 1);
  citation->forms[FORM_PLAIN] = ob_citation_to_plain (words, article);
  citation->forms[FORM_HTML] = ob_citation_to_html (words, article);
  citation->forms[FORM_MARKDOWN] = ob_citation_to_markdown (words, article);
  offer (gtk_widget_get_clipboard (GTK_WIDGET (view), GDK_SELECTION_CLIPBOARD), citation);
  ob_article_view_emit_done (view, _("Copied with the source."));
}

void
ob_article_view_copy_words (ObArticleView *view)
{
  g_autofree char *words = dup_words (view);

  if (words == NULL)
    return;

  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (view), GDK_SELECTION_CLIPBOARD),
                          words, -1);
  ob_article_view_emit_done (view, _("Copied the words."));
}
