#include "articles/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "articles/canonical.h"
#include "articles/encoding.h"
#include "articles/plain-text.h"

#define MAX_BYTES ((gsize) OB_ARTICLES_MAX_MEGABYTES * 1024 * 1024)
#define MIN_CHUNK_BYTES 4096
#define MAX_CHUNK_BYTES (1024 * 1024)

G_DEFINE_QUARK (ob-articles-error-quark, ob_articles_error)

static gboolean
set_file_error (GError **error, const char *message)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_FILE, message);
  return FALSE;
}

/* The message for a system call that failed. */
static gboolean
set_system_error (GError **error, int number)
{
  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
      return set_file_error (error, _ ("There is no such file."));
    case EACCES:
    case EPERM:
      return set_file_error (error, _ ("You are not allowed to read the file."));
    default:
      g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_FILE,
                   _ ("The file cannot be read: %s."), g_strerror (number));
      return FALSE;
    }
}

static gboolean
set_size_error (GError **error, guint64 n_bytes)
{
  g_autofree char *size = g_format_size_full (n_bytes, G_FORMAT_SIZE_IEC_UNITS);

  g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_FILE,
               _ ("The file is too large: it has %s, and an article may have %d MiB at most."),
               size, OB_ARTICLES_MAX_MEGABYTES);
  return FALSE;
}

/* Whether a file may be opened, and read as far as its size tells. */
static gboolean
check_kind (const struct stat *info, GError **error)
{
  if (S_ISDIR (info->st_mode))
    return set_file_error (error, _ ("This is a folder without articles in it."));
  if (!S_ISREG (info->st_mode))
    return set_file_error (error, _ ("This is not a file but a pipe, a socket or a device."));
  if (info->st_size > (goffset) MAX_BYTES)
    return set_size_error (error, (guint64) info->st_size);

  return TRUE;
}

/* Reads to the end; the file may have grown since its size was looked at. */
static GBytes *
read_all (int fd, gsize size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize left = size; /* as far as is known */

  while (bytes->len <= MAX_BYTES)
    {
      gsize chunk = CLAMP (left, MIN_CHUNK_BYTES, MAX_CHUNK_BYTES);
      guint length = bytes->len;
      gssize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;

      g_byte_array_set_size (bytes, length + (guint) chunk);
      do
        n = read (fd, bytes->data + length, chunk);
      while (n < 0 && errno == EINTR);
      g_byte_array_set_size (bytes, length + (guint) MAX (n, 0));
      if (n < 0)
        {
          set_system_error (error, errno);
          return NULL;
        }
      left -= MIN (left, (gsize) n);
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
    }

  set_size_error (error, bytes->len);
  return NULL;
}

static gboolean
is_blank (const char *utf8)
{
  for (; *utf8 != '\0'; utf8 = g_utf8_next_char (utf8))
    if (!g_unichar_isspace (g_utf8_get_char (utf8)))
      return FALSE;

  return TRUE;
}

/* Web pages are text, but hardly what the analyst wants to read. */
static const char *
find_markup (const char *utf8)
{
  while (g_ascii_isspace (*utf8))
    utf8++;
  if (g_ascii_strncasecmp (utf8, "<!doctype html", 14) == 0
      || g_ascii_strncasecmp (utf8, "<html", 5) == 0)
    return _ ("It looks like a web page; its markup is kept as text.");

  return NULL;
}

static char **
make_notes (const char *utf8, const char *encoding, guint n_replaced,
            const ObAdjustments *adjustments)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  const char *markup = find_markup (utf8);

  if (strcmp (encoding, "UTF-8") != 0)
    g_ptr_array_add (notes, g_strdup_printf (_ ("It was read as %s."), encoding));
  if (n_replaced > 0)
    g_ptr_array_add (
        notes,
        g_strdup_printf (ngettext ("%u byte is not %s and was replaced by “�”.",
                                   "%u bytes are not %s and were replaced by “�”.", n_replaced),
                         n_replaced, encoding));
  ob_adjustments_describe (adjustments, notes);
  if (markup != NULL)
    g_ptr_array_add (notes, g_strdup (markup));

  g_ptr_array_add (notes, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&notes), FALSE);
}

