/* design: what the cover of a book that is drawn looks like. SPDX-License-Identifier: MIT */
#ifndef BASE_DESIGN_H
#define BASE_DESIGN_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct design {
    const char *name, *text;    /* "contours"; what it looks like, for people */
    enum design_shows { DESIGN_NOTHING, DESIGN_TITLES, DESIGN_PICTURES } shows; /* of the articles: it changes with them */
};

/* NULL where there are no more. The first is the default. */
const struct design *design_at(size_t i);
const struct design *design_find(struct str name);     /* or NULL */

#endif
