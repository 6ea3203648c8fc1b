/* ObImportModel: what an import found, as rows of a list.
 *
 * A file with one article, or with none that could be read, is one row; a file with several is a
 * heading and a row for each.  The model owns the articles, and knows which of them the project has.
 */
#pragma once

#include "articles/import-articles.h"
#include "window/flat-model.h"

G_BEGIN_DECLS

#define OB_TYPE_IMPORT_MODEL (ob_import_model_get_type ())
G_DECLARE_FINAL_TYPE (ObImportModel, ob_import_model, OB, IMPORT_MODEL, ObFlatModel)

enum
{
  OB_IMPORT_COLUMN_TITLE,
  OB_IMPORT_COLUMN_DETAILS,     /* outlet, date, length; or why it cannot be read */
  OB_IMPORT_COLUMN_LEVEL,       /* 1: below a heading */
  OB_IMPORT_COLUMN_HEADING,
  OB_IMPORT_COLUMN_CAN_CHOOSE,  /* whether there is something to import */
  OB_IMPORT_COLUMN_CHOSEN,      /* it is to be imported; of a heading: all below it */
  OB_IMPORT_COLUMN_MIXED,       /* a heading: some below it */
  OB_IMPORT_COLUMN_ICON,        /* (nullable) name of an icon: something to be looked at */
  OB_N_IMPORT_COLUMNS,
};

/* One source and the articles that were read from it. */
typedef struct
{
  ObArticleSource *source; /* (owned) */
  GPtrArray *files;        /* (owned) ObArticleFile, at least one */
  guint first_row;         /* of its first article, or its heading */
} ObImportGroup;

typedef struct
{
  guint n_files;      /* files, of one article or many */
  guint n_articles;   /* that were read */
  guint n_chosen;
  guint n_duplicates;
  guint n_refused;
  guint n_versions;   /* that look like versions of other articles */
} ObImportCounts;

ObImportModel *ob_import_model_new (void);

/* The project to which articles may be known.  (nullable) */
void ob_import_model_set_project (ObImportModel *model, ObProject *project);

/* Adds @files (transfer full), all of one source, at the end. */
void ob_import_model_append (ObImportModel *model, GPtrArray *files);

/* Puts @files (transfer full) in the place of those that were read from @source before, for which
 * choices are kept where there are as many.  Views must be set anew, as all rows may have moved. */
void ob_import_model_replace (ObImportModel *model, ObArticleSource *source, GPtrArray *files);

guint ob_import_model_get_n_rows (ObImportModel *model);

/* The group that @row is of.  (transfer none) */
const ObImportGroup *ob_import_model_get_group (ObImportModel *model, guint row);

/* The article of @row; NULL for a heading.  (transfer none) (nullable) */
ObArticleFile *ob_import_model_get_file (ObImportModel *model, guint row);

/* The row of the first article of @source, or its heading; -1. */
int ob_import_model_find (ObImportModel *model, ObArticleSource *source);

/* Gives all articles what they were found to be like: @compared are copies of them, in their order. */
void ob_import_model_take_matches (ObImportModel *model, GPtrArray *compared);

/* Makes @choice for the article of @row, or for all below the heading; those that are no versions of
 * other articles are imported as they are. */
void ob_import_model_choose (ObImportModel *model, guint row, ObArticleChoice choice);

ObImportCounts ob_import_model_count (ObImportModel *model);

/* All articles and files, in their order: (transfer container), they stay the model's. */
GPtrArray *ob_import_model_list (ObImportModel *model);

G_END_DECLS
