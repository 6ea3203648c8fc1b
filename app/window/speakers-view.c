#include "window/speakers-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/same-speakers.h"
#include "analysis/speaker-page.h"
#include "editor/annotation-drag.h"
#include "store/edit.h"
#include "store/history.h"
#include "store/speakers.h"
#include "window/board-grid.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/entity-completion.h"
#include "window/filing.h"
#include "window/flat-list.h"
#include "window/passage-row.h"
#include "window/report.h"

#define MAX_SAYINGS 300
#define MAX_USES 8
#define SETTLE_MILLISECONDS 120

enum
{
  COLUMN_NAME,
  COLUMN_KIND,
  COLUMN_COUNT,
  COLUMN_ENTITY,
  N_COLUMNS
};

struct _ObSpeakersView
{
  GtkBox parent_instance;

  GtkWidget *filter;
  GtkWidget *scroller;
  GtkWidget *list; /* GtkTreeView */
  GtkWidget *stack; /* "page" or "empty" */
  GtkWidget *name;
  GtkWidget *kind;
  GtkWidget *role;
  GtkWidget *reliability;
  GtkWidget *aliases;
  GtkWidget *alias_entry;
  GtkWidget *summary;
  GtkWidget *disputes; /* GtkFlowBox */
  GtkWidget *merge_entry;
  GtkWidget *split_entry;
  GtkWidget *same;    /* GtkBox: who may be the same speaker */
  GtkWidget *sayings; /* GtkListBox */
  GtkListStore *rows; /* (owned) */

  ObProject *project; /* (owned) (nullable) */
  ObEntity speaker;
  ObSpeakerPage *page;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) */
  guint update_source;
  gboolean stale;
  gboolean updating;
};

enum
{
  PASSAGE_OPENED,
  DISPUTE_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObSpeakersView, ob_speakers_view, GTK_TYPE_BOX)

static void
finish (ObSpeakersView *self, ObEdit *edit, gboolean valid, GError *error)
{
  g_autoptr (GError) failure = error;
  g_autofree char *done = NULL;

  if (!valid || !ob_edit_commit (edit, &failure))
    {
      ob_report_error (GTK_WIDGET (self), failure);
      return;
    }

  done = ob_project_dup_undo_name (self->project);
  if (done != NULL)
    ob_report_done (GTK_WIDGET (self), done);
}

static void
open_passage (ObSpeakersView *self, GtkListBoxRow *row)
{
  ObPassageRow *passage = OB_PASSAGE_ROW (row);
  guint32 start, end;

  ob_passage_row_get_place (passage, &start, &end);
  g_signal_emit (self, signals[PASSAGE_OPENED], 0, ob_passage_row_get_article (passage),
                 ob_passage_row_get_annotation (passage), start, end);
}

/* The page -------------------------------------------------------------------------------------- */

static GtkWidget *
create_saying (ObSpeakersView *self, const ObSaying *saying)
{
  const ObStatement *row = &saying->statement;
  g_autofree char *words = ob_project_dup_label_of (self->project, row->annotation);
  g_autofree char *label = ob_project_dup_label_of (self->project, row->label);
  g_autofree char *mode = saying->mode ? ob_describe_identifier (saying->mode) : NULL;
  g_autofree char *question
    = row->dispute ? ob_project_dup_label_of (self->project, row->dispute) : NULL;
  g_autofree char *position
    = row->position ? ob_project_dup_label_of (self->project, row->position) : NULL;
  g_autofree char *source = ob_describe_source (saying->article);
  g_autoptr (GString) who = g_string_new (label);
  g_autofree char *where = NULL;

  if (mode != NULL)
    g_string_append_printf (who, " · %s", mode);
  if (question != NULL)
    g_string_append_printf (who, " · %s %s“%s”%s %s", ob_stance_describe (saying->stance), "",
                            position ? position : "…", "", question);
  where = *source != '\0' ? g_strdup_printf ("%s · %s", source, saying->article->title)
                          : g_strdup (saying->article->title);
  return ob_passage_row_new (self->project, row->article, row->annotation, row->start, row->end, who->str,
                             words ? words : "", where);
}

