#include "formats/jsonl-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/canonical.h"
#include "formats/json-fields.h"
#include "formats/lines.h"
#include "model/json-parse.h"

/* A project without articles whose codebook is the default one. */
static gboolean
is_new (ObProject *project)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (ObCodebook) standard = ob_codebook_new_default ();

  if (articles->len > 0 || codebook->labels->len != standard->labels->len)
    return FALSE;
  for (guint i = 0; i < standard->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (standard->labels, i);

      if (ob_codebook_find (codebook, label->id) == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
learn_texts (ObJsonlReader *reader)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (reader->import->project);

  for (guint i = 0; i < articles->len; i++)
    {
      const ObArticle *article = g_ptr_array_index (articles, i);
      g_autofree char *key = g_base64_encode (article->sha256, sizeof article->sha256);

      g_hash_table_insert (reader->texts, g_steal_pointer (&key),
                           g_memdup2 (&article->entity, sizeof article->entity));
    }
}

/* Articles ------------------------------------------------------------------------------------- */

static ObText *
read_text (JsonObject *object, GError **error)
{
  g_autofree char *canonical = NULL;
  ObAdjustments adjustments = { 0 };
  const char *utf8;
  gsize length, canonical_length;

  if (!ob_json_take_text (object, "text", TRUE, &utf8, error))
    return NULL;

  /* Offsets count characters of this very text, so it must be one that Obelus keeps as it is. */
  canonical_length = length = strlen (utf8);
  canonical = ob_canonical_make (utf8, &canonical_length, &adjustments);
  if (canonical_length != length || memcmp (canonical, utf8, length) != 0)
    {
      ob_json_refuse (
          error,
          _ ("The text has line ends, control characters or paragraphs that Obelus would have to "
             "change, and then the annotations would not fit."));
      return NULL;
    }

  return ob_text_new_take (g_steal_pointer (&canonical), canonical_length);
}

static gboolean
check_sha256 (const ObText *text, JsonObject *object, GError **error)
{
  g_autoptr (GString) sha256 = g_string_new (NULL);
  const char *said;

  if (!ob_json_take_text (object, "sha256", FALSE, &said, error))
    return FALSE;

  for (guint i = 0; i < OB_SHA256_BYTES; i++)
    g_string_append_printf (sha256, "%02x", ob_text_get_sha256 (text)[i]);
  if (said != NULL && g_ascii_strcasecmp (said, sha256->str) != 0)
    return ob_json_refuse (
        error, _ ("The text is not the one that “sha256” was made from: the set is damaged."));

  return TRUE;
}

static gboolean
read_original (JsonObject *object, const ObText *text, GBytes **original, GError **error)
{
  gboolean is_text = FALSE;
  const char *base64;
  gsize length;

  *original = NULL;
  if (!ob_json_take_flag (object, "original_is_text", &is_text, error)
      || !ob_json_take_text (object, "original", FALSE, &base64, error))
    return FALSE;

  if (base64 != NULL)
    {
      guchar *bytes = g_base64_decode (base64, &length);

      *original = g_bytes_new_take (bytes, length);
    }
  else if (is_text)
    {
      const char *utf8 = ob_text_get_utf8 (text, &length);

      *original = g_bytes_new (utf8, length);
    }

  return TRUE;
}

/* Strings of @metadata point into @object. */
static gboolean
read_metadata (ObJsonlReader *reader, JsonObject *object, ObArticle *metadata, GError **error)
{
  const char *previous = NULL;
  struct
  {
    const char *name;
    char **text;
  } members[] = {
    { "title", &metadata->title },         { "byline", &metadata->byline },
    { "outlet", &metadata->outlet },       { "url", &metadata->url },
    { "published", &metadata->published }, { "language", &metadata->language },
    { "file_name", &metadata->file_name }, { "updated", &metadata->updated },
    { "section", &metadata->section },     { "identifier", &metadata->identifier },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!ob_json_take_text (object, members[i].name, i == 0, (const char **) members[i].text,
                            error))
      return FALSE;

  metadata->version = 1;
  if (!ob_json_take_integer (object, "version", 1, G_MAXINT32, &metadata->version, error)
      || !ob_json_take_text (object, "previous", FALSE, &previous, error))
    return FALSE;
  if (previous != NULL)
    metadata->previous = ob_jsonl_lookup (reader, OB_JSONL_ID, previous);
  return TRUE;
}

static gboolean
update_metadata (ObJsonlReader *reader,
                 ObEntity entity,
                 const ObArticle *metadata,
                 gboolean *changed,
                 GError **error)
{
  g_autoptr (ObArticle) now 
      = ob_project_get_article_details (reader->import->project, entity);
  const struct
  {
    const char *field, *text, *now;
  } fields[] = {
    { "title", metadata->title, now->title },
    { "byline", metadata->byline, now->byline },
    { "outlet", metadata->outlet, now->outlet },
    { "url", metadata->url, now->url },
    { "published", metadata->published, now->published },
    { "language", metadata->language, now->language },
    /* Sets that were written before these were do not speak of them. */
    { "updated", metadata->updated != NULL ? metadata->updated : now->updated, now->updated },
    { "section", metadata->section != NULL ? metadata->section : now->section, now->section },
    { "identifier", metadata->identifier != NULL ? metadata->identifier : now->identifier,
      now->identifier },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strcmp0 (fields[i].text != NULL ? fields[i].text : "",
                   fields[i].now != NULL ? fields[i].now : "")
        != 0)
      {
        *changed = TRUE;
        if (!ob_edit_set_text (reader->import->edit, entity, fields[i].field, fields[i].text,
                               error))
          return FALSE;
      }

  return TRUE;
}

/* The article of the project that the set means, or 0. */
static ObEntity
find_article (ObJsonlReader *reader, const char *id, const ObText *text)
{
  ObEntity entity = ob_jsonl_find (reader, OB_KIND_ARTICLE, id);
  g_autofree char *key = g_base64_encode (ob_text_get_sha256 (text), OB_SHA256_BYTES);
  const gint64 *same_text;

  if (entity != 0)
    {
      g_autoptr (ObArticle) article = ob_project_get_article (reader->import->project, entity);

      if (article != NULL
          && memcmp (article->sha256, ob_text_get_sha256 (text), OB_SHA256_BYTES) == 0)
        return entity;
    }

  same_text = g_hash_table_lookup (reader->texts, key);
  return same_text != NULL ? *same_text : 0;
}

static ObEntity
add_article (ObJsonlReader *reader,
             JsonObject *object,
             const char *id,
             ObText *text,
             const ObArticle *metadata,
             GError **error)
{
  ObEdit *edit = reader->import->edit;
  g_autoptr (GBytes) original = NULL;
  gint64 created = g_get_real_time ();
  ObEntity entity;

  if (!read_original (object, text, &original, error)
      || !ob_json_take_time (object, "created", &created, error))
    return 0;
  entity = ob_edit_add_article (edit, text, original, metadata, error);
  if (entity == 0 || (id != NULL && !ob_edit_set_id (edit, entity, id, error))
      || !ob_edit_set_times (edit, entity, created, created, error))
    return 0;

  return entity;
}

static gboolean
read_state (ObJsonlReader *reader, ObEntity article, JsonObject *object, GError **error)
{
  ObProject *project = reader->import->project;
  const char *name, *states[2];
  ObEntity annotator;

  if (!ob_json_take_text (object, "annotator", TRUE, &name, error)
      || !ob_json_take_text (object, "annotation", FALSE, &states[0], error)
      || !ob_json_take_text (object, "review", FALSE, &states[1], error))
    return FALSE;
  annotator = ob_jsonl_lookup (reader, OB_JSONL_ANNOTATOR, name);
  if (annotator == 0)
    return ob_json_refuse (error, _ ("There is no annotator “%s” in the set's first line."), name);

  for (guint review = 0; review < 2; review++)
    {
      g_autofree char *now = NULL;

      if (article > 0 && annotator > 0)
        now = review ? ob_project_get_review_state (project, article, annotator)
                     : ob_project_get_annotation_state (project, article, annotator);
      if (now == NULL)
        now = g_strdup (review ? "none" : "new");
      if (states[review] != NULL && strcmp (states[review], now) != 0
          && !ob_edit_set_state (reader->import->edit, article, annotator, review == 1,
                                 states[review], error))
        return FALSE;
    }

  return TRUE;
}

/* Lines ---------------------------------------------------------------------------------------- */

static gboolean
read_parts (ObJsonlReader *reader,
            ObEntity article,
            const ObText *text,
            JsonObject *object,
            ObReadItem *item,
            guint line,
            GError **error)
{
  JsonArray *annotations, *links, *states;

  if (!ob_json_take_array (object, "annotations", &annotations, error)
      || !ob_json_take_array (object, "links", &links, error)
      || !ob_json_take_array (object, "states", &states, error))
    return FALSE;

  for (guint i = 0; annotations != NULL && i < json_array_get_length (annotations); i++)
    {
      JsonObject *annotation = ob_json_take_element (annotations, i, "annotations", error);

      if (annotation == NULL
          || !ob_jsonl_read_annotation (reader, article, text, annotation, item, error))
        return FALSE;
    }
  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      JsonObject *link = ob_json_take_element (links, i, "links", error);

      if (link == NULL || !ob_jsonl_read_link (reader, link, line, error))
        return FALSE;
    }
  for (guint i = 0; states != NULL && i < json_array_get_length (states); i++)
    {
      JsonObject *state = ob_json_take_element (states, i, "states", error);

      if (state == NULL || !read_state (reader, article, state, error))
        return FALSE;
    }

  return ob_jsonl_keep_comments (reader, object, line, error);
}

