#include "store/duplicates.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/edit-codebook.h"
#include "store/edit-private.h"
#include "store/speakers.h"

/* What a name belongs to. */
typedef struct
{
  ObKind kind;
  ObEntity entity;
  const char *name; /* (unowned) what it is called, not the alias */
} Named;

typedef struct
{
  ObProject *project;
  ObEntity after;
  GHashTable *first; /* (owned) folded name (owned) -> Named (owned) */
  GHashTable *known; /* (owned) gint64 set: those that are the other of a pair already */
  GPtrArray *found;
} Finder;

void
ob_duplicate_free (ObDuplicate *duplicate)
{
  g_free (duplicate->kept_id);
  g_free (duplicate->other_id);
  g_free (duplicate->kept_name);
  g_free (duplicate->other_name);
  g_free (duplicate);
}

char *
ob_name_fold (const char *name)
{
  g_autofree char *decomposed = g_utf8_normalize (name, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (decomposed != NULL ? decomposed : name, -1);
  GString *kept = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (kept, c);
    }
  /* What is nothing but signs is told apart by them. */
  if (kept->len == 0)
    g_string_assign (kept, name);
  return g_string_free (kept, FALSE);
}

/* TRUE when @one was made before @other, as every copy sees it. */
static gboolean
is_older (ObProject *project, ObEntity one, ObEntity other)
{
  OB_PROJECT_LOCK (project);
  ObState *state = ob_project_get_state (project);
  g_autoptr (ObEntry) made = NULL;
  g_autoptr (ObEntry) other_made = NULL;
  ObId id = { { 0 } }, other_id = { { 0 } };

  if (ob_project_read (project) == NULL)
    return TRUE;
  made = ob_state_get_entry (state, ob_state_get_creation (state, one));
  other_made = ob_state_get_entry (state, ob_state_get_creation (state, other));
  if (made != NULL && other_made != NULL && made->change->lamport != other_made->change->lamport)
    return made->change->lamport < other_made->change->lamport;

  ob_state_get_id (state, one, &id);
  ob_state_get_id (state, other, &other_id);
  return ob_id_compare (&id, &other_id) < 0;
}

static guint
count_uses (ObProject *project, ObKind kind, ObEntity entity)
{
  return kind == OB_KIND_LABEL ? ob_project_count_annotations_with_label (project, entity)
                               : ob_project_count_references (project, entity);
}

static void
add_pair (Finder *finder, const Named *one, const Named *two)
{
  gboolean older = is_older (finder->project, one->entity, two->entity);
  const Named *kept = older ? one : two, *other = older ? two : one;
  ObDuplicate *duplicate;

  if (MAX (one->entity, two->entity) <= finder->after
      || ob_project_are_distinct (finder->project, one->entity, two->entity)
      || g_hash_table_contains (finder->known, &other->entity))
    return;

  g_hash_table_add (finder->known, g_memdup2 (&other->entity, sizeof other->entity));
  duplicate = g_new0 (ObDuplicate, 1);
  duplicate->kind = one->kind;
  duplicate->kept = kept->entity;
  duplicate->other = other->entity;
  duplicate->kept_id = ob_project_dup_id (finder->project, kept->entity);
  duplicate->other_id = ob_project_dup_id (finder->project, other->entity);
  duplicate->kept_name = g_strdup (kept->name);
  duplicate->other_name = g_strdup (other->name);
  duplicate->n_uses = count_uses (finder->project, one->kind, other->entity);
  g_ptr_array_add (finder->found, duplicate);
}

/* @alias is the name or one of the aliases of the entity that is called @name. */
static void
add_name (Finder *finder, ObKind kind, ObEntity entity, const char *name, const char *alias)
{
  g_autofree char *folded = ob_name_fold (alias);
  char *key = g_strdup_printf ("%d %s", kind, folded);
  const Named *known = g_hash_table_lookup (finder->first, key);
  Named named = { kind, entity, name };

  if (known == NULL)
    g_hash_table_insert (finder->first, key, g_memdup2 (&named, sizeof named));
  else
    {
      g_free (key);
      if (known->entity != entity)
        add_pair (finder, known, &named);
    }
}

/* Disputes -------------------------------------------------------------------------------------- */

/* What points to @from points to @into. */
static void
move_pointers (ObEdit *edit, ObEntity from, ObEntity into)
{
  ObProject *project = ob_edit_get_project (edit);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) entities = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;

  if (database == NULL)
    return;
  row = ob_database_query (database,
                           "SELECT reference.e, name FROM reference JOIN field USING (f) "
                           "JOIN annotation ON annotation.e = reference.e "
                           "WHERE target = ? ORDER BY reference.e",
                           "i", from);
  while (ob_database_next (database, row))
    {
      ObEntity entity = sqlite3_column_int64 (row, 0);

      g_array_append_val (entities, entity);
      g_ptr_array_add (fields, g_strconcat ("@", (const char *) sqlite3_column_text (row, 1), NULL));
    }
  for (guint i = 0; i < entities->len; i++)
    ob_edit_set (edit, g_array_index (entities, ObEntity, i), fields->pdata[i],
                 ob_value_new_entity (into));
}

