/* ahead: chapters go into the book's file while others are made. SPDX-License-Identifier: MIT
 *
 * Pages are made side by side and are ready in any order; they lie in the file in the order of reading. So each waits until those
 * before it are there, and what is complete up to a page is written by whoever brought the last of it, or, where there is a last
 * edition to copy from, by one thread beside the others: copying takes longer than finding out what can be copied.
 *
 * What is kept may be made after all, by others, while it is copied. So what must be known of a page is noted when it is given, and
 * compared in the end. */
#include "book/ahead.h"

#include "base/errand.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/spill.h"
#include "base/zipdir.h"
#include "book/package_order.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { RUN_BYTES = 1 << 19, RUNS = 3 };         /* that are written together; so many may wait in memory */

enum state { MISSING, READY, WAITS };

struct given {                  /* a page */
    enum state state;
    bool is_made;               /* its bytes are to be let go when they are written */
    struct pack_given *parts; uint32_t n;
};

struct ahead {
    const struct plan *plan;
    const struct package_memory *memory;        /* or NULL */
    uint32_t time;              /* of all entries, as DOS has it */
    unsigned workers;
    bool is_copying;            /* there is a last edition */
    struct spill spill;         /* those that come much too early */
    size_t run_bytes;
    pthread_mutex_t lock;       /* of what follows */
    struct arena mem;
    struct given *pages;
    bool is_new;                /* one of them is, so the book is */
    size_t from, to;            /* pages that were not written yet and of which none is missing: the next run */
    struct pack_run run;        /* their parts */
    struct pack *pack;          /* NULL: there is no file yet */
    struct draft draft;
    struct deflated mimetype;
    size_t nwritten;            /* entries */
    uint64_t end;               /* of them, in the file */
    bool failed;                /* there cannot be one; or what went wrong is known to PACK */
    bool is_out;                /* ERRAND is at work */
    pthread_mutex_t errand_lock;
    struct errand errand;
    struct pack_hand *hand;     /* its own */
};

struct run { struct pack_part *part; size_t from, to; uint64_t place; };

struct ahead *
ahead_new(const struct plan *plan, const struct package_memory *memory, size_t bytes, unsigned workers)
{
    struct ahead *a = mem_zalloc(sizeof *a);
    int fd;

    a->plan = plan;
    a->memory = memory;
    a->time = pack_dos_time(plan->book->modified);
    a->workers = workers;
    a->is_copying = memory && memory->last(memory->context, STR("mimetype"), &fd);
    a->run_bytes = bytes / RUNS < RUN_BYTES ? bytes / RUNS : RUN_BYTES;
    a->pages = mem_zalloc(plan->npages * sizeof *a->pages);
    a->draft.fd = -1;
    arena_init(&a->mem);
    spill_init(&a->spill, plan->book->output, bytes);
    pthread_mutex_init(&a->lock, NULL);
    pthread_mutex_init(&a->errand_lock, NULL);
    return a;
}

void
ahead_free(struct ahead *a)
{
    if (!a)
        return;
    errand_wait(&a->errand);
    if (a->pack)
        pack_abandon(a->pack);
    file_draft_drop(&a->draft);
    pack_hand_free(a->hand);
    deflated_release(&a->mimetype);
    spill_release(&a->spill);
    arena_release(&a->mem);
    for (size_t i = 0; i < a->plan->npages; i++)
        free(a->pages[i].parts);
    free(a->pages);
    pthread_mutex_destroy(&a->lock);
    pthread_mutex_destroy(&a->errand_lock);
    free(a);
}

/* ---- the end --------------------------------------------------------------------------------------------------------- */

static bool
is_as_given(const struct given *g, const struct page *page)
{
    if ((g->state == WAITS) != page->waits)
        return false;
    if (page->waits)
        return true;
    for (size_t i = 0; i < g->n && g->n == page->nparts; i++) {
        const struct part *part = &page->parts[i];
        const char *name = strchr(g->parts[i].name, '/') + 1;
        if (!str_eqc(part->href, name) || part->data.crc != g->parts[i].data->crc || part->data.len != g->parts[i].data->len)
            return false;
    }
    return g->n == page->nparts;
}

