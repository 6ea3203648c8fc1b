/* The intake's articles, and where passages are in them. */
#include "formats/intake-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/canonical.h"
#include "formats/json-fields.h"

/* From code point @at of the text as it was said, offsets are @before larger than in the canonical
 * text (characters went), or smaller (paragraphs were split). */
typedef struct
{
  guint32 at;
  gint64 before;
} Shift;

static gboolean
ends_line (gunichar character)
{
  return character == '\n' || character == '\r' || character == 0x85 || character == 0x0b
         || character == 0x0c || character == 0x2028 || character == 0x2029;
}

/* Walks both texts, which differ only as articles/canonical.h says. */
static GArray *
make_shifts (const char *said, const char *canonical)
{
  GArray *shifts = g_array_new (FALSE, FALSE, sizeof (Shift));
  const char *from = said, *to = canonical;
  Shift shift = { 0, 0 };

  if (g_utf8_get_char (from) == 0xfeff && g_utf8_get_char (to) != 0xfeff)
    {
      from = g_utf8_next_char (from);
      shift.at = 1;
      shift.before = 1;
      g_array_append_val (shifts, shift);
    }
  while (*from != '\0' && *to != '\0')
    {
      gunichar character = g_utf8_get_char (from);

      if (*to == '\n' && !ends_line (character))
        {
          /* A paragraph was split here. */
          to++;
          shift.before--;
          g_array_append_val (shifts, shift);
          continue;
        }
      from = g_utf8_next_char (from);
      to = g_utf8_next_char (to);
      shift.at++;
      if (character == '\r' && *from == '\n')
        {
          from++;
          shift.at++;
          shift.before++;
          g_array_append_val (shifts, shift);
        }
    }

  return shifts;
}

static guint32
apply_shifts (const GArray *shifts, guint32 offset)
{
  guint low = 0, high = shifts->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (shifts, Shift, middle).at <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low == 0 ? offset
                  : (guint32) MAX (0, offset - g_array_index (shifts, Shift, low - 1).before);
}

/* Articles ------------------------------------------------------------------------------------- */

static void
learn_article_name (ObIntake *intake, const char *name, ObEntity article)
{
  const gint64 *known = name != NULL ? g_hash_table_lookup (intake->by_name, name) : NULL;
  ObEntity entity = known != NULL && *known != article ? 0 : article;

  if (name != NULL && *name != '\0')
    g_hash_table_insert (intake->by_name, g_strdup (name), g_memdup2 (&entity, sizeof entity));
}

static void
learn_articles (ObIntake *intake)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (intake->import->project);

  intake->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < articles->len; i++)
    {
      const ObArticle *article = g_ptr_array_index (articles, i);

      learn_article_name (intake, article->title, article->entity);
      learn_article_name (intake, article->url, article->entity);
      learn_article_name (intake, article->file_name, article->entity);
    }
}

/* By what it is called, when the set has no text. */
static ObEntity
find_by_name (ObIntake *intake, const ObIncomingArticle *incoming)
{
  const char *names[] = { incoming->url, incoming->file_name, incoming->title };

  if (intake->by_name == NULL)
    learn_articles (intake);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const gint64 *found
          = names[i] != NULL ? g_hash_table_lookup (intake->by_name, names[i]) : NULL;

      if (found != NULL && *found != 0)
        return *found;
    }

  return 0;
}

static ObText *
make_text (ObIntake *intake, const ObIncomingArticle *incoming, GError **error)
{
  ObAdjustments adjustments = { 0 };
  gsize n_bytes = incoming->n_bytes;
  g_autofree char *canonical = NULL;

  if (!g_utf8_validate (incoming->text, (gssize) n_bytes, NULL))
    {
      ob_json_refuse (error, _ ("The text of “%.80s” is not valid UTF-8."), incoming->title);
      return NULL;
    }
  canonical = ob_canonical_make (incoming->text, &n_bytes, &adjustments);
  if (n_bytes != incoming->n_bytes || memcmp (canonical, incoming->text, n_bytes) != 0)
    {
      g_autofree char *said = g_strndup (incoming->text, incoming->n_bytes);

      intake->shifts = make_shifts (said, canonical);
      intake->said = ob_text_new_take (g_steal_pointer (&said), incoming->n_bytes);
      intake->said_units = ob_units_new (intake->said);
    }
  return ob_text_new_take (g_steal_pointer (&canonical), n_bytes);
}

static ObEntity
find_by_text (ObIntake *intake)
{
  g_autofree char *key = g_base64_encode (ob_text_get_sha256 (intake->text), OB_SHA256_BYTES);
  const gint64 *found = g_hash_table_lookup (intake->reader->texts, key);

  return found != NULL ? *found : 0;
}

