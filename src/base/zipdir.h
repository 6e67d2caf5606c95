/* zipdir: where the entries of a zip lie, of one that this program wrote. SPDX-License-Identifier: MIT
 *
 * Only the plain form is read: no ZIP64, no extra fields, no comment, the entries one after the other without gaps and the
 * directory behind them. Anything else is refused: then nothing is known about where its bytes are. */
#ifndef BASE_ZIPDIR_H
#define BASE_ZIPDIR_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zip_entry {
    struct str name;
    struct str record;          /* in the directory, all of it */
    uint64_t header;            /* where its local header begins */
    uint64_t offset;            /* where its bytes begin */
    uint32_t stored, original;  /* bytes in the file, and before they were deflated */
    uint32_t crc;
    uint32_t time;              /* DOS date and time */
    int is_stored;              /* not deflated */
};

/* The entries of the open file FD in their order. 0, or -1 if it is no such zip or cannot be read. */
int zipdir_read(struct arena *, int fd, uint64_t size, struct zip_entry **, size_t *n);

#endif
