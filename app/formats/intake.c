#include "formats/intake-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-fields.h"
#include "formats/json-writer.h"
#include "model/json-parse.h"

#define MAX_STRAY_BYTES (32 * 1024)
#define MAX_NAMED 4 /* labels that are told by name */

/* What makes an annotation the same one, when it has no id. */
static char *
make_likeness (ObEntity label, ObEntity annotator, const GArray *segments)
{
  GString *key = g_string_new (NULL);

  g_string_printf (key, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, label, annotator);
  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);

      g_string_append_printf (key, " %u-%u", segment.start, segment.end);
    }

  return g_string_free (key, FALSE);
}

static void
queue_free (gpointer data)
{
  g_queue_free_full (data, (GDestroyNotify) ob_annotation_free);
}

static void
learn_annotations (ObIntake *intake)
{
  g_autoptr (GPtrArray) annotations
      = ob_project_list_annotations (intake->import->project, intake->article, 0, 0);

  intake->there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, queue_free);
  g_ptr_array_set_free_func (annotations, NULL);
  for (guint i = 0; i < annotations->len; i++)
    {
      ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      char *key = make_likeness (annotation->label, annotation->annotator, annotation->segments);
      GQueue *queue = g_hash_table_lookup (intake->there, key);

      if (queue == NULL)
        {
          queue = g_queue_new ();
          g_hash_table_insert (intake->there, key, queue);
        }
      else
        g_free (key);
      g_queue_push_tail (queue, annotation);
    }
}

/* The annotation of the project that @incoming is, or NULL.  (transfer full) */
static ObAnnotation *
find_annotation (ObIntake *intake,
                 const ObIncoming *incoming,
                 ObEntity label,
                 ObEntity annotator,
                 const GArray *segments)
{
  ObProject *project = intake->import->project;
  ObEntity entity = ob_jsonl_find (intake->reader, OB_KIND_ANNOTATION, incoming->id);
  ObAnnotation *found = entity != 0 ? ob_project_get_annotation (project, entity) : NULL;
  g_autofree char *key = NULL;
  GQueue *queue;

  if (found != NULL && found->article == intake->article)
    return found;
  ob_annotation_free (found);
  if (intake->article < 0 || incoming->id != NULL)
    return NULL;

  if (intake->there == NULL)
    learn_annotations (intake);
  key = make_likeness (label, annotator != 0 ? annotator : ob_project_get_annotator (project),
                       segments);
  queue = g_hash_table_lookup (intake->there, key);
  return queue != NULL ? g_queue_pop_head (queue) : NULL;
}

static gboolean
set_note (ObIntake *intake,
          ObEntity entity,
          const ObIncoming *incoming,
          const char *now,
          gboolean *changed,
          GError **error)
{
  const char *note = incoming->note != NULL ? incoming->note : "";

  if (strcmp (note, now != NULL ? now : "") == 0 || (*note == '\0' && incoming->partial))
    return TRUE;
  *changed = TRUE;
  return ob_edit_set_note (intake->import->edit, entity, note, error);
}

static gboolean
update (ObIntake *intake,
        const ObAnnotation *now,
        const ObIncoming *incoming,
        ObEntity label,
        const GArray *segments,
        GError **error)
{
  ObEdit *edit = intake->import->edit;
  gboolean changed = FALSE;

  if (now->label != label)
    {
      changed = TRUE;
      if (!ob_edit_set_label (edit, now->entity, label, error))
        return FALSE;
    }
  if (!ob_segments_equal (now->segments, segments))
    {
      changed = TRUE;
      if (!ob_edit_set_segments (edit, now->entity, segments, error))
        return FALSE;
    }
  if (!set_note (intake, now->entity, incoming, now->note, &changed, error)
      || !ob_intake_set_values (intake, now->entity, label, incoming, now, &changed, error))
    return FALSE;

  intake->item->n_updated += changed ? 1 : 0;
  return TRUE;
}

