#include "window/action-table.h"

#include "editor/article-view.h"

#include <glib/gi18n.h>
#include <string.h>

static const ObActionInfo window_infos[] = {
  { "win.new-project", N_("New project…"), N_("Project"), { "<Primary>n" } },
  { "win.open", N_("Open…"), N_("Project"), { "<Primary>o" } },
  { "win.open-sample", N_("Open sample project"), N_("Project"), { NULL } },
  { "win.export", N_("Export…"), N_("Project"), { "<Primary>e" } },
  { "win.dossier", N_("Export dossier…"), N_("Project"), { "<Primary><Shift>e" } },
  { "win.print", N_("Print article…"), N_("Project"), { "<Primary>p" } },
  { "win.codebook", N_("Codebook…"), N_("Project"), { "<Primary>k" } },
  { "win.annotators", N_("Choose annotator…"), N_("Project"), { "<Primary><Shift>a" } },
  { "win.close-project", N_("Close project"), N_("Project"), { NULL } },
  { "win.merge", N_("Merge from file…"), N_("Share"), { NULL } },
  { "win.take-over", N_("Take over from another program"), N_("Share"), { NULL } },
  { "win.send", N_("Send my annotations…"), N_("Share"), { NULL } },
  { "win.conflicts", N_("Conflicts…"), N_("Share"), { NULL } },
  { "win.unify", N_("Unify what is there twice…"), N_("Share"), { NULL } },
  { "win.rereads", N_("Read again…"), N_("Share"), { NULL } },
  { "win.label-fits", N_("The label still fits"), N_("Share"), { "<Primary><Alt>r" } },
  { "win.team-folder", N_("Team folder…"), N_("Share"), { NULL } },
  { "win.synchronise", N_("Synchronise now"), N_("Share"), { "<Primary><Shift>s" } },
  { "win.import", N_("Add articles…"), N_("Articles"), { "<Primary>i" } },
  { "win.import-folder", N_("Add folder of articles…"), N_("Articles"), { "<Primary><Shift>i" } },
  { "win.paste-article", N_("Paste as article"), N_("Articles"), { "<Primary>v" } },
  { "win.next-article", N_("Next article"), N_("Articles"), { "<Primary>Page_Down" } },
  { "win.previous-article", N_("Previous article"), N_("Articles"), { "<Primary>Page_Up" } },
  { "win.article-details", N_("Article details…"), N_("Articles"), { "<Alt>Return" } },
  { "win.compare-versions", N_("Compare versions…"), N_("Articles"), { NULL } },
  { "win.attention", N_("Needs attention…"), N_("Articles"), { NULL } },
  { "win.mark-done", N_("Mark article as done"), N_("Articles"), { "<Primary>d" } },
  { "win.delete-article", N_("Delete article"), N_("Articles"), { NULL } },
  { "win.undo", N_("Undo"), N_("Editing"), { "<Primary>z" } },
  { "win.redo", N_("Redo"), N_("Editing"), { "<Primary><Shift>z", "<Primary>y" } },
  { "win.history", N_("History"), N_("Editing"), { "<Primary>h" } },
  { "win.full-history", N_("Who changed what…"), N_("Editing"), { "<Primary><Shift>h" } },
  { "win.article-history", N_("History of article…"), N_("Editing"), { NULL } },
  { "win.annotation-history", N_("History of annotation…"), N_("Editing"), { "<Primary><Alt>h" } },
  { "win.checkpoints", N_("Checkpoints…"), N_("Editing"), { "<Primary><Shift>k" } },
  { "win.next-unresolved", N_("Next thing that is left open"), N_("View"), { "<Primary>j" } },
  { "win.previous-unresolved", N_("Previous thing that is left open"), N_("View"), { "<Primary><Shift>j" } },
  { "win.next-reread", N_("Next passage to read again"), N_("View"), { "<Primary>r" } },
  { "win.previous-reread", N_("Previous passage to read again"), N_("View"), { "<Primary><Shift>r" } },
  { "win.page::read", N_("Read"), N_("View"), { "<Primary>1" } },
  { "win.page::disputes", N_("Disputes"), N_("View"), { "<Primary>2" } },
  { "win.search-project", N_("Search project"), N_("View"), { "<Primary><Shift>f" } },
  { "win.inspect", N_("Go to the inspector"), N_("View"), { "<Primary>Return" } },
  { "win.find", N_("Find in article"), N_("View"), { "<Primary>f" } },
  { "win.find-next", N_("Find next"), N_("View"), { "<Primary>g" } },
  { "win.find-previous", N_("Find previous"), N_("View"), { "<Primary><Shift>g" } },
  { "win.next-panel", N_("Go to next panel"), N_("View"), { "F6" } },
  { "win.previous-panel", N_("Go to previous panel"), N_("View"), { "<Shift>F6" } },
  { "win.show-articles", N_("Show articles"), N_("View"), { "F9" } },
  { "win.show-details", N_("Show labels and inspector"), N_("View"), { "<Shift>F9" } },
  { "app.style::system", N_("Follow system style"), N_("View"), { NULL } },
  { "app.style::light", N_("Light style"), N_("View"), { NULL } },
  { "app.style::dark", N_("Dark style"), N_("View"), { NULL } },
  { "win.fullscreen", N_("Fullscreen"), N_("View"), { "F11" } },
  { "win.shortcuts", N_("Keyboard shortcuts"), N_("Help"), { "<Primary>question", "<Primary>F1" } },
  { "app.about", N_("About Obelus"), N_("Help"), { NULL } },
  { "win.menu", N_("Open menu"), N_("Help"), { "F10" } },
  { "win.close", N_("Close window"), N_("Help"), { "<Primary>w" } },
  { "app.quit", N_("Quit"), N_("Help"), { "<Primary>q" } },
};

