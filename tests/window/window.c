/* The window in process: start page, articles, inspector, lists, palette, history. */
#include "window-fixture.h"

#include "store/edit.h"
#include "store/history.h"
#include "window/action-table.h"
#include "window/annotation-model.h"
#include "window/flat-list.h"
#include "window/importer.h"
#include "window/label-palette.h"
#include "window/projects.h"

#include <glib/gstdio.h>
#include <string.h>

static const char text[] = "The ferry sank\n\nBy Anna Author\n\n"
                           "The minister said that nobody died. "
                           "Almost 90 people died, a nurse said.\n";

static ObProject *
get_project (WindowFixture *fixture)
{
  return ob_window_get_project (fixture->window);
}

static ObArticleView *
get_view (WindowFixture *fixture)
{
  return ob_workspace_get_view (ob_window_get_workspace (fixture->window));
}

static GtkWidget *
find (WindowFixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = window_fixture_find (GTK_WIDGET (fixture->window), type, name);

  if (widget == NULL)
    g_error ("There is no %s called %s", g_type_name (type), name);

  return widget;
}

static guint
count_steps (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) steps = ob_project_list_steps (get_project (fixture), 0);
  guint n = 0;

  for (guint i = 0; i < steps->len; i++)
    n += ((ObStep *) g_ptr_array_index (steps, i))->state == OB_STEP_DONE;

  return n;
}

static gboolean
is_enabled (WindowFixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
}

static gboolean
shows_text (WindowFixture *fixture, const char *words)
{
  g_autofree char *labels = window_fixture_dup_labels (GTK_WIDGET (fixture->window));

  return strstr (labels, words) != NULL;
}

static void
type_into (GtkWidget *entry, const char *words)
{
  gtk_widget_grab_focus (entry);
  gtk_entry_set_text (GTK_ENTRY (entry), words);
  gtk_widget_activate (entry);
  window_fixture_settle ();
}

static void
test_start_page (void)
{
  WindowFixture fixture;

  window_fixture_open (&fixture);
  g_assert_true (shows_text (&fixture, "New Project…"));
  g_assert_true (is_enabled (&fixture, "new-project"));
  g_assert_false (is_enabled (&fixture, "export"));
  g_assert_false (is_enabled (&fixture, "undo"));
  g_assert_cmpstr (atk_object_get_name (gtk_widget_get_accessible (GTK_WIDGET (fixture.window))),
                   ==,
                   "Obelus");

  window_fixture_create_project (&fixture);
  g_assert_true (shows_text (&fixture, "No Article Yet"));
  g_assert_true (is_enabled (&fixture, "export"));
  g_assert_false (is_enabled (&fixture, "undo"));

  window_fixture_activate (&fixture, "close-project");
  g_assert_null (get_project (&fixture));
  g_assert_true (shows_text (&fixture, "New Project…"));
  window_fixture_close (&fixture);
}

static gboolean
has_two_articles (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) articles = NULL;

  if (get_project (fixture) == NULL)
    return FALSE;
  articles = ob_project_list_articles (get_project (fixture));

  return articles->len == 2;
}

