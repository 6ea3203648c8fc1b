#include "articles/address-key.h"

#include <string.h>

/* They say where a reader came from, not what is read. */
static gboolean
is_tracking (const char *parameter)
{
  static const char *const prefixes[] = { "utm_", "at_", "ns_", "mc_", "pk_", "wt.", "cmp=", "cmpid=",
                                          "fbclid=", "gclid=", "dclid=", "msclkid=", "igshid=",
                                          "ref=", "ref_src=", "referrer=", "smid=", "smtyp=",
                                          "partner=", "source=", "share=", "ocid=", "icid=", "xtor=",
                                          "_ga=", "output=amp", "amp=" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (parameter, prefixes[i], strlen (prefixes[i])) == 0)
      return TRUE;

  return strcmp (parameter, "amp") == 0 || *parameter == '\0';
}

static gint
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_query (GString *key, const char *query)
{
  g_auto (GStrv) parameters = g_strsplit (query != NULL ? query : "", "&", 100);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; parameters[i] != NULL; i++)
    if (!is_tracking (parameters[i]))
      g_ptr_array_add (kept, parameters[i]);
  g_ptr_array_sort (kept, compare_strings);
  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf (key, "%c%s", i == 0 ? '?' : '&', (char *) kept->pdata[i]);
}

static const char *
skip_prefix (const char *host)
{
  static const char *const prefixes[] = { "www.", "m.", "mobile.", "amp." };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (host, prefixes[i]) && strchr (host + strlen (prefixes[i]), '.') != NULL)
      return host + strlen (prefixes[i]);

  return host;
}

static void
cut_suffix (GString *key, const char *suffix)
{
  if (g_str_has_suffix (key->str, suffix))
    g_string_truncate (key, key->len - strlen (suffix));
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_address_make_key (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL) : NULL;
  g_autoptr (GString) key = NULL;
  g_autofree char *host = NULL;
  gsize length;

  if (uri == NULL || !g_str_has_prefix (g_uri_get_scheme (uri), "http")
      || g_uri_get_host (uri) == NULL)
    return NULL;

  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  key = g_string_new (skip_prefix (host));
  length = key->len;
  g_string_append (key, g_uri_get_path (uri));
  cut_suffix (key, "/index.html");
  cut_suffix (key, "/amp/");
  cut_suffix (key, "/amp");
  while (key->len > length && key->str[key->len - 1] == '/')
    g_string_truncate (key, key->len - 1);
  append_query (key, g_uri_get_query (uri));
  return key->len > length ? g_strdup (key->str) : NULL;
}
