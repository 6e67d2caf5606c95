/* image_svg: is this text an SVG, and how large is it? Used by image.c. SPDX-License-Identifier: MIT */
#ifndef BASE_IMAGE_SVG_H
#define BASE_IMAGE_SVG_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The first element, after a byte order mark, declaration, comments and DOCTYPE, is svg, with or without a prefix. */
bool image_is_svg(struct str bytes);

/* Pixels of the root's width and height (px and the absolute units of CSS, 96 to the inch); 0 where they are not given, relative
 * or no numbers. False if the start tag has no end. */
bool image_svg_size(struct str bytes, uint32_t *width, uint32_t *height);

/* A CSS length such as "12", "12px" or "3.5mm" in pixels, rounded; 0 if it is none or relative. */
uint32_t image_css_pixels(struct str length);

#endif
