/* Names are put into buckets by what they could agree in, so that only names of one bucket are
 * compared; see variants.h. */
#include "analysis/variants.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* A bucket with more names than this says nothing about them. */
#define MAX_BUCKET 64

/* A name with what it is compared by. */
typedef struct
{
  char *compact;  /* "rextillerson" */
  char *stripped; /* compact without titles */
  char **words;   /* folded words without titles */
  guint n_words;
  gboolean has_title;
  const GArray *entries; /* (nullable) of the table */
} Name;

typedef struct
{
  const char *const *texts;
  Name *names;
  guint n;
  GHashTable *seen; /* (owned) guint64* pairs */
  GPtrArray *found;
} Finder;

static const char *const reason_names[]
    = { "spelling", "title", "initials", "surname", "initialism", "table", "metonym" };

static void
name_init (Name *name, const char *text)
{
  g_autofree char *stripped = ob_name_strip_titles (text);
  g_autofree char *folded = g_utf8_casefold (stripped, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " -\xc2\xa0", -1);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();

  name->compact = ob_name_compact (text);
  name->stripped = ob_name_compact (stripped);
  name->has_title = strcmp (name->compact, name->stripped) != 0;
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && strcmp (words[i], "the") != 0)
      g_strv_builder_add (kept, words[i]);
  name->words = g_strv_builder_end (kept);
  name->n_words = g_strv_length (name->words);
  name->entries = ob_names_lookup (text);
}

static void
name_clear (Name *name)
{
  g_free (name->compact);
  g_free (name->stripped);
  g_strfreev (name->words);
}

/* Adds a pair unless it is there with a surer reason: reasons are tried from the surest on. */
static void
add (Finder *finder, guint a, guint b, ObVariantReason reason, char *because)
{
  guint64 key = (guint64) MIN (a, b) << 32 | MAX (a, b);
  gboolean a_first = strlen (finder->texts[a]) >= strlen (finder->texts[b]);
  ObVariant *variant;

  if (a == b || g_hash_table_contains (finder->seen, &key)
      || strcmp (finder->texts[a], finder->texts[b]) == 0)
    {
      g_free (because);
      return;
    }
  g_hash_table_add (finder->seen, g_memdup2 (&key, sizeof key));
  variant = g_new0 (ObVariant, 1);
  variant->first = a_first ? a : b;
  variant->second = a_first ? b : a;
  variant->reason = reason;
  variant->ask = reason == OB_VARIANT_METONYM;
  variant->because = because;
  g_ptr_array_add (finder->found, variant);
}

/* Buckets -------------------------------------------------------------------------------------- */

typedef void (*BucketFunc) (Finder *finder, const GArray *bucket);

static void
put (GHashTable *buckets, const char *key, guint i)
{
  GArray *bucket = g_hash_table_lookup (buckets, key);

  if (*key == '\0')
    return;
  if (bucket == NULL)
    {
      bucket = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (buckets, g_strdup (key), bucket);
    }
  g_array_append_val (bucket, i);
}

static GHashTable *
new_buckets (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
}

static void
each_bucket (Finder *finder, GHashTable *buckets, BucketFunc func)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (buckets), (GCompareFunc) strcmp);

  for (GList *key = keys; key != NULL; key = key->next)
    {
      const GArray *bucket = g_hash_table_lookup (buckets, key->data);

      if (bucket->len > 1 && bucket->len <= MAX_BUCKET)
        func (finder, bucket);
    }
  g_hash_table_unref (buckets);
}

static void
pair_spelling (Finder *finder, const GArray *bucket)
{
  for (guint i = 0; i < bucket->len; i++)
    for (guint k = 0; k < i; k++)
      {
        guint a = g_array_index (bucket, guint, k);
        guint b = g_array_index (bucket, guint, i);

        add (finder, a, b, OB_VARIANT_SPELLING,
             g_strdup_printf (_ ("“%s” and “%s” differ only in dots, capitals or accents"),
                              finder->texts[a], finder->texts[b]));
      }
}

static void
pair_title (Finder *finder, const GArray *bucket)
{
  for (guint i = 0; i < bucket->len; i++)
    for (guint k = 0; k < i; k++)
      {
        guint a = g_array_index (bucket, guint, k);
        guint b = g_array_index (bucket, guint, i);

        add (finder, a, b, OB_VARIANT_TITLE,
             g_strdup_printf (_ ("“%s” and “%s” differ only in a title"), finder->texts[a],
                              finder->texts[b]));
      }
}

