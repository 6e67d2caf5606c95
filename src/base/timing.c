/* timing: how long the stages take. SPDX-License-Identifier: MIT */
#include "base/timing.h"

struct watch
watch_start(timing_clock *ask, struct timings *timings)
{
    return (struct watch){ ask, ask ? ask() : 0, timings };
}

void
watch_lap(struct watch *w, enum timing_stage stage, uint64_t bytes)
{
    struct timing *t;
    uint64_t now;

    if (!w->clock)
        return;
    now = w->clock();
    t = &w->timings->of[stage];
    t->ns += now - w->last;
    t->bytes += bytes;
    t->n++;
    w->last = now;
}

void
timings_join(struct timings *t, const struct timings *from)
{
    for (int i = 0; i < TIMING_STAGES; i++) {
        t->of[i].ns += from->of[i].ns;
        t->of[i].bytes += from->of[i].bytes;
        t->of[i].n += from->of[i].n;
    }
}

const char *
timing_name(enum timing_stage stage)
{
    static const char *const names[] = { "walk", "read", "catalogue", "select", "plan", "cover", "parse", "render", "deflate",
        "documents", "write" };

    return names[stage];
}
