/* Offsets in every unit, against a naive count; passages found again, or honestly not. */
#include <string.h>

#include "model/anchor.h"

#define SHIP "\xf0\x9f\x9a\xa2"

static ObText *
make_random_text (GRand *random, GString *utf8)
{
  static const char *const pieces[] = { "a", "\n", "\xc3\xa9", "\xe2\x82\xac", SHIP, "\xcc\x81" };
  guint n = (guint) g_rand_int_range (random, 0, 300);

  g_string_truncate (utf8, 0);
  for (guint i = 0; i < n; i++)
    g_string_append (utf8, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);

  return ob_text_new (utf8->str);
}

static void
test_units (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GString) utf8 = g_string_new (NULL);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (ObText) text = make_random_text (random, utf8);
      g_autoptr (ObUnits) units = ob_units_new (text);
      guint32 at[OB_N_UNITS] = { 0 };
      const char *byte = utf8->str;

      for (;;)
        {
          gunichar character = *byte != '\0' ? g_utf8_get_char (byte) : 0;
          guint32 size[OB_N_UNITS]
              = { 1, character >= 0x10000 ? 2 : 1, g_utf8_skip[*(guchar *) byte] };

          for (guint from = 0; from < OB_N_UNITS; from++)
            for (guint to = 0; to < OB_N_UNITS; to++)
              {
                gboolean exact;

                g_assert_cmpuint (ob_units_convert (units, at[from], from, to, &exact), ==, at[to]);
                g_assert_true (exact);
                for (guint inside = 1; character != 0 && inside < size[from]; inside++)
                  {
                    g_assert_cmpuint (ob_units_convert (units, at[from] + inside, from, to, &exact),
                                      ==, at[to]);
                    g_assert_false (exact);
                  }
              }
          if (character == 0)
            break;
          for (guint unit = 0; unit < OB_N_UNITS; unit++)
            at[unit] += size[unit];
          byte = g_utf8_next_char (byte);
        }

      for (guint unit = 0; unit < OB_N_UNITS; unit++)
        {
          gboolean exact;

          g_assert_cmpuint (ob_units_get_length (units, unit), ==, at[unit]);
          g_assert_cmpuint (ob_units_convert (units, at[unit] + 5, unit, OB_UNIT_POINTS, &exact),
                            ==, at[OB_UNIT_POINTS]);
          g_assert_false (exact);
        }
    }
}

/* Finding ------------------------------------------------------------------------------------- */

#define TEXT                                                                                       \
  "A " SHIP " sank.\nHe said \xe2\x80\x9cyes\xe2\x80\x9d, then he said no.\n"                      \
  "The mayor of the town said that at least ninety people were on board of it.\nHe said so "       \
  "twice.\n"

typedef struct
{
  const char *name;
  guint32 start, end; /* both 0: no offsets */
  ObUnit unit;
  const char *quote, *prefix, *suffix;
  ObAnchorFit fit;
  const char *found;
} Case;

