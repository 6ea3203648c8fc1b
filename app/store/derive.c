#include "store/derive.h"

#include <string.h>

#include "model/directory.h"
#include "model/varint.h"

static const char *
get_text (const ObThing *thing, const char *field)
{
  return ob_value_get_text (ob_fields_get (thing->fields, field));
}

static gint64
get_entity (const ObThing *thing, const char *field)
{
  return ob_value_get_entity (ob_fields_get (thing->fields, field));
}

static gint64
get_kind (ObDatabase *database, ObEntity entity)
{
  return ob_database_get_number (database, OB_KIND_NONE, "SELECT kind FROM entity WHERE e = ?", "i",
                                 entity);
}

/* Annotations ---------------------------------------------------------------------------------- */

static void
touch_annotation (ObDatabase *database, ObEntity annotation, ObAffected *affected)
{
  sqlite3_stmt *row = ob_database_query (
      database, "SELECT article, start, end FROM annotation WHERE e = ?", "i", annotation);

  while (ob_database_next (database, row))
    ob_affected_add_range (affected, sqlite3_column_int64 (row, 0),
                           (guint32) sqlite3_column_int64 (row, 1),
                           (guint32) sqlite3_column_int64 (row, 2));
}

/* Fields of @attributes that point to an entity get a row in "reference", or lose it. */
static void
write_references (ObDatabase *database,
                  ObEntity annotation,
                  const GArray *attributes,
                  gboolean present)
{
  for (guint i = 0; i < attributes->len; i++)
    {
      const ObField *attribute = &g_array_index (attributes, ObField, i);
      gint64 target = ob_value_get_entity (attribute->value);
      gint64 field;

      if (target == 0)
        continue;
      field = ob_derive_field (database, attribute->field);
      ob_database_run (database,
                       present ? "INSERT OR IGNORE INTO reference (target, f, e) VALUES (?, ?, ?)"
                               : "DELETE FROM reference WHERE target = ? AND f = ? AND e = ?",
                       "iii", target, field, annotation);
    }
}

static void
remove_annotation (ObDatabase *database, ObEntity annotation, ObAffected *affected)
{
  g_autoptr (GArray) attributes = NULL;
  sqlite3_stmt *row = ob_database_query (
      database, "SELECT attributes, article, start, end, label FROM annotation WHERE e = ?", "i",
      annotation);

  if (!ob_database_next (database, row))
    return;
  attributes
      = ob_fields_decode (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));
  ob_affected_add_range (affected, sqlite3_column_int64 (row, 1),
                         (guint32) sqlite3_column_int64 (row, 2),
                         (guint32) sqlite3_column_int64 (row, 3));
  ob_affected_add_label (affected, sqlite3_column_int64 (row, 4));
  ob_database_done (row);

  write_references (database, annotation, attributes, FALSE);
  ob_database_run (database, "DELETE FROM annotation WHERE e = ?", "i", annotation);
}

/* -1 when there is none. */
static gint64
get_article_length (ObDatabase *database, ObEntity article, ObAffected *affected)
{
  if (affected->measured != article || article == 0)
    {
      affected->measured = article;
      affected->length = ob_database_get_number (
          database, -1, "SELECT length FROM article WHERE e = ?", "i", article);
    }
  return affected->length;
}

static GBytes *
encode_segments (const GArray *segments)
{
  g_autoptr (ObValue) value = NULL;
  GByteArray *out;

  if (segments->len == 1)
    return NULL;

  value = ob_value_new_segments (segments);
  out = g_byte_array_new ();
  ob_value_encode (value, out);
  return g_byte_array_free_to_bytes (out);
}

/* TRUE when a comment on it is not resolved: such a comment has a row in "reference". */
static gboolean
has_comment (ObDatabase *database, ObEntity annotation)
{
  return ob_database_get_number (
             database, 0,
             "SELECT 1 FROM reference JOIN field USING (f) WHERE target = ? AND name = 'on'", "i",
             annotation)
         != 0;
}