static ObEntity
add_article (ObIntake *intake, const ObIncomingArticle *incoming, GError **error)
{
  ObEdit *edit = intake->import->edit;
  gsize n_bytes;
  const char *utf8 = ob_text_get_utf8 (intake->text, &n_bytes);
  g_autoptr (GBytes) original = g_bytes_new (utf8, n_bytes);
  g_autofree char *title = g_strdup (incoming->title != NULL ? incoming->title : "");
  ObArticle metadata = { .title = *g_strstrip (title) != '\0' ? title : (char *) _ ("Untitled"),
                         .byline = (char *) incoming->byline,
                         .outlet = (char *) incoming->outlet,
                         .url = (char *) incoming->url,
                         .published = (char *) incoming->published,
                         .language = (char *) incoming->language,
                         .file_name = (char *) incoming->file_name };
  g_autofree char *key = g_base64_encode (ob_text_get_sha256 (intake->text), OB_SHA256_BYTES);
  ObEntity entity = ob_edit_add_article (edit, intake->text, original, &metadata, error);

  if (entity != 0 && incoming->id != NULL
      && ob_project_lookup (intake->import->project, incoming->id) == 0
      && ob_jsonl_lookup (intake->reader, OB_JSONL_ID, incoming->id) == 0
      && !ob_edit_set_id (edit, entity, incoming->id, NULL))
    ob_intake_count (intake, _ ("Ids that are not those of Obelus, given anew"));
  if (entity != 0)
    g_hash_table_insert (intake->reader->texts, g_steal_pointer (&key),
                         g_memdup2 (&entity, sizeof entity));
  return entity;
}

void
ob_intake_forget_article (ObIntake *intake)
{
  intake->article = 0;
  intake->item = NULL;
  g_clear_pointer (&intake->text, ob_text_unref);
  g_clear_pointer (&intake->said, ob_text_unref);
  g_clear_pointer (&intake->said_units, ob_units_free);
  g_clear_pointer (&intake->shifts, g_array_unref);
  g_clear_pointer (&intake->anchorer, ob_anchorer_free);
  g_clear_pointer (&intake->there, g_hash_table_unref);
}

/* What reports call the article.  (transfer full) */
static char *
name_article (ObIntake *intake, const ObIncomingArticle *incoming)
{
  g_autoptr (ObArticle) known = intake->article > 0
                                    ? ob_project_get_article (intake->import->project, intake->article)
                                    : NULL;
  const char *names[] = { incoming->title, known != NULL ? known->title : NULL, incoming->file_name,
                          incoming->url };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL && *names[i] != '\0')
      return g_strdup (names[i]);

  return g_strdup (_ ("Untitled"));
}

gboolean
ob_intake_take_article (ObIntake *intake, const ObIncomingArticle *incoming, GError **error)
{
  ObProject *project = intake->import->project;
  ObEntity known = ob_jsonl_find (intake->reader, OB_KIND_ARTICLE, incoming->id);
  ObReadResult result = OB_READ_UNCHANGED;

  intake->unit = incoming->unit;
  if (incoming->text != NULL)
    {
      intake->text = make_text (intake, incoming, error);
      if (intake->text == NULL)
        return FALSE;
      intake->article = find_by_text (intake);
    }
  if (intake->article == 0 && known != 0)
    {
      /* Its text was changed elsewhere: passages are looked for in ours. */
      intake->article = known;
      g_clear_pointer (&intake->text, ob_text_unref);
      g_clear_pointer (&intake->said, ob_text_unref);
      g_clear_pointer (&intake->said_units, ob_units_free);
    }
  if (intake->article == 0 && incoming->text == NULL)
    intake->article = find_by_name (intake, incoming);
  if (intake->article > 0 && intake->text == NULL)
    {
      intake->text = ob_project_get_text (project, intake->article, error);
      if (intake->text == NULL)
        return FALSE;
    }
  if (intake->article == 0 && intake->text != NULL)
    {
      result = OB_READ_ADDED;
      intake->article = add_article (intake, incoming, error);
      if (intake->article == 0)
        return FALSE;
    }

  intake->anchorer = intake->text != NULL ? ob_anchorer_new (intake->text) : NULL;
  intake->item = g_new0 (ObReadItem, 1);
  intake->item->title = name_article (intake, incoming);
  intake->item->result = result;
  ob_set_reading_add_item (intake->import, intake->item);
  return TRUE;
}

/* Passages ------------------------------------------------------------------------------------- */

static gboolean
words_stand_at (ObIntake *intake, const GArray *segments, const char *quote)
{
  g_autofree char *here = quote != NULL ? ob_text_quote (intake->text, segments) : NULL;

  return quote == NULL || ob_anchor_same_words (here, strlen (here), quote, strlen (quote));
}

