#include "reader/lock-in.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_MEMORY (1024ul * 1024 * 1024)
#define MAX_DESCRIPTORS 16

#if defined(__SANITIZE_ADDRESS__)
#define WITH_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_SANITIZER 1
#endif
#endif
#ifndef WITH_SANITIZER
#define WITH_SANITIZER 0
#endif

/* All that a parser needs. */
static const int allowed[] = {
  SCMP_SYS (read),          SCMP_SYS (readv),           SCMP_SYS (write),
  SCMP_SYS (writev),        SCMP_SYS (recvmsg),         SCMP_SYS (recvfrom),
  SCMP_SYS (sendto),        SCMP_SYS (sendmsg),         SCMP_SYS (poll),
  SCMP_SYS (ppoll),         SCMP_SYS (close),           SCMP_SYS (fstat),
  SCMP_SYS (lseek),         SCMP_SYS (mmap),            SCMP_SYS (munmap),
  SCMP_SYS (mremap),        SCMP_SYS (madvise),         SCMP_SYS (mprotect),
  SCMP_SYS (brk),           SCMP_SYS (futex),           SCMP_SYS (clock_gettime),
  SCMP_SYS (gettimeofday),  SCMP_SYS (time),            SCMP_SYS (clock_getres),
  SCMP_SYS (nanosleep),     SCMP_SYS (clock_nanosleep), SCMP_SYS (getrandom),
  SCMP_SYS (rt_sigaction),  SCMP_SYS (rt_sigprocmask),  SCMP_SYS (rt_sigreturn),
  SCMP_SYS (sigaltstack),   SCMP_SYS (getpid),          SCMP_SYS (gettid),
  SCMP_SYS (getuid),        SCMP_SYS (geteuid),         SCMP_SYS (getgid),
  SCMP_SYS (getegid),       SCMP_SYS (tgkill),          SCMP_SYS (sched_yield),
  SCMP_SYS (sched_getaffinity), SCMP_SYS (sysinfo),     SCMP_SYS (uname),
  SCMP_SYS (getrusage),     SCMP_SYS (restart_syscall), SCMP_SYS (exit),
  SCMP_SYS (exit_group),    SCMP_SYS (rseq),            SCMP_SYS (set_robust_list),
};

/* What libraries try and can do without; everything else ends the process. */
static const int refused[] = {
  SCMP_SYS (open),       SCMP_SYS (openat),    SCMP_SYS (stat),       SCMP_SYS (lstat),
  SCMP_SYS (newfstatat), SCMP_SYS (statx),     SCMP_SYS (access),     SCMP_SYS (faccessat),
  SCMP_SYS (faccessat2), SCMP_SYS (readlink),  SCMP_SYS (readlinkat), SCMP_SYS (getcwd),
  SCMP_SYS (statfs),     SCMP_SYS (fstatfs),   SCMP_SYS (getdents64), SCMP_SYS (ioctl),
  SCMP_SYS (fcntl),      SCMP_SYS (prlimit64), SCMP_SYS (getrlimit),  SCMP_SYS (clone),
  SCMP_SYS (clone3),     SCMP_SYS (socket),    SCMP_SYS (connect),    SCMP_SYS (prctl),
  SCMP_SYS (unlink),     SCMP_SYS (mkdir),     SCMP_SYS (eventfd2),   SCMP_SYS (pipe2),
  SCMP_SYS (getpeername), SCMP_SYS (getsockname), SCMP_SYS (getsockopt), SCMP_SYS (times),
};

static gboolean
set_limit (int resource, rlim_t limit)
{
  struct rlimit both = { limit, limit };

  return setrlimit ((__rlimit_resource_t) resource, &both) == 0;
}

static gboolean
set_limits (void)
{
  /* A message that goes into a file is lost then, and no reason to end. */
  signal (SIGXFSZ, SIG_IGN);
  return (WITH_SANITIZER || set_limit (RLIMIT_AS, MAX_MEMORY)) && set_limit (RLIMIT_CORE, 0)
         && set_limit (RLIMIT_FSIZE, 0) && set_limit (RLIMIT_NOFILE, MAX_DESCRIPTORS)
         && set_limit (RLIMIT_NPROC, 0);
}

/* Refuses the whole file system.  The kernel's version, or 0 where it has no Landlock. */
static int
refuse_files (void)
{
  struct landlock_ruleset_attr rules = { .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE };
  long version = syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  int fd;
  gboolean done;

  if (version < 1)
    return 0;
  /* Version 1 knows the thirteen rights from executing to making links. */
  rules.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  fd = (int) syscall (SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
  if (fd < 0)
    return 0;
  done = syscall (SYS_landlock_restrict_self, fd, 0) == 0;
  close (fd);
  return done ? (int) version : 0;
}

static gboolean
filter_calls (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_KILL_PROCESS);
  int failed = filter == NULL ? -1 : 0;

  for (guint i = 0; i < G_N_ELEMENTS (allowed) && failed == 0; i++)
    failed = seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[i], 0);
  for (guint i = 0; i < G_N_ELEMENTS (refused) && failed == 0; i++)
    failed = seccomp_rule_add (filter, SCMP_ACT_ERRNO (EACCES), refused[i], 0);
  if (failed == 0)
    failed = seccomp_load (filter);
  seccomp_release (filter);
  return failed == 0;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_lock_in (ObLock *lock)
{
  *lock = (ObLock) { 0, FALSE };
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !set_limits ())
    return FALSE;

  lock->landlock = refuse_files ();
  lock->seccomp = !WITH_SANITIZER && filter_calls ();
  return lock->seccomp || WITH_SANITIZER;
}
