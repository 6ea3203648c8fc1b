/* Measures the editor on a large, densely annotated article:
 *
 *   xvfb-run -a editor-bench [ANNOTATIONS] [MEGABYTES]
 *
 * Frames are counted in processor time of the main thread, since waiting for the frame clock says
 * nothing; what a person waits for (opening, tagging, switching) in time on the wall.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "editor/article-view.h"
#include "editor/painter.h"
#include "store/edit.h"
#include "window/annotation-arrangement.h"

#define WIDTH 1000
#define HEIGHT 800
#define N_FRAMES 120
#define EDIT_SIZE 5000

/* 200,000 words of make_text(). */
#define ARTICLE_BYTES 1130000

typedef struct
{
  ObProject *project;
  ObEntity large;   /* annotated */
  ObEntity bare;    /* the same text, nothing on it */
  ObEntity typeset; /* the same text with headings, lists, links, hidden parts, nothing on it */
  ObEntity article; /* 200,000 words, 5,000 annotations one over the other */
  ObEntity empty;   /* the same without annotations */
  ObEntity small[2];
  GtkWidget *window;
  ObArticleView *view;
  gboolean painted;
} Bench;

static double
get_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *left = a, *right = b;

  return *left < *right ? -1 : *left > *right;
}

static double
get_median (GArray *times)
{
  g_array_sort (times, compare_doubles);
  return g_array_index (times, double, times->len / 2);
}

static double
get_share (GArray *times, double share)
{
  g_array_sort (times, compare_doubles);
  return g_array_index (times, double, (guint) (share * (times->len - 1)));
}

static double
get_memory (void)
{
  g_autofree char *statm = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
    sscanf (statm, "%*d %ld", &pages);
  return (double) pages * 4096 / 1e6;
}

