/* cover: the front of a book drawn from what is known of it. SPDX-License-Identifier: MIT
 *
 * Made to be known again on a shelf of thumbnails 120 pixels wide: few words, as large as they can be, on quiet ground; dark on
 * light and light on dark, so that electronic ink shows them too. */
#include "image/cover.h"

#include "image/drawing.h"
#include "image/jpeg.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"

enum { WIDTH = COVER_WIDTH, HEIGHT = COVER_HEIGHT, MARGIN = COVER_MARGIN, QUALITY = 84 };

#define SERIF COVER_SERIF
#define SANS COVER_SANS

int
write_text(struct drawing *d, struct lettering l)
{
    l.language = d->language;
    l.is_rtl = d->is_rtl;
    return lettering_write(d->typesetter, &d->canvas, &l, &d->unknown);
}

/* A small line in wide letters. */
static int
write_line(struct drawing *d, struct str text, int y, enum edge align, struct color color)
{
    return write_text(d, (struct lettering){ .face = SANS, .text = text, .x = MARGIN, .y = y, .width = WIDTH - 2 * MARGIN,
        .height = 44, .largest = 36, .smallest = 20, .spacing = 2500, .align = align, .color = color });
}

/* ---- designs ---------------------------------------------------------------------------------------------------------- */

static void
draw_contours(struct drawing *d)
{
    const struct palette *p = d->palette;
    int y = 112;

    pattern_contours(&d->canvas, p, d->seed);
    if (write_line(d, d->kicker, y, EDGE_START, color_mix(p->ink, p->paper, 0.25))) {
        canvas_fill(&d->canvas, d->is_rtl ? WIDTH - MARGIN - 120 : MARGIN, y + 62, 120, 6, p->high);
        y += 104;
    }
    write_text(d, (struct lettering){ .face = SERIF " Bold", .text = d->title, .x = MARGIN, .y = y, .width = WIDTH - 2 * MARGIN,
        .height = 600 - y, .largest = 190, .smallest = 48, .color = p->ink });
    write_text(d, (struct lettering){ .face = SANS " Bold", .text = d->period, .x = MARGIN, .y = 1310, .width = WIDTH - 2 * MARGIN,
        .height = 120, .largest = 104, .smallest = 44, .stand = EDGE_END, .color = p->paper });
    write_line(d, d->foot, 1468, EDGE_START, color_mix(p->paper, p->high, 0.12));
}

static void
draw_woven(struct drawing *d)
{
    enum { X = 150, Y = 250, LABEL_WIDTH = WIDTH - 2 * X, LABEL_HEIGHT = 860, INSET = 26 };
    const struct palette *p = d->palette;
    bool has_period = !str_is_blank(d->period);

    pattern_woven(&d->canvas, p, d->seed, (struct area){ X, Y, LABEL_WIDTH, LABEL_HEIGHT });
    canvas_fill(&d->canvas, X + 10, Y + 14, LABEL_WIDTH, LABEL_HEIGHT, color_mix(p->ink, p->high, 0.2));
    canvas_fill(&d->canvas, X, Y, LABEL_WIDTH, LABEL_HEIGHT, p->paper);
    canvas_frame(&d->canvas, X + INSET, Y + INSET, LABEL_WIDTH - 2 * INSET, LABEL_HEIGHT - 2 * INSET, 6, p->high);
    canvas_frame(&d->canvas, X + INSET + 14, Y + INSET + 14, LABEL_WIDTH - 2 * INSET - 28, LABEL_HEIGHT - 2 * INSET - 28, 2,
        p->high);
    write_text(d, (struct lettering){ .face = SANS, .text = d->kicker, .x = X + 80, .y = Y + 84, .width = LABEL_WIDTH - 160,
        .height = 44, .largest = 30, .smallest = 18, .spacing = 2500, .align = EDGE_MIDDLE, .color = p->high });
    write_text(d, (struct lettering){ .face = SERIF " Bold", .text = d->title, .x = X + 80, .y = Y + 150,
        .width = LABEL_WIDTH - 160, .height = has_period ? 470 : 620, .largest = 150, .smallest = 40,
        .align = EDGE_MIDDLE, .stand = EDGE_MIDDLE,
        .color = p->ink });
    if (has_period)
        canvas_fill(&d->canvas, WIDTH / 2 - 60, Y + 656, 120, 5, p->high);
    write_text(d, (struct lettering){ .face = SANS " Bold", .text = d->period, .x = X + 80, .y = Y + 690,
        .width = LABEL_WIDTH - 160, .height = 84, .largest = 66, .smallest = 30, .align = EDGE_MIDDLE,
        .stand = EDGE_MIDDLE, .color = p->high });
    canvas_fill(&d->canvas, 0, HEIGHT - 150, WIDTH, 150, p->high);
    write_line(d, d->foot, HEIGHT - 96, EDGE_MIDDLE, p->paper);
}

