/* bind_part: what the files of bind share. SPDX-License-Identifier: MIT */
#ifndef BIND_PART_H
#define BIND_PART_H

#include "bind.h"

#include "base/errand.h"
#include "base/spill.h"
#include "book/book.h"
#include "html/made.h"
#include "ledger/edition.h"
#include "ledger/shelf.h"

#include <pthread.h>
#include <stdatomic.h>

struct binding {                /* one book under way */
    const struct book *book;
    enum sheaf_status status;
    struct diag diag;           /* of the book as a whole */
    struct plan *plan;
    enum cover_time cover_time; /* beside the pages it is the first task: it takes longest */
    struct diag cover_diag;
    struct arena *pages;        /* what the pages keep: one for each worker */
    struct ahead *ahead;        /* that its pages go to as they are made; NULL: nothing is to be written */
    struct spill spill;
    size_t *waiting, nwaiting;  /* pages with links to be resolved when all are made */
    struct package *package;
    /* with a ledger */
    struct shelf *shelf;
    struct package_memory memory;
    const char **why;           /* each page was made; NULL: it was kept */
    size_t *torn, ntorn;        /* pages that were kept and must be made after all */
    struct hash edition;        /* that it will be, if HAS_EDITION */
    bool has_edition;
    bool is_known;              /* it lies in its place: there is no plan */
    struct file_stamp known;    /* what it is then */
};

enum { GATHERED = 64 };

struct gathered {               /* finished parts that will be put away together; until then they are in memory */
    const struct binding *of;   /* once that is another book they stay where they are */
    struct part *parts[GATHERED]; size_t n, bytes;
    struct buf room;            /* to put them together in */
};

struct worker {
    struct arena scratch;
    struct pack_hand *hand;
    struct gathered gathered;
    struct deflater *deflater;
    struct timings timings;
    struct watch watch;
};

/* The book that is on its way to the disk while the workers make others. */
struct finishing {
    struct binder *binder;
    struct binding *b;
    struct errand errand;
    bool is_beside;             /* the workers go on meanwhile */
    atomic_bool is_awaited;     /* the next one is ready */
    struct timings timings;
};

struct binder {
    const struct bind_job *job;
    struct binding *bindings;   /* one for each book */
    struct worker *workers; unsigned nworkers;
    struct finishing finishing;
    struct image_tool *images;
    struct made_pictures *made;
    struct pictures *pictures;  /* with a ledger: those of earlier runs */
    struct made_memory pictures_memory;
    unsigned at_once;
    bool has_large;             /* books: they are not to be many at once */
    enum sheaf_status status;   /* of the books written so far */
    atomic_bool stopped;        /* it is a bad one: nothing more is begun */
    size_t ndone, npages;       /* of all books; guarded by lock */
    pthread_mutex_t lock;
    pthread_mutex_t ledger_lock;
};

/* bind_pages.c: tasks of the phases that make pages. The lists say how many tasks there are. */
void bind_cover(struct binder *, struct binding *, unsigned worker);
void bind_render(struct binder *, struct binding *, size_t task, unsigned worker);
void bind_count_pages(struct binder *, size_t n);       /* for whoever watches: so many more are done */
size_t bind_list_torn(struct binding *);        /* the pages that were kept and lead to places in pages that were not */
void bind_mend(struct binder *, struct binding *, size_t task, unsigned worker);
/* The pages that wait for others: their links with a fragment; what these lead to is known then. */
size_t bind_list_waiting(struct binder *, struct binding *, unsigned worker);
void bind_resolve(struct binder *, struct binding *, size_t task, unsigned worker);

/* bind_save.c: what was found out about a book that is written, if it is not what is known; in two steps, the first of which may
 * come while the file is on its way to the disk. STAMP: NULL if there is no book. */
void bind_save(struct binder *, struct binding *, const struct package_writing *);
void bind_begin_saving(struct binder *, struct binding *);
void bind_end_saving(struct binder *, struct binding *, const struct file_stamp *stamp);

#endif
