/* errand: one thing that another thread does meanwhile. SPDX-License-Identifier: MIT
 *
 *     errand_start(&e, true, run, context); ... errand_wait(&e); what it did may be looked at now */
#ifndef BASE_ERRAND_H
#define BASE_ERRAND_H

#include <pthread.h>
#include <stdbool.h>

struct errand { void (*run)(void *context); void *context; pthread_t thread; bool is_out; };   /* all zero: there is none */

/* Runs RUN in a thread of its own; now, if not MEANWHILE or if there can be no thread. */
void errand_start(struct errand *, bool meanwhile, void (*run)(void *context), void *context);

/* Until it is done; nothing if there is none. By one thread at a time. */
void errand_wait(struct errand *);

#endif
