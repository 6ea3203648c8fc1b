#include "store/moment.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/project-private.h"

/* Changes that are looked at before others get the project's lock. */
#define A_WHILE 500

static gint64
get_last (ObProject *project)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  return database != NULL
             ? ob_database_get_number (database, 0, "SELECT max(n) FROM change", "")
             : 0;
}

/* The last change of the step that change @n is part of. */
static gint64
find_end_of_step (ObProject *project, gint64 n)
{
  OB_PROJECT_LOCK (project);
  ObState *state = ob_project_read (project) != NULL ? ob_project_get_state (project) : NULL;
  g_autoptr (ObEntry) entry = state != NULL ? ob_state_get_entry (state, n) : NULL;

  while (entry != NULL)
    {
      g_autoptr (ObEntry) next = ob_state_get_entry (state, n + 1);

      if (next == NULL || next->change->part != entry->change->part + 1
          || !ob_id_equal (&next->change->actor, &entry->change->actor))
        break;
      n++;
      ob_entry_unref (entry);
      entry = g_steal_pointer (&next);
    }
  return n;
}

/* Choosing ------------------------------------------------------------------------------------- */

static gboolean
choose_by_time (ObProject *project, GByteArray *chosen, gint64 wall, GCancellable *cancellable)
{
  for (guint n = 1; n < chosen->len;)
    {
      OB_PROJECT_LOCK (project);

      if (ob_project_read (project) == NULL || g_cancellable_is_cancelled (cancellable))
        return FALSE;
      for (guint i = 0; i < A_WHILE && n < chosen->len; i++, n++)
        {
          g_autoptr (ObEntry) entry = ob_state_get_entry (ob_project_get_state (project), n);

          chosen->data[n] = entry != NULL && entry->change->wall <= wall;
        }
    }
  return TRUE;
}

static void
add_predecessors (ObState *state, ObEntry *entry, GByteArray *chosen, GArray *open)
{
  for (guint i = 0; i < entry->change->predecessors->len; i++)
    {
      gint64 n = ob_state_resolve_change (
          state, entry, g_array_index (entry->change->predecessors, guint32, i));

      if (n <= 0 || n >= chosen->len || chosen->data[n])
        continue;
      chosen->data[n] = 1;
      g_array_append_val (open, n);
    }
}

/* What the change @last knew. */
static gboolean
choose_known (ObProject *project, GByteArray *chosen, gint64 last, GCancellable *cancellable)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (open, last);
  while (open->len > 0)
    {
      OB_PROJECT_LOCK (project);

      if (ob_project_read (project) == NULL || g_cancellable_is_cancelled (cancellable))
        return FALSE;
      for (guint i = 0; i < A_WHILE && open->len > 0; i++)
        {
          gint64 n = g_array_index (open, gint64, open->len - 1);
          g_autoptr (ObEntry) entry = ob_state_get_entry (ob_project_get_state (project), n);

          g_array_set_size (open, open->len - 1);
          if (entry != NULL)
            add_predecessors (ob_project_get_state (project), entry, chosen, open);
        }
    }
  return TRUE;
}

static gint64
get_creation (ObProject *project, ObEntity checkpoint)
{
  OB_PROJECT_LOCK (project);

  return ob_project_read (project) != NULL
             ? ob_state_get_creation (ob_project_get_state (project), checkpoint)
             : 0;
}

/* Reading -------------------------------------------------------------------------------------- */

static gboolean
read_change (ObProject *project, const char *text, ObMoment *moment, GError **error)
{
  gint64 last = get_last (project);
  guint64 n;

  if (!g_ascii_string_to_unsigned (text, 10, 1, (guint64) MAX (last, 1), &n, NULL))
    {
      ob_project_refuse (error,
                         _ ("There is no change %s in this project: they count from 1 to %lld."),
                         text, (long long) last);
      return FALSE;
    }
  moment->type = OB_MOMENT_CHANGE;
  moment->n = find_end_of_step (project, (gint64) n);
  return TRUE;
}