/* People of one surname: whoever has it alone is the other, when there is only one other. */
static void
pair_surname (Finder *finder, const GArray *bucket)
{
  const char *only = NULL; /* the full name, compact */
  gboolean unique = TRUE;

  for (guint i = 0; i < bucket->len; i++)
    {
      const Name *name = &finder->names[g_array_index (bucket, guint, i)];

      if (name->n_words < 2)
        continue;
      unique = unique && (only == NULL || strcmp (only, name->stripped) == 0);
      only = name->stripped;
    }
  if (only == NULL || !unique)
    return;
  for (guint i = 0; i < bucket->len; i++)
    for (guint k = 0; k < bucket->len; k++)
      {
        guint full = g_array_index (bucket, guint, i);
        guint bare = g_array_index (bucket, guint, k);

        if (finder->names[full].n_words >= 2 && finder->names[bare].n_words == 1)
          add (finder, full, bare, OB_VARIANT_SURNAME,
               g_strdup_printf (_ ("“%s” is the only one called “%s”"), finder->texts[full],
                                finder->texts[bare]));
      }
}

/* TRUE when the first names agree, one being an initial of the other: "r." and "rex". */
static gboolean
has_initial_of (const Name *a, const Name *b)
{
  g_autofree char *short_name = NULL;

  if (a->n_words < 2 || b->n_words < 2 || strcmp (a->words[0], b->words[0]) == 0)
    return FALSE;
  short_name = ob_name_compact (a->words[0]);

  return g_utf8_strlen (short_name, -1) == 1 && g_str_has_prefix (b->words[0], short_name);
}

static void
pair_initials (Finder *finder, const GArray *bucket)
{
  for (guint i = 0; i < bucket->len; i++)
    for (guint k = 0; k < bucket->len; k++)
      {
        guint a = g_array_index (bucket, guint, k);
        guint b = g_array_index (bucket, guint, i);

        if (has_initial_of (&finder->names[a], &finder->names[b]))
          add (finder, b, a, OB_VARIANT_INITIALS,
               g_strdup_printf (_ ("“%s” begins with the initial of “%s”"), finder->texts[a],
                                finder->texts[b]));
      }
}

static gboolean
is_small_word (const char *word)
{
  static const char *const words[]
      = { "of", "for", "the", "and", "in", "on", "de", "la", "du", "des", NULL };

  return g_strv_contains (words, word);
}

/* The initials of the words that count.  Returns: (transfer full). */
static char *
get_initials (const Name *name)
{
  GString *initials = g_string_new (NULL);

  for (guint i = 0; i < name->n_words; i++)
    if (!is_small_word (name->words[i]))
      g_string_append_unichar (initials, g_utf8_get_char (name->words[i]));

  return g_string_free (initials, FALSE);
}

/* An initialism is written in capitals: "UN", "U.N.". */
static gboolean
looks_like_initialism (const char *text)
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '.')
        continue;
      if (!g_unichar_isupper (c))
        return FALSE;
      n++;
    }
  return n >= 2;
}

static void
pair_initialism (Finder *finder, const GArray *bucket)
{
  for (guint i = 0; i < bucket->len; i++)
    for (guint k = 0; k < bucket->len; k++)
      {
        guint initials = g_array_index (bucket, guint, k);
        guint full = g_array_index (bucket, guint, i);

        if (looks_like_initialism (finder->texts[initials]) && finder->names[full].n_words >= 2)
          add (finder, full, initials, OB_VARIANT_INITIALISM,
               g_strdup_printf (_ ("“%s” are the initials of “%s”"), finder->texts[initials],
                                finder->texts[full]));
      }
}

/* The table ------------------------------------------------------------------------------------ */

static gboolean
is_sure (const Name *name, const char *canonical)
{
  for (guint i = 0; name->entries != NULL && i < name->entries->len; i++)
    {
      const ObNameEntry *entry = &g_array_index (name->entries, ObNameEntry, i);

      if (!entry->ask && strcmp (entry->canonical, canonical) == 0)
        return TRUE;
    }
  return FALSE;
}

