/* convert: one picture made fit for a device, with libvips. SPDX-License-Identifier: MIT */
#ifndef IMAGE_CONVERT_H
#define IMAGE_CONVERT_H

#include "base/buf.h"
#include "base/str.h"

/* Readies libvips; 0, or -1 if that fails. NAME is the program's. DRAWS: drawings may be drawn. */
int convert_init(const char *name, bool draws);

/* Does what REQUEST says and adds fields to ANSWER: "picture", "width", "height", or "error". */
void convert_picture(struct str request, struct buf *answer);

/* The same for "picture", an SVG that holds nothing but what sheaf put into it; "text" is all that is written in it, and the answer
 * has "unknown", the characters of that for which there is no font. */
void convert_drawing(struct str request, struct buf *answer);

#endif
