/* flow: many things that go through the same phases, by the same workers. SPDX-License-Identifier: MIT
 *
 * Books, say: each is planned, its pages are made, it is written. The phases of one thing come one after the other, the tasks
 * of a phase run at once, and while the last tasks of one thing are done the workers go on with the next one. The last phase
 * comes in the order of the things, one thing at a time: there results are reported, so they do not depend on the number of
 * workers. As everywhere, a task writes only to what is its own. */
#ifndef BASE_FLOW_H
#define BASE_FLOW_H

#include <stddef.h>

struct flow {
    size_t things;
    unsigned phases;
    unsigned at_once;           /* things under way at most; at least 1 */
    /* Called once for each phase when all tasks of the one before are done, by one worker: makes ready and gives the number of
     * tasks, which may be 0. */
    size_t (*begin)(void *context, size_t thing, unsigned phase, unsigned worker);
    void (*run)(void *context, size_t thing, unsigned phase, size_t task, unsigned worker);
    void *context;
};

/* Takes all things through all phases with WORKERS threads, of which the caller is one, and waits for all. */
void flow_run(const struct flow *, unsigned workers);

#endif