static ObEntity
add (ObIntake *intake,
     const ObIncoming *incoming,
     ObEntity label,
     ObEntity annotator,
     const GArray *segments,
     GError **error)
{
  ObEdit *edit = intake->import->edit;
  gint64 now = g_get_real_time ();
  gint64 created = incoming->created != 0 ? incoming->created : now;
  gboolean changed = FALSE;
  ObEntity entity;

  ob_edit_set_annotator (edit, annotator);
  ob_edit_set_origin (edit, incoming->origin != NULL ? incoming->origin : intake->origin);
  entity = ob_edit_annotate (edit, intake->article, label, segments, error);
  if (entity == 0
      || !ob_edit_set_times (edit, entity, created,
                             incoming->modified != 0 ? incoming->modified : created, error)
      || !set_note (intake, entity, incoming, NULL, &changed, error)
      || !ob_intake_set_values (intake, entity, label, incoming, NULL, &changed, error))
    return 0;
  /* An id that is not ours, or came twice, is no reason to lose the annotation. */
  if (incoming->id != NULL
      && (ob_jsonl_lookup (intake->reader, OB_JSONL_ID, incoming->id) != 0
          || !ob_edit_set_id (edit, entity, incoming->id, NULL)))
    ob_intake_count (intake, _ ("Ids that are not those of Obelus, given anew"));

  intake->item->n_added++;
  return entity;
}

/* Strays --------------------------------------------------------------------------------------- */

static char *
describe (ObIntake *intake, const ObIncoming *incoming, gboolean whole)
{
  GString *out = g_string_new (NULL);

  ob_json_open (out, '{');
  ob_json_add_text (out, "id", incoming->id);
  ob_json_add_text (out, "article", intake->item->title);
  ob_json_add_text (out, "label", incoming->label);
  ob_json_add_text (out, "annotator", incoming->annotator);
  ob_json_name (out, "segments");
  ob_json_open (out, '[');
  for (guint i = 0; i < MIN (incoming->segments->len, 100); i++)
    {
      ObSegment segment = g_array_index (incoming->segments, ObSegment, i);

      ob_json_open (out, '[');
      ob_json_integer (out, segment.start);
      ob_json_integer (out, segment.end);
      ob_json_close (out, ']');
    }
  ob_json_close (out, ']');
  if (whole)
    {
      ob_json_add_text (out, "prefix", incoming->prefix);
      ob_json_add_text (out, "suffix", incoming->suffix);
      ob_json_add_text (out, "note", incoming->note);
      ob_json_name (out, "attributes");
      ob_json_open (out, '{');
      for (guint i = 0; i < incoming->values->len; i++)
        {
          const ObIncomingValue *value = &g_array_index (incoming->values, ObIncomingValue, i);

          ob_json_add_text (out, value->name, value->text);
        }
      ob_json_close (out, '}');
    }
  ob_json_close (out, '}');
  return g_string_free (out, FALSE);
}

/* Nothing is doubled when a set is read again. */
static gboolean
is_known_stray (ObIntake *intake, const char *details)
{
  g_autoptr (GPtrArray) strays = NULL;

  if (intake->strays == NULL)
    {
      intake->strays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      strays = ob_project_list_strays (intake->import->project);
      for (guint i = 0; i < strays->len; i++)
        g_hash_table_add (intake->strays,
                          g_strdup (((ObStray *) g_ptr_array_index (strays, i))->details));
    }

  return !g_hash_table_add (intake->strays, g_strdup (details));
}

