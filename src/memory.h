/* memory: what a run takes from earlier ones, and leaves to later ones. SPDX-License-Identifier: MIT
 *
 * It joins the ledger with the stages, which know nothing of it. */
#ifndef MEMORY_H
#define MEMORY_H

#include "base/arena.h"
#include "base/errand.h"
#include "ledger/files.h"
#include "ledger/ledger.h"
#include "ledger/replay.h"
#include "ledger/shelf.h"
#include "model.h"
#include "read/read.h"
#include "setup.h"
#include "sheaf.h"

struct memory {
    struct ledger *ledger;      /* NULL: there is none, and all below is unused */
    struct digest context;      /* of all that reading and pages depend on beside files: options, configuration, program */
    struct files *files;
    struct replay *replay;      /* of the same run, if it is there; NULL: it is of no use */
    struct read_memory read;    /* for read_archive() */
    bool is_first;              /* after memory_holds(): nothing is known of books like those of this run */
    bool meanwhile;             /* the ledger is read and written while others work: memory_settle() waits for it */
    struct errand fetching, saving, forgetting;
    const char *output;         /* of the book of the run before, if it had one alone: most likely it is wanted again; or NULL */
    struct shelf *shelf;        /* what is known of it; it is forgotten while the run is saved */
};

/* Opens the ledger that options and configuration ask for, if there can be one. */
void memory_open(struct memory *, struct arena *, const struct sheaf_options *, const struct config *, const struct setup *);
/* Would the run come out as the one before? Then M->replay says how; if not, what is asked of the file system is noted from now on,
 * for memory_save_run(). Only for a run that binds books, or for one that prints LIST, by which it is known from others. */
bool memory_holds(struct memory *, const struct sheaf_options *, const struct setup *, const char *list);
void memory_save_run(struct memory *, const struct diag_entry *, size_t n);

/* When the archive is read. FILES are all there is of CATALOG that is looked at meanwhile. */
void memory_save_files(struct memory *);
/* From now on the ledger, and what was fetched from it, may be used. */
void memory_settle(struct memory *);
void memory_close(struct memory *);

#endif
