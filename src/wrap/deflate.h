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

struct deflated deflate_bytes(struct deflater *, struct str bytes);
/* For long lists of names, which are made anew whenever one thing changes: in half the time, 7 % larger. */
struct deflated deflate_quickly(struct deflater *, struct str bytes);
/* Kept as they are, with their CRC: for pictures, which deflate cannot make smaller. */
struct deflated deflate_store(struct str bytes);
void deflated_release(struct deflated *);

uint32_t deflate_crc(struct str bytes);                 /* CRC-32 as zip and PNG count it */

#endif
