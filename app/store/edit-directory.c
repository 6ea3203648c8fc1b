/* The verbs of an edit that concern labels, speakers, disputes, annotators, comments and states. */
#include "store/edit-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

typedef enum
{
  FIELD_TEXT,
  FIELD_NUMBER,
  FIELD_ENTITY,
} FieldType;

/* A plain field that may be set, as people write its name. */
typedef struct
{
  ObKind kind;
  const char *name;
  FieldType type;
  gboolean required; /* must not be empty */
} FieldRule;

static const FieldRule rules[] = {
  { OB_KIND_PROJECT, "name", FIELD_TEXT, TRUE },
  { OB_KIND_ARTICLE, "title", FIELD_TEXT, TRUE },
  { OB_KIND_ARTICLE, "byline", FIELD_TEXT, FALSE },
  { OB_KIND_ARTICLE, "outlet", FIELD_TEXT, FALSE },
  { OB_KIND_ARTICLE, "url", FIELD_TEXT, FALSE },
  { OB_KIND_ARTICLE, "published", FIELD_TEXT, FALSE },
  { OB_KIND_ARTICLE, "language", FIELD_TEXT, FALSE },
  { OB_KIND_ARTICLE, "updated", FIELD_TEXT, FALSE },
  { OB_KIND_ARTICLE, "section", FIELD_TEXT, FALSE },
  { OB_KIND_ARTICLE, "identifier", FIELD_TEXT, FALSE },
  { OB_KIND_LABEL, "name", FIELD_TEXT, TRUE },
  { OB_KIND_LABEL, "parent", FIELD_ENTITY, FALSE },
  { OB_KIND_LABEL, "colour", FIELD_NUMBER, FALSE },
  { OB_KIND_LABEL, "line", FIELD_NUMBER, FALSE },
  { OB_KIND_LABEL, "key", FIELD_TEXT, FALSE },
  { OB_KIND_LABEL, "use_when", FIELD_TEXT, FALSE },
  { OB_KIND_LABEL, "avoid_when", FIELD_TEXT, FALSE },
  { OB_KIND_LABEL, "example", FIELD_TEXT, FALSE },
  { OB_KIND_LABEL, "counter_example", FIELD_TEXT, FALSE },
  { OB_KIND_LABEL, "guid", FIELD_TEXT, FALSE },
  { OB_KIND_LABEL, "position", FIELD_NUMBER, FALSE },
  { OB_KIND_SPEAKER, "name", FIELD_TEXT, TRUE },
  { OB_KIND_SPEAKER, "kind", FIELD_TEXT, FALSE },
  { OB_KIND_SPEAKER, "role", FIELD_TEXT, FALSE },
  { OB_KIND_SPEAKER, "reliability", FIELD_TEXT, FALSE },
  { OB_KIND_DISPUTE, "question", FIELD_TEXT, TRUE },
  { OB_KIND_DISPUTE, "kind", FIELD_TEXT, FALSE },
  { OB_KIND_DISPUTE, "status", FIELD_TEXT, FALSE },
  { OB_KIND_POSITION, "text", FIELD_TEXT, TRUE },
  { OB_KIND_POSITION, "order", FIELD_NUMBER, FALSE },
  { OB_KIND_ANNOTATOR, "name", FIELD_TEXT, TRUE },
  { OB_KIND_ANNOTATOR, "colour", FIELD_NUMBER, FALSE },
  { OB_KIND_COMMENT, "text", FIELD_TEXT, TRUE },
  { OB_KIND_COMMENT, "resolved", FIELD_NUMBER, FALSE },
  { OB_KIND_STRAY, "resolved", FIELD_NUMBER, FALSE },
  { OB_KIND_CHECKPOINT, "name", FIELD_TEXT, TRUE },
};

static const FieldRule *
find_rule (ObEdit *edit, ObEntity entity, const char *field, FieldType type, GError **error)
{
  ObKind kind = ob_edit_get_kind (edit, entity);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].kind == kind && rules[i].type == type && strcmp (rules[i].name, field) == 0)
      return &rules[i];

  if (kind == OB_KIND_NONE)
    ob_project_refuse (error, _ ("What is to be changed does not exist."));
  else
    ob_project_refuse (error, _ ("A %s has no field “%s” of that type."), ob_kind_get_name (kind),
                       field);
  return NULL;
}

/* The field's name in the log. */
static char *
get_stored_name (const char *field)
{
  return g_strdelimit (g_strdup (field), "_", '-');
}

