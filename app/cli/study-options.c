#include "cli/study-options.h"

#include <glib/gi18n.h>

gboolean
ob_study_options_check (const ObStudyOptions *options, const ObCommand *command)
{
  if (!options->json || !options->csv)
    return TRUE;
  ob_command_misused (command, _ ("Only one of --csv and --json can be printed."));

  return FALSE;
}

/* The annotators of a list of names.  A name that has a comma is found when it is the only one. */
static GArray *
find_annotators (ObProject *project, const char *list, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  g_auto (GStrv) names = g_strsplit (list, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      ObEntity annotator = ob_project_find (project, OB_KIND_ANNOTATOR, g_strstrip (names[i]), error);

      if (annotator == 0)
        return NULL;
      g_array_append_val (found, annotator);
    }

  return g_steal_pointer (&found);
}

ObStudy *
ob_study_options_open (const ObStudyOptions *options,
                       const char *path,
                       ObProject **project,
                       int *status)
{
  g_autoptr (ObProject) opened = ob_command_open (path, FALSE);
  g_autoptr (GArray) annotators = NULL;
  g_autoptr (GError) error = NULL;
  ObStudyScope scope = { 0 };
  ObStudy *study = NULL;

  *status = OB_EXIT_FAILED;
  if (opened == NULL)
    return NULL;
  if ((options->annotators == NULL
       || (annotators = find_annotators (opened, options->annotators, &error)) != NULL)
      && (options->article == NULL
          || (scope.article = ob_project_find (opened, OB_KIND_ARTICLE, options->article, &error)))
      && (options->label == NULL
          || (scope.label = ob_project_find (opened, OB_KIND_LABEL, options->label, &error))))
    study = ob_study_new (opened, annotators, &scope, &error);
  if (study == NULL)
    *status = ob_command_fail (error);
  else if (project != NULL)
    *project = g_steal_pointer (&opened);

  return study;
}

void
ob_study_options_clear (ObStudyOptions *options)
{
  g_clear_pointer (&options->annotators, g_free);
  g_clear_pointer (&options->article, g_free);
  g_clear_pointer (&options->label, g_free);
}
