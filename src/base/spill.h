/* spill: bytes that wait in a file when memory holds enough of them. SPDX-License-Identifier: MIT
 *
 * Any thread may put bytes in; they stay where they are until the end. The file has no name: it goes with the process. */
#ifndef BASE_SPILL_H
#define BASE_SPILL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct spill {
    const char *near;           /* the file is made in the folder of this path, which must be there when it is needed */
    size_t budget;              /* bytes that may be held in memory */
    pthread_mutex_t lock;
    size_t held;
    uint64_t end;               /* of the file */
    int fd;                     /* -1: there is none yet */
    bool failed;                /* there cannot be one: everything is held */
};

void spill_init(struct spill *, const char *near, size_t budget);
void spill_release(struct spill *);

/* Asks for memory to hold BYTES in. True: hold them, they count; spill_drop() gives it back. False: they stand in the file, from
 * OFFSET on. Where no file can be written all is held: a full disk is found out later, by what must be written. */
bool spill_hold(struct spill *, struct str bytes, uint64_t *offset);
void spill_drop(struct spill *, size_t n);

/* The same for N pieces at once: they are all held, or stand behind each other. Some hundred KB are written as fast as some KB
 * several times. They are put together in ROOM, which is the caller's for the next time. */
bool spill_hold_all(struct spill *, const struct str *pieces, size_t n, struct buf *room, uint64_t *offset);

/* N bytes of the file; empty if they cannot be read. */
struct str spill_read(const struct spill *, struct arena *, uint64_t offset, size_t n);

#endif
