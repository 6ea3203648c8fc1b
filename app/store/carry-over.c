#include "store/carry-over.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "model/anchor.h"
#include "model/text-diff.h"
#include "store/edit-private.h"

/* Code points around a passage by which it is known again elsewhere. */
#define CONTEXT 24
/* A passage of so many words that stands once in either text is the same one. */
#define ENOUGH_WORDS 5
/* Code points of a passage that the list shows. */
#define MAX_QUOTE 8000

typedef struct
{
  ObEdit *edit;
  ObText *old_text;       /* (owned) */
  ObText *new_text;       /* (owned) */
  GArray *pieces;         /* (owned) ObDiffPiece */
  ObAnchorer *anchorer;   /* (owned) of the new text */
  GHashTable *known;      /* (owned) details of what needs attention already */
  ObEntity to;
  gint64 old_version, new_version;
} Carrier;

/* Finding -------------------------------------------------------------------------------------- */

static guint
count_places (const ObText *text, const char *quote)
{
  const char *at = ob_text_get_utf8 (text, NULL);
  guint n = 0;

  for (; n < 2 && (at = strstr (at, quote)) != NULL; at++)
    n++;
  return n;
}

static guint
count_words (const char *quote)
{
  guint n = 0;
  gboolean in_word = FALSE;

  for (const char *at = quote; *at != '\0'; at = g_utf8_next_char (at))
    {
      gboolean is_letter = g_unichar_isalnum (g_utf8_get_char (at));

      n += is_letter && !in_word;
      in_word = is_letter;
    }
  return n;
}

/* Whether the CONTEXT before or after both is the same; of one at the end of a text, what there is. */
static gboolean
has_same_neighbours (const Carrier *self, ObSegment before, ObSegment after)
{
  for (int side = -1; side <= 1; side += 2)
    for (guint i = 0; i < CONTEXT; i++)
      {
        gint64 a = side < 0 ? (gint64) before.start - 1 - i : (gint64) before.end + i;
        gint64 b = side < 0 ? (gint64) after.start - 1 - i : (gint64) after.end + i;
        gunichar left = a >= 0 ? ob_text_get_char (self->old_text, (guint32) a) : 0;
        gunichar right = b >= 0 ? ob_text_get_char (self->new_text, (guint32) b) : 0;

        if (left != right)
          return FALSE;
        if (left == 0)
          break;
      }
  return TRUE;
}

static gboolean
lies_in (ObSegment segment, ObSegment region)
{
  return segment.start >= region.start && segment.end <= region.end;
}

static gboolean
find_segment (const Carrier *self, ObSegment segment, ObSegment *found, gboolean *is_changed)
{
  g_autofree char *quote = NULL, *prefix = NULL, *suffix = NULL;
  ObAnchor anchor = { .has_offsets = TRUE, .unit = OB_UNIT_POINTS };
  ObSegment region;
  ObAnchorFit fit;

  if (ob_text_diff_map (self->pieces, segment, found))
    return TRUE;

  region = *found;
  quote = ob_text_slice (self->old_text, segment.start, segment.end);
  prefix = ob_text_slice (self->old_text, segment.start - MIN (segment.start, CONTEXT), segment.start);
  suffix = ob_text_slice (self->old_text, segment.end, segment.end + CONTEXT);
  anchor.start = region.start;
  anchor.end = region.start + (segment.end - segment.start);
  anchor.quote = quote;
  anchor.prefix = prefix;
  anchor.suffix = suffix;
  fit = ob_anchorer_find (self->anchorer, &anchor, found, NULL);
  if (fit == OB_ANCHOR_NOWHERE)
    return FALSE;
  if (lies_in (*found, region))
    {
      *is_changed |= fit == OB_ANCHOR_APPROXIMATE;
      return TRUE;
    }
  return fit != OB_ANCHOR_APPROXIMATE
         && (has_same_neighbours (self, segment, *found)
             || (count_words (quote) >= ENOUGH_WORDS && count_places (self->old_text, quote) == 1
                 && count_places (self->new_text, quote) == 1));
}

/* (transfer full) (nullable) */
static GArray *
find_all (const Carrier *self, const GArray *segments, gboolean *is_changed)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (ObSegment));

  *is_changed = FALSE;
  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment found;

      if (!find_segment (self, g_array_index (segments, ObSegment, i), &found, is_changed))
        return NULL;
      g_array_append_val (all, found);
    }
  return g_steal_pointer (&all);
}

/* Telling -------------------------------------------------------------------------------------- */

