/* package_order: the entries of a book in the order of its file. SPDX-License-Identifier: MIT
 *
 * The first three have their places, the others follow in byte order (EPUB-RULES 11.2). Of tens of thousands almost all are
 * chapters, whose names are known before the last documents are made: they are sorted meanwhile. */
#ifndef BOOK_PACKAGE_ORDER_H
#define BOOK_PACKAGE_ORDER_H

#include "book/package_file.h"

enum { RANK_MIMETYPE, RANK_CONTAINER, RANK_OPF, RANK_OTHER };

/* What the entry of HREF, a name below EPUB/, is called. A NUL follows that does not count. */
struct str order_name(struct arena *, struct str href);

/* The chapters of the plan, in MEM, with room for NOTHERS more. */
struct entry *order_chapters(struct arena *mem, const struct plan *, size_t nothers, size_t *n);

/* Brings the N OTHERS, which it sorts, in between the *NENTRIES that are in order. */
void order_merge(struct entry *entries, size_t *nentries, struct entry *others, size_t n);

#endif
