/* Articles block by block: their text, the structure beside it, and both kept with a project. */
#include "articles/draft.h"

#include <glib/gstdio.h>
#include <string.h>

#include "share/merge.h"
#include "share/sync.h"
#include "store/edit.h"
#include "store/history.h"
#include "store/upkeep.h"

static ObReading *
finish (ObDraft *draft)
{
  g_autoptr (GError) error = NULL;
  ObReading *reading = ob_draft_finish (draft, "UTF-8", &error);

  g_assert_no_error (error);
  return reading;
}

/* @formatting: without its first line; NULL for none. */
static void
check_reading (const ObReading *reading, const char *text, const char *formatting)
{
  g_autoptr (ObText) serialised = NULL;

  g_assert_cmpstr (ob_text_get_utf8 (reading->text, NULL), ==, text);
  if (formatting == NULL)
    {
      g_assert_null (reading->formatting);
      return;
    }
  g_assert_nonnull (reading->formatting);
  serialised = ob_formatting_serialise (reading->formatting);
  g_assert_cmpstr (strchr (ob_text_get_utf8 (serialised, NULL), '\n') + 1, ==, formatting);
}

static void
test_spaces (void)
{
  g_autoptr (ObDraft) draft = ob_draft_new ();
  g_autoptr (ObReading) reading = NULL;

  ob_draft_add (draft, " \n ", -1);
  ob_draft_add (draft, "  One\n two", -1);
  ob_draft_add (draft, " \t", -1);
  ob_draft_add (draft, "three  ", -1);
  ob_draft_begin (draft, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_FURNITURE);
  ob_draft_add (draft, " \u00a0 ", -1);
  ob_draft_begin (draft, OB_BLOCK_PREFORMATTED, 0, 0, OB_ROLE_BODY);
  ob_draft_add (draft, "\n  a\n    b\n\n", -1);
  ob_draft_begin (draft, OB_BLOCK_PREFORMATTED, 0, 0, OB_ROLE_BODY);
  ob_draft_add (draft, "  \n  ", -1);
  ob_draft_begin (draft, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BODY);
  ob_draft_add (draft, "bad \x01 and \xff bytes", -1);
  reading = finish (draft);
  check_reading (reading, "One two three\n  a\n    b\nbad \ufffd and \ufffd bytes",
                 "preformatted 14 23 0 0 body\n");
  g_assert_cmpstr (reading->metadata->title, ==, "One two three");
  g_assert_cmpstr (reading->metadata->sources[OB_METADATA_TITLE], ==, "text");
}

static void
test_inlines (void)
{
  g_autoptr (ObDraft) draft = ob_draft_new ();
  g_autoptr (ObReading) reading = NULL;

  ob_draft_begin (draft, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BODY);
  ob_draft_add (draft, "See", -1);
  ob_draft_open (draft, OB_INLINE_LINK, " https://example.org/\n");
  ob_draft_open (draft, OB_INLINE_STRONG, NULL);
  ob_draft_add (draft, " the ", -1);
  ob_draft_close (draft, OB_INLINE_STRONG);
  ob_draft_open (draft, OB_INLINE_STRONG, NULL);
  ob_draft_add (draft, "report ", -1);
  ob_draft_end (draft);
  ob_draft_add_place (draft, OB_INLINE_IMAGE, "A map");
  ob_draft_begin (draft, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BODY);
  ob_draft_add (draft, " again", -1);
  ob_draft_close (draft, OB_INLINE_STRONG);
  ob_draft_close (draft, OB_INLINE_LINK);
  ob_draft_open (draft, OB_INLINE_LINK, "javascript:alert(1)");
  ob_draft_add (draft, " and more", -1);
  ob_draft_close (draft, OB_INLINE_LINK);
  ob_draft_add_place (draft, OB_INLINE_IMAGE, "The end");
  reading = finish (draft);
  check_reading (reading, "See the report\nagain and more",
                 "link 4 14 https://example.org/\n"
                 "strong 4 7 \n"
                 "strong 8 14 \n"
                 "strong 15 20 \n"
                 "link 15 20 https://example.org/\n"
                 "image 15 15 A map\n"
                 "image 29 29 The end\n");
}

