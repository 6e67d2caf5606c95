/* clock: the time since some moment, for progress and --timings only. SPDX-License-Identifier: MIT
 *
 * The only part of the program that asks a clock (make lint sees to it): nothing of what is written depends on it. */
#ifndef CLI_CLOCK_H
#define CLI_CLOCK_H

#include <stdint.h>

uint64_t clock_now(void);       /* nanoseconds, never going back */

#endif
