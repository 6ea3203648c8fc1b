/* The files that an import of files and folders means. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Most files of an import. */
#define OB_ARTICLE_PATHS_MAX 200000

/* @paths (NULL-terminated) in their order, with each folder replaced by the files in it, and in the
 * folders of it, by name: those whose ending is that of a format of articles.  Passed over are hidden
 * ones, links, and the folder "X_files" that a browser saves beside "X.html".
 * Returns: (transfer full): array of char *, as the file system spells them. */
GPtrArray *ob_article_paths_expand (const char *const *paths);

/* The endings of files that are taken from folders, in small letters, ".html"; NULL-terminated. */
const char *const *ob_article_paths_list_endings (void);

G_END_DECLS
