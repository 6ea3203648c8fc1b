#include "articles/e-book.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/markup.h"

/* Longer spines are made to take long. */
#define MAX_CHAPTERS 5000

static void
set_error (GError **error, const char *message)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT, message);
}

static xmlDoc *
parse_part (const ObArchive *archive, const char *name)
{
  GBytes *bytes = name != NULL ? ob_archive_get (archive, name) : NULL;

  return bytes != NULL ? ob_xml_parse (bytes, NULL) : NULL;
}

/* The entry that @reference, "../text/one%20a.xhtml#start", in the part @base means. */
static char *
resolve (const char *base, const char *reference)
{
  g_autofree char *path = g_strndup (reference, strcspn (reference, "#?"));
  g_autofree char *plain = g_uri_unescape_string (path, NULL);
  g_autofree char *folder = g_path_get_dirname (base);
  g_autofree char *joined = g_build_filename ("/", folder, plain != NULL ? plain : path, NULL);
  g_autofree char *canonical = g_canonicalize_filename (joined, "/");

  return g_strdup (canonical + 1);
}

static char *
find_package (const ObArchive *archive)
{
  g_autoptr (xmlDoc) doc = parse_part (archive, "META-INF/container.xml");
  xmlNode *root = doc != NULL ? xmlDocGetRootElement (doc) : NULL;

  return ob_xml_get (ob_xml_find (root, "rootfile"), "full-path");
}

static void
add_metadata (ObDraft *draft, xmlNode *metadata)
{
  static const struct
  {
    const char *name;
    ObMetadata field;
  } names[] = {
    { "title", OB_METADATA_TITLE },       { "creator", OB_METADATA_BYLINE },
    { "publisher", OB_METADATA_OUTLET },  { "date", OB_METADATA_PUBLISHED },
    { "language", OB_METADATA_LANGUAGE }, { "identifier", OB_METADATA_IDENTIFIER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = ob_xml_dup_text (ob_xml_child (metadata, names[i].name));

      ob_draft_set (draft, names[i].field, value, "file");
    }
}

static GHashTable *
list_manifest (xmlNode *manifest)
{
  GHashTable *items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (xmlNode *item = ob_xml_child (manifest, "item"); item != NULL; item = item->next)
    {
      g_autofree char *id = ob_xml_get (item, "id");
      g_autofree char *reference = ob_xml_get (item, "href");

      if (id != NULL && reference != NULL)
        g_hash_table_insert (items, g_steal_pointer (&id), g_steal_pointer (&reference));
    }

  return items;
}

/* Chapters are XML; where one is not well-formed, or declares something, it is read as HTML. */
static gboolean
add_chapter (ObDraft *draft, GBytes *bytes)
{
  g_autoptr (xmlDoc) doc = ob_xml_parse (bytes, NULL);
  xmlNode *root, *body;

  if (doc == NULL)
    doc = ob_markup_parse (bytes, "UTF-8", NULL);
  if (doc == NULL)
    return FALSE;
  root = xmlDocGetRootElement (doc);
  body = ob_xml_child (root, "body");
  ob_markup_add (draft, body != NULL ? body : root);
  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_e_book_is_wanted (const char *name, gpointer data)
{
  static const char *const endings[] = { ".xml", ".opf", ".xhtml", ".html", ".htm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;

  return strcmp (name, "mimetype") == 0;
}

gboolean
ob_e_book_is_document (const ObArchive *archive)
{
  return ob_archive_get (archive, "META-INF/container.xml") != NULL;
}

ObDraft *
ob_e_book_read (const ObArchive *archive, GError **error)
{
  g_autofree char *package = find_package (archive);
  g_autoptr (xmlDoc) doc = parse_part (archive, package);
  xmlNode *root = doc != NULL ? xmlDocGetRootElement (doc) : NULL;
  xmlNode *spine = ob_xml_child (root, "spine");
  g_autoptr (GHashTable) items = list_manifest (ob_xml_child (root, "manifest"));
  g_autoptr (ObDraft) draft = ob_draft_new ();
  guint n_chapters = 0, n_missing = 0;

  if (spine == NULL)
    {
      set_error (error,
                 _ ("The e-book is damaged or incomplete: the list of its chapters is missing."));
      return NULL;
    }
  add_metadata (draft, ob_xml_child (root, "metadata"));
  for (xmlNode *node = spine->children; node != NULL && n_chapters < MAX_CHAPTERS;
       node = node->next)
    {
      g_autofree char *id = ob_xml_is (node, "itemref") ? ob_xml_get (node, "idref") : NULL;
      const char *reference = id != NULL ? g_hash_table_lookup (items, id) : NULL;
      g_autofree char *name = reference != NULL ? resolve (package, reference) : NULL;
      GBytes *bytes = name != NULL ? ob_archive_get (archive, name) : NULL;

      if (id == NULL)
        continue;
      n_chapters++;
      if (bytes == NULL || !add_chapter (draft, bytes))
        n_missing++;
    }

  if (n_missing > 0 && n_missing == n_chapters
      && ob_archive_get (archive, "META-INF/encryption.xml") != NULL)
    {
      set_error (error, _ ("The e-book is protected against copying and cannot be read."));
      return NULL;
    }
  if (n_missing > 0)
    {
      g_autofree char *note
          = g_strdup_printf (ngettext ("%u chapter is missing or cannot be read.",
                                       "%u chapters are missing or cannot be read.", n_missing),
                             n_missing);

      ob_draft_add_note (draft, note);
    }
  return g_steal_pointer (&draft);
}
