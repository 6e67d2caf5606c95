/* timing: how long the stages take. SPDX-License-Identifier: MIT
 *
 * The library asks no clock of its own: the caller lends one, for this and nothing else. A watch belongs to one thread; it is
 * started, and each lap adds the time since the last one to a stage. Without a clock all of it does nothing. */
#ifndef BASE_TIMING_H
#define BASE_TIMING_H

#include <stddef.h>
#include <stdint.h>

enum timing_stage {             /* in the order of the flow */
    TIMING_WALK, TIMING_READ, TIMING_CATALOG, TIMING_SELECT, TIMING_PLAN, TIMING_COVER, TIMING_PARSE, TIMING_RENDER, TIMING_DEFLATE,
    TIMING_DOCUMENTS, TIMING_WRITE, TIMING_STAGES
};

typedef uint64_t timing_clock(void);    /* nanoseconds, never going back */

struct timing { uint64_t ns, bytes; size_t n; };        /* N: files, pages, books */
struct timings { struct timing of[TIMING_STAGES]; };

struct watch {
    timing_clock *clock;        /* NULL: none */
    uint64_t last;
    struct timings *timings;    /* where the laps are added; used by one thread at a time */
};

struct watch watch_start(timing_clock *, struct timings *);
void watch_lap(struct watch *, enum timing_stage, uint64_t bytes);  /* one more of the stage done, with BYTES */
void timings_join(struct timings *, const struct timings *from);
const char *timing_name(enum timing_stage);             /* "walk" */

#endif
