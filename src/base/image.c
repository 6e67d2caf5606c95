/* image: what a picture file is, by its first bytes. SPDX-License-Identifier: MIT
 *
 * One reader for each signature; each fills width and height and says whether the headers hold together. Byte layouts:
 * JPEG ITU-T T.81 Annex B, PNG third edition, GIF89a, WebP (RFC 9649), HEIF ISO/IEC 23008-12, TIFF 6.0. */
#include "base/image.h"

#include "base/image_meta.h"
#include "base/image_svg.h"

#include <string.h>

static uint32_t
byte(struct str s, size_t i)
{
    return i < s.len ? (unsigned char)s.at[i] : 0;
}

static uint32_t le16(struct str s, size_t i) { return byte(s, i) | byte(s, i + 1) << 8; }
static uint32_t le24(struct str s, size_t i) { return le16(s, i) | byte(s, i + 2) << 16; }
static uint32_t le32(struct str s, size_t i) { return le16(s, i) | le16(s, i + 2) << 16; }
static uint32_t be16(struct str s, size_t i) { return byte(s, i) << 8 | byte(s, i + 1); }
static uint32_t be32(struct str s, size_t i) { return be16(s, i) << 16 | be16(s, i + 2); }

static bool
has(struct str s, size_t i, const char *bytes, size_t n)
{
    return i <= s.len && n <= s.len - i && memcmp(s.at + i, bytes, n) == 0;
}

/* True if both sides are there: what a reader gives as "not damaged". */
static bool
set_size(struct image_info *info, uint32_t width, uint32_t height)
{
    info->width = width;
    info->height = height;
    return width > 0 && height > 0;
}

/* Baseline, extended and progressive frames (SOF0 to SOF2); what else the standard has no browser shows. */
static bool
is_frame_header(uint32_t marker)
{
    return marker >= 0xC0 && marker <= 0xC2;
}

