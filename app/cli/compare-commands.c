/* The command that lists how two annotators differ. */
#include <glib/gi18n.h>
#include <string.h>

#include "analysis/agreement-study.h"
#include "cli/command.h"
#include "cli/study-options.h"
#include "formats/csv-cell.h"
#include "formats/json-writer.h"

/* What is being printed. */
typedef struct
{
  ObProject *project;
  const ObStudy *study;
  GString *out;
  ObEntity article; /* of @text and @title */
  ObText *text;     /* (owned) (nullable) */
  const char *title;
} Printing;

typedef void (*PrintPair) (Printing *printing, const ObPair *pair);

static void
clear_printing (Printing *printing)
{
  g_clear_pointer (&printing->text, ob_text_unref);
  g_string_free (printing->out, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Printing, clear_printing)

static const ObAnnotation *
get_either (const ObPair *pair)
{
  return pair->first != NULL ? pair->first : pair->second;
}

/* Turns to the article of @pair. */
static void
turn_to_article (Printing *printing, const ObPair *pair)
{
  ObEntity article = get_either (pair)->article;

  if (article == printing->article)
    return;
  printing->article = article;
  g_clear_pointer (&printing->text, ob_text_unref);
  printing->text = ob_project_get_text (printing->project, article, NULL);
  printing->title = "";
  for (guint i = 0; i < printing->study->articles->len; i++)
    {
      const ObArticle *known = g_ptr_array_index (printing->study->articles, i);

      if (known->entity == article)
        printing->title = known->title;
    }
}

/* The words of @annotation (nullable).  (transfer full) */
static char *
dup_words (const Printing *printing, const ObAnnotation *annotation)
{
  if (annotation == NULL || printing->text == NULL)
    return g_strdup ("");

  return ob_text_quote (printing->text, annotation->segments);
}

static const char *
get_label_id (const Printing *printing, const ObAnnotation *annotation)
{
  const ObLabel *label = annotation != NULL
                             ? ob_codebook_get (printing->study->codebook, annotation->label)
                             : NULL;

  return label != NULL ? label->id : NULL;
}

static const char *
get_annotator (const Printing *printing, guint coder)
{
  return ((ObAnnotator *) g_ptr_array_index (printing->study->annotators, coder))->name;
}

/* "4-20;30-35".  (transfer full) */
static char *
dup_segments (const ObAnnotation *annotation)
{
  GString *segments = g_string_new (NULL);

  for (guint i = 0; annotation != NULL && i < annotation->segments->len; i++)
    {
      const ObSegment *segment = &g_array_index (annotation->segments, ObSegment, i);

      g_string_append_printf (segments, "%s%u-%u", i > 0 ? ";" : "", segment->start, segment->end);
    }

  return g_string_free (segments, FALSE);
}

/* The attributes in which the two differ, where they have one label. (transfer full) (nullable) */
static const char **
list_attributes (const ObPair *pair)
{
  if (pair->first == NULL || pair->second == NULL || pair->difference == OB_DIFFERENCE_LABEL)
    return NULL;

  return ob_pairs_list_attributes (pair->first, pair->second);
}

/* JSON ----------------------------------------------------------------------------------------- */

static void
add_side (Printing *printing, const char *name, const ObAnnotation *annotation)
{
  g_autofree char *id = NULL;
  g_autofree char *words = NULL;

  ob_json_name (printing->out, name);
  if (annotation == NULL)
    {
      ob_json_null (printing->out);
      return;
    }
  id = ob_project_dup_id (printing->project, annotation->entity);
  words = dup_words (printing, annotation);
  ob_json_open (printing->out, '{');
  ob_json_add_text (printing->out, "id", id);
  ob_json_add_text (printing->out, "label", get_label_id (printing, annotation));
  ob_json_name (printing->out, "segments");
  ob_json_open (printing->out, '[');
  for (guint i = 0; i < annotation->segments->len; i++)
    {
      const ObSegment *segment = &g_array_index (annotation->segments, ObSegment, i);

      ob_json_open (printing->out, '[');
      ob_json_integer (printing->out, segment->start);
      ob_json_integer (printing->out, segment->end);
      ob_json_close (printing->out, ']');
    }
  ob_json_close (printing->out, ']');
  ob_json_add_text (printing->out, "text", words);
  ob_json_close (printing->out, '}');
}

static void
print_json (Printing *printing, const ObPair *pair)
{
  g_autofree char *article = ob_project_dup_id (printing->project, printing->article);
  g_autofree const char **attributes = list_attributes (pair);

  ob_json_open (printing->out, '{');
  ob_json_add_text (printing->out, "article", article);
  ob_json_add_text (printing->out, "title", printing->title);
  ob_json_add_text (printing->out, "difference", ob_difference_get_name (pair->difference));
  ob_json_name (printing->out, "shared");
  ob_json_real (printing->out, pair->shared);
  ob_json_add_text (printing->out, "first_annotator", get_annotator (printing, 0));
  add_side (printing, "first", pair->first);
  ob_json_add_text (printing->out, "second_annotator", get_annotator (printing, 1));
  add_side (printing, "second", pair->second);
  ob_json_name (printing->out, "attributes");
  ob_json_open (printing->out, '[');
  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i++)
    ob_json_text (printing->out, attributes[i]);
  ob_json_close (printing->out, ']');
  ob_json_close (printing->out, '}');
  g_string_append_c (printing->out, '\n');
}

