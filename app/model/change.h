/* A change: one immutable entry of the change log, and its canonical binary form.
 *
 * Body, all numbers as varints (varint.h), lengths before contents:
 *
 *   format        1 byte, OB_CHANGE_FORMAT
 *   actor         16 bytes: who wrote it (one replica, not one person)
 *   seq           counts the actor's changes from 1 (0 for a codebook's genesis)
 *   lamport       larger than that of every change known when it was written
 *   wall          microseconds since 1970, zigzag; for display only
 *   purpose       ObChangePurpose
 *   part          0 for the first change of a step, 1, 2, ... for its continuations
 *   name          text: the step's name; empty in all parts but one, mostly the first
 *   ids           16-byte ids, ascending, no two alike: all changes and entities spoken of
 *   target        (undo, redo and merge only) reference: first change of the step undone or redone,
 *                 or first of the changes that the merge brought in
 *   predecessors  references to the changes that ended the log when this one was written, ascending
 *   names         names of fields that are not in the dictionary, in order of first use
 *   operations    type byte, then
 *                   create: kind, fields {field, value}, ascending by field, no two alike
 *                   set:    entity, field, value, seen heads {change, operation}, ascending
 *
 * A reference below the number of ids is an index into ids; id count + k is the entity that
 * operation k of this change creates.  A field below 128 is from the dictionary (change.c), 128 + k
 * is names[k].  Encoding is bijective: decoding refuses every body that encoding would not have
 * produced.  The change's id is the hash of the body.
 *
 * Meaning: fields are multi-value registers.  A create gives first values.  A set replaces exactly
 * the heads that it names (the creation needs no naming).  Deleting is a set of the field "deleted"
 * that names every head of the entity; an edit that it did not name brings the entity back.
 */
#pragma once

#include "model/entity-id.h"
#include "model/value.h"

G_BEGIN_DECLS

#define OB_CHANGE_FORMAT 1
#define OB_CHANGE_MAX_BYTES (1024 * 1024)

/* Above this estimate a writer ends a change and goes on in a continuation of the step. */
#define OB_CHANGE_PART_BYTES (200 * 1024)

#define OB_CHANGE_ERROR (ob_change_error_quark ())
GQuark ob_change_error_quark (void);

typedef enum
{
  OB_CHANGE_ERROR_INVALID, /* the bytes are not a change */
  OB_CHANGE_ERROR_NEWER,   /* a change of a format that this version does not know */
} ObChangeError;

/* Part of the change format: only append. */
typedef enum
{
  OB_CHANGE_EDIT = 0,
  OB_CHANGE_UNDO = 1,
  OB_CHANGE_REDO = 2,
  OB_CHANGE_GENESIS = 3,
  OB_CHANGE_MERGE
  = 4, /* without operations: a step that stands for the changes which it brought in */
  OB_N_CHANGE_PURPOSES
} ObChangePurpose;

typedef enum
{
  OB_OPERATION_CREATE = 0,
  OB_OPERATION_SET = 1,
} ObOperationType;

/* A head: the value that operation @operation of the change @change wrote. */
typedef struct
{
  guint32 change; /* reference */
  guint32 operation;
} ObHead;

/* A field and its value. */
typedef struct
{
  const char *field; /* interned */
  ObValue *value;    /* (owned) */
} ObField;

typedef struct
{
  ObOperationType type;
  ObKind kind;       /* create */
  GArray *fields;    /* (owned) (nullable) create: ObField */
  guint32 entity;    /* set: reference */
  const char *field; /* set: interned */
  ObValue *value;    /* (owned) set */
  GArray *seen;      /* (owned) (nullable) set: ObHead */
} ObOperation;

typedef struct
{
  ObId actor;
  guint64 seq;
  guint64 lamport;
  gint64 wall;
  ObChangePurpose purpose;
  guint64 part;
  char *name;            /* (owned) */
  GArray *ids;           /* (owned) ObId */
  GHashTable *places;    /* (owned) while building: ObId -> provisional reference */
  guint32 target;        /* undo, redo, merge: reference */
  GArray *predecessors;  /* (owned) guint32 references */
  GPtrArray *operations; /* (owned) ObOperation */
  gsize n_bytes;         /* while building: estimate of the body's length, seldom too small */
} ObChange;

/* Returns: (transfer full): an empty change. */
ObChange *ob_change_new (void);
void ob_change_free (ObChange *change);

/* The reference for @id, added to the table when it is not there yet.  Until the change is sealed a
 * reference is provisional: use OB_REFERENCE_CREATED for entities created in this change. */
guint32 ob_change_refer (ObChange *change, const ObId *id);

/* While building, reference of the entity that operation @k creates. */
#define OB_REFERENCE_CREATED(k) (0x80000000u | (k))

/* Appends a create operation; returns its index.  @fields: (transfer full): ObField array. */
guint ob_change_create (ObChange *change, ObKind kind, GArray *fields);

/* Appends a set operation; returns its index.  @value and @seen: (transfer full). */
guint
ob_change_set (ObChange *change, guint32 entity, const char *field, ObValue *value, GArray *seen);

/* Brings a built change into canonical order (ids, fields, heads) and encodes it.
 * Returns: (transfer full): the body. */
GBytes *ob_change_seal (ObChange *change);

/* Decodes and checks @body completely.
 * Returns: (transfer full) (nullable): NULL with OB_CHANGE_ERROR. */
ObChange *ob_change_decode (GBytes *body, GError **error);

/* Reads only the Lamport clock of a valid body; 0 when it is not one. */
guint64 ob_change_peek_lamport (const guint8 *body, gsize length);

/* Names of fields.  Interned strings; @name need not be in the dictionary. */
const char *ob_field_intern (const char *name);

/* A list of ObField that frees its values.  Returns: (transfer full). */
GArray *ob_fields_new (void);
/* Adds or replaces; @value: (transfer full). */
void ob_fields_set (GArray *fields, const char *field, ObValue *value);
/* Returns: (transfer none) (nullable). */
const ObValue *ob_fields_get (const GArray *fields, const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObChange, ob_change_free)

G_END_DECLS