static void
test_table (void)
{
  g_autoptr (ObDraft) draft = ob_draft_new ();
  g_autoptr (ObReading) reading = NULL;

  ob_draft_begin (draft, OB_BLOCK_TABLE_ROW, 0, 1, OB_ROLE_BODY);
  ob_draft_begin_cell (draft, TRUE);
  ob_draft_add (draft, " City ", -1);
  ob_draft_begin_cell (draft, TRUE);
  ob_draft_add (draft, " Dead ", -1);
  ob_draft_begin (draft, OB_BLOCK_TABLE_ROW, 0, 2, OB_ROLE_BODY);
  ob_draft_begin_cell (draft, FALSE);
  ob_draft_begin_cell (draft, FALSE);
  ob_draft_add (draft, "86", -1);
  ob_draft_begin (draft, OB_BLOCK_TABLE_ROW, 0, 3, OB_ROLE_BODY);
  ob_draft_begin_cell (draft, FALSE);
  ob_draft_begin_cell (draft, FALSE);
  reading = finish (draft);
  check_reading (reading, "City\tDead\n\t86",
                 "table-row 0 9 0 1 body\n"
                 "table-row 10 13 0 2 body\n"
                 "cell 0 4 head\n"
                 "cell 5 9 head\n"
                 "cell 11 13 \n");
}

/* What long paragraphs are split by moves what stands behind. */
static void
test_splits (void)
{
  g_autoptr (ObDraft) draft = ob_draft_new ();
  g_autoptr (ObReading) reading = NULL;
  const ObBlock *blocks;
  const ObInline *inlines;
  guint n_blocks, n_inlines;

  ob_draft_begin (draft, OB_BLOCK_QUOTE, 1, 0, OB_ROLE_BODY);
  for (guint i = 0; i < 3000; i++)
    ob_draft_add (draft, "words ", -1);
  ob_draft_open (draft, OB_INLINE_STRONG, NULL);
  ob_draft_add (draft, "loud", -1);
  ob_draft_close (draft, OB_INLINE_STRONG);
  ob_draft_begin (draft, OB_BLOCK_HEADING, 9, 5, OB_ROLE_BODY);
  ob_draft_add (draft, "After", -1);
  reading = finish (draft);

  blocks = ob_formatting_get_blocks (reading->formatting, &n_blocks);
  inlines = ob_formatting_get_inlines (reading->formatting, &n_inlines);
  g_assert_cmpuint (n_blocks, ==, 2);
  g_assert_cmpuint (n_inlines, ==, 1);
  g_assert_cmpuint (blocks[0].start, ==, 0);
  for (guint i = 0; i < n_blocks; i++)
    {
      g_autofree char *words
          = ob_text_slice (reading->text, blocks[i].end - (i == 0 ? 4 : 5), blocks[i].end);

      g_assert_cmpstr (words, ==, i == 0 ? "loud" : "After");
    }
  g_assert_cmpuint (inlines[0].end, ==, blocks[0].end);
  g_assert_cmpuint (inlines[0].end - inlines[0].start, ==, 4);
  g_assert_cmpuint (blocks[1].level, ==, 6);
  g_assert_cmpuint (ob_text_get_n_paragraphs (reading->text), ==, 4);
}

static void
test_empty (void)
{
  g_autoptr (ObDraft) draft = ob_draft_new ();
  g_autoptr (GError) error = NULL;

  ob_draft_begin (draft, OB_BLOCK_PARAGRAPH, 0, 0, OB_ROLE_BODY);
  ob_draft_add_place (draft, OB_INLINE_PAGE, "1");
  ob_draft_add (draft, "  \u2003 ", -1);
  g_assert_null (ob_draft_finish (draft, "UTF-8", &error));
  g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
}

