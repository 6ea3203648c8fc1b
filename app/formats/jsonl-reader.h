/* The reader of the format "jsonl"; jsonl.c describes it.
 *
 * What the project has already, by id or by what makes it the same thing (a label's id, a name, a
 * text), is updated; the rest is added and keeps its id.  Nothing is removed but what an updated
 * thing has no longer in the set: an attribute's value, an alias.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "formats/format.h"

G_BEGIN_DECLS

#define OB_JSONL_FORMAT "obelus"
#define OB_JSONL_VERSION 1

/* Longest line, which is an article with its annotations and its original bytes. */
#define OB_JSONL_MAX_LINE (256u * 1024 * 1024)

/* What a set names things by. */
typedef enum
{
  OB_JSONL_ID,        /* any id but a label's */
  OB_JSONL_LABEL,     /* a label's id */
  OB_JSONL_ANNOTATOR, /* an annotator's name */
  OB_N_JSONL_NAMES
} ObJsonlName;

typedef struct
{
  ObSetReading *import;                /* not owned */
  gboolean is_new;                     /* the project was as good as empty before */
  GHashTable *known[OB_N_JSONL_NAMES]; /* (owned) name -> gint64 * of the entity */
  GHashTable *texts;    /* (owned) SHA-256 as text -> gint64 * of an article of the project */
  GHashTable *comments; /* (owned) gint64 * of a comment of the project -> ObComment (owned) */
  ObCodebook *codebook; /* (owned) (nullable) as the set has it */
  GHashTable *labels;   /* (owned) gint64 * of a label -> ObLabel of that codebook */
  GPtrArray *links;     /* (owned) PendingLink: until all annotations are there */
  GPtrArray *late;      /* (owned) Comments: until all links are there */
  gboolean skips_links; /* links whose ends are not there are left out, not refused */
  guint n_links_skipped;
  GHashTable *linked; /* (owned) "FROM TO TYPE": links of this set */
  guint n_values_left_out;
} ObJsonlReader;

/* Returns: (transfer full). */
ObJsonlReader *ob_jsonl_reader_new (ObSetReading *import);
void ob_jsonl_reader_free (ObJsonlReader *reader);

gboolean ob_jsonl_read (ObSetReading *import, GError **error);

/* Remembers what the set calls @entity; what it calls so, or 0. */
void ob_jsonl_learn (ObJsonlReader *reader, ObJsonlName kind, const char *name, ObEntity entity);
ObEntity ob_jsonl_lookup (ObJsonlReader *reader, ObJsonlName kind, const char *name);

/* The entity of the project that has @id and is of @kind, or 0. */
ObEntity ob_jsonl_find (ObJsonlReader *reader, ObKind kind, const char *id);

/* The header's labels, annotators, speakers and disputes. */
gboolean ob_jsonl_read_header (ObJsonlReader *reader, JsonObject *header, GError **error);

/* Writes the header and leaves its object open. */
void ob_jsonl_open_header (GString *out, ObCatalogue *catalogue);

/* One annotation of @article (whose text is @text). */
gboolean ob_jsonl_read_annotation (ObJsonlReader *reader,
                                   ObEntity article,
                                   const ObText *text,
                                   JsonObject *object,
                                   ObReadItem *item,
                                   GError **error);

/* A link is kept until all annotations are there; then ob_jsonl_add_links() adds them. @line: where
 * it stands, for messages. */
gboolean ob_jsonl_read_link (ObJsonlReader *reader, JsonObject *object, guint line, GError **error);
gboolean ob_jsonl_add_links (ObJsonlReader *reader, GError **error);
void ob_jsonl_link_free (gpointer link);
/* The same for what another reader knows; copies. */
void ob_jsonl_keep_link (
    ObJsonlReader *reader, const char *from, const char *to, const char *type, guint line);

/* The comments that the project has; those that line @line of the set has, which may be on anything
 * and so are kept too; adding those that were kept. */
void ob_jsonl_learn_comments (ObJsonlReader *reader);
gboolean
ob_jsonl_keep_comments (ObJsonlReader *reader, JsonObject *object, guint line, GError **error);
gboolean ob_jsonl_add_comments (ObJsonlReader *reader, GError **error);
void ob_jsonl_comments_free (gpointer comments);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObJsonlReader, ob_jsonl_reader_free)

G_END_DECLS
