#include "articles/encoding.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <uchardet.h>

#include "articles/plausible.h"
#include "articles/reader.h"

#define REPLACEMENT "\xef\xbf\xbd"

/* uchardet is shown this much, from the first byte on that is not ASCII. */
#define SAMPLE_BYTES (1024 * 1024)

#define USUAL_ENCODING "WINDOWS-1252"

/* More control characters than one in this many make data binary... */
#define CONTROL_SHARE 10
/* ... unless they are very few. */
#define MAX_CONTROLS 8

typedef struct
{
  const guint8 *data;
  gsize length;
} Bytes;

/* Beginnings of files that are not text. */
static const struct
{
  const char *magic;
  gsize length;
  const char *name;
} magics[] = {
  { "%PDF-", 5, N_ ("a PDF document") },
  { "PK\x03\x04", 4, N_ ("a ZIP archive, as DOCX, ODT and EPUB are") },
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, N_ ("an old Office document") },
  { "SQLite format 3", 16, N_ ("a database; a project is opened, not imported") },
  { "\x89PNG\r\n\x1a\n", 8, N_ ("a PNG picture") },
  { "\xff\xd8\xff", 3, N_ ("a JPEG picture") },
  { "GIF8", 4, N_ ("a GIF picture") },
  { "\x1f\x8b", 2, N_ ("a gzip archive") },
  { "BZh", 3, N_ ("a bzip2 archive") },
  { "\xfd\x37zXZ", 6, N_ ("an xz archive") },
  { "7z\xbc\xaf\x27\x1c", 6, N_ ("a 7-Zip archive") },
  { "\x28\xb5\x2f\xfd", 4, N_ ("a Zstandard archive") },
  { "\x7f\x45LF", 4, N_ ("a program") },
  { "OggS", 4, N_ ("a sound or film") },
  { "ID3", 3, N_ ("a sound") },
};

/* Supersets that browsers read for these names, since files are labelled so. */
static const struct
{
  const char *name;
  const char *superset;
} supersets[] = {
  { "ISO-8859-1", "WINDOWS-1252" },
  { "ISO-8859-9", "WINDOWS-1254" },
  { "ISO-8859-11", "WINDOWS-874" },
  { "TIS-620", "WINDOWS-874" },
  { "GB2312", "GB18030" },
  { "SHIFT_JIS", "CP932" },
  { "EUC-KR", "UHC" },
  { "KS_C_5601-1987", "UHC" },
  { "SHIFT-JIS", "CP932" },
  { "X-SJIS", "CP932" },
  { "GBK", "GB18030" },
  { "X-GBK", "GB18030" },
  { "LATIN1", "WINDOWS-1252" },
  { "ISO8859-1", "WINDOWS-1252" },
  { "US-ASCII", "WINDOWS-1252" },
  { "ASCII", "WINDOWS-1252" },
  { "X-MAC-ROMAN", "MACINTOSH" },
  { "UTF8", "UTF-8" },
  { "UNICODE-1-1-UTF-8", "UTF-8" },
};

/* What is meant by an encoding's name in a file. */
static const char *
find_superset (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (supersets); i++)
    if (g_ascii_strcasecmp (name, supersets[i].name) == 0)
      return supersets[i].superset;

  return name;
}

static gboolean
is_control (gunichar c)
{
  return (c < 0x20 && !(c >= '\t' && c <= '\r')) || (c >= 0x7f && c < 0xa0 && c != 0x85);
}

static gboolean
is_too_many (gsize n_controls, gsize n_chars)
{
  return n_controls > MAX_CONTROLS && n_controls > n_chars / CONTROL_SHARE;
}

static gboolean
set_binary_error (GError **error, const char *seen)
{
  g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
               _ ("This is not a text but %s."), seen);
  return FALSE;
}

/* UTF-8 ---------------------------------------------------------------------------------------- */

typedef struct
{
  gsize n_controls; /* control characters, zeros among them */
  gsize n_zeros;
  gsize n_sequences; /* characters of more than one byte */
  gsize n_invalid;   /* bytes that are of no character */
  gsize first_invalid;
} Utf8Survey;

static gboolean
are_ascii (const guint8 *data)
{
  guint64 word;

  memcpy (&word, data, sizeof word);
  return (word & G_GUINT64_CONSTANT (0x8080808080808080)) == 0;
}

