/* The disputes board on cases made by hand. */
#include <string.h>

#include "analysis/board.h"
#include "news.h"

#define QUESTION "How many died?"
#define IN_DISPUTE "dispute=" QUESTION ";position="

static const char *const positions[] = { "almost 90", "more than 80", "nobody", NULL };

static ObBoard *
make_board (News *news)
{
  ObBoard *board = ob_board_new (news->project, news_find (news, OB_KIND_DISPUTE, QUESTION));

  g_assert_nonnull (board);
  return board;
}

/* The holder called @name. */
static guint
find_holder (const ObBoard *board, const char *name)
{
  for (guint i = 0; i < board->holders->len; i++)
    if (strcmp (((ObHolder *) board->holders->pdata[i])->name, name) == 0)
      return i;
  g_error ("no holder %s", name);
}

static ObHolderFlags
get_flags (const ObBoard *board, const char *name)
{
  return ((ObHolder *) board->holders->pdata[find_holder (board, name)])->flags;
}

static guint
count (const ObBoard *board, const char *holder, guint column, ObStance stance)
{
  return ob_board_get_cell (board, find_holder (board, holder), column)->n[stance];
}

static void
test_cells (void)
{
  News news;
  ObEntity first, second, mention, claim;
  g_autoptr (ObBoard) board = NULL;

  news_set_up (&news);
  news_add_dispute (&news, QUESTION, positions);
  first = news_add_article (&news, "One", "The Courier", "2017-04-12",
                            "Ames says almost 90 died. The Kremlin denies it. More than 80 died.");
  second = news_add_article (&news, "Two", NULL, NULL, "He said nobody died. It is 86.");
  news_annotate (&news, first, "claim", "almost 90 died",
                 "speaker=Ames;stance=reports;" IN_DISPUTE "almost 90");
  news_annotate (&news, first, "claim", "denies it",
                 "speaker=Kremlin;stance=denies;" IN_DISPUTE "almost 90");
  news_annotate (&news, first, "disputed-fact", "More than 80", IN_DISPUTE "more than 80");
  mention = news_annotate (&news, second, "speaker", "He", "speaker=Kremlin");
  claim = news_annotate (&news, second, "claim", "nobody died", "position=nobody;dispute=" QUESTION);
  news_link (&news, claim, mention, "said-by");
  news_annotate (&news, second, "claim", "said", "dispute=" QUESTION);
  news_annotate (&news, second, "figure", "86", "low=86;high=86;dispute=" QUESTION);

  board = make_board (&news);
  g_assert_cmpuint (board->n_columns, ==, 4);
  g_assert_cmpuint (board->entries->len, ==, 5);
  g_assert_cmpuint (board->figures->len, ==, 1);
  g_assert_cmpuint (count (board, "Ames", 0, OB_STANCE_REPORTS), ==, 1);
  g_assert_cmpuint (count (board, "Kremlin", 0, OB_STANCE_DENIES), ==, 1);
  /* Said by a mention, and with the default stance. */
  g_assert_cmpuint (count (board, "Kremlin", 2, OB_STANCE_ASSERTS), ==, 1);
  /* Nobody is named: the outlet itself, or the article. */
  g_assert_cmpuint (count (board, "The Courier", 1, OB_STANCE_ASSERTS), ==, 1);
  g_assert_cmpuint (count (board, "Two", 3, OB_STANCE_ASSERTS), ==, 1);
  g_assert_cmpuint (get_flags (board, "Ames"), ==, OB_HOLDER_ONLY_REPORTS);
  g_assert_cmpstr (ob_board_get_column (board, 1), ==, "more than 80");
  g_assert_cmpstr (ob_board_get_column (board, 3), ==, "");
  /* Outlets come after speakers. */
  g_assert_cmpuint (find_holder (board, "Kremlin"), ==, 0);
  g_assert_cmpuint (find_holder (board, "Ames"), ==, 1);
  news_tear_down (&news);
}

static void
test_turns (void)
{
  News news;
  ObEntity first, second, same_day;
  g_autoptr (ObBoard) board = NULL;
  const ObTurn *turn;
  guint changed = 0;

  news_set_up (&news);
  news_add_dispute (&news, QUESTION, positions);
  second = news_add_article (&news, "Later", "B", "2017-04-14T08:00:00Z", "Alfa beta gamma delta.");
  first = news_add_article (&news, "Earlier", "A", "2017-04-12", "Alfa beta gamma delta.");
  same_day = news_add_article (&news, "Also", "C", "2017-04-14", "Alfa beta gamma delta.");
  news_annotate (&news, first, "claim", "Alfa", "speaker=Turner;" IN_DISPUTE "nobody");
  news_annotate (&news, second, "claim", "Alfa", "speaker=Turner;" IN_DISPUTE "almost 90");
  news_annotate (&news, second, "claim", "beta", "speaker=Both;" IN_DISPUTE "nobody");
  news_annotate (&news, same_day, "claim", "beta", "speaker=Both;" IN_DISPUTE "almost 90");
  news_annotate (&news, first, "claim", "gamma", "speaker=Denier;" IN_DISPUTE "nobody");
  news_annotate (&news, second, "claim", "gamma",
                 "speaker=Denier;stance=denies;" IN_DISPUTE "nobody");
  news_annotate (&news, first, "claim", "delta", "speaker=Steady;" IN_DISPUTE "nobody");
  news_annotate (&news, second, "claim", "delta",
                 "speaker=Steady;stance=denies;" IN_DISPUTE "almost 90");

  board = make_board (&news);
  g_assert_cmpuint (get_flags (board, "Turner"), ==, OB_HOLDER_CHANGED);
  g_assert_cmpuint (get_flags (board, "Both"), ==, OB_HOLDER_BOTH);
  g_assert_cmpuint (get_flags (board, "Denier"), ==, OB_HOLDER_CHANGED);
  g_assert_cmpuint (get_flags (board, "Steady"), ==, 0);
  g_assert_cmpuint (board->turns->len, ==, 3);
  for (guint i = 0; i < board->turns->len; i++)
    {
      turn = &g_array_index (board->turns, ObTurn, i);
      if (turn->holder != find_holder (board, "Turner"))
        continue;
      changed++;
      g_assert_true (turn->in_time);
      g_assert_cmpuint (turn->from, ==, 2);
      g_assert_cmpuint (turn->to, ==, 0);
    }
  g_assert_cmpuint (changed, ==, 1);
  /* Oldest first. */
  g_assert_cmpstr (g_array_index (board->entries, ObEntry, 0).date, ==, "2017-04-12");
  news_tear_down (&news);
}

