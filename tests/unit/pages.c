/* Pages: what is drawn of an annotated article, and that nothing of its text is left out. */
#include <cairo-pdf.h>
#include <string.h>

#include "formats/pages.h"

#define WIDTH 595.0
#define HEIGHT 842.0

typedef struct
{
  ObArticle article;
  ObText *text;
  GPtrArray *annotations;
  ObCodebook *codebook;
} Fixture;

static void
fill (Fixture *fixture, const char *utf8)
{
  fixture->article.title = (char *) "A title";
  fixture->text = ob_text_new (utf8);
  fixture->annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_annotation_free);
  fixture->codebook = ob_codebook_new_default ();
  for (guint i = 0; i < fixture->codebook->labels->len; i++)
    ((ObLabel *) fixture->codebook->labels->pdata[i])->entity = i + 1;
}

static void
empty (Fixture *fixture)
{
  ob_text_unref (fixture->text);
  g_ptr_array_unref (fixture->annotations);
  ob_codebook_unref (fixture->codebook);
}

static void
annotate (Fixture *fixture, ObEntity label, guint32 start, guint32 end, const char *note)
{
  ObAnnotation *annotation = ob_annotation_new ();
  ObSegment segment = { start, end };

  annotation->entity = fixture->annotations->len + 1;
  annotation->label = label;
  annotation->note = g_strdup (note);
  g_array_set_size (annotation->segments, 0);
  g_array_append_val (annotation->segments, segment);
  g_ptr_array_add (fixture->annotations, annotation);
}

static ObPages *
make_formatted_pages (Fixture *fixture, const ObFormatting *formatting, gboolean show_hidden)
{
  ObPages *pages = ob_pages_new (&fixture->article, fixture->text, formatting, show_hidden,
                                 fixture->annotations, fixture->codebook, WIDTH, HEIGHT);

  while (!ob_pages_break (pages, 7))
    ;
  return pages;
}

static ObPages *
make_pages (Fixture *fixture)
{
  return make_formatted_pages (fixture, NULL, FALSE);
}

/* The pixels of a page that are neither grey nor white. */
static guint
count_coloured (ObPages *pages, guint page)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) WIDTH, (int) HEIGHT);
  cairo_t *cr = cairo_create (surface);
  const guint8 *data;
  guint n = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  ob_pages_draw (pages, cr, page);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < (int) HEIGHT; y++)
    for (int x = 0; x < (int) WIDTH; x++)
      {
        const guint8 *pixel = data + y * cairo_image_surface_get_stride (surface) + x * 4;

        n += ABS (pixel[0] - pixel[2]) > 12 || ABS (pixel[0] - pixel[1]) > 12;
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

static void
test_annotations_are_drawn (void)
{
  Fixture fixture = { 0 };
  g_autoptr (ObPages) bare = NULL, marked = NULL, more = NULL;
  guint n_bare, n_marked, n_more;

  fill (&fixture, "A title\n\nThe minister said that nothing of it was true.\n\nقال الوزير إن شيئا "
                  "من ذلك لم يكن صحيحا mixed text");
  bare = make_pages (&fixture);
  n_bare = count_coloured (bare, 0); /* the legend */
  annotate (&fixture, 1, 9, 21, NULL);
  marked = make_pages (&fixture);
  n_marked = count_coloured (marked, 0);
  annotate (&fixture, 2, 60, 80, "A note about it");
  more = make_pages (&fixture);
  n_more = count_coloured (more, 0);

  g_assert_cmpuint (n_bare, >, 100);
  g_assert_cmpuint (n_marked, >, n_bare + 300);
  g_assert_cmpuint (n_more, >, n_marked + 100);
  empty (&fixture);
}

static void
test_long_article (void)
{
  Fixture fixture = { 0 };
  GString *utf8 = g_string_new ("A title");
  g_autoptr (ObPages) pages = NULL;
  guint n_coloured = 0;

  for (guint i = 0; i < 400; i++)
    g_string_append (
        utf8,
        "\nThe minister said on the morning of the next day that nothing of it had ever been true, "
        "and that whoever said so was wrong about it and about everything else.");
  fill (&fixture, utf8->str);
  for (guint i = 0; i < 3000; i++)
    annotate (&fixture, 1 + i % 6, i * 20, i * 20 + 50, i % 50 == 0 ? "Note" : NULL);
  pages = make_pages (&fixture);
  g_assert_cmpuint (ob_pages_get_n (pages), >, 15);
  for (guint i = 0; i < ob_pages_get_n (pages); i++)
    n_coloured += count_coloured (pages, i) > 1000;
  g_assert_cmpuint (n_coloured, >=, ob_pages_get_n (pages) - 2);
  g_string_free (utf8, TRUE);
  empty (&fixture);
}

/* Every kind of block in turn, and a long run of furniture, which is left out unless it is shown or
 * annotated. */
static void
test_structure (void)
{
  Fixture fixture = { 0 };
  GString *utf8 = g_string_new ("A title\n");
  GArray *blocks = ob_blocks_new (), *inlines = ob_inlines_new ();
  g_autoptr (ObFormatting) formatting = NULL;
  g_autoptr (ObPages) left_out = NULL, shown = NULL, annotated = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 400; i++)
    {
      ObBlockKind kind = i < 40 ? (ObBlockKind) (1 + i % (OB_N_BLOCK_KINDS - 1)) : OB_BLOCK_PARAGRAPH;
      ObBlock block = { (guint32) utf8->len, 0, kind, 0, 0, i < 40 ? OB_ROLE_BODY : OB_ROLE_RELATED };
      ObInline strong = { block.start + 2, block.start + 6, OB_INLINE_STRONG, g_strdup ("") };

      if (kind == OB_BLOCK_HEADING || kind == OB_BLOCK_LIST_ITEM || kind == OB_BLOCK_QUOTE)
        block.level = 1 + i % 4;
      if (kind == OB_BLOCK_LIST_ITEM || kind == OB_BLOCK_FOOTNOTE)
        block.number = i % 3;
      g_string_append (utf8, "Read what the minister\tsaid before");
      block.end = (guint32) utf8->len;
      g_string_append_c (utf8, '\n');
      g_array_append_val (blocks, block);
      g_array_append_val (inlines, strong);
    }
  fill (&fixture, utf8->str);
  formatting = ob_formatting_new (fixture.text, blocks, inlines, &error);
  g_assert_no_error (error);

  left_out = make_formatted_pages (&fixture, formatting, FALSE);
  shown = make_formatted_pages (&fixture, formatting, TRUE);
  g_assert_cmpuint (ob_pages_get_n (left_out), <=, 3);
  g_assert_cmpuint (ob_pages_get_n (shown), >, 8);
  for (guint i = 0; i < ob_pages_get_n (left_out); i++)
    count_coloured (left_out, i);
  annotate (&fixture, 1, (guint32) utf8->len - 20, (guint32) utf8->len - 10, NULL);
  annotated = make_formatted_pages (&fixture, formatting, FALSE);
  g_assert_cmpuint (ob_pages_get_n (annotated), ==, ob_pages_get_n (shown));
  g_string_free (utf8, TRUE);
  empty (&fixture);
}