/* CSV ------------------------------------------------------------------------------------------ */

static void
begin_csv (GString *out)
{
  g_string_append (out, OB_CSV_MARK
                   "article,difference,shared,attributes,first_annotator,first_label,"
                   "first_segments,first_text,second_annotator,second_label,second_segments,"
                   "second_text");
  ob_csv_end_row (out);
}

static void
print_csv (Printing *printing, const ObPair *pair)
{
  const ObAnnotation *sides[2] = { pair->first, pair->second };
  g_autofree const char **attributes = list_attributes (pair);
  g_autofree char *joined = attributes != NULL ? g_strjoinv (" ", (char **) attributes) : NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  ob_csv_add (printing->out, printing->title, TRUE);
  ob_csv_add (printing->out, ob_difference_get_name (pair->difference), FALSE);
  ob_csv_add (printing->out, g_ascii_formatd (number, sizeof number, "%.4f", pair->shared), FALSE);
  ob_csv_add (printing->out, joined, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *segments = dup_segments (sides[i]);
      g_autofree char *words = dup_words (printing, sides[i]);

      ob_csv_add (printing->out, get_annotator (printing, i), TRUE);
      ob_csv_add (printing->out, get_label_id (printing, sides[i]), TRUE);
      ob_csv_add (printing->out, segments, FALSE);
      ob_csv_add (printing->out, words, TRUE);
    }
  ob_csv_end_row (printing->out);
}

/* For people ----------------------------------------------------------------------------------- */

static void
print_text (Printing *printing, const ObPair *pair)
{
  static const char *const titles[OB_N_DIFFERENCES] = {
    [OB_DIFFERENCE_NONE] = N_ ("same"),
    [OB_DIFFERENCE_BOUNDARY] = N_ ("shifted boundary"),
    [OB_DIFFERENCE_LABEL] = N_ ("other label"),
    [OB_DIFFERENCE_ATTRIBUTES] = N_ ("other attributes"),
    [OB_DIFFERENCE_MISSING_SECOND] = N_ ("missing"),
    [OB_DIFFERENCE_MISSING_FIRST] = N_ ("missing"),
  };
  const ObAnnotation *sides[2] = { pair->first, pair->second };
  g_autofree const char **attributes = list_attributes (pair);
  g_autofree char *joined = attributes != NULL ? g_strjoinv (", ", (char **) attributes) : NULL;
  g_autofree char *title = g_strdup (printing->title);

  g_strdelimit (title, "\n\t\r", ' ');
  g_string_append_printf (printing->out, "%s: %s", title, _ (titles[pair->difference]));
  if (joined != NULL && joined[0] != '\0')
    g_string_append_printf (printing->out, " (%s)", joined);
  g_string_append_c (printing->out, '\n');
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *segments = dup_segments (sides[i]);
      g_autofree char *words = dup_words (printing, sides[i]);

      g_strdelimit (words, "\n\t\r", ' ');
      if (sides[i] == NULL)
        g_string_append_printf (printing->out, "  %s: -\n", get_annotator (printing, i));
      else
        g_string_append_printf (printing->out, "  %s: %s %s “%s”\n", get_annotator (printing, i),
                                get_label_id (printing, sides[i]), segments, words);
    }
}

/* The command ---------------------------------------------------------------------------------- */

/* The pairs of one article, as a range of all pairs. */
typedef struct
{
  guint start;
  guint end;
  guint n_differing;
} Range;

