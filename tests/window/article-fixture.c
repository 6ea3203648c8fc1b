#include "article-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "articles/markdown.h"

static void
failed_cb (ObArticleView *view, const char *message, gpointer data)
{
  ArticleFixture *fixture = data;

  g_free (fixture->failed);
  fixture->failed = g_strdup (message);
}

static void
done_cb (ObArticleView *view, const char *message, gpointer data)
{
  ArticleFixture *fixture = data;

  g_free (fixture->done);
  fixture->done = g_strdup (message);
}

static void
commit (ObEdit *edit)
{
  g_autoptr (GError) error = NULL;

  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
create_project (ArticleFixture *fixture,
                ObText *text,
                const ObFormatting *formatting,
                const char *title,
                const char *byline)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (ObPackedText) packed = ob_packed_text_new_formatted (text, formatting, NULL);
  ObArticle metadata = { .title = (char *) (title != NULL ? title : "Untitled"),
                         .byline = (char *) byline };

  fixture->folder = g_dir_make_tmp ("obelus-article-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "test.obelus", NULL);
  fixture->project = ob_project_create (path, "Anna", NULL, &error);
  g_assert_no_error (error);

  edit = ob_edit_new (fixture->project, "Add article");
  fixture->article = ob_edit_add_packed_article (edit, packed, &metadata, &error);
  g_assert_no_error (error);
  commit (edit);
  fixture->article = ob_edit_resolve (edit, fixture->article);
}

/* The window manager gives the keyboard when it likes, and the view looks different from then on. */
static void
wait_for_keyboard (ArticleFixture *fixture)
{
  gint64 deadline = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (!gtk_window_is_active (GTK_WINDOW (fixture->window)) && g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* The blocks of @formatting, and those of furniture. */
static ObFormatting *
add_roles (const ObText *text, const ObFormatting *formatting)
{
  static const struct
  {
    const char *beginning;
    ObRole role;
  } roles[] = { { "Read also", OB_ROLE_RELATED },
                { "Subscribe", OB_ROLE_CALL_TO_ACTION },
                { "Menu", OB_ROLE_FURNITURE } };
  GArray *blocks = ob_blocks_new (), *inlines = ob_inlines_new ();
  guint n_blocks, n_inlines;
  const ObBlock *old_blocks = ob_formatting_get_blocks (formatting, &n_blocks);
  const ObInline *old_inlines = ob_formatting_get_inlines (formatting, &n_inlines);
  g_autoptr (GError) error = NULL;
  ObFormatting *with_roles;

  g_array_append_vals (blocks, old_blocks, n_blocks);
  for (guint i = 0; i < n_inlines; i++)
    {
      ObInline copy = old_inlines[i];

      copy.value = g_strdup (copy.value);
      g_array_append_val (inlines, copy);
    }
  for (guint i = 0; i < ob_text_get_n_paragraphs (text); i++)
    {
      ObSegment range = ob_text_get_paragraph (text, i);
      g_autofree char *words = ob_text_slice (text, range.start, range.end);

      for (guint k = 0; k < G_N_ELEMENTS (roles); k++)
        if (g_str_has_prefix (words, roles[k].beginning))
          {
            ObBlock block = { range.start, range.end, OB_BLOCK_PARAGRAPH, 0, 0, roles[k].role };

            g_array_append_val (blocks, block);
          }
    }

  with_roles = ob_formatting_new (text, blocks, inlines, &error);
  g_assert_no_error (error);
  return with_roles;
}

static void
open_window (ArticleFixture *fixture, int width, int height)
{
  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  fixture->scrolled = gtk_scrolled_window_new (NULL, NULL);
  fixture->view = OB_ARTICLE_VIEW (ob_article_view_new ());
  g_signal_connect (fixture->view, "failed", G_CALLBACK (failed_cb), fixture);
  g_signal_connect (fixture->view, "done", G_CALLBACK (done_cb), fixture);
  gtk_container_add (GTK_CONTAINER (fixture->scrolled), GTK_WIDGET (fixture->view));
  gtk_container_add (GTK_CONTAINER (fixture->window), fixture->scrolled);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  ob_article_view_set_article (fixture->view, fixture->project, fixture->article);
  gtk_widget_show_all (fixture->window);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  gtk_test_widget_wait_for_draw (fixture->window);
  wait_for_keyboard (fixture);
  article_fixture_settle ();
}

void
article_fixture_open (ArticleFixture *fixture,
                      const char *utf8,
                      const char *title,
                      const char *byline,
                      int width,
                      int height)
{
  g_autoptr (ObText) text = ob_text_new (utf8);

  memset (fixture, 0, sizeof *fixture);
  create_project (fixture, text, NULL, title, byline);
  open_window (fixture, width, height);
}

void
article_fixture_open_markdown (ArticleFixture *fixture, const char *markdown, int width, int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObDraft) draft = ob_markdown_read (markdown);
  g_autoptr (ObReading) reading = ob_draft_finish (draft, "UTF-8", &error);
  g_autoptr (ObFormatting) formatting = NULL;

  g_assert_no_error (error);
  formatting = add_roles (reading->text, reading->formatting);
  memset (fixture, 0, sizeof *fixture);
  create_project (fixture, reading->text, formatting, reading->metadata->title, NULL);
  open_window (fixture, width, height);
}

/* A worker that was cancelled with the view gives the project back when it has noticed. */
static void
wait_for_workers (ObProject *project)
{
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (G_OBJECT (project)->ref_count > 1 && g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

void
article_fixture_close (ArticleFixture *fixture)
{
  const char *name;
  g_autoptr (GDir) folder = NULL;

  gtk_widget_destroy (fixture->window);
  ob_project_close (fixture->project);
  wait_for_workers (fixture->project);
  g_assert_finalize_object (fixture->project);

  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->failed);
  g_free (fixture->done);
}

void
article_fixture_settle (void)
{
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

void
article_fixture_key (ArticleFixture *fixture, guint keyval, GdkModifierType modifiers)
{
  GdkKeymap *keymap = gdk_keymap_get_for_display (gtk_widget_get_display (fixture->window));
  g_autofree GdkKeymapKey *keys = NULL;
  int n_keys = 0;
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);

  event->key.window = g_object_ref (gtk_widget_get_window (GTK_WIDGET (fixture->view)));
  event->key.send_event = TRUE;
  event->key.time = GDK_CURRENT_TIME;
  event->key.keyval = keyval;
  event->key.state = modifiers;
  if (gdk_keymap_get_entries_for_keyval (keymap, keyval, &keys, &n_keys))
    {
      event->key.hardware_keycode = (guint16) keys[0].keycode;
      event->key.group = (guint8) keys[0].group;
    }
  gdk_event_set_device (event, gdk_seat_get_keyboard (gdk_display_get_default_seat (
                                 gtk_widget_get_display (fixture->window))));
  gtk_widget_event (GTK_WIDGET (fixture->view), event);
  gdk_event_free (event);
  article_fixture_settle ();
}

ObEntity
article_fixture_label (ArticleFixture *fixture, const char *id)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (fixture->project);
  const ObLabel *label = ob_codebook_find (codebook, id);

  g_assert_nonnull (label);
  return label->entity;
}

ObEntity
article_fixture_annotate (ArticleFixture *fixture, const char *label, ...)
{
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Annotate");
  g_autoptr (GArray) segments = ob_segments_new ();
  g_autoptr (GError) error = NULL;
  ObEntity annotation;
  ObSegment segment;
  va_list args;

  va_start (args, label);
  while ((segment.start = va_arg (args, guint32)) != G_MAXUINT32)
    {
      segment.end = va_arg (args, guint32);
      g_array_append_val (segments, segment);
    }
  va_end (args);

  annotation = ob_edit_annotate (edit, fixture->article, article_fixture_label (fixture, label),
                                 segments, &error);
  g_assert_no_error (error);
  commit (edit);
  return ob_edit_resolve (edit, annotation);
}

char *
article_fixture_dump (ArticleFixture *fixture)
{
  GString *dump = g_string_new (NULL);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (fixture->project);
  g_autoptr (GPtrArray) annotations
    = ob_project_list_annotations (fixture->project, fixture->article, 0, 0);

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);

      g_string_append (dump, ob_codebook_get (codebook, annotation->label)->id);
      for (guint k = 0; k < annotation->segments->len; k++)
        {
          ObSegment segment = g_array_index (annotation->segments, ObSegment, k);

          g_string_append_printf (dump, "%c%u-%u", k == 0 ? ' ' : ',', segment.start, segment.end);
        }
      g_string_append_c (dump, '\n');
    }

  return g_string_free (dump, FALSE);
}

