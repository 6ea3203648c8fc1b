/* Commands that show what is in a project: list, show. */
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/suggestion-rows.h"
#include "formats/json-writer.h"
#include "formats/records.h"
#include "store/duplicates.h"
#include "store/log.h"
#include "store/rereview.h"

/* How much is gathered before it is printed. */
#define PRINT_BYTES (64 * 1024)

typedef struct
{
  ObCatalogue *catalogue;
  ObEntity article; /* 0: all */
  gboolean json;
  GString *out;
} Listing;

/* A kind of things that can be listed. */
typedef struct
{
  const char *name;
  gboolean (*list) (Listing *listing, GError **error);
} Kind;

static void
begin_row (Listing *listing)
{
  if (listing->out->len >= PRINT_BYTES)
    {
      ob_command_write (listing->out);
      g_string_truncate (listing->out, 0);
    }
  if (listing->json)
    g_string_append_c (listing->out, '{');
}

static void
end_row (Listing *listing)
{
  g_string_append (listing->out, listing->json ? "}\n" : "\n");
}

/* A row for people: an id and other columns, the last one NULL. */
G_GNUC_NULL_TERMINATED
static void
add_columns (Listing *listing, ObEntity entity, ...)
{
  g_autofree char *id = ob_catalogue_dup_id (listing->catalogue, entity);
  g_autoptr (GString) row = g_string_new (id);
  const char *text;
  va_list columns;

  va_start (columns, entity);
  while ((text = va_arg (columns, const char *)) != NULL)
    ob_command_add_column (row, text);
  va_end (columns);
  g_string_append_len (listing->out, row->str, (gssize) row->len);
}

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

/* Articles and what is in them ----------------------------------------------------------------- */

static gboolean
list_articles (Listing *listing, GError **error)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (listing->catalogue->project);

  for (guint i = 0; i < articles->len; i++)
    {
      const ObArticle *article = g_ptr_array_index (articles, i);
      g_autofree char *count = g_strdup_printf ("%u", article->n_annotations);

      if (listing->article != 0 && article->entity != listing->article)
        continue;
      begin_row (listing);
      if (listing->json)
        {
          ob_records_add_article (listing->out, listing->catalogue, article);
          ob_json_add_integer (listing->out, "annotations", article->n_annotations);
        }
      else
        add_columns (listing, article->entity, article->title, or_nothing (article->outlet),
                     or_nothing (article->published), count, NULL);
      end_row (listing);
    }

  return TRUE;
}

static void
list_annotation (Listing *listing, const ObText *text, const ObAnnotation *annotation)
{
  ObSegment hull = ob_segments_get_hull (annotation->segments);
  g_autofree char *quote = NULL;
  g_autofree char *range = g_strdup_printf ("%u-%u", hull.start, hull.end);

  begin_row (listing);
  if (listing->json)
    ob_records_add_annotation (listing->out, listing->catalogue, text, annotation);
  else
    {
      quote = ob_text_quote (text, annotation->segments);
      add_columns (listing, annotation->entity,
                   or_nothing (ob_catalogue_get_label_id (listing->catalogue, annotation->label)),
                   or_nothing (ob_catalogue_get_name (listing->catalogue, annotation->annotator)),
                   range, quote, NULL);
    }
  end_row (listing);
}

static void
list_link (Listing *listing, const ObLink *link)
{
  g_autofree char *from = ob_catalogue_dup_id (listing->catalogue, link->from);
  g_autofree char *to = ob_catalogue_dup_id (listing->catalogue, link->to);

  begin_row (listing);
  if (listing->json)
    ob_records_add_link (listing->out, listing->catalogue, link);
  else
    add_columns (listing, link->entity, from, link->type, to, NULL);
  end_row (listing);
}

/* Calls one of the two for everything in the chosen articles, article by article. */
static gboolean
list_in_articles (Listing *listing, gboolean annotations, GError **error)
{
  ObProject *project = listing->catalogue->project;
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);

  for (guint i = 0; i < articles->len; i++)
    {
      ObEntity article = ((const ObArticle *) g_ptr_array_index (articles, i))->entity;
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (ObText) text = NULL;

      if (listing->article != 0 && article != listing->article)
        continue;
      found = ob_catalogue_list_annotations (listing->catalogue, article);
      if (annotations && found->len > 0
          && (text = ob_project_get_text (project, article, error)) == NULL)
        return FALSE;
      for (guint k = 0; k < found->len; k++)
        {
          const ObAnnotation *annotation = g_ptr_array_index (found, k);
          g_autoptr (GPtrArray) links = NULL;

          if (annotations)
            {
              list_annotation (listing, text, annotation);
              continue;
            }
          links = ob_catalogue_list_links (listing->catalogue, annotation->entity);
          for (guint n = 0; n < links->len; n++)
            list_link (listing, g_ptr_array_index (links, n));
        }
    }

  return TRUE;
}

