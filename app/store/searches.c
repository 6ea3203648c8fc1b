#include "store/searches.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/edit-private.h"

#define FIELD "search:"
#define LONGEST_NAME 180

static ObEntity
find_project (ObDatabase *database)
{
  return ob_database_get_number (database, 0,
                                 "SELECT e FROM record WHERE kind = ? ORDER BY e LIMIT 1", "i",
                                 (gint64) OB_KIND_PROJECT);
}

static gint
compare_searches (gconstpointer a, gconstpointer b)
{
  const ObSavedSearch *left = *(const ObSavedSearch *const *) a;
  const ObSavedSearch *right = *(const ObSavedSearch *const *) b;

  return g_utf8_collate (left->name, right->name);
}

void
ob_saved_search_free (ObSavedSearch *search)
{
  g_free (search->name);
  g_free (search->query);
  g_free (search);
}

GPtrArray *
ob_project_list_searches (ObProject *project)
{
  GPtrArray *searches = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_saved_search_free);
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  g_autoptr (GArray) fields = NULL;

  if (database == NULL)
    return searches;
  fields = ob_project_get_record (database, find_project (database));
  for (guint i = 0; i < fields->len; i++)
    {
      const ObField *field = &g_array_index (fields, ObField, i);
      const char *query = ob_value_get_text (field->value);
      ObSavedSearch *search;

      if (!g_str_has_prefix (field->field, FIELD) || query == NULL)
        continue;
      search = g_new0 (ObSavedSearch, 1);
      search->name = g_strdup (field->field + strlen (FIELD));
      search->query = g_strdup (query);
      g_ptr_array_add (searches, search);
    }
  g_ptr_array_sort (searches, compare_searches);
  return searches;
}

gboolean
ob_edit_set_search (ObEdit *edit, const char *name, const char *query, GError **error)
{
  ObProject *project = ob_edit_get_project (edit);
  g_autofree char *field = g_strconcat (FIELD, name, NULL);
  ObDatabase *database;
  ObEntity entity = 0;

  if (!ob_edit_check_text (name, _ ("name"), error)
      || (query != NULL && !ob_edit_check_text (query, _ ("search"), error)))
    return FALSE;
  if (strlen (name) > LONGEST_NAME)
    {
      ob_project_refuse (error, _ ("The name of a smart list is at most %d bytes long."),
                         LONGEST_NAME);
      return FALSE;
    }

  {
    OB_PROJECT_LOCK (project);

    database = ob_project_read (project);
    if (database != NULL)
      entity = find_project (database);
  }
  if (entity == 0)
    {
      ob_project_refuse (error, _ ("The project is closed."));
      return FALSE;
    }
  ob_edit_set (edit, entity, field,
               query != NULL ? ob_value_new_text (query) : ob_value_new_none ());
  return TRUE;
}