static gint64
get_flags (ObDatabase *database, const ObThing *thing)
{
  return (get_text (thing, "note") != NULL ? OB_SPAN_NOTE : 0)
         | (ob_fields_get (thing->fields, "@dispute") != NULL ? OB_SPAN_DISPUTED : 0)
         | (!thing->alone && has_comment (database, thing->entity) ? OB_SPAN_COMMENT : 0)
         | (thing->conflict ? OB_SPAN_CONFLICT : 0);
}

static void
write_annotation (ObDatabase *database, const ObThing *thing, ObAffected *affected)
{
  const GArray *segments = ob_value_get_segments (ob_fields_get (thing->fields, "segments"));
  ObEntity article = get_entity (thing, "article");
  ObEntity label = get_entity (thing, "label");
  gint64 length = get_article_length (database, article, affected);
  g_autoptr (GBytes) attribute_blob = ob_fields_encode (thing->fields, "@");
  g_autoptr (GBytes) segment_blob = NULL;
  g_autoptr (GArray) attributes = NULL;
  const char *note = get_text (thing, "note");
  const char *origin = get_text (thing, "origin");
  ObSegment hull;

  if (!thing->fresh)
    remove_annotation (database, thing->entity, affected);
  if (segments == NULL || length < 0 || !ob_segments_check (segments, (guint32) length)
      || get_kind (database, label) != OB_KIND_LABEL)
    return;

  hull = ob_segments_get_hull (segments);
  segment_blob = encode_segments (segments);
  ob_database_run (
      database,
      "INSERT INTO annotation (e, article, start, end, label, annotator, segments, attributes, "
      "speaker, dispute, note, origin, flags, created, modified) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULLIF (?, 0), NULLIF (?, 0), ?, ?, ?, ?, ?)",
      "iiiiiiBBiittiii", thing->entity, article, (gint64) hull.start, (gint64) hull.end, label,
      get_entity (thing, "annotator"), segment_blob, attribute_blob,
      get_entity (thing, "@speaker"), get_entity (thing, "@dispute"), note, origin,
      get_flags (database, thing), thing->created,
      thing->modified != thing->created ? thing->modified : (gint64) 0);

  if (attribute_blob != NULL)
    {
      attributes = ob_fields_decode (g_bytes_get_data (attribute_blob, NULL),
                                     g_bytes_get_size (attribute_blob));
      write_references (database, thing->entity, attributes, TRUE);
    }
  ob_affected_add_range (affected, article, hull.start, hull.end);
  ob_affected_add_label (affected, label);
}

/* Links ---------------------------------------------------------------------------------------- */

static void
remove_link (ObDatabase *database, ObEntity link, ObAffected *affected)
{
  sqlite3_stmt *row
      = ob_database_query (database, "SELECT source, target FROM link WHERE e = ?", "i", link);
  ObEntity source, target;

  if (!ob_database_next (database, row))
    return;
  source = sqlite3_column_int64 (row, 0);
  target = sqlite3_column_int64 (row, 1);
  ob_database_done (row);

  touch_annotation (database, source, affected);
  touch_annotation (database, target, affected);
  ob_database_run (database, "DELETE FROM link WHERE e = ?", "i", link);
}

static void
write_link (ObDatabase *database, const ObThing *thing, ObAffected *affected)
{
  ObEntity from = get_entity (thing, "from"), to = get_entity (thing, "to");
  const char *type = get_text (thing, "type");

  if (!thing->fresh)
    remove_link (database, thing->entity, affected);
  if (type == NULL || get_kind (database, from) != OB_KIND_ANNOTATION
      || get_kind (database, to) != OB_KIND_ANNOTATION)
    return;

  ob_database_run (database, "INSERT INTO link (e, source, target, type) VALUES (?, ?, ?, ?)",
                   "iiit", thing->entity, from, to, type);
  touch_annotation (database, from, affected);
  touch_annotation (database, to, affected);
}

/* Articles ------------------------------------------------------------------------------------- */

