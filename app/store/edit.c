#include "store/edit-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/late-texts.h"

#define MAX_TEXT_BYTES (64 * 1024)

/* One operation that waits for the commit. */
typedef struct
{
  ObKind kind;        /* of what is created; OB_KIND_NONE for a set */
  GArray *fields;     /* (owned) create: ObField */
  ObEntity entity;    /* created or changed */
  const char *field;  /* set: interned; with @annotator only the beginning of the name */
  ObValue *value;     /* (owned) set */
  ObEntity annotator; /* set: whose id ends the field's name, or 0 */
} Pending;

struct _ObEdit
{
  ObProject *project; /* (owned) */
  char *name;         /* (owned) */
  ObEntity annotator;
  char *origin;       /* (owned) */
  GPtrArray *pending; /* (owned) Pending, in order */
  GPtrArray *created; /* Pending of entity -1, -2, ... */
  GHashTable *sets;   /* (owned) "entity field" -> Pending */
  GArray *resolved;   /* (owned) ObEntity of -1, -2, ... after the commit */
  GPtrArray *texts;   /* (owned) ObPackedText */
  gboolean deletes;        /* something is deleted */
  GHashTable *definitions; /* (owned) "NAME JSON" -> ObAttribute: read once */
};

/* A change that is being filled from an edit. */
typedef struct
{
  ObEdit *edit;
  ObChange *change;   /* (owned) */
  GArray *operations; /* (owned) for each created entity: operation + 1 in this change, or 0 */
  guint part;
  const char *name; /* (unowned) (nullable) of the step, until a part has it */
  gboolean failed;
} Filling;

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  g_clear_pointer (&pending->fields, g_array_unref);
  g_clear_pointer (&pending->value, ob_value_unref);
  g_free (pending);
}

static char *
make_key (ObEntity entity, const char *field, ObEntity annotator)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT, entity, field, annotator);
}

static Pending *
get_created (ObEdit *edit, ObEntity entity)
{
  g_return_val_if_fail (entity < 0 && -entity <= edit->created->len, NULL);

  return edit->created->pdata[-entity - 1];
}

/* Committing ------------------------------------------------------------------------------------
 */

static void
begin_part (Filling *filling)
{
  filling->change = ob_change_new ();
  filling->change->purpose = OB_CHANGE_EDIT;
  filling->change->part = filling->part;
  if (filling->name != NULL)
    {
      g_free (filling->change->name);
      filling->change->name = g_strdup (filling->name);
      filling->name = NULL;
    }
  for (guint i = 0; i < filling->operations->len; i++)
    g_array_index (filling->operations, guint, i) = 0;
}

/* Stores the part and learns the numbers of what it created. */
static void
end_part (Filling *filling)
{
  ObEdit *edit = filling->edit;
  ObState *state = ob_project_get_state (edit->project);
  g_autoptr (ObEntry) entry = NULL;
  gint64 n;

  if (filling->change->operations->len == 0)
    {
      g_clear_pointer (&filling->change, ob_change_free);
      return;
    }

  n = ob_project_append (edit->project, g_steal_pointer (&filling->change));
  entry = ob_state_get_entry (state, n);
  for (guint i = 0; entry != NULL && i < filling->operations->len; i++)
    {
      guint operation = g_array_index (filling->operations, guint, i);

      if (operation > 0)
        g_array_index (edit->resolved, ObEntity, i)
            = ob_state_resolve (state, entry, entry->change->ids->len + operation - 1);
    }
  filling->part++;
}

static guint32
refer (Filling *filling, ObEntity entity)
{
  ObId id = { { 0 } };

  if (entity < 0 && g_array_index (filling->operations, guint, -entity - 1) > 0)
    return OB_REFERENCE_CREATED (g_array_index (filling->operations, guint, -entity - 1) - 1);

  entity = ob_edit_resolve (filling->edit, entity);
  filling->failed
      = filling->failed
        || !ob_state_get_id (ob_project_get_state (filling->edit->project), entity, &id);
  return ob_change_refer (filling->change, &id);
}

