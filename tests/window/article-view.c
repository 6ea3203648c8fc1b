/* The editor's hands: what keys and pointer do to the caret and to the project. */
#include "article-fixture.h"

#include <string.h>

#include "editor/geometry.h"
#include "model/palette.h"

#define TEXT \
  "Talks in Moscow\n" \
  "\n" \
  "Mr. Lavrov said \"no agreement was reached\" on Wednesday. He didn't say why.\n" \
  "\n" \
  "Almost 90 people died, the mayor's office said.\n"

typedef struct
{
  const char *name;
  void (*run) (ArticleFixture *fixture);
} Scenario;

static void
check_dump (ArticleFixture *fixture, const char *expected)
{
  g_autofree char *dump = article_fixture_dump (fixture);

  g_assert_cmpstr (dump, ==, expected);
}

static void
check_undo_name (ArticleFixture *fixture, const char *expected)
{
  g_autofree char *name = ob_project_dup_undo_name (fixture->project);

  g_assert_cmpstr (name, ==, expected);
}

static void
check_selected (ArticleFixture *fixture, const char *expected)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  GtkTextIter start, end;
  g_autofree char *selected = NULL;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  selected = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (selected, ==, expected);
}

static void
put_caret (ArticleFixture *fixture, const char *before)
{
  guint32 offset = article_fixture_find (fixture, before);

  ob_article_view_select (fixture->view, offset, offset);
  article_fixture_settle ();
}

static void
select_words (ArticleFixture *fixture, const char *words)
{
  guint32 start = article_fixture_find (fixture, words);

  ob_article_view_select (fixture->view, start, start + (guint32) g_utf8_strlen (words, -1));
  article_fixture_settle ();
}

static void
undo (ArticleFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  ob_project_undo (fixture->project, NULL, &error);
  g_assert_no_error (error);
}

/* Puts "start-end" of words into a format with two numbers. */
static char *
expect (ArticleFixture *fixture, const char *label, const char *words)
{
  guint32 start = article_fixture_find (fixture, words);

  return g_strdup_printf ("%s %u-%u\n", label, start,
                          start + (guint32) g_utf8_strlen (words, -1));
}

static void
test_tag_word (ArticleFixture *fixture)
{
  g_autofree char *expected = expect (fixture, "speaker", "Lavrov");

  put_caret (fixture, "vrov said");
  article_fixture_key (fixture, GDK_KEY_s, 0);
  check_dump (fixture, expected);
  check_undo_name (fixture, "Tag “Lavrov” as Speaker");
  g_assert_cmpint (ob_article_view_get_current (fixture->view), !=, 0);

  undo (fixture);
  check_dump (fixture, "");
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, 0);
}

static void
test_tag_selection (ArticleFixture *fixture)
{
  g_autofree char *snapped = expect (fixture, "claim", "no agreement was reached");
  g_autofree char *bare = expect (fixture, "claim", "greement was rea");

  select_words (fixture, "o agreement was rea");
  article_fixture_key (fixture, GDK_KEY_c, 0);
  check_dump (fixture, snapped);
  undo (fixture);

  article_fixture_key (fixture, GDK_KEY_w, 0);
  select_words (fixture, "greement was rea");
  article_fixture_key (fixture, GDK_KEY_c, 0);
  check_dump (fixture, bare);
  article_fixture_key (fixture, GDK_KEY_w, 0);
  undo (fixture);

  put_caret (fixture, "\n\nMr.");
  ob_article_view_select (fixture->view, 15, 16);
  article_fixture_key (fixture, GDK_KEY_c, 0);
  check_dump (fixture, "");
  g_assert_nonnull (fixture->failed);
}

/* Every label of the default codebook by its key, all on the same words. */
static void
test_all_labels (ArticleFixture *fixture)
{
  static const guint keys[] = { GDK_KEY_c, GDK_KEY_s, GDK_KEY_d, GDK_KEY_q, GDK_KEY_f, GDK_KEY_n };
  static const char *const ids[] = { "claim", "speaker", "disputed-fact", "quote", "figure", "note" };
  g_autoptr (GString) expected = g_string_new (NULL);

  select_words (fixture, "Almost 90 people");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *line = expect (fixture, ids[i], "Almost 90 people");

      g_string_append (expected, line);
      article_fixture_key (fixture, keys[i], 0);
    }
  check_dump (fixture, expected->str);

  /* All can be reached from the same place. */
  put_caret (fixture, "90 people");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      ObEntity before = ob_article_view_get_current (fixture->view);

      article_fixture_key (fixture, GDK_KEY_semicolon, 0);
      g_assert_cmpint (ob_article_view_get_current (fixture->view), !=, before);
    }
}

static void
test_grow (ArticleFixture *fixture)
{
  put_caret (fixture, "dn't say");
  article_fixture_key (fixture, GDK_KEY_space, 0);
  check_selected (fixture, "didn't");
  article_fixture_key (fixture, GDK_KEY_space, 0);
  check_selected (fixture, "He didn't say why.");
  article_fixture_key (fixture, GDK_KEY_space, 0);
  check_selected (fixture,
                  "Mr. Lavrov said \"no agreement was reached\" on Wednesday. He didn't say why.");
  article_fixture_key (fixture, GDK_KEY_space, 0);
  article_fixture_key (fixture, GDK_KEY_BackSpace, 0);
  check_selected (fixture, "He didn't say why.");
  article_fixture_key (fixture, GDK_KEY_space, GDK_SHIFT_MASK);
  check_selected (fixture, "didn't");
  article_fixture_key (fixture, GDK_KEY_BackSpace, 0);
  check_selected (fixture, "");
  g_assert_cmpuint (ob_article_view_get_caret (fixture->view), ==,
                    article_fixture_find (fixture, "dn't say"));
}

