/* A network of speakers (round ends) and disputes (boxes): a line for each pair that has passages, the
 * thicker the more, in the colour of the stance that most of them take, with their number on it.
 *
 * Graphviz says where the names stand: its neato places them as if the lines were springs (Kamada and
 * Kawai, An algorithm for drawing general undirected graphs, 1989) and moves them until none overlap.
 */
#include <gvc.h>
#include <math.h>

#include "report/chart-private.h"

#define MAX_SPEAKERS 50
#define MAX_DISPUTES 40
#define DISPUTE_WIDTH 17.0 /* in heights of the text */
#define SPEAKER_WIDTH 12.0
#define PADDING 8.0
#define INCH 72.0

/* A name on its way to a place. */
typedef struct
{
  const ObCrossHead *head;
  guint number; /* of the row or column */
  double width;
  double height;
  double x; /* of its middle */
  double y;
  Agnode_t *node;
} Node;

typedef struct
{
  ObChart *chart;
  GArray *speakers; /* (owned) Node */
  GArray *disputes; /* (owned) Node */
} Network;

static guint32
get_stance_colour (const ObChart *chart, ObStance stance)
{
  return ob_palette_get_line (ob_cross_get_colour (stance), chart->style.scheme);
}

static void
add_nodes (ObChart *chart, GArray *nodes, const GPtrArray *heads, const GArray *numbers, double width)
{
  for (guint i = 0; i < numbers->len; i++)
    {
      Node node = { .number = g_array_index (numbers, guint, i) };

      node.head = g_ptr_array_index (heads, node.number);
      ob_chart_measure (chart, node.head->name, width * chart->style.font, 3, OB_TEXT_MIDDLE,
                        &node.width, &node.height);
      g_array_append_val (nodes, node);
    }
}

/* Placing --------------------------------------------------------------------------------------- */

