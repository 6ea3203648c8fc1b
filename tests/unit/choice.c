/* What is meant by a choice, and what becomes of newcomers. */
#include "model/choice.h"

static void
check (const ObChoice *choice, const char *expected)
{
  g_autoptr (GString) meant = g_string_new (NULL);

  for (ObEntity entity = 1; entity <= 4; entity++)
    if (ob_choice_has (choice, entity))
      g_string_append_printf (meant, "%d", (int) entity);

  g_assert_cmpstr (meant->str, ==, expected);
}

static void
test_choice (void)
{
  ObChoice choice;

  ob_choice_init (&choice);
  check (&choice, "1234");
  g_assert_true (ob_choice_is_all (&choice));

  /* All but some: newcomers are meant. */
  ob_choice_set (&choice, 2, FALSE);
  ob_choice_set (&choice, 2, FALSE);
  ob_choice_set (&choice, 3, TRUE);
  check (&choice, "134");
  g_assert_false (ob_choice_is_all (&choice));
  ob_choice_set (&choice, 2, TRUE);
  g_assert_true (ob_choice_is_all (&choice));

  /* None but some: they are not. */
  ob_choice_set_only (&choice, 3);
  check (&choice, "3");
  ob_choice_set (&choice, 1, TRUE);
  ob_choice_set (&choice, 1, TRUE);
  check (&choice, "13");
  ob_choice_set (&choice, 3, FALSE);
  ob_choice_set (&choice, 1, FALSE);
  check (&choice, "");
  g_assert_false (ob_choice_is_all (&choice));

  ob_choice_set_all (&choice);
  check (&choice, "1234");
  ob_choice_clear (&choice);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choice", test_choice);
  return g_test_run ();
}
