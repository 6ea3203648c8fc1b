/* Finding an entity by its id or by what a person would call it. */
#include "store/project-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "model/id-map.h"
#include "store/derive.h"

#define SHORTEST_BEGINNING 6

/* One way of asking: @sql takes the kind and the name, in this order. */
typedef struct
{
  ObKind kind; /* OB_KIND_NONE: for all */
  const char *sql;
} Question;

static const Question questions[] = {
  { OB_KIND_ARTICLE, "SELECT e FROM article WHERE ?1 = ?1 AND alive = 1 AND title = ?2" },
  { OB_KIND_ARTICLE, "SELECT e FROM article WHERE ?1 = ?1 AND alive = 1 AND file_name = ?2" },
  { OB_KIND_ARTICLE,
    "SELECT e FROM article WHERE ?1 = ?1 AND alive = 1 AND title = ?2 COLLATE NOCASE" },
  { OB_KIND_NONE, "SELECT e FROM record WHERE kind = ?1 AND name = ?2" },
  { OB_KIND_NONE, "SELECT e FROM record WHERE kind = ?1 AND name = ?2 COLLATE NOCASE" },
};

/* The only entity that the question gives; 0 for none, -1 for several. */
static ObEntity
ask (ObDatabase *database, const char *sql, ObKind kind, const char *name)
{
  ObEntity found = 0;
  sqlite3_stmt *row = ob_database_query (database, sql, "it", (gint64) kind, name);

  while (ob_database_next (database, row))
    found = found == 0 ? sqlite3_column_int64 (row, 0) : -1;
  return found;
}

static ObEntity
find_label (ObProject *project, const char *name)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObLabel *label = ob_codebook_find (codebook, name);

  return label != NULL ? label->entity : 0;
}

static ObEntity
find_alias (ObProject *project, const char *name)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);
  g_autofree char *folded = g_utf8_casefold (name, -1);
  ObEntity exact = 0, loose = 0;

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = speakers->pdata[i];

      for (guint j = 0; speaker->aliases[j] != NULL; j++)
        {
          g_autofree char *alias = g_utf8_casefold (speaker->aliases[j], -1);

          if (strcmp (speaker->aliases[j], name) == 0)
            exact = exact == 0 ? speaker->entity : -1;
          else if (strcmp (alias, folded) == 0)
            loose = loose == 0 ? speaker->entity : -1;
        }
    }
  return exact != 0 ? exact : loose;
}

static ObEntity
find_by_name (ObProject *project, ObDatabase *database, ObKind kind, const char *name)
{
  ObEntity found = 0;

  if (kind == OB_KIND_LABEL)
    return find_label (project, name);

  for (guint i = 0; i < G_N_ELEMENTS (questions) && found == 0; i++)
    if (questions[i].kind == kind || (questions[i].kind == OB_KIND_NONE && kind != OB_KIND_ARTICLE))
      found = ask (database, questions[i].sql, kind, name);
  if (found == 0 && kind == OB_KIND_SPEAKER)
    found = find_alias (project, name);

  return found;
}

/* Ids that begin with @id: a whole one, or the only one of at least six characters. */
static ObEntity
find_beginning (ObDatabase *database, const char *id)
{
  gsize length = strlen (id);
  g_autofree char *padded = NULL;
  ObId low, high, stored;
  ObEntity found = 0;
  sqlite3_stmt *row;

  if (length < SHORTEST_BEGINNING || length >= OB_ID_TEXT_LENGTH)
    return 0;

  /* The last character carries three bits only: 'a' and '4' are its smallest and largest. */
  padded = g_strnfill (OB_ID_TEXT_LENGTH, 'a');
  memcpy (padded, id, length);
  if (!ob_id_from_text (padded, &low))
    return 0;
  memset (padded + length, '7', OB_ID_TEXT_LENGTH - length);
  padded[OB_ID_TEXT_LENGTH - 1] = '4';
  if (!ob_id_from_text (padded, &high))
    return 0;

  row = ob_database_query (database,
                           "SELECT " OB_ENTITY_ID ", e FROM entity_key JOIN entity USING (e) "
                           "JOIN change USING (n) WHERE key BETWEEN ? AND ? UNION ALL "
                           "SELECT id, -1, e FROM alias WHERE id BETWEEN ? AND ?",
                           "iibb", (gint64) ob_id_get_beginning (&low),
                           (gint64) ob_id_get_beginning (&high), low.bytes, (gsize) OB_ID_BYTES,
                           high.bytes, (gsize) OB_ID_BYTES);
  while (ob_database_next (database, row))
    if (ob_column_entity_id (row, 0, &stored) && ob_id_compare (&low, &stored) <= 0
        && ob_id_compare (&stored, &high) <= 0)
      {
        ObEntity entity = sqlite3_column_int64 (row, 2);

        found = found == 0 || found == entity ? entity : -1;
      }
  return MAX (found, 0);
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_project_dup_id (ObProject *project, ObEntity entity)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  ObId id, alias;
  sqlite3_stmt *row;

  if (database == NULL || !ob_state_get_id (ob_project_get_state (project), entity, &id))
    return NULL;

  /* What was imported keeps the id that it had, unless its original is here as well. */
  row = ob_database_query (database, "SELECT id FROM alias WHERE e = ?", "i", entity);
  if (ob_database_next (database, row))
    {
      memcpy (alias.bytes, sqlite3_column_blob (row, 0), OB_ID_BYTES);
      ob_database_done (row);
      if (ob_state_lookup (ob_project_get_state (project), &alias) == 0)
        id = alias;
    }
  return ob_id_dup_text (&id);
}

ObEntity
ob_project_lookup (ObProject *project, const char *text)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  ObEntity found;
  ObId id;

  if (database == NULL || text == NULL)
    return 0;
  if (!ob_id_from_text (text, &id))
    found = find_beginning (database, text);
  else
    found = ob_state_lookup (ob_project_get_state (project), &id);

  /* What was deleted may have come back by an import, under the same id. */
  if (ob_project_get_kind (project, found) == OB_KIND_NONE && ob_id_from_text (text, &id))
    found = ob_database_get_number (database, 0,
                                    "SELECT e FROM alias WHERE id = ? ORDER BY e LIMIT 1", "b",
                                    id.bytes, (gsize) OB_ID_BYTES);

  return ob_project_get_kind (project, found) != OB_KIND_NONE ? found : 0;
}

ObKind
ob_project_get_kind (ObProject *project, ObEntity entity)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  ObKind kind;

  if (database == NULL || entity <= 0)
    return OB_KIND_NONE;
  kind = ob_state_get_kind (ob_project_get_state (project), entity);
  return kind != OB_KIND_NONE && ob_state_is_alive (ob_project_get_state (project), entity)
             ? kind
             : OB_KIND_NONE;
}

ObEntity
ob_project_find (ObProject *project, ObKind kind, const char *name, GError **error)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  ObEntity found = 0;

  if (database == NULL)
    {
      ob_project_refuse (error, _ ("The project is closed."));
      return 0;
    }

  found = ob_project_lookup (project, name);
  if (found != 0 && ob_project_get_kind (project, found) != kind)
    found = 0;
  if (found == 0)
    found = find_by_name (project, database, kind, name);

  if (found == 0)
    ob_project_refuse (error, _ ("There is no %s “%s” in this project."), ob_kind_get_name (kind),
                       name);
  else if (found < 0)
    ob_project_refuse (error, _ ("More than one %s is called “%s”: name it by its id."),
                       ob_kind_get_name (kind), name);
  return MAX (found, 0);
}
