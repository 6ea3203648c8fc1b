/* Reading the history of a project with a long log.
 *
 * history-bench PROJECT: prints one line a measurement, of the clock and of the processor.  merge-bench
 * leaves such projects behind.
 */
#include <sys/resource.h>

#include "store/earlier.h"
#include "store/edit.h"
#include "store/restore.h"
#include "store/timeline.h"

#define PAGE 300
#define A_WHILE 200

static double
get_processor_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return 1000.0 * (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000.0;
}

static void
report (const char *what, gint64 clock, double processor)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  g_print ("%-32s %7.0f ms (processor %7.0f ms)  peak %ld MB\n", what,
           (double) (g_get_monotonic_time () - clock) / 1000.0, get_processor_time () - processor,
           usage.ru_maxrss / 1024);
}

/* Reads back until @n_wanted steps are found. */
static void
measure_reading (ObProject *project, const char *what, const ObTimelineFilter *filter, guint n_wanted)
{
  gint64 clock = g_get_monotonic_time (), before = 0;
  double processor = get_processor_time ();
  guint n = 0;

  do
    {
      g_autoptr (GPtrArray) steps = ob_project_read_timeline (project, filter, &before, A_WHILE);

      n += steps->len;
    }
  while (before > 0 && n < n_wanted);
  report (what, clock, processor);
}

/* The state before the last tenth of the changes, and what differs from now. */
static void
measure_going_back (ObProject *project, gint64 last)
{
  ObMoment moment = { OB_MOMENT_CHANGE, .n = last - last / 10 };
  gint64 clock = g_get_monotonic_time ();
  double processor = get_processor_time ();
  g_autoptr (ObProject) earlier = ob_project_open_earlier (project, &moment, NULL, NULL);
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Restore");
  g_autoptr (GArray) restored = g_array_new (FALSE, FALSE, sizeof (ObRestored));

  report ("an earlier state", clock, processor);
  clock = g_get_monotonic_time ();
  processor = get_processor_time ();
  if (ob_edit_restore (edit, earlier, 0, restored, NULL))
    report ("what restoring it does", clock, processor);
  g_print ("things that it would change       %u\n", restored->len);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = argc > 1 ? ob_project_open (argv[1], &error) : NULL;
  g_autoptr (GPtrArray) annotations = NULL;
  ObTimelineFilter all = { 0 }, words = { .text = "in no step at all" }, annotation = { 0 };
  gint64 last;

  if (project == NULL)
    g_error ("%s", error != NULL ? error->message : "usage: history-bench PROJECT");

  last = ob_project_get_revision (project);
  g_print ("changes %" G_GINT64_FORMAT "\n", last);
  measure_reading (project, "the first page", &all, PAGE);
  annotation.of = ob_project_find (project, OB_KIND_LABEL, "claim", NULL);
  measure_reading (project, "all of one label, to the beginning", &annotation, G_MAXUINT);
  measure_reading (project, "words that are nowhere", &words, G_MAXUINT);
  measure_going_back (project, last);
  return 0;
}
