/* mem: heap memory that is there or ends the program. SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

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
