/* Merging, splitting and changing labels: nothing that an annotation has is lost, and each is one step
 * that can be undone. */
#include <glib/gstdio.h>
#include <string.h>

#include "formats/codebook-file.h"
#include "store/edit-codebook.h"
#include "store/history.h"
#include "store/upkeep.h"

#define TEXT_LENGTH 200

typedef struct
{
  char *folder;
  char *path;
  ObProject *project;
  ObEntity article;
} Fixture;

static void
commit (ObEdit *edit)
{
  g_autoptr (GError) error = NULL;

  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *utf8 = g_strnfill (TEXT_LENGTH, 'x');
  g_autoptr (ObText) text = ob_text_new (utf8);
  ObArticle metadata = { .title = (char *) "Title" };
  g_autoptr (GError) error = NULL;
  g_autoptr (ObEdit) edit = NULL;
  ObEntity article;

  fixture->folder = g_dir_make_tmp ("obelus-codebook-XXXXXX", &error);
  fixture->path = g_build_filename (fixture->folder, "p.obelus", NULL);
  fixture->project = ob_project_create (fixture->path, "Anna", NULL, &error);
  g_assert_no_error (error);
  edit = ob_edit_new (fixture->project, "Add article");
  article = ob_edit_add_article (edit, text, NULL, &metadata, &error);
  commit (edit);
  fixture->article = ob_edit_resolve (edit, article);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  ob_project_check (fixture->project, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_clear_object (&fixture->project);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static ObEntity
find_label (Fixture *fixture, const char *id)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (fixture->project);
  const ObLabel *label = ob_codebook_find (codebook, id);

  return label != NULL ? label->entity : 0;
}

static ObEntity
annotate (Fixture *fixture, const char *label, const char *attribute, const char *value)
{
  g_autoptr (GArray) segments = ob_segments_new_single (1, 5);
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Tag");
  g_autoptr (GError) error = NULL;
  ObEntity annotation
      = ob_edit_annotate (edit, fixture->article, find_label (fixture, label), segments, &error);

  g_assert_no_error (error);
  if (attribute != NULL)
    ob_edit_set_attribute_text (edit, annotation, attribute, value, TRUE, &error);
  g_assert_no_error (error);
  commit (edit);
  return ob_edit_resolve (edit, annotation);
}

/* The value as text; "" for none. */
static char *
dup_value (Fixture *fixture, ObEntity annotation, const char *attribute)
{
  g_autoptr (ObAnnotation) now = ob_project_get_annotation (fixture->project, annotation);
  const ObValue *value = ob_annotation_get_attribute (now, attribute);
  char *name;

  if (ob_value_get_type (value) == OB_VALUE_ENTITY)
    {
      name = ob_project_dup_label_of (fixture->project, ob_value_get_entity (value));
      return name;
    }
  if (ob_value_get_type (value) == OB_VALUE_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, ob_value_get_integer (value));
  return g_strdup (ob_value_get_text (value) != NULL ? ob_value_get_text (value) : "");
}

static void
assert_value (Fixture *fixture, ObEntity annotation, const char *attribute, const char *text)
{
  g_autofree char *value = dup_value (fixture, annotation, attribute);

  g_assert_cmpstr (value, ==, text);
}

static void
set_label (Fixture *fixture, ObEntity annotation, const char *label)
{
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Change label");

  g_assert_true (ob_edit_set_label (edit, annotation, find_label (fixture, label), NULL));
  commit (edit);
}

/* What the new label does not know is not shown, and comes back with the old one. */
static void
test_relabel (Fixture *fixture, gconstpointer data)
{
  ObEntity claim = annotate (fixture, "claim", "stance", "denies");
  ObEntity figure = annotate (fixture, "claim", "kind", "event");

  set_label (fixture, claim, "figure");
  assert_value (fixture, claim, "stance", "");
  set_label (fixture, claim, "disputed-fact");
  assert_value (fixture, claim, "stance", "denies");

  /* A note has a kind, but not that one. */
  set_label (fixture, figure, "note");
  assert_value (fixture, figure, "kind", "");
  set_label (fixture, figure, "claim");
  assert_value (fixture, figure, "kind", "event");
}

static void
merge (Fixture *fixture, const char *from, const char *into)
{
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Merge");
  g_autoptr (GError) error = NULL;

  ob_edit_merge_labels (edit, find_label (fixture, from), find_label (fixture, into), &error);
  g_assert_no_error (error);
  commit (edit);
}

/* The kinds of both become one list; a default that was relied on is written down; an attribute of
 * another type keeps its values under another name. */
static void
test_merge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObAttribute) type = ob_attribute_new ("type", OB_ATTRIBUTE_TEXT);
  ObEntity event = annotate (fixture, "claim", "kind", "responsibility");
  ObEntity plain = annotate (fixture, "claim", NULL, NULL);
  ObEntity speaker = annotate (fixture, "claim", "speaker", "The mayor");
  ObEntity typed, note = annotate (fixture, "note", "kind", "framing");
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Prepare");
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (GError) error = NULL;

  ob_edit_set_label_attribute (edit, find_label (fixture, "claim"), "type", type, &error);
  ob_edit_set_entity (edit, find_label (fixture, "quote"), "parent", find_label (fixture, "claim"),
                      &error);
  ob_edit_add_comment (edit, find_label (fixture, "claim"), "Too wide?", &error);
  g_assert_no_error (error);
  commit (edit);
  typed = annotate (fixture, "claim", "type", "free words");

  merge (fixture, "claim", "disputed-fact");
  g_assert_cmpint (find_label (fixture, "claim"), ==, 0);
  assert_value (fixture, event, "kind", "responsibility");
  assert_value (fixture, speaker, "speaker", "The mayor");
  assert_value (fixture, typed, "type", "");
  assert_value (fixture, typed, "type-2", "free words");
  g_assert_cmpuint (
      ob_project_count_annotations_with_label (fixture->project, find_label (fixture, "disputed-fact")),
      ==, 4);
  comments = ob_project_list_comments (fixture->project, find_label (fixture, "disputed-fact"));
  g_assert_cmpuint (comments->len, ==, 1);
  codebook = ob_project_ref_codebook (fixture->project);
  g_assert_cmpint (ob_codebook_find (codebook, "quote")->parent, ==,
                   find_label (fixture, "disputed-fact"));

  merge (fixture, "disputed-fact", "note");
  assert_value (fixture, event, "kind", "responsibility");
  assert_value (fixture, plain, "kind", "event"); /* the default of claims, not of notes */
  assert_value (fixture, note, "kind", "framing");

  g_assert_true (ob_project_undo (fixture->project, NULL, &error));
  g_assert_true (ob_project_undo (fixture->project, NULL, &error));
  assert_value (fixture, typed, "type", "free words");
  g_assert_cmpint (find_label (fixture, "claim"), !=, 0);
}

