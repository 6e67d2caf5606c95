/* buf_test: text that grows. SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include "unit/check.h"

#include <string.h>

TEST(an_empty_buffer_is_a_text)
{
    struct buf b;

    buf_init(&b);
    CHECK(buf_str(&b).at != NULL && buf_str(&b).len == 0 && !buf_failed(&b));
    buf_add(&b, STR_NONE);
    CHECK(b.at && b.at[0] == '\0');
    buf_release(&b);
}

TEST(appending_keeps_everything_and_a_nul)
{
    struct buf b;

    buf_init(&b);
    for (int i = 0; i < 1000; i++)
        buf_addf(&b, "%03d", i);
    buf_addc(&b, '!');
    buf_adds(&b, "x");
    CHECK(b.len == 3002 && memcmp(b.at + 2997, "999!x", 6) == 0);
    buf_clear(&b);
    CHECK(b.len == 0 && b.at[0] == '\0');
    buf_add(&b, (struct str){ "a\0b", 3 });
    CHECK(b.len == 3 && b.at[2] == 'b' && b.at[3] == '\0');
    buf_release(&b);
    CHECK(b.at == NULL);
}

TEST(a_full_buffer_drops_what_comes_and_says_so)
{
    struct buf b;

    buf_init(&b);
    b.cap = 4;
    buf_adds(&b, "abc");
    CHECK(!buf_failed(&b));
    buf_adds(&b, "de");
    CHECK(buf_failed(&b));
    buf_addc(&b, 'x');          /* sticky */
    CHECK_STR(buf_str(&b), "abc");
    buf_clear(&b);
    buf_adds(&b, "abcd");
    CHECK(!buf_failed(&b));
    buf_addf(&b, "%d", 1);
    CHECK(buf_failed(&b));
    buf_release(&b);
}

TEST(taking_copies_and_clears)
{
    struct arena a;
    struct buf b;
    struct str taken;

    arena_init(&a);
    buf_init(&b);
    buf_adds(&b, "abc");
    taken = buf_take(&b, &a);
    buf_adds(&b, "xyz");
    CHECK_STR(taken, "abc");
    CHECK_STR(buf_str(&b), "xyz");
    buf_release(&b);
    arena_release(&a);
}

TESTS(CASE(an_empty_buffer_is_a_text), CASE(appending_keeps_everything_and_a_nul),
    CASE(a_full_buffer_drops_what_comes_and_says_so), CASE(taking_copies_and_clears))
