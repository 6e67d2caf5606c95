/* errand: one thing that another thread does meanwhile. SPDX-License-Identifier: MIT */
#include "base/errand.h"

#include "base/mem.h"

#include <stddef.h>

static void *
go(void *at)
{
    const struct errand *e = at;

    mem_begin_thread();
    e->run(e->context);
    return NULL;
}

void
errand_start(struct errand *e, bool meanwhile, void (*run)(void *context), void *context)
{
    e->run = run;
    e->context = context;
    e->is_out = meanwhile && pthread_create(&e->thread, NULL, go, e) == 0;
    if (!e->is_out)
        run(context);
}

void
errand_wait(struct errand *e)
{
    if (e->is_out)
        pthread_join(e->thread, NULL);
    e->is_out = false;
}
