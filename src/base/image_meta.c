/* image_meta: what a picture says of itself beside its pixels. SPDX-License-Identifier: MIT */
#include "base/image_meta.h"

#include <string.h>

static uint32_t
byte(struct str s, size_t i)
{
    return i < s.len ? (unsigned char)s.at[i] : 0;
}

static uint32_t be16(struct str s, size_t i) { return byte(s, i) << 8 | byte(s, i + 1); }
static uint32_t be32(struct str s, size_t i) { return be16(s, i) << 16 | be16(s, i + 2); }
static uint32_t le16(struct str s, size_t i) { return byte(s, i) | byte(s, i + 1) << 8; }
static uint32_t le32(struct str s, size_t i) { return le16(s, i) | le16(s, i + 2) << 16; }

static bool
has(struct str s, size_t i, const char *bytes, size_t n)
{
    return i <= s.len && n <= s.len - i && memcmp(s.at + i, bytes, n) == 0;
}

/* ---- TIFF directories, also those of EXIF ---------------------------------------------------------------------------- */

uint32_t
image_tiff_field(struct str s, uint32_t tag, uint32_t missing)
{
    bool little = byte(s, 0) == 'I';
    size_t ifd = little ? le32(s, 4) : be32(s, 4);
    size_t n = little ? le16(s, ifd) : be16(s, ifd);

    for (size_t f = 0, i = ifd + 2; f < n && i + 12 <= s.len; f++, i += 12) {
        uint32_t type = little ? le16(s, i + 2) : be16(s, i + 2);
        if ((little ? le16(s, i) : be16(s, i)) != tag)
            continue;
        if (type == 3)
            return little ? le16(s, i + 8) : be16(s, i + 8);
        return little ? le32(s, i + 8) : be32(s, i + 8);
    }
    return missing;
}

uint8_t
image_tiff_orientation(struct str tiff)
{
    uint32_t n = has(tiff, 0, "II*\0", 4) || has(tiff, 0, "MM\0*", 4) ? image_tiff_field(tiff, 0x0112, 1) : 1;

    return n >= 2 && n <= 8 ? (uint8_t)n : 0;
}

/* ---- JPEG ------------------------------------------------------------------------------------------------------------- */

/* The description of a profile says what it is; sRGB has many makers and one name. "c2" is a small one that says only that. */
static bool
is_srgb(struct str profile)
{
    return str_find(profile, STR("sRGB"), 0) != STR_NPOS || str_find(profile, STR("s\0R\0G\0B"), 0) != STR_NPOS
        || str_find(profile, STR("IEC61966"), 0) != STR_NPOS || str_find(profile, STR("\0c\0" "2\0"), 0) != STR_NPOS;
}

static bool
is_grey(struct str profile)
{
    return has(profile, 16, "GRAY", 4);
}

/* Application data other than JFIF's, Adobe's note on colours and profiles, and comments. */
bool
image_meta_is_private_segment(struct str s)
{
    uint32_t marker = byte(s, 1);

    if (marker == 0xFE)
        return true;
    if (marker < 0xE0 || marker > 0xEF)
        return false;
    return marker != 0xE0 && marker != 0xEE && !(marker == 0xE2 && has(s, 4, "ICC_PROFILE\0", 12));
}

void
image_meta_jpeg(struct str s, struct image_info *info)
{
    if (image_meta_is_private_segment(s))
        info->has_metadata = true;
    if (has(s, 0, "\xFF\xE1", 2) && has(s, 4, "Exif\0\0", 6))
        info->orientation = image_tiff_orientation(str_from(s, 10));
    if (has(s, 0, "\xFF\xE2", 2) && has(s, 4, "ICC_PROFILE\0\1", 13)) {
        struct str profile = str_from(s, 18);
        info->has_profile = !is_srgb(profile) && !is_grey(profile);
    }
}

/* ---- PNG and WebP ----------------------------------------------------------------------------------------------------- */

bool
image_meta_is_private_chunk(struct str c)
{
    return has(c, 4, "eXIf", 4) || has(c, 4, "tEXt", 4) || has(c, 4, "zTXt", 4) || has(c, 4, "iTXt", 4) || has(c, 4, "tIME", 4);
}

/* A name of the program that made it harms nobody; EXIF and XMP tell where and when. */
static bool
tells_more(struct str c)
{
    return has(c, 4, "eXIf", 4) || (image_meta_is_private_chunk(c)
        && (has(c, 8, "XML:com.adobe.xmp", 17) || has(c, 8, "Raw profile type", 16)));
}

void
image_meta_png(struct str s, struct image_info *info)
{
    for (size_t i = 8; i < s.len && s.len - i >= 12;) {
        uint32_t length = be32(s, i);
        struct str chunk = str_sub(s, i, i + 12 + (size_t)length);
        if (has(chunk, 4, "eXIf", 4))
            info->orientation = image_tiff_orientation(str_from(chunk, 8));
        else if (has(chunk, 4, "tRNS", 4))
            info->has_alpha = true;
        else if (has(chunk, 4, "iCCP", 4))      /* compressed, but for its name */
            info->has_profile = str_find(str_sub(chunk, 8, 88), STR("sRGB"), 0) == STR_NPOS;
        else if (has(chunk, 4, "IEND", 4))
            return;
        info->has_metadata = info->has_metadata || tells_more(chunk);
        if (length > s.len - i - 12)
            break;
        i += (size_t)length + 12;
    }
    info->cut_off = true;
}

void
image_meta_webp(struct str s, struct image_info *info)
{
    for (size_t i = 12; i < s.len && s.len - i >= 8;) {
        uint32_t length = le32(s, i + 4);
        struct str data = str_sub(s, i + 8, i + 8 + (size_t)length);
        if (has(s, i, "EXIF", 4))
            info->orientation = image_tiff_orientation(has(data, 0, "Exif\0\0", 6) ? str_from(data, 6) : data);
        if (length > s.len - i - 8)
            return;
        i += 8 + (size_t)length + (length & 1);
    }
}
