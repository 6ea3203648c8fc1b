#include "window/annotation-arrangement.h"

#include <glib/gi18n.h>

#include "model/text-search.h"

/* What rows are made of, read once. */
typedef struct
{
  const ObArrangement *arrangement;
  const ObText *text;
  GHashTable *ranks;    /* (owned) (nullable) ObEntity -> 1 + place among the groups */
  GHashTable *subjects; /* (owned) (nullable) ObEntity of an annotation -> ObSubject of @list */
  GArray *list;         /* (owned) (nullable) ObSubject */
  GHashTable *matching; /* (owned) (nullable) set of ObEntity: a segment other than the first has the words */
  gunichar *needle;     /* (owned) (nullable): the words in small letters, ended by 0 */
  guint n_groups;
} Source;

static gpointer
key_of (ObEntity entity)
{
  return GSIZE_TO_POINTER ((gsize) entity);
}

static gboolean
needs_subjects (const ObArrangement *arrangement)
{
  return arrangement->speaker != 0 || arrangement->dispute != 0
         || arrangement->grouping == OB_GROUP_SPEAKER || arrangement->grouping == OB_GROUP_DISPUTE;
}

static void
read_subjects (Source *source, ObProject *project, ObEntity article)
{
  source->list = ob_project_list_subjects (project, article);
  source->subjects = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < source->list->len; i++)
    {
      ObSubject *subject = &g_array_index (source->list, ObSubject, i);

      g_hash_table_insert (source->subjects, key_of (subject->annotation), subject);
    }
}

static void
add_group (Source *source, GPtrArray *titles, ObEntity entity, const char *title)
{
  g_ptr_array_add (titles, g_strdup (title));
  g_hash_table_insert (source->ranks, key_of (entity), GUINT_TO_POINTER (titles->len));
}

/* The groups in their order: as the codebook and the directories have them. */
static void
read_groups (Source *source, ObProject *project, GPtrArray *titles)
{
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (GPtrArray) entities = NULL;

  source->ranks = g_hash_table_new (NULL, NULL);
  switch (source->arrangement->grouping)
    {
    case OB_GROUP_LABEL:
      codebook = ob_project_ref_codebook (project);
      for (guint i = 0; i < codebook->labels->len; i++)
        {
          const ObLabel *label = g_ptr_array_index (codebook->labels, i);

          add_group (source, titles, label->entity, label->name);
        }
      g_ptr_array_add (titles, g_strdup (_("No label")));
      break;
    case OB_GROUP_ANNOTATOR:
      entities = ob_project_list_annotators (project);
      for (guint i = 0; i < entities->len; i++)
        {
          const ObAnnotator *annotator = g_ptr_array_index (entities, i);

          add_group (source, titles, annotator->entity, annotator->name);
        }
      g_ptr_array_add (titles, g_strdup (_("No annotator")));
      break;
    case OB_GROUP_SPEAKER:
      entities = ob_project_list_speakers (project);
      for (guint i = 0; i < entities->len; i++)
        {
          const ObSpeaker *speaker = g_ptr_array_index (entities, i);

          add_group (source, titles, speaker->entity, speaker->name);
        }
      g_ptr_array_add (titles, g_strdup (_("No speaker")));
      break;
    case OB_GROUP_DISPUTE:
      entities = ob_project_list_disputes (project);
      for (guint i = 0; i < entities->len; i++)
        {
          const ObDispute *dispute = g_ptr_array_index (entities, i);

          add_group (source, titles, dispute->entity, dispute->question);
        }
      g_ptr_array_add (titles, g_strdup (_("No dispute")));
      break;
    default:
      break;
    }
  source->n_groups = titles->len;
}

static gboolean
holds_words (const Source *source, const ObSpan *span)
{
  guint32 found;

  return ob_text_search_find (source->text, source->needle, span->start, span->end, &found);
}

/* Words may be in any segment; rows are made from the first. */
static void
read_matches (Source *source, const GArray *spans)
{
  source->needle = ob_text_search_fold (source->arrangement->words);
  source->matching = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);

      if (span->segment > 0 && holds_words (source, span))
        g_hash_table_add (source->matching, key_of (span->annotation));
    }
}

static gboolean
is_wanted (ObEntity wanted, ObEntity is)
{
  return wanted == 0 || (wanted == OB_NOBODY ? is == 0 : is == wanted);
}

static gboolean
is_in (GHashTable *set, ObEntity entity)
{
  return set == NULL || g_hash_table_contains (set, key_of (entity));
}

static gboolean
passes (const Source *source, const ObSpan *span)
{
  const ObArrangement *arrangement = source->arrangement;
  const ObSubject *subject;

  if (!is_in (arrangement->labels, span->label) || !is_in (arrangement->annotators, span->annotator))
    return FALSE;
  if (!is_wanted (arrangement->label, span->label)
      || !is_wanted (arrangement->annotator, span->annotator))
    return FALSE;
  if (source->subjects != NULL)
    {
      subject = g_hash_table_lookup (source->subjects, key_of (span->annotation));
      if (!is_wanted (arrangement->speaker, subject != NULL ? subject->speaker : 0)
          || !is_wanted (arrangement->dispute, subject != NULL ? subject->dispute : 0))
        return FALSE;
    }
  if (source->needle != NULL && !holds_words (source, span)
      && !g_hash_table_contains (source->matching, key_of (span->annotation)))
    return FALSE;

  return TRUE;
}

