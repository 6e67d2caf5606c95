/* near: the word somebody may have meant. SPDX-License-Identifier: MIT
 *
 *     struct near n;
 *     near_init(&n, word); for each known word: near_try(&n, known);
 *     if (n.best) "did you mean ..." */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include "base/str.h"

#include <stddef.h>

struct near {
    struct str word;
    const char *best;           /* the nearest so far; NULL: none is near enough */
    size_t distance;            /* of the best */
};

void near_init(struct near *, struct str word);

/* Takes CANDIDATE if it is nearer than all before: letters added, left out, changed or swapped with their neighbour, case not
 * counted; near enough is a third of the word's length, and at least one. */
void near_try(struct near *, const char *candidate);

/* The number of such changes from A to B; more than NEAR_LENGTH where one of them is longer than that. */
enum { NEAR_LENGTH = 32 };
size_t near_distance(struct str a, struct str b);

#endif
