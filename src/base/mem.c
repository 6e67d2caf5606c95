/* mem: heap memory that is there or ends the program. SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE         /* madvise() */
#include "base/mem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static void *
or_exit(void *at)
{
    if (!at) {
        fputs("sheaf: out of memory\n", stderr);
        exit(3);
    }
    return at;
}

void *
mem_alloc(size_t n)
{
    return or_exit(malloc(n ? n : 1));
}

void *
mem_zalloc(size_t n)
{
    return or_exit(calloc(1, n ? n : 1));
}

void *
mem_realloc(void *at, size_t n)
{
    return or_exit(realloc(at, n ? n : 1));
}

/* ---- large pages ------------------------------------------------------------------------------------------------------- */

/* Large pages for N bytes; NULL: there are none. */
static void *
aligned(size_t n)
{
    size_t room = (n + MEM_LARGE - 1) / MEM_LARGE * MEM_LARGE;
    void *at = NULL;

    if (posix_memalign(&at, MEM_LARGE, room) != 0)
        return NULL;
#ifdef MADV_HUGEPAGE
    madvise(at, room, MADV_HUGEPAGE);       /* advice: where it is not taken nothing is lost */
#endif
    return at;
}

#if defined __GLIBC__ && defined MADV_HUGEPAGE
/* Under a hypervisor the first access to a small page costs some microseconds, whether the page is there already or not; 512 of
 * them are a millisecond or three, and a large page is a tenth of that. The heap of glibc grows by small pages as it is needed.
 * So it is made to grow far ahead, once, and what is not touched yet is declared fit for large pages; it is address space until
 * then. malloc() keeps what is given back here at the end of its heap, because of the threshold of mem_keep(). */
enum { MOST = 32 << 20, PIECE_OF_HEAP = MOST - (1 << 20), PIECES = 4 };
enum { HEAPS = 64 };

static const uintptr_t HEAP = (uintptr_t)64 << 20;      /* the heap of a thread begins at a multiple of this (malloc/arena.c) */

static atomic_bool has_large_heaps;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;        /* of what follows */
static uintptr_t places[HEAPS]; /* of the pieces that were given back: of the first heap, and one of each heap of a thread */
static size_t nplaces;

static void
advise(uintptr_t place, int advice)
{
    uintptr_t from = (place + MEM_LARGE - 1) / MEM_LARGE * MEM_LARGE;

    madvise((void *)from, (place + PIECE_OF_HEAP - from) / MEM_LARGE * MEM_LARGE, advice);
}

/* With the lock. */
static void
reserve(size_t n)
{
    void *pieces[PIECES];

    for (size_t i = 0; i < n; i++)
        pieces[i] = malloc(PIECE_OF_HEAP);
    while (n-- > 0) {
        if (pieces[n] && nplaces < HEAPS) {
            places[nplaces++] = (uintptr_t)pieces[n];
            advise((uintptr_t)pieces[n], MADV_HUGEPAGE);
        }
        free(pieces[n]);
    }
}

/* Threads that come and go take up the heaps of those before. With the lock. */
static bool
is_new_heap(void)
{
    void *probe = malloc(1);
    uintptr_t heap = (uintptr_t)probe / HEAP;
    bool is_new = probe != NULL;

    free(probe);
    for (size_t i = 0; i < nplaces; i++)
        is_new &= places[i] / HEAP != heap;
    return is_new;
}
#endif

void *
mem_alloc_large(size_t n)
{
#if defined __GLIBC__ && defined MADV_HUGEPAGE
    if (has_large_heaps)
        return mem_alloc(n);
#endif
    return or_exit(aligned(n));
}

void
mem_touch(void *at, size_t n)
{
#ifdef MADV_POPULATE_WRITE
    enum { LEAST = 4 };         /* pages for which it is worth a call */
    uintptr_t from = (uintptr_t)at, to = from + n;
    size_t page;

    if (n < LEAST * 4096u)
        return;
    page = (size_t)sysconf(_SC_PAGESIZE);
    from = (from + page - 1) / page * page;
    to = to / page * page;
    if (from + LEAST * page <= to)
        madvise((void *)from, to - from, MADV_POPULATE_WRITE);  /* advice too */
#else
    (void)at;
    (void)n;
#endif
}

void
mem_keep(void)
{
#ifdef __GLIBC__
    enum { KEPT = 256 << 20, PIECE = 1 << 20 };

    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_TOP_PAD, PIECE);
#ifdef MADV_HUGEPAGE
    has_large_heaps = mallopt(M_MMAP_THRESHOLD, MOST) != 0;
    if (has_large_heaps)
        reserve(PIECES);
#endif
#endif
}

void
mem_begin_thread(void)
{
#if defined __GLIBC__ && defined MADV_HUGEPAGE
    if (!has_large_heaps)
        return;
    pthread_mutex_lock(&lock);
    if (is_new_heap())
        reserve(1);
    pthread_mutex_unlock(&lock);
#endif
}

void
mem_spare(void)
{
#if defined __GLIBC__ && defined MADV_HUGEPAGE
    enum { SMALL = 1 << 17, KEPT = 8 << 20 };

    if (!atomic_exchange(&has_large_heaps, false))
        return;
    mallopt(M_MMAP_THRESHOLD, SMALL);
    mallopt(M_TRIM_THRESHOLD, KEPT);
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < nplaces; i++)
        advise(places[i], MADV_NOHUGEPAGE);
    pthread_mutex_unlock(&lock);
    malloc_trim(0);             /* what is free by now would be of no use to what is large from now on */
#endif
}

void
mem_give_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
