/* A bundle: some changes and texts of a project in one immutable file, for mail and team folders.
 *
 *   magic      "OBELUS bundle 1\n"
 *   content    zlib: records, each a type byte, a length (varint) and that many bytes
 *                'P'  id of a project's entity: whose bundle this is; one or more, first
 *                'T'  a text: length of the UTF-8 (varint), the UTF-8, the original's bytes
 *                'C'  a change's body
 *   checksum   SHA-256 of everything before it
 *
 * The checksum is the bundle's name, so that a renamed copy is recognised and a torn one is not
 * read. Nothing in a bundle is believed before its checksum is right and each record is of its
 * form.
 */
#pragma once

#include <gio/gio.h>

#include "model/change.h"
#include "model/text.h"

G_BEGIN_DECLS

#define OB_BUNDLE_SUFFIX ".obelus-bundle"
#define OB_BUNDLE_MAX_BYTES (256u * 1024 * 1024)

#define OB_BUNDLE_ERROR (ob_bundle_error_quark ())
GQuark ob_bundle_error_quark (void);

typedef enum
{
  OB_BUNDLE_ERROR_INVALID, /* not a bundle, or not whole (yet) */
  OB_BUNDLE_ERROR_NEWER,   /* of a newer version of Obelus: to be kept for later */
} ObBundleError;

typedef struct
{
  ObText *text;     /* (owned) */
  GBytes *original; /* (owned) (nullable) */
} ObBundleText;

typedef struct
{
  GArray *projects;   /* (owned) ObId */
  GArray *texts;      /* (owned) ObBundleText */
  GPtrArray *changes; /* (owned) GBytes: bodies, in causal order */
} ObBundle;

/* (transfer full): an empty bundle. */
ObBundle *ob_bundle_new (void);
void ob_bundle_free (ObBundle *bundle);

/* (transfer full): the file's bytes.  @name: (out) (transfer full): its file name, made of @actor
 * and the checksum. */
GBytes *ob_bundle_encode (const ObBundle *bundle, const ObId *actor, char **name);

/* Reads and checks a whole bundle.  (transfer full) (nullable): NULL with OB_BUNDLE_ERROR. */
ObBundle *ob_bundle_decode (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObBundle, ob_bundle_free)

G_END_DECLS
