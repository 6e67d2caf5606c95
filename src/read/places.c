/* places: where the bytes of a made text came from. SPDX-License-Identifier: MIT */
#include "read/places.h"

uint32_t
places_source(const struct places *p, uint32_t at)
{
    size_t low = 0, high = p->n;
    const struct place *found;

    if (!high)
        return at;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (p->map[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return p->map[0].source;
    found = &p->map[low - 1];
    return found->made ? found->source : found->source + (at - found->at);
}

void
places_mark(struct arena *mem, struct places *p, const struct buf *out, size_t source, bool made)
{
    uint32_t at = (uint32_t)out->len, from = (uint32_t)source;
    struct place *last = p->n ? &p->map[p->n - 1] : NULL;

    if (last && last->made == made && (made ? last->source == from : last->source + (at - last->at) == from))
        return;
    if (last && last->at == at)
        p->n--;
    *ARENA_PUSH(mem, p->map, p->n) = (struct place){ at, from, made };
}
