/* hold: texts that are read once and used twice. SPDX-License-Identifier: MIT
 *
 * What the catalogue reads is needed again for the pages. As much of it as a budget allows waits in memory that is given back
 * piece by piece while it is taken; the rest is read again.
 *     slot.hold = h; hold_put(&slot, bytes) ... if (!hold_take(&slot, mem, &bytes)) read it; ... hold_free(h) */
#ifndef BASE_HOLD_H
#define BASE_HOLD_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hold;

struct hold_slot {              /* where a text is held */
    struct hold *hold;
    _Atomic(uint64_t) place;    /* 0: it is not, or not any more */
};

/* For up to BUDGET bytes of all; no memory is taken yet. */
struct hold *hold_new(size_t budget);
void hold_free(struct hold *);              /* may be NULL */

/* Both may be called by several threads at once. BYTES are copied if there is room for them; */
void hold_put(struct hold_slot *, struct str bytes);

/* and copied into MEM, followed by a NUL that does not count, for the first who asks. False: they are not held, or not any more. */
bool hold_take(struct hold_slot *, struct arena *mem, struct str *bytes);

#endif
