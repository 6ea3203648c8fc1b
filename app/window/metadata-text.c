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
