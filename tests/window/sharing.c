/* Sharing project files in the window: merging with preview, conflicts, the team folder.
 *
 * A colleague is a copy of the window's project file, opened as a project of its own.
 */
#include "window-fixture.h"

#include "share/sync.h"
#include "store/conflicts.h"
#include "store/edit.h"
#include "store/history.h"
#include "window/merge-dialog.h"
#include "window/picture.h"
#include "window/team-folder.h"

#include <glib/gstdio.h>
#include <string.h>

static const char text[] = "The ferry sank\n\nBy Anna Author\n\nThe minister said that nobody died. "
                           "Almost 90 people died, a nurse said.\n";

typedef struct
{
  WindowFixture window;
  char *own;         /* path of the window's project */
  char *theirs;      /* path of the colleague's copy */
  ObEntity claim;    /* an annotation that both have */
  ObEntity mention;  /* another */
} Team;

static ObProject *
get_project (WindowFixture *fixture)
{
  return ob_window_get_project (fixture->window);
}

static ObProject *
open_theirs (Team *team)
{
  g_autoptr (GError) error = NULL;
  ObProject *project = ob_project_open (team->theirs, &error);

  g_assert_no_error (error);

  return project;
}

/* The window shows a project of which the colleague has a copy, with two annotations. */
static void
team_open_with (Team *team, const char *article)
{
  g_autofree char *content = NULL;
  gsize length;

  window_fixture_open (&team->window);
  window_fixture_create_project (&team->window);
  window_fixture_add_article (&team->window, article);
  team->claim = window_fixture_tag (&team->window, "claim", 32, 66);
  team->mention = window_fixture_tag (&team->window, "speaker", 32, 44);
  team->own = g_strdup (ob_project_get_path (get_project (&team->window)));
  team->theirs = g_build_filename (team->window.folder, "Ben’s copy.obelus", NULL);
  ob_window_set_project (team->window.window, NULL);
  g_assert_true (g_file_get_contents (team->own, &content, &length, NULL));
  g_assert_true (g_file_set_contents (team->theirs, content, (gssize) length, NULL));
  g_assert_true (ob_window_open_project (team->window.window, team->own) == team->window.window);
  window_fixture_settle ();
}

static void
team_open (Team *team)
{
  team_open_with (team, text);
}

static void
team_close (Team *team)
{
  window_fixture_close (&team->window);
  g_free (team->own);
  g_free (team->theirs);
}

static void
commit (ObEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ob_edit_commit (edit, &error));
  g_assert_no_error (error);
}

static void
annotate (ObProject *project, const char *label, guint32 start, guint32 end)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Tag");
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (ObSegment));
  ObSegment segment = { start, end };

  g_array_append_val (segments, segment);
  ob_edit_annotate (edit, ((ObArticle *) articles->pdata[0])->entity, ob_codebook_find (codebook, label)->entity,
                    segments, NULL);
  commit (edit);
}

static void
write_note (ObProject *project, ObEntity annotation, const char *note)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Write note");

  ob_edit_set_note (edit, annotation, note, NULL);
  commit (edit);
}

static void
delete (ObProject *project, ObEntity entity)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Delete");

  ob_edit_delete (edit, entity, NULL);
  commit (edit);
}

/* Both write the note of the claim; one deletes the mention and the other changes it. */
static void
disagree (Team *team)
{
  g_autoptr (ObProject) theirs = open_theirs (team);

  write_note (theirs, team->claim, "Only the ministry says so");
  write_note (theirs, team->mention, "Check the name");
  write_note (get_project (&team->window), team->claim, "Contradicted by the nurse");
  delete (get_project (&team->window), team->mention);
}

/* The dialog above the window.  (nullable) */
static GtkWidget *
find_dialog (WindowFixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (GTK_IS_DIALOG (l->data) && gtk_window_get_transient_for (l->data) == GTK_WINDOW (fixture->window)
        && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static gboolean
has_no_dialog (WindowFixture *fixture)
{
  return find_dialog (fixture) == NULL;
}

static gboolean
shows (GtkWidget *root, const char *words)
{
  g_autofree char *labels = root ? window_fixture_dup_labels (root) : g_strdup ("");

  return strstr (labels, words) != NULL;
}

static gboolean
is_previewed (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), "From “");
}

