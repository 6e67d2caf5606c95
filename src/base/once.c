/* once: what is done when it is needed first. SPDX-License-Identifier: MIT */
#include "base/once.h"

void
once_init(struct once *o, void (*run)(void *context), void *context)
{
    o->run = run;
    o->context = context;
    pthread_mutex_init(&o->lock, NULL);
    atomic_init(&o->is_done, false);
}

void
once_release(struct once *o)
{
    pthread_mutex_destroy(&o->lock);
}

void
once_do(struct once *o)
{
    if (atomic_load_explicit(&o->is_done, memory_order_acquire))
        return;
    pthread_mutex_lock(&o->lock);
    if (!atomic_load_explicit(&o->is_done, memory_order_relaxed))
        o->run(o->context);
    atomic_store_explicit(&o->is_done, true, memory_order_release);
    pthread_mutex_unlock(&o->lock);
}