static void
test_move (ArticleFixture *fixture)
{
  put_caret (fixture, "Mr. Lavrov");
  article_fixture_key (fixture, GDK_KEY_Right, GDK_CONTROL_MASK);
  g_assert_cmpuint (ob_article_view_get_caret (fixture->view), >, 17);
  article_fixture_key (fixture, GDK_KEY_Right, GDK_MOD1_MASK);
  g_assert_cmpuint (ob_article_view_get_caret (fixture->view), ==,
                    article_fixture_find (fixture, "He didn't"));
  article_fixture_key (fixture, GDK_KEY_Left, GDK_MOD1_MASK);
  g_assert_cmpuint (ob_article_view_get_caret (fixture->view), ==,
                    article_fixture_find (fixture, "Mr. Lavrov"));
  article_fixture_key (fixture, GDK_KEY_Right, GDK_MOD1_MASK | GDK_SHIFT_MASK);
  check_selected (fixture, "Mr. Lavrov said \"no agreement was reached\" on Wednesday.");
}

static void
test_neighbours (ArticleFixture *fixture)
{
  ObEntity first = article_fixture_annotate (fixture, "speaker", 17, 27, G_MAXUINT32);
  ObEntity second = article_fixture_annotate (fixture, "claim", 34, 58, 64, 70, G_MAXUINT32);
  ObEntity third = article_fixture_annotate (fixture, "figure", 95, 101, G_MAXUINT32);

  ob_article_view_select (fixture->view, 0, 0);
  article_fixture_key (fixture, GDK_KEY_period, 0);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, first);
  g_assert_cmpuint (ob_article_view_get_caret (fixture->view), ==, 17);
  article_fixture_key (fixture, GDK_KEY_period, 0);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, second);
  article_fixture_key (fixture, GDK_KEY_period, 0);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, third);
  article_fixture_key (fixture, GDK_KEY_period, 0);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, third);
  article_fixture_key (fixture, GDK_KEY_comma, 0);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, second);

  /* In the gap of the second, the caret is on nothing; from there it goes on. */
  ob_article_view_select (fixture->view, 61, 61);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, 0);
  article_fixture_key (fixture, GDK_KEY_comma, 0);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, second);
}

static void
test_relabel_and_delete (ArticleFixture *fixture)
{
  g_autofree char *claim = expect (fixture, "claim", "no agreement was reached");
  g_autofree char *quote = expect (fixture, "quote", "no agreement was reached");

  select_words (fixture, "no agreement was reached");
  article_fixture_key (fixture, GDK_KEY_c, 0);
  article_fixture_key (fixture, GDK_KEY_Q, GDK_SHIFT_MASK);
  check_dump (fixture, quote);
  check_undo_name (fixture, "Change “no agreement was reached” to Quotation");
  undo (fixture);
  check_dump (fixture, claim);

  put_caret (fixture, "agreement was");
  article_fixture_key (fixture, GDK_KEY_Delete, 0);
  check_dump (fixture, "");
  check_undo_name (fixture, "Delete Claim “no agreement was reached”");
  undo (fixture);
  check_dump (fixture, claim);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), !=, 0);
}

/* The passage joins what the codebook shows of its label, once. */
static void
test_examples (ArticleFixture *fixture)
{
  ObEntity claim = article_fixture_label (fixture, "claim");
  const ObLabel *label;
  g_autoptr (ObCodebook) before = ob_project_ref_codebook (fixture->project);
  g_autoptr (ObCodebook) after = NULL;
  g_autofree char *known = g_strdup (ob_codebook_get (before, claim)->example);
  g_autofree char *expected = NULL;

  select_words (fixture, "agreement was");
  article_fixture_key (fixture, GDK_KEY_c, 0);
  article_fixture_key (fixture, GDK_KEY_e, 0);
  article_fixture_key (fixture, GDK_KEY_E, GDK_SHIFT_MASK);
  check_undo_name (fixture, "Add counter-example of Claim");
  after = ob_project_ref_codebook (fixture->project);
  label = ob_codebook_get (after, claim);
  expected = known != NULL ? g_strconcat (known, " · ", "agreement was", NULL)
                           : g_strdup ("agreement was");
  g_assert_cmpstr (label->example, ==, expected);
  g_assert_cmpstr (label->counter_example, ==, "agreement was");

  g_clear_pointer (&fixture->failed, g_free);
  article_fixture_key (fixture, GDK_KEY_e, 0);
  g_assert_nonnull (fixture->failed);
  undo (fixture);
  check_undo_name (fixture, "Add example of Claim");
}