/* The first letter or figure of the words. */
static struct str
first_sign(struct str words)
{
    size_t end = 0;

    words = str_trim(words);
    if (words.len)
        utf8_next(words, &end);
    return str_sub(words, 0, end);
}

/* The number of the period, or the first letter. */
static void
draw_numeral(struct drawing *d)
{
    const struct palette *p = d->palette;
    int y = 104;

    canvas_fill(&d->canvas, 0, 0, WIDTH, HEIGHT, p->high);
    write_text(d, (struct lettering){ .face = SERIF " Bold", .text = d->sign.len ? d->sign : first_sign(d->title),
        .x = 40, .y = 610, .width = WIDTH - 80, .height = 660, .largest = 1000, .smallest = 200, .align = EDGE_END,
        .color = color_mix(p->high, p->low, 0.72) });
    if (write_line(d, d->kicker, y, EDGE_START, color_mix(p->paper, p->high, 0.2))) {
        canvas_fill(&d->canvas, d->is_rtl ? WIDTH - MARGIN - 120 : MARGIN, y + 62, 120, 6, p->low);
        y += 104;
    }
    write_text(d, (struct lettering){ .face = SANS " Bold", .text = d->title, .x = MARGIN, .y = y, .width = WIDTH - 2 * MARGIN,
        .height = 570 - y, .largest = 170, .smallest = 44, .color = p->paper });
    write_text(d, (struct lettering){ .face = SANS " Bold", .text = d->period, .x = MARGIN, .y = 1290, .width = WIDTH - 2 * MARGIN,
        .height = 120, .largest = 84, .smallest = 40, .stand = EDGE_END, .color = p->paper });
    write_line(d, d->foot, 1468, EDGE_START, p->paper);
}

static int
count_lines(struct str text)
{
    struct str line;
    int n = 0;

    while (str_line(&text, &line))
        n++;
    return n;
}

/* The sizes of headlines: the first ones are larger than those that follow; a few have the page for themselves. */
static int
headline_size(int n, bool is_few)
{
    int size = n < 2 ? 62 : n < 6 ? 44 : 34;

    return is_few ? size * 3 / 2 : size;
}

static void
write_headlines(struct drawing *d, int top)
{
    enum { GAP = 56, FOOT = HEIGHT - 130, FEW = 5 };
    struct color rule = color_mix(d->palette->ink, d->palette->paper, 0.6);
    struct str rest = d->titles, title;
    bool is_few = count_lines(d->titles) <= FEW;
    int columns = is_few ? 1 : 2, width = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns, column = 0, y = top;

    if (columns > 1)
        canvas_fill(&d->canvas, WIDTH / 2 - 1, top, 2, FOOT - top, rule);
    for (int n = 0; str_line(&rest, &title); n++) {
        int size = headline_size(n, is_few), x;
        if (FOOT - y < 2 * size) {
            y = top;
            if (++column >= columns)
                return;
        }
        x = MARGIN + ((column == 1) != (d->is_rtl && columns > 1) ? width + GAP : 0);
        y += write_text(d, (struct lettering){ .face = n < 6 ? SERIF " Bold" : SERIF, .text = title, .x = x, .y = y, .width = width,
            .height = FOOT - y < 6 * size ? FOOT - y : 6 * size, .largest = size, .smallest = size * 3 / 4,
            .color = d->palette->ink }) + size / 2 + 10;
        canvas_fill(&d->canvas, x, y - size / 4 - 6, width, 1, rule);
    }
}

