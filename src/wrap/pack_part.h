/* pack_part: some entries of a zip, which libzip writes for themselves. SPDX-License-Identifier: MIT
 *
 * Only for wrap/pack.c. How many bytes headers and data take is known before anything is written, so that each part can be
 * written to its place by any thread and at any time: with the records of all behind them the same zip comes out as if libzip had
 * made it at one go. */
#ifndef WRAP_PACK_PART_H
#define WRAP_PACK_PART_H

#include "wrap/pack.h"

struct pack_item {              /* an entry */
    const char *name;
    uint32_t name_length;
    uint32_t crc;                       /* of one that is fetched */
    uint64_t size;                      /* bytes in the zip */
    const struct deflated *data;        /* them; NULL: they are fetched when they are written, */
    pack_read_fn *read;                 /* by this */
    void *context;
    const struct zip_entry *old;        /* the entry in the file that holds DATA, if it can be copied as it stands there; or NULL */
    struct pack_hand *hand;             /* who has its part in hand */
    const char *record;                 /* in the directory, once it is written */
};

struct pack_part {
    struct pack_item *items; size_t n;
    bool is_copied;             /* all of them are as they stand elsewhere */
    uint64_t place, end;        /* where in the file their local headers and bytes lie */
    char *records;              /* once it is written: theirs for the directory; free() them */
    const char *what;           /* the first problem; NULL: none */
};

/* Writes the part of the file FD; TIME is that of all entries, as DOS has it. Its WHAT, if something failed, is there until
 * pack_hand_free(). */
void pack_hand_write(struct pack_hand *, int fd, uint32_t time, struct pack_part *);
/* The same of a part that is copied, without libzip. What lies together is copied together. */
void pack_hand_copy(struct pack_hand *, int fd, struct pack_part *);

#endif