static const Case cases[] = {
  { "as said", 2, 3, OB_UNIT_POINTS, SHIP, NULL, NULL, OB_ANCHOR_AS_SAID, SHIP },
  { "without a quote", 4, 8, OB_UNIT_POINTS, NULL, NULL, NULL, OB_ANCHOR_AS_SAID, "sank" },
  { "without a quote, outside", 4, 8000, OB_UNIT_POINTS, NULL, NULL, NULL, OB_ANCHOR_NOWHERE,
    NULL },
  { "reversed", 8, 4, OB_UNIT_POINTS, NULL, NULL, NULL, OB_ANCHOR_NOWHERE, NULL },
  { "UTF-16 said as such", 5, 9, OB_UNIT_UTF16, "sank", NULL, NULL, OB_ANCHOR_AS_SAID, "sank" },
  { "UTF-16 unsaid", 5, 9, OB_UNIT_POINTS, "sank", NULL, NULL, OB_ANCHOR_COUNTED, "sank" },
  { "bytes", 7, 11, OB_UNIT_POINTS, "sank", NULL, NULL, OB_ANCHOR_COUNTED, "sank" },
  { "line ends of two", 11, 18, OB_UNIT_POINTS, "He said", NULL, NULL, OB_ANCHOR_COUNTED,
    "He said" },
  { "UTF-16 and line ends of two", 12, 19, OB_UNIT_POINTS, "He said", NULL, NULL, OB_ANCHOR_COUNTED,
    "He said" },
  { "with a mark", 5, 9, OB_UNIT_POINTS, "sank", NULL, NULL, OB_ANCHOR_COUNTED, "sank" },
  { "across a line end of two", 4, 18, OB_UNIT_POINTS, "sank.\r\nHe said", NULL, NULL,
    OB_ANCHOR_COUNTED, "sank.\nHe said" },
  { "moved a little", 60, 66, OB_UNIT_POINTS, "ninety", NULL, NULL, OB_ANCHOR_QUOTED, "ninety" },
  { "no offsets, one place", 0, 0, 0, "ninety", NULL, NULL, OB_ANCHOR_QUOTED, "ninety" },
  { "no offsets, two places", 0, 0, 0, "He said", NULL, NULL, OB_ANCHOR_NOWHERE, NULL },
  { "two places, words after", 0, 0, 0, "He said", NULL, " so twice", OB_ANCHOR_QUOTED, "He said" },
  { "two places, words before", 0, 0, 0, "He said", "sank.\n", NULL, OB_ANCHOR_QUOTED, "He said" },
  { "other quotation marks", 0, 0, 0, "\"yes\", then", NULL, NULL, OB_ANCHOR_QUOTED,
    "\xe2\x80\x9cyes\xe2\x80\x9d, then" },
  { "other white space", 0, 0, 0, "no. The  mayor", NULL, NULL, OB_ANCHOR_QUOTED,
    "no.\nThe mayor" },
  { "nearly", 0, 0, 0, "at last ninety people where on board", NULL, NULL, OB_ANCHOR_APPROXIMATE,
    "at least ninety people were on board" },
  { "nearly, and long", 0, 0, 0,
    "The major of the town said that at least ninety people had been on board of it.\nHe said so "
    "twice",
    NULL, NULL, OB_ANCHOR_APPROXIMATE,
    "The mayor of the town said that at least ninety people were on board of it.\nHe said so "
    "twice" },
  { "something else", 3, 40, OB_UNIT_POINTS, "Sergey Lavrov denied all of it yesterday", NULL, NULL,
    OB_ANCHOR_NOWHERE, NULL },
  { "too short for nearly", 0, 0, 0, "nimety", NULL, NULL, OB_ANCHOR_NOWHERE, NULL },
  { "empty quote", 0, 0, 0, "", NULL, NULL, OB_ANCHOR_NOWHERE, NULL },
  { "nothing known", 0, 0, 0, NULL, NULL, NULL, OB_ANCHOR_NOWHERE, NULL },
};

static void
test_find (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (ObText) text = ob_text_new (TEXT);
  g_autoptr (ObAnchorer) anchorer = ob_anchorer_new (text);
  ObAnchor anchor = { row->start != 0 || row->end != 0,
                      row->start,
                      row->end,
                      row->unit,
                      row->quote,
                      row->prefix,
                      row->suffix };
  g_autofree char *found = NULL;
  ObSegment segment;

  g_test_message ("%s", row->name);
  g_assert_cmpint (ob_anchorer_find (anchorer, &anchor, &segment, NULL), ==, row->fit);
  if (row->fit == OB_ANCHOR_NOWHERE)
    return;
  found = ob_text_slice (text, segment.start, segment.end);
  g_assert_cmpstr (found, ==, row->found);
}

/* A long text that has not the words, asked ten thousand times. */
static void
test_bounded (void)
{
  g_autoptr (GString) utf8 = g_string_new (NULL);
  g_autoptr (ObText) text = NULL;
  g_autoptr (ObAnchorer) anchorer = NULL;
  ObAnchor anchor
      = { TRUE, 3, 90, OB_UNIT_POINTS, "what nobody has ever said in that article", NULL, NULL };
  ObSegment segment;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (utf8, "Sentence number %u of a very long article.\n", i);
  text = ob_text_new (utf8->str);
  anchorer = ob_anchorer_new (text);
  for (guint i = 0; i < 10000; i++)
    g_assert_cmpint (ob_anchorer_find (anchorer, &anchor, &segment, NULL), ==, OB_ANCHOR_NOWHERE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/units/convert", test_units);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/anchor/find/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_find);
    }
  g_test_add_func ("/anchor/bounded", test_bounded);
  return g_test_run ();
}
