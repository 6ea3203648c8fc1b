/* A command of the command line, and what all commands need. */
#pragma once

#include <gio/gio.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_EXIT_DONE 0
#define OB_EXIT_FAILED 1
#define OB_EXIT_USAGE 2

typedef struct _ObCommand ObCommand;

struct _ObCommand
{
  const char *name;        /* "undo" */
  const char *usage;       /* "PROJECT [N]" */
  const char *summary;     /* translatable: what it does, one line */
  const char *description; /* (nullable) translatable: more, for its help */
  /* @argv[0] is the command's name.  Returns the exit status. */
  int (*run) (const ObCommand *command, char **argv);
};

/* Tables of commands, each ending with a NULL name. */
extern const ObCommand ob_commands_project[];  /* new, stats, check, backup */
extern const ObCommand ob_commands_exchange[]; /* import, export, formats */
extern const ObCommand ob_commands_edit[];     /* edit, undo, redo */
extern const ObCommand ob_commands_history[];  /* history, restore, checkpoint */
extern const ObCommand ob_commands_review[];   /* unify, dismiss */
extern const ObCommand ob_commands_list[];     /* list, show */
extern const ObCommand ob_commands_suggest[];  /* suggest */
extern const ObCommand ob_commands_share[];    /* merge, sync, send, review-copy, conflicts */
extern const ObCommand ob_commands_versions[]; /* duplicates, versions, diff */
extern const ObCommand ob_commands_compare[];  /* compare */
extern const ObCommand ob_commands_agreement[]; /* agreement */
extern const ObCommand ob_commands_codebook[]; /* codebook */
extern const ObCommand ob_commands_answers[];  /* disputes, report */
extern const ObCommand ob_commands_pictures[]; /* picture */
extern const ObCommand ob_commands_search[];   /* search */

/* Reads options and from @least to @most other arguments.  @entries: (nullable): ends with {NULL};
 * "--help" comes by itself.
 * Returns: (transfer full) (nullable): the other arguments, NULL-terminated; NULL when the command
 * is over: help was printed, or what is wrong, and @status is set. */
char **ob_command_parse (const ObCommand *command,
                         char **argv,
                         const GOptionEntry *entries,
                         guint least,
                         guint most,
                         int *status);

/* Prints "obelus: " and a sentence.  Return OB_EXIT_FAILED and OB_EXIT_USAGE. */
int ob_command_fail (const GError *error);
int ob_command_fail_with (const char *format, ...) G_GNUC_PRINTF (1, 2);
int ob_command_misused (const ObCommand *command, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Prints something that the user should know to standard error. */
void ob_command_note (const char *sentence);

/* Opens the project at @path for reading, or for writing too.  NULL after printing why not. */
ObProject *ob_command_open (const char *path, gboolean for_writing);

/* The same for reading, as it was at the moment @at (store/moment.h), unless that is NULL. */
ObProject *ob_command_open_at (const char *path, const char *at);

/* Prints to standard output, as it is. */
void ob_command_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
void ob_command_write (const GString *text);

/* Standard input and output as streams; they are not closed.  (transfer full) */
GInputStream *ob_command_get_input (void);
GOutputStream *ob_command_get_output (void);

/* Appends @text (nullable) as a column of a table for people: one line, without tabs. */
void ob_command_add_column (GString *row, const char *text);

G_END_DECLS
