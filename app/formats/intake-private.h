/* What the parts of the intake share. */
#pragma once

#include "formats/intake.h"
#include "formats/jsonl-reader.h"

G_BEGIN_DECLS

struct _ObIntake
{
  ObSetReading *import;   /* not owned */
  char *origin;           /* (owned) "import:brat" */
  ObJsonlReader *reader;  /* (owned) knows keys and what the header brought */
  ObCodebook *codebook;   /* (owned) the project's */
  GHashTable *labels;     /* (owned) label as the set calls it -> gint64 * */
  GHashTable *label_defs; /* (owned) gint64 * -> ObLabel: new or with new attributes */
  GHashTable
      *names; /* (owned) "KIND NAME" -> gint64 *: speakers, disputes, positions, annotators */
  GHashTable *counts; /* (owned) sentence -> guint */
  GHashTable *strays; /* (owned) (nullable) details of those that the project has */
  GHashTable
      *by_name; /* (owned) article's address, file name or title -> gint64 *; 0 for several */

  /* The article begun last. */
  ObEntity article;    /* 0: not there */
  ObReadItem *item;    /* owned by the import */
  ObText *text;        /* (owned) (nullable) canonical */
  ObText *said;        /* (owned) (nullable) as the set has it, when that is another */
  ObUnits *said_units; /* (owned) (nullable) */
  GArray *shifts;      /* (owned) Shift: from @said to @text */
  ObUnit unit;
  ObAnchorer *anchorer; /* (owned) (nullable) */
  GHashTable *there; /* (owned) (nullable) "LABEL ANNOTATOR SEGMENTS" -> GQueue of ObAnnotation */

  guint n_fits[OB_N_ANCHOR_FITS]; /* those that were counted otherwise are in @counts */
  guint n_links_lost;
};

/* The label that the set calls @id or @name, mapped, found or added; 0 with an error. */
ObEntity ob_intake_find_label (ObIntake *intake, const char *id, const char *name, GError **error);

/* The annotator called @name, added if need be; NULL: 0, the project's. */
gboolean
ob_intake_find_annotator (ObIntake *intake, const char *name, ObEntity *annotator, GError **error);

/* Sets attributes of @annotation, which is as @now (nullable) says; @changed is set when one is
 * new. */
gboolean ob_intake_set_values (ObIntake *intake,
                               ObEntity annotation,
                               ObEntity label,
                               const ObIncoming *incoming,
                               const ObAnnotation *now,
                               gboolean *changed,
                               GError **error);

/* Speakers and disputes of the header under their names. */
void ob_intake_learn_directory (ObIntake *intake, JsonObject *header);

void ob_intake_learn_name (ObIntake *intake, ObKind kind, const char *name, ObEntity entity);

/* Finds the article, or adds it; sets up the texts. */
gboolean
ob_intake_take_article (ObIntake *intake, const ObIncomingArticle *incoming, GError **error);
void ob_intake_forget_article (ObIntake *intake);

/* The segments of @incoming in the canonical text.  Returns: (transfer full) (nullable): NULL when
 * they are nowhere, with @reason: (out) (transfer none). */
GArray *ob_intake_place (ObIntake *intake, const ObIncoming *incoming, const char **reason);

G_END_DECLS
