/* JSON is read strictly: what is not RFC 8259 is refused at the right place, what is passes. */
#include <string.h>

#include "model/json-parse.h"

static void
check_accepted (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    " [ ] ",
    "0",
    "-0",
    "-1.5e-3",
    "9223372036854775807",
    "-9223372036854775808",
    "\"\"",
    "true",
    "false",
    "null",
    "{\"a\":[1,2,{\"b\":null}],\"c\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}",
    "\"\\ud83d\\ude00\"",
    "\"\xc3\xa9\"",
  };
  gsize fault;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (ob_json_check (texts[i], strlen (texts[i]), &fault), ==, NULL);
}

static void
check_refused (void)
{
  static const struct
  {
    const char *text;
    gsize fault;
    const char *clause;
  } cases[] = {
    { "", 0, "too early" },
    { "{", 1, "too early" },
    { "[1,", 3, "too early" },
    { "{\"a\"", 4, "too early" },
    { "[1 2]", 3, "“]” is expected" },
    { "{\"a\":1 \"b\"", 7, "“}” is expected" },
    { "[1}", 2, "“]” is expected" },
    { "{\"a\":1]", 6, "“}” is expected" },
    { "[1,]", 3, "a value is expected" },
    { "{\"a\":1,}", 7, "a name" },
    { "{'a':1}", 1, "a name" },
    { "{a:1}", 1, "a name" },
    { "{\"a\" 1}", 5, "a colon" },
    { "{} x", 3, "more after the end" },
    { "1 2", 2, "more after the end" },
    { "]", 0, "a value is expected" },
    { "01", 0, "begin with 0" },
    { "0x10", 1, "more after the end" },
    { ".5", 0, "a value is expected" },
    { "1.", 0, "decimal point" },
    { "1e", 0, "exponent" },
    { "-", 0, "digits" },
    { "1e400", 0, "too large" },
    { "99999999999999999999", 0, "too large" },
    { "\"a", 0, "closing" },
    { "\"a\tb\"", 0, "control character" },
    { "\"\\q\"", 0, "no escape" },
    { "\"\\u12\"", 0, "four hexadecimal" },
    { "\"\\u0000\"", 0, "u0000" },
    { "\"\\ud800\"", 0, "surrogate" },
    { "\"\\udc00\\ud800\"", 0, "surrogate" },
    { "\"\\ud800\\u0041\"", 0, "surrogate" },
    { "\"\xff\"", 1, "UTF-8" },
    { "nul", 0, "a value" },
    { "var x = {}", 0, "a value" },
    { "// c\n{}", 0, "a value" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize fault = 0;
      const char *clause = ob_json_check (cases[i].text, strlen (cases[i].text), &fault);

      g_autofree char *shown = g_strescape (cases[i].text, NULL);

      g_test_message ("%s", shown);
      g_assert_nonnull (clause);
      g_assert_nonnull (strstr (clause, cases[i].clause));
      g_assert_cmpuint (fault, ==, cases[i].fault);
    }
}

static void
check_depth (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GString) json = g_string_new (NULL);
      gsize fault;

      for (guint k = 0; k < OB_JSON_MAX_DEPTH + i; k++)
        g_string_append (json, k % 2 == 0 ? "[" : "{\"a\":");
      g_string_append (json, "1");
      for (guint k = OB_JSON_MAX_DEPTH + i; k > 0; k--)
        g_string_append (json, k % 2 == 1 ? "]" : "}");
      if (i == 0)
        g_assert_null (ob_json_check (json->str, json->len, &fault));
      else
        g_assert_nonnull (strstr (ob_json_check (json->str, json->len, &fault), "too deep"));
    }
}

static void
check_a_million_brackets (void)
{
  g_autofree char *json = g_strnfill (1000000, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (ob_json_parse_line (json, 1000000, &error));
  g_assert_nonnull (strstr (error->message, "too deep"));
}

static void
check_place (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) line_error = NULL;
  const char *json = "{\"\xc3\xa9\": x}";

  g_assert_null (ob_json_parse ("{\n\n\"a\": x}", -1, &error));
  g_assert_nonnull (strstr (error->message, "Line 3 "));
  g_assert_null (ob_json_parse_line (json, strlen (json), &line_error));
  g_assert_nonnull (strstr (line_error->message, "at character 7,"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-check/accepted", check_accepted);
  g_test_add_func ("/json-check/refused", check_refused);
  g_test_add_func ("/json-check/depth", check_depth);
  g_test_add_func ("/json-check/a-million-brackets", check_a_million_brackets);
  g_test_add_func ("/json-check/place", check_place);
  return g_test_run ();
}
