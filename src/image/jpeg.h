/* jpeg: pixels to a JPEG, with libjpeg. SPDX-License-Identifier: MIT */
#ifndef IMAGE_JPEG_H
#define IMAGE_JPEG_H

#include "base/buf.h"
#include "image/canvas.h"

/* Adds the canvas to OUT, in colour, or GREY. The program ends (IMAGE_TOOL_NO_MEMORY) if memory does not suffice. */
void jpeg_write(const struct canvas *, bool grey, int quality, struct buf *out);

#endif
