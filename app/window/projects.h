/* Where projects are: names for new ones, recent ones, the sample. */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

/* TRUE when the file at @path is a project, or says by its name that it should be one. */
gboolean ob_projects_is_project (const char *path);

/* A path in the documents folder at which no file is, like @name.  Returns: (transfer full). */
char *ob_projects_dup_free_path (const char *name);

/* Lists the project at @path first among the recent ones. */
void ob_projects_remember (const char *path);

/* The paths of the recent projects that are files here, the latest first.  (transfer full) */
char **ob_projects_list_remembered (void);

/* Where the sample project is kept.  Returns: (transfer full). */
char *ob_projects_dup_sample_path (void);

/* Creates a project with the sample article and its annotations at @path, unless a file is there
 * already. */
gboolean ob_projects_create_sample (const char *path, GError **error);

G_END_DECLS
