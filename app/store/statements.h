/* Annotations as rows of numbers: what searching, counting and the disputes board read.
 *
 * A row knows who says it: the effective speaker is its own value "speaker", or else that of the
 * mention at the end of its first said-by link that has one.  Every other attribute is a pair of
 * words, the name and the value, each a number in a table of strings that all rows share.  Rows are
 * ordered by article, start, descending end, annotation.  56 bytes a row and 8 an attribute.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  ObEntity annotation;
  guint32 article;
  guint32 start; /* hull of the segments: code points, half-open */
  guint32 end;
  guint32 label;
  guint32 annotator;
  guint32 speaker;  /* effective, or 0 */
  guint32 mention;  /* the annotation that the speaker comes from, or 0 */
  guint32 dispute;  /* or 0; that of the position where only that is given */
  guint32 position; /* or 0 */
  guint32 flags;    /* OB_SPAN_... */
  guint32 first_word;
  guint32 n_words;
} ObStatement;

typedef struct
{
  guint32 name;
  guint32 value;
} ObWordPair;

typedef struct
{
  GArray *rows;        /* (owned) ObStatement */
  GArray *words;       /* (owned) ObWordPair; those of removed rows stay until a whole reading */
  GPtrArray *strings;  /* (owned) char* by number; 0 is "" */
  GHashTable *numbers; /* (owned) string -> number */
} ObStatements;

ObStatements *ob_statements_new (void);
void ob_statements_free (ObStatements *statements);

/* Rows of the annotations that point to one of @targets (@n of them: disputes, positions or
 * speakers), and of those said by a mention of them.  O(answer).  (transfer full) */
ObStatements *
ob_project_list_statements (ObProject *project, const ObEntity *targets, guint n_targets);

/* Rows of one article.  (transfer full) */
ObStatements *ob_project_list_statements_in (ObProject *project, ObEntity article);

/* Rows of everything.  The project's lock is given back between pieces; what somebody writes
 * meanwhile is told by the project's signals as always.  About 1 s for 500,000.  (transfer full)
 * (nullable): NULL when @cancellable (nullable) was. */
ObStatements *ob_project_list_all_statements (ObProject *project, GCancellable *cancellable);

/* Reads the rows of @article anew.  O(rows of the article + bytes of the rows after it). */
void ob_statements_update (ObStatements *statements, ObProject *project, ObEntity article);

/* The value of an attribute.  (transfer none) (nullable) */
const char *ob_statements_get (const ObStatements *statements,
                               const ObStatement *row,
                               const char *attribute);

/* The number of a string, or 0 when no row has it. */
guint32 ob_statements_find_string (const ObStatements *statements, const char *string);

/* Range of the rows of @article: first and one past the last.  O(log rows). */
void ob_statements_find_article (const ObStatements *statements,
                                 ObEntity article,
                                 guint *first,
                                 guint *last);

/* The row of @annotation in @article, or NULL.  O(log rows + rows of the article). */
const ObStatement *ob_statements_find (const ObStatements *statements,
                                       ObEntity article,
                                       ObEntity annotation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObStatements, ob_statements_free)

G_END_DECLS
