#include "editor/link-type.h"

#include <glib/gi18n.h>

const char *
ob_link_type_get_title (const char *type)
{
  static const char *const titles[][2] = {
    { "said-by", N_ ("Said by") },         { "cue", N_ ("Reporting words") },
    { "expresses", N_ ("Expresses") },     { "same-as", N_ ("Same as") },
    { "supports", N_ ("Supports") },       { "contradicts", N_ ("Contradicts") },
    { "supersedes", N_ ("Supersedes") },   { "answers", N_ ("Answers") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i][0], type))
      return _(titles[i][1]);

  return type;
}
