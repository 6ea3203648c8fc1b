/* Gives files to a fuzz target, for compilers without libFuzzer: a regression test on the corpus. */
#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

/* replay FOLDER... */
int
main (int argc, char **argv)
{
  guint n_files = 0;

  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GDir) folder = g_dir_open (argv[i], 0, NULL);
      const char *name;

      while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
        {
          g_autofree char *path = g_build_filename (argv[i], name, NULL);
          g_autofree char *contents = NULL;
          gsize length;

          if (!g_file_get_contents (path, &contents, &length, NULL))
            g_error ("%s cannot be read", path);
          LLVMFuzzerTestOneInput ((const guint8 *) contents, length);
          n_files++;
        }
    }

  g_print ("%u files\n", n_files);
  return n_files > 0 ? 0 : 1;
}
