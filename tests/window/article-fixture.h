/* An article view in a window, on a new project with one article: for tests of the editor. */
#pragma once

#include <gtk/gtk.h>

#include "editor/article-view.h"
#include "store/edit.h"
#include "store/history.h"

typedef struct
{
  char *folder;
  ObProject *project;
  ObEntity article;
  GtkWidget *window;
  GtkWidget *scrolled;
  ObArticleView *view;
  char *failed; /* last message of that signal */
  char *done;
} ArticleFixture;

/* @title, @byline: (nullable) */
void article_fixture_open (ArticleFixture *fixture,
                           const char *utf8,
                           const char *title,
                           const char *byline,
                           int width,
                           int height);

/* The same with the structure that @markdown gives; a paragraph that begins with "Read also",
 * "Subscribe" or "Menu" is a part of the page that is hidden.  The title is the first heading. */
void article_fixture_open_markdown (ArticleFixture *fixture,
                                    const char *markdown,
                                    int width,
                                    int height);
void article_fixture_close (ArticleFixture *fixture);

/* Lets GTK lay out and draw until nothing is left to do. */
void article_fixture_settle (void);

/* Presses a key on the view, as the X server would send it. */
void article_fixture_key (ArticleFixture *fixture, guint keyval, GdkModifierType modifiers);

/* The label with that id in the codebook. */
ObEntity article_fixture_label (ArticleFixture *fixture, const char *id);

/* Annotates without the view: segments as pairs, ended by G_MAXUINT32. */
ObEntity article_fixture_annotate (ArticleFixture *fixture, const char *label, ...);

/* The annotations as text, one a line: "label start-end,start-end". */
char *article_fixture_dump (ArticleFixture *fixture);

/* The first place of @needle in the text, in code points. */
guint32 article_fixture_find (ArticleFixture *fixture, const char *needle);

/* What the view looks like.  Returns: (transfer full). */
cairo_surface_t *article_fixture_draw (ArticleFixture *fixture);

/* Writes that picture beside the test, for people to look at. */
void article_fixture_save_picture (ArticleFixture *fixture, const char *name);
