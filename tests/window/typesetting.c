/* An article with structure in the editor: hidden parts, links, and what the caret makes of them. */
#include "article-fixture.h"

#include <string.h>

#define MARKDOWN \
  "Menu of the page\n\n" \
  "# Talks in Moscow\n\n" \
  "The minister spoke. See [the statement](https://example.org/statement) or " \
  "[write](tel:112).\n\n" \
  "Read also: what is hidden.\n\n" \
  "Subscribe to it all.\n\n" \
  "* One of two\n" \
  "* Two of two\n"

typedef struct
{
  const char *name;
  void (*run) (ArticleFixture *fixture);
} Scenario;

static guint
get_n_hidden (ArticleFixture *fixture)
{
  return ob_article_view_get_n_hidden_parts (fixture->view);
}

static void
put_caret (ArticleFixture *fixture, guint32 offset)
{
  ob_article_view_select (fixture->view, offset, offset);
  article_fixture_settle ();
}

static void
check_caret (ArticleFixture *fixture, const char *before)
{
  g_assert_cmpuint (ob_article_view_get_caret (fixture->view), ==,
                    article_fixture_find (fixture, before));
}

/* Height of the line that @words are on. */
static int
get_height (ArticleFixture *fixture, const char *words)
{
  GtkTextView *view = GTK_TEXT_VIEW (fixture->view);
  GtkTextIter iter;
  int top, height;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (view), &iter,
                                      (int) article_fixture_find (fixture, words));
  gtk_text_view_get_line_yrange (view, &iter, &top, &height);
  return height;
}

static void
test_hidden (ArticleFixture *fixture)
{
  /* The text is whole; the caret begins where something is seen. */
  g_assert_cmpuint (get_n_hidden (fixture), ==, 2);
  check_caret (fixture, "Talks");
  g_assert_cmpint (get_height (fixture, "Menu"), ==, 0);
  g_assert_cmpint (get_height (fixture, "Read also"), ==, 0);
  g_assert_cmpint (get_height (fixture, "Subscribe"), ==, 0);
  g_assert_cmpint (get_height (fixture, "One of"), >, 0);

  article_fixture_key (fixture, GDK_KEY_U, GDK_SHIFT_MASK);
  g_assert_cmpuint (get_n_hidden (fixture), ==, 0);
  g_assert_cmpint (get_height (fixture, "Read also"), >, 0);
  g_assert_cmpstr (fixture->done, ==, "The whole page is shown.");

  /* The project remembers. */
  ob_article_view_set_article (fixture->view, NULL, 0);
  ob_article_view_set_article (fixture->view, fixture->project, fixture->article);
  g_assert_cmpuint (get_n_hidden (fixture), ==, 0);
  article_fixture_key (fixture, GDK_KEY_U, GDK_SHIFT_MASK);
  g_assert_cmpuint (get_n_hidden (fixture), ==, 2);
  g_assert_cmpstr (fixture->done, ==, "2 parts that are not the article are hidden.");
}

static void
test_caret (ArticleFixture *fixture)
{
  /* By character, by word, by sentence, by line, to the ends: never into what is hidden. */
  put_caret (fixture, article_fixture_find (fixture, "write") + 5);
  article_fixture_key (fixture, GDK_KEY_Right, 0);
  check_caret (fixture, "\nRead also");
  article_fixture_key (fixture, GDK_KEY_Right, 0);
  check_caret (fixture, "One of");
  article_fixture_key (fixture, GDK_KEY_Left, 0);
  check_caret (fixture, "\nRead also");
  article_fixture_key (fixture, GDK_KEY_Right, GDK_CONTROL_MASK);
  check_caret (fixture, " of two\nTwo");
  article_fixture_key (fixture, GDK_KEY_Left, GDK_CONTROL_MASK);
  article_fixture_key (fixture, GDK_KEY_Left, GDK_CONTROL_MASK);
  check_caret (fixture, "write");
  article_fixture_key (fixture, GDK_KEY_Right, GDK_MOD1_MASK);
  check_caret (fixture, "One of");
  article_fixture_key (fixture, GDK_KEY_Left, GDK_MOD1_MASK);
  check_caret (fixture, "See the");
  article_fixture_key (fixture, GDK_KEY_Home, GDK_CONTROL_MASK);
  check_caret (fixture, "Talks");
  article_fixture_key (fixture, GDK_KEY_Left, GDK_CONTROL_MASK);
  check_caret (fixture, "Talks");
  put_caret (fixture, article_fixture_find (fixture, "Two of"));
  article_fixture_key (fixture, GDK_KEY_Up, 0);
  check_caret (fixture, "One of");
  article_fixture_key (fixture, GDK_KEY_Up, 0);
  g_assert_cmpuint (ob_article_view_get_caret (fixture->view), <,
                    article_fixture_find (fixture, "Read also"));
  g_assert_cmpuint (get_n_hidden (fixture), ==, 2);
}

