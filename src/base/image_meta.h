/* image_meta: what a picture says of itself beside its pixels. SPDX-License-Identifier: MIT
 *
 * Part of image.c: orientation (EXIF 2.32, 4.6.4), colour profiles (ICC.1), and private data that a book should not carry. */
#ifndef BASE_IMAGE_META_H
#define BASE_IMAGE_META_H

#include "base/image.h"

/* Looks at one segment of a JPEG, from its FF on. */
void image_meta_jpeg(struct str segment, struct image_info *);

/* Looks at all chunks of a PNG, or of an extended WebP. */
void image_meta_png(struct str file, struct image_info *);
void image_meta_webp(struct str file, struct image_info *);

/* The first value of a SHORT or LONG field of a TIFF's first directory, or MISSING. */
uint32_t image_tiff_field(struct str tiff, uint32_t tag, uint32_t missing);
/* 2 to 8, or 0 where it is upright or nonsense. */
uint8_t image_tiff_orientation(struct str tiff);

/* Is this part of a JPEG or PNG one that image_strip() drops? */
bool image_meta_is_private_segment(struct str segment);
bool image_meta_is_private_chunk(struct str chunk);

#endif
