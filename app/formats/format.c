#include "formats/format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (ob - format - error - quark, ob_format_error)

/* In the order in which files are recognised. */
/* clang-format off */
static const ObFormat *const formats[] = {
  &ob_format_jsonl,
  &ob_format_csv,
  &ob_format_html,
  &ob_format_pdf,
  &ob_format_odt,
  &ob_format_markdown,
  &ob_format_w3c,
  &ob_format_brat,
  &ob_format_refi,
  &ob_format_uima_xmi,
  &ob_format_uima_json,
  &ob_format_webanno_tsv,
  &ob_format_hypothesis,
  &ob_format_gate_bdoc,
  &ob_format_qualcoder,
  &ob_format_taguette,
  &ob_format_tei,
  &ob_format_doccano,
  &ob_format_prodigy,
  &ob_format_label_studio,
  &ob_format_claimreview,
  &ob_format_graphml,
  &ob_format_dna,
  &ob_format_conll,
  &ob_format_conllu,
  &ob_format_csv_links,
  &ob_format_csv_codebook,
  &ob_format_qdc,
  NULL,
};
/* clang-format on */

static gboolean
is_chosen (GHashTable *set, ObEntity entity)
{
  return set == NULL || ob_entity_set_contains (set, entity);
}

static GPtrArray *
choose_articles (ObProject *project, const ObExportOptions *options)
{
  GPtrArray *articles = ob_project_list_articles (project);

  for (guint i = articles->len; i > 0; i--)
    {
      const ObArticle *article = g_ptr_array_index (articles, i - 1);

      if (!is_chosen (options->articles, article->entity))
        g_ptr_array_remove_index (articles, i - 1);
    }

  return articles;
}

/* A label is chosen with its parents. */
static gboolean
label_is_chosen (ObCatalogue *catalogue, GHashTable *labels, ObEntity entity)
{
  const ObLabel *label = ob_codebook_get (catalogue->codebook, entity);

  if (is_chosen (labels, entity))
    return TRUE;
  for (guint depth = label != NULL ? label->depth : 0; depth > 0 && label != NULL; depth--)
    {
      if (is_chosen (labels, label->parent))
        return TRUE;
      label = ob_codebook_get (catalogue->codebook, label->parent);
    }

  return FALSE;
}

static GPtrArray *
choose_annotations (ObExport *export, ObEntity article)
{
  GPtrArray *annotations = ob_catalogue_list_annotations (export->catalogue, article);

  for (guint i = annotations->len; i > 0; i--)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i - 1);

      if (!ob_export_has_annotation (export, annotation))
        g_ptr_array_remove_index (annotations, i - 1);
    }

  return annotations;
}

static gboolean
write_article (const ObFormat *format, ObExport *export, const ObArticle *article, GError **error)
{
  g_autoptr (GPtrArray) annotations = NULL;
  g_autoptr (ObText) text
      = ob_project_get_text (export->catalogue->project, article->entity, error);

  if (text == NULL)
    {
      g_prefix_error (error, _ ("The article “%s” cannot be exported: "), article->title);
      return FALSE;
    }

  annotations = choose_annotations (export, article->entity);
  format->add_article (export, article, text, annotations);
  ob_sink_drain (export->sink);
  return TRUE;
}

static gboolean
write_articles (const ObFormat *format,
                ObExport *export,
                ObFormatProgress progress,
                gpointer data,
                GError **error)
{
  guint n_passes = MAX (format->n_passes, 1), n = n_passes * export->articles->len;

  for (guint i = 0; i < n && export->sink->error == NULL; i++)
    {
      export->pass = i / export->articles->len;
      if (!write_article (format, export,
                          g_ptr_array_index (export->articles, i % export->articles->len), error))
        return FALSE;
      if (progress != NULL)
        progress ((i + 1.0) / n, data);
    }

  return TRUE;
}

