/* ahead: the file that chapters were written into while others were made, for package_file.c. SPDX-License-Identifier: MIT */
#ifndef BOOK_AHEAD_H
#define BOOK_AHEAD_H

#include "base/file.h"
#include "book/book.h"
#include "wrap/pack.h"

/* Gives the zip and its file, for which the caller answers from now on, and in N how many entries are in it: the first ones of the
 * layout (package_order.h). NULL: nothing was written. */
struct pack *ahead_end(struct ahead *, struct draft *, size_t *n);

#endif
