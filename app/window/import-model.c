#include "window/import-model.h"

#include <glib/gi18n.h>

#include "window/describe.h"

/* A row: an article of @group, or the heading of the group (-1). */
typedef struct
{
  guint group;
  int file;
} Row;

struct _ObImportModel
{
  ObFlatModel parent_instance;

  GPtrArray *groups; /* (owned) ObImportGroup */
  GArray *rows;      /* (owned) Row */
  ObKnownTexts *known; /* (owned) the project's texts, and those that are in the model */
};

G_DEFINE_FINAL_TYPE (ObImportModel, ob_import_model, OB_TYPE_FLAT_MODEL)

static const GType column_types[OB_N_IMPORT_COLUMNS] = {
  G_TYPE_STRING,  G_TYPE_STRING,  G_TYPE_INT,     G_TYPE_BOOLEAN,
  G_TYPE_BOOLEAN, G_TYPE_BOOLEAN, G_TYPE_BOOLEAN, G_TYPE_STRING,
};

static void
group_free (gpointer data)
{
  ObImportGroup *group = data;

  ob_article_source_unref (group->source);
  g_ptr_array_unref (group->files);
  g_free (group);
}

static ObImportGroup *
get_group (ObImportModel *self, guint row)
{
  return g_ptr_array_index (self->groups, g_array_index (self->rows, Row, row).group);
}

static gboolean
can_choose (const ObArticleFile *file)
{
  return file->fate == OB_ARTICLE_READ;
}

static gboolean
is_chosen (const ObArticleFile *file)
{
  return can_choose (file) && file->choice != OB_ARTICLE_SKIP;
}

/* How many of the group's articles can be chosen, and are. */
static void
count_group (const ObImportGroup *group, guint *n_can, guint *n_chosen)
{
  *n_can = *n_chosen = 0;
  for (guint i = 0; i < group->files->len; i++)
    {
      *n_can += can_choose (group->files->pdata[i]);
      *n_chosen += is_chosen (group->files->pdata[i]);
    }
}

/* What the rows say ----------------------------------------------------------------------------- */

/* "New version · It shares 82 % of its words with “…”." */
static char *
describe_version (const ObArticleFile *file)
{
  g_autofree char *match = ob_article_file_describe_match (file);

  return file->choice == OB_ARTICLE_NEW_VERSION
           ? g_strdup_printf ("%s · %s", _("New version"), match)
           : g_steal_pointer (&match);
}

/* "The Guardian · 12 April 2017 · 5,312 characters". */
static char *
describe_file (const ObArticleFile *file)
{
  g_autofree char *source = NULL, *length = NULL;

  if (file->fate != OB_ARTICLE_READ)
    return g_strdup (file->reason);
  if (file->match.kin == OB_KIN_VERSION)
    return describe_version (file);

  source = ob_describe_source (file->reading->metadata);
  length = g_strdup_printf (ngettext ("%'u character", "%'u characters",
                                      file->reading->metadata->length),
                            file->reading->metadata->length);
  return *source != '\0' ? g_strdup_printf ("%s · %s", source, length) : g_steal_pointer (&length);
}

static char *
describe_group (const ObImportGroup *group)
{
  return g_strdup_printf (ngettext ("%u article in this file", "%u articles in this file",
                                    group->files->len),
                          group->files->len);
}

static char *
get_title (const ObArticleFile *file)
{
  if (file->reading == NULL)
    return g_filename_display_basename (file->name);

  return g_strdup (file->reading->metadata->title);
}

static const char *
get_icon (const ObArticleFile *file)
{
  if (file->fate == OB_ARTICLE_REFUSED)
    return "dialog-error-symbolic";
  if (file->fate == OB_ARTICLE_DUPLICATE)
    return "emblem-ok-symbolic";
  if (file->match.kin == OB_KIN_VERSION)
    return "edit-copy-symbolic";

  return file->reading->notes[0] != NULL ? "dialog-information-symbolic" : NULL;
}

static void
get_heading (const ObImportGroup *group, int column, GValue *value)
{
  guint n_can, n_chosen;

  count_group (group, &n_can, &n_chosen);
  switch (column)
    {
    case OB_IMPORT_COLUMN_TITLE:
      g_value_take_string (value,
                           g_filename_display_basename (ob_article_source_get_name (group->source)));
      break;
    case OB_IMPORT_COLUMN_DETAILS:
      g_value_take_string (value, describe_group (group));
      break;
    case OB_IMPORT_COLUMN_HEADING:
      g_value_set_boolean (value, TRUE);
      break;
    case OB_IMPORT_COLUMN_CAN_CHOOSE:
      g_value_set_boolean (value, n_can > 0);
      break;
    case OB_IMPORT_COLUMN_CHOSEN:
      g_value_set_boolean (value, n_chosen > 0 && n_chosen == n_can);
      break;
    case OB_IMPORT_COLUMN_MIXED:
      g_value_set_boolean (value, n_chosen > 0 && n_chosen < n_can);
      break;
    default:
      break;
    }
}