void
ahead_settle(struct ahead *a)
{
    errand_wait(&a->errand);
}

struct pack *
ahead_end(struct ahead *a, struct draft *draft, size_t *n)
{
    struct pack *pack = a->pack;

    for (size_t i = 0; pack && i < a->from; i++)
        if (!is_as_given(&a->pages[i], &a->plan->pages[i]))
            return NULL;                        /* what is in it is taken from there */
    *n = a->nwritten;
    if (pack)
        *draft = a->draft;
    a->pack = NULL;
    a->draft = (struct draft){ .fd = -1 };
    return pack;
}

/* ---- runs, with the lock --------------------------------------------------------------------------------------------- */

/* The entry that every book begins with. */
static struct pack_given
first_entry(struct ahead *a)
{
    int fd;
    const struct zip_entry *old = a->is_copying ? a->memory->last(a->memory->context, STR("mimetype"), &fd) : NULL;

    if (old && old->time == a->time && old->is_stored)
        a->mimetype = (struct deflated){ .len = old->stored, .original = old->original, .crc = old->crc, .is_stored = 1, .fd = fd,
            .offset = old->offset };
    else
        a->mimetype = deflate_store(STR(PACKAGE_MIMETYPE));
    return (struct pack_given){ "mimetype", &a->mimetype, a->mimetype.at ? NULL : old };
}

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
    *first = first_entry(a);
    return true;
}

static uint64_t
room_before(const struct pack_given *entry)
{
    return ZIPDIR_LOCAL + strlen(entry->name);
}

/* Takes the pages from FROM to TO. */
static bool
take(struct ahead *a, struct run *run)
{
    struct pack_given *given = arena_alloc(&a->mem, (a->run.n + 1) * sizeof *given), *g = given;

    if (!a->pack && !begin_file(a, g))
        return false;
    if (a->nwritten == 0)
        a->end = room_before(g++) + a->mimetype.len;
    *run = (struct run){ .from = a->from, .to = a->to, .place = a->end };
    for (; a->from < a->to; a->from++)
        for (size_t i = 0; i < a->pages[a->from].n; i++) {
            *g = a->pages[a->from].parts[i];
            a->end += room_before(g) + g->data->len;
            g++;
        }
    run->part = pack_take(a->pack, given, (size_t)(g - given));
    a->nwritten += (size_t)(g - given);
    a->run = (struct pack_run){ 0 };
    return run->part;
}

static bool
is_old(const struct given *page)
{
    return page->n > 0 && page->parts[0].old;
}

/* What was made waits in memory. */
static bool
ends(const struct ahead *a, bool next_is_old)
{
    return (a->run.nold < a->run.n && a->run.bytes > a->run_bytes) || pack_run_ends(&a->run, next_is_old);
}

/* The page that is not in the run any more; as long as it is not known it does not end it. */
static bool
is_next_old(const struct ahead *a)
{
    const struct given *next = a->to < a->plan->npages ? &a->pages[a->to] : NULL;

    return next && next->state != MISSING ? is_old(next) : a->run.nold == a->run.n;
}

