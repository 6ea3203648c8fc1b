#include "window/duplicate-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Two that are called alike are told apart by nothing that is worth reading. */
char *
ob_duplicate_text_names (const ObDuplicate *duplicate)
{
  gboolean alike = strcmp (duplicate->kept_name, duplicate->other_name) == 0;
  g_autofree char *names
    = alike ? g_strdup_printf (_("“%s”, twice"), duplicate->kept_name)
            : g_strdup_printf (_("“%s” and “%s”"), duplicate->kept_name, duplicate->other_name);

  switch (duplicate->kind)
    {
    case OB_KIND_LABEL:
      return g_strdup_printf (_("Label: %s"), names);
    case OB_KIND_SPEAKER:
      return g_strdup_printf (_("Speaker: %s"), names);
    default:
      return g_strdup_printf (_("Dispute: %s"), names);
    }
}

char *
ob_duplicate_text_effect (const ObDuplicate *duplicate)
{
  if (duplicate->n_uses == 0)
    return g_strdup (_("The first of them stays; no annotation has the other."));
  return g_strdup_printf (ngettext ("The first of them stays, and gets %u annotation of the other.",
                                    "The first of them stays, and gets %u annotations of the other.",
                                    duplicate->n_uses),
                          duplicate->n_uses);
}
