/* arena_test: memory with one lifetime. SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include "unit/check.h"

#include <stdint.h>
#include <string.h>

TEST(pieces_are_aligned_and_do_not_overlap)
{
    struct arena a;
    char *pieces[300];

    arena_init(&a);
    for (size_t i = 0; i < 300; i++) {
        pieces[i] = arena_alloc(&a, i * 7);
        CHECK((uintptr_t)pieces[i] % 16 == 0);
        memset(pieces[i], (int)(i % 250), i * 7);
    }
    for (size_t i = 1; i < 300; i++)
        CHECK((unsigned char)pieces[i][0] == i % 250 && (unsigned char)pieces[i][i * 7 - 1] == i % 250);
    arena_release(&a);
    CHECK(a.total == 0 && a.head == NULL);
}

TEST(texts_stand_side_by_side_and_what_follows_is_aligned)
{
    struct arena a;
    struct str before = STR_NONE;

    arena_init(&a);
    for (size_t i = 0; i < 3000; i++) {
        struct str text = arena_printf(&a, "%zu", i);
        char *piece = arena_alloc(&a, 16 + i % 3);
        memset(piece, 0xFF, 16 + i % 3);
        CHECK((uintptr_t)piece % 16 == 0);
        CHECK(str_eq(text, arena_printf(&a, "%zu", i)));
        before = arena_str(&a, text);
    }
    CHECK(arena_cstr(&a, STR("x")) == before.at + before.len + 1);
    arena_release(&a);
}

TEST(zeroed_memory_is_zero_also_when_used_again)
{
    struct arena a;
    char *at;

    arena_init(&a);
    memset(arena_alloc(&a, 1000), 0xFF, 1000);
    arena_clear(&a);
    at = arena_zalloc(&a, 1000);
    for (int i = 0; i < 1000; i++)
        CHECK(at[i] == 0);
    arena_release(&a);
}

TEST(one_large_piece_costs_what_it_needs)
{
    struct arena a;

    arena_init(&a);
    memset(arena_alloc(&a, 10 << 20), 1, 10 << 20);
    CHECK(a.total < (10 << 20) + 4096);
    arena_clear(&a);
    arena_clear(&a);
    arena_release(&a);
}

TEST(arrays_grow_and_keep_their_elements)
{
    struct arena a;
    int *list = NULL;
    size_t n = 0;

    arena_init(&a);
    for (int i = 0; i < 10000; i++)
        *ARENA_PUSH(&a, list, n) = i;
    CHECK(n == 10000);
    for (int i = 0; i < 10000; i++)
        CHECK(list[i] == i);
    arena_release(&a);
}

TEST(copies_end_in_a_nul)
{
    struct arena a;
    struct str s;

    arena_init(&a);
    CHECK(strcmp(arena_cstr(&a, str_sub(STR("abcdef"), 1, 3)), "bc") == 0);
    CHECK(strcmp(arena_cstr(&a, STR_NONE), "") == 0);
    s = arena_printf(&a, "%d-%s", 12, "x");
    CHECK_STR(s, "12-x");
    CHECK(s.at[s.len] == '\0');
    arena_release(&a);
}

TEST(an_adopted_arena_keeps_its_pieces_in_place)
{
    struct arena to, from;
    struct str s;
    size_t total;

    arena_init(&to);
    arena_init(&from);
    arena_adopt(&to, &from);
    CHECK(to.head == NULL);
    for (int i = 0; i < 3; i++) {
        s = arena_printf(&from, "piece %d", i);
        memset(arena_alloc(&from, 5000), i, 5000);
        total = to.total + from.total;
        arena_adopt(&to, &from);
        CHECK(from.head == NULL && from.total == 0 && to.total == total);
        CHECK(s.at[6] == '0' + i);
        arena_alloc(&to, 100);
    }
    CHECK_STR(s, "piece 2");
    arena_release(&from);
    arena_release(&to);
}

TESTS(CASE(pieces_are_aligned_and_do_not_overlap),
    CASE(texts_stand_side_by_side_and_what_follows_is_aligned), CASE(zeroed_memory_is_zero_also_when_used_again),
    CASE(one_large_piece_costs_what_it_needs), CASE(arrays_grow_and_keep_their_elements), CASE(copies_end_in_a_nul),
    CASE(an_adopted_arena_keeps_its_pieces_in_place))
