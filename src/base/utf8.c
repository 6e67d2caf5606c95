/* utf8: code points in bytes (RFC 3629). SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <string.h>

static const uint64_t EACH_HIGH = 0x8080808080808080u;   /* the highest bit of each byte */

/* What a lead byte promises: how many bytes follow, and the smallest and largest second byte (Unicode, table 3-7). */
static int
following(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (lead < 0xC2 || lead > 0xF4)
        return -1;
    if (lead < 0xE0)
        return 1;
    if (lead < 0xF0) {
        *low = lead == 0xE0 ? 0xA0 : 0x80;
        *high = lead == 0xED ? 0x9F : 0xBF;
        return 2;
    }
    *low = lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xF4 ? 0x8F : 0xBF;
    return 3;
}

static uint32_t
next(struct str s, size_t *i, bool *bad)
{
    const unsigned char *at = (const unsigned char *)s.at;
    unsigned char lead = at[(*i)++], low, high;
    uint32_t code;
    int n;

    *bad = false;
    if (lead < 0x80)
        return lead;
    n = following(lead, &low, &high);
    if (n < 0)
        goto out;
    code = lead & (0x3Fu >> n);
    for (; n > 0; n--, low = 0x80, high = 0xBF) {
        if (*i >= s.len || at[*i] < low || at[*i] > high)
            goto out;
        code = code << 6 | (at[(*i)++] & 0x3Fu);
    }
    return code;
out:
    *bad = true;
    return UTF8_REPLACEMENT;
}

uint32_t
utf8_next_long(struct str s, size_t *i)
{
    bool bad;

    return next(s, i, &bad);
}

/* Eight bytes at a time: a byte above 0x7F, or below ' ', sets the highest bit of its place. */
size_t
utf8_plain_run(struct str s, size_t i)
{
    static const uint64_t blanks = 0x2020202020202020u;
    uint64_t word;

    for (; i + sizeof word <= s.len; i += sizeof word) {
        memcpy(&word, s.at + i, sizeof word);
        if ((word | (word - blanks)) & EACH_HIGH)
            break;
    }
    while (i < s.len && s.at[i] >= ' ')
        i++;
    return i;
}

/* Are all of 64 bytes ASCII? */
static bool
is_ascii(const char *at)
{
    uint64_t words[8], any = 0;

    memcpy(words, at, sizeof words);
    for (size_t i = 0; i < 8; i++)
        any |= words[i];
    return (any & EACH_HIGH) == 0;
}

size_t
utf8_valid_length(struct str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t start;
        uint64_t word;
        bool bad = false;
        while (i + 64 <= s.len && is_ascii(s.at + i))
            i += 64;
        while (i + sizeof word <= s.len && (memcpy(&word, s.at + i, sizeof word), (word & EACH_HIGH) == 0))
            i += sizeof word;
        for (start = i; i < s.len && (unsigned char)s.at[i] < 0x80; start = ++i)
            ;
        if (i < s.len)
            next(s, &i, &bad);
        if (bad)
            return start;
    }
    return s.len;
}

void
utf8_add(struct buf *b, uint32_t c)
{
    if (c < 0x80) {
        buf_addc(b, (char)c);
    } else if (c < 0x800) {
        buf_addc(b, (char)(0xC0 | c >> 6));
        buf_addc(b, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        buf_addc(b, (char)(0xE0 | c >> 12));
        buf_addc(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_addc(b, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_addc(b, (char)(0xF0 | c >> 18));
        buf_addc(b, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_addc(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_addc(b, (char)(0x80 | (c & 0x3F)));
    }
}

size_t
utf8_count(struct str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; n++)
        utf8_next(s, &i);
    return n;
}

size_t
utf8_floor(struct str s, size_t i)
{
    if (i >= s.len)
        return s.len;
    while (i > 0 && ((unsigned char)s.at[i] & 0xC0) == 0x80)
        i--;
    return i;
}

bool
utf8_is_xml(uint32_t c)
{
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
}