/* One past the valid stretch that starts at @data; zeros are valid.  Only what is between stretches
 * of ASCII is looked at byte by byte. */
static const guint8 *
skip_valid (const guint8 *data, const guint8 *end)
{
  while (data < end)
    {
      const guint8 *other = data;
      const char *stop;

      while (end - data >= 8 && are_ascii (data))
        data += 8;
      while (data < end && *data < 0x80)
        data++;
      for (other = data; other < end && (end - other < 8 || !are_ascii (other)); other++)
        ;
      if (g_utf8_validate_len ((const char *) data, (gsize) (other - data), &stop))
        {
          data = other;
          continue;
        }
      data = (const guint8 *) stop;
      if (*data != 0)
        return data;
      data++;
    }

  return end;
}

/* Whether the eight bytes at @data are printable ASCII, by which most of most texts is passed over
 * quickly: no high bit, and none below the space or the delete character. */
static gboolean
are_printable (const guint8 *data)
{
  guint64 word, low, delete;

  memcpy (&word, data, sizeof word);
  low = word - G_GUINT64_CONSTANT (0x2020202020202020);
  delete = word + G_GUINT64_CONSTANT (0x0101010101010101);
  return ((word | low | delete) & G_GUINT64_CONSTANT (0x8080808080808080)) == 0;
}

static void
survey_valid (const guint8 *data, const guint8 *end, Utf8Survey *survey)
{
  for (; data < end; data++)
    {
      while (end - data > 8 && are_printable (data))
        data += 8;
      if (*data >= 0xc2)
        survey->n_sequences++;
      if ((*data < 0x20 || *data == 0x7f) && is_control (*data))
        survey->n_controls++;
      if (*data == 0)
        survey->n_zeros++;
      if (*data == 0xc2 && data[1] < 0xa0 && data[1] != 0x85)
        survey->n_controls++;
    }
}

static void
survey_utf8 (Bytes bytes, Utf8Survey *survey)
{
  const guint8 *data = bytes.data, *end = bytes.data + bytes.length;

  memset (survey, 0, sizeof *survey);
  while (data < end)
    {
      const guint8 *stop = skip_valid (data, end);

      survey_valid (data, stop, survey);
      if (stop == end)
        return;
      if (survey->n_invalid++ == 0)
        survey->first_invalid = (gsize) (stop - bytes.data);
      data = stop + 1;
    }
}

/* A copy that ends with a zero. */
static char *
copy_valid (Bytes bytes, gsize *n_bytes)
{
  char *copy = g_malloc (bytes.length + 1);

  memcpy (copy, bytes.data, bytes.length);
  copy[bytes.length] = '\0';
  *n_bytes = bytes.length;
  return copy;
}

/* A copy with U+FFFD for each invalid byte. */
static char *
repair_utf8 (Bytes bytes, gsize *n_bytes)
{
  GString *repaired = g_string_sized_new (bytes.length);
  const guint8 *data = bytes.data, *end = bytes.data + bytes.length;

  while (data < end)
    {
      const guint8 *stop = skip_valid (data, end);

      g_string_append_len (repaired, (const char *) data, stop - data);
      if (stop < end)
        {
          g_string_append (repaired, REPLACEMENT);
          stop++;
        }
      data = stop;
    }

  *n_bytes = repaired->len;
  return g_string_free (repaired, FALSE);
}

/* UTF-16 and UTF-32 ---------------------------------------------------------------------------- */

static guint16
get_unit (Bytes bytes, gsize i, gboolean big_endian)
{
  guint8 first = bytes.data[i], second = bytes.data[i + 1];

  return big_endian ? (guint16) (first << 8 | second) : (guint16) (second << 8 | first);
}

/* The character at byte @i, advanced; 0xFFFD with *@n_replaced raised for what is none. */
static gunichar
read_utf16 (Bytes bytes, gsize *i, gboolean big_endian, guint *n_replaced)
{
  gunichar unit, low;

  if (bytes.length - *i < 2)
    {
      *n_replaced += 1;
      *i = bytes.length;
      return 0xfffd;
    }

  unit = get_unit (bytes, *i, big_endian);
  *i += 2;
  if ((unit & 0xf800) != 0xd800)
    return unit;
  if (unit < 0xdc00 && bytes.length - *i >= 2)
    {
      low = get_unit (bytes, *i, big_endian);
      if ((low & 0xfc00) == 0xdc00)
        {
          *i += 2;
          return 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
        }
    }

  *n_replaced += 2;
  return 0xfffd;
}

