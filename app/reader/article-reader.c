#include "reader/article-reader.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* What recognise is shown. */
#define HEAD_BYTES (64u * 1024)

static const ObArticleReader *const readers[] = {
  &ob_article_reader_mhtml,
  &ob_article_reader_document,
  &ob_article_reader_html,
  &ob_article_reader_text,
  NULL,
};

/* Encodings of files in the wild that the C library keeps on the disk. */
static const char *const encodings[] = {
  "ISO-8859-2",   "ISO-8859-5",   "ISO-8859-7",   "ISO-8859-8",   "ISO-8859-15", "WINDOWS-1250",
  "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256",
  "WINDOWS-1257", "WINDOWS-1258", "WINDOWS-874",  "KOI8-R",       "KOI8-U",      "MACINTOSH",
  "MAC-CYRILLIC", "IBM866",       "GB18030",      "BIG5",         "BIG5-HKSCS",  "EUC-JP",
  "CP932",        "ISO-2022-JP",  "UHC",          "EUC-KR",       "UTF-16",      "UTF-32",
  "EUC-TW",       "IBM852",       "IBM855",       "ISO-8859-3",   "ISO-8859-4",  "ISO-8859-6",
  "ISO-8859-9",   "ISO-8859-10",  "ISO-8859-13",  "ISO-8859-16",  "VISCII",      "ISO-2022-KR",
  "UTF-7",
};

/* A converter keeps the table of its encoding loaded, so these are kept for as long as the process
 * lasts. */
static void
load_encodings (void)
{
  static GIConv kept[G_N_ELEMENTS (encodings)];

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (kept[i] == NULL)
      kept[i] = g_iconv_open ("UTF-8", encodings[i]);
}

/* Public functions ----------------------------------------------------------------------------- */

const ObArticleReader *const *
ob_article_readers_list (void)
{
  return readers;
}

const ObArticleReader *
ob_article_readers_find (const char *id)
{
  for (guint i = 0; readers[i] != NULL; i++)
    if (strcmp (readers[i]->id, id) == 0)
      return readers[i];

  return NULL;
}

const ObArticleReader *
ob_article_readers_recognise (GBytes *bytes, const char *name)
{
  gsize n_bytes;
  const guint8 *head = g_bytes_get_data (bytes, &n_bytes);

  for (guint i = 0; readers[i] != NULL; i++)
    if (readers[i]->recognise (head, MIN (n_bytes, HEAD_BYTES), name))
      return readers[i];

  return &ob_article_reader_text;
}

void
ob_article_readers_prepare (void)
{
  load_encodings ();
  g_dgettext (GETTEXT_PACKAGE, "Title");
  for (guint i = 0; readers[i] != NULL; i++)
    if (readers[i]->prepare != NULL)
      readers[i]->prepare ();
}

gboolean
ob_article_readers_read (const ObReadRequest *request,
                         const char *format,
                         ObReadingSink sink,
                         gpointer data,
                         GError **error)
{
  const ObArticleReader *reader
      = format != NULL ? ob_article_readers_find (format)
                       : ob_article_readers_recognise (request->bytes, request->name);

  if (reader == NULL)
    {
      g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                   _ ("“%s” is not a format of articles."), format);
      return FALSE;
    }
  if (g_bytes_get_size (request->bytes) == 0)
    {
      g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                           _ ("The file is empty: there is no text to read."));
      return FALSE;
    }
  return reader->read (request, sink, data, error);
}
