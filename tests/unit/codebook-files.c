/* Codebook files: what is written is read back, what is wrong is refused with a sentence, two
 * codebooks are compared, conditions hold. */
#include "formats/codebook-file.h"
#include "formats/csv-table.h"
#include "model/codebook-compare.h"
#include "model/condition.h"

#include <string.h>

static const char nasty[]
    = "{\"labels\":["
      "{\"id\":\"a\",\"name\":\"=A <b>&amp; \\\"x\\\"\",\"colour\":3,\"line\":\"wavy\",\"key\":\"a\","
      "\"use_when\":\"one, two\\nthree; \\\"four\\\"\",\"avoid_when\":\"-1\",\"example\":\"@x\\ny\","
      "\"counter_example\":\"\u05e9\u05dc\u05d5\u05dd\",\"attributes\":["
      "{\"name\":\"kind\",\"type\":\"choice\",\"choices\":[\"+\",\"-\",\"a|b\",\"c\\\\d\"]},"
      "{\"name\":\"low\",\"type\":\"number\",\"shown_when\":{\"attribute\":\"kind\",\"values\":[\"a|b\",\"-\"]}},"
      "{\"name\":\"when\",\"type\":\"date\",\"shown_when\":{\"attribute\":\"low\"}}]},"
      "{\"id\":\"b\",\"name\":\"B\",\"parent\":\"a\",\"example\":\"only\"},"
      "{\"id\":\"c\",\"name\":\"C\",\"parent\":\"b\",\"counter_example\":\"only\"},"
      "{\"id\":\"d\",\"name\":\"D\",\"parent\":\"a\"},"
      "{\"id\":\"e\",\"name\":\"E\",\"key\":\"\u00e9\"}]}";

typedef struct
{
  const char *content;
  const char *message; /* part of the error; NULL: it is read */
} FileCase;

#define QDC(codes) "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>" codes "</Codes></CodeBook>"
#define CODE(name) "<Code guid=\"d490e84b-88e6-828d-88c9-92021375ae32\" name=\"" name "\" isCodable=\"true\""

static const FileCase file_cases[] = {
  { "", "empty" },
  { "hello", "no codebook" },
  { "\x89PNG\r\n\x1a\n\0\0", "no codebook" },
  { "{", "not valid JSON" },
  { "id\n1\n", "a column “name”" },
  { "name\n", "no labels" },
  { "name\nA\nB\n", NULL },
  { "\xef\xbb\xbf" "Name;Use when\r\nA;\"x;\ny\"\r\n\r\nB;\r\n", NULL },
  { "name\tkey\nA\tk\nB\tk\n", "Row 3: The label “A” already has the key “k”" },
  { "name,parent\nA,B\nB,A\n", "circle" },
  { "name,parent\nA,Z\n", "no label “Z”" },
  { "name,colour\nA,12\n", "Row 2: “12” is no colour" },
  { "name,colour\nA,#ff0000\n", NULL },
  { "name,line\nA,zigzag\n", "“line” must be" },
  { "id,name\na,A\na,B\n", "Row 3: There is already a label “a”" },
  { "id,name,attribute,type\na,A,,\nb,,x,text\n", "Row 3: The label of the attribute" },
  { "id,name,attribute,type\na,A,,\na,,x,wrong\n", "“type” must be" },
  { "id,name,attribute,type,choices\na,A,,,\na,,x,choice,\n", "Row 3: A choice needs" },
  { "name\n\"A\n", "not closed" },
  { QDC (CODE ("A") "/>"), NULL },
  { QDC (CODE ("A") "/>" CODE ("A") ">" CODE ("A") "/></Code>"), NULL },
  { QDC (CODE ("A") "><Description><![CDATA[x & y]]></Description></Code>"), NULL },
  { "<?xml version=\"1.0\"?><q:CodeBook xmlns:q=\"urn:QDA-XML:codebook:1.0\"><q:Codes>"
    "<q:Code name=\"A\"/></q:Codes></q:CodeBook>", NULL },
  { QDC (""), "no codes" },
  { QDC (CODE ("") "/>"), "Label 1 has no name" },
  { QDC ("<Code/>"), "has no name" },
  { "<html/>", "first element is “html”" },
  { QDC (CODE ("A") ">"), "cannot be read" },
  { "<!DOCTYPE x [<!ENTITY e \"y\">]>" QDC (CODE ("&e;") "/>"), "document type" },
  { "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">" QDC (CODE ("A") "/>"), "document type" },
  { QDC (CODE ("&e;") "/>"), "cannot be read" },
};

static ObCodebookFile *
read_text (const char *content, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (content, length);

  return ob_codebook_file_read (bytes, error);
}

static ObCodebookFile *
must_read (const char *content)
{
  g_autoptr (GError) error = NULL;
  ObCodebookFile *file = read_text (content, strlen (content), &error);

  g_assert_no_error (error);
  return file;
}

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (file_cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ObCodebookFile) file
          = read_text (file_cases[i].content, strlen (file_cases[i].content), &error);

      g_autofree char *shown = g_strescape (file_cases[i].content, NULL);

      g_test_message ("%s", shown);
      if (file_cases[i].message == NULL)
        g_assert_no_error (error);
      else
        {
          g_assert_null (file);
          if (error == NULL || strstr (error->message, file_cases[i].message) == NULL)
            g_error ("“%s” does not say “%s”", error != NULL ? error->message : "nothing",
                     file_cases[i].message);
        }
    }
}