static void
append_uses (GString *text, const char *title, const GPtrArray *uses)
{
  if (uses->len == 0)
    return;
  g_string_append_printf (text, "\n%s: ", title);
  for (guint i = 0; i < MIN (uses->len, MAX_USES); i++)
    {
      const ObUse *use = uses->pdata[i];

      g_string_append_printf (text, "%s%s (%u)", i > 0 ? ", " : "", use->words, use->n);
    }
}

static void
show_summary (ObSpeakersView *self)
{
  const ObSpeakerPage *page = self->page;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *said = g_strdup_printf (
    ngettext ("%u statement", "%u statements", page->sayings->len), page->sayings->len);
  g_autofree char *mentions = g_strdup_printf (
    ngettext ("%u mention", "%u mentions", page->n_mentions), page->n_mentions);
  g_autofree char *articles = g_strdup_printf (
    ngettext ("%u article", "%u articles", page->n_articles), page->n_articles);

  g_string_append_printf (text, "%s · %s · %s", said, mentions, articles);
  append_uses (text, _("Quoted"), page->modes);
  append_uses (text, _("Reported with"), page->cues);
  gtk_label_set_text (GTK_LABEL (self->summary), text->str);
}

static void
dispute_clicked_cb (GtkWidget *button, ObSpeakersView *self)
{
  const ObEntity *dispute = g_object_get_data (G_OBJECT (button), "obelus-entity");

  g_signal_emit (self, signals[DISPUTE_OPENED], 0, *dispute);
}

static void
show_page_disputes (ObSpeakersView *self)
{
  gtk_container_foreach (GTK_CONTAINER (self->disputes), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < self->page->disputes->len; i++)
    {
      ObEntity dispute = g_array_index (self->page->disputes, ObEntity, i);
      g_autofree char *question = ob_project_dup_label_of (self->project, dispute);
      GtkWidget *button = gtk_button_new_with_label (question ? question : "");

      gtk_label_set_ellipsize (GTK_LABEL (gtk_bin_get_child (GTK_BIN (button))),
                               PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (button, question);
      g_object_set_data_full (G_OBJECT (button), "obelus-entity",
                              g_memdup2 (&dispute, sizeof dispute), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (dispute_clicked_cb), self);
      gtk_widget_show (button);
      gtk_container_add (GTK_CONTAINER (self->disputes), button);
    }
  gtk_widget_set_visible (self->disputes, self->page->disputes->len > 0);
}

static void
show_page (ObSpeakersView *self)
{
  const ObSpeaker *speaker = self->page->speaker;
  g_autofree char *aliases = g_strjoinv (", ", speaker->aliases);
  g_autofree char *also
    = *aliases != '\0' ? g_strdup_printf (_("Also called: %s"), aliases) : g_strdup ("");

  self->updating = TRUE;
  if (!gtk_widget_has_focus (self->name))
    gtk_entry_set_text (GTK_ENTRY (self->name), speaker->name);
  if (!gtk_widget_has_focus (self->role))
    gtk_entry_set_text (GTK_ENTRY (self->role), speaker->role ? speaker->role : "");
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->kind), speaker->kind);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->reliability), speaker->reliability);
  self->updating = FALSE;
  gtk_label_set_text (GTK_LABEL (self->aliases), also);
  gtk_widget_set_visible (self->aliases, *also != '\0');
  show_summary (self);
  show_page_disputes (self);
  gtk_container_foreach (GTK_CONTAINER (self->sayings), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < MIN (self->page->sayings->len, MAX_SAYINGS); i++)
    gtk_container_add (
      GTK_CONTAINER (self->sayings),
      create_saying (self, &g_array_index (self->page->sayings, ObSaying, i)));
}

/* Possible same speakers ------------------------------------------------------------------------ */

static void
same_clicked_cb (GtkWidget *button, ObSpeakersView *self)
{
  const ObEntity *other = g_object_get_data (G_OBJECT (button), "obelus-entity");
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, _("Merge speakers"));
  GError *error = NULL;
  gboolean valid = ob_edit_merge_speakers (edit, *other, self->speaker, &error);

  finish (self, edit, valid, error);
}

