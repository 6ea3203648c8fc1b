/* Codebooks: the default, files with mistakes, the tree, attribute definitions. */
#include "model/codebook.h"

#include <gio/gio.h>
#include <string.h>

#include "model/json-parse.h"

typedef struct
{
  const char *json;
  const char *message; /* part of the error; NULL: none */
} FileCase;

#define LABEL(members) "{\"labels\":[{\"id\":\"a\",\"name\":\"A\"," members "}]}"
#define TWO(first, second) "{\"labels\":[{\"id\":\"a\",\"name\":\"A\"" first "},{" second "}]}"

static const FileCase file_cases[] = {
  { LABEL ("\"colour\":11,\"line\":\"wavy\",\"key\":\"\xc3\xa4\""), NULL },
  { LABEL ("\"attributes\":[{\"name\":\"x\",\"type\":\"choice\",\"choices\":[\"u\",\"v\"]}]"), NULL },
  { TWO (",\"parent\":\"b\"", "\"id\":\"b\",\"name\":\"B\""), NULL },
  { "", "There is no JSON" },
  { "{", "Line 1 is not valid JSON" },
  { "{\"labels\":\n[,]}", "Line 2 is not valid JSON" },
  { "\xff", "not text in UTF-8" },
  { "[]", "not a codebook" },
  { "{\"labels\":{}}", "not a codebook" },
  { "{\"labels\":[]}", "not a codebook" },
  { "{\"labels\":[3]}", "Label 1: An object" },
  { "{\"labels\":[{\"name\":\"A\"}]}", "Label 1: “id”" },
  { "{\"labels\":[{\"id\":\"a b\",\"name\":\"A\"}]}", "Label 1: “id”" },
  { "{\"labels\":[{\"id\":\"a\"}]}", "Label 1: “name” is missing" },
  { "{\"labels\":[{\"id\":\"a\",\"name\":7}]}", "Label 1: “name” must be text" },
  { LABEL ("\"colour\":12"), "“colour”" },
  { LABEL ("\"colour\":\"red\""), "“colour”" },
  { LABEL ("\"line\":\"zigzag\""), "“line”" },
  { LABEL ("\"key\":\"cc\""), "“key”" },
  { LABEL ("\"attributes\":{}"), "“attributes”" },
  { LABEL ("\"attributes\":[{\"name\":\"x\"}]"), "Label 1, attribute 1: “type”" },
  { LABEL ("\"attributes\":[{\"name\":\"x\",\"type\":\"choice\"}]"), "“choices”" },
  { LABEL ("\"attributes\":[{\"name\":\"x\",\"type\":\"choice\",\"choices\":[1]}]"), "“choices”" },
  { LABEL ("\"attributes\":[{\"name\":\"x\",\"type\":\"choice\",\"choices\":[\"u\",\"u\"]}]"), "twice" },
  { LABEL ("\"attributes\":[{\"name\":\"x\",\"type\":\"flag\"},{\"name\":\"x\",\"type\":\"flag\"}]"),
    "already an attribute" },
  { TWO ("", "\"id\":\"a\",\"name\":\"B\""), "Label 2: There is already a label “a”" },
  { TWO (",\"key\":\"k\"", "\"id\":\"b\",\"name\":\"B\",\"key\":\"k\""), "already has the key" },
  { LABEL ("\"parent\":\"z\""), "no label “z”" },
  { TWO (",\"parent\":\"b\"", "\"id\":\"b\",\"name\":\"B\",\"parent\":\"a\""), "circle" },
};

typedef struct
{
  const char *labels; /* entity, parent, position for each label, digits */
  const char *order;  /* entity and depth for each label, digits */
} TreeCase;

static const TreeCase tree_cases[] = {
  { "", "" },
  { "100 200 300", "10 20 30" },
  { "102 201 300", "30 20 10" },
  { "100 200 310 421", "10 31 20 41" },
  { "100 211 310 432 545 600", "10 31 42 53 21 60" },
  { "190 200", "10 20" },             /* the parent is missing */
  { "110", "10" },                    /* its own parent */
  { "120 210", "10 21" },             /* a circle of two */
  { "900 130 210 320 410", "90 10 21 32 41" },
};

