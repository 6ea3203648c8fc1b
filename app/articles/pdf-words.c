#include "articles/pdf-words.h"

#include <math.h>
#include <string.h>

#include "articles/reading-order.h"

/* A page with more characters than this is no page to read. */
#define MAX_CHARS 200000

/* Characters further apart than this, in sizes of the font, are of two words. */
#define WORD_GAP 0.5

/* A word being put together. */
typedef struct
{
  GPtrArray *words; /* of ObPageWord */
  GString *text;
  ObPageBox box;
  ObPageBox last; /* of its last character */
  double size;
  guint style;
  gboolean is_turned; /* its characters stand one above the other */
  guint n_turned;
} Builder;

static gboolean
contains (const char *name, const char *part)
{
  g_autofree char *small = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  return small != NULL && strstr (small, part) != NULL;
}

static guint
get_style (const PopplerTextAttributes *attributes)
{
  const char *name = attributes->font_name;
  guint style = 0;

  if (contains (name, "bold") || contains (name, "black") || contains (name, "heavy"))
    style |= OB_WORD_BOLD;
  if (contains (name, "italic") || contains (name, "oblique"))
    style |= OB_WORD_ITALIC;
  return style;
}

static void
end_word (Builder *self)
{
  ObPageWord *word;

  if (self->text->len == 0)
    return;
  if (self->is_turned)
    self->n_turned++;
  else
    {
      word = g_new0 (ObPageWord, 1);
      word->text = g_strdup (self->text->str);
      word->box = self->box;
      word->size = self->size > 0 ? self->size : MAX (self->box.y1 - self->box.y0, 1);
      word->style = self->style;
      g_ptr_array_add (self->words, word);
    }
  g_string_truncate (self->text, 0);
}

/* Text that runs up or down the page has characters one above the other. */
static gboolean
is_stacked (const Builder *self, const ObPageBox *box, double size)
{
  double shared = MIN (self->last.x1, box->x1) - MAX (self->last.x0, box->x0);
  double gap = MAX (box->y0 - self->last.y1, self->last.y0 - box->y1);

  return gap > -0.2 * size && gap < WORD_GAP * size
         && shared > 0.5 * MIN (self->last.x1 - self->last.x0, box->x1 - box->x0);
}

/* Whether a character at @box cannot be of the same word, though no space is between. */
static gboolean
is_apart (const Builder *self, const ObPageBox *box, double size)
{
  double middle = (box->y0 + box->y1) / 2;
  double gap = MAX (box->x0 - self->last.x1, self->last.x0 - box->x1);

  return gap > WORD_GAP * size || middle < self->last.y0 || middle > self->last.y1;
}

static void
add_char (Builder *self,
          gunichar c,
          const PopplerRectangle *rectangle,
          const PopplerTextAttributes *attributes)
{
  ObPageBox box = { MIN (rectangle->x1, rectangle->x2), MIN (rectangle->y1, rectangle->y2),
                    MAX (rectangle->x1, rectangle->x2), MAX (rectangle->y1, rectangle->y2) };
  double size = attributes != NULL ? attributes->font_size : 0;

  if (g_unichar_isspace (c) || !isfinite (box.x0 + box.y0 + box.x1 + box.y1))
    {
      end_word (self);
      return;
    }
  if (self->text->len > 0 && is_stacked (self, &box, MAX (size, 1)))
    self->is_turned = TRUE;
  else if (self->text->len > 0 && is_apart (self, &box, MAX (size, 1)))
    end_word (self);

  if (self->text->len == 0)
    {
      self->box = box;
      self->is_turned = FALSE;
      self->size = isfinite (size) ? size : 0;
      self->style = attributes != NULL ? get_style (attributes) : 0;
    }
  self->box.x0 = MIN (self->box.x0, box.x0);
  self->box.y0 = MIN (self->box.y0, box.y0);
  self->box.x1 = MAX (self->box.x1, box.x1);
  self->box.y1 = MAX (self->box.y1, box.y1);
  self->last = box;
  /* Controls and characters of private use have no meaning outside their font. */
  g_string_append_unichar (self->text, g_unichar_iscntrl (c) ? 0xfffd : c);
}

static void
add_chars (Builder *self,
           const char *text,
           const PopplerRectangle *boxes,
           guint n_boxes,
           GList *attributes)
{
  for (guint i = 0; i < MIN (n_boxes, MAX_CHARS) && *text != '\0';
       i++, text = g_utf8_next_char (text))
    {
      while (attributes != NULL
             && ((PopplerTextAttributes *) attributes->data)->end_index < (int) i)
        attributes = attributes->next;
      add_char (self, g_utf8_get_char (text), &boxes[i],
                attributes != NULL ? attributes->data : NULL);
    }

  end_word (self);
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_pdf_words_list (PopplerPage *page, guint *n_turned)
{
  Builder self = { 0 };
  g_autofree char *text = poppler_page_get_text (page);
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_autofree PopplerRectangle *boxes = NULL;
  guint n_boxes = 0;

  self.words = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_page_word_free);
  self.text = g_string_new (NULL);
  if (valid != NULL && poppler_page_get_text_layout (page, &boxes, &n_boxes))
    {
      GList *attributes = poppler_page_get_text_attributes (page);

      add_chars (&self, valid, boxes, n_boxes, attributes);
      poppler_page_free_text_attributes (attributes);
    }

  g_string_free (self.text, TRUE);
  *n_turned = self.n_turned;
  return self.words;
}