static ObValue *
to_references (Filling *filling, ObValue *value)
{
  if (ob_value_get_type (value) != OB_VALUE_ENTITY)
    return ob_value_ref (value);

  return ob_value_new_entity (refer (filling, ob_value_get_entity (value)));
}

static void
fill_create (Filling *filling, const Pending *pending)
{
  GArray *fields = ob_fields_new ();

  for (guint i = 0; i < pending->fields->len; i++)
    {
      const ObField *field = &g_array_index (pending->fields, ObField, i);

      if (!ob_value_is_none (field->value))
        ob_fields_set (fields, field->field, to_references (filling, field->value));
    }
  g_array_index (filling->operations, guint, -pending->entity - 1)
      = 1 + ob_change_create (filling->change, pending->kind, fields);
}

/* A field that says so: deciding to keep sets the same field to 0. */
static gboolean
is_deletion (const Pending *pending)
{
  return pending != NULL && pending->field != NULL && strcmp (pending->field, "deleted") == 0
         && ob_value_get_integer (pending->value) == 1;
}

static gboolean
will_be_deleted (ObEdit *edit, ObEntity entity)
{
  g_autofree char *key = edit->deletes ? make_key (entity, "deleted", 0) : NULL;

  return key != NULL && is_deletion (g_hash_table_lookup (edit->sets, key));
}

/* Its segments are written even where they stay as they are (heads.c says why). */
static gboolean
will_be_moved (ObEdit *edit, ObEntity entity)
{
  g_autofree char *key = make_key (entity, "article", 0);

  return g_hash_table_contains (edit->sets, key);
}

static void
fill_set (Filling *filling, const Pending *pending)
{
  ObState *state = ob_project_get_state (filling->edit->project);
  gboolean deletes = is_deletion (pending);
  g_autofree char *field = g_strdup (pending->field);
  g_autoptr (GArray) heads = NULL;
  g_autoptr (GArray) now = NULL;
  ObEntity entity = pending->entity;

  /* A head that the deletion does not know would bring the entity back. */
  if (!deletes && will_be_deleted (filling->edit, entity))
    return;

  if (pending->annotator != 0)
    {
      g_autofree char *id_text = NULL;
      ObId id = { { 0 } };

      filling->failed
          = filling->failed
            || !ob_state_get_id (state, ob_edit_resolve (filling->edit, pending->annotator), &id);
      id_text = ob_id_dup_text (&id);
      g_free (field);
      field = g_strconcat (pending->field, id_text, NULL);
    }

  if (entity < 0)
    entity = ob_edit_resolve (filling->edit, entity);
  if (entity > 0)
    {
      heads = ob_state_list_heads (state, entity, deletes ? NULL : field);
      now = ob_state_get_fields (state, entity);
      if (!deletes && heads->len <= 1 && !will_be_moved (filling->edit, entity)
          && ob_value_equal (ob_fields_get (now, field), pending->value))
        return;
    }

  ob_change_set (filling->change, refer (filling, pending->entity), field,
                 to_references (filling, pending->value),
                 heads != NULL ? ob_state_name_heads (state, filling->change, heads) : NULL);
}

/* TRUE when @pending needs the id of an annotator that the change itself creates. */
static gboolean
needs_new_part (const Filling *filling, const Pending *pending)
{
  return filling->change->n_bytes > OB_CHANGE_PART_BYTES
         || (pending->annotator < 0
             && g_array_index (filling->operations, guint, -pending->annotator - 1) > 0);
}

/* TRUE when @pending is of what all work with: articles, codebook, people, speakers and disputes; not
 * what one of them did in an article. */
static gboolean
is_shared (ObEdit *edit, const Pending *pending)
{
  ObEntity target = ob_value_get_entity (pending->value);
  ObKind kind = pending->kind;

  if (kind == OB_KIND_NONE)
    kind = ob_project_get_kind (edit->project, MAX (pending->entity, 0));
  if (pending->entity < 0)
    kind = get_created (edit, pending->entity)->kind;
  if (pending->field != NULL
      && (strcmp (pending->field, "deleted") == 0 || pending->annotator != 0
          || g_str_has_prefix (pending->field, "rejected:")
          || g_str_has_prefix (pending->field, "state:")))
    return FALSE;

  return (kind >= OB_KIND_PROJECT && kind <= OB_KIND_ARTICLE) || kind == OB_KIND_SPEAKER
         || kind == OB_KIND_DISPUTE || kind == OB_KIND_POSITION
                ? target >= 0 || is_shared (edit, get_created (edit, target))
                : FALSE;
}

