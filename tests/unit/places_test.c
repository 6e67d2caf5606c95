/* places_test: where the bytes of a made text came from. SPDX-License-Identifier: MIT */
#include "read/places.h"

#include "unit/check.h"

enum { PIECES = 40, LONGEST = 7 };

/* Pieces of a source, every third of which was made up, with gaps between them. */
static void
make(struct arena *mem, struct places *p, struct buf *out)
{
    size_t source = 3;

    for (size_t i = 0; i < PIECES; i++) {
        places_mark(mem, p, out, source, i % 3 == 2);
        for (size_t k = 0; k <= i % LONGEST; k++)
            buf_addc(out, 'x');
        source += i % LONGEST + 1 + i % 4;
    }
}

/* In their order, backwards and to and fro. */
TEST(who_asks_near_the_last_place_gets_the_same_answer)
{
    struct arena mem;
    struct places p = { 0 };
    struct buf out;
    size_t up = 0, down = 0, about = 0;

    arena_init(&mem);
    buf_init(&out);
    make(&mem, &p, &out);
    for (uint32_t i = 0; i < out.len + 2; i++) {
        uint32_t back = (uint32_t)out.len + 1 - i, other = i * 37 % (uint32_t)(out.len + 2);
        CHECK(places_source_near(&p, i, &up) == places_source(&p, i));
        CHECK(places_source_near(&p, back, &down) == places_source(&p, back));
        CHECK(places_source_near(&p, other, &about) == places_source(&p, other));
    }
    CHECK(places_source(&p, 0) == 3 && places_source(&p, 1) != places_source(&p, 2));
    buf_release(&out);
    arena_release(&mem);
}

TEST(a_text_that_is_what_was_given_has_no_places)
{
    size_t near = 0;

    CHECK(places_source_near(&(struct places){ 0 }, 17, &near) == 17);
}

TESTS(CASE(who_asks_near_the_last_place_gets_the_same_answer), CASE(a_text_that_is_what_was_given_has_no_places))
