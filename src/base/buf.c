/* buf: text that grows. SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include "base/format.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t DEFAULT_CAP = (size_t)1 << 30;
enum { LARGE = 1 << 20 };       /* a larger buffer grows by a quarter: it is not copied, but what it has too much is memory */

void
buf_init(struct buf *b)
{
    *b = (struct buf){ 0 };
}

void
buf_release(struct buf *b)
{
    free(b->at);
    buf_init(b);
}

void
buf_clear(struct buf *b)
{
    b->len = 0;
    b->failed = false;
    if (b->at)
        b->at[0] = '\0';
}

/* To NEEDED bytes or more. */
static void
grow(struct buf *b, size_t needed)
{
    size_t room = b->room < LARGE ? b->room * 2 : b->room / 4 * 5;

    b->room = room > needed ? room : needed + 63;
    b->at = mem_realloc(b->at, b->room);
    mem_touch(b->at + b->len, b->room - b->len);
}

/* Makes room for N more bytes and the NUL; false when the cap forbids it. */
static bool
reserve(struct buf *b, size_t n)
{
    size_t cap = b->cap ? b->cap : DEFAULT_CAP;

    if (b->failed || n > cap - b->len) {
        b->failed = true;
        return false;
    }
    if (b->len + n + 1 > b->room)
        grow(b, b->len + n + 1);
    return true;
}

void
buf_reserve(struct buf *b, size_t n)
{
    if (n < (b->cap ? b->cap : DEFAULT_CAP) - b->len && b->len + n + 1 > b->room) {
        b->room = b->len + n + 1;
        b->at = mem_realloc(b->at, b->room);
        mem_touch(b->at + b->len, b->room - b->len);
        b->at[b->len] = '\0';
    }
}

void
buf_add_slowly(struct buf *b, struct str s)
{
    if (!reserve(b, s.len))
        return;
    if (s.len)
        memcpy(b->at + b->len, s.at, s.len);
    b->len += s.len;
    b->at[b->len] = '\0';
}

void
buf_addc_slowly(struct buf *b, char c)
{
    if (!reserve(b, 1))
        return;
    b->at[b->len++] = c;
    b->at[b->len] = '\0';
}

char *
buf_extend_slowly(struct buf *b, size_t n)
{
    char *at;

    if (!reserve(b, n))
        return NULL;
    at = b->at + b->len;
    b->len += n;
    b->at[b->len] = '\0';
    return at;
}

void
buf_addf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    bool only_texts;
    ptrdiff_t n;

    va_start(args, format);
    n = format_texts(NULL, format, args);
    va_end(args);
    only_texts = n >= 0;
    va_start(args, format);
    va_copy(again, args);
    if (!only_texts)
        n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n >= 0 && reserve(b, (size_t)n)) {
        if (only_texts)
            format_texts(b->at + b->len, format, again);
        else
            vsnprintf(b->at + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
        b->at[b->len] = '\0';
    }
    va_end(again);
}

bool
buf_failed(const struct buf *b)
{
    return b->failed;
}

struct str
buf_str(const struct buf *b)
{
    return b->at ? (struct str){ b->at, b->len } : STR("");
}

struct str
buf_take(struct buf *b, struct arena *a)
{
    struct str copy = arena_str(a, buf_str(b));

    buf_clear(b);
    return copy;
}