static void
distinct_clicked_cb (GtkWidget *button, ObSpeakersView *self)
{
  const ObEntity *other = g_object_get_data (G_OBJECT (button), "obelus-entity");
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, _("Tell two speakers apart"));
  GError *error = NULL;
  gboolean valid = ob_edit_set_distinct (edit, self->speaker, *other, TRUE, &error);

  finish (self, edit, valid, error);
}

static GtkWidget *
create_answer (ObSpeakersView *self,
               const char *label,
               const char *other,
               ObEntity entity,
               GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, other);

  atk_object_set_name (gtk_widget_get_accessible (button), name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "obelus-entity", g_memdup2 (&entity, sizeof entity),
                          g_free);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static void
show_same (ObSpeakersView *self, const GPtrArray *same)
{
  gtk_container_foreach (GTK_CONTAINER (self->same), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < MIN (same->len, MAX_USES); i++)
    {
      const ObSameSpeaker *one = same->pdata[i];
      g_autofree char *other = ob_project_dup_label_of (self->project, one->other);
      g_autofree char *text
        = g_strdup_printf (one->ask ? _("Is “%s” meant? %s") : _("Possible same speaker: “%s”. %s"),
                           other, one->because);
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *label = gtk_label_new (text);

      g_object_set (label, "xalign", 0.0, "wrap", TRUE, "hexpand", TRUE, NULL);
      gtk_container_add (GTK_CONTAINER (row), label);
      gtk_container_add (GTK_CONTAINER (row), create_answer (self, _("Merge"), other, one->other,
                                                             G_CALLBACK (same_clicked_cb)));
      gtk_container_add (GTK_CONTAINER (row),
                         create_answer (self, _("Not the Same"), other, one->other,
                                        G_CALLBACK (distinct_clicked_cb)));
      gtk_style_context_add_class (gtk_widget_get_style_context (row), "obelus-choice");
      gtk_widget_show_all (row);
      gtk_container_add (GTK_CONTAINER (self->same), row);
    }
}

typedef struct
{
  ObProject *project; /* (owned) */
  ObEntity speaker;
  GPtrArray *same; /* (owned) (nullable) ObSameSpeaker */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_clear_pointer (&job->same, g_ptr_array_unref);
  g_free (job);
}

static void
make_page (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->same = ob_same_speakers_find (job->project, job->speaker);
  g_task_return_pointer (task, ob_speaker_page_new (job->project, job->speaker),
                         (GDestroyNotify) ob_speaker_page_free);
}

static void
page_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObSpeakersView *self = OB_SPEAKERS_VIEW (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  ObSpeakerPage *page = g_task_propagate_pointer (G_TASK (result), NULL);

  if (page == NULL)
    return;
  if (job->project != self->project || job->speaker != self->speaker)
    {
      ob_speaker_page_free (page);
      return;
    }
  g_clear_pointer (&self->page, ob_speaker_page_free);
  self->page = page;
  show_page (self);
  show_same (self, job->same);
}

static void
update_page (ObSpeakersView *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->speaker ? "page" : "empty");
  if (self->project == NULL || self->speaker == 0)
    return;

  self->cancellable = g_cancellable_new ();
  job = g_new0 (Job, 1);
  job->project = g_object_ref (self->project);
  job->speaker = self->speaker;
  task = g_task_new (self, self->cancellable, page_made_cb, NULL);
  g_task_set_source_tag (task, update_page);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, make_page);
}

/* The list -------------------------------------------------------------------------------------- */

static gboolean
is_wanted (const ObSpeaker *speaker, const char *filter)
{
  g_autofree char *name = g_utf8_casefold (speaker->name, -1);
  gboolean found = strstr (name, filter) != NULL;

  for (guint i = 0; !found && speaker->aliases[i] != NULL; i++)
    {
      g_autofree char *alias = g_utf8_casefold (speaker->aliases[i], -1);

      found = strstr (alias, filter) != NULL;
    }
  return found;
}

