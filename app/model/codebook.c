/* Labels, their tree and their lookups; codebook-json.c reads and writes definitions. */
#include "model/codebook.h"

#include <string.h>

/* Characters of an id that is made of a name; a number may follow. */
#define MAX_MADE_ID 48

static const char *const attribute_type_names[] = {
  [OB_ATTRIBUTE_CHOICE] = "choice",   [OB_ATTRIBUTE_TEXT] = "text",
  [OB_ATTRIBUTE_NUMBER] = "number",   [OB_ATTRIBUTE_FLAG] = "flag",
  [OB_ATTRIBUTE_DATE] = "date",       [OB_ATTRIBUTE_SPEAKER] = "speaker",
  [OB_ATTRIBUTE_DISPUTE] = "dispute", [OB_ATTRIBUTE_POSITION] = "position",
};

static const char *const line_names[OB_N_LINES] = {
  [OB_LINE_SOLID] = "solid",   [OB_LINE_DASHED] = "dashed", [OB_LINE_DOTTED] = "dotted",
  [OB_LINE_DOUBLE] = "double", [OB_LINE_WAVY] = "wavy",     [OB_LINE_DASH_DOT] = "dash-dot",
};

/* The tree under construction. */
typedef struct
{
  GHashTable *by_entity; /* (owned) ObEntity* in the label -> ObLabel */
  GHashTable *children;  /* (owned) ObLabel (the tree's root: NULL) -> GPtrArray of ObLabel */
  GHashTable *seen;      /* (owned) labels that have their place */
  GPtrArray *ordered;    /* (owned) */
} Tree;

static gboolean
find_name (const char *const *names, guint n_names, const char *name, guint *place)
{
  for (guint i = 0; i < n_names; i++)
    if (strcmp (names[i], name) == 0)
      {
        *place = i;
        return TRUE;
      }

  return FALSE;
}

/* Ids decide between equal positions, since entities differ from copy to copy; what is equal in both
 * stays in the order in which it was added. */
static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const ObLabel *left = *(ObLabel *const *) a, *right = *(ObLabel *const *) b;

  if (left->position != right->position)
    return left->position < right->position ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

static ObLabel *
tree_get_parent (Tree *tree, const ObLabel *label)
{
  return label->parent != 0 ? g_hash_table_lookup (tree->by_entity, &label->parent) : NULL;
}

static void
tree_add_children (Tree *tree, ObLabel *parent, GPtrArray *stack)
{
  GPtrArray *children = g_hash_table_lookup (tree->children, parent);

  for (guint i = children != NULL ? children->len : 0; i > 0; i--)
    g_ptr_array_add (stack, g_ptr_array_index (children, i - 1));
}

/* Appends @root and all below it, parents first. */
static void
tree_append (Tree *tree, ObLabel *root)
{
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();

  root->parent = 0;
  g_ptr_array_add (stack, root);

  while (stack->len > 0)
    {
      ObLabel *label = g_ptr_array_steal_index (stack, stack->len - 1);
      ObLabel *parent = tree_get_parent (tree, label);

      if (!g_hash_table_add (tree->seen, label))
        continue;
      label->depth = parent != NULL ? parent->depth + 1 : 0;
      g_ptr_array_add (tree->ordered, label);
      tree_add_children (tree, label, stack);
    }
}

/* The label at which a walk up from @label, which ends in a circle, comes round. */
static ObLabel *
tree_find_circle (Tree *tree, ObLabel *label)
{
  g_autoptr (GHashTable) walked = g_hash_table_new (NULL, NULL);

  while (g_hash_table_add (walked, label))
    label = tree_get_parent (tree, label);

  return label;
}

