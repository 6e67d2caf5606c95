/* pattern: what covers are painted with, made of numbers alone. SPDX-License-Identifier: MIT
 *
 * Only + - * / and sqrt() are used, which round the same everywhere: the same seed gives the same pixels on every machine. */
#include "image/canvas.h"

#include <math.h>
#include <stdlib.h>

/* ---- numbers by chance ------------------------------------------------------------------------------------------------ */

/* Between 0 and 1, for a place of a lattice (splitmix64's last steps). */
static double
chance(uint64_t seed, int x, int y)
{
    uint64_t n = seed + (uint64_t)(x + 4096) * UINT64_C(0x9E3779B97F4A7C15) + (uint64_t)(y + 4096) * UINT64_C(0xBF58476D1CE4E5B9);

    n = (n ^ n >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    n = (n ^ n >> 27) * UINT64_C(0x94D049BB133111EB);
    return (double)((n ^ n >> 31) >> 40) / (double)(1 << 24);
}

static double
smooth(double t)
{
    return t * t * t * (t * (t * 6 - 15) + 10);
}

static double
between(double a, double b, double t)
{
    return a + (b - a) * t;
}

/* Hills about SIZE pixels wide, between 0 and 1. */
static double
hills(uint64_t seed, double x, double y, double size)
{
    double column = floor(x / size), row = floor(y / size), u = smooth(x / size - column), v = smooth(y / size - row);
    int i = (int)column, k = (int)row;

    return between(between(chance(seed, i, k), chance(seed, i + 1, k), u),
        between(chance(seed, i, k + 1), chance(seed, i + 1, k + 1), u), v);
}

/* ---- contours --------------------------------------------------------------------------------------------------------- */

enum { LEVELS = 9, STEP = 4 };

/* The land rises towards the foot of the page: nothing but paper above, the last level below. */
static double
height_at(const struct canvas *c, uint64_t seed, int x, int y)
{
    double down = (double)y / c->height;
    double land = hills(seed, x, y * 1.7, c->width / 2.2) * 0.72 + hills(seed + 1, x, y * 1.5, c->width / 5.0) * 0.28;
    double rise = (down - 0.5) * 2.4;

    return (rise + (land - 0.5) * 0.62) * LEVELS;
}

static double
clamp(double value)
{
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

static struct color
tone(const struct palette *p, int level)
{
    if (level <= 0)
        return p->paper;
    return color_mix(p->low, p->high, (double)(level - 1) / (LEVELS - 2));
}

/* Each level lies on the one behind it as a sheet of paper does: a sharp edge and a soft shadow. */
static struct color
layer(const struct palette *p, double height, double slope, double shadow_width)
{
    double level = floor(height), above = (height - level) / slope, below = (level + 1 - height) / slope, dark;
    int n = level < 0 ? 0 : level > LEVELS - 1 ? LEVELS - 1 : (int)level;
    struct color color = tone(p, n);

    if (n < LEVELS - 1 && height >= -1) {
        dark = 1 - clamp(below / shadow_width);
        color = color_mix(color, p->ink, dark * dark * 0.34);
    }
    if (n > 0 && n == (int)level && above < 1)
        color = color_mix(tone(p, n - 1), color, clamp(above));
    return color;
}

/* STEP by STEP pixels between four marks of the map of the land. */
struct cell { double corners[4], slope, low, high; };

static struct cell
cell_at(const double *at, int columns)
{
    struct cell cell = { { at[0], at[1], at[columns], at[columns + 1] }, 0, at[0], at[0] };
    double across = (cell.corners[1] - cell.corners[0] + cell.corners[3] - cell.corners[2]) / (2 * STEP);
    double down = (cell.corners[2] - cell.corners[0] + cell.corners[3] - cell.corners[1]) / (2 * STEP);

    cell.slope = sqrt(across * across + down * down) + 1e-9;
    for (int i = 1; i < 4; i++) {
        cell.low = cell.corners[i] < cell.low ? cell.corners[i] : cell.low;
        cell.high = cell.corners[i] > cell.high ? cell.corners[i] : cell.high;
    }
    return cell;
}

/* Nothing in it but one tone: most are. */
static bool
is_plain(const struct cell *cell, double shadow_width)
{
    double level = floor(cell->low);

    if (cell->high < -1 || cell->low >= LEVELS)
        return true;
    return floor(cell->high) == level && cell->low - level > cell->slope * 1.5
        && (level + 1 - cell->high > cell->slope * shadow_width || level >= LEVELS - 1);
}

static void
paint_cell(struct canvas *c, const struct palette *p, const struct cell *cell, int x, int y, double shadow_width)
{
    if (is_plain(cell, shadow_width)) {
        canvas_fill(c, x, y, STEP, STEP, tone(p, cell->low < 0 ? 0 : cell->low > LEVELS - 1 ? LEVELS - 1 : (int)cell->low));
        return;
    }
    for (int row = 0; row < STEP && y + row < c->height; row++)
        for (int column = 0; column < STEP && x + column < c->width; column++) {
            double u = (double)column / STEP, v = (double)row / STEP;
            double above = between(cell->corners[0], cell->corners[1], u), below = between(cell->corners[2], cell->corners[3], u);
            c->at[(size_t)(y + row) * (size_t)c->width + (size_t)(x + column)] = layer(p, between(above, below, v),
                cell->slope, shadow_width);
        }
}

void
pattern_contours(struct canvas *c, const struct palette *p, uint64_t seed)
{
    int columns = c->width / STEP + 2, rows = c->height / STEP + 2;
    double *map = malloc((size_t)columns * (size_t)rows * sizeof *map), shadow_width = c->width / 60.0;

    for (int i = 0; map && i < columns * rows; i++)
        map[i] = height_at(c, seed, i % columns * STEP, i / columns * STEP);
    for (int row = 0; map && row < rows - 1; row++)
        for (int column = 0; column < columns - 1; column++) {
            struct cell cell = cell_at(&map[row * columns + column], columns);
            paint_cell(c, p, &cell, column * STEP, row * STEP, shadow_width);
        }
    free(map);
}

/* ---- woven ------------------------------------------------------------------------------------------------------------ */

enum { BANDS = 11, MOST_BANDS = 64 };   /* across the page; more than run over it at an angle, each way */

struct cloth { struct color warp[MOST_BANDS], weft[MOST_BANDS]; struct color dark; };

static struct color
dye(const struct palette *p, double kind)
{
    return color_mix(p->low, p->high, kind < 0.45 ? 0.08 : kind < 0.7 ? 0.5 : kind < 0.9 ? 0.9 : 0.28);
}

/* U, V: place in the cloth, in bands. Where a band goes under the other it is darker; between two there is a gap. */
static struct color
thread(const struct cloth *cloth, double u, double v)
{
    int i = (int)u, k = (int)v;
    bool is_warp = ((i + k) & 1) == 0;
    double along = 2 * (is_warp ? v - k : u - i) - 1, across = 2 * (is_warp ? u - i : v - k) - 1;
    double dark = along * along * along * along * 0.30 + across * across * 0.08;

    if (across < -0.93 || across > 0.93)
        dark = 0.62;
    return color_mix(is_warp ? cloth->warp[i % MOST_BANDS] : cloth->weft[k % MOST_BANDS], cloth->dark, dark);
}

void
pattern_woven(struct canvas *c, const struct palette *p, uint64_t seed)
{
    enum { FINE = 2 };          /* looks a pixel, each way: the bands run at an angle */
    double band = (double)c->width / BANDS;
    struct cloth cloth = { .dark = p->ink };

    for (int i = 0; i < MOST_BANDS; i++) {
        cloth.warp[i] = dye(p, chance(seed, i, 0));
        cloth.weft[i] = dye(p, chance(seed, i, 1));
    }
    for (int y = 0; y < c->height; y++)
        for (int x = 0; x < c->width; x++) {
            unsigned r = 0, g = 0, b = 0;
            for (int look = 0; look < FINE * FINE; look++) {
                double px = x + (look % FINE + 0.5) / FINE, py = y + (look / FINE + 0.5) / FINE;
                struct color color = thread(&cloth, (px + py) / band, (px - py + c->height) / band);
                r += color.r, g += color.g, b += color.b;
            }
            c->at[(size_t)y * (size_t)c->width + (size_t)x] = (struct color){ (unsigned char)(r / (FINE * FINE)),
                (unsigned char)(g / (FINE * FINE)), (unsigned char)(b / (FINE * FINE)) };
        }
}
