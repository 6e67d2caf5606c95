/* bytes: numbers and texts in a row of bytes. SPDX-License-Identifier: MIT */
#include "base/bytes.h"

struct bytes
bytes_of(struct str s)
{
    return (struct bytes){ s.at, s.at ? s.at + s.len : NULL, false };
}

bool
bytes_failed(const struct bytes *b)
{
    return b->failed;
}

bool
bytes_done(const struct bytes *b)
{
    return !b->failed && b->at == b->end;
}

static size_t
left(const struct bytes *b)
{
    return (size_t)(b->end - b->at);
}

uint64_t
bytes_uint(struct bytes *b)
{
    uint64_t n = 0;

    for (unsigned shift = 0; shift < 64 && b->at < b->end; shift += 7) {
        unsigned char c = (unsigned char)*b->at++;
        n |= (uint64_t)(c & 0x7F) << shift;
        if (c < 0x80)
            return n;
    }
    b->failed = true;
    return 0;
}

/* The sign is the lowest bit: small numbers of either sign are short. */
int64_t
bytes_int(struct bytes *b)
{
    uint64_t n = bytes_uint(b);

    return (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
}

struct str
bytes_raw(struct bytes *b, size_t n)
{
    struct str s = { b->at, n };

    if (b->failed || n > left(b)) {
        b->failed = true;
        return STR_NONE;
    }
    if (n > 0)
        b->at += n;
    return s;
}

struct str
bytes_str(struct bytes *b)
{
    uint64_t n = bytes_uint(b);
    struct str s;

    if (b->failed || n == 0 || n > left(b)) {
        b->failed |= n > 0;
        return STR_NONE;
    }
    s = bytes_raw(b, n);            /* N - 1 bytes and the NUL */
    if (s.at && s.at[s.len - 1] != '\0')
        b->failed = true;
    return b->failed ? STR_NONE : (struct str){ s.at, s.len - 1 };
}

size_t
bytes_count(struct bytes *b, size_t size)
{
    uint64_t n = bytes_uint(b);

    if (n <= left(b) / (size ? size : 1))
        return (size_t)n;
    b->failed = true;
    return 0;
}

void
bytes_put_uint(struct buf *out, uint64_t n)
{
    char group[10];
    size_t len = 0;

    if (n < 0x80) {
        buf_addc(out, (char)n);
        return;
    }
    while (n >= 0x80) {
        group[len++] = (char)(n | 0x80);
        n >>= 7;
    }
    group[len++] = (char)n;
    buf_add(out, (struct str){ group, len });
}

void
bytes_put_int(struct buf *out, int64_t n)
{
    bytes_put_uint(out, (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0));
}

void
bytes_put_str(struct buf *out, struct str s)
{
    bytes_put_uint(out, s.at ? (uint64_t)s.len + 1 : 0);
    if (!s.at)
        return;
    buf_add(out, s);
    buf_addc(out, '\0');
}

void
bytes_put_raw(struct buf *out, const void *at, size_t n)
{
    buf_add(out, (struct str){ at, n });
}