static Tree *
tree_new (GPtrArray *labels)
{
  Tree *tree = g_new0 (Tree, 1);

  tree->by_entity = g_hash_table_new (g_int64_hash, g_int64_equal);
  tree->children = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  tree->seen = g_hash_table_new (NULL, NULL);
  tree->ordered = g_ptr_array_new ();

  for (guint i = 0; i < labels->len; i++)
    {
      ObLabel *label = g_ptr_array_index (labels, i);

      g_hash_table_insert (tree->by_entity, &label->entity, label);
    }
  for (guint i = 0; i < labels->len; i++)
    {
      ObLabel *label = g_ptr_array_index (labels, i);
      ObLabel *parent = tree_get_parent (tree, label);
      GPtrArray *children = g_hash_table_lookup (tree->children, parent);

      if (children == NULL)
        {
          children = g_ptr_array_new ();
          g_hash_table_insert (tree->children, parent, children);
        }
      g_ptr_array_add (children, label);
    }

  return tree;
}

static void
tree_free (Tree *tree)
{
  g_hash_table_unref (tree->by_entity);
  g_hash_table_unref (tree->children);
  g_hash_table_unref (tree->seen);
  g_ptr_array_unref (tree->ordered);
  g_free (tree);
}

/* Public functions ----------------------------------------------------------------------------- */

ObCodebook *
ob_codebook_new (void)
{
  ObCodebook *codebook = g_new0 (ObCodebook, 1);

  g_atomic_ref_count_init (&codebook->references);
  codebook->labels = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_label_free);
  return codebook;
}

ObCodebook *
ob_codebook_ref (ObCodebook *codebook)
{
  g_atomic_ref_count_inc (&codebook->references);
  return codebook;
}

void
ob_codebook_unref (ObCodebook *codebook)
{
  if (!g_atomic_ref_count_dec (&codebook->references))
    return;

  g_ptr_array_unref (codebook->labels);
  g_free (codebook);
}

void
ob_codebook_add (ObCodebook *codebook, ObLabel *label)
{
  g_ptr_array_add (codebook->labels, label);
}

void
ob_codebook_arrange (ObCodebook *codebook)
{
  GPtrArray *labels = codebook->labels;
  Tree *tree;

  g_ptr_array_sort (labels, compare_labels);
  tree = tree_new (labels);

  for (guint i = 0; i < labels->len; i++)
    {
      ObLabel *label = g_ptr_array_index (labels, i);

      if (tree_get_parent (tree, label) == NULL)
        tree_append (tree, label);
    }
  /* What no root leads to hangs on a circle, which is cut where one comes round it. */
  for (guint i = 0; i < labels->len; i++)
    {
      ObLabel *label = g_ptr_array_index (labels, i);

      if (!g_hash_table_contains (tree->seen, label))
        tree_append (tree, tree_find_circle (tree, label));
    }

  g_assert (tree->ordered->len == labels->len);
  if (labels->len > 0)
    memcpy (labels->pdata, tree->ordered->pdata, labels->len * sizeof (gpointer));
  tree_free (tree);
}

const ObLabel *
ob_codebook_get (const ObCodebook *codebook, ObEntity entity)
{
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      if (label->entity == entity)
        return label;
    }

  return NULL;
}

const ObLabel *
ob_codebook_find (const ObCodebook *codebook, const char *id_or_name)
{
  const ObLabel *by_name = NULL;

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      if (g_strcmp0 (label->id, id_or_name) == 0)
        return label;
      if (by_name == NULL && g_strcmp0 (label->name, id_or_name) == 0)
        by_name = label;
    }

  return by_name;
}

const ObLabel *
ob_codebook_find_key (const ObCodebook *codebook, const char *key)
{
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      if (label->key != NULL && strcmp (label->key, key) == 0)
        return label;
    }

  return NULL;
}

/* One "-" for several. */
static void
squeeze_dashes (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != '-' || to == text || to[-1] != '-')
      *to++ = *from;
  *to = '\0';
}

char *
ob_codebook_dup_free_id (const ObCodebook *codebook, const char *name)
{
  g_autofree char *folded = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (folded, MIN (strlen (folded), MAX_MADE_ID));
  g_autofree char *base = NULL;
  char *id;

  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789-_", '-');
  squeeze_dashes (lower);
  base = g_strdup (strcmp (lower, "-") != 0 && *lower != '\0' ? lower : "label");
  id = g_strdup (base);
  for (guint i = 2; ob_codebook_find (codebook, id) != NULL; i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", base, i);
    }

  return id;
}

