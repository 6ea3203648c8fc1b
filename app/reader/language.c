#include "reader/language.h"

#include <stdbool.h>
#include <string.h>

#define MAX_BYTES (16u * 1024)
#define MIN_BYTES 40
#define UNKNOWN "un"

/* CLD2 is a C++ library of plain functions.  These are two of them by the names that they have in it
 * on every system whose C++ follows the Itanium ABI, as all that Obelus runs on do, so that one
 * function need not bring a second compiler into the build. */
extern int detect_language (const char *text, int n_bytes, bool is_plain_text, bool *is_reliable)
    __asm__ ("_ZN4CLD214DetectLanguageEPKcibPb");
extern const char *get_language_code (int language) __asm__ ("_ZN4CLD212LanguageCodeENS_8LanguageE");

/* Public functions ----------------------------------------------------------------------------- */

const char *
ob_language_detect (const char *utf8, gsize n_bytes)
{
  bool is_reliable = false;
  const char *code;

  if (n_bytes < MIN_BYTES)
    return NULL;
  if (n_bytes > MAX_BYTES)
    n_bytes = (gsize) (g_utf8_find_prev_char (utf8, utf8 + MAX_BYTES) - utf8);

  code = get_language_code (detect_language (utf8, (int) n_bytes, true, &is_reliable));
  if (!is_reliable || code == NULL || strcmp (code, UNKNOWN) == 0)
    return NULL;
  return g_intern_string (code);
}