guint32
article_fixture_find (ArticleFixture *fixture, const char *needle)
{
  ObText *text = ob_highlights_get_text (ob_article_view_get_highlights (fixture->view));
  const char *utf8 = ob_text_get_utf8 (text, NULL);
  const char *found = strstr (utf8, needle);

  g_assert_nonnull (found);
  return (guint32) g_utf8_pointer_to_offset (utf8, found);
}

cairo_surface_t *
article_fixture_draw (ArticleFixture *fixture)
{
  GtkWidget *widget = fixture->scrolled;
  GtkAllocation allocation;
  int least;
  cairo_surface_t *surface;
  cairo_t *cr;

  gtk_container_check_resize (GTK_CONTAINER (fixture->window));
  article_fixture_settle ();
  /* What wants another size only gets it with the next frame, which nobody may wait for. */
  gtk_widget_get_preferred_width (fixture->window, &least, NULL);
  gtk_widget_get_allocation (fixture->window, &allocation);
  gtk_widget_size_allocate (fixture->window, &allocation);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gtk_widget_get_allocated_width (widget),
                                        gtk_widget_get_allocated_height (widget));
  cr = cairo_create (surface);
  gtk_widget_draw (widget, cr);
  cairo_destroy (cr);

  return surface;
}

void
article_fixture_save_picture (ArticleFixture *fixture, const char *name)
{
  cairo_surface_t *surface = article_fixture_draw (fixture);
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, file, NULL);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}
