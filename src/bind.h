/* bind: planned books to their files. SPDX-License-Identifier: MIT
 *
 * Of each book: its plan names every page and link target, workers render and deflate the pages, the package is written. */
#ifndef BIND_H
#define BIND_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/timing.h"
#include "book/book.h"
#include "ledger/ledger.h"
#include "ledger/shelf.h"
#include "model.h"
#include "sheaf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bind_job {
    const struct catalog *catalog;
    const struct book *books; size_t nbooks;
    unsigned jobs;              /* workers; 0: the number of processors */
    struct diag *diag;          /* in the order of books and articles, whatever JOBS */
    /* Called by one thread at a time; may be NULL. ON_BOOK in the order of the books, after their diagnostics are in DIAG. */
    void (*on_progress)(void *payload, const char *stage, size_t done, size_t total);
    void (*on_book)(void *payload, const struct book *, uint64_t bytes, bool changed, const struct file_stamp *);
    void *payload;
    /* If it is given no book is written: each one goes here when its pages and documents are made. */
    void (*on_made)(void *payload, const struct plan *, struct package *);
    timing_clock *clock; struct timings *timings;       /* base/timing.h */
    struct image_tool *images;  /* or NULL: the usual one */
    struct ledger *ledger;      /* or NULL; CONTEXT is what pages depend on beside it */
    struct shelf **shelf;       /* what was fetched of one of the books, which is taken from there; that of an only book is left
                                 * there to be closed; or NULL */
    struct digest context;
    const struct told *told;    /* with a ledger */
    bool explain;               /* say why each chapter was made */
};

/* Binds all books. SHEAF_DONE, or the status of the first that cannot be bound, with diagnostics; those after it are not
 * written. */
enum sheaf_status bind_books(const struct bind_job *);

#endif
