/* lettering: text on a canvas, in any script, through Pango. SPDX-License-Identifier: MIT */
#ifndef IMAGE_LETTERING_H
#define IMAGE_LETTERING_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "image/canvas.h"

enum edge { EDGE_START, EDGE_MIDDLE, EDGE_END };        /* of a line: where it begins to be read, or its end */

struct lettering {
    const char *face;           /* of Pango: "Serif Bold" */
    struct str text, language;
    bool is_rtl;
    int x, y, width, height;    /* the box that holds it; HEIGHT 0: one line of any height */
    int largest, smallest;      /* pixels; the largest size that fits is taken */
    int spacing;                /* thousandths of a point between letters */
    enum edge align;
    enum edge stand;            /* at the top, in the middle or at the foot of the box */
    struct color color;
};

/* The fonts of the machine, found and read when they are used and kept for the next text. */
struct typesetter;
struct typesetter *typesetter_new(void);

/* Writes it. The pixels it takes from top to bottom; 0 if there is nothing to write or no font. What does not fit at the smallest
 * size ends in an ellipsis. Characters for which there is no font are added to UNKNOWN (image/glyphs.h). */
int lettering_write(struct typesetter *, struct canvas *, const struct lettering *, struct buf *unknown);

/* TEXT in MEM without the pictures (emoji) that fonts have in many colours or not at all; as it is if it holds nothing else. */
struct str lettering_plain(struct arena *mem, struct str text);

#endif
