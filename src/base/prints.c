/* prints: from strings to small numbers, by the fingerprints of the strings alone. SPDX-License-Identifier: MIT */
#include "base/prints.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 16, MOST_SLOTS = INT32_MAX };

/* It can be undone, so nothing of what came before is lost; the second product spreads what only the upper bits of WORD told. */
static uint64_t
mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * 0xD6E8FEB86659FD93u;
    h = (h ^ h >> 32) * 0xA24BAED4963EE407u;
    return h ^ h >> 29;
}

/* Never 0. */
static uint64_t
print_of(struct str s)
{
    uint64_t h = (s.len + 1) * 0x9E3779B97F4A7C15u, word;
    size_t i = 0;

    for (; i + sizeof word <= s.len; i += sizeof word) {
        memcpy(&word, s.at + i, sizeof word);
        h = mix(h, word);
    }
    for (word = 0; i < s.len; i++)
        word = word << 8 | (unsigned char)s.at[i];
    h = mix(h, word);
    return h ? h : 1;
}

void
prints_init(struct prints *p)
{
    *p = (struct prints){ 0 };
}

void
prints_release(struct prints *p)
{
    free(p->of);
    free(p->values);
    prints_init(p);
}

/* The slot that holds PRINT, or the free one where it belongs. The order of the slots is nearly that of the fingerprints. */
static size_t
find_slot(const struct prints *p, uint64_t print)
{
    size_t i = (size_t)((print >> 32) * p->nslots >> 32);

    while (p->of[i] && p->of[i] != print)
        i = i + 1 < p->nslots ? i + 1 : 0;
    return i;
}

static void
make_slots(struct prints *p, size_t nslots)
{
    p->nslots = nslots > MOST_SLOTS ? MOST_SLOTS : nslots;
    p->of = mem_zalloc(p->nslots * sizeof *p->of);
    p->values = mem_zalloc(p->nslots * sizeof *p->values);
}

void
prints_reserve(struct prints *p, size_t n)
{
    if (p->nslots == 0)
        make_slots(p, n / 3 * 4 + FIRST_SLOTS);
}

static void
grow(struct prints *p)
{
    struct prints larger = { .n = p->n };

    make_slots(&larger, p->nslots ? p->nslots / 2 * 3 : FIRST_SLOTS);
    for (size_t i = 0; i < p->nslots; i++) {
        size_t slot;
        if (!p->of[i])
            continue;
        slot = find_slot(&larger, p->of[i]);
        larger.of[slot] = p->of[i];
        larger.values[slot] = p->values[i];
    }
    prints_release(p);
    *p = larger;
}

static uint32_t *
slot_of(struct prints *p, uint64_t print)
{
    size_t slot;

    if ((p->n + 1) * 4 > p->nslots * 3)
        grow(p);
    slot = find_slot(p, print);
    if (!p->of[slot]) {
        p->of[slot] = print;
        p->n++;
    }
    return &p->values[slot];
}

uint32_t
prints_find(const struct prints *p, struct str key)
{
    return p->n ? p->values[find_slot(p, print_of(key))] : 0;
}

bool
prints_has(const struct prints *p, struct str key)
{
    return p->n && p->of[find_slot(p, print_of(key))];
}

uint32_t *
prints_slot(struct prints *p, struct str key)
{
    return slot_of(p, print_of(key));
}

void
prints_merge(struct prints *into, struct prints *from)
{
    if (into->n == 0) {
        prints_release(into);
        *into = *from;
        prints_init(from);
        return;
    }
    for (size_t i = 0; i < from->nslots; i++) {
        size_t n = into->n;
        uint32_t *value = from->of[i] ? slot_of(into, from->of[i]) : NULL;
        if (value && into->n > n)
            *value = from->values[i];
    }
    prints_release(from);
}