static char *
make_text (gsize n_bytes)
{
  static const char *const words[] = { "the", "minister", "said", "that", "no", "agreement", "was",
                                       "reached", "in", "Moscow", "about", "sanctions", "and",
                                       "almost", "ninety", "people", "had", "died" };
  GString *text = g_string_sized_new (n_bytes + 100);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  while (text->len < n_bytes)
    {
      guint n = (guint) g_rand_int_range (random, 40, 160);

      for (guint i = 0; i < n; i++)
        {
          if (i > 0)
            g_string_append_c (text, ' ');
          g_string_append (text, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
          if (g_rand_int_range (random, 0, 12) == 0)
            g_string_append_c (text, '.');
        }
      g_string_append (text, ".\n\n");
    }

  return g_string_free (text, FALSE);
}

static void
check (gboolean ok, GError *error)
{
  if (!ok)
    g_error ("%s", error->message);
}

static ObEntity
add_article (Bench *bench, const char *title, const char *utf8)
{
  g_autoptr (ObEdit) edit = ob_edit_new (bench->project, "Add article");
  g_autoptr (ObText) text = ob_text_new (utf8);
  g_autoptr (GError) error = NULL;
  ObArticle metadata = { .title = (char *) title };
  ObEntity article = ob_edit_add_article (edit, text, NULL, &metadata, &error);

  check (article != 0 && ob_edit_commit (edit, &error), error);
  return ob_edit_resolve (edit, article);
}

/* Every third paragraph is a heading, the others are paragraphs, items of lists, quotes and, every
 * twentieth, furniture; two ranges in each stand out. */
static ObFormatting *
make_formatting (const ObText *text)
{
  GArray *blocks = ob_blocks_new (), *inlines = ob_inlines_new ();
  g_autoptr (GError) error = NULL;
  ObFormatting *formatting;
  guint n = 0;

  for (guint i = 0; i < ob_text_get_n_paragraphs (text); i++)
    {
      ObSegment range = ob_text_get_paragraph (text, i);
      ObBlock block = { range.start, range.end, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BODY };
      ObInline strong = { range.start + 10, range.start + 24, OB_INLINE_STRONG, NULL };
      ObInline link = { range.start + 40, range.start + 60, OB_INLINE_LINK, NULL };

      if (range.start >= range.end)
        continue;
      n++;
      if (n % 20 == 0)
        block.role = OB_ROLE_FURNITURE;
      else if (n % 3 == 0)
        block.kind = OB_BLOCK_HEADING;
      else if (n % 7 < 3)
        block.kind = OB_BLOCK_LIST_ITEM;
      else if (n % 11 == 0)
        block.kind = OB_BLOCK_QUOTE;
      if (block.kind != OB_BLOCK_PARAGRAPH)
        block.level = 1 + n % 3;
      if (block.kind != OB_BLOCK_PARAGRAPH || block.role != OB_ROLE_BODY)
        g_array_append_val (blocks, block);
      strong.value = g_strdup ("");
      link.value = g_strdup ("https://example.org/");
      g_array_append_val (inlines, strong);
      g_array_append_val (inlines, link);
    }

  g_print ("structure: %u blocks, %u ranges\n", blocks->len, inlines->len);
  formatting = ob_formatting_new (text, blocks, inlines, &error);
  check (formatting != NULL, error);
  return formatting;
}

static ObEntity
add_typeset_article (Bench *bench, const char *title, const char *utf8)
{
  g_autoptr (ObEdit) edit = ob_edit_new (bench->project, "Add article");
  g_autoptr (ObText) text = ob_text_new (utf8);
  g_autoptr (ObFormatting) formatting = make_formatting (text);
  g_autoptr (ObPackedText) packed = ob_packed_text_new_formatted (text, formatting, NULL);
  g_autoptr (GError) error = NULL;
  ObArticle metadata = { .title = (char *) title };
  ObEntity article = ob_edit_add_packed_article (edit, packed, &metadata, &error);

  check (article != 0 && ob_edit_commit (edit, &error), error);
  return ob_edit_resolve (edit, article);
}

/* @n annotations of @article; @least and @most: code points of one. */
static void
annotate (Bench *bench, ObEntity article, guint n, guint32 length, int least, int most)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (bench->project);

  for (guint done = 0; done < n;)
    {
      g_autoptr (ObEdit) edit = ob_edit_new (bench->project, "Annotate");
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < EDIT_SIZE && done < n; i++, done++)
        {
          guint32 start = (guint32) g_rand_int_range (random, 0, (int) length - 400);
          g_autoptr (GArray) segments
            = ob_segments_new_single (start, start + (guint32) g_rand_int_range (random, least, most));
          const ObLabel *label = g_ptr_array_index (codebook->labels, done % codebook->labels->len);

          if (done % 10 == 0 && most < 150)
            {
              ObSegment second = { start + 150, start + 180 };

              g_array_append_val (segments, second);
            }
          check (ob_edit_annotate (edit, article, label->entity, segments, &error) != 0, error);
        }
      check (ob_edit_commit (edit, &error), error);
    }
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  ((Bench *) data)->painted = TRUE;
}

/* Runs the main loop until a frame was painted. */
static void
wait_for_frame (Bench *bench)
{
  bench->painted = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (bench->view));
  while (!bench->painted)
    gtk_main_iteration ();
}

static void
run_idle (void)
{
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

static void
open_window (Bench *bench, const char *path)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);
  double start = get_clock (CLOCK_MONOTONIC), opened;

  bench->project = ob_project_open (path, &error);
  check (bench->project != NULL, error);
  opened = get_clock (CLOCK_MONOTONIC);

  bench->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  bench->view = OB_ARTICLE_VIEW (ob_article_view_new ());
  gtk_container_add (GTK_CONTAINER (scrolled), GTK_WIDGET (bench->view));
  gtk_container_add (GTK_CONTAINER (bench->window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), WIDTH, HEIGHT);
  gtk_widget_show_all (bench->window);
  ob_article_view_set_article (bench->view, bench->project, bench->large);
  g_signal_connect (gtk_widget_get_frame_clock (bench->window), "after-paint",
                    G_CALLBACK (after_paint_cb), bench);
  wait_for_frame (bench);
  g_print ("project opened %.0f ms\n", opened - start);
  g_print ("article opened to first painted frame %.0f ms\n", get_clock (CLOCK_MONOTONIC) - opened);
}

