/* Prints what the readers make of files, one JSON object each, for score-pages.py: the metadata, and
 * the text by the roles of its blocks.  In process and without a project.
 *
 * usage: page-texts FILE...
 */
#include <stdio.h>
#include <string.h>

#include "formats/json-writer.h"
#include "reader/article-reader.h"

static void
add_role (GString *out, const ObReading *reading, ObRole role)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = ob_text_get_n_paragraphs (reading->text);

  for (guint i = 0; i < n; i++)
    {
      ObSegment line = ob_text_get_paragraph (reading->text, i);
      const ObBlock *block = reading->formatting != NULL
                                 ? ob_formatting_find_block (reading->formatting, line.start)
                                 : NULL;
      g_autofree char *words = ob_text_slice (reading->text, line.start, line.end);

      if ((block != NULL ? block->role : OB_ROLE_BODY) == role)
        g_string_append_printf (text, "%s\n", words);
    }
  ob_json_add_text (out, ob_role_get_name (role), text->str);
}

static gboolean
print_reading (ObReading *reading, gpointer name, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  ob_json_open (out, '{');
  ob_json_add_text (out, "file", name);
  for (guint i = 0; i < OB_N_METADATA; i++)
    {
      g_autofree char *key
          = g_strconcat ("meta:", ob_metadata_get_name ((ObMetadata) i), NULL);
      g_autofree char *source = g_strconcat (key, ":source", NULL);

      ob_json_add_text (out, key, *ob_article_get_metadata (reading->metadata, (ObMetadata) i));
      ob_json_add_text (out, source, reading->metadata->sources[i]);
    }
  for (guint i = 0; i < OB_N_ROLES; i++)
    add_role (out, reading, (ObRole) i);
  ob_json_close (out, '}');
  puts (out->str);
  ob_reading_free (reading);
  return TRUE;
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *data = NULL, *base = g_path_get_basename (argv[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      ObReadRequest request = { .name = base };
      gsize length;

      if (!g_file_get_contents (argv[i], &data, &length, NULL))
        return 1;
      bytes = g_bytes_new_take (g_steal_pointer (&data), length);
      request.bytes = bytes;
      if (!ob_article_readers_read (&request, print_reading, argv[i], &error))
        fprintf (stderr, "%s: %s\n", argv[i], error->message);
    }
  return 0;
}