static gboolean
is_empty (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), "There is nothing new in it");
}

static void
respond (WindowFixture *fixture, int response)
{
  gtk_dialog_response (GTK_DIALOG (find_dialog (fixture)), response);
  window_fixture_settle ();
}

/* The first column of the list called @name, by lines. */
static char *
dup_rows (GtkWidget *root, const char *name)
{
  GtkWidget *list = window_fixture_find (root, GTK_TYPE_TREE_VIEW, name);
  GtkTreeModel *model = gtk_tree_view_get_model (GTK_TREE_VIEW (list));
  GString *rows = g_string_new (NULL);
  GtkTreeIter iter;

  for (gboolean more = gtk_tree_model_get_iter_first (model, &iter); more;
       more = gtk_tree_model_iter_next (model, &iter))
    {
      g_autofree char *row = NULL;

      gtk_tree_model_get (model, &iter, 0, &row, -1);
      g_string_append_printf (rows, "%s\n", row);
    }

  return g_string_free (rows, FALSE);
}

static guint
count_annotations (ObProject *project)
{
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, 0, 0, 0);

  return annotations->len;
}

static guint
count_conflicts (ObProject *project)
{
  g_autoptr (GPtrArray) conflicts = ob_project_list_conflicts (project);

  return conflicts->len;
}

static void
draw (GtkWidget *widget, const char *name)
{
  g_autofree char *file = g_strdup_printf ("sharing-%s.png", name);
  const char *path = g_test_get_filename (G_TEST_BUILT, file, NULL);
  GStatBuf status;

  for (guint i = 0; i < 20; i++)
    window_fixture_settle ();
  g_assert_true (ob_picture_draw (widget, path));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 5000);
}

static void
find_check_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget **found = user_data;

  if (GTK_IS_CHECK_BUTTON (widget) && gtk_widget_get_mapped (widget))
    *found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_check_cb, user_data);
}

/* The only thing to tick in @root.  (nullable) */
static GtkWidget *
find_twin (GtkWidget *root)
{
  GtkWidget *found = NULL;

  find_check_cb (root, &found);
  return found;
}

static void
merge_theirs (Team *team)
{
  ob_merge_dialog_open (team->window.window, team->theirs);
  window_fixture_wait (is_previewed, &team->window);
  respond (&team->window, GTK_RESPONSE_ACCEPT);
  window_fixture_wait (has_no_dialog, &team->window);
}

static void
test_merge (void)
{
  Team team;
  g_autoptr (ObProject) theirs = NULL;
  g_autofree char *rows = NULL;

  team_open (&team);
  theirs = open_theirs (&team);
  annotate (theirs, "figure", 68, 77);
  annotate (theirs, "claim", 68, 90);
  write_note (theirs, team.claim, "Only the ministry says so");
  delete (theirs, team.mention);
  g_clear_object (&theirs);

  ob_merge_dialog_open (team.window.window, team.theirs);
  window_fixture_wait (is_previewed, &team.window);
  g_assert_true (shows (find_dialog (&team.window), "From “Ben’s copy.obelus”: 2 new, 1 changed, 1 removed"));
  rows = dup_rows (find_dialog (&team.window), "What is merged");
  g_assert_nonnull (strstr (rows, "Claim: 1 new\n“Almost 90 people died"));
  g_assert_nonnull (strstr (rows, "Claim: 1 changed\n“The minister said that nobody died"));
  g_assert_nonnull (strstr (rows, "Speaker: 1 removed\n“The minister"));
  g_assert_nonnull (strstr (rows, "Figure: 1 new\n“Almost 90"));
  g_assert_cmpuint (count_annotations (get_project (&team.window)), ==, 2);
  respond (&team.window, GTK_RESPONSE_CANCEL);
  g_assert_null (find_dialog (&team.window));
  g_assert_cmpuint (count_annotations (get_project (&team.window)), ==, 2);

  merge_theirs (&team);
  g_assert_cmpuint (count_annotations (get_project (&team.window)), ==, 3);
  g_assert_true (shows (GTK_WIDGET (team.window.window), "Merged 4 changes from “Ben’s copy.obelus”."));
  gtk_button_clicked (GTK_BUTTON (window_fixture_find (GTK_WIDGET (team.window.window), GTK_TYPE_BUTTON, "Undo")));
  window_fixture_settle ();
  g_assert_cmpuint (count_annotations (get_project (&team.window)), ==, 2);

  window_fixture_activate (&team.window, "redo");
  ob_merge_dialog_open (team.window.window, team.theirs);
  window_fixture_wait (is_empty, &team.window);
  draw (find_dialog (&team.window), "empty");
  respond (&team.window, GTK_RESPONSE_CANCEL);
  team_close (&team);
}

