/* replay_part: what the files of replay share. SPDX-License-Identifier: MIT
 *
 *     replay.c        what is noted while a run goes on, and read again in the next one
 *     replay_save.c   written down
 *     replay_ask.c    asks the same again */
#ifndef LEDGER_REPLAY_PART_H
#define LEDGER_REPLAY_PART_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/prints.h"
#include "ledger/replay.h"

#include <pthread.h>
#include <stdatomic.h>

enum link { LINK_NO, LINK_YES, LINK_UNKNOWN };

struct asked_file {             /* file_stat(), a read, a name in a folder that was listed */
    const char *path;
    struct file_stamp stamp;    /* of a regular file, by which it is known again */
    uint8_t type, link;         /* enum file_type, enum link */
    bool changed;               /* two answers differed */
};
struct asked_folder { const char *path; size_t n; };
struct asked_real { const char *path, *real; };         /* REAL: NULL if it led nowhere */

struct replay {
    struct ledger *ledger;
    enum ledger_kind kind;      /* LEDGER_RUN, or LEDGER_LIST: what it prints is kept too */
    struct str owner;
    struct arena mem;
    struct asked_file *files; size_t nfiles;
    struct asked_folder *folders; size_t nfolders;
    struct asked_real *reals; size_t nreals;
    struct replay_book *books; size_t nbooks;
    const struct diag_entry *diags; size_t ndiags;
    struct str *digests;        /* of books whose stamp does not tell enough; else empty */
    struct hash print;          /* of text and diagnostics, if HAS_PRINT */
    bool has_print, is_lost;    /* they are not in the ledger any more */
    struct str text; struct arena text_mem;
    /* while it is watched */
    struct buf out;             /* the text so far */
    struct file_observer observer;
    bool watched, spoiled;
    pthread_mutex_t lock;
    struct prints known;        /* path to its index in FILES + 1 */
    size_t room;                /* of FILES, which are no part of MEM then; else 0 */
    struct map known_reals;
    /* while it is asked again */
    atomic_bool differs;
    struct file_info *seen;     /* of FILES; FILE_NONE: not known, or no regular file */
    /* then, in a run that watches */
    const struct asked_file *before; size_t nbefore;    /* those that SEEN is of */
    struct map folders_before;  /* a folder's path to the first of its files in BEFORE + 1 */
};

/* The block that is not of files, after them: no file is called so. */
static inline struct str replay_rest(void) { return STR("//"); }

/* What was printed and said lies beside the record: of an archive with many warnings it is larger than that, and wanted only by a
 * run of which nothing changed. */
struct hash replay_print(struct str text, struct str said);

/* Asks all again, with JOBS workers, one of which does WORK first: a question of another kind, whose answer counts as theirs. */
bool replay_ask(struct replay *, unsigned jobs, bool (*work)(struct replay *));

#endif
