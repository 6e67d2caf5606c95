/* canvas: pixels that a cover is painted on. SPDX-License-Identifier: MIT */
#ifndef IMAGE_CANVAS_H
#define IMAGE_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct color { unsigned char r, g, b; };

struct canvas {
    int width, height;
    struct color *at;           /* rows from top to bottom */
};

/* Colours of one cover that go together. Text in INK on PAPER, and in PAPER on HIGH, has a contrast above 7:1. */
struct palette {
    const char *name;
    struct color paper, ink, low, high;     /* LOW to HIGH: tones between them */
};

const struct palette *palette_of(uint64_t seed);

/* The colour SHARE (0 to 1) of the way from A to B. */
struct color color_mix(struct color a, struct color b, double share);

/* A rectangle, cut at the edges. */
void canvas_fill(struct canvas *, int x, int y, int width, int height, struct color);
void canvas_frame(struct canvas *, int x, int y, int width, int height, int thickness, struct color);

/* How much of each pixel is to be covered: 0 to 255, rows STRIDE bytes apart. */
struct mask {
    int width, height;
    size_t stride;
    const unsigned char *at;
};

/* MASK in that colour with its corner at X, Y, cut at the edges. */
void canvas_stamp(struct canvas *, const struct mask *, int x, int y, struct color);

/* pattern.c: the whole canvas. The same SEED gives the same pattern. What lies in HIDDEN will be painted over and may be left. */
struct area { int x, y, width, height; };
void pattern_contours(struct canvas *, const struct palette *, uint64_t seed);
void pattern_woven(struct canvas *, const struct palette *, uint64_t seed, struct area hidden);

#endif
