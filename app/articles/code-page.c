#include "articles/code-page.h"

#define USUAL_PAGE 1252
#define NO_CONVERTER ((GIConv) -1)

struct _ObCodePages
{
  GHashTable *converters; /* page -> GIConv */
};

static const struct
{
  int charset;
  guint page;
} charsets[] = {
  { 0, 1252 },   { 77, 10000 }, { 128, 932 },  { 129, 949 },  { 130, 1361 }, { 134, 936 },
  { 136, 950 },  { 161, 1253 }, { 162, 1254 }, { 163, 1258 }, { 177, 1255 }, { 178, 1256 },
  { 186, 1257 }, { 204, 1251 }, { 222, 874 },  { 238, 1250 }, { 255, 850 },
};

static void
close_converter (gpointer converter)
{
  if ((GIConv) converter != NO_CONVERTER)
    g_iconv_close (converter);
}

static GIConv
open_converter (guint page)
{
  g_autofree char *name = NULL;

  switch (page)
    {
    case 10000:
      name = g_strdup ("MACINTOSH");
      break;
    case 936:
      name = g_strdup ("GB18030");
      break;
    case 949:
      name = g_strdup ("UHC");
      break;
    case 950:
      name = g_strdup ("BIG5-HKSCS");
      break;
    case 1361:
      name = g_strdup ("JOHAB");
      break;
    case 65001:
      name = g_strdup ("UTF-8");
      break;
    default:
      name = g_strdup_printf ("CP%u", page);
    }

  return g_iconv_open ("UTF-8", name);
}

static GIConv
get_converter (ObCodePages *self, guint page)
{
  gpointer found;
  GIConv converter;

  if (g_hash_table_lookup_extended (self->converters, GUINT_TO_POINTER (page), NULL, &found))
    return found;
  converter = open_converter (page);
  g_hash_table_insert (self->converters, GUINT_TO_POINTER (page), converter);
  return converter;
}

/* Public functions ----------------------------------------------------------------------------- */

ObCodePages *
ob_code_pages_new (void)
{
  ObCodePages *self = g_new0 (ObCodePages, 1);

  self->converters = g_hash_table_new_full (NULL, NULL, NULL, close_converter);
  return self;
}

void
ob_code_pages_free (ObCodePages *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->converters);
  g_free (self);
}

guint
ob_code_page_for_charset (int charset)
{
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (charsets[i].charset == charset)
      return charsets[i].page;

  return 0;
}

void
ob_code_pages_append (ObCodePages *self, guint page, const char *data, gsize n_bytes, GString *out)
{
  GIConv converter = get_converter (self, page);
  char *in = (char *) data;
  gsize n_in = n_bytes;

  if (converter == NO_CONVERTER)
    converter = get_converter (self, USUAL_PAGE);
  if (converter == NO_CONVERTER)
    converter = get_converter (self, 65001);

  while (n_in > 0)
    {
      char buffer[256];
      char *to = buffer;
      gsize n_out = sizeof buffer;
      gsize n_before = n_in;
      gsize result = g_iconv (converter, &in, &n_in, &to, &n_out);

      g_string_append_len (out, buffer, to - buffer);
      if (result != (gsize) -1 || n_in < n_before)
        continue;
      g_string_append (out, "\uFFFD");
      in++;
      n_in--;
    }
  g_iconv (converter, NULL, NULL, NULL, NULL);
}
