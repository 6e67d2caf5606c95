/* prints: from strings to small numbers, by the fingerprints of the strings alone. SPDX-License-Identifier: MIT
 *
 * For millions of keys that are asked for and never listed: a key is not kept, so it costs 16 to 24 bytes, however long it is. Two
 * keys of one fingerprint are taken for one: with a million keys and a million questions that happens once in some ten million
 * archives. Only where it does no harm but to him who made both keys. */
#ifndef BASE_PRINTS_H
#define BASE_PRINTS_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct prints {
    uint64_t *of;               /* a fingerprint in each slot that is taken; 0: the slot is free */
    uint32_t *values;
    size_t n, nslots;
};

void     prints_init(struct prints *);
void     prints_release(struct prints *);
void     prints_reserve(struct prints *, size_t n);             /* room for N keys, if they are known beforehand; of an empty one */
uint32_t prints_find(const struct prints *, struct str key);    /* 0 if it is not there */
bool     prints_has(const struct prints *, struct str key);

/* Adds KEY if it is not there. The place of its value, which is 0 when it is new; valid until the next one is added. */
uint32_t *prints_slot(struct prints *, struct str key);

/* Adds what FROM has and INTO has not, and releases FROM. */
void     prints_merge(struct prints *into, struct prints *from);

#endif