static void
add_speaker (ObProject *project, const char *name)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Add speaker");
  g_autoptr (GError) error = NULL;

  ob_edit_add_speaker (edit, name, &error);
  g_assert_no_error (error);
  commit (edit);
}

static guint
count_speakers (ObProject *project)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);

  return speakers->len;
}

/* A speaker that both made becomes one when it is ticked, in the step that merges; else there are two. */
static void
test_twins (void)
{
  Team team;
  g_autoptr (ObProject) theirs = NULL;
  GtkWidget *tick;

  team_open (&team);
  theirs = open_theirs (&team);
  add_speaker (theirs, "The Minister");
  annotate (theirs, "figure", 68, 77);
  g_clear_object (&theirs);
  add_speaker (get_project (&team.window), "the minister");

  merge_theirs (&team);
  g_assert_cmpuint (count_speakers (get_project (&team.window)), ==, 2);
  window_fixture_activate (&team.window, "undo");
  g_assert_cmpuint (count_speakers (get_project (&team.window)), ==, 1);
  team_close (&team);

  team_open (&team);
  theirs = open_theirs (&team);
  add_speaker (theirs, "The Minister");
  annotate (theirs, "figure", 68, 77);
  g_clear_object (&theirs);
  add_speaker (get_project (&team.window), "the minister");
  ob_merge_dialog_open (team.window.window, team.theirs);
  window_fixture_wait (is_previewed, &team.window);
  g_assert_true (shows (find_dialog (&team.window), "tick what shall become one"));
  tick = find_twin (find_dialog (&team.window));
  g_assert_nonnull (tick);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tick), TRUE);
  draw (find_dialog (&team.window), "twins");
  respond (&team.window, GTK_RESPONSE_ACCEPT);
  window_fixture_wait (has_no_dialog, &team.window);
  g_assert_cmpuint (count_speakers (get_project (&team.window)), ==, 1);
  g_assert_cmpuint (count_annotations (get_project (&team.window)), ==, 3);
  window_fixture_activate (&team.window, "undo");
  g_assert_cmpuint (count_speakers (get_project (&team.window)), ==, 1);
  g_assert_cmpuint (count_annotations (get_project (&team.window)), ==, 2);
  team_close (&team);
}

static void
test_refused_file (void)
{
  Team team;

  team_open (&team);
  g_assert_true (g_file_set_contents (team.theirs, "no project", -1, NULL));
  ob_merge_dialog_open (team.window.window, team.theirs);
  window_fixture_wait (has_no_dialog, &team.window);
  g_assert_true (shows (GTK_WIDGET (team.window.window), "Merge Another…"));

  /* A dialog that is closed while it reads says nothing. */
  ob_merge_dialog_open (team.window.window, team.theirs);
  gtk_widget_destroy (find_dialog (&team.window));
  window_fixture_settle ();
  team_close (&team);
}

/* A copy of a project that is open here, or in another window, is offered to be merged, dropped or opened. */
static void
test_copies (void)
{
  Team team;
  g_autoptr (GFile) file = NULL;
  GtkWidget *second;
  GFile *files[1];

  team_open (&team);
  file = g_file_new_for_path (team.theirs);
  files[0] = file;
  ob_window_drop_files (team.window.window, files, 1);
  window_fixture_settle ();
  g_assert_true (GTK_IS_MESSAGE_DIALOG (find_dialog (&team.window)));
  respond (&team.window, GTK_RESPONSE_ACCEPT);
  window_fixture_wait (is_empty, &team.window);
  respond (&team.window, GTK_RESPONSE_CANCEL);

  ob_window_open_files (team.window.window, files, 1);
  window_fixture_settle ();
  g_assert_true (GTK_IS_MESSAGE_DIALOG (find_dialog (&team.window)));
  respond (&team.window, GTK_RESPONSE_CANCEL);

  second = ob_window_new (GTK_APPLICATION (team.window.application));
  gtk_window_present (GTK_WINDOW (second));
  ob_window_open_files (OB_WINDOW (second), files, 1);
  window_fixture_settle ();
  g_assert_true (GTK_IS_MESSAGE_DIALOG (find_dialog (&team.window)));
  g_assert_null (ob_window_get_project (OB_WINDOW (second)));
  respond (&team.window, GTK_RESPONSE_CANCEL);
  gtk_widget_destroy (second);
  team_close (&team);
}

