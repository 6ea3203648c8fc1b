/* Parts of a page that are passed over: where they are, and what is left. */
#include "model/hidden-parts.h"

#define TEXT \
  "The talks\n"    /*  0, 10: heading */ \
  "Share\n"        /* 10, 16: furniture */ \
  "\n"             /* 16, 17 */ \
  "Read also\n"    /* 17, 27: related */ \
  "They met.\n"    /* 27, 37 */ \
  "Subscribe\n"    /* 37, 47: call to action */ \
  "They agreed."   /* 47, 59 */

static void
add_block (GArray *blocks, guint32 start, guint32 end, ObBlockKind kind, ObRole role)
{
  ObBlock block = { start, end, kind, kind == OB_BLOCK_HEADING ? 1 : 0, 0, role };

  g_array_append_val (blocks, block);
}

static ObHiddenParts *
make_parts (ObText *text)
{
  GArray *blocks = ob_blocks_new ();
  g_autoptr (ObFormatting) formatting = NULL;
  g_autoptr (GError) error = NULL;

  add_block (blocks, 0, 9, OB_BLOCK_HEADING, OB_ROLE_BODY);
  add_block (blocks, 10, 15, OB_BLOCK_PARAGRAPH, OB_ROLE_FURNITURE);
  add_block (blocks, 17, 26, OB_BLOCK_PARAGRAPH, OB_ROLE_RELATED);
  add_block (blocks, 37, 46, OB_BLOCK_PARAGRAPH, OB_ROLE_CALL_TO_ACTION);
  formatting = ob_formatting_new (text, blocks, ob_inlines_new (), &error);
  g_assert_no_error (error);
  return ob_hidden_parts_new (text, formatting);
}

static void
test_find (void)
{
  g_autoptr (ObText) text = ob_text_new (TEXT);
  g_autoptr (ObHiddenParts) parts = make_parts (text);
  ObSegment part;

  /* The empty line between two hidden blocks goes with them. */
  g_assert_cmpuint (ob_hidden_parts_get_n (parts), ==, 2);
  g_assert_false (ob_hidden_parts_find (parts, 9, NULL));
  g_assert_true (ob_hidden_parts_find (parts, 10, &part));
  g_assert_cmpuint (part.start, ==, 10);
  g_assert_cmpuint (part.end, ==, 27);
  g_assert_true (ob_hidden_parts_find (parts, 26, NULL));
  g_assert_false (ob_hidden_parts_find (parts, 27, NULL));
  g_assert_true (ob_hidden_parts_find (parts, 46, &part));
  g_assert_cmpuint (part.start, ==, 37);
  g_assert_false (ob_hidden_parts_find (parts, 59, NULL));
}

/* Counting there and back is the same for all that is shown. */
static void
test_count (void)
{
  g_autoptr (ObText) text = ob_text_new (TEXT);
  g_autoptr (ObHiddenParts) parts = make_parts (text);
  guint32 shown = 0;

  for (guint32 i = 0; i < ob_text_get_length (text); i++)
    {
      g_assert_cmpuint (ob_hidden_parts_count_shown (parts, i), ==, shown);
      if (ob_hidden_parts_find (parts, i, NULL))
        continue;
      g_assert_cmpuint (ob_hidden_parts_get_offset (parts, shown), ==, i);
      shown++;
    }
  g_assert_cmpuint (ob_hidden_parts_count_shown (parts, 59), ==, 59 - 17 - 10);
  g_assert_cmpuint (ob_hidden_parts_get_offset (parts, 59 - 17 - 10), ==, 59);
}

static void
test_show (void)
{
  g_autoptr (ObText) text = ob_text_new (TEXT);
  g_autoptr (ObHiddenParts) parts = make_parts (text);

  ob_hidden_parts_show (parts, 0);
  g_assert_cmpuint (ob_hidden_parts_get_n (parts), ==, 1);
  g_assert_false (ob_hidden_parts_find (parts, 12, NULL));
  g_assert_cmpuint (ob_hidden_parts_count_shown (parts, 50), ==, 40);
}

static void
test_cut (void)
{
  g_autoptr (ObText) text = ob_text_new (TEXT);
  g_autoptr (ObHiddenParts) parts = make_parts (text);
  g_autoptr (GArray) segments = ob_segments_new_single (4, 55);
  g_autoptr (GArray) cut = ob_hidden_parts_cut (parts, text, segments);
  g_autoptr (GArray) inside = ob_segments_new_single (11, 14);
  g_autoptr (GArray) nothing = ob_hidden_parts_cut (parts, text, inside);
  static const ObSegment expected[] = { { 4, 9 }, { 27, 36 }, { 47, 55 } };

  g_assert_cmpuint (cut->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < cut->len; i++)
    {
      g_assert_cmpuint (g_array_index (cut, ObSegment, i).start, ==, expected[i].start);
      g_assert_cmpuint (g_array_index (cut, ObSegment, i).end, ==, expected[i].end);
    }
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* A page of nothing but furniture is shown. */
static void
test_nothing_left (void)
{
  g_autoptr (ObText) text = ob_text_new ("Menu\n\nLogin\n");
  GArray *blocks = ob_blocks_new ();
  g_autoptr (ObFormatting) formatting = NULL;
  g_autoptr (ObHiddenParts) parts = NULL, none = NULL;

  add_block (blocks, 0, 4, OB_BLOCK_PARAGRAPH, OB_ROLE_FURNITURE);
  add_block (blocks, 6, 11, OB_BLOCK_PARAGRAPH, OB_ROLE_FURNITURE);
  formatting = ob_formatting_new (text, blocks, ob_inlines_new (), NULL);
  parts = ob_hidden_parts_new (text, formatting);
  none = ob_hidden_parts_new (text, NULL);

  g_assert_cmpuint (ob_hidden_parts_get_n (parts), ==, 0);
  g_assert_cmpuint (ob_hidden_parts_get_n (none), ==, 0);
  g_assert_cmpuint (ob_hidden_parts_get_offset (none, 3), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hidden-parts/find", test_find);
  g_test_add_func ("/hidden-parts/count", test_count);
  g_test_add_func ("/hidden-parts/show", test_show);
  g_test_add_func ("/hidden-parts/cut", test_cut);
  g_test_add_func ("/hidden-parts/nothing-left", test_nothing_left);
  return g_test_run ();
}