static GFile *
write_file (WindowFixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

/* Good files are added in one step; what is refused, and why, is said. */
static void
test_import (void)
{
  WindowFixture fixture;
  GFile *files[4];
  guint n_steps;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  n_steps = count_steps (&fixture);
  files[0] = write_file (&fixture, "ferry.txt", text);
  files[1] = write_file (&fixture, "other.txt", "Another ferry\n\nIt did not sink.\n");
  files[2] = write_file (&fixture, "copy.txt", text);
  files[3] = write_file (&fixture, "empty.txt", "");
  ob_window_open_files (fixture.window, files, G_N_ELEMENTS (files));
  window_fixture_wait (window_fixture_can_add, &fixture);
  window_fixture_add (&fixture);
  window_fixture_wait (has_two_articles, &fixture);

  g_assert_cmpuint (count_steps (&fixture), ==, n_steps + 1);
  g_assert_true (shows_text (&fixture, "copy.txt"));
  g_assert_true (shows_text (&fixture, "empty.txt"));
  g_assert_false (shows_text (&fixture, "other.txt:"));
  g_assert_cmpint (ob_workspace_get_article (ob_window_get_workspace (fixture.window)), !=, 0);

  window_fixture_activate (&fixture, "undo");
  g_assert_cmpint (ob_workspace_get_article (ob_window_get_workspace (fixture.window)), ==, 0);
  g_assert_true (shows_text (&fixture, "No Article Yet"));
  window_fixture_activate (&fixture, "redo");
  g_assert_cmpint (ob_workspace_get_article (ob_window_get_workspace (fixture.window)), !=, 0);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_object_unref (files[i]);
  window_fixture_close (&fixture);
}

/* Without a project, a text that is pasted makes one in the documents folder. */
static void
test_paste (void)
{
  WindowFixture fixture;
  g_autofree char *path = NULL;

  window_fixture_open (&fixture);
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture.window),
                                                    GDK_SELECTION_CLIPBOARD),
                          text,
                          -1);
  g_action_group_activate_action (G_ACTION_GROUP (fixture.window), "paste-article", NULL);
  window_fixture_add_article (&fixture, text);
  path = g_strdup (ob_project_get_path (get_project (&fixture)));
  g_assert_true (g_str_has_suffix (path, "The ferry sank.obelus"));
  window_fixture_close (&fixture);
  g_remove (path);
}

/* A value is saved when it is entered, as one step; a speaker is created where it is named. */
static void
test_inspector (void)
{
  WindowFixture fixture;
  g_autoptr (GPtrArray) speakers = NULL;
  g_autoptr (ObAnnotation) filled = NULL;
  g_autoptr (ObAnnotation) bare = NULL;
  g_autofree char *undo = NULL;
  ObEntity annotation;
  guint n_steps;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  annotation = window_fixture_tag (&fixture, "claim", 55, 66);
  g_assert_cmpint (ob_article_view_get_current (get_view (&fixture)), ==, annotation);

  n_steps = count_steps (&fixture);
  window_fixture_activate (&fixture, "inspect");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture.window))
                 == find (&fixture, GTK_TYPE_ENTRY, "Speaker"));
  type_into (find (&fixture, GTK_TYPE_ENTRY, "Speaker"), "The minister");
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps + 1);
  speakers = ob_project_list_speakers (get_project (&fixture));
  g_assert_cmpuint (speakers->len, ==, 1);
  g_assert_true (shows_text (&fixture, "New speaker “The minister”"));
  undo = ob_project_dup_undo_name (get_project (&fixture));
  g_assert_cmpstr (undo, ==, "Set Speaker to “The minister”");

  /* Entering what is there already is no step. */
  type_into (find (&fixture, GTK_TYPE_ENTRY, "Speaker"), "The minister");
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps + 1);

  gtk_combo_box_set_active_id (GTK_COMBO_BOX (find (&fixture, GTK_TYPE_COMBO_BOX, "Stance")),
                               "denies");
  window_fixture_settle ();
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps + 2);
  filled = ob_project_get_annotation (get_project (&fixture), annotation);
  g_assert_cmpstr (ob_value_get_text (ob_annotation_get_attribute (filled, "stance")),
                   ==,
                   "denies");

  window_fixture_activate (&fixture, "undo");
  window_fixture_activate (&fixture, "undo");
  bare = ob_project_get_annotation (get_project (&fixture), annotation);
  g_assert_null (ob_annotation_get_attribute (bare, "speaker"));
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (find (&fixture, GTK_TYPE_ENTRY, "Speaker"))),
                   ==,
                   "");
  window_fixture_close (&fixture);
}

/* What cannot be is marked and said, and nothing is written. */
static void
test_wrong_value (void)
{
  WindowFixture fixture;
  GtkWidget *entry;
  guint n_steps;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  window_fixture_tag (&fixture, "figure", 68, 77);
  n_steps = count_steps (&fixture);
  entry = find (&fixture, GTK_TYPE_ENTRY, "Low");
  type_into (entry, "many");
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps);
  g_assert_true (gtk_style_context_has_class (gtk_widget_get_style_context (entry), "error"));
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "many");
  type_into (entry, "85.5");
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps + 1);
  g_assert_false (gtk_style_context_has_class (gtk_widget_get_style_context (entry), "error"));
  window_fixture_close (&fixture);
}

