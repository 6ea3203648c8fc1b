/* A window of Obelus in process, with what tests of it need. */
#pragma once

#include "window/application.h"
#include "window/window.h"

typedef struct
{
  ObApplication *application;
  ObWindow *window;
  char *folder;
} WindowFixture;

/* Opens a window on the start page. */
void window_fixture_open (WindowFixture *fixture);
void window_fixture_close (WindowFixture *fixture);

/* Creates a project in the folder and shows it. */
void window_fixture_create_project (WindowFixture *fixture);

/* The same with the annotated sample article. */
void window_fixture_open_sample (WindowFixture *fixture);

/* Adds the text as an article, as pasting does, and waits until it is shown. */
void window_fixture_add_article (WindowFixture *fixture, const char *text);

/* Whether the dialog of an import is open and has something to add; adds it. */
gboolean window_fixture_can_add (WindowFixture *fixture);
void window_fixture_add (WindowFixture *fixture);

/* Lets GTK lay out and draw until nothing is left to do. */
void window_fixture_settle (void);

/* Waits until @probe says so; fails the test after a while. */
void window_fixture_wait (gboolean (*probe) (WindowFixture *fixture), WindowFixture *fixture);

/* The visible widget of @type whose accessible is called @name, in @root.  (nullable) */
GtkWidget *window_fixture_find (GtkWidget *root, GType type, const char *name);

/* The text of all visible labels in @root, joined by lines. */
char *window_fixture_dup_labels (GtkWidget *root);

/* Activates an action of the window, as its key or menu item does. */
void window_fixture_activate (WindowFixture *fixture, const char *action);

/* Presses a key, as the X server would send it to the window. */
void window_fixture_key (WindowFixture *fixture, guint keyval, GdkModifierType modifiers);

/* Tags [start, end) with the label called @id, in the editor. */
ObEntity window_fixture_tag (WindowFixture *fixture, const char *id, guint32 start, guint32 end);
