#include "model/codebook-compare.h"

#include <string.h>

static void
add (GPtrArray *differences, const ObLabel *label, const char *what, const char *first,
     const char *second)
{
  ObDifference *difference;

  if (g_strcmp0 (first, second) == 0)
    return;

  difference = g_new0 (ObDifference, 1);
  difference->label = g_strdup (label->name);
  difference->id = g_strdup (label->id);
  difference->what = g_strdup (what);
  difference->first = g_strdup (first);
  difference->second = g_strdup (second);
  g_ptr_array_add (differences, difference);
}

static void
compare_attribute (GPtrArray *differences, const ObLabel *label, const ObAttribute *first,
                   const ObAttribute *second)
{
  g_autofree char *what = g_strconcat ("@", (first != NULL ? first : second)->name, NULL);
  g_autofree char *first_text = first != NULL ? ob_attribute_describe (first) : NULL;
  g_autofree char *second_text = second != NULL ? ob_attribute_describe (second) : NULL;

  add (differences, label, what, first_text, second_text);
}

static void
compare_attributes (GPtrArray *differences, const ObLabel *first, const ObLabel *second)
{
  for (guint i = 0; i < first->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (first->attributes, i);

      compare_attribute (differences, first, attribute,
                         ob_label_find_attribute (second, attribute->name));
    }
  for (guint i = 0; i < second->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (second->attributes, i);

      if (ob_label_find_attribute (first, attribute->name) == NULL)
        compare_attribute (differences, first, NULL, attribute);
    }
}

static const char *
get_parent_name (const ObCodebook *codebook, const ObLabel *label)
{
  const ObLabel *parent = label->parent != 0 ? ob_codebook_get (codebook, label->parent) : NULL;

  return parent != NULL ? parent->name : NULL;
}

/* TRUE when both hang on the same label, whatever it is called in each codebook. */
static gboolean
have_same_parent (const ObCodebook *first, const ObLabel *first_label, const ObCodebook *second,
                  const ObLabel *second_label)
{
  const ObLabel *parent = first_label->parent != 0 ? ob_codebook_get (first, first_label->parent)
                                                   : NULL;

  if (parent == NULL || second_label->parent == 0)
    return parent == NULL && second_label->parent == 0;

  return ob_codebook_find_same (second, parent) == ob_codebook_get (second, second_label->parent);
}

static void
compare_labels (GPtrArray *differences, const ObCodebook *first, const ObLabel *first_label,
                const ObCodebook *second, const ObLabel *second_label)
{
  g_autofree char *first_colour = g_strdup_printf ("%u", first_label->colour);
  g_autofree char *second_colour = g_strdup_printf ("%u", second_label->colour);
  const struct
  {
    const char *what;
    const char *first;
    const char *second;
  } texts[] = {
    { "name", first_label->name, second_label->name },
    { "colour", first_colour, second_colour },
    { "line", ob_line_get_name (first_label->line), ob_line_get_name (second_label->line) },
    { "key", first_label->key, second_label->key },
    { "use_when", first_label->use_when, second_label->use_when },
    { "avoid_when", first_label->avoid_when, second_label->avoid_when },
    { "example", first_label->example, second_label->example },
    { "counter_example", first_label->counter_example, second_label->counter_example },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add (differences, first_label, texts[i].what, texts[i].first, texts[i].second);
  if (!have_same_parent (first, first_label, second, second_label))
    add (differences, first_label, "parent", get_parent_name (first, first_label),
         get_parent_name (second, second_label));
  compare_attributes (differences, first_label, second_label);
}

static void
append_list (GString *text, char **values)
{
  g_autofree char *joined = g_strjoinv (" | ", values);

  g_string_append (text, joined);
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_codebook_compare (const ObCodebook *first, const ObCodebook *second)
{
  GPtrArray *differences = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_difference_free);

  for (guint i = 0; i < first->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (first->labels, i);
      const ObLabel *same = ob_codebook_find_same (second, label);

      if (same != NULL)
        compare_labels (differences, first, label, second, same);
      else
        add (differences, label, "label", label->name, NULL);
    }
  for (guint i = 0; i < second->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (second->labels, i);

      if (ob_codebook_find_same (first, label) == NULL)
        add (differences, label, "label", NULL, label->name);
    }

  return differences;
}

const ObLabel *
ob_codebook_find_same (const ObCodebook *codebook, const ObLabel *label)
{
  g_autofree char *folded = g_utf8_casefold (label->name, -1);
  const ObLabel *by_name = NULL;

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *other = g_ptr_array_index (codebook->labels, i);
      g_autofree char *other_folded = g_utf8_casefold (other->name, -1);

      if (strcmp (other->id, label->id) == 0)
        return other;
      if (by_name == NULL && strcmp (other_folded, folded) == 0)
        by_name = other;
    }

  return by_name;
}

char *
ob_attribute_describe (const ObAttribute *attribute)
{
  GString *text = g_string_new (ob_attribute_type_get_name (attribute->type));

  if (attribute->choices != NULL)
    {
      g_string_append (text, ": ");
      append_list (text, attribute->choices);
    }
  if (attribute->when != NULL)
    {
      g_string_append_printf (text, ", if %s", attribute->when);
      if (attribute->when_values != NULL)
        {
          g_string_append (text, " = ");
          append_list (text, attribute->when_values);
        }
    }

  return g_string_free (text, FALSE);
}

void
ob_difference_free (ObDifference *difference)
{
  g_free (difference->label);
  g_free (difference->id);
  g_free (difference->what);
  g_free (difference->first);
  g_free (difference->second);
  g_free (difference);
}
