/* glyphs: characters that no font of the machine has. SPDX-License-Identifier: MIT */
#ifndef IMAGE_GLYPHS_H
#define IMAGE_GLYPHS_H

#include "base/buf.h"
#include "base/str.h"

enum { GLYPHS_MOST = 8 };       /* characters that are told */

/* Adds those of TEXT, a text in LANGUAGE, that would be drawn as boxes to UNKNOWN: each once, up to GLYPHS_MOST in all. */
void glyphs_find_unknown(struct str text, struct str language, struct buf *unknown);

#endif
