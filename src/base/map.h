/* map: from strings to pointers. SPDX-License-Identifier: MIT
 *
 * Keys and values are borrowed. The order of a walk is the order of insertion, so no hash order can reach an output. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_entry {
    struct str key;
    void *value;
    uint64_t hash;
};

struct map {
    struct map_entry *entries;  /* in order of insertion; n of them: walk this */
    size_t n, room;
    uint32_t *slots;            /* index + 1 into entries, 0: free */
    size_t nslots;              /* a power of two */
};

void  map_init(struct map *);
void  map_release(struct map *);
void *map_find(const struct map *, struct str key);     /* NULL if it is not there */
bool  map_has(const struct map *, struct str key);

/* Makes room for N keys at once, if it is known how many will come. */
void map_reserve(struct map *, size_t n);

/* Adds KEY if it is not there. The place of its value, which is NULL when it is new; valid until the next map_slot. */
void **map_slot(struct map *, struct str key);

/* A 64-bit hash of bytes; the same on every machine (FNV-1a with a final mix). Not for hostile collisions: at worst slow. */
uint64_t map_hash(struct str);

#endif
