#include "articles/plausible.h"

/* Letters that are words in a European language. */
static const char one_letter_words[] = "àáâéèêëíìîóòôöúùûüåæøÀÁÂÉÈÊËÍÌÎÓÒÔÖÚÙÛÜÅÆØ";

static gboolean
is_accented (gunichar c)
{
  return c >= 0x80 && g_unichar_isalpha (c) && g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN;
}

static gboolean
is_one_letter_word (gunichar c)
{
  return g_utf8_strchr (one_letter_words, -1, c) != NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_plausible_is_text (const char *utf8, gsize n_bytes)
{
  const char *end = utf8 + n_bytes;
  gunichar before = 0, first = 0;
  gsize n_for = 0, n_against = 0;
  guint n_run = 0;
  gboolean in_word = FALSE;

  /* One round more than there are characters, to end the last run. */
  for (gboolean more = TRUE; more;)
    {
      gunichar c;

      more = utf8 < end;
      c = more ? g_utf8_get_char (utf8) : 0;
      if (more)
        utf8 = g_utf8_next_char (utf8);

      if (is_accented (c))
        {
          if (n_run++ == 0)
            {
              first = c;
              in_word = before < 0x80 && g_ascii_isalpha ((gchar) before);
            }
        }
      else if (n_run > 0)
        {
          in_word = in_word || (c < 0x80 && g_ascii_isalpha ((gchar) c));
          if (in_word || (n_run == 1 && is_one_letter_word (first)))
            n_for++;
          else
            n_against++;
          n_run = 0;
        }
      before = c;
    }

  return n_against == 0 || n_for > n_against;
}
