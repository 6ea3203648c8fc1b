/* Reading annotations, their spans and links. */
#include "store/project-private.h"

#include "store/derive.h"

#define ANNOTATION_COLUMNS                                                                         \
  "e, article, start, end, label, annotator, segments, attributes, note, origin, created, "        \
  "modified"
/* Read from the index alone. */
#define SPAN_COLUMNS "e, start, end, label, annotator, segments, flags"
#define SPAN_ORDER " ORDER BY start, end DESC, e"

/* The segments of a row: a blob when there are several, else start and end. (transfer full) */
static GArray *
read_segments (sqlite3_stmt *row, int blob, int start)
{
  const guint8 *data = sqlite3_column_blob (row, blob);
  g_autoptr (ObValue) value = NULL;

  if (data != NULL)
    value = ob_value_decode (&data, data + sqlite3_column_bytes (row, blob));
  if (ob_value_get_segments (value) != NULL)
    return ob_segments_copy (ob_value_get_segments (value));

  return ob_segments_new_single ((guint32) sqlite3_column_int64 (row, start),
                                 (guint32) sqlite3_column_int64 (row, start + 1));
}

static ObAnnotation *
read_annotation (sqlite3_stmt *row)
{
  ObAnnotation *annotation = ob_annotation_new ();

  annotation->entity = sqlite3_column_int64 (row, 0);
  annotation->article = sqlite3_column_int64 (row, 1);
  g_clear_pointer (&annotation->segments, g_array_unref);
  annotation->segments = read_segments (row, 6, 2);
  annotation->label = sqlite3_column_int64 (row, 4);
  annotation->annotator = sqlite3_column_int64 (row, 5);
  g_clear_pointer (&annotation->attributes, g_array_unref);
  annotation->attributes
      = ob_fields_decode (sqlite3_column_blob (row, 7), (gsize) sqlite3_column_bytes (row, 7));
  annotation->note = ob_column_dup_text (row, 8);
  g_free (annotation->origin);
  annotation->origin = ob_column_dup_text (row, 9);
  if (annotation->origin == NULL)
    annotation->origin = g_strdup ("human");
  annotation->created = sqlite3_column_int64 (row, 10);
  annotation->modified = sqlite3_column_int64 (row, 11);
  if (annotation->modified == 0)
    annotation->modified = annotation->created;

  return annotation;
}

/* What the label does not define, or what its definition does not allow, is kept in the log and comes
 * back with a label that knows it: it is not the annotation's now. */
static void
leave_out_foreign (const ObCodebook *codebook, ObAnnotation *annotation)
{
  const ObLabel *label = ob_codebook_get (codebook, annotation->label);

  for (guint i = annotation->attributes->len; label != NULL && i > 0; i--)
    {
      const ObField *field = &g_array_index (annotation->attributes, ObField, i - 1);
      const ObAttribute *attribute = ob_label_find_attribute (label, field->field);

      if (attribute == NULL || !ob_attribute_takes (attribute, field->value))
        g_array_remove_index (annotation->attributes, i - 1);
    }
}

/* Appends the row's segment to @spans, or its several segments to @more. */
static void
append_spans (GArray *spans, GArray *more, sqlite3_stmt *row)
{
  ObSpan span = { .annotation = sqlite3_column_int64 (row, 0),
                  .start = (guint32) sqlite3_column_int64 (row, 1),
                  .end = (guint32) sqlite3_column_int64 (row, 2),
                  .label = (guint32) sqlite3_column_int64 (row, 3),
                  .annotator = (guint32) sqlite3_column_int64 (row, 4),
                  .n_segments = 1,
                  .flags = (guint32) sqlite3_column_int64 (row, 6) };
  g_autoptr (GArray) segments = NULL;

  if (sqlite3_column_type (row, 5) == SQLITE_NULL)
    {
      g_array_append_val (spans, span);
      return;
    }

  segments = read_segments (row, 5, 1);
  span.n_segments = (guint16) MIN (segments->len, G_MAXUINT16);
  for (guint i = 0; i < segments->len; i++)
    {
      span.start = g_array_index (segments, ObSegment, i).start;
      span.end = g_array_index (segments, ObSegment, i).end;
      span.segment = (guint16) MIN (i, G_MAXUINT16);
      g_array_append_val (more, span);
    }
}

static gint
compare_spans (gconstpointer a, gconstpointer b)
{
  const ObSpan *left = a, *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end > right->end ? -1 : 1;
  return (left->annotation > right->annotation) - (left->annotation < right->annotation);
}

