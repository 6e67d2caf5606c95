/* ahead: the file that chapters were written into while others were made, for package_file.c. SPDX-License-Identifier: MIT */
#ifndef BOOK_AHEAD_H
#define BOOK_AHEAD_H

#include "base/file.h"
#include "book/book.h"
#include "wrap/pack.h"

/* When all pages were given: until nothing is being written any more. From then on bytes of pages stay where they are. */
void ahead_settle(struct ahead *);

/* After that: gives the zip and its file, for which the caller answers from now on, and in N how many entries are in it: the first
 * ones of the layout (package_order.h). NULL: nothing was written that can be used. */
struct pack *ahead_end(struct ahead *, struct draft *, size_t *n);

#endif