/* Random drafts: every formatting fits its text, and reads back. */
static void
test_random (void)
{
  static const char *const pieces[] = { "a", " ", "\n", "ü b", "\t", "\u00a0", "word, and more", "" };

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (ObDraft) draft = ob_draft_new ();
      g_autoptr (ObReading) reading = NULL;
      g_autoptr (GError) error = NULL;

      for (guint step = 0; step < 40; step++)
        {
          guint kind = (guint) g_test_rand_int_range (0, OB_N_BLOCK_KINDS);
          guint span = (guint) g_test_rand_int_range (0, OB_INLINE_CELL);

          switch (g_test_rand_int_range (0, 8))
            {
            case 0:
              ob_draft_begin (draft, kind, step, step, step % OB_N_ROLES);
              break;
            case 1:
              ob_draft_end (draft);
              break;
            case 2:
              ob_draft_open (draft, span, "x");
              break;
            case 3:
              ob_draft_close (draft, span);
              break;
            case 4:
              ob_draft_add_place (draft, OB_INLINE_PAGE, "7");
              break;
            default:
              ob_draft_add (draft, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))], -1);
              break;
            }
        }
      reading = ob_draft_finish (draft, "UTF-8", &error);
      if (reading == NULL)
        {
          g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
          continue;
        }
      g_assert_true (ob_text_check (reading->text));
      if (reading->formatting != NULL)
        {
          g_autoptr (ObText) serialised = ob_formatting_serialise (reading->formatting);
          gsize n_bytes;
          const char *utf8 = ob_text_get_utf8 (serialised, &n_bytes);
          g_autoptr (ObFormatting) again
              = ob_formatting_parse (utf8, n_bytes, reading->text, &error);

          g_assert_no_error (error);
        }
    }
}

/* With a project ------------------------------------------------------------------------------- */

typedef struct
{
  char *folder;
  char *path;
  ObProject *project;
  ObEntity article;
  char *serialised; /* the formatting that was stored */
} Fixture;

static char *
get_formatting (ObProject *project, ObEntity article)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObFormatting) formatting = ob_project_get_formatting (project, article, &error);
  g_autoptr (ObText) serialised = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (formatting);
  serialised = ob_formatting_serialise (formatting);
  return g_strdup (ob_text_get_utf8 (serialised, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObDraft) draft = ob_draft_new ();
  g_autoptr (ObReading) reading = NULL;
  g_autoptr (ObPackedText) packed = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("obelus-draft-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.obelus", NULL);
  fixture->project = ob_project_create (fixture->path, "Anna", NULL, &error);
  g_assert_no_error (error);

  ob_draft_begin (draft, OB_BLOCK_HEADING, 1, 0, OB_ROLE_TITLE);
  ob_draft_add (draft, "The talks", -1);
  ob_draft_begin (draft, OB_BLOCK_LIST_ITEM, 1, 1, OB_ROLE_BODY);
  ob_draft_add (draft, "first", -1);
  ob_draft_set (draft, OB_METADATA_TITLE, " The \n talks ", "json-ld");
  ob_draft_set (draft, OB_METADATA_SECTION, "World", "meta");
  ob_draft_set (draft, OB_METADATA_UPDATED, "2017-04-13", "time");
  ob_draft_offer (draft, OB_METADATA_SECTION, "Other", "url");
  reading = finish (draft);

  edit = ob_edit_new (fixture->project, "Import 1 article");
  packed = ob_packed_text_new_formatted (reading->text, reading->formatting, NULL);
  fixture->article = ob_edit_add_packed_article (edit, packed, reading->metadata, &error);
  g_assert_no_error (error);
  g_assert_true (ob_edit_commit (edit, &error));
  fixture->article = ob_edit_resolve (edit, fixture->article);
  fixture->serialised = get_formatting (fixture->project, fixture->article);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", fixture->folder);

  g_clear_object (&fixture->project);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->serialised);
}

