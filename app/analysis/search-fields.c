/* The fields of a query: what label:claim, speaker:Lavrov, after:2017-04-01 select. */
#include "analysis/search-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Case and accents do not matter in names.  (transfer full) */
static char *
fold (const char *text)
{
  g_autofree char *parts = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = parts; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_utf8_casefold (out->str, -1);
}

static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *own = text != NULL ? fold (text) : NULL;

  return own != NULL && strstr (own, folded) != NULL;
}

static void
add_number (GHashTable *numbers, ObEntity entity)
{
  g_hash_table_add (numbers, GSIZE_TO_POINTER ((gsize) entity));
}

G_GNUC_PRINTF (3, 4)
static void
fail (const ObQuery *query, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, OB_QUERY_ERROR, OB_QUERY_ERROR_NAME, _ ("At character %u: %s"),
               query->offset + 1, message);
}

/* Fields of annotations ------------------------------------------------------------------------- */

/* A label and those under it. */
static void
find_labels (ObSearch *search, const char *value, GHashTable *numbers)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (search->project);
  const ObLabel *label = ob_codebook_find (codebook, value);

  if (label == NULL)
    return;
  add_number (numbers, label->entity);
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *other = codebook->labels->pdata[i];

      if (other->parent != 0
          && g_hash_table_contains (numbers, GSIZE_TO_POINTER ((gsize) other->parent)))
        add_number (numbers, other->entity);
    }
}

static gboolean
speaker_is_called (const ObSpeaker *speaker, const char *folded)
{
  gboolean found = contains (speaker->name, folded);

  for (guint i = 0; !found && speaker->aliases[i] != NULL; i++)
    found = contains (speaker->aliases[i], folded);
  return found;
}

/* The one that is called so; else all whose names have the value in them. */
static void
find_named (ObSearch *search, ObKind kind, const char *value, GHashTable *numbers)
{
  ObEntity exact = ob_project_find (search->project, kind, value, NULL);
  g_autofree char *folded = fold (value);
  g_autoptr (GPtrArray) all = NULL;

  if (exact != 0)
    {
      add_number (numbers, exact);
      return;
    }
  all = kind == OB_KIND_SPEAKER     ? ob_project_list_speakers (search->project)
        : kind == OB_KIND_ANNOTATOR ? ob_project_list_annotators (search->project)
                                    : ob_project_list_disputes (search->project);
  for (guint i = 0; i < all->len; i++)
    if (kind == OB_KIND_SPEAKER && speaker_is_called (all->pdata[i], folded))
      add_number (numbers, ((ObSpeaker *) all->pdata[i])->entity);
    else if (kind == OB_KIND_ANNOTATOR && contains (((ObAnnotator *) all->pdata[i])->name, folded))
      add_number (numbers, ((ObAnnotator *) all->pdata[i])->entity);
    else if (kind == OB_KIND_DISPUTE && contains (((ObDispute *) all->pdata[i])->question, folded))
      add_number (numbers, ((ObDispute *) all->pdata[i])->entity);
}

static void
find_positions (ObSearch *search, const char *value, GHashTable *numbers)
{
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (search->project);
  g_autofree char *folded = fold (value);
  ObEntity known = ob_project_lookup (search->project, value);

  for (guint i = 0; i < disputes->len; i++)
    {
      const GPtrArray *positions = ((ObDispute *) disputes->pdata[i])->positions;

      for (guint k = 0; k < positions->len; k++)
        {
          const ObPosition *position = positions->pdata[k];

          if (position->entity == known || contains (position->text, folded))
            add_number (numbers, position->entity);
        }
    }
}

/* A field whose value names things, and where in a row its number stands. */
static const struct
{
  const char *name;
  ObKind kind;
  gsize member;
} named_fields[] = {
  { "label", OB_KIND_LABEL, G_STRUCT_OFFSET (ObStatement, label) },
  { "speaker", OB_KIND_SPEAKER, G_STRUCT_OFFSET (ObStatement, speaker) },
  { "dispute", OB_KIND_DISPUTE, G_STRUCT_OFFSET (ObStatement, dispute) },
  { "position", OB_KIND_POSITION, G_STRUCT_OFFSET (ObStatement, position) },
  { "annotator", OB_KIND_ANNOTATOR, G_STRUCT_OFFSET (ObStatement, annotator) },
};

static ObSet *
match_named (ObSearch *search, const ObQuery *query, ObKind kind, gsize member, GError **error)
{
  const GArray *rows = search->statements->rows;
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  ObSet *set;

  if (kind == OB_KIND_LABEL)
    find_labels (search, query->value, numbers);
  else if (kind == OB_KIND_POSITION)
    find_positions (search, query->value, numbers);
  else
    find_named (search, kind, query->value, numbers);
  if (g_hash_table_size (numbers) == 0)
    {
      fail (query, error, _ ("there is no %s “%s” in this project."), query->name, query->value);
      return NULL;
    }

  set = ob_set_new (TRUE, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      guint32 number = G_STRUCT_MEMBER (guint32, &g_array_index (rows, ObStatement, i), member);

      if (number != 0 && g_hash_table_contains (numbers, GSIZE_TO_POINTER ((gsize) number)))
        ob_set_add (set, i);
    }
  return set;
}

