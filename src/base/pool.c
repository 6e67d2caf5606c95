/* pool: the same work on many things at once. SPDX-License-Identifier: MIT */
#include "base/pool.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_WORKERS = 64 };

struct pool {
    atomic_size_t next;
    atomic_uint workers;
    size_t n;
    pool_fn *fn;
    void *context;
};

unsigned
pool_size(unsigned workers, size_t n)
{
    if (workers == 0) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        workers = cores > 0 ? (unsigned)cores : 1;
    }
    if (workers > MOST_WORKERS)
        workers = MOST_WORKERS;
    return n < workers ? n ? (unsigned)n : 1 : workers;
}

static void *
work(void *at)
{
    struct pool *p = at;
    unsigned worker = atomic_fetch_add(&p->workers, 1);

    for (size_t i; (i = atomic_fetch_add(&p->next, 1)) < p->n;)
        p->fn(p->context, i, worker);
    return NULL;
}

static void *
start(void *at)
{
    mem_begin_thread();
    return work(at);
}

void
pool_run(unsigned workers, size_t n, pool_fn *fn, void *context)
{
    struct pool p = { .n = n, .fn = fn, .context = context };
    pthread_t threads[MOST_WORKERS];
    unsigned started = 0;

    /* The caller is a worker too; a thread that cannot be started is work for the others. */
    workers = pool_size(workers, n);
    while (started + 1 < workers && pthread_create(&threads[started], NULL, start, &p) == 0)
        started++;
    work(&p);
    while (started > 0)
        pthread_join(threads[--started], NULL);
}
