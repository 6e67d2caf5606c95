/* flow: many things that go through the same phases, by the same workers. SPDX-License-Identifier: MIT
 *
 * One lock guards all counters; it is held only to take tasks and to hand them back. A worker takes the first ones there are,
 * looking at the things in their order, so the oldest thing is finished first and few are under way. */
#include "base/flow.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { MOST_WORKERS = 64, MOST_AT_ONCE = 16, SHARE = 64 };

struct thing {
    unsigned phase;             /* the one after the one whose tasks are counted here */
    size_t n, next, done;       /* tasks: all, taken, done */
    bool beginning;             /* a worker makes its next phase ready */
};

struct crew {
    const struct flow *flow;
    struct thing *things;       /* a ring of AT_ONCE */
    size_t first, opened;       /* the oldest thing that is not finished, and how many were begun */
    unsigned workers;
    pthread_mutex_t lock;
    pthread_cond_t news;        /* tasks were added, or all is done */
};

struct task { size_t thing; unsigned phase; size_t index, n; };     /* N tasks in a row */

static struct thing *
thing_at(struct crew *c, size_t i)
{
    return &c->things[i % c->flow->at_once];
}

/* The lock is not held while the thing is made ready. */
static void
begin_phase(struct crew *c, size_t i, unsigned worker)
{
    struct thing *t = thing_at(c, i);
    unsigned phase = t->phase;
    size_t n;

    t->beginning = true;
    pthread_mutex_unlock(&c->lock);
    n = c->flow->begin(c->flow->context, i, phase, worker);
    pthread_mutex_lock(&c->lock);
    *t = (struct thing){ .phase = phase + 1, .n = n };
    pthread_cond_broadcast(&c->news);
}

/* All tasks of the phase are done and nobody makes the next one ready. */
static bool
is_between(const struct thing *t)
{
    return t->done == t->n && !t->beginning;
}

/* Goes on with a thing or begins one, if that is all there is to do. False if there is nothing. */
static bool
advance(struct crew *c, unsigned worker)
{
    const struct flow *f = c->flow;

    for (size_t i = c->first; i < c->opened; i++) {
        struct thing *t = thing_at(c, i);
        if (!is_between(t) || (i != c->first && t->phase + 1 >= f->phases))
            continue;
        if (t->phase < f->phases)
            begin_phase(c, i, worker);
        else
            c->first++;
        return true;
    }
    if (c->opened == f->things || c->opened - c->first == f->at_once)
        return false;
    *thing_at(c, c->opened++) = (struct thing){ 0 };
    return true;
}

/* Of LEFT tasks a worker takes some at once: there may be thousands of a few microseconds each, for which the lock would be in the
 * way. The fewer are left the fewer it takes, so that all come to an end at about the same time. */
static size_t
share(size_t left)
{
    size_t n = 1 + left / SHARE;

    return n < MOST_AT_ONCE ? n : MOST_AT_ONCE;
}

static bool
find_task(struct crew *c, struct task *task)
{
    for (size_t i = c->first; i < c->opened; i++) {
        struct thing *t = thing_at(c, i);
        if (t->next < t->n) {
            *task = (struct task){ i, t->phase - 1, t->next, share(t->n - t->next) };
            t->next += task->n;
            return true;
        }
    }
    return false;
}

/* Waits for a task; false when all things are finished. What is finished before anything new is begun keeps few under way. */
static bool
take_task(struct crew *c, struct task *task, unsigned worker)
{
    while (!find_task(c, task)) {
        if (advance(c, worker))
            continue;
        if (c->first == c->flow->things) {
            pthread_cond_broadcast(&c->news);
            return false;
        }
        pthread_cond_wait(&c->news, &c->lock);
    }
    return true;
}

static void
hand_back(struct crew *c, const struct task *task)
{
    struct thing *t = thing_at(c, task->thing);

    t->done += task->n;
    if (t->done == t->n)
        pthread_cond_broadcast(&c->news);
}

static void *
work(void *at)
{
    struct crew *c = at;
    struct task task;
    unsigned worker;

    pthread_mutex_lock(&c->lock);
    worker = c->workers++;
    while (take_task(c, &task, worker)) {
        pthread_mutex_unlock(&c->lock);
        for (size_t i = 0; i < task.n; i++)
            c->flow->run(c->flow->context, task.thing, task.phase, task.index + i, worker);
        pthread_mutex_lock(&c->lock);
        hand_back(c, &task);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

static void *
start(void *at)
{
    mem_begin_thread();
    return work(at);
}

void
flow_run(const struct flow *flow, unsigned workers)
{
    struct crew c = { .flow = flow };
    pthread_t threads[MOST_WORKERS];
    unsigned started = 0;

    c.things = mem_zalloc(flow->at_once * sizeof *c.things);
    pthread_mutex_init(&c.lock, NULL);
    pthread_cond_init(&c.news, NULL);
    /* A thread that cannot be started is work for the others. */
    while (started + 1 < workers && started < MOST_WORKERS && pthread_create(&threads[started], NULL, start, &c) == 0)
        started++;
    work(&c);
    while (started > 0)
        pthread_join(threads[--started], NULL);
    pthread_cond_destroy(&c.news);
    pthread_mutex_destroy(&c.lock);
    free(c.things);
}