/* What all work with comes first, in changes of its own, so that a copy can be made with it and without
 * what people did in the articles (share/review-copy.h). */
static guint
arrange (ObEdit *edit)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  guint n_shared = 0;

  for (guint i = 0; i < edit->pending->len; i++)
    if (is_shared (edit, edit->pending->pdata[i]))
      edit->pending->pdata[n_shared++] = edit->pending->pdata[i];
    else
      g_ptr_array_add (rest, edit->pending->pdata[i]);
  for (guint i = 0; i < rest->len; i++)
    edit->pending->pdata[n_shared + i] = rest->pdata[i];
  return n_shared;
}

static gboolean
fill_all (ObEdit *edit, guint part)
{
  Filling filling = { .edit = edit, .part = part };
  ObEntity none = 0;
  guint first = 0, n_shared = arrange (edit);

  filling.operations = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (filling.operations, edit->created->len);
  g_array_set_size (edit->resolved, 0);
  for (guint i = 0; i < edit->created->len; i++)
    g_array_append_val (edit->resolved, none);

  /* A name may quote what somebody did in an article, and goes with that. */
  if (part == 0 && (n_shared == 0 || n_shared == edit->pending->len))
    filling.name = edit->name;
  begin_part (&filling);
  for (guint i = 0; i < edit->pending->len; i++)
    {
      const Pending *pending = edit->pending->pdata[i];

      if (i > first && (i == n_shared || needs_new_part (&filling, pending)))
        {
          end_part (&filling);
          if (part == 0 && i == n_shared)
            filling.name = edit->name;
          begin_part (&filling);
          first = i;
        }
      if (pending->kind != OB_KIND_NONE)
        fill_create (&filling, pending);
      else
        fill_set (&filling, pending);
    }
  end_part (&filling);
  g_array_unref (filling.operations);

  return !filling.failed;
}

/* Writes everything in the caller's transaction. */
static gboolean
fill (ObEdit *edit, guint part, GError **error)
{
  ObDatabase *database = ob_project_get_database (edit->project);
  ObState *state = ob_project_get_state (edit->project);

  for (guint i = 0; i < edit->texts->len; i++)
    if (ob_project_store_packed_text (database, edit->texts->pdata[i]) != 0)
      ob_late_texts_note (state, ob_text_get_sha256 (((ObPackedText *) edit->texts->pdata[i])->text));
  ob_late_texts_settle (state);
  if (fill_all (edit, part) || ob_database_has_failed (database))
    return TRUE;

  ob_project_refuse (error,
                     _ ("Something that this edit needs has been deleted; nothing was changed."));
  return FALSE;
}

/* Private functions -----------------------------------------------------------------------------
 */

gboolean
ob_edit_continue (ObEdit *edit, GError **error)
{
  return ob_edit_is_empty (edit) || fill (edit, 1, error);
}

ObEntity
ob_edit_create (ObEdit *edit, ObKind kind, GArray *fields)
{
  Pending *pending = g_new0 (Pending, 1);

  g_ptr_array_add (edit->pending, pending);
  g_ptr_array_add (edit->created, pending);
  pending->kind = kind;
  pending->fields = fields;
  pending->entity = -(ObEntity) edit->created->len;

  return pending->entity;
}

void
ob_edit_set_for (
    ObEdit *edit, ObEntity entity, const char *field, ObEntity annotator, ObValue *value)
{
  g_autofree char *key = make_key (entity, field, annotator);
  ObEntity target = ob_value_get_entity (value);
  Pending *pending;

  /* What an entity of this edit is given becomes part of its creation, unless it points to
   * something that is created later. */
  if (entity < 0 && annotator == 0 && target >= MIN (entity, 0) && strcmp (field, "deleted") != 0
      && g_hash_table_lookup (edit->sets, key) == NULL)
    {
      ob_fields_set (get_created (edit, entity)->fields, field, value);
      return;
    }

  pending = g_hash_table_lookup (edit->sets, key);
  if (pending == NULL)
    {
      pending = g_new0 (Pending, 1);
      pending->entity = entity;
      pending->field = ob_field_intern (field);
      pending->annotator = annotator;
      g_ptr_array_add (edit->pending, pending);
      g_hash_table_insert (edit->sets, g_steal_pointer (&key), pending);
      edit->deletes = edit->deletes || strcmp (field, "deleted") == 0;
    }
  g_clear_pointer (&pending->value, ob_value_unref);
  pending->value = value;
}

