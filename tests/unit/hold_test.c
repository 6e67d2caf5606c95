/* hold_test: texts that wait for their second use. SPDX-License-Identifier: MIT */
#include "base/hold.h"

#include "base/mem.h"
#include "base/pool.h"

#include "unit/check.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

TEST(what_is_held_is_given_once)
{
    struct hold *h = hold_new(MEM_LARGE);
    struct hold_slot slots[3] = { { .hold = h }, { .hold = h }, { .hold = h } };
    struct arena mem;
    struct str bytes;

    arena_init(&mem);
    hold_put(&slots[0], STR("one"));
    hold_put(&slots[1], STR(""));
    hold_put(&slots[2], STR("three"));
    CHECK(hold_take(&slots[2], &mem, &bytes));
    CHECK_STR(bytes, "three");
    CHECK(!hold_take(&slots[2], &mem, &bytes));
    CHECK(!hold_take(&slots[1], &mem, &bytes));
    CHECK(hold_take(&slots[0], &mem, &bytes) && bytes.at[bytes.len] == '\0');
    CHECK_STR(bytes, "one");
    arena_release(&mem);
    hold_free(h);
}

TEST(no_more_is_held_than_the_budget)
{
    static char text[MEM_LARGE / 8];
    struct hold *h = hold_new(2 * MEM_LARGE), *none = hold_new(0);
    struct hold_slot slots[17] = { 0 }, nothing = { .hold = none };
    struct arena mem;
    struct str bytes;
    size_t held = 0;

    arena_init(&mem);
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < 17; i++) {
        slots[i].hold = h;
        text[0] = (char)('a' + i);
        hold_put(&slots[i], (struct str){ text, sizeof text });
    }
    for (size_t i = 0; i < 17; i++) {
        if (!hold_take(&slots[i], &mem, &bytes))
            continue;
        CHECK(bytes.len == sizeof text && bytes.at[0] == (char)('a' + i) && bytes.at[bytes.len - 1] == 'x');
        held++;
    }
    CHECK(held == 16);
    hold_put(&slots[0], STR("later"));          /* what was full stays so: memory goes back to the system, not to others */
    CHECK(!hold_take(&slots[0], &mem, &bytes));
    hold_put(&nothing, STR("x"));
    CHECK(!hold_take(&nothing, &mem, &bytes));
    arena_release(&mem);
    hold_free(h);
    hold_free(none);
    hold_free(NULL);
}

enum { TEXTS = 4000 };

struct job { struct hold_slot slots[TEXTS]; atomic_size_t wrong, taken; struct arena mem[4]; };

static void
put_then_take_another(void *context, size_t i, unsigned worker)
{
    struct job *job = context;
    char text[2048];
    struct str bytes;
    size_t other = i / 2;

    memset(text, (int)(i % 251) + 1, sizeof text);
    hold_put(&job->slots[i], (struct str){ text, sizeof text });
    if (!hold_take(&job->slots[other], &job->mem[worker], &bytes))
        return;
    atomic_fetch_add(&job->taken, 1);
    if (bytes.len != sizeof text || (unsigned char)bytes.at[0] != other % 251 + 1
        || (unsigned char)bytes.at[bytes.len - 1] != other % 251 + 1)
        atomic_fetch_add(&job->wrong, 1);
}

TEST(several_threads_put_and_take)
{
    struct job *job = mem_zalloc(sizeof *job);
    struct hold *h = hold_new(4 * MEM_LARGE);

    for (size_t i = 0; i < TEXTS; i++)
        job->slots[i].hold = h;
    pool_run(4, TEXTS, put_then_take_another, job);
    CHECK(atomic_load(&job->wrong) == 0);
    CHECK(atomic_load(&job->taken) >= TEXTS / 2 - 4 && atomic_load(&job->taken) <= TEXTS / 2);
    for (size_t i = 0; i < 4; i++)
        arena_release(&job->mem[i]);
    hold_free(h);
    free(job);
}

TESTS(CASE(what_is_held_is_given_once), CASE(no_more_is_held_than_the_budget), CASE(several_threads_put_and_take))
