/* Whatever the bytes, reading them as a codebook ends in a codebook that holds together, or in a
 * sentence. */
#include <gio/gio.h>

#include "model/codebook.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

static void
check_attribute (const ObAttribute *attribute)
{
  g_autofree char *json = ob_attribute_to_json (attribute);
  g_autoptr (ObAttribute) back = ob_attribute_from_json (attribute->name, json);
  g_autofree char *again = NULL;

  g_assert_nonnull (back);
  again = ob_attribute_to_json (back);
  g_assert_cmpstr (again, ==, json);
}

/* Gives entities to the labels and parents their children, as a project does. */
static void
check_tree (ObCodebook *codebook, GPtrArray *parent_ids)
{
  guint n_labels = codebook->labels->len;

  for (guint i = 0; i < n_labels; i++)
    ((ObLabel *) g_ptr_array_index (codebook->labels, i))->entity = i + 1;
  for (guint i = 0; i < n_labels; i++)
    {
      ObLabel *label = g_ptr_array_index (codebook->labels, i);
      const char *parent = g_ptr_array_index (parent_ids, i);

      label->parent = parent != NULL ? ob_codebook_find (codebook, parent)->entity : 0;
      for (guint a = 0; a < label->attributes->len; a++)
        check_attribute (g_ptr_array_index (label->attributes, a));
    }

  ob_codebook_arrange (codebook);
  g_assert_cmpuint (codebook->labels->len, ==, n_labels);
  for (guint i = 0; i < n_labels; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);
      const ObLabel *parent = label->parent != 0 ? ob_codebook_get (codebook, label->parent) : NULL;

      g_assert_cmpuint (label->depth, ==, parent != NULL ? parent->depth + 1 : 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parent_ids = NULL;
  g_autofree char *json = g_strndup ((const char *) data, length);
  g_autoptr (ObCodebook) codebook = ob_codebook_from_json (json, (gssize) length, &parent_ids, &error);

  g_assert_true ((codebook == NULL) == (error != NULL));
  if (codebook != NULL)
    check_tree (codebook, parent_ids);
  return 0;
}