static void
test_lists_follow (void)
{
  WindowFixture fixture;
  GtkWidget *list;
  ObEntity second;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  window_fixture_tag (&fixture, "claim", 55, 66);
  second = window_fixture_tag (&fixture, "figure", 68, 77);
  window_fixture_tag (&fixture, "speaker", 32, 44);
  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations");

  /* In the order of the text, the current one selected. */
  g_assert_cmpint (gtk_tree_model_iter_n_children (gtk_tree_view_get_model (GTK_TREE_VIEW (list)),
                                                   NULL),
                   ==,
                   3);
  g_assert_cmpint (ob_flat_list_get_selected (list), ==, 0);
  ob_article_view_set_current (get_view (&fixture), second, TRUE);
  window_fixture_settle ();
  g_assert_cmpint (ob_flat_list_get_selected (list), ==, 2);
  ob_flat_list_select (list, 1);
  window_fixture_settle ();
  g_assert_cmpuint (ob_article_view_get_caret (get_view (&fixture)), ==, 55);

  window_fixture_activate (&fixture, "undo");
  g_assert_cmpint (gtk_tree_model_iter_n_children (gtk_tree_view_get_model (GTK_TREE_VIEW (list)),
                                                   NULL),
                   ==,
                   2);
  window_fixture_close (&fixture);
}

/* The rows are the first segments of the project's spans, in the same order. */
static void
check_rows (WindowFixture *fixture, GtkWidget *list)
{
  ObEntity article = ob_workspace_get_article (ob_window_get_workspace (fixture->window));
  g_autoptr (GArray) spans = ob_project_list_spans (get_project (fixture), article);
  GtkTreeModel *model = gtk_tree_view_get_model (GTK_TREE_VIEW (list));
  GtkTreeIter iter;
  gboolean more = gtk_tree_model_get_iter_first (model, &iter);

  for (guint i = 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);
      gint64 entity, label;

      if (span->segment > 0)
        continue;
      g_assert_true (more);
      gtk_tree_model_get (model, &iter,
                          OB_ANNOTATION_COLUMN_ENTITY, &entity,
                          OB_ANNOTATION_COLUMN_LABEL, &label,
                          -1);
      g_assert_cmpint (entity, ==, span->annotation);
      g_assert_cmpint (label, ==, span->label);
      more = gtk_tree_model_iter_next (model, &iter);
    }
  g_assert_false (more);
}

/* Adds, moves, relabels or deletes an annotation, undoes or redoes, as chance has it. */
static void
edit_at_random (WindowFixture *fixture, GArray *annotations)
{
  ObProject *project = get_project (fixture);
  ObEntity article = ob_workspace_get_article (ob_window_get_workspace (fixture->window));
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObLabel *label
    = g_ptr_array_index (codebook->labels, (guint) g_test_rand_int_range (0, 6));
  guint32 start = (guint32) g_test_rand_int_range (0, 60);
  g_autoptr (GArray) segments = ob_segments_new_single (start, start + 8);
  ObSegment more = { start + 12, start + 12 + (guint32) g_test_rand_int_range (1, 20) };
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Edit at random");
  ObEntity chosen = 0;
  ObEntity added = 0;

  if (g_test_rand_bit ())
    g_array_append_val (segments, more);
  if (annotations->len > 0)
    chosen = g_array_index (annotations,
                            ObEntity,
                            (guint) g_test_rand_int_range (0, (gint32) annotations->len));
  if (chosen != 0 && ob_project_get_kind (project, chosen) != OB_KIND_ANNOTATION)
    chosen = 0;

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      ob_project_undo (project, NULL, NULL);
      return;
    case 1:
      ob_project_redo (project, NULL, NULL);
      return;
    case 2:
      if (chosen != 0)
        ob_edit_delete (edit, chosen, NULL);
      break;
    case 3:
      if (chosen != 0)
        ob_edit_set_segments (edit, chosen, segments, NULL);
      break;
    case 4:
      if (chosen != 0)
        ob_edit_set_label (edit, chosen, label->entity, NULL);
      break;
    default:
      added = ob_edit_annotate (edit, article, label->entity, segments, NULL);
      break;
    }

  g_assert_true (ob_edit_commit (edit, NULL));
  added = ob_edit_resolve (edit, added);
  if (added != 0)
    g_array_append_val (annotations, added);
}

