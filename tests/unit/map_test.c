/* map_test: from strings to pointers. SPDX-License-Identifier: MIT */
#include "base/map.h"

#include "unit/check.h"

#include "base/arena.h"

TEST(an_empty_map_has_nothing)
{
    struct map m;

    map_init(&m);
    CHECK(map_find(&m, STR("a")) == NULL && !map_has(&m, STR("")));
    map_release(&m);
}

TEST(a_key_without_value_is_there)
{
    struct map m;

    map_init(&m);
    CHECK(*map_slot(&m, STR("a")) == NULL);
    CHECK(map_has(&m, STR("a")) && map_find(&m, STR("a")) == NULL && !map_has(&m, STR("b")));
    CHECK(*map_slot(&m, STR("")) == NULL && map_has(&m, STR_NONE));
    map_release(&m);
}

TEST(many_keys_are_found_and_walked_in_the_order_of_insertion)
{
    enum { MANY = 20000 };
    static int values[MANY];
    struct arena a;
    struct map m;

    arena_init(&a);
    map_init(&m);
    for (int i = 0; i < MANY; i++)
        *map_slot(&m, arena_printf(&a, "key %d", i * 7919 % MANY)) = &values[i];
    CHECK(m.n == MANY);
    for (int i = 0; i < MANY; i++) {
        struct str key = arena_printf(&a, "key %d", i * 7919 % MANY);
        CHECK(map_find(&m, key) == &values[i] && m.entries[i].value == &values[i] && str_eq(m.entries[i].key, key));
    }
    CHECK(!map_has(&m, STR("key -1")));
    map_release(&m);
    arena_release(&a);
}

TEST(a_slot_twice_is_one_entry)
{
    struct map m;
    int one = 1;

    map_init(&m);
    *map_slot(&m, STR("a")) = &one;
    CHECK(*map_slot(&m, STR("a")) == &one && m.n == 1);
    map_release(&m);
    CHECK(m.n == 0 && !map_has(&m, STR("a")));
}

TEST(hashes_are_the_same_everywhere)
{
    CHECK(map_hash(STR("")) == map_hash(STR_NONE) && map_hash(STR("a")) != map_hash(STR("b")));
    CHECK(map_hash(STR("sheaf")) == UINT64_C(0x24068c4a9454340b));
}

TESTS(CASE(an_empty_map_has_nothing), CASE(a_key_without_value_is_there),
    CASE(many_keys_are_found_and_walked_in_the_order_of_insertion), CASE(a_slot_twice_is_one_entry),
    CASE(hashes_are_the_same_everywhere))
