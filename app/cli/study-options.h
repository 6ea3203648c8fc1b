/* Options that the commands comparing annotators share. */
#pragma once

#include "analysis/agreement-study.h"
#include "cli/command.h"

G_BEGIN_DECLS

typedef struct
{
  char *annotators;
  char *article;
  char *label;
  gboolean json;
  gboolean csv;
} ObStudyOptions;

/* Entries for ob_command_parse(). */
#define OB_STUDY_OPTIONS(options)                                                                  \
  { "annotators", 0, 0, G_OPTION_ARG_STRING, &(options).annotators,                                \
    N_ ("Whose annotations (a list with commas)"), N_ ("A,B") },                                   \
      { "article", 0, 0, G_OPTION_ARG_STRING, &(options).article, N_ ("Only in this article"),     \
        N_ ("A") },                                                                                \
      { "label", 0, 0, G_OPTION_ARG_STRING, &(options).label,                                      \
        N_ ("Only this label and those below it"), N_ ("L") },                                     \
      { "json", 0, 0, G_OPTION_ARG_NONE, &(options).json, N_ ("Print JSON, one object a line"),    \
        NULL },                                                                                    \
      { "csv", 0, 0, G_OPTION_ARG_NONE, &(options).csv, N_ ("Print CSV"), NULL }

/* FALSE after printing what does not go together. */
gboolean ob_study_options_check (const ObStudyOptions *options, const ObCommand *command);

/* Opens the project at @path and reads the study.  @project: (out) (optional) (transfer full).
 * Returns: (transfer full) (nullable): NULL after printing why not, with @status set. */
ObStudy *ob_study_options_open (const ObStudyOptions *options,
                                const char *path,
                                ObProject **project,
                                int *status);

void ob_study_options_clear (ObStudyOptions *options);

G_END_DECLS
