#include "articles/documents.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/archive.h"
#include "articles/docx.h"
#include "articles/draft.h"
#include "articles/encoding.h"
#include "articles/markdown.h"
#include "articles/odt.h"
#include "articles/pdf-document.h"
#include "articles/rtf.h"

/* One kind: what tells it, and what reads it. */
typedef struct
{
  const char *encoding; /* of the reading */
  gboolean (*is_kind) (GBytes *bytes, const char *file_name);
  ObDraft *(*read) (GBytes *bytes, GError **error);
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

static gboolean
is_wanted (const char *name, gpointer data)
{
  return ob_docx_is_wanted (name, NULL) || ob_odt_is_wanted (name, NULL);
}

static ObDraft *
read_zip (GBytes *bytes, GError **error)
{
  g_autoptr (ObArchive) archive = ob_archive_read (bytes, is_wanted, NULL, error);

  if (archive == NULL)
    return NULL;
  if (ob_docx_is_document (archive))
    return ob_docx_read (archive, error);
  if (ob_odt_is_document (archive))
    return ob_odt_read (archive, error);
  if (ob_archive_list (archive)->len == 0)
    set_error (error, _ ("The archive is empty."));
  else
    set_error (error,
               _ ("The archive holds no document that can be read. Unpack it, and import the "
                  "files in it."));
  return NULL;
}

static ObDraft *
read_markdown (GBytes *bytes, GError **error)
{
  gsize n_bytes;
  const char *encoding;
  guint n_replaced;
  g_autofree char *utf8 = ob_encoding_to_utf8 (bytes, &n_bytes, &encoding, &n_replaced, error);
  ObDraft *draft;

  if (utf8 == NULL)
    return NULL;
  for (gsize i = 0; i < n_bytes; i++)
    if (utf8[i] == '\0')
      utf8[i] = '\x01';

  draft = ob_markdown_read (g_str_has_prefix (utf8, "\xef\xbb\xbf") ? utf8 + 3 : utf8);
  if (strcmp (encoding, "UTF-8") != 0)
    {
      g_autofree char *note = g_strdup_printf (_ ("It was read as %s."), encoding);

      ob_draft_add_note (draft, note);
    }
  return draft;
}

/* The first that fits counts. */
static const Kind kinds[] = {
  { "PDF", is_pdf, ob_pdf_read },
  { "RTF", is_rtf, ob_rtf_read },
  { "ZIP", is_zip, read_zip },
  { "DOC", is_compound, refuse_compound },
  { "Markdown", is_markdown, read_markdown },
};

static const Kind *
find_kind (GBytes *bytes, const char *file_name)
{
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
}

gboolean
ob_documents_can_read (GBytes *bytes, const char *file_name)
{
  return find_kind (bytes, file_name) != NULL;
}

GPtrArray *
ob_documents_read (GBytes *bytes, const char *file_name, GError **error)
{
  const Kind *kind = find_kind (bytes, file_name);
  g_autoptr (ObDraft) draft = NULL;
  g_autoptr (GPtrArray) readings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_reading_free);
  ObReading *reading;

  g_return_val_if_fail (kind != NULL, NULL);

  draft = kind->read (bytes, error);
  reading = draft != NULL ? ob_draft_finish (draft, kind->encoding, error) : NULL;
  if (reading == NULL)
    return NULL;
  g_ptr_array_add (readings, reading);
  return g_steal_pointer (&readings);
}