const ObActionInfo *
ob_action_table_get (guint *n_infos)
{
  *n_infos = G_N_ELEMENTS (window_infos);

  return window_infos;
}

const ObActionInfo *
ob_action_table_find (const char *name)
{
  guint n_editor;
  const ObActionInfo *editor_infos = ob_article_view_get_action_infos (&n_editor);

  for (guint i = 0; i < G_N_ELEMENTS (window_infos); i++)
    if (strcmp (window_infos[i].name, name) == 0)
      return &window_infos[i];
  for (guint i = 0; i < n_editor; i++)
    if (strcmp (editor_infos[i].name, name) == 0)
      return &editor_infos[i];

  return NULL;
}

void
ob_action_table_set_accels (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (window_infos); i++)
    gtk_application_set_accels_for_action (application,
                                           window_infos[i].name,
                                           (const char *const *) window_infos[i].accels);
}

/* TRUE for actions that a menu need not offer: they are only keys, or open the menu itself. */
static gboolean
is_key_only (const ObActionInfo *info)
{
  static const char *const names[] = {
    "win.menu", "win.next-panel", "win.previous-panel", "win.find-next", "win.find-previous",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], info->name) == 0)
      return TRUE;

  return FALSE;
}

static GMenuItem *
create_item (const ObActionInfo *info)
{
  GMenuItem *item = g_menu_item_new (_(info->title), NULL);

  g_menu_item_set_detailed_action (item, info->name);
  if (info->accels[0] != NULL)
    g_menu_item_set_attribute (item, "accel", "s", info->accels[0]);

  return item;
}

/* The section of @menu for @group, made when it is not there yet. (transfer none) */
static GMenu *
ensure_group (GMenu *menu, GHashTable *groups, const char *group, gboolean as_submenu)
{
  GMenu *section = g_hash_table_lookup (groups, group);

  if (section == NULL)
    {
      section = g_menu_new ();
      g_hash_table_insert (groups, (char *) group, section);
      if (as_submenu)
        g_menu_append_submenu (menu, _(group), G_MENU_MODEL (section));
      else
        g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }

  return section;
}

static void
append_infos (GMenu *menu,
              GHashTable *groups,
              const ObActionInfo *infos,
              guint n_infos,
              const char *only_group)
{
  for (guint i = 0; i < n_infos; i++)
    {
      g_autoptr (GMenuItem) item = NULL;
      gboolean top;

      if (is_key_only (&infos[i]))
        continue;
      if (only_group != NULL && strcmp (infos[i].group, only_group) != 0)
        continue;
      top = strcmp (infos[i].group, "Project") == 0 || strcmp (infos[i].group, "Help") == 0;
      if (only_group == NULL && top)
        continue;

      item = create_item (&infos[i]);
      g_menu_append_item (ensure_group (menu, groups, infos[i].group, !top), item);
    }
}

