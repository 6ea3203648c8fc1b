/* Formats: annotation sets in and out, one file a format.
 *
 * A format is a table of functions.  Export goes article by article through a sink, so that the
 * memory of one article is enough, and runs in any thread.  Import reads a whole set into one
 * ObEdit, which the caller commits: all of it or nothing, and one undo step.
 */
#pragma once

#include "formats/catalogue.h"
#include "formats/sink.h"
#include "formats/source.h"
#include "store/edit.h"

G_BEGIN_DECLS

#define OB_FORMAT_ERROR (ob_format_error_quark ())
GQuark ob_format_error_quark (void);

typedef enum
{
  OB_FORMAT_ERROR_INVALID, /* the set is not what its format says, or does not fit the project */
} ObFormatError;

/* What to export.  Sets of ObEntity (gint64 *), as ob_entity_set_new() makes them. */
typedef struct
{
  GHashTable *articles;   /* (nullable): all */
  GHashTable *annotators; /* (nullable): all */
  GHashTable *labels;     /* (nullable): all; the labels below a label count as that label */
  gboolean utf16; /* formats that can say so: offsets in UTF-16 units, for readers that count so */
  gboolean raw_cells; /* csv: leave cells that a spreadsheet would take for a formula as they are */
} ObExportOptions;

/* @done: 0 to 1; called in the thread that exports. */
typedef void (*ObFormatProgress) (double done, gpointer data);

/* An export under way, as the format's functions see it. */
typedef struct
{
  ObCatalogue *catalogue;
  const ObExportOptions *options;
  ObSink *sink;
  GPtrArray *articles; /* ObArticle: those that are exported */
  GPtrArray *losses;   /* char *: add sentences here */
  guint pass;          /* 0, 1, ... below the format's n_passes */
  gpointer state;      /* the format's own */
} ObExport;

typedef enum
{
  OB_READ_ADDED,
  OB_READ_UPDATED,
  OB_READ_UNCHANGED,
} ObReadResult;

/* What became of one article of a set. */
typedef struct
{
  char *title;
  ObReadResult result;
  guint n_added; /* annotations */
  guint n_updated;
  guint n_strays; /* passages that need attention */
} ObReadItem;

/* @n_articles: how many of the set have been read; called in the thread that reads. */
typedef void (*ObSetCounted) (guint n_articles, gpointer data);

/* How a set is to be read. */
typedef struct
{
  GHashTable *mapping;  /* (nullable): label of the set -> gint64 * of the project's label for it */
  ObSetCounted counted; /* (nullable) */
  gpointer data;        /* for it */
} ObSetOptions;

/* A set that is being read. */
typedef struct
{
  ObProject *project;
  ObEdit *edit;
  ObSource *source;          /* not owned */
  const ObSetOptions *options; /* not owned */
  GCancellable *cancellable; /* (nullable) */
  GPtrArray *items;          /* ObReadItem: ob_set_reading_add_item() */
  GPtrArray *losses;         /* char *: add sentences here */
  GPtrArray *new_labels;     /* char *: labels that the codebook has not, and that are added */
} ObSetReading;

/* What a format's result is. */
typedef enum
{
  OB_SHAPE_FILE,    /* one file */
  OB_SHAPE_ARCHIVE, /* one file that is an archive of several */
  OB_SHAPE_FILES,   /* a folder of files, or an archive of them */
} ObFormatShape;

typedef struct
{
  const char *id;                /* "csv" */
  const char *title;             /* translatable */
  const char *const *extensions; /* without dot, the usual one first, NULL-terminated */
  const char *loses;             /* (nullable) translatable sentence: what it cannot carry */

  ObFormatShape shape;
  guint n_passes;     /* how often add_article is called for each; 0 counts as 1 */
  gboolean has_utf16; /* heeds the option @utf16 */
  gboolean has_cells; /* heeds the option @raw_cells */

  /* Export; all NULL when the format is only read.  Any but add_article may be NULL. */
  void (*begin) (ObExport *export);
  void (*add_article) (ObExport *export,
                       const ObArticle *article,
                       const ObText *text,
                       const GPtrArray *annotations);
  void (*end) (ObExport *export); /* also called after an error; frees @state */

  /* Import; NULL when the format is only written.  @head: the first bytes of a file. */
  gboolean (*recognise) (const char *head, gsize length);
  gboolean (*recognise_several) (const ObSource *source); /* a folder or an archive */
  gboolean (*read) (ObSetReading *import, GError **error);
} ObFormat;

