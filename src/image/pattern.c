/* pattern: what covers are painted with, made of numbers alone. SPDX-License-Identifier: MIT
 *
 * Only + - * / and sqrt() are used, which round the same everywhere: the same seed gives the same pixels on every machine. What
 * is the same for many pixels is computed once: lines of the lattice, shades of a tone. */
#include "image/canvas.h"

#include "base/mem.h"

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

enum { SHADES = 256 };

/* From COLOR to SHARE of the way to DARK, the first steps small. */
static void
make_shades(struct color shades[SHADES], struct color color, struct color dark, double share)
{
    for (int i = 0; i < SHADES; i++) {
        double t = (double)i / (SHADES - 1);
        shades[i] = color_mix(color, dark, t * t * share);
    }
}

/* ---- contours --------------------------------------------------------------------------------------------------------- */

enum { LEVELS = 9, STEP = 4, MOST_MARKS = 1200 / STEP + 2, MOST_HILLS = 64 };

/* A map of the land: a height for every STEP pixels of a row. */
struct marks { double at[MOST_MARKS]; };

/* Hills about SIZE pixels wide. Of every mark: the hill to its left, and how far it is on the way to the next one. */
struct hills {
    uint64_t seed;
    double size, height;
    int left[MOST_MARKS];
    double way[MOST_MARKS];
};

static void
make_hills(struct hills *h, uint64_t seed, double size, double height)
{
    h->seed = seed;
    h->size = size;
    h->height = height;
    for (int m = 0; m < MOST_MARKS; m++) {
        double column = floor(m * STEP / size);
        h->left[m] = (int)column;
        h->way[m] = smooth(m * STEP / size - column);
    }
}

static void
add_hills(struct marks *row, const struct hills *h, double y)
{
    double line = floor(y / h->size), way = smooth(y / h->size - line), tops[MOST_HILLS];

    for (int i = 0; i <= h->left[MOST_MARKS - 1] + 1; i++)
        tops[i] = between(chance(h->seed, i, (int)line), chance(h->seed, i, (int)line + 1), way) * h->height;
    for (int m = 0; m < MOST_MARKS; m++)
        row->at[m] += between(tops[h->left[m]], tops[h->left[m] + 1], h->way[m]);
}

/* The land rises towards the foot of the page: nothing but paper above, the last level below. */
static void
survey(struct marks *row, const struct hills hills[2], double down, int y)
{
    for (int m = 0; m < MOST_MARKS; m++)
        row->at[m] = ((down - 0.5) * 2.4 - 0.5 * 0.62) * LEVELS;
    add_hills(row, &hills[0], y * 1.7);
    add_hills(row, &hills[1], y * 1.5);
}

/* Each level lies on the one behind it as a sheet of paper does: a sharp edge and a soft shadow. */
struct sheets {
    struct color of[LEVELS][SHADES];    /* the last shade is that next to the edge of the sheet above */
    double shadow;              /* its width in pixels */
};

static void
make_sheets(struct sheets *s, const struct palette *p, int width)
{
    s->shadow = width / 60.0;
    make_shades(s->of[0], p->paper, p->ink, 0.34);
    for (int i = 1; i < LEVELS; i++)
        make_shades(s->of[i], color_mix(p->low, p->high, (double)(i - 1) / (LEVELS - 2)), p->ink, 0.34);
}

/* Which sheet is seen where the land is so high; below the first and above the last are
 * more levels, which look like these. */
static const struct color *
sheet_at(const struct sheets *s, int level)
{
    return s->of[level < 0 ? 0 : level > LEVELS - 1 ? LEVELS - 1 : level];
}

static int
level_of(double height)
{
    enum { LOWEST = -1000 };

    return (int)(height - LOWEST) + LOWEST;
}

/* A level is WIDTH pixels wide here. */
static struct color
look(const struct sheets *s, double height, double width)
{
    int level = level_of(height);
    double above = (height - level) * width, below = width - above;
    struct color color = *sheet_at(s, level);

    if (level >= -1 && level < LEVELS - 1 && below < s->shadow)
        color = sheet_at(s, level)[(int)((1 - below / s->shadow) * (SHADES - 1))];
    if (level >= 0 && level < LEVELS && above < 1)
        color = color_mix(sheet_at(s, level - 1)[SHADES - 1], color, above);
    return color;
}