static void
test_split (Fixture *fixture, gconstpointer data)
{
  ObEntity denied = annotate (fixture, "claim", "stance", "denies");
  ObEntity asserted = annotate (fixture, "claim", NULL, NULL);
  ObEntity claim = find_label (fixture, "claim");
  g_autoptr (GArray) some = ob_project_list_valued (fixture->project, claim, "stance", "denies");
  g_autoptr (GArray) rest = ob_project_list_valued (fixture->project, claim, "stance", "asserts");
  g_autoptr (GArray) none = ob_project_list_valued (fixture->project, claim, "stance", "doubts");
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Split");
  g_autoptr (ObAnnotation) moved = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity added;

  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpint (g_array_index (some, ObEntity, 0), ==, denied);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpint (g_array_index (rest, ObEntity, 0), ==, asserted);
  g_assert_cmpint (ob_edit_split_label (edit, claim, "denial", "Denial", none, &error), ==, 0);
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
  g_clear_error (&error);

  added = ob_edit_split_label (edit, claim, "denial", "Denial", some, &error);
  g_assert_no_error (error);
  commit (edit);
  moved = ob_project_get_annotation (fixture->project, denied);
  g_assert_cmpint (moved->label, ==, ob_edit_resolve (edit, added));
  assert_value (fixture, denied, "stance", "denies");
}

