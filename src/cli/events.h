/* events: what the library says, for people or machines. SPDX-License-Identifier: MIT
 *
 * Diagnostics and progress go to standard error, books to standard output. Progress is shown on a terminal only. */
#ifndef CLI_EVENTS_H
#define CLI_EVENTS_H

#include "cli/options.h"

#include <stdbool.h>
#include <stdint.h>

struct events {
    bool quiet, verbose, json, color, terminal;
    bool line_open;             /* a progress line stands on the terminal */
    uint64_t began, shown;      /* when the stage began, and when the line was last written; clock_now() */
    char stage[16];
    bool timings;
    uint64_t started;           /* the run */
    size_t nbooks, narticles;
};

void events_init(struct events *, const struct cli *);
sheaf_event_fn events_take;     /* the callback; its payload is a struct events */
void events_finish(struct events *);                    /* clears the progress line */
void events_timings(const struct events *, const struct sheaf *);       /* --timings: a table, or JSON, on standard error */

#endif
