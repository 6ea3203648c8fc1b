/* Smart lists: searches that a project keeps by name, for everybody who works in it.
 *
 * Each is a field of the project itself, "search:NAME", so that two people's lists never meet.
 */
#pragma once

#include "store/edit.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *query;
} ObSavedSearch;

void ob_saved_search_free (ObSavedSearch *search);

/* (transfer full): GPtrArray of ObSavedSearch, by name. */
GPtrArray *ob_project_list_searches (ObProject *project);

/* Keeps @query as @name, or forgets it when NULL. */
gboolean
ob_edit_set_search (ObEdit *edit, const char *name, const char *query, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSavedSearch, ob_saved_search_free)

G_END_DECLS