static gboolean
read_article (ObJsonlReader *reader, JsonObject *object, guint line, GError **error)
{
  g_autoptr (ObText) text = read_text (object, error);
  ObArticle metadata = { 0 };
  ObReadItem *item;
  gboolean changed = FALSE, is_there;
  ObEntity entity;
  const char *id;

  if (text == NULL || !check_sha256 (text, object, error)
      || !ob_json_take_text (object, "id", FALSE, &id, error)
      || !read_metadata (reader, object, &metadata, error))
    return FALSE;

  item = g_new0 (ObReadItem, 1);
  item->title = g_strdup (metadata.title);
  ob_set_reading_add_item (reader->import, item);

  entity = find_article (reader, id, text);
  is_there = entity != 0;
  if (!is_there)
    entity = add_article (reader, object, id, text, &metadata, error);
  if (entity == 0 || (is_there && !update_metadata (reader, entity, &metadata, &changed, error)))
    return FALSE;

  if (id != NULL)
    ob_jsonl_learn (reader, OB_JSONL_ID, id, entity);
  if (!read_parts (reader, entity, text, object, item, line, error))
    return FALSE;
  changed |= item->n_added > 0 || item->n_updated > 0;
  item->result = !is_there ? OB_READ_ADDED : changed ? OB_READ_UPDATED : OB_READ_UNCHANGED;
  return TRUE;
}