/* Merges @more, which is sorted here, into @spans, which is sorted. */
static void
merge_spans (GArray *spans, GArray *more)
{
  guint i = spans->len, k = more->len;

  if (k == 0)
    return;

  g_array_sort (more, compare_spans);
  g_array_set_size (spans, i + k);
  while (k > 0)
    {
      const ObSpan *last = &g_array_index (more, ObSpan, k - 1);

      while (i > 0 && compare_spans (&g_array_index (spans, ObSpan, i - 1), last) > 0)
        {
          g_array_index (spans, ObSpan, i + k - 1) = g_array_index (spans, ObSpan, i - 1);
          i--;
        }
      g_array_index (spans, ObSpan, i + k - 1) = *last;
      k--;
    }
}

/* All spans of the rows of a query in SPAN_ORDER, in order.  (transfer full) */
static GArray *
read_spans (ObDatabase *database, sqlite3_stmt *row)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (ObSpan));
  g_autoptr (GArray) more = g_array_new (FALSE, FALSE, sizeof (ObSpan));

  while (ob_database_next (database, row))
    append_spans (spans, more, row);
  merge_spans (spans, more);

  return spans;
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_project_list_spans (ObProject *project, ObEntity article)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  if (database == NULL)
    return g_array_new (FALSE, FALSE, sizeof (ObSpan));
  return read_spans (database,
                     ob_database_query (database,
                                        "SELECT " SPAN_COLUMNS
                                        " FROM annotation WHERE article = ?" SPAN_ORDER,
                                        "i", article));
}

GArray *
ob_project_list_spans_within (ObProject *project, ObEntity article, guint32 start, guint32 end)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  if (database == NULL)
    return g_array_new (FALSE, FALSE, sizeof (ObSpan));
  return read_spans (
      database, ob_database_query (database,
                                   "SELECT " SPAN_COLUMNS
                                   " FROM annotation WHERE article = ? AND start >= ? "
                                   "AND start < ? AND end <= ?" SPAN_ORDER,
                                   "iiii", article, (gint64) start, (gint64) end, (gint64) end));
}

GArray *
ob_project_get_spans (ObProject *project, ObEntity annotation)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  if (database == NULL)
    return g_array_new (FALSE, FALSE, sizeof (ObSpan));
  return read_spans (database,
                     ob_database_query (database,
                                        "SELECT " SPAN_COLUMNS " FROM annotation WHERE e = ?", "i",
                                        annotation));
}

ObAnnotation *
ob_project_get_annotation (ObProject *project, ObEntity annotation)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  ObAnnotation *found = NULL;
  sqlite3_stmt *row;

  if (database == NULL)
    return NULL;
  row = ob_database_query (database, "SELECT " ANNOTATION_COLUMNS " FROM annotation WHERE e = ?",
                           "i", annotation);
  if (ob_database_next (database, row))
    {
      found = read_annotation (row);
      ob_database_done (row);
    }
  if (found != NULL && found->attributes->len > 0)
    {
      g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);

      leave_out_foreign (codebook, found);
    }
  return found;
}

GPtrArray *
ob_project_list_annotations (ObProject *project, ObEntity article, ObEntity after, guint limit)
{
  GPtrArray *annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_annotation_free);
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  gint64 most = limit > 0 ? (gint64) limit : -1;
  sqlite3_stmt *row;

  if (database == NULL)
    return annotations;
  if (article != 0)
    row = ob_database_query (database,
                             "SELECT " ANNOTATION_COLUMNS
                             " FROM annotation WHERE article = ? AND e > ? "
                             "ORDER BY e LIMIT ?",
                             "iii", article, after, most);
  else
    row = ob_database_query (
        database,
        "SELECT " ANNOTATION_COLUMNS " FROM annotation WHERE e > ? "
        "AND EXISTS (SELECT 1 FROM article WHERE article.e = annotation.article AND alive = 1) "
        "ORDER BY e LIMIT ?",
        "ii", after, most);
  while (ob_database_next (database, row))
    {
      ObAnnotation *annotation = read_annotation (row);

      leave_out_foreign (codebook, annotation);
      g_ptr_array_add (annotations, annotation);
    }

  return annotations;
}