/* Some fields take only certain words. */
static gboolean
check_words (const FieldRule *rule, const char *text, GError **error)
{
  const char *const *words = NULL;
  g_autofree char *list = NULL;

  if (rule->kind == OB_KIND_SPEAKER && strcmp (rule->name, "kind") == 0)
    words = ob_speaker_get_kinds ();
  else if (rule->kind == OB_KIND_SPEAKER && strcmp (rule->name, "reliability") == 0)
    words = ob_speaker_get_reliabilities ();
  else if (rule->kind == OB_KIND_DISPUTE && strcmp (rule->name, "status") == 0)
    words = ob_dispute_get_statuses ();
  if (words == NULL || g_strv_contains (words, text))
    return TRUE;

  list = g_strjoinv (", ", (char **) words);
  ob_project_refuse (error, _ ("“%s” is not a %s of a %s; it can be: %s."), text, rule->name,
                     ob_kind_get_name (rule->kind), list);
  return FALSE;
}

static gboolean
check_key (ObEdit *edit, ObEntity label, const char *key, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (ob_edit_get_project (edit));
  const ObLabel *other = ob_codebook_find_key (codebook, key);
  g_autoptr (ObValue) kept = other != NULL ? ob_edit_get (edit, other->entity, "key") : NULL;

  if (g_utf8_strlen (key, -1) != 1 || !g_unichar_isalnum (g_utf8_get_char (key)))
    {
      ob_project_refuse (error, _ ("A label's key is one letter or digit."));
      return FALSE;
    }
  if (other != NULL && other->entity != label && g_strcmp0 (ob_value_get_text (kept), key) == 0
      && ob_edit_get_kind (edit, other->entity) == OB_KIND_LABEL)
    {
      ob_project_refuse (error, _ ("The key “%s” belongs to the label “%s”."), key, other->name);
      return FALSE;
    }
  return TRUE;
}

/* Refuses a second speaker, dispute, annotator or label of one name. */
static gboolean
check_unique (
    ObEdit *edit, ObEntity entity, ObKind kind, const char *field, const char *text, GError **error)
{
  ObEntity other = ob_edit_find (edit, kind, field, text);

  if (other == 0 || other == entity || ob_edit_get_kind (edit, other) != kind)
    return TRUE;

  ob_project_refuse (error, _ ("There is a %s “%s” already."), ob_kind_get_name (kind), text);
  return FALSE;
}

static gboolean
is_named (ObKind kind, const char *field)
{
  return (strcmp (field, "name") == 0
          && (kind == OB_KIND_SPEAKER || kind == OB_KIND_ANNOTATOR || kind == OB_KIND_LABEL
              || kind == OB_KIND_CHECKPOINT))
         || (strcmp (field, "question") == 0 && kind == OB_KIND_DISPUTE);
}

static ObEntity
add_named (ObEdit *edit, ObKind kind, const char *field, const char *text, GError **error)
{
  GArray *fields;

  if (!ob_edit_check_text (text, field, error) || !check_unique (edit, 0, kind, field, text, error))
    return 0;

  fields = ob_fields_new ();
  ob_fields_set (fields, field, ob_value_new_text (text));
  return ob_edit_create (edit, kind, fields);
}

/* Public functions ----------------------------------------------------------------------------- */

ObEntity
ob_edit_add_checkpoint (ObEdit *edit, const char *name, GError **error)
{
  ObEntity checkpoint = add_named (edit, OB_KIND_CHECKPOINT, "name", name, error);

  if (checkpoint != 0)
    ob_edit_set (edit, checkpoint, "annotator",
                 ob_value_new_entity (ob_edit_get_annotator (edit)));
  return checkpoint;
}

ObEntity
ob_edit_add_speaker (ObEdit *edit, const char *name, GError **error)
{
  return add_named (edit, OB_KIND_SPEAKER, "name", name, error);
}

gboolean
ob_edit_set_alias (
    ObEdit *edit, ObEntity speaker, const char *alias, gboolean present, GError **error)
{
  g_autofree char *field = g_strconcat ("alias:", alias, NULL);

  if (!ob_edit_check_kind (edit, speaker, OB_KIND_SPEAKER, error)
      || !ob_edit_check_text (alias, _ ("alias"), error))
    return FALSE;
  if (strlen (alias) > 190)
    {
      ob_project_refuse (error, _ ("An alias is at most 190 bytes long."));
      return FALSE;
    }
  if (present && !check_unique (edit, speaker, OB_KIND_SPEAKER, "name", alias, error))
    return FALSE;

  ob_edit_set (edit, speaker, field, present ? ob_value_new_integer (1) : ob_value_new_none ());
  return TRUE;
}

