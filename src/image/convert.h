/* convert: one picture made fit for a device, with libvips. SPDX-License-Identifier: MIT */
#ifndef IMAGE_CONVERT_H
#define IMAGE_CONVERT_H

#include "base/buf.h"
#include "base/str.h"

/* Readies libvips; 0, or -1 if that fails. NAME is the program's. */
int convert_init(const char *name);

/* Does what REQUEST says and adds fields to ANSWER: "picture", "width", "height", or "error". */
void convert_picture(struct str request, struct buf *answer);

#endif
