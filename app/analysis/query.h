/* The search language: what was typed as a tree.
 *
 *   query     := all { "OR" all }
 *   all       := relation { ["AND"] relation }
 *   relation  := item { ("inside" | "overlapping" | "near/5") item }
 *   item      := "NOT" item | "(" query ")" | field ":" value | "NEAR(" words... "," 5 ")" | words
 *   words     := word | word "*" | "\"" several words "\"" ["*"]
 *
 * Operators bind as listed, the last ones closest.  AND, OR, NOT and NEAR are capitals, so that
 * and, or, not and near are words to be found.  Case and accents of words do not matter.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OB_QUERY_ERROR (ob_query_error_quark ())
GQuark ob_query_error_quark (void);

typedef enum
{
  OB_QUERY_ERROR_SYNTAX, /* the message says where and what was expected */
  OB_QUERY_ERROR_NAME,   /* a field, speaker, label ... that there is not */
} ObQueryError;

#define OB_QUERY_MAX_BYTES 4096

typedef enum
{
  OB_QUERY_AND,
  OB_QUERY_OR,
  OB_QUERY_NOT,
  OB_QUERY_INSIDE,
  OB_QUERY_OVERLAPPING,
  OB_QUERY_NEAR,  /* @distance words between @left and @right */
  OB_QUERY_FIELD, /* @name, @value */
  OB_QUERY_WORDS, /* @words: one phrase; or several, near each other by @distance */
} ObQueryType;

typedef struct _ObQuery ObQuery;

struct _ObQuery
{
  ObQueryType type;
  guint offset;      /* where it begins in what was typed: characters */
  ObQuery *left;     /* (owned) (nullable) */
  ObQuery *right;    /* (owned) (nullable) */
  guint distance;    /* words */
  char *name;        /* (owned) (nullable) in lower case */
  char *value;       /* (owned) (nullable) */
  GPtrArray *words;  /* (owned) (nullable) char*: phrases */
  gboolean prefix;   /* the last word of the (only) phrase is a beginning */
};

/* Returns: (transfer full) (nullable): NULL with OB_QUERY_ERROR_SYNTAX. */
ObQuery *ob_query_parse (const char *text, GError **error);
void ob_query_free (ObQuery *query);

/* The query as it was understood, with all parentheses; for tests.  (transfer full) */
char *ob_query_to_text (const ObQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObQuery, ob_query_free)

G_END_DECLS