static gboolean
list_annotations (Listing *listing, GError **error)
{
  return list_in_articles (listing, TRUE, error);
}

static gboolean
list_links (Listing *listing, GError **error)
{
  return list_in_articles (listing, FALSE, error);
}

/* What annotations point to -------------------------------------------------------------------- */

static gboolean
list_labels (Listing *listing, GError **error)
{
  const GPtrArray *labels = listing->catalogue->codebook->labels;

  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);
      g_autofree char *row = NULL;

      begin_row (listing);
      if (listing->json)
        ob_records_add_label (listing->out, listing->catalogue, label);
      else
        {
          row = g_strdup_printf ("%s\t%*s%s\t%s", label->id, (int) label->depth * 2, "",
                                 label->name, or_nothing (label->key));
          g_string_append (listing->out, row);
        }
      end_row (listing);
    }

  return TRUE;
}

static gboolean
list_speakers (Listing *listing, GError **error)
{
  const GPtrArray *speakers = listing->catalogue->speakers;

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (speakers, i);
      g_autofree char *aliases = g_strjoinv ("; ", speaker->aliases);

      begin_row (listing);
      if (listing->json)
        ob_records_add_speaker (listing->out, listing->catalogue, speaker);
      else
        add_columns (listing, speaker->entity, speaker->name, or_nothing (speaker->kind),
                     or_nothing (speaker->role), aliases, NULL);
      end_row (listing);
    }

  return TRUE;
}

static gboolean
list_disputes (Listing *listing, GError **error)
{
  const GPtrArray *disputes = listing->catalogue->disputes;

  for (guint i = 0; i < disputes->len; i++)
    {
      const ObDispute *dispute = g_ptr_array_index (disputes, i);
      g_autoptr (GString) positions = g_string_new (NULL);

      for (guint k = 0; k < dispute->positions->len; k++)
        g_string_append_printf (
            positions, "%s%s", k > 0 ? "; " : "",
            ((const ObPosition *) g_ptr_array_index (dispute->positions, k))->text);
      begin_row (listing);
      if (listing->json)
        ob_records_add_dispute (listing->out, listing->catalogue, dispute);
      else
        add_columns (listing, dispute->entity, dispute->question, or_nothing (dispute->status),
                     positions->str, NULL);
      end_row (listing);
    }

  return TRUE;
}

static gboolean
list_annotators (Listing *listing, GError **error)
{
  const GPtrArray *annotators = listing->catalogue->annotators;

  for (guint i = 0; i < annotators->len; i++)
    {
      const ObAnnotator *annotator = g_ptr_array_index (annotators, i);

      begin_row (listing);
      if (listing->json)
        ob_records_add_annotator (listing->out, listing->catalogue, annotator);
      else
        add_columns (listing, annotator->entity, annotator->name, NULL);
      end_row (listing);
    }

  return TRUE;
}

/* Comments and changes ------------------------------------------------------------------------- */

static gboolean
list_comments (Listing *listing, GError **error)
{
  const GPtrArray *comments = listing->catalogue->comments;

  for (guint i = 0; i < comments->len; i++)
    {
      const ObComment *comment = g_ptr_array_index (comments, i);
      g_autofree char *on = ob_catalogue_dup_id (listing->catalogue, comment->on);

      begin_row (listing);
      if (listing->json)
        ob_records_add_comment (listing->out, listing->catalogue, comment);
      else
        add_columns (listing, comment->entity, or_nothing (on),
                     or_nothing (ob_catalogue_get_name (listing->catalogue, comment->annotator)),
                     comment->resolved ? _ ("resolved") : _ ("open"), comment->text, NULL);
      end_row (listing);
    }

  return TRUE;
}

