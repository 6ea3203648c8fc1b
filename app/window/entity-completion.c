#include "window/entity-completion.h"

#include <string.h>

enum
{
  COLUMN_NAME,   /* what the entry gets */
  COLUMN_SHOWN,  /* "US: United States" for an alias */
  COLUMN_FOLDED, /* what is looked in */
  N_COLUMNS
};

/* Where the names of an entry come from; kept with the entry. */
typedef struct
{
  ObProject *project; /* (owned) */
  ObAttributeType type;
  ObEntity dispute;
  gint64 revision; /* of the project when the names were read */
  GtkEntryCompletion *completion; /* (owned) */
} Source;

static void
source_free (gpointer data)
{
  Source *source = data;

  g_object_unref (source->project);
  g_object_unref (source->completion);
  g_free (source);
}

static void
add_name (GtkListStore *store, const char *name, const char *alias)
{
  g_autofree char *shown = alias ? g_strdup_printf ("%s: %s", alias, name) : g_strdup (name);
  g_autofree char *folded = g_utf8_casefold (shown, -1);

  gtk_list_store_insert_with_values (store, NULL, -1,
                                     COLUMN_NAME, name,
                                     COLUMN_SHOWN, shown,
                                     COLUMN_FOLDED, folded,
                                     -1);
}

static void
add_speakers (GtkListStore *store, ObProject *project)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (speakers, i);

      add_name (store, speaker->name, NULL);
      for (guint j = 0; speaker->aliases != NULL && speaker->aliases[j] != NULL; j++)
        add_name (store, speaker->name, speaker->aliases[j]);
    }
}

/* The questions, or the positions of one of the disputes. */
static void
add_disputes (GtkListStore *store, Source *source)
{
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (source->project);

  for (guint i = 0; i < disputes->len; i++)
    {
      const ObDispute *dispute = g_ptr_array_index (disputes, i);

      if (source->type == OB_ATTRIBUTE_DISPUTE)
        add_name (store, dispute->question, NULL);
      else if (dispute->entity == source->dispute)
        for (guint j = 0; j < dispute->positions->len; j++)
          add_name (store, ((ObPosition *) g_ptr_array_index (dispute->positions, j))->text, NULL);
    }
}

static gboolean
focused_cb (GtkEntry *entry, GdkEvent *event, Source *source)
{
  gint64 revision = ob_project_get_revision (source->project);
  g_autoptr (GtkListStore) store = NULL;

  if (source->revision == revision)
    return GDK_EVENT_PROPAGATE;

  store = gtk_list_store_new (N_COLUMNS, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  if (source->type == OB_ATTRIBUTE_SPEAKER)
    add_speakers (store, source->project);
  else
    add_disputes (store, source);
  gtk_entry_completion_set_model (source->completion, GTK_TREE_MODEL (store));
  source->revision = revision;

  return GDK_EVENT_PROPAGATE;
}

static gboolean
match_cb (GtkEntryCompletion *completion, const char *key, GtkTreeIter *iter, gpointer user_data)
{
  g_autofree char *folded = NULL;
  g_autofree char *wanted = g_utf8_casefold (key, -1);

  gtk_tree_model_get (gtk_entry_completion_get_model (completion),
                      iter,
                      COLUMN_FOLDED, &folded,
                      -1);

  return folded != NULL && strstr (folded, wanted) != NULL;
}

static gboolean
match_selected_cb (GtkEntryCompletion *completion,
                   GtkTreeModel *model,
                   GtkTreeIter *iter,
                   GtkEntry *entry)
{
  g_autofree char *name = NULL;

  gtk_tree_model_get (model, iter, COLUMN_NAME, &name, -1);
  gtk_entry_set_text (entry, name);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  g_signal_emit_by_name (entry, "activate");

  return TRUE;
}

static Source *
create_source (GtkEntry *entry)
{
  Source *source = g_new0 (Source, 1);
  GtkCellRenderer *cell = gtk_cell_renderer_text_new ();

  source->completion = gtk_entry_completion_new ();
  g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (source->completion), cell, TRUE);
  gtk_cell_layout_add_attribute (GTK_CELL_LAYOUT (source->completion), cell, "text", COLUMN_SHOWN);
  gtk_entry_completion_set_match_func (source->completion, match_cb, NULL, NULL);
  g_signal_connect (source->completion, "match-selected", G_CALLBACK (match_selected_cb), entry);
  g_signal_connect (entry, "focus-in-event", G_CALLBACK (focused_cb), source);
  gtk_entry_set_completion (entry, source->completion);

  g_object_set_data_full (G_OBJECT (entry), "obelus-names", source, source_free);

  return source;
}

void
ob_entity_completion_attach (GtkEntry *entry,
                             ObProject *project,
                             ObAttributeType type,
                             ObEntity dispute)
{
  Source *source = g_object_get_data (G_OBJECT (entry), "obelus-names");

  if (source == NULL)
    source = create_source (entry);

  g_set_object (&source->project, project);
  source->type = type;
  source->dispute = dispute;
  source->revision = -1;
  if (gtk_widget_has_focus (GTK_WIDGET (entry)))
    focused_cb (entry, NULL, source);
}
