/* mosaic_test: the places of pictures on a cover. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/mosaic.h"

#include <stdbool.h>
#include <string.h>

enum { WIDTH = 1200, HEIGHT = 1600 };

static char owner[HEIGHT][WIDTH];

/* Takes the place for itself; false if another one or the edge is in the way. */
static bool
take(const struct mosaic_place *p)
{
    if (p->x < 0 || p->y < 0 || p->width < 1 || p->height < 1 || p->x + p->width > WIDTH || p->y + p->height > HEIGHT)
        return false;
    for (int y = p->y; y < p->y + p->height; y++)
        for (int x = p->x; x < p->x + p->width; x++)
            if (owner[y][x]++)
                return false;
    return true;
}

static long
free_pixels(void)
{
    long n = 0;

    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            n += !owner[y][x];
    return n;
}

TEST(places_lie_side_by_side)
{
    for (size_t n = 1; n <= MOSAIC_MOST + 2; n++) {
        struct mosaic m = mosaic_layout(n);
        memset(owner, 0, sizeof owner);
        CHECK(m.n == (n < MOSAIC_MOST ? n : MOSAIC_MOST));
        CHECK(take(&m.panel));
        for (size_t i = 0; i < m.n; i++)
            CHECK(take(&m.at[i]));
        CHECK(free_pixels() < (long)WIDTH * HEIGHT / 12);      /* gaps, and no holes */
    }
}

TESTS(CASE(places_lie_side_by_side))
