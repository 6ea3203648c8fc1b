#include "window/label-palette.h"

#include "model/palette.h"
#include "store/edit.h"
#include "window/label-swatch.h"
#include "window/picker.h"
#include "window/report.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_RECENT 9
#define RECENT_KEY "recent-labels"

struct _ObLabelPalette
{
  GObject parent_instance;

  GtkWidget *picker;  /* (unowned) (nullable) owned by the widget it points at */
  ObProject *project; /* (owned) (nullable) */
};

enum
{
  LABEL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObLabelPalette, ob_label_palette, G_TYPE_OBJECT)

/* The ids of recent labels, the latest first. (transfer full) */
static char **
dup_recent (ObProject *project)
{
  g_autofree char *ids = ob_project_get_local (project, RECENT_KEY);

  return g_strsplit (ids ? ids : "", ",", -1);
}

/* Letters, digits, "-" and "_" of @name, not one of @codebook's ids.  (transfer full) */
static char *
dup_unique_id (const ObCodebook *codebook, const char *name)
{
  g_autofree char *folded = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (folded, -1);
  g_autofree char *base = NULL;
  char *id;

  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789-_", '-');
  base = g_strdup (*lower && strspn (lower, "-") != strlen (lower) ? lower : "label");
  id = g_strdup (base);
  for (guint i = 2; ob_codebook_find (codebook, id) != NULL; i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", base, i);
    }

  return id;
}

static void
picked_cb (ObLabelPalette *self, gint64 label)
{
  g_signal_emit (self, signals[LABEL_CHOSEN], 0, label);
}

static void
created_cb (ObLabelPalette *self, const char *name)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (self->project);
  g_autofree char *step = g_strdup_printf (_("Create label “%s”"), name);
  g_autofree char *id = dup_unique_id (codebook, name);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;
  ObEntity label = ob_edit_add_label (edit, id, name, &error);
  guint colour, line;

  ob_palette_suggest (codebook->labels->len, &colour, &line);
  if (label == 0
      || !ob_edit_set_number (edit, label, "colour", colour, &error)
      || !ob_edit_set_number (edit, label, "line", line, &error)
      || !ob_edit_commit (edit, &error))
    {
      ob_report_error (self->picker, error);
      return;
    }

  g_signal_emit (self, signals[LABEL_CHOSEN], 0, ob_edit_resolve (edit, label));
}

static void
filter_changed_cb (ObLabelPalette *self, const char *name)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (self->project);
  const ObLabel *similar = ob_label_palette_find_similar (codebook, name);
  g_autofree char *warning = NULL;

  if (similar != NULL)
    warning = g_strdup_printf (_("There is a label like it: “%s”."), similar->name);
  ob_picker_set_warning (OB_PICKER (self->picker), warning);
}

static void
add_label (ObLabelPalette *self, const ObLabel *label, guint digit)
{
  ob_picker_add (OB_PICKER (self->picker),
                 label->entity,
                 ob_label_swatch_new (label),
                 label->name,
                 NULL,
                 label->key,
                 label->id,
                 digit);
}

static void
fill (ObLabelPalette *self)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (self->project);
  g_auto (GStrv) recent = dup_recent (self->project);
  guint n = 0;

  ob_picker_clear (OB_PICKER (self->picker));
  for (guint i = 0; recent[i] != NULL && n < MAX_RECENT; i++)
    {
      const ObLabel *label = ob_codebook_find (codebook, recent[i]);

      if (label != NULL)
        add_label (self, label, ++n);
    }

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      if (!g_strv_contains ((const char *const *) recent, label->id))
        add_label (self, label, 0);
    }
}

static void
ob_label_palette_dispose (GObject *object)
{
  ObLabelPalette *self = OB_LABEL_PALETTE (object);

  if (self->picker != NULL)
    g_signal_handlers_disconnect_by_data (self->picker, self);
  g_clear_weak_pointer (&self->picker);
  g_clear_object (&self->project);

  G_OBJECT_CLASS (ob_label_palette_parent_class)->dispose (object);
}

static void
ob_label_palette_class_init (ObLabelPaletteClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_label_palette_dispose;

  signals[LABEL_CHOSEN] = g_signal_new ("label-chosen", OB_TYPE_LABEL_PALETTE,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
ob_label_palette_init (ObLabelPalette *self)
{
}

ObLabelPalette *
ob_label_palette_new (GtkWidget *relative_to)
{
  ObLabelPalette *self = g_object_new (OB_TYPE_LABEL_PALETTE, NULL);
  GtkWidget *picker = ob_picker_new (relative_to, _("Filter labels"), _("Label to tag with"));

  ob_picker_set_create_format (OB_PICKER (picker), _("Create label “%s”"));
  g_set_weak_pointer (&self->picker, picker);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (picker, "created", G_CALLBACK (created_cb), self);
  g_signal_connect_swapped (picker, "filter-changed", G_CALLBACK (filter_changed_cb), self);

  return self;
}

void
ob_label_palette_open (ObLabelPalette *self, ObProject *project, const GdkRectangle *place)
{
  g_return_if_fail (self->picker != NULL);

  g_set_object (&self->project, project);
  fill (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->picker), place);
  ob_picker_open (OB_PICKER (self->picker));
}

void
ob_label_palette_remember (ObProject *project, ObEntity label)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObLabel *chosen = ob_codebook_get (codebook, label);
  g_auto (GStrv) recent = dup_recent (project);
  GString *ids;
  g_autofree char *joined = NULL;
  guint n = 1;

  if (chosen == NULL)
    return;

  ids = g_string_new (chosen->id);
  for (guint i = 0; recent[i] != NULL && n < MAX_RECENT; i++)
    if (*recent[i] != '\0' && strcmp (recent[i], chosen->id) != 0)
      {
        g_string_append_printf (ids, ",%s", recent[i]);
        n++;
      }

  joined = g_string_free (ids, FALSE);
  ob_project_set_local (project, RECENT_KEY, joined);
}

/* Levenshtein distance of the characters of @a and @b (Wagner and Fischer 1974), one row kept. */
static guint
measure_distance (const char *a, const char *b)
{
  g_autofree gunichar *chars_a = g_utf8_to_ucs4_fast (a, -1, NULL);
  g_autofree gunichar *chars_b = g_utf8_to_ucs4_fast (b, -1, NULL);
  glong length = g_utf8_strlen (b, -1);
  g_autofree guint *row = g_new (guint, length + 1);

  for (glong j = 0; j <= length; j++)
    row[j] = (guint) j;

  for (glong i = 0; chars_a[i] != 0; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i + 1;
      for (glong j = 0; j < length; j++)
        {
          guint replaced = diagonal + (chars_a[i] != chars_b[j]);

          diagonal = row[j + 1];
          row[j + 1] = MIN (replaced, MIN (row[j], diagonal) + 1);
        }
    }

  return row[length];
}

const ObLabel *
ob_label_palette_find_similar (const ObCodebook *codebook, const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  gsize length = strlen (wanted);
  const ObLabel *best = NULL;
  guint best_distance = MAX (1, (guint) length / 4) + 1;

  if (length < 3 || length > 200)
    return NULL;

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);
      g_autofree char *folded = g_utf8_casefold (label->name, -1);
      gboolean contains = strstr (folded, wanted) != NULL || strstr (wanted, folded) != NULL;
      guint distance = contains ? 1 : measure_distance (wanted, folded);

      if (distance < best_distance)
        {
          best = label;
          best_distance = distance;
        }
    }

  return best;
}
