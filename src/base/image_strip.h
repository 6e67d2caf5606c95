/* image_strip: a picture without what it says of people and places. SPDX-License-Identifier: MIT
 *
 * Nothing is decoded: parts are left out, the pixels stay byte for byte what they were. */
#ifndef BASE_IMAGE_STRIP_H
#define BASE_IMAGE_STRIP_H

#include "base/buf.h"
#include "base/image.h"

/* Appends BYTES, a sound JPEG or PNG (image_inspect() says so), without EXIF, XMP, IPTC, comments and what follows its end. */
void image_strip(struct buf *out, enum image_type, struct str bytes);

#endif
