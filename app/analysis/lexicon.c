/* See lexicon.h. */
#include "analysis/lexicon.h"

#include <gio/gio.h>

#include "obelus-core-resources.h"

GStrv
ob_lexicon_read_lines (const char *resource)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (obelus_core_get_resource (), resource,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_auto (GStrv) lines = NULL;
  GPtrArray *kept = g_ptr_array_new ();

  g_assert (bytes != NULL);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && *lines[i] != '#')
      g_ptr_array_add (kept, g_strdup (lines[i]));
  g_ptr_array_add (kept, NULL);

  return (GStrv) g_ptr_array_free (kept, FALSE);
}
