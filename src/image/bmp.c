/* bmp: Windows bitmaps to pixels. SPDX-License-Identifier: MIT */
#include "image/bmp.h"

#include <stdbool.h>
#include <stdlib.h>

struct bitmap {
    struct str bytes;
    size_t header, palette, entry, colors, pixels, stride;
    uint32_t width, height, bits, compression;
    bool from_top;
};

static uint32_t
byte(struct str s, size_t i)
{
    return i < s.len ? (unsigned char)s.at[i] : 0;
}

static uint32_t le16(struct str s, size_t i) { return byte(s, i) | byte(s, i + 1) << 8; }
static uint32_t le32(struct str s, size_t i) { return le16(s, i) | le16(s, i + 2) << 16; }

static void
read_header(struct bitmap *b)
{
    struct str s = b->bytes;
    bool is_old = le32(s, 14) == 12;
    uint32_t height = is_old ? le16(s, 20) : le32(s, 22);

    b->header = le32(s, 14);
    b->pixels = le32(s, 10);
    b->width = is_old ? le16(s, 18) : le32(s, 18);
    b->from_top = height > INT32_MAX;
    b->height = b->from_top ? 0 - height : height;
    b->bits = le16(s, is_old ? 24 : 28);
    b->compression = is_old ? 0 : le32(s, 30);
    b->entry = is_old ? 3 : 4;
    b->palette = 14 + b->header + (b->compression == 3 && b->header == 40 ? 12 : 0);
    b->colors = b->pixels > b->palette ? (b->pixels - b->palette) / b->entry : 0;
    b->stride = (size_t)(((uint64_t)b->width * b->bits + 31) / 32 * 4);
}

/* Fields of colours are taken only where they lie as they lie without fields: eight bits each, blue first. */
static const char *
problem(const struct bitmap *b, uint64_t most)
{
    bool usual_fields = b->compression == 3 && b->bits == 32 && le32(b->bytes, 54) == 0xFF0000 && le32(b->bytes, 58) == 0xFF00
        && le32(b->bytes, 62) == 0xFF;

    if (b->width == 0 || b->height == 0 || b->width > INT32_MAX || (uint64_t)b->width * b->height > most)
        return "has no size that makes sense";
    if (b->compression != 0 && !usual_fields)
        return "is a compressed bitmap";
    if (b->bits != 1 && b->bits != 4 && b->bits != 8 && b->bits != 24 && b->bits != 32)
        return "is a bitmap of an unusual depth";
    if (b->pixels > b->bytes.len || (uint64_t)b->stride * b->height > b->bytes.len - b->pixels)
        return "is cut off";
    return NULL;
}

/* The place of the blue byte of pixel X in the row at AT. */
static size_t
color_at(const struct bitmap *b, size_t at, uint32_t x)
{
    size_t index;

    if (b->bits >= 24)
        return at + (size_t)x * (b->bits / 8);
    index = byte(b->bytes, at + (size_t)x * b->bits / 8) >> (8 - b->bits - x * b->bits % 8) & ((1u << b->bits) - 1);
    return index < b->colors ? b->palette + index * b->entry : b->bytes.len;    /* past the end: black */
}

unsigned char *
bmp_read(struct str bytes, uint64_t most, uint32_t *width, uint32_t *height, const char **what)
{
    struct bitmap b = { .bytes = bytes };
    unsigned char *out, *to;

    read_header(&b);
    *what = problem(&b, most);
    out = *what ? NULL : malloc((size_t)b.width * b.height * 3);
    to = out;
    for (uint32_t y = 0; out && y < b.height; y++) {
        size_t row = b.pixels + b.stride * (b.from_top ? y : b.height - 1 - y);
        for (uint32_t x = 0; x < b.width; x++, to += 3) {
            size_t at = color_at(&b, row, x);
            to[0] = (unsigned char)byte(bytes, at + 2);
            to[1] = (unsigned char)byte(bytes, at + 1);
            to[2] = (unsigned char)byte(bytes, at);
        }
    }
    *width = b.width;
    *height = b.height;
    return out;
}
