/* Pictures of the editor in what is hard to draw, for people to look at. */
#include "article-fixture.h"

#include "editor/overview.h"

static char *
read_sample (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "data",
                                                 "sample-article.txt", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
annotate_words (ArticleFixture *fixture, const char *label, const char *words)
{
  guint32 start = article_fixture_find (fixture, words);

  article_fixture_annotate (fixture, label, start, start + (guint32) g_utf8_strlen (words, -1),
                            G_MAXUINT32);
}

static void
annotate_sample (ArticleFixture *fixture)
{
  guint32 a, b;

  annotate_words (fixture, "claim", "Putin didn't keep Tillerson waiting for hours on Wednesday");
  annotate_words (fixture, "quote",
                  "\"The world's two foremost nuclear powers can not have this kind of relationship\"");
  annotate_words (fixture, "claim",
                  "The world's two foremost nuclear powers can not have this kind of relationship");
  annotate_words (fixture, "speaker", "Tillerson said");
  annotate_words (fixture, "speaker", "Tillerson spokesman R.C. Hammond");
  annotate_words (fixture, "quote", "\"no agreement was reached\"");
  annotate_words (fixture, "disputed-fact", "no agreement was reached");
  annotate_words (fixture, "figure", "1999");
  annotate_words (fixture, "note", "an extended list of Russian grievances");
  a = article_fixture_find (fixture, "He called for");
  b = article_fixture_find (fixture, "of the attack and said");
  article_fixture_annotate (fixture, "claim", a, a + 13, b, b + 13, G_MAXUINT32);
  for (guint i = 0; i < 7; i++)
    {
      a = article_fixture_find (fixture, "criticized the Western focus");
      article_fixture_annotate (fixture, i % 2 ? "figure" : "note", a + 3 * i, a + 60 - 4 * i,
                                G_MAXUINT32);
    }
}

static void
picture (const char *name, gboolean dark, int width, int height, const char *title)
{
  ArticleFixture fixture;
  g_autofree char *sample = read_sample ();
  g_autofree char *text = title != NULL ? g_strdup_printf ("%s\nBy our own correspondent\n\n%s", title,
                                                           sample) : g_strdup (sample);

  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", dark, NULL);
  article_fixture_open (&fixture, text,
                        title != NULL ? title : "Tillerson: US-Russia relations 'at low point'",
                        "By our own correspondent", width, height);
  annotate_sample (&fixture);
  ob_article_view_select (fixture.view, article_fixture_find (&fixture, "honest"),
                          article_fixture_find (&fixture, "honest"));
  ob_article_view_select (fixture.view, article_fixture_find (&fixture, "He called") + 3,
                          article_fixture_find (&fixture, "He called") + 3);
  article_fixture_save_picture (&fixture, name);
  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", FALSE, NULL);
  article_fixture_close (&fixture);
}

static void
test_light (void)
{
  picture ("article-light", FALSE, 900, 760, NULL);
}

static void
test_dark (void)
{
  picture ("article-dark", TRUE, 900, 760, NULL);
}

static void
test_narrow (void)
{
  picture ("article-narrow", FALSE, 380, 760,
           "A title that is so very long that it fills more than one line, and says all there is to say");
}

/* The view with the overview beside it, linked annotations, and a mode with its hint. */
static void
test_modes (void)
{
  ArticleFixture fixture;
  g_autofree char *sample = read_sample ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  article_fixture_open (&fixture, sample, "Tillerson: US-Russia relations 'at low point'", NULL, 900,
                        640);
  g_object_ref (fixture.scrolled);
  gtk_container_remove (GTK_CONTAINER (fixture.window), fixture.scrolled);
  gtk_box_pack_start (GTK_BOX (box), fixture.scrolled, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), ob_overview_new (fixture.view), FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (fixture.window), box);
  g_object_unref (fixture.scrolled);
  fixture.scrolled = box;
  gtk_widget_show_all (fixture.window);
  article_fixture_settle ();

  annotate_sample (&fixture);
  ob_article_view_select (fixture.view, article_fixture_find (&fixture, "no agreement"),
                          article_fixture_find (&fixture, "no agreement"));
  article_fixture_key (&fixture, GDK_KEY_semicolon, 0);
  article_fixture_key (&fixture, GDK_KEY_l, 0);
  article_fixture_save_picture (&fixture, "article-choose-link");
  article_fixture_key (&fixture, GDK_KEY_2, 0);
  article_fixture_save_picture (&fixture, "article-linked");
  article_fixture_key (&fixture, GDK_KEY_bracketright, 0);
  article_fixture_key (&fixture, GDK_KEY_Left, GDK_CONTROL_MASK);
  article_fixture_save_picture (&fixture, "article-boundary");
  article_fixture_close (&fixture);
}

static void
test_right_to_left (void)
{
  ArticleFixture fixture;

  article_fixture_open (&fixture,
                        "وزير الخارجية يصل إلى موسكو\n\n"
                        "قال المتحدث باسم وزارة الخارجية إن الاجتماع مع Rex Tillerson كان مفيدا، "
                        "وأضاف أن \"العلاقات في أدنى مستوى\" منذ الحرب الباردة.\n\n"
                        "The word سلام means peace, and שלום does so too, said Lavrov.\n",
                        "وزير الخارجية يصل إلى موسكو", NULL, 700, 400);
  annotate_words (&fixture, "speaker", "المتحدث باسم وزارة الخارجية");
  annotate_words (&fixture, "claim", "الاجتماع مع Rex Tillerson كان مفيدا");
  annotate_words (&fixture, "quote", "العلاقات في أدنى مستوى");
  annotate_words (&fixture, "note", "word سلام means");
  annotate_words (&fixture, "figure", "peace, and שלום");
  ob_article_view_select (fixture.view, 70, 70);
  article_fixture_save_picture (&fixture, "article-right-to-left");
  article_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article-pictures/light", test_light);
  g_test_add_func ("/article-pictures/dark", test_dark);
  g_test_add_func ("/article-pictures/narrow", test_narrow);
  g_test_add_func ("/article-pictures/modes", test_modes);
  g_test_add_func ("/article-pictures/right-to-left", test_right_to_left);
  return g_test_run ();
}