GMenuModel *
ob_action_table_build_menu (void)
{
  g_autoptr (GHashTable) groups
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) submenus = g_menu_new ();
  guint n_editor;
  const ObActionInfo *editor_infos = ob_article_view_get_action_infos (&n_editor);

  append_infos (menu, groups, window_infos, G_N_ELEMENTS (window_infos), "Project");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (submenus));
  append_infos (submenus, groups, window_infos, G_N_ELEMENTS (window_infos), NULL);
  append_infos (submenus, groups, editor_infos, n_editor, NULL);
  append_infos (menu, groups, window_infos, G_N_ELEMENTS (window_infos), "Help");

  return G_MENU_MODEL (menu);
}

GMenuModel *
ob_action_table_build_list (const char *const *names, guint n_names)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < n_names; i++)
    {
      const ObActionInfo *info = ob_action_table_find (names[i]);
      g_autoptr (GMenuItem) item = info != NULL ? create_item (info) : NULL;

      if (item != NULL)
        g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
add_shortcuts (GtkWidget *section, GHashTable *groups, const ObActionInfo *infos, guint n_infos)
{
  for (guint i = 0; i < n_infos; i++)
    {
      GtkWidget *group = g_hash_table_lookup (groups, infos[i].group);
      g_autofree char *keys = g_strjoinv (" ", (char **) infos[i].accels);

      if (*keys == '\0')
        continue;
      if (group == NULL)
        {
          group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", _(infos[i].group), NULL);
          gtk_container_add (GTK_CONTAINER (section), group);
          g_hash_table_insert (groups, (char *) infos[i].group, group);
        }

      gtk_container_add (GTK_CONTAINER (group),
                         g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT,
                                       "visible", TRUE,
                                       "title", _(infos[i].title),
                                       "accelerator", keys,
                                       NULL));
    }
}

/* The codebook's own keys. */
static void
add_label_shortcuts (GtkWidget *section, const ObCodebook *codebook)
{
  GtkWidget *group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", _("Labels"), NULL);

  gtk_container_add (GTK_CONTAINER (section), group);
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);
      gunichar key = label->key ? g_utf8_get_char (label->key) : 0;
      g_autofree char *title = g_strdup_printf (_("Tag as %s"), label->name);
      g_autofree char *accelerator = NULL;

      if (key == 0)
        continue;
      accelerator = gtk_accelerator_name (gdk_unicode_to_keyval (key), 0);
      gtk_container_add (GTK_CONTAINER (group),
                         g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT,
                                       "visible", TRUE,
                                       "title", title,
                                       "accelerator", accelerator,
                                       NULL));
    }
}

GtkWidget *
ob_action_table_build_shortcuts (const ObCodebook *codebook)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *window = g_object_new (GTK_TYPE_SHORTCUTS_WINDOW, "modal", TRUE, NULL);
  GtkWidget *section = g_object_new (GTK_TYPE_SHORTCUTS_SECTION,
                                     "section-name", "obelus",
                                     "max-height", 12,
                                     "visible", TRUE,
                                     NULL);
  guint n_editor;
  const ObActionInfo *editor_infos = ob_article_view_get_action_infos (&n_editor);

  if (codebook != NULL)
    add_label_shortcuts (section, codebook);
  add_shortcuts (section, groups, editor_infos, n_editor);
  add_shortcuts (section, groups, window_infos, G_N_ELEMENTS (window_infos));
  gtk_container_add (GTK_CONTAINER (window), section);
  gtk_widget_show_all (section);

  return window;
}

void
ob_action_table_describe_button (GtkWidget *button, const char *name)
{
  const ObActionInfo *info = ob_action_table_find (name);
  g_autofree char *key = NULL;
  g_autofree char *tooltip = NULL;
  g_autofree char *title = NULL;
  GdkModifierType modifiers;
  guint keyval;

  g_return_if_fail (info != NULL);

  title = g_strdup (_(info->title));
  if (g_str_has_suffix (title, "…"))
    title[strlen (title) - strlen ("…")] = '\0';
  if (info->accels[0] != NULL)
    {
      gtk_accelerator_parse (info->accels[0], &keyval, &modifiers);
      key = gtk_accelerator_get_label (keyval, modifiers);
    }

  tooltip = key ? g_strdup_printf ("%s (%s)", title, key) : g_strdup (title);
  gtk_widget_set_tooltip_text (button, tooltip);
  atk_object_set_name (gtk_widget_get_accessible (button), title);
}
