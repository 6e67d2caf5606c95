/* bind: planned books to their files. SPDX-License-Identifier: MIT
 *
 * Every book goes through the phases below (base/flow.h); the next one is begun while the last pages of one are made and its
 * file is written. */
#include "bind_part.h"

#include "base/errand.h"
#include "base/file.h"
#include "base/flow.h"
#include "base/mem.h"
#include "base/pool.h"
#include "html/drawing.h"
#include "ledger/pictures.h"
#include "sheet.h"
#include "wrap/pack.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HELD = 2 << 20 };        /* bytes of finished pages in memory, of all books under way: on their way to the file, or not */

/* ---- a book begins --------------------------------------------------------------------------------------------------- */

struct beginning { struct binder *binder; struct binding *b; };

/* What was fetched while the archive was read, if it is of this book. */
static struct shelf *
take_shelf(const struct bind_job *job, const struct book *book)
{
    struct shelf *shelf = job->shelf ? *job->shelf : NULL;

    if (!shelf || !shelf_is_of(shelf, book->output))
        return shelf_new(job->ledger, book->output);
    *job->shelf = NULL;
    return shelf;
}

/* What is known of the last edition is fetched while the names of this one are found. */
static void
plan_or_fetch(void *context, size_t task, unsigned worker)
{
    const struct beginning *x = context;
    struct binder *binder = x->binder;

    (void)worker;
    if (task == 0) {
        x->b->plan = plan_new(binder->job->catalog, x->b->book);
    } else if (binder->job->ledger) {
        pthread_mutex_lock(&binder->ledger_lock);
        x->b->shelf = take_shelf(binder->job, x->b->book);
        pthread_mutex_unlock(&binder->ledger_lock);
    }
}

static void
begin_shelf(struct binder *binder, struct binding *b)
{
    if (!b->shelf)
        return;
    b->plan->remembers = true;
    shelf_begin(b->shelf, b->plan, binder->job->context, binder->job->told, &binder->ledger_lock);
    b->memory = (struct package_memory){ shelf_find, shelf_is_unchanged, shelf_recall, shelf_note_list, shelf_find_last,
        shelf_find_of, shelf_last, b->shelf };
    b->why = mem_zalloc((b->plan->npages + 1) * sizeof *b->why);
    b->torn = mem_zalloc((b->plan->npages + 1) * sizeof *b->torn);
}

/* Said before hours of work are done: what a zip cannot hold without the pictures it will not hold with them. */
static bool
is_too_large(const struct binder *binder, struct binding *b)
{
    enum { MOST_FILES = 65535, OTHERS = 8 };

    if (b->book->narticles <= MOST_FILES - OTHERS || binder->job->on_made)
        return false;
    diag_add(&b->diag, DIAG_OUTPUT_FAILED, b->book->output, 0, 0, "not written: %zu articles in one book, and a zip holds 65,535 "
        "files: bind several, with `volumes: auto`, `every:` or `limit:`", b->book->narticles);
    return true;
}

/* Of several books, for there mostly one or two change. */
static bool
is_known_edition(struct binder *binder, struct binding *b)
{
    const struct bind_job *job = binder->job;

    if (!job->ledger || job->nbooks == 1 || job->on_made || job->explain)
        return false;
    b->edition = edition_of(job->context, job->told, b->book);
    b->has_edition = true;
    pthread_mutex_lock(&binder->ledger_lock);
    b->is_known = edition_find(job->ledger, b->book, b->edition, &b->known, &b->diag);
    pthread_mutex_unlock(&binder->ledger_lock);
    return b->is_known;
}

/* Names every page and link target. */
static size_t
begin_book(struct binder *binder, struct binding *b, struct watch *watch)
{
    bool is_only = binder->job->nbooks == 1;    /* else the others have something to do */

    spill_init(&b->spill, b->book->output, HELD / binder->at_once);
    if (is_known_edition(binder, b)) {
        bind_count_pages(binder, b->book->narticles);
        watch_lap(watch, TIMING_PLAN, 0);
        return 0;
    }
    pool_run(is_only && binder->nworkers > 1 ? 2 : 1, 2, plan_or_fetch, &(struct beginning){ binder, b });
    cover_plan(b->plan, binder->images, drawing_make_file, &b->diag);
    b->plan->made = binder->made;
    b->pages = mem_zalloc(binder->nworkers * sizeof *b->pages);
    b->waiting = mem_zalloc(b->plan->npages * sizeof *b->waiting);
    if (sheet_load(b->plan, &b->diag) < 0)
        b->status = SHEAF_USAGE;
    if (is_too_large(binder, b))
        b->status = SHEAF_FAILED;
    begin_shelf(binder, b);
    b->cover_time = cover_time(b->plan);
    if (b->status == SHEAF_DONE && !binder->job->on_made)
        b->ahead = ahead_new(b->plan, b->shelf ? &b->memory : NULL, HELD / binder->at_once, binder->nworkers);
    watch_lap(watch, TIMING_PLAN, 0);
    return b->status == SHEAF_DONE && !atomic_load(&binder->stopped) ? b->plan->npages + (b->cover_time == COVER_BESIDE_PAGES) : 0;
}

