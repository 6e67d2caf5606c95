/* pool: the same work on many things at once. SPDX-License-Identifier: MIT
 *
 * Each index is done exactly once, by one worker; a worker writes only to the slot of its index, so the result does not
 * depend on how many there are. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

typedef void pool_fn(void *context, size_t index, unsigned worker);

/* Calls FN for every index below N with up to WORKERS threads (0: the number of processors, at most 64) and waits for all.
 * WORKER is below the number of threads: use it for scratch memory. With one worker everything runs in the caller. */
void pool_run(unsigned workers, size_t n, pool_fn *fn, void *context);

/* How many threads pool_run() would use for WORKERS and N. */
unsigned pool_size(unsigned workers, size_t n);

#endif