static guint
count_differences (const ObCodebook *first, const ObCodebook *second)
{
  g_autoptr (GPtrArray) differences = ob_codebook_compare (first, second);

  for (guint i = 0; i < differences->len; i++)
    {
      const ObDifference *difference = g_ptr_array_index (differences, i);

      g_test_message ("%s %s: “%s” “%s”", difference->label, difference->what, difference->first,
                      difference->second);
    }
  return differences->len;
}

/* JSON and CSV hold everything; a REFI codebook all but lines, keys and attributes. */
static void
test_round_trip (void)
{
  g_autoptr (ObCodebookFile) file = must_read (nasty);

  for (guint format = 0; format < OB_N_CODEBOOK_FORMATS; format++)
    {
      g_autoptr (GBytes) bytes = ob_codebook_file_write (file->codebook, (ObCodebookFormat) format);
      g_autoptr (GError) error = NULL;
      g_autoptr (ObCodebookFile) back = ob_codebook_file_read (bytes, &error);
      g_autoptr (GPtrArray) differences = NULL;

      g_assert_no_error (error);
      differences = ob_codebook_compare (file->codebook, back->codebook);
      if (format != OB_CODEBOOK_QDC)
        g_assert_cmpuint (count_differences (file->codebook, back->codebook), ==, 0);
      for (guint i = 0; i < differences->len; i++)
        {
          const char *what = ((ObDifference *) g_ptr_array_index (differences, i))->what;

          g_assert_true (*what == '@' || g_str_equal (what, "line") || g_str_equal (what, "key"));
        }
    }
}

/* What a REFI file says of a code goes back as it came: GUID, description, tree. */
static void
test_refi (void)
{
  g_autoptr (ObCodebookFile) file
      = must_read (QDC (CODE ("A") " color=\"#F00\"><Description>Any Example: here\nExample: x\n"
                        "Avoid when: not an avoidance after an example</Description>"
                        CODE ("A") "/></Code>"));
  const ObLabel *first = g_ptr_array_index (file->codebook->labels, 0);
  const ObLabel *second = g_ptr_array_index (file->codebook->labels, 1);
  g_autoptr (GBytes) bytes = ob_codebook_file_write (file->codebook, OB_CODEBOOK_QDC);
  g_autofree char *text
      = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (first->use_when, ==, "Any Example: here");
  g_assert_cmpstr (first->example, ==, "x\nAvoid when: not an avoidance after an example");
  g_assert_cmpstr (second->name, ==, "A (A)");
  g_assert_cmpint (second->parent, ==, first->entity);
  g_assert_cmpuint (file->notes->len, ==, 1);
  g_assert_nonnull (strstr (text, "d490e84b-88e6-828d-88c9-92021375ae32"));
}

/* A file of another program's size and depth does no harm. */
static void
test_limits (void)
{
  g_autoptr (GString) many = g_string_new ("name\n");
  g_autoptr (GString) deep = g_string_new ("<CodeBook><Codes>");
  g_autoptr (GString) long_text = g_string_new ("name,example\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1001; i++)
    g_string_append_printf (many, "L%u\n", i);
  g_assert_null (read_text (many->str, many->len, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<Code name='x'>");
  g_assert_null (read_text (deep->str, deep->len, &error));
  g_assert_nonnull (strstr (error->message, "nested"));
  g_clear_error (&error);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strnfill (60000, 'x');

      g_string_append_printf (long_text, "L%u,%s\n", i, text);
    }
  g_assert_null (read_text (long_text->str, long_text->len, &error));
  g_assert_nonnull (strstr (error->message, "too long"));
}

/* Whatever is cut off or flipped, it is read or refused, and what is read can be written. */
static void
test_damage (void)
{
  g_autoptr (ObCodebookFile) file = must_read (nasty);

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GBytes) bytes
          = ob_codebook_file_write (file->codebook, (ObCodebookFormat) (i % OB_N_CODEBOOK_FORMATS));
      gsize length = g_bytes_get_size (bytes);
      g_autofree char *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      g_autoptr (ObCodebookFile) back = NULL;
      g_autoptr (GError) error = NULL;

      for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
        copy[g_test_rand_int_range (0, (gint32) length)] = (char) g_test_rand_int_range (0, 256);
      if (g_test_rand_bit ())
        length = (gsize) g_test_rand_int_range (0, (gint32) length);
      back = read_text (copy, length, &error);
      g_assert_true ((back == NULL) == (error != NULL));
      if (back != NULL)
        {
          g_autoptr (GBytes) again = ob_codebook_file_write (back->codebook, OB_CODEBOOK_QDC);

          g_assert_true (g_utf8_validate (g_bytes_get_data (again, NULL),
                                          (gssize) g_bytes_get_size (again), NULL));
        }
    }
}

