/* What the article view can be told to do, by which keys. */
#include "editor/article-view-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* The first letter after the Latin ones: Greek. */
#define FIRST_OTHER_ALPHABET 0x370

/* The keys act while the view has the focus; letters must not become keys of the whole window. */
static const ObActionInfo infos[] = {
  { "editor.next-annotation", N_ ("Next annotation"), N_ ("Moving"), { "period", "<Alt>Down" } },
  { "editor.previous-annotation", N_ ("Previous annotation"), N_ ("Moving"), { "comma", "<Alt>Up" } },
  { "editor.cycle", N_ ("Another annotation on the same words"), N_ ("Moving"), { "semicolon", "<Alt>o" } },
  { "editor.next-sentence", N_ ("Next sentence"), N_ ("Moving"), { "<Alt>Right" } },
  { "editor.previous-sentence", N_ ("Previous sentence"), N_ ("Moving"), { "<Alt>Left" } },
  { "editor.select-next-sentence", N_ ("Select to the end of the sentence"), N_ ("Selecting"), { "<Shift><Alt>Right" } },
  { "editor.select-previous-sentence", N_ ("Select to the start of the sentence"), N_ ("Selecting"), { "<Shift><Alt>Left" } },
  { "editor.grow", N_ ("Grow the selection: word, sentence, paragraph"), N_ ("Selecting"), { "space" } },
  { "editor.shrink", N_ ("Shrink the selection again"), N_ ("Selecting"), { "<Shift>space", "BackSpace" } },
  { "editor.copy", N_ ("Copy with the source"), N_ ("Selecting"), { "<Control>c" } },
  { "editor.copy-words", N_ ("Copy the words alone"), N_ ("Selecting"), { "<Control><Alt>c", "<Control>Insert" } },
  { "editor.palette", N_ ("Choose a label"), N_ ("Tagging"), { "t", "<Alt>t" } },
  { "editor.repeat", N_ ("Tag with the same label again"), N_ ("Tagging"), { "r", "<Alt>r" } },
  { "editor.snap", N_ ("Snap to whole words"), N_ ("Tagging"), { "w", "<Alt>w" } },
  { "editor.sticky", N_ ("Tag whatever the pointer selects with the last label"), N_ ("Tagging"), { "k", "<Alt>k" } },
  { "editor.suggest", N_ ("Look through suggestions"), N_ ("Suggestions"), { "g", "<Alt>g" } },
  { "editor.suggest-more", N_ ("Look through all suggestions, also unsure ones"), N_ ("Suggestions"), { "<Shift>g", "<Shift><Alt>g" } },
  { "editor.spread", N_ ("Tag the same words elsewhere in the article"), N_ ("Suggestions"), { "a", "<Alt>a" } },
  { "editor.take-back", N_ ("Delete the other occurrences that were accepted"), N_ ("Suggestions"), { "<Shift>a", "<Shift><Alt>a" } },
  { "editor.likely-1", N_ ("The likeliest speaker"), N_ ("Suggestions"), { "1", "KP_1" } },
  { "editor.likely-2", N_ ("The second likeliest speaker"), N_ ("Suggestions"), { "2", "KP_2" } },
  { "editor.likely-3", N_ ("The third likeliest speaker"), N_ ("Suggestions"), { "3", "KP_3" } },
  { "editor.likely-0", N_ ("It cannot be told who speaks"), N_ ("Suggestions"), { "0", "KP_0" } },
  { "editor.inspect", N_ ("Fill in the annotation"), N_ ("Annotation"), { "Return", "KP_Enter" } },
  { "editor.add-segment", N_ ("Add the selection to the annotation"), N_ ("Annotation"), { "plus", "KP_Add" } },
  { "editor.remove-segment", N_ ("Take the selection out of the annotation"), N_ ("Annotation"), { "minus", "KP_Subtract" } },
  { "editor.move-start", N_ ("Move the start of the annotation"), N_ ("Annotation"), { "bracketleft", "<Alt>bracketleft" } },
  { "editor.move-end", N_ ("Move the end of the annotation"), N_ ("Annotation"), { "bracketright", "<Alt>bracketright" } },
  { "editor.split", N_ ("Split the annotation at the caret"), N_ ("Annotation"), { "x", "<Alt>x" } },
  { "editor.join", N_ ("Join the next annotation of the same label"), N_ ("Annotation"), { "j", "<Alt>j" } },
  { "editor.link", N_ ("Link to the speaker"), N_ ("Annotation"), { "l", "<Alt>l" } },
  { "editor.file-speaker", N_ ("Choose who says it"), N_ ("Annotation"), { "p", "<Alt>p" } },
  { "editor.file-dispute", N_ ("File under a dispute"), N_ ("Annotation"), { "u", "<Alt>u" } },
  { "editor.add-example", N_ ("Add the passage to the codebook as an example"), N_ ("Annotation"), { "e", "<Alt>e" } },
  { "editor.add-counter-example", N_ ("Add the passage to the codebook as a counter-example"), N_ ("Annotation"), { "<Shift>e", "<Shift><Alt>e" } },
  { "editor.delete", N_ ("Delete the annotation"), N_ ("Annotation"), { "Delete", "KP_Delete" } },
  { "editor.choose-shown", N_ ("Choose what is shown…"), N_ ("Reading"), { "v", "<Alt>v" } },
  { "editor.only-mine", N_ ("Show only my own annotations"), N_ ("Reading"), { "m", "<Alt>m" } },
  { "editor.bare", N_ ("Hide all annotations"), N_ ("Reading"), { "h", "<Alt>h" } },
  { "editor.show-all", N_ ("Show all annotations"), N_ ("Reading"), { "<Shift>h", "<Shift><Alt>h" } },
  { "editor.focus", N_ ("Only the paragraph of the caret stands out"), N_ ("Reading"), { "<Shift>F8" } },
  { "editor.reading", N_ ("Large type to read by"), N_ ("Reading"), { "F8" } },
  { "editor.numbers", N_ ("Number lines, paragraphs, sentences"), N_ ("Reading"), { "<Alt>n" } },
  { "editor.show-hidden", N_ ("Show hidden parts of the page"), N_ ("Reading"), { "<Shift>u", "<Shift><Alt>u" } },
  { "editor.open-link", N_ ("Open the link at the caret"), N_ ("Reading"), { "<Shift>Return", "<Shift>KP_Enter" } },
  { "editor.copy-link", N_ ("Copy the address of the link at the caret"), N_ ("Reading"), { NULL } },
  { "editor.zoom-in", N_ ("Larger text"), N_ ("Reading"), { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "editor.zoom-out", N_ ("Smaller text"), N_ ("Reading"), { "<Control>minus", "<Control>KP_Subtract" } },
  { "editor.zoom-normal", N_ ("Normal text size"), N_ ("Reading"), { "<Control>0", "<Control>KP_0" } },
};

typedef struct
{
  const char *name; /* without prefix */
  void (*run) (ObArticleView *view);
} Command;

static void
go_forward (ObArticleView *view)
{
  ob_article_view_go (view, FALSE);
}

static void
go_back (ObArticleView *view)
{
  ob_article_view_go (view, TRUE);
}

static void
move_next_sentence (ObArticleView *view)
{
  ob_article_view_move (view, OB_UNIT_SENTENCE, FALSE, FALSE);
}

static void
move_previous_sentence (ObArticleView *view)
{
  ob_article_view_move (view, OB_UNIT_SENTENCE, TRUE, FALSE);
}

static void
select_next_sentence (ObArticleView *view)
{
  ob_article_view_move (view, OB_UNIT_SENTENCE, FALSE, TRUE);
}

static void
select_previous_sentence (ObArticleView *view)
{
  ob_article_view_move (view, OB_UNIT_SENTENCE, TRUE, TRUE);
}

static void
inspect (ObArticleView *view)
{
  g_autoptr (GArray) selected = ob_article_view_list_selected (view);

  if (view->current != 0 || selected->len > 0)
    ob_article_view_emit_inspect_requested (view);
  else
    ob_article_view_emit_done (view, _("There is no annotation here."));
}

static void
file_under_speaker (ObArticleView *view)
{
  ob_article_view_emit_filing_requested (view, OB_KIND_SPEAKER);
}

static void
file_under_dispute (ObArticleView *view)
{
  ob_article_view_emit_filing_requested (view, OB_KIND_DISPUTE);
}

static void
move_start (ObArticleView *view)
{
  ob_article_view_hold_near_caret (view, FALSE);
}

static void
move_end (ObArticleView *view)
{
  ob_article_view_hold_near_caret (view, TRUE);
}

static void
choose_likely_0 (ObArticleView *view)
{
  ob_article_view_emit_likely_requested (view, 0);
}

static void
choose_likely_1 (ObArticleView *view)
{
  ob_article_view_emit_likely_requested (view, 1);
}

static void
choose_likely_2 (ObArticleView *view)
{
  ob_article_view_emit_likely_requested (view, 2);
}

static void
choose_likely_3 (ObArticleView *view)
{
  ob_article_view_emit_likely_requested (view, 3);
}

static void
change_zoom (ObArticleView *view, double zoom)
{
  ob_article_view_set_zoom (view, zoom);
  ob_article_view_remember_zoom (view);
}

static void
zoom_in (ObArticleView *view)
{
  change_zoom (view, view->zoom * 1.1);
}

static void
zoom_out (ObArticleView *view)
{
  change_zoom (view, view->zoom / 1.1);
}

static void
zoom_normal (ObArticleView *view)
{
  change_zoom (view, 1.0);
}

static const Command commands[] = {
  { "next-annotation", go_forward },
  { "previous-annotation", go_back },
  { "cycle", ob_article_view_cycle },
  { "next-sentence", move_next_sentence },
  { "previous-sentence", move_previous_sentence },
  { "select-next-sentence", select_next_sentence },
  { "select-previous-sentence", select_previous_sentence },
  { "grow", ob_article_view_grow },
  { "shrink", ob_article_view_shrink },
  { "copy", ob_article_view_copy },
  { "copy-words", ob_article_view_copy_words },
  { "palette", ob_article_view_emit_palette_requested },
  { "repeat", ob_article_view_repeat },
  { "inspect", inspect },
  { "suggest", ob_article_view_suggest },
  { "suggest-more", ob_article_view_suggest_more },
  { "spread", ob_article_view_spread },
  { "take-back", ob_article_view_take_back },
  { "likely-0", choose_likely_0 },
  { "likely-1", choose_likely_1 },
  { "likely-2", choose_likely_2 },
  { "likely-3", choose_likely_3 },
  { "add-segment", ob_article_view_add_segment },
  { "remove-segment", ob_article_view_remove_segment },
  { "move-start", move_start },
  { "move-end", move_end },
  { "split", ob_article_view_split },
  { "join", ob_article_view_join },
  { "link", ob_article_view_choose_link },
  { "file-speaker", file_under_speaker },
  { "file-dispute", file_under_dispute },
  { "add-example", ob_article_view_add_example },
  { "add-counter-example", ob_article_view_add_counter_example },
  { "delete", ob_article_view_delete },
  { "choose-shown", ob_article_view_emit_show_requested },
  { "only-mine", ob_article_view_toggle_mine },
  { "show-all", ob_article_view_show_all },
  { "numbers", ob_article_view_next_numbers },
  { "open-link", ob_article_view_open_link },
  { "copy-link", ob_article_view_copy_link },
  { "zoom-in", zoom_in },
  { "zoom-out", zoom_out },
  { "zoom-normal", zoom_normal },
};

/* Ends the modes first, except that the boundary commands change what is held. */
static void
command_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ObArticleView *view = data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (!g_str_has_prefix (name, "move-"))
    ob_article_view_leave_mode (view, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      commands[i].run (view);
}

static void
snap_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  ObArticleView *view = data;

  view->snap = g_variant_get_boolean (state);
  g_simple_action_set_state (action, state);
  ob_article_view_emit_done (view, view->snap ? _("Selections snap to whole words.")
                                              : _("Selections are taken as they are."));
}

