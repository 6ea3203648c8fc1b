#include "articles/aggregator-rules.h"

#include <string.h>

#include "articles/date-line.h"
#include "obelus-core-resources.h"

#define RESOURCE "/org/obelus/Obelus/aggregators.ini"

/* A date may be followed by so many words: a day of the week, a time, a zone, an edition. */
#define MAX_WORDS_AFTER_DATE 8
#define MAX_DATE_BYTES 200

/* Public functions ----------------------------------------------------------------------------- */

GKeyFile *
ob_aggregator_rules_load (void)
{
  GKeyFile *rules = g_key_file_new ();
  g_autoptr (GBytes) bytes = g_resource_lookup_data (obelus_core_get_resource (), RESOURCE,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (bytes != NULL);
  g_key_file_load_from_bytes (rules, bytes, G_KEY_FILE_NONE, NULL);
  return rules;
}

char **
ob_aggregator_rules_get (GKeyFile *rules, const char *group, const char *key)
{
  char **words = g_key_file_get_string_list (rules, group, key, NULL, NULL);

  return words != NULL ? words : g_new0 (char *, 1);
}

static gboolean
is_equal (const char *a, gssize n_bytes, const char *b)
{
  g_autofree char *stripped
      = g_strstrip (g_strndup (a, n_bytes < 0 ? strlen (a) : (gsize) n_bytes));
  g_autofree char *one = g_utf8_casefold (stripped, -1);
  g_autofree char *other = g_utf8_casefold (b, -1);

  return strcmp (one, other) == 0;
}

gboolean
ob_aggregator_rules_match (GKeyFile *rules, const char *group, const char *key, const char *text)
{
  g_auto (GStrv) words = ob_aggregator_rules_get (rules, group, key);

  /* No word is as long as a paragraph. */
  if (strlen (text) > MAX_DATE_BYTES)
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    if (is_equal (text, -1, words[i]))
      return TRUE;

  return FALSE;
}

gboolean
ob_aggregator_rules_match_field (
    GKeyFile *rules, const char *group, const char *key, const char *text, const char **value)
{
  g_auto (GStrv) words = ob_aggregator_rules_get (rules, group, key);
  const char *colon = strchr (text, ':');

  if (colon == NULL || colon - text > MAX_DATE_BYTES)
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    if (is_equal (text, colon - text, words[i]))
      {
        *value = colon + 1;
        return TRUE;
      }

  return FALSE;
}

gboolean
ob_aggregator_set_date (ObDraft *draft, const char *text)
{
  g_autofree char *line = g_strstrip (g_strdup (text));

  if (strlen (line) > MAX_DATE_BYTES)
    return FALSE;
  for (guint i = 0; i < MAX_WORDS_AFTER_DATE; i++)
    {
      ObDateLine date = { NULL, NULL };
      char *space;

      if (ob_date_line_parse (line, &date))
        {
          ob_draft_set (draft, OB_METADATA_PUBLISHED, date.published, "text");
          ob_date_line_clear (&date);
          return TRUE;
        }
      space = strrchr (line, ' ');
      if (space == NULL)
        return FALSE;
      *space = '\0';
      g_strchomp (line);
    }

  return FALSE;
}