/* Renaming an attribute or a choice takes the annotations along. */
static void
test_rename (Fixture *fixture, gconstpointer data)
{
  ObEntity denied = annotate (fixture, "claim", "stance", "denies");
  ObEntity plain = annotate (fixture, "claim", NULL, NULL);
  ObEntity claim = find_label (fixture, "claim");
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Rename");
  g_autoptr (ObEdit) again = NULL;
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ob_edit_rename_attribute (edit, claim, "stance", "kind", NULL));
  g_assert_true (ob_edit_rename_attribute (edit, claim, "stance", "attitude", &error));
  commit (edit);
  assert_value (fixture, denied, "attitude", "denies");
  assert_value (fixture, denied, "stance", "");

  again = ob_edit_new (fixture->project, "Rename");
  g_assert_true (ob_edit_rename_choice (again, claim, "attitude", "denies", "rejects", &error));
  commit (again);
  assert_value (fixture, denied, "attitude", "rejects");
  g_clear_pointer (&again, ob_edit_free);

  /* "asserts" becomes one with "reports", which is not the default: who relied on it says so now. */
  again = ob_edit_new (fixture->project, "Join");
  g_assert_true (ob_edit_rename_choice (again, claim, "attitude", "asserts", "reports", &error));
  commit (again);
  assert_value (fixture, plain, "attitude", "reports");
  codebook = ob_project_ref_codebook (fixture->project);
  g_assert_cmpstr (ob_label_find_attribute (ob_codebook_get (codebook, claim), "attitude")->choices[0],
                   ==, "rejects");
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  ObEntity claim = find_label (fixture, "claim"), note = find_label (fixture, "note"),
           quote = find_label (fixture, "quote");
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Move");
  g_autoptr (ObEdit) again = NULL;
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (ob_edit_move_label (edit, note, 0, claim, &error));
  commit (edit);
  again = ob_edit_new (fixture->project, "Move");
  g_assert_true (ob_edit_move_label (again, quote, claim, 0, &error));
  commit (again);
  codebook = ob_project_ref_codebook (fixture->project);
  for (guint i = 0; i < codebook->labels->len; i++)
    g_string_append_printf (order, "%s ", ((ObLabel *) codebook->labels->pdata[i])->id);
  g_assert_cmpstr (order->str, ==, "note claim quote speaker disputed-fact figure ");
  g_assert_false (ob_edit_move_label (again, claim, quote, 0, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
}

static ObCodebookFile *
read_file (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  ObCodebookFile *file = ob_codebook_file_read (bytes, &error);

  g_assert_no_error (error);
  return file;
}

/* A file adds and changes, and takes nothing away; another type of an attribute in use is refused. */
static void
test_take (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObCodebookFile) file
      = read_file ("id,name,parent,key,example,attribute,type,choices\n"
                   "event,Event,claim,c,x,,,\n"
                   "claim,Statement,,e,,,,\n"
                   "claim,,,,,stance,choice,denies | shrugs\n");
  g_autoptr (ObCodebookFile) wrong
      = read_file ("id,name,attribute,type\nnote,Note,,\nnote,,kind,date\n");
  ObEntity claim = annotate (fixture, "claim", "stance", "doubts");
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Import");
  g_autoptr (ObEdit) refused = NULL;
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (GError) error = NULL;
  const ObLabel *statement;

  g_assert_true (ob_edit_take_codebook (edit, file->codebook, file->fields, NULL, &error));
  commit (edit);
  codebook = ob_project_ref_codebook (fixture->project);
  statement = ob_codebook_find (codebook, "claim");
  g_assert_cmpstr (statement->name, ==, "Statement");
  g_assert_cmpstr (statement->key, ==, "e");
  g_assert_cmpstr (statement->example, ==, "no agreement was reached");
  g_assert_cmpstr (ob_codebook_find (codebook, "event")->key, ==, "c");
  g_assert_cmpint (ob_codebook_find (codebook, "event")->parent, ==, statement->entity);
  g_assert_cmpuint (codebook->labels->len, ==, 7);
  g_assert_cmpuint (g_strv_length (ob_label_find_attribute (statement, "stance")->choices), ==, 6);
  assert_value (fixture, claim, "stance", "doubts");

  refused = ob_edit_new (fixture->project, "Import");
  g_assert_false (ob_edit_take_codebook (refused, wrong->codebook, wrong->fields, NULL, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
}

/* Some of the differences: those whose label and what are in @wanted, as "claim:key label-2:label". */
static gboolean
take_some (Fixture *fixture, const ObCodebook *codebook, const char *wanted, GError **error)
{
  g_autoptr (ObCodebook) now = ob_project_ref_codebook (fixture->project);
  g_autoptr (GPtrArray) differences = ob_codebook_compare (now, codebook);
  g_autoptr (GPtrArray) some = g_ptr_array_new ();
  g_auto (GStrv) names = g_strsplit (wanted, " ", -1);
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Take");

  for (guint i = 0; i < differences->len; i++)
    {
      const ObDifference *difference = g_ptr_array_index (differences, i);
      g_autofree char *name = g_strconcat (difference->id, ":", difference->what, NULL);

      if (g_strv_contains ((const char *const *) names, name))
        g_ptr_array_add (some, (gpointer) difference);
    }
  g_assert_cmpuint (some->len, ==, g_strv_length (names));

  return ob_edit_take_differences (edit, codebook, some, error) && ob_edit_commit (edit, error);
}

static void
test_take_differences (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObCodebookFile) file = read_file (
    "id,name,parent,key,use_when,attribute,type,choices\n"
    "claim,Assertion,,e,Someone says so,,,\n"
    "claim,,,,,stance,choice,denies | shrugs\n"
    "claim,,,,,credibility,number,\n"
    "event,Event,claim,c,,,,\n"
    "riot,Riot,event,s,,,,\n"
    "quote,Quotation,,,,,,\n"
    "note,Note,quote,,,,,\n");
  g_autoptr (ObCodebookFile) turned = read_file ("id,name,parent\nquote,Quotation,note\nnote,Note,\n");
  ObEntity doubts = annotate (fixture, "claim", "stance", "doubts");
  ObEntity plain = annotate (fixture, "claim", "credibility", "2");
  ObEntity speaker = find_label (fixture, "speaker");
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (ObCodebook) first = ob_project_ref_codebook (fixture->project);
  g_autoptr (ObCodebook) taken = NULL, undone = NULL;
  g_autoptr (GError) error = NULL;
  const ObLabel *claim;

  before = ob_codebook_to_json (first);
  take_some (fixture, file->codebook,
             "claim:name claim:key claim:@stance event:label riot:label figure:label note:parent", &error);
  g_assert_no_error (error);
  taken = ob_project_ref_codebook (fixture->project);
  claim = ob_codebook_find (taken, "claim");
  g_assert_cmpstr (claim->name, ==, "Assertion");
  g_assert_cmpstr (claim->key, ==, "e");
  g_assert_null (strstr (claim->use_when, "Someone says so")); /* was not chosen */
  g_assert_cmpstr (ob_codebook_find (taken, "event")->key, ==, "c");
  g_assert_null (ob_codebook_find (taken, "riot")->key); /* the speaker keeps it */
  g_assert_cmpint (ob_codebook_find (taken, "event")->parent, ==, claim->entity);
  g_assert_cmpint (ob_codebook_find (taken, "riot")->parent, ==,
                   ob_codebook_find (taken, "event")->entity);
  g_assert_cmpint (ob_codebook_find (taken, "note")->parent, ==,
                   ob_codebook_find (taken, "quote")->entity);
  g_assert_null (ob_codebook_find (taken, "figure"));

  /* The choices that annotations have, by themselves or as the default. */
  {
    g_autofree char *choices
      = g_strjoinv (" ", ob_label_find_attribute (claim, "stance")->choices);

    g_assert_cmpstr (choices, ==, "denies shrugs asserts doubts");
  }
  assert_value (fixture, doubts, "stance", "doubts");
  assert_value (fixture, plain, "stance", "asserts");

  /* What would lose something is refused, and nothing of it is done. */
  g_assert_false (take_some (fixture, file->codebook, "claim:use_when claim:@credibility", &error));
  g_assert_nonnull (strstr (error->message, "credibility"));
  g_clear_error (&error);
  g_assert_false (take_some (fixture, turned->codebook, "quote:parent", &error));
  g_assert_nonnull (strstr (error->message, "below itself"));
  g_clear_error (&error);
  annotate (fixture, "speaker", NULL, NULL);
  g_assert_false (take_some (fixture, file->codebook, "speaker:label", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (find_label (fixture, "speaker"), ==, speaker);

  g_assert_true (ob_project_undo (fixture->project, NULL, &error)); /* the tag */
  g_assert_true (ob_project_undo (fixture->project, NULL, &error));
  undone = ob_project_ref_codebook (fixture->project);
  after = ob_codebook_to_json (undone);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (take_some (fixture, file->codebook, "claim:use_when", &error));
}

/* All differences make the two the same. */
static void
test_take_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObCodebookFile) file = read_file (
    "id,name,parent,key,example,attribute,type,choices\n"
    "claim,Assertion,speaker,s,x,,,\n"
    "speaker,Speaker,,c,,,,\n"
    "event,Event,claim,e,,,,\n"
    "event,,,,,size,number,\n");
  g_autoptr (ObCodebook) now = ob_project_ref_codebook (fixture->project);
  g_autoptr (GPtrArray) differences = ob_codebook_compare (now, file->codebook);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Take");
  g_autoptr (ObCodebook) then = NULL;
  g_autoptr (GError) error = NULL;

  ob_edit_take_differences (edit, file->codebook, differences, &error);
  g_assert_no_error (error);
  commit (edit);
  then = ob_project_ref_codebook (fixture->project);
  left = ob_codebook_compare (then, file->codebook);
  g_assert_cmpuint (left->len, ==, 0);
}

/* At random ----------------------------------------------------------------------------------- */

/* The values of an annotation as text, and its note. */
static GPtrArray *
list_values (Fixture *fixture, const ObAnnotation *annotation)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < annotation->attributes->len; i++)
    g_ptr_array_add (values, dup_value (fixture, annotation->entity,
                                        g_array_index (annotation->attributes, ObField, i).field));
  g_ptr_array_add (values, g_strdup (annotation->note != NULL ? annotation->note : "-"));
  return values;
}