#define AGENCY                                                                                     \
  "More than 80 people were killed on Tuesday when an air raid struck the northern town of Khan "  \
  "Sheikhoun, a monitoring group said."

static void
test_origins (void)
{
  News news;
  ObEntity articles[5];
  static const char *const texts[]
      = { AGENCY, "Wire. " AGENCY, "By our own count more than 80 people were killed there.",
          "Safronkov said more than 80 people were killed.", "Kremlin says more than 80 were." };
  g_autoptr (ObBoard) board = NULL;

  news_set_up (&news);
  news_add_dispute (&news, QUESTION, positions);
  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      g_autofree char *title = g_strdup_printf ("Article %u", i);
      g_autofree char *outlet = g_strdup_printf ("Outlet %u", i);

      articles[i] = news_add_article (&news, title, outlet, "2017-04-12", texts[i]);
    }
  news_annotate (&news, articles[0], "disputed-fact", "More than 80 people were killed",
                 "stance=reports;" IN_DISPUTE "more than 80");
  news_annotate (&news, articles[1], "disputed-fact", "More than 80 people were killed",
                 "stance=reports;" IN_DISPUTE "more than 80");
  board = make_board (&news);
  g_assert_true (ob_board_trace (news.project, board, NULL));
  g_assert_cmpuint (board->n_origins[1], ==, 1);
  g_clear_pointer (&board, ob_board_free);

  /* Words of its own make another origin. */
  news_annotate (&news, articles[2], "disputed-fact", "more than 80 people were killed",
                 "stance=reports;" IN_DISPUTE "more than 80");
  board = make_board (&news);
  ob_board_trace (news.project, board, NULL);
  g_assert_cmpuint (board->n_origins[1], ==, 2);
  g_clear_pointer (&board, ob_board_free);

  /* A speaker counts once, however many report it. */
  news_annotate (&news, articles[3], "claim", "more than 80 people",
                 "speaker=Safronkov;" IN_DISPUTE "more than 80");
  news_annotate (&news, articles[4], "claim", "more than 80",
                 "speaker=Safronkov;" IN_DISPUTE "more than 80");
  board = make_board (&news);
  ob_board_trace (news.project, board, NULL);
  g_assert_cmpuint (board->n_origins[1], ==, 3);
  g_assert_cmpuint (board->n_origins[0], ==, 0);
  news_tear_down (&news);
}

/* The outlet has it from the spokesman, who had it from the minister. */
static void
test_chain (void)
{
  News news;
  ObEntity article, minister, spokesman, claim;
  g_autoptr (ObBoard) board = NULL;
  g_auto (GStrv) chain = NULL;
  g_autofree char *joined = NULL;

  news_set_up (&news);
  news_add_dispute (&news, QUESTION, positions);
  article = news_add_article (&news, "One", "The Courier", NULL,
                              "The minister said nobody died, his spokesman told us.");
  claim = news_annotate (&news, article, "claim", "nobody died", IN_DISPUTE "nobody");
  minister = news_annotate (&news, article, "speaker", "The minister", "speaker=Minister");
  spokesman = news_annotate (&news, article, "speaker", "spokesman", "speaker=Spokesman");
  news_link (&news, claim, minister, "said-by");
  news_link (&news, minister, spokesman, "said-by");

  board = make_board (&news);
  g_assert_cmpuint (board->entries->len, ==, 1);
  chain = ob_board_list_chain (news.project, board, &g_array_index (board->entries, ObEntry, 0));
  joined = g_strjoinv (" < ", chain);
  g_assert_cmpstr (joined, ==, "The Courier < Spokesman < Minister");
  news_tear_down (&news);
}

static void
test_follows_edits (void)
{
  News news;
  ObEntity article, claim;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObBoard) board = NULL;

  news_set_up (&news);
  g_assert_null (ob_board_new (news.project, 1));
  news_add_dispute (&news, QUESTION, positions);
  article = news_add_article (&news, "One", "The Courier", NULL, "Nobody died.");
  claim = news_annotate (&news, article, "claim", "Nobody", IN_DISPUTE "nobody");
  board = make_board (&news);
  g_assert_cmpuint (board->entries->len, ==, 1);
  g_clear_pointer (&board, ob_board_free);

  edit = ob_edit_new (news.project, "Delete");
  ob_edit_delete (edit, claim, &error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
  board = make_board (&news);
  g_assert_cmpuint (board->entries->len, ==, 0);
  g_assert_cmpuint (board->holders->len, ==, 0);
  news_tear_down (&news);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board/cells", test_cells);
  g_test_add_func ("/board/turns", test_turns);
  g_test_add_func ("/board/origins", test_origins);
  g_test_add_func ("/board/chain", test_chain);
  g_test_add_func ("/board/follows-edits", test_follows_edits);
  return g_test_run ();
}
