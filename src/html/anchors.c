/* anchors: the places of a finished page that links may lead to, in little memory. SPDX-License-Identifier: MIT
 *
 * While a page is made they stand in a map (ids.c). All pages of a book must be made before it is known which of them are linked
 * to, so what is kept of each is small: sorted hashes of the keys, 64 bits wide, and the ids that they lead to, each once. */
#include "html/page.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static int
by_hash(const void *a, const void *b)
{
    const struct anchor_key *x = a, *y = b;

    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* The place of ID among the ids kept so far, where it is added if it is new. */
static uint32_t
keep_id(struct map *kept, struct buf *ids, struct str id)
{
    void **slot = map_slot(kept, id);

    if (!*slot) {
        *slot = (void *)(uintptr_t)(ids->len + 1);
        buf_add(ids, id);
        buf_addc(ids, '\0');
    }
    return (uint32_t)((uintptr_t)*slot - 1);
}

void
anchors_pack(struct page *page)
{
    struct map kept;
    struct buf ids;

    map_init(&kept);
    buf_init(&ids);
    page->nanchor_keys = (uint32_t)page->anchors.n;
    page->anchor_keys = arena_alloc(&page->mem, page->anchors.n * sizeof *page->anchor_keys);
    for (size_t i = 0; i < page->anchors.n; i++) {
        const struct anchor *a = page->anchors.entries[i].value;
        page->anchor_keys[i] = (struct anchor_key){ map_hash(page->anchors.entries[i].key), keep_id(&kept, &ids, a->id),
            a->part };
    }
    if (page->nanchor_keys > 0)
        qsort(page->anchor_keys, page->nanchor_keys, sizeof *page->anchor_keys, by_hash);
    page->anchor_ids = buf_take(&ids, &page->mem).at;
    buf_release(&ids);
    map_release(&kept);
    map_release(&page->anchors);
}

const struct anchor *
anchors_find(const struct page *page, struct str key, struct arena *scratch)
{
    struct anchor_key wanted = { .hash = map_hash(key) }, *found = NULL;
    struct anchor *a;

    if (page->anchors.n > 0)
        return map_find(&page->anchors, key);
    if (page->nanchor_keys > 0)
        found = bsearch(&wanted, page->anchor_keys, page->nanchor_keys, sizeof wanted, by_hash);
    if (!found)
        return NULL;
    a = ARENA_NEW(scratch, struct anchor);
    a->id = str_of(page->anchor_ids + found->id);
    a->part = found->part;
    return a;
}