/* The index of the group's title; what has none comes last. */
static guint
get_group (const Source *source, const ObSpan *span)
{
  const ObSubject *subject = NULL;
  ObEntity entity = 0;
  guint rank;

  if (source->subjects != NULL)
    subject = g_hash_table_lookup (source->subjects, key_of (span->annotation));
  switch (source->arrangement->grouping)
    {
    case OB_GROUP_LABEL:
      entity = span->label;
      break;
    case OB_GROUP_ANNOTATOR:
      entity = span->annotator;
      break;
    case OB_GROUP_SPEAKER:
      entity = subject != NULL ? subject->speaker : 0;
      break;
    case OB_GROUP_DISPUTE:
      entity = subject != NULL ? subject->dispute : 0;
      break;
    default:
      return 0;
    }

  rank = GPOINTER_TO_UINT (g_hash_table_lookup (source->ranks, key_of (entity)));
  return rank > 0 ? rank - 1 : source->n_groups - 1;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const ObAnnotationRow *left = a, *right = b;
  const ObSpan *one = &left->span, *other = &right->span;
  ObOrder order = *(const ObOrder *) data;
  guint32 one_length = one->end - one->start, other_length = other->end - other->start;

  if (left->group != right->group)
    return left->group < right->group ? -1 : 1;
  if (order == OB_ORDER_NEWEST)
    return one->annotation > other->annotation ? -1 : one->annotation < other->annotation;
  if (order == OB_ORDER_LONGEST && one_length != other_length)
    return one_length > other_length ? -1 : 1;
  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  if (one->end != other->end)
    return one->end > other->end ? -1 : 1;

  return one->annotation < other->annotation ? -1 : one->annotation > other->annotation;
}

/* @rows, sorted, with a heading before each group.  (transfer full) */
static GArray *
add_headings (GArray *rows)
{
  GArray *all = g_array_sized_new (FALSE, FALSE, sizeof (ObAnnotationRow), rows->len + 16);

  for (guint first = 0, end; first < rows->len; first = end)
    {
      ObAnnotationRow heading = { .group = g_array_index (rows, ObAnnotationRow, first).group };

      for (end = first; end < rows->len; end++)
        if (g_array_index (rows, ObAnnotationRow, end).group != heading.group)
          break;
      heading.n_rows = end - first;
      g_array_append_val (all, heading);
      g_array_append_vals (all, &g_array_index (rows, ObAnnotationRow, first), heading.n_rows);
    }

  return all;
}

static void
source_clear (Source *source)
{
  g_clear_pointer (&source->ranks, g_hash_table_unref);
  g_clear_pointer (&source->subjects, g_hash_table_unref);
  g_clear_pointer (&source->list, g_array_unref);
  g_clear_pointer (&source->matching, g_hash_table_unref);
  g_clear_pointer (&source->needle, g_free);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_arrangement_clear (ObArrangement *arrangement)
{
  g_free (arrangement->words);
  g_clear_pointer (&arrangement->labels, g_hash_table_unref);
  g_clear_pointer (&arrangement->annotators, g_hash_table_unref);
  *arrangement = (ObArrangement) { 0 };
}

void
ob_arrangement_copy (ObArrangement *target, const ObArrangement *source)
{
  *target = *source;
  target->words = source->words != NULL && *source->words != '\0' ? g_strdup (source->words) : NULL;
  if (source->labels != NULL)
    g_hash_table_ref (source->labels);
  if (source->annotators != NULL)
    g_hash_table_ref (source->annotators);
}

gboolean
ob_arrangement_is_filter (const ObArrangement *arrangement)
{
  return arrangement->label != 0 || arrangement->annotator != 0 || arrangement->speaker != 0
         || arrangement->dispute != 0 || arrangement->words != NULL;
}

gboolean
ob_arrangement_is_plain (const ObArrangement *arrangement)
{
  return !ob_arrangement_is_filter (arrangement) && arrangement->labels == NULL
         && arrangement->annotators == NULL && arrangement->grouping == OB_GROUP_NONE
         && arrangement->order == OB_ORDER_TEXT;
}

GArray *
ob_arrangement_list_rows (const ObArrangement *arrangement,
                          ObProject *project,
                          ObEntity article,
                          const ObText *text,
                          GPtrArray *titles,
                          guint *n_all)
{
  g_autoptr (GArray) spans = ob_project_list_spans (project, article);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (ObAnnotationRow));
  ObOrder order = arrangement->order;
  Source source = { .arrangement = arrangement, .text = text };

  g_ptr_array_set_size (titles, 0);
  read_groups (&source, project, titles);
  if (needs_subjects (arrangement))
    read_subjects (&source, project, article);
  if (arrangement->words != NULL)
    read_matches (&source, spans);

  *n_all = 0;
  for (guint i = 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);

      if (span->segment > 0)
        continue;
      (*n_all)++;
      if (passes (&source, span))
        {
          ObAnnotationRow row = { *span, get_group (&source, span), 0 };

          g_array_append_val (rows, row);
        }
    }

  /* The spans come in the order of the text. */
  if (arrangement->grouping != OB_GROUP_NONE || order != OB_ORDER_TEXT)
    g_array_sort_with_data (rows, compare_rows, &order);
  if (arrangement->grouping != OB_GROUP_NONE)
    {
      GArray *grouped = add_headings (rows);

      g_array_unref (rows);
      rows = grouped;
    }
  source_clear (&source);

  return rows;
}
