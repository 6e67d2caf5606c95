/* hash_test: 128 bits that tell texts apart. SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include "unit/check.h"

#include "base/map.h"

#include <string.h>

enum { LONGEST = 300 };

static struct str
key_of(const struct hash *h)
{
    return (struct str){ (const char *)h->at, sizeof h->at };
}

/* True if the hash was not there yet. */
static bool
is_new(struct map *m, struct hash *h)
{
    void **slot = map_slot(m, key_of(h));
    bool fresh = !*slot;

    *slot = h;
    return fresh;
}

TEST(every_bit_and_every_length_counts)
{
    static struct hash hashes[LONGEST * 9];
    static char text[LONGEST];
    struct map m;
    size_t n = 0;

    map_init(&m);
    for (size_t len = 0; len < LONGEST; len++) {                    /* all of them zeros */
        hashes[n] = hash_of((struct str){ text, len });
        CHECK(is_new(&m, &hashes[n++]));
    }
    for (size_t i = 0; i < LONGEST; i++)
        for (int bit = 0; bit < 8; bit++) {
            text[i] = (char)(1 << bit);
            hashes[n] = hash_of((struct str){ text, LONGEST });
            CHECK(is_new(&m, &hashes[n++]));
            text[i] = 0;
        }
    map_release(&m);
}

TEST(both_halves_change)
{
    struct hash a = hash_of(STR("one article")), b = hash_of(STR("one articlf"));

    CHECK(a.at[0] != b.at[0] && a.at[1] != b.at[1]);
    CHECK(hash_eq(a, hash_of(STR("one article"))) && !hash_eq(a, b));
}

TEST(where_a_text_ends_counts)
{
    struct hash none = { { 0 } };

    CHECK(!hash_eq(hash_add(hash_of(STR("a")), STR("bc")), hash_add(hash_of(STR("ab")), STR("c"))));
    CHECK(!hash_eq(hash_add(hash_of(STR("a")), STR("b")), hash_add(hash_of(STR("b")), STR("a"))));
    CHECK(!hash_eq(hash_of(STR("")), none) && !hash_eq(hash_add(hash_of(STR("a")), STR("")), hash_of(STR("a"))));
    CHECK(!hash_eq(hash_number(none, 1), hash_number(none, 2)) && !hash_eq(hash_number(none, 0), none));
}

TESTS(CASE(every_bit_and_every_length_counts), CASE(both_halves_change), CASE(where_a_text_ends_counts))
