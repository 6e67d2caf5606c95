/* edition: a book as a whole, as it was written. SPDX-License-Identifier: MIT
 *
 * A book that is made of its articles alone (no sheet, font or cover of the user's, no picture or file that a page asks for) is a
 * function of what is known of them, of what their names lead to, of the options and of itself. As long as a hash of all that is
 * the same, and its file is the one that was written, there is nothing to plan: what was said of it is said again. Bundles by month
 * are such books, of which mostly the last one changes.
 *
 *     of = edition_of(context, told, book); if (edition_find(ledger, book, of, &stamp, diag)) ...; else: when it is written, and
 *     edition_is_whole(shelf, plan): in a transaction edition_save() */
#ifndef LEDGER_EDITION_H
#define LEDGER_EDITION_H

#include "base/diag.h"
#include "base/hash.h"
#include "ledger/shelf.h"
#include "ledger/told.h"
#include "model.h"

#include <stdbool.h>
#include <stddef.h>

struct hash edition_of(struct digest context, const struct told *, const struct book *);

/* Is the book at BOOK->output, which has this STAMP then, the edition OF that? What was found out about it is added to DIAG. The
 * ledger is used by one thread at a time. */
bool edition_find(struct ledger *, const struct book *, struct hash of, struct file_stamp *stamp, struct diag *);

/* Is the book, of which all pages are made or kept, made of its articles alone? */
bool edition_is_whole(const struct shelf *, const struct plan *);

/* The file has this stamp, which alone tells it from what may come after it; DIAGS: N lists, in their order. */
void edition_save(struct ledger *, const struct book *, struct hash of, const struct file_stamp *, const struct diag *const *diags,
    size_t n);

#endif
