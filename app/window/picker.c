#include "window/picker.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ObPicker
{
  GtkPopover parent_instance;

  GtkWidget *entry;
  GtkWidget *scroller;
  GtkWidget *list;
  GtkWidget *create_row; /* (nullable) the last row of the list */
  GtkWidget *create_label;
  GtkWidget *warning;
  GtkWidget *nothing;

  char *create_format; /* (owned) (nullable) */
  char *words;         /* (owned) what is typed, case-folded, never NULL */
  guint n_rows;
};

/* What a row holds; the rank is that of the current words, lower first. */
typedef struct
{
  gint64 id;
  char *title; /* (owned) case-folded */
  char *key;   /* (owned) case-folded (nullable) */
  char *terms; /* (owned) case-folded */
  guint digit;
  guint order;
  int rank;
} Row;

#define RANK_HIDDEN 9

enum
{
  PICKED,
  CREATED,
  FILTER_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObPicker, ob_picker, GTK_TYPE_POPOVER)

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->title);
  g_free (row->key);
  g_free (row->terms);
  g_free (row);
}

/* NULL for the row that creates. */
static Row *
get_row (gpointer list_row)
{
  return g_object_get_data (list_row, "obelus-row");
}

static int
rank_row (const Row *row, const char *words)
{
  if (*words == '\0')
    return 3;
  if (g_strcmp0 (row->key, words) == 0)
    return 0;
  if (g_str_has_prefix (row->title, words))
    return 1;
  if (strstr (row->title, words) != NULL)
    return 2;
  if (strstr (row->terms, words) != NULL)
    return 3;

  return RANK_HIDDEN;
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  const Row *row_a = get_row (a);
  const Row *row_b = get_row (b);

  if (row_a == NULL || row_b == NULL)
    return (row_a == NULL) - (row_b == NULL);
  if (row_a->rank != row_b->rank)
    return row_a->rank - row_b->rank;

  return (row_a->order > row_b->order) - (row_a->order < row_b->order);
}

static GtkListBoxRow *
get_first_visible (ObPicker *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (row)))
      return row;

  return NULL;
}

static void
scroll_to_row (ObPicker *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment
    = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  GtkAllocation allocation;

  gtk_widget_get_allocation (GTK_WIDGET (row), &allocation);
  gtk_adjustment_clamp_page (adjustment, allocation.y, allocation.y + allocation.height);
}

/* TRUE when a row is called exactly as what is typed. */
static gboolean
update_ranks (ObPicker *self)
{
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (self->list));
  gboolean exact = FALSE;

  for (GList *l = rows; l != NULL; l = l->next)
    {
      Row *row = get_row (l->data);

      if (row == NULL)
        continue;
      row->rank = rank_row (row, self->words);
      exact = exact || strcmp (row->title, self->words) == 0;
      gtk_widget_set_visible (l->data, row->rank != RANK_HIDDEN);
    }

  return exact;
}

static void
show_creation (ObPicker *self, gboolean offer)
{
  const char *typed = gtk_entry_get_text (GTK_ENTRY (self->entry));

  ob_picker_set_warning (self, NULL);
  if (self->create_row == NULL)
    return;

  gtk_widget_set_visible (self->create_row, offer);
  if (offer)
    {
      g_auto (GStrv) parts = g_strsplit (self->create_format, "%s", 2);
      g_autofree char *text = g_strconcat (parts[0], typed, parts[1], NULL);

      gtk_label_set_text (GTK_LABEL (self->create_label), text);
      atk_object_set_name (gtk_widget_get_accessible (self->create_row), text);
      g_signal_emit (self, signals[FILTER_CHANGED], 0, typed);
    }
}

static void
update (ObPicker *self)
{
  g_autofree char *typed = g_strdup (gtk_entry_get_text (GTK_ENTRY (self->entry)));
  GtkListBoxRow *first;
  gboolean exact;

  g_free (self->words);
  self->words = g_utf8_casefold (g_strstrip (typed), -1);
  exact = update_ranks (self);
  show_creation (self, *self->words != '\0' && !exact);
  gtk_list_box_invalidate_sort (GTK_LIST_BOX (self->list));
  first = get_first_visible (self);
  if (first != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), first);
  gtk_widget_set_visible (self->nothing, first == NULL);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static void
pick (ObPicker *self, GtkListBoxRow *list_row)
{
  Row *row = get_row (list_row);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (row != NULL)
    {
      g_signal_emit (self, signals[PICKED], 0, row->id);
    }
  else
    {
      g_autofree char *text = g_strdup (gtk_entry_get_text (GTK_ENTRY (self->entry)));

      g_signal_emit (self, signals[CREATED], 0, g_strstrip (text));
    }
}

static void
entry_activated_cb (ObPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row != NULL && gtk_widget_get_visible (GTK_WIDGET (row)))
    pick (self, row);
}

static void
select_neighbour (ObPicker *self, int step)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  for (int i = row ? gtk_list_box_row_get_index (row) + step : 0;
       (row = gtk_list_box_get_row_at_index (list, i)) != NULL && i >= 0;
       i += step)
    if (gtk_widget_get_visible (GTK_WIDGET (row)))
      {
        gtk_list_box_select_row (list, row);
        scroll_to_row (self, row);
        return;
      }
}

