#include "articles/plain-text.h"

#include <string.h>

#include "articles/date-line.h"
#include "model/boundary.h"

#define MAX_TITLE 200
#define MAX_BYLINE 120
#define MAX_DATE_LINE 100

/* Lines that are not empty in which title, byline and date are looked for. */
#define N_HEAD_LINES 10

/* A title that is cut out of the text has at most this many code points. */
#define MAX_CUT_TITLE 80

/* What a byline begins with, in small letters; a name must follow. */
static const char *const byline_openings[] = {
  "by ",    "von ",        "par ",      "por ",          "di ",       "da ",       "av ",
  "af ",    "door ",       "autor: ",   "author: ",      "byline: ",  "auteur : ", "auteur: ",
  "text: ", "written by ", "words by ", "reporting by ", "story by ", "автор: ",   "— ",
  "– ",     "-- ",         "作者：",    "بقلم ",
};

/* Small words that names and bylines contain. */
static const char *const byline_connectors[] = {
  "and",   "und", "et",  "y",   "e",   "i",   "og",  "och", "en",  "и",   "with", "mit",
  "avec",  "con", "in",  "for", "at",  "of",  "the", "aus", "für", "à",   "de",   "del",
  "della", "di",  "da",  "do",  "dos", "du",  "des", "la",  "le",  "der", "den",  "van",
  "von",   "zu",  "ter", "ten", "bin", "ibn", "al",  "el",  "ul",  "ap",  "&",    NULL,
};

/* A line of text without the spaces around. */
typedef struct
{
  ObSegment range;
  char *utf8; /* (owned) */
} Line;