static void
test_list_at_random (void)
{
  WindowFixture fixture;
  g_autoptr (GArray) annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  GtkWidget *list;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Annotations");
  for (guint i = 0; i < 200; i++)
    {
      edit_at_random (&fixture, annotations);
      if (ob_workspace_get_article (ob_window_get_workspace (fixture.window)) == 0)
        ob_project_redo (get_project (&fixture), NULL, NULL);
      if (i % 3 == 0)
        {
          window_fixture_settle ();
          check_rows (&fixture, list);
        }
    }
  window_fixture_close (&fixture);
}

static void
test_filter_articles (void)
{
  WindowFixture fixture;
  GtkWidget *list, *entry;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  window_fixture_add_article (&fixture, "A bridge fell\n\nNobody was on it.\n");
  window_fixture_wait (has_two_articles, &fixture);
  list = find (&fixture, GTK_TYPE_TREE_VIEW, "Articles");
  entry = find (&fixture, GTK_TYPE_ENTRY, "Filter articles");
  gtk_entry_set_text (GTK_ENTRY (entry), "BRIDGE");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpint (gtk_tree_model_iter_n_children (gtk_tree_view_get_model (GTK_TREE_VIEW (list)),
                                                   NULL),
                   ==,
                   1);
  gtk_entry_set_text (GTK_ENTRY (entry), "nowhere");
  g_signal_emit_by_name (entry, "search-changed");
  window_fixture_settle ();
  g_assert_true (shows_text (&fixture, "No article matches the filter."));
  window_fixture_close (&fixture);
}

/* The palette filters, picks by digit and by key, warns of likeness, and creates. */
static void
test_palette (void)
{
  WindowFixture fixture;
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (ObAnnotation) annotation = NULL;
  GtkWidget *entry;
  const ObLabel *rumour;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  ob_article_view_select (get_view (&fixture), 55, 66);
  ob_workspace_open_palette (ob_window_get_workspace (fixture.window));
  window_fixture_settle ();
  entry = find (&fixture, GTK_TYPE_ENTRY, "Filter labels");
  gtk_entry_set_text (GTK_ENTRY (entry), "Claims");
  window_fixture_settle ();
  g_assert_true (shows_text (&fixture, "There is a label like it: “Claim”."));

  gtk_entry_set_text (GTK_ENTRY (entry), "Rumour");
  window_fixture_settle ();
  g_assert_true (shows_text (&fixture, "Create label “Rumour”"));
  g_assert_false (shows_text (&fixture, "There is a label like it"));
  gtk_widget_activate (entry);
  window_fixture_settle ();

  codebook = ob_project_ref_codebook (get_project (&fixture));
  rumour = ob_codebook_find (codebook, "rumour");
  g_assert_nonnull (rumour);
  annotation = ob_project_get_annotation (get_project (&fixture),
                                          ob_article_view_get_current (get_view (&fixture)));
  g_assert_nonnull (annotation);
  g_assert_cmpint (annotation->label, ==, rumour->entity);

  /* Now the most recent one. */
  ob_article_view_select (get_view (&fixture), 68, 77);
  ob_workspace_open_palette (ob_window_get_workspace (fixture.window));
  window_fixture_settle ();
  window_fixture_key (&fixture, GDK_KEY_1, 0);
  g_assert_cmpuint (ob_project_count_annotations_with_label (get_project (&fixture),
                                                             rumour->entity),
                    ==,
                    2);
  window_fixture_close (&fixture);
}