static ObArticle *
make_metadata (const ObText *text, const char *file_name)
{
  ObArticle *metadata = g_new0 (ObArticle, 1);

  metadata->version = 1;
  metadata->length = ob_text_get_length (text);
  memcpy (metadata->sha256, ob_text_get_sha256 (text), sizeof metadata->sha256);
  metadata->file_name = g_strdup (file_name);
  ob_plain_text_recognise (text, metadata);
  for (guint i = 0; i < OB_N_METADATA; i++)
    if (*ob_article_get_metadata (metadata, (ObMetadata) i) != NULL)
      metadata->sources[i] = g_strdup ("text");
  return metadata;
}

/* Public functions ----------------------------------------------------------------------------- */

const char *const *
ob_articles_list_formats (void)
{
  static const char *const formats[] = { "text", "html", "mhtml", "warc", "document", NULL };

  return formats;
}

void
ob_reading_free (ObReading *reading)
{
  if (reading == NULL)
    return;

  g_clear_pointer (&reading->text, ob_text_unref);
  g_clear_pointer (&reading->formatting, ob_formatting_unref);
  g_clear_pointer (&reading->metadata, ob_article_free);
  g_clear_pointer (&reading->original, g_bytes_unref);
  g_strfreev (reading->notes);
  g_free (reading);
}

ObReading *
ob_articles_read_text (GBytes *bytes,
                       const char *file_name,
                       const ObReadOptions *options,
                       GError **error)
{
  g_autofree char *utf8 = NULL, *canonical = NULL;
  const char *encoding;
  ObAdjustments adjustments;
  ObReading *reading;
  guint n_replaced;
  gsize n_bytes;

  if (g_bytes_get_size (bytes) > MAX_BYTES)
    {
      set_size_error (error, g_bytes_get_size (bytes));
      return NULL;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                           _ ("The file is empty: there is no text to read."));
      return NULL;
    }

  utf8 = ob_encoding_decode (bytes, options != NULL ? options->encoding : NULL,
                             options != NULL ? options->declared : NULL, &n_bytes, &encoding,
                             &n_replaced, error);
  if (utf8 == NULL)
    return NULL;
  canonical = ob_canonical_make (utf8, &n_bytes, &adjustments);
  g_clear_pointer (&utf8, g_free);
  if (is_blank (canonical))
    {
      g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                           _ ("The file holds no text, only spaces and line ends."));
      return NULL;
    }

  reading = g_new0 (ObReading, 1);
  reading->notes = make_notes (canonical, encoding, n_replaced, &adjustments);
  reading->text = ob_text_new_take (g_steal_pointer (&canonical), n_bytes);
  reading->metadata = make_metadata (reading->text, file_name);
  reading->original = g_bytes_ref (bytes);
  reading->encoding = encoding;
  reading->offers = OB_OFFER_ENCODING;
  return reading;
}

GBytes *
ob_articles_load (const char *path, GCancellable *cancellable, GError **error)
{
  struct stat info;
  GBytes *bytes = NULL;
  int fd;

  if (stat (path, &info) != 0)
    {
      set_system_error (error, errno);
      return NULL;
    }
  if (!check_kind (&info, error))
    return NULL;

  /* Not to wait for a writer, should it have become a pipe meanwhile. */
  fd = g_open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      set_system_error (error, errno);
      return NULL;
    }
  if (fstat (fd, &info) != 0)
    set_system_error (error, errno);
  else if (check_kind (&info, error))
    bytes = read_all (fd, (gsize) info.st_size, cancellable, error);

  close (fd);
  return bytes;
}