static void
test_segments (ArticleFixture *fixture)
{
  guint32 a = article_fixture_find (fixture, "He didn't"), b = article_fixture_find (fixture, "why");
  guint32 c = article_fixture_find (fixture, "no agreement");
  g_autofree char *two = g_strdup_printf ("claim %u-%u,%u-%u\n", c, c + 12, b, b + 3);
  g_autofree char *three = g_strdup_printf ("claim %u-%u,%u-%u,%u-%u\n", c, c + 12, a, a + 2, b, b + 3);
  g_autofree char *rest = g_strdup_printf ("claim %u-%u,%u-%u\n", c, c + 2, b, b + 3);

  select_words (fixture, "no agreement");
  article_fixture_key (fixture, GDK_KEY_c, 0);
  select_words (fixture, "why");
  article_fixture_key (fixture, GDK_KEY_plus, GDK_SHIFT_MASK);
  check_dump (fixture, two);
  check_undo_name (fixture, "Add “why” to Claim");
  put_caret (fixture, "He didn't");
  article_fixture_key (fixture, GDK_KEY_plus, GDK_SHIFT_MASK);
  check_dump (fixture, three);

  /* The segment at the caret, then a part of another. */
  article_fixture_key (fixture, GDK_KEY_minus, 0);
  check_dump (fixture, two);
  put_caret (fixture, "agreement");
  select_words (fixture, "agreement");
  article_fixture_key (fixture, GDK_KEY_minus, 0);
  check_dump (fixture, rest);
  g_assert_cmpstr (fixture->failed, ==, NULL);
  undo (fixture);

  put_caret (fixture, "why");
  article_fixture_key (fixture, GDK_KEY_minus, 0);
  put_caret (fixture, "agreement");
  article_fixture_key (fixture, GDK_KEY_minus, 0);
  g_assert_nonnull (fixture->failed);
}

static void
test_boundary_by_key (ArticleFixture *fixture)
{
  g_autofree char *grown = expect (fixture, "claim", "said \"no agreement was");
  g_autofree char *first = expect (fixture, "claim", "no agreement");
  g_autofree char *hint = NULL, *dump = NULL;
  guint start, end;

  select_words (fixture, "no agreement");
  article_fixture_key (fixture, GDK_KEY_c, 0);
  article_fixture_key (fixture, GDK_KEY_bracketright, 0);
  g_object_get (fixture->view, "hint", &hint, NULL);
  g_assert_nonnull (hint);
  article_fixture_key (fixture, GDK_KEY_Right, GDK_CONTROL_MASK);
  article_fixture_key (fixture, GDK_KEY_bracketleft, 0);
  article_fixture_key (fixture, GDK_KEY_Left, GDK_CONTROL_MASK);
  check_dump (fixture, first);
  article_fixture_key (fixture, GDK_KEY_Return, 0);
  check_dump (fixture, grown);
  check_undo_name (fixture, "Move boundary of Claim “said \"no agreement was”");

  /* What is cancelled leaves nothing, in the project nor in the view. */
  article_fixture_key (fixture, GDK_KEY_bracketright, 0);
  article_fixture_key (fixture, GDK_KEY_Down, 0);
  article_fixture_key (fixture, GDK_KEY_Escape, 0);
  check_dump (fixture, grown);
  undo (fixture);
  check_dump (fixture, first);

  /* An end stops before the start. */
  article_fixture_key (fixture, GDK_KEY_bracketright, 0);
  for (guint i = 0; i < 5; i++)
    article_fixture_key (fixture, GDK_KEY_Up, 0);
  article_fixture_key (fixture, GDK_KEY_Return, 0);
  dump = article_fixture_dump (fixture);
  g_assert_cmpint (sscanf (dump, "claim %u-%u", &start, &end), ==, 2);
  g_assert_cmpuint (end, ==, start + 1);
}

static void
test_boundary_of_segments (ArticleFixture *fixture)
{
  g_autofree char *dump = NULL;

  article_fixture_annotate (fixture, "claim", 34, 46, 51, 58, G_MAXUINT32);
  ob_article_view_select (fixture->view, 40, 40);
  article_fixture_key (fixture, GDK_KEY_bracketright, 0);
  for (guint i = 0; i < 10; i++)
    article_fixture_key (fixture, GDK_KEY_Right, 0);
  article_fixture_key (fixture, GDK_KEY_Return, 0);
  check_dump (fixture, "claim 34-50,51-58\n");
}

static void
test_link (ArticleFixture *fixture)
{
  ObEntity speaker = article_fixture_annotate (fixture, "speaker", 17, 27, G_MAXUINT32);
  ObEntity other = article_fixture_annotate (fixture, "speaker", 119, 138, G_MAXUINT32);
  ObEntity claim = article_fixture_annotate (fixture, "claim", 34, 58, G_MAXUINT32);
  g_autoptr (GPtrArray) one = NULL, two = NULL, none = NULL;

  ob_article_view_select (fixture->view, 40, 40);
  article_fixture_key (fixture, GDK_KEY_l, 0);
  article_fixture_key (fixture, GDK_KEY_Return, 0);
  one = ob_project_list_links (fixture->project, claim, 0);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (((ObLink *) g_ptr_array_index (one, 0))->to, ==, speaker);
  g_assert_cmpstr (((ObLink *) g_ptr_array_index (one, 0))->type, ==, "said-by");

  /* The second nearest, by its number; one claim has one speaker. */
  article_fixture_key (fixture, GDK_KEY_l, 0);
  article_fixture_key (fixture, GDK_KEY_2, 0);
  two = ob_project_list_links (fixture->project, claim, 0);
  g_assert_cmpuint (two->len, ==, 1);
  g_assert_cmpint (((ObLink *) g_ptr_array_index (two, 0))->to, ==, other);

  /* The same again takes it away. */
  article_fixture_key (fixture, GDK_KEY_l, 0);
  article_fixture_key (fixture, GDK_KEY_Right, 0);
  article_fixture_key (fixture, GDK_KEY_Return, 0);
  none = ob_project_list_links (fixture->project, claim, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_repeat (ArticleFixture *fixture)
{
  put_caret (fixture, "Lavrov");
  article_fixture_key (fixture, GDK_KEY_r, 0);
  g_assert_nonnull (fixture->failed);
  article_fixture_key (fixture, GDK_KEY_s, 0);
  put_caret (fixture, "mayor's");
  article_fixture_key (fixture, GDK_KEY_r, 0);
  check_undo_name (fixture, "Tag “mayor's” as Speaker");
}

static void
test_filter (ArticleFixture *fixture)
{
  ObEntity speaker = article_fixture_annotate (fixture, "speaker", 17, 27, G_MAXUINT32);
  ObEntity claim = article_fixture_label (fixture, "claim");
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  g_array_append_val (labels, claim);
  ob_article_view_select (fixture->view, 20, 20);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, speaker);
  ob_article_view_set_filter (fixture->view, labels, NULL);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, 0);
  ob_article_view_set_filter (fixture->view, NULL, NULL);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, speaker);
}