static void
test_similar_labels (void)
{
  static const struct
  {
    const char *name;
    const char *similar; /* id, or NULL */
  } cases[] = {
    { "claim", "claim" },       { "Claims", "claim" },  { "Kwotation", "quote" },
    { "Quotations", "quote" },  { "Rumour", NULL },     { "Figures", "figure" },
    { "Speakr", "speaker" },    { "X", NULL },          { "Disputed facts", "disputed-fact" },
    { "Weather", NULL },
  };
  g_autoptr (ObCodebook) codebook = ob_codebook_new_default ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ObLabel *similar = ob_label_palette_find_similar (codebook, cases[i].name);

      g_assert_cmpstr (similar ? similar->id : NULL, ==, cases[i].similar);
    }
}

/* Going back to a step undoes what came after it, and the place is found again after closing. */
static void
test_history_and_place (void)
{
  WindowFixture fixture;
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity first;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  first = window_fixture_tag (&fixture, "claim", 55, 66);
  window_fixture_tag (&fixture, "figure", 68, 77);
  steps = ob_project_list_steps (get_project (&fixture), 2);
  window_fixture_activate (&fixture, "history");
  g_assert_true (shows_text (&fixture, "Go back to any step"));
  ob_project_go_to_step (get_project (&fixture),
                         ((ObStep *) g_ptr_array_index (steps, 0))->n,
                         &error);
  g_assert_no_error (error);
  window_fixture_settle ();
  g_assert_true (is_enabled (&fixture, "redo"));
  ob_article_view_set_current (get_view (&fixture), first, TRUE);
  ob_article_view_select (get_view (&fixture), 57, 57);

  path = g_strdup (ob_project_get_path (get_project (&fixture)));
  ob_window_set_project (fixture.window, NULL);
  g_assert_nonnull (ob_window_open_project (fixture.window, path));
  window_fixture_settle ();
  g_assert_cmpuint (ob_article_view_get_caret (get_view (&fixture)), ==, 57);
  g_assert_true (is_enabled (&fixture, "undo"));
  window_fixture_close (&fixture);
}

/* The keys of an entry are the entry's while one types in it. */
static void
test_keys_in_entries (void)
{
  WindowFixture fixture;
  GtkWidget *entry;
  guint n_steps;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  n_steps = count_steps (&fixture);
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture.window),
                                                    GDK_SELECTION_CLIPBOARD),
                          "ferry",
                          -1);
  entry = find (&fixture, GTK_TYPE_ENTRY, "Filter articles");
  gtk_widget_grab_focus (entry);
  window_fixture_key (&fixture, GDK_KEY_v, GDK_CONTROL_MASK);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "ferry");
  window_fixture_key (&fixture, GDK_KEY_c, 0);
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps);
  window_fixture_close (&fixture);
}

static void
test_find (void)
{
  WindowFixture fixture;
  GtkTextIter start, end;
  GtkWidget *entry;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  window_fixture_activate (&fixture, "find");
  entry = find (&fixture, GTK_TYPE_ENTRY, "Find");
  gtk_entry_set_text (GTK_ENTRY (entry), "DIED");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_true (gtk_text_buffer_get_selection_bounds (
    gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_view (&fixture))), &start, &end));
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 62);
  window_fixture_activate (&fixture, "find-next");
  gtk_text_buffer_get_selection_bounds (
    gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_view (&fixture))), &start, &end);
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 85);
  gtk_entry_set_text (GTK_ENTRY (entry), "zebra");
  g_signal_emit_by_name (entry, "search-changed");
  window_fixture_settle ();
  g_assert_true (shows_text (&fixture, "Not in this article"));
  window_fixture_close (&fixture);
}

/* Closing the window ends what is under way without a trace. */
static void
test_close_while_importing (void)
{
  WindowFixture fixture;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  ob_importer_import_text (fixture.window, text);
  window_fixture_close (&fixture);
}

static gboolean
has_action (WindowFixture *fixture, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GActionGroup *group = G_ACTION_GROUP (fixture->window);
  const char *dot;

  g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));
  dot = strchr (name, '.');
  if (g_str_has_prefix (name, "app."))
    group = G_ACTION_GROUP (fixture->application);
  else if (g_str_has_prefix (name, "editor."))
    group = ob_article_view_get_actions (get_view (fixture));

  return g_action_group_has_action (group, dot + 1);
}