static gboolean
list_attention (Listing *listing, GError **error)
{
  g_autoptr (GPtrArray) strays = ob_project_list_strays (listing->catalogue->project);

  for (guint i = 0; i < strays->len; i++)
    {
      const ObStray *stray = g_ptr_array_index (strays, i);
      g_autofree char *article
          = stray->article != 0
                ? ob_project_dup_label_of (listing->catalogue->project, stray->article)
                : NULL;

      if (stray->resolved || (listing->article != 0 && stray->article != listing->article))
        continue;
      begin_row (listing);
      if (listing->json)
        ob_records_add_stray (listing->out, listing->catalogue, stray);
      else
        add_columns (listing, stray->entity, or_nothing (article), stray->reason, stray->quote,
                     NULL);
      end_row (listing);
    }

  return TRUE;
}

static void
list_change (Listing *listing, const ObLogEntry *entry)
{
  static const char *const purposes[] = { "edit", "undo", "redo", "genesis" };
  g_autofree char *id = ob_id_dup_text (&entry->id);
  g_autofree char *actor = ob_id_dup_text (&entry->actor);
  g_autofree char *time = ob_time_to_text (entry->wall);

  begin_row (listing);
  if (listing->json)
    {
      ob_json_add_integer (listing->out, "n", entry->n);
      ob_json_add_text (listing->out, "id", id);
      ob_json_add_text (listing->out, "actor", actor);
      ob_json_add_integer (listing->out, "seq", (gint64) entry->seq);
      ob_json_add_integer (listing->out, "clock", (gint64) entry->lamport);
      ob_json_add_text (listing->out, "time", time);
      ob_json_add_text (listing->out, "purpose", purposes[entry->purpose]);
      ob_json_add_integer (listing->out, "part", (gint64) entry->part);
      ob_json_add_text (listing->out, "name", entry->name);
      ob_json_add_integer (listing->out, "operations", entry->n_operations);
    }
  else
    g_string_append_printf (listing->out, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%u\t%s", entry->n, id,
                            time, purposes[entry->purpose], entry->n_operations, entry->name);
  end_row (listing);
}

static gboolean
list_changes (Listing *listing, GError **error)
{
  gint64 after = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) entries
          = ob_project_list_log (listing->catalogue->project, after, 1000);

      if (entries->len == 0)
        return TRUE;
      for (guint i = 0; i < entries->len; i++)
        {
          const ObLogEntry *entry = g_ptr_array_index (entries, i);

          list_change (listing, entry);
          after = entry->n;
        }
    }
}

/* What the rules suggest --------------------------------------------------------------------------- */

static gboolean
list_duplicates (Listing *listing, GError **error)
{
  g_autoptr (GPtrArray) duplicates = ob_project_list_duplicates (listing->catalogue->project, 0);

  for (guint i = 0; i < duplicates->len; i++)
    {
      const ObDuplicate *duplicate = g_ptr_array_index (duplicates, i);

      begin_row (listing);
      if (listing->json)
        {
          ob_json_add_text (listing->out, "kind", ob_kind_get_name (duplicate->kind));
          ob_json_add_text (listing->out, "id", duplicate->other_id);
          ob_json_add_text (listing->out, "text", duplicate->other_name);
          ob_json_add_text (listing->out, "same", duplicate->kept_id);
          ob_json_add_text (listing->out, "same_text", duplicate->kept_name);
          ob_json_add_integer (listing->out, "annotations", duplicate->n_uses);
        }
      else
        add_columns (listing, duplicate->other, ob_kind_get_name (duplicate->kind),
                     duplicate->other_name, duplicate->kept_id, duplicate->kept_name, NULL);
      end_row (listing);
    }

  return TRUE;
}

