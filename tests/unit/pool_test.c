/* pool_test: the same work on many things at once. SPDX-License-Identifier: MIT */
#include "base/pool.h"

#include "unit/check.h"

#include <stdatomic.h>

enum { MANY = 5000 };

struct work {
    atomic_int done[MANY];
    atomic_uint largest_worker;
};

static void
count(void *context, size_t index, unsigned worker)
{
    struct work *w = context;

    atomic_fetch_add(&w->done[index], 1);
    if (worker > atomic_load(&w->largest_worker))
        atomic_store(&w->largest_worker, worker);
}

TEST(each_index_is_done_once_whatever_the_number_of_workers)
{
    static const unsigned workers[] = { 0, 1, 2, 8, 1000 };

    for (size_t k = 0; k < sizeof workers / sizeof *workers; k++) {
        static struct work w;
        for (size_t i = 0; i < MANY; i++)
            atomic_store(&w.done[i], 0);
        atomic_store(&w.largest_worker, 0);
        pool_run(workers[k], MANY, count, &w);
        for (size_t i = 0; i < MANY; i++)
            CHECK(atomic_load(&w.done[i]) == 1);
        CHECK(atomic_load(&w.largest_worker) < pool_size(workers[k], MANY));
    }
}

TEST(nothing_to_do_calls_nothing)
{
    pool_run(4, 0, count, NULL);
    CHECK(pool_size(4, 0) == 1);
}

TEST(sizes)
{
    CHECK(pool_size(1, 100) == 1 && pool_size(8, 3) == 3 && pool_size(8, 100) == 8);
    CHECK(pool_size(0, 100000) >= 1 && pool_size(1000, 100000) == 64);
}

TESTS(CASE(each_index_is_done_once_whatever_the_number_of_workers), CASE(nothing_to_do_calls_nothing), CASE(sizes))
