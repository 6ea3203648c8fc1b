/* The tree of labels in the codebook dialog: one label is chosen; labels are moved by dragging them, or by
 * Alt with an arrow.
 *
 * It writes nothing.  Signals: "label-chosen" (gint64): by the user; "label-moved" (gint64 label, gint64
 * parent, gint64 before): as ob_edit_move_label() takes it.
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_CODEBOOK_TREE (ob_codebook_tree_get_type ())
G_DECLARE_FINAL_TYPE (ObCodebookTree, ob_codebook_tree, OB, CODEBOOK_TREE, GtkListBox)

/* Shows the labels of @codebook with how many annotations of @project have them, and chooses @label where
 * it is one of them. */
void ob_codebook_tree_load (ObCodebookTree *tree,
                            ObProject *project,
                            ObCodebook *codebook,
                            ObEntity label);

/* Gives the keyboard to the chosen label. */
void ob_codebook_tree_focus (ObCodebookTree *tree);

G_END_DECLS