static gboolean
list_rereview (Listing *listing, GError **error)
{
  g_autoptr (ObRereviews) rereviews
      = ob_project_list_rereviews (listing->catalogue->project, NULL);

  for (guint i = 0; rereviews != NULL && i < rereviews->items->len; i++)
    {
      const ObRereview *item = &g_array_index (rereviews->items, ObRereview, i);
      g_autofree char *id = ob_catalogue_dup_id (listing->catalogue, item->annotation);
      g_autofree char *article = ob_catalogue_dup_id (listing->catalogue, item->article);
      g_autofree char *quote = ob_project_dup_label_of (listing->catalogue->project, item->annotation);
      g_autofree char *changes = g_strjoinv (", ", (char **) item->changes);
      const char *label = ob_catalogue_get_label_id (listing->catalogue, item->label);

      if (listing->article != 0 && item->article != listing->article)
        continue;
      begin_row (listing);
      if (listing->json)
        {
          ob_json_add_text (listing->out, "id", id);
          ob_json_add_text (listing->out, "article", article);
          ob_json_add_text (listing->out, "label", label);
          ob_json_add_text (listing->out, "annotator",
                            ob_catalogue_get_name (listing->catalogue, item->annotator));
          ob_json_add_text (listing->out, "text", quote);
          ob_json_name (listing->out, "changed");
          ob_json_open (listing->out, '[');
          for (guint k = 0; item->changes[k] != NULL; k++)
            ob_json_text (listing->out, item->changes[k]);
          ob_json_close (listing->out, ']');
        }
      else
        add_columns (listing, item->annotation, or_nothing (label), changes, or_nothing (quote), NULL);
      end_row (listing);
    }

  return TRUE;
}

static gboolean
list_checkpoints (Listing *listing, GError **error)
{
  g_autoptr (GPtrArray) checkpoints = ob_project_list_checkpoints (listing->catalogue->project);

  for (guint i = 0; i < checkpoints->len; i++)
    {
      const ObCheckpoint *checkpoint = g_ptr_array_index (checkpoints, i);
      g_autofree char *id = ob_catalogue_dup_id (listing->catalogue, checkpoint->entity);
      g_autofree char *time = ob_time_to_text (checkpoint->created);
      const char *annotator = ob_catalogue_get_name (listing->catalogue, checkpoint->annotator);

      begin_row (listing);
      if (listing->json)
        {
          ob_json_add_text (listing->out, "id", id);
          ob_json_add_text (listing->out, "name", checkpoint->name);
          ob_json_add_text (listing->out, "annotator", annotator);
          ob_json_add_text (listing->out, "time", time);
        }
      else
        add_columns (listing, checkpoint->entity, checkpoint->name, or_nothing (annotator), time, NULL);
      end_row (listing);
    }

  return TRUE;
}

static gboolean
list_suggestions (Listing *listing, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_suggestion_free);
  g_autoptr (GArray) articles = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  if (listing->article != 0)
    g_array_append_val (articles, listing->article);
  if (!ob_suggestion_rows_collect (listing->catalogue->project, articles, OB_TIER_C, all, error))
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      ob_suggestion_rows_add (listing->out, listing->catalogue->project, g_ptr_array_index (all, i),
                              listing->json);
      if (listing->out->len >= PRINT_BYTES)
        {
          ob_command_write (listing->out);
          g_string_truncate (listing->out, 0);
        }
    }

  return TRUE;
}

static const Kind kinds[] = {
  { "articles", list_articles },     { "annotations", list_annotations },
  { "labels", list_labels },         { "links", list_links },
  { "speakers", list_speakers },     { "disputes", list_disputes },
  { "annotators", list_annotators }, { "comments", list_comments },
  { "changes", list_changes },       { "attention", list_attention },
  { "suggestions", list_suggestions }, { "checkpoints", list_checkpoints },
  { "duplicates", list_duplicates }, { "rereview", list_rereview },
};

static const Kind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      return &kinds[i];

  return NULL;
}

static char *
join_kinds (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", kinds[i].name);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static int
run_list (const ObCommand *command, char **argv)
{
  g_autofree char *article = NULL, *at = NULL;
  Listing listing = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &listing.json, N_ ("Print JSON, one object a line"), NULL },
    { "article", 0, 0, G_OPTION_ARG_FILENAME, &article,
      N_ ("Only this article, its annotations or their links"), N_ ("A") },
    { "at", 0, 0, G_OPTION_ARG_FILENAME, &at,
      N_ ("As the project was at an earlier moment"), N_ ("MOMENT") },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObCatalogue) catalogue = NULL;
  g_autoptr (GString) out = NULL;
  g_autoptr (GError) error = NULL;
  const Kind *kind;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 2, &status);

  if (arguments == NULL)
    return status;
  kind = find_kind (arguments[1]);
  if (kind == NULL)
    {
      g_autofree char *names = join_kinds ();

      return ob_command_misused (command, _ ("There are no “%s” to list; there are: %s."),
                                 arguments[1], names);
    }
  project = ob_command_open_at (arguments[0], at);
  if (project == NULL)
    return OB_EXIT_FAILED;
  if (article != NULL
      && (listing.article = ob_project_find (project, OB_KIND_ARTICLE, article, &error)) == 0)
    return ob_command_fail (error);

  listing.catalogue = catalogue = ob_catalogue_new (project);
  listing.out = out = g_string_new (NULL);
  if (!kind->list (&listing, &error))
    return ob_command_fail (error);
  ob_command_write (out);
  return OB_EXIT_DONE;
}