/* Everything, for comparing after an undo. */
static char *
take_picture (Fixture *fixture)
{
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (fixture->project, 0, 0, 0);
  g_autoptr (GPtrArray) links = ob_project_list_links (fixture->project, 0, 0);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (fixture->project);
  g_autofree char *json = ob_codebook_to_json (codebook);
  GString *picture = g_string_new (json);

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autoptr (GPtrArray) values = list_values (fixture, annotation);

      g_string_append_printf (picture, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, annotation->entity,
                              annotation->label);
      for (guint k = 0; k < values->len; k++)
        g_string_append_printf (picture, " %s", (char *) g_ptr_array_index (values, k));
    }
  g_string_append_printf (picture, " %u", links->len);

  return g_string_free (picture, FALSE);
}

/* Every value that was there is there, under whatever name, and every label is of the codebook. */
static void
check_kept (Fixture *fixture, GPtrArray *before, GPtrArray *values_before, guint n_links)
{
  g_autoptr (GPtrArray) links = ob_project_list_links (fixture->project, 0, 0);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (fixture->project);

  g_assert_cmpuint (links->len, ==, n_links);
  for (guint i = 0; i < before->len; i++)
    {
      ObEntity entity = ((ObAnnotation *) g_ptr_array_index (before, i))->entity;
      g_autoptr (ObAnnotation) now = ob_project_get_annotation (fixture->project, entity);
      g_autoptr (GPtrArray) values = NULL;
      GPtrArray *wanted = g_ptr_array_index (values_before, i);

      g_assert_nonnull (now);
      g_assert_nonnull (ob_codebook_get (codebook, now->label));
      values = list_values (fixture, now);
      for (guint k = 0; k < wanted->len; k++)
        g_assert_true (g_ptr_array_find_with_equal_func (values, g_ptr_array_index (wanted, k),
                                                         g_str_equal, NULL));
    }
}

