/* aside: many small records that wait in a file until they are saved. SPDX-License-Identifier: MIT
 *
 * Pieces of a quarter of a megabyte are written and read; a place is the number of the piece and the place in it. */
#include "ledger/aside.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/spill.h"

#include <pthread.h>
#include <stdlib.h>

enum { FULL = 1 << 18, HELD = 2 * FULL, SHIFT = 32, WINDOWS = 4 };

struct piece { char *at; size_t len; uint64_t offset; };        /* AT NULL: at OFFSET of the file */

struct window { struct arena mem; struct str bytes; size_t piece; uint64_t used; };     /* a piece that was read again */

struct aside {
    struct spill spill;
    pthread_mutex_t lock;       /* of what is filled */
    struct arena mem;           /* of PIECES */
    struct piece *pieces; size_t n;
    struct buf last;            /* the piece being filled */
    struct buf spare;           /* empty, with room, or nothing */
    struct window windows[WINDOWS];
    uint64_t clock;
};

struct aside *
aside_new(const char *near)
{
    struct aside *a = mem_zalloc(sizeof *a);

    spill_init(&a->spill, near, HELD);
    arena_init(&a->mem);
    pthread_mutex_init(&a->lock, NULL);
    buf_init(&a->last);
    buf_init(&a->spare);
    for (int i = 0; i < WINDOWS; i++)
        a->windows[i].piece = SIZE_MAX;
    return a;
}

void
aside_free(struct aside *a)
{
    if (!a)
        return;
    for (size_t i = 0; i < a->n; i++)
        free(a->pieces[i].at);
    for (int i = 0; i < WINDOWS; i++)
        arena_release(&a->windows[i].mem);
    buf_release(&a->last);
    buf_release(&a->spare);
    pthread_mutex_destroy(&a->lock);
    arena_release(&a->mem);
    spill_release(&a->spill);
    free(a);
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

/* The piece being filled comes before a new one: its number. It is not in its place yet. */
static size_t
end_piece(struct aside *a, struct buf *full)
{
    *full = a->last;
    a->last = a->spare;
    buf_init(&a->spare);
    *ARENA_PUSH(&a->mem, a->pieces, a->n) = (struct piece){ NULL, full->len, 0 };
    return a->n - 1;
}

static void
put_in_place(struct aside *a, size_t number, struct buf *full)
{
    uint64_t offset = 0;
    bool is_held = spill_hold(&a->spill, buf_str(full), &offset);

    pthread_mutex_lock(&a->lock);
    a->pieces[number].at = is_held ? full->at : NULL;
    a->pieces[number].offset = offset;
    if (!is_held && !a->spare.at) {
        a->spare = *full;
        buf_clear(&a->spare);
    } else if (!is_held) {
        buf_release(full);
    }
    pthread_mutex_unlock(&a->lock);
}

uint64_t
aside_put(struct aside *a, struct str record)
{
    struct buf full;
    uint64_t place;
    size_t number = 0;

    buf_init(&full);
    pthread_mutex_lock(&a->lock);
    if (a->last.len > 0 && a->last.len + record.len > FULL)
        number = end_piece(a, &full);
    if (a->last.len == 0)
        buf_reserve(&a->last, FULL);
    place = (uint64_t)a->n << SHIFT | a->last.len;
    buf_add(&a->last, record);
    pthread_mutex_unlock(&a->lock);
    if (full.len > 0)
        put_in_place(a, number, &full);         /* nobody waits for the disk meanwhile */
    return place;
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

/* In the window that has not been looked through for longest. */
static struct str
read_again(struct aside *a, size_t piece)
{
    struct window *w = &a->windows[0];

    for (int i = 0; i < WINDOWS; i++) {
        if (a->windows[i].piece == piece)
            w = &a->windows[i];
        else if (w->piece != piece && a->windows[i].used < w->used)
            w = &a->windows[i];
    }
    w->used = ++a->clock;
    if (w->piece == piece)
        return w->bytes;
    w->piece = piece;
    arena_clear(&w->mem);
    return w->bytes = spill_read(&a->spill, &w->mem, a->pieces[piece].offset, a->pieces[piece].len);
}

static struct str
find_piece(struct aside *a, size_t i)
{
    if (i >= a->n)
        return i == a->n ? buf_str(&a->last) : STR_NONE;
    return a->pieces[i].at ? (struct str){ a->pieces[i].at, a->pieces[i].len } : read_again(a, i);
}

struct str
aside_get(struct aside *a, uint64_t place, size_t len)
{
    struct str piece = find_piece(a, (size_t)(place >> SHIFT));
    size_t from = place & UINT32_MAX;

    return piece.at && from + len <= piece.len ? str_sub(piece, from, from + len) : STR_NONE;
}