ObEntity
ob_edit_add_dispute (ObEdit *edit, const char *question, GError **error)
{
  return add_named (edit, OB_KIND_DISPUTE, "question", question, error);
}

ObEntity
ob_edit_add_position (ObEdit *edit, ObEntity dispute, const char *text, GError **error)
{
  GArray *fields;

  if (!ob_edit_check_kind (edit, dispute, OB_KIND_DISPUTE, error)
      || !ob_edit_check_text (text, _ ("position"), error))
    return 0;

  fields = ob_fields_new ();
  ob_fields_set (fields, "dispute", ob_value_new_entity (dispute));
  ob_fields_set (fields, "text", ob_value_new_text (text));
  return ob_edit_create (edit, OB_KIND_POSITION, fields);
}

ObEntity
ob_edit_add_annotator (ObEdit *edit, const char *name, GError **error)
{
  return add_named (edit, OB_KIND_ANNOTATOR, "name", name, error);
}

ObEntity
ob_edit_add_comment (ObEdit *edit, ObEntity on, const char *text, GError **error)
{
  GArray *fields;

  if (ob_edit_get_kind (edit, on) == OB_KIND_NONE)
    {
      ob_project_refuse (error, _ ("What the comment is on does not exist."));
      return 0;
    }
  if (!ob_edit_check_text (text, _ ("comment"), error))
    return 0;

  fields = ob_fields_new ();
  ob_fields_set (fields, "on", ob_value_new_entity (on));
  ob_fields_set (fields, "annotator", ob_value_new_entity (ob_edit_get_annotator (edit)));
  ob_fields_set (fields, "text", ob_value_new_text (text));
  return ob_edit_create (edit, OB_KIND_COMMENT, fields);
}

ObEntity
ob_edit_add_stray (ObEdit *edit,
                   ObEntity article,
                   const char *quote,
                   const char *details,
                   const char *reason,
                   GError **error)
{
  GArray *fields;

  if ((article != 0 && !ob_edit_check_kind (edit, article, OB_KIND_ARTICLE, error))
      || (*quote != '\0' && !ob_edit_check_text (quote, _ ("quote"), error))
      || !ob_edit_check_text (details, _ ("annotation"), error)
      || !ob_edit_check_text (reason, _ ("reason"), error))
    return 0;

  fields = ob_fields_new ();
  if (article != 0)
    ob_fields_set (fields, "article", ob_value_new_entity (article));
  if (*quote != '\0')
    ob_fields_set (fields, "name", ob_value_new_text (quote));
  ob_fields_set (fields, "details", ob_value_new_text (details));
  ob_fields_set (fields, "reason", ob_value_new_text (reason));
  return ob_edit_create (edit, OB_KIND_STRAY, fields);
}

