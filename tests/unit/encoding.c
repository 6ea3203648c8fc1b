/* Encodings: texts in many, with and without marks; damaged texts; data that is no text. */
#include "articles/encoding.h"

#include <string.h>

#include "articles/reader.h"

#define MARK "\xef\xbb\xbf"

#define LATIN "Title\n\nThe caf\xc3\xa9 was closed, she said.\n"
#define RUSSIAN \
  "Президент России Владимир Путин встретился с государственным секретарем США в Москве в среду.\n"
#define JAPANESE \
  "ロシアのプーチン大統領は水曜日、モスクワで米国のティラーソン国務長官と会談した。\n両国の関係は低い。\n"
#define GERMAN \
  "Der Außenminister erklärte, die Gespräche über Syrien hätten früh begonnen. Größere " \
  "Überraschungen blieben aus.\n"
#define QUOTES "The mayor’s “honest” answer – he said – was “no”. It cost €5.\n"

typedef struct
{
  const char *name;
  const char *utf8;
  const char *encoding; /* what iconv is to write */
  const char *found;    /* what is to be recognised */
} EncodingCase;

static const EncodingCase encoding_cases[] = {
  { "UTF-8", LATIN RUSSIAN JAPANESE, "UTF-8", "UTF-8" },
  { "UTF-8 with mark", MARK LATIN, "UTF-8", "UTF-8" },
  { "UTF-16LE", LATIN, "UTF-16LE", "UTF-16LE" },
  { "UTF-16BE", LATIN, "UTF-16BE", "UTF-16BE" },
  { "UTF-16LE with mark", MARK LATIN, "UTF-16LE", "UTF-16LE" },
  { "UTF-16BE with mark", MARK LATIN, "UTF-16BE", "UTF-16BE" },
  { "UTF-16LE in Russian", RUSSIAN, "UTF-16LE", "UTF-16LE" },
  { "UTF-16BE in Russian", RUSSIAN, "UTF-16BE", "UTF-16BE" },
  { "UTF-16LE in Japanese", JAPANESE, "UTF-16LE", "UTF-16LE" },
  { "UTF-16BE in Japanese", JAPANESE, "UTF-16BE", "UTF-16BE" },
  { "UTF-16LE with emoji", "A \xf0\x9f\x98\x80 smile\n", "UTF-16LE", "UTF-16LE" },
  { "UTF-16LE, two letters", "Hi", "UTF-16LE", "UTF-16LE" },
  { "UTF-32LE with mark", MARK LATIN, "UTF-32LE", "UTF-32LE" },
  { "UTF-32BE with mark", MARK RUSSIAN, "UTF-32BE", "UTF-32BE" },
  { "Windows-1252", GERMAN, "WINDOWS-1252", "WINDOWS-1252" },
  { "Windows-1252, quotation marks only", QUOTES, "WINDOWS-1252", "WINDOWS-1252" },
  { "Latin-1", GERMAN, "ISO-8859-1", "WINDOWS-1252" },
  { "Windows-1251", RUSSIAN, "WINDOWS-1251", "WINDOWS-1251" },
  { "KOI8-R", RUSSIAN, "KOI8-R", "KOI8-R" },
  { "Shift-JIS", JAPANESE, "SHIFT_JIS", "CP932" },
  { "EUC-JP", JAPANESE, "EUC-JP", "EUC-JP" },
  { "ISO-2022-JP", JAPANESE, "ISO-2022-JP", "ISO-2022-JP" },
};

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  const char *expected; /* (nullable): NULL when it is refused */
  gsize expected_length;
  guint n_replaced;
  const char *message; /* part of the error */
} BytesCase;

#define BYTES(text) text, sizeof (text) - 1

