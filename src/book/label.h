/* label: text for places of a book that hold one line. SPDX-License-Identifier: MIT */
#ifndef BOOK_LABEL_H
#define BOOK_LABEL_H

#include "base/arena.h"
#include "base/str.h"
#include "model.h"

#include <stddef.h>

/* TEXT on one line: runs of blanks and control characters are one space, none at the ends, and what XML cannot hold is gone.
 * So a result that is not empty makes an element that is not empty (EPUB-RULES 2.2). */
struct str label_line(struct arena *, struct str text);

/* The same in at most MOST characters; what is cut off ends in an ellipsis, at a space where one is near. */
struct str label_cut(struct arena *, struct str text, size_t most);

/* FORMAT with its first "%s" replaced by A and its second by B. */
struct str label_fill(struct arena *, const char *format, struct str a, struct str b);

/* TEXT, in LANGUAGE, with that language's quotes and dashes if the book wants them. */
struct str label_typeset(struct arena *, const struct plan *, struct str text, struct str language);

#endif
