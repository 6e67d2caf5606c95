/* mem: heap memory that is there or ends the program. SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE         /* madvise() */
#include "base/mem.h"

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

void *
mem_alloc_large(size_t n)
{
    void *at = NULL;

    if (posix_memalign(&at, MEM_LARGE, n) != 0)
        at = NULL;
    or_exit(at);
#ifdef MADV_HUGEPAGE
    madvise(at, n - n % MEM_LARGE, MADV_HUGEPAGE);      /* advice: where it is not taken nothing is lost */
#endif
    return at;
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
    enum { KEPT = 64 << 20, PIECE = 1 << 20 };

    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_TOP_PAD, PIECE);
#endif
}

void
mem_give_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