/* Every row of the tables is an action, and no key means two things. */
static void
test_action_table (void)
{
  WindowFixture fixture;
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  const ObActionInfo *infos[2];
  guint n_infos[2];

  window_fixture_open (&fixture);
  infos[0] = ob_action_table_get (&n_infos[0]);
  infos[1] = ob_article_view_get_action_infos (&n_infos[1]);
  for (guint table = 0; table < G_N_ELEMENTS (infos); table++)
    for (guint i = 0; i < n_infos[table]; i++)
      {
        const ObActionInfo *info = &infos[table][i];

        if (!has_action (&fixture, info->name))
          g_error ("%s is in the table, but is no action", info->name);
        g_assert_true (ob_action_table_find (info->name) == info);
        for (guint k = 0; k < G_N_ELEMENTS (info->accels) && info->accels[k] != NULL; k++)
          if (!g_hash_table_add (keys, (char *) info->accels[k]))
            g_error ("%s means two things, one of them %s", info->accels[k], info->name);
      }

  gtk_widget_destroy (ob_action_table_build_shortcuts (NULL));
  window_fixture_close (&fixture);
}

static void
test_file_names (void)
{
  g_autofree char *plain = ob_projects_dup_free_path ("A: b/c\n\"d\"");
  g_autofree char *hidden = ob_projects_dup_free_path ("...");
  g_autofree char *base = g_path_get_basename (plain);
  g_autofree char *hidden_base = g_path_get_basename (hidden);

  g_assert_cmpstr (base, ==, "A b c d.obelus");
  g_assert_cmpstr (hidden_base, ==, "New project.obelus");
}

static gboolean
is_narrow (WindowFixture *fixture)
{
  return gtk_widget_get_allocated_width (GTK_WIDGET (get_view (fixture))) < 480;
}

static gboolean
is_wide (WindowFixture *fixture)
{
  return gtk_widget_get_allocated_width (GTK_WIDGET (get_view (fixture))) > 500
         && window_fixture_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Open") != NULL;
}

/* From wide to narrow in one step, and back: what has no room makes way. */
static void
test_narrow (void)
{
  WindowFixture fixture;
  int least;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  gtk_window_resize (GTK_WINDOW (fixture.window), 1200, 700);
  window_fixture_wait (is_wide, &fixture);
  gtk_widget_get_preferred_width (gtk_bin_get_child (GTK_BIN (fixture.window)), &least, NULL);
  g_assert_cmpint (least, <=, 480);

  gtk_window_resize (GTK_WINDOW (fixture.window), 480, 700);
  window_fixture_wait (is_narrow, &fixture);
  g_assert_null (window_fixture_find (GTK_WIDGET (fixture.window), GTK_TYPE_BUTTON, "Open"));
  g_assert_nonnull (window_fixture_find (GTK_WIDGET (fixture.window), GTK_TYPE_BUTTON, "Undo"));

  gtk_window_resize (GTK_WINDOW (fixture.window), 1200, 700);
  window_fixture_wait (is_wide, &fixture);
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/window/start-page", test_start_page);
  g_test_add_func ("/window/import", test_import);
  g_test_add_func ("/window/paste", test_paste);
  g_test_add_func ("/window/inspector", test_inspector);
  g_test_add_func ("/window/wrong-value", test_wrong_value);
  g_test_add_func ("/window/lists-follow", test_lists_follow);
  g_test_add_func ("/window/list-at-random", test_list_at_random);
  g_test_add_func ("/window/filter-articles", test_filter_articles);
  g_test_add_func ("/window/palette", test_palette);
  g_test_add_func ("/window/similar-labels", test_similar_labels);
  g_test_add_func ("/window/history-and-place", test_history_and_place);
  g_test_add_func ("/window/keys-in-entries", test_keys_in_entries);
  g_test_add_func ("/window/find", test_find);
  g_test_add_func ("/window/close-while-importing", test_close_while_importing);
  g_test_add_func ("/window/action-table", test_action_table);
  g_test_add_func ("/window/file-names", test_file_names);
  g_test_add_func ("/window/narrow", test_narrow);

  return g_test_run ();
}