static gunichar
read_utf32 (Bytes bytes, gsize *i, gboolean big_endian, guint *n_replaced)
{
  gsize n = MIN (bytes.length - *i, 4);
  gunichar c = 0;

  for (gsize k = 0; k < n; k++)
    c |= (gunichar) bytes.data[*i + k] << (big_endian ? 24 - 8 * k : 8 * k);
  *i += n;
  if (n == 4 && c <= 0x10ffff && (c & 0xfffff800) != 0xd800)
    return c;

  *n_replaced += (guint) n;
  return 0xfffd;
}

static char *
decode_units (Bytes bytes, gboolean wide, gboolean big_endian, gsize *n_bytes, guint *n_replaced)
{
  GString *utf8 = g_string_sized_new (bytes.length);
  gsize i = 0;

  *n_replaced = 0;
  while (i < bytes.length)
    g_string_append_unichar (utf8, wide ? read_utf32 (bytes, &i, big_endian, n_replaced)
                                        : read_utf16 (bytes, &i, big_endian, n_replaced));

  *n_bytes = utf8->len;
  return g_string_free (utf8, FALSE);
}

/* Number of ASCII characters when @bytes can be UTF-16 of that order; else 0. */
static gsize
rate_utf16 (Bytes bytes, gboolean big_endian)
{
  gsize i = 0, n_ascii = 0, n_chars = 0, n_controls = 0;
  guint n_replaced = 0;

  while (i < bytes.length)
    {
      gunichar c = read_utf16 (bytes, &i, big_endian, &n_replaced);

      if (n_replaced > 0 || g_unichar_type (c) == G_UNICODE_UNASSIGNED
          || g_unichar_type (c) == G_UNICODE_PRIVATE_USE)
        return 0;
      n_chars++;
      n_ascii += c >= '\t' && c < 0x7f;
      n_controls += is_control (c);
    }

  return n_controls > n_chars / CONTROL_SHARE ? 0 : n_ascii;
}

/* The wrong order turns spaces and letters of every script into rare Chinese characters. */
static const char *
recognise_utf16 (Bytes bytes)
{
  gsize little, big;

  if (bytes.length % 2 != 0)
    return NULL;

  little = rate_utf16 (bytes, FALSE);
  big = rate_utf16 (bytes, TRUE);
  if (little == big)
    return NULL;

  return little > big ? "UTF-16LE" : "UTF-16BE";
}

/* Byte order marks ----------------------------------------------------------------------------- */

static gboolean
begins_with (Bytes bytes, const char *beginning, gsize length)
{
  return bytes.length >= length && memcmp (bytes.data, beginning, length) == 0;
}

/* The longer mark first: that of UTF-32 begins with that of UTF-16. */
static const char *
recognise_mark (Bytes bytes)
{
  if (begins_with (bytes, "\xff\xfe\0\0", 4) && bytes.length % 4 == 0)
    return "UTF-32LE";
  if (begins_with (bytes, "\0\0\xfe\xff", 4))
    return "UTF-32BE";
  if (begins_with (bytes, "\xff\xfe", 2))
    return "UTF-16LE";
  if (begins_with (bytes, "\xfe\xff", 2))
    return "UTF-16BE";
  if (begins_with (bytes, "\xef\xbb\xbf", 3))
    return "UTF-8";

  return NULL;
}

static char *
convert_unicode (Bytes bytes, const char *encoding, gsize *n_bytes, guint *n_replaced)
{
  return decode_units (bytes, g_str_has_prefix (encoding, "UTF-32"),
                       g_str_has_suffix (encoding, "BE"), n_bytes, n_replaced);
}

/* Other encodings ------------------------------------------------------------------------------ */

static const char *
ask_uchardet (Bytes bytes, gsize first_invalid)
{
  uchardet_t detector = uchardet_new ();
  const char *name = NULL;
  gsize start = first_invalid;

  /* Back to a byte that is ASCII in every encoding, so that no character is cut. */
  while (start > 0 && (bytes.data[start] >= 0x80 || bytes.data[start - 1] >= 0x80))
    start--;

  if (uchardet_handle_data (detector, (const char *) bytes.data + start,
                            MIN (bytes.length - start, SAMPLE_BYTES))
      == 0)
    {
      uchardet_data_end (detector);
      name = g_intern_string (uchardet_get_charset (detector));
    }
  uchardet_delete (detector);

  return name != NULL ? find_superset (name) : NULL;
}

