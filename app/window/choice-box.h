/* A combo box of texts that tells screen readers when it has the keyboard, and that a wheel over it
 * does not change.
 *
 * (In GTK 3 a button inside has the focus, and the accessible of the combo box does not say so; and
 * scrolling a panel by the wheel would change whatever comes under the pointer.)
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OB_TYPE_CHOICE_BOX (ob_choice_box_get_type ())
G_DECLARE_FINAL_TYPE (ObChoiceBox, ob_choice_box, OB, CHOICE_BOX, GtkComboBoxText)

GtkWidget *ob_choice_box_new (void);

G_END_DECLS