/* The paragraphs that are the article itself: no captions, teasers or furniture of the page. */
static void
print_body (const ObText *text, const ObFormatting *formatting)
{
  for (guint i = 0; i < ob_text_get_n_paragraphs (text); i++)
    {
      ObSegment line = ob_text_get_paragraph (text, i);
      const ObBlock *block = formatting != NULL ? ob_formatting_find_block (formatting, line.start)
                                                : NULL;
      g_autofree char *words = ob_text_slice (text, line.start, line.end);

      if (block == NULL || block->role == OB_ROLE_BODY)
        ob_command_print ("%s\n", words);
    }
}

/* The article as one JSON object, with the sources of its metadata. */
static void
show_details (ObProject *project, ObEntity entity, const char *text)
{
  g_autoptr (ObCatalogue) catalogue = ob_catalogue_new (project);
  g_autoptr (ObArticle) article = ob_project_get_article_details (project, entity);
  g_autoptr (GString) out = g_string_new (NULL);

  ob_json_open (out, '{');
  ob_records_add_article (out, catalogue, article);
  ob_json_add_integer (out, "annotations", article->n_annotations);
  ob_json_name (out, "sources");
  ob_json_open (out, '{');
  for (guint i = 0; i < OB_N_METADATA; i++)
    if (article->sources[i] != NULL)
      ob_json_add_text (out, ob_metadata_get_name ((ObMetadata) i), article->sources[i]);
  ob_json_close (out, '}');
  ob_json_add_text (out, "text", text);
  g_string_append (out, "}\n");
  ob_command_write (out);
}

static int
run_show (const ObCommand *command, char **argv)
{
  gboolean body = FALSE, json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json,
      N_ ("Print JSON: the text with all that is known of the article, and where that is from"),
      NULL },
    { "body", 0, 0, G_OPTION_ARG_NONE, &body,
      N_ ("Only the article itself, without captions, teasers and the page's furniture"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObText) text = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity article;
  const char *utf8;
  gsize length;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 2, &status);

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;
  article = ob_project_find (project, OB_KIND_ARTICLE, arguments[1], &error);
  text = article != 0 ? ob_project_get_text (project, article, &error) : NULL;
  if (text == NULL)
    return ob_command_fail (error);
  if (body)
    {
      g_autoptr (ObFormatting) formatting = ob_project_get_formatting (project, article, &error);

      if (error != NULL)
        return ob_command_fail (error);
      print_body (text, formatting);
      return OB_EXIT_DONE;
    }

  utf8 = ob_text_get_utf8 (text, &length);
  if (json)
    show_details (project, article, utf8);
  else
    fwrite (utf8, 1, length, stdout);
  return OB_EXIT_DONE;
}

const ObCommand ob_commands_list[] = {
  { "list", "PROJECT KIND [--json] [--article A] [--at MOMENT]",
    N_ ("Lists articles, annotations, labels, links, speakers, ..."),
    N_ ("KIND is articles, annotations, labels, links, speakers, disputes, annotators, comments, "
        "changes, checkpoints, duplicates (made twice, see “obelus unify”), rereview (passages whose label "
        "has changed its meaning, see “obelus dismiss”) or attention (passages of imported sets that were "
        "found nowhere).\n"
        "With --at, it is as it was: MOMENT is the number of a step or change, a time such as "
        "2017-04-12 or 2017-04-12T18:30, or the name of a checkpoint.\n"
        "In JSON, an attribute that is a speaker, a dispute or a position is given by its id, "
        "since names may change; "
        "“list PROJECT speakers” and “list PROJECT disputes” tell what the ids stand for."),
    run_list },
  { "show", "PROJECT ARTICLE [--body] [--json]",
    N_ ("Prints the text of an article, exactly, and nothing else."),
    N_ ("Offsets of annotations count characters of this text.  With --body, parts that are not the "
        "article itself, such as captions and teasers, are left out."),
    run_show },
  { NULL },
};