static gboolean
pick_digit (ObPicker *self, guint digit)
{
  GtkListBoxRow *list_row;

  for (int i = 0; (list_row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)); i++)
    {
      Row *row = get_row (list_row);

      if (row != NULL && row->digit == digit)
        {
          pick (self, list_row);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
key_pressed_cb (ObPicker *self, GdkEventKey *event)
{
  switch (event->keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      select_neighbour (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      select_neighbour (self, -1);
      return TRUE;
    default:
      break;
    }

  if (event->keyval >= GDK_KEY_1 && event->keyval <= GDK_KEY_9 && *self->words == '\0')
    return pick_digit (self, event->keyval - GDK_KEY_0);

  return FALSE;
}

static void
ob_picker_finalize (GObject *object)
{
  ObPicker *self = OB_PICKER (object);

  g_free (self->create_format);
  g_free (self->words);

  G_OBJECT_CLASS (ob_picker_parent_class)->finalize (object);
}

static void
ob_picker_class_init (ObPickerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ob_picker_finalize;

  signals[PICKED] = g_signal_new ("picked", OB_TYPE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CREATED] = g_signal_new ("created", OB_TYPE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FILTER_CHANGED] = g_signal_new ("filter-changed", OB_TYPE_PICKER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/picker.ui");
  gtk_widget_class_bind_template_child (widget_class, ObPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, ObPicker, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObPicker, list);
  gtk_widget_class_bind_template_child (widget_class, ObPicker, warning);
  gtk_widget_class_bind_template_child (widget_class, ObPicker, nothing);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick);
}

static void
ob_picker_init (ObPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->words = g_strdup ("");
  gtk_list_box_set_sort_func (GTK_LIST_BOX (self->list), compare_rows, NULL, NULL);
}

static void
add_create_row (ObPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->create_row = gtk_list_box_row_new ();
  self->create_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->create_label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_container_add (GTK_CONTAINER (box),
                     gtk_image_new_from_icon_name ("list-add-symbolic", GTK_ICON_SIZE_MENU));
  gtk_container_add (GTK_CONTAINER (box), self->create_label);
  g_object_set (box, "margin", 8, NULL);
  gtk_container_add (GTK_CONTAINER (self->create_row), box);
  gtk_widget_show_all (box);
  gtk_container_add (GTK_CONTAINER (self->list), self->create_row);
}

GtkWidget *
ob_picker_new (GtkWidget *relative_to, const char *name, const char *hint)
{
  ObPicker *self = g_object_new (OB_TYPE_PICKER, "relative-to", relative_to, NULL);

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), hint);
  atk_object_set_name (gtk_widget_get_accessible (self->entry), name);
  atk_object_set_name (gtk_widget_get_accessible (self->list), hint);

  return GTK_WIDGET (self);
}

void
ob_picker_set_create_format (ObPicker *self, const char *format)
{
  g_free (self->create_format);
  self->create_format = g_strdup (format);
  if (self->create_row == NULL)
    add_create_row (self);
}

void
ob_picker_set_warning (ObPicker *self, const char *warning)
{
  gtk_label_set_text (GTK_LABEL (self->warning), warning ? warning : "");
  gtk_widget_set_visible (self->warning, warning != NULL);
}

void
ob_picker_clear (ObPicker *self)
{
  gtk_container_foreach (GTK_CONTAINER (self->list), (GtkCallback) gtk_widget_destroy, NULL);
  self->create_row = NULL;
  self->n_rows = 0;
  if (self->create_format != NULL)
    add_create_row (self);
}

static GtkWidget *
create_row_content (GtkWidget *sign, const char *title, const char *details, const char *key)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (title);

  if (sign != NULL)
    gtk_box_pack_start (GTK_BOX (box), sign, FALSE, FALSE, 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_box_pack_start (GTK_BOX (box), name, TRUE, TRUE, 0);

  if (details != NULL)
    {
      GtkWidget *label = gtk_label_new (details);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_style_context_add_class (gtk_widget_get_style_context (label), "obelus-small");
      gtk_box_pack_start (GTK_BOX (box), label, FALSE, TRUE, 0);
    }

  if (key != NULL)
    {
      GtkWidget *label = gtk_label_new (key);

      gtk_style_context_add_class (gtk_widget_get_style_context (label), "obelus-key");
      gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
      gtk_box_pack_end (GTK_BOX (box), label, FALSE, FALSE, 0);
    }

  g_object_set (box, "margin", 6, "margin-start", 8, "margin-end", 8, NULL);

  return box;
}

void
ob_picker_add (ObPicker *self,
               gint64 id,
               GtkWidget *sign,
               const char *title,
               const char *details,
               const char *key,
               const char *terms,
               guint digit)
{
  g_autofree char *digit_text = digit ? g_strdup_printf ("%u", digit) : NULL;
  GtkWidget *list_row = gtk_list_box_row_new ();
  Row *row = g_new0 (Row, 1);

  row->id = id;
  row->title = g_utf8_casefold (title, -1);
  row->key = key ? g_utf8_casefold (key, -1) : NULL;
  row->terms = g_utf8_casefold (terms ? terms : "", -1);
  row->digit = digit;
  row->order = self->n_rows++;
  row->rank = rank_row (row, self->words);
  g_object_set_data_full (G_OBJECT (list_row), "obelus-row", row, row_free);
  gtk_container_add (GTK_CONTAINER (list_row),
                     create_row_content (sign, title, details, digit ? digit_text : key));
  atk_object_set_name (gtk_widget_get_accessible (list_row), title);
  gtk_widget_show_all (list_row);
  gtk_container_add (GTK_CONTAINER (self->list), list_row);
}

void
ob_picker_open (ObPicker *self)
{
  gtk_entry_set_text (GTK_ENTRY (self->entry), "");
  update (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->entry);
}