static void
write_article (ObDatabase *database, const ObThing *thing, ObAffected *affected)
{
  GBytes *sha256 = ob_value_get_bytes (ob_fields_get (thing->fields, "text"));
  const char *title = get_text (thing, "title");
  gint64 version = ob_value_get_integer (ob_fields_get (thing->fields, "version"));
  g_autoptr (GBytes) states = ob_fields_encode (thing->fields, "state:");
  gint64 length = -1;

  if (sha256 != NULL && g_bytes_get_size (sha256) == 32)
    length = ob_database_get_number (database, -1, "SELECT length FROM text WHERE sha256 = ?", "B",
                                     sha256);
  affected->articles = TRUE;
  affected->measured = 0;
  ob_database_run (database, "DELETE FROM article WHERE e = ?", "i", thing->entity);
  if (length < 0)
    {
      if (sha256 != NULL)
        ob_database_run (database, "INSERT OR IGNORE INTO awaited (sha256, e) VALUES (?, ?)", "Bi",
                         sha256, thing->entity);
      return;
    }

  ob_database_run (
      database,
      "INSERT INTO article (e, title, byline, outlet, url, published, language, file_name, "
      "sha256, length, version, previous, created, states, alive) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
      "ittttt"
      "ttBiiiiB",
      thing->entity, title != NULL ? title : "", get_text (thing, "byline"),
      get_text (thing, "outlet"), get_text (thing, "url"), get_text (thing, "published"),
      get_text (thing, "language"), get_text (thing, "file-name"), sha256, length, MAX (version, 1),
      get_entity (thing, "previous"), thing->created, states);
}

/* Everything else ------------------------------------------------------------------------------ */

static void
note_record (ObKind kind, ObAffected *affected)
{
  if (kind == OB_KIND_LABEL)
    affected->codebook = TRUE;
  else
    affected->directory = TRUE;
}

/* After a comment on @annotation came or went. */
static void
update_comment_flag (ObDatabase *database, ObEntity annotation, ObAffected *affected)
{
  gint64 flag = has_comment (database, annotation) ? OB_SPAN_COMMENT : 0;

  ob_database_run (database, "UPDATE annotation SET flags = (flags & ~?) | ? WHERE e = ?", "iii",
                   (gint64) OB_SPAN_COMMENT, flag, annotation);
  touch_annotation (database, annotation, affected);
}

/* Takes away what tells an annotation of its comment. */
static void
remove_comment (ObDatabase *database, ObEntity comment, ObAffected *affected)
{
  g_autoptr (GArray) fields = NULL;
  ObEntity on;
  sqlite3_stmt *row
      = ob_database_query (database, "SELECT fields FROM record WHERE e = ?", "i", comment);

  if (!ob_database_next (database, row))
    return;
  fields = ob_fields_decode (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));
  ob_database_done (row);
  on = ob_value_get_entity (ob_fields_get (fields, "on"));
  if (get_kind (database, on) != OB_KIND_ANNOTATION)
    return;

  ob_database_run (database, "DELETE FROM reference WHERE target = ? AND f = ? AND e = ?", "iii",
                   on, ob_derive_field (database, "on"), comment);
  update_comment_flag (database, on, affected);
}

static void
write_comment (ObDatabase *database, const ObThing *thing, ObAffected *affected)
{
  ObEntity on = get_entity (thing, "on");

  if (get_kind (database, on) != OB_KIND_ANNOTATION
      || ob_value_get_integer (ob_fields_get (thing->fields, "resolved")) != 0)
    return;

  ob_database_run (database, "INSERT OR IGNORE INTO reference (target, f, e) VALUES (?, ?, ?)",
                   "iii", on, ob_derive_field (database, "on"), thing->entity);
  update_comment_flag (database, on, affected);
}

static void
write_record (ObDatabase *database, const ObThing *thing, ObAffected *affected)
{
  g_autoptr (GBytes) fields = ob_fields_encode (thing->fields, "");
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  const char *name = get_text (thing, "name");

  if (thing->kind == OB_KIND_DISPUTE)
    name = get_text (thing, "question");
  else if (thing->kind == OB_KIND_POSITION || thing->kind == OB_KIND_COMMENT)
    name = get_text (thing, "text");

  note_record (thing->kind, affected);
  if (thing->kind == OB_KIND_COMMENT)
    {
      remove_comment (database, thing->entity, affected);
      write_comment (database, thing, affected);
    }
  ob_database_run (
      database,
      "INSERT OR REPLACE INTO record (e, kind, name, fields, created) VALUES (?, ?, ?, ?, ?)",
      "iitBi", thing->entity, (gint64) thing->kind, name, fields != NULL ? fields : nothing,
      thing->created);
}

