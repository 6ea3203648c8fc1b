/* See suggestion-rows.h. */
#include "cli/suggestion-rows.h"

#include <string.h>

#include "analysis/variants.h"
#include "cli/command.h"
#include "formats/json-writer.h"

gboolean
ob_suggestion_rows_read_tier (const char *text, ObTier *tier)
{
  for (ObTier t = OB_TIER_A; t <= OB_TIER_C; t++)
    if (g_ascii_strcasecmp (text, ob_tier_get_name (t)) == 0)
      {
        *tier = t;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_wanted (const GArray *articles, ObEntity article)
{
  for (guint i = 0; i < articles->len; i++)
    if (g_array_index (articles, ObEntity, i) == article)
      return TRUE;

  return articles->len == 0;
}

gboolean
ob_suggestion_rows_collect (
    ObProject *project, const GArray *articles, ObTier lowest, GPtrArray *all, GError **error)
{
  g_autoptr (GPtrArray) every = ob_project_list_articles (project);

  for (guint i = 0; i < every->len; i++)
    {
      const ObArticle *article = g_ptr_array_index (every, i);
      g_autoptr (ObText) text = NULL;

      if (!is_wanted (articles, article->entity))
        continue;
      text = ob_project_get_text (project, article->entity, error);
      if (text == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (all,
                                    ob_suggestions_find (project, article->entity, text, lowest));
    }

  return TRUE;
}

static void
add_segments (GString *out, const GArray *segments)
{
  ob_json_name (out, "segments");
  ob_json_open (out, '[');
  for (guint i = 0; i < segments->len; i++)
    {
      ob_json_open (out, '[');
      ob_json_integer (out, g_array_index (segments, ObSegment, i).start);
      ob_json_integer (out, g_array_index (segments, ObSegment, i).end);
      ob_json_close (out, ']');
    }
  ob_json_close (out, ']');
}

static void
add_tag (GString *out, const ObText *text, const ObSuggestedTag *tag)
{
  g_autofree char *words = text != NULL ? ob_text_quote (text, tag->segments) : NULL;

  ob_json_add_text (out, "label", tag->label);
  add_segments (out, tag->segments);
  ob_json_add_text (out, "text", words);
  ob_json_name (out, "attributes");
  ob_json_open (out, '{');
  for (guint i = 0; i + 1 < tag->values->len; i += 2)
    ob_json_add_text (out, g_ptr_array_index (tag->values, i),
                      g_ptr_array_index (tag->values, i + 1));
  ob_json_close (out, '}');
}

static void
add_json (GString *out, ObProject *project, const ObText *text, const ObSuggestion *suggestion)
{
  g_autofree char *article = ob_project_dup_id (project, suggestion->article);

  ob_json_open (out, '{');
  ob_json_add_text (out, "kind", ob_suggestion_kind_get_name (suggestion->kind));
  ob_json_add_text (out, "key", suggestion->key);
  ob_json_add_text (out, "article", article);
  ob_json_add_text (out, "rule", suggestion->rule);
  ob_json_add_text (out, "tier", ob_tier_get_name (suggestion->tier));
  ob_json_add_text (out, "because", suggestion->because);
  ob_json_add_text (out, "question", suggestion->question);
  add_tag (out, text, g_ptr_array_index (suggestion->tags, 0));
  ob_json_name (out, "with");
  ob_json_open (out, '[');
  for (guint i = 1; i < suggestion->tags->len; i++)
    {
      ob_json_open (out, '{');
      add_tag (out, text, g_ptr_array_index (suggestion->tags, i));
      ob_json_close (out, '}');
    }
  ob_json_close (out, ']');
  ob_json_close (out, '}');
}

static void
add_columns (GString *out, ObProject *project, const ObText *text, const ObSuggestion *suggestion)
{
  const ObSuggestedTag *tag = g_ptr_array_index (suggestion->tags, 0);
  ObSegment hull = ob_segments_get_hull (tag->segments);
  g_autofree char *article = ob_project_dup_id (project, suggestion->article);
  g_autofree char *words = text != NULL ? ob_text_quote (text, tag->segments) : g_strdup ("");

  g_string_append_printf (out, "%s\t%s\t%s\t%u-%u", article,
                          ob_suggestion_kind_get_name (suggestion->kind),
                          ob_tier_get_name (suggestion->tier), hull.start, hull.end);
  ob_command_add_column (out, suggestion->question != NULL ? suggestion->question : words);
  ob_command_add_column (out, suggestion->because);
}

void
ob_suggestion_rows_add (GString *out,
                        ObProject *project,
                        const ObSuggestion *suggestion,
                        gboolean json)
{
  g_autoptr (ObText) text = ob_project_get_text (project, suggestion->article, NULL);

  if (json)
    add_json (out, project, text, suggestion);
  else
    add_columns (out, project, text, suggestion);
  g_string_append_c (out, '\n');
}

/* Names of speakers ---------------------------------------------------------------------------- */

static void
add_variant (
    GString *out, const char *ids[2], const char *names[2], const ObVariant *variant, gboolean json)
{
  if (json)
    {
      ob_json_open (out, '{');
      ob_json_add_text (out, "kind", "variant");
      ob_json_add_text (out, "speaker", ids[0]);
      ob_json_add_text (out, "name", names[0]);
      ob_json_add_text (out, "other", ids[1]);
      ob_json_add_text (out, "other_name", names[1]);
      ob_json_add_text (out, "rule", ob_variant_reason_get_name (variant->reason));
      ob_json_add_flag (out, "question", variant->ask);
      ob_json_add_text (out, "because", variant->because);
      ob_json_close (out, '}');
    }
  else
    {
      g_string_append_printf (out, "%s\t%s\t%s", ids[0], variant->ask ? "variant?" : "variant",
                              ids[1]);
      ob_command_add_column (out, names[0]);
      ob_command_add_column (out, names[1]);
      ob_command_add_column (out, variant->because);
    }
  g_string_append_c (out, '\n');
}

void
ob_suggestion_rows_add_variants (GString *out,
                                 ObProject *project,
                                 const GPtrArray *speakers,
                                 gboolean json)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) variants = NULL;

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (speakers, i);

      g_ptr_array_add (names, speaker->name);
      g_array_append_val (owners, i);
      for (guint k = 0; speaker->aliases[k] != NULL; k++)
        {
          g_ptr_array_add (names, speaker->aliases[k]);
          g_array_append_val (owners, i);
        }
    }
  variants = ob_variants_find ((const char *const *) names->pdata, names->len);
  for (guint i = 0; i < variants->len; i++)
    {
      const ObVariant *variant = g_ptr_array_index (variants, i);
      const ObSpeaker *a
          = g_ptr_array_index (speakers, g_array_index (owners, guint, variant->first));
      const ObSpeaker *b
          = g_ptr_array_index (speakers, g_array_index (owners, guint, variant->second));
      g_autofree char *first = ob_project_dup_id (project, a->entity);
      g_autofree char *second = ob_project_dup_id (project, b->entity);
      const char *ids[] = { first, second };
      const char *shown[] = { a->name, b->name };

      if (a != b)
        add_variant (out, ids, shown, variant, json);
    }
}
