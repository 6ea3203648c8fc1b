#include "window/metadata-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "window/describe.h"

const char *
ob_metadata_text_name (ObMetadata field)
{
  static const char *const names[OB_N_METADATA] = {
    [OB_METADATA_TITLE] = N_("Title"),         [OB_METADATA_BYLINE] = N_("Author"),
    [OB_METADATA_OUTLET] = N_("Outlet"),       [OB_METADATA_URL] = N_("Web address"),
    [OB_METADATA_PUBLISHED] = N_("Published"), [OB_METADATA_UPDATED] = N_("Updated"),
    [OB_METADATA_SECTION] = N_("Section"),     [OB_METADATA_LANGUAGE] = N_("Language"),
    [OB_METADATA_IDENTIFIER] = N_("Identifier"),
  };

  return _(names[field]);
}

char *
ob_metadata_text_value (ObMetadata field, const char *value)
{
  return field == OB_METADATA_PUBLISHED || field == OB_METADATA_UPDATED ? ob_describe_date (value)
                                                                        : g_strdup (value);
}

char *
ob_metadata_text_source (const char *source)
{
  static const struct
  {
    const char *source;
    const char *sentence;
  } sentences[] = {
    { "edited", N_("Entered by hand.") },
    { "json-ld", N_("From what the page says for search engines.") },
    { "meta", N_("From the page's description of itself.") },
    { "microdata", N_("From marks in the page.") },
    { "time", N_("From a date that the page marks as one.") },
    { "title", N_("From the page's title.") },
    { "html", N_("From the page's markup.") },
    { "href", N_("From a link in the page.") },
    { "link", N_("From a link in the page's head.") },
    { "url", N_("From the web address.") },
    { "address", N_("The address that it was loaded from.") },
    { "text", N_("From the text itself.") },
    { "file", N_("From the file.") },
  };

  for (guint i = 0; source != NULL && i < G_N_ELEMENTS (sentences); i++)
    if (strcmp (sentences[i].source, source) == 0)
      return g_strdup (_(sentences[i].sentence));

  /* Translators: a word that names where a value was found. */
  return source != NULL ? g_strdup_printf (_("From: %s."), source) : g_strdup ("");
}

const char *
ob_metadata_text_example (ObMetadata field)
{
  switch (field)
    {
    case OB_METADATA_PUBLISHED:
    case OB_METADATA_UPDATED:
      return "2017-04-12";
    case OB_METADATA_LANGUAGE:
      return "en";
    case OB_METADATA_URL:
      return "https://";
    default:
      return NULL;
    }
}

/* A day of the calendar, with or without a time of the day. */
static gboolean
is_date (const char *text)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *whole = NULL;

  if (!g_regex_match_simple ("^\\d{4}-\\d{2}-\\d{2}($|T)", text, 0, 0))
    return FALSE;
  whole = strlen (text) == 10 ? g_strconcat (text, "T00:00:00Z", NULL) : g_strdup (text);
  time = g_date_time_new_from_iso8601 (whole, NULL);

  return time != NULL;
}

gboolean
ob_metadata_text_check (ObMetadata field, const char *text, GError **error)
{
  const char *sentence = NULL;

  if (*text == '\0')
    return TRUE;
  if ((field == OB_METADATA_PUBLISHED || field == OB_METADATA_UPDATED) && !is_date (text))
    sentence = _("A date is written year-month-day, such as 2017-04-12; a time may follow: "
                 "2017-04-12T10:00:00Z.");
  else if (field == OB_METADATA_LANGUAGE
           && !g_regex_match_simple ("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", text, 0, 0))
    sentence = _("A language is written as its code, such as en, de or pt-BR.");
  if (sentence != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, sentence);

  return sentence == NULL;
}