/* What an annotation is, for programs; ids need no escapes. */
static char *
describe (const Carrier *self, const ObAnnotation *annotation, const char *fate)
{
  ObProject *project = ob_edit_get_project (self->edit);
  g_autofree char *id = ob_project_dup_id (project, annotation->entity);
  g_autofree char *article = ob_project_dup_id (project, annotation->article);

  return g_strdup_printf ("{\"%s\":\"%s\",\"article\":\"%s\",\"version\":%" G_GINT64_FORMAT "}", fate,
                          id, article, self->new_version);
}

static gboolean
tell (const Carrier *self, const ObAnnotation *annotation, const char *fate, const char *reason,
      GError **error)
{
  g_autofree char *details = describe (self, annotation, fate);
  g_autofree char *quote = ob_text_quote (self->old_text, annotation->segments);
  g_autofree char *start = g_utf8_substring (quote, 0, MIN (g_utf8_strlen (quote, -1), MAX_QUOTE));

  if (g_hash_table_contains (self->known, details))
    return TRUE;
  if (*g_strstrip (start) == '\0')
    *start = '\0';
  return ob_edit_add_stray (self->edit, self->to, start, details, reason, error) != 0;
}

static gboolean
tell_changed (const Carrier *self, const ObAnnotation *annotation, const GArray *segments,
              GError **error)
{
  g_autofree char *words = ob_text_quote (self->new_text, segments);
  g_autofree char *start = g_utf8_substring (words, 0, MIN (g_utf8_strlen (words, -1), 200));
  g_autofree char *reason = g_strdup_printf (
      _ ("In version %" G_GINT64_FORMAT " the words are “%s”. The annotation was moved there: see "
         "whether it still holds."),
      self->new_version, start);

  return tell (self, annotation, "moved", reason, error);
}

static gboolean
tell_left (const Carrier *self, const ObAnnotation *annotation, GError **error)
{
  g_autofree char *reason = g_strdup_printf (
      _ ("The words do not stand in version %" G_GINT64_FORMAT " of the article, or at several "
         "places. The annotation stays with version %" G_GINT64_FORMAT "."),
      self->new_version, self->old_version);

  return tell (self, annotation, "left", reason, error);
}

/* Carrying ------------------------------------------------------------------------------------- */

static gboolean
carry (const Carrier *self, const ObAnnotation *annotation, ObCarried *carried, GError **error)
{
  gboolean is_changed;
  g_autoptr (GArray) segments = find_all (self, annotation->segments, &is_changed);

  if (segments == NULL)
    {
      carried->n_left++;
      return tell_left (self, annotation, error);
    }
  if (is_changed)
    carried->n_changed++;
  else
    carried->n_moved++;
  return ob_edit_move_annotation (self->edit, annotation->entity, self->to, segments, error)
         && (!is_changed || tell_changed (self, annotation, segments, error));
}

static gint64
get_version (ObEdit *edit, ObEntity article)
{
  g_autoptr (ObValue) version = ob_edit_get (edit, article, "version");

  return MAX (ob_value_get_integer (version), 1);
}

static GHashTable *
list_known (ObProject *project)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) strays = ob_project_list_strays (project);

  for (guint i = 0; i < strays->len; i++)
    g_hash_table_add (known, g_strdup (((ObStray *) strays->pdata[i])->details));
  return known;
}

static void
carrier_clear (Carrier *self)
{
  g_clear_pointer (&self->old_text, ob_text_unref);
  g_clear_pointer (&self->new_text, ob_text_unref);
  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->anchorer, ob_anchorer_free);
  g_clear_pointer (&self->known, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Carrier, carrier_clear)

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_edit_carry_over (ObEdit *edit, ObEntity from, ObEntity to, ObCarried *carried, GError **error)
{
  ObProject *project = ob_edit_get_project (edit);
  g_autoptr (GPtrArray) annotations = NULL;
  g_auto (Carrier) self = { .edit = edit, .to = to };

  *carried = (ObCarried){ 0, 0, 0 };
  if (!ob_edit_check_kind (edit, from, OB_KIND_ARTICLE, error)
      || !ob_edit_check_kind (edit, to, OB_KIND_ARTICLE, error))
    return FALSE;
  annotations = ob_project_list_annotations (project, MAX (from, 0), 0, 0);
  if (from <= 0 || annotations->len == 0)
    return TRUE;

  self.old_text = ob_edit_get_text (edit, from, error);
  self.new_text = self.old_text != NULL ? ob_edit_get_text (edit, to, error) : NULL;
  if (self.new_text == NULL)
    return FALSE;
  self.pieces = ob_text_diff (self.old_text, self.new_text);
  self.anchorer = ob_anchorer_new (self.new_text);
  self.known = list_known (project);
  self.old_version = get_version (edit, from);
  self.new_version = get_version (edit, to);
  for (guint i = 0; i < annotations->len; i++)
    if (!carry (&self, annotations->pdata[i], carried, error))
      return FALSE;

  return TRUE;
}