static void
write_alias (ObDatabase *database, const ObThing *thing)
{
  GBytes *id = ob_value_get_bytes (ob_fields_get (thing->fields, "id"));

  if (id != NULL && g_bytes_get_size (id) == OB_ID_BYTES)
    ob_database_run (database, "INSERT OR REPLACE INTO alias (e, id) VALUES (?, ?)", "iB",
                     thing->entity, id);
  else if (thing->kind == OB_KIND_ANNOTATOR && !thing->fresh)
    ob_database_run (database, "DELETE FROM alias WHERE e = ?", "i", thing->entity);
}

/* Public functions ----------------------------------------------------------------------------- */

gint64
ob_derive_field (ObDatabase *database, const char *name)
{
  gint64 field
      = ob_database_get_number (database, 0, "SELECT f FROM field WHERE name = ?", "t", name);

  if (field == 0)
    {
      ob_database_run (database, "INSERT INTO field (name) VALUES (?)", "t", name);
      field = ob_database_last_row (database);
    }
  return field;
}

void
ob_derive_write (ObDatabase *database, const ObThing *thing, ObAffected *affected)
{
  switch (thing->kind)
    {
    case OB_KIND_ANNOTATION:
      write_annotation (database, thing, affected);
      break;
    case OB_KIND_LINK:
      write_link (database, thing, affected);
      break;
    case OB_KIND_ARTICLE:
      write_article (database, thing, affected);
      break;
    case OB_KIND_LOSS:
      return;
    default:
      write_record (database, thing, affected);
      break;
    }
  write_alias (database, thing);
}

void
ob_derive_remove (ObDatabase *database, ObEntity entity, ObKind kind, ObAffected *affected)
{
  ob_database_run (database, "DELETE FROM alias WHERE e = ?", "i", entity);
  switch (kind)
    {
    case OB_KIND_ANNOTATION:
      remove_annotation (database, entity, affected);
      break;
    case OB_KIND_LINK:
      remove_link (database, entity, affected);
      break;
    case OB_KIND_ARTICLE:
      affected->articles = TRUE;
      /* Annotations of a colleague may arrive for it, and it may come back. */
      ob_database_run (database, "UPDATE article SET alive = 0 WHERE e = ?", "i", entity);
      break;
    case OB_KIND_LOSS:
      break;
    default:
      note_record (kind, affected);
      if (kind == OB_KIND_COMMENT)
        remove_comment (database, entity, affected);
      ob_database_run (database, "DELETE FROM record WHERE e = ?", "i", entity);
      break;
    }
}

GBytes *
ob_fields_encode (const GArray *fields, const char *prefix)
{
  GByteArray *out = g_byte_array_new ();

  for (guint i = 0; i < fields->len; i++)
    {
      const ObField *field = &g_array_index (fields, ObField, i);
      const char *name;

      if (!g_str_has_prefix (field->field, prefix) || ob_value_is_none (field->value))
        continue;
      name = field->field + strlen (prefix);
      ob_varint_append (out, strlen (name));
      g_byte_array_append (out, (const guint8 *) name, strlen (name));
      ob_value_encode (field->value, out);
    }

  if (out->len == 0)
    {
      g_byte_array_unref (out);
      return NULL;
    }
  return g_byte_array_free_to_bytes (out);
}

GArray *
ob_fields_decode (const guint8 *data, gsize length)
{
  GArray *fields = ob_fields_new ();
  const guint8 *end = data + length;

  while (data < end)
    {
      g_autofree char *name = NULL;
      ObValue *value;
      guint64 size;

      if (!ob_varint_read (&data, end, &size) || size > (guint64) (end - data))
        break;
      name = g_strndup ((const char *) data, size);
      data += size;
      value = ob_value_decode (&data, end);
      if (value == NULL)
        break;
      ob_fields_set (fields, name, value);
    }

  return fields;
}
