/* A small project of articles and annotations, told by their words. */
#pragma once

#include "store/edit.h"

typedef struct
{
  char *folder;
  ObProject *project;
} News;

void news_set_up (News *news);
void news_tear_down (News *news);

/* Adds an article; @outlet, @date: (nullable). */
ObEntity news_add_article (
    News *news, const char *title, const char *outlet, const char *date, const char *text);

/* Annotates the first place of @words in the article.  @attributes: "speaker=Lavrov;stance=denies",
 * (nullable); what is named and not there yet is made. */
ObEntity news_annotate (News *news,
                        ObEntity article,
                        const char *label,
                        const char *words,
                        const char *attributes);
ObEntity news_link (News *news, ObEntity from, ObEntity to, const char *type);

/* A dispute with its positions, NULL-terminated. */
ObEntity news_add_dispute (News *news, const char *question, const char *const *positions);
ObEntity news_find (News *news, ObKind kind, const char *name);
