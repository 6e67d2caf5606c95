/* once: what is done when it is needed first, by whoever needs it. SPDX-License-Identifier: MIT */
#ifndef BASE_ONCE_H
#define BASE_ONCE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct once {
    void (*run)(void *context);
    void *context;
    pthread_mutex_t lock;
    atomic_bool is_done;
};

void once_init(struct once *, void (*run)(void *context), void *context);
void once_release(struct once *);

/* Runs it, or waits while another thread does, unless it was done. */
void once_do(struct once *);

#endif
