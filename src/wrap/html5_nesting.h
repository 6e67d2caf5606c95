/* html5_nesting: keeps hostile HTML from costing quadratic time. SPDX-License-Identifier: MIT
 *
 * The tree-building algorithm of HTML looks through its stack of open elements for nearly every tag, and through all
 * attributes of a tag for each new one: a hundred thousand open elements cost half a minute. So the text is looked over
 * before it is parsed; nothing is changed in any page that people write. */
#ifndef WRAP_HTML5_NESTING_H
#define WRAP_HTML5_NESTING_H

#include "base/arena.h"
#include "base/str.h"

enum { HTML5_DEPTH = 400, HTML5_ATTRIBUTES = 400 };

/* TEXT, or a copy of the same length in which start tags nested deeper than HTML5_DEPTH, their end tags, and the attributes
 * of a tag after the first HTML5_ATTRIBUTES are blanks. */
struct str html5_bound_nesting(struct arena *, struct str text);

#endif
