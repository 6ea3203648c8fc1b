/* ObPicker: a popover that filters a list as one types, and offers to create what is not there.
 *
 * The focus stays in the entry; Up and Down move the selection, Enter picks it.  An exact key comes
 * first, then what begins with the words, then what holds them.
 *
 * Signals: "picked" (gint64 id), "created" (const char *text), "filter-changed" (const char *text):
 * when nothing is called exactly so; answer with ob_picker_set_warning().
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OB_TYPE_PICKER (ob_picker_get_type ())
G_DECLARE_FINAL_TYPE (ObPicker, ob_picker, OB, PICKER, GtkPopover)

/* @name: of the entry, for screen readers; @hint: what it shows while empty. */
GtkWidget *ob_picker_new (GtkWidget *relative_to, const char *name, const char *hint);

/* Offers to create what was typed; @format has one %s ("Create label “%s”"). */
void ob_picker_set_create_format (ObPicker *picker, const char *format);

/* Shows @warning (nullable) below the offer to create. */
void ob_picker_set_warning (ObPicker *picker, const char *warning);

void ob_picker_clear (ObPicker *picker);

/* Appends a row.  @sign: (nullable) (transfer floating) shown before; @details (nullable); @key
 * (nullable): what picks it when typed alone; @terms (nullable): more words that find it; @digit: 1
 * to 9 picks it while the entry is empty, 0 for none. */
void ob_picker_add (ObPicker *picker,
                    gint64 id,
                    GtkWidget *sign,
                    const char *title,
                    const char *details,
                    const char *key,
                    const char *terms,
                    guint digit);

/* Empties the entry and shows the popover. */
void ob_picker_open (ObPicker *picker);

G_END_DECLS
