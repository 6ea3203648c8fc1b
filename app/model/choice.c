#include "model/choice.h"

static int
find (const ObChoice *choice, ObEntity entity)
{
  for (guint i = 0; i < choice->named->len; i++)
    if (g_array_index (choice->named, ObEntity, i) == entity)
      return (int) i;

  return -1;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_choice_init (ObChoice *choice)
{
  choice->only = FALSE;
  choice->named = g_array_new (FALSE, FALSE, sizeof (ObEntity));
}

void
ob_choice_clear (ObChoice *choice)
{
  g_clear_pointer (&choice->named, g_array_unref);
}

void
ob_choice_set_all (ObChoice *choice)
{
  choice->only = FALSE;
  g_array_set_size (choice->named, 0);
}

void
ob_choice_set_only (ObChoice *choice, ObEntity entity)
{
  choice->only = TRUE;
  g_array_set_size (choice->named, 0);
  g_array_append_val (choice->named, entity);
}

void
ob_choice_set (ObChoice *choice, ObEntity entity, gboolean meant)
{
  int at = find (choice, entity);
  gboolean name = choice->only == meant;

  if (name && at < 0)
    g_array_append_val (choice->named, entity);
  else if (!name && at >= 0)
    g_array_remove_index (choice->named, (guint) at);
}

gboolean
ob_choice_has (const ObChoice *choice, ObEntity entity)
{
  return (find (choice, entity) >= 0) == choice->only;
}

gboolean
ob_choice_is_all (const ObChoice *choice)
{
  return !choice->only && choice->named->len == 0;
}