static void
test_accessible (ArticleFixture *fixture)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (fixture->view));
  AtkAttributeSet *set, *found = NULL;
  int start, end;

  article_fixture_annotate (fixture, "claim", 17, 58, G_MAXUINT32);
  article_fixture_annotate (fixture, "speaker", 21, 27, G_MAXUINT32);
  g_assert_cmpstr (atk_object_get_name (accessible), ==, "Article text");

  set = atk_text_get_run_attributes (ATK_TEXT (accessible), 23, &start, &end);
  g_assert_cmpint (start, ==, 21);
  g_assert_cmpint (end, ==, 27);
  for (GSList *at = set; at != NULL; at = at->next)
    if (g_str_equal (((AtkAttribute *) at->data)->name, "labels"))
      found = at;
  g_assert_nonnull (found);
  g_assert_cmpstr (((AtkAttribute *) found->data)->value, ==, "Claim; Speaker");
  atk_attribute_set_free (set);

  set = atk_text_get_run_attributes (ATK_TEXT (accessible), 29, &start, &end);
  g_assert_cmpint (start, ==, 27);
  g_assert_cmpint (end, ==, 58);
  atk_attribute_set_free (set);
}

/* The picture changes where an annotation comes, and is the same as before when it is gone. */
static void
test_drawing (ArticleFixture *fixture)
{
  cairo_surface_t *before = article_fixture_draw (fixture), *tagged, *after;
  gsize size = (gsize) cairo_image_surface_get_stride (before)
               * (gsize) cairo_image_surface_get_height (before);

  put_caret (fixture, "Almost");
  article_fixture_key (fixture, GDK_KEY_f, 0);
  tagged = article_fixture_draw (fixture);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (before),
                           cairo_image_surface_get_data (tagged), size), !=, 0);
  undo (fixture);
  ob_article_view_select (fixture->view, 0, 0);
  after = article_fixture_draw (fixture);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (before),
                           cairo_image_surface_get_data (after), size), ==, 0);
  cairo_surface_destroy (before);
  cairo_surface_destroy (tagged);
  cairo_surface_destroy (after);
}

/* Where a caret before the character stands, in the text window. */
static void
find_point (ArticleFixture *fixture, guint32 offset, int *x, int *y)
{
  GtkTextView *view = GTK_TEXT_VIEW (fixture->view);
  GtkTextIter iter;
  GdkRectangle place;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (view), &iter, (int) offset);
  gtk_text_view_get_iter_location (view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_TEXT, place.x,
                                         place.y + place.height / 2, x, y);
}

static void
send_pointer (ArticleFixture *fixture, GdkEventType type, int x, int y)
{
  GdkDisplay *display = gtk_widget_get_display (fixture->window);
  GdkWindow *window = gtk_text_view_get_window (GTK_TEXT_VIEW (fixture->view), GTK_TEXT_WINDOW_TEXT);
  GdkEvent *event = gdk_event_new (type);

  if (type == GDK_MOTION_NOTIFY)
    {
      event->motion.window = g_object_ref (window);
      event->motion.x = x;
      event->motion.y = y;
      event->motion.state = GDK_BUTTON1_MASK;
    }
  else
    {
      event->button.window = g_object_ref (window);
      event->button.x = x;
      event->button.y = y;
      event->button.button = GDK_BUTTON_PRIMARY;
    }
  gdk_event_set_device (event, gdk_seat_get_pointer (gdk_display_get_default_seat (display)));
  gtk_widget_event (GTK_WIDGET (fixture->view), event);
  gdk_event_free (event);
  article_fixture_settle ();
}

/* A handle is dragged to the middle of a word, and goes to its end; the annotation that has the same
 * boundary stays as it is. */
static void
test_drag_handle (ArticleFixture *fixture)
{
  guint32 start = article_fixture_find (fixture, "no agreement");
  g_autofree char *expected
    = g_strdup_printf ("quote %u-%u\nclaim %u-%u\n", start, start + 12, start, start + 24);
  int x, y;

  article_fixture_annotate (fixture, "quote", start, start + 12, G_MAXUINT32);
  article_fixture_annotate (fixture, "claim", start, start + 12, G_MAXUINT32);
  ob_article_view_select (fixture->view, start + 3, start + 3);
  article_fixture_settle ();

  find_point (fixture, start + 12, &x, &y);
  send_pointer (fixture, GDK_BUTTON_PRESS, x + 2, y);
  find_point (fixture, start + 22, &x, &y);
  send_pointer (fixture, GDK_MOTION_NOTIFY, x, y);
  send_pointer (fixture, GDK_BUTTON_RELEASE, x, y);
  check_dump (fixture, expected);
  check_undo_name (fixture, "Move boundary of Claim “no agreement was reached”");
}