/* ---- the package ----------------------------------------------------------------------------------------------------- */

static size_t
begin_package(struct binding *b)
{
    plan_gather(b->plan);
    b->package = package_new(b->plan, b->shelf ? &b->memory : NULL);
    return package_begin(b->package, 0);
}

static void
make_document(struct binding *b, struct worker *w, size_t task)
{
    size_t bytes = package_make(b->package, task, w->deflater);

    watch_lap(&w->watch, TIMING_DOCUMENTS, bytes);
}

/* That of an only book is left to whoever had fetched it: to let go all that it holds takes its time. */
static void
give_back_shelf(const struct bind_job *job, struct shelf *shelf)
{
    if (job->nbooks == 1 && job->shelf && !*job->shelf)
        *job->shelf = shelf;
    else
        shelf_close(shelf);
}

static void
release(struct binder *binder, struct binding *b)
{
    package_free(b->package);
    ahead_free(b->ahead);
    plan_free(b->plan);
    for (unsigned i = 0; b->pages && i < binder->nworkers; i++)
        arena_release(&b->pages[i]);
    free(b->pages);
    free(b->waiting);
    free(b->why);
    free(b->torn);
    give_back_shelf(binder->job, b->shelf);
    spill_release(&b->spill);
    diag_release(&b->diag);
    diag_release(&b->cover_diag);
}

/* How many of the page's pictures came to it so. */
static size_t
count_made(const struct page *page, enum asset_making making)
{
    size_t n = 0;

    for (size_t i = 0; i < page->nassets; i++)
        n += page->assets[i].making == making;
    return n;
}

static void
explain_page(const struct binding *b, const struct page *page, const char *why, struct diag *d)
{
    size_t nconverted = count_made(page, ASSET_CONVERTED), nrecalled = count_made(page, ASSET_RECALLED);
    char pictures[128] = "";

    if (nconverted + nrecalled > 0)
        snprintf(pictures, sizeof pictures, "; of its pictures %zu converted, %zu taken from earlier books", nconverted, nrecalled);
    diag_add(d, DIAG_REDONE, page->article->file->path, 0, 0, "made for %s: %s%s", b->book->output, why, pictures);
}

/* --explain: why each page was made. */
static void
explain(const struct binder *binder, const struct binding *b)
{
    struct diag *d = binder->job->diag;
    size_t n = b->plan->npages, nmade = b->shelf ? n - shelf_kept(b->shelf) : n;

    if (!binder->job->explain)
        return;
    diag_add(d, DIAG_REDONE, b->book->output, 0, 0, "%zu of %zu chapters made%s", nmade, n, b->shelf ? "" : ": there is no ledger");
    for (size_t i = 0; b->shelf && i < n; i++)
        if (!b->plan->pages[i].is_kept)
            explain_page(b, &b->plan->pages[i], b->why[i], d);
}

/* Volumes are cut by an estimate, and an article alone may be too large. */
static void
check_size(const struct bind_job *job, const struct book *book, uint64_t bytes)
{
    uint64_t most = book->bundle->volumes.bytes;

    if (most > 0 && bytes > most)
        diag_add(job->diag, DIAG_VOLUME_LARGE, book->output, 0, 0, "%llu bytes, more than the %llu of `volumes`%s",
            (unsigned long long)bytes, (unsigned long long)most, book->narticles == 1 ? ": one article is so large" : "");
}

struct ending { struct binder *binder; struct binding *b; bool is_saving; };

/* While the file is written. */
static void
use_the_time(void *context)
{
    struct ending *e = context;

    e->is_saving = true;
    image_tool_rest(e->binder->images);
    bind_begin_saving(e->binder, e->b);
}

static void
close_last(void *shelf)
{
    shelf_close_file(shelf);
}

