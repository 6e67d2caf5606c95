/* cover: the front of a book drawn from what is known of it. SPDX-License-Identifier: MIT */
#ifndef IMAGE_COVER_H
#define IMAGE_COVER_H

#include "base/buf.h"
#include "base/str.h"

/* Fonts, and memory for pixels, from one cover to the next. */
struct studio;
struct studio *studio_new(void);

/* Does what REQUEST says: "draw" (a design of base/designs.h), "title", "period", "kicker" (a line above the title), "foot" (one
 * below), "sign" (the number of the period), "titles" (one a line), "language", "direction", "seed" (a number), "grey", and any
 * number of "tile" (bytes that say how light each pixel is of a picture cut for its place in base/mosaic.h). Adds "picture" (JPEG),
 * "width" and "height" to ANSWER, or "error"; and "unknown", the first characters that are boxes for want of a font. */
void cover_draw(struct studio *, struct str request, struct buf *answer);

#endif