static Agnode_t *
create_node (Agraph_t *graph, const char *kind, guint number, double width, double height)
{
  g_autofree char *name = g_strdup_printf ("%s%u", kind, number);
  char wide[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
  Agnode_t *node = agnode (graph, name, 1);

  agset (node, (char *) "width", g_ascii_dtostr (wide, sizeof wide, width / INCH));
  agset (node, (char *) "height", g_ascii_dtostr (high, sizeof high, height / INCH));
  return node;
}

static Agraph_t *
create_graph (void)
{
  static const char *const settings[][3] = {
    { "g", "overlap", "prism" }, { "g", "sep", "+14" },      { "g", "splines", "line" },
    { "g", "start", "7" },       { "n", "shape", "box" },    { "n", "fixedsize", "true" },
    { "n", "width", "1" },       { "n", "height", "1" },     { "n", "label", "" },
    { "e", "len", "2.8" },
  };
  Agraph_t *graph = agopen ((char *) "speakers and disputes", Agundirected, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    agattr (graph,
            *settings[i][0] == 'g'   ? AGRAPH
            : *settings[i][0] == 'n' ? AGNODE
                                     : AGEDGE,
            (char *) settings[i][1], (char *) settings[i][2]);
  return graph;
}

static void
add_edges (Network *network, Agraph_t *graph)
{
  for (guint i = 0; i < network->speakers->len; i++)
    for (guint k = 0; k < network->disputes->len; k++)
      {
        const Node *speaker = &g_array_index (network->speakers, Node, i);
        const Node *dispute = &g_array_index (network->disputes, Node, k);

        if (ob_cross_table_get (network->chart->table, speaker->number, dispute->number) != NULL)
          agedge (graph, speaker->node, dispute->node, NULL, 1);
      }
}

static void
take_places (GArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      Node *node = &g_array_index (nodes, Node, i);

      node->x = ND_coord (node->node).x;
      node->y = ND_coord (node->node).y;
    }
}

/* Graphviz keeps what it is doing in variables of its own, so that one network is placed at a time;
 * and what it read of its plugins for ever, so that it does that once. */
static void
place (Network *network)
{
  static GMutex graphviz;
  static GVC_t *context;
  Agraph_t *graph;

  g_mutex_lock (&graphviz);
  if (context == NULL)
    context = gvContext ();
  graph = create_graph ();
  for (guint i = 0; i < network->speakers->len; i++)
    {
      Node *node = &g_array_index (network->speakers, Node, i);

      node->node = create_node (graph, "s", i, node->width + 4 * PADDING, node->height + 3 * PADDING);
    }
  for (guint i = 0; i < network->disputes->len; i++)
    {
      Node *node = &g_array_index (network->disputes, Node, i);

      node->node = create_node (graph, "d", i, node->width + 4 * PADDING, node->height + 3 * PADDING);
    }
  add_edges (network, graph);
  if (gvLayout (context, graph, "neato") == 0)
    {
      take_places (network->speakers);
      take_places (network->disputes);
      gvFreeLayout (context, graph);
    }
  agclose (graph);
  g_mutex_unlock (&graphviz);
}

/* Drawing --------------------------------------------------------------------------------------- */

/* Moves everything so that it begins at (@left, @top); makes the chart as wide as it takes.  Returns
 * where it ends. */
static double
shift (Network *network, double left, double top)
{
  GArray *const all[] = { network->speakers, network->disputes };
  double min_x = G_MAXDOUBLE, max_x = -G_MAXDOUBLE, min_y = G_MAXDOUBLE, max_y = -G_MAXDOUBLE;
  double spare;

  for (guint i = 0; i < 2; i++)
    for (guint k = 0; k < all[i]->len; k++)
      {
        const Node *node = &g_array_index (all[i], Node, k);
        double half_x = node->width / 2 + 2 * PADDING, half_y = node->height / 2 + 2 * PADDING;

        min_x = MIN (min_x, node->x - half_x);
        max_x = MAX (max_x, node->x + half_x);
        min_y = MIN (min_y, node->y - half_y);
        max_y = MAX (max_y, node->y + half_y);
      }
  network->chart->width = MAX (network->chart->width, max_x - min_x + 2 * left);
  spare = (network->chart->width - 2 * left - (max_x - min_x)) / 2;
  for (guint i = 0; i < 2; i++)
    for (guint k = 0; k < all[i]->len; k++)
      {
        Node *node = &g_array_index (all[i], Node, k);

        node->x += left + spare - min_x;
        node->y += top - min_y;
      }
  return top + max_y - min_y;
}

static void
draw_line (ObChart *chart, const Node *speaker, const Node *dispute)
{
  const ObCrossCell *cell = ob_cross_table_get (chart->table, speaker->number, dispute->number);
  double thickness;

  if (cell == NULL)
    return;
  thickness = 1.5 + 1.5 * log2 (ob_cross_cell_count (cell));
  ob_chart_add_line (chart, speaker->x, speaker->y, dispute->x, dispute->y,
                     MIN (thickness, 9), get_stance_colour (chart, ob_chart_get_stance (cell)));
}

/* Which share of the line from the middle of @node lies within its frame. */
static double
get_inside (const Node *node, double along_x, double along_y)
{
  return MIN ((node->width / 2 + PADDING) / MAX (fabs (along_x), 0.01),
              (node->height / 2 + PADDING) / MAX (fabs (along_y), 0.01));
}

/* The middle of what is seen of a line: between the two frames. */
static void
find_middle (const Node *speaker, const Node *dispute, double *x, double *y)
{
  double along_x = dispute->x - speaker->x, along_y = dispute->y - speaker->y;
  double from = get_inside (speaker, along_x, along_y);
  double to = 1 - get_inside (dispute, along_x, along_y);

  *x = speaker->x + along_x * (from + to) / 2;
  *y = speaker->y + along_y * (from + to) / 2;
}

/* The number on a line, and how the stance is called that gave it its colour. */
static void
draw_number (ObChart *chart, const Node *speaker, const Node *dispute)
{
  const ObCrossCell *cell = ob_cross_table_get (chart->table, speaker->number, dispute->number);
  double x, y, width, height;
  g_autofree char *text = NULL;

  if (cell == NULL)
    return;
  find_middle (speaker, dispute, &x, &y);
  text = g_strdup_printf ("%s %u", ob_stance_describe (ob_chart_get_stance (cell)),
                          ob_cross_cell_count (cell));
  ob_chart_measure (chart, text, 0, 1, OB_TEXT_SMALL, &width, &height);
  ob_chart_add_box (chart, x - width / 2 - 4, y - height / 2 - 2, width + 8, height + 4,
                    ob_chart_get_ink (chart, OB_INK_PAPER),
                    get_stance_colour (chart, ob_chart_get_stance (cell)));
  ob_chart_add_text (chart, x - width / 2, y - height / 2, 0, 1, OB_TEXT_SMALL,
                     ob_chart_get_ink (chart, OB_INK_TEXT), text);
  ob_chart_add_mark (chart, x - width / 2 - 4, y - height / 2 - 2, width + 8, height + 4,
                     speaker->number, dispute->number);
}

static void
draw_speaker (ObChart *chart, const Node *node)
{
  double width = node->width + 2 * PADDING, height = node->height + PADDING;

  ob_chart_add_pill (chart, node->x - width / 2, node->y - height / 2, width, height,
                     ob_chart_get_ink (chart, OB_INK_PAPER), ob_chart_get_ink (chart, OB_INK_TEXT));
  ob_chart_add_text (chart, node->x - SPEAKER_WIDTH * chart->style.font / 2,
                     node->y - node->height / 2, SPEAKER_WIDTH * chart->style.font, 3,
                     OB_TEXT_MIDDLE, ob_chart_get_ink (chart, OB_INK_TEXT), node->head->name);
}

static void
draw_dispute (ObChart *chart, const Node *node)
{
  double width = node->width + 2 * PADDING, height = node->height + 2 * PADDING;

  ob_chart_add_box (chart, node->x - width / 2, node->y - height / 2, width, height,
                    ob_chart_get_fill (chart, node->number),
                    ob_chart_get_line (chart, node->number));
  ob_chart_add_text (chart, node->x - DISPUTE_WIDTH * chart->style.font / 2,
                     node->y - node->height / 2, DISPUTE_WIDTH * chart->style.font, 3,
                     OB_TEXT_MIDDLE, ob_chart_get_ink (chart, OB_INK_TEXT), node->head->name);
}

static void
draw_pairs (Network *network, void (*draw) (ObChart *chart, const Node *speaker, const Node *dispute))
{
  for (guint i = 0; i < network->speakers->len; i++)
    for (guint k = 0; k < network->disputes->len; k++)
      draw (network->chart, &g_array_index (network->speakers, Node, i),
            &g_array_index (network->disputes, Node, k));
}

double
ob_chart_lay_network (ObChart *chart, double y)
{
  g_autoptr (GArray) rows = ob_chart_list_rows (chart, MAX_SPEAKERS);
  g_autoptr (GArray) columns = ob_chart_list_columns (chart, MAX_DISPUTES);
  g_autoptr (GArray) all_rows = ob_chart_list_rows (chart, G_MAXUINT);
  g_autoptr (GArray) all_columns = ob_chart_list_columns (chart, G_MAXUINT);
  g_autoptr (GArray) speakers = g_array_new (FALSE, FALSE, sizeof (Node));
  g_autoptr (GArray) disputes = g_array_new (FALSE, FALSE, sizeof (Node));
  Network network = { chart, speakers, disputes };

  add_nodes (chart, speakers, chart->table->rows, rows, SPEAKER_WIDTH);
  add_nodes (chart, disputes, chart->table->columns, columns, DISPUTE_WIDTH);
  if (rows->len > 0)
    {
      place (&network);
      y = shift (&network, OB_CHART_MARGIN, y + OB_CHART_GAP);
      draw_pairs (&network, draw_line);
      for (guint i = 0; i < speakers->len; i++)
        draw_speaker (chart, &g_array_index (speakers, Node, i));
      for (guint i = 0; i < disputes->len; i++)
        draw_dispute (chart, &g_array_index (disputes, Node, i));
      draw_pairs (&network, draw_number);
    }
  return y
         + ob_chart_add_foot (chart, y + OB_CHART_GAP,
                              all_rows->len - rows->len + all_columns->len - columns->len)
         + OB_CHART_GAP;
}
