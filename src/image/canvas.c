/* canvas: pixels that a cover is painted on. SPDX-License-Identifier: MIT */
#include "image/canvas.h"

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
    clip(&x, &width, c->width);
    clip(&y, &height, c->height);
    for (int row = 0; row < height; row++)
        for (int column = 0; column < width; column++)
            c->at[(size_t)(y + row) * (size_t)c->width + (size_t)(x + column)] = color;
}

void
canvas_frame(struct canvas *c, int x, int y, int width, int height, int thickness, struct color color)
{
    canvas_fill(c, x, y, width, thickness, color);
    canvas_fill(c, x, y + height - thickness, width, thickness, color);
    canvas_fill(c, x, y, thickness, height, color);
    canvas_fill(c, x + width - thickness, y, thickness, height, color);
}

void
canvas_stamp(struct canvas *c, const unsigned char *mask, int width, int height, int x, int y, struct color color)
{
    for (int row = 0; row < height; row++) {
        if (y + row < 0 || y + row >= c->height)
            continue;
        for (int column = 0; column < width; column++) {
            unsigned char share = mask[(size_t)row * (size_t)width + (size_t)column];
            struct color *at;
            if (!share || x + column < 0 || x + column >= c->width)
                continue;
            at = &c->at[(size_t)(y + row) * (size_t)c->width + (size_t)(x + column)];
            *at = color_mix(*at, color, share / 255.0);
        }
    }
}