static const ObLabel *
pick_label (const ObCodebook *codebook)
{
  return g_ptr_array_index (codebook->labels,
                            (guint) g_test_rand_int_range (0, (gint32) codebook->labels->len));
}

static void
fill_at_random (Fixture *fixture)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (fixture->project);
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Fill");
  g_autoptr (GArray) segments = ob_segments_new_single (1, 5);
  g_autoptr (GError) error = NULL;
  ObEntity last = 0;

  for (guint i = 0; i < 30; i++)
    {
      const ObLabel *label = pick_label (codebook);
      const ObAttribute *attribute = g_ptr_array_index (
          label->attributes, (guint) g_test_rand_int_range (0, (gint32) label->attributes->len));
      ObEntity annotation
          = ob_edit_annotate (edit, fixture->article, label->entity, segments, &error);
      guint n = attribute->choices != NULL ? g_strv_length (attribute->choices) : 0;
      g_autofree char *note = g_strdup_printf ("note %u", i);

      if (n > 0)
        ob_edit_set_attribute_text (edit, annotation, attribute->name,
                                    attribute->choices[g_test_rand_int_range (0, (gint32) n)], TRUE,
                                    &error);
      else if (attribute->type == OB_ATTRIBUTE_NUMBER)
        ob_edit_set_attribute_text (edit, annotation, attribute->name, "12", TRUE, &error);
      else if (attribute->type != OB_ATTRIBUTE_POSITION)
        ob_edit_set_attribute_text (edit, annotation, attribute->name, "Words", TRUE, &error);
      ob_edit_set_note (edit, annotation, note, &error);
      if (last != 0)
        ob_edit_link (edit, annotation, last, "supports", &error);
      g_assert_no_error (error);
      last = annotation;
    }
  commit (edit);
}

