/* Reading articles, and finding the units in them.
 *
 * articles-bench: prints one line a measurement.
 */
#include <string.h>

#include "articles/reader.h"
#include "model/boundary.h"

#define N_BYTES (16 * 1024 * 1024)
#define N_SMALL 1000
#define N_ROUNDS 200

static const char paragraph[]
  = "Mr. Lavrov said \"no agreement was reached\", R.C. Hammond of the U.S. delegation wrote on April 12. "
    "It was not the first meeting between the two men, and nobody knew why the café was closed. "
    "\"We don't know. Nobody has shown us anything\", he told the broadcaster.";

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

/* @unit, over and over, in @encoding. */
static GBytes *
make_bytes (const char *unit, gsize n_bytes, const char *encoding)
{
  g_autoptr (GString) utf8 = g_string_new ("A title\nBy Jane Doe\n\n");
  gsize n_written;
  char *written;

  while (utf8->len < n_bytes)
    g_string_append (utf8, unit);
  written = g_convert (utf8->str, (gssize) utf8->len, encoding, "UTF-8", NULL, &n_written, NULL);
  return g_bytes_new_take (written, n_written);
}

static void
measure_reading (const char *name, const char *unit, gsize n_bytes, const char *encoding)
{
  g_autoptr (GBytes) bytes = make_bytes (unit, n_bytes, encoding);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ObReading) reading = ob_articles_read_text (bytes, NULL, NULL, &error);
  double milliseconds = milliseconds_since (start);

  if (reading == NULL)
    g_error ("%s", error->message);
  g_print ("read %-38s %6.1f MB %8.1f ms %7.1f MB/s as %s\n", name,
           (double) g_bytes_get_size (bytes) / 1e6, milliseconds,
           (double) g_bytes_get_size (bytes) / 1e3 / milliseconds, reading->encoding);
}

static void
measure_small (void)
{
  g_autofree char *unit = g_strconcat (paragraph, "\n\n", NULL);
  g_autoptr (GBytes) bytes = make_bytes (unit, 6000, "UTF-8");
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_SMALL; i++)
    ob_reading_free (ob_articles_read_text (bytes, NULL, NULL, NULL));
  g_print ("read %-38s %29.3f ms each\n", "articles of 6 kB", milliseconds_since (start) / N_SMALL);
}

/* Units of a paragraph of @n_chars, as a key press asks for them. */
static void
measure_units (guint n_chars)
{
  static const char *const names[] = { "character", "word", "sentence", "paragraph" };
  g_autoptr (GString) utf8 = g_string_new (NULL);
  g_autoptr (ObBoundaryRules) rules = ob_boundary_rules_new ("en");
  g_autoptr (ObText) text = NULL;

  while (g_utf8_strlen (utf8->str, -1) < n_chars)
    g_string_append_printf (utf8, "%s ", paragraph);
  text = ob_text_new (utf8->str);

  for (ObUnit unit = OB_UNIT_CHARACTER; unit <= OB_UNIT_PARAGRAPH; unit++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < N_ROUNDS; i++)
        ob_boundary_get (rules, text, unit, (i * 37) % n_chars);
      g_print ("the %-9s at an offset, paragraph of %5u %20.3f ms\n", names[unit], n_chars,
               milliseconds_since (start) / N_ROUNDS);
    }
}

static void
measure_rules (void)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_ROUNDS; i++)
    ob_boundary_rules_unref (ob_boundary_rules_new (NULL));
  g_print ("rules of all languages %46.3f ms\n", milliseconds_since (start) / N_ROUNDS);
}

int
main (void)
{
  g_autofree char *lines = g_strconcat (paragraph, "\r\n\r\n", NULL);
  g_autofree char *spaced = g_strconcat (paragraph, " ", NULL);

  measure_reading ("UTF-8, CRLF", lines, N_BYTES, "UTF-8");
  measure_reading ("UTF-16LE", lines, N_BYTES / 2, "UTF-16LE");
  measure_reading ("Windows-1252", lines, N_BYTES, "WINDOWS-1252");
  measure_reading ("KOI8-R", "Президент встретился с министром в среду.\n\n", N_BYTES, "KOI8-R");
  measure_reading ("one paragraph of 1 million characters", spaced, 1000000, "UTF-8");
  measure_reading ("the same without spaces", "x", 1000000, "UTF-8");
  measure_small ();
  measure_units (600);
  measure_units (OB_TEXT_MAX_PARAGRAPH);
  measure_rules ();
  return 0;
}
