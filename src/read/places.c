/* places: where the bytes of a made text came from. SPDX-License-Identifier: MIT */
#include "read/places.h"

/* The last place at or before AT, or the first one. */
static size_t
find(const struct places *p, uint32_t at)
{
    size_t low = 0, high = p->n;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (p->map[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

static uint32_t
source_of(const struct place *place, uint32_t at)
{
    return place->made || at < place->at ? place->source : place->source + (at - place->at);
}

uint32_t
places_source(const struct places *p, uint32_t at)
{
    return p->n ? source_of(&p->map[find(p, at)], at) : at;
}

uint32_t
places_source_near(const struct places *p, uint32_t at, size_t *near)
{
    size_t i = *near;

    if (!p->n)
        return at;
    if (i < p->n && at >= p->map[i].at && i + 1 < p->n && at >= p->map[i + 1].at)
        i++;
    if (i >= p->n || at < p->map[i].at || (i + 1 < p->n && at >= p->map[i + 1].at))
        i = find(p, at);
    *near = i;
    return source_of(&p->map[i], at);
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