static gboolean
change_at_random (Fixture *fixture, ObEdit *edit)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (fixture->project);
  const ObLabel *label = pick_label (codebook), *other = pick_label (codebook);
  g_autoptr (GArray) labelled = ob_project_list_labelled (fixture->project, label->entity);
  g_autofree char *id = ob_codebook_dup_free_id (codebook, "Part");

  if (g_test_rand_bit () && codebook->labels->len > 2)
    return label != other && ob_edit_merge_labels (edit, label->entity, other->entity, NULL);

  for (guint i = labelled->len; i > 0; i--)
    if (g_test_rand_bit ())
      g_array_remove_index (labelled, i - 1);
  return ob_edit_split_label (edit, label->entity, id, id, labelled, NULL) != 0;
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  fill_at_random (fixture);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GPtrArray) before = ob_project_list_annotations (fixture->project, 0, 0, 0);
      g_autoptr (GPtrArray) links = ob_project_list_links (fixture->project, 0, 0);
      g_autoptr (GPtrArray) values
          = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
      g_autofree char *picture = take_picture (fixture), *after = NULL, *undone = NULL, *redone = NULL;
      g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Change at random");
      g_autoptr (GError) error = NULL;

      for (guint k = 0; k < before->len; k++)
        g_ptr_array_add (values, list_values (fixture, g_ptr_array_index (before, k)));
      if (!change_at_random (fixture, edit))
        continue;
      commit (edit);
      check_kept (fixture, before, values, links->len);

      after = take_picture (fixture);
      ob_project_undo (fixture->project, NULL, &error);
      g_assert_no_error (error);
      undone = take_picture (fixture);
      g_assert_cmpstr (undone, ==, picture);
      ob_project_redo (fixture->project, NULL, &error);
      g_assert_no_error (error);
      redone = take_picture (fixture);
      g_assert_cmpstr (redone, ==, after);
    }
}

#define ADD(path, test)                                                                            \
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("obelus-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("/edit-codebook/relabel", test_relabel);
  ADD ("/edit-codebook/merge", test_merge);
  ADD ("/edit-codebook/split", test_split);
  ADD ("/edit-codebook/rename", test_rename);
  ADD ("/edit-codebook/move", test_move);
  ADD ("/edit-codebook/take", test_take);
  ADD ("/edit-codebook/take-differences", test_take_differences);
  ADD ("/edit-codebook/take-all", test_take_all);
  ADD ("/edit-codebook/random", test_random);
  return g_test_run ();
}
