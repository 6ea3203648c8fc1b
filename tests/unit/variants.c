/* Names in texts, and which of them may be one speaker's. */
#include <string.h>

#include "analysis/variants.h"

/* The names of a list divided by ";" that are one family. */
static char *
get_family (const char *list, const char *of, gboolean with_questions)
{
  g_auto (GStrv) names = g_strsplit (list, ";", -1);
  guint n = g_strv_length (names);
  g_autoptr (GPtrArray) variants = ob_variants_find ((const char *const *) names, n);
  g_autofree guint *family = ob_variants_group (variants, n, with_questions);
  GString *out = g_string_new (NULL);
  guint wanted = n;

  for (guint i = 0; i < n; i++)
    if (strcmp (names[i], of) == 0)
      wanted = family[i];
  for (guint i = 0; i < n; i++)
    if (family[i] == wanted)
      g_string_append_printf (out, "%s%s", out->len > 0 ? ";" : "", names[i]);

  return g_string_free (out, FALSE);
}

#define SAMPLE                                                                                     \
  "US;U.S.;USA;United States;Washington;Russia;Russian "                                           \
  "Federation;Moscow;Kremlin;Tillerson;Lavrov;UN;Syria"

static const struct
{
  const char *names;
  const char *of;
  gboolean with_questions;
  const char *family;
} families[] = {
  { SAMPLE, "US", FALSE, "US;U.S.;USA;United States" },
  { SAMPLE, "US", TRUE, "US;U.S.;USA;United States;Washington" },
  { SAMPLE, "Russia", FALSE, "Russia;Russian Federation" },
  { SAMPLE, "Russia", TRUE, "Russia;Russian Federation;Moscow;Kremlin" },
  { SAMPLE, "Lavrov", TRUE, "Lavrov" },
  { "Mr. Trump;President Donald Trump;Trump;Donald Trump", "Trump", FALSE,
    "Mr. Trump;President Donald Trump;Trump;Donald Trump" },
  { "Clinton;Bill Clinton;Hillary Clinton", "Clinton", FALSE, "Clinton" },
  { "R.C. Hammond;RC Hammond;Hammond", "Hammond", FALSE, "R.C. Hammond;RC Hammond;Hammond" },
  { "R. Tillerson;Rex Tillerson", "R. Tillerson", FALSE, "R. Tillerson;Rex Tillerson" },
  { "NRO;National Reconnaissance Office;nro", "NRO", FALSE,
    "NRO;National Reconnaissance Office;nro" },
  { "François Hollande;Francois Hollande", "François Hollande", FALSE,
    "François Hollande;Francois Hollande" },
  { "The Hague;Netherlands;OPCW", "OPCW", FALSE, "OPCW" },
  { ";a", "a", TRUE, "a" },
};

static void
test_families (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autofree char *family
          = get_family (families[i].names, families[i].of, families[i].with_questions);

      g_assert_cmpstr (family, ==, families[i].family);
    }
}

static void
test_reasons (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    const char *reason;
  } cases[] = {
    { "US", "U.S.", "spelling" },
    { "Trump", "Mr. Trump", "title" },
    { "Tillerson", "Rex Tillerson", "surname" },
    { "Russia", "Russian Federation", "table" },
    { "Russia", "Kremlin", "metonym" },
    { "NRO", "National Reconnaissance Office", "initialism" },
    { "R. Tillerson", "Rex Tillerson", "initials" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *names[] = { cases[i].a, cases[i].b };
      g_autoptr (GPtrArray) variants = ob_variants_find (names, 2);
      const ObVariant *variant;

      g_assert_cmpuint (variants->len, ==, 1);
      variant = g_ptr_array_index (variants, 0);
      g_assert_cmpstr (ob_variant_reason_get_name (variant->reason), ==, cases[i].reason);
      g_assert_true (variant->ask == (variant->reason == OB_VARIANT_METONYM));
      g_assert_nonnull (strstr (variant->because, "“"));
    }
}

static void
test_names (void)
{
  g_autoptr (ObText) text = ob_text_new (
      "But UK Foreign Secretary Boris Johnson met Mr. Assad of the United Nations on Monday. "
      "He and President Trump left.");
  g_autoptr (GPtrArray) mentions = ob_names_find (text);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < mentions->len; i++)
    {
      const ObNameMention *mention = g_ptr_array_index (mentions, i);

      g_string_append_printf (out, "%s|%s;", mention->name,
                              mention->role != NULL ? mention->role : "-");
    }
  g_assert_cmpstr (
      out->str, ==,
      "Boris Johnson|UK Foreign Secretary;Assad|Mr.;United Nations|-;Trump|President;");
}

/* Many names take time in proportion. */
static void
test_many (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) variants = NULL;

  for (guint i = 0; i < 5000; i++)
    g_ptr_array_add (names, g_strdup_printf ("Person%u Name%u", i % 7, i));
  variants = ob_variants_find ((const char *const *) names->pdata, names->len);
  g_assert_cmpuint (variants->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/variants/families", test_families);
  g_test_add_func ("/variants/reasons", test_reasons);
  g_test_add_func ("/variants/names", test_names);
  g_test_add_func ("/variants/many", test_many);

  return g_test_run ();
}
