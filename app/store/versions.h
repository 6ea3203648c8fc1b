/* Versions of an article: a corrected article is an article of its own, with a text of its own, that
 * names the version before it.  Annotations belong to one version each.
 *
 * Two people who add the same version in two copies make two articles of one text; after a merge
 * they can be made one.
 */
#pragma once

#include "store/edit.h"

G_BEGIN_DECLS

/* All versions of what @article is a version of, itself among them, by version, then age.
 * Returns: (transfer full): GPtrArray of ObArticle; empty when it does not exist. */
GPtrArray *ob_project_list_versions (ObProject *project, ObEntity article);

/* Makes @article, of the project or of this edit, the version after @previous, or (0) the first of
 * its own.  FALSE with @error when @previous is itself a later version of @article. */
gboolean
ob_edit_set_previous (ObEdit *edit, ObEntity article, ObEntity previous, GError **error);

/* Makes @from and @into, which must have the same text, one article, @into: annotations, comments,
 * passages that need attention, and later versions become its own; values and states of @from fill
 * what @into lacks. */
gboolean ob_edit_unify_articles (ObEdit *edit, ObEntity from, ObEntity into, GError **error);

G_END_DECLS
