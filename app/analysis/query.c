#include "analysis/query.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define DEEPEST 100
#define FARTHEST 1000
#define DEFAULT_NEAR 10

typedef enum
{
  TOKEN_END,
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_COMMA,
  TOKEN_AND,
  TOKEN_OR,
  TOKEN_NOT,
  TOKEN_INSIDE,
  TOKEN_OVERLAPPING,
  TOKEN_NEAR,     /* near/5 */
  TOKEN_NEAR_SET, /* NEAR( */
  TOKEN_FIELD,    /* name: with its value */
  TOKEN_WORD,
  TOKEN_PHRASE,
} TokenType;

typedef struct
{
  TokenType type;
  const char *start;
  const char *end;
  char *text;  /* (owned) (nullable) word, phrase or value */
  char *name;  /* (owned) (nullable) of a field */
  guint distance;
  gboolean prefix;
} Token;

typedef struct
{
  const char *text;
  const char *next; /* after the token */
  Token token;
  guint depth;
  GError **error;
  gboolean failed;
} Parser;

static ObQuery *parse_query (Parser *parser);

G_DEFINE_QUARK (ob-query-error-quark, ob_query_error)

G_GNUC_PRINTF (3, 4)
static void
fail (Parser *parser, const char *place, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (parser->failed)
    return;
  parser->failed = TRUE;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: a place in what was typed, counted from 1, and what is wrong there. */
  g_set_error (parser->error, OB_QUERY_ERROR, OB_QUERY_ERROR_SYNTAX, _ ("At character %u: %s"),
               (guint) g_utf8_pointer_to_offset (parser->text, place) + 1, message);
}

/* Tokens --------------------------------------------------------------------------------------- */

static gboolean
ends_word (const char *p)
{
  return *p == '\0' || strchr ("()\",", *p) != NULL || g_unichar_isspace (g_utf8_get_char (p));
}

static const char *
find_word_end (const char *p)
{
  while (!ends_word (p))
    p = g_utf8_next_char (p);
  return p;
}

/* The characters that open and close a phrase: " and what an input method makes of it. */
static gboolean
is_quote (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E;
}

/* Reads a phrase that begins at @p; NULL when it does not end. */
static const char *
read_phrase (Parser *parser, const char *p, char **text)
{
  const char *start = g_utf8_next_char (p);
  const char *end = start;

  while (*end != '\0' && !is_quote (end))
    end = g_utf8_next_char (end);
  if (*end == '\0')
    {
      fail (parser, p, _ ("the quotation mark is not closed: “\"” was expected at the end."));
      return NULL;
    }
  *text = g_strndup (start, (gsize) (end - start));
  return g_utf8_next_char (end);
}

static const struct
{
  const char *word;
  TokenType type;
} operators[] = {
  { "AND", TOKEN_AND },       { "OR", TOKEN_OR },           { "NOT", TOKEN_NOT },
  { "inside", TOKEN_INSIDE }, { "INSIDE", TOKEN_INSIDE },   { "overlapping", TOKEN_OVERLAPPING },
  { "OVERLAPPING", TOKEN_OVERLAPPING },
};

/* "near/5" */
static gboolean
read_near (Parser *parser, Token *token, const char *word)
{
  guint64 distance;

  if (g_ascii_strncasecmp (word, "near/", 5) != 0)
    return FALSE;
  token->type = TOKEN_NEAR;
  if (!g_ascii_string_to_unsigned (word + 5, 10, 0, FARTHEST, &distance, NULL))
    fail (parser, token->start + 5,
          _ ("a number of words up to %u was expected after “near/”."), FARTHEST);
  else
    token->distance = (guint) distance;
  return TRUE;
}

/* "speaker:Lavrov", "speaker:"Sergei Lavrov"" */
static gboolean
read_field (Parser *parser, Token *token, const char *colon)
{
  const char *value = colon + 1;
  const char *end;

  token->type = TOKEN_FIELD;
  token->name = g_ascii_strdown (token->start, colon - token->start);
  if (is_quote (value))
    end = read_phrase (parser, value, &token->text);
  else
    {
      end = find_word_end (value);
      token->text = g_strndup (value, (gsize) (end - value));
    }
  if (end == NULL)
    return FALSE;
  if (*token->text == '\0')
    fail (parser, value, _ ("a value was expected after “%s:”."), token->name);
  token->end = end;
  return TRUE;
}

/* A colon after a name of letters, which is what makes a field: not that of 12:30 or http://. */
static const char *
find_colon (const char *start, const char *end)
{
  const char *p = start;

  while (p < end && (g_ascii_isalpha (*p) || *p == '-' || *p == '_'))
    p++;
  return p > start && p < end && *p == ':' && strncmp (p, "://", 3) != 0 ? p : NULL;
}

