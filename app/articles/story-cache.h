/* The min-hashes of a project's texts, so that they need not be read each time something is imported.
 *
 * They follow from the texts and belong to this installation: a file in the cache folder
 * ($XDG_CACHE_HOME/obelus/stories) that may be deleted, damaged or out of date at any time.  A wrong
 * min-hash does no harm but that two texts are not compared.
 *
 *   file      8 bytes that say what it is, then for each text its SHA-256 and its 128 values
 */
#pragma once

#include "model/min-hash.h"
#include "store/project.h"

G_BEGIN_DECLS

typedef struct _ObStoryCache ObStoryCache;

/* What is kept for @project; empty when there is nothing.  (transfer full) */
ObStoryCache *ob_story_cache_open (ObProject *project);

/* Writes what was added to the file, if it can, and frees the cache. */
void ob_story_cache_close (ObStoryCache *cache);

/* (nullable): valid until the cache is closed. @sha256: OB_SHA256_BYTES. */
const ObMinHash *ob_story_cache_find (const ObStoryCache *cache, const guint8 *sha256);
void ob_story_cache_add (ObStoryCache *cache, const guint8 *sha256, const ObMinHash *hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObStoryCache, ob_story_cache_close)

G_END_DECLS
