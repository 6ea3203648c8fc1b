/* The command that suggests: in a bare text, or in the articles of a project. */
#include <glib/gi18n.h>
#include <string.h>

#include "analysis/suggestions.h"
#include "analysis/variants.h"
#include "cli/command.h"
#include "cli/suggestion-rows.h"

/* A bare text ---------------------------------------------------------------------------------- */

/* "b-e;b-e" in code points. */
static void
append_segments (GString *out, const GArray *segments)
{
  for (guint i = 0; i < segments->len; i++)
    {
      const ObSegment *segment = &g_array_index (segments, ObSegment, i);

      g_string_append_printf (out, "%s%u-%u", i > 0 ? ";" : "", segment->start, segment->end);
    }
}

/* The text of a file as it is, so that positions are those of the file. */
static ObText *
read_text (const char *path, GError **error)
{
  g_autofree char *content = NULL;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, error))
    return NULL;
  if (length > OB_TEXT_MAX_BYTES || !g_utf8_validate_len (content, length, NULL))
    {
      g_set_error (
          error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
          _ ("“%s” is not a text in UTF-8: import it into a project, which detects its encoding."),
          path);
      return NULL;
    }

  return ob_text_new_take (g_steal_pointer (&content), length);
}

static int
suggest_in_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObText) text = read_text (path, &error);
  g_autoptr (GPtrArray) quotations = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (text == NULL)
    return ob_command_fail (error);
  quotations = ob_quotations_find (text, ob_cues_get (NULL));
  for (guint i = 0; i < quotations->len; i++)
    {
      const ObQuotation *quotation = g_ptr_array_index (quotations, i);

      append_segments (out, quotation->content);
      g_string_append_c (out, '\t');
      append_segments (out, quotation->source);
      g_string_append_c (out, '\t');
      append_segments (out, quotation->cue);
      g_string_append_printf (out, "\t%s\t%s\n", quotation->rule,
                              ob_tier_get_name (quotation->tier));
    }
  ob_command_write (out);

  return OB_EXIT_DONE;
}

/* A project ------------------------------------------------------------------------------------ */

typedef struct
{
  ObProject *project;
  ObTier lowest;
  gboolean json;
  gboolean accept;
} Request;

static gboolean
accept_all (Request *request, const GPtrArray *suggestions, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (ObEdit) edit = NULL;

  if (suggestions->len == 0)
    return TRUE;
  name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Accept %u suggestion",
                                       "Accept %u suggestions", suggestions->len),
                          suggestions->len);
  edit = ob_edit_new (request->project, name);

  return ob_suggestions_accept (edit, request->project, suggestions, NULL, error)
         && ob_edit_commit (edit, error);
}

/* Names of the project's speakers that may be one. */
static void
print_variants (Request *request)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (request->project);
  g_autoptr (GString) out = g_string_new (NULL);

  ob_suggestion_rows_add_variants (out, request->project, speakers, request->json);
  ob_command_write (out);
}

static int
suggest_in_project (Request *request, char **names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_suggestion_free);
  g_autoptr (GArray) articles = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      ObEntity article = ob_project_find (request->project, OB_KIND_ARTICLE, names[i], &error);

      if (article == 0)
        return ob_command_fail (error);
      g_array_append_val (articles, article);
    }
  if (!ob_suggestion_rows_collect (request->project, articles, request->lowest, all, &error))
    return ob_command_fail (error);
  if (request->accept)
    {
      if (!accept_all (request, all, &error))
        return ob_command_fail (error);
      ob_command_print (g_dngettext (GETTEXT_PACKAGE, "%u suggestion accepted\n",
                                     "%u suggestions accepted\n", all->len),
                        all->len);
      return OB_EXIT_DONE;
    }
  for (guint i = 0; i < all->len; i++)
    ob_suggestion_rows_add (out, request->project, g_ptr_array_index (all, i), request->json);
  ob_command_write (out);
  if (names[0] == NULL)
    print_variants (request);

  return OB_EXIT_DONE;
}

static int
run_suggest (const ObCommand *command, char **argv)
{
  g_autofree char *tsv = NULL;
  g_autofree char *tier = NULL;
  Request request = { NULL, OB_TIER_B, FALSE, FALSE };
  g_autoptr (ObProject) project = NULL;
  const GOptionEntry entries[] = {
    { "tsv", 0, 0, G_OPTION_ARG_FILENAME, &tsv, N_ ("Suggest in this text, and print positions"),
      N_ ("FILE.txt") },
    { "tier", 0, 0, G_OPTION_ARG_STRING, &tier,
      N_ ("A: only what is nearly always right; B: also what mostly is (default); C: all"),
      N_ ("TIER") },
    { "accept", 0, 0, G_OPTION_ARG_NONE, &request.accept, N_ ("Tag what is suggested, as one step"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &request.json, N_ ("Print JSON, one object a line"), NULL },
    { NULL },
  };
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 0, G_MAXUINT, &status);

  if (arguments == NULL)
    return status;
  if ((tsv == NULL) == (arguments[0] == NULL))
    return ob_command_misused (command, _ ("Name a project, or a text with --tsv."));
  if (tsv != NULL)
    return suggest_in_text (tsv);
  if (tier != NULL && !ob_suggestion_rows_read_tier (tier, &request.lowest))
    return ob_command_misused (command, _ ("“%s” is not a tier; it can be: A, B, C."), tier);
  project = request.project = ob_command_open (arguments[0], request.accept);
  if (project == NULL)
    return OB_EXIT_FAILED;

  return suggest_in_project (&request, arguments + 1);
}

const ObCommand ob_commands_suggest[] = {
  { "suggest", "PROJECT [ARTICLE...]",
    N_ ("Suggests quotations with their speakers, figures, and names that are one speaker's"),
    N_ ("Nothing is tagged before it is accepted: with --accept, or in the window. With --tsv a "
        "bare text is read, and each "
        "line has the positions of content, source and cue, the rule and the tier."),
    run_suggest },
  { NULL, NULL, NULL, NULL, NULL },
};
