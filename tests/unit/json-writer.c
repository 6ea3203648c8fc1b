/* JSON that is written is ASCII, valid, and reads back as what it was; so do times. */
#include <float.h>
#include <string.h>

#include "formats/json-writer.h"
#include "model/json-parse.h"

static JsonNode *
parse (const GString *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = ob_json_parse (json->str, (gssize) json->len, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < json->len; i++)
    g_assert_cmpint ((guchar) json->str[i], <, 0x80);
  return root;
}

static void
check_texts (void)
{
  static const char *const texts[] = {
    "",
    "plain",
    "\"quoted\" \\ /",
    "\n\r\t\b\f\x01\x1f\x7f",
    "\xc3\xa9",
    "\xe2\x80\xa8",
    "\xf0\x9f\x9a\xa2",
    "\xf4\x8f\xbf\xbf",
    "\xef\xbf\xbf",
    "a\xd7\xa9\xf0\x9f\x9a\xa2z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (JsonNode) root = NULL;

      ob_json_open (json, '[');
      ob_json_text (json, texts[i]);
      ob_json_close (json, ']');
      root = parse (json);
      g_assert_cmpstr (json_array_get_string_element (json_node_get_array (root), 0), ==, texts[i]);
    }
}

static void
check_every_character (void)
{
  for (gunichar character = 1; character < 0x110000; character += character < 0x3000 ? 1 : 251)
    {
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (JsonNode) root = NULL;
      char text[7] = { 0 };

      if (!g_unichar_validate (character))
        continue;
      g_unichar_to_utf8 (character, text);
      ob_json_open (json, '[');
      ob_json_text (json, text);
      ob_json_close (json, ']');
      root = parse (json);
      g_assert_cmpstr (json_array_get_string_element (json_node_get_array (root), 0), ==, text);
    }
}

static void
check_commas (void)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (JsonNode) root = NULL;

  ob_json_open (json, '{');
  ob_json_add_text (json, "a", NULL);
  ob_json_add_integer (json, "b", G_MININT64);
  ob_json_name (json, "c");
  ob_json_open (json, '[');
  ob_json_open (json, '[');
  ob_json_close (json, ']');
  ob_json_open (json, '{');
  ob_json_close (json, '}');
  ob_json_flag (json, TRUE);
  ob_json_null (json);
  ob_json_close (json, ']');
  ob_json_add_flag (json, "d[", FALSE);
  ob_json_add_text (json, "e", "{");
  ob_json_add_text (json, "f", ",");
  ob_json_close (json, '}');
  root = parse (json);
  g_assert_cmpstr (json->str, ==,
                   "{\"a\":null,\"b\":-9223372036854775808,\"c\":[[],{},true,null],\"d[\":false,"
                   "\"e\":\"{\",\"f\":\",\"}");
}

static void
check_reals (void)
{
  static const double numbers[]
      = { 0.5, 0.1, 1.0 / 3, 1e300, -2.25e-7, 5.0, DBL_MAX, DBL_MIN, DBL_EPSILON, 123456789.125 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (JsonNode) root = NULL;
      JsonNode *node;

      ob_json_open (json, '[');
      ob_json_real (json, numbers[i]);
      ob_json_close (json, ']');
      root = parse (json);
      node = json_array_get_element (json_node_get_array (root), 0);
      g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_DOUBLE);
      g_assert_true (json_node_get_double (node) == numbers[i]);
    }
}

static void
check_times (void)
{
  static const struct
  {
    gint64 time;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00Z" },
    { 1, "1970-01-01T00:00:00.000001Z" },
    { -1, "1969-12-31T23:59:59.999999Z" },
    { G_GINT64_CONSTANT (1492021800000000), "2017-04-12T18:30:00Z" },
    { G_GINT64_CONSTANT (1492021800123456), "2017-04-12T18:30:00.123456Z" },
    { G_GINT64_CONSTANT (1492021800100000), "2017-04-12T18:30:00.100000Z" },
  };
  gint64 time;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ob_time_to_text (cases[i].time);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (ob_time_from_text (text, &time));
      g_assert_cmpint (time, ==, cases[i].time);
    }

  g_assert_true (ob_time_from_text ("2017-04-12T20:30:00+02:00", &time));
  g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1492021800000000));
  g_assert_false (ob_time_from_text ("yesterday", &time));
  g_assert_false (ob_time_from_text ("", &time));
}

/* Every microsecond comes back: seconds are read as a real, which must not round one away. */
static void
check_random_times (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      gint64 time = (gint64) g_test_rand_int_range (0, G_MAXINT32) * G_USEC_PER_SEC
                    + g_test_rand_int_range (0, G_USEC_PER_SEC);
      g_autofree char *text = ob_time_to_text (time);
      gint64 back;

      g_assert_true (ob_time_from_text (text, &back));
      g_assert_cmpint (back, ==, time);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-writer/texts", check_texts);
  g_test_add_func ("/json-writer/every-character", check_every_character);
  g_test_add_func ("/json-writer/commas", check_commas);
  g_test_add_func ("/json-writer/reals", check_reals);
  g_test_add_func ("/json-writer/times", check_times);
  g_test_add_func ("/json-writer/random-times", check_random_times);
  return g_test_run ();
}
