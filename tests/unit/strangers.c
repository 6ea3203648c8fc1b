/* Project files that this installation did not write, or not in this format. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "share/merge.h"
#include "store/compress.h"
#include "store/edit.h"
#include "store/history.h"
#include "store/upkeep.h"

typedef struct
{
  char *folder;
  char *own;   /* a project of ours, closed */
  char *other; /* where a stranger's file goes */
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (ObText) text = ob_text_new ("A title\n\nSome words that were said.");
  ObArticle metadata = { .title = (char *) "A title" };
  g_autoptr (GArray) segments = ob_segments_new_single (9, 19);
  ObEntity article, label;

  fixture->folder = g_dir_make_tmp ("obelus-stranger-XXXXXX", &error);
  fixture->own = g_build_filename (fixture->folder, "own.obelus", NULL);
  fixture->other = g_build_filename (fixture->folder, "other.obelus", NULL);
  project = ob_project_create (fixture->own, "Anna", NULL, &error);
  g_assert_no_error (error);

  edit = ob_edit_new (project, "Add and tag");
  article = ob_edit_add_article (edit, text, NULL, &metadata, &error);
  label = ob_project_find (project, OB_KIND_LABEL, "claim", &error);
  ob_edit_annotate (edit, article, label, segments, &error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->own);
  g_free (fixture->other);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &data, &length, NULL));
  g_assert_true (g_file_set_contents (to, data, (gssize) length, NULL));
}

static char *
hash_file (const char *path)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
}

/* Makes a stranger's file of our own one by running @sql in it, as a program without scruples
 * would. */
static void
make_other (Fixture *fixture, const char *sql)
{
  sqlite3 *connection;
  char *message = NULL;

  copy_file (fixture->own, fixture->other);
  g_assert_cmpint (sqlite3_open (fixture->other, &connection), ==, SQLITE_OK);
  sqlite3_exec (connection, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (connection);
}

static void
check_refused (const char *path)
{
  g_autofree char *before = hash_file (path), *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = ob_project_open (path, &error);

  g_assert_null (project);
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, OB_PROJECT_ERROR);
  after = hash_file (path);
  g_assert_cmpstr (before, ==, after);
}

