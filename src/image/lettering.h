/* lettering: text on a canvas, in any script, through Pango. SPDX-License-Identifier: MIT */
#ifndef IMAGE_LETTERING_H
#define IMAGE_LETTERING_H

#include "base/arena.h"
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

/* Writes it. The pixels it takes from top to bottom; 0 if there is nothing to write or no font. What does not fit at the smallest
 * size ends in an ellipsis. */
int lettering_write(struct canvas *, const struct lettering *);

/* TEXT in MEM without the pictures (emoji) that fonts have in many colours or not at all; as it is if it holds nothing else. */
struct str lettering_plain(struct arena *mem, struct str text);

#endif
