/* kept_test: a text is given out once, and no more are kept than the budget allows. SPDX-License-Identifier: MIT */
#include "read/kept.h"

#include "unit/check.h"

TEST(a_text_is_given_out_once)
{
    atomic_size_t budget = 10;
    struct arena mem;
    struct kept *k, *left;
    struct str text;

    arena_init(&mem);
    k = kept_new(&mem, STR("abc"), &budget);
    CHECK(k && kept_take(k, &mem, &text));
    CHECK_STR(text, "abc");
    CHECK(!kept_take(k, &mem, &text) && !kept_take(NULL, &mem, &text));
    left = kept_new(&mem, STR("defg"), &budget);
    CHECK(left && atomic_load(&budget) == 3);
    CHECK(kept_new(&mem, STR("hijk"), &budget) == NULL && atomic_load(&budget) == 3);
    kept_release(k);
    kept_release(left);
    kept_release(NULL);
    arena_release(&mem);
}

TESTS(CASE(a_text_is_given_out_once))