static const char *
get_shared_entry (const Name *a, const Name *b, gboolean *ask)
{
  for (guint i = 0; i < a->entries->len; i++)
    for (guint k = 0; k < b->entries->len; k++)
      {
        const char *canonical = g_array_index (a->entries, ObNameEntry, i).canonical;

        if (strcmp (canonical, g_array_index (b->entries, ObNameEntry, k).canonical) == 0)
          {
            *ask = !is_sure (a, canonical) || !is_sure (b, canonical);
            return canonical;
          }
      }
  return NULL;
}

static void
pair_table (Finder *finder, const GArray *bucket)
{
  for (guint i = 0; i < bucket->len; i++)
    for (guint k = 0; k < i; k++)
      {
        guint a = g_array_index (bucket, guint, k);
        guint b = g_array_index (bucket, guint, i);
        gboolean ask = FALSE;
        const char *canonical = get_shared_entry (&finder->names[a], &finder->names[b], &ask);

        if (canonical == NULL)
          continue;
        if (!ask)
          add (finder, a, b, OB_VARIANT_TABLE,
               g_strdup_printf (_ ("“%s” and “%s” are names of %s"), finder->texts[a],
                                finder->texts[b], canonical));
        else
          {
            guint asked = is_sure (&finder->names[a], canonical) ? b : a;

            add (finder, a, b, OB_VARIANT_METONYM,
                 g_strdup_printf (_ ("does “%s” stand for %s here?"), finder->texts[asked],
                                  canonical));
          }
      }
}

/* Public functions ----------------------------------------------------------------------------- */

static int
compare (gconstpointer a, gconstpointer b)
{
  const ObVariant *x = *(const ObVariant *const *) a;
  const ObVariant *y = *(const ObVariant *const *) b;

  if (x->ask != y->ask)
    return x->ask ? 1 : -1;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return (x->second > y->second) - (x->second < y->second);
}

GPtrArray *
ob_variants_find (const char *const *names, guint n_names)
{
  Finder finder = { names, g_new0 (Name, n_names + 1), n_names, NULL, NULL };
  GHashTable *spelling = new_buckets ();
  GHashTable *title = new_buckets ();
  GHashTable *initials = new_buckets ();
  GHashTable *surname = new_buckets ();
  GHashTable *initialism = new_buckets ();
  GHashTable *table = new_buckets ();

  finder.seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  finder.found = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_variant_free);
  for (guint i = 0; i < n_names; i++)
    {
      Name *name = &finder.names[i];
      g_autofree char *letters = NULL;

      name_init (name, names[i]);
      letters = get_initials (name);
      put (spelling, name->compact, i);
      put (title, name->stripped, i);
      if (name->n_words >= 1 && name->entries == NULL)
        {
          put (surname, name->words[name->n_words - 1], i);
          put (initials, name->words[name->n_words - 1], i);
        }
      if (name->n_words >= 2)
        put (initialism, letters, i);
      else
        put (initialism, name->compact, i);
      for (guint k = 0; name->entries != NULL && k < name->entries->len; k++)
        put (table, g_array_index (name->entries, ObNameEntry, k).canonical, i);
    }
  each_bucket (&finder, spelling, pair_spelling);
  each_bucket (&finder, title, pair_title);
  each_bucket (&finder, table, pair_table);
  each_bucket (&finder, initials, pair_initials);
  each_bucket (&finder, surname, pair_surname);
  each_bucket (&finder, initialism, pair_initialism);

  for (guint i = 0; i < n_names; i++)
    name_clear (&finder.names[i]);
  g_free (finder.names);
  g_hash_table_unref (finder.seen);
  g_ptr_array_sort (finder.found, compare);

  return finder.found;
}

void
ob_variant_free (ObVariant *variant)
{
  g_free (variant->because);
  g_free (variant);
}

guint *
ob_variants_group (const GPtrArray *variants, guint n_names, gboolean with_questions)
{
  guint *family = g_new (guint, n_names + 1);

  for (guint i = 0; i < n_names; i++)
    family[i] = i;
  for (guint i = 0; i < variants->len; i++)
    {
      const ObVariant *variant = g_ptr_array_index (variants, i);
      guint a = variant->first;
      guint b = variant->second;

      if (variant->ask && !with_questions)
        continue;
      while (family[a] != a)
        a = family[a];
      while (family[b] != b)
        b = family[b];
      family[MAX (a, b)] = MIN (a, b);
    }
  for (guint i = 0; i < n_names; i++)
    family[i] = family[family[i]];

  return family;
}

const char *
ob_variant_reason_get_name (ObVariantReason reason)
{
  return reason_names[reason];
}