static void
move_comments (ObEdit *edit, ObEntity from, ObEntity into)
{
  g_autoptr (GPtrArray) comments = ob_project_list_comments (ob_edit_get_project (edit), from);

  for (guint i = 0; i < comments->len; i++)
    ob_edit_set (edit, ((ObComment *) comments->pdata[i])->entity, "on",
                 ob_value_new_entity (into));
}

static void
merge_positions (ObEdit *edit, const ObDispute *from, const ObDispute *into)
{
  for (guint i = 0; i < from->positions->len; i++)
    {
      const ObPosition *position = from->positions->pdata[i];
      g_autofree char *folded = ob_name_fold (position->text);
      const ObPosition *same = NULL;

      for (guint k = 0; k < into->positions->len && same == NULL; k++)
        {
          const ObPosition *candidate = into->positions->pdata[k];
          g_autofree char *other = ob_name_fold (candidate->text);

          if (strcmp (folded, other) == 0)
            same = candidate;
        }
      if (same == NULL)
        {
          ob_edit_set (edit, position->entity, "dispute", ob_value_new_entity (into->entity));
          continue;
        }
      move_pointers (edit, position->entity, same->entity);
      move_comments (edit, position->entity, same->entity);
      ob_edit_set (edit, position->entity, "deleted", ob_value_new_integer (1));
    }
}

static const ObDispute *
find_dispute (const GPtrArray *disputes, ObEntity entity)
{
  for (guint i = 0; i < disputes->len; i++)
    if (((const ObDispute *) disputes->pdata[i])->entity == entity)
      return disputes->pdata[i];
  return NULL;
}

/* Public functions ------------------------------------------------------------------------------ */

GPtrArray *
ob_project_list_duplicates (ObProject *project, ObEntity after)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (project);
  Finder finder = { project, after, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
                    g_ptr_array_new_with_free_func ((GDestroyNotify) ob_duplicate_free) };

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = codebook->labels->pdata[i];

      add_name (&finder, OB_KIND_LABEL, label->entity, label->name, label->name);
      add_name (&finder, OB_KIND_LABEL, label->entity, label->name, label->id);
    }
  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = speakers->pdata[i];

      add_name (&finder, OB_KIND_SPEAKER, speaker->entity, speaker->name, speaker->name);
      for (guint k = 0; speaker->aliases[k] != NULL; k++)
        add_name (&finder, OB_KIND_SPEAKER, speaker->entity, speaker->name, speaker->aliases[k]);
    }
  for (guint i = 0; i < disputes->len; i++)
    {
      const ObDispute *dispute = disputes->pdata[i];

      add_name (&finder, OB_KIND_DISPUTE, dispute->entity, dispute->question, dispute->question);
    }
  g_hash_table_unref (finder.first);
  g_hash_table_unref (finder.known);
  return finder.found;
}

gboolean
ob_edit_merge_disputes (ObEdit *edit, ObEntity from, ObEntity into, GError **error)
{
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (ob_edit_get_project (edit));
  const ObDispute *old = find_dispute (disputes, from), *kept = find_dispute (disputes, into);

  if (!ob_edit_check_kind (edit, from, OB_KIND_DISPUTE, error)
      || !ob_edit_check_kind (edit, into, OB_KIND_DISPUTE, error))
    return FALSE;
  if (from == into || old == NULL || kept == NULL)
    {
      ob_project_refuse (error, _ ("A dispute is merged into another dispute of the project."));
      return FALSE;
    }

  merge_positions (edit, old, kept);
  move_pointers (edit, from, into);
  move_comments (edit, from, into);
  if (old->kind != NULL && kept->kind == NULL)
    ob_edit_set (edit, into, "kind", ob_value_new_text (old->kind));
  ob_edit_set (edit, from, "deleted", ob_value_new_integer (1));
  return TRUE;
}

gboolean
ob_edit_unify (ObEdit *edit, ObEntity one, ObEntity other, GError **error)
{
  ObProject *project = ob_edit_get_project (edit);
  ObKind kind = ob_edit_get_kind (edit, one);
  ObEntity kept = one, from = other;

  if (!ob_edit_check_kind (edit, other, kind, error))
    return FALSE;
  if (!is_older (project, one, other))
    {
      kept = other;
      from = one;
    }
  switch (kind)
    {
    case OB_KIND_LABEL:
      return ob_edit_merge_labels (edit, from, kept, error);
    case OB_KIND_SPEAKER:
      return ob_edit_merge_speakers (edit, from, kept, error);
    case OB_KIND_DISPUTE:
      return ob_edit_merge_disputes (edit, from, kept, error);
    default:
      ob_project_refuse (error, _ ("Only labels, speakers and disputes can become one."));
      return FALSE;
    }
}
