/* clock: the time since some moment, for progress and --timings only. SPDX-License-Identifier: MIT */
#include "cli/clock.h"

#include <time.h>

uint64_t
clock_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}