static void
measure_index (Bench *bench)
{
  double start = get_clock (CLOCK_MONOTONIC), listed, built, placed;
  GArray *spans = ob_project_list_spans (bench->project, bench->large);
  g_autoptr (ObIntervalIndex) index = NULL;
  g_autoptr (ObLanes) lanes = ob_lanes_new ();
  const ObSpan *all;
  guint n_spans, n_found = 0;
  ObIntervalIter iter;

  listed = get_clock (CLOCK_MONOTONIC);
  index = ob_interval_index_new_take (spans);
  built = get_clock (CLOCK_MONOTONIC);
  all = ob_interval_index_get_spans (index, &n_spans);
  ob_lanes_set_spans (lanes, all, n_spans);
  placed = get_clock (CLOCK_MONOTONIC);
  g_print ("spans read from the project %.1f ms (%u)\n", listed - start, n_spans);
  g_print ("index built %.2f ms, lanes %.1f ms\n", built - listed, placed - built);

  start = get_clock (CLOCK_MONOTONIC);
  for (guint32 i = 0; i < 100000; i++)
    {
      ob_interval_iter_init (&iter, index, i * 47, i * 47 + 1);
      while (ob_interval_iter_next (&iter) != NULL)
        n_found++;
    }
  g_print ("query %.2f us (%.1f answers)\n", (get_clock (CLOCK_MONOTONIC) - start) / 100,
           n_found / 1e5);
}

/* What the annotations add to a frame, at places all over the article. */
static void
measure_layers (Bench *bench)
{
  g_autoptr (GArray) cold = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) warm = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (ObGeometry) geometry = ob_geometry_new (GTK_TEXT_VIEW (bench->view));
  ObHighlights *highlights = ob_article_view_get_highlights (bench->view);
  g_autoptr (ObPainter) painter
    = ob_painter_new (GTK_TEXT_VIEW (bench->view), highlights, geometry);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);

  ob_geometry_set_text (geometry, ob_highlights_get_text (highlights));
  ob_painter_set_structure (painter, ob_article_view_get_formatting (bench->view),
                            ob_article_view_get_hidden_parts (bench->view));
  for (guint i = 0; i < N_FRAMES; i++)
    {
      GdkRectangle visible;

      ob_article_view_scroll_to (bench->view, i * 40000);
      wait_for_frame (bench);
      run_idle ();
      gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (bench->view), &visible);
      for (guint round = 0; round < 2; round++)
        {
          cairo_t *cr = cairo_create (surface);
          double start = get_clock (CLOCK_THREAD_CPUTIME_ID), time;

          cairo_translate (cr, 0, -visible.y);
          ob_painter_draw_below (painter, cr);
          ob_painter_draw_above (painter, cr);
          time = get_clock (CLOCK_THREAD_CPUTIME_ID) - start;
          g_array_append_val (round == 0 ? cold : warm, time);
          cairo_destroy (cr);
        }
    }
  cairo_surface_destroy (surface);
  g_print ("layers of a page: new %.2f ms, again %.2f ms\n", get_median (cold), get_median (warm));
}

static double
measure_scrolling (Bench *bench, ObEntity article, const char *name)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->view));
  double median;

  ob_article_view_set_article (bench->view, bench->project, article);
  wait_for_frame (bench);
  run_idle ();
  for (guint i = 0; i < N_FRAMES; i++)
    {
      double start = get_clock (CLOCK_THREAD_CPUTIME_ID), time;

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 60);
      wait_for_frame (bench);
      time = get_clock (CLOCK_THREAD_CPUTIME_ID) - start;
      g_array_append_val (times, time);
    }
  median = get_median (times);
  g_print ("scroll frame, %s: median %.2f ms, 95 %% %.2f ms\n", name, median, get_share (times, 0.95));

  return median;
}

/* Whether 5,000 annotations, one over the other, are felt in an article of 200,000 words.  Each is
 * measured twice, in turn, for what else the machine does. */
