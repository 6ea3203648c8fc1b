/* "uima-xmi" and "uima-json": documents of Apache UIMA, as INCEpTION, DKPro and cassis exchange
 * them. One model for both.
 *
 *   org.obelus.Article   one a document: "meta", a record of the article as JSON
 *   org.obelus.Passage   a segment: "label", "note", an attribute a feature; "obelusId" and "piece"
 *                        (0, 1, ...) join the segments of an annotation; "meta" on the first: JSON
 *   org.obelus.Link      "Governor" and "Dependent", as INCEpTION's relations have it; "linkType"
 *
 * Documents of others: whatever has a begin and an end is an annotation with its type as label and
 * its features as attributes; relations, slots and chains are links.  Offsets count UTF-16 units.
 */
#pragma once

#include "formats/intake.h"

G_BEGIN_DECLS

#define OB_UIMA_ARTICLE "org.obelus.Article"
#define OB_UIMA_PASSAGE "org.obelus.Passage"
#define OB_UIMA_LINK "org.obelus.Link"

/* Ids of the structures that every document begins with. */
#define OB_UIMA_ID_SOFA 1
#define OB_UIMA_ID_DOCUMENT 2

typedef enum
{
  OB_UIMA_TEXT,
  OB_UIMA_NUMBER,
  OB_UIMA_REFERENCE,
} ObUimaKind;

typedef struct
{
  char *name; /* (owned) */
  ObUimaKind kind;
  char *text;    /* (owned) (nullable): of a text; ids, with spaces between, of references */
  gint64 number; /* of a number or one reference */
} ObUimaFeature;

typedef struct
{
  gint64 id;
  char *type;       /* (owned) "org.obelus.Passage" */
  GArray *features; /* (owned) ObUimaFeature */
} ObUimaStructure;

/* A document.  In one that was read, the Sofa is not among the structures. */
typedef struct
{
  char *text;            /* (owned) (nullable) */
  char *language;        /* (owned) (nullable) */
  gint64 sofa;           /* id of the Sofa whose text it is */
  GPtrArray *structures; /* (owned) ObUimaStructure */
  GHashTable *by_id;     /* (owned) gint64 * (not owned) -> ObUimaStructure */
} ObUimaCas;

ObUimaCas *ob_uima_cas_new (void);
void ob_uima_cas_free (ObUimaCas *cas);

/* Appends one.  @id: 0 for the next.  Returns: (transfer none). */
ObUimaStructure *ob_uima_cas_add (ObUimaCas *cas, gint64 id, const char *type);
ObUimaStructure *ob_uima_cas_find (const ObUimaCas *cas, gint64 id);

void ob_uima_add_text (ObUimaStructure *structure, const char *name, const char *text);
void ob_uima_add_number (ObUimaStructure *structure, const char *name, gint64 number);
void ob_uima_add_reference (ObUimaStructure *structure, const char *name, gint64 id);
void ob_uima_add_references (ObUimaStructure *structure, const char *name, const char *ids);

const ObUimaFeature *ob_uima_get (const ObUimaStructure *structure, const char *name);

/* The feature as a number; FALSE when it is none. */
gboolean ob_uima_get_number (const ObUimaStructure *structure, const char *name, gint64 *number);

/* The feature as a text that is not empty, or NULL. */
const char *ob_uima_get_text (const ObUimaStructure *structure, const char *name);

/* --- writing: for both formats -------------------------------------------------------------- */

typedef struct _ObUimaExport ObUimaExport;

/* @ending: ".xmi" or ".json".  It is the export's state. */
ObUimaExport *ob_uima_export_new (ObExport *export, const char *ending);

/* Begins the file of @article and makes its document.  Returns: (transfer full). */
ObUimaCas *ob_uima_export_article (ObExport *export,
                                   const ObArticle *article,
                                   const ObText *text,
                                   const GPtrArray *annotations);

/* Writes the type system, INCEpTION's layers and the side file, says what was lost, frees the
 * state. */
void ob_uima_export_end (ObExport *export);

/* The types as UIMA JSON CAS has them, into an object that is open. */
void ob_uima_write_json_types (ObExport *export, GString *out);

/* --- reading: for both formats -------------------------------------------------------------- */

typedef ObUimaCas *(*ObUimaParse) (GBytes *bytes, GError **error);

/* Reads every document of the set whose name ends with @ending (NULL: the single file). */
gboolean ob_uima_read_set (ObSetReading *import,
                           const char *format_id,
                           const char *ending,
                           ObUimaParse parse,
                           GError **error);

/* Makes edits of one document called @name. */
gboolean ob_uima_take (
    ObIntake *intake, const ObUimaCas *cas, const char *name, JsonNode *side, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObUimaCas, ob_uima_cas_free)

G_END_DECLS