static void
sticky_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  ObArticleView *view = data;

  view->sticky = g_variant_get_boolean (state);
  ob_article_view_set_hint (view, NULL);
  g_simple_action_set_state (action, state);
  ob_article_view_emit_done (view,
                             view->sticky
                               ? _("The pointer tags what it selects with the last label.")
                               : _("The pointer only selects."));
}

static void
bare_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  ob_article_view_set_bare (data, g_variant_get_boolean (state));
}

static void
focus_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  ob_article_view_set_focus (data, g_variant_get_boolean (state));
}

static void
reading_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  ob_article_view_set_reading (data, g_variant_get_boolean (state));
}

static void
show_hidden_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  ob_article_view_leave_mode (data, TRUE);
  ob_article_view_set_show_hidden (data, g_variant_get_boolean (state));
}

static void
add_toggle (ObArticleView *view,
            GSimpleActionGroup *group,
            const char *name,
            gboolean state,
            GCallback changed_cb)
{
  g_autoptr (GSimpleAction) action
    = g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (state));

  g_signal_connect_object (action, "change-state", changed_cb, view, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

/* "tag", "change-label", "toggle-label" and "show-only" with the id of a label. */
static void
label_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ObArticleView *view = data;
  ObCodebook *codebook = ob_highlights_get_codebook (view->highlights);
  const char *name = g_action_get_name (G_ACTION (action));
  const ObLabel *label = NULL;

  if (codebook != NULL)
    label = ob_codebook_find (codebook, g_variant_get_string (parameter, NULL));
  if (label == NULL)
    ob_article_view_emit_failed (view, _("The codebook has no such label."));
  else if (g_str_equal (name, "tag"))
    ob_article_view_tag (view, label->entity);
  else if (g_str_equal (name, "toggle-label"))
    ob_article_view_toggle_label (view, label);
  else if (g_str_equal (name, "show-only"))
    ob_article_view_show_only (view, label);
  else
    ob_article_view_change_label (view, label->entity);
}

