/* deflate: compressed bytes for zip entries, with libdeflate. SPDX-License-Identifier: MIT */
#ifndef WRAP_DEFLATE_H
#define WRAP_DEFLATE_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

/* The bytes of one zip entry, ready to copy: in memory or in a file (spilled there, or of the last book). */
struct deflated {
    void    *at;                /* raw deflate data, or the bytes themselves; from the heap, free() it; NULL: they are in a file */
    size_t   len;               /* how many they are */
    size_t   original;          /* bytes before */
    uint32_t crc;               /* CRC-32 of the bytes before */
    int      is_stored;         /* not smaller when deflated: kept as they are */
    int      fd;                /* without AT: the file, open for reading; it belongs to somebody else */
    uint64_t offset;            /* where in it they begin */
};

/* One for each thread. */
struct deflater *deflater_new(void);
void deflater_free(struct deflater *);

/* DEFLATE_FAST takes half the time of zlib's usual level in libdeflate's hands, and makes texts 3 to 6 % larger than that;
 * DEFLATE_SMALL takes seven times as long, and makes them 2 % smaller. */
enum deflate_effort { DEFLATE_FAST, DEFLATE_SMALL };
struct deflated deflate_bytes(struct deflater *, enum deflate_effort, struct str bytes);
/* Kept as they are, with their CRC: for pictures, which deflate cannot make smaller. */
struct deflated deflate_store(struct str bytes);
void deflated_release(struct deflated *);
void deflated_move(struct deflated *, int fd, uint64_t offset);         /* its bytes are there now: they need no memory */

uint32_t deflate_crc(struct str bytes);                 /* CRC-32 as zip and PNG count it */

#endif