static void
line_clear (Line *line)
{
  g_clear_pointer (&line->utf8, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

/* Loads paragraph @number when it is not empty and has at most @max code points. */
static gboolean
line_load (Line *line, const ObText *text, guint number, guint32 max)
{
  ObSegment range = ob_text_get_paragraph (text, number);
  g_autoptr (GArray) units = NULL;

  if (range.end - range.start > max)
    return FALSE;
  units = ob_boundary_list (NULL, text, OB_UNIT_PARAGRAPH, number);
  if (units->len == 0)
    return FALSE;

  line->range = g_array_index (units, ObSegment, 0);
  line->utf8 = ob_text_slice (text, line->range.start, line->range.end);
  return TRUE;
}

static gboolean
is_blank (const ObText *text, guint number)
{
  g_autoptr (GArray) units = ob_boundary_list (NULL, text, OB_UNIT_PARAGRAPH, number);

  return units->len == 0;
}

/* Bylines -------------------------------------------------------------------------------------- */

/* What follows the opening of a byline; NULL when there is none. */
static const char *
skip_byline_opening (const char *line)
{
  g_autofree char *small = g_utf8_strdown (line, -1);

  for (guint i = 0; i < G_N_ELEMENTS (byline_openings); i++)
    if (g_str_has_prefix (small, byline_openings[i]))
      {
        const char *name = line;

        for (glong n = g_utf8_strlen (byline_openings[i], -1); n > 0; n--)
          name = g_utf8_next_char (name);
        while (g_unichar_isspace (g_utf8_get_char (name)))
          name = g_utf8_next_char (name);
        return name;
      }

  return NULL;
}

static gboolean
is_connector (const char *word)
{
  g_autofree char *bare = g_strdup (word);

  g_strdelimit (bare, ",;", '\0');
  return g_strv_contains (byline_connectors, bare);
}

/* Letters, with what initials, compounds and lists have between and after them. */
static gboolean
is_spelt_as_name (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    {
      gunichar c = g_utf8_get_char (word);

      if (!g_unichar_isalpha (c) && !g_unichar_ismark (c) && c != 0x2019
          && (c >= 0x80 || strchr (".,;'-&/|()", (int) c) == NULL))
        return FALSE;
    }

  return TRUE;
}

/* TRUE when @text is names: words with a capital and few others between them, no sentence. */
static gboolean
is_names (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t", -1);
  guint n_capitals = 0;
  char last = text[strlen (text) - 1];

  if (strchr (".?!:\"", last) != NULL)
    return FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gunichar first = g_utf8_get_char (words[i]);

      if (first == 0)
        continue;
      if (!is_spelt_as_name (words[i]))
        return FALSE;
      if (g_unichar_isalpha (first) && !g_unichar_islower (first))
        n_capitals++;
      else if (i == 0 || !is_connector (words[i]))
        return FALSE;
    }

  return n_capitals >= 1 && g_strv_length (words) <= 14;
}

/* The name on a byline; NULL when @line is none.  A dash will do for its opening only where no
 * quotation can be before it, which @signs says. */
static const char *
find_byline_name (const char *line, gboolean signs)
{
  const char *name = skip_byline_opening (line);

  if (name == NULL || *name == '\0' || !is_names (name))
    return NULL;

  return signs || g_unichar_isalpha (g_utf8_get_char (line)) ? name : NULL;
}

/* The parts ------------------------------------------------------------------------------------ */

typedef struct
{
  ObPlainTextParts parts;
  char *byline;    /* (owned) (nullable) without its opening */
  ObDateLine date; /* (owned) */
} Found;

static void
found_clear (Found *found)
{
  g_clear_pointer (&found->byline, g_free);
  ob_date_line_clear (&found->date);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static gboolean
is_set (ObSegment part)
{
  return part.end > 0;
}

/* Takes @line for what it is, if that is still wanted. */
static void
take_line (Found *found, const Line *line, gboolean signs)
{
  const char *name = is_set (found->parts.byline) ? NULL : find_byline_name (line->utf8, signs);

  if (name != NULL && line->range.end - line->range.start <= MAX_BYLINE)
    {
      found->parts.byline = line->range;
      found->byline = g_strdup (name);
    }
  else if (!is_set (found->parts.dateline) && ob_date_line_parse (line->utf8, &found->date))
    found->parts.dateline = line->range;
}

/* After the title: bylines and dates may stand anywhere before the first long line. */
static void
search_head (const ObText *text, Found *found)
{
  guint n_paragraphs = ob_text_get_n_paragraphs (text), n_lines = 0;

  for (guint p = 0; p < n_paragraphs && n_lines < N_HEAD_LINES; p++)
    {
      g_auto (Line) line = { { 0, 0 }, NULL };

      if (!line_load (&line, text, p, MAX_TITLE))
        {
          if (is_blank (text, p))
            continue;
          return;
        }
      if (n_lines++ == 0)
        found->parts.title = line.range;
      else
        take_line (found, &line, n_lines == 2);
    }
}

/* The last line may be a date, or who wrote it. */
static void
search_tail (const ObText *text, Found *found)
{
  for (guint p = ob_text_get_n_paragraphs (text); p > 0; p--)
    {
      g_auto (Line) line = { { 0, 0 }, NULL };

      if (is_blank (text, p - 1))
        continue;
      if (line_load (&line, text, p - 1, MAX_DATE_LINE)
          && line.range.start > found->parts.title.end)
        take_line (found, &line, TRUE);
      return;
    }
}

static void
find (const ObText *text, Found *found)
{
  search_head (text, found);
  search_tail (text, found);
}

/* The first words of the text. */
static char *
cut_title (const ObText *text)
{
  ObSegment paragraph = ob_boundary_get (NULL, text, OB_UNIT_PARAGRAPH, 0);
  g_autofree char *words = NULL;
  guint32 end;

  if (paragraph.start == paragraph.end)
    paragraph.start = ob_boundary_next_start (NULL, text, OB_UNIT_PARAGRAPH, 0);
  end = ob_boundary_previous_end (NULL, text, OB_UNIT_WORD, paragraph.start + MAX_CUT_TITLE + 1);
  if (end <= paragraph.start)
    end = paragraph.start + MAX_CUT_TITLE;

  words = ob_text_slice (text, paragraph.start, end);
  return g_strconcat (words, "…", NULL);
}

/* Public functions ----------------------------------------------------------------------------- */

ObPlainTextParts
ob_plain_text_find_parts (const ObText *text)
{
  g_auto (Found) found = { 0 };

  find (text, &found);
  return found.parts;
}

void
ob_plain_text_recognise (const ObText *text, ObArticle *metadata)
{
  g_auto (Found) found = { 0 };

  find (text, &found);
  g_free (metadata->title);
  if (is_set (found.parts.title))
    metadata->title = ob_text_slice (text, found.parts.title.start, found.parts.title.end);
  else
    metadata->title = cut_title (text);
  g_strdelimit (metadata->title, "\t", ' ');

  g_free (metadata->byline);
  metadata->byline = g_steal_pointer (&found.byline);
  g_free (metadata->outlet);
  metadata->outlet = g_steal_pointer (&found.date.outlet);
  g_free (metadata->published);
  metadata->published = g_steal_pointer (&found.date.published);
}
