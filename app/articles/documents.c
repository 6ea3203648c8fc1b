#include "articles/documents.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/aggregator.h"
#include "articles/archive.h"
#include "articles/data-set.h"
#include "articles/docx.h"
#include "articles/draft.h"
#include "articles/e-book.h"
#include "articles/e-mail.h"
#include "articles/encoding.h"
#include "articles/markdown.h"
#include "articles/markup.h"
#include "articles/news-xml.h"
#include "articles/odt.h"
#include "articles/pdf-document.h"
#include "articles/rtf.h"

/* One kind: what tells it, and what reads it. */
typedef struct
{
  const char *encoding; /* of the reading */
  gboolean (*is_kind) (GBytes *bytes, const char *file_name);
  ObDraft *(*read) (GBytes *bytes, GError **error);
  /* Or, for kinds that may hold several articles; adds to @readings. */
  gboolean (*read_all) (GBytes *bytes,
                        const char *file_name,
                        const ObReadOptions *options,
                        GPtrArray *readings,
                        GError **error);
  gboolean can_be_split; /* may be a download of an aggregator */
  guint offers;          /* ObReadOffers */
} Kind;

static void
set_error (GError **error, const char *message)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT, message);
}

static gboolean
is_pdf (GBytes *bytes, const char *file_name)
{
  return ob_pdf_is_document (bytes);
}

static gboolean
is_rtf (GBytes *bytes, const char *file_name)
{
  return ob_rtf_is_document (bytes);
}

static gboolean
is_zip (GBytes *bytes, const char *file_name)
{
  return ob_archive_is_zip (bytes);
}

static gboolean
is_news_xml (GBytes *bytes, const char *file_name)
{
  return ob_news_xml_is_document (bytes);
}

static gboolean
read_news_xml (GBytes *bytes, const char *file_name, const ObReadOptions *options,
               GPtrArray *readings, GError **error)
{
  return ob_news_xml_read (bytes, readings, error);
}

static gboolean
is_data_set (GBytes *bytes, const char *file_name)
{
  return ob_data_set_is_document (bytes, file_name);
}

static gboolean
read_data_set (GBytes *bytes, const char *file_name, const ObReadOptions *options,
               GPtrArray *readings, GError **error)
{
  return ob_data_set_read (bytes, file_name, options, readings, error);
}

static gboolean
is_e_mail (GBytes *bytes, const char *file_name)
{
  return ob_e_mail_is_message (bytes);
}

static gboolean
is_markdown (GBytes *bytes, const char *file_name)
{
  return ob_markdown_is_name (file_name);
}