typedef struct
{
  const char *text;
  const char *cells; /* rows by "/", cells by "_" */
} TableCase;

static const TableCase table_cases[] = {
  { "", "" },
  { "a,b\nc,d", "a_b/c_d" },
  { "a;b\r\n\"c;\"\"d\"\"\";e\r\n", "a_b/c;\"d\"_e" },
  { "a\tb\rc\t", "a_b/c_" },
  { ",,\n\na,", "a_" },
  { "\"'=1\",'x,'", "=1_'x_'" },
};

static void
test_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table_cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) rows
          = ob_csv_read (table_cases[i].text, strlen (table_cases[i].text), &error);
      g_autoptr (GString) joined = g_string_new (NULL);

      g_assert_no_error (error);
      for (guint r = 0; r < rows->len; r++)
        {
          g_autofree char *row = g_strjoinv ("_", g_ptr_array_index (rows, r));

          g_string_append_printf (joined, "%s%s", r > 0 ? "/" : "", row);
        }
      g_assert_cmpstr (joined->str, ==, table_cases[i].cells);
    }
}

static void
test_compare (void)
{
  g_autoptr (ObCodebookFile) first = must_read (nasty);
  g_autoptr (ObCodebookFile) second = must_read (
      "{\"labels\":[{\"id\":\"a\",\"name\":\"A\",\"colour\":3,\"line\":\"wavy\",\"key\":\"a\"},"
      "{\"id\":\"other\",\"name\":\"b\",\"colour\":1,\"line\":\"dashed\",\"example\":\"only\"},"
      "{\"id\":\"n\",\"name\":\"New\"}]}");
  g_autoptr (GPtrArray) differences
      = ob_codebook_compare (first->codebook, second->codebook);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < differences->len; i++)
    {
      const ObDifference *difference = g_ptr_array_index (differences, i);

      g_string_append_printf (list, "%s:%s ", difference->id, difference->what);
    }
  g_assert_cmpstr (list->str, ==,
                   "a:name a:use_when a:avoid_when a:example a:counter_example a:@kind a:@low a:@when "
                   "b:name b:parent c:label d:label e:label n:label ");
  g_assert_cmpuint (count_differences (first->codebook, first->codebook), ==, 0);
}

typedef struct
{
  const char *attribute;
  const char *name; /* attribute that has a value */
  const char *text; /* its value */
  gboolean holds;
} ConditionCase;

static const ConditionCase condition_cases[] = {
  { "kind", NULL, NULL, TRUE },       { "low", NULL, NULL, FALSE },   /* the default is "+" */
  { "low", "kind", "-", TRUE },       { "low", "kind", "a|b", TRUE }, { "low", "kind", "+", FALSE },
  { "when", "kind", "-", FALSE },     { "when", "low", "1", FALSE },  /* low does not apply */
};

static void
test_conditions (void)
{
  g_autoptr (ObCodebookFile) file = must_read (nasty);
  const ObLabel *label = g_ptr_array_index (file->codebook->labels, 0);

  for (guint i = 0; i < G_N_ELEMENTS (condition_cases); i++)
    {
      g_autoptr (ObAnnotation) annotation = ob_annotation_new ();

      if (condition_cases[i].name != NULL)
        ob_fields_set (annotation->attributes, condition_cases[i].name,
                       ob_value_new_text (condition_cases[i].text));
      g_assert_cmpint (
          ob_condition_holds (label, ob_label_find_attribute (label, condition_cases[i].attribute),
                              annotation),
          ==, condition_cases[i].holds);
    }
  g_assert_true (ob_condition_is_circular (label, "kind", "when"));
  g_assert_true (ob_condition_is_circular (label, "low", "low"));
  g_assert_false (ob_condition_is_circular (label, "when", "kind"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codebook-files/files", test_files);
  g_test_add_func ("/codebook-files/round-trip", test_round_trip);
  g_test_add_func ("/codebook-files/refi", test_refi);
  g_test_add_func ("/codebook-files/limits", test_limits);
  g_test_add_func ("/codebook-files/damage", test_damage);
  g_test_add_func ("/codebook-files/tables", test_tables);
  g_test_add_func ("/codebook-files/compare", test_compare);
  g_test_add_func ("/codebook-files/conditions", test_conditions);
  return g_test_run ();
}