static void
show_speakers (ObSpeakersView *self)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (self->project);
  g_autofree char *filter = g_utf8_casefold (gtk_entry_get_text (GTK_ENTRY (self->filter)), -1);
  int chosen = -1, n = 0;
  ObEntity first = 0;

  self->updating = TRUE;
  gtk_list_store_clear (self->rows);
  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = speakers->pdata[i];
      g_autofree char *kind = ob_describe_identifier (speaker->kind);

      if (!is_wanted (speaker, filter))
        continue;
      gtk_list_store_insert_with_values (
        self->rows, NULL, -1, COLUMN_NAME, speaker->name, COLUMN_KIND, kind, COLUMN_COUNT,
        ob_project_count_references (self->project, speaker->entity), COLUMN_ENTITY,
        speaker->entity, -1);
      if (first == 0)
        first = speaker->entity;
      if (speaker->entity == self->speaker)
        chosen = n;
      n++;
    }
  if (chosen < 0)
    {
      self->speaker = first;
      chosen = first ? 0 : -1;
    }
  ob_flat_list_select (self->list, chosen);
  self->updating = FALSE;
}

static gboolean
update_cb (gpointer user_data)
{
  ObSpeakersView *self = user_data;

  self->update_source = 0;
  self->stale = FALSE;
  show_speakers (self);
  update_page (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (ObSpeakersView *self)
{
  self->stale = TRUE;
  if (self->update_source == 0 && self->project != NULL
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_source
      = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, SETTLE_MILLISECONDS, update_cb, self, NULL);
}

static void
selection_changed_cb (ObSpeakersView *self)
{
  int row = ob_flat_list_get_selected (self->list);
  GtkTreeIter iter;
  gint64 speaker;

  if (self->updating || row < 0
      || !gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (self->rows), &iter, NULL, row))
    return;
  gtk_tree_model_get (GTK_TREE_MODEL (self->rows), &iter, COLUMN_ENTITY, &speaker, -1);
  self->speaker = speaker;
  update_page (self);
}

/* Annotations that are dropped on a speaker are said by that one. */
static gboolean
dropped_cb (GtkWidget *list, guint row, GtkSelectionData *data, gpointer user_data)
{
  ObSpeakersView *self = user_data;
  g_autoptr (GArray) annotations = ob_annotation_drag_get_data (data, self->project);
  GtkTreeIter iter;
  gint64 speaker;

  if (annotations == NULL
      || !gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (self->rows), &iter, NULL, (int) row))
    return FALSE;

  gtk_tree_model_get (GTK_TREE_MODEL (self->rows), &iter, COLUMN_ENTITY, &speaker, -1);

  return ob_filing_put_and_tell (GTK_WIDGET (self), self->project, annotations, speaker);
}

/* Editing --------------------------------------------------------------------------------------- */

static void
set_text (ObSpeakersView *self, const char *step, const char *field, const char *text,
          const char *before)
{
  g_autoptr (ObEdit) edit = NULL;
  GError *error = NULL;
  gboolean valid;

  if (self->updating || self->page == NULL || self->page->speaker->entity != self->speaker
      || g_strcmp0 (text, before ? before : "") == 0)
    return;
  edit = ob_edit_new (self->project, step);
  valid = ob_edit_set_text (edit, self->speaker, field, text, &error);
  finish (self, edit, valid, error);
}

static gboolean
name_done_cb (ObSpeakersView *self)
{
  const char *name = gtk_entry_get_text (GTK_ENTRY (self->name));

  if (self->page != NULL && *name != '\0')
    set_text (self, _("Rename speaker"), "name", name, self->page->speaker->name);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
role_done_cb (ObSpeakersView *self)
{
  if (self->page != NULL)
    set_text (self, _("Change role of speaker"), "role",
              gtk_entry_get_text (GTK_ENTRY (self->role)), self->page->speaker->role);
  return GDK_EVENT_PROPAGATE;
}

static void
kind_changed_cb (ObSpeakersView *self)
{
  if (self->page != NULL)
    set_text (self, _("Change kind of speaker"), "kind",
              gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->kind)),
              self->page->speaker->kind);
}

