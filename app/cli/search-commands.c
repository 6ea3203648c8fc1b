/* The command that searches. */
#include <glib/gi18n.h>
#include <string.h>

#include "analysis/search.h"
#include "cli/command.h"
#include "formats/catalogue.h"
#include "formats/json-writer.h"

/* Findings of which lines are made before they are printed. */
#define PIECE 1000
#define CONTEXT 60

typedef struct
{
  ObProject *project;
  ObSearch *search;
  ObCatalogue *catalogue;
  gboolean json;
  GString *out;
} Printing;

static const ObArticle *
find_article (Printing *printing, ObEntity entity)
{
  const GPtrArray *articles = ob_search_get_articles (printing->search);

  for (guint i = 0; i < articles->len; i++)
    if (((ObArticle *) g_ptr_array_index (articles, i))->entity == entity)
      return g_ptr_array_index (articles, i);
  return NULL;
}

static const char *
get_label (Printing *printing, const ObFinding *finding)
{
  const ObStatement *row = finding->annotation != 0
                               ? ob_statements_find (ob_search_get_statements (printing->search),
                                                     finding->article, finding->annotation)
                               : NULL;

  return row != NULL ? ob_catalogue_get_label_id (printing->catalogue, row->label) : NULL;
}

static void
print_line (Printing *printing, const ObConcordanceLine *line, const ObArticle *article)
{
  g_autofree char *id = ob_project_dup_id (printing->project, line->finding.article);
  g_autofree char *annotation
      = line->finding.annotation != 0
            ? ob_project_dup_id (printing->project, line->finding.annotation)
            : NULL;
  const char *label = get_label (printing, &line->finding);

  if (!printing->json)
    {
      g_autofree char *place
          = g_strdup_printf ("%u-%u", line->finding.start, line->finding.end);
      g_autofree char *context = g_strdup_printf (line->finding.end > 0 ? "%s[%s]%s" : "%s%s%s",
                                                  line->left, line->text, line->right);

      g_string_append (printing->out, id);
      ob_command_add_column (printing->out, place);
      ob_command_add_column (printing->out, label);
      ob_command_add_column (printing->out, context);
      g_string_append_c (printing->out, '\n');
      return;
    }

  ob_json_open (printing->out, '{');
  ob_json_add_text (printing->out, "article", id);
  ob_json_add_text (printing->out, "title", article->title);
  ob_json_add_text (printing->out, "outlet", article->outlet);
  ob_json_add_text (printing->out, "published", article->published);
  ob_json_add_integer (printing->out, "start", line->finding.start);
  ob_json_add_integer (printing->out, "end", line->finding.end);
  ob_json_add_text (printing->out, "annotation", annotation);
  ob_json_add_text (printing->out, "label", label);
  ob_json_add_text (printing->out, "left", line->left);
  ob_json_add_text (printing->out, "text", line->text);
  ob_json_add_text (printing->out, "right", line->right);
  ob_json_close (printing->out, '}');
  g_string_append_c (printing->out, '\n');
}

static void
print_lines (Printing *printing, const GPtrArray *lines)
{
  const ObArticle *article = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      const ObConcordanceLine *line = g_ptr_array_index (lines, i);

      if (article == NULL || article->entity != line->finding.article)
        article = find_article (printing, line->finding.article);
      print_line (printing, line, article);
    }
  ob_command_write (printing->out);
  g_string_truncate (printing->out, 0);
}

/* Sorting needs all the lines; else a piece at a time is enough. */
static void
print_all (Printing *printing, const GArray *findings, guint context, ObConcordanceOrder order)
{
  guint piece = order == OB_CONCORDANCE_PLACE ? PIECE : MAX (findings->len, 1);

  for (guint first = 0; first < findings->len; first += piece)
    {
      g_autoptr (GPtrArray) lines
          = ob_concordance_new (printing->project, findings, first, piece, context, NULL);

      if (order != OB_CONCORDANCE_PLACE)
        ob_concordance_sort (lines, order);
      print_lines (printing, lines);
    }
}

static gboolean
find_order (const char *name, ObConcordanceOrder *order)
{
  static const char *const names[] = { "place", "left", "right" };

  *order = OB_CONCORDANCE_PLACE;
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i]) == 0)
      {
        *order = (ObConcordanceOrder) i;
        return TRUE;
      }
  return name == NULL;
}

static int
run_search (const ObCommand *command, char **argv)
{
  gboolean count = FALSE, json = FALSE;
  int context = CONTEXT;
  g_autofree char *sort = NULL;
  const GOptionEntry entries[] = {
    { "context", 0, 0, G_OPTION_ARG_INT, &context,
      N_ ("Characters shown on each side of what is found (60)"), N_ ("N") },
    { "count", 0, 0, G_OPTION_ARG_NONE, &count, N_ ("Print only how much is found"), NULL },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort,
      N_ ("Order: place, or the words on the left or right"), N_ ("place|left|right") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON, one object a line"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObSearch) search = NULL;
  g_autoptr (ObCatalogue) catalogue = NULL;
  g_autoptr (ObQuery) query = NULL;
  g_autoptr (GArray) findings = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Printing printing = { 0 };
  ObConcordanceOrder order;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 2, &status);

  if (arguments == NULL)
    return status;
  if (context < 0 || context > 10000)
    return ob_command_misused (command, _ ("The context can be 0 to 10,000 characters."));
  if (!find_order (sort, &order))
    return ob_command_misused (command, _ ("Lines are sorted by place, left or right, not “%s”."),
                               sort);
  query = ob_query_parse (arguments[1], &error);
  if (query == NULL)
    return ob_command_fail (error);
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  search = ob_search_new (project);
  if (!ob_search_catch_up (search, ob_query_has_words (query), NULL, NULL, NULL, &error)
      || (findings = ob_search_run (search, query, &error)) == NULL)
    return ob_command_fail (error);

  if (count)
    {
      if (json)
        ob_command_print ("{\"count\":%u}\n", findings->len);
      else
        ob_command_print ("%u\n", findings->len);
      return OB_EXIT_DONE;
    }
  catalogue = ob_catalogue_new (project);
  printing = (Printing) { project, search, catalogue, json, out };
  print_all (&printing, findings, (guint) context, order);
  return OB_EXIT_DONE;
}

const ObCommand ob_commands_search[] = {
  { "search", "PROJECT QUERY [--context N] [--count] [--sort place|left|right] [--json]",
    N_ ("Finds words in articles, and annotations by what they are."),
    N_ ("QUERY is made of words, \"phrases\", beginnings*, NEAR(words, 5) and fields:\n"
        "label: speaker: dispute: position: annotator: has: and every attribute (stance:denies) "
        "find annotations; article: outlet: byline: language: after: before: on: state: review: "
        "select articles.\n"
        "AND, OR, NOT and ( ) join them, AND may be left out; inside, overlapping and near/5 ask "
        "how what is found stands to something else.\n"
        "Words beside a field of annotations must stand in the annotation.\n"
        "Example: obelus search p.obelus 'label:claim speaker:Lavrov stance:denies chem*'"),
    run_search },
  { NULL },
};