/* What lies in a hidden part is shown when one goes there, and nothing else is. */
static void
test_reach (ArticleFixture *fixture)
{
  guint32 start = article_fixture_find (fixture, "what is hidden");
  ObEntity annotation = article_fixture_annotate (fixture, "claim", start, start + 14, G_MAXUINT32);

  ob_article_view_set_current (fixture->view, annotation, TRUE);
  article_fixture_settle ();
  g_assert_cmpint (get_height (fixture, "Read also"), >, 0);
  g_assert_cmpint (get_height (fixture, "Menu"), ==, 0);
  g_assert_cmpuint (get_n_hidden (fixture), ==, 1);
  g_assert_cmpstr (fixture->done, ==, "This part of the page was hidden.");

  start = article_fixture_find (fixture, "of the page");
  ob_article_view_select (fixture->view, start, start + 3);
  g_assert_cmpuint (get_n_hidden (fixture), ==, 0);
}

/* What is selected over a hidden part is tagged and copied without it. */
static void
test_over (ArticleFixture *fixture)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  GtkTextIter start, end;
  g_autofree char *dump = NULL, *copied = NULL, *expected = NULL;
  guint32 from = article_fixture_find (fixture, "or write"), item = article_fixture_find (fixture, "One");

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) item + 3);
  gtk_text_buffer_select_range (buffer, &end, &start);
  article_fixture_key (fixture, GDK_KEY_c, GDK_CONTROL_MASK | GDK_MOD1_MASK);
  copied = gtk_clipboard_wait_for_text (
    gtk_widget_get_clipboard (GTK_WIDGET (fixture->view), GDK_SELECTION_CLIPBOARD));
  g_assert_cmpstr (copied, ==, "or write.\nOne");

  article_fixture_key (fixture, GDK_KEY_c, 0);
  dump = article_fixture_dump (fixture);
  expected = g_strdup_printf ("claim %u-%u,%u-%u\n", from, from + 9, item, item + 3);
  g_assert_cmpstr (dump, ==, expected);
}

static gboolean
activate_link_cb (ObArticleView *view, const char *address, gpointer data)
{
  char **opened = data;

  g_free (*opened);
  *opened = g_strdup (address);
  return TRUE;
}

static void
test_link (ArticleFixture *fixture)
{
  g_autofree char *opened = NULL;

  g_signal_connect (fixture->view, "activate-link", G_CALLBACK (activate_link_cb), &opened);
  put_caret (fixture, article_fixture_find (fixture, "spoke"));
  article_fixture_key (fixture, GDK_KEY_Return, GDK_SHIFT_MASK);
  g_assert_null (opened);
  g_assert_cmpstr (fixture->done, ==, "There is no link here.");
  put_caret (fixture, article_fixture_find (fixture, "statement"));
  article_fixture_key (fixture, GDK_KEY_Return, GDK_SHIFT_MASK);
  g_assert_cmpstr (opened, ==, "https://example.org/statement");

  /* Nothing but what a browser opens. */
  g_clear_pointer (&opened, g_free);
  put_caret (fixture, article_fixture_find (fixture, "write"));
  article_fixture_key (fixture, GDK_KEY_Return, GDK_SHIFT_MASK);
  g_assert_null (opened);
  g_assert_nonnull (fixture->failed);
}

static const char *
find_attribute (AtkAttributeSet *set, const char *name)
{
  for (; set != NULL; set = set->next)
    if (g_str_equal (((AtkAttribute *) set->data)->name, name))
      return ((AtkAttribute *) set->data)->value;

  return NULL;
}

static void
test_accessible (ArticleFixture *fixture)
{
  AtkText *text = ATK_TEXT (gtk_widget_get_accessible (GTK_WIDGET (fixture->view)));
  guint32 heading = article_fixture_find (fixture, "Talks");
  int start, end;
  AtkAttributeSet *set = atk_text_get_run_attributes (text, (int) heading + 2, &start, &end);

  g_assert_cmpstr (find_attribute (set, "structure"), ==, "heading");
  g_assert_cmpstr (find_attribute (set, "level"), ==, "1");
  g_assert_cmpint (start, ==, (int) heading);
  g_assert_cmpint (end, ==, (int) heading + 16);
  atk_attribute_set_free (set);

  set = atk_text_get_run_attributes (text, (int) article_fixture_find (fixture, "statement"), &start, &end);
  g_assert_null (find_attribute (set, "structure"));
  g_assert_cmpstr (find_attribute (set, "link"), ==, "https://example.org/statement");
  g_assert_cmpint (start, ==, (int) article_fixture_find (fixture, "the statement"));
  atk_attribute_set_free (set);

  set = atk_text_get_run_attributes (text, (int) article_fixture_find (fixture, "Two of"), &start, &end);
  g_assert_cmpstr (find_attribute (set, "structure"), ==, "list-item");
  atk_attribute_set_free (set);
}

