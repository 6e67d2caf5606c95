/* image_fit: what must be done to a picture so that a device shows it well. SPDX-License-Identifier: MIT
 *
 * Decided from headers alone, without decoding: the name, type and nearly always the size of a picture in the book are known
 * before its pixels are touched, and most pictures need not be touched at all. Limits: EPUB-RULES 6.1, 6.2, 9. */
#ifndef BASE_IMAGE_FIT_H
#define BASE_IMAGE_FIT_H

#include "base/buf.h"
#include "base/image.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum image_grey { IMAGE_COLOR, IMAGE_GREY, IMAGE_GREY16 };     /* 16: levels of grey, dithered, as e-ink shows them */

struct image_limits {
    uint32_t max_width, max_height;     /* pixels, of the picture when it stands upright */
    uint32_t max_pixels;        /* 0: none */
    uint64_t max_bytes;         /* a JPEG above is compressed anew */
    uint32_t quality;           /* of JPEG, 1 to 100 */
    enum image_grey grey;
    bool keep_alpha;            /* else transparent parts become white */
    bool keep_animation;        /* of GIF and PNG; else the first frame stands for it */
    bool keep_gif, keep_svg;    /* else they become PNG */
};

/* What somebody wants to be otherwise than the device has it; all 0: nothing. */
struct image_wishes {
    uint32_t colors;            /* 1 + enum image_grey; 0: as they are */
    uint32_t quality;
    uint32_t max_width, max_height;     /* both or none; then there is no limit of pixels */
    uint32_t animation;         /* 1: a still; 2: kept */
};

/* The limits of a device of the configuration ("kobo"), with wishes; those of "generic" if there is none of that name. */
struct image_limits image_limits_of(struct str device, const struct image_wishes *);

enum image_action {
    IMAGE_KEEP,                 /* byte for byte */
    IMAGE_STRIP,                /* image_strip(): without its metadata, not decoded */
    IMAGE_CONVERT               /* by sheaf-image */
};

struct image_recipe {
    enum image_action action;
    enum image_type type;       /* in the book */
    uint32_t width, height;     /* in the book; 0: not known before it is decoded */
    uint32_t max_width, max_height, max_pixels, quality;
    uint64_t max_bytes;
    enum image_grey grey;
    bool flatten;               /* transparent parts become white */
};

/* BYTES: size of the file. INFO must not be damaged. */
struct image_recipe image_fit(const struct image_info *info, uint64_t bytes, const struct image_limits *);

/* Text that is equal for recipes that make the same of a picture, to be hashed: "jpeg 2000 4000000 85 …". */
void image_recipe_describe(const struct image_recipe *, struct buf *out);

/* WIDTH and HEIGHT made smaller in proportion until all limits (0: none) hold; never larger, never 0. */
void image_fit_size(uint32_t *width, uint32_t *height, uint32_t max_width, uint32_t max_height, uint32_t max_pixels);

/* Pixels for a drawing that is WIDTH by HEIGHT pixels of CSS: enough for fine screens, the longer side at least LEAST, within the
 * limits of the recipe. Untouched if one of them is 0. */
void image_fit_drawing(uint32_t *width, uint32_t *height, uint32_t least, const struct image_recipe *);

#endif