static const BytesCase bytes_cases[] = {
  { "a zero in text", BYTES ("Title\n\nA\0B text."), BYTES ("Title\n\nA\0B text."), 0, NULL },
  { "odd UTF-16", BYTES ("\xff\xfeH\0i\0x"), BYTES (MARK "Hi\xef\xbf\xbd"), 1, NULL },
  { "lone surrogates", BYTES ("\xff\xfe\x00\xd8H\0\x00\xdc"),
    BYTES (MARK "\xef\xbf\xbdH\xef\xbf\xbd"), 4, NULL },
  { "UTF-8 with one bad byte", BYTES ("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9\xff."),
    BYTES ("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9\xef\xbf\xbd."), 1, NULL },
  { "UTF-8 cut off", BYTES ("äöüßéäöüßé \xe2\x82"),
    BYTES ("äöüßéäöüßé \xef\xbf\xbd\xef\xbf\xbd"), 2, NULL },
  { "marked UTF-8 with a bad byte", BYTES (MARK "abc \xff"), BYTES (MARK "abc \xef\xbf\xbd"), 1, NULL },
  { "bytes of no encoding", BYTES ("One\ntwo \x80\x81 three"), NULL, 0, 0, "line 2 has the byte 80" },
  { "UTF-8 with strange bytes", BYTES ("Title\n\nbad \xff\xfe bytes\n"), NULL, 0, 0, "line 3 has the byte FF" },
  { "one strange byte", BYTES ("Hello \xff world\n"), NULL, 0, 0, "line 1 has the byte FF" },
  { "the only accent", BYTES ("Title\n\nThe caf\xe9 was closed on Monday.\n"),
    BYTES ("Title\n\nThe café was closed on Monday.\n"), 0, NULL },
  { "a word of one letter", BYTES ("Il est all\xe9 \xe0 Paris.\n"), BYTES ("Il est allé à Paris.\n"), 0, NULL },
  { "zeros", BYTES ("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), NULL, 0, 0, "binary data" },
  { "control characters", BYTES ("\1\2\3\4\5\6\7\1\2\3\4\5"), NULL, 0, 0, "binary data" },
  { "zeros and high bytes", BYTES ("\x80\0\xff\xfe\0\1\2\3\x81"), NULL, 0, 0, "binary data" },
  { "marked binary", BYTES ("\xff\xfe\1\0\2\0\3\0\4\0\5\0\6\0\1\0\2\0\3\0\4\0"), NULL, 0, 0, "binary data" },
  { "PDF", BYTES ("%PDF-1.4\n"), NULL, 0, 0, "a PDF document" },
  { "DOCX", BYTES ("PK\x03\x04zip"), NULL, 0, 0, "DOCX" },
  { "project", BYTES ("SQLite format 3\0more"), NULL, 0, 0, "a project is opened" },
};

static void
test_encodings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (encoding_cases); i++)
    {
      const EncodingCase *given = &encoding_cases[i];
      g_autoptr (GError) error = NULL;
      gsize n_written, n_bytes;
      char *written = g_convert (given->utf8, -1, given->encoding, "UTF-8", NULL, &n_written, &error);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *utf8 = NULL;
      const char *encoding;
      guint n_replaced;

      g_test_message ("%s", given->name);
      g_assert_no_error (error);
      bytes = g_bytes_new_take (written, n_written);
      utf8 = ob_encoding_to_utf8 (bytes, &n_bytes, &encoding, &n_replaced, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (utf8, n_bytes, given->utf8, strlen (given->utf8));
      g_assert_cmpstr (encoding, ==, given->found);
      g_assert_cmpuint (n_replaced, ==, 0);
    }
}

static void
test_bytes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bytes_cases); i++)
    {
      const BytesCase *given = &bytes_cases[i];
      g_autoptr (GBytes) bytes = g_bytes_new_static (given->bytes, given->length);
      g_autoptr (GError) error = NULL;
      g_autofree char *utf8 = NULL;
      const char *encoding;
      guint n_replaced;
      gsize n_bytes;

      g_test_message ("%s", given->name);
      utf8 = ob_encoding_to_utf8 (bytes, &n_bytes, &encoding, &n_replaced, &error);
      if (given->expected == NULL)
        {
          g_assert_null (utf8);
          g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
          if (strstr (error->message, given->message) == NULL)
            g_error ("“%s” does not say “%s”", error->message, given->message);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpmem (utf8, n_bytes, given->expected, given->expected_length);
      g_assert_cmpuint (n_replaced, ==, given->n_replaced);
    }
}

/* Text is looked at in words of eight bytes: what is no ASCII, and what is wrong, is found wherever
 * it stands in them. */
static void
test_places (void)
{
  static const char *const pieces[] = { "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80" };

  for (guint place = 0; place < 40; place++)
    for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
      for (gsize cut = 0; cut < 2; cut++)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          g_autoptr (GString) expected = g_string_new (NULL);
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (GError) error = NULL;
          g_autofree char *utf8 = NULL;
          const char *encoding;
          guint n_replaced;
          gsize n_bytes;

          g_string_append (text, "éé éé éé éé éé éé éé: ");
          g_string_append (expected, text->str);
          for (guint k = 0; k < place; k++)
            g_string_append_c (text, (char) ('a' + k % 26));
          g_string_append (expected, text->str + expected->len);
          g_string_append_len (text, pieces[i], (gssize) (strlen (pieces[i]) - cut));
          for (gsize k = 0; k < (cut > 0 ? strlen (pieces[i]) - cut : 1); k++)
            g_string_append (expected, cut > 0 ? "\xef\xbf\xbd" : pieces[i]);
          g_string_append (text, " and so on");
          g_string_append (expected, " and so on");

          bytes = g_bytes_new_static (text->str, text->len);
          utf8 = ob_encoding_to_utf8 (bytes, &n_bytes, &encoding, &n_replaced, &error);
          g_assert_no_error (error);
          g_assert_cmpstr (encoding, ==, "UTF-8");
          g_assert_cmpmem (utf8, n_bytes, expected->str, expected->len);
          g_assert_cmpuint (n_replaced, ==, cut > 0 ? strlen (pieces[i]) - cut : 0);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/encodings", test_encodings);
  g_test_add_func ("/encoding/bytes", test_bytes);
  g_test_add_func ("/encoding/places", test_places);
  return g_test_run ();
}