static void
get_value (ObFlatModel *model, guint row, int column, GValue *value)
{
  ObImportModel *self = OB_IMPORT_MODEL (model);
  const ObImportGroup *group = get_group (self, row);
  const ObArticleFile *file = ob_import_model_get_file (self, row);

  if (file == NULL)
    {
      get_heading (group, column, value);
      return;
    }
  switch (column)
    {
    case OB_IMPORT_COLUMN_TITLE:
      g_value_take_string (value, get_title (file));
      break;
    case OB_IMPORT_COLUMN_DETAILS:
      g_value_take_string (value, describe_file (file));
      break;
    case OB_IMPORT_COLUMN_LEVEL:
      g_value_set_int (value, group->files->len > 1);
      break;
    case OB_IMPORT_COLUMN_CAN_CHOOSE:
      g_value_set_boolean (value, can_choose (file));
      break;
    case OB_IMPORT_COLUMN_CHOSEN:
      g_value_set_boolean (value, is_chosen (file));
      break;
    case OB_IMPORT_COLUMN_ICON:
      g_value_set_string (value, get_icon (file));
      break;
    default:
      break;
    }
}

static guint
get_n_rows (ObFlatModel *model)
{
  return OB_IMPORT_MODEL (model)->rows->len;
}

/* Rows ------------------------------------------------------------------------------------------ */

static void
add_row (ObImportModel *self, guint group, int file, gboolean tell)
{
  Row row = { group, file };

  g_array_append_val (self->rows, row);
  if (tell)
    ob_flat_model_row_inserted (OB_FLAT_MODEL (self), self->rows->len - 1);
}

static void
add_rows (ObImportModel *self, guint index, gboolean tell)
{
  ObImportGroup *group = g_ptr_array_index (self->groups, index);

  group->first_row = self->rows->len;
  if (group->files->len > 1)
    add_row (self, index, -1, tell);
  for (guint i = 0; i < group->files->len; i++)
    add_row (self, index, (int) i, tell);
}

/* Finds out which of @files are known, and learns the others. */
static void
meet (ObImportModel *self, GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    ob_known_texts_meet (self->known, files->pdata[i]);
}

static int
find_group (ObImportModel *self, ObArticleSource *source)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (((ObImportGroup *) self->groups->pdata[i])->source == source)
      return (int) i;

  return -1;
}

static void
ob_import_model_finalize (GObject *object)
{
  ObImportModel *self = OB_IMPORT_MODEL (object);

  g_ptr_array_unref (self->groups);
  g_array_unref (self->rows);
  ob_known_texts_free (self->known);

  G_OBJECT_CLASS (ob_import_model_parent_class)->finalize (object);
}

static void
ob_import_model_class_init (ObImportModelClass *class)
{
  ObFlatModelClass *model_class = OB_FLAT_MODEL_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ob_import_model_finalize;
  model_class->types = column_types;
  model_class->n_columns = OB_N_IMPORT_COLUMNS;
  model_class->get_n_rows = get_n_rows;
  model_class->get_value = get_value;
}

static void
ob_import_model_init (ObImportModel *self)
{
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->known = ob_known_texts_new (NULL);
}

ObImportModel *
ob_import_model_new (void)
{
  return g_object_new (OB_TYPE_IMPORT_MODEL, NULL);
}

void
ob_import_model_set_project (ObImportModel *self, ObProject *project)
{
  ob_known_texts_free (self->known);
  self->known = ob_known_texts_new (project);
}

void
ob_import_model_append (ObImportModel *self, GPtrArray *files)
{
  ObImportGroup *group = g_new0 (ObImportGroup, 1);

  group->source = ob_article_source_ref (((ObArticleFile *) files->pdata[0])->source);
  group->files = files;
  meet (self, files);
  g_ptr_array_add (self->groups, group);
  add_rows (self, self->groups->len - 1, TRUE);
}