static gboolean
shows_two_conflicts (WindowFixture *fixture)
{
  return shows (GTK_WIDGET (fixture->window), "2 conflicts");
}

static gboolean
shows_no_conflict (WindowFixture *fixture)
{
  return !shows (GTK_WIDGET (fixture->window), "conflict");
}

static void
click (WindowFixture *fixture, const char *name)
{
  GtkWidget *button = window_fixture_find (find_dialog (fixture), GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  gtk_button_clicked (GTK_BUTTON (button));
  window_fixture_settle ();
}

static void
test_conflicts (void)
{
  Team team;
  g_autofree char *name = NULL;
  g_autoptr (ObAnnotation) claim = NULL;

  team_open (&team);
  disagree (&team);
  g_assert_true (shows_no_conflict (&team.window));
  ob_merge_dialog_open (team.window.window, team.theirs);
  window_fixture_wait (is_previewed, &team.window);
  g_assert_true (shows (find_dialog (&team.window), "2 conflicts"));
  respond (&team.window, GTK_RESPONSE_ACCEPT);
  window_fixture_wait (shows_two_conflicts, &team.window);
  g_assert_null (find_dialog (&team.window));
  g_assert_cmpuint (count_annotations (get_project (&team.window)), ==, 2);

  gtk_button_clicked (
    GTK_BUTTON (window_fixture_find (GTK_WIDGET (team.window.window), GTK_TYPE_BUTTON, "2 conflicts")));
  window_fixture_settle ();
  click (&team.window, "Keep Only the ministry says so");
  claim = ob_project_get_annotation (get_project (&team.window), team.claim);
  g_assert_cmpstr (claim->note, ==, "Only the ministry says so");
  g_assert_cmpuint (count_conflicts (get_project (&team.window)), ==, 1);
  name = ob_project_dup_undo_name (get_project (&team.window));
  g_assert_cmpstr (name, ==, "Decide “Note”");

  /* Undoing the decision gives the conflict back: both values, who wrote them and when. */
  window_fixture_activate (&team.window, "undo");
  g_assert_cmpuint (count_conflicts (get_project (&team.window)), ==, 2);
  g_assert_true (shows (find_dialog (&team.window), "Only the ministry says so"));
  g_assert_true (shows (find_dialog (&team.window), "Contradicted by the nurse"));
  g_assert_true (shows (find_dialog (&team.window), "– shown now"));
  window_fixture_activate (&team.window, "redo");
  g_assert_cmpuint (count_conflicts (get_project (&team.window)), ==, 1);
  g_clear_pointer (&claim, ob_annotation_free);
  claim = ob_project_get_annotation (get_project (&team.window), team.claim);
  g_assert_cmpstr (claim->note, ==, "Only the ministry says so");

  click (&team.window, "Delete it");
  g_assert_cmpuint (count_annotations (get_project (&team.window)), ==, 1);
  g_assert_true (shows (find_dialog (&team.window), "Nothing to decide"));
  respond (&team.window, GTK_RESPONSE_CLOSE);
  window_fixture_wait (shows_no_conflict, &team.window);

  window_fixture_activate (&team.window, "undo");
  g_assert_cmpuint (count_conflicts (get_project (&team.window)), ==, 1);
  window_fixture_activate (&team.window, "conflicts");
  click (&team.window, "Keep it");
  g_assert_cmpuint (count_conflicts (get_project (&team.window)), ==, 0);
  g_assert_cmpuint (count_annotations (get_project (&team.window)), ==, 2);
  respond (&team.window, GTK_RESPONSE_CLOSE);
  team_close (&team);
}

static gboolean
has_three_annotations (WindowFixture *fixture)
{
  return count_annotations (get_project (fixture)) == 3;
}

static gboolean
is_synchronised (WindowFixture *fixture)
{
  const char *result = ob_team_folder_get_result (ob_window_get_team_folder (fixture->window));

  return result != NULL;
}

static guint
receive (Team *team, const char *folder)
{
  g_autoptr (ObProject) theirs = open_theirs (team);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObSyncReport) report = ob_sync_folder (theirs, folder, &error);

  g_assert_no_error (error);

  return report->n_received;
}

