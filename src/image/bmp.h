/* bmp: Windows bitmaps to pixels. SPDX-License-Identifier: MIT
 *
 * libvips reads them only through ImageMagick, which is a wide door for so small a thing. */
#ifndef IMAGE_BMP_H
#define IMAGE_BMP_H

#include "base/str.h"

#include <stdint.h>

/* The pixels of an uncompressed bitmap (1, 4, 8, 24 or 32 bits), three bytes each, red first, from the top; free() them. NULL
 * with *WHAT if it is compressed, damaged, or has more than MOST pixels. */
unsigned char *bmp_read(struct str bytes, uint64_t most, uint32_t *width, uint32_t *height, const char **what);

#endif