/* Files of old Office programs; DOCX files that a password protects are in one. */
static gboolean
is_compound (GBytes *bytes, const char *file_name)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= 8 && memcmp (data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

static ObDraft *
refuse_compound (GBytes *bytes, GError **error)
{
  static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (memmem (data, length, encrypted, sizeof encrypted) != NULL)
    set_error (error, _ ("The document is protected by a password. Save it without one, and import "
                         "that."));
  else
    set_error (error, _ ("This is an old Office document (DOC). Save it as DOCX or ODT, and import "
                         "that."));
  return NULL;
}

/* Files in an archive that may be documents. */
static gboolean
is_document_name (const char *name)
{
  static const char *const endings[] = { ".docx", ".odt", ".rtf", ".pdf", ".html", ".htm", ".eml" };
  g_autofree char *small = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (small, endings[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_wanted (const char *name, gpointer data)
{
  return ob_docx_is_wanted (name, NULL) || ob_odt_is_wanted (name, NULL)
         || ob_e_book_is_wanted (name, NULL) || is_document_name (name);
}

static void
take_all (GPtrArray *readings, GPtrArray *more)
{
  while (more->len > 0)
    g_ptr_array_add (readings, g_ptr_array_steal_index (more, 0));
}

static void
offer (GPtrArray *readings, guint offers)
{
  for (guint i = 0; i < readings->len; i++)
    ((ObReading *) g_ptr_array_index (readings, i))->offers = offers;
}

/* Finishes @draft, and splits it where it is a download of an aggregator. */
static gboolean
finish (ObDraft *draft, const Kind *kind, const ObReadOptions *options, GPtrArray *readings,
        GError **error)
{
  g_autoptr (ObReading) reading
      = draft != NULL ? ob_draft_finish (draft, kind->encoding, error) : NULL;
  g_autoptr (GPtrArray) articles = NULL;

  if (reading == NULL)
    return FALSE;
  if (kind->can_be_split && !options->whole)
    articles = ob_aggregator_split (reading);
  if (articles != NULL)
    {
      offer (articles, OB_OFFER_WHOLE);
      take_all (readings, articles);
      return TRUE;
    }
  reading->offers = kind->offers;
  g_ptr_array_add (readings, g_steal_pointer (&reading));
  return TRUE;
}

static gboolean
read_archive (GBytes *bytes, gboolean is_inner, const ObReadOptions *options, GPtrArray *readings,
              GError **error);

/* A file in an archive; no archive of archives, which might have no end.
 * Returns: (transfer full) (nullable). */
static GPtrArray *
read_entry (GBytes *bytes, const char *name, const ObReadOptions *options)
{
  g_autoptr (GPtrArray) readings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_reading_free);

  if (ob_archive_is_zip (bytes))
    return read_archive (bytes, TRUE, options, readings, NULL) ? g_steal_pointer (&readings) : NULL;
  return ob_documents_can_read (bytes, name) ? ob_documents_read (bytes, name, options, NULL) : NULL;
}

/* The documents in an archive of documents; one that cannot be read is said by its neighbours. */
static gboolean
read_documents (const ObArchive *archive, const ObReadOptions *options, GPtrArray *readings,
                GError **error)
{
  const GPtrArray *names = ob_archive_list (archive);
  guint n_failed = 0;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      GBytes *bytes = is_document_name (name) ? ob_archive_get (archive, name) : NULL;
      g_autoptr (GPtrArray) found = NULL;

      if (bytes == NULL || g_str_has_prefix (name, "__MACOSX/"))
        continue;
      found = read_entry (bytes, name, options);
      if (found == NULL)
        {
          n_failed++;
          continue;
        }
      for (guint r = 0; r < found->len; r++)
        {
          ObReading *reading = g_ptr_array_index (found, r);

          if (reading->original == NULL && found->len == 1)
            reading->original = g_bytes_ref (bytes);
        }
      take_all (readings, found);
    }

  if (readings->len > 0 && n_failed > 0)
    {
      ObReading *last = g_ptr_array_index (readings, readings->len - 1);
      g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
      g_autofree char *note
          = g_strdup_printf (ngettext ("%u file in the archive could not be read.",
                                       "%u files in the archive could not be read.", n_failed),
                             n_failed);

      g_strv_builder_addv (notes, (const char **) last->notes);
      g_strv_builder_add (notes, note);
      g_strfreev (last->notes);
      last->notes = g_strv_builder_end (notes);
    }
  return readings->len > 0;
}

static gboolean
read_archive (GBytes *bytes, gboolean is_inner, const ObReadOptions *options, GPtrArray *readings,
              GError **error)
{
  static const Kind kind = { .encoding = "UTF-8", .can_be_split = TRUE };
  g_autoptr (ObArchive) archive = ob_archive_read (bytes, is_wanted, NULL, error);
  g_autoptr (ObDraft) draft = NULL;

  if (archive == NULL)
    return FALSE;
  if (ob_docx_is_document (archive) || ob_odt_is_document (archive))
    {
      draft = ob_docx_is_document (archive) ? ob_docx_read (archive, error)
                                            : ob_odt_read (archive, error);
      return finish (draft, &kind, options, readings, error);
    }
  if (ob_e_book_is_document (archive))
    {
      draft = ob_e_book_read (archive, error);
      return finish (draft, &kind, options, readings, error);
    }
  if (ob_archive_list (archive)->len == 0)
    set_error (error, _ ("The archive is empty."));
  else if (!is_inner && read_documents (archive, options, readings, error))
    return TRUE;
  else
    set_error (error,
               _ ("The archive holds no document that can be read. Unpack it, and import the "
                  "files in it."));
  return FALSE;
}

static gboolean
read_zip (GBytes *bytes, const char *file_name, const ObReadOptions *options, GPtrArray *readings,
          GError **error)
{
  return read_archive (bytes, FALSE, options, readings, error);
}

/* A page that an aggregator made; where no rules fit it is one document. */
static gboolean
read_page (GBytes *bytes, const char *file_name, const ObReadOptions *options, GPtrArray *readings,
           GError **error)
{
  static const Kind kind = { .encoding = "HTML", .can_be_split = TRUE };
  g_autoptr (xmlDoc) doc = ob_markup_parse (bytes, options->encoding, error);
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (ObDraft) draft = NULL;

  if (doc == NULL)
    return FALSE;
  articles = options->whole ? NULL : ob_aggregator_split_page (doc);
  if (articles != NULL)
    {
      offer (articles, OB_OFFER_WHOLE);
      take_all (readings, articles);
      return TRUE;
    }
  draft = ob_draft_new ();
  ob_markup_add (draft, xmlDocGetRootElement (doc));
  return finish (draft, &kind, options, readings, error);
}

static gboolean
is_page (GBytes *bytes, const char *file_name)
{
  return ob_aggregator_is_page (bytes);
}

static gboolean
read_markdown (GBytes *bytes, const char *file_name, const ObReadOptions *options,
               GPtrArray *readings, GError **error)
{
  gsize n_bytes;
  const char *encoding;
  guint n_replaced;
  g_autofree char *utf8
      = ob_encoding_decode (bytes, options->encoding, options->declared, &n_bytes, &encoding,
                            &n_replaced, error);
  Kind kind = { .offers = OB_OFFER_ENCODING };
  g_autoptr (ObDraft) draft = NULL;

  if (utf8 == NULL)
    return FALSE;
  kind.encoding = encoding;
  for (gsize i = 0; i < n_bytes; i++)
    if (utf8[i] == '\0')
      utf8[i] = '\x01';

  draft = ob_markdown_read (g_str_has_prefix (utf8, "\xef\xbb\xbf") ? utf8 + 3 : utf8);
  if (strcmp (encoding, "UTF-8") != 0)
    {
      g_autofree char *note = g_strdup_printf (_ ("It was read as %s."), encoding);

      ob_draft_add_note (draft, note);
    }
  return finish (draft, &kind, options, readings, error);
}

/* The first that fits counts. */
static const Kind kinds[] = {
  { "PDF", is_pdf, ob_pdf_read, NULL, FALSE },
  { "RTF", is_rtf, ob_rtf_read, NULL, TRUE },
  { "ZIP", is_zip, NULL, read_zip, FALSE },
  { "DOC", is_compound, refuse_compound, NULL, FALSE },
  { "HTML", is_page, NULL, read_page, FALSE },
  { "XML", is_news_xml, NULL, read_news_xml, FALSE },
  { "MIME", is_e_mail, ob_e_mail_read, NULL, FALSE },
  { "data", is_data_set, NULL, read_data_set, FALSE },
  { "UTF-8", is_markdown, NULL, read_markdown, FALSE },
};

static const Kind *
find_kind (GBytes *bytes, const char *file_name)
{
  if (g_bytes_get_size (bytes) == 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].is_kind (bytes, file_name))
      return &kinds[i];

  return NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_documents_prepare (void)
{
  ob_pdf_prepare ();
  ob_e_mail_prepare ();
}

gboolean
ob_documents_can_read (GBytes *bytes, const char *file_name)
{
  return find_kind (bytes, file_name) != NULL;
}

GPtrArray *
ob_documents_read (GBytes *bytes, const char *file_name, const ObReadOptions *options,
                   GError **error)
{
  static const ObReadOptions none = { 0 };
  const Kind *kind = find_kind (bytes, file_name);
  g_autoptr (GPtrArray) readings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_reading_free);
  gboolean is_read;

  g_return_val_if_fail (kind != NULL, NULL);

  if (kind->read_all != NULL)
    is_read = kind->read_all (bytes, file_name, options != NULL ? options : &none, readings, error);
  else
    {
      g_autoptr (ObDraft) draft = kind->read (bytes, error);

      is_read = finish (draft, kind, options != NULL ? options : &none, readings, error);
    }
  return is_read ? g_steal_pointer (&readings) : NULL;
}