/* STEP by STEP pixels between four marks. */
struct cell { double corners[4], width, low, high; };

static struct cell
cell_at(const double *above, const double *below)
{
    struct cell cell = { { above[0], above[1], below[0], below[1] }, 0, above[0], above[0] };
    double across = (cell.corners[1] - cell.corners[0] + cell.corners[3] - cell.corners[2]) / (2 * STEP);
    double down = (cell.corners[2] - cell.corners[0] + cell.corners[3] - cell.corners[1]) / (2 * STEP);

    cell.width = 1 / (sqrt(across * across + down * down) + 1e-9);
    for (int i = 1; i < 4; i++) {
        cell.low = cell.corners[i] < cell.low ? cell.corners[i] : cell.low;
        cell.high = cell.corners[i] > cell.high ? cell.corners[i] : cell.high;
    }
    return cell;
}

/* Nothing in it but one tone: most are. */
static bool
is_plain(const struct cell *cell, double shadow)
{
    int level = level_of(cell->low);

    if (cell->high < -1 || cell->low >= LEVELS)
        return true;
    return level_of(cell->high) == level && (cell->low - level) * cell->width > 1.5
        && ((level + 1 - cell->high) * cell->width > shadow || level >= LEVELS - 1);
}

static void
paint_cell(struct canvas *c, const struct sheets *s, const struct cell *cell, int x, int y)
{
    const double *corners = cell->corners;

    for (int row = 0; row < STEP && y + row < c->height; row++) {
        double left = between(corners[0], corners[2], (double)row / STEP);
        double right = between(corners[1], corners[3], (double)row / STEP);
        struct color *at = &c->at[(size_t)(y + row) * (size_t)c->width + (size_t)x];
        for (int column = 0; column < STEP && x + column < c->width; column++)
            at[column] = look(s, between(left, right, (double)column / STEP), cell->width);
    }
}

/* Plain cells beside each other are filled together. */
static void
paint_cells(struct canvas *c, const struct sheets *s, const struct marks *above, const struct marks *below, int y)
{
    const struct color *tone = NULL;
    int start = 0, x = 0;

    for (int m = 0; m < MOST_MARKS - 1 && x < c->width; m++, x += STEP) {
        struct cell cell = cell_at(&above->at[m], &below->at[m]);
        const struct color *own = is_plain(&cell, s->shadow) ? sheet_at(s, level_of(cell.low)) : NULL;
        if (own != tone) {
            if (tone)
                canvas_fill(c, start, y, x - start, STEP, *tone);
            tone = own;
            start = x;
        }
        if (!own)
            paint_cell(c, s, &cell, x, y);
    }
    if (tone)
        canvas_fill(c, start, y, x - start, STEP, *tone);
}

void
pattern_contours(struct canvas *c, const struct palette *p, uint64_t seed)
{
    struct hills hills[2];
    struct sheets sheets;
    struct marks rows[2];

    make_hills(&hills[0], seed, c->width / 2.2, 0.72 * 0.62 * LEVELS);
    make_hills(&hills[1], seed + 1, c->width / 5.0, 0.28 * 0.62 * LEVELS);
    make_sheets(&sheets, p, c->width);
    survey(&rows[0], hills, 0, 0);
    for (int y = 0; y < c->height; y += STEP) {
        struct marks *above = &rows[y / STEP % 2], *below = &rows[(y / STEP + 1) % 2];
        survey(below, hills, (double)(y + STEP) / c->height, y + STEP);
        paint_cells(c, &sheets, above, below, y);
    }
}

/* ---- woven ------------------------------------------------------------------------------------------------------------ */

enum { BANDS = 11, MOST_BANDS = 32, PLACES = 2 * (1200 + 1600) + 8 };   /* bands across the page; more run over it, each way */
enum { GAP = 158, ALONG = 76, ACROSS = 20 };    /* how much darker, in SHADES: between bands, where one goes under, at its sides */