gboolean
ob_codebook_is_below (const ObCodebook *codebook, ObEntity label, ObEntity above)
{
  const ObLabel *at = ob_codebook_get (codebook, label);

  for (guint n_steps = 0; at != NULL && n_steps < codebook->labels->len; n_steps++)
    {
      if (at->parent == above)
        return TRUE;
      at = at->parent != 0 ? ob_codebook_get (codebook, at->parent) : NULL;
    }

  return FALSE;
}

ObLabel *
ob_label_new (void)
{
  ObLabel *label = g_new0 (ObLabel, 1);

  label->attributes = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_attribute_free);
  return label;
}

void
ob_label_free (ObLabel *label)
{
  if (label == NULL)
    return;

  g_free (label->id);
  g_free (label->name);
  g_free (label->key);
  g_free (label->use_when);
  g_free (label->avoid_when);
  g_free (label->example);
  g_free (label->counter_example);
  g_free (label->guid);
  g_ptr_array_unref (label->attributes);
  g_free (label);
}

const ObAttribute *
ob_label_find_attribute (const ObLabel *label, const char *name)
{
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);

      if (strcmp (attribute->name, name) == 0)
        return attribute;
    }

  return NULL;
}

ObAttribute *
ob_attribute_new (const char *name, ObAttributeType type)
{
  ObAttribute *attribute = g_new0 (ObAttribute, 1);

  attribute->name = g_strdup (name);
  attribute->type = type;
  return attribute;
}

ObAttribute *
ob_attribute_copy (const ObAttribute *attribute)
{
  ObAttribute *copy = ob_attribute_new (attribute->name, attribute->type);

  copy->choices = g_strdupv (attribute->choices);
  copy->order = attribute->order;
  copy->when = g_strdup (attribute->when);
  copy->when_values = g_strdupv (attribute->when_values);
  return copy;
}

void
ob_attribute_free (ObAttribute *attribute)
{
  if (attribute == NULL)
    return;

  g_free (attribute->name);
  g_strfreev (attribute->choices);
  g_free (attribute->when);
  g_strfreev (attribute->when_values);
  g_free (attribute);
}

const char *
ob_attribute_get_default (const ObAttribute *attribute)
{
  return attribute->choices != NULL ? attribute->choices[0] : NULL;
}

gboolean
ob_attribute_takes (const ObAttribute *attribute, const ObValue *value)
{
  ObValueType type = ob_value_get_type (value);

  switch (attribute->type)
    {
    case OB_ATTRIBUTE_CHOICE:
      return type == OB_VALUE_TEXT && attribute->choices != NULL
             && g_strv_contains ((const char *const *) attribute->choices,
                                 ob_value_get_text (value));
    case OB_ATTRIBUTE_TEXT:
    case OB_ATTRIBUTE_DATE:
      return type == OB_VALUE_TEXT;
    case OB_ATTRIBUTE_NUMBER:
      return type == OB_VALUE_INTEGER || type == OB_VALUE_REAL;
    case OB_ATTRIBUTE_FLAG:
      return type == OB_VALUE_INTEGER;
    default:
      return type == OB_VALUE_ENTITY;
    }
}

const char *
ob_attribute_type_get_name (ObAttributeType type)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (attribute_type_names), NULL);

  return attribute_type_names[type];
}

gboolean
ob_attribute_type_from_name (const char *name, ObAttributeType *type)
{
  guint place;

  if (!find_name (attribute_type_names, G_N_ELEMENTS (attribute_type_names), name, &place))
    return FALSE;

  *type = (ObAttributeType) place;
  return TRUE;
}

const char *
ob_line_get_name (ObLine line)
{
  g_return_val_if_fail (line < OB_N_LINES, NULL);

  return line_names[line];
}

gboolean
ob_line_from_name (const char *name, ObLine *line)
{
  guint place;

  if (!find_name (line_names, OB_N_LINES, name, &place))
    return FALSE;

  *line = (ObLine) place;
  return TRUE;
}
