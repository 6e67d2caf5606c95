/* errand_test: one thing that another thread does meanwhile. SPDX-License-Identifier: MIT */
#include "base/errand.h"

#include "unit/check.h"

struct work { int times; pthread_t by; };

static void
work(void *context)
{
    struct work *w = context;

    w->times++;
    w->by = pthread_self();
}

TEST(it_is_done_once_when_it_was_waited_for)
{
    struct errand e = { 0 };
    struct work w = { 0 };

    errand_start(&e, true, work, &w);
    errand_wait(&e);
    CHECK(w.times == 1);
    errand_wait(&e);
    CHECK(w.times == 1);
}

TEST(it_is_done_at_once_by_who_starts_it_if_no_other_is_wanted)
{
    struct errand e = { 0 };
    struct work w = { 0 };

    errand_start(&e, false, work, &w);
    CHECK(w.times == 1 && pthread_equal(w.by, pthread_self()));
    errand_wait(&e);
    CHECK(w.times == 1);
}

TEST(one_that_there_is_not_is_not_waited_for)
{
    struct errand e = { 0 };

    errand_wait(&e);
    CHECK(!e.is_out);
}

TESTS(CASE(it_is_done_once_when_it_was_waited_for), CASE(it_is_done_at_once_by_who_starts_it_if_no_other_is_wanted),
    CASE(one_that_there_is_not_is_not_waited_for))
