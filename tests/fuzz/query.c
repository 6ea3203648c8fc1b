/* Whatever is typed, it is understood or refused with a sentence; and what was understood, written
 * out, is understood as the same. */
#include "analysis/query.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObQuery) query = ob_query_parse (text, &error);
  g_autofree char *understood = NULL;
  g_autofree char *again = NULL;
  g_autoptr (ObQuery) back = NULL;

  if (query == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  understood = ob_query_to_text (query);
  back = ob_query_parse (understood, NULL);
  /* With all its parentheses it may have become too long or too deep. */
  if (back == NULL)
    return 0;
  again = ob_query_to_text (back);
  g_assert_cmpstr (again, ==, understood);
  return 0;
}
