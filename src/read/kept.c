/* kept: texts of sources that wait in memory from the catalogue to their page. SPDX-License-Identifier: MIT */
#include "read/kept.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct kept {
    _Atomic(char *) at;         /* from the heap; NULL when it was taken */
    size_t len;
};

struct kept *
kept_new(struct arena *a, struct str text, atomic_size_t *budget)
{
    size_t left = atomic_load(budget);
    struct kept *k;
    char *at;

    while (left >= text.len && !atomic_compare_exchange_weak(budget, &left, left - text.len))
        continue;
    if (left < text.len || text.len == 0)
        return NULL;
    at = mem_alloc(text.len);
    memcpy(at, text.at, text.len);
    k = ARENA_NEW(a, struct kept);
    k->len = text.len;
    atomic_store(&k->at, at);
    return k;
}

bool
kept_take(struct kept *k, struct arena *mem, struct str *text)
{
    char *at = k ? atomic_exchange(&k->at, NULL) : NULL;

    if (!at)
        return false;
    *text = arena_str(mem, (struct str){ at, k->len });
    free(at);
    return true;
}

void
kept_release(struct kept *k)
{
    if (k)
        free(atomic_exchange(&k->at, NULL));
}