static void
test_default (void)
{
  g_autoptr (ObCodebook) codebook = ob_codebook_new_default ();
  static const char *const ids[] = { "claim", "speaker", "disputed-fact", "quote", "figure", "note" };
  const ObLabel *claim = ob_codebook_find_key (codebook, "c");
  const ObAttribute *stance;

  g_assert_cmpuint (codebook->labels->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpstr (((ObLabel *) g_ptr_array_index (codebook->labels, i))->id, ==, ids[i]);

  g_assert_nonnull (claim);
  g_assert_true (ob_codebook_find (codebook, "claim") == claim);
  g_assert_true (ob_codebook_find (codebook, "Claim") == claim);
  g_assert_null (ob_codebook_find (codebook, "Clam"));
  g_assert_null (ob_codebook_find_key (codebook, "z"));

  stance = ob_label_find_attribute (claim, "stance");
  g_assert_cmpint (stance->type, ==, OB_ATTRIBUTE_CHOICE);
  g_assert_cmpstr (ob_attribute_get_default (stance), ==, "asserts");
  g_assert_null (ob_attribute_get_default (ob_label_find_attribute (claim, "speaker")));
  g_assert_null (ob_label_find_attribute (claim, "absent"));
}

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (file_cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) parent_ids = NULL;
      g_autoptr (ObCodebook) codebook
        = ob_codebook_from_json (file_cases[i].json, -1, &parent_ids, &error);

      g_autofree char *shown = g_strescape (file_cases[i].json, NULL);

      g_test_message ("%s", shown);
      if (file_cases[i].message == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (parent_ids->len, ==, codebook->labels->len);
        }
      else
        {
          g_assert_null (codebook);
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
          if (strstr (error->message, file_cases[i].message) == NULL)
            g_error ("“%s” does not say “%s”", error->message, file_cases[i].message);
        }
    }
}

/* Without a limit this would overflow the stack. */
static void
test_deep (void)
{
  g_autofree char *json = g_strnfill (1000000, '[');
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ob_json_parse (json, -1, &error);

  g_assert_null (node);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_tree (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tree_cases); i++)
    {
      g_autoptr (ObCodebook) codebook = ob_codebook_new ();
      g_auto (GStrv) labels = g_strsplit (tree_cases[i].labels, " ", -1);
      g_autoptr (GString) order = g_string_new (NULL);

      for (guint l = 0; labels[l] != NULL; l++)
        {
          ObLabel *label = ob_label_new ();

          label->entity = labels[l][0] - '0';
          label->parent = labels[l][1] - '0';
          label->position = labels[l][2] - '0';
          label->id = g_strdup (labels[l]);
          ob_codebook_add (codebook, label);
        }
      ob_codebook_arrange (codebook);
      for (guint l = 0; l < codebook->labels->len; l++)
        {
          const ObLabel *label = g_ptr_array_index (codebook->labels, l);

          g_string_append_printf (order, "%s%d%u", l > 0 ? " " : "", (int) label->entity,
                                  label->depth);
          g_assert_true (ob_codebook_get (codebook, label->entity) == label);
          g_assert_true ((label->parent == 0) == (label->depth == 0));
        }
      g_assert_cmpstr (order->str, ==, tree_cases[i].order);
    }
}

static void
test_attributes (void)
{
  static const char *const refused[] = {
    "", "3", "{}", "{\"type\":\"colour\"}", "{\"type\":\"choice\"}", "{\"type\":3}",
    "{\"type\":\"text\",\"order\":\"x\"}",
  };
  const char *choices[] = { "uno \"1\"", "due", NULL };

  for (ObAttributeType type = OB_ATTRIBUTE_CHOICE; type <= OB_ATTRIBUTE_POSITION; type++)
    {
      g_autoptr (ObAttribute) attribute = ob_attribute_new ("name", type);
      g_autoptr (ObAttribute) back = NULL;
      g_autofree char *json = NULL;

      attribute->order = (int) type + 3;
      if (type == OB_ATTRIBUTE_CHOICE)
        attribute->choices = g_strdupv ((char **) choices);
      json = ob_attribute_to_json (attribute);
      g_assert_null (strchr (json, '\n'));
      back = ob_attribute_from_json ("name", json);
      g_assert_cmpint (back->type, ==, type);
      g_assert_cmpint (back->order, ==, attribute->order);
      g_assert_cmpstr (ob_attribute_get_default (back), ==, ob_attribute_get_default (attribute));
    }

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (ob_attribute_from_json ("name", refused[i]));
}

static void
test_lines (void)
{
  for (ObLine line = 0; line < OB_N_LINES; line++)
    {
      ObLine back = OB_N_LINES;

      g_assert_true (ob_line_from_name (ob_line_get_name (line), &back));
      g_assert_cmpint (back, ==, line);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codebook/default", test_default);
  g_test_add_func ("/codebook/files", test_files);
  g_test_add_func ("/codebook/deep", test_deep);
  g_test_add_func ("/codebook/tree", test_tree);
  g_test_add_func ("/codebook/attributes", test_attributes);
  g_test_add_func ("/codebook/lines", test_lines);
  return g_test_run ();
}
