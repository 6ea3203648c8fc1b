/* Which project files this installation has written.
 *
 * A file is known by device, inode and time of birth, because a copy has others; for each there is a
 * small file under $XDG_STATE_HOME/obelus/replicas.  Everything here is best effort: a file that is
 * not remembered is opened as a stranger's, which is slower and always safe.
 */
#pragma once

#include "model/entity-id.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 device;
  guint64 inode;
  gint64 birth; /* nanoseconds since 1970; 0 where the file system does not say */
} ObFileIdentity;

/* The identity of the file at @path, not following a symbolic link; FALSE when there is none. */
gboolean ob_file_identity_read (const char *path, ObFileIdentity *identity);
gboolean ob_file_identity_equal (const ObFileIdentity *a, const ObFileIdentity *b);

/* The actor that last wrote the file here, and its last sequence number; FALSE when unknown. */
gboolean ob_replica_recall (const ObFileIdentity *identity, ObId *actor, guint64 *seq);
void ob_replica_remember (const ObFileIdentity *identity, const ObId *actor, guint64 seq);

/* TRUE when @actor has written some file of this installation. */
gboolean ob_replica_is_ours (const ObId *actor);

G_END_DECLS
