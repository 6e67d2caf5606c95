/* memory: what a run takes from earlier ones, and leaves to later ones. SPDX-License-Identifier: MIT
 *
 * It joins the ledger with the stages, which know nothing of it. */
#ifndef MEMORY_H
#define MEMORY_H

#include "base/arena.h"
#include "ledger/files.h"
#include "ledger/ledger.h"
#include "model.h"
#include "read/read.h"
#include "setup.h"
#include "sheaf.h"

struct memory {
    struct ledger *ledger;      /* NULL: there is none, and all below is unused */
    struct digest context;      /* of all that reading and pages depend on beside files: options, configuration, program */
    struct files *files;
    struct read_memory read;    /* for read_archive() */
};

/* Opens the ledger that options and configuration ask for, if there can be one. */
void memory_open(struct memory *, struct arena *, const struct sheaf_options *, const struct config *, const struct setup *);
/* When the archive is read, before anything is made of it. */
void memory_save_files(struct memory *);
void memory_close(struct memory *);

#endif
