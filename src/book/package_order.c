/* package_order: the entries of a book in the order of its file. SPDX-License-Identifier: MIT */
#include "book/package_order.h"

#include <stdlib.h>
#include <string.h>

static int
by_rank(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank) : str_cmp(x->name, y->name);
}

static size_t
count_chapters(const struct plan *plan)
{
    size_t n = 0;

    for (size_t i = 0; i < plan->npages; i++)
        n += plan->pages[i].nparts;
    return n;
}

struct str
order_name(struct arena *mem, struct str href)
{
    return order_put_name(arena_text(mem, ORDER_NAME_ROOM + href.len), href);
}

struct str
order_put_name(char *at, struct str href)
{
    struct str folder = STR("EPUB/");

    memcpy(at, folder.at, folder.len);
    memcpy(at + folder.len, href.at, href.len);
    at[folder.len + href.len] = '\0';
    return (struct str){ at, folder.len + href.len };
}

struct entry *
order_chapters(struct arena *mem, const struct plan *plan, size_t nothers, size_t *n)
{
    struct entry *entries = arena_alloc(mem, (count_chapters(plan) + nothers) * sizeof *entries), *e = entries;
    uint32_t turn = 0;

    for (size_t i = 0; i < plan->npages; i++)
        for (size_t k = 0; k < plan->pages[i].nparts; k++) {
            const struct part *part = &plan->pages[i].parts[k];
            *e++ = (struct entry){ .rank = RANK_OTHER, .name = order_name(mem, part->href), .data = &part->data,
                .turn = plan->pages[i].waits ? 0 : ++turn };
        }
    *n = (size_t)(e - entries);
    qsort(entries, *n, sizeof *entries, by_rank);
    return entries;
}

struct layout
order_lay(struct arena *mem, const struct entry *entries, size_t n)
{
    struct layout l = { arena_alloc(mem, n * sizeof *l.entries), arena_alloc(mem, n * sizeof *l.places) };
    uint32_t first = n > 0 && entries[0].rank == RANK_MIMETYPE, next = first;

    for (size_t i = 0; i < n; i++)
        next += entries[i].turn > 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t turn = entries[i].turn;
        l.places[i] = turn > 0 ? first + turn - 1 : i < first ? 0 : next++;
        l.entries[l.places[i]] = &entries[i];
    }
    return l;
}

/* From the end on: there is room. */
void
order_merge(struct entry *entries, size_t *nentries, struct entry *others, size_t n)
{
    size_t left = *nentries;

    qsort(others, n, sizeof *others, by_rank);
    *nentries += n;
    for (struct entry *to = entries + *nentries; n > 0;)
        *--to = left > 0 && by_rank(&entries[left - 1], &others[n - 1]) > 0 ? entries[--left] : others[--n];
}