/* Worst articles first. */
static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const Range *p = a, *q = b;

  if (p->n_differing != q->n_differing)
    return p->n_differing > q->n_differing ? -1 : 1;
  return p->start < q->start ? -1 : p->start > q->start;
}

/* Returns: (transfer full): GArray of Range. */
static GArray *
divide_by_article (const GArray *pairs)
{
  GArray *ranges = g_array_new (FALSE, TRUE, sizeof (Range));

  for (guint i = 0; i < pairs->len; i++)
    {
      const ObPair *pair = &g_array_index (pairs, ObPair, i);
      Range *range;

      if (i == 0
          || get_either (pair)->article
                 != get_either (&g_array_index (pairs, ObPair, i - 1))->article)
        {
          Range begun = { .start = i };

          g_array_append_val (ranges, begun);
        }
      range = &g_array_index (ranges, Range, ranges->len - 1);
      range->end = i + 1;
      range->n_differing += pair->difference != OB_DIFFERENCE_NONE;
    }
  g_array_sort (ranges, compare_ranges);

  return ranges;
}

/* @kinds: a bit for each difference. */
static void
print_pairs (Printing *printing, const GArray *pairs, guint kinds, PrintPair print)
{
  g_autoptr (GArray) ranges = divide_by_article (pairs);

  for (guint i = 0; i < ranges->len; i++)
    {
      const Range *range = &g_array_index (ranges, Range, i);

      for (guint k = range->start; k < range->end; k++)
        {
          const ObPair *pair = &g_array_index (pairs, ObPair, k);

          if (!(kinds & 1u << pair->difference))
            continue;
          turn_to_article (printing, pair);
          print (printing, pair);
        }
      ob_command_write (printing->out);
      g_string_truncate (printing->out, 0);
    }
}

/* 0 after printing what is wrong. */
static guint
read_kinds (const ObCommand *command, const char *list)
{
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", ",", -1);
  guint kinds = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      ObDifference kind;

      if (!ob_difference_from_name (g_strstrip (names[i]), &kind))
        {
          ob_command_misused (command,
                              _ ("“%s” is not same, boundary, label, attributes, missing-first or "
                                 "missing-second."),
                              names[i]);
          return 0;
        }
      kinds |= 1u << kind;
    }

  return kinds != 0 ? kinds : ((1u << OB_N_DIFFERENCES) - 1) & ~(1u << OB_DIFFERENCE_NONE);
}

static int
compare (const ObCommand *command, const ObStudyOptions *options, const char *path, guint kinds)
{
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GArray) pairs = NULL;
  int status;
  g_autoptr (ObStudy) study = ob_study_options_open (options, path, &project, &status);
  g_auto (Printing) printing = { .project = project, .study = study, .out = g_string_new (NULL) };

  if (study == NULL)
    return status;
  if (study->annotators->len != 2)
    return ob_command_misused (command, _ ("Two annotators are compared: name them with "
                                           "--annotators A,B."));
  if (options->csv)
    begin_csv (printing.out);
  pairs = ob_pairs_find (ob_study_get_set (study, 0), ob_study_get_set (study, 1));
  print_pairs (&printing, pairs, kinds,
               options->csv ? print_csv : options->json ? print_json : print_text);
  ob_command_write (printing.out);

  return OB_EXIT_DONE;
}

static int
run_compare (const ObCommand *command, char **argv)
{
  ObStudyOptions options = { NULL };
  g_autofree char *list = NULL;
  const GOptionEntry entries[] = {
    OB_STUDY_OPTIONS (options),
    { "kind", 0, 0, G_OPTION_ARG_STRING, &list,
      N_ ("Only same, boundary, label, attributes, missing-first, missing-second (a list with "
          "commas); all but same otherwise"),
      N_ ("KINDS") },
    { NULL },
  };
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments != NULL)
    {
      guint kinds = read_kinds (command, list);

      status = kinds == 0 || !ob_study_options_check (&options, command)
                   ? OB_EXIT_USAGE
                   : compare (command, &options, arguments[0], kinds);
    }
  ob_study_options_clear (&options);

  return status;
}

const ObCommand ob_commands_compare[] = {
  { "compare", "PROJECT --annotators A,B [--article A] [--label L] [--kind KINDS] [--json|--csv]",
    N_ ("Lists where two annotators differ, the worst articles first."),
    N_ ("A passage of the one is compared with the passage of the other that shares most with it, "
        "of the same label before others; passages of different labels must share half."),
    run_compare },
  { NULL },
};
