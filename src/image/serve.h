/* serve: questions on standard input, answers on standard output, until the input ends. SPDX-License-Identifier: MIT */
#ifndef IMAGE_SERVE_H
#define IMAGE_SERVE_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>

/* Adds fields to ANSWER (base/message.h). */
typedef void serve_fn(void *context, struct str request, struct buf *answer);

/* Has somebody started the program by hand? Then it said so: "NAME is started by sheaf when WHEN". */
bool serve_is_alone(const char *name, const char *when);

/* Ends the program when there are no more questions. Each has the processor time of sandbox_start_clock(). */
_Noreturn void serve(serve_fn *, void *context);

#endif
