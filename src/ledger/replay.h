/* replay: a run of which nothing changed since. SPDX-License-Identifier: MIT
 *
 * A run's outcome is a function of its options and of what the file system answered (base/file_observe.c notes all of it). Both
 * are kept with the outcome: diagnostics, books, or what was printed. If every question would be answered as it was, and the books
 * lie where they were put, there is nothing to do but to tell the outcome again. What cannot be asked again with a sure answer (a
 * file that was changed in the moment it was read, one that could not be read) spoils the record, and the next run does its work.
 *
 *     replay_new, replay_holds; if it does not: replay_watch … replay_add_book … replay_save; replay_free
 */
#ifndef LEDGER_REPLAY_H
#define LEDGER_REPLAY_H

#include "base/diag.h"
#include "ledger/ledger.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct replay;

struct replay_book {
    const char *output;
    size_t narticles, ndiags;   /* of the diagnostics those told before it */
    uint64_t bytes;
    struct file_stamp stamp;    /* when it was put there; its ctime does not count */
};

/* KIND: LEDGER_RUN, of a run that binds books; LEDGER_LIST, of one that prints a text. KEY: fingerprint of all that decides about
 * the run beside files. */
struct replay *replay_new(struct ledger *, enum ledger_kind kind, struct digest key);
void replay_free(struct replay *);

/* Would a run come out as the one that was kept? Asks with JOBS workers. Then diagnostics and books are its outcome, which lives
 * as long as R. */
bool replay_holds(struct replay *, unsigned jobs);
const struct diag_entry *replay_diagnostics(const struct replay *, size_t *n);
const struct replay_book *replay_books(const struct replay *, size_t *n);
struct str replay_text(const struct replay *);

/* From now on what is asked of the file system counts. */
void replay_watch(struct replay *);
void replay_add_book(struct replay *, const struct replay_book *);
void replay_add_text(struct replay *, struct str);      /* a long one is not kept */

/* Ends the watch. The run is done, its diagnostics are ENTRIES: keeps it, in a transaction of its own, if it can be told again. */
void replay_save(struct replay *, const struct diag_entry *entries, size_t n);

#endif