/* A place across the bands that run one way, every half pixel. */
struct place {
    unsigned char band;
    bool is_gap, is_even;       /* nothing begins or ends within a pixel */
    unsigned short along, across;       /* 256ths of a shade that darken what runs here, and what it runs over */
};

struct cloth {
    struct color warp[MOST_BANDS][SHADES], weft[MOST_BANDS][SHADES];
    struct place places[PLACES];
};

static void
dye(struct color shades[SHADES], const struct palette *p, double kind)
{
    struct color color = color_mix(p->low, p->high, kind < 0.45 ? 0.08 : kind < 0.7 ? 0.5 : kind < 0.9 ? 0.9 : 0.28);

    for (int i = 0; i < SHADES; i++)
        shades[i] = color_mix(color, p->ink, (double)i / (SHADES - 1));
}

static bool
is_even(const struct place *at)
{
    for (int i = -2; i <= 2; i++)
        if (at[i].band != at->band || at[i].is_gap != at->is_gap)
            return false;
    return true;
}

static void
make_places(struct place *places, double band)
{
    for (int i = 0; i < PLACES; i++) {
        double across = i / 2.0 / band, side = 2 * (across - floor(across)) - 1, square = side * side;
        places[i] = (struct place){ (unsigned char)((int)across % MOST_BANDS), side < -0.93 || side > 0.93, false,
            (unsigned short)(square * square * ALONG * 256), (unsigned short)(square * ACROSS * 256) };
    }
    for (int i = 2; i < PLACES - 2; i++)
        places[i].is_even = is_even(&places[i]);
}

static struct cloth *
make_cloth(const struct palette *p, uint64_t seed, double band)
{
    struct cloth *cloth = mem_zalloc(sizeof *cloth);

    for (int i = 0; i < MOST_BANDS; i++) {
        dye(cloth->warp[i], p, chance(seed, i, 0));
        dye(cloth->weft[i], p, chance(seed, i, 1));
    }
    make_places(cloth->places, band);
    return cloth;
}

/* Where warp U and weft V cross one of them is seen. Where it goes under the next it is darker; between two there is a gap. */
static struct color
thread(const struct cloth *cloth, const struct place *u, const struct place *v)
{
    bool is_warp = ((u->band ^ v->band) & 1) == 0;
    const struct place *seen = is_warp ? u : v, *other = is_warp ? v : u;
    int shade = seen->is_gap ? GAP : (other->along + seen->across + 128) >> 8;

    return (is_warp ? cloth->warp : cloth->weft)[seen->band][shade];
}

/* Of a pixel whose middle is there, on what runs at an angle: four looks in it, where one does not suffice. */
static struct color
weave(const struct cloth *cloth, const struct place *u, const struct place *v)
{
    struct color a, b, c, d;

    if (u->is_even && v->is_even)
        return thread(cloth, u, v);
    a = thread(cloth, u - 1, v), b = thread(cloth, u, v + 1), c = thread(cloth, u, v - 1), d = thread(cloth, u + 1, v);
    return (struct color){ (unsigned char)((a.r + b.r + c.r + d.r) / 4), (unsigned char)((a.g + b.g + c.g + d.g) / 4),
        (unsigned char)((a.b + b.b + c.b + d.b) / 4) };
}

void
pattern_woven(struct canvas *c, const struct palette *p, uint64_t seed, struct area hidden)
{
    struct cloth *cloth = make_cloth(p, seed, (double)c->width / BANDS);

    for (int y = 0; y < c->height; y++) {
        bool is_cut = y >= hidden.y && y < hidden.y + hidden.height;
        struct color *row = &c->at[(size_t)y * (size_t)c->width];
        for (int x = 0; x < c->width; x++) {
            if (is_cut && x == hidden.x)
                x += hidden.width;
            row[x] = weave(cloth, &cloth->places[2 * (x + y + 1)], &cloth->places[2 * (x - y + c->height)]);
        }
    }
    free(cloth);
}
