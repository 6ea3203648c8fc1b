/* The things that a project has once and that annotations point to: articles' metadata, speakers,
 * disputes with their positions, annotators. */
#pragma once

#include "model/entity-id.h"

G_BEGIN_DECLS

/* What is known of an article, besides its text. */
typedef enum
{
  OB_METADATA_TITLE,
  OB_METADATA_BYLINE,
  OB_METADATA_OUTLET,
  OB_METADATA_URL,
  OB_METADATA_PUBLISHED,  /* RFC 3339 date or date-time */
  OB_METADATA_UPDATED,    /* the same: when its outlet last changed it */
  OB_METADATA_SECTION,    /* "World" */
  OB_METADATA_LANGUAGE,   /* BCP 47 */
  OB_METADATA_IDENTIFIER, /* that a collection gave it, such as an accession number */
  OB_N_METADATA,
} ObMetadata;

typedef struct
{
  ObEntity entity;
  char *title;
  char *byline;    /* (nullable) */
  char *outlet;    /* (nullable) */
  char *url;       /* (nullable) */
  char *published; /* (nullable) RFC 3339 date or date-time */
  char *language;  /* (nullable) BCP 47 */
  char *updated;    /* (nullable) like published; with what follows, not in lists of articles */
  char *section;    /* (nullable) */
  char *identifier; /* (nullable) */
  char *sources[OB_N_METADATA]; /* (nullable) where each value is from: "json-ld", "edited" */
  char *file_name; /* (nullable) name of the file that it came from, without folder */
  guint8 sha256[32];
  guint32 length;  /* code points */
  gint64 version;  /* 1 for the first */
  ObEntity previous; /* the version before, or 0 */
  guint n_annotations;
  gint64 created;
} ObArticle;

typedef struct
{
  ObEntity entity;
  char *name;
  char *kind;        /* "person", "organisation", "state", "outlet", "document", "unnamed", "author" */
  char *role;        /* (nullable) */
  char *reliability; /* "A" to "F" */
  char **aliases;    /* NULL-terminated, sorted */
} ObSpeaker;

typedef struct
{
  ObEntity entity;
  ObEntity dispute;
  char *text;
  gint64 order;
} ObPosition;

typedef struct
{
  ObEntity entity;
  char *question;
  char *kind;          /* (nullable) */
  char *status;        /* "open", "resolved", "apparent" */
  GPtrArray *positions; /* ObPosition, by order */
} ObDispute;

typedef struct
{
  ObEntity entity;
  char *name;
  guint colour; /* index into the annotator palette */
} ObAnnotator;

typedef struct
{
  ObEntity entity;
  ObEntity on;
  ObEntity annotator;
  char *text;
  gboolean resolved;
  gint64 created;
} ObComment;

/* A passage of an imported set that was found nowhere in the articles: it is kept, and needs
 * attention. */
typedef struct
{
  ObEntity entity;
  ObEntity article; /* where it should be, or 0 */
  char *quote;
  char *details;    /* the annotation as it was to be made: JSON object */
  char *reason;     /* a sentence */
  gboolean resolved;
  gint64 created;
} ObStray;

/* A name that somebody gave a moment of the project's past. */
typedef struct
{
  ObEntity entity;
  char *name;
  ObEntity annotator; /* who gave it */
  gint64 created;     /* the moment, microseconds since 1970 */
} ObCheckpoint;

void ob_article_free (ObArticle *article);

/* The member of @article that holds @field; what is put there is the article's own. */
char **ob_article_get_metadata (ObArticle *article, ObMetadata field);

/* The sources as one line, "title=json-ld url=meta", and back; words of letters and "-".  Unknown
 * fields are passed over.  (transfer full) (nullable): NULL when no source is known. */
char *ob_article_join_sources (const ObArticle *article);
void ob_article_split_sources (ObArticle *article, const char *sources);

/* The name of the field for edits and in files: "title". */
const char *ob_metadata_get_name (ObMetadata field);
void ob_speaker_free (ObSpeaker *speaker);
void ob_position_free (ObPosition *position);
void ob_dispute_free (ObDispute *dispute);
void ob_annotator_free (ObAnnotator *annotator);
void ob_comment_free (ObComment *comment);
void ob_stray_free (ObStray *stray);
void ob_checkpoint_free (ObCheckpoint *checkpoint);

/* The kinds and grades that may be chosen, NULL-terminated, the default first. */
const char *const *ob_speaker_get_kinds (void);
const char *const *ob_speaker_get_reliabilities (void);
const char *const *ob_dispute_get_statuses (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObArticle, ob_article_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSpeaker, ob_speaker_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPosition, ob_position_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObDispute, ob_dispute_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObAnnotator, ob_annotator_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObComment, ob_comment_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObStray, ob_stray_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObCheckpoint, ob_checkpoint_free)

G_END_DECLS
