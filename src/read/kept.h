/* kept: texts of sources that wait in memory from the catalogue to their page. SPDX-License-Identifier: MIT
 *
 * Small archives are read once; of large ones what fits a budget. */
#ifndef READ_KEPT_H
#define READ_KEPT_H

#include "base/arena.h"
#include "base/str.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct kept;

/* A copy of TEXT, whose size is taken from BUDGET; NULL if that is used up. */
struct kept *kept_new(struct arena *, struct str text, atomic_size_t *budget);
/* The text, in MEM. False if there is none or it was taken: it is given out once. Any thread may ask. */
bool kept_take(struct kept *, struct arena *mem, struct str *text);
void kept_release(struct kept *);                       /* what nobody took */

#endif
