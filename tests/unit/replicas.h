/* Some replicas of one project, as files in a folder, that tests edit and bring together. */
#pragma once

#include "store/project.h"

#define N_REPLICAS 4

typedef struct
{
  GRand *rand;
  char *folder;
  char *paths[N_REPLICAS];
} World;

/* Replica 0 with one article, and copies of its file.  Seeded by the test's seed. */
World *world_new (void);
/* Removes the files too. */
void world_free (World *world);

ObProject *replicas_open (const char *path);
void replicas_copy (const char *from, const char *to);

/* One random edit as one step, which may turn out to be none. */
void replicas_edit (World *world, ObProject *project);
/* A random annotation, or 0. */
ObEntity replicas_pick_annotation (World *world, ObProject *project);

/* Everything that all copies must agree on, as text. */
char *replicas_take_picture (ObProject *project);

/* The file is whole and shows what its log says. */
void replicas_check (ObProject *project);
