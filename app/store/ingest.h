/* Reading a project file without trusting it.
 *
 * The main file is opened as one that nobody writes, with every defence that SQLite has and a
 * deadline; it is not locked, and a journal beside it is never looked at.  Only changes and texts are taken, each
 * checked against its hash, and everything else is derived from them anew.
 */
#pragma once

#include "store/state.h"

G_BEGIN_DECLS

#define OB_INGEST_MAX_BYTES (G_GUINT64_CONSTANT (2) * 1024 * 1024 * 1024)

/* What the first bytes of a project file say. */
typedef struct
{
  int version;
  guint64 n_bytes;    /* length of the file */
  gboolean cut_short; /* the file has fewer pages than it says */
} ObHeader;

/* Reads the header of the regular file @path; FALSE with OB_PROJECT_ERROR_INVALID when it is no
 * project, or of a newer version. */
gboolean ob_header_read (const char *path, ObHeader *header, GError **error);

/* The id of the project of which the file @path says to be a copy; nothing else of it is looked at,
 * and nothing is believed by it.  FALSE when it does not say so, or is open here. */
gboolean ob_ingest_peek (const char *path, ObId *id);

/* FALSE with OB_PROJECT_ERROR_INVALID when the file is cut short.  That of a program which was
 * killed may be, until its journal has been played back. */
gboolean ob_header_check_length (const char *path, const ObHeader *header, GError **error);

typedef enum
{
  OB_INGEST_COPY = 1 << 0,    /* @state is that of an empty project, which shall be the file's copy:
                                 what is local in    a file of one's own comes along */
  OB_INGEST_SALVAGE = 1 << 1, /* leave out what is damaged, instead of refusing the file */
} ObIngestFlags;

/* Takes all texts and changes of the project file @path into the database of @state, inside the
 * caller's transaction.  A file that is damaged in any part, be it one that is known already, is
 * refused; the caller then rolls back.  @n_lost: (out): damaged parts that were left out. */
gboolean
ob_ingest (const char *path, ObState *state, ObIngestFlags flags, guint *n_lost, GError **error);

/* TRUE when the file @path has nothing that was not taken from it before.  O(1): only the end of
 * its log is looked at, and FALSE says nothing. */
gboolean ob_ingest_is_known (const char *path, ObState *state);

G_END_DECLS