/* Offsets in the text as the set has it, which is not the canonical one. */
static GArray *
place_as_said (ObIntake *intake, const ObIncoming *incoming, ObUnit unit)
{
  g_autoptr (GArray) segments = ob_segments_new ();

  for (guint i = 0; i < incoming->segments->len; i++)
    {
      ObSegment segment = g_array_index (incoming->segments, ObSegment, i);
      gboolean starts, ends;

      segment.start
          = ob_units_convert (intake->said_units, segment.start, unit, OB_UNIT_POINTS, &starts);
      segment.end = ob_units_convert (intake->said_units, segment.end, unit, OB_UNIT_POINTS, &ends);
      if (!starts || !ends)
        return NULL;
      segment.start = apply_shifts (intake->shifts, segment.start);
      segment.end = apply_shifts (intake->shifts, segment.end);
      if (segment.start >= segment.end || segment.end > ob_text_get_length (intake->text))
        return NULL;
      g_array_append_val (segments, segment);
    }
  if (segments->len == 0)
    return NULL;
  ob_segments_normalise (segments);
  return words_stand_at (intake, segments, incoming->quote) ? g_steal_pointer (&segments) : NULL;
}

/* The bytes of a joined quote that belong to a segment of @length characters; advances @at. */
static char *
cut_quote (const char **at, guint32 length, gboolean is_last)
{
  const char *start = *at, *end = start;

  if (is_last)
    return g_strdup (start);
  while (length-- > 0 && *end != '\0')
    end = g_utf8_next_char (end);
  *at = *end == ' ' ? end + 1 : end;
  return g_strndup (start, (gsize) (end - start));
}

/* How offsets were counted that fit, though not as the set says: words to count by. */
static const char *
describe_counting (const ObCounting *counting)
{
  if (counting->unit == OB_UNIT_UTF16)
    return _ ("Passages that fit when offsets count UTF-16 units");
  if (counting->unit == OB_UNIT_BYTES)
    return _ ("Passages that fit when offsets count bytes");
  if (counting->two_line_ends)
    return _ ("Passages that fit when line ends count as two characters");
  return counting->with_mark ? _ ("Passages that fit when a byte order mark in front counts")
                             : _ ("Passages that fit when offsets count characters");
}

/* Each segment for itself, the quote cut into their lengths.  @counting: of one that was counted
 * otherwise. */
static GArray *
place_each (ObIntake *intake,
            const ObIncoming *incoming,
            ObAnchorFit *worst,
            ObCounting *counting)
{
  g_autoptr (GArray) segments = ob_segments_new ();
  const char *rest = incoming->quote;
  guint n = incoming->segments->len;

  for (guint i = 0; i < MAX (n, 1); i++)
    {
      ObSegment said = n > 0 ? g_array_index (incoming->segments, ObSegment, i) : (ObSegment){ 0 };
      g_autofree char *quote
          = rest != NULL ? cut_quote (&rest, said.end - said.start, i + 1 >= n) : NULL;
      ObAnchor anchor = { n > 0,
                          said.start,
                          said.end,
                          intake->unit,
                          quote,
                          i == 0 ? incoming->prefix : NULL,
                          i + 1 >= n ? incoming->suffix : NULL };
      ObSegment found;
      ObCounting how = { 0 };
      ObAnchorFit fit = ob_anchorer_find (intake->anchorer, &anchor, &found, &how);

      if (fit == OB_ANCHOR_NOWHERE)
        return NULL;
      if (fit == OB_ANCHOR_COUNTED)
        *counting = how;
      *worst = MAX (*worst, fit);
      g_array_append_val (segments, found);
    }

  ob_segments_normalise (segments);
  return g_steal_pointer (&segments);
}

GArray *
ob_intake_place (ObIntake *intake, const ObIncoming *incoming, const char **reason)
{
  ObAnchorFit fit = OB_ANCHOR_AS_SAID;
  ObCounting counting = { intake->unit, FALSE, FALSE };
  GArray *segments = NULL;

  if (intake->text == NULL)
    {
      *reason = _ ("The article is not in this project.");
      return NULL;
    }
  if (intake->said != NULL && incoming->segments->len > 0)
    {
      segments = place_as_said (intake, incoming, intake->unit);
      for (guint unit = 0; unit < OB_N_UNITS && segments == NULL && incoming->quote != NULL; unit++)
        {
          segments = place_as_said (intake, incoming, unit);
          fit = OB_ANCHOR_COUNTED;
          counting.unit = unit;
        }
    }
  if (segments == NULL && (intake->said == NULL || incoming->quote != NULL))
    {
      fit = OB_ANCHOR_AS_SAID;
      segments = place_each (intake, incoming, &fit, &counting);
    }
  if (segments != NULL && fit == OB_ANCHOR_COUNTED)
    ob_intake_count (intake, describe_counting (&counting));
  else if (segments != NULL)
    intake->n_fits[fit]++;
  else
    *reason = incoming->quote != NULL && *incoming->quote != '\0'
                  ? _ ("The words do not stand in the article, or at several places.")
                  : _ ("The place lies outside the article, and the words are not said.");
  return segments;
}
