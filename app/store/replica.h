/* Which project files this installation has written.
 *
 * A file is known by device, inode and time of birth, because a copy has others; for each there is
 * a small file under $XDG_STATE_HOME/obelus/replicas.  Everything here is best effort: a file that
 * is not remembered is opened as a stranger's, which is slower and always safe.
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

/* What is remembered of a file. */
typedef struct
{
  ObId actor;    /* that last wrote it here */
  guint64 seq;   /* of the actor's last change */
  gint64 length; /* in bytes and time of change in nanoseconds when it was closed; 0 while it is
                    open, */
  gint64 mtime;  /* and therefore after a crash */
} ObReplica;

/* FALSE when the file is unknown. */
gboolean ob_replica_recall (const ObFileIdentity *identity, ObReplica *replica);
void ob_replica_remember (const ObFileIdentity *identity, const ObReplica *replica);

/* Fills in length and time of the file at @path. */
void ob_replica_measure (const char *path, ObReplica *replica);

/* TRUE when the file at @path is as it was closed here. */
gboolean ob_replica_is_untouched (const ObReplica *replica, const char *path);

/* What tells this user on this machine from others, even when all that is remembered has been lost:
 * a hash of the machine's id and name and the user's id and name.  (transfer full) */
char *ob_replica_dup_installation (void);

/* TRUE when @actor has written some file of this installation. */
gboolean ob_replica_is_ours (const ObId *actor);

G_END_DECLS