/* "toggle-annotator" and "show-only-annotator" with the id of an annotator. */
static void
annotator_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ObArticleView *view = data;
  ObEntity annotator = 0;

  if (view->project != NULL)
    annotator = ob_project_lookup (view->project, g_variant_get_string (parameter, NULL));
  if (annotator == 0 || ob_project_get_kind (view->project, annotator) != OB_KIND_ANNOTATOR)
    ob_article_view_emit_failed (view, _("The project has no such annotator."));
  else if (g_str_equal (g_action_get_name (G_ACTION (action)), "toggle-annotator"))
    ob_article_view_toggle_annotator (view, annotator);
  else
    ob_article_view_show_only_annotator (view, annotator);
}

static void
add_action_with_id (ObArticleView *view,
                    GSimpleActionGroup *group,
                    const char *name,
                    GCallback activated_cb)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, G_VARIANT_TYPE_STRING);

  g_signal_connect_object (action, "activate", activated_cb, view, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

/* The label whose key a key press means, whatever alphabet the keyboard is set to. */
static const ObLabel *
find_label (ObArticleView *view, GdkEventKey *event)
{
  ObCodebook *codebook = ob_highlights_get_codebook (view->highlights);
  GdkKeymap *keymap = gdk_keymap_get_for_display (gtk_widget_get_display (GTK_WIDGET (view)));
  GdkKeymapKey latin = { .keycode = event->hardware_keycode };
  guint keyvals[] = { event->keyval, gdk_keymap_lookup_key (keymap, &latin) };
  gboolean is_latin = gdk_keyval_to_unicode (event->keyval) < FIRST_OTHER_ALPHABET;

  for (guint i = 0; codebook != NULL && i < (is_latin ? 1 : G_N_ELEMENTS (keyvals)); i++)
    {
      gunichar character = gdk_keyval_to_unicode (gdk_keyval_to_lower (keyvals[i]));
      char key[8] = { 0 };
      const ObLabel *label;

      if (!g_unichar_isgraph (character))
        continue;
      g_unichar_to_utf8 (character, key);
      label = ob_codebook_find_key (codebook, key);
      if (label != NULL)
        return label;
    }

  return NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

const ObActionInfo *
ob_article_view_get_action_infos (guint *n_infos)
{
  *n_infos = G_N_ELEMENTS (infos);
  return infos;
}

void
ob_article_view_add_bindings (GtkBindingSet *bindings)
{
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    for (guint k = 0; k < G_N_ELEMENTS (infos[i].accels) && infos[i].accels[k] != NULL; k++)
      {
        guint keyval;
        GdkModifierType modifiers;

        gtk_accelerator_parse (infos[i].accels[k], &keyval, &modifiers);
        g_assert (keyval != 0);
        gtk_binding_entry_add_signal (bindings, keyval, modifiers, "activate-action", 1,
                                      G_TYPE_STRING, infos[i].name + strlen ("editor."));
      }
}

GSimpleActionGroup *
ob_article_view_create_actions (ObArticleView *view)
{
  static const char *const label_actions[] = { "tag", "change-label", "toggle-label", "show-only" };
  GSimpleActionGroup *group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (commands[i].name, NULL);

      g_signal_connect_object (action, "activate", G_CALLBACK (command_activated_cb), view, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }

  for (guint i = 0; i < G_N_ELEMENTS (label_actions); i++)
    add_action_with_id (view, group, label_actions[i], G_CALLBACK (label_activated_cb));
  add_action_with_id (view, group, "toggle-annotator", G_CALLBACK (annotator_activated_cb));
  add_action_with_id (view, group, "show-only-annotator", G_CALLBACK (annotator_activated_cb));
  add_toggle (view, group, "snap", view->snap, G_CALLBACK (snap_changed_cb));
  add_toggle (view, group, "bare", view->bare, G_CALLBACK (bare_changed_cb));
  add_toggle (view, group, "focus", view->focus, G_CALLBACK (focus_changed_cb));
  add_toggle (view, group, "reading", view->reading, G_CALLBACK (reading_changed_cb));
  add_toggle (view, group, "show-hidden", view->show_hidden, G_CALLBACK (show_hidden_changed_cb));
  add_toggle (view, group, "sticky", view->sticky, G_CALLBACK (sticky_changed_cb));

  return group;
}

gboolean
ob_article_view_handle_label_key (ObArticleView *view, GdkEventKey *event)
{
  GdkModifierType modifiers = event->state & gtk_accelerator_get_default_mod_mask ();
  gboolean toggle = modifiers == (GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  const ObLabel *label;

  if ((modifiers & ~GDK_SHIFT_MASK) && !toggle)
    return FALSE;

  label = find_label (view, event);
  if (label == NULL)
    return FALSE;

  if (toggle)
    ob_article_view_toggle_label (view, label);
  else if (modifiers & GDK_SHIFT_MASK)
    ob_article_view_change_label (view, label->entity);
  else
    ob_article_view_tag (view, label->entity);

  return TRUE;
}
