/* The doors to archives and to XML: what they let in, and everything that they refuse. */
#include "articles/archive.h"

#include <string.h>

#include "articles/reader.h"
#include "articles/xml.h"
#include "made-files.h"

static void
check_error (GError *error, const char *message)
{
  g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
  if (strstr (error->message, message) == NULL)
    g_error ("“%s” does not say “%s”", error->message, message);
}

static void
check_archive_refused (GBytes *bytes, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObArchive) archive = ob_archive_read (bytes, NULL, NULL, &error);

  g_assert_null (archive);
  check_error (error, message);
}

static gboolean
is_xml (const char *name, gpointer data)
{
  return g_str_has_suffix (name, ".xml");
}

static void
test_read (void)
{
  g_autoptr (GBytes) zip = made_zip ("a.xml", "first", "b.png", "picture", "c/d.xml", "second",
                                     "a.xml", "again", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObArchive) archive = ob_archive_read (zip, is_xml, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ob_archive_is_zip (zip));
  g_assert_cmpuint (ob_archive_list (archive)->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (ob_archive_list (archive), 1), ==, "b.png");
  g_assert_cmpmem (g_bytes_get_data (ob_archive_get (archive, "a.xml"), NULL), 5, "first", 5);
  g_assert_null (ob_archive_get (archive, "b.png"));
  g_assert_nonnull (ob_archive_get (archive, "c/d.xml"));
}

static void
test_empty (void)
{
  g_autoptr (GBytes) zip = made_zip (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObArchive) archive = ob_archive_read (zip, NULL, NULL, &error);

  g_assert_true (ob_archive_is_zip (zip));
  g_assert_no_error (error);
  g_assert_cmpuint (ob_archive_list (archive)->len, ==, 0);
}

static void
test_bombs (void)
{
  g_autoptr (GBytes) large = made_bomb (1, OB_ARCHIVE_FREE_BYTES * 4);
  g_autoptr (GBytes) many = made_bomb (20, OB_ARCHIVE_FREE_BYTES / 2);
  g_autoptr (GBytes) countless = made_bomb (OB_ARCHIVE_MAX_ENTRIES + 1, 1);
  g_autoptr (GBytes) modest = made_bomb (2, OB_ARCHIVE_FREE_BYTES / 4);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObArchive) archive = NULL;

  check_archive_refused (large, "unfold");
  check_archive_refused (many, "unfold");
  check_archive_refused (countless, "unfold");
  archive = ob_archive_read (modest, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_names (void)
{
  static const char *const names[]
      = { "../a.xml", "a/../../b.xml", "/etc/passwd", "..\\a.xml", "C:\\a.xml", "a/.." };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) zip = made_zip ("good.xml", "x", names[i], "y", NULL);

      check_archive_refused (zip, "outside");
    }
}

static void
test_encrypted (void)
{
  g_autoptr (GBytes) zip = made_encrypted_zip ("word/document.xml", "hidden");

  check_archive_refused (zip, "password");
}

static gpointer
read_archive (GBytes *bytes, GError **error)
{
  return ob_archive_read (bytes, NULL, NULL, error);
}

static gpointer
gunzip (GBytes *bytes, GError **error)
{
  return ob_archive_gunzip (bytes, error);
}

static void
test_truncated (void)
{
  g_autoptr (GBytes) zip = made_zip ("a.xml", "some text that is some text", "b.xml", "more", NULL);
  g_autoptr (GBytes) gzip = made_gzip ("some text that is some text");
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) other = g_bytes_new_static ("PK\x03\x04 nothing", 12);

  made_check_truncated (zip, 1, read_archive, (GDestroyNotify) ob_archive_free);
  made_check_truncated (gzip, 1, gunzip, (GDestroyNotify) g_bytes_unref);
  check_archive_refused (none, "damaged");
  check_archive_refused (other, "damaged");
}

