#include "window/describe.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

char *
ob_describe_date (const char *date)
{
  GDate day;
  char text[96];
  int year, month, day_of_month;

  if (sscanf (date, "%4d-%2d-%2d", &year, &month, &day_of_month) != 3 || year < 1
      || !g_date_valid_dmy ((GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year))
    return g_strdup (date);

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
  /* Translators: a date without weekday, as strftime() writes it: "13 April 2017". */
  if (g_date_strftime (text, sizeof text, _("%-d %B %Y"), &day) == 0)
    return g_strdup (date);

  return g_strdup (text);
}

char *
ob_describe_source (const ObArticle *article)
{
  gboolean has_outlet = article->outlet != NULL && *article->outlet != '\0';
  g_autofree char *date = NULL;

  if (article->published == NULL || *article->published == '\0')
    return g_strdup (has_outlet ? article->outlet : "");

  date = ob_describe_date (article->published);
  if (!has_outlet)
    return g_steal_pointer (&date);

  return g_strdup_printf ("%s · %s", article->outlet, date);
}

/* What the attribute @name of @annotation points to.  Returns: (transfer full) (nullable). */
static char *
dup_target_name (ObProject *project, const ObAnnotation *annotation, const char *name)
{
  const ObValue *value = ob_annotation_get_attribute (annotation, name);

  if (ob_value_get_type (value) != OB_VALUE_ENTITY)
    return NULL;

  return ob_project_dup_label_of (project, ob_value_get_entity (value));
}

char *
ob_describe_annotation (ObProject *project, const ObAnnotation *annotation)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObLabel *label = ob_codebook_get (codebook, annotation->label);
  ObEntity speaker = ob_project_get_effective_speaker (project, annotation->entity);
  g_autofree char *dispute = dup_target_name (project, annotation, "dispute");
  g_autofree char *position = dup_target_name (project, annotation, "position");
  const ObValue *stance = ob_annotation_get_attribute (annotation, "stance");
  GString *text = g_string_new (label ? label->name : "");

  if (speaker != 0)
    {
      g_autofree char *name = ob_project_dup_label_of (project, speaker);

      /* Translators: after the label of an annotation: "Claim, by Lavrov". */
      g_string_append_printf (text, _(", by %s"), name);
    }

  if (position != NULL || dispute != NULL)
    g_string_append_printf (text,
                            ", %s “%s”",
                            ob_value_get_text (stance) ? ob_value_get_text (stance) : _("on"),
                            position ? position : dispute);

  return g_string_free (text, FALSE);
}

char *
ob_describe_time (gint64 wall)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (wall / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) local = utc ? g_date_time_to_local (utc) : NULL;
  gboolean today;

  if (local == NULL)
    return g_strdup ("");

  today = g_date_time_get_year (local) == g_date_time_get_year (now)
          && g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (now);

  return g_date_time_format (local, today ? "%H:%M" : "%x %H:%M");
}

char *
ob_describe_identifier (const char *name)
{
  g_autofree char *words = g_strdelimit (g_strdup (name), "-_", ' ');
  g_autofree char *first = NULL;

  if (*words == '\0')
    return g_steal_pointer (&words);

  first = g_utf8_strup (words, g_utf8_next_char (words) - words);

  return g_strconcat (first, g_utf8_next_char (words), NULL);
}

char *
ob_describe_field (const char *field)
{
  static const char *const names[][2] = {
    { "note", N_("Note") },         { "segments", N_("Passage") },  { "label", N_("Label") },
    { "deleted", N_("Deletion") },  { "title", N_("Title") },       { "byline", N_("Byline") },
    { "outlet", N_("Outlet") },     { "published", N_("Published") }, { "language", N_("Language") },
    { "name", N_("Name") },         { "colour", N_("Colour") },     { "question", N_("Question") },
    { "kind", N_("Kind") },         { "status", N_("Status") },     { "text", N_("Text") },
    { "role", N_("Role") },         { "reliability", N_("Reliability") },
    { "use-when", N_("Use when") }, { "use_when", N_("Use when") }, { "avoid-when", N_("Avoid when") },
    { "avoid_when", N_("Avoid when") }, { "example", N_("Example") }, { "parent", N_("Under") },
    { "meaning", N_("What was merged into it or split from it") },
    { "merge", N_("What was merged into it") }, { "split", N_("What was split from it") },
  };
  g_autofree char *plain = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i][0], field) == 0)
      return g_strdup (_(names[i][1]));

  /* After a colon is whose it is. */
  plain = g_strndup (field, strcspn (field, ":"));
  return ob_describe_identifier (*plain == '@' ? plain + 1 : plain);
}
