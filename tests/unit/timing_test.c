/* timing_test: what a lap is added to. SPDX-License-Identifier: MIT */
#include "base/timing.h"

#include "unit/check.h"

static uint64_t
tick(void)
{
    static uint64_t now;

    return now += 10;
}

TEST(a_lap_counts_the_time_since_the_last_one)
{
    struct timings t = { 0 }, sum = { 0 };
    struct watch w = watch_start(tick, &t);

    watch_lap(&w, TIMING_READ, 100);
    watch_lap(&w, TIMING_READ, 50);
    watch_lap(&w, TIMING_WRITE, 0);
    CHECK(t.of[TIMING_READ].ns == 20 && t.of[TIMING_READ].bytes == 150 && t.of[TIMING_READ].n == 2);
    CHECK(t.of[TIMING_WRITE].ns == 10 && t.of[TIMING_WRITE].n == 1);
    timings_join(&sum, &t);
    timings_join(&sum, &t);
    CHECK(sum.of[TIMING_READ].ns == 40 && sum.of[TIMING_READ].bytes == 300);
}

TEST(without_a_clock_nothing_is_counted)
{
    struct timings t = { 0 };
    struct watch w = watch_start(NULL, &t);

    watch_lap(&w, TIMING_READ, 100);
    CHECK(t.of[TIMING_READ].n == 0);
}

TEST(stages_have_names)
{
    for (int i = 0; i < TIMING_STAGES; i++)
        CHECK(timing_name((enum timing_stage)i)[0] != '\0');
}

TESTS(CASE(a_lap_counts_the_time_since_the_last_one), CASE(without_a_clock_nothing_is_counted), CASE(stages_have_names))
