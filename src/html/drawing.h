/* drawing: SVG that becomes a picture, for devices that do not show drawings well. SPDX-License-Identifier: MIT
 *
 * Nothing but what svg.h left of it is drawn, by the sheaf-image that reads the machine's fonts. Pictures inside of it are decoded
 * before by the one that opens no file, and what that made of them is put in their places. */
#ifndef HTML_DRAWING_H
#define HTML_DRAWING_H

#include "base/arena.h"
#include "base/image_fit.h"
#include "base/image_tool.h"
#include "base/node.h"
#include "base/str.h"

/* Makes of the cleaned drawing ROOT, which is changed, what RECIPE says. Its size is that of fine screens; its longer side has
 * LEAST pixels where that is more and the recipe allows it. NULL with the picture in MADE and what it LOST, if anything, as the end
 * of a sentence; or what is wrong. All texts live in MEM. */
const char *drawing_make(struct image_tool *, struct arena *mem, struct node *root, const struct image_recipe *, uint32_t least,
    struct str *made, uint32_t *width, uint32_t *height, const char **lost);

/* Of the bytes of a file that nobody has cleaned yet. */
const char *drawing_make_file(struct image_tool *, struct arena *mem, struct str bytes, const struct image_recipe *, uint32_t least,
    struct str *made, uint32_t *width, uint32_t *height, const char **lost);

#endif