static gboolean
read_line (ObJsonlReader *reader,
           const char *line,
           gsize length,
           guint number,
           gboolean is_first,
           GError **error)
{
  g_autoptr (JsonNode) root = ob_json_parse_line (line, length, error);
  JsonObject *object;

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return ob_json_refuse (error, _ ("An object is expected here."));

  object = json_node_get_object (root);
  if (is_first)
    return ob_jsonl_read_header (reader, object, error)
           && ob_jsonl_keep_comments (reader, object, number, error);
  return read_article (reader, object, number, error);
}

static gboolean
read_lines (ObJsonlReader *reader, ObLines *lines, GError **error)
{
  GError *failure = NULL;
  gboolean is_first = TRUE;
  const char *line;
  gsize length;

  while ((line = ob_lines_next (lines, &length, reader->import->cancellable, &failure)) != NULL)
    {
      if (*line == '\0' && length == 0)
        continue;
      if (!read_line (reader, line, length, ob_lines_get_number (lines), is_first, error))
        {
          g_prefix_error (error, _ ("Line %u: "), ob_lines_get_number (lines));
          return FALSE;
        }
      is_first = FALSE;
    }

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  return ob_jsonl_add_links (reader, error) && ob_jsonl_add_comments (reader, error);
}

static void
note_losses (ObJsonlReader *reader)
{
  guint n = reader->n_values_left_out;

  if (n > 0)
    g_ptr_array_add (
        reader->import->losses,
        g_strdup_printf (
            g_dngettext (GETTEXT_PACKAGE,
                         "%u attribute value does not fit the codebook and was left out.",
                         "%u attribute values do not fit the codebook and were left out.", n),
            n));
}

