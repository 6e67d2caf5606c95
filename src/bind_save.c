/* bind_save: what is left of a book for the next run. SPDX-License-Identifier: MIT */
#include "bind_part.h"

#include "base/mem.h"
#include "ledger/pictures.h"
#include "sheet.h"

#include <stdlib.h>
#include <time.h>

void
bind_begin_saving(struct binder *binder, struct binding *b)
{
    if (!b->shelf)
        return;
    pthread_mutex_lock(&binder->ledger_lock);
    ledger_begin(binder->job->ledger);
    shelf_save_begin(b->shelf);
}

/* Is the book made of its articles alone, and nothing to be told anew each time (a cover that lacks letters is drawn again)? */
static bool
is_edition(const struct binding *b)
{
    return b->has_edition && b->cover_diag.n == 0 && sheet_is_built_in(b->book) && edition_is_whole(b->shelf, b->plan);
}

static void
save_edition(const struct binder *binder, const struct binding *b)
{
    const struct file_stamp *stamp = shelf_stamp(b->shelf);
    const struct diag **diags;
    size_t n = 0;

    if (!stamp || !is_edition(b))
        return;
    diags = mem_alloc((b->plan->npages + 1) * sizeof *diags);
    diags[n++] = &b->diag;
    for (size_t i = 0; i < b->plan->npages; i++)
        diags[n++] = &b->plan->pages[i].diag;
    edition_save(binder->job->ledger, b->book, b->edition, stamp, diags, n);
    free(diags);
}

void
bind_end_saving(struct binder *binder, struct binding *b, const struct file_stamp *stamp)
{
    if (!b->shelf)
        return;
    if (shelf_save_end(b->shelf, stamp)) {
        save_edition(binder, b);
        ledger_commit(binder->job->ledger);
    } else {
        ledger_roll_back(binder->job->ledger);
    }
    if (stamp)
        pictures_note_book(binder->pictures, b->plan);
    pthread_mutex_unlock(&binder->ledger_lock);
}

/* A file whose time is that of the last tick of the clock is known only by its digest, for which it would be read: as long as
 * nothing waits for this book, it is cheaper to let the tick pass. */
static void
let_time_pass(struct finishing *f)
{
    enum { NAPS = 8, NAP = 2000000 };   /* nanoseconds: what is called a tick is ten milliseconds */

    for (int i = 0; f->is_beside && i < NAPS && !atomic_load(&f->is_awaited); i++)
        nanosleep(&(struct timespec){ 0, NAP }, NULL);
}

/* Of its entries nothing new was found out; of it as a whole there may be. */
static void
save_no_more(struct binder *binder, struct binding *b)
{
    pictures_note_book(binder->pictures, b->plan);
    if (!is_edition(b))
        return;
    pthread_mutex_lock(&binder->ledger_lock);
    ledger_begin(binder->job->ledger);
    save_edition(binder, b);
    ledger_commit(binder->job->ledger);
    pthread_mutex_unlock(&binder->ledger_lock);
}

void
bind_save(struct binder *binder, struct binding *b, const struct package_writing *w)
{
    if (b->shelf && !w->changed && shelf_is_as_saved(b->shelf, &w->stamp)) {
        save_no_more(binder, b);
        return;
    }
    if (b->shelf && w->changed)
        let_time_pass(&binder->finishing);
    bind_begin_saving(binder, b);
    bind_end_saving(binder, b, &w->stamp);
}