/* Is there a run? */
static bool
is_due(struct ahead *a)
{
    for (; a->to < a->plan->npages && a->pages[a->to].state != MISSING; a->to++) {
        const struct given *page = &a->pages[a->to];
        if (page->n > 0 && ends(a, is_old(page)))
            break;
        for (size_t i = 0; i < page->n; i++)
            pack_run_add(&a->run, page->parts[i].data->len, page->parts[i].old);
    }
    return a->is_new && !a->failed && ends(a, is_next_old(a));
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

/* The bytes of pages that were made are in the file now, where who must may read them. */
static void
let_go(struct ahead *a, const struct run *run)
{
    uint64_t place = run->place;

    for (size_t i = run->from; i < run->to; i++)
        for (size_t k = 0; k < a->pages[i].n; k++) {
            const struct pack_given *entry = &a->pages[i].parts[k];
            size_t len = entry->data->len;
            place += room_before(entry);
            if (a->pages[i].is_made) {
                struct deflated *data = &a->plan->pages[i].parts[k].data;
                if (data->at)
                    spill_drop(&a->spill, len);
                deflated_move(data, a->draft.fd, place);
            }
            place += len;
        }
}

static bool
next(struct ahead *a, struct run *run, bool is_errand)
{
    bool is_one;

    pthread_mutex_lock(&a->lock);
    is_one = is_due(a);
    if (is_one)
        is_one = !(a->failed = !take(a, run));
    if (is_errand && !is_one)
        a->is_out = false;
    pthread_mutex_unlock(&a->lock);
    return is_one;
}

static void
write_runs(struct ahead *a, struct pack_hand *hand, bool is_errand)
{
    struct run run;

    while (next(a, &run, is_errand)) {
        pack_write(a->pack, run.part, hand);
        let_go(a, &run);
    }
}

static void
go(void *ahead)
{
    struct ahead *a = ahead;

    write_runs(a, a->hand, true);
}

static void
send(struct ahead *a)
{
    bool goes;

    pthread_mutex_lock(&a->lock);
    goes = !a->is_out && is_due(a);
    a->is_out |= goes;
    pthread_mutex_unlock(&a->lock);
    if (!goes)
        return;
    pthread_mutex_lock(&a->errand_lock);
    errand_wait(&a->errand);
    if (!a->hand)
        a->hand = pack_hand_new();
    errand_start(&a->errand, a->workers > 1, go, a);
    pthread_mutex_unlock(&a->errand_lock);
}

/* ---- pages ----------------------------------------------------------------------------------------------------------- */

/* In memory, as long as there is not too much of that. */
static void
let_wait(struct ahead *a, struct page *page)
{
    for (size_t i = 0; i < page->nparts; i++) {
        struct deflated *data = &page->parts[i].data;
        uint64_t offset;
        if (!spill_hold(&a->spill, (struct str){ data->at, data->len }, &offset))
            deflated_move(data, a->spill.fd, offset);
    }
}

/* What is to be known of its parts; free() it. */
static struct pack_given *
describe(const struct ahead *a, const struct page *page)
{
    size_t n = page->nparts, room = n * (sizeof(struct pack_given) + sizeof(struct deflated));
    struct pack_given *given;
    struct deflated *data;
    char *names;

    for (size_t i = 0; i < n; i++)
        room += ORDER_NAME_ROOM + page->parts[i].href.len;
    given = mem_alloc(room);
    data = (struct deflated *)(given + n);
    names = (char *)(data + n);
    for (size_t i = 0; i < n; i++) {
        struct str name = order_put_name(names, page->parts[i].href);
        data[i] = page->parts[i].data;
        given[i] = (struct pack_given){ name.at, page->is_kept ? &data[i] : &page->parts[i].data,
            page->is_kept ? package_old_entry(a->memory, name, &data[i], a->time) : NULL };
        names += name.len + 1;
    }
    return given;
}

static void
note(struct ahead *a, const struct page *page)
{
    struct given given = { .state = page->waits ? WAITS : READY, .is_made = !page->is_kept };

    if (!page->waits && page->nparts > 0) {
        given.parts = describe(a, page);
        given.n = (uint32_t)page->nparts;
    }
    pthread_mutex_lock(&a->lock);
    a->pages[page->index] = given;
    a->is_new |= given.is_made;
    pthread_mutex_unlock(&a->lock);
}

void
ahead_give(struct ahead *a, struct page *page, struct pack_hand *hand)
{
    if (!page->waits && !page->is_kept)
        let_wait(a, page);
    note(a, page);
    if (a->is_copying)
        send(a);
    else
        write_runs(a, hand, false);
}