void
ob_import_model_replace (ObImportModel *self, ObArticleSource *source, GPtrArray *files)
{
  int index = find_group (self, source);
  ObImportGroup *group;

  if (index < 0)
    {
      g_ptr_array_unref (files);
      return;
    }
  group = g_ptr_array_index (self->groups, index);
  for (guint i = 0; i < files->len && files->len == group->files->len; i++)
    ((ObArticleFile *) files->pdata[i])->choice
      = ((ObArticleFile *) group->files->pdata[i])->choice;
  ob_article_source_unref (group->source);
  g_ptr_array_unref (group->files);
  group->source = ob_article_source_ref (((ObArticleFile *) files->pdata[0])->source);
  group->files = files;

  g_array_set_size (self->rows, 0);
  ob_known_texts_forget_met (self->known);
  for (guint i = 0; i < self->groups->len; i++)
    {
      meet (self, ((ObImportGroup *) self->groups->pdata[i])->files);
      add_rows (self, i, FALSE);
    }
}

guint
ob_import_model_get_n_rows (ObImportModel *self)
{
  return self->rows->len;
}

const ObImportGroup *
ob_import_model_get_group (ObImportModel *self, guint row)
{
  return get_group (self, row);
}

ObArticleFile *
ob_import_model_get_file (ObImportModel *self, guint row)
{
  const Row *data = &g_array_index (self->rows, Row, row);

  return data->file >= 0 ? g_ptr_array_index (get_group (self, row)->files, data->file) : NULL;
}

int
ob_import_model_find (ObImportModel *self, ObArticleSource *source)
{
  int group = find_group (self, source);

  return group >= 0 ? (int) ((ObImportGroup *) self->groups->pdata[group])->first_row : -1;
}

void
ob_import_model_take_matches (ObImportModel *self, GPtrArray *compared)
{
  guint number = 0;

  for (guint g = 0; g < self->groups->len; g++)
    {
      const ObImportGroup *group = g_ptr_array_index (self->groups, g);
      gboolean changed = FALSE;

      for (guint i = 0; i < group->files->len; i++, number++)
        {
          ObArticleFile *file = g_ptr_array_index (group->files, i);
          const ObArticleFile *copy = g_ptr_array_index (compared, number);

          changed |= file->match.kin != OB_KIN_NONE || copy->match.kin != OB_KIN_NONE;
          ob_article_file_take_match (file, copy);
        }
      for (guint i = 0; changed && i < group->files->len + (group->files->len > 1); i++)
        ob_flat_model_row_changed (OB_FLAT_MODEL (self), group->first_row + i);
    }
}

void
ob_import_model_choose (ObImportModel *self, guint row, ObArticleChoice choice)
{
  const ObImportGroup *group = get_group (self, row);
  const ObArticleFile *only = ob_import_model_get_file (self, row);

  for (guint i = 0; i < group->files->len; i++)
    {
      ObArticleFile *file = g_ptr_array_index (group->files, i);

      if (can_choose (file) && (only == NULL || only == file))
        file->choice = choice == OB_ARTICLE_NEW_VERSION && file->match.kin != OB_KIN_VERSION
                         ? OB_ARTICLE_IMPORT
                         : choice;
    }
  for (guint i = 0; i < group->files->len + (group->files->len > 1); i++)
    ob_flat_model_row_changed (OB_FLAT_MODEL (self), group->first_row + i);
}

ObImportCounts
ob_import_model_count (ObImportModel *self)
{
  ObImportCounts counts = { .n_files = self->groups->len };

  for (guint g = 0; g < self->groups->len; g++)
    {
      const ObImportGroup *group = g_ptr_array_index (self->groups, g);

      for (guint i = 0; i < group->files->len; i++)
        {
          const ObArticleFile *file = g_ptr_array_index (group->files, i);

          counts.n_articles += file->reading != NULL;
          counts.n_chosen += is_chosen (file);
          counts.n_duplicates += file->fate == OB_ARTICLE_DUPLICATE;
          counts.n_refused += file->fate == OB_ARTICLE_REFUSED;
          counts.n_versions += can_choose (file) && file->match.kin == OB_KIN_VERSION;
        }
    }
  return counts;
}

GPtrArray *
ob_import_model_list (ObImportModel *self)
{
  GPtrArray *files = g_ptr_array_new ();

  for (guint g = 0; g < self->groups->len; g++)
    {
      const ObImportGroup *group = g_ptr_array_index (self->groups, g);

      for (guint i = 0; i < group->files->len; i++)
        g_ptr_array_add (files, group->files->pdata[i]);
    }
  return files;
}
