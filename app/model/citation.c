#include "model/citation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What CommonMark may take for markup anywhere in a line. */
#define MARKDOWN_SIGNS "\\`*_[]<>#|~&$!"

/* The characters of a date; the time of day says nothing in a citation. */
#define DATE_LENGTH 10

/* Appends @text as a form of citation writes it. */
typedef void (*Escape) (GString *out, const char *text);

static void
escape_nothing (GString *out, const char *text)
{
  g_string_append (out, text);
}

static void
escape_html (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

/* Also what begins a list, a rule or a heading, which only counts at the start of a line: "-", "+",
 * "=", and "1." or "1)".  @text is one line. */
static void
escape_markdown (GString *out, const char *text)
{
  gsize n_digits = strspn (text, "0123456789");

  if (strchr ("-+=", *text) != NULL && *text != '\0')
    g_string_append_c (out, '\\');
  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean number = n_digits > 0 && at == text + n_digits && (*at == '.' || *at == ')');

      if (number || strchr (MARKDOWN_SIGNS, *at) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *at);
    }
}

static gboolean
is_known (const char *field)
{
  return field != NULL && *field != '\0';
}

/* TRUE for an address that may be followed: of the web, and without what would end a link. */
static gboolean
is_web_address (const char *url)
{
  return (g_ascii_strncasecmp (url, "https://", 8) == 0 || g_ascii_strncasecmp (url, "http://", 7) == 0)
         && strpbrk (url, " \t\n\r<>\"") == NULL;
}

/* The lines of @words that are not empty, without the spaces around them.
 * Returns: (transfer full): GPtrArray of char *. */
static GPtrArray *
list_paragraphs (const char *words)
{
  g_auto (GStrv) lines = g_strsplit_set (words, "\n\r", -1);
  GPtrArray *paragraphs = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_ptr_array_add (paragraphs, g_strdup (lines[i]));

  return paragraphs;
}

static void
append_part (GString *out, const char *part, Escape escape)
{
  g_autofree char *line = g_strdup (part);

  g_strstrip (g_strdelimit (line, "\n\r\t", ' '));
  g_string_append (out, ", ");
  escape (out, line);
}

/* Outlet and date, each after a comma. */
static void
append_source (GString *out, const ObArticle *article, Escape escape)
{
  if (is_known (article->outlet))
    append_part (out, article->outlet, escape);
  if (is_known (article->published))
    {
      g_autofree char *date = g_strndup (article->published, DATE_LENGTH);

      append_part (out, g_utf8_validate (date, -1, NULL) ? date : article->published, escape);
    }
}

static void
append_title (GString *out, const ObArticle *article, Escape escape)
{
  g_autofree char *title = g_strdup (is_known (article->title) ? article->title : _("Untitled"));

  g_strstrip (g_strdelimit (title, "\n\r\t", ' '));
  escape (out, title);
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_citation_to_plain (const char *words, const ObArticle *article)
{
  g_autoptr (GPtrArray) paragraphs = list_paragraphs (words);
  g_autofree char *joined = NULL;
  GString *out = g_string_new (NULL);

  g_ptr_array_add (paragraphs, NULL);
  joined = g_strjoinv ("\n\n", (char **) paragraphs->pdata);
  /* Translators: the quotation marks of your language around words of an article. */
  g_string_append_printf (out, _("“%s”"), joined);
  g_string_append (out, "\n— ");
  append_title (out, article, escape_nothing);
  append_source (out, article, escape_nothing);
  if (is_known (article->url))
    append_part (out, article->url, escape_nothing);
  g_string_append_c (out, '\n');

  return g_string_free (out, FALSE);
}

char *
ob_citation_to_html (const char *words, const ObArticle *article)
{
  g_autoptr (GPtrArray) paragraphs = list_paragraphs (words);
  GString *out = g_string_new ("<meta charset=\"utf-8\"><blockquote>");

  for (guint i = 0; i < paragraphs->len; i++)
    {
      g_string_append (out, "<p>");
      escape_html (out, g_ptr_array_index (paragraphs, i));
      g_string_append (out, "</p>");
    }
  g_string_append (out, "</blockquote><p>— <cite>");
  append_title (out, article, escape_html);
  g_string_append (out, "</cite>");
  append_source (out, article, escape_html);
  if (is_known (article->url) && is_web_address (article->url))
    {
      g_autofree char *url = g_markup_escape_text (article->url, -1);

      g_string_append_printf (out, ", <a href=\"%s\">%s</a>", url, url);
    }
  else if (is_known (article->url))
    append_part (out, article->url, escape_html);
  g_string_append (out, "</p>\n");

  return g_string_free (out, FALSE);
}

char *
ob_citation_to_markdown (const char *words, const ObArticle *article)
{
  g_autoptr (GPtrArray) paragraphs = list_paragraphs (words);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < paragraphs->len; i++)
    {
      g_string_append (out, "> ");
      escape_markdown (out, g_ptr_array_index (paragraphs, i));
      g_string_append (out, "\n>\n");
    }
  g_string_append (out, "> — *");
  append_title (out, article, escape_markdown);
  g_string_append_c (out, '*');
  append_source (out, article, escape_markdown);
  if (is_known (article->url) && is_web_address (article->url))
    g_string_append_printf (out, ", <%s>", article->url);
  else if (is_known (article->url))
    append_part (out, article->url, escape_markdown);
  g_string_append_c (out, '\n');

  return g_string_free (out, FALSE);
}
