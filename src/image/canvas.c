/* canvas: pixels that a cover is painted on. SPDX-License-Identifier: MIT */
#include "image/canvas.h"

#include <string.h>

#define RGB(hex) { (unsigned char)((hex) >> 16), (unsigned char)((hex) >> 8 & 255), (unsigned char)((hex) & 255) }

static const struct palette palettes[] = {
    { "fjord", RGB(0xEAF1F0), RGB(0x0E2A36), RGB(0xA9CBC8), RGB(0x12394A) },
    { "clay",  RGB(0xF6ECE3), RGB(0x3A1B14), RGB(0xE8B59A), RGB(0x7A2E1D) },
    { "moss",  RGB(0xF1F0E2), RGB(0x22301F), RGB(0xC5CDA0), RGB(0x2F4A2E) },
    { "dusk",  RGB(0xF3E9DC), RGB(0x1F2A44), RGB(0xE7B88F), RGB(0x27374D) },
    { "plum",  RGB(0xF2EAF0), RGB(0x2B1730), RGB(0xD3B1CF), RGB(0x4A2450) },
    { "ochre", RGB(0xF8F0DA), RGB(0x33270F), RGB(0xEBCF85), RGB(0x6E4F0E) },
    { "slate", RGB(0xEDEFF2), RGB(0x1B2430), RGB(0xB9C3CF), RGB(0x2C3A4B) },
    { "rose",  RGB(0xF9ECEC), RGB(0x3B1420), RGB(0xEBB4B8), RGB(0x7D2238) },
};

const struct palette *
palette_of(uint64_t seed)
{
    return &palettes[seed % (sizeof palettes / sizeof *palettes)];
}

static unsigned char
mix(unsigned char a, unsigned char b, double share)
{
    double value = a + (b - a) * share;

    return value <= 0 ? 0 : value >= 255 ? 255 : (unsigned char)(value + 0.5);
}

struct color
color_mix(struct color a, struct color b, double share)
{
    return (struct color){ mix(a.r, b.r, share), mix(a.g, b.g, share), mix(a.b, b.b, share) };
}

/* The part of N pixels from AT on that lies within LIMIT. */
static void
clip(int *at, int *n, int limit)
{
    if (*at < 0) {
        *n += *at;
        *at = 0;
    }
    if (*n > limit - *at)
        *n = limit - *at;
}

void
canvas_fill(struct canvas *c, int x, int y, int width, int height, struct color color)
{
    struct color *first;

    clip(&x, &width, c->width);
    clip(&y, &height, c->height);
    if (width <= 0 || height <= 0)
        return;
    first = &c->at[(size_t)y * (size_t)c->width + (size_t)x];
    for (int column = 0; column < width; column++)
        first[column] = color;
    for (int row = 1; row < height; row++)
        memcpy(first + (size_t)row * (size_t)c->width, first, (size_t)width * sizeof *first);
}

void
canvas_frame(struct canvas *c, int x, int y, int width, int height, int thickness, struct color color)
{
    canvas_fill(c, x, y, width, thickness, color);
    canvas_fill(c, x, y + height - thickness, width, thickness, color);
    canvas_fill(c, x, y, thickness, height, color);
    canvas_fill(c, x + width - thickness, y, thickness, height, color);
}

static unsigned char
blend(unsigned char a, unsigned char b, unsigned share)
{
    return (unsigned char)((a * (255 - share) + b * share + 127) / 255);
}

static void
stamp_row(struct color *at, const unsigned char *mask, int n, struct color color)
{
    for (int i = 0; i < n; i++)
        if (mask[i] == 255)
            at[i] = color;
        else if (mask[i] > 0)
            at[i] = (struct color){ blend(at[i].r, color.r, mask[i]), blend(at[i].g, color.g, mask[i]),
                blend(at[i].b, color.b, mask[i]) };
}

void
canvas_stamp(struct canvas *c, const struct mask *mask, int x, int y, struct color color)
{
    int left = x, top = y, width = mask->width, height = mask->height;

    clip(&left, &width, c->width);
    clip(&top, &height, c->height);
    for (int row = 0; row < height; row++)
        stamp_row(&c->at[(size_t)(top + row) * (size_t)c->width + (size_t)left],
            mask->at + (size_t)(top - y + row) * mask->stride + (size_t)(left - x), width, color);
}