static void
check_whole (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = ob_project_open (path, &error);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (ob_project_count (project).annotations, ==, 1);
  g_assert_cmpuint (ob_project_count (project).articles, ==, 1);
  g_assert_true (ob_project_check (project, &problems, &error));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_hostile_tables (Fixture *fixture, gconstpointer data)
{
  static const char *const attacks[] = {
    "CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM change; END",
    "CREATE VIEW v AS SELECT * FROM change",
    "DROP TABLE text; CREATE VIEW text AS SELECT zeroblob(32) AS sha256, x'00' AS body, NULL AS "
    "original",
    "CREATE TABLE extra (x)",
    "CREATE INDEX extra_index ON annotation (note)",
    "DROP TABLE text",
    "DROP TABLE record; CREATE TABLE record (e INTEGER PRIMARY KEY, kind, name, fields, created)",
    "UPDATE change SET body = zeroblob(300) WHERE n = 2",
    "UPDATE change SET id = zeroblob(16) WHERE n = 2",
    "UPDATE text SET body = x'00'",
    "UPDATE text SET sha256 = zeroblob(32)",
    "PRAGMA user_version = 1000",
    "PRAGMA application_id = 7",
  };

  for (guint i = 0; i < G_N_ELEMENTS (attacks); i++)
    {
      g_test_message ("%s", attacks[i]);
      make_other (fixture, attacks[i]);
      check_refused (fixture->other);
    }
}

/* A text with the right hash that no window could set: its one paragraph is too long. */
static void
test_hostile_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *utf8 = g_strnfill (OB_TEXT_MAX_PARAGRAPH + 1, 'x');
  g_autoptr (ObText) text = ob_text_new (utf8);
  g_autoptr (GBytes) plain = g_bytes_new_static (utf8, strlen (utf8)), body = ob_compress (plain);
  sqlite3 *connection;
  sqlite3_stmt *statement;

  copy_file (fixture->own, fixture->other);
  g_assert_cmpint (sqlite3_open (fixture->other, &connection), ==, SQLITE_OK);
  sqlite3_prepare_v2 (connection, "INSERT INTO text VALUES (?, 8001, 8001, ?, NULL)", -1,
                      &statement, NULL);
  sqlite3_bind_blob (statement, 1, ob_text_get_sha256 (text), OB_SHA256_BYTES, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, g_bytes_get_data (body, NULL), (int) g_bytes_get_size (body),
                     SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
  sqlite3_close (connection);
  check_refused (fixture->other);
}

/* What is derived is never believed: it is made anew from the log. */
static void
test_lies_in_derived_tables (Fixture *fixture, gconstpointer data)
{
  static const char *const lies[] = {
    "UPDATE annotation SET start = 100000, end = 200000",
    "DELETE FROM annotation",
    "UPDATE annotation SET attributes = randomblob(50), segments = randomblob(20)",
    "DELETE FROM entity; DELETE FROM head; DELETE FROM tip",
    "INSERT INTO step VALUES (1, 1, 0)",
    "UPDATE article SET length = 1000000000",
    "UPDATE local SET v = 'nonsense'",
    "DELETE FROM local",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_test_message ("%s", lies[i]);
      make_other (fixture, lies[i]);
      check_whole (fixture->other);
    }
}

/* What some tables were until format 2. */
#define OLD_TABLES \
  "DROP TABLE awaited; DROP TABLE lost; " \
  "DROP TABLE change_key; DROP TABLE entity_key; DROP TABLE entity; " \
  "CREATE TABLE entity (e INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL, " \
  "n INTEGER NOT NULL, i INTEGER NOT NULL) STRICT; " \
  "ALTER TABLE change RENAME TO newer; " \
  "CREATE TABLE change (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, body BLOB NOT NULL) STRICT; " \
  "INSERT INTO change SELECT * FROM newer; DROP TABLE newer; " \
  "DROP TABLE annotation; " \
  "CREATE TABLE annotation (e INTEGER PRIMARY KEY, article INTEGER NOT NULL, start INTEGER NOT NULL, " \
  "end INTEGER NOT NULL, label INTEGER NOT NULL, annotator INTEGER NOT NULL, segments BLOB, " \
  "attributes BLOB, note TEXT, origin TEXT, flags INTEGER NOT NULL, created INTEGER NOT NULL, " \
  "modified INTEGER NOT NULL) STRICT; " \
  "CREATE INDEX annotation_by_article ON annotation (article, start); "

/* Another program that has the file open, as far as SQLite's locks tell.  Returns its process. */
static pid_t
hold_elsewhere (const char *path)
{
  int ready[2];
  char byte;
  pid_t child;

  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0)
    {
      struct flock lock
          = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000, .l_len = 512 };
      int fd = open (path, O_RDWR | O_CLOEXEC);

      if (fcntl (fd, F_SETLK, &lock) != 0 || write (ready[1], "x", 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  close (ready[0]);
  close (ready[1]);
  return child;
}

/* What another program has open is shown as it is, and can be opened when that is gone. */
static void
test_open_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) copy = NULL, again = NULL;
  pid_t child;

  child = hold_elsewhere (fixture->own);
  g_assert_null (ob_project_open (fixture->own, &error));
  g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_BUSY);
  g_clear_error (&error);
  copy = ob_project_open_copy (fixture->own, &error);
  g_assert_no_error (error);
  g_assert_true (ob_project_is_read_only (copy));
  g_assert_false (ob_project_can_be_taken_over (copy));
  g_assert_cmpuint (ob_project_count (copy).articles, ==, 1);

  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  g_assert_true (ob_project_can_be_taken_over (copy));
  g_clear_object (&copy);
  again = ob_project_open (fixture->own, &error);
  g_assert_no_error (error);
  g_assert_false (ob_project_is_read_only (again));

  copy_file (fixture->own, fixture->other);
  g_assert_true (ob_project_is_copied_at (again, fixture->other));
  g_assert_false (ob_project_is_copied_at (again, fixture->own));
  g_assert_true (g_file_set_contents (fixture->other, "no project", -1, NULL));
  g_assert_false (ob_project_is_copied_at (again, fixture->other));
}

static void
test_older_format (Fixture *fixture, gconstpointer data)
{
  static const char *const older[] = {
    OLD_TABLES "DROP TABLE step; PRAGMA user_version = 1",
    OLD_TABLES "PRAGMA user_version = 2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (older); i++)
    {
      g_autofree char *kept = g_strdup_printf ("%s.format-%u", fixture->other, i + 1);
      g_autofree char *before = NULL, *after = NULL;

      make_other (fixture, older[i]);
      before = hash_file (fixture->other);
      check_whole (fixture->other);
      after = hash_file (kept);
      g_assert_cmpstr (before, ==, after);

      /* The second time there is nothing left to bring up to date. */
      g_remove (kept);
      check_whole (fixture->other);
      g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
    }
}

/* A journal beside a stranger's file could make SQLite change or delete other files. */
static void
test_journal_beside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (fixture->other, "-journal", NULL);
  g_autofree char *before = NULL, *after = NULL;
  static const char hot[] = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7 and what follows";

  copy_file (fixture->own, fixture->other);
  g_assert_true (g_file_set_contents (journal, hot, sizeof hot, NULL));
  before = hash_file (journal);
  check_refused (fixture->other);
  after = hash_file (journal);
  g_assert_cmpstr (before, ==, after);
}

