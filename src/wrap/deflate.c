/* deflate: compressed bytes for zip entries, with libdeflate. SPDX-License-Identifier: MIT */
#include "wrap/deflate.h"

#include "base/mem.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EFFORTS = DEFLATE_SMALL + 1 };
enum { LARGEST_ROOM = 1 << 20 };

static const int levels[EFFORTS] = { [DEFLATE_FAST] = 1, [DEFLATE_SMALL] = 12 };

struct deflater {
    struct libdeflate_compressor *compressors[EFFORTS];     /* made when they are needed */
    char *room; size_t nroom;   /* where it writes: what is given back is a copy of the right size */
};

static struct libdeflate_compressor *
compressor_new(int level)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);

    if (!c) {
        fputs("sheaf: out of memory\n", stderr);
        exit(3);
    }
    return c;
}

struct deflater *
deflater_new(void)
{
    return mem_zalloc(sizeof(struct deflater));
}

void
deflater_free(struct deflater *d)
{
    if (!d)
        return;
    for (int i = 0; i < EFFORTS; i++)
        if (d->compressors[i])
            libdeflate_free_compressor(d->compressors[i]);
    free(d->room);
    free(d);
}

static void
make_room(struct deflater *d, size_t n)
{
    if (n <= d->nroom)
        return;
    free(d->room);
    d->nroom = n < LARGEST_ROOM / 2 ? n + n / 2 : n;
    d->room = mem_alloc(d->nroom);
    mem_touch(d->room, d->nroom / 4);       /* what most texts come to */
}

/* What is larger than articles are leaves no room behind: the package file of ten thousand has megabytes. */
static void
give_room_back(struct deflater *d)
{
    if (d->nroom <= LARGEST_ROOM)
        return;
    free(d->room);
    d->room = NULL;
    d->nroom = 0;
}

struct deflated
deflate_bytes(struct deflater *d, enum deflate_effort effort, struct str bytes)
{
    struct deflated result = { .original = bytes.len, .crc = deflate_crc(bytes) };

    if (!d->compressors[effort])
        d->compressors[effort] = compressor_new(levels[effort]);
    /* Given one byte less than the original, libdeflate answers 0 when it cannot make it smaller. */
    if (bytes.len > 1) {
        make_room(d, bytes.len);
        result.len = libdeflate_deflate_compress(d->compressors[effort], bytes.at, bytes.len, d->room, bytes.len - 1);
    }
    if (result.len > 0) {
        result.at = mem_alloc(result.len);
        mem_touch(result.at, result.len);
        memcpy(result.at, d->room, result.len);
    }
    give_room_back(d);
    return result.len > 0 ? result : deflate_store(bytes);
}

struct deflated
deflate_store(struct str bytes)
{
    struct deflated result = { .len = bytes.len, .original = bytes.len, .crc = deflate_crc(bytes), .is_stored = 1 };

    result.at = mem_alloc(bytes.len + 1);   /* never NULL, for an empty entry too */
    if (bytes.len > 0)
        memcpy(result.at, bytes.at, bytes.len);
    return result;
}

void
deflated_release(struct deflated *data)
{
    free(data->at);
    *data = (struct deflated){ 0 };
}

void
deflated_move(struct deflated *data, int fd, uint64_t offset)
{
    free(data->at);
    data->at = NULL;
    data->fd = fd;
    data->offset = offset;
}

uint32_t
deflate_crc(struct str bytes)
{
    return libdeflate_crc32(0, bytes.len > 0 ? bytes.at : "", bytes.len);
}