static void
reliability_changed_cb (ObSpeakersView *self)
{
  if (self->page != NULL)
    set_text (self, _("Change reliability of speaker"), "reliability",
              gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->reliability)),
              self->page->speaker->reliability);
}

static void
alias_entered_cb (ObSpeakersView *self)
{
  const char *alias = gtk_entry_get_text (GTK_ENTRY (self->alias_entry));
  g_autoptr (ObEdit) edit = NULL;
  GError *error = NULL;
  gboolean valid;

  if (self->speaker == 0 || *alias == '\0')
    return;
  edit = ob_edit_new (self->project, _("Add alias"));
  valid = ob_edit_set_alias (edit, self->speaker, alias, TRUE, &error);
  if (valid)
    gtk_entry_set_text (GTK_ENTRY (self->alias_entry), "");
  finish (self, edit, valid, error);
}

static void
merge_entered_cb (ObSpeakersView *self)
{
  const char *name = gtk_entry_get_text (GTK_ENTRY (self->merge_entry));
  g_autoptr (ObEdit) edit = NULL;
  GError *error = NULL;
  ObEntity other;

  if (self->speaker == 0 || *name == '\0')
    return;
  other = ob_project_find (self->project, OB_KIND_SPEAKER, name, &error);
  edit = ob_edit_new (self->project, _("Merge speakers"));
  if (other != 0 && ob_edit_merge_speakers (edit, other, self->speaker, &error))
    {
      gtk_entry_set_text (GTK_ENTRY (self->merge_entry), "");
      finish (self, edit, TRUE, NULL);
      return;
    }
  finish (self, edit, FALSE, error);
}

/* The chosen statements go to a speaker of the name that was typed. */
static void
split_entered_cb (ObSpeakersView *self)
{
  const char *name = gtk_entry_get_text (GTK_ENTRY (self->split_entry));
  GList *rows = gtk_list_box_get_selected_rows (GTK_LIST_BOX (self->sayings));
  g_autoptr (GArray) annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  g_autoptr (ObEdit) edit = NULL;
  GError *error = NULL;
  gboolean valid;

  for (GList *l = rows; l != NULL; l = l->next)
    {
      ObEntity annotation = ob_passage_row_get_annotation (OB_PASSAGE_ROW (l->data));

      g_array_append_val (annotations, annotation);
    }
  g_list_free (rows);
  if (self->speaker == 0 || *name == '\0')
    return;
  if (annotations->len == 0)
    {
      ob_report_failure (GTK_WIDGET (self),
                         _("Choose the statements that belong to the other speaker first."), NULL,
                         NULL);
      return;
    }
  edit = ob_edit_new (self->project, _("Split speaker"));
  valid = ob_edit_split_speaker (edit, self->speaker, name, annotations, &error) != 0;
  if (valid)
    gtk_entry_set_text (GTK_ENTRY (self->split_entry), "");
  finish (self, edit, valid, error);
}

/* GObject --------------------------------------------------------------------------------------- */

static void
ob_speakers_view_map (GtkWidget *widget)
{
  ObSpeakersView *self = OB_SPEAKERS_VIEW (widget);

  GTK_WIDGET_CLASS (ob_speakers_view_parent_class)->map (widget);
  if (self->stale && self->project != NULL)
    update_cb (self);
}

static void
forget (ObSpeakersView *self)
{
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_pointer (&self->page, ob_speaker_page_free);
  g_clear_object (&self->project);
  self->speaker = 0;
}

static void
ob_speakers_view_dispose (GObject *object)
{
  ObSpeakersView *self = OB_SPEAKERS_VIEW (object);

  forget (self);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (ob_speakers_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/speakers-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, filter);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, stack);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, name);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, kind);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, role);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, reliability);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, aliases);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, alias_entry);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, summary);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, disputes);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, merge_entry);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, split_entry);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, same);
  gtk_widget_class_bind_template_child (widget_class, ObSpeakersView, sayings);
  gtk_widget_class_bind_template_callback (widget_class, queue_update);
  gtk_widget_class_bind_template_callback (widget_class, name_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, role_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reliability_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, alias_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_passage);
}