/* A minute or a day stands for its end. */
static GDateTime *
read_time (const char *text)
{
  static const char *const endings[] = { "", ":59.999999", "T23:59:59.999999" };
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *joined = g_strdup (text);
  GDateTime *time = NULL;

  /* "2017-04-12 18:30" as well as "2017-04-12T18:30". */
  if (strlen (joined) > 10 && joined[10] == ' ')
    joined[10] = 'T';
  for (guint i = 0; i < G_N_ELEMENTS (endings) && time == NULL; i++)
    {
      g_autofree char *whole = g_strconcat (joined, endings[i], NULL);

      time = g_date_time_new_from_iso8601 (whole, local);
    }
  return time;
}

static char *
describe_time (gint64 wall)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (wall / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  /* Translators: a date and a time, as strftime() has it. */
  return local != NULL ? g_date_time_format (local, _ ("%-d %B %Y, %H:%M")) : g_strdup ("?");
}

static char *
describe_change (ObProject *project, gint64 n)
{
  OB_PROJECT_LOCK (project);
  ObState *state = ob_project_read (project) != NULL ? ob_project_get_state (project) : NULL;
  g_autofree char *time = NULL;
  g_autofree char *name = NULL;
  g_autoptr (ObEntry) entry = NULL;
  gint64 first = n;

  if (state != NULL)
    entry = ob_state_get_entry (state, n);
  if (entry == NULL)
    return g_strdup ("");
  time = describe_time (entry->change->wall);
  /* The first part has the name. */
  first -= (gint64) MIN (entry->change->part, (guint64) n - 1);
  ob_entry_unref (entry);
  entry = ob_state_get_entry (state, first);

  if (entry != NULL)
    name = ob_state_dup_step_name (state, entry);
  return name != NULL && *name != '\0'
             ? g_strdup_printf (_ ("after “%s”, %s"), name, time)
             : g_strdup_printf (_ ("on %s"), time);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_moment_parse (ObProject *project, const char *text, ObMoment *moment, GError **error)
{
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GError) reason = NULL;

  memset (moment, 0, sizeof *moment);
  moment->checkpoint = ob_project_find (project, OB_KIND_CHECKPOINT, text, &reason);
  if (moment->checkpoint != 0)
    {
      moment->type = OB_MOMENT_CHECKPOINT;
      return TRUE;
    }
  if (*text != '\0' && strspn (text, "0123456789") == strlen (text))
    return read_change (project, text, moment, error);

  time = read_time (text);
  if (time == NULL)
    {
      ob_project_refuse (error,
                         _ ("“%s” is no moment of this project: give the number of a change, a time "
                            "such as 2017-04-12 or 2017-04-12T18:30, or the name of a checkpoint."),
                         text);
      return FALSE;
    }
  moment->type = OB_MOMENT_TIME;
  moment->wall = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

char *
ob_moment_describe (ObProject *project, const ObMoment *moment)
{
  g_autofree char *text = NULL;

  switch (moment->type)
    {
    case OB_MOMENT_CHANGE:
      return describe_change (project, moment->n);
    case OB_MOMENT_TIME:
      text = describe_time (moment->wall);
      return g_strdup_printf (_ ("on %s"), text);
    case OB_MOMENT_CHECKPOINT:
    default:
      text = ob_project_dup_label_of (project, moment->checkpoint);
      return g_strdup_printf (_ ("at the checkpoint “%s”"), text != NULL ? text : "");
    }
}

GByteArray *
ob_moment_choose (ObProject *project, const ObMoment *moment, GCancellable *cancellable)
{
  g_autoptr (GByteArray) chosen = g_byte_array_new ();
  gboolean done = TRUE;
  gint64 last = moment->type == OB_MOMENT_CHANGE ? moment->n : get_last (project);

  g_byte_array_set_size (chosen, (guint) last + 1);
  memset (chosen->data, moment->type == OB_MOMENT_CHANGE ? 1 : 0, chosen->len);
  if (moment->type == OB_MOMENT_TIME)
    done = choose_by_time (project, chosen, moment->wall, cancellable);
  else if (moment->type == OB_MOMENT_CHECKPOINT)
    {
      last = get_creation (project, moment->checkpoint);
      done = last != 0 && choose_known (project, chosen, last, cancellable);
    }
  return done ? g_steal_pointer (&chosen) : NULL;
}