/* Writes the book and says so. The books come here in their order, one at a time. */
static void
finish_book(struct binder *binder, struct binding *b, struct watch *watch)
{
    const struct bind_job *job = binder->job;
    struct ending ending = { binder, b, false };
    struct package_writing writing = { .workers = binder->nworkers, .ahead = b->ahead, .context = &ending };
    struct errand closing = { 0 };

    if (job->nbooks == 1)       /* of several others may want the ledger meanwhile */
        writing.meanwhile = use_the_time;
    diag_join(job->diag, &b->diag);
    diag_join(job->diag, &b->cover_diag);
    for (size_t i = 0; i < b->plan->npages; i++)
        diag_join(job->diag, &b->plan->pages[i].diag);
    if (b->status == SHEAF_DONE && package_write(b->package, &writing, job->diag) < 0)
        b->status = SHEAF_FAILED;
    if (b->status == SHEAF_DONE)
        check_size(job, b->book, writing.bytes);
    if (b->shelf && writing.changed && job->nbooks == 1)
        errand_start(&closing, binder->nworkers > 1, close_last, b->shelf);
    package_free(b->package);   /* its bytes are in the file: while the ledger is written they need no memory */
    b->package = NULL;
    plan_drop_bytes(b->plan);
    explain(binder, b);
    if (ending.is_saving)
        bind_end_saving(binder, b, b->status == SHEAF_DONE ? &writing.stamp : NULL);
    else if (b->status == SHEAF_DONE)
        bind_save(binder, b, &writing);
    if (b->status == SHEAF_DONE && job->on_book)
        job->on_book(job->payload, b->book, writing.bytes, writing.changed, &writing.stamp);
    errand_wait(&closing);
    watch_lap(watch, TIMING_WRITE, b->status == SHEAF_DONE ? writing.bytes : 0);
    binder->status = b->status;
    atomic_store(&binder->stopped, b->status != SHEAF_DONE);
}

/* The same of a book that lies there as it would be made. */
static void
tell_known(struct binder *binder, struct binding *b, struct watch *watch)
{
    const struct bind_job *job = binder->job;

    diag_join(job->diag, &b->diag);
    check_size(job, b->book, b->known.size);
    if (job->on_book)
        job->on_book(job->payload, b->book, b->known.size, false, &b->known);
    watch_lap(watch, TIMING_WRITE, b->known.size);
}

/* ---- the flow -------------------------------------------------------------------------------------------------------- */

enum phase { RENDER, MEND, RESOLVE, COVER, MATTER, DOCUMENTS, WRITE, PHASES };

static size_t
begin_phase(void *context, size_t i, unsigned phase, unsigned worker)
{
    struct binder *binder = context;
    struct binding *b = &binder->bindings[i];

    struct worker *w = &binder->workers[worker];
    size_t n;

    w->watch = watch_start(binder->job->clock, &w->timings);
    if (phase == RENDER)
        return begin_book(binder, b, &w->watch);
    if (phase == WRITE)
        return 1;
    if (b->status != SHEAF_DONE || b->is_known)
        return 0;
    if (phase == MEND)
        return bind_list_torn(b);
    if (phase == RESOLVE)
        return bind_list_waiting(binder, b, worker);
    if (phase == COVER)
        return b->cover_time == COVER_AFTER_PAGES;
    n = phase == MATTER ? begin_package(b) : package_begin(b->package, 1);
    watch_lap(&w->watch, TIMING_DOCUMENTS, 0);
    return n;
}

/* After a book that cannot be bound none is written. */
static void
finish(void *context)
{
    struct finishing *f = context;
    struct binder *binder = f->binder;
    struct watch watch = watch_start(binder->job->clock, &f->timings);

    if (binder->job->on_made && f->b->status == SHEAF_DONE)
        binder->job->on_made(binder->job->payload, f->b->plan, f->b->package);
    else if (binder->status == SHEAF_DONE && f->b->is_known)
        tell_known(binder, f->b, &watch);
    else if (binder->status == SHEAF_DONE)
        finish_book(binder, f->b, &watch);
    release(binder, f->b);
    if (binder->has_large && f->b != &binder->bindings[binder->job->nbooks - 1])
        mem_give_back();        /* the next one needs it in other pieces */
}

/* Most of it is waiting for the disk: no worker does that while there are books to be made, unless they are so large that
 * one more of them would need too much memory. */
static void
write_one(struct binder *binder, struct binding *b)
{
    struct finishing *f = &binder->finishing;

    atomic_store(&f->is_awaited, true);
    errand_wait(&f->errand);            /* the book before */
    atomic_store(&f->is_awaited, false);
    f->binder = binder;
    f->b = b;
    f->is_beside = binder->nworkers > 1 && binder->job->nbooks > 1 && !binder->has_large;
    errand_start(&f->errand, f->is_beside, finish, f);
}

static void
run_task(void *context, size_t i, unsigned phase, size_t task, unsigned worker)
{
    struct binder *binder = context;
    struct binding *b = &binder->bindings[i];
    struct worker *w = &binder->workers[worker];

    w->watch = watch_start(binder->job->clock, &w->timings);
    switch ((enum phase)phase) {
    case RENDER: bind_render(binder, b, task, worker); break;
    case MEND: bind_mend(binder, b, task, worker); break;
    case RESOLVE: bind_resolve(binder, b, task, worker); break;
    case COVER: bind_cover(binder, b, worker); break;
    case MATTER: case DOCUMENTS: make_document(b, w, task); break;
    case WRITE: write_one(binder, b); break;
    case PHASES: break;
    }
}

