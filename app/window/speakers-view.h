/* The speakers of a project, and the page of the chosen one: who that is, and everything said.
 *
 * Two speakers are made one, and one two, as steps that can be undone; annotations follow.
 * Signals: "passage-opened" (gint64 article, gint64 annotation, guint start, guint end),
 * "dispute-opened" (gint64 dispute).
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_SPEAKERS_VIEW (ob_speakers_view_get_type ())
G_DECLARE_FINAL_TYPE (ObSpeakersView, ob_speakers_view, OB, SPEAKERS_VIEW, GtkBox)

/* @project: (nullable) */
void ob_speakers_view_set_project (ObSpeakersView *view, ObProject *project);

G_END_DECLS