/* SOF3 to SOF15, but not DHT (C4), JPG (C8) and DAC (CC). */
static bool
is_other_frame_header(uint32_t marker)
{
    return marker > 0xC2 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* A colour profile's first part holds its header, with a signature at byte 36 (ICC.1, 7.2.9); without it some decoders, and with
 * them epubcheck, refuse the whole picture. */
static bool
is_broken_profile(struct str s, size_t i, uint32_t length)
{
    return has(s, i, "\xFF\xE2", 2) && has(s, i + 4, "ICC_PROFILE\0\1", 13)
        && (length < 16 + 128 || !has(s, i + 18 + 36, "acsp", 4));
}

/* From segment to segment up to the first scan. Decoders skip what stands between segments, and so must we. */
static bool
read_jpeg(struct str s, struct image_info *info)
{
    for (size_t i = 2; i + 3 < s.len;) {
        uint32_t marker = byte(s, i + 1), length = be16(s, i + 2);
        if (byte(s, i) != 0xFF || marker == 0xFF || marker == 0) {
            i++;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            i += 2;                             /* a marker without a segment */
            continue;
        }
        if (marker == 0xDA) {
            info->cut_off = str_find(s, STR("\xFF\xD9"), i) == STR_NPOS;
            return info->width > 0 && info->height > 0;
        }
        if (marker == 0xD9 || length < 2 || is_other_frame_header(marker) || is_broken_profile(s, i, length))
            return false;
        if (is_frame_header(marker) && (length < 8 || !set_size(info, be16(s, i + 7), be16(s, i + 5))))
            return false;
        if (is_frame_header(marker)) {
            info->depth = (uint8_t)byte(s, i + 4);
            info->is_cmyk = byte(s, i + 9) == 4;
        }
        image_meta_jpeg(str_sub(s, i, i + 2 + length), info);
        i += 2 + length;
    }
    return false;
}

static uint32_t
crc32_of(struct str s)
{
    uint32_t crc = 0xFFFFFFFF;

    for (size_t i = 0; i < s.len; i++) {
        crc ^= byte(s, i);
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

/* The chunks up to the image data: is it there, and does an animation control chunk come before it? */
static bool
has_image_data(struct str s, bool *animated)
{
    for (size_t i = 8; i < s.len && s.len - i >= 12;) {
        uint32_t length = be32(s, i);
        if (has(s, i + 4, "acTL", 4))
            *animated = be32(s, i + 8) > 1;
        if (has(s, i + 4, "IDAT", 4))
            return true;
        if (length > s.len - i - 12)
            return false;
        i += (size_t)length + 12;
    }
    return false;
}

/* The bit depths that each colour type may have, as a set of bits. */
static bool
has_valid_colors(struct str s)
{
    static const uint32_t depths[] = { [0] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8 | 1u << 16, [2] = 1u << 8 | 1u << 16,
        [3] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8, [4] = 1u << 8 | 1u << 16, [6] = 1u << 8 | 1u << 16 };
    uint32_t depth = byte(s, 24), type = byte(s, 25);

    return type < sizeof depths / sizeof *depths && depth <= 16 && (depths[type] >> depth & 1);
}

static bool
read_png(struct str s, struct image_info *info)
{
    if (s.len < 45 || be32(s, 8) != 13 || !has(s, 12, "IHDR", 4) || crc32_of(str_sub(s, 12, 29)) != be32(s, 29))
        return false;
    info->depth = (uint8_t)byte(s, 24);
    info->is_palette = byte(s, 25) == 3;
    info->has_alpha = (byte(s, 25) & 4) != 0;
    image_meta_png(s, info);
    return set_size(info, be32(s, 16), be32(s, 20)) && info->width <= INT32_MAX && info->height <= INT32_MAX
        && has_valid_colors(s) && has_image_data(s, &info->animated);
}

/* The byte after a chain of data sub-blocks. */
static size_t
skip_sub_blocks(struct str s, size_t i)
{
    while (i < s.len && byte(s, i) != 0)
        i += byte(s, i) + 1;
    return i + 1;
}

static size_t
color_table_size(uint32_t flags)
{
    return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

static bool
read_gif(struct str s, struct image_info *info)
{
    size_t i = 13 + color_table_size(byte(s, 10));
    unsigned frames = 0;

    while (i < s.len && frames < 2 && byte(s, i) != ';') {
        if (byte(s, i) == '!') {
            info->has_alpha = info->has_alpha || (byte(s, i + 1) == 0xF9 && (byte(s, i + 3) & 1));
            i = skip_sub_blocks(s, i + 2);
        } else if (byte(s, i) == ',') {
            frames++;
            i = skip_sub_blocks(s, i + 10 + color_table_size(byte(s, i + 9)) + 1);
        } else {
            break;
        }
    }
    info->animated = frames > 1;
    info->is_palette = true;
    return set_size(info, le16(s, 6), le16(s, 8)) && frames > 0;
}

static bool
read_webp(struct str s, struct image_info *info)
{
    info->is_lossless = str_find(str_sub(s, 12, 65536), STR("VP8L"), 0) != STR_NPOS;
    if (has(s, 12, "VP8X", 4)) {
        info->animated = (byte(s, 20) & 2) != 0;
        info->has_alpha = (byte(s, 20) & 16) != 0;
        image_meta_webp(s, info);
        return s.len >= 30 && set_size(info, le24(s, 24) + 1, le24(s, 27) + 1);
    }
    if (has(s, 12, "VP8L", 4)) {
        uint32_t bits = le32(s, 21);
        info->has_alpha = (bits >> 28 & 1) != 0;
        return s.len >= 25 && byte(s, 20) == 0x2F && set_size(info, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
    }
    return has(s, 12, "VP8 ", 4) && has(s, 23, "\x9D\x01\x2A", 3) && s.len >= 30
        && set_size(info, le16(s, 26) & 0x3FFF, le16(s, 28) & 0x3FFF);
}

/* Image spatial extents: size, "ispe", version and flags, width, height. The first one is near the beginning; it may be that of a
 * tile, so the size is a hint only. Transparency is a picture of its own (ISO/IEC 23008-12, 6.6.2.1.1). */
static bool
read_heif(struct str s, struct image_info *info)
{
    struct str head = str_sub(s, 0, 65536);
    ptrdiff_t at = str_find(head, STR("ispe"), 0);

    info->has_alpha = str_find(head, STR("auxid:1"), 0) != STR_NPOS || str_find(head, STR(":auxiliary:alpha"), 0) != STR_NPOS;
    return at != STR_NPOS && s.len - (size_t)at >= 16 && set_size(info, be32(s, (size_t)at + 8), be32(s, (size_t)at + 12));
}

static bool
read_tiff(struct str s, struct image_info *info)
{
    uint32_t photometric = image_tiff_field(s, 262, 2);

    info->orientation = image_tiff_orientation(s);
    info->is_palette = photometric == 0 || photometric == 1 || photometric == 3;
    info->has_alpha = image_tiff_field(s, 338, 0) != 0 || image_tiff_field(s, 277, 1) == 2;
    return set_size(info, image_tiff_field(s, 256, 0), image_tiff_field(s, 257, 0));
}

static bool
read_bmp(struct str s, struct image_info *info)
{
    uint32_t height = le32(s, 22);

    info->is_palette = le16(s, le32(s, 14) == 12 ? 24 : 28) <= 8;
    if (le32(s, 14) == 12)
        return s.len >= 26 && set_size(info, le16(s, 18), le16(s, 20));
    return s.len >= 26 && le32(s, 14) >= 40 && set_size(info, le32(s, 18), height > INT32_MAX ? 0 - height : height);
}

static bool
read_svg(struct str s, struct image_info *info)
{
    return image_svg_size(s, &info->width, &info->height);
}

static const struct {
    enum image_type type;
    size_t at, len;
    const char *bytes;
    bool (*read)(struct str, struct image_info *);
} signatures[] = {
    { IMAGE_JPEG, 0, 3, "\xFF\xD8\xFF",              read_jpeg },
    { IMAGE_PNG,  0, 8, "\x89PNG\r\n\x1A\n",         read_png },
    { IMAGE_GIF,  0, 6, "GIF87a",                    read_gif },
    { IMAGE_GIF,  0, 6, "GIF89a",                    read_gif },
    { IMAGE_WEBP, 8, 4, "WEBP",                      read_webp },
    { IMAGE_TIFF, 0, 4, "II*\0",                     read_tiff },
    { IMAGE_TIFF, 0, 4, "MM\0*",                     read_tiff },
    { IMAGE_AVIF, 4, 8, "ftypavif",                  read_heif },
    { IMAGE_AVIF, 4, 8, "ftypavis",                  read_heif },
    { IMAGE_HEIC, 4, 8, "ftypheic",                  read_heif },
    { IMAGE_HEIC, 4, 8, "ftypheix",                  read_heif },
    { IMAGE_HEIC, 4, 8, "ftyphevc",                  read_heif },
    { IMAGE_HEIC, 4, 8, "ftyphevx",                  read_heif },
    { IMAGE_HEIC, 4, 8, "ftypmif1",                  read_heif },
    { IMAGE_HEIC, 4, 8, "ftypmsf1",                  read_heif },
    { IMAGE_BMP,  0, 2, "BM",                        read_bmp },
};

/* A file of the general brand mif1 names what it really is among its compatible brands. */
static enum image_type
heif_type(struct str s, enum image_type type)
{
    size_t end = be32(s, 0) < s.len ? be32(s, 0) : s.len;

    for (size_t i = 16; type == IMAGE_HEIC && i + 4 <= end; i += 4)
        if (has(s, i, "avif", 4))
            return IMAGE_AVIF;
    return type;
}

struct image_info
image_inspect(struct str bytes)
{
    struct image_info info = { .type = IMAGE_UNKNOWN };

    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        if (!has(bytes, signatures[i].at, signatures[i].bytes, signatures[i].len))
            continue;
        info.type = heif_type(bytes, signatures[i].type);
        info.damaged = !signatures[i].read(bytes, &info);
        return info;
    }
    if (image_is_svg(bytes)) {
        info.type = IMAGE_SVG;
        info.damaged = !read_svg(bytes, &info);
    }
    return info;
}

static const struct {
    const char *media_type, *extension;
} types[IMAGE_TYPES] = {
    [IMAGE_UNKNOWN] = { "application/octet-stream", "bin" },
    [IMAGE_JPEG] = { "image/jpeg", "jpg" },
    [IMAGE_PNG] = { "image/png", "png" },
    [IMAGE_GIF] = { "image/gif", "gif" },
    [IMAGE_SVG] = { "image/svg+xml", "svg" },
    [IMAGE_WEBP] = { "image/webp", "webp" },
    [IMAGE_AVIF] = { "image/avif", "avif" },
    [IMAGE_HEIC] = { "image/heic", "heic" },
    [IMAGE_TIFF] = { "image/tiff", "tiff" },
    [IMAGE_BMP] = { "image/bmp", "bmp" },
};

const char *
image_media_type(enum image_type type)
{
    return types[type].media_type;
}

const char *
image_extension(enum image_type type)
{
    return types[type].extension;
}

bool
image_is_core(enum image_type type)
{
    return type == IMAGE_JPEG || type == IMAGE_PNG || type == IMAGE_GIF || type == IMAGE_SVG;
}
