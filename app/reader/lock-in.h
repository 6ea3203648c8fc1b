/* Locking a process in before it reads what strangers wrote.
 *
 * Afterwards it can compute, and talk over the socket that it has: it can open no file, make no
 * connection, start no program, and has 1 GiB of memory.  Several walls, so that one may have a
 * hole: no_new_privs, limits, Landlock where the kernel has it, and seccomp.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int landlock;     /* the kernel's version of it, or 0 where it has none */
  gboolean seccomp; /* FALSE in builds for AddressSanitizer, whose checks need more */
} ObLock;

/* Irrevocable.  FALSE when a wall that every kernel has does not hold; then nothing may be read. */
gboolean ob_lock_in (ObLock *lock);

G_END_DECLS
