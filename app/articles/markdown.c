#include "articles/markdown.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/markdown-inlines.h"

#define MAX_QUOTES 9

typedef struct
{
  ObDraft *draft;
  GString *paragraph; /* lines that wait to become a block */
  ObBlockKind kind;   /* of that block */
  guint level;
  guint number;
  guint n_rows;
  guint n_marks;
} Reader;

static void
flush (Reader *self)
{
  if (self->paragraph->len > 0)
    {
      ob_draft_begin (self->draft, self->kind, self->level, self->number, OB_ROLE_BODY);
      self->n_marks += ob_markdown_add_inlines (self->draft, self->paragraph->str);
      ob_draft_end (self->draft);
    }
  g_string_truncate (self->paragraph, 0);
  self->kind = OB_BLOCK_PARAGRAPH;
  self->level = self->number = 0;
}

static void
begin (Reader *self, ObBlockKind kind, guint level, guint number)
{
  flush (self);
  self->kind = kind;
  self->level = level;
  self->number = number;
}

static void
add_line (Reader *self, const char *line)
{
  if (self->paragraph->len > 0)
    g_string_append_c (self->paragraph, ' ');
  g_string_append (self->paragraph, line);
}

/* A line of nothing but three or more of @mark, and spaces. */
static gboolean
is_rule (const char *line, const char *marks)
{
  char mark = *line;
  guint n = 0;

  if (mark == '\0' || strchr (marks, mark) == NULL)
    return FALSE;
  for (; *line != '\0'; line++)
    {
      if (*line != mark && *line != ' ')
        return FALSE;
      n += *line == mark;
    }

  return n >= 3;
}

/* "## A heading ##": its level, and where its words begin. */
static guint
parse_heading (char *line, char **words)
{
  gsize level = strspn (line, "#");
  char *end = line + strlen (line);

  if (level < 1 || level > 6 || (line[level] != ' ' && line[level] != '\0'))
    return 0;
  *words = line + level;
  while (end > *words && (end[-1] == ' '))
    end--;
  while (end > *words && end[-1] == '#')
    end--;
  if (end > *words && end[-1] == ' ')
    *end = '\0';
  return (guint) level;
}

/* "- ", "12. ": how many bytes its mark has, and its number; 0 when it is no item. */
static gsize
parse_item (const char *line, guint *number)
{
  gsize n = strspn (line, "0123456789");

  *number = 0;
  if (n == 0 && strchr ("-*+", *line) != NULL && *line != '\0' && line[1] == ' ')
    return 2;
  if (n == 0 || n > 6 || (line[n] != '.' && line[n] != ')') || line[n + 1] != ' ')
    return 0;
  *number = (guint) g_ascii_strtoull (line, NULL, 10);
  return n + 2;
}

static gboolean
is_table_rule (const char *line)
{
  return strchr (line, '-') != NULL && strchr (line, '|') != NULL
         && line[strspn (line, "|-: \t")] == '\0';
}

static void
add_row (Reader *self, const char *line, gboolean is_head)
{
  g_autofree char *inside = g_strstrip (g_strdup (line));
  gsize length = strlen (inside);
  g_auto (GStrv) cells = NULL;

  flush (self);
  if (length > 1 && inside[length - 1] == '|')
    inside[length - 1] = '\0';
  cells = g_strsplit (*inside == '|' ? inside + 1 : inside, "|", -1);
  ob_draft_begin (self->draft, OB_BLOCK_TABLE_ROW, 0, ++self->n_rows, OB_ROLE_BODY);
  for (guint i = 0; cells[i] != NULL; i++)
    {
      ob_draft_begin_cell (self->draft, is_head);
      self->n_marks += ob_markdown_add_inlines (self->draft, g_strstrip (cells[i]));
    }
  ob_draft_end (self->draft);
  self->n_marks++;
}

/* Lines between fences, to the end when the last is missing; the line behind them. */
static guint
read_fenced (Reader *self, char **lines, guint i)
{
  char *fence = g_strchug (lines[i]);
  gsize n = strspn (fence, *fence == '`' ? "`" : "~");

  flush (self);
  ob_draft_begin (self->draft, OB_BLOCK_PREFORMATTED, 0, 0, OB_ROLE_BODY);
  for (i++; lines[i] != NULL; i++)
    {
      const char *line = lines[i] + strspn (lines[i], " ");

      if (*line == *fence && strspn (line, *fence == '`' ? "`" : "~") >= n)
        {
          i++;
          break;
        }
      ob_draft_add (self->draft, lines[i], -1);
      ob_draft_add (self->draft, "\n", 1);
    }
  ob_draft_end (self->draft);
  self->n_marks++;
  return i;
}

static gboolean
is_fence (const char *line)
{
  line += strspn (line, " ");
  return g_str_has_prefix (line, "```") || g_str_has_prefix (line, "~~~");
}

/* "[^1]: The note." */
static gboolean
read_note (Reader *self, const char *line)
{
  const char *close = g_str_has_prefix (line, "[^") ? strstr (line, "]:") : NULL;

  if (close == NULL)
    return FALSE;
  begin (self, OB_BLOCK_FOOTNOTE, 0, (guint) MIN (g_ascii_strtoull (line + 2, NULL, 10), 9999));
  add_line (self, close + 2);
  self->n_marks++;
  return TRUE;
}

