/* ahead: the file that chapters were written into while others were made, for package_file.c. SPDX-License-Identifier: MIT */
#ifndef BOOK_AHEAD_H
#define BOOK_AHEAD_H

#include "book/book.h"
#include "wrap/pack.h"

/* Gives the zip, and in TEMP the name of its temporary file, for which the caller answers from now on; in N how many entries are in
 * it: the first ones of the layout (package_order.h). NULL: nothing was written. */
struct pack *ahead_end(struct ahead *, const char **temp, size_t *n);

#endif