/* The attribute of that name in some label, or NULL. */
static const ObAttribute *
find_attribute (const ObCodebook *codebook, const char *name, const char *value, gboolean *fits)
{
  const ObAttribute *found = NULL;

  *fits = FALSE;
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObAttribute *attribute = ob_label_find_attribute (codebook->labels->pdata[i], name);

      if (attribute == NULL)
        continue;
      found = attribute;
      *fits = *fits || attribute->type != OB_ATTRIBUTE_CHOICE || attribute->choices == NULL
              || value == NULL || g_strv_contains ((const char *const *) attribute->choices, value);
    }
  return found;
}

/* Labels for which @value is what a missing value of @name means. */
static void
find_labels_with_default (const ObCodebook *codebook,
                          const char *name,
                          const char *value,
                          GHashTable *numbers)
{
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = codebook->labels->pdata[i];
      const ObAttribute *attribute = ob_label_find_attribute (label, name);

      if (attribute != NULL && g_strcmp0 (ob_attribute_get_default (attribute), value) == 0)
        add_number (numbers, label->entity);
    }
}

/* The value of the attribute numbered @name, or 0. */
static guint32
get_word (const ObStatements *statements, const ObStatement *row, guint32 name)
{
  for (guint i = 0; i < row->n_words; i++)
    {
      const ObWordPair *pair = &g_array_index (statements->words, ObWordPair, row->first_word + i);

      if (pair->name == name)
        return pair->value;
    }
  return 0;
}

static ObSet *
match_attribute (ObSearch *search, const ObQuery *query, GError **error)
{
  const ObStatements *statements = search->statements;
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (search->project);
  g_autoptr (GHashTable) defaults = g_hash_table_new (NULL, NULL);
  gboolean fits;
  const ObAttribute *attribute = find_attribute (codebook, query->name, query->value, &fits);
  guint32 name = ob_statements_find_string (statements, query->name);
  guint32 value = ob_statements_find_string (statements, query->value);
  ObSet *set;

  if (attribute == NULL)
    {
      g_auto (GStrv) fields = ob_search_list_fields (search->project);
      g_autofree char *list = g_strjoinv (", ", fields);

      fail (query, error, _ ("there is no field “%s”; there are: %s."), query->name, list);
      return NULL;
    }
  if (!fits)
    {
      g_autofree char *list = g_strjoinv (", ", attribute->choices);

      fail (query, error, _ ("“%s” is not a %s; it can be: %s."), query->value, query->name, list);
      return NULL;
    }

  find_labels_with_default (codebook, query->name, query->value, defaults);
  set = ob_set_new (TRUE, statements->rows->len);
  for (guint i = 0; i < statements->rows->len; i++)
    {
      const ObStatement *row = &g_array_index (statements->rows, ObStatement, i);
      guint32 own = name != 0 ? get_word (statements, row, name) : 0;

      if (own != 0 ? own == value
                   : g_hash_table_contains (defaults, GSIZE_TO_POINTER ((gsize) row->label)))
        ob_set_add (set, i);
    }
  return set;
}

static ObSet *
match_has (ObSearch *search, const ObQuery *query, GError **error)
{
  const ObStatements *statements = search->statements;
  g_autofree char *what = g_ascii_strdown (query->value, -1);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (search->project);
  guint32 name = ob_statements_find_string (statements, what);
  gsize member = 0;
  gboolean fits;
  ObSet *set;

  for (guint i = 1; i < G_N_ELEMENTS (named_fields); i++)
    if (strcmp (what, named_fields[i].name) == 0)
      member = named_fields[i].member;
  if (member == 0 && strcmp (what, "note") != 0
      && find_attribute (codebook, what, NULL, &fits) == NULL)
    {
      fail (query, error,
            _ ("“has:” is followed by note, speaker, dispute, position or an attribute, not “%s”."),
            query->value);
      return NULL;
    }

  set = ob_set_new (TRUE, statements->rows->len);
  for (guint i = 0; i < statements->rows->len; i++)
    {
      const ObStatement *row = &g_array_index (statements->rows, ObStatement, i);

      if (member != 0                     ? G_STRUCT_MEMBER (guint32, row, member) != 0
          : strcmp (what, "note") == 0 ? (row->flags & OB_SPAN_NOTE) != 0
                                          : name != 0 && get_word (statements, row, name) != 0)
        ob_set_add (set, i);
    }
  return set;
}

/* Fields of articles ---------------------------------------------------------------------------- */

typedef gboolean (*ArticleTest) (ObSearch *search, const ObArticle *article, const char *value);

static gboolean
test_title (ObSearch *search, const ObArticle *article, const char *value)
{
  return contains (article->title, value) || contains (article->file_name, value)
         || ob_project_lookup (search->project, value) == article->entity;
}

static gboolean
test_outlet (ObSearch *search, const ObArticle *article, const char *value)
{
  return contains (article->outlet, value);
}

static gboolean
test_byline (ObSearch *search, const ObArticle *article, const char *value)
{
  return contains (article->byline, value);
}

