/* What annotations point to, read once: the codebook, speakers, disputes and annotators of a
 * project as they were when an export began, with their names and ids at hand.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  ObProject *project;    /* (owned) */
  ObCodebook *codebook;  /* (owned) */
  GPtrArray *speakers;   /* (owned) ObSpeaker, by name, then id */
  GPtrArray *disputes;   /* (owned) ObDispute, by question, then id */
  GPtrArray *annotators; /* (owned) ObAnnotator, by name, then id */
  GPtrArray *comments;   /* (owned) ObComment, by creation, then id */
  GHashTable *threads;   /* (owned) gint64 * of an entity -> GPtrArray of ObComment on it */
  GHashTable *names;     /* (owned) gint64 * of an entity -> its name, not owned */
  GHashTable *ids;       /* (owned) gint64 * of an entity -> its id as text */
} ObCatalogue;

/* Returns: (transfer full).  Like everything here it may be used from any one thread. */
ObCatalogue *ob_catalogue_new (ObProject *project);
void ob_catalogue_free (ObCatalogue *catalogue);

/* Name of a label, speaker or annotator, question of a dispute, text of a position.
 * Returns: (transfer none) (nullable). */
const char *ob_catalogue_get_name (ObCatalogue *catalogue, ObEntity entity);

/* Id as text of one of them (kept) or of any other entity (asked for anew each time).
 * Returns: (transfer full) (nullable). */
char *ob_catalogue_dup_id (ObCatalogue *catalogue, ObEntity entity);

/* The label's own id ("claim"), or NULL. */
const char *ob_catalogue_get_label_id (ObCatalogue *catalogue, ObEntity label);

/* All annotations of @article, by start, then descending end, then creation, then id: the same
 * order in every copy of a project.  (transfer full): GPtrArray of ObAnnotation. */
GPtrArray *ob_catalogue_list_annotations (ObCatalogue *catalogue, ObEntity article);

/* The links that start at @annotation, by type, then id of their end.  (transfer full): GPtrArray
 * of ObLink. */
GPtrArray *ob_catalogue_list_links (ObCatalogue *catalogue, ObEntity annotation);

/* The comments on @entity, by creation, then id.  Returns: (transfer none) (nullable): GPtrArray of
 * ObComment; NULL for none. */
const GPtrArray *ob_catalogue_get_comments (ObCatalogue *catalogue, ObEntity entity);

/* An attribute's value for people: the name of the speaker, dispute or position, or the value.
 * Returns: (transfer full). */
char *ob_catalogue_dup_value (ObCatalogue *catalogue, const ObValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObCatalogue, ob_catalogue_free)

G_END_DECLS
