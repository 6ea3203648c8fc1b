#include "model/sequence-diff.h"

/* From here on it is not worth the time to find the best way. */
#define MAX_COST 3000

/* A part of both sequences, half-open. */
typedef struct
{
  int a_start, a_end;
  int b_start, b_end;
} Box;

typedef struct
{
  const guint32 *a, *b;
  gboolean *a_differs, *b_differs; /* (owned) what is taken out, and put in */
  int *forward, *backward;         /* (owned) furthest point of each diagonal, from either end */
  int middle;                      /* index of diagonal 0 */
} Differ;

static void
mark (gboolean *differs, int start, int end)
{
  for (int i = start; i < end; i++)
    differs[i] = TRUE;
}

/* How far one gets in @box on diagonal @k with @d differences, from its start, or from its end when
 * @back; distances are counted from there. */
static int
go_on (const Differ *differ, const Box *box, const int *furthest, int d, int k, gboolean back)
{
  const int *at = furthest + differ->middle;
  int n_a = box->a_end - box->a_start, n_b = box->b_end - box->b_start;
  int x = k == -d || (k != d && at[k - 1] < at[k + 1]) ? at[k + 1] : at[k - 1] + 1;
  int y = x - k;

  while (x < n_a && y < n_b && x >= 0 && y >= 0
         && (back ? differ->a[box->a_end - 1 - x] == differ->b[box->b_end - 1 - y]
                  : differ->a[box->a_start + x] == differ->b[box->b_start + y]))
    {
      x++;
      y++;
    }
  return x;
}

/* A point on a shortest way through @box, which differs at its start and at its end.  FALSE when it
 * is too far. */
static gboolean
find_middle (Differ *differ, const Box *box, int *a_middle, int *b_middle)
{
  int n_a = box->a_end - box->a_start, n_b = box->b_end - box->b_start;
  int delta = n_a - n_b;
  int *forward = differ->forward + differ->middle, *backward = differ->backward + differ->middle;

  forward[1] = backward[1] = 0;
  for (int d = 0; d <= MIN ((n_a + n_b + 1) / 2, MAX_COST); d++)
    {
      for (int k = -d; k <= d; k += 2)
        {
          int x = forward[k] = go_on (differ, box, differ->forward, d, k, FALSE);

          if (delta % 2 == 0 || k < delta - (d - 1) || k > delta + (d - 1)
              || x + backward[delta - k] < n_a)
            continue;
          *a_middle = box->a_start + x;
          *b_middle = box->b_start + x - k;
          return TRUE;
        }
      for (int k = -d; k <= d; k += 2)
        {
          int x = backward[k] = go_on (differ, box, differ->backward, d, k, TRUE);

          if (delta % 2 != 0 || delta - k < -d || delta - k > d || x + forward[delta - k] < n_a)
            continue;
          *a_middle = box->a_end - x;
          *b_middle = box->b_end - (x - k);
          return TRUE;
        }
    }
  return FALSE;
}

static void
compare (Differ *differ, Box box)
{
  Box first, second;

  while (box.a_start < box.a_end && box.b_start < box.b_end
         && differ->a[box.a_start] == differ->b[box.b_start])
    {
      box.a_start++;
      box.b_start++;
    }
  while (box.a_start < box.a_end && box.b_start < box.b_end
         && differ->a[box.a_end - 1] == differ->b[box.b_end - 1])
    {
      box.a_end--;
      box.b_end--;
    }

  first = second = box;
  if (box.a_start == box.a_end || box.b_start == box.b_end
      || !find_middle (differ, &box, &first.a_end, &first.b_end))
    {
      mark (differ->a_differs, box.a_start, box.a_end);
      mark (differ->b_differs, box.b_start, box.b_end);
      return;
    }
  second.a_start = first.a_end;
  second.b_start = first.b_end;
  compare (differ, first);
  compare (differ, second);
}

static GArray *
list_differences (const Differ *differ, guint n_a, guint n_b)
{
  GArray *differences = g_array_new (FALSE, FALSE, sizeof (ObDifference));
  guint i = 0, j = 0;

  while (i < n_a || j < n_b)
    {
      ObDifference difference = { i, i, j, j };

      while (i < n_a && differ->a_differs[i])
        i++;
      while (j < n_b && differ->b_differs[j])
        j++;
      difference.a_end = i;
      difference.b_end = j;
      if (difference.a_start < i || difference.b_start < j)
        g_array_append_val (differences, difference);
      else
        {
          i++;
          j++;
        }
    }
  return differences;
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_sequence_diff (const guint32 *a, guint n_a, const guint32 *b, guint n_b)
{
  int n_diagonals = 2 * (int) MIN (n_a + n_b, MAX_COST) + 5;
  Differ differ = { .a = a, .b = b, .middle = n_diagonals / 2 };
  GArray *differences;

  differ.a_differs = g_new0 (gboolean, n_a + 1);
  differ.b_differs = g_new0 (gboolean, n_b + 1);
  differ.forward = g_new0 (int, n_diagonals);
  differ.backward = g_new0 (int, n_diagonals);
  compare (&differ, (Box){ 0, (int) n_a, 0, (int) n_b });
  differences = list_differences (&differ, n_a, n_b);
  g_free (differ.a_differs);
  g_free (differ.b_differs);
  g_free (differ.forward);
  g_free (differ.backward);
  return differences;
}