/* A stripe in the margin leads to its annotation. */
static void
test_click_stripe (ArticleFixture *fixture)
{
  guint32 start = article_fixture_find (fixture, "no agreement");
  ObEntity claim = article_fixture_annotate (fixture, "claim", start, start + 12, G_MAXUINT32);
  int x, y, margin = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (fixture->view));

  ob_article_view_select (fixture->view, 0, 0);
  article_fixture_settle ();
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, 0);
  find_point (fixture, start, &x, &y);
  send_pointer (fixture, GDK_BUTTON_PRESS, margin - 15, y);
  send_pointer (fixture, GDK_BUTTON_RELEASE, margin - 15, y);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, claim);
  g_assert_cmpuint (ob_article_view_get_caret (fixture->view), ==, start);
}

/* What the view shows is what it would show if it were opened anew. */
static void
check_in_step (ArticleFixture *fixture)
{
  g_autoptr (ObIntervalIndex) anew = ob_interval_index_new_take (
    ob_project_list_spans (fixture->project, fixture->article));
  ObHighlights *highlights = ob_article_view_get_highlights (fixture->view);
  guint n_shown, n_anew;
  const ObSpan *shown
    = ob_interval_index_get_spans (ob_highlights_get_index (highlights), &n_shown);
  const ObSpan *spans = ob_interval_index_get_spans (anew, &n_anew);

  g_assert_cmpmem (shown, n_shown * sizeof (ObSpan), spans, n_anew * sizeof (ObSpan));
}

/* Random edits by key, with undo and redo between them. */
static void
test_in_step (ArticleFixture *fixture)
{
  static const guint keys[] = { GDK_KEY_c, GDK_KEY_s, GDK_KEY_plus, GDK_KEY_Delete, GDK_KEY_period,
                                GDK_KEY_minus, GDK_KEY_Q, GDK_KEY_semicolon, GDK_KEY_x,
                                GDK_KEY_j };

  for (guint i = 0; i < 150; i++)
    {
      guint key = keys[g_test_rand_int_range (0, G_N_ELEMENTS (keys))];
      guint32 start = (guint32) g_test_rand_int_range (0, 140);
      guint32 length = (guint32) g_test_rand_int_range (0, 3) * 7;

      ob_article_view_select (fixture->view, start, start + length);
      article_fixture_key (fixture, key, key == GDK_KEY_Q ? GDK_SHIFT_MASK : 0);
      if (g_test_rand_int_range (0, 5) == 0)
        ob_project_undo (fixture->project, NULL, NULL);
      if (g_test_rand_int_range (0, 8) == 0)
        ob_project_redo (fixture->project, NULL, NULL);
      check_in_step (fixture);
    }
}

/* The colour of a pixel of a picture, 0xRRGGBB. */
static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  const guint8 *row = data + y * cairo_image_surface_get_stride (surface);
  guint32 pixel;

  memcpy (&pixel, row + 4 * x, sizeof pixel);
  return pixel & 0xffffff;
}

/* An inner annotation shows its fill where both are, the outer one around it; each has a lane in its
 * own colour; when one is current its fill is the strong one. */
static void
test_colours (ArticleFixture *fixture)
{
  guint32 start = article_fixture_find (fixture, "no agreement");
  guint32 claim = ob_palette_get_fill (0, OB_SCHEME_LIGHT);
  guint32 speaker = ob_palette_get_fill (1, OB_SCHEME_LIGHT);
  g_autoptr (ObGeometry) geometry = ob_geometry_new (GTK_TEXT_VIEW (fixture->view));
  const ObParagraph *paragraph;
  cairo_surface_t *picture;
  GtkTextIter iter;
  int top, outer_x, inner_x, y, lane, window_y;

  article_fixture_annotate (fixture, "claim", start, start + 24, G_MAXUINT32);
  article_fixture_annotate (fixture, "speaker", start + 3, start + 12, G_MAXUINT32);
  ob_article_view_select (fixture->view, 0, 0);
  picture = article_fixture_draw (fixture);

  ob_geometry_set_text (geometry,
                        ob_highlights_get_text (ob_article_view_get_highlights (fixture->view)));
  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view)), &iter,
                                      (int) start);
  paragraph = ob_geometry_get (geometry, &iter, &top);
  outer_x = ob_geometry_get_x (geometry, paragraph, 0, start, FALSE) + 2;
  inner_x = ob_geometry_get_x (geometry, paragraph, 0, start + 3, FALSE) + 2;
  y = top + paragraph->lines[0].baseline + ob_paragraph_get_descent (paragraph) - 1;
  lane = top + paragraph->lines[0].baseline + ob_paragraph_get_descent (paragraph) + 2;
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (fixture->view), GTK_TEXT_WINDOW_TEXT, 0, 0,
                                         NULL, &window_y);

  g_assert_cmphex (get_pixel (picture, outer_x, y + window_y), ==, claim);
  g_assert_cmphex (get_pixel (picture, inner_x, y + window_y), ==, speaker);
  g_assert_cmphex (get_pixel (picture, outer_x, lane + window_y), ==,
                   ob_palette_get_line (0, OB_SCHEME_LIGHT));
  g_assert_cmphex (get_pixel (picture, outer_x - 4, y + window_y), ==, 0xffffff);
  cairo_surface_destroy (picture);

  ob_article_view_select (fixture->view, start + 1, start + 1);
  picture = article_fixture_draw (fixture);
  g_assert_cmphex (get_pixel (picture, outer_x, y + window_y), ==,
                   ob_palette_get_strong_fill (0, OB_SCHEME_LIGHT));
  g_assert_cmphex (get_pixel (picture, inner_x, y + window_y), ==, speaker);
  cairo_surface_destroy (picture);
}

