#include "made-readings.h"

#include <string.h>

static void
append_inlines (GString *out, const ObFormatting *formatting, guint32 at, gboolean starts)
{
  guint n;
  const ObInline *inlines = formatting != NULL ? ob_formatting_get_inlines (formatting, &n) : NULL;

  for (guint i = 0; inlines != NULL && i < n; i++)
    {
      const char *name = ob_inline_kind_get_name (inlines[i].kind);

      if (!starts && inlines[i].end == at && inlines[i].start < at)
        g_string_append_c (out, ']');
      if (starts && inlines[i].start == at && inlines[i].end == at)
        g_string_append_printf (out, "[%s:%s]", name, inlines[i].value);
      else if (starts && inlines[i].start == at)
        g_string_append_printf (out, "[%s%s%s:", name, *inlines[i].value != '\0' ? "=" : "",
                                inlines[i].value);
    }
}

static void
append_block (GString *out, const ObBlock *block)
{
  if (block == NULL)
    {
      g_string_append (out, "body|");
      return;
    }
  g_string_append (out, ob_block_kind_get_name (block->kind));
  if (block->level > 0)
    g_string_append_printf (out, " %u", block->level);
  if (block->number > 0)
    g_string_append_printf (out, " #%u", block->number);
  if (block->role != OB_ROLE_BODY)
    g_string_append_printf (out, " (%s)", ob_role_get_name (block->role));
  g_string_append_c (out, '|');
}

char *
made_outline (const ObReading *reading)
{
  const ObText *text = reading->text;
  const ObFormatting *formatting = reading->formatting;
  GString *out = g_string_new (NULL);

  for (guint p = 0; p < ob_text_get_n_paragraphs (text); p++)
    {
      ObSegment paragraph = ob_text_get_paragraph (text, p);

      append_block (out, formatting != NULL ? ob_formatting_find_block (formatting, paragraph.start)
                                            : NULL);
      for (guint32 at = paragraph.start; at <= paragraph.end; at++)
        {
          append_inlines (out, formatting, at, FALSE);
          append_inlines (out, formatting, at, TRUE);
          if (at < paragraph.end)
            g_string_append_unichar (out, ob_text_get_char (text, at));
        }
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

ObReading *
made_check_outline (ObDraft *draft, const GError *error, const char *outline)
{
  g_autoptr (ObDraft) owned = draft;
  g_autoptr (GError) finish_error = NULL;
  g_autofree char *found = NULL;
  ObReading *reading;

  g_assert_no_error (error);
  g_assert_nonnull (draft);
  reading = ob_draft_finish (draft, "UTF-8", &finish_error);
  g_assert_no_error (finish_error);
  found = made_outline (reading);
  if (strcmp (found, outline) != 0)
    g_error ("expected:\n%s\nfound:\n%s", outline, found);
  return reading;
}

gboolean
made_has_note (const ObReading *reading, const char *words)
{
  for (guint i = 0; reading->notes[i] != NULL; i++)
    if (strstr (reading->notes[i], words) != NULL)
      return TRUE;

  return FALSE;
}

void
made_check_refused (ObDraft *draft, const GError *error, const char *words)
{
  g_assert_null (draft);
  g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}