static void
ob_speakers_view_class_init (ObSpeakersViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_speakers_view_dispose;
  widget_class->map = ob_speakers_view_map;
  signals[PASSAGE_OPENED] = g_signal_new (
    "passage-opened", OB_TYPE_SPEAKERS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
    4, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_UINT, G_TYPE_UINT);
  signals[DISPUTE_OPENED]
    = g_signal_new ("dispute-opened", OB_TYPE_SPEAKERS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  bind_template (widget_class);
}

static void
add_column (ObSpeakersView *self, const char *title, int column, int width, gboolean expand)
{
  GtkCellRenderer *cell = gtk_cell_renderer_text_new ();
  GtkTreeViewColumn *view
    = gtk_tree_view_column_new_with_attributes (title, cell, "text", column, NULL);

  g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_tree_view_column_set_sizing (view, GTK_TREE_VIEW_COLUMN_FIXED);
  gtk_tree_view_column_set_fixed_width (view, width);
  gtk_tree_view_column_set_expand (view, expand);
  gtk_tree_view_column_set_sort_column_id (view, column);
  gtk_tree_view_append_column (GTK_TREE_VIEW (self->list), view);
}

static void
create_list (ObSpeakersView *self)
{
  self->rows = gtk_list_store_new (N_COLUMNS, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT,
                                   G_TYPE_INT64);
  self->list = ob_flat_list_new (_("Speakers"));
  gtk_tree_view_set_headers_visible (GTK_TREE_VIEW (self->list), TRUE);
  add_column (self, _("Name"), COLUMN_NAME, 130, TRUE);
  add_column (self, _("Kind"), COLUMN_KIND, 90, FALSE);
  add_column (self, _("Uses"), COLUMN_COUNT, 60, FALSE);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->rows));
  g_signal_connect_swapped (gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list)), "changed",
                            G_CALLBACK (selection_changed_cb), self);
  ob_flat_list_add_drop (self->list, &ob_annotation_drag_target, dropped_cb, self);
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);
}

static void
fill_choices (GtkWidget *combo, const char *const *ids, gboolean as_words)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *name = as_words ? ob_describe_identifier (ids[i]) : g_strdup (ids[i]);

      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (combo), ids[i], name);
    }
}

static void
ob_speakers_view_init (ObSpeakersView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  create_list (self);
  self->updating = TRUE;
  fill_choices (self->kind, ob_speaker_get_kinds (), TRUE);
  fill_choices (self->reliability, ob_speaker_get_reliabilities (), FALSE);
  self->updating = FALSE;
  atk_object_set_name (gtk_widget_get_accessible (self->filter), _("Filter speakers"));
  atk_object_set_name (gtk_widget_get_accessible (self->name), _("Name"));
  atk_object_set_name (gtk_widget_get_accessible (self->kind), _("Kind"));
  atk_object_set_name (gtk_widget_get_accessible (self->role), _("Role"));
  atk_object_set_name (gtk_widget_get_accessible (self->reliability), _("Reliability"));
  atk_object_set_name (gtk_widget_get_accessible (self->alias_entry), _("New alias"));
  atk_object_set_name (gtk_widget_get_accessible (self->merge_entry), _("Merge with speaker"));
  atk_object_set_name (gtk_widget_get_accessible (self->split_entry), _("Split off as speaker"));
  atk_object_set_name (gtk_widget_get_accessible (self->sayings), _("Statements"));
  atk_object_set_name (gtk_widget_get_accessible (self->disputes), _("Disputes of the speaker"));
}

void
ob_speakers_view_set_project (ObSpeakersView *self, ObProject *project)
{
  forget (self);
  if (project == NULL)
    return;

  self->project = g_object_ref (project);
  ob_entity_completion_attach (GTK_ENTRY (self->merge_entry), project, OB_ATTRIBUTE_SPEAKER, 0);
  g_signal_connect_swapped (project, "annotations-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (project, "directory-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (project, "articles-changed", G_CALLBACK (queue_update), self);
  queue_update (self);
}