static void
test_not_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *fifo = g_build_filename (fixture->folder, "fifo", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);

  g_assert_null (ob_project_open (fixture->folder, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (ob_project_open ("/dev/zero", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_null (ob_project_open (fifo, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (ob_project_open ("/nowhere/at all.obelus", &error));
  g_assert_nonnull (error);

  /* A link to a project is a way to it, and the project stays where it is. */
  g_assert_cmpint (symlink (fixture->own, link), ==, 0);
  check_whole (link);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

/* A copy of an open database in write-ahead mode: what is in the main file is all that there is. */
static void
test_write_ahead_mode (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->own, &bytes, &length, NULL));
  bytes[18] = bytes[19] = 2;
  g_assert_true (g_file_set_contents (fixture->other, bytes, (gssize) length, NULL));
  check_whole (fixture->other);
}

/* Any damage gives a refusal or the whole truth, and what is refused stays as it was. */
static void
test_random_damage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->own, &bytes, &length, NULL));
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *copy = g_memdup2 (bytes, length);
      g_autofree char *before = NULL, *after = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (ObProject) project = NULL;
      guint n = (guint) g_rand_int_range (rand, 1, 20);

      for (guint j = 0; j < n; j++)
        copy[g_rand_int_range (rand, 0, (gint32) length)] = (char) g_rand_int (rand);
      g_assert_true (g_file_set_contents (fixture->other, copy, (gssize) length, NULL));
      before = hash_file (fixture->other);
      project = ob_project_open (fixture->other, &error);
      if (project == NULL)
        {
          g_assert_nonnull (error);
          after = hash_file (fixture->other);
          g_assert_cmpstr (before, ==, after);
        }
      else
        {
          g_autoptr (GPtrArray) problems = NULL;

          g_assert_true (ob_project_check (project, &problems, &error));
          g_assert_cmpuint (problems->len, ==, 0);
        }
    }
}

/* The same for a file of one's own that something else has written into. */
static void
test_damage_to_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autofree char *bytes = NULL;
  gsize length;
  guint n_refused = 0;

  g_assert_true (g_file_get_contents (fixture->own, &bytes, &length, NULL));
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *before = NULL, *after = NULL;
      g_autoptr (ObProject) project = NULL;
      g_autoptr (GError) error = NULL;
      int fd = open (fixture->own, O_WRONLY);
      char noise[8];

      for (guint j = 0; j < sizeof noise; j++)
        noise[j] = (char) g_rand_int (rand);
      g_assert_cmpint (pwrite (fd, bytes, length, 0), ==, (gssize) length);
      g_assert_cmpint (
          pwrite (fd, noise, sizeof noise, g_rand_int_range (rand, 100, (gint32) length - 8)), ==,
          (gssize) sizeof noise);
      close (fd);

      before = hash_file (fixture->own);
      project = ob_project_open (fixture->own, &error);
      if (project != NULL)
        {
          g_autoptr (GPtrArray) problems = NULL;

          g_assert_true (ob_project_check (project, &problems, &error));
          g_assert_cmpuint (problems->len, ==, 0);
          g_clear_object (&project);
          continue;
        }
      g_assert_nonnull (error);
      after = hash_file (fixture->own);
      g_assert_cmpstr (before, ==, after);
      n_refused++;
    }
  g_assert_cmpuint (n_refused, >, 0);
}

/* Somebody tidied up what the installation remembers: one's own projects stay one's own. */
static void
test_memory_lost (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "obelus", "replicas", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  const char *remembered;

  while ((remembered = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, remembered, NULL);

      g_remove (path);
    }
  project = ob_project_open (fixture->own, &error);
  g_assert_no_error (error);
  name = ob_project_dup_label_of (project, ob_project_get_annotator (project));
  g_assert_cmpstr (name, ==, "Anna");
  g_assert_true (ob_project_undo (project, NULL, &error));
  g_assert_no_error (error);
}

/* Of a colleague's file that is damaged anywhere nothing is taken, be the damage in what is new or
 * in what is known. */
static void
test_merge_damaged (Fixture *fixture, gconstpointer data)
{
  static const char *const damages[] = {
    "UPDATE change SET body = zeroblob(300) WHERE n = (SELECT max(n) FROM change)",
    "UPDATE change SET body = zeroblob(300) WHERE n = (SELECT min(n) FROM change)",
    "UPDATE change SET id = zeroblob(16) WHERE n = 2",
    "UPDATE change SET id = x'' WHERE n = 2",
    "UPDATE text SET body = zeroblob(30)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (ObProject) project = NULL;
      g_autoptr (GError) error = NULL;
      gint64 revision;

      make_other (fixture, damages[i]);
      project = ob_project_open (fixture->own, &error);
      g_assert_no_error (error);
      revision = ob_project_get_revision (project);
      g_assert_null (ob_merge_file (project, fixture->other, FALSE, &error));
      g_assert_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID);
      g_assert_cmpint (ob_project_get_revision (project), ==, revision);
    }
}

