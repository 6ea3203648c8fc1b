#include "store/rescue.h"

#include <string.h>

#include "store/compress.h"
#include "store/late-texts.h"
#include "store/project-private.h"

/* Our files have SQLite's usual page size, whatever their header says now. */
#define PAGE_BYTES 4096u
#define MOST_LOCAL (PAGE_BYTES - 35)
#define LEAST_LOCAL ((PAGE_BYTES - 12) * 32 / 255 - 23)
#define MAX_COLUMNS 5

/* Serial types that a record of ours begins with. */
#define SERIAL_NULL 0
#define SERIAL_ID (12 + 2 * OB_ID_BYTES)
#define SERIAL_SHA256 (12 + 2 * OB_SHA256_BYTES)

/* A record that may begin at some byte. */
typedef struct
{
  guint64 serials[MAX_COLUMNS];
  guint n_columns;
  gsize header_bytes;
  guint64 payload_bytes;
} Record;

typedef struct
{
  GBytes *body; /* (owned) */
  guint64 lamport;
} Found;

static void
found_clear (gpointer data)
{
  g_bytes_unref (((Found *) data)->body);
}

/* SQLite's varints: most significant group first. */
static gboolean
read_varint (const guint8 **data, const guint8 *end, guint64 *number)
{
  *number = 0;
  for (guint i = 0; i < 8 && *data < end; i++)
    {
      guint8 byte = *(*data)++;

      *number = (*number << 7) | (byte & 0x7f);
      if ((byte & 0x80) == 0)
        return TRUE;
    }
  return FALSE;
}

static guint64
get_bytes_of (guint64 serial)
{
  static const guint8 numbers[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0 };

  return serial < G_N_ELEMENTS (numbers) ? numbers[serial] : (serial - 12) / 2;
}

static gboolean
read_header (const guint8 *data, const guint8 *end, Record *record)
{
  const guint8 *at = data + 1;
  const guint8 *header_end = data + data[0];

  if (data[0] < 3 || data[0] > 40 || header_end > end)
    return FALSE;

  record->header_bytes = data[0];
  record->payload_bytes = data[0];
  for (record->n_columns = 0; at < header_end; record->n_columns++)
    {
      if (record->n_columns == MAX_COLUMNS
          || !read_varint (&at, header_end, &record->serials[record->n_columns]))
        return FALSE;
      record->payload_bytes += get_bytes_of (record->serials[record->n_columns]);
    }
  return at == header_end && record->payload_bytes < OB_TEXT_MAX_BYTES;
}

/* The whole record that begins at @at, its overflow pages included.  (transfer full) (nullable) */
static guint8 *
gather (const guint8 *file, gsize length, gsize at, gsize payload)
{
  gsize local = payload, done;
  g_autofree guint8 *whole = NULL;
  guint32 page;

  if (payload > MOST_LOCAL)
    {
      local = LEAST_LOCAL + (payload - LEAST_LOCAL) % (PAGE_BYTES - 4);
      if (local > MOST_LOCAL)
        local = LEAST_LOCAL;
    }
  if (at + local + (local < payload ? 4 : 0) > length || payload > length)
    return NULL;

  whole = g_malloc (payload);
  memcpy (whole, file + at, local);
  at += local;
  for (done = local; done < payload;)
    {
      gsize n = MIN (payload - done, PAGE_BYTES - 4);

      page = ((guint32) file[at] << 24) | ((guint32) file[at + 1] << 16)
             | ((guint32) file[at + 2] << 8) | file[at + 3];
      if (page < 2 || (guint64) page * PAGE_BYTES > length)
        return NULL;
      at = (gsize) (page - 1) * PAGE_BYTES;
      memcpy (whole + done, file + at + 4, n);
      done += n;
    }
  return g_steal_pointer (&whole);
}

/* n (null, it is the row's number), id, body */
static void
try_change (const guint8 *record_data, const Record *record, ObState *state, GArray *found)
{
  gsize n_body = get_bytes_of (record->serials[2]);
  const guint8 *id = record_data + record->header_bytes;
  const guint8 *body = id + OB_ID_BYTES;
  Found change = { NULL, 0 };
  ObId hash;

  if (n_body == 0 || n_body > OB_CHANGE_MAX_BYTES)
    return;
  hash = ob_id_of_bytes (body, n_body);
  if (memcmp (hash.bytes, id, OB_ID_BYTES) != 0 || ob_state_knows (state, &hash))
    return;

  change.body = g_bytes_new (body, n_body);
  change.lamport = ob_change_peek_lamport (body, n_body);
  g_array_append_val (found, change);
}

/* sha256, length, bytes, body, original */
static void
try_text (const guint8 *record_data, const Record *record, ObState *state)
{
  const guint8 *sha256 = record_data + record->header_bytes;
  const guint8 *body = sha256 + OB_SHA256_BYTES + get_bytes_of (record->serials[1])
                       + get_bytes_of (record->serials[2]);
  gsize n_body = get_bytes_of (record->serials[3]), n_original = get_bytes_of (record->serials[4]);
  g_autoptr (GBytes) packed = g_bytes_new_static (body, n_body);
  g_autoptr (GBytes) packed_original = NULL, original = NULL;
  g_autoptr (ObText) text = ob_packed_text_expand (packed, sha256);

  if (text == NULL || ob_text_get_length (text) == 0 || !ob_text_check (text))
    return;

  if (n_original > 0)
    {
      packed_original = g_bytes_new_static (body + n_body, n_original);
      original = ob_expand (packed_original, OB_TEXT_MAX_BYTES, NULL);
    }
  if (ob_project_store_text (ob_state_get_database (state), text, original) != 0)
    ob_late_texts_note (state, sha256);
}

static gboolean
may_be_change (const Record *record)
{
  return record->n_columns == 3 && record->serials[0] == SERIAL_NULL
         && record->serials[1] == SERIAL_ID && record->serials[2] >= 12
         && record->serials[2] % 2 == 0;
}

static gboolean
may_be_text (const Record *record)
{
  return record->n_columns == 5 && record->serials[0] == SERIAL_SHA256 && record->serials[3] >= 12
         && record->serials[3] % 2 == 0;
}

static void
try_record (const guint8 *data, gsize length, gsize at, ObState *state, GArray *found)
{
  g_autofree guint8 *whole = NULL;
  Record record;

  if (!read_header (data + at, data + length, &record)
      || !(may_be_change (&record) || may_be_text (&record)))
    return;
  whole = gather (data, length, at, (gsize) record.payload_bytes);
  if (whole == NULL)
    return;
  if (may_be_change (&record))
    try_change (whole, &record, state, found);
  else
    try_text (whole, &record, state);
}

static gint
compare_clocks (gconstpointer a, gconstpointer b)
{
  const Found *left = a, *right = b;

  return (left->lamport > right->lamport) - (left->lamport < right->lamport);
}

guint
ob_rescue (const guint8 *data, gsize length, ObState *state)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  guint n_taken = 0;

  g_array_set_clear_func (found, found_clear);
  for (gsize at = 0; at + 4 < length; at++)
    /* The second byte of either record is its first serial type. */
    if (data[at + 1] == SERIAL_NULL || data[at + 1] == SERIAL_SHA256)
      try_record (data, length, at, state, found);

  ob_late_texts_settle (state);
  /* A change's clock is later than those of all that it builds on. */
  g_array_sort (found, compare_clocks);
  for (guint i = 0; i < found->len; i++)
    n_taken += ob_state_receive (state, g_array_index (found, Found, i).body, NULL) != 0;
  return n_taken;
}