static gboolean
keep_stray (ObIntake *intake, const ObIncoming *incoming, const char *reason, GError **error)
{
  g_autofree char *details = describe (intake, incoming, TRUE);
  g_autofree char *quote = NULL;

  if (strlen (details) > MAX_STRAY_BYTES)
    {
      g_free (details);
      details = describe (intake, incoming, FALSE);
    }
  if (is_known_stray (intake, details))
    return TRUE;
  quote
      = incoming->quote != NULL
            ? g_utf8_substring (incoming->quote, 0, MIN (g_utf8_strlen (incoming->quote, -1), 8000))
            : g_strdup ("");
  if (*g_strstrip (quote) == '\0')
    *quote = '\0';
  intake->item->n_strays++;
  return ob_edit_add_stray (intake->import->edit, intake->article, quote, details, reason, error)
         != 0;
}

/* Public functions ----------------------------------------------------------------------------- */

ObIntake *
ob_intake_new (ObSetReading *import, const char *format_id)
{
  ObIntake *intake = g_new0 (ObIntake, 1);
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (import->project);
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (import->project);
  g_autoptr (GPtrArray) annotators = ob_project_list_annotators (import->project);

  intake->import = import;
  intake->origin = g_strconcat ("import:", format_id, NULL);
  intake->reader = ob_jsonl_reader_new (import);
  intake->reader->skips_links = TRUE;
  intake->codebook = ob_project_ref_codebook (import->project);
  intake->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  intake->label_defs
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) ob_label_free);
  intake->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  intake->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (speakers, i);

      for (guint k = 0; speaker->aliases != NULL && speaker->aliases[k] != NULL; k++)
        ob_intake_learn_name (intake, OB_KIND_SPEAKER, speaker->aliases[k], speaker->entity);
    }
  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (speakers, i);

      ob_intake_learn_name (intake, OB_KIND_SPEAKER, speaker->name, speaker->entity);
    }
  for (guint i = 0; i < disputes->len; i++)
    {
      const ObDispute *dispute = g_ptr_array_index (disputes, i);

      ob_intake_learn_name (intake, OB_KIND_DISPUTE, dispute->question, dispute->entity);
      for (guint k = 0; k < dispute->positions->len; k++)
        {
          const ObPosition *position = g_ptr_array_index (dispute->positions, k);
          g_autofree char *key
              = g_strdup_printf ("%" G_GINT64_FORMAT " %s", dispute->entity, position->text);

          ob_intake_learn_name (intake, OB_KIND_POSITION, key, position->entity);
        }
    }
  for (guint i = 0; i < annotators->len; i++)
    {
      const ObAnnotator *annotator = g_ptr_array_index (annotators, i);

      ob_intake_learn_name (intake, OB_KIND_ANNOTATOR, annotator->name, annotator->entity);
    }
  return intake;
}

void
ob_intake_free (ObIntake *intake)
{
  if (intake == NULL)
    return;

  ob_intake_forget_article (intake);
  g_free (intake->origin);
  ob_jsonl_reader_free (intake->reader);
  ob_codebook_unref (intake->codebook);
  g_hash_table_unref (intake->labels);
  g_hash_table_unref (intake->label_defs);
  g_hash_table_unref (intake->names);
  g_hash_table_unref (intake->counts);
  g_clear_pointer (&intake->by_name, g_hash_table_unref);
  g_clear_pointer (&intake->strays, g_hash_table_unref);
  g_free (intake);
}

gboolean
ob_intake_read_header (ObIntake *intake, const char *json, gsize length, GError **error)
{
  g_autoptr (JsonNode) root = ob_json_parse (json, (gssize) length, error);

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return ob_json_refuse (error, _ ("An object is expected here."));
  return ob_intake_read_header_object (intake, json_node_get_object (root), error);
}

gboolean
ob_intake_read_header_object (ObIntake *intake, JsonObject *header, GError **error)
{
  if (!intake->reader->is_new)
    return TRUE;
  if (!ob_jsonl_read_header (intake->reader, header, error))
    return FALSE;

  ob_intake_learn_directory (intake, header);
  return TRUE;
}

gboolean
ob_intake_begin_article (ObIntake *intake, const ObIncomingArticle *article, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (intake->import->cancellable, error))
    return FALSE;
  ob_intake_forget_article (intake);
  return ob_intake_take_article (intake, article, error);
}