static void
test_repair (Fixture *fixture, gconstpointer data)
{
  g_autofree char *saved = g_build_filename (fixture->folder, "saved.obelus", NULL);
  g_autofree char *report = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  make_other (fixture,
              "UPDATE change SET body = zeroblob(300) WHERE n = (SELECT max(n) FROM change);"
              "CREATE TABLE extra (x)");
  before = hash_file (fixture->other);
  g_assert_true (ob_project_repair (fixture->other, saved, &report, &error));
  g_assert_no_error (error);
  after = hash_file (fixture->other);
  g_assert_cmpstr (before, ==, after);
  {
    g_autoptr (ObProject) project = ob_project_open (saved, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (ob_project_count (project).labels, ==, 6);
    g_assert_cmpuint (ob_project_count (project).annotations, ==, 0);
  }
}

/* Pages destroyed, the first among them: everything whose bytes are there comes back. */
static void
test_rescue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autofree char *saved = g_build_filename (fixture->folder, "saved.obelus", NULL);
  g_autofree char *report = NULL, *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = ob_project_open (fixture->own, &error);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project), problems = NULL;
  ObEntity article = ((ObArticle *) articles->pdata[0])->entity;
  ObEntity label = ob_project_find (project, OB_KIND_LABEL, "claim", NULL);
  gsize length;
  guint n;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (ObEdit) edit = ob_edit_new (project, "Tag as Claim");
      g_autoptr (GArray) segments = ob_segments_new_single (i % 20, i % 20 + 5);
      g_autofree char *note
          = g_strnfill (i == 7 ? 20000 : 3, 'n'); /* one that needs overflow pages */
      ObEntity annotation = ob_edit_annotate (edit, article, label, segments, NULL);

      ob_edit_set_note (edit, annotation, note, NULL);
      g_assert_true (ob_edit_commit (edit, &error));
    }
  g_clear_object (&project);

  /* The first page holds the names of all tables. */
  g_assert_true (g_file_get_contents (fixture->own, &bytes, &length, NULL));
  memset (bytes, 0, 4096);
  g_assert_true (g_file_set_contents (fixture->other, bytes, (gssize) length, NULL));
  g_assert_true (ob_project_repair (fixture->other, saved, &report, &error));
  g_assert_no_error (error);
  project = ob_project_open (saved, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ob_project_count (project).annotations, ==, 301);
  g_assert_cmpuint (ob_project_count (project).articles, ==, 1);
  g_clear_object (&project);
  g_remove (saved);

  /* Any three pages: most is there, and what is there is whole. */
  for (guint i = 0; i < 3; i++)
    memset (bytes + 4096 * (gsize) g_rand_int_range (rand, 1, (gint32) (length / 4096)), 0xff,
            4096);
  g_assert_true (g_file_set_contents (fixture->other, bytes, (gssize) length, NULL));
  g_clear_pointer (&report, g_free);
  g_assert_true (ob_project_repair (fixture->other, saved, &report, &error));
  g_assert_no_error (error);
  project = ob_project_open (saved, &error);
  g_assert_no_error (error);
  n = ob_project_count (project).annotations;
  g_test_message ("%u of 301 annotations came back with three pages lost", n);
  /* Without the page of the article or of its labels there is nothing to show. */
  g_assert_true (n > 150 || n == 0);
  g_assert_true (ob_project_check (project, &problems, &error));
  g_assert_cmpuint (problems->len, ==, 0);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/strangers/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("obelus-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD ("hostile-tables", test_hostile_tables);
  ADD ("hostile-text", test_hostile_text);
  ADD ("lies-in-derived-tables", test_lies_in_derived_tables);
  ADD ("older-format", test_older_format);
  ADD ("open-elsewhere", test_open_elsewhere);
  ADD ("journal-beside", test_journal_beside);
  ADD ("not-files", test_not_files);
  ADD ("write-ahead-mode", test_write_ahead_mode);
  ADD ("random-damage", test_random_damage);
  ADD ("damage-to-own", test_damage_to_own);
  ADD ("memory-lost", test_memory_lost);
  ADD ("repair", test_repair);
  ADD ("merge-damaged", test_merge_damaged);
  ADD ("rescue", test_rescue);

  return g_test_run ();
}
