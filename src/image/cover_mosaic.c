/* cover_mosaic: a cover made of the articles' pictures. SPDX-License-Identifier: MIT
 *
 * All pictures take the tones of the cover, so that what was never meant to hang side by side goes together, and the issues of a
 * series differ in colour. */
#include "image/drawing.h"

enum { TONES = 256, INSET = 56 };

/* From ink, where a picture is darkest, to paper. */
static void
make_tones(const struct palette *p, struct color tones[TONES])
{
    const struct color steps[] = { p->ink, p->high, p->low, p->paper };
    static const int ends[] = { 0, 84, 190, 255 };

    for (int i = 0, step = 0; i < TONES; i++) {
        if (i > ends[step + 1])
            step++;
        tones[i] = color_mix(steps[step], steps[step + 1], (double)(i - ends[step]) / (ends[step + 1] - ends[step]));
    }
}

static int
mirror(const struct drawing *d, const struct mosaic_place *place)
{
    return d->is_rtl ? COVER_WIDTH - place->x - place->width : place->x;
}

static void
put_picture(struct drawing *d, const struct mosaic_place *place, const struct color tones[TONES], struct str light)
{
    const unsigned char *at = (const unsigned char *)light.at;
    int x = mirror(d, place);

    if (light.len != (size_t)place->width * (size_t)place->height)
        return;
    for (int row = 0; row < place->height; row++)
        for (int column = 0; column < place->width; column++)
            d->canvas.at[(place->y + row) * COVER_WIDTH + x + column] = tones[*at++];
}

static void
write_panel(struct drawing *d, const struct mosaic_place *panel)
{
    const struct palette *p = d->palette;
    struct lettering line = { .face = COVER_SANS, .x = mirror(d, panel) + INSET, .width = panel->width - 2 * INSET,
        .height = 40, .largest = 32, .smallest = 20, .spacing = 2500, .color = p->paper };
    struct lettering title = { .face = COVER_SERIF " Bold", .text = d->title, .x = line.x, .width = line.width, .largest = 170,
        .smallest = 40, .color = p->paper };
    struct lettering period = { .face = COVER_SANS " Bold", .text = d->period, .x = line.x, .width = line.width, .height = 84,
        .largest = 76, .smallest = 36, .stand = EDGE_END, .color = p->low };
    int top = panel->y + 48, end = panel->y + panel->height - 44;

    canvas_fill(&d->canvas, mirror(d, panel), panel->y, panel->width, panel->height, p->high);
    line.text = d->kicker;
    line.y = top;
    if (write_text(d, line)) {
        canvas_fill(&d->canvas, d->is_rtl ? line.x + line.width - 100 : line.x, top + 56, 100, 6, p->low);
        top += 92;
    }
    line.text = d->foot;
    line.y = end - line.height;
    line.stand = EDGE_END;
    if (write_text(d, line))
        end = line.y - 22;
    period.y = end - period.height;
    if (write_text(d, period))
        end = period.y - 26;
    title.y = top;
    title.height = end - top;
    title.stand = str_is_blank(d->kicker) && str_is_blank(d->period) ? EDGE_MIDDLE : EDGE_START;
    write_text(d, title);
}

void
draw_mosaic(struct drawing *d)
{
    struct mosaic m = mosaic_layout(d->ntiles);
    struct color tones[TONES];

    make_tones(d->palette, tones);
    canvas_fill(&d->canvas, 0, 0, COVER_WIDTH, COVER_HEIGHT, d->palette->paper);
    for (size_t i = 0; i < m.n && i < d->ntiles; i++)
        put_picture(d, &m.at[i], tones, d->tiles[i]);
    write_panel(d, &m.panel);
}