GPtrArray *
ob_project_list_links (ObProject *project, ObEntity from, ObEntity to)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_link_free);
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;

  if (database == NULL)
    return links;
  if (from != 0)
    row = ob_database_query (database,
                             "SELECT e, source, target, type FROM link WHERE source = ? ORDER BY e",
                             "i", from);
  else if (to != 0)
    row = ob_database_query (
        database, "SELECT e, source, target, type FROM link WHERE target = ? ORDER BY e", "i", to);
  else
    row = ob_database_query (database, "SELECT e, source, target, type FROM link ORDER BY e", "");
  while (ob_database_next (database, row))
    {
      ObLink *link = g_new0 (ObLink, 1);

      link->entity = sqlite3_column_int64 (row, 0);
      link->from = sqlite3_column_int64 (row, 1);
      link->to = sqlite3_column_int64 (row, 2);
      link->type = ob_column_dup_text (row, 3);
      if (to == 0 || link->to == to)
        g_ptr_array_add (links, link);
      else
        ob_link_free (link);
    }

  return links;
}

ObEntity
ob_project_get_effective_speaker (ObProject *project, ObEntity annotation)
{
  ObEntity speaker = 0;
  OB_PROJECT_LOCK (project);
  g_autoptr (ObAnnotation) own = ob_project_get_annotation (project, annotation);
  g_autoptr (GPtrArray) links = NULL;

  if (own == NULL)
    return 0;
  speaker = ob_value_get_entity (ob_annotation_get_attribute (own, "speaker"));
  if (speaker != 0)
    return ob_project_get_kind (project, speaker) == OB_KIND_SPEAKER ? speaker : 0;

  links = ob_project_list_links (project, annotation, 0);
  for (guint i = 0; i < links->len && speaker == 0; i++)
    {
      const ObLink *link = links->pdata[i];
      g_autoptr (ObAnnotation) mention = NULL;

      if (!g_str_equal (link->type, "said-by"))
        continue;
      mention = ob_project_get_annotation (project, link->to);
      if (mention != NULL)
        speaker = ob_value_get_entity (ob_annotation_get_attribute (mention, "speaker"));
    }
  return ob_project_get_kind (project, speaker) == OB_KIND_SPEAKER ? speaker : 0;
}

/* The speakers of the mentions that annotations without one of their own are linked to, by annotation.
 * Of several links the first counts.  (transfer full): ObEntity * -> ObEntity * */
static GHashTable *
read_linked_speakers (ObDatabase *database, ObEntity article)
{
  GHashTable *speakers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  sqlite3_stmt *row = ob_database_query (
      database,
      "SELECT link.source, mention.speaker FROM annotation AS own "
      "JOIN link ON link.source = own.e JOIN annotation AS mention ON mention.e = link.target "
      "WHERE own.article = ? AND own.speaker IS NULL AND link.type = 'said-by' "
      "AND mention.speaker IS NOT NULL ORDER BY link.e DESC",
      "i", article);

  while (ob_database_next (database, row))
    {
      ObEntity annotation = sqlite3_column_int64 (row, 0), speaker = sqlite3_column_int64 (row, 1);

      g_hash_table_insert (speakers, g_memdup2 (&annotation, sizeof annotation),
                           g_memdup2 (&speaker, sizeof speaker));
    }
  return speakers;
}

GArray *
ob_project_list_subjects (ObProject *project, ObEntity article)
{
  GArray *subjects = g_array_new (FALSE, FALSE, sizeof (ObSubject));
  g_autoptr (GHashTable) linked = NULL;
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;

  if (database == NULL)
    return subjects;

  linked = read_linked_speakers (database, article);
  row = ob_database_query (database,
                           "SELECT e, speaker, dispute FROM annotation WHERE article = ?" SPAN_ORDER,
                           "i", article);
  while (ob_database_next (database, row))
    {
      ObSubject subject = { sqlite3_column_int64 (row, 0), sqlite3_column_int64 (row, 1),
                            sqlite3_column_int64 (row, 2) };
      const ObEntity *speaker
          = subject.speaker == 0 ? g_hash_table_lookup (linked, &subject.annotation) : NULL;

      if (speaker != NULL)
        subject.speaker = *speaker;
      g_array_append_val (subjects, subject);
    }
  return subjects;
}

static guint
count (ObProject *project, const char *sql, ObEntity entity)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  return database != NULL ? (guint) ob_database_get_number (database, 0, sql, "i", entity) : 0;
}

guint
ob_project_count_annotations_with_label (ObProject *project, ObEntity label)
{
  return count (project, "SELECT count(*) FROM annotation WHERE label = ?", label);
}

guint
ob_project_count_annotations_by (ObProject *project, ObEntity annotator)
{
  return count (project, "SELECT count(*) FROM annotation WHERE annotator = ?", annotator);
}

guint
ob_project_count_references (ObProject *project, ObEntity entity)
{
  return count (project, "SELECT count(DISTINCT e) FROM reference WHERE target = ?", entity);
}
