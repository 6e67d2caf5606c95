/* dump: pages that are made to be looked at, and forgotten. SPDX-License-Identifier: MIT */
#ifndef DUMP_H
#define DUMP_H

#include "model.h"

#include <stdbool.h>

/* What every link of every book leads to. */
void dump_links(const struct catalog *, const struct book *books, size_t n, bool as_json, struct buf *out);

/* The chapter of the article REL ("feed.xml#3": the third item of a file that holds many), of the first book that has it, with its
 * diagnostics in D. False if none has it. */
bool dump_page(const struct catalog *, const struct book *books, size_t n, struct str rel, struct buf *out, struct diag *d);

#endif
