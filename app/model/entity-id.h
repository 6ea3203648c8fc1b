/* Identity of changes and entities.
 *
 * An ObId is the first 16 bytes of a SHA-256: of a change's body for a change, of the creating
 * change's id and the operation's index for an entity.  Being hashes, ids cannot collide between
 * copies of a project.  As text an id is 26 lower-case letters and digits (RFC 4648 base32 without
 * padding), the same in every copy.
 *
 * Inside one open project an entity is an ObEntity: a small number that is only valid there.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OB_ID_BYTES 16
#define OB_ID_TEXT_LENGTH 26

typedef struct
{
  guint8 bytes[OB_ID_BYTES];
} ObId;

/* An entity's number in one open project; 0 is none.  Negative numbers name entities that an
 * uncommitted ObEdit will create. */
typedef gint64 ObEntity;

/* What an entity is.  The numbers are part of the change format: only append. */
typedef enum
{
  OB_KIND_NONE = 0,
  OB_KIND_PROJECT = 1,
  OB_KIND_ANNOTATOR = 2,
  OB_KIND_LABEL = 3,
  OB_KIND_ARTICLE = 4,
  OB_KIND_ANNOTATION = 5,
  OB_KIND_LINK = 6,
  OB_KIND_SPEAKER = 7,
  OB_KIND_DISPUTE = 8,
  OB_KIND_POSITION = 9,
  OB_KIND_COMMENT = 10,
  OB_KIND_STRAY = 11,
  OB_KIND_CHECKPOINT = 12, /* a name for a moment of the project's past */
  OB_KIND_DISMISSAL = 13,  /* somebody has read a passage again after its label's meaning changed */
  OB_KIND_LOSS = 14,       /* what a repaired copy had to give up of the log */
  OB_N_KINDS
} ObKind;

/* The glossary's word for @kind, singular and untranslated ("annotation"). */
const char *ob_kind_get_name (ObKind kind);

/* First 16 bytes of the SHA-256 of @data. */
ObId ob_id_of_bytes (const void *data, gsize length);

/* The id of the entity that operation number @operation of the change @change creates. */
ObId ob_id_derive (const ObId *change, guint operation);

/* 16 random bytes, for actors. */
ObId ob_id_random (void);

int ob_id_compare (const ObId *a, const ObId *b);
gboolean ob_id_equal (gconstpointer a, gconstpointer b);
guint ob_id_hash (gconstpointer id);

/* Writes @id as 26 characters and a NUL into @text (at least OB_ID_TEXT_LENGTH + 1 bytes). */
void ob_id_to_text (const ObId *id, char *text);

/* Returns: (transfer full): @id as text. */
char *ob_id_dup_text (const ObId *id);

/* Reads a whole id; FALSE when @text is not one. */
gboolean ob_id_from_text (const char *text, ObId *id);

G_END_DECLS
