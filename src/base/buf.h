/* buf: text that grows. SPDX-License-Identifier: MIT
 *
 * A builder with a cap and a sticky error: append without asking, ask once at the end. When the cap is reached further
 * bytes are dropped and buf_failed() is true. `at` is never NULL after the first append and ends in a NUL that does not
 * count. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct buf {
    char  *at;
    size_t len, room;
    size_t cap;                 /* most bytes it may hold; 0: 1 GiB */
    bool   failed;
};

void buf_init(struct buf *);
void buf_release(struct buf *);
void buf_clear(struct buf *);                           /* empty again, the memory kept */

void buf_reserve(struct buf *, size_t n);              /* room for N bytes more, if they are known beforehand */
void buf_add_slowly(struct buf *, struct str);          /* for buf_add() */
static inline void
buf_add(struct buf *b, struct str s)
{
    if (b->cap || b->failed || b->room - b->len <= s.len) {
        buf_add_slowly(b, s);
        return;
    }
    if (s.len)
        memcpy(b->at + b->len, s.at, s.len);
    b->len += s.len;
    b->at[b->len] = '\0';
}

static inline void buf_adds(struct buf *b, const char *cstr) { buf_add(b, str_of(cstr)); }

void buf_addc_slowly(struct buf *, char);               /* for buf_addc() */
static inline void
buf_addc(struct buf *b, char c)
{
    if (b->cap || b->failed || b->room - b->len < 2) {
        buf_addc_slowly(b, c);
        return;
    }
    b->at[b->len++] = c;
    b->at[b->len] = '\0';
}

/* N bytes more at the end, which the caller fills before anything else is added; NULL when the cap forbids it. */
char *buf_extend_slowly(struct buf *, size_t n);        /* for buf_extend() */
static inline char *
buf_extend(struct buf *b, size_t n)
{
    char *at = b->at + b->len;

    if (b->cap || b->failed || b->room - b->len <= n)
        return buf_extend_slowly(b, n);
    b->len += n;
    b->at[b->len] = '\0';
    return at;
}

void buf_addf(struct buf *, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool       buf_failed(const struct buf *);
struct str buf_str(const struct buf *);                 /* valid until the next append */
struct str buf_take(struct buf *, struct arena *);      /* copies to the arena and clears */

#endif