static void
test_gunzip (void)
{
  g_autoptr (GBytes) one = made_gzip ("one ");
  g_autoptr (GBytes) two = made_gzip ("two");
  g_autoptr (GByteArray) both = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (both, g_bytes_get_data (one, NULL), (guint) g_bytes_get_size (one));
  g_byte_array_append (both, g_bytes_get_data (two, NULL), (guint) g_bytes_get_size (two));
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&both));
  plain = ob_archive_gunzip (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "one two", 7);
}

/* XML ------------------------------------------------------------------------------------------ */

static xmlDoc *
parse (const char *xml, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (xml, strlen (xml));

  return ob_xml_parse (bytes, error);
}

static void
check_xml_refused (const char *xml, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (xmlDoc) doc = parse (xml, &error);

  g_assert_null (doc);
  check_error (error, message);
}

static void
test_xml (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (xmlDoc) doc = parse ("<!DOCTYPE nitf SYSTEM 'http://x.example/nitf.dtd'>\n"
                                  "<a xmlns:w='urn:w'><w:b w:val='1 &amp; 2'> one\n two </w:b>"
                                  "<c><d/></c><![CDATA[<e>]]></a>",
                                  &error);
  xmlNode *root, *b;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  g_autofree char *all = NULL;

  g_assert_no_error (error);
  root = xmlDocGetRootElement (doc);
  b = ob_xml_child (root, "b");
  value = ob_xml_get (b, "val");
  g_assert_cmpstr (value, ==, "1 & 2");
  text = ob_xml_dup_text (b);
  g_assert_cmpstr (text, ==, "one two");
  all = ob_xml_dup_text (root);
  g_assert_cmpstr (all, ==, "one two <e>");
  g_assert_true (ob_xml_is (ob_xml_find (root, "d"), "d"));
  g_assert_null (ob_xml_find (root, "e"));
  g_assert_null (ob_xml_next (ob_xml_find (root, "d"), root));
}

static void
test_xml_refused (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) laughs = g_string_new ("<!DOCTYPE a [<!ENTITY l0 'lol'>");

  for (guint i = 1; i < 10; i++)
    g_string_append_printf (laughs, "<!ENTITY l%u '&l%u;&l%u;&l%u;&l%u;'>", i, i - 1, i - 1, i - 1,
                            i - 1);
  g_string_append (laughs, "]><a>&l9;</a>");
  check_xml_refused (laughs->str, "declares");
  check_xml_refused ("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                     "declares");
  check_xml_refused ("<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>",
                     "declares");
  check_xml_refused ("<!DOCTYPE a [<!ATTLIST a b CDATA 'long'>]><a/>", "declares");
  check_xml_refused ("<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", "declares");
  check_xml_refused ("<!DOCTYPE a [<!NOTATION n SYSTEM 'x'>]><a/>", "declares");
  check_xml_refused ("<a>&unknown;</a>", "line 1");
  check_xml_refused ("<a>\n<b></a>", "line 2");
  check_xml_refused ("", "XML");
  check_xml_refused ("text", "line 1");

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  check_xml_refused (deep->str, "XML");
}

static gpointer
parse_bytes (GBytes *bytes, GError **error)
{
  return ob_xml_parse (bytes, error);
}

static void
test_xml_truncated (void)
{
  static const char xml[] = "\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE a>"
                            "<a b='c'>text &amp; <![CDATA[more]]><!-- x --></a>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (xml, sizeof xml - 1);

  made_check_truncated (bytes, 1, parse_bytes, (GDestroyNotify) xmlFreeDoc);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/read", test_read);
  g_test_add_func ("/archive/empty", test_empty);
  g_test_add_func ("/archive/bombs", test_bombs);
  g_test_add_func ("/archive/names", test_names);
  g_test_add_func ("/archive/encrypted", test_encrypted);
  g_test_add_func ("/archive/truncated", test_truncated);
  g_test_add_func ("/archive/gunzip", test_gunzip);
  g_test_add_func ("/xml/parse", test_xml);
  g_test_add_func ("/xml/refused", test_xml_refused);
  g_test_add_func ("/xml/truncated", test_xml_truncated);
  return g_test_run ();
}