typedef struct
{
  Team *team;
  const char *folder;
} Arrival;

static void
wait_for_own (Arrival *arrival)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (receive (arrival->team, arrival->folder) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      for (guint i = 0; i < 20; i++)
        window_fixture_settle ();
    }
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static void
find_popover_cb (GtkWidget *widget, gpointer user_data)
{
  GtkPopover **found = user_data;

  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget) && *found == NULL
      && gtk_widget_get_sensitive (widget))
    *found = gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget));
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_popover_cb, user_data);
}

/* Opens a popover of the window, the first that there is. */
static GtkPopover *
open_popover (WindowFixture *fixture)
{
  GtkPopover *popover = NULL;

  find_popover_cb (GTK_WIDGET (fixture->window), &popover);
  g_assert_nonnull (popover);
  gtk_popover_popup (popover);
  window_fixture_settle ();
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (popover)));
  return popover;
}

static gboolean
has_much (WindowFixture *fixture)
{
  return count_annotations (get_project (fixture)) >= 30;
}

/* Many annotations arrive above, at and below what is seen, while a popover is open and the article is
 * scrolled: nothing moves. */
static void
test_undisturbed (void)
{
  Team team;
  g_autofree char *folder = g_dir_make_tmp ("obelus-team-XXXXXX", NULL);
  g_autoptr (GString) long_text = g_string_new (text);
  GtkTextBuffer *buffer;
  GtkTextIter caret;
  GtkAdjustment *scroll;
  GtkPopover *popover;
  ObArticleView *view;
  double place;

  for (guint i = 1; i <= 90; i++)
    g_string_append_printf (long_text, "\nWitness number %u said that almost %u people had died there.\n", i, i);
  team_open_with (&team, long_text->str);
  view = ob_workspace_get_view (ob_window_get_workspace (team.window.window));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  ob_team_folder_set_path (ob_window_get_team_folder (team.window.window), folder);
  window_fixture_wait (is_synchronised, &team.window);

  gtk_widget_grab_focus (GTK_WIDGET (view));
  gtk_text_buffer_get_iter_at_offset (buffer, &caret, 3000);
  gtk_text_buffer_place_cursor (buffer, &caret);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (view), &caret, 0, TRUE, 0, 0.5);
  for (guint i = 0; i < 20; i++)
    window_fixture_settle ();
  place = gtk_adjustment_get_value (scroll);
  g_assert_cmpfloat (place, >, 0);
  popover = open_popover (&team.window);
  {
    g_autoptr (ObProject) theirs = open_theirs (&team);
    g_autoptr (ObSyncReport) report = NULL;

    for (guint32 i = 0; i < 30; i++)
      annotate (theirs, i % 2 == 0 ? "claim" : "figure", 100 + 180 * i, 160 + 180 * i);
    report = ob_sync_folder (theirs, folder, NULL);
    g_assert_nonnull (report);
  }
  window_fixture_wait (has_much, &team.window);
  for (guint i = 0; i < 20; i++)
    window_fixture_settle ();

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  g_assert_cmpint (gtk_text_iter_get_offset (&caret), ==, 3000);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (scroll), place, 0.5);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (popover)));
  gtk_popover_popdown (popover);
  window_fixture_settle ();
  team_close (&team);
  remove_folder (folder);
}