/* Converts all of @bytes; what does not fit becomes U+FFFD, a byte at a time.  (nullable): NULL when
 * there is no such encoding. */
static char *
convert_leniently (Bytes bytes, const char *encoding, gsize *n_bytes, guint *n_replaced)
{
  GIConv converter = g_iconv_open ("UTF-8", encoding);
  GString *utf8;
  char *in = (char *) bytes.data;
  gsize n_left = bytes.length;
  char out[8192];

  if (converter == (GIConv) -1)
    return NULL;
  utf8 = g_string_sized_new (bytes.length + bytes.length / 8);
  while (n_left > 0)
    {
      char *at = out;
      gsize room = sizeof out;
      gsize result = g_iconv (converter, &in, &n_left, &at, &room);

      g_string_append_len (utf8, out, at - out);
      if (result == (gsize) -1 && errno != E2BIG)
        {
          g_string_append (utf8, REPLACEMENT);
          (*n_replaced)++;
          in++;
          n_left--;
        }
    }
  g_iconv_close (converter);
  *n_bytes = utf8->len;
  return g_string_free (utf8, FALSE);
}

static char *
convert_other (Bytes bytes, const char *encoding, gsize *n_bytes)
{
  gsize n_read;
  char *utf8 = g_convert ((const char *) bytes.data, (gssize) bytes.length, "UTF-8", encoding,
                          &n_read, n_bytes, NULL);

  if (utf8 != NULL && n_read < bytes.length)
    g_clear_pointer (&utf8, g_free);

  return utf8;
}

/* uchardet guesses among the Latin encodings by letters; few letters, and it guesses wildly.  Where
 * it makes no difference the most frequent is meant. */
static char *
convert_guess (Bytes bytes, const char **encoding, gsize *n_bytes)
{
  g_autofree char *guessed = convert_other (bytes, *encoding, n_bytes);
  g_autofree char *usual = NULL;
  gsize n_usual;

  if (guessed == NULL || strcmp (*encoding, USUAL_ENCODING) == 0)
    return g_steal_pointer (&guessed);

  usual = convert_other (bytes, USUAL_ENCODING, &n_usual);
  if (usual != NULL && n_usual == *n_bytes && memcmp (usual, guessed, n_usual) == 0)
    *encoding = USUAL_ENCODING;
  return g_steal_pointer (&guessed);
}

static gboolean
has_too_many_controls (const char *utf8, gsize n_bytes)
{
  Bytes bytes = { (const guint8 *) utf8, n_bytes };
  Utf8Survey survey;

  survey_utf8 (bytes, &survey);
  return is_too_many (survey.n_controls, n_bytes);
}

static void
set_unknown_error (GError **error, Bytes bytes, gsize first_invalid)
{
  guint line = 1;

  for (gsize i = 0; i < first_invalid; i++)
    line += bytes.data[i] == '\n';
  g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
               _ ("The encoding of the file is not known: it is not UTF-8 (line %u has the byte "
                  "%02X), and no other encoding fits. Save it as UTF-8 and try again."),
               line, bytes.data[first_invalid]);
}

static gboolean
refuse_known_formats (Bytes bytes, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (begins_with (bytes, magics[i].magic, magics[i].length))
      return set_binary_error (error, _ (magics[i].name));

  return TRUE;
}

static char *
refuse_binary (Bytes bytes, const Utf8Survey *survey, GError **error)
{
  g_autofree char *seen
      = survey->n_zeros > 0
            ? g_strdup_printf (ngettext ("binary data (%" G_GSIZE_FORMAT " of its bytes is zero)",
                                         "binary data (%" G_GSIZE_FORMAT " of its bytes are zero)",
                                         survey->n_zeros),
                               survey->n_zeros)
            : g_strdup_printf (
                ngettext ("binary data (it has %" G_GSIZE_FORMAT " control character)",
                          "binary data (it has %" G_GSIZE_FORMAT " control characters)",
                          survey->n_controls),
                survey->n_controls);

  set_binary_error (error, seen);
  return NULL;
}

