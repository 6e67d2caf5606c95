/* flow_test: every task once, phases one after the other, results in order. SPDX-License-Identifier: MIT */
#include "base/flow.h"

#include "unit/check.h"

#include <stdatomic.h>

enum { THINGS = 40, PHASES = 3, FEW = 50, TIMES = 30, MOST = FEW * TIMES };

struct record {
    atomic_int begun[THINGS][PHASES], done[THINGS][PHASES][MOST];
    atomic_int early, tasks;    /* tasks that ran before an earlier phase was done; all */
    atomic_int under_way, most; /* things between their first begin and their last task */
    size_t last[THINGS]; size_t nlast;  /* guarded by what is promised: one at a time */
    bool none;
};

/* Of some things so many that a worker takes several tasks at once. */
static size_t
tasks_of(const struct record *r, size_t thing, unsigned phase)
{
    size_t n = (thing * 7 + phase * 3) % FEW;

    return r->none ? 0 : phase == PHASES - 1 ? 1 : thing % 8 == 3 ? n * TIMES : n;
}

static bool
is_done(struct record *r, size_t thing, unsigned phase)
{
    for (size_t i = 0; i < tasks_of(r, thing, phase); i++)
        if (atomic_load(&r->done[thing][phase][i]) != 1)
            return false;
    return atomic_load(&r->begun[thing][phase]) == 1;
}

static size_t
begin(void *context, size_t thing, unsigned phase, unsigned worker)
{
    struct record *r = context;

    (void)worker;
    atomic_fetch_add(&r->begun[thing][phase], 1);
    if (phase == 0 && atomic_fetch_add(&r->under_way, 1) + 1 > atomic_load(&r->most))
        atomic_store(&r->most, atomic_load(&r->under_way));
    if (phase > 0 && !is_done(r, thing, phase - 1))
        atomic_fetch_add(&r->early, 1);
    return tasks_of(r, thing, phase);
}

static void
run(void *context, size_t thing, unsigned phase, size_t task, unsigned worker)
{
    struct record *r = context;

    (void)worker;
    atomic_fetch_add(&r->done[thing][phase][task], 1);
    atomic_fetch_add(&r->tasks, 1);
    if (phase > 0 && !is_done(r, thing, phase - 1))
        atomic_fetch_add(&r->early, 1);
    if (phase == PHASES - 1) {
        r->last[r->nlast++] = thing;
        atomic_fetch_sub(&r->under_way, 1);
    }
}

static struct record *
run_all(unsigned workers, unsigned at_once, bool none)
{
    static struct record record;
    struct flow flow = { .things = THINGS, .phases = PHASES, .at_once = at_once, .begin = begin, .run = run, .context = &record };

    record = (struct record){ .none = none };
    flow_run(&flow, workers);
    return &record;
}

TEST(every_task_is_done_once_and_after_the_phase_before)
{
    static const unsigned workers[] = { 1, 2, 3, 8 };

    for (size_t k = 0; k < sizeof workers / sizeof *workers; k++) {
        struct record *r = run_all(workers[k], workers[k] + 1, false);
        CHECK(atomic_load(&r->early) == 0);
        for (size_t i = 0; i < THINGS; i++)
            for (unsigned p = 0; p < PHASES; p++)
                CHECK(is_done(r, i, p));
    }
}

TEST(the_last_phase_comes_in_order)
{
    struct record *r = run_all(4, 3, false);

    CHECK(r->nlast == THINGS);
    for (size_t i = 0; i < THINGS; i++)
        CHECK(r->last[i] == i);
}

TEST(few_things_are_under_way)
{
    CHECK(atomic_load(&run_all(4, 1, false)->most) == 1);
    CHECK(atomic_load(&run_all(4, 3, false)->most) <= 3);
}

TEST(phases_without_tasks_are_gone_through)
{
    struct record *r = run_all(3, 2, true);

    CHECK(atomic_load(&r->tasks) == 0 && atomic_load(&r->early) == 0);
    for (size_t i = 0; i < THINGS; i++)
        CHECK(atomic_load(&r->begun[i][PHASES - 1]) == 1);
}

TEST(nothing_to_do_ends_at_once)
{
    struct record r = { 0 };

    flow_run(&(struct flow){ .things = 0, .phases = 1, .at_once = 1, .begin = begin, .run = run, .context = &r }, 2);
    CHECK(atomic_load(&r.tasks) == 0);
}

TESTS(CASE(every_task_is_done_once_and_after_the_phase_before), CASE(the_last_phase_comes_in_order), CASE(few_things_are_under_way),
    CASE(phases_without_tasks_are_gone_through), CASE(nothing_to_do_ends_at_once))
