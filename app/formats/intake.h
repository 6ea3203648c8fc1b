/* What readers of other programs' sets have in common: a reader says what its format says
 * (articles, annotations, links), and the intake makes edits of it.
 *
 *   article      found by id, text, address, file name or title; else added with its text
 *   passage      by offsets in the text as the set has it, checked against the quoted words;
 * counted otherwise; by the words (model/anchor.h); else kept as a stray that needs attention label
 * of the codebook by id or name; as the import's mapping says; else added attribute    added to the
 * label when it is unknown, as a choice of it when that is unknown annotation   with an Obelus id
 * that the project knows, or just as one that is there: updated
 *
 * Sets that Obelus has written carry more (see ob_intake_write_meta() and _write_header()), so that
 * coming back they find everything as it was.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "formats/format.h"
#include "model/anchor.h"

G_BEGIN_DECLS

typedef struct _ObIntake ObIntake;

/* An article as a set has it.  Nothing is owned. */
typedef struct
{
  const char *id; /* (nullable) Obelus id */
  const char *title, *byline, *outlet, *url, *published, *language, *file_name; /* (nullable) */
  const char *text; /* (nullable) valid UTF-8 as the set has it: offsets count in it */
  gsize n_bytes;
  ObUnit unit; /* of all offsets */
} ObIncomingArticle;

typedef struct
{
  char *name;
  char *text; /* as people write it: names for speakers, disputes, positions */
} ObIncomingValue;

/* An annotation as a set has it; all strings are owned, all but @label nullable. */
typedef struct
{
  char *key; /* what links of this set call it; the id unless set */
  char *id;  /* Obelus id */
  char *label;
  char *label_name; /* for a label that is added; @label unless set */
  char *annotator;
  char *note;
  char *origin;
  gint64 created, modified; /* 0: now */
  GArray *segments; /* (owned) ObSegment in the article's unit; empty: only the quote is known */
  char *quote;      /* the words, of several segments joined by one space */
  char *prefix, *suffix;
  GArray *values;   /* (owned) ObIncomingValue */
  gboolean partial; /* attributes and note that it has not are left as they are */
} ObIncoming;

/* @origin: the format's id.  Returns: (transfer full). */
ObIntake *ob_intake_new (ObSetReading *import, const char *format_id);
void ob_intake_free (ObIntake *intake);

/* Reads what ob_intake_write_header() wrote.  Before everything else; only a project that is as
 * good as new takes it over, since it is older than what others have. */
gboolean ob_intake_read_header (ObIntake *intake, const char *json, gsize length, GError **error);

gboolean ob_intake_read_header_object (ObIntake *intake, JsonObject *header, GError **error);

/* Begins an article; annotations that follow are on it.  Without a text, an article that the
 * project has not is not made, and annotations on it need attention. */
gboolean
ob_intake_begin_article (ObIntake *intake, const ObIncomingArticle *article, GError **error);

/* The canonical text of the article begun last.  Returns: (transfer none) (nullable). */
ObText *ob_intake_get_text (ObIntake *intake);

/* Adds or updates one, or keeps it for attention. */
gboolean ob_intake_add (ObIntake *intake, const ObIncoming *incoming, GError **error);

/* A link between two keys; kept until the end. Those whose ends did not come are counted. */
void ob_intake_add_link (ObIntake *intake, const char *from, const char *to, const char *type);

/* Makes sure that there is a label. FALSE with an error. */
gboolean ob_intake_add_label (ObIntake *intake,
                              const char *id,
                              const char *name,
                              const char *parent,
                              const char *use_when,
                              GError **error);

/* Something that could not be taken over: counted under @what, translated words without a period.
 */
void ob_intake_count (ObIntake *intake, const char *what);

/* Adds the links and says what was lost and how passages were found. */
gboolean ob_intake_finish (ObIntake *intake, GError **error);

ObIncoming *ob_incoming_new (const char *label);
void ob_incoming_free (ObIncoming *incoming);
void ob_incoming_add_segment (ObIncoming *incoming, gint64 start, gint64 end);
void ob_incoming_add_value (ObIncoming *incoming, const char *name, const char *text);

/* Members of JSON that ob_intake_write_meta() and _write_attributes() wrote; what @incoming has
 * already stays, attributes are added. */
void ob_incoming_read_meta (ObIncoming *incoming, const char *json);
void ob_incoming_read_record (ObIncoming *incoming, JsonObject *record);

/* --- for writers ---------------------------------------------------------------------------- */

/* {"id", "annotator", "origin", "created", "modified"}: what other programs have no place for. */
void ob_intake_write_meta (GString *out, ObCatalogue *catalogue, const ObAnnotation *annotation);

/* The member "attributes": what they are called -> what people call their values. */
void ob_intake_write_attributes (GString *out,
                                 ObCatalogue *catalogue,
                                 const ObAnnotation *annotation);

/* The codebook, speakers, disputes and annotators, as the first line of a "jsonl" set. */
void ob_intake_write_header (GString *out, ObCatalogue *catalogue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObIntake, ob_intake_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObIncoming, ob_incoming_free)

G_END_DECLS