/* What is left of @line behind its marks of quotation. */
static char *
strip_quotes (char *line, guint *level)
{
  for (*level = 0; *level < MAX_QUOTES; (*level)++)
    {
      char *at = line + strspn (line, " ");

      if (*at != '>' || at - line > 3)
        break;
      line = at + 1;
      if (*line == ' ')
        line++;
    }

  return line;
}

static void
read_quote (Reader *self, const char *line, guint level)
{
  self->n_marks++;
  if (*line == '\0')
    {
      flush (self);
      return;
    }
  if (self->kind != OB_BLOCK_QUOTE || self->level != level)
    begin (self, OB_BLOCK_QUOTE, level, 0);
  add_line (self, line);
}

/* One line outside of fences and tables. */
static void
read_line (Reader *self, char *line)
{
  guint quote_level, number, level;
  gsize indent = strspn (line, " \t"), n_mark;
  char *words = strip_quotes (line, &quote_level);

  if (quote_level > 0)
    {
      read_quote (self, g_strstrip (words), quote_level);
      return;
    }

  g_strstrip (line);
  level = parse_heading (line, &words);
  n_mark = parse_item (line, &number);
  if (*line == '\0')
    flush (self);
  else if (level > 0)
    {
      begin (self, OB_BLOCK_HEADING, level, 0);
      add_line (self, words);
      flush (self);
      self->n_marks++;
    }
  else if (self->paragraph->len > 0 && self->kind == OB_BLOCK_PARAGRAPH
           && (is_rule (line, "=") || (is_rule (line, "-") && strchr (line, ' ') == NULL)))
    {
      self->kind = OB_BLOCK_HEADING;
      self->level = *line == '=' ? 1 : 2;
      flush (self);
      self->n_marks++;
    }
  else if (is_rule (line, "-*_"))
    {
      flush (self);
      self->n_marks++;
    }
  else if (n_mark > 0)
    {
      begin (self, OB_BLOCK_LIST_ITEM, 1 + (guint) MIN (indent / 2, 8), number);
      add_line (self, line + n_mark);
      self->n_marks++;
    }
  else if (!read_note (self, line))
    add_line (self, line);
}

/* Front matter ("---", "title: ...", "---"): the line behind it. */
static guint
read_front_matter (Reader *self, char **lines)
{
  static const struct
  {
    const char *key;
    ObMetadata field;
  } fields[] = {
    { "title", OB_METADATA_TITLE },       { "author", OB_METADATA_BYLINE },
    { "date", OB_METADATA_PUBLISHED },    { "url", OB_METADATA_URL },
    { "source", OB_METADATA_OUTLET },     { "lang", OB_METADATA_LANGUAGE },
    { "language", OB_METADATA_LANGUAGE },
  };
  guint end = 1;

  if (lines[0] == NULL || strcmp (lines[0], "---") != 0)
    return 0;
  while (lines[end] != NULL && strcmp (lines[end], "---") != 0)
    {
      /* Else it is a rule, and what follows is text. */
      if (strchr (lines[end], ':') == NULL && !g_ascii_isspace (*lines[end]) && *lines[end] != '-')
        return 0;
      end++;
    }
  if (lines[end] == NULL || end == 1)
    return 0;

  for (guint i = 1; i < end; i++)
    for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
      {
        gsize n = strlen (fields[f].key);

        if (g_str_has_prefix (lines[i], fields[f].key) && lines[i][n] == ':')
          {
            g_autofree char *value = g_strstrip (g_strdup (lines[i] + n + 1));
            gsize length = strlen (value);

            if (length > 1 && (*value == '"' || *value == '\'') && value[length - 1] == *value)
              {
                value[length - 1] = ' ';
                *value = ' ';
              }
            ob_draft_set (self->draft, fields[f].field, value, "file");
          }
      }
  ob_draft_add_note (self->draft, _ ("The lines of metadata at its beginning were taken out of the "
                                     "text."));
  return end + 1;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_markdown_is_name (const char *name)
{
  g_autofree char *small = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  return small != NULL
         && (g_str_has_suffix (small, ".md") || g_str_has_suffix (small, ".markdown")
             || g_str_has_suffix (small, ".mkd"));
}

ObDraft *
ob_markdown_read (const char *utf8)
{
  g_auto (GStrv) lines = g_strsplit (utf8, "\n", -1);
  Reader self = { 0 };
  guint i;

  self.draft = ob_draft_new ();
  self.paragraph = g_string_new (NULL);
  self.kind = OB_BLOCK_PARAGRAPH;
  for (guint l = 0; lines[l] != NULL; l++)
    if (g_str_has_suffix (lines[l], "\r"))
      lines[l][strlen (lines[l]) - 1] = '\0';

  for (i = read_front_matter (&self, lines); lines[i] != NULL;)
    {
      if (is_fence (lines[i]))
        i = read_fenced (&self, lines, i);
      else if (lines[i + 1] != NULL && strchr (lines[i], '|') != NULL
               && is_table_rule (lines[i + 1]))
        {
          self.n_rows = 0;
          add_row (&self, lines[i], TRUE);
          for (i += 2; lines[i] != NULL && strchr (lines[i], '|') != NULL; i++)
            add_row (&self, lines[i], FALSE);
        }
      else
        read_line (&self, lines[i++]);
    }
  flush (&self);

  if (self.n_marks > 0)
    ob_draft_add_note (self.draft, _ ("The marks of Markdown were taken out of the text; what they "
                                      "say is kept as its structure."));
  g_string_free (self.paragraph, TRUE);
  return self.draft;
}
