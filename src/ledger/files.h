/* files: the articles of files that did not change since the last run. SPDX-License-Identifier: MIT
 *
 * What reading a file gave is kept with the stamps of all files that it was read from: itself, its sidecar, and the index.md that
 * may make it a resource. All of it is forgotten with the first change of what reading depends on otherwise (CONTEXT).
 *
 *     files_open, files_load (while others walk), files_begin when the walk is done; workers: files_recall, files_note;
 *     files_save, files_close */
#ifndef LEDGER_FILES_H
#define LEDGER_FILES_H

#include "base/arena.h"
#include "base/diag.h"
#include "ledger/ledger.h"
#include "model.h"

#include <stdbool.h>
#include <stddef.h>

struct files;

/* CONTEXT: fingerprint of options and configuration. FOLDER: where the program was started; PATHS: what was named to be read. Two
 * runs that read others of one archive do not take each other's records away. LEDGER must live as long. */
struct files *files_open(struct ledger *, struct digest context, struct str folder, const char *const *paths, size_t npaths);
void files_close(struct files *);

/* Takes what is known from the ledger, which nobody else may use meanwhile. */
void files_load(struct files *);

/* CATALOG has its roots and files, not yet its articles. */
void files_begin(struct files *, const struct catalog *);

/* What was read of FILE: articles (without what book/catalog.c adds) in MEM, one alone in ROOM; diagnostics are added to DIAG.
 * INDEX is the other file that counts, or NULL. False if it has to be read. Any thread; SCRATCH is left as large as it is. */
bool files_recall(struct files *, const struct file *, const struct file *index, struct arena *mem, struct arena *scratch,
    struct article *room, struct article **articles, size_t *n, struct diag *);

/* What was read now, or recalled; by WORKER, one thread at a time with one number. Fills what articles are told by. */
void files_note(struct files *, const struct file *, const struct file *index, struct article *, size_t n, const struct diag *,
    unsigned worker);

/* Writes down what is known now, once: after that only files_close() may follow. What was recalled stays. */
void files_save(struct files *);

size_t files_recalled(const struct files *);            /* how many were not read */

#endif