/* What was just made stays current though the caret stands at its end, whatever else changes. */
static void
test_current_at_end (ArticleFixture *fixture)
{
  g_autoptr (ObEdit) edit = NULL;
  ObEntity made;

  put_caret (fixture, article_fixture_find (fixture, "Talks") + 5);
  made = ob_article_view_tag (fixture->view, article_fixture_label (fixture, "claim"));
  g_assert_cmpint (made, !=, 0);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, made);
  g_signal_emit_by_name (fixture->project, "annotations-changed", fixture->article, 0, G_MAXUINT);
  g_assert_cmpint (ob_article_view_get_current (fixture->view), ==, made);
}

static void
run_scenario (gconstpointer data)
{
  const Scenario *scenario = data;
  ArticleFixture fixture;

  article_fixture_open_markdown (&fixture, MARKDOWN, 700, 500);
  scenario->run (&fixture);
  article_fixture_close (&fixture);
}

static const Scenario scenarios[] = {
  { "hidden", test_hidden },
  { "caret", test_caret },
  { "reach", test_reach },
  { "over", test_over },
  { "link", test_link },
  { "accessible", test_accessible },
  { "current-at-end", test_current_at_end },
};

#define N_PARAGRAPHS 1500

/* Headings, lists, and a bold number in each paragraph. */
static char *
make_long_markdown (void)
{
  GString *markdown = g_string_new ("# A long report\n\n");

  for (guint i = 0; i < N_PARAGRAPHS; i++)
    g_string_append_printf (markdown, "%s**word%u** and what else was said of it.\n\n",
                            i % 7 == 0 ? "## " : i % 5 == 0 ? "* " : "", i);

  return g_string_free (markdown, FALSE);
}

static gboolean
is_bold (ArticleFixture *fixture, guint paragraph)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "strong");
  g_autofree char *word = g_strdup_printf ("word%u and", paragraph);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) article_fixture_find (fixture, word));
  return gtk_text_iter_has_tag (&iter, tag);
}

static gboolean
is_seen (ArticleFixture *fixture, guint32 offset)
{
  GtkTextView *view = GTK_TEXT_VIEW (fixture->view);
  GdkRectangle seen, place;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (view), &iter, (int) offset);
  gtk_text_view_get_visible_rect (view, &seen);
  gtk_text_view_get_iter_location (view, &iter, &place);
  return place.y >= seen.y && place.y + place.height <= seen.y + seen.height;
}

/* What is seen is set at once, where one goes when one goes there, all of it soon. */
static void
test_piece_by_piece (void)
{
  g_autofree char *markdown = make_long_markdown ();
  ArticleFixture fixture;
  ObEntity article;
  guint32 middle;

  article_fixture_open_markdown (&fixture, markdown, 700, 500);
  article = fixture.article;
  ob_article_view_set_article (fixture.view, NULL, 0);
  article_fixture_settle ();

  ob_article_view_set_article (fixture.view, fixture.project, article);
  middle = article_fixture_find (&fixture, "word900 and");
  g_assert_true (is_bold (&fixture, 1));
  g_assert_false (is_bold (&fixture, 900));
  g_assert_false (is_bold (&fixture, N_PARAGRAPHS - 1));
  ob_article_view_select (fixture.view, middle, middle);
  g_assert_true (is_bold (&fixture, 900));
  g_assert_false (is_bold (&fixture, N_PARAGRAPHS - 1));

  article_fixture_settle ();
  for (guint i = 0; i < N_PARAGRAPHS; i++)
    g_assert_true (is_bold (&fixture, i));
  g_assert_true (is_seen (&fixture, middle));

  /* Left before it is done. */
  ob_article_view_set_article (fixture.view, NULL, 0);
  ob_article_view_set_article (fixture.view, fixture.project, article);
  article_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *path = g_strconcat ("/typesetting/", scenarios[i].name, NULL);

      g_test_add_data_func (path, &scenarios[i], run_scenario);
    }
  g_test_add_func ("/typesetting/piece-by-piece", test_piece_by_piece);
  return g_test_run ();
}