static gboolean
test_language (ObSearch *search, const ObArticle *article, const char *value)
{
  return article->language != NULL
         && g_ascii_strncasecmp (article->language, value, strlen (value)) == 0;
}

static gboolean
test_after (ObSearch *search, const ObArticle *article, const char *value)
{
  return article->published != NULL && strcmp (article->published, value) >= 0;
}

static gboolean
test_before (ObSearch *search, const ObArticle *article, const char *value)
{
  return article->published != NULL && strcmp (article->published, value) < 0;
}

static gboolean
test_on (ObSearch *search, const ObArticle *article, const char *value)
{
  return article->published != NULL && g_str_has_prefix (article->published, value);
}

static gboolean
test_state (ObSearch *search, const ObArticle *article, const char *value)
{
  g_autofree char *state = ob_project_get_annotation_state (
      search->project, article->entity, ob_project_get_annotator (search->project));

  return g_strcmp0 (state, value) == 0;
}

static gboolean
test_review (ObSearch *search, const ObArticle *article, const char *value)
{
  g_autofree char *state = ob_project_get_review_state (
      search->project, article->entity, ob_project_get_annotator (search->project));

  return g_strcmp0 (state, value) == 0;
}

typedef enum
{
  VALUE_NAME, /* folded */
  VALUE_DATE,
  VALUE_PLAIN,
} ValueType;

static const struct
{
  const char *name;
  ArticleTest test;
  ValueType type;
  const char *values; /* (nullable): a pattern */
} article_fields[] = {
  { "article", test_title, VALUE_NAME, NULL },
  { "outlet", test_outlet, VALUE_NAME, NULL },
  { "byline", test_byline, VALUE_NAME, NULL },
  { "language", test_language, VALUE_PLAIN, NULL },
  { "after", test_after, VALUE_DATE, NULL },
  { "before", test_before, VALUE_DATE, NULL },
  { "on", test_on, VALUE_DATE, NULL },
  { "state", test_state, VALUE_PLAIN, "^(new|in-progress|done)$" },
  { "review", test_review, VALUE_PLAIN, "^(none|in-review|accepted|returned)$" },
};

static ObSet *
match_articles (ObSearch *search, const ObQuery *query, guint field, GError **error)
{
  g_autofree char *value
      = article_fields[field].type == VALUE_NAME ? fold (query->value) : g_strdup (query->value);
  ObSet *set;

  if (article_fields[field].type == VALUE_DATE
      && !g_regex_match_simple ("^\\d{4}(-\\d\\d(-\\d\\d(T.*)?)?)?$", value, G_REGEX_DEFAULT,
                                G_REGEX_MATCH_DEFAULT))
    {
      fail (query, error, _ ("“%s:” is followed by a date such as 2017-04-12, 2017-04 or 2017."),
            query->name);
      return NULL;
    }
  if (article_fields[field].values != NULL
      && !g_regex_match_simple (article_fields[field].values, value, G_REGEX_DEFAULT,
                                G_REGEX_MATCH_DEFAULT))
    {
      fail (query, error, _ ("“%s” is not a state of an article."), value);
      return NULL;
    }

  set = ob_set_new (FALSE, search->articles->len);
  for (guint i = 0; i < search->articles->len; i++)
    if (article_fields[field].test (search, search->articles->pdata[i], value))
      ob_set_add (set, i);
  return set;
}

/* Public functions ------------------------------------------------------------------------------ */

gboolean
ob_search_field_is_of_rows (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (article_fields); i++)
    if (strcmp (article_fields[i].name, name) == 0)
      return FALSE;
  return TRUE;
}

ObSet *
ob_search_match_field (ObSearch *search, const ObQuery *query, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (article_fields); i++)
    if (strcmp (article_fields[i].name, query->name) == 0)
      return match_articles (search, query, i, error);
  for (guint i = 0; i < G_N_ELEMENTS (named_fields); i++)
    if (strcmp (named_fields[i].name, query->name) == 0)
      return match_named (search, query, named_fields[i].kind, named_fields[i].member, error);
  if (strcmp (query->name, "has") == 0)
    return match_has (search, query, error);
  return match_attribute (search, query, error);
}

char **
ob_search_list_fields (ObProject *project)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (named_fields); i++)
    g_ptr_array_add (names, (char *) named_fields[i].name);
  g_ptr_array_add (names, (char *) "has");
  for (guint i = 0; i < G_N_ELEMENTS (article_fields); i++)
    g_ptr_array_add (names, (char *) article_fields[i].name);
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const GPtrArray *attributes = ((ObLabel *) codebook->labels->pdata[i])->attributes;

      for (guint k = 0; k < attributes->len; k++)
        {
          char *name = ((ObAttribute *) attributes->pdata[k])->name;
          gboolean known = FALSE;

          for (guint m = 0; m < names->len && !known; m++)
            known = strcmp (names->pdata[m], name) == 0;
          if (!known)
            g_ptr_array_add (names, name);
        }
    }
  g_ptr_array_add (names, NULL);
  return g_strdupv ((char **) names->pdata);
}
