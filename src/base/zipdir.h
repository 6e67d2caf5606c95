/* zipdir: where the entries of a zip lie, of one that this program wrote. SPDX-License-Identifier: MIT
 *
 * Only the plain form is read: no ZIP64, no extra fields, no comment, the entries one after the other, in any order, without gaps
 * and the directory behind them. Anything else is refused: then nothing is known about where its bytes are. */
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

enum { ZIPDIR_LOCAL = 30, ZIPDIR_RECORD = 46, ZIPDIR_END = 22 };       /* bytes of a local header, of a record, of the end */

/* The entries of the open file FD in the order of its directory. 0, or -1 if it is no such zip or cannot be read. */
int zipdir_read(struct arena *, int fd, uint64_t size, struct zip_entry **, size_t *n);

/* The end of a zip, after the records of N entries, which are LENGTH bytes from PLACE on. */
void zipdir_end(char end[ZIPDIR_END], size_t n, uint64_t length, uint64_t place);

/* The number at AT, as zips have them: N, in SIZE bytes. */
void zipdir_put(char *at, uint64_t n, size_t size);

#endif