static char *
dup_clipboard (ArticleFixture *fixture, const char *target)
{
  GtkClipboard *clipboard
    = gtk_widget_get_clipboard (GTK_WIDGET (fixture->view), GDK_SELECTION_CLIPBOARD);
  GtkSelectionData *data
    = gtk_clipboard_wait_for_contents (clipboard, gdk_atom_intern (target, FALSE));
  char *content;

  g_assert_nonnull (data);
  content = g_strndup ((const char *) gtk_selection_data_get_data (data),
                       (gsize) gtk_selection_data_get_length (data));
  gtk_selection_data_free (data);

  return content;
}

/* The selection with its source in every form; without one, the passage of the annotation. */
static void
test_copy (ArticleFixture *fixture)
{
  g_autofree char *plain = NULL, *html = NULL, *markdown = NULL, *passage = NULL, *words = NULL;

  put_caret (fixture, "Mr. Lavrov");
  article_fixture_key (fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  g_assert_nonnull (fixture->failed);

  select_words (fixture, "the mayor's office");
  article_fixture_key (fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  check_dump (fixture, "");
  plain = dup_clipboard (fixture, "UTF8_STRING");
  html = dup_clipboard (fixture, "text/html");
  markdown = dup_clipboard (fixture, "text/markdown");
  g_assert_cmpstr (plain, ==, "“the mayor's office”\n— Talks in Moscow\n");
  g_assert_nonnull (strstr (html, "<p>the mayor&apos;s office</p>"));
  g_assert_cmpstr (markdown, ==, "> the mayor's office\n>\n> — *Talks in Moscow*\n");

  article_fixture_annotate (fixture, "claim", 17, 27, 34, 46, G_MAXUINT32);
  ob_article_view_select (fixture->view, 20, 20);
  article_fixture_key (fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  passage = dup_clipboard (fixture, "UTF8_STRING");
  g_assert_cmpstr (passage, ==, "“Mr. Lavrov no agreement”\n— Talks in Moscow\n");
  article_fixture_key (fixture, GDK_KEY_Insert, GDK_CONTROL_MASK);
  words = dup_clipboard (fixture, "UTF8_STRING");
  g_assert_cmpstr (words, ==, "Mr. Lavrov no agreement");
}

/* What is known of an annotation, in a line. */
static char *
describe (ArticleFixture *fixture, ObEntity entity)
{
  g_autoptr (ObAnnotation) annotation = ob_project_get_annotation (fixture->project, entity);
  g_autoptr (GPtrArray) from = ob_project_list_links (fixture->project, entity, 0);
  g_autoptr (GPtrArray) to = ob_project_list_links (fixture->project, 0, entity);
  GString *line = g_string_new (NULL);

  g_assert_nonnull (annotation);
  for (guint i = 0; i < annotation->attributes->len; i++)
    g_string_append_printf (line, "%s ", g_array_index (annotation->attributes, ObField, i).field);
  g_string_append_printf (line, "note=%s from=%u to=%u", annotation->note, from->len, to->len);

  return g_string_free (line, FALSE);
}

static void
test_split_and_join (ArticleFixture *fixture)
{
  guint32 start = article_fixture_find (fixture, "no agreement");
  ObEntity speaker = article_fixture_annotate (fixture, "speaker", 17, 27, G_MAXUINT32);
  ObEntity fact = article_fixture_annotate (fixture, "disputed-fact", start, start + 24, G_MAXUINT32);
  ObEntity claim = article_fixture_annotate (fixture, "claim", 95, 101, G_MAXUINT32);
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Fill in");
  g_autoptr (GError) error = NULL;
  g_autofree char *whole = NULL, *first = NULL, *second = NULL, *joined = NULL, *dump = NULL;
  g_autofree char *parts = g_strdup_printf ("speaker 17-27\ndisputed-fact %u-%u\nclaim 95-101\n"
                                            "disputed-fact %u-%u\n",
                                            start, start + 12, start + 13, start + 24);

  ob_edit_set_attribute_text (edit, fact, "dispute", "Was there one?", TRUE, &error);
  ob_edit_set_attribute_text (edit, fact, "position", "no", TRUE, &error);
  ob_edit_set_note (edit, fact, "N", &error);
  ob_edit_link (edit, fact, speaker, "said-by", &error);
  ob_edit_link (edit, claim, fact, "supports", &error);
  g_assert_no_error (error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
  dump = article_fixture_dump (fixture);
  whole = describe (fixture, fact);
  g_assert_cmpstr (whole, ==, "dispute position note=N from=1 to=1");

  /* In the middle of a word, which then begins the second part. */
  ob_article_view_select (fixture->view, start + 14, start + 14);
  article_fixture_key (fixture, GDK_KEY_x, 0);
  check_dump (fixture, parts);
  check_undo_name (fixture, "Split Disputed fact “no agreement was reached”");
  check_in_step (fixture);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), !=, fact);
  first = describe (fixture, fact);
  second = describe (fixture, ob_article_view_get_current (fixture->view));
  g_assert_cmpstr (first, ==, whole);
  g_assert_cmpstr (second, ==, whole);
  undo (fixture);
  check_dump (fixture, dump);
  g_assert_true (ob_project_redo (fixture->project, NULL, NULL));

  ob_article_view_select (fixture->view, start + 3, start + 3);
  article_fixture_key (fixture, GDK_KEY_j, 0);
  check_in_step (fixture);
  joined = describe (fixture, fact);
  g_assert_cmpstr (joined, ==, whole);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, fact);
  check_undo_name (fixture, "Join Disputed fact “no agreement was reached”");
  undo (fixture);
  check_dump (fixture, parts);

  /* What only an earlier label knows does not hinder. */
  article_fixture_key (fixture, GDK_KEY_C, GDK_SHIFT_MASK);
  ob_article_view_select (fixture->view, start + 3, start + 3);
  article_fixture_key (fixture, GDK_KEY_N, GDK_SHIFT_MASK);
  article_fixture_key (fixture, GDK_KEY_x, 0);
  check_undo_name (fixture, "Split Note “no agreement”");
  for (guint i = 0; i < 3; i++)
    undo (fixture);

  /* Nothing to split at the start, nothing to join to the last. */
  ob_article_view_select (fixture->view, start, start);
  article_fixture_key (fixture, GDK_KEY_x, 0);
  g_assert_nonnull (fixture->failed);
  g_clear_pointer (&fixture->failed, g_free);
  ob_article_view_select (fixture->view, 96, 96);
  article_fixture_key (fixture, GDK_KEY_j, 0);
  g_assert_nonnull (fixture->failed);
  check_dump (fixture, parts);
}

/* The first keeps what it says, and takes from the other what it does not. */
static void
test_join_different (ArticleFixture *fixture)
{
  ObEntity mention = article_fixture_annotate (fixture, "speaker", 17, 27, G_MAXUINT32);
  ObEntity other_mention = article_fixture_annotate (fixture, "speaker", 119, 138, G_MAXUINT32);
  ObEntity first = article_fixture_annotate (fixture, "disputed-fact", 34, 46, G_MAXUINT32);
  ObEntity second = article_fixture_annotate (fixture, "disputed-fact", 64, 70, G_MAXUINT32);
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Fill in");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links = NULL, comments = NULL;
  g_autofree char *joined = NULL;

  ob_edit_set_attribute_text (edit, first, "dispute", "One?", TRUE, &error);
  ob_edit_set_attribute_text (edit, second, "dispute", "Two?", TRUE, &error);
  ob_edit_set_attribute_text (edit, second, "position", "yes", TRUE, &error);
  ob_edit_set_note (edit, first, "A", &error);
  ob_edit_set_note (edit, second, "B", &error);
  ob_edit_link (edit, first, mention, "said-by", &error);
  ob_edit_link (edit, second, other_mention, "said-by", &error);
  ob_edit_add_comment (edit, second, "Sure?", &error);
  g_assert_no_error (error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);

  ob_article_view_select (fixture->view, 40, 40);
  article_fixture_key (fixture, GDK_KEY_j, 0);
  check_dump (fixture, "speaker 17-27\nspeaker 119-138\ndisputed-fact 34-46,64-70\n");
  joined = describe (fixture, first);
  g_assert_cmpstr (joined, ==, "dispute note=A\nB from=1 to=0");
  links = ob_project_list_links (fixture->project, first, 0);
  g_assert_cmpint (((ObLink *) g_ptr_array_index (links, 0))->to, ==, mention);
  comments = ob_project_list_comments (fixture->project, first);
  g_assert_cmpuint (comments->len, ==, 1);
  g_assert_cmpstr (((ObComment *) g_ptr_array_index (comments, 0))->text, ==, "Sure?");
  check_in_step (fixture);
}

static guint
count_shown (ArticleFixture *fixture)
{
  guint n_spans;

  ob_interval_index_get_spans (
    ob_highlights_get_index (ob_article_view_get_highlights (fixture->view)), &n_spans);
  return n_spans;
}

static void
test_hide_labels (ArticleFixture *fixture)
{
  GActionGroup *actions = ob_article_view_get_actions (fixture->view);

  article_fixture_annotate (fixture, "speaker", 17, 27, G_MAXUINT32);
  article_fixture_annotate (fixture, "claim", 34, 58, G_MAXUINT32);
  article_fixture_annotate (fixture, "figure", 95, 101, G_MAXUINT32);
  article_fixture_key (fixture, GDK_KEY_S, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpuint (count_shown (fixture), ==, 2);
  g_assert_cmpstr (fixture->done, ==, "Speaker is hidden.");
  g_assert_cmpuint (ob_article_view_get_hidden (fixture->view)->len, ==, 1);

  /* All at once, and back; then what was hidden before is hidden still. */
  article_fixture_key (fixture, GDK_KEY_h, 0);
  g_assert_cmpuint (count_shown (fixture), ==, 0);
  g_assert_true (ob_article_view_is_bare (fixture->view));
  article_fixture_key (fixture, GDK_KEY_h, 0);
  g_assert_cmpuint (count_shown (fixture), ==, 2);

  /* Remembered by the project. */
  ob_article_view_set_article (fixture->view, NULL, 0);
  g_assert_cmpuint (ob_article_view_get_hidden (fixture->view)->len, ==, 0);
  ob_article_view_set_article (fixture->view, fixture->project, fixture->article);
  g_assert_cmpuint (count_shown (fixture), ==, 2);

  g_action_group_activate_action (actions, "show-only", g_variant_new_string ("claim"));
  g_assert_cmpuint (count_shown (fixture), ==, 1);
  g_assert_cmpstr (fixture->done, ==, "Only Claim is shown.");

  /* What is tagged is seen. */
  put_caret (fixture, "mayor's");
  article_fixture_key (fixture, GDK_KEY_s, 0);
  g_assert_cmpuint (count_shown (fixture), ==, 3);
  article_fixture_key (fixture, GDK_KEY_h, 0);
  put_caret (fixture, "Wednesday");
  article_fixture_key (fixture, GDK_KEY_s, 0);
  g_assert_false (ob_article_view_is_bare (fixture->view));
  g_assert_cmpuint (count_shown (fixture), ==, 4);

  article_fixture_key (fixture, GDK_KEY_H, GDK_SHIFT_MASK);
  check_in_step (fixture);
  g_assert_cmpuint (ob_article_view_get_hidden (fixture->view)->len, ==, 0);
}

/* Units of Pango. */
static int
get_text_size (ArticleFixture *fixture)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (fixture->view));
  PangoFontDescription *font;
  int size;

  cairo_surface_destroy (article_fixture_draw (fixture));
  gtk_style_context_get (style, gtk_style_context_get_state (style), "font", &font, NULL);
  size = pango_font_description_get_size (font);
  pango_font_description_free (font);
  return size;
}

