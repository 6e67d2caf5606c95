/* width: how much room text takes on a terminal. SPDX-License-Identifier: MIT */
#include "base/width.h"

#include "base/utf8.h"

#include <string.h>

struct range {
    uint32_t first, last;
    int width;
};

/* The ranges that matter of UAX #11 (wide) and of the general categories Mn, Me, Cf (none); ascending. */
static const struct range ranges[] = {
    { 0x0300, 0x036F, 0 }, { 0x0483, 0x0489, 0 }, { 0x0591, 0x05BD, 0 }, { 0x05BF, 0x05C7, 0 }, { 0x0610, 0x061A, 0 },
    { 0x064B, 0x065F, 0 }, { 0x0670, 0x0670, 0 }, { 0x06D6, 0x06DC, 0 }, { 0x06DF, 0x06E4, 0 }, { 0x093C, 0x093C, 0 },
    { 0x0941, 0x0948, 0 }, { 0x094D, 0x094D, 0 }, { 0x0E31, 0x0E31, 0 }, { 0x0E34, 0x0E3A, 0 }, { 0x0E47, 0x0E4E, 0 },
    { 0x1100, 0x115F, 2 }, { 0x1AB0, 0x1AFF, 0 }, { 0x1DC0, 0x1DFF, 0 }, { 0x200B, 0x200F, 0 }, { 0x202A, 0x202E, 0 },
    { 0x2060, 0x2064, 0 }, { 0x20D0, 0x20FF, 0 }, { 0x2E80, 0x303E, 2 }, { 0x3041, 0x4DBF, 2 }, { 0x4E00, 0xA4CF, 2 },
    { 0xA960, 0xA97F, 2 }, { 0xAC00, 0xD7A3, 2 }, { 0xF900, 0xFAFF, 2 }, { 0xFE00, 0xFE0F, 0 }, { 0xFE20, 0xFE2F, 0 },
    { 0xFE30, 0xFE6F, 2 }, { 0xFEFF, 0xFEFF, 0 }, { 0xFF00, 0xFF60, 2 }, { 0xFFE0, 0xFFE6, 2 }, { 0x1F300, 0x1F64F, 2 },
    { 0x1F680, 0x1F6FF, 2 }, { 0x1F900, 0x1F9FF, 2 }, { 0x20000, 0x3FFFD, 2 }, { 0xE0100, 0xE01EF, 0 },
};

int
width_of_char(uint32_t code)
{
    size_t from = 0, to = sizeof ranges / sizeof *ranges;

    while (from < to) {
        size_t middle = (from + to) / 2;
        if (code > ranges[middle].last)
            from = middle + 1;
        else if (code < ranges[middle].first)
            to = middle;
        else
            return ranges[middle].width;
    }
    return 1;
}

size_t
width_of(struct str text)
{
    size_t width = 0;

    for (size_t i = 0; i < text.len;) {
        size_t end = utf8_plain_run(text, i);
        width += end - i;
        i = end;
        if (i < text.len)
            width += (size_t)width_of_char(utf8_next(text, &i));
    }
    return width;
}

static size_t
least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The place of the first byte at or after I that does not stand for one column as it is. */
static size_t
printable_run(struct str text, size_t i)
{
    size_t end = utf8_plain_run(text, i);
    const char *delete = end > i ? memchr(text.at + i, 0x7F, end - i) : NULL;

    return delete ? (size_t)(delete - text.at) : end;
}

/* As much of TEXT as has room in so many columns: how many it takes. */
static size_t
add_cut(struct buf *out, struct str text, size_t room)
{
    size_t width = 0;

    for (size_t i = 0; i < text.len;) {
        size_t n = least_of(printable_run(text, i) - i, room - width), columns;
        uint32_t code;
        buf_add(out, str_sub(text, i, i + n));
        width += n;
        i += n;
        if (i == text.len)
            break;
        code = utf8_next(text, &i);
        columns = (size_t)width_of_char(code);
        if (width + columns > room)
            break;
        utf8_add(out, code < ' ' || (code >= 0x7F && code < 0xA0) ? UTF8_REPLACEMENT : code);
        width += columns;
    }
    return width;
}

static void
add_blanks(struct buf *out, size_t n)
{
    const struct str blanks = STR("                                                                ");

    for (; n > blanks.len; n -= blanks.len)
        buf_add(out, blanks);
    buf_add(out, str_sub(blanks, 0, n));
}

void
width_add(struct buf *out, struct str text, size_t least, size_t most)
{
    bool cut = most && text.len > most && width_of(text) > most;      /* no character has more columns than bytes */
    size_t width = add_cut(out, text, cut ? most - 1 : SIZE_MAX);

    if (cut) {
        utf8_add(out, 0x2026);
        width++;
    }
    if (width < least)
        add_blanks(out, least - width);
}
