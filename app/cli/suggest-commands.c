/* The command that suggests: quotations with speaker and cue, in a bare text. */
#include <glib/gi18n.h>
#include <string.h>

#include "analysis/quotations.h"
#include "cli/command.h"

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

static int
run_suggest (const ObCommand *command, char **argv)
{
  g_autofree char *tsv = NULL;
  const GOptionEntry entries[] = {
    { "tsv", 0, 0, G_OPTION_ARG_FILENAME, &tsv, N_ ("Suggest in this text, and print positions"),
      N_ ("FILE.txt") },
    { NULL },
  };
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 0, 0, &status);

  if (arguments == NULL)
    return status;
  if (tsv == NULL)
    return ob_command_misused (command, _ ("Which text is meant?"));

  return suggest_in_text (tsv);
}

const ObCommand ob_commands_suggest[] = {
  { "suggest", "--tsv FILE.txt", N_ ("Suggest quotations with their speakers"), NULL, run_suggest },
  { NULL, NULL, NULL, NULL, NULL },
};
