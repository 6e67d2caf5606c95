/* image_tool: sheaf-image and sheaf-cover at work: pictures to be decoded, covers to be drawn. SPDX-License-Identifier: MIT
 *
 * Untrusted pictures are decoded by a program of their own (src/image/), started when the first one comes and kept for the next.
 * As many run as threads ask at once; of those that draw covers fewer, for a start takes longer than a cover. One that crashes or
 * hangs costs its picture. */
#ifndef BASE_IMAGE_TOOL_H
#define BASE_IMAGE_TOOL_H

#include "base/arena.h"
#include "base/image_fit.h"
#include "base/str.h"

struct image_tool;

/* What sheaf-image may take for a picture (image/sandbox.c), and how it ends when it would take more memory. */
enum { IMAGE_TOOL_SECONDS = 30, IMAGE_TOOL_MEGABYTES = 1024, IMAGE_TOOL_MEGAPIXELS = 134, IMAGE_TOOL_NO_MEMORY = 12 };

/* PATH: of sheaf-image; NULL: $SHEAF_IMAGE, else beside the running program, else in ../libexec/sheaf. sheaf-cover lies beside
 * it, or in one of these places. Nothing is started yet. */
struct image_tool *image_tool_new(const char *path);
void image_tool_free(struct image_tool *);
void image_tool_rest(struct image_tool *);     /* ends those that have nothing to do: who asks next waits for a start */

bool image_tool_is_there(const struct image_tool *);
bool image_tool_draws_covers(const struct image_tool *);

/* Starts the program that draws covers, so that it is ready when the first one is wanted. */
void image_tool_expect_cover(struct image_tool *);

/* Makes of BYTES what RECIPE says: the new picture in MEM, with its size. False with WHAT, a text in MEM for people that says
 * what is wrong ("cannot be decoded: …"). May be called from any thread. */
bool image_tool_convert(struct image_tool *, struct arena *mem, struct str bytes, const struct image_recipe *,
    struct str *made, uint32_t *width, uint32_t *height, const char **what);

/* Makes a picture of the drawing SVG, which holds nothing but what was found harmless (html/drawing.h), with the fonts of the
 * machine. TEXT is what is written in it; UNKNOWN, in MEM, the first characters of that no font has. */
bool image_tool_rasterize(struct image_tool *, struct arena *mem, struct str svg, struct str text, const struct image_recipe *,
    struct str *made, uint32_t *width, uint32_t *height, struct str *unknown, const char **what);

/* A part of BYTES that fills WIDTH by HEIGHT: how light each pixel is, in MEM. False if it cannot be decoded. */
bool image_tool_cut(struct image_tool *, struct arena *mem, struct str bytes, uint32_t width, uint32_t height, struct str *tile);

/* A cover to be drawn: src/image/cover.h says what becomes of each text; empty ones are left out. */
struct image_drawing {
    const char *design;         /* base/design.h */
    struct str title, period, kicker, foot, sign, titles, language;
    bool is_rtl, is_grey;
    uint64_t seed;              /* of colours and patterns */
    const struct str *tiles; size_t ntiles;     /* of image_tool_cut(), for the places of base/mosaic.h */
};

/* The same of a cover: a JPEG. */
bool image_tool_draw(struct image_tool *, struct arena *mem, const struct image_drawing *, struct str *made, uint32_t *width,
    uint32_t *height, struct str *unknown, const char **what);

/* Bytes that are equal for drawings that are but for their tiles, to be hashed. */
void image_drawing_describe(const struct image_drawing *, struct buf *out);

#endif
