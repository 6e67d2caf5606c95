/* told: fingerprints of all that is known of the articles of a run. SPDX-License-Identifier: MIT
 *
 * Of an article all that stands in model.h but for its text: the bytes (their digests, and where in them the text begins), which
 * only its own page shows. As long as those of all articles are the same, so is everything that is made of the catalogue
 * as a whole: the lists of a book, and what names lead to. */
#ifndef LEDGER_TOLD_H
#define LEDGER_TOLD_H

#include "base/buf.h"
#include "base/hash.h"
#include "model.h"

/* Of what read/ found out about an article, but for its text: kept with that (files.c), for it takes long to find. */
struct hash told_of(const struct article *, struct buf *scratch);

struct told {
    struct hash *articles;      /* by their index */
    struct hash all;            /* of them, of the files they are in, and of which book each is in */
};

/* With JOBS workers. CATALOG's books are chosen. */
struct told *told_new(const struct catalog *, unsigned jobs);
void told_free(struct told *);

#endif