ObText *
ob_intake_get_text (ObIntake *intake)
{
  return intake->text;
}

gboolean
ob_intake_add (ObIntake *intake, const ObIncoming *incoming, GError **error)
{
  const char *reason = NULL;
  g_autoptr (GArray) segments = ob_intake_place (intake, incoming, &reason);
  g_autoptr (ObAnnotation) now = NULL;
  ObEntity label, annotator, entity;
  const char *key = incoming->key != NULL ? incoming->key : incoming->id;

  if (segments == NULL)
    return keep_stray (intake, incoming, reason, error);

  label = ob_intake_find_label (intake, incoming->label, incoming->label_name, error);
  if (label == 0 || !ob_intake_find_annotator (intake, incoming->annotator, &annotator, error))
    return FALSE;
  now = find_annotation (intake, incoming, label, annotator, segments);
  if (now != NULL && !update (intake, now, incoming, label, segments, error))
    return FALSE;
  entity = now != NULL ? now->entity : add (intake, incoming, label, annotator, segments, error);
  if (entity == 0)
    return FALSE;

  if (intake->item->result == OB_READ_UNCHANGED
      && (intake->item->n_added > 0 || intake->item->n_updated > 0))
    intake->item->result = OB_READ_UPDATED;
  if (key != NULL)
    ob_jsonl_learn (intake->reader, OB_JSONL_ID, key, entity);
  if (incoming->id != NULL)
    ob_jsonl_learn (intake->reader, OB_JSONL_ID, incoming->id, entity);
  return TRUE;
}

void
ob_intake_add_link (ObIntake *intake, const char *from, const char *to, const char *type)
{
  ob_jsonl_keep_link (intake->reader, from, to, *type != '\0' ? type : "related", 0);
}

void
ob_intake_count (ObIntake *intake, const char *what)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (intake->counts, what));

  g_hash_table_insert (intake->counts, g_strdup (what), GUINT_TO_POINTER (n + 1));
}

static void
add_loss (ObIntake *intake, const char *what, guint n)
{
  if (n > 0)
    g_ptr_array_add (intake->import->losses, g_strdup_printf (_ ("%s: %u."), what, n));
}

gboolean
ob_intake_finish (ObIntake *intake, GError **error)
{
  GHashTableIter iter;
  gpointer what, n;
  guint n_strays = 0;

  if (!ob_jsonl_add_links (intake->reader, error))
    return FALSE;

  for (guint i = 0; i < intake->import->items->len; i++)
    n_strays += ((ObReadItem *) g_ptr_array_index (intake->import->items, i))->n_strays;
  add_loss (intake, _ ("Passages found by their words"), intake->n_fits[OB_ANCHOR_QUOTED]);
  add_loss (intake, _ ("Passages found by words much like theirs"),
            intake->n_fits[OB_ANCHOR_APPROXIMATE]);
  add_loss (intake, _ ("Passages found nowhere, which need attention"), n_strays);
  add_loss (intake, _ ("Links whose ends are not there, left out"),
            intake->reader->n_links_skipped);
  if (intake->import->new_labels->len > MAX_NAMED)
    add_loss (intake, _ ("Labels that were added to the codebook"),
              intake->import->new_labels->len);
  for (guint i = 0;
       intake->import->new_labels->len <= MAX_NAMED && i < intake->import->new_labels->len; i++)
    g_ptr_array_add (intake->import->losses,
                     g_strdup_printf (_ ("The label “%s” was added to the codebook."),
                                      (char *) g_ptr_array_index (intake->import->new_labels, i)));
  g_hash_table_iter_init (&iter, intake->counts);
  while (g_hash_table_iter_next (&iter, &what, &n))
    add_loss (intake, what, GPOINTER_TO_UINT (n));
  return TRUE;
}