static void
test_zoom (ArticleFixture *fixture)
{
  int normal = get_text_size (fixture), large;

  for (guint i = 0; i < 5; i++)
    article_fixture_key (fixture, GDK_KEY_equal, GDK_CONTROL_MASK);
  large = get_text_size (fixture);
  g_assert_cmpint (large, >, normal * 5 / 4);

  ob_article_view_set_article (fixture->view, NULL, 0);
  ob_article_view_set_article (fixture->view, fixture->project, fixture->article);
  g_assert_cmpint (get_text_size (fixture), ==, large);

  /* What makes no sense is the normal size. */
  ob_article_view_set_article (fixture->view, NULL, 0);
  ob_project_set_local (fixture->project, "zoom", "nan");
  ob_article_view_set_article (fixture->view, fixture->project, fixture->article);
  g_assert_cmpint (get_text_size (fixture), ==, normal);
}

/* The views that a project remembers come back with it; another view of another project has none. */
static void
test_reading (ArticleFixture *fixture)
{
  int normal = get_text_size (fixture), large;
  g_autofree char *numbers = NULL;

  article_fixture_key (fixture, GDK_KEY_F8, 0);
  article_fixture_settle ();
  large = get_text_size (fixture);
  g_assert_cmpint (large, >, normal);
  article_fixture_key (fixture, GDK_KEY_F8, GDK_SHIFT_MASK);
  article_fixture_key (fixture, GDK_KEY_n, GDK_MOD1_MASK);
  article_fixture_key (fixture, GDK_KEY_n, GDK_MOD1_MASK);
  g_assert_cmpstr (fixture->done, ==, "Paragraphs are numbered.");

  ob_article_view_set_article (fixture->view, NULL, 0);
  ob_article_view_set_article (fixture->view, fixture->project, fixture->article);
  article_fixture_settle ();
  g_assert_cmpint (get_text_size (fixture), ==, large);
  g_assert_true (g_variant_get_boolean (
    g_action_group_get_action_state (ob_article_view_get_actions (fixture->view), "focus")));
  numbers = ob_project_get_local (fixture->project, "numbers");
  g_assert_cmpstr (numbers, ==, "2");

  article_fixture_key (fixture, GDK_KEY_F8, 0);
  article_fixture_settle ();
  g_assert_cmpint (get_text_size (fixture), ==, normal);
}