ObEntity
ob_edit_add_label (ObEdit *edit, const char *id, const char *name, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (ob_edit_get_project (edit));
  ObEntity label;

  if (!g_regex_match_simple ("^[A-Za-z0-9_-]{1,64}$", id, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
    {
      ob_project_refuse (error, _ ("A label's id is 1 to 64 letters, digits, “-” or “_”."));
      return 0;
    }
  if (!check_unique (edit, 0, OB_KIND_LABEL, "id", id, error))
    return 0;
  label = add_named (edit, OB_KIND_LABEL, "name", name, error);
  if (label == 0)
    return 0;

  ob_edit_set (edit, label, "id", ob_value_new_text (id));
  ob_edit_set (edit, label, "position", ob_value_new_integer (codebook->labels->len));
  ob_edit_set (edit, label, "colour", ob_value_new_integer (codebook->labels->len % 12));
  ob_edit_set (edit, label, "line", ob_value_new_integer (codebook->labels->len % OB_N_LINES));
  return label;
}

gboolean
ob_edit_set_label_attribute (
    ObEdit *edit, ObEntity label, const char *name, const ObAttribute *attribute, GError **error)
{
  g_autofree char *field = g_strconcat ("@", name, NULL);
  g_autofree char *json = NULL;

  if (!ob_edit_check_kind (edit, label, OB_KIND_LABEL, error))
    return FALSE;
  if (!g_regex_match_simple ("^[A-Za-z0-9_-]{1,64}$", name, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
    {
      ob_project_refuse (error, _ ("An attribute's name is 1 to 64 letters, digits, “-” or “_”."));
      return FALSE;
    }
  if (attribute != NULL)
    json = ob_attribute_to_json (attribute);

  ob_edit_set (edit, label, field, json != NULL ? ob_value_new_text (json) : ob_value_new_none ());
  return TRUE;
}

gboolean
ob_edit_set_text (
    ObEdit *edit, ObEntity entity, const char *field, const char *text, GError **error)
{
  const FieldRule *rule = find_rule (edit, entity, field, FIELD_TEXT, error);
  g_autofree char *stored = get_stored_name (field);
  gboolean empty = text == NULL || *text == '\0';

  if (rule == NULL)
    return FALSE;
  if (empty && !rule->required)
    {
      ob_edit_set (edit, entity, stored, ob_value_new_none ());
      return TRUE;
    }
  if (!ob_edit_check_text (empty ? "" : text, field, error) || !check_words (rule, text, error))
    return FALSE;
  if (rule->kind == OB_KIND_LABEL && strcmp (field, "key") == 0
      && !check_key (edit, entity, text, error))
    return FALSE;
  if (is_named (rule->kind, field) && !check_unique (edit, entity, rule->kind, field, text, error))
    return FALSE;

  ob_edit_set (edit, entity, stored, ob_value_new_text (text));
  return TRUE;
}

gboolean
ob_edit_set_number (ObEdit *edit, ObEntity entity, const char *field, gint64 number, GError **error)
{
  g_autofree char *stored = get_stored_name (field);

  if (find_rule (edit, entity, field, FIELD_NUMBER, error) == NULL)
    return FALSE;

  ob_edit_set (edit, entity, stored, ob_value_new_integer (number));
  return TRUE;
}

gboolean
ob_edit_set_entity (
    ObEdit *edit, ObEntity entity, const char *field, ObEntity target, GError **error)
{
  g_autofree char *stored = get_stored_name (field);
  const FieldRule *rule = find_rule (edit, entity, field, FIELD_ENTITY, error);

  /* A label's parent is the only such field. */
  if (rule == NULL || (target != 0 && !ob_edit_check_kind (edit, target, OB_KIND_LABEL, error)))
    return FALSE;
  if (target == entity)
    {
      ob_project_refuse (error, _ ("A label cannot be its own parent."));
      return FALSE;
    }

  ob_edit_set (edit, entity, stored,
               target != 0 ? ob_value_new_entity (target) : ob_value_new_none ());
  return TRUE;
}

gboolean
ob_edit_set_state (ObEdit *edit,
                   ObEntity article,
                   ObEntity annotator,
                   gboolean review,
                   const char *state,
                   GError **error)
{
  static const char *const annotation_states[] = { "new", "in-progress", "done", NULL };
  static const char *const review_states[] = { "none", "in-review", "accepted", "returned", NULL };
  const char *const *states = review ? review_states : annotation_states;
  g_autofree char *list = NULL;

  if (!ob_edit_check_kind (edit, article, OB_KIND_ARTICLE, error)
      || !ob_edit_check_kind (edit, annotator, OB_KIND_ANNOTATOR, error))
    return FALSE;
  if (!g_strv_contains (states, state))
    {
      list = g_strjoinv (", ", (char **) states);
      ob_project_refuse (error, _ ("“%s” is not a state; it can be: %s."), state, list);
      return FALSE;
    }

  ob_edit_set_for (edit, article, review ? "state:review:" : "state:annotation:", annotator,
                   ob_value_new_text (state));
  return TRUE;
}

gboolean
ob_edit_set_id (ObEdit *edit, ObEntity created, const char *id, GError **error)
{
  ObId bytes;

  g_return_val_if_fail (created < 0 || ob_edit_get_kind (edit, created) == OB_KIND_ANNOTATOR,
                        FALSE);
  if (!ob_id_from_text (id, &bytes))
    {
      ob_project_refuse (error, _ ("“%s” is not an id."), id);
      return FALSE;
    }
  if (ob_project_lookup (ob_edit_get_project (edit), id) != 0)
    {
      ob_project_refuse (error, _ ("The id “%s” is in this project already."), id);
      return FALSE;
    }

  ob_edit_set (edit, created, "id", ob_value_new_bytes (bytes.bytes, OB_ID_BYTES));
  return TRUE;
}

gboolean
ob_edit_set_times (
    ObEdit *edit, ObEntity created, gint64 created_at, gint64 modified_at, GError **error)
{
  g_return_val_if_fail (created < 0, FALSE);

  ob_edit_set (edit, created, "created", ob_value_new_integer (created_at));
  ob_edit_set (edit, created, "modified", ob_value_new_integer (modified_at));
  return TRUE;
}
