/* zipdir: where the entries of a zip lie (APPNOTE 4.3). SPDX-License-Identifier: MIT */
#include "base/zipdir.h"

#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const uint32_t RECORD_SIGN = 0x02014b50, END_SIGN = 0x06054b50;

static uint32_t
number(const char *at, int bytes)
{
    uint32_t n = 0;

    for (int i = bytes; i-- > 0;)
        n = n << 8 | (unsigned char)at[i];
    return n;
}

static bool
read_at(int fd, char *at, size_t n, uint64_t offset)
{
    while (n > 0) {
        ssize_t got = pread(fd, at, n, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        offset += (uint64_t)got;
        n -= (size_t)got;
    }
    return true;
}

/* The entry at AT of the directory. False if it is of another form. */
static bool
take_entry(const char *at, size_t left, struct zip_entry *e)
{
    uint32_t method;

    if (left < ZIPDIR_RECORD || number(at, 4) != RECORD_SIGN)
        return false;
    method = number(at + 10, 2);
    *e = (struct zip_entry){ .name = { at + ZIPDIR_RECORD, number(at + 28, 2) },
        .record = { at, ZIPDIR_RECORD + number(at + 28, 2) }, .header = number(at + 42, 4),
        .stored = number(at + 20, 4), .original = number(at + 24, 4), .crc = number(at + 16, 4), .time = number(at + 12, 4),
        .is_stored = method == 0 };
    e->offset = e->header + ZIPDIR_LOCAL + e->name.len;
    return (method == 0 || method == 8) && (number(at + 8, 2) & 0x09) == 0 && number(at + 30, 4) == 0
        && e->name.len <= left - ZIPDIR_RECORD;
}

struct range { uint64_t from, to; };    /* of an entry, in the file */

static int
by_place(const void *a, const void *b)
{
    const struct range *x = a, *y = b;

    return (x->from > y->from) - (x->from < y->from);
}

/* Do the entries lie side by side, from the beginning to END? */
static bool
are_side_by_side(const struct zip_entry *entries, size_t n, uint64_t end)
{
    struct range *ranges = mem_alloc(n * sizeof *ranges);
    uint64_t at = 0;
    size_t i;

    for (i = 0; i < n; i++)
        ranges[i] = (struct range){ entries[i].header, entries[i].offset + entries[i].stored };
    qsort(ranges, n, sizeof *ranges, by_place);
    for (i = 0; i < n && ranges[i].from == at; i++)
        at = ranges[i].to;
    free(ranges);
    return i == n && at == end;
}

int
zipdir_read(struct arena *mem, int fd, uint64_t size, struct zip_entry **entries, size_t *n)
{
    char end[ZIPDIR_END];
    uint64_t start;
    size_t length, at = 0, count;
    char *bytes;

    if (size < ZIPDIR_END || size > UINT32_MAX || !read_at(fd, end, ZIPDIR_END, size - ZIPDIR_END) || number(end, 4) != END_SIGN)
        return -1;
    count = number(end + 10, 2);
    length = number(end + 12, 4);
    start = number(end + 16, 4);
    if (start + length + ZIPDIR_END != size || count > length / ZIPDIR_RECORD)
        return -1;
    bytes = arena_alloc(mem, length + 1);
    *entries = arena_alloc(mem, (count + 1) * sizeof **entries);
    if (!read_at(fd, bytes, length, start))
        return -1;
    for (*n = 0; *n < count; ++*n) {
        struct zip_entry *e = &(*entries)[*n];
        if (!take_entry(bytes + at, length - at, e))
            return -1;
        at += ZIPDIR_RECORD + e->name.len;
    }
    return at == length && are_side_by_side(*entries, count, start) ? 0 : -1;
}

void
zipdir_put(char *at, uint64_t n, size_t size)
{
    for (size_t i = 0; i < size; i++, n >>= 8)
        at[i] = (char)(n & 0xFF);
}

void
zipdir_end(char end[ZIPDIR_END], size_t n, uint64_t length, uint64_t place)
{
    memset(end, 0, ZIPDIR_END);
    zipdir_put(end, END_SIGN, 4);
    zipdir_put(end + 8, n, 2);
    zipdir_put(end + 10, n, 2);
    zipdir_put(end + 12, length, 4);
    zipdir_put(end + 16, place, 4);
}
