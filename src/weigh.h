/* weigh: what a book takes before it is cut into volumes. SPDX-License-Identifier: MIT */
#ifndef WEIGH_H
#define WEIGH_H

#include "base/arena.h"
#include "bind.h"
#include "book/book.h"

struct weighing {
    struct bind_job job;        /* catalogue, number of workers; the rest is weigh.c's */
    struct map known;           /* by the book's id: a run asks twice where it looks at all its bundles */
};

/* A weigh_fn, whose context is a struct weighing with an initialised map: makes the whole book in memory and forgets it. */
const struct weight *weigh_book(void *context, struct arena *, const struct book *whole);

#endif
