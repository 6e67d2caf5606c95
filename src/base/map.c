/* map: from strings to pointers. SPDX-License-Identifier: MIT */
#include "base/map.h"

#include "base/mem.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 16 };

uint64_t
map_hash(struct str s)
{
    uint64_t h = 0xcbf29ce484222325u;

    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.at[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    return h ^ h >> 32;
}

/* For the slots only, which nobody sees: eight bytes at a time. */
static uint64_t
hash_of(struct str s)
{
    uint64_t h = s.len * 0x9E3779B97F4A7C15u, word;
    size_t i = 0;

    for (; i + sizeof word <= s.len; i += sizeof word) {
        memcpy(&word, s.at + i, sizeof word);
        h = (h ^ word) * 0xD6E8FEB86659FD93u;
        h ^= h >> 32;
    }
    for (word = 0; i < s.len; i++)
        word = word << 8 | (unsigned char)s.at[i];
    h = (h ^ word) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

void
map_init(struct map *m)
{
    *m = (struct map){ 0 };
}

void
map_release(struct map *m)
{
    free(m->entries);
    free(m->slots);
    map_init(m);
}

/* The slot that holds KEY, or the free one where it belongs. */
static size_t
find_slot(const struct map *m, struct str key, uint64_t hash)
{
    size_t i = (size_t)hash & (m->nslots - 1);

    for (; m->slots[i]; i = (i + 1) & (m->nslots - 1)) {
        const struct map_entry *e = &m->entries[m->slots[i] - 1];
        if (e->hash == hash && str_eq(e->key, key))
            break;
    }
    return i;
}

static void
rehash(struct map *m, size_t nslots)
{
    free(m->slots);
    m->slots = mem_zalloc(nslots * sizeof *m->slots);
    m->nslots = nslots;
    for (size_t i = 0; i < m->n; i++)
        m->slots[find_slot(m, m->entries[i].key, m->entries[i].hash)] = (uint32_t)i + 1;
}

void *
map_find(const struct map *m, struct str key)
{
    size_t slot;

    if (m->n == 0)
        return NULL;
    slot = find_slot(m, key, hash_of(key));
    return m->slots[slot] ? m->entries[m->slots[slot] - 1].value : NULL;
}

bool
map_has(const struct map *m, struct str key)
{
    return m->n && m->slots[find_slot(m, key, hash_of(key))];
}

void
map_reserve(struct map *m, size_t n)
{
    size_t nslots = m->nslots ? m->nslots : FIRST_SLOTS;

    while (n * 4 > nslots * 3)
        nslots *= 2;
    if (nslots > m->nslots)
        rehash(m, nslots);
    if (n > m->room) {
        m->room = n;
        m->entries = mem_realloc(m->entries, m->room * sizeof *m->entries);
    }
}

void **
map_slot(struct map *m, struct str key)
{
    uint64_t hash = hash_of(key);
    size_t slot;

    if ((m->n + 1) * 4 > m->nslots * 3)
        rehash(m, m->nslots ? m->nslots * 2 : FIRST_SLOTS);
    slot = find_slot(m, key, hash);
    if (!m->slots[slot]) {
        if (m->n == m->room) {
            m->room = m->room ? m->room * 2 : FIRST_SLOTS;
            m->entries = mem_realloc(m->entries, m->room * sizeof *m->entries);
        }
        m->entries[m->n++] = (struct map_entry){ key, NULL, hash };
        m->slots[slot] = (uint32_t)m->n;
    }
    return &m->entries[m->slots[slot] - 1].value;
}