static bool
has_large_books(const struct bind_job *job)
{
    enum { LARGE = 5000 };      /* pages of a book */

    for (size_t i = 0; i < job->nbooks; i++)
        if (job->books[i].narticles > LARGE)
            return true;
    return false;
}

/* One more than there are workers, for one of them writes; of large books two, for their plans and lists are large. Where the
 * catalogue is large too one less. */
static unsigned
at_once(const struct binder *binder)
{
    enum { MANY = 50000 };      /* pages of all books */
    unsigned most = binder->nworkers + (binder->nworkers > 1);

    if (most > 2 && binder->has_large)
        most = 2;
    if (most > 1 && binder->npages > MANY)
        most--;
    return binder->job->nbooks < most ? (unsigned)binder->job->nbooks : most;
}

static bool
find_picture(void *pictures, struct str name, struct arena *mem, struct str *bytes, struct made *made)
{
    struct picture_made found;

    if (!pictures_find(pictures, name, mem, bytes, &found))
        return false;
    made->width = found.width;
    made->height = found.height;
    made->lost = found.lost.len ? found.lost.at : NULL;
    return true;
}

static void
note_picture(void *pictures, struct str name, struct str href, const struct made *made)
{
    pictures_note(pictures, name, &(struct picture_made){ .href = href, .digest = made->digest, .width = made->width,
        .height = made->height, .lost = made->lost ? str_of(made->lost) : STR_NONE });
}

static void
open_pictures(struct binder *binder)
{
    const struct bind_job *job = binder->job;

    if (job->ledger) {
        binder->pictures = pictures_open(job->ledger);
        binder->pictures_memory = (struct made_memory){ find_picture, note_picture, binder->pictures };
    }
    binder->made = made_new(job->books[0].output, binder->pictures ? &binder->pictures_memory : NULL);
}

static void
close_pictures(struct binder *binder)
{
    if (!binder->pictures)
        return;
    if (!binder->job->on_made)
        pictures_save(binder->pictures);
    pictures_close(binder->pictures);
}

static void
binder_init(struct binder *binder, const struct bind_job *job)
{
    *binder = (struct binder){ .job = job };
    binder->bindings = mem_zalloc(job->nbooks * sizeof *binder->bindings);
    for (size_t i = 0; i < job->nbooks; i++) {
        binder->bindings[i].book = &job->books[i];
        diag_init(&binder->bindings[i].diag);
        diag_init(&binder->bindings[i].cover_diag);
        binder->npages += job->books[i].narticles;
    }
    binder->nworkers = pool_size(job->jobs, binder->npages);
    binder->has_large = has_large_books(job);
    binder->at_once = at_once(binder);
    binder->workers = mem_zalloc(binder->nworkers * sizeof *binder->workers);
    for (unsigned i = 0; i < binder->nworkers; i++) {
        binder->workers[i].deflater = deflater_new();
        binder->workers[i].hand = pack_hand_new();
    }
    binder->images = job->images ? job->images : image_tool_new(NULL);
    open_pictures(binder);
    pthread_mutex_init(&binder->lock, NULL);
    pthread_mutex_init(&binder->ledger_lock, NULL);
}

static void
binder_release(struct binder *binder)
{
    if (!binder->job->images)
        image_tool_free(binder->images);
    made_free(binder->made);
    close_pictures(binder);
    for (unsigned i = 0; i < binder->nworkers; i++) {
        arena_release(&binder->workers[i].scratch);
        buf_release(&binder->workers[i].gathered.room);
        deflater_free(binder->workers[i].deflater);
        pack_hand_free(binder->workers[i].hand);
        if (binder->job->clock)
            timings_join(binder->job->timings, &binder->workers[i].timings);
    }
    if (binder->job->clock)
        timings_join(binder->job->timings, &binder->finishing.timings);
    free(binder->workers);
    free(binder->bindings);
    pthread_mutex_destroy(&binder->lock);
    pthread_mutex_destroy(&binder->ledger_lock);
}

enum sheaf_status
bind_books(const struct bind_job *job)
{
    struct binder binder;
    enum sheaf_status status;

    if (job->nbooks == 0)
        return SHEAF_DONE;
    binder_init(&binder, job);
    flow_run(&(struct flow){ .things = job->nbooks, .phases = PHASES, .at_once = binder.at_once, .begin = begin_phase,
        .run = run_task, .context = &binder }, binder.nworkers);
    atomic_store(&binder.finishing.is_awaited, true);
    errand_wait(&binder.finishing.errand);
    status = binder.status;
    binder_release(&binder);
    return status;
}