/* What arrives while one works leaves selection and focus where they are; what one does goes out. */
static void
test_team_folder (void)
{
  Team team;
  g_autofree char *folder = g_dir_make_tmp ("obelus-team-XXXXXX", NULL);
  Arrival arrival = { &team, folder };
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  ObArticleView *view;

  team_open (&team);
  view = ob_workspace_get_view (ob_window_get_workspace (team.window.window));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  ob_team_folder_set_path (ob_window_get_team_folder (team.window.window), folder);
  window_fixture_wait (is_synchronised, &team.window);
  g_assert_true (shows (GTK_WIDGET (team.window.window), "Synchronised"));

  gtk_widget_grab_focus (GTK_WIDGET (view));
  ob_article_view_select (view, 80, 90);
  {
    g_autoptr (ObProject) theirs = open_theirs (&team);
    g_autoptr (ObSyncReport) report = NULL;

    annotate (theirs, "figure", 68, 77);
    report = ob_sync_folder (theirs, folder, NULL);
    g_assert_nonnull (report);
    g_assert_cmpuint (report->n_sent, >, 0);
  }
  window_fixture_wait (has_three_annotations, &team.window);
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 80);
  g_assert_cmpint (gtk_text_iter_get_offset (&end), ==, 90);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (team.window.window)) == GTK_WIDGET (view));
  g_assert_true (buffer == gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));

  window_fixture_tag (&team.window, "note", 16, 30);
  wait_for_own (&arrival);

  window_fixture_activate (&team.window, "team-folder");
  draw (find_dialog (&team.window), "team-folder");
  respond (&team.window, GTK_RESPONSE_CLOSE);

  /* The folder is remembered in the file. */
  ob_window_set_project (team.window.window, NULL);
  ob_window_open_project (team.window.window, team.own);
  g_assert_cmpstr (ob_team_folder_get_path (ob_window_get_team_folder (team.window.window)), ==, folder);
  team_close (&team);
  remove_folder (folder);
}

static gboolean
tells_problem (WindowFixture *fixture)
{
  return shows (GTK_WIDGET (fixture->window), "cannot be read");
}

static gboolean
tells_safety (WindowFixture *fixture)
{
  return shows (GTK_WIDGET (fixture->window), "Your work is safe in your own project");
}

static void
test_lost_folder (void)
{
  Team team;

  team_open (&team);
  ob_team_folder_set_path (ob_window_get_team_folder (team.window.window), "/nowhere/team");
  window_fixture_wait (tells_problem, &team.window);

  /* Nobody may write there. */
  ob_team_folder_set_path (ob_window_get_team_folder (team.window.window), "/proc");
  window_fixture_wait (tells_safety, &team.window);
  g_assert_cmpuint (count_annotations (get_project (&team.window)), ==, 2);
  ob_team_folder_set_path (ob_window_get_team_folder (team.window.window), NULL);
  team_close (&team);
}

static void
test_pictures (void)
{
  Team team;
  g_autoptr (ObProject) theirs = NULL;

  team_open (&team);
  theirs = open_theirs (&team);
  annotate (theirs, "figure", 68, 77);
  annotate (theirs, "claim", 68, 90);
  annotate (theirs, "quote", 50, 66);
  g_clear_object (&theirs);
  disagree (&team);
  ob_merge_dialog_open (team.window.window, team.theirs);
  window_fixture_wait (is_previewed, &team.window);
  draw (find_dialog (&team.window), "preview");
  respond (&team.window, GTK_RESPONSE_ACCEPT);
  window_fixture_wait (shows_two_conflicts, &team.window);
  draw (GTK_WIDGET (team.window.window), "merged");
  window_fixture_activate (&team.window, "conflicts");
  draw (find_dialog (&team.window), "conflicts");
  respond (&team.window, GTK_RESPONSE_CLOSE);
  team_close (&team);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sharing/merge", test_merge);
  g_test_add_func ("/sharing/twins", test_twins);
  g_test_add_func ("/sharing/refused-file", test_refused_file);
  g_test_add_func ("/sharing/copies", test_copies);
  g_test_add_func ("/sharing/conflicts", test_conflicts);
  g_test_add_func ("/sharing/team-folder", test_team_folder);
  g_test_add_func ("/sharing/undisturbed", test_undisturbed);
  g_test_add_func ("/sharing/lost-folder", test_lost_folder);
  g_test_add_func ("/sharing/pictures", test_pictures);

  return g_test_run ();
}