void
ob_edit_set (ObEdit *edit, ObEntity entity, const char *field, ObValue *value)
{
  ob_edit_set_for (edit, entity, field, 0, value);
}

ObValue *
ob_edit_get (ObEdit *edit, ObEntity entity, const char *field)
{
  g_autofree char *key = make_key (entity, field, 0);
  const Pending *pending = g_hash_table_lookup (edit->sets, key);
  g_autoptr (GArray) fields = NULL;
  const ObValue *value;

  if (pending != NULL)
    return ob_value_ref (pending->value);

  if (entity < 0)
    fields = g_array_ref (get_created (edit, entity)->fields);
  else
    {
      OB_PROJECT_LOCK (edit->project);

      if (ob_project_read (edit->project) == NULL)
        return NULL;
      fields = ob_state_get_fields (ob_project_get_state (edit->project), entity);
    }
  value = ob_fields_get (fields, field);
  return value != NULL ? ob_value_ref ((ObValue *) value) : NULL;
}

const ObAttribute *
ob_edit_read_definition (ObEdit *edit, const char *name, const char *json)
{
  g_autofree char *key = g_strconcat (name, " ", json, NULL);
  ObAttribute *attribute = g_hash_table_lookup (edit->definitions, key);

  if (attribute == NULL)
    attribute = ob_attribute_from_json (name, json);
  else
    return attribute;
  if (attribute != NULL)
    g_hash_table_insert (edit->definitions, g_steal_pointer (&key), attribute);
  return attribute;
}

ObKind
ob_edit_get_kind (ObEdit *edit, ObEntity entity)
{
  if (will_be_deleted (edit, entity))
    return OB_KIND_NONE;
  if (entity < 0)
    return -entity <= edit->created->len ? get_created (edit, entity)->kind : OB_KIND_NONE;
  return ob_project_get_kind (edit->project, entity);
}

gboolean
ob_edit_check_kind (ObEdit *edit, ObEntity entity, ObKind kind, GError **error)
{
  ObKind found = ob_edit_get_kind (edit, entity);

  if (found == kind)
    return TRUE;

  if (found == OB_KIND_NONE)
    ob_project_refuse (error, _ ("There is no such %s in this project."), ob_kind_get_name (kind));
  else
    ob_project_refuse (error, _ ("A %s stands where there must be a %s."), ob_kind_get_name (found),
                       ob_kind_get_name (kind));
  return FALSE;
}

ObEntity
ob_edit_find (ObEdit *edit, ObKind kind, const char *field, const char *text)
{
  for (guint i = 0; i < edit->created->len; i++)
    {
      const Pending *pending = edit->created->pdata[i];

      if (pending->kind == kind
          && g_strcmp0 (ob_value_get_text (ob_fields_get (pending->fields, field)), text) == 0
          && ob_edit_get_kind (edit, pending->entity) == kind)
        return pending->entity;
    }
  return ob_project_find (edit->project, kind, text, NULL);
}

ObProject *
ob_edit_get_project (ObEdit *edit)
{
  return edit->project;
}

ObEntity
ob_edit_get_annotator (ObEdit *edit)
{
  return edit->annotator != 0 ? edit->annotator : ob_project_get_annotator (edit->project);
}

const char *
ob_edit_get_origin (ObEdit *edit)
{
  return edit->origin;
}

void
ob_edit_add_text (ObEdit *edit, ObPackedText *packed)
{
  g_ptr_array_add (edit->texts, ob_packed_text_ref (packed));
}