/* ISO-2022 (Japanese e-mail) is ASCII that switches to other characters by escape sequences. */
static char *
convert_iso_2022 (Bytes bytes, gsize *n_bytes, const char **encoding)
{
  const guint8 *escape = memchr (bytes.data, 0x1b, bytes.length);
  char *utf8 = NULL;

  if (escape == NULL)
    return NULL;

  *encoding = ask_uchardet (bytes, (gsize) (escape - bytes.data));
  if (*encoding != NULL && g_str_has_prefix (*encoding, "ISO-2022"))
    utf8 = convert_other (bytes, *encoding, n_bytes);
  return utf8;
}

/* What has no mark. */
static char *
convert_unmarked (Bytes bytes, const char *declared, gsize *n_bytes, const char **encoding,
                  guint *n_replaced, GError **error)
{
  Utf8Survey survey;
  gboolean is_binary;
  char *utf8 = NULL;

  survey_utf8 (bytes, &survey);
  is_binary = is_too_many (survey.n_controls, bytes.length);
  *n_replaced = 0;
  if (survey.n_sequences == 0 && survey.n_zeros == 0 && survey.n_controls > 0)
    utf8 = convert_iso_2022 (bytes, n_bytes, encoding);
  if (utf8 != NULL)
    return utf8;

  *encoding = "UTF-8";
  if (survey.n_invalid == 0 && survey.n_controls <= bytes.length / CONTROL_SHARE)
    return copy_valid (bytes, n_bytes);

  if (declared != NULL && survey.n_zeros == 0)
    {
      *encoding = g_intern_string (find_superset (declared));
      utf8 = strcmp (*encoding, "UTF-8") != 0
                 ? convert_leniently (bytes, *encoding, n_bytes, n_replaced)
                 : NULL;
      if (utf8 != NULL && *n_replaced <= bytes.length / 100)
        return utf8;
      g_clear_pointer (&utf8, g_free);
      *n_replaced = 0;
    }
  if (survey.n_zeros > 0 && (*encoding = recognise_utf16 (bytes)) != NULL)
    return convert_unicode (bytes, *encoding, n_bytes, n_replaced);
  *encoding = "UTF-8";
  if (is_binary || (survey.n_zeros > 0 && survey.n_invalid > 0))
    return refuse_binary (bytes, &survey, error);
  if (survey.n_invalid == 0)
    return repair_utf8 (bytes, n_bytes);

  if (survey.n_sequences > 4 * survey.n_invalid)
    {
      *n_replaced = (guint) survey.n_invalid;
      return repair_utf8 (bytes, n_bytes);
    }

  *encoding = ask_uchardet (bytes, survey.first_invalid);
  if (*encoding != NULL && **encoding != '\0')
    utf8 = convert_guess (bytes, encoding, n_bytes);
  if (utf8 == NULL || !ob_plausible_is_text (utf8, *n_bytes))
    {
      g_clear_pointer (&utf8, g_free);
      set_unknown_error (error, bytes, survey.first_invalid);
    }
  return utf8;
}

static char *
convert_marked (Bytes bytes, gsize *n_bytes, const char *encoding, guint *n_replaced)
{
  Utf8Survey survey;

  if (strcmp (encoding, "UTF-8") != 0)
    return convert_unicode (bytes, encoding, n_bytes, n_replaced);

  survey_utf8 (bytes, &survey);
  *n_replaced = (guint) survey.n_invalid;
  return repair_utf8 (bytes, n_bytes);
}

/* Public functions ----------------------------------------------------------------------------- */

