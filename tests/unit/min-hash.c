/* Shingles and min-hashes against plain sets of words, and wire copy that is edited at random. */
#include "model/min-hash.h"
#include "model/shingles.h"

#include <math.h>
#include <string.h>

#define N_WORDS 4000

/* Word number @n of a made-up language in which the first are the most frequent. */
static void
append_word (GString *text, guint n)
{
  static const char *const syllables[] = { "ba", "ko", "mi", "ter", "su", "lan", "é", "dro" };

  do
    g_string_append (text, syllables[n % G_N_ELEMENTS (syllables)]);
  while ((n /= G_N_ELEMENTS (syllables)) > 0);
}

static guint
draw_word (GRand *rand)
{
  double x = g_rand_double (rand);

  return (guint) (x * x * x * N_WORDS);
}

/* A story of @n words, as numbers. */
static GArray *
draw_story (GRand *rand, guint n)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    {
      guint word = draw_word (rand);

      g_array_append_val (words, word);
    }
  return words;
}

/* What a desk does to a wire: about @share of its sentences go, and words in the others change. */
static GArray *
edit_story (GRand *rand, const GArray *words, double share)
{
  GArray *edited = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint start = 0; start < words->len; start += 20)
    {
      guint end = MIN (start + 20, words->len);

      if (g_rand_double (rand) < share)
        continue;
      for (guint i = start; i < end; i++)
        {
          guint word = g_array_index (words, guint, i);

          if (g_rand_double (rand) < share / 5)
            word = draw_word (rand);
          g_array_append_val (edited, word);
        }
      if (g_rand_double (rand) < share)
        for (guint i = 0; i < 15; i++)
          {
            guint word = draw_word (rand);

            g_array_append_val (edited, word);
          }
    }
  return edited;
}

/* @words with @style of between: spaces, case, punctuation and line ends that do not count. */
static GString *
spell (const GArray *words, guint style)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      gsize start = text->len;

      append_word (text, g_array_index (words, guint, i));
      if (style == 1 && i % 9 == 0)
        text->str[start] = g_ascii_toupper (text->str[start]);
      g_string_append (text, style == 1 ? (i % 9 == 8 ? ". " : " ") : i % 20 == 19 ? ",\n" : "  ");
    }
  return text;
}

/* The oracle: three words as a string, in a hash table. */
static GHashTable *
make_set (const GArray *words)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i + 2 < words->len; i++)
    g_hash_table_add (set, g_strdup_printf ("%u %u %u", g_array_index (words, guint, i),
                                            g_array_index (words, guint, i + 1),
                                            g_array_index (words, guint, i + 2)));
  return set;
}

static guint
count_in_both (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += g_hash_table_contains (b, key);
  return n;
}

static void
test_against_sets (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GArray) one = draw_story (rand, (guint) g_rand_int_range (rand, 0, 400));
      g_autoptr (GArray) two = edit_story (rand, one, g_rand_double (rand));
      g_autoptr (GHashTable) one_set = make_set (one), two_set = make_set (two);
      g_autoptr (GString) one_text = spell (one, 0), two_text = spell (two, 1);
      g_autoptr (GArray) a = ob_shingles_make (one_text->str, one_text->len);
      g_autoptr (GArray) b = ob_shingles_make (two_text->str, two_text->len);
      guint shared = count_in_both (one_set, two_set);
      guint n_one = g_hash_table_size (one_set), n_two = g_hash_table_size (two_set);
      double resemblance = shared > 0 ? (double) shared / (n_one + n_two - shared) : 0;
      double containment = shared > 0 ? (double) shared / MIN (n_one, n_two) : 0;
      ObMinHash left, right;

      g_assert_cmpuint (a->len, ==, n_one);
      g_assert_cmpuint (b->len, ==, n_two);
      g_assert_cmpfloat_with_epsilon (ob_shingles_get_resemblance (a, b), resemblance, 1e-9);
      g_assert_cmpfloat_with_epsilon (ob_shingles_get_containment (a, b), containment, 1e-9);
      ob_min_hash_make (a, &left);
      ob_min_hash_make (b, &right);
      /* Five standard errors. */
      g_assert_cmpfloat (fabs (ob_min_hash_estimate (&left, &right) - resemblance), <,
                         5 * sqrt (.25 / OB_MIN_HASH_VALUES));
    }
}

/* All pairs that the index brings together, against all that are alike. */
static void
test_candidates (void)
{
  enum { N_STORIES = 60, N_COPIES = 5, N = N_STORIES * N_COPIES };
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autoptr (ObMinHashIndex) index = ob_min_hash_index_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autofree ObMinHash *hashes = g_new (ObMinHash, N);
  guint n_alike = 0, n_found = 0, n_strange = 0, n_wrong = 0;

  for (guint story = 0; story < N_STORIES; story++)
    {
      g_autoptr (GArray) wire = draw_story (rand, 400);

      for (guint copy = 0; copy < N_COPIES; copy++)
        {
          g_autoptr (GArray) edited = edit_story (rand, wire, copy * .12);
          g_autoptr (GString) text = spell (edited, copy % 2);
          GArray *shingles = ob_shingles_make (text->str, text->len);

          g_ptr_array_add (all, shingles);
          ob_min_hash_make (shingles, &hashes[all->len - 1]);
        }
    }

  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GArray) numbers = ob_min_hash_index_find (index, &hashes[i]);
      guint at = 0;

      for (guint j = 0; j < i; j++)
        {
          double resemblance = ob_shingles_get_resemblance (all->pdata[i], all->pdata[j]);
          gboolean is_found
              = at < numbers->len && g_array_index (numbers, guint, at) == j;

          at += is_found;
          n_alike += resemblance >= .2;
          n_found += resemblance >= .2 && is_found;
          n_strange += resemblance < .02;
          n_wrong += resemblance < .02 && is_found;
        }
      g_assert_cmpuint (at, ==, numbers->len);
      ob_min_hash_index_add (index, &hashes[i]);
    }

  g_assert_cmpuint (n_alike, >, 300);
  g_assert_cmpfloat ((double) n_found / n_alike, >=, .97);
  g_assert_cmpfloat ((double) n_wrong / n_strange, <, .01);
}

static void
test_empty (void)
{
  g_autoptr (GArray) none = ob_shingles_make ("two words", 9);
  g_autoptr (GArray) one = ob_shingles_make ("one two three", 13);
  g_autoptr (GArray) han = ob_shingles_make ("外交部长", strlen ("外交部长"));
  g_autoptr (ObMinHashIndex) index = ob_min_hash_index_new ();
  g_autoptr (GArray) numbers = NULL;
  ObMinHash hash;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (han->len, ==, 2);
  g_assert_cmpfloat (ob_shingles_get_resemblance (none, none), ==, 0);
  g_assert_cmpfloat (ob_shingles_get_containment (none, one), ==, 0);
  ob_min_hash_make (none, &hash);
  g_assert_cmpfloat (ob_min_hash_estimate (&hash, &hash), ==, 0);
  ob_min_hash_index_add (index, &hash);
  numbers = ob_min_hash_index_find (index, &hash);
  g_assert_cmpuint (numbers->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/min-hash/against-sets", test_against_sets);
  g_test_add_func ("/min-hash/candidates", test_candidates);
  g_test_add_func ("/min-hash/empty", test_empty);
  return g_test_run ();
}