static void
measure_article (Bench *bench)
{
  double annotated = measure_scrolling (bench, bench->article, "200,000 words, 5,000 annotations");
  double empty = measure_scrolling (bench, bench->empty, "200,000 words, none");

  annotated += measure_scrolling (bench, bench->article, "200,000 words, 5,000 annotations");
  empty += measure_scrolling (bench, bench->empty, "200,000 words, none");
  g_print ("ratio %.2f\n", annotated / empty);
}

/* Headings, lists and links must cost nothing but where they are seen. */
static void
measure_typeset (Bench *bench)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  measure_scrolling (bench, bench->typeset, "typeset");
  measure_layers (bench);
  for (guint i = 0; i < 10; i++)
    {
      double start, time;

      ob_article_view_set_article (bench->view, bench->project, bench->small[0]);
      wait_for_frame (bench);
      run_idle ();
      start = get_clock (CLOCK_MONOTONIC);
      ob_article_view_set_article (bench->view, bench->project, bench->typeset);
      wait_for_frame (bench);
      time = get_clock (CLOCK_MONOTONIC) - start;
      g_array_append_val (times, time);
    }
  g_print ("switch to the typeset article, painted: median %.0f ms\n", get_median (times));
}

static void
press (Bench *bench, guint keyval)
{
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);

  event->key.window = g_object_ref (gtk_widget_get_window (GTK_WIDGET (bench->view)));
  event->key.keyval = keyval;
  gdk_event_set_device (event, gdk_seat_get_keyboard (gdk_display_get_default_seat (
                                 gtk_widget_get_display (bench->window))));
  gtk_widget_event (GTK_WIDGET (bench->view), event);
  gdk_event_free (event);
}

static void
measure_tagging (Bench *bench)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  ob_article_view_set_article (bench->view, bench->project, bench->large);
  wait_for_frame (bench);
  run_idle ();
  for (guint32 i = 0; i < 40; i++)
    {
      double start, time;

      ob_article_view_select (bench->view, 100 + 20 * i, 110 + 20 * i);
      wait_for_frame (bench);
      start = get_clock (CLOCK_MONOTONIC);
      press (bench, GDK_KEY_c);
      wait_for_frame (bench);
      time = get_clock (CLOCK_MONOTONIC) - start;
      g_array_append_val (times, time);
    }
  g_print ("key press to painted and saved tag: median %.1f ms, 95 %% %.1f ms\n", get_median (times),
           get_share (times, 0.95));
}

/* The list of annotations: arranged anew in each way. */
static void
measure_list (Bench *bench)
{
  static const struct
  {
    const char *name;
    ObArrangement arrangement;
  } ways[] = {
    { "in the order of the text", { 0 } },
    { "newest first", { .order = OB_ORDER_NEWEST } },
    { "by label, longest first", { .grouping = OB_GROUP_LABEL, .order = OB_ORDER_LONGEST } },
    { "by speaker", { .grouping = OB_GROUP_SPEAKER } },
    { "without a dispute", { .dispute = OB_NOBODY } },
    { "with words", { .words = (char *) "sanctions and" } },
  };
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ObText) text = ob_project_get_text (bench->project, bench->large, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      double start = get_clock (CLOCK_THREAD_CPUTIME_ID);
      guint n_all;
      g_autoptr (GArray) rows = ob_arrangement_list_rows (&ways[i].arrangement, bench->project,
                                                          bench->large, text, titles, &n_all);

      g_print ("list %s: %.0f ms (%u rows)\n", ways[i].name,
               get_clock (CLOCK_THREAD_CPUTIME_ID) - start, rows->len);
    }
}

