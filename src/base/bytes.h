/* bytes: numbers and texts in a row of bytes, for what the program keeps between runs. SPDX-License-Identifier: MIT
 *
 * Numbers are written in seven-bit groups, texts with their length and a NUL behind them, so that those that are read lie in
 * the bytes themselves, uncopied. A reader never looks past its end: what is damaged reads as zeros and empty texts, and
 * bytes_failed() says so at the end. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {                  /* being read */
    const char *at, *end;
    bool failed;
};

struct bytes bytes_of(struct str);
bool bytes_failed(const struct bytes *);        /* something was asked for that is not there */
bool bytes_done(const struct bytes *);          /* all was read, and nothing failed */

uint64_t   bytes_uint(struct bytes *);
int64_t    bytes_int(struct bytes *);
struct str bytes_str(struct bytes *);           /* STR_NONE stays STR_NONE, followed by a NUL otherwise */
struct str bytes_raw(struct bytes *, size_t n); /* N bytes as they are; NULL if there are not so many */
/* A number of things of at least SIZE bytes each that follow: 0, and failed, if there cannot be so many. */
size_t     bytes_count(struct bytes *, size_t size);

void bytes_put_uint(struct buf *, uint64_t);
void bytes_put_int(struct buf *, int64_t);
void bytes_put_str(struct buf *, struct str);
void bytes_put_raw(struct buf *, const void *, size_t n);

#endif