/* All formats, NULL-terminated. */
const ObFormat *const *ob_formats_list (void);

/* By id; by the ending of a file name; by content.  (nullable) */
const ObFormat *ob_formats_find (const char *id);
const ObFormat *ob_formats_find_for_name (const char *file_name);
const ObFormat *ob_formats_recognise (const ObSource *source);

/* Writes what @options choose (NULL: everything); several files as a ZIP archive.  @losses: (out)
 * (transfer full) (optional): GPtrArray of sentences about what this export left out.  FALSE with a
 * G_IO_ERROR, OB_PROJECT_ERROR, or G_IO_ERROR_CANCELLED. */
gboolean ob_format_write (const ObFormat *format,
                          ObProject *project,
                          const ObExportOptions *options,
                          GOutputStream *stream,
                          ObFormatProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GPtrArray **losses,
                          GError **error);

/* The same into a file.  It appears, or replaces what was there, only when all went well.  Several
 * files go into a folder, which must be empty or not there, unless the name ends with ".zip". */
gboolean ob_format_write_file (const ObFormat *format,
                               ObProject *project,
                               const ObExportOptions *options,
                               GFile *file,
                               ObFormatProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GPtrArray **losses,
                               GError **error);

/* Reads a set into @edit, which is not committed.  @options: (nullable).  @new_labels: (out) (optional) (transfer full):
 * names of the labels that are added.  @items: (out) (transfer full): ObReadItem.
 * @losses: (out) (transfer full): sentences.  FALSE with an error that names the line; then @edit
 * is of no use any more. */
gboolean ob_format_read (const ObFormat *format,
                         ObProject *project,
                         ObEdit *edit,
                         ObSource *source,
                         const ObSetOptions *options,
                         GCancellable *cancellable,
                         GPtrArray **items,
                         GPtrArray **losses,
                         GPtrArray **new_labels,
                         GError **error);

/* For readers: adds what becomes of one more article; takes it over. */
void ob_set_reading_add_item (ObSetReading *import, ObReadItem *item);

/* TRUE when the options choose @annotation and its article. */
gboolean ob_export_has_annotation (const ObExport *export, const ObAnnotation *annotation);

/* TRUE when @link and its end are exported too. */
gboolean ob_export_has_link (const ObExport *export, const ObLink *link);

/* Adds a sentence to what was lost, when @n is not 0. */
void ob_export_lose (ObExport *export, const char *one, const char *many, guint n);

/* Returns: (transfer full): an empty set of ObEntity. */
GHashTable *ob_entity_set_new (void);
void ob_entity_set_add (GHashTable *set, ObEntity entity);
gboolean ob_entity_set_contains (GHashTable *set, ObEntity entity);

void ob_read_item_free (ObReadItem *item);

/* The formats. */
extern const ObFormat ob_format_jsonl;
extern const ObFormat ob_format_csv;
extern const ObFormat ob_format_csv_links;
extern const ObFormat ob_format_csv_codebook;
extern const ObFormat ob_format_qdc;
extern const ObFormat ob_format_html;
extern const ObFormat ob_format_pdf;
extern const ObFormat ob_format_odt;
extern const ObFormat ob_format_markdown;
extern const ObFormat ob_format_w3c;
extern const ObFormat ob_format_brat;
extern const ObFormat ob_format_refi;
extern const ObFormat ob_format_uima_xmi;
extern const ObFormat ob_format_uima_json;
extern const ObFormat ob_format_webanno_tsv;
extern const ObFormat ob_format_hypothesis;
extern const ObFormat ob_format_gate_bdoc;
extern const ObFormat ob_format_qualcoder;
extern const ObFormat ob_format_taguette;
extern const ObFormat ob_format_tei;
extern const ObFormat ob_format_doccano;
extern const ObFormat ob_format_prodigy;
extern const ObFormat ob_format_label_studio;
extern const ObFormat ob_format_claimreview;
extern const ObFormat ob_format_graphml;
extern const ObFormat ob_format_dna;
extern const ObFormat ob_format_conll;
extern const ObFormat ob_format_conllu;

G_END_DECLS
