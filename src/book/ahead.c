/* ahead: chapters go into the book's file while others are made. SPDX-License-Identifier: MIT
 *
 * Pages are made side by side and are ready in any order; they lie in the file in the order of reading. So each waits until those
 * before it are there, and what is complete up to a page is written by whoever brought the last of it. */
#include "book/ahead.h"

#include "base/mem.h"
#include "base/path.h"
#include "base/spill.h"
#include "book/package_order.h"

#include <pthread.h>
#include <stdlib.h>

enum { RUN_PARTS = 256, RUN_BYTES = 1 << 19, RUNS = 3 };        /* RUNS: so many may wait in memory */

struct ahead {
    const struct plan *plan;
    unsigned workers;
    struct spill spill;         /* those that come much too early */
    size_t run_bytes;           /* are worth being written */
    pthread_mutex_t lock;       /* of what follows */
    struct arena mem;
    bool *is_ready;             /* each page */
    size_t from, to;            /* pages that were not written yet and of which none is missing */
    size_t nparts, bytes;       /* of them */
    struct pack *pack;          /* NULL: there is no file yet */
    struct draft draft;
    struct deflated mimetype;
    size_t nwritten;            /* entries */
    bool failed;                /* there cannot be one; or what went wrong is known to PACK */
};

struct run { struct pack_part *part; struct part **parts; size_t n; };

struct ahead *
ahead_new(const struct plan *plan, size_t bytes, unsigned workers)
{
    struct ahead *a = mem_zalloc(sizeof *a);

    a->plan = plan;
    a->workers = workers;
    a->run_bytes = bytes / RUNS < RUN_BYTES ? bytes / RUNS : RUN_BYTES;
    a->is_ready = mem_zalloc(plan->npages * sizeof *a->is_ready);
    arena_init(&a->mem);
    spill_init(&a->spill, plan->book->output, bytes);
    pthread_mutex_init(&a->lock, NULL);
    return a;
}

void
ahead_free(struct ahead *a)
{
    if (!a)
        return;
    if (a->pack) {
        pack_abandon(a->pack);
        file_draft_drop(&a->draft);
    }
    deflated_release(&a->mimetype);
    spill_release(&a->spill);
    arena_release(&a->mem);
    free(a->is_ready);
    pthread_mutex_destroy(&a->lock);
    free(a);
}

struct pack *
ahead_end(struct ahead *a, struct draft *draft, size_t *n)
{
    struct pack *pack = a->pack;

    a->pack = NULL;
    *draft = a->draft;
    *n = a->nwritten;
    return pack;
}

/* ---- runs, with the lock --------------------------------------------------------------------------------------------- */

/* With FIRST, the entry that every book begins with. */
static bool
begin_file(struct ahead *a, struct pack_given *first)
{
    const struct book *book = a->plan->book;
    struct str folder = path_folder(str_of(book->output));

    if (folder.len > 0 && file_make_folder(arena_cstr(&a->mem, folder)) < 0)
        return false;
    if (file_draft(&a->mem, book->output, &a->draft) < 0) {
        file_draft_drop(&a->draft);
        return false;
    }
    a->pack = pack_into(a->draft.fd, book->modified, a->workers);
    a->mimetype = deflate_store(STR(PACKAGE_MIMETYPE));
    *first = (struct pack_given){ "mimetype", &a->mimetype };
    return true;
}

static bool
is_full(const struct ahead *a)
{
    return a->nparts >= RUN_PARTS || a->bytes > a->run_bytes;
}

static void
count(struct ahead *a, const struct page *page)
{
    for (size_t i = 0; i < page->nparts && !page->waits; i++) {
        a->nparts++;
        a->bytes += page->parts[i].data.len;
    }
}

/* Takes the pages from FROM to TO. */
static bool
take(struct ahead *a, struct run *run)
{
    struct pack_given *given = arena_alloc(&a->mem, (a->nparts + 1) * sizeof *given), *g = given;

    *run = (struct run){ .parts = arena_alloc(&a->mem, a->nparts * sizeof *run->parts) };
    if (!a->pack && !begin_file(a, g++))
        return false;
    for (; a->from < a->to; a->from++) {
        struct page *page = &a->plan->pages[a->from];
        for (size_t i = 0; i < page->nparts && !page->waits; i++) {
            *g++ = (struct pack_given){ order_name(&a->mem, page->parts[i].href).at, &page->parts[i].data };
            run->parts[run->n++] = &page->parts[i];
        }
    }
    run->part = pack_take(a->pack, given, (size_t)(g - given));
    a->nwritten += (size_t)(g - given);
    a->nparts = a->bytes = 0;
    return run->part;
}

/* The next run, if there is enough for one. */
static bool
next(struct ahead *a, struct run *run)
{
    while (a->to < a->plan->npages && a->is_ready[a->to] && !is_full(a))
        count(a, &a->plan->pages[a->to++]);
    if (a->failed || !is_full(a))
        return false;
    a->failed = !take(a, run);
    return !a->failed;
}

/* ---- pages ----------------------------------------------------------------------------------------------------------- */

static void
let_wait(struct ahead *a, struct page *page)
{
    for (size_t i = 0; i < page->nparts; i++) {
        struct deflated *data = &page->parts[i].data;
        uint64_t offset;
        if (spill_hold(&a->spill, (struct str){ data->at, data->len }, &offset))
            continue;
        free(data->at);
        data->at = NULL;
        data->fd = a->spill.fd;
        data->offset = offset;
    }
}

static void
let_go(struct ahead *a, const struct run *run)
{
    for (size_t i = 0; i < run->n; i++) {
        struct deflated *data = &run->parts[i]->data;
        if (data->at)
            spill_drop(&a->spill, data->len);
        free(data->at);
        data->at = NULL;
    }
}

static bool
find_run(struct ahead *a, struct run *run)
{
    bool is_one;

    pthread_mutex_lock(&a->lock);
    is_one = next(a, run);
    pthread_mutex_unlock(&a->lock);
    return is_one;
}

void
ahead_give(struct ahead *a, struct page *page, struct pack_hand *hand)
{
    struct run run;

    if (!page->waits)
        let_wait(a, page);
    pthread_mutex_lock(&a->lock);
    a->is_ready[page->index] = true;
    pthread_mutex_unlock(&a->lock);
    while (find_run(a, &run)) {
        pack_write(a->pack, run.part, hand);
        let_go(a, &run);
    }
}