/* Pixels of the first page that are not white. */
static guint
count_drawn (ObPages *pages)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) WIDTH, (int) HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint n = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  ob_pages_draw (pages, cr, 0);
  cairo_surface_flush (surface);
  for (int y = 0; y < (int) HEIGHT; y++)
    for (int x = 0; x < (int) WIDTH; x++)
      n += cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + x * 4]
           < 250;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

/* The place of an image has a frame with what it shows; many of them need more pages. */
static void
test_images (void)
{
  Fixture fixture = { 0 };
  GString *utf8 = g_string_new ("A title\n");
  GArray *one = ob_inlines_new (), *all = ob_inlines_new ();
  g_autoptr (ObFormatting) single = NULL, many = NULL;
  g_autoptr (ObPages) bare = NULL, framed = NULL, full = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 90; i++)
    {
      ObInline image = { (guint32) utf8->len, (guint32) utf8->len, OB_INLINE_IMAGE,
                         g_strdup (i % 2 == 0 ? "The two ministers at a table" : "") };

      g_array_append_val (all, image);
      if (i == 2)
        {
          image.value = g_strdup (image.value);
          g_array_append_val (one, image);
        }
      g_string_append (utf8, "A paragraph of words.\n");
    }
  fill (&fixture, utf8->str);
  single = ob_formatting_new (fixture.text, ob_blocks_new (), one, &error);
  g_assert_no_error (error);
  many = ob_formatting_new (fixture.text, ob_blocks_new (), all, &error);
  g_assert_no_error (error);

  bare = make_pages (&fixture);
  framed = make_formatted_pages (&fixture, single, FALSE);
  full = make_formatted_pages (&fixture, many, FALSE);
  g_assert_cmpuint (count_drawn (framed), >, count_drawn (bare) + 400);
  g_assert_cmpuint (ob_pages_get_n (full), >, ob_pages_get_n (bare));
  for (guint i = 0; i < ob_pages_get_n (full); i++)
    count_coloured (full, i);
  g_string_free (utf8, TRUE);
  empty (&fixture);
}

static cairo_status_t
drop_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  return CAIRO_STATUS_SUCCESS;
}

/* On a surface that measures letters otherwise than the screen, every line is where it was placed:
 * g_critical would end the test. */
static void
test_other_surface (void)
{
  Fixture fixture = { 0 };
  GString *utf8 = g_string_new ("A title");
  g_autoptr (ObPages) pages = NULL;
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (drop_bytes, NULL, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < 1200; i++)
    {
      g_string_append_c (utf8, '\n');
      for (int k = g_rand_int_range (random, 8, 60); k > 0; k--)
        {
          for (int n = g_rand_int_range (random, 1, 11); n > 0; n--)
            g_string_append_unichar (utf8, i % 2 == 0
                                             ? (gunichar) g_rand_int_range (random, 'a', 'z' + 1)
                                             : (gunichar) g_rand_int_range (random, 0xac00, 0xd7a3));
          g_string_append_c (utf8, ' ');
        }
    }
  fill (&fixture, utf8->str);
  pages = make_pages (&fixture);
  for (guint i = 0; i < ob_pages_get_n (pages); i++)
    {
      ob_pages_draw (pages, cr, i);
      cairo_show_page (cr);
    }

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_string_free (utf8, TRUE);
  empty (&fixture);
}

/* Texts that have no lines to speak of. */
static void
test_odd_texts (void)
{
  static const char *const texts[]
      = { "", "\n", "x", "\n\n\n", "\xf0\x9f\x98\x80\xcc\x81", "A title" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Fixture fixture = { 0 };
      g_autoptr (ObPages) pages = NULL;

      fill (&fixture, texts[i]);
      pages = make_pages (&fixture);
      g_assert_cmpuint (ob_pages_get_n (pages), ==, 1);
      count_coloured (pages, 0);
      empty (&fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/annotations-are-drawn", test_annotations_are_drawn);
  g_test_add_func ("/pages/long-article", test_long_article);
  g_test_add_func ("/pages/structure", test_structure);
  g_test_add_func ("/pages/images", test_images);
  g_test_add_func ("/pages/other-surface", test_other_surface);
  g_test_add_func ("/pages/odd-texts", test_odd_texts);

  return g_test_run ();
}
