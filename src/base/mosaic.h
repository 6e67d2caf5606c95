/* mosaic: where the pictures stand on a cover that is made of them. SPDX-License-Identifier: MIT
 *
 * Known to both sides: sheaf has each picture cut to the size of its place, sheaf-image puts it there. */
#ifndef BASE_MOSAIC_H
#define BASE_MOSAIC_H

#include <stddef.h>

enum { MOSAIC_MOST = 8 };       /* pictures on a cover */

struct mosaic_place { int x, y, width, height; };      /* pixels of a cover of 1200 by 1600 */

struct mosaic {
    size_t n;                   /* pictures shown, at most as many as there are */
    struct mosaic_place at[MOSAIC_MOST], panel;         /* PANEL: for the words */
};

/* For N pictures, from 1. Where one reads from right to left the places are mirrored. */
struct mosaic mosaic_layout(size_t n);

#endif