ObText *
ob_edit_get_text (ObEdit *edit, ObEntity article, GError **error)
{
  const GBytes *sha256;

  if (article > 0)
    return ob_project_get_text (edit->project, article, error);

  sha256 = ob_value_get_bytes (ob_fields_get (get_created (edit, article)->fields, "text"));
  /* Annotations follow their article. */
  for (guint i = edit->texts->len; i > 0; i--)
    {
      ObText *text = ((ObPackedText *) edit->texts->pdata[i - 1])->text;

      if (memcmp (ob_text_get_sha256 (text), g_bytes_get_data ((GBytes *) sha256, NULL),
                  OB_SHA256_BYTES)
          == 0)
        return ob_text_ref (text);
    }
  g_assert_not_reached ();
}

gboolean
ob_edit_check_text (const char *text, const char *what, GError **error)
{
  g_autofree char *stripped = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    {
      ob_project_refuse (error, _ ("The %s is not valid text."), what);
      return FALSE;
    }
  if (strlen (text) > MAX_TEXT_BYTES)
    {
      ob_project_refuse (error, _ ("The %s is longer than 64 KiB."), what);
      return FALSE;
    }
  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    {
      ob_project_refuse (error, _ ("The %s must not be empty."), what);
      return FALSE;
    }
  return TRUE;
}

/* Public functions ------------------------------------------------------------------------------
 */

ObEdit *
ob_edit_new (ObProject *project, const char *name)
{
  ObEdit *edit = g_new0 (ObEdit, 1);

  edit->project = g_object_ref (project);
  edit->name = g_utf8_make_valid (name, -1);
  edit->origin = g_strdup ("human");
  edit->pending = g_ptr_array_new_with_free_func (pending_free);
  edit->created = g_ptr_array_new ();
  edit->sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  edit->definitions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) ob_attribute_free);
  edit->resolved = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  edit->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_packed_text_unref);

  return edit;
}

void
ob_edit_free (ObEdit *edit)
{
  g_object_unref (edit->project);
  g_free (edit->name);
  g_free (edit->origin);
  g_ptr_array_unref (edit->created);
  g_hash_table_unref (edit->sets);
  g_hash_table_unref (edit->definitions);
  g_ptr_array_unref (edit->pending);
  g_array_unref (edit->resolved);
  g_ptr_array_unref (edit->texts);
  g_free (edit);
}

void
ob_edit_set_name (ObEdit *edit, const char *name)
{
  g_free (edit->name);
  edit->name = g_utf8_make_valid (name, -1);
}

void
ob_edit_set_annotator (ObEdit *edit, ObEntity annotator)
{
  edit->annotator = annotator;
}

void
ob_edit_set_origin (ObEdit *edit, const char *origin)
{
  g_free (edit->origin);
  edit->origin = g_strdup (origin);
}

gboolean
ob_edit_is_empty (ObEdit *edit)
{
  return edit->pending->len == 0;
}

gboolean
ob_edit_commit (ObEdit *edit, GError **error)
{
  OB_PROJECT_LOCK (edit->project);

  if (ob_edit_is_empty (edit))
    return TRUE;
  if (!ob_project_begin (edit->project, error))
    return FALSE;

  if (!fill (edit, 0, error))
    {
      ob_project_rollback (edit->project);
      return FALSE;
    }
  return ob_project_commit (edit->project, error);
}

gboolean
ob_edit_decide (
    ObEdit *edit, ObEntity entity, const char *field, const ObValue *value, GError **error)
{
  if (ob_edit_get_kind (edit, entity) == OB_KIND_NONE || entity < 0)
    {
      ob_project_refuse (error, _ ("What the conflict was about is not there any more."));
      return FALSE;
    }
  if (strcmp (field, "deleted") != 0)
    ob_edit_set (edit, entity, field, ob_value_ref ((ObValue *) value));
  else if (ob_value_get_integer (value) == 1)
    return ob_edit_delete (edit, entity, error);
  else
    ob_edit_set (edit, entity, field, ob_value_new_integer (0));
  return TRUE;
}

ObEntity
ob_edit_resolve (ObEdit *edit, ObEntity entity)
{
  if (entity >= 0)
    return entity;

  return -entity <= edit->resolved->len ? g_array_index (edit->resolved, ObEntity, -entity - 1) : 0;
}