static void
check_project (Fixture *fixture, ObProject *project)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *serialised = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (articles->len, ==, 1);
  serialised = get_formatting (project, ((ObArticle *) articles->pdata[0])->entity);
  g_assert_cmpstr (serialised, ==, fixture->serialised);
  g_assert_true (ob_project_check (project, &problems, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_metadata (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ObArticle) before
      = ob_project_get_article_details (fixture->project, fixture->article);
  g_autoptr (ObArticle) after = NULL, undone = NULL;
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Change the title");

  g_assert_cmpstr (before->title, ==, "The talks");
  g_assert_cmpstr (before->sources[OB_METADATA_TITLE], ==, "json-ld");
  g_assert_cmpstr (before->section, ==, "World");
  g_assert_cmpstr (before->sources[OB_METADATA_SECTION], ==, "meta");
  g_assert_cmpstr (before->updated, ==, "2017-04-13");
  g_assert_null (before->identifier);
  g_assert_null (before->sources[OB_METADATA_IDENTIFIER]);

  g_assert_true (ob_edit_set_text (edit, fixture->article, "title", "Talks", NULL));
  g_assert_true (ob_edit_set_text (edit, fixture->article, "section", "", NULL));
  g_assert_true (ob_edit_set_text (edit, fixture->article, "identifier", "AN 1", NULL));
  g_assert_true (ob_edit_commit (edit, NULL));
  after = ob_project_get_article_details (fixture->project, fixture->article);
  g_assert_cmpstr (after->title, ==, "Talks");
  g_assert_cmpstr (after->sources[OB_METADATA_TITLE], ==, "edited");
  g_assert_null (after->section);
  g_assert_cmpstr (after->identifier, ==, "AN 1");
  g_assert_cmpstr (after->sources[OB_METADATA_UPDATED], ==, "time");

  g_assert_true (ob_project_undo (fixture->project, NULL, NULL));
  undone = ob_project_get_article_details (fixture->project, fixture->article);
  g_assert_cmpstr (undone->sources[OB_METADATA_TITLE], ==, "json-ld");
}

static void
test_reopened (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->project);
  fixture->project = ob_project_open (fixture->path, &error);
  g_assert_no_error (error);
  check_project (fixture, fixture->project);
}

static void
test_shared (Fixture *fixture, gconstpointer data)
{
  g_autofree char *team = g_build_filename (fixture->folder, "team", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "b.obelus", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) other = ob_project_create (path, "Ben", NULL, &error);
  ObSyncReport *report;

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (team, 0700), ==, 0);
  report = ob_sync_folder (fixture->project, team, &error);
  g_assert_no_error (error);
  ob_sync_report_free (report);
  report = ob_sync_folder (other, team, &error);
  g_assert_no_error (error);
  ob_sync_report_free (report);
  check_project (fixture, other);
}

/* From the raw bytes of a file whose first page is gone. */
static void
test_rescued (Fixture *fixture, gconstpointer data)
{
  g_autofree char *saved = g_build_filename (fixture->folder, "saved.obelus", NULL);
  g_autofree char *bytes = NULL, *report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) rescued = NULL;
  gsize length;

  g_clear_object (&fixture->project);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  memset (bytes, 0, 4096);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length, NULL));
  g_assert_true (ob_project_repair (fixture->path, saved, &report, &error));
  g_assert_no_error (error);
  rescued = ob_project_open (saved, &error);
  g_assert_no_error (error);
  check_project (fixture, rescued);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/draft/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/spaces", test_spaces);
  g_test_add_func ("/draft/inlines", test_inlines);
  g_test_add_func ("/draft/table", test_table);
  g_test_add_func ("/draft/splits", test_splits);
  g_test_add_func ("/draft/empty", test_empty);
  g_test_add_func ("/draft/random", test_random);
  ADD ("metadata", test_metadata);
  ADD ("reopened", test_reopened);
  ADD ("shared", test_shared);
  ADD ("rescued", test_rescued);

  return g_test_run ();
}
