/* pack_part: some entries of a zip, which libzip writes for themselves. SPDX-License-Identifier: MIT
 *
 * Only for wrap/pack.c. How many bytes headers and data take is known before anything is written, so that each part can be
 * written to its place by any thread and at any time: with the records of all behind them the same zip comes out as if libzip had
 * made it at one go. */
#ifndef WRAP_PACK_PART_H
#define WRAP_PACK_PART_H

#include "base/patchwork.h"
#include "wrap/pack.h"

struct pack_item {              /* an entry */
    const char *name;
    uint32_t name_length;
    uint32_t crc;                       /* of one that is fetched */
    uint64_t size;                      /* bytes in the zip */
    const struct deflated *data;        /* them; NULL: */
    const struct zip_entry *old; int fd;        /* they are copied out of another zip, or, if this is NULL too, */
    pack_read_fn *read;                 /* fetched by this when they are written */
    void *context;
    struct pack_hand *hand;             /* who has its part in hand */
    const char *record;                 /* in the directory, once it is written */
};

struct pack_part {
    struct pack_item *items; size_t n;  /* old ones, or others */
    uint64_t place, end;        /* where in the file their local headers and bytes lie */
    char *records;              /* once it is written: theirs for the directory; free() them */
    const char *what;           /* the first problem; NULL: none */
};

/* Writes the part of FILE; TIME is that of all entries, as DOS has it. Its WHAT, if something failed, is there until
 * pack_hand_free(). */
void pack_hand_write(struct pack_hand *, const struct patchwork *file, uint32_t time, struct pack_part *);
/* The same of a part of old entries, which need no libzip. What lies together is copied together. */
void pack_hand_copy(struct pack_hand *, const struct patchwork *file, struct pack_part *);

#endif
