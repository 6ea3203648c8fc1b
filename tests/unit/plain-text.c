/* What plain-text articles say about themselves: tables of first lines and of date lines. */
#include "articles/plain-text.h"

#include <string.h>

#include "articles/date-line.h"

typedef struct
{
  const char *text;
  const char *title;
  const char *byline;    /* (nullable) */
  const char *outlet;    /* (nullable) */
  const char *published; /* (nullable) */
} TextCase;

#define LONG \
  "This is a first line that is no title since it goes on and on for much longer than any title " \
  "would, with clauses and more clauses, until it has more than two hundred characters, which is " \
  "where it stops being one."

static const TextCase text_cases[] = {
  { "A title\n\nThe text.", "A title", NULL, NULL, NULL },
  { "\n\n  A title \t\n", "A title", NULL, NULL, NULL },
  { "A title\nBy Jane Doe\n\nThe text.", "A title", "Jane Doe", NULL, NULL },
  { "A title\n\nBY JANE DOE AND JOHN ROE, Reuters\n", "A title", "JANE DOE AND JOHN ROE, Reuters", NULL, NULL },
  { "Ein Titel\nVon Max Müller und Eva van der Berg\n12. April 2017\n\nDer Text.", "Ein Titel",
    "Max Müller und Eva van der Berg", NULL, "2017-04-12" },
  { "Un titre\nPar Émile Zola\n", "Un titre", "Émile Zola", NULL, NULL },
  { "Un título\nPor Juan Pérez y María Núñez\n", "Un título", "Juan Pérez y María Núñez", NULL, NULL },
  { "A title\n— Jane Doe\n\nText.", "A title", "Jane Doe", NULL, NULL },
  { "A title\nReuters | April 12, 2017\n\nText.", "A title", NULL, "Reuters", "2017-04-12" },
  { "A title\n\nText.\n\nBy Jane Doe in Moscow\n", "A title", "Jane Doe in Moscow", NULL, NULL },
  { "A title\n\nText.\n\nThe Washington Post, April 12, 2017\n", "A title", NULL, "The Washington Post", "2017-04-12" },
  { "A title\n\nText.\n\nMoscow, 12 April 2017", "A title", NULL, NULL, "2017-04-12" },
  { "A title\n\nText.\n\n— Jane Doe\n", "A title", "Jane Doe", NULL, NULL },
  { "A title\n\n“A quotation.”\n— Jane Doe\n\nText.", "A title", NULL, NULL, NULL },
  { "A title\n— Ja** D**\n\nText.", "A title", NULL, NULL, NULL },
  { "A title\nBy dawn the town had fallen\n", "A title", NULL, NULL, NULL },
  { "A title\nBy Friday the town had fallen\n", "A title", NULL, NULL, NULL },
  { "A title\nBy Jane Doe said so.\n", "A title", NULL, NULL, NULL },
  { "Ein Titel\nVon der Leyen sagte nichts\n", "Ein Titel", NULL, NULL, NULL },
  { "A title\nOn 12 April 2017 they met.\n", "A title", NULL, NULL, NULL },
  { "A title\n4/12/2017\n", "A title", NULL, NULL, NULL },
  { LONG "\nBy Jane Doe said\n", "This is a first line that is no title since it goes on and on for much longer…",
    NULL, NULL, NULL },
  { "عنوان المقال\n\nالنص.", "عنوان المقال", NULL, NULL, NULL },
};

typedef struct
{
  const char *line;
  const char *published; /* (nullable): NULL: not a date line */
  const char *outlet;    /* (nullable) */
} DateCase;

static const DateCase date_cases[] = {
  { "2017-04-12", "2017-04-12", NULL },
  { "2017-04-12T10:00Z", "2017-04-12", NULL },
  { "12 April 2017", "2017-04-12", NULL },
  { "Wednesday, April 12, 2017", "2017-04-12", NULL },
  { "Published: Apr. 12, 2017, 5:30 pm", "2017-04-12", NULL },
  { "Updated on 1st May 2017", "2017-05-01", NULL },
  { "Mittwoch, 12. März 2017, 14:05 Uhr", "2017-03-12", NULL },
  { "Publié le 12 août 2017 à 18:20", "2017-08-12", NULL },
  { "12 de abril de 2017", "2017-04-12", NULL },
  { "BBC News | 12 April 2017", "2017-04-12", "BBC News" },
  { "Der Spiegel, 12. April 2017", "2017-04-12", "Der Spiegel" },
  { "London, 12 April 2017", "2017-04-12", NULL },
  { "31 April 2017", NULL, NULL },
  { "12 Foo 2017", NULL, NULL },
  { "2017-13-01", NULL, NULL },
  { "12/04/2017", NULL, NULL },
  { "April 2017", NULL, NULL },
  { "They met on 12 April 2017", NULL, NULL },
  { "", NULL, NULL },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      g_autoptr (ObText) text = ob_text_new (text_cases[i].text);
      g_autoptr (ObArticle) article = g_new0 (ObArticle, 1);

      g_test_message ("%s", text_cases[i].text);
      ob_plain_text_recognise (text, article);
      g_assert_cmpstr (article->title, ==, text_cases[i].title);
      g_assert_cmpstr (article->byline, ==, text_cases[i].byline);
      g_assert_cmpstr (article->outlet, ==, text_cases[i].outlet);
      g_assert_cmpstr (article->published, ==, text_cases[i].published);
    }
}

static void
test_dates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (date_cases); i++)
    {
      ObDateLine date = { NULL, NULL };

      g_test_message ("%s", date_cases[i].line);
      g_assert_cmpint (ob_date_line_parse (date_cases[i].line, &date), ==,
                       date_cases[i].published != NULL);
      g_assert_cmpstr (date.published, ==, date_cases[i].published);
      g_assert_cmpstr (date.outlet, ==, date_cases[i].outlet);
      ob_date_line_clear (&date);
    }
}

static void
test_parts (void)
{
  g_autoptr (ObText) text = ob_text_new ("\n A title\n\nBy Jane Doe \n12 April 2017\n\nText.");
  ObPlainTextParts parts = ob_plain_text_find_parts (text);
  g_autofree char *title = ob_text_slice (text, parts.title.start, parts.title.end);
  g_autofree char *byline = ob_text_slice (text, parts.byline.start, parts.byline.end);
  g_autofree char *dateline = ob_text_slice (text, parts.dateline.start, parts.dateline.end);

  g_assert_cmpstr (title, ==, "A title");
  g_assert_cmpstr (byline, ==, "By Jane Doe");
  g_assert_cmpstr (dateline, ==, "12 April 2017");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plain-text/texts", test_texts);
  g_test_add_func ("/plain-text/dates", test_dates);
  g_test_add_func ("/plain-text/parts", test_parts);
  return g_test_run ();
}
