/* hold: texts that are read once and used twice. SPDX-License-Identifier: MIT
 *
 * One range of addresses, cut into shelves of the size of a large page. They are filled one after the other; a shelf that is full
 * and from which all has been taken gives its memory back. A place is where a text begins and how long it is, in one number, so
 * that taking it is one exchange. */
#define _DEFAULT_SOURCE         /* madvise(), MAP_ANONYMOUS */
#include "base/hold.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { SHELF = MEM_LARGE, LONGEST = SHELF / 4, LENGTH_BITS = 24, TOUCHED = 1 << 14 };

struct shelf { uint32_t put, taken; };      /* texts */

struct hold {
    pthread_mutex_t lock;       /* of what is below */
    char *map; size_t nmap;     /* NULL: not yet, or it cannot be had */
    char *at;                   /* in it, the first shelf */
    struct shelf *shelves; size_t nshelves, now;    /* NOW: the one that is being filled */
    size_t used;                /* bytes of it */
    bool failed;
};

struct hold *
hold_new(size_t budget)
{
    struct hold *h = mem_zalloc(sizeof *h);

    h->nshelves = budget / SHELF;
    h->shelves = mem_zalloc(h->nshelves * sizeof *h->shelves);
    pthread_mutex_init(&h->lock, NULL);
    return h;
}

void
hold_free(struct hold *h)
{
    if (!h)
        return;
    if (h->map)
        munmap(h->map, h->nmap);
    pthread_mutex_destroy(&h->lock);
    free(h->shelves);
    free(h);
}

/* A shelf more, so that the first one can begin where a large page does. */
static void
map_shelves(struct hold *h)
{
    void *map;
    uintptr_t at;

    h->nmap = (h->nshelves + 1) * SHELF;
    map = mmap(NULL, h->nmap, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    h->failed = map == MAP_FAILED;
    if (h->failed)
        return;
    h->map = map;
    at = ((uintptr_t)map + SHELF - 1) / SHELF * SHELF;
    h->at = h->map + (at - (uintptr_t)map);
#ifdef MADV_HUGEPAGE
    madvise(h->at, h->nshelves * SHELF, MADV_HUGEPAGE);
#endif
    mem_touch(h->at, TOUCHED);
}

/* From which all has been taken, and to which nothing comes any more. That it becomes so is seen once, with the lock held. */
static bool
is_done(const struct hold *h, size_t shelf)
{
    return shelf != h->now && h->shelves[shelf].put == h->shelves[shelf].taken;
}

static void
give_back(struct hold *h, size_t shelf)
{
#ifdef MADV_DONTNEED
    madvise(h->at + shelf * SHELF, SHELF, MADV_DONTNEED);
#else
    (void)h;
    (void)shelf;
#endif
}

/* Room for N bytes: their offset, or -1. Called with the lock held. */
static ptrdiff_t
find_room(struct hold *h, size_t n)
{
    size_t full = h->now;

    if (!h->map && !h->failed && h->nshelves)
        map_shelves(h);
    if (!h->map || n > LONGEST || h->now == h->nshelves)
        return -1;
    if (h->used + n > SHELF) {
        h->now++;
        h->used = 0;
        if (is_done(h, full))
            give_back(h, full);
        if (h->now == h->nshelves)
            return -1;
    }
    h->shelves[h->now].put++;
    h->used += n;
    return (ptrdiff_t)(h->now * SHELF + h->used - n);
}

/* A shelf is a large page, which the system clears when it is first touched: all who come to it meanwhile would have one cleared,
 * of which one is taken. So the one whose text lies across the middle of a shelf sees to the next one. */
static void
make_next_ready(const struct hold *h, size_t at, size_t len)
{
    size_t shelf = at / SHELF, in_shelf = at % SHELF;

    if (in_shelf <= SHELF / 2 && in_shelf + len > SHELF / 2 && shelf + 1 < h->nshelves)
        mem_touch(h->at + (shelf + 1) * SHELF, TOUCHED);
}

void
hold_put(struct hold_slot *slot, struct str bytes)
{
    struct hold *h = slot->hold;
    ptrdiff_t at;

    if (bytes.len == 0)
        return;
    pthread_mutex_lock(&h->lock);
    at = find_room(h, bytes.len);
    pthread_mutex_unlock(&h->lock);
    if (at < 0)
        return;
    make_next_ready(h, (size_t)at, bytes.len);
    memcpy(h->at + at, bytes.at, bytes.len);
    atomic_store(&slot->place, (uint64_t)at << LENGTH_BITS | bytes.len);
}

bool
hold_take(struct hold_slot *slot, struct arena *mem, struct str *bytes)
{
    struct hold *h = slot->hold;
    uint64_t place = atomic_exchange(&slot->place, 0);
    size_t at = (size_t)(place >> LENGTH_BITS), len = place & ((1u << LENGTH_BITS) - 1);
    bool is_last;

    if (place == 0)
        return false;
    *bytes = arena_str(mem, (struct str){ h->at + at, len });
    pthread_mutex_lock(&h->lock);
    h->shelves[at / SHELF].taken++;
    is_last = is_done(h, at / SHELF);
    pthread_mutex_unlock(&h->lock);
    if (is_last)
        give_back(h, at / SHELF);
    return true;
}