const ObEncoding *
ob_encodings_list (void)
{
  static const ObEncoding encodings[] = {
    { "UTF-8", N_ ("Unicode") },
    { "UTF-16LE", N_ ("Unicode") },
    { "UTF-16BE", N_ ("Unicode") },
    { "WINDOWS-1252", N_ ("Western") },
    { "ISO-8859-1", N_ ("Western") },
    { "ISO-8859-15", N_ ("Western") },
    { "MACINTOSH", N_ ("Western") },
    { "IBM850", N_ ("Western") },
    { "WINDOWS-1250", N_ ("Central European") },
    { "ISO-8859-2", N_ ("Central European") },
    { "IBM852", N_ ("Central European") },
    { "ISO-8859-16", N_ ("Romanian") },
    { "ISO-8859-3", N_ ("South European") },
    { "WINDOWS-1257", N_ ("Baltic") },
    { "ISO-8859-13", N_ ("Baltic") },
    { "ISO-8859-4", N_ ("Baltic") },
    { "ISO-8859-10", N_ ("Nordic") },
    { "WINDOWS-1251", N_ ("Cyrillic") },
    { "KOI8-R", N_ ("Cyrillic") },
    { "KOI8-U", N_ ("Cyrillic") },
    { "ISO-8859-5", N_ ("Cyrillic") },
    { "IBM866", N_ ("Cyrillic") },
    { "IBM855", N_ ("Cyrillic") },
    { "MAC-CYRILLIC", N_ ("Cyrillic") },
    { "WINDOWS-1253", N_ ("Greek") },
    { "ISO-8859-7", N_ ("Greek") },
    { "WINDOWS-1254", N_ ("Turkish") },
    { "ISO-8859-9", N_ ("Turkish") },
    { "WINDOWS-1255", N_ ("Hebrew") },
    { "ISO-8859-8", N_ ("Hebrew") },
    { "WINDOWS-1256", N_ ("Arabic") },
    { "ISO-8859-6", N_ ("Arabic") },
    { "GB18030", N_ ("Chinese, simplified") },
    { "BIG5", N_ ("Chinese, traditional") },
    { "BIG5-HKSCS", N_ ("Chinese, traditional") },
    { "EUC-TW", N_ ("Chinese, traditional") },
    { "CP932", N_ ("Japanese") },
    { "EUC-JP", N_ ("Japanese") },
    { "ISO-2022-JP", N_ ("Japanese") },
    { "UHC", N_ ("Korean") },
    { "EUC-KR", N_ ("Korean") },
    { "ISO-2022-KR", N_ ("Korean") },
    { "WINDOWS-874", N_ ("Thai") },
    { "WINDOWS-1258", N_ ("Vietnamese") },
    { "VISCII", N_ ("Vietnamese") },
    { "UTF-7", N_ ("Unicode") },
    { "UTF-16", N_ ("Unicode") },
    { "UTF-32", N_ ("Unicode") },
    { NULL, NULL },
  };

  return encodings;
}

char *
ob_encoding_convert (GBytes *bytes, const char *encoding, gsize *n_bytes, guint *n_replaced,
                     GError **error)
{
  Bytes all;
  char *utf8;

  all.data = g_bytes_get_data (bytes, &all.length);
  *n_replaced = 0;
  utf8 = convert_leniently (all, find_superset (encoding), n_bytes, n_replaced);
  if (utf8 == NULL)
    g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                 _ ("“%s” is not an encoding that can be read."), encoding);
  return utf8;
}

char *
ob_encoding_read (GBytes *bytes, const char *declared, gsize *n_bytes, const char **encoding,
                  guint *n_replaced, GError **error)
{
  g_autofree char *utf8 = NULL;
  Bytes all;

  all.data = g_bytes_get_data (bytes, &all.length);
  if (!refuse_known_formats (all, error))
    return NULL;

  *encoding = recognise_mark (all);
  if (*encoding != NULL)
    utf8 = convert_marked (all, n_bytes, *encoding, n_replaced);
  else
    utf8 = convert_unmarked (all, declared, n_bytes, encoding, n_replaced, error);
  if (utf8 == NULL)
    return NULL;

  if (is_too_many (*n_replaced, all.length) || has_too_many_controls (utf8, *n_bytes))
    {
      set_binary_error (error, _ ("binary data"));
      return NULL;
    }

  return g_steal_pointer (&utf8);
}

char *
ob_encoding_decode (GBytes *bytes,
                    const char *chosen,
                    const char *declared,
                    gsize *n_bytes,
                    const char **encoding,
                    guint *n_replaced,
                    GError **error)
{
  if (chosen == NULL)
    return ob_encoding_read (bytes, declared, n_bytes, encoding, n_replaced, error);

  *encoding = g_intern_string (chosen);
  return ob_encoding_convert (bytes, chosen, n_bytes, n_replaced, error);
}

char *
ob_encoding_to_utf8 (GBytes *bytes, gsize *n_bytes, const char **encoding, guint *n_replaced,
                     GError **error)
{
  return ob_encoding_read (bytes, NULL, n_bytes, encoding, n_replaced, error);
}
