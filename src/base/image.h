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
    bool cut_off;               /* JPEG, PNG: the end is missing, with some of the pixels */
    bool animated;              /* GIF, PNG or WebP with more than one frame */
    uint8_t orientation;        /* of EXIF, 2 to 8; 0: upright */
    uint8_t depth;              /* bits of a channel; 0: not known */
    bool has_alpha;             /* may have transparent parts */
    bool is_cmyk;               /* JPEG of four channels */
    bool has_profile;           /* a colour profile that is not sRGB's */
    bool has_metadata;          /* EXIF, XMP, comments, ... that image_strip() takes out (JPEG, PNG) */
    bool is_lossless;           /* WebP: made of pixels, not of a photograph */
    bool is_palette;            /* PNG, GIF, BMP, TIFF: indexed colours, or black and white */
};

struct image_info image_inspect(struct str bytes);
const char *image_media_type(enum image_type);          /* "image/jpeg"; "application/octet-stream" for unknown */
const char *image_extension(enum image_type);           /* "jpg" */
bool image_is_core(enum image_type);                    /* may stand in a book as it is: JPEG, PNG, GIF, SVG */

#endif
