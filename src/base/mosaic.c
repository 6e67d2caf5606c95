/* mosaic: where the pictures stand on a cover that is made of them. SPDX-License-Identifier: MIT */
#include "base/mosaic.h"

enum { WIDTH = 1200, HEIGHT = 1600, COLUMNS = 12, ROWS = 16, EDGE = 15, GAP = 10 };

struct cell { signed char x, y, width, height; };      /* of a grid of COLUMNS by ROWS */

static const struct { signed char n; struct cell panel, at[MOSAIC_MOST]; } layouts[] = {
    { 8, { 0, 4, 8, 8 }, { { 0, 0, 4, 4 }, { 4, 0, 4, 4 }, { 8, 0, 4, 4 }, { 8, 4, 4, 4 }, { 8, 8, 4, 4 }, { 0, 12, 4, 4 },
        { 4, 12, 4, 4 }, { 8, 12, 4, 4 } } },
    { 7, { 0, 4, 8, 8 }, { { 0, 0, 4, 4 }, { 4, 0, 4, 4 }, { 8, 0, 4, 4 }, { 8, 4, 4, 4 }, { 8, 8, 4, 4 }, { 0, 12, 6, 4 },
        { 6, 12, 6, 4 } } },
    { 6, { 0, 10, 12, 6 }, { { 0, 0, 4, 5 }, { 4, 0, 4, 5 }, { 8, 0, 4, 5 }, { 0, 5, 4, 5 }, { 4, 5, 4, 5 }, { 8, 5, 4, 5 } } },
    { 5, { 0, 10, 12, 6 }, { { 0, 0, 8, 6 }, { 8, 0, 4, 6 }, { 0, 6, 4, 4 }, { 4, 6, 4, 4 }, { 8, 6, 4, 4 } } },
    { 4, { 0, 10, 12, 6 }, { { 0, 0, 7, 5 }, { 7, 0, 5, 5 }, { 0, 5, 5, 5 }, { 5, 5, 7, 5 } } },
    { 3, { 0, 10, 12, 6 }, { { 0, 0, 8, 10 }, { 8, 0, 4, 5 }, { 8, 5, 4, 5 } } },
    { 2, { 0, 10, 12, 6 }, { { 0, 0, 12, 5 }, { 0, 5, 12, 5 } } },
    { 1, { 0, 10, 12, 6 }, { { 0, 0, 12, 10 } } },
};

/* Pixel of line I of N across SIZE pixels. */
static int
line(int i, int n, int size)
{
    return EDGE + i * (size - 2 * EDGE + GAP) / n;
}

static struct mosaic_place
place_of(struct cell c)
{
    int x = line(c.x, COLUMNS, WIDTH), y = line(c.y, ROWS, HEIGHT);

    return (struct mosaic_place){ x, y, line(c.x + c.width, COLUMNS, WIDTH) - GAP - x,
        line(c.y + c.height, ROWS, HEIGHT) - GAP - y };
}

struct mosaic
mosaic_layout(size_t n)
{
    struct mosaic m = { 0 };
    size_t i = 0;

    while (i + 1 < sizeof layouts / sizeof *layouts && (size_t)layouts[i].n > n)
        i++;
    m.n = (size_t)layouts[i].n;
    m.panel = place_of(layouts[i].panel);
    for (size_t k = 0; k < m.n; k++)
        m.at[k] = place_of(layouts[i].at[k]);
    return m;
}
