/* Whatever the bytes, reading them as an article ends in a canonical text or in a sentence.
 *
 * A libFuzzer target (meson setup -Dfuzz=true -Dsanitize=true with CC=clang, then
 * tests/fuzz/fuzz-reader CORPUS-FOLDER); without libFuzzer replay.c gives it the files of the
 * corpus.
 */
#include <string.h>

#include "articles/canonical.h"
#include "articles/reader.h"
#include "model/boundary.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

/* Long texts have many paragraphs; the first are enough. */
#define MAX_PARAGRAPHS 20

static void
check_canonical (const ObText *text)
{
  ObAdjustments adjustments;
  gsize n_bytes;
  const char *utf8 = ob_text_get_utf8 (text, &n_bytes);
  g_autofree char *again = NULL;

  g_assert_true (g_utf8_validate (utf8, (gssize) n_bytes, NULL));
  for (guint p = 0; p < ob_text_get_n_paragraphs (text); p++)
    {
      ObSegment paragraph = ob_text_get_paragraph (text, p);

      g_assert_cmpuint (paragraph.end - paragraph.start, <=, OB_TEXT_MAX_PARAGRAPH);
    }

  /* A byte order mark that was not the first character would go, too. */
  if (g_str_has_prefix (utf8, "\xef\xbb\xbf"))
    return;
  again = ob_canonical_make (utf8, &n_bytes, &adjustments);
  g_assert_cmpstr (again, ==, utf8);
}

static void
check_units (const ObBoundaryRules *rules, const ObText *text)
{
  guint n_paragraphs = MIN (ob_text_get_n_paragraphs (text), MAX_PARAGRAPHS);

  for (guint p = 0; p < n_paragraphs; p++)
    {
      ObSegment paragraph = ob_text_get_paragraph (text, p);
      guint32 middle = paragraph.start + (paragraph.end - paragraph.start) / 2;
      ObSegment snapped = ob_boundary_snap (text, middle, paragraph.end);

      g_assert_cmpuint (snapped.end, <=, ob_text_get_length (text));
      for (ObUnit unit = OB_UNIT_CHARACTER; unit <= OB_UNIT_PARAGRAPH; unit++)
        {
          g_autoptr (GArray) units = ob_boundary_list (rules, text, unit, p);
          guint32 at = paragraph.start;

          for (guint i = 0; i < units->len; i++)
            {
              ObSegment found = g_array_index (units, ObSegment, i);

              g_assert_true (at <= found.start && found.start < found.end && found.end <= paragraph.end);
              at = found.end;
            }
        }
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObReading) reading = ob_articles_read_text (bytes, "fuzz.txt", NULL, &error);
  g_autoptr (ObBoundaryRules) rules = NULL;

  g_assert_true ((reading == NULL) == (error != NULL));
  if (reading == NULL)
    {
      g_assert_true (g_str_has_suffix (error->message, "."));
      return 0;
    }

  rules = ob_boundary_rules_new (NULL);
  g_assert_true (*reading->metadata->title != '\0');
  g_assert_true (g_utf8_validate (reading->metadata->title, -1, NULL));
  g_assert_true (g_bytes_equal (reading->original, bytes));
  check_canonical (reading->text);
  check_units (rules, reading->text);
  return 0;
}
