/* image_strip: a picture without what it says of people and places. SPDX-License-Identifier: MIT */
#include "base/image_strip.h"

#include "base/image_meta.h"

static unsigned
byte(struct str s, size_t i)
{
    return i < s.len ? (unsigned char)s.at[i] : 0;
}

/* The byte after the entropy-coded data that begins at I: there FF is followed by 00 or a restart marker (T.81, B.1.1.5). */
static size_t
past_scan(struct str s, size_t i)
{
    for (; i + 1 < s.len; i++)
        if (byte(s, i) == 0xFF && byte(s, i + 1) != 0 && byte(s, i + 1) != 0xFF && (byte(s, i + 1) & 0xF8) != 0xD0)
            return i;
    return s.len;
}

static void
strip_jpeg(struct buf *out, struct str s)
{
    buf_add(out, str_sub(s, 0, 2));
    for (size_t i = 2; i + 1 < s.len;) {
        unsigned marker = byte(s, i + 1);
        size_t end;
        if (byte(s, i) != 0xFF || marker == 0xFF || marker == 0) {
            i++;                                /* fill bytes and what decoders skip too */
            continue;
        }
        if (marker == 0xD9) {
            buf_add(out, str_sub(s, i, i + 2));
            return;
        }
        end = i + 2;
        if (marker != 0x01 && (marker < 0xD0 || marker > 0xD8))
            end += byte(s, i + 2) << 8 | byte(s, i + 3);
        if (marker == 0xDA)
            end = past_scan(s, end);
        if (!image_meta_is_private_segment(str_sub(s, i, end)))
            buf_add(out, str_sub(s, i, end));
        i = end;
    }
}

static void
strip_png(struct buf *out, struct str s)
{
    buf_add(out, str_sub(s, 0, 8));
    for (size_t i = 8; i < s.len && s.len - i >= 12;) {
        size_t length = (size_t)byte(s, i) << 24 | byte(s, i + 1) << 16 | byte(s, i + 2) << 8 | byte(s, i + 3);
        struct str chunk = str_sub(s, i, i + 12 + length);
        if (!image_meta_is_private_chunk(chunk))
            buf_add(out, chunk);
        if (str_eqc(str_sub(chunk, 4, 8), "IEND") || length > s.len - i - 12)
            return;
        i += length + 12;
    }
}

void
image_strip(struct buf *out, enum image_type type, struct str bytes)
{
    if (type == IMAGE_JPEG)
        strip_jpeg(out, bytes);
    else if (type == IMAGE_PNG)
        strip_png(out, bytes);
    else
        buf_add(out, bytes);
}
