/* The article that a page describes for search engines, in JSON-LD. */
#pragma once

#include "reader/html-tree.h"

G_BEGIN_DECLS

/* All (owned) (nullable). */
typedef struct
{
  char *title;
  char *name; /* another title */
  char *byline;
  char *outlet;
  char *published;
  char *updated;
  char *section;
  char *language;
  char *url;
  char *body;
} ObJsonLd;

/* Reads the first article of the page's scripts. */
void ob_json_ld_read (ObHtmlPage *page, ObJsonLd *result);
void ob_json_ld_clear (ObJsonLd *result);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObJsonLd, ob_json_ld_clear)

G_END_DECLS