static const Scenario scenarios[] = {
  { "tag-word", test_tag_word },
  { "tag-selection", test_tag_selection },
  { "all-labels", test_all_labels },
  { "grow", test_grow },
  { "move", test_move },
  { "neighbours", test_neighbours },
  { "relabel-and-delete", test_relabel_and_delete },
  { "segments", test_segments },
  { "boundary-by-key", test_boundary_by_key },
  { "boundary-of-segments", test_boundary_of_segments },
  { "link", test_link },
  { "repeat", test_repeat },
  { "filter", test_filter },
  { "accessible", test_accessible },
  { "drawing", test_drawing },
  { "colours", test_colours },
  { "drag-handle", test_drag_handle },
  { "click-stripe", test_click_stripe },
  { "copy", test_copy },
  { "examples", test_examples },
  { "split-and-join", test_split_and_join },
  { "join-different", test_join_different },
  { "hide-labels", test_hide_labels },
  { "zoom", test_zoom },
  { "reading", test_reading },
  { "in-step", test_in_step },
};

static void
run_scenario (gconstpointer data)
{
  const Scenario *scenario = data;
  ArticleFixture fixture;

  article_fixture_open (&fixture, TEXT, "Talks in Moscow", NULL, 700, 500);
  scenario->run (&fixture);
  article_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *path = g_strconcat ("/article-view/", scenarios[i].name, NULL);

      g_test_add_data_func (path, &scenarios[i], run_scenario);
    }
  return g_test_run ();
}