static gboolean
write_to_sink (const ObFormat *format,
               ObProject *project,
               const ObExportOptions *options,
               ObSink *sink,
               ObFormatProgress progress,
               gpointer progress_data,
               GPtrArray **losses,
               GError **error)
{
  static const ObExportOptions everything = { 0 };
  g_autoptr (ObCatalogue) catalogue = ob_catalogue_new (project);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) articles = NULL;
  ObExport export
      = { catalogue, options != NULL ? options : &everything, sink, NULL, sentences, 0, NULL };
  gboolean done;

  g_return_val_if_fail (format->add_article != NULL, FALSE);

  articles = choose_articles (project, export.options);
  export.articles = articles;
  if (format->begin != NULL)
    format->begin (&export);
  done = write_articles (format, &export, progress, progress_data, error);
  if (format->end != NULL)
    format->end (&export);
  if (!done || !ob_sink_finish (sink, error))
    return FALSE;

  if (losses != NULL)
    *losses = g_steal_pointer (&sentences);
  return TRUE;
}

static void
delete_folder (GFile *folder)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL)
         && child != NULL)
    if (!g_file_delete (child, NULL, NULL))
      delete_folder (child);
  g_file_delete (folder, NULL, NULL);
}

/* TRUE when @folder is not there, or is empty and was taken away. */
static gboolean
make_room (GFile *folder, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (g_file_query_file_type (folder, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_UNKNOWN
      || (g_file_query_file_type (folder, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY
          && g_file_delete (folder, NULL, &failure)))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               _ ("“%s” is there already and not an empty folder. Choose another name."),
               g_file_peek_path (folder));
  return FALSE;
}

/* Into a folder beside it first, which takes the name when it is whole. */
static gboolean
write_folder (const ObFormat *format,
              ObProject *project,
              const ObExportOptions *options,
              GFile *folder,
              ObFormatProgress progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GPtrArray **losses,
              GError **error)
{
  g_autofree char *path = g_strconcat (g_file_peek_path (folder), ".part", NULL);
  g_autoptr (GFile) part = g_file_new_for_path (path);
  g_autoptr (ObSink) sink = NULL;

  if (!make_room (folder, error) || !make_room (part, error)
      || !g_file_make_directory (part, cancellable, error))
    return FALSE;

  sink = ob_sink_new_for_files (ob_files_new_in_folder (part), cancellable);
  if (write_to_sink (format, project, options, sink, progress, progress_data, losses, error)
      && g_file_move (part, folder, G_FILE_COPY_NONE, cancellable, NULL, NULL, error))
    return TRUE;

  delete_folder (part);
  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

const ObFormat *const *
ob_formats_list (void)
{
  return formats;
}

const ObFormat *
ob_formats_find (const char *id)
{
  for (guint i = 0; formats[i] != NULL; i++)
    if (g_ascii_strcasecmp (formats[i]->id, id) == 0)
      return formats[i];

  return NULL;
}

const ObFormat *
ob_formats_find_for_name (const char *file_name)
{
  const char *dot = strrchr (file_name, '.');

  for (guint i = 0; dot != NULL && formats[i] != NULL; i++)
    for (guint k = 0; formats[i]->extensions[k] != NULL; k++)
      if (g_ascii_strcasecmp (formats[i]->extensions[k], dot + 1) == 0)
        return formats[i];

  return NULL;
}

const ObFormat *
ob_formats_recognise (const ObSource *source)
{
  g_autoptr (GBytes) head = ob_source_get_head (source);
  gsize length = 0;
  const char *bytes = head != NULL ? g_bytes_get_data (head, &length) : NULL;

  for (guint i = 0; formats[i] != NULL; i++)
    if (ob_source_is_several (source)
            ? formats[i]->recognise_several != NULL && formats[i]->recognise_several (source)
            : bytes != NULL && formats[i]->recognise != NULL
                  && formats[i]->recognise (bytes, length))
      return formats[i];

  return NULL;
}

gboolean
ob_format_write (const ObFormat *format,
                 ObProject *project,
                 const ObExportOptions *options,
                 GOutputStream *stream,
                 ObFormatProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GPtrArray **losses,
                 GError **error)
{
  g_autoptr (ObSink) sink
      = format->shape == OB_SHAPE_FILE
            ? ob_sink_new (stream, cancellable)
            : ob_sink_new_for_files (ob_files_new_in_archive (stream), cancellable);

  return write_to_sink (format, project, options, sink, progress, progress_data, losses, error);
}

gboolean
ob_format_write_file (const ObFormat *format,
                      ObProject *project,
                      const ObExportOptions *options,
                      GFile *file,
                      ObFormatProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GPtrArray **losses,
                      GError **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GCancellable) given_up = NULL;

  if (format->shape == OB_SHAPE_FILES && !g_str_has_suffix (g_file_peek_path (file), ".zip"))
    return write_folder (format, project, options, file, progress, progress_data, cancellable,
                         losses, error);

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  if (stream == NULL)
    return FALSE;
  if (ob_format_write (format, project, options, G_OUTPUT_STREAM (stream), progress, progress_data,
                       cancellable, losses, error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);

  /* Closing when cancelled throws the new file away and leaves the old one. */
  given_up = g_cancellable_new ();
  g_cancellable_cancel (given_up);
  g_output_stream_close (G_OUTPUT_STREAM (stream), given_up, NULL);
  return FALSE;
}

gboolean
ob_format_read (const ObFormat *format,
                ObProject *project,
                ObEdit *edit,
                ObSource *source,
                const ObSetOptions *options,
                GCancellable *cancellable,
                GPtrArray **items,
                GPtrArray **losses,
                GPtrArray **new_labels,
                GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_read_item_free);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  static const ObSetOptions plain = { 0 };
  ObSetReading import = { project,     edit,  source,    options != NULL ? options : &plain,
                          cancellable, found, sentences, labels };

  g_return_val_if_fail (format->read != NULL, FALSE);

  if (!format->read (&import, error))
    return FALSE;

  if (items != NULL)
    *items = g_steal_pointer (&found);
  if (losses != NULL)
    *losses = g_steal_pointer (&sentences);
  if (new_labels != NULL)
    *new_labels = g_steal_pointer (&labels);
  return TRUE;
}

void
ob_set_reading_add_item (ObSetReading *import, ObReadItem *item)
{
  g_ptr_array_add (import->items, item);
  if (import->options->counted != NULL)
    import->options->counted (import->items->len, import->options->data);
}

gboolean
ob_export_has_annotation (const ObExport *export, const ObAnnotation *annotation)
{
  return is_chosen (export->options->articles, annotation->article)
         && is_chosen (export->options->annotators, annotation->annotator)
         && label_is_chosen (export->catalogue, export->options->labels, annotation->label);
}

gboolean
ob_export_has_link (const ObExport *export, const ObLink *link)
{
  const ObExportOptions *options = export->options;
  g_autoptr (ObAnnotation) target = NULL;

  if (options->articles == NULL && options->annotators == NULL && options->labels == NULL)
    return TRUE;

  target = ob_project_get_annotation (export->catalogue->project, link->to);
  return target != NULL && ob_export_has_annotation (export, target);
}

void
ob_export_lose (ObExport *export, const char *one, const char *many, guint n)
{
  if (n > 0)
    g_ptr_array_add (export->losses,
                     g_strdup_printf ("%u %s", n, g_dngettext (GETTEXT_PACKAGE, one, many, n)));
}

GHashTable *
ob_entity_set_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

void
ob_entity_set_add (GHashTable *set, ObEntity entity)
{
  g_hash_table_add (set, g_memdup2 (&entity, sizeof entity));
}

gboolean
ob_entity_set_contains (GHashTable *set, ObEntity entity)
{
  return g_hash_table_contains (set, &entity);
}

void
ob_read_item_free (ObReadItem *item)
{
  if (item == NULL)
    return;

  g_free (item->title);
  g_free (item);
}