/* What a switch to the large article consists of. */
static void
measure_parts (Bench *bench)
{
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) buffers = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (ObText) small = ob_project_get_text (bench->project, bench->small[0], NULL);
      g_autoptr (ObText) text = NULL;
      g_autoptr (GArray) list = NULL;
      g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
      double times[4];
      gsize n_bytes;
      const char *utf8;

      times[0] = get_clock (CLOCK_THREAD_CPUTIME_ID);
      text = ob_project_get_text (bench->project, bench->large, NULL);
      times[1] = get_clock (CLOCK_THREAD_CPUTIME_ID);
      list = ob_project_list_spans (bench->project, bench->large);
      times[2] = get_clock (CLOCK_THREAD_CPUTIME_ID);
      utf8 = ob_text_get_utf8 (text, &n_bytes);
      gtk_text_buffer_set_text (buffer, utf8, (int) n_bytes);
      times[3] = get_clock (CLOCK_THREAD_CPUTIME_ID);
      for (guint k = 0; k < 3; k++)
        times[k] = times[k + 1] - times[k];
      g_array_append_val (texts, times[0]);
      g_array_append_val (spans, times[1]);
      g_array_append_val (buffers, times[2]);
    }
  g_print ("of it text %.0f ms, spans %.0f ms, GTK's buffer %.0f ms\n", get_median (texts),
           get_median (spans), get_median (buffers));
}

static void
measure_switching (Bench *bench)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  double before;

  for (guint i = 0; i < 10; i++)
    {
      double start, time;

      ob_article_view_set_article (bench->view, bench->project, bench->small[0]);
      wait_for_frame (bench);
      run_idle ();
      start = get_clock (CLOCK_MONOTONIC);
      ob_article_view_set_article (bench->view, bench->project, bench->large);
      wait_for_frame (bench);
      time = get_clock (CLOCK_MONOTONIC) - start;
      g_array_append_val (times, time);
    }
  g_print ("switch to the large article, painted: median %.0f ms\n", get_median (times));
  measure_parts (bench);
  measure_list (bench);

  for (guint i = 0; i < 20; i++)
    ob_article_view_set_article (bench->view, bench->project, bench->small[i % 2]);
  wait_for_frame (bench);
  run_idle ();
  before = get_memory ();
  for (guint i = 0; i < 500; i++)
    {
      ob_article_view_set_article (bench->view, bench->project, bench->small[i % 2]);
      wait_for_frame (bench);
    }
  run_idle ();
  g_print ("memory after 500 switches: %.1f MB more (%.0f MB)\n", get_memory () - before,
           get_memory ());
}

int
main (int argc, char **argv)
{
  Bench bench = { NULL };
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  double megabytes = argc > 2 ? atof (argv[2]) : 5;
  g_autofree char *text = make_text ((gsize) (megabytes * 1e6)), *small = make_text (50000);
  g_autofree char *words = make_text (ARTICLE_BYTES);
  g_autofree char *folder = g_dir_make_tmp ("obelus-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bench.obelus", NULL);
  g_autoptr (GError) error = NULL;
  double annotated, bare;

  gtk_init (&argc, &argv);
  bench.project = ob_project_create (path, "Anna", NULL, &error);
  check (bench.project != NULL, error);
  bench.large = add_article (&bench, "Large", text);
  bench.small[0] = add_article (&bench, "Small", small);
  text[0] = 'T';
  bench.bare = add_article (&bench, "Bare", text);
  small[0] = 'X';
  bench.small[1] = add_article (&bench, "Smaller", small);
  text[0] = 'U';
  bench.typeset = add_typeset_article (&bench, "Typeset", text);
  bench.article = add_article (&bench, "Article", words);
  words[0] = 'W';
  bench.empty = add_article (&bench, "Empty", words);
  annotate (&bench, bench.large, n, (guint32) strlen (text), 5, 120);
  annotate (&bench, bench.article, 5000, (guint32) strlen (words), 100, 400);
  ob_project_close (bench.project);
  g_object_unref (bench.project);
  g_print ("%u annotations on %.1f MB\n", n, megabytes);

  open_window (&bench, path);
  measure_index (&bench);
  measure_layers (&bench);
  annotated = measure_scrolling (&bench, bench.large, "annotated");
  bare = measure_scrolling (&bench, bench.bare, "bare");
  g_print ("ratio %.2f\n", annotated / bare);
  measure_article (&bench);
  measure_typeset (&bench);
  measure_tagging (&bench);
  measure_switching (&bench);

  gtk_widget_destroy (bench.window);
  ob_project_close (bench.project);
  g_object_unref (bench.project);
  g_remove (path);
  g_rmdir (folder);
  return 0;
}
