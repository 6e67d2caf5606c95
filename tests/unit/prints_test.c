/* prints_test: from strings to small numbers, by the fingerprints of the strings alone. SPDX-License-Identifier: MIT */
#include "base/prints.h"

#include "unit/check.h"

#include "base/arena.h"

TEST(nothing_is_known_at_first)
{
    struct prints p;

    prints_init(&p);
    CHECK(prints_find(&p, STR("a")) == 0 && !prints_has(&p, STR("")));
    prints_release(&p);
}

TEST(a_key_without_value_is_there)
{
    struct prints p;

    prints_init(&p);
    CHECK(*prints_slot(&p, STR("a")) == 0);
    CHECK(prints_has(&p, STR("a")) && prints_find(&p, STR("a")) == 0 && !prints_has(&p, STR("b")));
    CHECK(*prints_slot(&p, STR("")) == 0 && prints_has(&p, STR_NONE));
    *prints_slot(&p, STR("a")) = 7;
    CHECK(*prints_slot(&p, STR("a")) == 7 && p.n == 2);
    prints_release(&p);
    CHECK(p.n == 0 && !prints_has(&p, STR("a")));
}

/* Names as an archive has them: long, of equal length, one or two digits apart. */
TEST(a_million_keys_that_differ_in_little_are_told_apart)
{
    enum { MANY = 1000000 };
    struct arena mem;
    struct prints p;
    size_t wrong = 0;

    arena_init(&mem);
    prints_init(&p);
    for (uint32_t i = 0; i < MANY; i++) {
        *prints_slot(&p, arena_printf(&mem, "%04u-%02u/a %u title/%06u-and-so-on.md", i % 7, i % 12, i % 3, i)) = i + 1;
        arena_clear(&mem);
    }
    CHECK(p.n == MANY);
    for (uint32_t i = 0; i < MANY; i++) {
        struct str key = arena_printf(&mem, "%04u-%02u/a %u title/%06u-and-so-on.md", i % 7, i % 12, i % 3, i);
        wrong += prints_find(&p, key) != i + 1;
        wrong += prints_has(&p, str_sub(key, 0, key.len - 1));
        arena_clear(&mem);
    }
    CHECK(wrong == 0);
    prints_release(&p);
    arena_release(&mem);
}

/* Two places eight bytes apart that change together: what a weak step loses. */
TEST(changes_at_one_place_do_not_undo_those_at_another)
{
    struct prints p;
    char key[24] = "0123456789abcdef0123456";
    size_t n = 0;

    prints_init(&p);
    for (int i = 0; i < 256; i++)
        for (int k = 0; k < 256; k++, n++) {
            key[7] = (char)i;
            key[11] = key[15] = (char)k;
            *prints_slot(&p, (struct str){ key, 23 }) = 1;
        }
    CHECK(p.n == n);
    prints_release(&p);
}

TEST(what_is_there_stays_when_others_join)
{
    struct prints a, b;

    prints_init(&a);
    prints_init(&b);
    *prints_slot(&b, STR("x")) = 2;
    *prints_slot(&b, STR("y")) = 3;
    prints_merge(&a, &b);
    CHECK(a.n == 2 && b.n == 0 && prints_find(&a, STR("x")) == 2);
    *prints_slot(&b, STR("x")) = 4;
    *prints_slot(&b, STR("z")) = 5;
    prints_merge(&a, &b);
    CHECK(a.n == 3 && prints_find(&a, STR("x")) == 2 && prints_find(&a, STR("z")) == 5);
    prints_release(&a);
    prints_release(&b);
}

TEST(room_can_be_made_beforehand)
{
    struct prints p;
    size_t nslots;

    prints_init(&p);
    prints_reserve(&p, 1000);
    nslots = p.nslots;
    CHECK(prints_find(&p, STR("x")) == 0);
    for (uint32_t i = 0; i < 1000; i++)
        *prints_slot(&p, (struct str){ (const char *)&i, sizeof i }) = i + 1;
    CHECK(p.nslots == nslots && p.n == 1000);
    for (uint32_t i = 1000; i < 2000; i++)
        *prints_slot(&p, (struct str){ (const char *)&i, sizeof i }) = i + 1;
    CHECK(p.n == 2000 && prints_find(&p, (struct str){ (const char *)&(uint32_t){ 7 }, sizeof(uint32_t) }) == 8);
    prints_release(&p);
}

TESTS(CASE(nothing_is_known_at_first), CASE(a_key_without_value_is_there),
    CASE(a_million_keys_that_differ_in_little_are_told_apart), CASE(changes_at_one_place_do_not_undo_those_at_another),
    CASE(what_is_there_stays_when_others_join), CASE(room_can_be_made_beforehand))