static void
draw_front(struct drawing *d)
{
    const struct palette *p = d->palette;
    int y = 84, rows;

    canvas_fill(&d->canvas, 0, 0, WIDTH, HEIGHT, p->paper);
    rows = write_text(d, (struct lettering){ .face = SERIF " Bold", .text = d->title, .x = MARGIN, .y = y,
        .width = WIDTH - 2 * MARGIN, .height = 330, .largest = 190, .smallest = 44, .align = EDGE_MIDDLE, .color = p->ink });
    y += rows + 34;
    canvas_fill(&d->canvas, MARGIN, y, WIDTH - 2 * MARGIN, 8, p->high);
    canvas_fill(&d->canvas, MARGIN, y + 14, WIDTH - 2 * MARGIN, 2, p->high);
    rows = write_text(d, (struct lettering){ .face = SANS " Bold", .text = d->period.len ? d->period : d->kicker, .x = MARGIN,
        .y = y + 38, .width = WIDTH - 2 * MARGIN, .height = 60, .largest = 44, .smallest = 28, .align = EDGE_MIDDLE,
        .color = p->high });
    y += rows ? rows + 62 : 16;
    canvas_fill(&d->canvas, MARGIN, y, WIDTH - 2 * MARGIN, 2, p->high);
    write_headlines(d, y + 44);
    canvas_fill(&d->canvas, MARGIN, HEIGHT - 108, WIDTH - 2 * MARGIN, 2, p->high);
    write_line(d, d->foot, HEIGHT - 82, EDGE_MIDDLE, p->high);
}

static void
draw_pictures(struct drawing *d)
{
    (d->ntiles > 0 ? draw_mosaic : draw_contours)(d);
}

typedef void draw_fn(struct drawing *);

static const struct design { const char *name; draw_fn *draw; } designs[] = {
#define DESIGN(NAME, name, shows, text) { name, DRAW_##NAME },
#define DRAW_CONTOURS draw_contours
#define DRAW_WOVEN draw_woven
#define DRAW_NUMERAL draw_numeral
#define DRAW_FRONT draw_front
#define DRAW_MOSAIC draw_pictures
#include "base/designs.h"
};

/* ---- the picture ------------------------------------------------------------------------------------------------------ */

struct studio {
    struct typesetter *typesetter;
    struct color *pixels;       /* of the cover under way */
    struct buf jpeg;
};

struct studio *
studio_new(void)
{
    struct studio *s = mem_zalloc(sizeof *s);

    s->typesetter = typesetter_new();
    s->pixels = mem_alloc_large((size_t)WIDTH * HEIGHT * sizeof *s->pixels);
    buf_init(&s->jpeg);
    return s;
}

static void
add_picture(struct studio *s, const struct drawing *d, struct buf *answer)
{
    buf_clear(&s->jpeg);
    jpeg_write(&d->canvas, d->is_grey, QUALITY, &s->jpeg);
    message_add_number(answer, "width", WIDTH);
    message_add_number(answer, "height", HEIGHT);
    message_add(answer, "picture", buf_str(&s->jpeg));
}

/* The title and what stands beside it, as they are written. */
static void
make_plain(struct drawing *d, struct arena *mem)
{
    struct str *const texts[] = { &d->title, &d->period, &d->kicker, &d->foot, &d->titles };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = lettering_plain(mem, *texts[i]);
}

static void
take_tiles(struct drawing *d, struct str request)
{
    struct str name, value;

    while (message_next(&request, &name, &value))
        if (str_eqc(name, "tile") && d->ntiles < MOSAIC_MOST)
            d->tiles[d->ntiles++] = value;
}

void
cover_draw(struct studio *s, struct str request, struct buf *answer)
{
    struct str name = message_get(request, "draw");
    struct drawing d = { .canvas = { WIDTH, HEIGHT, s->pixels }, .typesetter = s->typesetter,
        .title = message_get(request, "title"), .period = message_get(request, "period"),
        .kicker = message_get(request, "kicker"), .foot = message_get(request, "foot"), .sign = message_get(request, "sign"),
        .titles = message_get(request, "titles"), .language = message_get(request, "language"),
        .is_rtl = str_eqc(message_get(request, "direction"), "rtl"), .is_grey = message_number(request, "grey") != 0,
        .seed = message_number(request, "seed") };
    struct arena mem;

    arena_init(&mem);
    buf_init(&d.unknown);
    make_plain(&d, &mem);
    take_tiles(&d, request);
    d.palette = palette_of(d.seed);
    for (size_t i = 0; i < sizeof designs / sizeof *designs; i++)
        if (str_eqc(name, designs[i].name)) {
            designs[i].draw(&d);
            add_picture(s, &d, answer);
        }
    if (answer->len == MESSAGE_HEAD)
        message_add(answer, "error", STR("there is no such design"));
    message_add(answer, "unknown", buf_str(&d.unknown));
    buf_release(&d.unknown);
    arena_release(&mem);
}
