/* ledger: what the program remembers from run to run. SPDX-License-Identifier: MIT
 *
 * One SQLite file for each archive. It holds blocks of bytes, each under a kind, an owner and a name, with a checksum that is
 * taken of the program's fingerprint too: what is damaged, of another program or of another version of it reads as if it were
 * not there. So a ledger can cost time, never correctness; whatever goes wrong with the file, the run goes on without it.
 *
 * Blocks of one owner are kept as a set: it is read as it was written by one run, or not at all. What is saved in a run is
 * written in one transaction at its end, and of a set only those blocks that differ.
 *
 *     ledger_open, ledger_load … (workers read what was loaded), ledger_begin, ledger_save …, ledger_commit, ledger_close
 *
 * Used by one thread. */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "wrap/digest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ledger;
struct table_file;

enum ledger_kind {
    LEDGER_RUN,                 /* owner: the options; what a run depended on and how it came out (replay.c) */
    LEDGER_FILES,               /* owner: the archive; articles of files (files.c) */
    LEDGER_BOOK,                /* owner: an output; pages and documents of its last book (shelf.c) */
    LEDGER_WORDS,               /* owner: folders; which articles are in the table of words (catalogue.c) */
    LEDGER_PICTURES,            /* one owner; where pictures lie that were converted (pictures.c) */
    LEDGER_MORE,                /* owner: as LEDGER_BOOK's; what is seldom asked for of each of its blocks (blocks.c) */
    LEDGER_EDITION,             /* owner: as LEDGER_BOOK's; the book as a whole (edition.c) */
    LEDGER_LIST, LEDGER_TEXT,   /* owner: the options; of a run that prints a list, and what it printed (replay.c) */
    LEDGER_KINDS
};

struct ledger_options {
    const char *folder;         /* where ledgers lie; made if it is missing */
    struct str archive;         /* real path of what the ledger is about: names the file */
    bool fresh;                 /* nothing that is there counts; what this run finds out is saved */
};

/* NULL if there can be none. */
struct ledger *ledger_open(const struct ledger_options *);
void ledger_close(struct ledger *);

const char *ledger_path(const struct ledger *);
const char *ledger_problem(const struct ledger *);      /* what failed first; "" for nothing */
int64_t ledger_now(const struct ledger *);              /* file_now() when it was opened: before anything was looked at */

/* May STAMP, taken in this run, tell about later changes? Not if the file was changed so late that another change could leave
 * the same times: within one tick of the clock before NOW, or within the two seconds that some file systems count in. */
bool ledger_is_settled(const struct file_stamp *, int64_t now);

/* What tells the file at PATH, which has STAMP and was just put there, from what may come after it: the stamp alone, or with the
 * DIGEST. Another change within a tick of the clock is seen by its mtime, which is that of the last byte written before; only who
 * sets that back, to the nanosecond and in the same tick as the file was put there, is not seen. A large file is not read again:
 * its stamp is waited for, a hundredth of a second at most. False if it cannot be read. */
enum ledger_proof { LEDGER_BY_STAMP, LEDGER_BY_DIGEST };
bool ledger_prove(const struct ledger *, const char *path, const struct file_stamp *, enum ledger_proof *, struct digest *);

bool ledger_digest_file(const char *path, struct digest *);     /* false if it cannot be read */

struct ledger_block {
    struct str name, data;
    bool is_loaded;             /* as ledger_load() gave it: what is saved so was not touched */
};

/* All blocks of OWNER in the order they were saved, in MEM. False if there are none or not all. */
bool ledger_load(struct ledger *, struct arena *mem, enum ledger_kind, struct str owner, struct ledger_block **, size_t *n);

/* A block that lies beside another one is known by its sum, which that one holds. */
struct ledger_sum { uint8_t at[16]; };
struct ledger_sum ledger_sum(const struct ledger *, enum ledger_kind, struct str owner, const struct ledger_block *);
/* The block NAME of OWNER alone, in MEM. False if it is not there, or is not the one that has this SUM. */
bool ledger_load_one(struct ledger *, struct arena *mem, enum ledger_kind, struct str owner, struct str name,
    const struct ledger_sum *sum, struct str *data);

void ledger_begin(struct ledger *);
/* Instead of what OWNER had, block by block; all of it, or none if it does not come to an end. Names must differ. */
struct ledger_set;
struct ledger_set *ledger_save_begin(struct ledger *, enum ledger_kind, struct str owner);
/* A set of blocks that lie beside those of SET, which ends later. */
struct ledger_set *ledger_save_beside(const struct ledger_set *, enum ledger_kind);
bool ledger_set_is_as_loaded(const struct ledger_set *);        /* nobody has saved another one since */
void ledger_save_block(struct ledger_set *, const struct ledger_block *);
void ledger_save_kept(struct ledger_set *, struct str name);    /* of one that is as loaded: the block stays as it lies there */
void ledger_save_end(struct ledger_set *);
void ledger_save(struct ledger *, enum ledger_kind, struct str owner, const struct ledger_block *, size_t n);
/* Of KIND only the N owners that were saved last stay; within a transaction. */
void ledger_keep_newest(struct ledger *, enum ledger_kind, unsigned n);
void ledger_commit(struct ledger *);
void ledger_roll_back(struct ledger *);                 /* as if it had not begun */

/* What the program is: its own build and all libraries it is linked with. */
struct digest ledger_program(void);

/* The file itself, for catalogue.c; NULL if it failed. */
struct table_file *ledger_file(struct ledger *);
bool ledger_is_writable(const struct ledger *);

#endif