static void
read_word (Parser *parser, Token *token)
{
  const char *end = find_word_end (token->start);
  const char *colon = find_colon (token->start, end);
  g_autofree char *word = g_strndup (token->start, (gsize) (end - token->start));

  token->end = end;
  if (strcmp (word, "NEAR") == 0 && *end == '(')
    {
      token->type = TOKEN_NEAR_SET;
      token->end = end + 1;
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (strcmp (word, operators[i].word) == 0)
      {
        token->type = operators[i].type;
        return;
      }
  if (read_near (parser, token, word))
    return;
  if (colon != NULL)
    {
      read_field (parser, token, colon);
      return;
    }

  token->type = TOKEN_WORD;
  token->prefix = g_str_has_suffix (word, "*") && strlen (word) > 1;
  token->text = g_strndup (word, strlen (word) - token->prefix);
}

static void
advance (Parser *parser)
{
  Token *token = &parser->token;
  const char *p = parser->next;

  g_clear_pointer (&token->text, g_free);
  g_clear_pointer (&token->name, g_free);
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *token = (Token) { .start = p, .end = p };

  if (*p == '(' || *p == ')' || *p == ',')
    {
      token->type = *p == '(' ? TOKEN_OPEN : *p == ')' ? TOKEN_CLOSE : TOKEN_COMMA;
      token->end = p + 1;
    }
  else if (*p != '\0' && is_quote (p))
    {
      const char *end = read_phrase (parser, p, &token->text);

      token->type = end != NULL ? TOKEN_PHRASE : TOKEN_END;
      token->end = end != NULL ? end : p + strlen (p);
      if (*token->end == '*')
        {
          token->prefix = TRUE;
          token->end++;
        }
    }
  else if (*p != '\0')
    read_word (parser, token);
  parser->next = parser->failed ? p + strlen (p) : token->end;
  if (parser->failed)
    token->type = TOKEN_END;
}

/* The tree ------------------------------------------------------------------------------------- */

static ObQuery *
create (Parser *parser, ObQueryType type, ObQuery *left, ObQuery *right)
{
  ObQuery *query = g_new0 (ObQuery, 1);

  query->type = type;
  query->left = left;
  query->right = right;
  query->offset = left != NULL
                      ? left->offset
                      : (guint) g_utf8_pointer_to_offset (parser->text, parser->token.start);
  return query;
}

static gboolean
has_letters (const char *words)
{
  for (; *words != '\0'; words = g_utf8_next_char (words))
    if (g_unichar_isalnum (g_utf8_get_char (words)))
      return TRUE;
  return FALSE;
}

static ObQuery *
parse_words (Parser *parser)
{
  ObQuery *query = create (parser, OB_QUERY_WORDS, NULL, NULL);

  query->words = g_ptr_array_new_with_free_func (g_free);
  if (!has_letters (parser->token.text))
    fail (parser, parser->token.start, _ ("a word with letters or digits was expected."));
  g_ptr_array_add (query->words, g_steal_pointer (&parser->token.text));
  query->prefix = parser->token.prefix;
  advance (parser);
  return query;
}

/* After "NEAR(". */
static ObQuery *
parse_near_set (Parser *parser)
{
  ObQuery *query = create (parser, OB_QUERY_WORDS, NULL, NULL);

  query->words = g_ptr_array_new_with_free_func (g_free);
  query->distance = DEFAULT_NEAR;
  advance (parser);
  while (parser->token.type == TOKEN_WORD || parser->token.type == TOKEN_PHRASE)
    {
      if (!has_letters (parser->token.text))
        fail (parser, parser->token.start, _ ("a word with letters or digits was expected."));
      g_ptr_array_add (query->words, g_steal_pointer (&parser->token.text));
      advance (parser);
    }
  if (query->words->len < 2)
    fail (parser, parser->token.start, _ ("two or more words were expected in “NEAR( )”."));
  if (parser->token.type == TOKEN_COMMA)
    {
      guint64 distance = 0;

      advance (parser);
      if (parser->token.type != TOKEN_WORD
          || !g_ascii_string_to_unsigned (parser->token.text, 10, 0, FARTHEST, &distance, NULL))
        fail (parser, parser->token.start, _ ("a number of words up to %u was expected."),
              FARTHEST);
      query->distance = (guint) distance;
      advance (parser);
    }
  if (parser->token.type != TOKEN_CLOSE)
    fail (parser, parser->token.start, _ ("“)” was expected to close “NEAR(”."));
  advance (parser);
  return query;
}

static ObQuery *
parse_group (Parser *parser)
{
  ObQuery *query;

  advance (parser);
  query = parse_query (parser);
  if (parser->token.type != TOKEN_CLOSE)
    fail (parser, parser->token.start, _ ("“)” was expected."));
  advance (parser);
  return query;
}

static ObQuery *
parse_field (Parser *parser)
{
  ObQuery *query = create (parser, OB_QUERY_FIELD, NULL, NULL);

  query->name = g_steal_pointer (&parser->token.name);
  query->value = g_steal_pointer (&parser->token.text);
  advance (parser);
  return query;
}

static ObQuery *
parse_item (Parser *parser)
{
  ObQuery *query = NULL;

  if (parser->depth >= DEEPEST)
    {
      fail (parser, parser->token.start, _ ("there are too many parentheses."));
      return NULL;
    }
  parser->depth++;
  switch (parser->token.type)
    {
    case TOKEN_NOT:
      query = create (parser, OB_QUERY_NOT, NULL, NULL);
      advance (parser);
      query->left = parse_item (parser);
      break;
    case TOKEN_OPEN:
      query = parse_group (parser);
      break;
    case TOKEN_FIELD:
      query = parse_field (parser);
      break;
    case TOKEN_NEAR_SET:
      query = parse_near_set (parser);
      break;
    case TOKEN_WORD:
    case TOKEN_PHRASE:
      query = parse_words (parser);
      break;
    default:
      fail (parser, parser->token.start,
            _ ("a word, a \"phrase\", a field such as label:claim, or “(” was expected."));
    }
  parser->depth--;
  return query;
}

static ObQuery *
parse_relation (Parser *parser)
{
  ObQuery *query = parse_item (parser);

  while (!parser->failed
         && (parser->token.type == TOKEN_INSIDE || parser->token.type == TOKEN_OVERLAPPING
             || parser->token.type == TOKEN_NEAR))
    {
      query = create (parser,
                      parser->token.type == TOKEN_INSIDE        ? OB_QUERY_INSIDE
                      : parser->token.type == TOKEN_OVERLAPPING ? OB_QUERY_OVERLAPPING
                                                                : OB_QUERY_NEAR,
                      query, NULL);
      query->distance = parser->token.distance;
      advance (parser);
      query->right = parse_item (parser);
    }
  return query;
}

static ObQuery *
parse_all (Parser *parser)
{
  ObQuery *query = parse_relation (parser);

  while (!parser->failed && parser->token.type != TOKEN_END && parser->token.type != TOKEN_CLOSE
         && parser->token.type != TOKEN_OR && parser->token.type != TOKEN_COMMA)
    {
      if (parser->token.type == TOKEN_AND)
        advance (parser);
      query = create (parser, OB_QUERY_AND, query, NULL);
      query->right = parse_relation (parser);
    }
  return query;
}

static ObQuery *
parse_query (Parser *parser)
{
  ObQuery *query = parse_all (parser);

  while (!parser->failed && parser->token.type == TOKEN_OR)
    {
      advance (parser);
      query = create (parser, OB_QUERY_OR, query, NULL);
      query->right = parse_all (parser);
    }
  return query;
}

static void
append_text (GString *out, const ObQuery *query)
{
  static const char *const names[] = { "AND", "OR", "NOT", "inside", "overlapping", "near" };

  switch (query->type)
    {
    case OB_QUERY_FIELD:
      g_string_append_printf (out, "%s:\"%s\"", query->name, query->value);
      break;
    case OB_QUERY_WORDS:
      g_string_append (out, query->words->len > 1 ? "NEAR(" : "");
      for (guint i = 0; i < query->words->len; i++)
        g_string_append_printf (out, "%s\"%s\"", i > 0 ? " " : "", (char *) query->words->pdata[i]);
      if (query->words->len > 1)
        g_string_append_printf (out, ", %u)", query->distance);
      g_string_append (out, query->prefix ? "*" : "");
      break;
    case OB_QUERY_NOT:
      g_string_append (out, "NOT ");
      append_text (out, query->left);
      break;
    default:
      g_string_append_c (out, '(');
      append_text (out, query->left);
      g_string_append_printf (out, " %s", names[query->type]);
      if (query->type == OB_QUERY_NEAR)
        g_string_append_printf (out, "/%u", query->distance);
      g_string_append_c (out, ' ');
      append_text (out, query->right);
      g_string_append_c (out, ')');
    }
}

/* Public functions ----------------------------------------------------------------------------- */

ObQuery *
ob_query_parse (const char *text, GError **error)
{
  Parser parser = { .text = text, .next = text, .error = error };
  ObQuery *query;

  if (strlen (text) > OB_QUERY_MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, OB_QUERY_ERROR, OB_QUERY_ERROR_SYNTAX,
                           _ ("What is searched for is too long, or not text."));
      return NULL;
    }

  advance (&parser);
  query = parse_query (&parser);
  if (parser.token.type != TOKEN_END)
    fail (&parser, parser.token.start, _ ("nothing more was expected here, as “%s” was not opened."),
          parser.token.type == TOKEN_COMMA ? "NEAR(" : "(");
  g_free (parser.token.text);
  g_free (parser.token.name);
  if (parser.failed)
    g_clear_pointer (&query, ob_query_free);
  return query;
}

void
ob_query_free (ObQuery *query)
{
  g_clear_pointer (&query->left, ob_query_free);
  g_clear_pointer (&query->right, ob_query_free);
  g_clear_pointer (&query->words, g_ptr_array_unref);
  g_free (query->name);
  g_free (query->value);
  g_free (query);
}

char *
ob_query_to_text (const ObQuery *query)
{
  GString *out = g_string_new (NULL);

  append_text (out, query);
  return g_string_free (out, FALSE);
}
