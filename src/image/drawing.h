/* drawing: a cover under way, for those that draw it. SPDX-License-Identifier: MIT */
#ifndef IMAGE_DRAWING_H
#define IMAGE_DRAWING_H

#include "base/buf.h"
#include "base/mosaic.h"
#include "base/str.h"
#include "image/canvas.h"
#include "image/lettering.h"

#include <stdbool.h>
#include <stdint.h>

/* EPUB-RULES 6.4. All places are in these pixels. */
enum { COVER_WIDTH = 1200, COVER_HEIGHT = 1600, COVER_MARGIN = 96 };

#define COVER_SERIF "DejaVu Serif,Noto Serif,serif"
#define COVER_SANS "DejaVu Sans,Noto Sans,sans-serif"

struct drawing {
    struct canvas canvas;
    struct typesetter *typesetter;
    const struct palette *palette;
    struct str title, period, kicker, foot, sign, titles, language;
    struct str tiles[MOSAIC_MOST]; size_t ntiles;       /* how light each pixel is, as large as their places */
    bool is_rtl, is_grey;
    uint64_t seed;
    struct buf unknown;         /* characters without a font that were written */
};

/* lettering_write() in the language of the cover. */
int write_text(struct drawing *, struct lettering);

/* cover_mosaic.c: with one picture at least. */
void draw_mosaic(struct drawing *);

#endif
