/* image: what a picture file is, by its first bytes. SPDX-License-Identifier: MIT
 *
 * Looks at signatures and headers only, decodes nothing (EPUB-RULES 2.6: type and extension come from the bytes). */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum image_type {
    IMAGE_UNKNOWN, IMAGE_JPEG, IMAGE_PNG, IMAGE_GIF, IMAGE_SVG, IMAGE_WEBP, IMAGE_AVIF, IMAGE_HEIC, IMAGE_TIFF, IMAGE_BMP,
    IMAGE_TYPES
};

struct image_info {
    enum image_type type;
    uint32_t width, height;     /* pixels; 0 where the header does not say (SVG without width and height) */
    bool damaged;               /* the signature is there, but the headers are cut off or make no sense */
    bool animated;              /* GIF or WebP with more than one frame */
};

struct image_info image_inspect(struct str bytes);
const char *image_media_type(enum image_type);          /* "image/jpeg"; "application/octet-stream" for unknown */
const char *image_extension(enum image_type);           /* "jpg" */
bool image_is_core(enum image_type);                    /* may stand in a book as it is: JPEG, PNG, GIF, SVG */

#endif