/* Public functions ----------------------------------------------------------------------------- */

ObJsonlReader *
ob_jsonl_reader_new (ObSetReading *import)
{
  ObJsonlReader *reader = g_new0 (ObJsonlReader, 1);

  reader->import = import;
  for (guint i = 0; i < OB_N_JSONL_NAMES; i++)
    reader->known[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader->comments
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) ob_comment_free);
  reader->labels
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  reader->linked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader->links = g_ptr_array_new_with_free_func (ob_jsonl_link_free);
  reader->late = g_ptr_array_new_with_free_func (ob_jsonl_comments_free);
  reader->is_new = is_new (import->project);
  learn_texts (reader);
  ob_jsonl_learn_comments (reader);
  return reader;
}

void
ob_jsonl_reader_free (ObJsonlReader *reader)
{
  if (reader == NULL)
    return;

  for (guint i = 0; i < OB_N_JSONL_NAMES; i++)
    g_hash_table_unref (reader->known[i]);
  g_hash_table_unref (reader->texts);
  g_hash_table_unref (reader->comments);
  g_hash_table_unref (reader->labels);
  g_clear_pointer (&reader->codebook, ob_codebook_unref);
  g_hash_table_unref (reader->linked);
  g_ptr_array_unref (reader->links);
  g_ptr_array_unref (reader->late);
  g_free (reader);
}

gboolean
ob_jsonl_read (ObSetReading *import, GError **error)
{
  g_autoptr (GInputStream) stream = ob_source_stream (import->source, import->cancellable, error);
  g_autoptr (ObLines) lines = stream != NULL ? ob_lines_new (stream, OB_JSONL_MAX_LINE) : NULL;
  g_autoptr (ObJsonlReader) reader = lines != NULL ? ob_jsonl_reader_new (import) : NULL;

  if (reader == NULL || !read_lines (reader, lines, error))
    return FALSE;

  note_losses (reader);
  return TRUE;
}

void
ob_jsonl_learn (ObJsonlReader *reader, ObJsonlName kind, const char *name, ObEntity entity)
{
  g_hash_table_insert (reader->known[kind], g_strdup (name), g_memdup2 (&entity, sizeof entity));
}

ObEntity
ob_jsonl_lookup (ObJsonlReader *reader, ObJsonlName kind, const char *name)
{
  const gint64 *entity = name != NULL ? g_hash_table_lookup (reader->known[kind], name) : NULL;

  return entity != NULL ? *entity : 0;
}

ObEntity
ob_jsonl_find (ObJsonlReader *reader, ObKind kind, const char *id)
{
  ObEntity entity = id != NULL ? ob_project_lookup (reader->import->project, id) : 0;

  return entity != 0 && ob_project_get_kind (reader->import->project, entity) == kind ? entity : 0;
}
